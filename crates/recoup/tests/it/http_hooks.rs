//! Deliveries from gateways: genuine ones are kept as they came, others leave no trace; and the test clock.

use recoup_core::payment::facts::What;
use recoup_sandbox::signature_header;
use serde_json::json;

use crate::http_support::{Answer, HOOK_SECRET, SHOP, Shop, order};
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(genuine_deliveries_are_kept_raw, forged_deliveries_leave_no_trace, the_clock_names_what_is_due);

const BODY: &str = "{\"type\": \"refund.settled\",\n \"data\": {\"note\": \"Grüße\"}}";

async fn deliver(shop: &Shop, path: &str, signature: Option<&str>, body: &[u8]) -> Answer {
    let mut call = shop.call("", "POST", path, None).header("content-type", "application/json");
    call = call.header("authorization", "Bearer of bad news").header("cookie", "a=b");
    if let Some(signature) = signature {
        call = call.header("sandbox-signature", signature);
    }
    call.body = body.to_vec();
    shop.send(call).await
}

const PATH: &str = "/v1/hooks/shop/sandbox:main";

async fn genuine_deliveries_are_kept_raw(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let now = shop.engine.clock().now().as_second();
    let signature = signature_header(&[HOOK_SECRET], now, BODY);
    deliver(&shop, PATH, Some(&signature), BODY.as_bytes()).await.is(200);
    // A secret that is being replaced signs beside the new one.
    let rotated = signature_header(&["new", HOOK_SECRET], now, BODY);
    deliver(&shop, PATH, Some(&rotated), BODY.as_bytes()).await.is(200);
    let kept = shop.fixture.store.deliveries(SHOP, "waiting", "", 10).await.unwrap();
    assert_eq!(kept.len(), 1, "a repeat is the same delivery");
    let other = BODY.replace("settled", "failed");
    deliver(&shop, PATH, Some(&signature_header(&[HOOK_SECRET], now, &other)), other.as_bytes()).await.is(200);
    assert_eq!(shop.fixture.store.deliveries(SHOP, "waiting", "", 10).await.unwrap().len(), 2);
    for delivery in &kept {
        assert_eq!((delivery.body.as_slice(), delivery.target.as_str()), (BODY.as_bytes(), "sandbox:main"));
        assert!(delivery.headers.contains("sandbox-signature"), "{}", delivery.headers);
        assert!(!delivery.headers.contains("bad news") && !delivery.headers.contains("cookie"), "{}", delivery.headers);
    }
}

async fn forged_deliveries_leave_no_trace(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let before = shop.counts().await;
    let now = shop.engine.clock().now().as_second();
    let good = signature_header(&[HOOK_SECRET], now, BODY);
    let stale = signature_header(&[HOOK_SECRET], now - 301, BODY);
    let early = signature_header(&[HOOK_SECRET], now + 301, BODY);
    let other = signature_header(&["guessed"], now, BODY);
    let moved = good.replace(&format!("t={now}"), &format!("t={}", now + 1));
    for signature in
        [None, Some(""), Some("v1=00"), Some("t=x,v1=00"), Some(&stale), Some(&early), Some(&other), Some(&moved)]
    {
        deliver(&shop, PATH, signature.map(|s| s as &str), BODY.as_bytes()).await.refused(401, "not_genuine");
    }
    let forged = deliver(&shop, PATH, Some(&good), BODY.to_uppercase().as_bytes()).await.refused(401, "not_genuine");
    for path in [
        "/v1/hooks/shop/sandbox:two",
        "/v1/hooks/other/sandbox:main",
        "/v1/hooks/nobody/sandbox:main",
        "/v1/hooks/shop/acme",
    ] {
        // A stranger cannot tell from the answer which accounts there are.
        let strange = deliver(&shop, path, Some(&good), BODY.as_bytes()).await.refused(401, "not_genuine");
        assert_eq!(strange.json["detail"], forged.json["detail"]);
    }
    let not_text = deliver(&shop, "/v1/hooks/%ff/sandbox:main", Some(&good), BODY.as_bytes()).await;
    assert_eq!(not_text.status, 400);
    not_text.is_problem();
    assert_eq!(shop.counts().await, before);
}

