//! What strangers can do to the address of deliveries: little, and it is counted; and what people see of deliveries.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use recoup::engine;
use recoup::http::limit::Peer;
use recoup::http::{self, FaceOptions};
use recoup::node::health::Health;
use recoup::store::rows::DeliveryRow;
use recoup::worker::Accounts;
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::exception::RaiseException;
use recoup_gateways::Account;
use tower::ServiceExt;

use crate::http_support::{Call, SHOP, Shop, sandbox_account};
use crate::pages_support::{Browser, member};
use crate::store_support::sqlite;

const HOOK: &str = "/v1/hooks/shop/sandbox:main";

fn refused(health: &Health, account: &str) -> (u64, Vec<String>) {
    let seen = health.of_tenant(SHOP, 0).into_iter().find(|(name, _)| name == account);
    let refused = seen.map(|(_, health)| health.refused).unwrap_or_default();
    (refused.count, refused.samples.into_iter().map(|one| one.why).collect())
}

#[tokio::test]
async fn a_delivery_that_is_too_large_is_counted_and_tells_nothing_of_accounts() {
    let options = FaceOptions::unlimited(true);
    let health = options.node.health.clone();
    let shop = Shop::open_with(sqlite().await, options).await;
    let send = async |path: &str| {
        let call = shop.call("", "POST", path, None);
        shop.send(Call { body: vec![b'x'; 2 << 20], ..call }).await
    };
    send(HOOK).await.refused(413, "body_too_large");
    let (count, why) = refused(&health, "sandbox:main");
    assert_eq!(count, 1);
    assert!(why[0].contains("larger than"), "{why:?}");
    send("/v1/hooks/shop/sandbox:two").await.refused(413, "body_too_large");
    assert_eq!(refused(&health, "sandbox:two").0, 0, "an account that is not there counts nothing");
    for path in [HOOK, "/v1/hooks/shop/sandbox:two"] {
        shop.send(shop.call("", "POST", path, None)).await.refused(401, "not_genuine");
    }
}

#[tokio::test]
async fn who_delivers_too_much_is_not_read_any_more() {
    let options = FaceOptions { deliveries_per_second: 1, ..FaceOptions::unlimited(true) };
    let shop = Shop::open_with(sqlite().await, options).await;
    let send = async || {
        let peer = Peer(Some("192.0.2.7".parse().unwrap()));
        let request = Request::post(HOOK).extension(peer).body(Body::from(vec![b'x'; 2 << 20])).unwrap();
        shop.router.clone().oneshot(request).await.unwrap().status()
    };
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(send().await);
    }
    assert_eq!(answers[0], StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answers.contains(&StatusCode::TOO_MANY_REQUESTS), "{answers:?}");
}

#[tokio::test]
async fn what_a_stranger_wrote_is_kept_short_and_without_card_numbers() {
    let shop = Shop::open(sqlite().await).await;
    let key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    let adyen = Account {
        name: "adyen:main".to_owned(),
        webhook_secrets: vec![key.to_owned()],
        settings: [("merchant_account".to_owned(), "Shop".to_owned())].into(),
        ..sandbox_account()
    };
    let options = FaceOptions::unlimited(true);
    let health = options.node.health.clone();
    let router: Router = http::router(shop.engine.clone(), Accounts::new(vec![(SHOP.to_owned(), adyen)]), options);
    for text in ["4242 4242 4242 4242".to_owned(), "x".repeat(900_000)] {
        let call = shop.call("", "POST", "/v1/hooks/shop/adyen:main", None);
        let body = format!("{{\"notificationItems\":\"{text}\"}}").into_bytes();
        shop.send_to(&router, Call { body, ..call }).await.refused(401, "not_genuine");
    }
    let (count, why) = refused(&health, "adyen:main");
    assert_eq!(count, 2);
    assert!(why.iter().all(|why| why.len() < 200 && !why.contains("4242") && why.contains("column")), "{why:?}");
}

#[tokio::test]
async fn the_secrets_of_a_gateways_objects_are_shown_nowhere() {
    let shop = Shop::open(sqlite().await).await;
    let body = r#"{"id":"evt_1","data":{"object":{"id":"pi_1","client_secret":"pi_1_secret_KeepMe"}}}"#;
    let row = DeliveryRow {
        tenant: SHOP.to_owned(),
        delivery_id: "dlv_0123".to_owned(),
        target: "stripe:main".to_owned(),
        headers: "{}".to_owned(),
        body: body.as_bytes().to_vec(),
        received_us: 1,
        due_us: i64::MAX,
    };
    let store = &shop.fixture.store;
    assert!(store.put_delivery(&row).await.unwrap());
    let raise =
        RaiseException { source: row.delivery_id.clone(), reason: "test".to_owned(), detail: "look at it".to_owned() };
    let worker = Actor::machine(ActorKind::System, "test");
    let raised = shop.engine.submit(engine::Request::new(SHOP, worker, raise)).await;
    assert!(matches!(raised, engine::Reply::Done(_)), "{raised:?}");
    let exception = shop.get("fay", "/v1/exceptions").await.data()[0]["id"].as_str().unwrap().to_owned();
    member(&shop, SHOP, "mia", &[Role::BillingAdmin, Role::Developer]).await;
    let mia = Browser::of(&shop, SHOP, "mia").await;
    let shown = [
        shop.get("bob", "/v1/deliveries/dlv_0123").await.is(200).text("body"),
        mia.get("/developers/deliveries/dlv_0123").await.page(),
        mia.get(&format!("/exceptions/{exception}")).await.page(),
    ];
    for page in shown {
        assert!(page.contains("pi_1") && page.contains("withheld"), "the rest is shown: {page}");
        assert!(!page.contains("KeepMe"), "{page}");
    }
    assert_eq!(
        store.delivery(SHOP, "dlv_0123").await.unwrap().unwrap().body,
        body.as_bytes(),
        "signatures cover bytes"
    );
}
