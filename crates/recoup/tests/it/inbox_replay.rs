//! What could not be read is kept as it came, acknowledged, shown, and read once more after a fix, exactly once.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{Method, Uri};
use recoup::http::{self, FaceOptions};
use recoup::store::rows::{Done, Queue, Then};
use recoup::store::views::Claim;
use recoup::worker::{Accounts, Worker, WorkerOptions};
use recoup_core::actor::Role;
use recoup_gateways::Account;
use recoup_sandbox::face::common::mac::{base64, from_hex, hmac_sha256};
use recoup_sandbox::{FaceKind, signature_header};
use serde_json::json;

use crate::http_support::{Call, HOOK_SECRET, PUBLIC_URL, SHOP, Shop, order, sandbox_account};
use crate::pages_support::{Browser, member};
use crate::signed_support::{self, Signed, certificates, judge};
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(what_an_older_version_could_not_read_is_read_once);

fn start(shop: &Shop, accounts: &[Account]) -> Worker {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let (poll, look) = (Duration::from_millis(10), Duration::from_millis(50));
    let options = WorkerOptions {
        poll,
        look,
        private_addresses: true,
        timeout: Duration::from_secs(5),
        ..WorkerOptions::default()
    };
    Worker::start(&shop.engine, of_shop(accounts), options).unwrap()
}

fn of_shop(accounts: &[Account]) -> Accounts {
    Accounts::new(accounts.iter().map(|account| (SHOP.to_owned(), account.clone())).collect())
}

async fn ids(shop: &Shop, state: &str) -> Vec<String> {
    let found = shop.fixture.store.deliveries(SHOP, state, "", 50).await.unwrap();
    found.into_iter().map(|delivery| delivery.delivery_id).collect()
}

