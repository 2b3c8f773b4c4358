//! Balances over HTTP: paid in, changed by hand, refunded to the card, and the statement of it all.

use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop, grants};
use crate::store_support::sqlite;

async fn shop() -> (Shop, String) {
    let mut shop = Shop::open(sqlite().await).await;
    shop.person(SHOP, "all", &grants(&Role::ALL)).await;
    shop.person(SHOP, "other", &grants(&Role::ALL)).await;
    let customer = shop.post("all", "/v1/customers", json!({ "reference": "c-1" })).await.is(200);
    let id = customer.text("id");
    (shop, id)
}

async fn paid_in(shop: &Shop, customer: &str, amount_minor: i64) -> String {
    let tender = json!({ "amount_minor": amount_minor, "kind": "offline", "account": "till:1" });
    let body = json!({ "currency": "EUR", "tender": tender });
    let payment = shop.post("all", &format!("/v1/customers/{customer}/topups"), body).await.is(201);
    assert_eq!((payment.json["status"].as_str(), payment.json["pays"].as_str()), (Some("captured"), Some(customer)));
    assert_eq!(payment.json["order"], Value::Null);
    payment.text("id")
}

async fn balance(shop: &Shop, customer: &str) -> (i64, i64) {
    let shown = shop.get("all", &format!("/v1/customers/{customer}")).await.is(200);
    let of = |field: &str| shown.json["balances"][0][field].as_i64().unwrap_or(0);
    (of("amount_minor"), of("available_minor"))
}

#[tokio::test]
async fn what_is_paid_in_goes_back_and_says_what_is_left() {
    let (shop, customer) = shop().await;
    let payment = paid_in(&shop, &customer, 5_000).await;
    paid_in(&shop, &customer, 3_000).await;
    assert_eq!(balance(&shop, &customer).await, (8_000, 8_000));
    let ask = |amount: i64| json!({ "payment": payment, "amount_minor": amount, "reason": "not_wanted" });
    let over = shop.post("all", "/v1/refunds", ask(5_001)).await;
    assert_eq!((over.status, over.code()), (422, "exceeds_charge"));
    let told = over.json["detail"].as_str().unwrap_or_default();
    assert!(told.contains("5001") && told.contains("5000"), "{told}");
    shop.post("all", "/v1/refunds", ask(2_000)).await.is(202);
    assert_eq!(balance(&shop, &customer).await, (6_000, 6_000));
    let whole = json!({ "payment": payment, "reason": "not_wanted" });
    let rest = shop.post("all", "/v1/refunds", whole).await.is(202);
    assert_eq!(rest.json["amount_minor"], 3_000);
    let held = shop.get("all", "/v1/ledger/balances?account=2300&by_subkey=true").await.is(200);
    assert_eq!(held.data()[0]["balance_minor"], -3_000);
}

#[tokio::test]
async fn a_change_by_hand_is_small_or_agreed_to() {
    let (shop, customer) = shop().await;
    let path = format!("/v1/customers/{customer}/adjustments");
    let ask = |direction: &str, amount: i64| json!({ "direction": direction, "amount_minor": amount, "currency": "EUR", "reason": "goodwill" });
    shop.post("all", &path, ask("credit", 5_000)).await.is(200);
    assert_eq!(balance(&shop, &customer).await, (5_000, 5_000));
    let over = shop.post("all", &path, ask("debit", 5_001)).await;
    assert_eq!((over.status, over.code()), (422, "exceeds_balance"));
    let waits = shop.post("all", &path, ask("debit", 2_000)).await.is(200);
    assert_eq!(balance(&shop, &customer).await, (5_000, 3_000));
    let approve = format!("/v1/approvals/{}/approve", waits.text("id"));
    assert_eq!(shop.post("all", &approve, json!({})).await.code(), "self_approval");
    shop.post("other", &approve, json!({})).await.is(200);
    assert_eq!(balance(&shop, &customer).await, (3_000, 3_000));
    for (field, value) in [("direction", json!("up")), ("currency", json!("XXQ")), ("amount_minor", json!(0))] {
        let mut body = ask("credit", 1);
        body[field] = value;
        assert_eq!(shop.post("all", &path, body).await.status, 400, "{field}");
    }
}

#[tokio::test]
async fn a_statement_adds_up_page_by_page() {
    let (shop, customer) = shop().await;
    let payment = paid_in(&shop, &customer, 5_000).await;
    let refund = json!({ "payment": payment, "amount_minor": 1_500, "reason": "not_wanted" });
    let refund = shop.post("all", "/v1/refunds", refund).await.is(202).text("id");
    let path = format!("/v1/customers/{customer}/statement");
    let whole = shop.get("all", &path).await.is(200);
    let rows = whole.data();
    let words: Vec<&str> = rows.iter().filter_map(|row| row["what"].as_str()).collect();
    assert_eq!(words, ["top_up", "held", "refund"]);
    let balances: Vec<i64> = rows.iter().filter_map(|row| row["balance_minor"].as_i64()).collect();
    assert_eq!(balances, [5_000, 5_000, 3_500]);
    assert_eq!((rows[0]["about"].as_str(), rows[2]["about"].as_str()), (Some(payment.as_str()), Some(refund.as_str())));
    let mut paged = Vec::new();
    let mut after = 0;
    loop {
        let page = shop.get("all", &format!("{path}?after={after}&limit=1")).await.is(200);
        paged.extend(page.data().to_vec());
        after = paged.last().map_or(0, |row| row["seq"].as_u64().unwrap());
        if page.json["has_more"] != true {
            break;
        }
    }
    assert_eq!(paged, rows.to_vec());
}
