//! Gateway accounts that tenants keep in the database, and the key that seals them: what is stored, who can open it, what
//! a change does to running servers, and how a key is replaced.

use axum::Router;
use recoup::credentials::renewal::{Renewal, check_key, kept, renew};
use recoup::credentials::{self, Change, CredentialError, NewAccount};
use recoup::engine::Reply;
use recoup::http::{self, FaceOptions};
use recoup::store::gateway_accounts::GatewayAccountRow;
use recoup::store::person_rows::PersonRow;
use recoup::store::{Store, StoreOptions};
use recoup::vault::{Vault, VaultError, sealed_with};
use recoup::worker::{Accounts, next};
use recoup_core::payment::facts::{Fact, What};
use recoup_sandbox::signature_header;
use serde_json::{Value, json};

use crate::http_support::{OTHER, SHOP, Shop};
use crate::store_support::{Fixture, on_both, options};

on_both!(
    what_is_kept_opens_at_its_place_only,
    running_servers_follow_a_change,
    a_closed_account_goes_on_for_the_payments_it_has,
    without_a_key_nothing_is_kept,
    a_key_is_replaced_without_a_gap,
    what_does_not_open_stands_in_the_way_of_no_other,
    nothing_runs_without_a_key_where_something_is_sealed,
    second_factors_are_sealed,
    a_declined_payment_is_tried_elsewhere_once,
);

pub const NAME: &str = "sandbox:eu";
const SECRET: &str = "sk_live_0123456789abcdef";
pub const HOOK: &str = "whsec_0123456789abcdef";
pub const ONE: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const TWO: &str = "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

async fn with_keys(url: &str, keys: &str) -> Store {
    let vault = Vault::parse(keys).unwrap();
    Store::open(url, StoreOptions { vault, ..options() }).await.unwrap()
}

fn account(tenant: &str, secret: &str) -> NewAccount {
    NewAccount {
        tenant: tenant.to_owned(),
        name: NAME.to_owned(),
        base_url: "https://bank.example/".to_owned(),
        secret: secret.to_owned(),
        webhook_secrets: vec![HOOK.to_owned()],
        ..NewAccount::default()
    }
}