#[tokio::test]
async fn forged_deliveries_are_counted_and_a_few_are_shown() {
    let options = recoup::http::FaceOptions::unlimited(true);
    let health = options.node.health.clone();
    let shop = Shop::open_with(sqlite().await, options).await;
    for nth in 0..25 {
        let body = format!("{{\"nth\":{nth},\"pan\":\"4242 4242 4242 4242\"}}");
        deliver(&shop, PATH, Some("t=1,v1=00"), body.as_bytes()).await.refused(401, "not_genuine");
    }
    deliver(&shop, "/v1/hooks/shop/sandbox:two", None, b"{}").await.refused(401, "not_genuine");
    let seen = health.of_tenant(SHOP, 0);
    assert_eq!(seen.len(), 1, "an account that is not there counts nothing: {seen:?}");
    let refused = &seen[0].1.refused;
    assert_eq!((refused.count, refused.samples.len()), (25, 20));
    assert!(refused.samples.iter().all(|one| one.why.contains("signature") && !one.body.contains("4242")));
}

#[tokio::test]
async fn unsigned_hints_are_kept_only_of_payments_that_are_known() {
    let mut options = recoup::http::FaceOptions::unlimited(true);
    let shop = Shop::open(sqlite().await).await;
    let account = recoup_gateways::Account {
        name: "mollie:main".to_owned(),
        base_url: "http://127.0.0.1:9".to_owned(),
        ..recoup_gateways::Account::default()
    };
    options.node = recoup::node::Node::default();
    let health = options.node.health.clone();
    let accounts = recoup::worker::Accounts::new(vec![(SHOP.to_owned(), account)]);
    let router = recoup::http::router(shop.engine.clone(), accounts, options);
    let mut body = order("1", 9_000);
    body["tenders"] = json!([{ "amount_minor": 9_000, "kind": "gateway", "account": "mollie:main",
                               "token": "cst_1/mdt_1", "capture": "manual" }]);
    let call = shop.call("bob", "POST", "/v1/orders", Some(&body)).header("idempotency-key", "one");
    let placed = shop.send_to(&router, call).await.is(201);
    let hint = async |body: &str| {
        let mut call = shop.call("", "POST", "/v1/hooks/shop/mollie:main", None);
        call.body = body.as_bytes().to_vec();
        shop.send_to(&router, call).await
    };
    let kept = async || shop.fixture.store.deliveries(SHOP, "waiting", "", 99).await.unwrap();
    // It overtook the answer that names the payment: Mollie sends it again.
    hint("id=tr_ours").await.refused(404, "not_known_yet");
    let fact = recoup_core::payment::facts::Fact {
        account: "mollie:main".to_owned(),
        subject: "tr_ours".to_owned(),
        ours: placed.json["payments"][0].as_str().unwrap().to_owned(),
        what: What::Authorized { expires_at: None },
        amount: Some(recoup_core::money::Money::new(9_000, recoup_core::money::Currency::EUR)),
        parent: String::new(),
        ordinal: String::new(),
    };
    let gateway = recoup_core::actor::Actor::machine(recoup_core::actor::ActorKind::Gateway, "mollie:main");
    let told = shop.engine.submit(recoup::engine::Request::new(SHOP, gateway, fact)).await;
    assert!(matches!(told, recoup::engine::Reply::Done(_)), "{told:?}");
    assert!(kept().await.is_empty());
    for nth in 0..20 {
        hint(&format!("nth={nth}&id=tr_ours")).await.is(200);
    }
    let rows = kept().await;
    assert_eq!(rows.len(), 1, "a payment has one row for all its hints: {rows:?}");
    for nth in 0..20 {
        hint(&format!("id=tr_stranger{nth}")).await.refused(404, "not_known_yet");
        hint(&format!("id=ord_{nth}")).await.is(200);
        hint(&format!("{{\"id\":\"tr_ours{nth}\"}}")).await.refused(401, "not_genuine");
    }
    assert_eq!(kept().await.len(), rows.len(), "of anything else nothing is kept");
    let refused = health.of_tenant(SHOP, 0).remove(0).1.refused;
    assert_eq!((refused.count, refused.samples.len()), (61, 20));
}

