//! Invoices over HTTP: written, sent, paid in parts and too much, credited, given up, recovered, and counted by age.

use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop, grants};
use crate::store_support::sqlite;

async fn shop() -> Shop {
    let mut shop = Shop::open(sqlite().await).await;
    shop.person(SHOP, "all", &grants(&Role::ALL)).await;
    shop.person(SHOP, "other", &grants(&Role::ALL)).await;
    shop
}

/// 119.00 with 19.00 tax, due in 30 days.
fn invoice(number: &str) -> Value {
    json!({
        "number": number, "currency": "EUR", "customer": { "reference": "c-1" },
        "lines": [{ "sku": "a", "quantity": 1, "gross_minor": 11_900, "taxes": [{ "key": "DE/standard", "amount_minor": 1_900 }] }],
        "terms": { "net_days": 30, "grace_days": 3, "discount_bp": 200, "discount_days": 10 },
        "zone": "Europe/Berlin"
    })
}

fn wire(amount_minor: i64) -> Value {
    json!({ "amount_minor": amount_minor, "kind": "offline", "account": "bank:1", "capture": "automatic" })
}

async fn issued(shop: &Shop, body: Value) -> String {
    shop.post("all", "/v1/invoices", body).await.is(201).text("id")
}

async fn shown(shop: &Shop, id: &str) -> Value {
    shop.get("all", &format!("/v1/invoices/{id}")).await.is(200).json
}

async fn paid(shop: &Shop, id: &str, amount_minor: i64) -> String {
    let payment = shop.post("all", &format!("/v1/invoices/{id}/payments"), wire(amount_minor)).await.is(201);
    assert_eq!(payment.json["pays"].as_str(), Some(id));
    payment.text("id")
}

#[tokio::test]
async fn an_invoice_is_sent_and_paid_in_parts_and_too_much() {
    let shop = shop().await;
    let mut draft = invoice("I-1");
    draft["draft"] = json!(true);
    let id = issued(&shop, draft).await;
    let before = shown(&shop, &id).await;
    assert_eq!((before["status"].as_str(), before["open_minor"].as_i64()), (Some("draft"), Some(0)));
    let sent = shop.post("all", &format!("/v1/invoices/{id}/issue"), json!({})).await.is(200).json;
    assert_eq!((sent["status"].as_str(), sent["open_minor"].as_i64()), (Some("open"), Some(11_900)));
    assert!(sent["due_on"].as_str() < sent["late_after"].as_str() && sent["discount_until"].is_string(), "{sent}");
    paid(&shop, &id, 5_000).await;
    assert_eq!(shown(&shop, &id).await["status"], "partially_paid");
    let payment = paid(&shop, &id, 7_900).await;
    let after = shown(&shop, &id).await;
    assert_eq!((after["status"].as_str(), after["open_minor"].as_i64()), (Some("paid"), Some(0)));
    assert_eq!(after["to_balance_minor"], 1_000);
    let customer = after["customer"].as_str().expect("an account");
    let balance = shop.get("all", &format!("/v1/customers/{customer}")).await.is(200);
    assert_eq!(balance.json["balances"][0]["amount_minor"], 1_000);
    let statement = shop.get("all", &format!("/v1/customers/{customer}/statement")).await.is(200);
    assert_eq!(
        (statement.data()[0]["what"].as_str(), statement.data()[0]["about"].as_str()),
        (Some("overpaid"), Some(id.as_str()))
    );
    let refund = json!({ "payment": payment, "amount_minor": 900, "reason": "damaged" });
    shop.post("all", "/v1/refunds", refund).await.is(202);
    assert_eq!(shown(&shop, &id).await["refunded_minor"], 900);
    let taken = shop.post("all", "/v1/invoices", invoice("I-1")).await;
    assert_eq!((taken.status, taken.code()), (409, "taken"));
}

#[tokio::test]
async fn what_is_paid_early_has_its_discount() {
    let shop = shop().await;
    let id = issued(&shop, invoice("I-1")).await;
    paid(&shop, &id, 11_662).await;
    let after = shown(&shop, &id).await;
    assert_eq!((after["status"].as_str(), after["discounted_minor"].as_i64()), (Some("paid"), Some(238)));
}