/// Waits until so many deliveries are in a state.
async fn until(shop: &Shop, state: &str, count: usize) -> Vec<String> {
    for _ in 0..500 {
        let found = ids(shop, state).await;
        if found.len() == count {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("there are never {count} deliveries {state}");
}

async fn what_an_older_version_could_not_read_is_read_once(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut body = order("1", 9_000);
    body["tenders"] = json!([{ "amount_minor": 9_000, "kind": "gateway", "account": "sandbox:main",
                               "token": "tok_ok", "capture": "manual" }]);
    let payment = shop.post("bob", "/v1/orders", body).await.is(201).json["payments"][0].as_str().unwrap().to_owned();
    let told = json!({ "type": "authorization.authorized", "data": { "object": "authorization", "id": "sa_1",
        "reference": payment, "status": "authorized", "currency": "EUR", "amount_minor": 9_000 } })
    .to_string();
    let deliver = async || {
        let signature = signature_header(&[HOOK_SECRET], shop.engine.clock().now().as_second(), &told);
        let call = shop.call("", "POST", "/v1/hooks/shop/sandbox:main", None).header("sandbox-signature", &signature);
        shop.send(Call { body: told.clone().into_bytes(), ..call }).await.is(200);
    };
    deliver().await;
    // A version that did not know the event left it so.
    let (store, now_us) = (&shop.fixture.store, shop.engine.clock().now().as_microsecond());
    let claim = Claim { queue: Queue::Inbox, now_us, wall_us: now_us, lease_us: 1_000, limit: 9, only: None };
    let held = store.claim(claim).await.unwrap().remove(0);
    let then = Then::Parked { note: "`authorization.authorized` is not an event we know".to_owned() };
    store.finish(SHOP, &Done { queue: Queue::Inbox, id: held.id, epoch: held.epoch, then }).await.unwrap();
    let status = async || store.stream(SHOP, &payment).await.unwrap().unwrap().status;
    assert_eq!(status().await, "pending");

    let worker = start(&shop, &[sandbox_account()]);
    let id = until(&shop, "parked", 1).await.remove(0);
    let replay = format!("/v1/deliveries/{id}/retry");
    shop.post("bob", &replay, json!({})).await.is(200);
    until(&shop, "done", 1).await;
    assert_eq!(status().await, "authorized");
    let events = shop.counts().await["event"];
    // Neither the gateway's repeat nor another replay tells it again.
    deliver().await;
    shop.post("bob", &replay, json!({})).await.refused(409, "not_in_state");
    assert_eq!((until(&shop, "done", 1).await, shop.counts().await["event"]), (vec![id], events));
    worker.stop().await;
}

/// Something signed that nobody can read: headers and body.
fn malformed(signed: &Signed, now_us: i64) -> (Vec<(&'static str, String)>, String) {
    let half = "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"refund.upd";
    match signed.face {
        FaceKind::Braintree => signed.seal(&base64(b"<notification><kind>disbursement</kind><timestamp>"), now_us),
        FaceKind::Adyen => {
            // What is not in items is signed as a whole.
            let code = base64(&hmac_sha256(&from_hex(&signed.secret).unwrap(), &[half.as_bytes()]));
            (vec![("hmacsignature", code)], half.to_owned())
        }
        _ => signed.seal(half, now_us),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_genuine_and_malformed_is_acknowledged_kept_shown_and_read_again_on_demand() {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let mut shop = Shop::open(sqlite().await).await;
    let sandbox = certificates().await;
    let known = signed_support::of_gateways(&sandbox.base_url());
    let accounts: Vec<Account> = known.iter().map(|signed| signed.account.clone()).collect();
    let public_url = Some(PUBLIC_URL.parse().unwrap());
    let options = FaceOptions { judge: judge(), public_url, ..FaceOptions::unlimited(true) };
    shop.router = http::router(shop.engine.clone(), of_shop(&accounts), options);
    let worker = start(&shop, &accounts);
    member(&shop, SHOP, "mia", &[Role::BillingAdmin, Role::Developer]).await;
    for (count, signed) in known.iter().enumerate() {
        let account = &signed.account;
        let (headers, body) = malformed(signed, shop.engine.clock().now().as_microsecond());
        let mut call = shop.call("", "POST", &format!("/v1/hooks/shop/{}", account.name), None);
        for (name, value) in &headers {
            call = call.header(name, value);
        }
        shop.send(Call { body: body.clone().into_bytes(), ..call }).await.is(200);
        let parked = until(&shop, "parked", count + 1).await;
        let stored = shop.fixture.store.deliveries(SHOP, "parked", "", 50).await.unwrap();
        let stored = stored.iter().find(|one| one.target == account.name).unwrap();
        assert_eq!(String::from_utf8_lossy(&stored.body), body, "{} is kept as it came", account.name);
        let page = Browser::of(&shop, SHOP, "mia").await.get("/developers/deliveries?state=parked").await.page();
        assert!(page.contains(&account.name), "{} is shown: {page}", account.name);
        assert!(parked.contains(&stored.delivery_id));
        shop.post("bob", &format!("/v1/deliveries/{}/retry", stored.delivery_id), json!({})).await.is(200);
        let again = until(&shop, "parked", count + 1).await;
        assert_eq!(again, parked, "{} was read once more and is no better", account.name);
    }
    worker.stop().await;
    sandbox.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_parked_delivery_is_replayed_page_by_page() {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    let answer = move |method: Method, uri: Uri| async move {
        seen.lock().unwrap().push(format!("{method} {uri}"));
        let one = |id: &str, account: &str| json!({ "id": id, "account": account, "state": "parked" });
        let page = match uri.query().unwrap_or_default() {
            query if query.ends_with("after=") => vec![one("dlv_a", "stripe:main"), one("dlv_b", "adyen:main")],
            query if query.ends_with("after=dlv_b") => vec![one("dlv_c", "stripe:main")],
            _ => Vec::new(),
        };
        if method == Method::GET { json!({ "data": page }).to_string() } else { json!({ "id": "dlv" }).to_string() }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    let recoup = |words: &[&str]| {
        let at = ["--url", url.as_str(), "--key", "k"];
        std::process::Command::new(env!("CARGO_BIN_EXE_recoup")).args(words).args(at).output().unwrap().status.success()
    };
    let posts = || {
        let mut asked = asked.lock().unwrap();
        let posts: Vec<String> = asked.iter().filter(|line| line.starts_with("POST")).cloned().collect();
        asked.clear();
        posts
    };
    assert!(recoup(&["inbox", "replay", "--parked", "--account", "stripe:main"]));
    assert_eq!(posts(), ["POST /v1/deliveries/dlv_a/retry", "POST /v1/deliveries/dlv_c/retry"]);
    // The names of before go on working.
    assert!(recoup(&["deliveries", "retry", "dlv_b"]));
    assert_eq!(posts(), ["POST /v1/deliveries/dlv_b/retry"]);
    assert!(!recoup(&["inbox", "replay"]) && !recoup(&["inbox", "replay", "dlv_a", "--parked"]));
}
