//! Sales by month and card network follow the feed, each event once, and the programmes are shown for them.

use recoup::store::tally::TallyRow;
use recoup::tally;
use recoup_core::payment::facts::What;
use serde_json::json;

use crate::http_support::{SHOP, Shop, order};
use crate::store_support::{Fixture, on_both};

on_both!(each_sale_is_counted_once_whoever_counts, a_month_is_one_that_has_begun);

/// An order that a card pays.
async fn sale(shop: &Shop, number: &str, brand: &str) {
    let mut placed = order(number, 900);
    placed["tenders"] = json!([{ "amount_minor": 900, "kind": "gateway", "account": "sandbox:main", "token": "tok_ok",
                                 "brand": brand, "capture": "automatic" }]);
    let placed = shop.post("bob", "/v1/orders", placed).await.is(201);
    let payment = placed.json["payments"][0].as_str().unwrap();
    shop.fact(payment, What::Authorized { expires_at: None }, 900).await;
    let shown = shop.get("ann", &format!("/v1/payments/{payment}")).await.is(200);
    shop.fact(shown.json["captures"][0]["id"].as_str().unwrap(), What::Captured, 900).await;
}

async fn each_sale_is_counted_once_whoever_counts(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let store = &shop.fixture.store;
    assert_eq!(shop.get("ann", "/v1/programs").await.is(200).json["networks"], json!([]));
    sale(&shop, "1", "Visa").await;
    sale(&shop, "2", "visa").await;
    sale(&shop, "3", "MasterCard").await;
    // Cash is no sale by card.
    shop.paid_order("4", 900).await;
    let machine_us = shop.engine.clock().now().as_microsecond();
    store.seal(SHOP, "a node", machine_us, 100).await.unwrap();
    assert!(tally::follow(store, SHOP).await.unwrap());
    let reached = store.tally(SHOP).await.unwrap().expect("something is counted");
    assert_eq!(reached.feed_no, store.feed_end(SHOP).await.unwrap());
    assert!(!tally::follow(store, SHOP).await.unwrap(), "there is no more");
    // Another node that began from the start is too late.
    let late = TallyRow { feed_no: 1, counts: "{}".to_owned() };
    assert!(!store.put_tally(SHOP, 0, &late).await.unwrap());
    assert_eq!(store.tally(SHOP).await.unwrap(), Some(reached));
    let shown = shop.get("ann", "/v1/programs").await.is(200).json;
    let sales = |place: usize| (shown["networks"][place]["network"].clone(), shown["networks"][place]["sales"].clone());
    assert_eq!((sales(0), sales(1)), ((json!("mastercard"), json!(1)), (json!("visa"), json!(2))));
    assert_eq!(shown["networks"][1]["programs"][0]["program"], "Visa VAMP");
    assert_eq!(shop.get("zoe", "/v1/programs").await.is(200).json["networks"], json!([]), "another tenant");
}

async fn a_month_is_one_that_has_begun(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    assert_eq!(shop.get("ann", "/v1/programs?month=2026-01").await.is(200).json["as_of"], "2026-01-31");
    for month in ["9999-01", "soon", "2026-13", ""] {
        let refused = shop.get("ann", &format!("/v1/programs?month={month}")).await.refused(400, "invalid");
        assert_eq!(refused.text("param"), "month", "{month}");
    }
}
