//! Previews: the decision, its rule and its entries, and not one row more in the store.

use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop, grants, order, order_to_capture};
use crate::store_support::{Fixture, on_both};

on_both!(every_preview_leaves_the_store_as_it_is, a_preview_shows_what_approval_will_post, a_preview_is_what_happens);

/// What the doing posts to, by account: debits less credits.
fn sums(entries: &[Value]) -> Vec<(String, i64)> {
    let mut sums = std::collections::BTreeMap::<String, i64>::new();
    for line in entries.iter().flat_map(|entry| entry["lines"].as_array().unwrap()) {
        let amount = line["debit_minor"].as_i64().unwrap() - line["credit_minor"].as_i64().unwrap();
        *sums.entry(line["account"].as_str().unwrap().to_owned()).or_default() += amount;
    }
    assert_eq!(sums.values().sum::<i64>(), 0, "entries balance");
    sums.into_iter().filter(|(_, sum)| *sum != 0).collect()
}

async fn every_preview_leaves_the_store_as_it_is(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (paid, payment) = shop.paid_order("1", 90_000).await;
    let open = shop.post("bob", "/v1/orders", order_to_capture("2", 9_000)).await.is(201);
    let (open, held) = (open.text("id"), open.json["payments"][0].as_str().unwrap().to_owned());
    let mut half = order("3", 9_000);
    half["tenders"] = json!([]);
    let half = shop.post("bob", "/v1/orders", half).await.is(201).text("id");
    let small = json!({ "payment": payment, "amount_minor": 100, "reason": "damaged" });
    let small = shop.post("ann", "/v1/refunds", small).await.is(202).text("id");
    let large = json!({ "payment": payment, "amount_minor": 60_000, "reason": "damaged" });
    let large = shop.post("ann", "/v1/refunds", large).await.is(202);
    let approval = format!("/v1/approvals/{}", large.text("approval"));
    let stopped = shop.post("bob", "/v1/orders", order("4", 300)).await.is(201).text("id");
    shop.post("bob", &format!("/v1/orders/{stopped}/hold"), json!({ "reason": "asked" })).await.is(200);
    let before = shop.counts().await;
    let tender = json!({ "amount_minor": 9_000, "kind": "offline", "account": "till:1" });
    let reason = json!({ "reason": "asked" });
    let rules = json!({ "rules": [{ "name": "none", "when": "true", "then": { "do": "deny" } }] });
    let workflow =
        json!({ "workflow": "refund", "with": { "payment": payment, "amount_minor": 5, "reason": "damaged" } });
    for (who, path, body) in [
        ("bob", "/v1/orders".to_owned(), order("9", 9_000)),
        ("bob", format!("/v1/orders/{half}/tenders"), tender),
        ("bob", format!("/v1/orders/{open}/cancel"), reason.clone()),
        ("bob", format!("/v1/orders/{paid}/complete"), json!({})),
        ("bob", format!("/v1/orders/{paid}/hold"), reason.clone()),
        ("bob", format!("/v1/orders/{stopped}/resume"), json!({})),
        ("bob", format!("/v1/payments/{held}/captures"), json!({ "amount_minor": 5 })),
        ("bob", format!("/v1/payments/{held}/releases"), json!({})),
        ("ann", "/v1/refunds".to_owned(), json!({ "payment": payment, "amount_minor": 5, "reason": "damaged" })),
        ("ann", format!("/v1/refunds/{}/cancel", large.text("id")), reason.clone()),
        ("bob", format!("/v1/refunds/{small}/confirm"), json!({ "evidence": "slip" })),
        ("eve", format!("{approval}/approve"), json!({})),
        ("eve", format!("{approval}/reject"), reason),
        ("ann", format!("{approval}/withdraw"), json!({})),
        ("bob", "/v1/customers".to_owned(), json!({ "reference": "new" })),
        ("bob", "/v1/policies/refund_approval".to_owned(), rules),
        ("ann", "/api/billing/refund-retry-workflows".to_owned(), workflow),
    ] {
        let shown = shop.preview(who, &path, body.clone()).await.is(200);
        assert!(!shown.json["events"].as_array().unwrap().is_empty(), "{path}: {}", shown.json);
        assert!(shown.json["answer"].is_object(), "{path}: {}", shown.json);
        assert_eq!(shop.counts().await, before, "{path} wrote something");
    }
    let refused = shop
        .preview("ann", "/v1/refunds", json!({ "payment": payment, "amount_minor": 90_001, "reason": "damaged" }))
        .await;
    refused.refused(422, "exceeds_refundable");
}