#[tokio::test]
async fn what_is_given_up_needs_another_person_and_comes_back_when_it_is_paid() {
    let shop = shop().await;
    let id = issued(&shop, invoice("I-1")).await;
    let credit = json!({ "amount_minor": 1_900, "reason": "damaged" });
    assert_eq!(shop.post("all", &format!("/v1/invoices/{id}/credit"), credit).await.is(200).json["open_minor"], 10_000);
    let ask = json!({ "reason": "insolvent", "tax_relief": true });
    let waits = shop.post("all", &format!("/v1/invoices/{id}/write_off"), ask).await.is(202);
    let approval = waits.text("write_off_approval");
    let subject = shop.get("all", &format!("/v1/approvals/{approval}")).await.is(200).json["subject"].clone();
    assert_eq!((subject["kind"].as_str(), subject["amount_minor"].as_i64()), (Some("write_off"), Some(10_000)));
    let approve = format!("/v1/approvals/{approval}/approve");
    assert_eq!(shop.post("all", &approve, json!({})).await.code(), "self_approval");
    shop.post("other", &approve, json!({})).await.is(200);
    let given_up = shown(&shop, &id).await;
    assert_eq!(
        (given_up["status"].as_str(), given_up["written_off_minor"].as_i64()),
        (Some("uncollectible"), Some(10_000))
    );
    paid(&shop, &id, 10_000).await;
    let after = shown(&shop, &id).await;
    assert_eq!((after["status"].as_str(), after["written_off_minor"].as_i64()), (Some("paid"), Some(0)));
}

#[tokio::test]
async fn what_is_open_is_counted_by_age_and_listed_by_status() {
    let shop = shop().await;
    issued(&shop, invoice("I-1")).await;
    let mut old = invoice("I-2");
    (old["issued_on"], old["terms"]) = (json!("2020-01-31"), json!({ "net_days": 10 }));
    issued(&shop, old).await;
    let void = issued(&shop, invoice("I-3")).await;
    shop.post("all", &format!("/v1/invoices/{void}/void"), json!({ "reason": "a mistake" })).await.is(200);
    let ageing = shop.get("all", "/v1/invoices/ageing").await.is(200);
    let row = &ageing.data()[0];
    assert_eq!((row["currency"].as_str(), row["invoices"].as_i64()), (Some("EUR"), Some(2)));
    let open: Vec<i64> =
        row["buckets"].as_array().expect("five").iter().filter_map(|b| b["open_minor"].as_i64()).collect();
    assert_eq!(open, [11_900, 0, 0, 0, 11_900]);
    assert_eq!(shop.get("all", "/v1/invoices?status=void").await.is(200).data().len(), 1);
    assert_eq!(shop.get("all", "/v1/invoices?status=eaten").await.status, 400);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_its_field() {
    let shop = shop().await;
    for (path, value, param) in [
        ("/zone", json!("Mars/Olympus"), "zone"),
        ("/currency", json!("XXQ"), "currency"),
        ("/issued_on", json!("2999-01-01"), "issued_on"),
        ("/terms", json!({ "net_days": 30, "due_on": "2030-01-01" }), "terms.due_on"),
        ("/terms", json!({ "discount_bp": 200 }), "terms.discount_days"),
        ("/terms", json!({ "net_days": 60_000 }), "terms.days"),
        ("/terms", json!({ "due_on": "2001-01-01" }), "terms.date"),
        ("/lines", json!([]), "lines"),
        ("/lines/0/gross_minor", json!(0), "lines[0].taxes"),
    ] {
        let mut body = invoice("I-1");
        body["issued_on"] = Value::Null;
        *body.pointer_mut(path).expect("it is there") = value;
        let refused = shop.post("all", "/v1/invoices", body).await;
        assert_eq!((refused.status, refused.json["param"].as_str()), (400, Some(param)), "{path}: {}", refused.json);
    }
    let id = issued(&shop, invoice("I-1")).await;
    let over = json!({ "amount_minor": 11_901, "kind": "gateway", "account": "sandbox:main", "token": "tok_ok" });
    let refused = shop.post("all", &format!("/v1/invoices/{id}/payments"), over).await;
    assert_eq!((refused.status, refused.code()), (422, "exceeds_open"));
    let null =
        shop.post("all", &format!("/v1/invoices/{id}/credit"), json!({ "reason": "x", "amount_minor": null })).await;
    assert_eq!(null.status, 400);
}
