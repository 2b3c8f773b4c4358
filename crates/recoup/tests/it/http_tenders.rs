//! Bringing orders in moves no money: tenders that do need the permission for it, and meet the key's ceilings.

use recoup::access::Grants;
use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop, grants};
use crate::store_support::sqlite;

fn with_tender(number: &str, tender: &Value) -> Value {
    let line = json!({ "sku": "LAMP", "quantity": 1, "gross_minor": 100 });
    json!({ "number": number, "currency": "EUR", "customer": { "reference": "c-1" }, "lines": [line],
            "tenders": [tender] })
}

fn card(capture: &str) -> Value {
    json!({ "amount_minor": 100, "kind": "gateway", "account": "sandbox:main", "token": "tok_ok", "capture": capture })
}

#[tokio::test]
async fn a_tender_that_moves_money_needs_the_permission_to() {
    let mut shop = Shop::open(sqlite().await).await;
    shop.person(SHOP, "dev", &grants(&[Role::Developer])).await;
    let nothing =
        json!({ "number": "bare", "currency": "EUR", "lines": [{ "sku": "L", "quantity": 1, "gross_minor": 100 }] });
    let bare = shop.post("dev", "/v1/orders", nothing).await.is(201).text("id");
    let till = json!({ "amount_minor": 100, "kind": "offline", "account": "till:1" });
    let customer = shop.post("bob", "/v1/customers", json!({ "reference": "c-1" })).await.text("id");
    let balance = json!({ "amount_minor": 100, "kind": "balance", "account": customer });
    for (number, tender) in [("1", card("automatic")), ("2", till), ("3", balance)] {
        shop.post("dev", "/v1/orders", with_tender(number, &tender)).await.refused(403, "role_missing");
        shop.preview("dev", "/v1/orders", with_tender(number, &tender)).await.refused(403, "role_missing");
        let path = format!("/v1/orders/{bare}/tenders");
        shop.post("dev", &path, tender).await.refused(403, "role_missing");
    }
    shop.post("dev", "/v1/orders", with_tender("4", &card("manual"))).await.is(201);
    shop.post("bob", "/v1/orders", with_tender("5", &card("automatic"))).await.is(201);
}

#[tokio::test]
async fn an_account_that_nobody_can_call_is_refused() {
    let shop = Shop::open(sqlite().await).await;
    for account in ["sandbox:other", "sandbox:mian", "manual:till", "sandbox", "stripe:main"] {
        let mut tender = card("manual");
        tender["account"] = json!(account);
        let refused = shop.post("bob", "/v1/orders", with_tender("1", &tender)).await.refused(400, "invalid");
        assert_eq!(refused.text("param"), "tenders[0].account", "{account}");
    }
    // Another tenant's account is nobody's here.
    shop.post("zoe", "/v1/orders", with_tender("1", &card("manual"))).await.refused(400, "invalid");
    assert_eq!(shop.counts().await["stream"], 0);
}

#[tokio::test]
async fn a_tender_that_moves_money_meets_the_ceiling() {
    let mut shop = Shop::open(sqlite().await).await;
    let ceilings_minor = vec![("EUR".to_owned(), 99)];
    let limited = Grants { roles: vec![Role::BillingAdmin], ceilings_minor, ..Grants::default() };
    shop.person(SHOP, "limited", &limited).await;
    shop.post("limited", "/v1/orders", with_tender("1", &card("automatic"))).await.refused(403, "exceeds_ceiling");
    shop.post("limited", "/v1/orders", with_tender("2", &card("manual"))).await.is(201);
}
