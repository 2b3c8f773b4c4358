//! By what the deliveries of an account are believed: who may change it, what is not forgotten while deliveries wait, and
//! what becomes of those that it does not fit any more.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Router;
use recoup::credentials::{self, Change, CredentialError, NewAccount};
use recoup::http::{self, FaceOptions};
use recoup::store::rows::{DeliveryRow, Done, Queue, Then};
use recoup::store::views::Claim;
use recoup::store::{Store, StoreOptions};
use recoup::vault::Vault;
use recoup::worker::{Accounts, Worker, WorkerOptions};
use recoup_sandbox::signature_header;
use serde_json::{Value, json};

use crate::gateway_accounts::{HOOK, NAME, ONE as KEY, ended, recoup};
use crate::http_support::{SHOP, Shop, fresh_key};
use crate::store_support::{Fixture, on_both, options};

on_both!(
    only_the_operator_says_who_can_tell_facts,
    nothing_is_forgotten_while_deliveries_wait,
    a_pair_of_keys_is_replaced_in_one_step,
    the_command_replaces_a_pair_and_forgets_when_it_is_told,
    an_address_that_moved_is_noted_with_both,
    what_the_secrets_do_not_fit_any_more_is_parked_and_read_when_they_do,
);

const NEW: &str = "whsec_fedcba9876543210";

/// A shop that keeps an account in its database, and a face that follows it.
async fn shop(mut fixture: Fixture, accounts: Vec<NewAccount>) -> (Shop, Router, Accounts) {
    let vault = Vault::parse(KEY).unwrap();
    fixture.store = Store::open(&fixture.url, StoreOptions { vault, ..options() }).await.unwrap();
    for account in accounts {
        credentials::add(&fixture.store, account, ("ann", 1)).await.unwrap();
    }
    let (shop, followed) = (Shop::open(fixture).await, Accounts::default());
    followed.refresh(&shop.fixture.store).await.unwrap();
    let router = http::router(shop.engine.clone(), followed.clone(), FaceOptions::unlimited(true));
    (shop, router, followed)
}

fn account(name: &str, settings: &[(&str, &str)]) -> NewAccount {
    NewAccount {
        tenant: SHOP.to_owned(),
        name: name.to_owned(),
        base_url: "https://bank.example".to_owned(),
        secret: "sk_live_0123456789abcdef".to_owned(),
        webhook_secrets: if name.starts_with("sandbox") { vec![HOOK.to_owned()] } else { Vec::new() },
        settings: texts(settings),
    }
}

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn braintree() -> NewAccount {
    account("braintree:eu", &[("merchant_id", "shop"), ("public_key", "public")])
}

fn by_operator() -> Change {
    Change { of_operator: true, ..Change::default() }
}

async fn change(shop: &Shop, name: &str, change: Change) -> Result<(), CredentialError> {
    credentials::change(&shop.fixture.store, (SHOP, name), change, ("ann", 2)).await.map(drop)
}

async fn rotate(shop: &Shop, router: &Router, name: &str, body: Value) -> crate::http_support::Answer {
    let path = format!("/v1/gateway-accounts/{name}/rotate");
    shop.send_to(router, shop.call("bob", "POST", &path, Some(&body)).header("idempotency-key", &fresh_key())).await
}

