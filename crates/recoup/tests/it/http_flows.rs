//! Whole flows over HTTP at the till, without a worker: paid, refunded, approved, booked, found again.

use recoup::access::Grants;
use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop, grants, order, order_to_capture};
use crate::store_support::{Fixture, on_both};

on_both!(
    an_order_is_captured_in_parts_and_the_rest_goes_back,
    a_payment_is_refunded_by_amount_by_line_and_in_full,
    a_second_person_approves_and_never_the_same_one,
    ceilings_hold_whatever_the_amount_is_called,
    a_policy_changes_when_a_second_person_agrees,
    everything_can_be_found_again,
    the_books_say_what_happened_and_when,
    the_feed_is_read_page_by_page,
    a_balance_pays_for_its_owner,
    lists_go_both_ways,
);

async fn an_order_is_captured_in_parts_and_the_rest_goes_back(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let placed = shop.post("bob", "/v1/orders", order_to_capture("1", 9_000)).await.is(201);
    let (order, payment) = (placed.text("id"), placed.json["payments"][0].as_str().unwrap().to_owned());
    let captures = format!("/v1/payments/{payment}/captures");
    let first = shop.post("bob", &captures, json!({ "amount_minor": 4_000, "currency": "EUR" })).await.is(201);
    assert_eq!((first.text("status"), first.int("amount_minor")), ("completed".to_owned(), 4_000));
    assert_eq!(shop.get("ann", &format!("/v1/captures/{}", first.text("id"))).await.is(200).json, first.json);
    shop.post("bob", &captures, json!({ "amount_minor": 5_001 })).await.refused(422, "exceeds_authorized");
    shop.post("bob", &captures, json!({ "amount_minor": 2_000 })).await.is(201);
    let release = shop.post("bob", &format!("/v1/payments/{payment}/releases"), json!({})).await.is(202);
    assert_eq!(release.int("amount_minor"), 3_000);
    assert_eq!(shop.get("ann", &format!("/v1/releases/{}", release.text("id"))).await.is(200).json, release.json);
    let shown = shop.get("ann", &format!("/v1/payments/{payment}")).await.is(200);
    assert_eq!(
        (shown.int("captured_minor"), shown.int("released_minor"), shown.int("capturable_minor")),
        (6_000, 3_000, 0)
    );
    shop.post("bob", &captures, json!({})).await.refused(409, "not_in_state");
    shop.post("bob", &format!("/v1/orders/{order}/cancel"), json!({ "reason": "asked" }))
        .await
        .refused(409, "not_in_state");
    let done = shop.post("bob", &format!("/v1/orders/{order}/complete"), json!({})).await.is(200);
    assert_eq!(
        (done.text("status"), done.int("credited_minor"), done.int("open_minor")),
        ("completed".to_owned(), 3_000, 0)
    );
}