async fn what_is_kept_opens_at_its_place_only(fixture: Fixture) {
    let store = with_keys(&fixture.url, ONE).await;
    credentials::add(&store, account(SHOP, SECRET), ("ann", 1)).await.unwrap();
    let twice = credentials::add(&store, account(SHOP, SECRET), ("ann", 1)).await;
    assert!(matches!(twice, Err(CredentialError::Exists(_))));
    let row = store.gateway_accounts_of(SHOP).await.unwrap().remove(0);
    for stored in [&row.secrets, &row.settings, &row.hints, &format!("{row:?}")] {
        assert!(!stored.contains("0123456789") && !stored.contains("whsec"), "{stored}");
    }
    assert_eq!(row.hints, r#"{"api":"cdef","webhook 1":"cdef"}"#);
    let accounts = Accounts::default();
    assert_eq!(accounts.refresh(&store).await.unwrap(), [(SHOP.to_owned(), NAME.to_owned())]);
    let mine = accounts.get(SHOP, NAME).expect("it is there without a restart");
    assert_eq!((mine.secret.as_str(), mine.base_url.as_str()), (SECRET, "https://bank.example"));
    assert_eq!(mine.webhook_secrets, [HOOK]);
    assert!(accounts.get(OTHER, NAME).is_none(), "another tenant has none of it");
    assert!(accounts.refresh(&store).await.unwrap().is_empty(), "nothing is new");

    // Whoever writes to the database can neither take it over nor have it sent elsewhere.
    let mut stolen = row.clone();
    stolen.tenant = OTHER.to_owned();
    assert!(store.add_gateway_account(&stolen, None).await.unwrap());
    let mut moved = row.clone();
    moved.base_url = "https://evil.example".to_owned();
    assert!(store.change_gateway_account(&moved, None).await.unwrap());
    accounts.refresh(&store).await.unwrap();
    assert!(accounts.get(OTHER, NAME).is_none() && accounts.get(SHOP, NAME).is_none());
    assert!(!store.change_gateway_account(&row, None).await.unwrap(), "that version is over");

    let noted = store.access_about(SHOP, NAME, 10).await.unwrap();
    assert_eq!(noted.iter().map(|row| row.kind.as_str()).collect::<Vec<_>>(), ["gateway_account_added"]);
    for (bad, field) in [
        (NewAccount { name: "manual:till".to_owned(), ..account(SHOP, SECRET) }, "name"),
        (NewAccount { name: "checkout:main".to_owned(), ..account(SHOP, SECRET) }, "name"),
        (NewAccount { name: "sandbox".to_owned(), ..account(SHOP, SECRET) }, "name"),
        (NewAccount { name: "sandbox:A B".to_owned(), ..account(SHOP, SECRET) }, "name"),
        (NewAccount { base_url: "ftp://x".to_owned(), ..account(SHOP, SECRET) }, "base_url"),
        (NewAccount { base_url: "https://a@b".to_owned(), ..account(SHOP, SECRET) }, "base_url"),
        (account(SHOP, ""), "secret"),
        (account(SHOP, "a\nb"), "secret"),
        (NewAccount { settings: [("x".to_owned(), "y".to_owned())].into(), ..account(SHOP, SECRET) }, "settings"),
    ] {
        let refused = credentials::add(&store, bad, ("ann", 1)).await.unwrap_err();
        assert!(matches!(&refused, CredentialError::Invalid { field: found, .. } if found == field), "{refused}");
    }
}

/// A shop whose accounts are those of the database.
async fn shop(mut fixture: Fixture) -> (Shop, Router, Accounts) {
    fixture.store = with_keys(&fixture.url, ONE).await;
    let shop = Shop::open(fixture).await;
    let accounts = Accounts::default();
    let router = http::router(shop.engine.clone(), accounts.clone(), FaceOptions::unlimited(true));
    (shop, router, accounts)
}

async fn post(shop: &Shop, router: &Router, who: &str, path: &str, body: Value) -> crate::http_support::Answer {
    let key = crate::http_support::fresh_key();
    shop.send_to(router, shop.call(who, "POST", path, Some(&body)).header("idempotency-key", &key)).await
}

async fn running_servers_follow_a_change(fixture: Fixture) {
    let (shop, router, accounts) = shop(fixture).await;
    credentials::add(&shop.fixture.store, account(SHOP, SECRET), ("ann", 1)).await.unwrap();
    accounts.refresh(&shop.fixture.store).await.unwrap();
    let path = format!("/v1/gateway-accounts/{NAME}/rotate");
    let new = json!({ "secret": "sk_live_fedcba9876543210" });
    let rotated = post(&shop, &router, "bob", &path, new).await.is(200);
    assert_eq!(rotated.json["secrets"], json!({ "api": "3210", "webhook 1": "cdef" }));
    assert!(!String::from_utf8_lossy(&rotated.bytes).contains("fedcba"), "no answer holds a secret");
    assert_eq!(accounts.get(SHOP, NAME).unwrap().secret, "sk_live_fedcba9876543210");
    let operator = async |change: Change| {
        let store = &shop.fixture.store;
        credentials::change(store, (SHOP, NAME), change, ("ann", 2)).await.unwrap();
        accounts.refresh(store).await.unwrap();
        accounts.get(SHOP, NAME).unwrap().webhook_secrets.clone()
    };
    let by_operator = || Change { of_operator: true, ..Change::default() };
    let new = Change { webhook_secret: Some("whsec_fedcba9876543210".to_owned()), ..by_operator() };
    assert_eq!(operator(new).await, ["whsec_fedcba9876543210", HOOK], "both are believed for now");
    let forget = Change { forget_old_webhook_secrets: true, ..by_operator() };
    assert_eq!(operator(forget).await, ["whsec_fedcba9876543210"]);

    let listed = shop.send_to(&router, shop.call("bob", "GET", "/v1/gateway-accounts", None)).await.is(200);
    assert_eq!(listed.data().len(), 1);
    assert_eq!(listed.data()[0]["changed_by"], "ann");
    assert!(!String::from_utf8_lossy(&listed.bytes).contains("fedcba"));
    let others = shop.send_to(&router, shop.call("zoe", "GET", "/v1/gateway-accounts", None)).await.is(200);
    assert!(others.data().is_empty());
    post(&shop, &router, "zoe", &path, json!({ "secret": "mine" })).await.refused(404, "unknown_id");
    post(&shop, &router, "ann", &path, json!({ "secret": "mine" })).await.refused(403, "role_missing");
    post(&shop, &router, "bob", &path, json!({})).await.refused(400, "missing");
    post(&shop, &router, "bob", &path, json!({ "base_url": "https://evil.example" })).await.is(400);
    post(&shop, &router, "bob", &path, json!({ "settings": { "x": "y" } })).await.refused(400, "invalid");
}

fn order(number: &str, tender: Value) -> Value {
    let line = json!({ "sku": "LAMP", "quantity": 1, "gross_minor": 100 });
    json!({ "number": number, "currency": "EUR", "lines": [line], "tenders": [tender] })
}

fn named() -> Value {
    json!({ "amount_minor": 100, "kind": "gateway", "account": NAME, "token": "tok_ok" })
}

/// The same with two accounts.
async fn shop_with_two(fixture: Fixture) -> (Shop, Router, Accounts) {
    let (shop, router, accounts) = shop(fixture).await;
    let store = &shop.fixture.store;
    for name in [NAME, "sandbox:us"] {
        let new = NewAccount { name: name.to_owned(), ..account(SHOP, SECRET) };
        credentials::add(store, new, ("ann", 1)).await.unwrap();
    }
    accounts.refresh(store).await.unwrap();
    (shop, router, accounts)
}

async fn a_closed_account_goes_on_for_the_payments_it_has(fixture: Fixture) {
    let (shop, router, accounts) = shop_with_two(fixture).await;
    let store = &shop.fixture.store;
    let path = |step: &str| format!("/v1/gateway-accounts/{NAME}/{step}");
    let closed = post(&shop, &router, "bob", &path("close"), json!({})).await.is(200);
    assert_eq!(closed.text("state"), "closed");
    let refused = post(&shop, &router, "bob", "/v1/orders", order("1", named())).await.refused(400, "invalid");
    assert!(refused.text("detail").contains("sandbox:us"), "{}", refused.json);
    assert!(accounts.get(SHOP, NAME).is_some(), "captures and refunds go on");
    let body = r#"{"type":"nothing"}"#;
    let signature = signature_header(&[HOOK], shop.engine.clock().now().as_second(), body);
    let mut hook = shop.call("", "POST", &format!("/v1/hooks/{SHOP}/{NAME}"), None);
    hook = hook.header("sandbox-signature", &signature);
    hook.body = body.as_bytes().to_vec();
    shop.send_to(&router, hook).await.is(200);

    // Of several accounts the closed one is left out.
    let tokens = json!([{ "account": NAME, "token": "a" }, { "account": "sandbox:us", "token": "b" }]);
    let several =
        json!({ "amount_minor": 100, "kind": "gateway", "method": "card", "country": "DE", "tokens": tokens });
    let placed = post(&shop, &router, "bob", "/v1/orders", order("2", several.clone())).await.is(201);
    let payment = placed.json["payments"][0].as_str().unwrap().to_owned();
    let shown = shop.send_to(&router, shop.call("bob", "GET", &format!("/v1/payments/{payment}"), None)).await.is(200);
    assert_eq!(shown.json["method"]["account"], "sandbox:us");
    assert_eq!(shown.json["method"]["routed_by"], "routing@0/otherwise");

    post(&shop, &router, "bob", &path("open"), json!({})).await.is(200);
    post(&shop, &router, "bob", "/v1/orders", order("3", named())).await.is(201);
    for (number, change, param) in [
        ("4", json!({ "account": NAME }), "tenders[0].account"),
        ("5", json!({ "kind": "offline" }), "tenders[0].tokens"),
        ("6", json!({ "country": "Germany" }), "tenders[0].country"),
        ("7", json!({ "tokens": [{ "account": "sandbox:mian", "token": "a" }] }), "tenders[0].tokens[0].account"),
    ] {
        let mut tender = several.clone();
        tender.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let refused = post(&shop, &router, "bob", "/v1/orders", order(number, tender)).await.refused(400, "invalid");
        assert_eq!(refused.text("param"), param, "{}", refused.json);
    }
    let kinds: Vec<String> =
        store.access_about(SHOP, NAME, 10).await.unwrap().into_iter().map(|row| row.kind).collect();
    assert_eq!(kinds, ["gateway_account_opened", "gateway_account_closed", "gateway_account_added"]);
}

async fn without_a_key_nothing_is_kept(fixture: Fixture) {
    let bare = &fixture.store;
    let refused = credentials::add(bare, account(SHOP, SECRET), ("ann", 1)).await.unwrap_err();
    assert!(matches!(refused, CredentialError::Sealing(VaultError::NoKey)), "{refused}");
    assert!(refused.to_string().contains("openssl rand -base64 32"), "{refused}");
    assert!(bare.gateway_accounts().await.unwrap().is_empty());
    credentials::add(&with_keys(&fixture.url, ONE).await, account(SHOP, SECRET), ("ann", 1)).await.unwrap();
    let accounts = Accounts::default();
    accounts.refresh(bare).await.unwrap();
    assert!(accounts.get(SHOP, NAME).is_none(), "what does not open is not there");
    let rotate = Change { secret: Some("x".to_owned()), ..Change::default() };
    let refused = credentials::change(bare, (SHOP, NAME), rotate, ("ann", 2)).await.err();
    assert!(matches!(refused, Some(CredentialError::Sealing(VaultError::NoKey))));
    // Closing must not wait for a key.
    let close = Change { open: Some(false), ..Change::default() };
    let closed = credentials::change(bare, (SHOP, NAME), close, ("ann", 2)).await.unwrap();
    assert_eq!((closed.state.as_str(), closed.version), ("closed", 2));
}

fn renewed(renewed: u64) -> Renewal {
    Renewal { renewed, ..Renewal::default() }
}

/// A command on the database of a fixture, with these keys.
pub fn recoup(url: &str, words: &[&str], keys: Option<&str>) -> std::process::Child {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_recoup"));
    command
        .args(words)
        .args(["--database", url])
        .env_remove("RECOUP_SEALING_KEY")
        .env_remove("RECOUP_SEALING_KEY_FILE");
    command.envs(keys.map(|keys| ("RECOUP_SEALING_KEY", keys)));
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
}

/// Whether a command ends well, and all that it said; one that goes on running is ended and did not end well.
pub async fn ended(mut child: std::process::Child) -> (bool, String) {
    for _ in 0..400 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let _over = child.kill();
    let said = child.wait_with_output().unwrap();
    let text = [said.stdout, said.stderr].concat();
    (said.status.success(), String::from_utf8_lossy(&text).into_owned())
}

async fn what_does_not_open_stands_in_the_way_of_no_other(fixture: Fixture) {
    let old = with_keys(&fixture.url, ONE).await;
    for name in ["sandbox:a", "sandbox:b", "sandbox:c"] {
        let new = NewAccount { name: name.to_owned(), ..account(SHOP, SECRET) };
        credentials::add(&old, new, ("ann", 1)).await.unwrap();
    }
    let row = old.gateway_accounts_of(SHOP).await.unwrap().remove(1);
    let moved = GatewayAccountRow { base_url: "https://elsewhere.example".to_owned(), ..row };
    assert!(old.change_gateway_account(&moved, None).await.unwrap(), "by hand");
    let both = format!("{TWO}\n{ONE}");
    let (well, said) = ended(recoup(&fixture.url, &["sealing", "renew"], Some(&both))).await;
    let [newest, older] = [TWO, ONE].map(|key| Vault::parse(key).unwrap().ids().next().unwrap().to_owned());
    assert!(!well, "one is left: {said}");
    for says in ["sealed anew: 2 secrets", &newest, "sandbox:b of shop", "take no key away", &older] {
        assert!(said.contains(says), "{says}: {said}");
    }
    assert!(!said.contains("not needed any more"), "{said}");
    assert_eq!(kept(&both_keys(&fixture.url).await).await.unwrap(), [(newest, 2), (older, 1)].into());
}

async fn both_keys(url: &str) -> Store {
    with_keys(url, &format!("{TWO}\n{ONE}")).await
}

async fn nothing_runs_without_a_key_where_something_is_sealed(fixture: Fixture) {
    check_key(&fixture.store).await.expect("nothing is sealed yet");
    let store = with_keys(&fixture.url, ONE).await;
    credentials::add(&store, account(SHOP, SECRET), ("ann", 1)).await.unwrap();
    check_key(&store).await.expect("it has one");
    let refused = check_key(&fixture.store).await.unwrap_err().to_string();
    assert!(refused.contains("(1 of them)") && refused.contains("RECOUP_SEALING_KEY"), "{refused}");
    for words in [&["worker"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let (well, said) = ended(recoup(&fixture.url, words, None)).await;
        assert!(!well && said.contains("RECOUP_SEALING_KEY"), "{words:?}: {said}");
        let (well, said) = ended(recoup(&fixture.url, words, Some(" "))).await;
        assert!(!well && said.contains("there is no sealing key"), "{words:?}: {said}");
    }
}

async fn a_key_is_replaced_without_a_gap(fixture: Fixture) {
    let old = with_keys(&fixture.url, ONE).await;
    credentials::add(&old, account(SHOP, SECRET), ("ann", 1)).await.unwrap();
    let id = old.vault().ids().next().unwrap().to_owned();
    assert_eq!(kept(&old).await.unwrap(), [(id, 1)].into());
    let new = with_keys(&fixture.url, TWO).await;
    let lost = Accounts::default();
    lost.refresh(&new).await.unwrap();
    assert!(lost.get(SHOP, NAME).is_none());
    let both = with_keys(&fixture.url, &format!("{TWO}\n{ONE}")).await;
    let accounts = Accounts::default();
    accounts.refresh(&both).await.unwrap();
    assert_eq!(accounts.get(SHOP, NAME).unwrap().secret, SECRET);
    assert_eq!(renew(&both).await.unwrap(), renewed(1));
    assert_eq!(renew(&both).await.unwrap(), renewed(0), "nothing is left to do");
    lost.refresh(&new).await.unwrap();
    assert_eq!(lost.get(SHOP, NAME).unwrap().secret, SECRET, "the old key is not needed any more");
}

fn person(person: &str, second_factor: &str) -> PersonRow {
    PersonRow {
        tenant: SHOP.to_owned(),
        person: person.to_owned(),
        email: format!("{person}@example.com"),
        name: person.to_owned(),
        password: String::new(),
        second_factor: second_factor.to_owned(),
        factor_step: 0,
        grants: "{}".to_owned(),
        failures: 0,
        failed_us: 0,
        created_us: 1,
        disabled_us: None,
    }
}

async fn second_factors_are_sealed(fixture: Fixture) {
    let bare = &fixture.store;
    let row = recoup::store::rows::TenantRow {
        tenant: SHOP.to_owned(),
        name: SHOP.to_owned(),
        settings: "{}".to_owned(),
        created_us: 0,
    };
    bare.put_tenant(&row).await.unwrap();
    assert!(bare.add_person(&person("old", "JBSWY3DPEHPK3PXP")).await.unwrap());
    let store = with_keys(&fixture.url, ONE).await;
    assert!(store.add_person(&person("ann", "GEZDGNBVGY3TQOJQ")).await.unwrap());
    let stored = |rows: Vec<PersonRow>, name: &str| {
        rows.into_iter().find(|row| row.person == name).map(|row| row.second_factor).unwrap()
    };
    let ann = stored(store.stored_persons(SHOP).await.unwrap(), "ann");
    assert!(sealed_with(&ann).is_some() && !ann.contains("GEZDG"), "{ann}");
    assert_eq!(store.person(SHOP, "ann").await.unwrap().unwrap().second_factor, "GEZDGNBVGY3TQOJQ");
    assert_eq!(store.persons_by_email("ann@example.com").await.unwrap()[0].second_factor, "GEZDGNBVGY3TQOJQ");
    assert_eq!(store.person(SHOP, "old").await.unwrap().unwrap().second_factor, "JBSWY3DPEHPK3PXP", "in clear so far");
    // Without the key no code fits, and with somebody else's seal neither.
    assert_eq!(bare.person(SHOP, "ann").await.unwrap().unwrap().second_factor, ann);
    assert!(bare.add_person(&person("eve", &ann)).await.unwrap());
    assert_eq!(store.person(SHOP, "eve").await.unwrap().unwrap().second_factor, ann, "a copy does not open");
    assert!(bare.set_credentials(SHOP, "eve", "p", ("", 0)).await.unwrap());
    assert_eq!(renew(&store).await.unwrap(), renewed(1), "the old one is sealed now");
    assert!(sealed_with(&stored(store.stored_persons(SHOP).await.unwrap(), "old")).is_some());
    assert_eq!(store.person(SHOP, "old").await.unwrap().unwrap().second_factor, "JBSWY3DPEHPK3PXP");
    let me = store.person(SHOP, "ann").await.unwrap().unwrap();
    assert!(store.set_up(&me, "hash", ("KRSXG5CTMVRXEZLU", 7)).await.unwrap());
    let again = store.person(SHOP, "ann").await.unwrap().unwrap();
    assert_eq!((again.second_factor.as_str(), again.factor_step), ("KRSXG5CTMVRXEZLU", 7));
    assert!(sealed_with(&stored(store.stored_persons(SHOP).await.unwrap(), "ann")).is_some());
}

fn declined(payment: &str, account: &str, code: &str) -> Fact {
    Fact {
        account: account.to_owned(),
        subject: format!("theirs-{payment}"),
        ours: payment.to_owned(),
        what: What::Declined { code: code.to_owned() },
        amount: None,
        parent: String::new(),
        ordinal: String::new(),
    }
}

async fn a_declined_payment_is_tried_elsewhere_once(fixture: Fixture) {
    let (shop, router, _) = shop_with_two(fixture).await;
    let store = &shop.fixture.store;
    let tokens = json!([{ "account": NAME, "token": "a" }, { "account": "sandbox:us", "token": "b" }]);
    let tender = json!({ "amount_minor": 100, "kind": "gateway", "tokens": tokens, "capture": "automatic" });
    let placed = post(&shop, &router, "bob", "/v1/orders", order("1", tender)).await.is(201);
    let first = placed.json["payments"][0].as_str().unwrap().to_owned();
    // Told twice, as gateways do.
    for _ in 0..2 {
        let told = shop.engine.submit(next::fact_request(SHOP, declined(&first, NAME, "issuer_unavailable"))).await;
        assert!(matches!(told, Reply::Done(_)), "{told:?}");
    }
    let path = format!("/v1/orders/{}", placed.text("id"));
    let payments = shop.get("bob", &path).await.is(200).json["payments"].clone();
    assert_eq!(payments.as_array().unwrap().len(), 2, "{payments}");
    let second = payments[1].as_str().unwrap().to_owned();
    let shown = |id: &str| format!("/v1/payments/{id}");
    let (before, after) = (shop.get("bob", &shown(&first)).await.json, shop.get("bob", &shown(&second)).await.json);
    assert_eq!((&before["status"], &before["replaced_by"]), (&json!("failed"), &json!(second)));
    assert_eq!((&after["status"], &after["instead_of"]), (&json!("pending"), &json!(first)));
    assert_eq!(after["method"]["account"], "sandbox:us");
    let sent = store.scan_outbox(SHOP, "", 10).await.unwrap();
    let targets: Vec<_> =
        sent.iter().map(|row| (row.stream_id.as_str(), row.target.as_str(), row.kind.as_str())).collect();
    assert_eq!(targets, [(first.as_str(), NAME, "authorize"), (second.as_str(), "sandbox:us", "authorize")]);
    let told = shop.engine.submit(next::fact_request(SHOP, declined(&second, "sandbox:us", "stolen_card"))).await;
    assert!(matches!(told, Reply::Done(_)), "{told:?}");
    let payments = shop.get("bob", &path).await.is(200).json["payments"].clone();
    assert_eq!(payments.as_array().unwrap().len(), 2, "a stolen card ends it: {payments}");
    let report = recoup::verify::run(store, None, |_, _| {}).await.unwrap();
    assert!(report.ok, "{}", report.text());
}