async fn only_the_operator_says_who_can_tell_facts(fixture: Fixture) {
    let (shop, router, accounts) = shop(fixture, vec![account(NAME, &[]), braintree()]).await;
    for body in [
        json!({ "webhook_secret": NEW }),
        json!({ "secret": "sk_live_new", "webhook_secret": NEW }),
        json!({ "forget_old_webhook_secrets": true }),
    ] {
        rotate(&shop, &router, NAME, body).await.refused(400, "unknown_field");
    }
    // Braintree's deliveries are signed by the pair of keys itself.
    for body in [json!({ "secret": "mine" }), json!({ "secret": "mine", "settings": { "public_key": "mine" } })] {
        rotate(&shop, &router, "braintree:eu", body).await.refused(400, "invalid");
    }
    rotate(&shop, &router, NAME, json!({ "secret": "sk_live_new" })).await.is(200);
    assert_eq!(accounts.get(SHOP, NAME).unwrap().webhook_secrets, [HOOK]);
    assert_eq!(accounts.get(SHOP, "braintree:eu").unwrap().secret, "sk_live_0123456789abcdef");
    // Nor below the API, unless it is said that the operator asks.
    let pair =
        Change { secret: Some("mine".to_owned()), settings: texts(&[("public_key", "mine")]), ..Change::default() };
    for (name, mine) in [
        (NAME, Change { webhook_secret: Some(NEW.to_owned()), ..Change::default() }),
        (NAME, Change { base_url: Some("https://evil.example".to_owned()), ..Change::default() }),
        ("braintree:eu", pair),
    ] {
        let refused = change(&shop, name, mine).await.unwrap_err();
        assert!(matches!(refused, CredentialError::Invalid { .. }), "{refused}");
        assert!(refused.to_string().contains("the operator"), "{refused}");
    }
    change(&shop, NAME, Change { webhook_secret: Some(NEW.to_owned()), ..by_operator() }).await.unwrap();
}

