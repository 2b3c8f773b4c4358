//! API keys over HTTP: shown once, never a ladder, gone at once; and the rate they may be used at.

use recoup::access::{Grants, Permission, new_key, read_token};
use recoup::http::FaceOptions;
use recoup::store::rows::ApiKeyRow;
use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{Answer, SHOP, Shop, grants};
use crate::pages_support::member;
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(
    a_key_is_made_used_listed_and_revoked,
    a_key_is_no_ladder,
    only_who_has_the_key_hears_that_its_person_is_shut_out,
);

async fn with_token(shop: &Shop, token: &str, path: &str) -> Answer {
    let mut call = shop.call("", "GET", path, None);
    call.token = Some(token.to_owned());
    shop.send(call).await
}

async fn a_key_is_made_used_listed_and_revoked(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let new = json!({ "label": "till", "roles": ["developer", "developer"], "expires_in_days": 30,
                      "ceilings": [{ "currency": "JPY", "amount_minor": 500 }] });
    let made = shop.post("bob", "/v1/keys", new.clone()).await.is(201);
    let token = made.text("token");
    assert_eq!(made.json["roles"], json!(["developer"]));
    assert_eq!(made.headers["cache-control"], "no-store");
    with_token(&shop, &token, "/v1/orders").await.is(200);
    let again = shop.post_as("bob", "/v1/keys", new.clone(), "same").await.is(201);
    let third = shop.post_as("bob", "/v1/keys", new, "same").await.is(201);
    assert_ne!(again.text("id"), third.text("id"), "the answer is not remembered, for it holds a secret");
    let listed = shop.get("bob", "/v1/keys").await.is(200);
    let mine = listed.data().iter().find(|key| key["id"] == made.json["id"]).unwrap();
    assert_eq!(
        (&mine["label"], &mine["person"], &mine["ceilings"]),
        (&json!("till"), &json!("bob"), &made.json["ceilings"])
    );
    assert_eq!(mine["last4"], token[token.len() - 4..]);
    let secret = read_token(&token).unwrap().1;
    assert!(!String::from_utf8_lossy(&listed.bytes).contains(secret));
    let revoke = format!("/v1/keys/{}/revoke", made.text("id"));
    let revoked = shop.post("bob", &revoke, json!({})).await.is(200);
    assert!(revoked.json["revoked_at"].is_string() && revoked.json["token"].is_null());
    with_token(&shop, &token, "/v1/orders").await.refused(401, "unauthorized");
    let twice = shop.post("bob", &revoke, json!({})).await.is(200);
    assert_eq!(twice.json["revoked_at"], revoked.json["revoked_at"], "a second time changes nothing");
    shop.post("bob", "/v1/keys/nobody/revoke", json!({})).await.refused(404, "unknown_id");
    shop.post("zoe", &revoke, json!({})).await.refused(404, "unknown_id");
}

