//! The worker on a running engine: what it leaves to other nodes, what it never sends twice, and what it tells
//! a person.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use recoup::store::evidence::EvidenceRow;
use recoup::store::rows::Unit;
use recoup::store::views::{ExceptionQuery, ExceptionView};
use recoup::worker::answers::hash;
use recoup::worker::{Accounts, Worker, WorkerOptions};
use recoup_gateways::Account;
use recoup_sandbox::{BankConfig, Sandbox, SandboxConfig, signature_header};
use serde_json::json;

use crate::http_support::{HOOK_SECRET, SHOP, Shop, order, sandbox_account};
use crate::store_support::{Fixture, on_both, sqlite, sqlite_connection};

on_both!(
    a_node_without_the_account_leaves_its_deliveries_to_others,
    a_node_with_other_secrets_parks_nothing,
    a_dispute_of_an_unknown_payment_waits_is_shown_and_is_matched,
    contents_of_evidence_are_forgotten_once_nothing_is_heard_for_long,
    what_is_told_again_with_another_amount_is_an_alarm_once
);

const HOOK: &str = "/v1/hooks/shop/sandbox:main";

fn start(shop: &Shop, accounts: Vec<(String, Account)>) -> Worker {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let (poll, look) = (Duration::from_millis(10), Duration::from_millis(50));
    let options = WorkerOptions {
        poll,
        look,
        private_addresses: true,
        timeout: Duration::from_secs(5),
        ..WorkerOptions::default()
    };
    Worker::start(&shop.engine, Accounts::new(accounts), options).unwrap()
}