fn delivered(name: &str, id: &str, secret: &str, at_us: i64) -> DeliveryRow {
    let body = format!(r#"{{"type":"nothing","id":"{id}"}}"#);
    let signature = signature_header(&[secret], at_us / 1_000_000, &body);
    DeliveryRow {
        tenant: SHOP.to_owned(),
        delivery_id: id.to_owned(),
        target: name.to_owned(),
        headers: json!({ "sandbox-signature": signature }).to_string(),
        body: body.into_bytes(),
        received_us: at_us,
        due_us: at_us,
    }
}

async fn nothing_is_forgotten_while_deliveries_wait(fixture: Fixture) {
    let paypal = account("paypal:eu", &[("client_id", "shop"), ("webhook_id", "WH1,WH2")]);
    let (shop, ..) = shop(fixture, vec![account(NAME, &[]), paypal]).await;
    let store = &shop.fixture.store;
    for (name, id) in [(NAME, "dlv_1"), (NAME, "dlv_2"), ("paypal:eu", "dlv_3"), ("sandbox:us", "dlv_4")] {
        assert!(store.put_delivery(&delivered(name, id, HOOK, 1)).await.unwrap());
    }
    change(&shop, NAME, Change { webhook_secret: Some(NEW.to_owned()), ..by_operator() }).await.unwrap();
    let forget = || Change { forget_old_webhook_secrets: true, ..by_operator() };
    let refused = change(&shop, NAME, forget()).await.unwrap_err();
    assert!(matches!(refused, CredentialError::Unread { count: 2, .. }), "{refused}");
    assert!(refused.to_string().contains("--anyway") && refused.to_string().contains("inbox replay"), "{refused}");
    // The fifth secret would push the oldest out; an id of a webhook is what PayPal's are believed by.
    for nth in 0..2 {
        change(&shop, NAME, Change { webhook_secret: Some(format!("{NEW}{nth}")), ..by_operator() }).await.unwrap();
    }
    let fifth = Change { webhook_secret: Some(format!("{NEW}5")), ..by_operator() };
    assert!(matches!(change(&shop, NAME, fifth).await, Err(CredentialError::Unread { count: 2, .. })));
    let other = || Change { settings: texts(&[("webhook_id", "WH2,WH3")]), ..by_operator() };
    assert!(matches!(change(&shop, "paypal:eu", other()).await, Err(CredentialError::Unread { count: 1, .. })));
    change(&shop, "paypal:eu", Change { anyway: true, ..other() }).await.unwrap();
    // Read or not: what is parked counts as well, what is done does not.
    let claim = Claim { queue: Queue::Inbox, now_us: 9, wall_us: 9, lease_us: 1_000, limit: 9, only: None };
    for held in store.claim(claim).await.unwrap() {
        let then = if held.id == "dlv_1" { Then::Parked { note: "odd".to_owned() } } else { Then::Finished };
        let done = Done { queue: Queue::Inbox, id: held.id, epoch: held.epoch, then };
        assert!(store.finish(SHOP, &done).await.unwrap());
    }
    assert!(matches!(change(&shop, NAME, forget()).await, Err(CredentialError::Unread { count: 1, .. })));
    change(&shop, NAME, Change { anyway: true, ..forget() }).await.unwrap();
}

async fn a_pair_of_keys_is_replaced_in_one_step(fixture: Fixture) {
    let (shop, _, accounts) = shop(fixture, vec![braintree()]).await;
    let settings = texts(&[("public_key", "newer")]);
    for half in [
        Change { secret: Some("newest".to_owned()), ..by_operator() },
        Change { settings: settings.clone(), ..by_operator() },
    ] {
        let refused = change(&shop, "braintree:eu", half).await.unwrap_err();
        assert!(refused.to_string().contains("both in one step"), "{refused}");
    }
    let pair = Change { secret: Some("newest".to_owned()), settings, ..by_operator() };
    // What the old pair signed and is not read yet goes on being believed.
    assert!(shop.fixture.store.put_delivery(&delivered("braintree:eu", "dlv_1", HOOK, 1)).await.unwrap());
    change(&shop, "braintree:eu", pair).await.unwrap();
    accounts.refresh(&shop.fixture.store).await.unwrap();
    let mine = accounts.get(SHOP, "braintree:eu").unwrap();
    assert_eq!((mine.secret.as_str(), mine.setting("public_key")), ("newest", Some("newer")));
    assert_eq!(mine.webhook_secrets, ["public|sk_live_0123456789abcdef"]);
    let forget = || Change { forget_old_webhook_secrets: true, ..by_operator() };
    assert!(matches!(change(&shop, "braintree:eu", forget()).await, Err(CredentialError::Unread { .. })));
    change(&shop, "braintree:eu", Change { anyway: true, ..forget() }).await.unwrap();
    accounts.refresh(&shop.fixture.store).await.unwrap();
    assert!(accounts.get(SHOP, "braintree:eu").unwrap().webhook_secrets.is_empty());
}

async fn the_command_replaces_a_pair_and_forgets_when_it_is_told(fixture: Fixture) {
    let (shop, _, accounts) = shop(fixture, vec![braintree()]).await;
    let store = &shop.fixture.store;
    assert!(store.put_delivery(&delivered("braintree:eu", "dlv_1", HOOK, 1)).await.unwrap());
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "newest\n").unwrap();
    let file = file.path().display().to_string();
    let rotate = async |words: &[&str]| {
        let words = [&["gateway", "rotate", "braintree:eu", "--tenant", SHOP], words].concat();
        ended(recoup(&shop.fixture.url, &words, Some(KEY))).await
    };
    let (well, said) = rotate(&["--secret-file", &file]).await;
    assert!(!well && said.contains("both in one step"), "{said}");
    let (well, said) = rotate(&["--secret-file", &file, "--setting", "public_key=newer"]).await;
    assert!(well, "{said}");
    let (well, said) = rotate(&["--forget-old-webhook-secrets"]).await;
    assert!(!well && said.contains("1 deliveries of braintree:eu"), "{said}");
    let believed = async || {
        accounts.refresh(store).await.unwrap();
        let mine = accounts.get(SHOP, "braintree:eu").unwrap();
        (mine.secret.clone(), mine.setting("public_key").unwrap_or_default().to_owned(), mine.webhook_secrets.len())
    };
    let pair = |older: usize| ("newest".to_owned(), "newer".to_owned(), older);
    assert_eq!(believed().await, pair(1));
    let (well, said) = rotate(&["--forget-old-webhook-secrets", "--anyway"]).await;
    assert!(well, "{said}");
    assert_eq!(believed().await, pair(0));
}

