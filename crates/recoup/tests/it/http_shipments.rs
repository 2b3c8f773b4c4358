//! Goods that go out in parts, over HTTP at the till: captured as they ship, late, and never coming.

use serde_json::{Value, json};

use crate::http_support::{Answer, Shop, order_to_capture};
use crate::store_support::{Fixture, on_both};

on_both!(an_order_is_captured_as_it_ships, what_never_comes_is_credited_or_refunded, what_is_wrong_is_refused_by_name,);

/// Three books for 30.00 and a lamp for 60.00, authorized at the till and still to go out.
async fn preorder(shop: &Shop, number: &str) -> (String, String) {
    let mut order = order_to_capture(number, 9_000);
    for line in order["lines"].as_array_mut().unwrap() {
        line["delivered"] = json!(false);
    }
    let placed = shop.post("bob", "/v1/orders", order).await.is(201);
    (placed.text("id"), placed.json["payments"][0].as_str().unwrap().to_owned())
}

fn units(line: u32, quantity: i64) -> Value {
    json!({ "lines": [{ "line": line, "quantity": quantity }] })
}

async fn ship(shop: &Shop, order: &str, line: u32, quantity: i64) -> Answer {
    let path = format!("/v1/orders/{order}/shipments");
    let planned = shop.post("bob", &path, units(line, quantity)).await.is(201);
    let path = format!("/v1/shipments/{}/ship", planned.text("id"));
    shop.post("bob", &path, json!({ "carrier": "post", "tracking": "RR 1" })).await.is(200)
}

async fn an_order_is_captured_as_it_ships(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = preorder(&shop, "1").await;
    let plan = json!({ "steps": [{ "on": "shipment", "take": "shipped" }] });
    let path = format!("/v1/orders/{order}/plan");
    let preview = shop.post("bob", &format!("{path}?preview=true"), plan.clone()).await.is(200);
    assert_eq!(preview.json["events"].as_array().map(Vec::len), Some(1), "{:?}", preview.json);
    shop.post("bob", &path, plan).await.is(200);
    let first = ship(&shop, &order, 1, 2).await;
    assert_eq!((first.text("status"), first.int("gross_minor")), ("shipped".to_owned(), 2_000));
    let stands = shop.get("ann", &path).await.is(200);
    let sums = ["due_minor", "paid_minor", "shipped_minor", "short_minor"].map(|name| stands.int(name));
    assert_eq!(sums, [2_000, 2_000, 2_000, 0]);
    let shown = shop.get("ann", &format!("/v1/shipments/{}", first.text("id"))).await.is(200);
    assert_eq!(shown.json, first.json);
    let moved = json!({ "step": "deliver" });
    let there = shop.post("bob", &format!("/v1/shipments/{}/move", first.text("id")), moved).await.is(200);
    assert_eq!(there.text("status"), "delivered");
    ship(&shop, &order, 2, 1).await;
    ship(&shop, &order, 1, 1).await;
    let whole = shop.get("ann", &format!("/v1/orders/{order}")).await.is(200);
    assert_eq!((whole.int("paid_minor"), whole.int("open_minor")), (9_000, 0));
    let line = &whole.json["lines"][0];
    assert_eq!((&line["shipped_quantity"], &line["delivered_quantity"]), (&json!(3), &json!(2)));
    let captures = shop.get("ann", &format!("/v1/captures?payment={payment}")).await.is(200);
    assert_eq!(captures.json["data"].as_array().map(Vec::len), Some(3));
    let all = shop.get("ann", &format!("/v1/orders/{order}/shipments")).await.is(200);
    assert_eq!(all.json["data"].as_array().map(Vec::len), Some(3));
}

async fn what_never_comes_is_credited_or_refunded(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = preorder(&shop, "1").await;
    let plan = json!({ "steps": [{ "on": "order", "take": "percent", "percent": 30 }], "keep_days": 3 });
    shop.post("bob", &format!("/v1/orders/{order}/plan"), plan).await.is(200);
    let late = json!({ "lines": [{ "line": 1, "quantity": 1 }], "reason": "the ship is stuck" });
    let told = shop.post("bob", &format!("/v1/orders/{order}/delay_lines"), late).await.is(200);
    assert_eq!(told.json["lines"][0]["late_quantity"], json!(1));
    let never = json!({ "lines": [{ "line": 2, "quantity": 1 }, { "line": 1, "quantity": 3 }], "reason": "burnt" });
    let gone = shop.post("bob", &format!("/v1/orders/{order}/cancel_lines"), never).await.is(200);
    assert_eq!((gone.int("credited_minor"), gone.int("refunded_minor")), (6_300, 2_700));
    assert_eq!(gone.json["lines"][1]["canceled_quantity"], json!(0), "its refund took it");
    let shown = shop.get("ann", &format!("/v1/payments/{payment}")).await.is(200);
    assert_eq!((shown.int("captured_minor"), shown.int("released_minor")), (2_700, 6_300));
}

async fn what_is_wrong_is_refused_by_name(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, _) = preorder(&shop, "1").await;
    let plans = [
        (json!({ "steps": [{ "on": "moon", "take": "all" }] }), "steps[0].on"),
        (json!({ "steps": [{ "on": "date", "take": "all" }] }), "steps[0].at"),
        (json!({ "steps": [{ "on": "order", "take": "deposit" }] }), "steps[0].take"),
        (json!({ "care": "pray" }), "care"),
        (json!({ "keep_days": 400 }), "keep_days"),
        (json!({ "freight_lines": [1, 1] }), "freight.lines"),
    ];
    for (plan, param) in plans {
        let answer = shop.post("bob", &format!("/v1/orders/{order}/plan"), plan).await.is(400);
        assert_eq!(answer.text("param"), param);
    }
    let path = format!("/v1/orders/{order}/shipments");
    shop.post("bob", &path, json!({ "lines": [] })).await.refused(400, "missing");
    shop.post("bob", &path, units(1, 4)).await.refused(422, "exceeds_quantity");
    shop.post("bob", &path, units(9, 1)).await.refused(404, "unknown_id");
    let planned = shop.post("bob", &path, units(1, 1)).await.is(201).text("id");
    let moved = format!("/v1/shipments/{planned}/move");
    shop.post("bob", &moved, json!({ "step": "fly" })).await.refused(400, "invalid");
    shop.post("bob", &moved, json!({ "step": "deliver" })).await.refused(409, "not_in_state");
    shop.post("bob", &moved, json!({ "step": "cancel" })).await.refused(400, "missing");
    shop.post("bob", &moved, json!({ "step": "cancel", "reason": "not today" })).await.is(200);
    // Whoever may not move money sets no plan, and cancels nothing.
    shop.post("ann", &format!("/v1/orders/{order}/plan"), json!({})).await.refused(403, "role_missing");
}