/// Waits for something that the worker does.
macro_rules! until {
    ($what:expr) => {{
        let mut left = 500;
        while !$what {
            left -= 1;
            assert!(left > 0, "it does not happen: {}", stringify!($what));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }};
}

async fn deliver(shop: &Shop, body: &str) {
    let signature = signature_header(&[HOOK_SECRET], shop.engine.clock().now().as_second(), body);
    let mut call = shop.call("", "POST", HOOK, None).header("sandbox-signature", &signature);
    call.body = body.as_bytes().to_vec();
    shop.send(call).await.is(200);
}

async fn count(shop: &Shop, state: &str) -> usize {
    shop.fixture.store.deliveries(SHOP, state, "", 10).await.unwrap().len()
}

async fn raised(shop: &Shop, reason: &str) -> Vec<ExceptionView> {
    let query = ExceptionQuery { state: Some("open".to_owned()), limit: 50, ..ExceptionQuery::default() };
    let mut open = shop.fixture.store.exceptions(SHOP, &query).await.unwrap();
    open.retain(|exception| exception.row.reason == reason);
    open
}

/// An order paid through a gateway; returns its payment.
async fn placed(shop: &Shop, number: &str) -> String {
    let mut body = order(number, 9_000);
    body["tenders"] = json!([{ "amount_minor": 9_000, "kind": "gateway", "account": "sandbox:main",
                               "token": "tok_ok", "capture": "manual" }]);
    let placed = shop.post("bob", "/v1/orders", body).await.is(201);
    placed.json["payments"][0].as_str().unwrap().to_owned()
}

fn authorized(payment: &str) -> String {
    json!({ "type": "authorization.authorized", "data": {
        "object": "authorization", "id": format!("sa_{payment}"), "reference": payment, "status": "authorized",
        "currency": "EUR", "amount_minor": 9_000 } })
    .to_string()
}

async fn status(shop: &Shop, payment: &str) -> String {
    shop.fixture.store.stream(SHOP, payment).await.unwrap().unwrap().status
}

async fn a_node_without_the_account_leaves_its_deliveries_to_others(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = placed(&shop, "1").await;
    let old = start(&shop, vec![("other".to_owned(), sandbox_account())]);
    deliver(&shop, &authorized(&payment)).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!((count(&shop, "waiting").await, count(&shop, "parked").await), (1, 0));
    let new = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    until!(status(&shop, &payment).await == "authorized");
    old.stop().await;
    new.stop().await;
}

#[tokio::test]
async fn foreign_words_are_passed_over_and_a_card_number_is_parked() {
    let shop = Shop::open(sqlite().await).await;
    let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    // Nothing on it is ours, and its payment never turns up: somebody else uses the account.
    deliver(&shop, &authorized("").replace("sa_", "sa_theirs")).await;
    deliver(&shop, r#"{"type":"x","data":{"pan":"4242424242424242"}}"#).await;
    let clock = shop.engine.clock();
    until!({
        clock.set_offset_us(clock.offset_us() + 60_000_000);
        count(&shop, "done").await == 1 && count(&shop, "parked").await == 1
    });
    let parked = raised(&shop, "delivery_parked").await;
    assert_eq!(parked.len(), 1, "only the card number is for a person: {parked:?}");
    assert!(parked[0].row.detail.contains("card number"), "{parked:?}");
    let health = worker.health().of_tenant(SHOP, 0);
    assert_eq!(health.iter().map(|(_, health)| health.foreign).sum::<u64>(), 1, "and it is counted");
    worker.stop().await;
}

/// A dispute as the sandbox tells it.
fn disputed(dispute: &str, authorization: &str) -> String {
    json!({ "type": "dispute.opened", "data": {
        "object": "dispute", "id": dispute, "authorization": authorization, "capture": "sc_1", "reference": "",
        "status": "needs_response", "stage": "chargeback", "reason": "fraud", "amount_minor": 5_000, "currency": "EUR",
        "withdrawn_minor": 0, "due_at": "2027-01-01T00:00:00Z", "created_at": "2026-12-01T00:00:00Z",
        "updated_at": "2026-12-01T00:00:00Z", "rows": [] } })
    .to_string()
}

async fn a_dispute_of_an_unknown_payment_waits_is_shown_and_is_matched(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = placed(&shop, "1").await;
    let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    deliver(&shop, &disputed("sd_1", "sa_theirs")).await;
    let clock = shop.engine.clock();
    for _ in 0..20 {
        clock.set_offset_us(clock.offset_us() + 900_000_000);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    let waiting = shop.fixture.store.deliveries(SHOP, "waiting", "", 10).await.unwrap();
    assert_eq!((waiting.len(), count(&shop, "done").await), (1, 0), "it is not passed over");
    let open = raised(&shop, "dispute_of_unknown_payment").await;
    assert_eq!(open.len(), 1, "a person is told, once");
    assert!(open[0].row.detail.contains("sa_theirs") && open[0].row.detail.contains("50.00 EUR"), "{open:?}");
    let path = format!("/v1/deliveries/{}/match", waiting[0].delivery_id);
    let unfit =
        shop.post("fay", &path, json!({ "payment": "pay_01jd0000000000000000000000", "why": "the bank" })).await;
    assert_eq!((unfit.status, unfit.text("code")), (404, "unknown_id".to_owned()));
    let (preview, body) = (format!("{path}?preview=true"), json!({ "payment": payment, "why": "by the amount" }));
    shop.post("fay", &preview, body).await.is(200);
    assert_eq!(count(&shop, "waiting").await, 1, "nothing is matched by a preview");
    shop.post("fay", &path, json!({ "payment": payment, "why": "the same amount, day and card" })).await.is(200);
    until!(count(&shop, "done").await == 1);
    assert_eq!(raised(&shop, "matched_by_hand").await.len(), 1, "another person looks at it");
    let late = shop.post("fay", &path, json!({ "payment": payment, "why": "once more" })).await;
    assert_eq!((late.status, late.text("code")), (409, "not_in_state".to_owned()));
    worker.stop().await;
}

#[tokio::test]
async fn a_dispute_of_an_unknown_payment_is_told_by_itself_once_it_is_known_and_parked_after_long() {
    let shop = Shop::open(sqlite().await).await;
    let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    deliver(&shop, &disputed("sd_1", "sa_late")).await;
    deliver(&shop, &disputed("sd_2", "sa_never")).await;
    let clock = shop.engine.clock();
    until!({
        clock.set_offset_us(clock.offset_us() + 60_000_000);
        raised(&shop, "dispute_of_unknown_payment").await.len() == 2
    });
    let payment = placed(&shop, "1").await;
    deliver(&shop, &authorized(&payment).replace(&format!("sa_{payment}"), "sa_late")).await;
    until!(status(&shop, &payment).await == "authorized");
    until!({
        clock.set_offset_us(clock.offset_us() + 86_400_000_000);
        count(&shop, "done").await == 2 && count(&shop, "parked").await == 1
    });
    assert_eq!(raised(&shop, "delivery_parked").await.len(), 1);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dispute_that_no_webhook_told_is_found_in_the_list() {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let bank = BankConfig { secret: "api_secret".to_owned(), ..BankConfig::default() };
    let sandbox = Sandbox::start(SandboxConfig { bank, ..SandboxConfig::default() }).await.unwrap();
    let shop = Shop::open(sqlite().await).await;
    let account = Account { base_url: sandbox.base_url(), ..sandbox_account() };
    let worker = start(&shop, vec![(SHOP.to_owned(), account)]);
    let payment = placed(&shop, "1").await;
    until!(status(&shop, &payment).await == "authorized");
    shop.post("bob", &format!("/v1/payments/{payment}/captures"), json!({ "amount_minor": 9_000 })).await.is(201);
    until!(status(&shop, &payment).await == "captured");
    // The bank has nobody to tell: webhooks go nowhere.
    let http = reqwest::Client::new();
    let dispute = json!({ "capture": payment, "reason": "fraud", "stage": "chargeback" });
    let opened = http.post(format!("{}/disputes", sandbox.base_url())).body(dispute.to_string()).send().await.unwrap();
    assert_eq!(opened.status().as_u16(), 201);
    until!(count(&shop, "done").await == 1);
    let seen = shop.fixture.store.deliveries(SHOP, "done", "", 10).await.unwrap();
    assert!(seen[0].delivery_id.starts_with("seen_"), "{seen:?}");
    let shown = shop.get("bob", &format!("/v1/payments/{payment}")).await.is(200).json;
    assert!(shown.to_string().contains("dispute"), "{shown}");
    worker.stop().await;
}

async fn contents_of_evidence_are_forgotten_once_nothing_is_heard_for_long(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = placed(&shop, "1").await;
    let row = |dispute: &str, content: &[u8]| EvidenceRow {
        tenant: SHOP.to_owned(),
        dispute: dispute.to_owned(),
        sha256: hash(content),
        payment: payment.clone(),
        name: "receipt.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        content: content.to_vec(),
        at_us: shop.engine.clock().now().as_microsecond(),
    };
    let store = &shop.fixture.store;
    let kept = [row("dsp_1", b"one\0\xff"), row("dsp_1", b"two"), row("dsp_2", b"one\0\xff")];
    for row in &kept {
        assert!(store.put_evidence(row).await.unwrap(), "it is new");
        assert!(!store.put_evidence(row).await.unwrap(), "it is kept once");
    }
    assert_eq!(store.evidence(SHOP, "dsp_1", &kept[0].sha256).await.unwrap().as_ref(), Some(&kept[0]));
    assert_eq!(store.evidence("other", "dsp_1", &kept[0].sha256).await.unwrap(), None, "it is of one tenant");
    assert!(store.forget_evidence(SHOP, "dsp_1", &kept[1].sha256).await.unwrap());
    assert!(!store.forget_evidence(SHOP, "dsp_1", &kept[1].sha256).await.unwrap(), "it is gone");
    let worker = start(&shop, vec![]);
    let clock = shop.engine.clock();
    clock.set_offset_us(clock.offset_us() + 399 * 86_400_000_000);
    tokio::time::sleep(Duration::from_millis(3_500)).await;
    assert!(store.evidence(SHOP, "dsp_1", &kept[0].sha256).await.unwrap().is_some(), "a clock may still run");
    clock.set_offset_us(clock.offset_us() + 2 * 86_400_000_000);
    until!(store.evidence(SHOP, "dsp_1", &kept[0].sha256).await.unwrap().is_none());
    until!(store.evidence(SHOP, "dsp_2", &kept[2].sha256).await.unwrap().is_none());
    worker.stop().await;
}

async fn a_node_with_other_secrets_parks_nothing(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = placed(&shop, "1").await;
    let stale = Account { webhook_secrets: vec!["the one before".to_owned()], ..sandbox_account() };
    let worker = start(&shop, vec![(SHOP.to_owned(), stale)]);
    deliver(&shop, &authorized(&payment)).await;
    let clock = shop.engine.clock();
    for _ in 0..200 {
        if !raised(&shop, "delivery_waits").await.is_empty() {
            break;
        }
        clock.set_offset_us(clock.offset_us() + 900_000_000);
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(raised(&shop, "delivery_waits").await.len(), 1, "a person is told, once");
    assert_eq!(count(&shop, "parked").await, 0, "the gateway was answered and never sends it again");
    worker.stop().await;
    clock.set_offset_us(clock.offset_us() + 900_000_000);
    let right = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    until!(status(&shop, &payment).await == "authorized");
    right.stop().await;
}

async fn what_is_told_again_with_another_amount_is_an_alarm_once(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = placed(&shop, "1").await;
    let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    let told = authorized(&payment);
    for (count_of_done, body) in [
        (1, told.clone()),
        (2, told.replace("9000", "9500")),
        // The same lie in another delivery, and the truth once more.
        (3, told.replace("9000", "9500").replacen('{', "{ ", 1)),
        (4, told.replacen('{', "{  ", 1)),
    ] {
        deliver(&shop, &body).await;
        until!(count(&shop, "done").await == count_of_done);
    }
    assert_eq!(raised(&shop, "told_differently").await.len(), 1, "a person is told, once");
    let shown = shop.get("bob", &format!("/v1/payments/{payment}")).await.is(200).json;
    assert_eq!(shown["alarms"], json!(["told_differently"]));
    assert_eq!(shown["authorized_minor"], 9_000, "what was booked stays");
    worker.stop().await;
}

/// A gateway that authorizes everything; returns its address and how often it was called.
async fn gateway() -> (String, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let answer = move |headers: HeaderMap, _: Bytes| async move {
        counted.fetch_add(1, Ordering::SeqCst);
        let ours = headers["idempotency-key"].to_str().unwrap().to_owned();
        let body = json!({ "object": "authorization", "id": format!("sa_{ours}"), "reference": ours,
                           "status": "authorized", "currency": "EUR", "amount_minor": 9_000 });
        (StatusCode::CREATED, body.to_string())
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    (url, calls)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_engine_refuses_is_told_again_and_never_sent_again() {
    let shop = Shop::open(sqlite().await).await;
    let payment = placed(&shop, "1").await;
    let behind = sqlite_connection(&shop.fixture.url);
    // The engine cannot place what it does not find.
    behind
        .execute_batch("CREATE TABLE aside AS SELECT * FROM stream; DELETE FROM stream WHERE kind = 'payment'")
        .unwrap();
    let (base_url, calls) = gateway().await;
    let worker = start(&shop, vec![(SHOP.to_owned(), Account { base_url, ..sandbox_account() })]);
    until!(!raised(&shop, "effect_stuck").await.is_empty());
    let clock = shop.engine.clock();
    for _ in 0..3 {
        clock.set_offset_us(clock.offset_us() + 3_700_000_000);
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1, "the gateway was called once");
    let stuck = raised(&shop, "effect_stuck").await;
    assert_eq!((stuck.len(), stuck[0].row.source.as_str()), (1, payment.as_str()), "and one person is told once");
    behind.execute_batch("INSERT OR IGNORE INTO stream SELECT * FROM aside; DROP TABLE aside").unwrap();
    clock.set_offset_us(clock.offset_us() + 3_700_000_000);
    until!(status(&shop, &payment).await == "authorized");
    until!(shop.fixture.store.scan_outbox(SHOP, "", 9).await.unwrap().is_empty());
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_for_long_reaches_a_person_once() {
    let shop = Shop::open(sqlite().await).await;
    let payment = placed(&shop, "1").await;
    // Nobody listens there, so it never leaves: harmless, but it must not stay unseen.
    let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    let clock = shop.engine.clock();
    for _ in 0..200 {
        if !raised(&shop, "effect_delayed").await.is_empty() {
            break;
        }
        clock.set_offset_us(clock.offset_us() + 900_000_000);
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    for _ in 0..3 {
        clock.set_offset_us(clock.offset_us() + 900_000_000);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let delayed = raised(&shop, "effect_delayed").await;
    assert_eq!((delayed.len(), delayed[0].row.source.as_str()), (1, payment.as_str()));
    worker.stop().await;
}

/// A gateway that is gone: what may have been sent there is unknown in the end, and open for persons to say.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_gateway_that_is_gone_was_sent_is_open_in_the_end() {
    let shop = Shop::open(sqlite().await).await;
    let payment = placed(&shop, "1").await;
    let clock = shop.engine.clock();
    // A breaker pauses by the machine's clock, which no test moves; one that is new lets a few calls through.
    for _ in 0..60 {
        let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
        for _ in 0..5 {
            clock.set_offset_us(clock.offset_us() + 3_600_000_000);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        worker.stop().await;
        if !raised(&shop, "still_unknown").await.is_empty() {
            break;
        }
    }
    assert_eq!(status(&shop, &payment).await, "unknown");
    assert_eq!((raised(&shop, "still_unknown").await.len(), raised(&shop, "effect_delayed").await.len()), (1, 1));
    let not_done = json!({ "outcome": "not_done", "reason": "the contract has ended" });
    shop.post("bob", &format!("/v1/operations/{payment}/outcome"), not_done).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_parked_and_a_person_is_told() {
    let shop = Shop::open(sqlite().await).await;
    let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    deliver(&shop, "{\"type\": \"moon.landed\", \"data\": {}}").await;
    until!(count(&shop, "parked").await == 1);
    assert_eq!(raised(&shop, "delivery_parked").await.len(), 1);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_are_forgotten_after_thirty_days_and_no_earlier() {
    let shop = Shop::open(sqlite().await).await;
    let body = json!({ "reference": "c-1" });
    let answers = || async { shop.counts().await["idempotency"] };
    shop.post_as("bob", "/v1/customers", body.clone(), "old").await.is(200);
    let clock = shop.engine.clock();
    clock.set_offset_us(20 * 86_400_000_000);
    shop.post_as("bob", "/v1/customers", body, "young").await.is(200);
    let before = answers().await;
    let worker = start(&shop, Vec::new());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(answers().await, before, "nothing is thirty days old");
    worker.stop().await;
    clock.set_offset_us(31 * 86_400_000_000);
    let worker = start(&shop, Vec::new());
    until!(answers().await == before - 1);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_no_node_takes_reaches_a_person() {
    let shop = Shop::open(sqlite().await).await;
    placed(&shop, "1").await;
    shop.engine.clock().set_offset_us(4_000_000_000);
    let worker = start(&shop, Vec::new());
    until!(raised(&shop, "work_stranded").await.len() == 1);
    assert_eq!(raised(&shop, "work_stranded").await[0].row.source, "sandbox:main");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_feeds_of_many_tenants_are_all_numbered() {
    let shop = Shop::open(sqlite().await).await;
    let store = &shop.fixture.store;
    for n in 0..130 {
        let tenant = format!("t{n:03}");
        let made = crate::store_support::event("pay_1", 1);
        crate::store_support::put(store, vec![Unit { tenant, events: vec![made], ..Unit::default() }]).await;
    }
    let worker = start(&shop, Vec::new());
    until!(store.unsealed_tenants("", 1).await.unwrap().is_empty());
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timer_that_cannot_be_rung_reaches_a_person() {
    let shop = Shop::open(sqlite().await).await;
    let timers = vec![crate::store_support::timer("tmr_1", 10)];
    crate::store_support::put(&shop.fixture.store, vec![Unit { tenant: SHOP.to_owned(), timers, ..Unit::default() }])
        .await;
    let worker = start(&shop, Vec::new());
    until!(raised(&shop, "timer_refused").await.len() == 1);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_that_meets_a_defect_waits_longer_each_time() {
    let shop = Shop::open(sqlite().await).await;
    let payment = placed(&shop, "1").await;
    deliver(&shop, &authorized(&payment)).await;
    let behind = sqlite_connection(&shop.fixture.url);
    behind.execute_batch("DELETE FROM outbox; UPDATE stream SET state = 'x' WHERE kind = 'payment'").unwrap();
    let worker = start(&shop, vec![(SHOP.to_owned(), sandbox_account())]);
    let waits = || async { shop.fixture.store.deliveries(SHOP, "waiting", "", 9).await.unwrap().remove(0) };
    until!(waits().await.note.contains("cannot be read"));
    assert_eq!(waits().await.attempts, 1, "it is not tried again at once");
    shop.engine.clock().set_offset_us(3_000_000);
    until!(waits().await.attempts == 2);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_gets_no_more_calls_at_once_than_it_bears() {
    let shop = Shop::open(sqlite().await).await;
    for n in 0..40 {
        placed(&shop, &n.to_string()).await;
    }
    let (now, most, all) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let counts = Arc::new((now, most, all));
    let counted = Arc::clone(&counts);
    let answer = move || async move {
        let (now, most, all) = &*counted;
        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(60)).await;
        now.fetch_sub(1, Ordering::SeqCst);
        all.fetch_add(1, Ordering::SeqCst);
        (StatusCode::PAYMENT_REQUIRED, "{}")
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    let worker = start(&shop, vec![(SHOP.to_owned(), Account { base_url, ..sandbox_account() })]);
    // What it answers cannot be read, so after a few of them the breaker lets one call at a time try.
    until!(counts.2.load(Ordering::SeqCst) >= 16);
    let bears = recoup_gateways::of_account("sandbox:main").unwrap().about().capabilities.concurrency;
    assert!((1..=bears).contains(&counts.1.load(Ordering::SeqCst)), "{counts:?}");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_follows_the_test_clock_that_another_moved() {
    let shop = Shop::open(sqlite().await).await;
    let clock = recoup::engine::Clock::default();
    let following = recoup::cli::serve::follow(&shop.fixture.store, &clock);
    shop.post("bob", "/v1/test_clock/advance", json!({ "secs": 60 })).await.is(200);
    until!(clock.offset_us() == 60_000_000);
    drop(following);
}