async fn an_address_that_moved_is_noted_with_both(fixture: Fixture) {
    let (shop, ..) = shop(fixture, vec![account(NAME, &[])]).await;
    let store = &shop.fixture.store;
    let moved = format!("https://new.example/{}", "x".repeat(300));
    change(&shop, NAME, Change { base_url: Some(format!("{moved}/")), ..by_operator() }).await.unwrap();
    let noted = store.access_about(SHOP, NAME, 10).await.unwrap();
    assert_eq!((noted[0].kind.as_str(), noted[0].person.as_str()), ("gateway_account_changed", "ann"));
    assert_eq!(noted[0].detail, format!("address https://bank.example -> {moved}"));
    let long = Change { base_url: Some(format!("{moved}{}", "x".repeat(100))), ..by_operator() };
    let refused = change(&shop, NAME, long).await.unwrap_err();
    assert!(refused.to_string().contains("400 characters"), "the audit would not show where it moved: {refused}");
    // A note that cannot be kept keeps the change from happening: they are one transaction.
    let row = store.gateway_accounts_of(SHOP).await.unwrap().remove(0);
    let before = row.base_url.clone();
    let again = recoup::store::gateway_accounts::GatewayAccountRow { base_url: "https://x".to_owned(), ..row };
    assert!(store.change_gateway_account(&again, Some(&noted[0])).await.is_err(), "that note is there already");
    assert_eq!(store.gateway_accounts_of(SHOP).await.unwrap()[0].base_url, before);
    let stale = recoup::store::gateway_accounts::GatewayAccountRow { version: 1, ..again };
    let fresh = recoup::people::noted(9, ("ann", "test"), (NAME, "stale"));
    assert!(!store.change_gateway_account(&stale, Some(&fresh)).await.unwrap(), "somebody was faster");
    assert_eq!(store.access_about(SHOP, NAME, 10).await.unwrap().len(), noted.len(), "and nothing is noted");
}

async fn what_the_secrets_do_not_fit_any_more_is_parked_and_read_when_they_do(fixture: Fixture) {
    let (shop, _, accounts) = shop(fixture, vec![account(NAME, &[])]).await;
    let (store, clock) = (&shop.fixture.store, shop.engine.clock());
    let at_us = clock.now().as_microsecond();
    assert!(store.put_delivery(&delivered(NAME, "dlv_1", "forgotten", at_us)).await.unwrap());
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let (poll, look) = (Duration::from_millis(10), Duration::from_millis(50));
    let options = WorkerOptions {
        poll,
        look,
        private_addresses: true,
        timeout: Duration::from_secs(5),
        ..WorkerOptions::default()
    };
    let worker = Worker::start(&shop.engine, accounts.clone(), options).unwrap();
    let state = async || store.delivery(SHOP, "dlv_1").await.unwrap().unwrap();
    let until = async |wanted: &str| {
        for _ in 0..500 {
            if state().await.state == wanted {
                return;
            }
            clock.set_offset_us(clock.offset_us() + 20_000_000);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it never is {wanted}: {:?}", state().await);
    };
    until("parked").await;
    let note = state().await.note;
    assert!(note.contains("secret again that signed it") && note.contains("recoup gateway rotate"), "{note}");
    // Read once more in vain, it is parked once more.
    assert!(store.retry_delivery(SHOP, "dlv_1", 1).await.unwrap());
    until("parked").await;
    change(&shop, NAME, Change { webhook_secret: Some("forgotten".to_owned()), ..by_operator() }).await.unwrap();
    accounts.refresh(store).await.unwrap();
    assert!(store.retry_delivery(SHOP, "dlv_1", 1).await.unwrap());
    for _ in 0..500 {
        // It says nothing that is known: what matters is that it is read.
        if state().await.note.contains("not an event we know") || state().await.state == "done" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let note = state().await.note;
    assert!(!note.contains("secrets of this node"), "{note}");
    assert_ne!(state().await.state, "waiting");
    worker.stop().await;
}
