//! Several tenders over HTTP: refunded as one, taken all or none, and what failed by another way.

use recoup_core::payment::facts::What;
use serde_json::{Value, json};

use crate::http_support::Shop;
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(
    an_order_is_refunded_over_its_tenders,
    one_approval_stands_for_all_parts,
    tenders_are_taken_all_or_none,
    what_failed_goes_back_by_another_tender,
);

fn till(amount_minor: i64) -> Value {
    json!({ "amount_minor": amount_minor, "kind": "offline", "account": "till:1", "capture": "automatic" })
}

fn card(amount_minor: i64) -> Value {
    json!({ "amount_minor": amount_minor, "kind": "gateway", "account": "sandbox:main", "token": "tok_ok",
            "capture": "automatic" })
}

fn order(number: &str, tenders: &[Value]) -> Value {
    let gross: i64 = tenders.iter().filter_map(|tender| tender["amount_minor"].as_i64()).sum();
    json!({ "number": number, "currency": "EUR", "customer": { "reference": "c-1" }, "tenders": tenders,
            "lines": [{ "sku": "LAMP", "quantity": 2, "gross_minor": gross }] })
}

async fn an_order_is_refunded_over_its_tenders(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let placed = shop.post("bob", "/v1/orders", order("1", &[till(7_000), till(2_000)])).await.is(201);
    let path = format!("/v1/orders/{}/refunds", placed.text("id"));
    let ask = json!({ "amount_minor": 3_000, "reason": "damaged", "strategy": "pro_rata" });
    let seen = shop.preview("ann", &path, ask.clone()).await.is(200);
    let parts = |allocation: &Value| -> Vec<i64> {
        let parts = allocation["parts"].as_array().unwrap().iter();
        parts.map(|part| part["amount_minor"].as_i64().unwrap()).collect()
    };
    assert_eq!(parts(&seen.json["answer"]), [2_333, 667]);
    let asked = shop.post("ann", &path, ask).await.is(202);
    assert_eq!((parts(&asked.json), asked.text("chosen_by")), (vec![2_333, 667], "asked".to_owned()));
    let first = asked.json["parts"][0]["refund"].as_str().unwrap().to_owned();
    let shown = shop.get("ann", &format!("/v1/refunds/{first}")).await.is(200);
    assert_eq!(shown.json["allocation"], asked.json["id"]);
    let confirm = format!("/v1/refunds/{first}/confirm");
    shop.post("bob", &confirm, json!({ "evidence": "slip 1" })).await.is(202);
    let allocation = shop.get("ann", &format!("/v1/allocations/{}", asked.text("id"))).await.is(200);
    assert_eq!(allocation.json["parts"][0]["status"], "settled");
    let full = shop.post("bob", &path, json!({ "reason": "damaged" })).await.is(202);
    // The newest first, as nothing else is said.
    assert_eq!(
        (parts(&full.json), full.text("chosen_by")),
        (vec![4_667, 1_333], "refund_routing@0/otherwise".to_owned())
    );
    shop.post("bob", &path, json!({ "reason": "damaged" })).await.refused(422, "exceeds_refundable");
    let order = shop.get("ann", &format!("/v1/orders/{}", placed.text("id"))).await.is(200);
    assert_eq!((order.int("refunded_minor"), order.json["allocations"].as_array().unwrap().len()), (9_000, 2));
}

async fn one_approval_stands_for_all_parts(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let placed = shop.post("bob", "/v1/orders", order("1", &[till(40_000), till(40_000)])).await.is(201);
    let path = format!("/v1/orders/{}/refunds", placed.text("id"));
    let ask = json!({ "amount_minor": 60_000, "reason": "damaged" });
    let seen = shop.preview("fay", &path, ask.clone()).await;
    assert!(seen.status == 200 || seen.status == 403, "{}", seen.json);
    let asked = shop.post("bob", &path, ask).await.is(202);
    let approval = format!("/v1/approvals/{}", asked.text("approval"));
    let shown = shop.get("eve", &approval).await.is(200);
    assert_eq!(
        (shown.json["subject"]["kind"].as_str(), shown.json["subject"]["amount_minor"].as_i64()),
        (Some("allocation"), Some(60_000))
    );
    shop.post("eve", &format!("{approval}/approve"), json!({ "reason": "seen" })).await.is(200);
    let allocation = shop.get("ann", &format!("/v1/allocations/{}", asked.text("id"))).await.is(200);
    for part in allocation.json["parts"].as_array().unwrap() {
        assert_eq!(part["status"], "sending");
    }
}