async fn a_key_is_no_ladder(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    let low = Grants {
        roles: vec![Role::Developer, Role::BillingAdmin],
        scopes: vec![Permission::Read, Permission::ManageKeys],
        ceilings_minor: vec![("EUR".to_owned(), 1_000)],
    };
    let mut row = shop.person(SHOP, "low", &low).await;
    let now_us = shop.engine.clock().now().as_microsecond();
    row.expires_us = Some(now_us + 5 * 86_400_000_000);
    shop.fixture.store.put_api_key(&row).await.unwrap();
    let new = |more: Value| {
        let mut body = json!({ "label": "x", "roles": ["developer"] });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let eur = |minor: i64| json!({ "ceilings": [{ "currency": "EUR", "amount_minor": minor }] });
    for (more, status, code, param) in [
        (json!({ "roles": ["finance"] }), 403, "role_missing", "roles"),
        (json!({ "scopes": ["move_money"] }), 403, "role_missing", "scopes"),
        (json!({ "person": "accomplice" }), 403, "role_missing", "person"),
        (eur(1_001), 403, "exceeds_ceiling", "amount_minor"),
        (eur(-1), 400, "invalid", "ceilings[0].amount_minor"),
        (json!({ "ceilings": [{ "currency": "eur", "amount_minor": 1 }] }), 400, "invalid", "ceilings[0].currency"),
        (
            json!({ "ceilings": [{ "currency": "EUR", "amount_minor": 1 }, { "currency": "EUR", "amount_minor": 2 }] }),
            400,
            "invalid",
            "ceilings[1].currency",
        ),
        (json!({ "ceilings": [{ "currency": "GBP", "amount_minor": 1 }] }), 403, "exceeds_ceiling", "amount_minor"),
        (json!({ "roles": ["root"] }), 400, "invalid", "roles[0]"),
        (json!({ "roles": [] }), 400, "missing", "roles"),
        (json!({ "scopes": ["everything"] }), 400, "invalid", "scopes[0]"),
        (json!({ "label": "" }), 400, "missing", "label"),
        (json!({ "expires_in_days": 0 }), 400, "invalid", "expires_in_days"),
        (json!({ "expires_in_days": -1 }), 400, "invalid", "expires_in_days"),
    ] {
        let answer = shop.post("low", "/v1/keys", new(more.clone())).await;
        assert_eq!(
            (answer.status, answer.code(), answer.json["param"].as_str()),
            (status, code, Some(param)),
            "{more}: {}",
            answer.json
        );
        answer.is_problem();
    }
    let made = shop.post("low", "/v1/keys", new(json!({ "expires_in_days": 90 }))).await.is(201);
    assert_eq!(made.json["scopes"], json!(["read", "manage_keys"]));
    assert_eq!(made.json["ceilings"], json!([{ "currency": "EUR", "amount_minor": 1_000 }]));
    assert_eq!(made.json["expires_at"], recoup::views::ledger::instant(now_us + 5 * 86_400_000_000));
    shop.person(SHOP, "viewer", &grants(&[Role::Viewer])).await;
    shop.post("viewer", "/v1/keys", new(json!({ "roles": ["viewer"] }))).await.refused(403, "role_missing");
}

async fn only_who_has_the_key_hears_that_its_person_is_shut_out(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    let viewer = grants(&[Role::Viewer]);
    member(&shop, SHOP, "amy", &[Role::Viewer]).await;
    shop.key(SHOP, "amys", "amy", &viewer).await;
    let over = shop.key(SHOP, "over", "amy", &viewer).await;
    let store = &shop.fixture.store;
    assert!(store.revoke_api_key(SHOP, &over.key_id, shop.engine.clock().now().as_microsecond()).await.unwrap());
    // A key with the id of one of hers and another secret, of which form and checksum are right.
    let guessed = new_key(SHOP, "amy", "guessed", &viewer, 0).unwrap();
    store.put_api_key(&ApiKeyRow { secret_hash: "0".repeat(64), ..guessed.row }).await.unwrap();
    let amy = store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(store.change_person(&amy, &amy.grants, Some(1)).await.unwrap());
    let says =
        async |token: &str| with_token(&shop, token, "/v1/orders").await.refused(401, "unauthorized").text("detail");
    let told = says(&shop.token("amys")).await;
    assert!(told.contains("is shut out") && told.contains("`recoup team enable`"), "{told}");
    assert!(!told.contains("keys create"), "another key of hers would not help: {told}");
    let nobodys = says(&new_key(SHOP, "amy", "never kept", &viewer, 0).unwrap().token).await;
    assert!(nobodys.contains("keys create"), "{nobodys}");
    assert_eq!(says(&guessed.token).await, nobodys);
    assert_eq!(says(&shop.token("over")).await, nobodys);
}

#[tokio::test]
async fn a_flood_waits_and_others_do_not() {
    let shop = Shop::open_with(sqlite().await, FaceOptions { requests_per_second: 5, ..FaceOptions::default() }).await;
    let mut passed = 0;
    let held_back = loop {
        let answer = shop.get("ann", "/v1/orders").await;
        if answer.status != 200 {
            break answer;
        }
        passed += 1;
        assert!(passed < 1_000, "nobody was held back");
    };
    assert!(passed >= 10, "a burst of twice the rate passes, not {passed}");
    let secs: u32 = held_back.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=5).contains(&secs));
    assert_eq!(held_back.json["retryable"], true);
    held_back.refused(429, "rate_limited");
    shop.get("bob", "/v1/orders").await.is(200);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    shop.get("ann", "/v1/orders").await.is(200);
    shop.get("ann", "/healthz").await.is(200);
    shop.get("", "/openapi.json").await.is(200);
}

/// Everything that was logged on this thread.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "current_thread")]
async fn tokens_and_card_numbers_are_neither_stored_nor_logged() {
    let shop = Shop::open(sqlite().await).await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let made = shop.post("bob", "/v1/keys", json!({ "label": "till", "roles": ["developer"] })).await.is(201);
    let token = made.text("token");
    with_token(&shop, &token, "/v1/orders").await.is(200);
    with_token(&shop, &token, "/v1/ledger/balances").await.refused(403, "role_missing");
    let revoke = format!("/v1/keys/{}/revoke", made.text("id"));
    shop.post("bob", &revoke, json!({})).await.is(200);
    with_token(&shop, &token, "/v1/orders").await.refused(401, "unauthorized");
    shop.post("bob", "/v1/customers", json!({ "reference": "4242424242424242" })).await.refused(400, "card_number");
    drop(guard);
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(logged.contains("permission missing") && logged.contains("the key does not work"), "{logged}");
    let secret = read_token(&token).unwrap().1.to_owned();
    assert!(!logged.contains(&secret) && !logged.contains("4242424242424242"), "{logged}");
    for (table, text) in shop.cells() {
        assert!(!text.contains(&secret), "{table} keeps the secret of a key");
    }
}