async fn a_payment_is_refunded_by_amount_by_line_and_in_full(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = shop.paid_order("1", 9_000).await;
    let refund = |more: Value| {
        let mut body = json!({ "payment": payment, "reason": "damaged" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let amount =
        shop.post("ann", "/v1/refunds", refund(json!({ "amount_minor": 1_000, "currency": "EUR" }))).await.is(202);
    assert_eq!(amount.int("amount_minor"), 1_000);
    let line =
        shop.post("ann", "/v1/refunds", refund(json!({ "lines": [{ "line": 1, "quantity": 1 }] }))).await.is(202);
    assert_eq!(line.int("amount_minor"), 1_000);
    let units = json!({ "lines": [{ "line": 1, "quantity": 3 }] });
    shop.post("ann", "/v1/refunds", refund(units)).await.refused(422, "exceeds_quantity");
    let left = shop
        .post("ann", "/v1/refunds", refund(json!({ "amount_minor": 7_001 })))
        .await
        .refused(422, "exceeds_refundable");
    assert!(left.text("detail").contains("7000"), "{}", left.json);
    let full = shop.post("bob", "/v1/refunds", json!({ "order": order, "reason": "damaged" })).await.is(202);
    assert_eq!(full.int("amount_minor"), 7_000);
    shop.post("ann", "/v1/refunds", refund(json!({ "amount_minor": 1 }))).await.refused(422, "exceeds_refundable");
    for refund in [&amount, &line, &full] {
        let path = format!("/v1/refunds/{}", refund.text("id"));
        let paid = shop.post("bob", &format!("{path}/confirm"), json!({ "evidence": "slip 7" })).await.is(202);
        assert_eq!((paid.text("status"), paid.text("evidence")), ("settled".to_owned(), "slip 7".to_owned()));
        shop.post("bob", &format!("{path}/retry"), json!({})).await.refused(409, "not_in_state");
        shop.post("ann", &format!("{path}/cancel"), json!({ "reason": "late" })).await.refused(409, "not_in_state");
    }
    let shown = shop.get("ann", &format!("/v1/payments/{payment}")).await.is(200);
    assert_eq!(
        (shown.int("refunded_minor"), shown.int("refundable_minor"), shown.int("refund_pending_minor")),
        (9_000, 0, 0)
    );
    assert_eq!(shop.get("ann", &format!("/v1/orders/{order}")).await.int("refunded_minor"), 9_000);
    let sums = shop.get("fay", "/v1/ledger/trial_balance").await.is(200);
    assert_eq!(sums.json["balanced"], true);
}

async fn a_second_person_approves_and_never_the_same_one(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    shop.person(SHOP, "lea", &grants(&[Role::Support, Role::Approver])).await;
    shop.person(SHOP, "max", &grants(&[Role::Approver])).await;
    shop.key(SHOP, "lea's other key", "lea", &grants(&[Role::Approver])).await;
    let (_, payment) = shop.paid_order("1", 200_000).await;
    let refund = json!({ "payment": payment, "amount_minor": 60_000, "reason": "damaged", "note": "water" });
    let asked = shop.post("lea", "/v1/refunds", refund.clone()).await.is(202);
    assert_eq!(asked.text("status"), "awaiting_approval");
    let path = format!("/v1/approvals/{}", asked.text("approval"));
    let shown = shop.get("eve", &path).await.is(200);
    assert_eq!((shown.text("status"), shown.text("requested_by")), ("open".to_owned(), "lea".to_owned()));
    assert_eq!(shown.json["by"], json!(["approver"]));
    let inbox = shop.get("eve", "/v1/approvals?status=open").await.is(200);
    assert_eq!(inbox.data().len(), 1);
    let waiting = shop.get("ann", "/api/billing/refund-retry-workflows").await.is(200);
    assert_eq!(waiting.json["waiting"][0]["id"], asked.json["id"]);
    for own in ["lea", "lea's other key"] {
        shop.post(own, &format!("{path}/approve"), json!({})).await.refused(403, "self_approval");
        shop.post(own, &format!("{path}/reject"), json!({ "reason": "no" })).await.refused(403, "self_approval");
    }
    shop.post("bob", &format!("{path}/approve"), json!({})).await.refused(403, "role_missing");
    let stale = json!({ "request_hash": "0".repeat(64) });
    shop.post("eve", &format!("{path}/approve"), stale).await.refused(409, "approval_stale");
    let hash = json!({ "request_hash": shown.text("request_hash"), "reason": "seen" });
    let approved = shop.post("eve", &format!("{path}/approve"), hash).await.is(200);
    assert_eq!(
        (approved.text("status"), approved.json["answers"][0]["by"].clone()),
        ("approved".to_owned(), json!("eve"))
    );
    let refund_path = format!("/v1/refunds/{}", asked.text("id"));
    assert_eq!(shop.get("ann", &refund_path).await.text("status"), "sending");
    shop.post("max", &format!("{path}/reject"), json!({ "reason": "late" })).await.refused(409, "not_in_state");
    let again = shop.post("lea", "/v1/refunds", refund.clone()).await.is(202);
    let path = format!("/v1/approvals/{}", again.text("approval"));
    shop.post("eve", &format!("{path}/reject"), json!({ "reason": "" })).await.refused(400, "missing");
    shop.post("eve", &format!("{path}/reject"), json!({ "reason": "no receipt" })).await.is(200);
    assert_eq!(shop.get("ann", &format!("/v1/refunds/{}", again.text("id"))).await.text("status"), "rejected");
    let third = shop.post("lea", "/v1/refunds", refund).await.is(202);
    let path = format!("/v1/approvals/{}", third.text("approval"));
    shop.post("ann", &format!("{path}/withdraw"), json!({})).await.refused(403, "role_missing");
    shop.post("lea", &format!("{path}/withdraw"), json!({})).await.is(200);
    assert_eq!(shop.get("ann", &format!("/v1/refunds/{}", third.text("id"))).await.text("status"), "canceled");
}

async fn ceilings_hold_whatever_the_amount_is_called(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    let small =
        Grants { ceilings_minor: vec![("EUR".to_owned(), 5_000)], ..grants(&[Role::Support, Role::BillingAdmin]) };
    shop.person(SHOP, "kid", &small).await;
    let (_, payment) = shop.paid_order("1", 9_000).await;
    for more in [json!({ "amount_minor": 5_001 }), json!({ "lines": [{ "line": 2, "quantity": 1 }] }), json!({})] {
        let mut body = more;
        (body["payment"], body["reason"]) = (json!(payment), json!("damaged"));
        let answer = shop.post("kid", "/v1/refunds", body).await.refused(403, "exceeds_ceiling");
        assert_eq!(answer.json["param"], "amount_minor");
    }
    shop.post("kid", "/v1/refunds", json!({ "payment": payment, "amount_minor": 5_000, "reason": "damaged" }))
        .await
        .is(202);
    let open = shop.post("bob", "/v1/orders", order_to_capture("2", 9_000)).await.is(201);
    let captures = format!("/v1/payments/{}/captures", open.json["payments"][0].as_str().unwrap());
    shop.post("kid", &captures, json!({})).await.refused(403, "exceeds_ceiling");
    shop.post("kid", &captures, json!({ "amount_minor": 5_000 })).await.is(201);
}

async fn a_policy_changes_when_a_second_person_agrees(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1", 9_000).await;
    let path = "/v1/policies/refund_approval";
    let shown = shop.get("ann", path).await.is(200);
    assert_eq!((shown.data().len(), &shown.data()[0]["status"]), (1, &json!("active")));
    let broken = json!({ "rules": [{ "name": "x", "when": "amount_minr > 1", "then": { "do": "deny" } }] });
    shop.post("bob", path, broken).await.refused(422, "policy_invalid");
    let rules = json!({ "rules": [
        { "name": "all", "when": "amount_minor >= 1", "then": { "do": "approve", "by": ["finance"], "persons": 1, "expires_secs": 3600 } },
    ] });
    let proposed = shop.post("bob", path, rules.clone()).await.is(202);
    assert_eq!((proposed.int("version"), proposed.text("status")), (1, "proposed".to_owned()));
    shop.post("bob", path, rules).await.refused(409, "not_in_state");
    let refund = |amount: i64| json!({ "payment": payment, "amount_minor": amount, "reason": "damaged" });
    let before = shop.post("ann", "/v1/refunds", refund(100)).await.is(202);
    assert_eq!(before.text("ruled_by"), "refund_approval@0/otherwise");
    let approval = format!("/v1/approvals/{}", proposed.text("approval"));
    shop.post("bob", &format!("{approval}/approve"), json!({})).await.refused(403, "self_approval");
    shop.post("fay", &format!("{approval}/approve"), json!({ "reason": "agreed" })).await.is(200);
    let versions = shop.get("ann", path).await.is(200);
    let statuses: Vec<&str> = versions.data().iter().map(|v| v["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["active", "replaced"]);
    let after = shop.post("ann", "/v1/refunds", refund(101)).await.is(202);
    assert_eq!(
        (after.text("ruled_by"), after.text("status")),
        ("refund_approval@1/all".to_owned(), "awaiting_approval".to_owned())
    );
    shop.post("eve", &format!("/v1/approvals/{}/approve", after.text("approval")), json!({}))
        .await
        .refused(403, "role_missing");
    shop.post("fay", &format!("/v1/approvals/{}/approve", after.text("approval")), json!({})).await.is(200);
    let deny =
        json!({ "rules": [{ "name": "no", "when": "true", "then": { "do": "deny", "exception_by": ["finance"] } }] });
    let second = shop.post("bob", path, deny).await.is(202);
    shop.post("eve", &format!("/v1/approvals/{}/approve", second.text("approval")), json!({})).await.is(200);
    let denied = shop.post("ann", "/v1/refunds", refund(102)).await.refused(422, "policy_denied");
    assert!(denied.text("detail").contains("`no` of refund_approval@2"), "{}", denied.json);
    let mut exception = refund(103);
    exception["exception"] = json!({ "rule": "no", "reason": "a promise" });
    let asked = shop.post("ann", "/v1/refunds", exception).await.is(202);
    let shown = shop.get("fay", &format!("/v1/approvals/{}", asked.text("approval"))).await.is(200);
    assert_eq!(shown.text("exception"), "a promise");
}

async fn everything_can_be_found_again(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut body = order("A/1 ü", 9_000);
    body["references"] = json!([{ "kind": "invoice", "value": "INV-7" }]);
    let placed = shop.post("bob", "/v1/orders", body).await.is(201);
    let (order_id, payment) = (placed.text("id"), placed.json["payments"][0].as_str().unwrap());
    for (value, kind) in [("A%2F1%20%C3%BC", "order_number"), ("INV-7", "invoice")] {
        let found = shop.get("ann", &format!("/v1/references/{value}")).await.is(200);
        assert_eq!((&found.data()[0]["stream"], &found.data()[0]["kind"]), (&json!(order_id), &json!(kind)));
    }
    let capture = shop.get("ann", &format!("/v1/payments/{payment}")).await.json["captures"][0]["id"].clone();
    let found = shop.get("ann", &format!("/v1/references/{}", capture.as_str().unwrap())).await.is(200);
    assert_eq!(found.data()[0]["stream"], payment);
    assert!(shop.get("ann", "/v1/references/nobody").await.is(200).data().is_empty());
    let timeline = shop.get("ann", &format!("/v1/streams/{payment}/timeline")).await.is(200);
    let kinds: Vec<&str> =
        timeline.json["events"].as_array().unwrap().iter().map(|e| e["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["payment.started", "payment.authorized", "capture.requested", "capture.completed"]);
    let first = shop.get("ann", &format!("/v1/streams/{payment}/timeline?limit=1&after=1")).await.is(200);
    assert_eq!((&first.json["events"][0]["seq"], &first.json["has_more"]), (&json!(2), &json!(true)));
    shop.get("ann", "/v1/streams/pay_nothing/timeline").await.refused(404, "unknown_id");
}

async fn the_books_say_what_happened_and_when(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut old = order("1", 9_000);
    old["placed_at"] = json!("2026-01-31T12:00:00Z");
    let (old, _) = {
        let placed = shop.post("bob", "/v1/orders", old).await.is(201);
        (placed.text("id"), placed.json["payments"][0].clone())
    };
    shop.paid_order("2", 600).await;
    let balance = |answer: &crate::http_support::Answer, account: &str| -> i64 {
        let rows = answer.json["accounts"].as_array().unwrap().iter().filter(|row| row["account"] == account);
        rows.map(|row| row["balance_minor"].as_i64().unwrap()).sum()
    };
    let revenue = shop.get("fay", "/v1/ledger/balances").await.is(200);
    let revenue =
        revenue.data().iter().find(|r| r["name"].as_str().unwrap().to_lowercase().contains("revenue")).unwrap();
    let account = revenue["account"].as_str().unwrap();
    let all = shop.get("fay", "/v1/ledger/trial_balance").await.is(200);
    let january = shop.get("fay", "/v1/ledger/trial_balance?as_of=2026-01-31T23:59:59Z").await.is(200);
    let before = shop.get("fay", "/v1/ledger/trial_balance?as_of=2026-01-31T11:59:59%2B00:00").await.is(200);
    assert!(balance(&all, account) < balance(&january, account), "{}", all.json);
    assert!(balance(&january, account) < 0 && before.json["accounts"].as_array().unwrap().is_empty());
    for sheet in [&all, &january, &before] {
        assert_eq!(sheet.json["balanced"], true);
    }
    let entries = shop.get("fay", &format!("/v1/ledger/entries?stream={old}")).await.is(200);
    let entry = &entries.data()[0];
    assert_eq!(entry["effective_at"], "2026-01-31T12:00:00Z");
    let one = shop.get("fay", &format!("/v1/ledger/entries/{}", entry["id"].as_str().unwrap())).await.is(200);
    assert_eq!(&one.json, entry);
    let (mut seen, mut after) = (0, String::new());
    loop {
        let page = shop.get("fay", &format!("/v1/ledger/entries?limit=1&after={after}")).await.is(200);
        seen += page.data().len();
        if page.json["has_more"] == false {
            break;
        }
        page.data()[0]["id"].as_str().unwrap().clone_into(&mut after);
    }
    assert_eq!(seen, shop.get("fay", "/v1/ledger/entries?limit=100").await.data().len());
    let by_subkey = shop.get("fay", &format!("/v1/ledger/balances?account={account}&by_subkey=true")).await.is(200);
    assert!(by_subkey.data().iter().all(|row| row["subkey"] != ""), "{}", by_subkey.json);
}

async fn the_feed_is_read_page_by_page(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut gateway = order("1", 9_000);
    gateway["tenders"] =
        json!([{ "amount_minor": 9_000, "kind": "gateway", "account": "sandbox:main", "token": "tok_secret" }]);
    shop.post("bob", "/v1/orders", gateway).await.is(201);
    for number in 2..5 {
        shop.paid_order(&number.to_string(), 900).await;
    }
    assert!(shop.get("ann", "/v1/events").await.is(200).data().is_empty(), "nothing is numbered yet");
    let now_us = shop.engine.clock().now().as_microsecond();
    shop.fixture.store.seal(SHOP, "test", now_us, 1_000).await.unwrap();
    let all = shop.get("ann", "/v1/events?limit=500").await.is(200);
    assert_eq!(all.json["has_more"], false);
    assert!(!all.json.to_string().contains("tok_secret"), "who reads events need not hold the instrument");
    let (mut seen, mut after) = (Vec::new(), 0);
    loop {
        let page = shop.get("ann", &format!("/v1/events?limit=7&after={after}")).await.is(200);
        seen.extend(page.data().clone());
        after = seen.last().unwrap()["number"].as_i64().unwrap();
        if page.json["has_more"] == false {
            break;
        }
        assert_eq!(page.data().len(), 7);
    }
    assert_eq!(&seen, all.data());
    let numbers: Vec<i64> = seen.iter().map(|event| event["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=i64::try_from(numbers.len()).unwrap()).collect::<Vec<_>>());
    let exact = shop.get("ann", &format!("/v1/events?limit={}", numbers.len())).await.is(200);
    assert_eq!(exact.json["has_more"], false);
    assert!(shop.get("zoe", "/v1/events").await.is(200).data().is_empty());
}

async fn a_balance_pays_for_its_owner(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let owner = shop.post("bob", "/v1/customers", json!({ "reference": "c-1" })).await.is(200);
    let same = shop.post("bob", "/v1/customers", json!({ "reference": "c-1", "language": "de" })).await.is(200);
    assert_eq!((owner.text("id"), same.text("language")), (same.text("id"), "de".to_owned()));
    assert_eq!(shop.get("ann", &format!("/v1/customers/{}", owner.text("id"))).await.json, same.json);
    let mut by_balance = order("2", 900);
    by_balance["customer"] = json!({ "id": owner.text("id") });
    by_balance["tenders"] = json!([{ "amount_minor": 900, "kind": "balance", "account": owner.text("id") }]);
    shop.post("bob", "/v1/orders", by_balance.clone()).await.refused(422, "exceeds_balance");
    by_balance["customer"] = json!({ "reference": "c-2" });
    shop.post("bob", "/v1/orders", by_balance.clone()).await.refused(400, "invalid");
    shop.credit(&owner.text("id"), 1_000).await;
    by_balance["customer"] = json!({ "id": owner.text("id") });
    let placed = shop.post("bob", "/v1/orders", by_balance).await.is(201);
    assert_eq!(placed.int("paid_minor"), 900);
    let left = shop.get("ann", &format!("/v1/customers/{}", owner.text("id"))).await;
    assert_eq!(left.json["balances"], json!([{ "currency": "EUR", "amount_minor": 100, "available_minor": 100 }]));
    let payment = placed.json["payments"][0].as_str().unwrap();
    let refund = json!({ "payment": payment, "amount_minor": 400, "reason": "damaged" });
    assert_eq!(shop.post("ann", "/v1/refunds", refund).await.is(202).text("status"), "settled");
    let left = shop.get("ann", &format!("/v1/customers/{}", owner.text("id"))).await;
    assert_eq!(left.json["balances"][0]["amount_minor"], 500);
}

async fn lists_go_both_ways(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    for number in 1..=7 {
        shop.paid_order(&number.to_string(), 300).await;
    }
    let numbers = |answer: &crate::http_support::Answer| -> String {
        answer.data().iter().map(|order| order["number"].as_str().unwrap()).collect()
    };
    let first = shop.get("ann", "/v1/orders?limit=3").await.is(200);
    assert_eq!((numbers(&first), first.json["has_more"] == true), ("765".to_owned(), true));
    let older = format!("/v1/orders?limit=3&starting_after={}", first.data()[2]["id"].as_str().unwrap());
    let second = shop.get("ann", &older).await.is(200);
    assert_eq!((numbers(&second), second.json["has_more"] == true), ("432".to_owned(), true));
    let last = format!("/v1/orders?limit=3&starting_after={}", second.data()[2]["id"].as_str().unwrap());
    let last = shop.get("ann", &last).await.is(200);
    assert_eq!((numbers(&last), last.json["has_more"] == true), ("1".to_owned(), false));
    let back = format!("/v1/orders?limit=3&ending_before={}", last.data()[0]["id"].as_str().unwrap());
    let back = shop.get("ann", &back).await.is(200);
    assert_eq!(
        (numbers(&back), back.json["has_more"] == true),
        ("432".to_owned(), true),
        "the page before, not the newest"
    );
    let order_id = first.data()[0]["id"].as_str().unwrap();
    let payments = shop.get("ann", &format!("/v1/payments?parent={order_id}&status=captured")).await.is(200);
    assert_eq!(payments.data().len(), 1);
    assert!(shop.get("ann", "/v1/payments?status=failed").await.is(200).data().is_empty());
}