async fn a_preview_shows_what_approval_will_post(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    shop.person(SHOP, "gil", &grants(&[Role::Approver, Role::Finance])).await;
    let (_, payment) = shop.paid_order("1", 90_000).await;
    let refund = json!({ "payment": payment, "amount_minor": 60_000, "reason": "damaged" });
    let unread = shop.preview("ann", "/v1/refunds", refund.clone()).await.is(200).json;
    assert_eq!((&unread["entries"], &unread["entries_withheld"]), (&json!([]), &json!(true)), "support reads no books");
    let shown = shop.preview("bob", "/v1/refunds", refund.clone()).await.is(200).json;
    assert_eq!(shown["entries_withheld"], false);
    assert_eq!((&shown["policy"], &shown["rule"]), (&json!("refund_approval@0"), &json!("large")));
    assert_eq!(shown["needs_approval"], true);
    assert_eq!(shown["answer"]["status"], "awaiting_approval");
    let planned = shown["entries"].as_array().unwrap().clone();
    assert!(!planned.is_empty() && planned.iter().all(|entry| entry["after_approval"] == true), "{shown}");
    let asked = shop.post("ann", "/v1/refunds", refund).await.is(202);
    let entries = format!("/v1/ledger/entries?stream={payment}");
    let before = shop.get("fay", &entries).await.data().len();
    let approve = format!("/v1/approvals/{}/approve", asked.text("approval"));
    let to_come = shop.preview("gil", &approve, json!({})).await.is(200).json;
    assert!(to_come["entries"].as_array().unwrap().iter().all(|entry| entry["after_approval"] == false));
    shop.post("eve", &approve, json!({})).await.is(200);
    let posted = shop.get("fay", &entries).await.data()[before..].to_vec();
    assert_eq!(sums(&planned), sums(&posted));
    assert_eq!(sums(to_come["entries"].as_array().unwrap()), sums(&posted));
}

async fn a_preview_is_what_happens(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1", 9_000).await;
    let refund = json!({ "payment": payment, "lines": [{ "line": 1, "quantity": 2 }], "reason": "damaged" });
    let shown = shop.preview("bob", "/v1/refunds", refund.clone()).await.is(200).json;
    assert_eq!((&shown["rule"], &shown["needs_approval"]), (&json!("otherwise"), &json!(false)));
    let entries = format!("/v1/ledger/entries?stream={payment}");
    let before = shop.get("fay", &entries).await.data().len();
    let done = shop.post("bob", "/v1/refunds", refund).await.is(202).json;
    for field in ["amount_minor", "status", "lines", "parts", "ruled_by"] {
        assert_eq!(shown["answer"][field], done[field], "{field}");
    }
    let planned = shown["entries"].as_array().unwrap();
    assert!(planned.iter().all(|entry| entry["after_approval"] == false));
    assert_eq!(sums(planned), sums(&shop.get("fay", &entries).await.data()[before..]));
    let policy = json!({ "rules": [] });
    let shown = shop.preview("bob", "/v1/policies/refund_approval", policy).await.is(200).json;
    assert_eq!((&shown["policy"], &shown["rule"]), (&json!("policy_change@0"), &json!("second_person")));
}