async fn the_clock_names_what_is_due(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let now = shop.engine.clock().now().as_second();
    let signature = signature_header(&[HOOK_SECRET], now, BODY);
    deliver(&shop, PATH, Some(&signature), BODY.as_bytes()).await.is(200);
    let due = |answer: &Answer, queue: &str| -> i64 {
        let all = answer.json["due"].as_array().unwrap().iter();
        all.filter(|due| due["queue"] == queue).map(|due| due["count"].as_i64().unwrap()).sum()
    };
    assert_eq!(due(&shop.get("bob", "/v1/test_clock").await.is(200), "inbox"), 1);
    let claim = recoup::store::views::Claim {
        queue: recoup::store::rows::Queue::Inbox,
        now_us: shop.engine.clock().now().as_microsecond(),
        wall_us: shop.engine.clock().now().as_microsecond(),
        lease_us: 1_000_000,
        limit: 10,
        only: None,
    };
    for claimed in shop.fixture.store.claim(claim).await.unwrap() {
        let done = recoup::store::rows::Done {
            queue: recoup::store::rows::Queue::Inbox,
            id: claimed.id,
            epoch: claimed.epoch,
            then: recoup::store::rows::Then::Finished,
        };
        assert!(shop.fixture.store.finish(SHOP, &done).await.unwrap());
    }
    let later = shop.post("bob", "/v1/test_clock/advance", json!({ "secs": 10 })).await.is(200);
    assert_eq!((due(&later, "inbox"), later.int("ahead_secs")), (0, 10), "what is done is not due");
    let (_, payment) = shop.paid_order("1", 90_000).await;
    let refund = json!({ "payment": payment, "amount_minor": 60_000, "reason": "damaged" });
    shop.post("ann", "/v1/refunds", refund).await.is(202);
    let soon = shop.post("bob", "/v1/test_clock/advance", json!({ "secs": 3_600 })).await.is(200);
    assert_eq!(due(&soon, "timer"), 0);
    let expired = shop.post("bob", "/v1/test_clock/advance", json!({ "secs": 3 * 86_400 })).await.is(200);
    assert_eq!((due(&expired, "timer"), expired.int("ahead_secs")), (1, 10 + 3_600 + 3 * 86_400));
    for secs in [json!(-1), json!(4_000_000_000_u64), json!("1d"), json!(1.5)] {
        let answer = shop.post("bob", "/v1/test_clock/advance", json!({ "secs": secs })).await.refused(400, "invalid");
        assert_eq!(answer.json["param"], "secs");
    }
}

#[tokio::test]
async fn the_clock_is_no_lever_in_production() {
    let options = recoup::http::FaceOptions::unlimited(false);
    let shop = Shop::open_with(sqlite().await, options).await;
    shop.get("bob", "/v1/test_clock").await.refused(404, "unknown_route");
    shop.post("bob", "/v1/test_clock/advance", json!({ "secs": 10 })).await.refused(404, "unknown_route");
    assert_eq!(shop.engine.clock().offset_us(), 0);
}

#[tokio::test]
async fn what_failed_at_the_gateway_can_be_sent_again() {
    let shop = Shop::open(sqlite().await).await;
    let mut body = order("1", 9_000);
    let tender = json!({ "amount_minor": 9_000, "kind": "gateway", "account": "sandbox:main", "token": "tok", "capture": "automatic" });
    body["tenders"] = json!([tender]);
    let placed = shop.post("bob", "/v1/orders", body).await.is(201);
    let payment = placed.json["payments"][0].as_str().unwrap();
    shop.fact(payment, What::Authorized { expires_at: None }, 9_000).await;
    let capture = shop.get("ann", &format!("/v1/payments/{payment}")).await.json["captures"][0]["id"].clone();
    shop.fact(capture.as_str().unwrap(), What::Captured, 9_000).await;
    let path = "/api/billing/refund-retry-workflows";
    let start =
        json!({ "workflow": "refund", "with": { "payment": payment, "amount_minor": 100, "reason": "damaged" } });
    let refund = shop.post("ann", path, start).await.is(202).text("id");
    let retry = json!({ "workflow": "retry_refund", "with": { "refund": refund } });
    shop.post("bob", path, retry.clone()).await.refused(409, "not_in_state");
    shop.fact(&refund, What::RefundFailed { code: "no".to_owned() }, 100).await;
    let waiting = shop.get("ann", path).await.is(200);
    assert_eq!(waiting.json["waiting"][0]["id"], refund.as_str());
    assert_eq!(waiting.json["next"], serde_json::Value::Null);
    assert_eq!(shop.post("bob", path, retry).await.is(202).text("status"), "sending");
    let unknown = json!({ "workflow": "chargeback", "with": {} });
    shop.post("bob", path, unknown).await.refused(400, "invalid");
}