async fn tenders_are_taken_all_or_none(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut body = order("1", &[card(5_000), till(1_000)]);
    body["all_or_none"] = json!(true);
    let placed = shop.post("bob", "/v1/orders", body).await.is(201);
    assert_eq!(placed.json["tender_groups"][0]["status"], "gathering");
    assert_eq!(placed.int("paid_minor"), 0, "the till waits for the card");
    let payments = placed.json["payments"].as_array().unwrap().clone();
    let first = payments[0].as_str().unwrap();
    shop.post("bob", &format!("/v1/payments/{}/captures", payments[1].as_str().unwrap()), json!({}))
        .await
        .refused(409, "not_in_state");
    shop.fact(first, What::Declined { code: "do_not_honor".to_owned() }, 5_000).await;
    let order = format!("/v1/orders/{}", placed.text("id"));
    let shown = shop.get("ann", &order).await.is(200);
    assert_eq!((shown.json["tender_groups"][0]["status"].as_str(), shown.int("paid_minor")), (Some("broken"), 0));
    let more = json!({ "tenders": [till(4_000), till(2_000)] });
    let again = shop.post("bob", &format!("{order}/tenders/all_or_none"), more).await.is(200);
    assert_eq!((again.json["tender_groups"][1]["status"].as_str(), again.int("paid_minor")), (Some("complete"), 6_000));
}

async fn what_failed_goes_back_by_another_tender(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let placed = shop.post("bob", "/v1/orders", order("1", &[till(3_000), till(3_000)])).await.is(201);
    let path = format!("/v1/orders/{}/refunds", placed.text("id"));
    let ask = json!({ "amount_minor": 2_000, "reason": "damaged", "strategy": "oldest_first" });
    let asked = shop.post("bob", &path, ask).await.is(202);
    let refund = format!("/v1/refunds/{}", asked.json["parts"][0]["refund"].as_str().unwrap());
    let elsewhere = json!({ "to": "tender", "reason": "nobody came" });
    shop.post("bob", &format!("{refund}/move"), elsewhere.clone()).await.refused(409, "not_in_state");
    shop.post("bob", &format!("{refund}/bounce"), json!({ "evidence": "nobody came" })).await.is(202);
    let moved = shop.post("bob", &format!("{refund}/move"), elsewhere).await.is(202);
    assert_eq!(moved.json["moved_from"], asked.json["parts"][0]["refund"]);
    assert_eq!(shop.get("ann", &refund).await.text("status"), "canceled");
    assert_eq!(shop.get("ann", &format!("/v1/orders/{}", placed.text("id"))).await.int("refunded_minor"), 2_000);
    let bounced = format!("/v1/refunds/{}", moved.text("id"));
    shop.post("bob", &format!("{bounced}/bounce"), json!({ "evidence": "nobody came" })).await.is(202);
    let to_balance = json!({ "to": "balance", "reason": "asked for" });
    let credited = shop.post("bob", &format!("{bounced}/move"), to_balance).await.is(202);
    assert_eq!(credited.text("status"), "credited");
}

#[tokio::test]
async fn bad_words_are_refused_by_name() {
    let shop = Shop::open(sqlite().await).await;
    let placed = shop.post("bob", "/v1/orders", order("1", &[till(3_000), till(3_000)])).await.is(201);
    let path = format!("/v1/orders/{}/refunds", placed.text("id"));
    for (body, code, param) in [
        (json!({ "reason": "damaged", "strategy": "cheapest" }), "invalid", "strategy"),
        (json!({ "reason": "damaged", "amount_minor": null }), "invalid", "amount_minor"),
        (json!({ "reason": "damaged", "lines": [] }), "missing", "lines"),
        (json!({ "reason": "Damaged" }), "invalid", "reason"),
    ] {
        let refused = shop.post("bob", &path, body).await.refused(400, code);
        assert_eq!(refused.text("param"), param);
    }
    let euro = json!({ "reason": "damaged", "currency": "JPY" });
    shop.post("bob", &path, euro).await.refused(422, "wrong_currency");
    let unknown = "/v1/refunds/rfd_01jd0000000000000000000000/move";
    for (status, body, param) in [
        (400, json!({ "to": "card", "reason": "closed" }), "to"),
        (400, json!({ "to": "balance", "payment": placed.json["payments"][0], "reason": "closed" }), "payment"),
        (404, json!({ "to": "tender", "payment": "ord_1", "reason": "closed" }), "payment"),
    ] {
        let refused = shop.post("bob", unknown, body).await;
        assert_eq!((refused.status, refused.text("param").as_str()), (status, param), "{}", refused.json);
    }
}
