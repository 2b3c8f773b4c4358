//! Disputes over HTTP on both stores: recorded with proof, listed by due date, worked on at the evidence desk, answered
//! once, lost and won on appeal; and the books agree after each.

use recoup::verify;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop};
use crate::store_support::{Fixture, on_both};

on_both!(a_dispute_from_opening_to_lost_and_won, bad_words_about_disputes_are_refused_by_name);

/// What a person tells of a dispute of a payment.
fn told(payment: &str, what: &str, more: Value) -> Value {
    let mut body =
        json!({ "payment": payment, "reference": "letter-7", "what": what, "evidence": "the bank's letter" });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

async fn agrees(shop: &Shop) {
    let report = verify::run(shop.engine.store(), Some(SHOP), |_, _| {}).await.unwrap();
    let wrong: Vec<_> = report.tenants[0].checks.iter().filter(|check| check.found > 0).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

async fn a_dispute_from_opening_to_lost_and_won(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = shop.paid_order("1001", 9_000).await;
    let refund = json!({ "payment": payment, "amount_minor": 2_000, "reason": "damaged" });
    let refund = shop.post("ann", "/v1/refunds", refund).await.is(202).text("id");
    let opened = json!({ "stage": "chargeback", "reason": "not_received", "amount_minor": 9_000,
                         "due_at": "2031-01-01T00:00:00Z" });
    let opened = shop.post("bob", "/v1/disputes", told(&payment, "opened", opened)).await.is(200);
    let dispute = opened.text("id");
    assert_eq!((opened.text("stage").as_str(), opened.text("category").as_str()), ("chargeback", "not_received"));
    let withdrawn = told(&payment, "funds_withdrawn", json!({ "amount_minor": 9_000, "row": "stmt-3" }));
    shop.post("bob", "/v1/disputes", withdrawn).await.is(200);
    assert_eq!(shop.get("bob", &format!("/v1/orders/{order}")).await.json["under_dispute"], json!([dispute]));
    let more = json!({ "payment": payment, "amount_minor": 1, "reason": "damaged" });
    shop.post("ann", "/v1/refunds", more).await.refused(422, "disputed");
    agrees(&shop).await;
    let list = shop.get("bob", "/v1/disputes?status=needs_response").await;
    assert_eq!(list.data().len(), 1);
    assert_eq!(list.data()[0]["due_at"], "2031-01-01T00:00:00Z");
    shop.get("bob", "/v1/disputes?status=won").await.refused(400, "invalid");
    let at = |step: &str| format!("/v1/disputes/{dispute}{step}");
    shop.post("ann", &at("/owner"), json!({ "owner": "ann" })).await.is(200);
    assert_eq!(shop.get("bob", "/v1/disputes?owner=ann").await.data().len(), 1);
    assert!(shop.get("bob", "/v1/disputes?owner=").await.data().is_empty());
    let words = json!({ "proof": "tracking_number", "text": "JD0002", "origin": "shipment" });
    let laid = shop.post("ann", &at("/evidence"), words.clone()).await.is(200);
    assert_eq!(laid.json["evidence"][0]["size_bytes"], 6);
    shop.post("ann", &at("/evidence"), words).await.refused(400, "invalid");
    let file = json!({ "name": "slip.pdf", "media_type": "application/pdf", "content": "JVBERi0=" });
    shop.post("ann", &at("/evidence"), json!({ "proof": "receipt", "file": file })).await.is(200);
    shop.post("ann", &at("/remove_evidence"), json!({ "no": 2 })).await.is(200);
    let desk = shop.get("bob", &at("")).await;
    assert_eq!(desk.json["completeness"]["percent"], 60, "{}", desk.json["completeness"]);
    let kept = desk.json["evidence"][0]["sha256"].as_str().unwrap().to_owned();
    let content = shop.engine.store().evidence(SHOP, &dispute, &kept).await.unwrap().unwrap();
    assert_eq!(content.content, b"JD0002");
    shop.post("bob", &at("/submit"), json!({})).await.is(200);
    shop.post("bob", &at("/submit"), json!({})).await.refused(409, "already_submitted");
    let lost = shop.post("bob", "/v1/disputes", told(&payment, "closed", json!({ "end": "lost" }))).await.is(200);
    assert_eq!((lost.text("status").as_str(), lost.json["loss"]["absorbed_minor"].as_i64()), ("lost", Some(2_000)));
    assert_eq!(shop.get("bob", &format!("/v1/refunds/{refund}")).await.int("owed_minor"), 0);
    agrees(&shop).await;
    // Won on appeal: the refund is owed again, and nothing is booked as lost.
    shop.post("bob", "/v1/disputes", told(&payment, "closed", json!({ "end": "won" }))).await.is(200);
    let back = told(&payment, "funds_reinstated", json!({ "amount_minor": 9_000, "row": "stmt-9" }));
    let won = shop.post("bob", "/v1/disputes", back).await.is(200);
    assert_eq!((won.text("status").as_str(), &won.json["loss"]), ("won", &Value::Null));
    assert_eq!(shop.get("bob", &format!("/v1/refunds/{refund}")).await.int("owed_minor"), 2_000);
    assert!(shop.get("bob", "/v1/disputes").await.data().is_empty());
    agrees(&shop).await;
}

async fn bad_words_about_disputes_are_refused_by_name(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1002", 9_000).await;
    let bad = [
        (json!({ "amount_minor": 1 }), "opened", "missing", "stage"),
        (json!({}), "closed", "missing", "end"),
        (json!({}), "funds_withdrawn", "missing", "amount_minor"),
        (json!({ "amount_minor": -1 }), "fee", "amount_not_positive", "amount_minor"),
        (json!({ "amount_minor": 1, "currency": "XXX" }), "fee", "invalid", "currency"),
        (json!({ "evidence": " " }), "answered", "missing", "evidence"),
        (json!({ "stage": "court" }), "opened", "invalid", "stage"),
        (json!({ "pan": "x" }), "answered", "unknown_field", "pan"),
    ];
    for (more, what, code, param) in bad {
        let answer = shop.post("bob", "/v1/disputes", told(&payment, what, more.clone())).await.refused(400, code);
        assert_eq!(answer.json["param"], param, "{what} {more}: {}", answer.json);
    }
    let opened = told(&payment, "opened", json!({ "stage": "inquiry" }));
    let dispute = shop.post("bob", "/v1/disputes", opened).await.is(200).text("id");
    let path = format!("/v1/disputes/{dispute}/evidence");
    let bad = [
        (json!({ "proof": "receipt" }), "missing", "text"),
        (
            json!({ "proof": "receipt", "text": "a", "file": { "name": "", "media_type": "", "content": "" } }),
            "missing",
            "text",
        ),
        (json!({ "proof": "alibi", "text": "a" }), "invalid", "proof"),
        (json!({ "proof": "receipt", "text": "" }), "invalid", "size_bytes"),
        (json!({ "proof": "receipt", "text": "4111 1111 1111 1111" }), "card_number", "text"),
        (
            json!({ "proof": "receipt", "file": { "name": "a", "media_type": "a/b", "content": "?" } }),
            "invalid",
            "file.content",
        ),
    ];
    for (body, code, param) in bad {
        let answer = shop.post("ann", &path, body.clone()).await.refused(400, code);
        assert_eq!(answer.json["param"], param, "{body}: {}", answer.json);
    }
}
