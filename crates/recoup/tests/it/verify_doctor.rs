//! Stories about `doctor`: each thing that is not as it should be has a line with the way out.

use recoup::access::{self, Grants};
use recoup::config::Config;
use recoup::doctor::{self, Examination, Level, Patient};
use recoup::people::team;
use recoup::store::rows::TenantRow;
use recoup_core::actor::Role;

use crate::store_support::*;
use crate::verify_shop::Shop;

on_both! {
    a_working_installation_has_no_failure,
    keys_and_clock_are_looked_at,
    keys_of_who_is_shut_out_do_not_count,
    refused_deliveries_are_told_of,
    the_configuration_is_compared_with_the_work,
}

fn level(found: &Examination, id: &str) -> Option<Level> {
    found.lines.iter().filter(|line| line.id == id).map(|line| line.level).max()
}

async fn examine(url: &str, config: Option<&str>) -> Examination {
    let config = config.map(|text| toml::from_str::<Config>(text).map_err(|error| error.to_string()));
    doctor::examine(&Patient { database: url, config, offline: true }).await
}

async fn a_working_installation_has_no_failure(fixture: Fixture) {
    let found = examine(&fixture.url, None).await;
    assert!(found.lines.iter().all(|line| line.level != Level::Fail || line.id == "durability"), "{found:#?}");
    for id in ["database", "schema", "writable", "clock", "outbox", "timers", "config"] {
        assert_eq!(level(&found, id), Some(Level::Ok), "{id}: {found:#?}");
    }
    assert_eq!(level(&found, "tenants"), Some(Level::Warn));
    assert!(found.lines.iter().all(|line| line.level == Level::Ok || !line.way_out.is_empty()));
}

async fn keys_and_clock_are_looked_at(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let store = &shop.fixture.store;
    let grants = Grants { roles: vec![Role::BillingAdmin], ..Grants::default() };
    store.put_api_key(&access::new_key(T, "bob", "shop", &grants, 1).unwrap().row).await.unwrap();
    store.set_clock_offset(3_600_000_000).await.unwrap();
    put(store, vec![recoup::store::rows::Unit { exceptions: vec![exception("exc_1", "imp_1")], ..unit() }]).await;
    let found = examine(&shop.fixture.url, None).await;
    for id in ["api_keys_expiry", "api_keys_power", "clock", "exceptions", "unknown_outcomes", "outbox"] {
        assert_eq!(level(&found, id), Some(Level::Warn), "{id}: {found:#?}");
    }
    assert!(found.text().contains("1 no_matching_sale"), "{}", found.text());
}

async fn keys_of_who_is_shut_out_do_not_count(fixture: Fixture) {
    let store = &fixture.store;
    let tenant = TenantRow { tenant: T.to_owned(), name: "Shop".to_owned(), settings: "{}".to_owned(), created_us: 0 };
    store.put_tenant(&tenant).await.unwrap();
    let grants = Grants { roles: vec![Role::BillingAdmin], ..Grants::default() };
    let amy = team::checked(T, ("amy", "amy@shop.example", "Amy"), &grants, 1).unwrap();
    assert!(team::put(store, &amy, ("", "person_added")).await.unwrap());
    store.put_api_key(&access::new_key(T, "amy", "till", &grants, 1).unwrap().row).await.unwrap();
    let levels = async || {
        let found = examine(&fixture.url, None).await;
        ["api_keys", "api_keys_expiry", "api_keys_power"].map(|id| level(&found, id))
    };
    assert_eq!(levels().await, [Some(Level::Ok), Some(Level::Warn), Some(Level::Warn)]);
    assert!(team::shut_out(store, &amy, "", 2).await.unwrap());
    assert_eq!(levels().await, [Some(Level::Warn), None, None], "no key works");
    let amy = store.person(T, "amy").await.unwrap().unwrap();
    assert!(team::let_in(store, &amy, "", 3).await.unwrap());
    assert_eq!(levels().await, [Some(Level::Ok), Some(Level::Warn), Some(Level::Warn)]);
}

async fn refused_deliveries_are_told_of(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let health = recoup::node::health::Health::default();
    let written = async || {
        let rows = health.take_changed(9).into_iter().map(|(tenant, account, health)| {
            let health = serde_json::to_string(&health).unwrap();
            (tenant, recoup::store::node_rows::HealthRow { node_id: "node-1".to_owned(), account, health, seen_us: 9 })
        });
        shop.fixture.store.put_health(&rows.collect::<Vec<_>>()).await.unwrap();
        examine(&shop.fixture.url, None).await
    };
    health.heard(T, "sandbox:main", 5);
    assert_eq!(level(&written().await, "deliveries"), None, "nothing was refused");
    health.refused(T, "sandbox:main", ("its signature does not match", b"{}"), 7);
    let found = written().await;
    assert_eq!(level(&found, "deliveries"), Some(Level::Warn), "none since then was genuine");
    assert!(found.text().contains("1 deliveries of sandbox:main refused"), "{}", found.text());
    health.heard(T, "sandbox:main", 8);
    assert_eq!(level(&written().await, "deliveries"), Some(Level::Ok), "the secret is right, so it was a stranger");
}

async fn the_configuration_is_compared_with_the_work(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let url = &shop.fixture.url;
    // Work waits for the gateway, and no account carries it out.
    assert_eq!(level(&examine(url, None).await, "accounts"), Some(Level::Fail));
    let account = |url: &str, more: &str| {
        format!("{more}\n[[account]]\ntenant='{T}'\nname='sandbox:main'\nbase_url='{url}'\nsecret={{env='PATH'}}\n")
    };
    let plain = examine(url, Some(&account("http://bank.example", ""))).await;
    assert_eq!(level(&plain, "base_url"), Some(Level::Fail));
    let good = examine(url, Some(&account("https://bank.example", ""))).await;
    assert_eq!((level(&good, "base_url"), level(&good, "accounts")), (None, None), "{good:#?}");
    assert_eq!(level(&good, "webhook_secrets"), Some(Level::Warn));
    assert_eq!(level(&examine(url, Some("acount = 1")).await, "config"), Some(Level::Fail));
    // Nobody listens on port 9.
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let config: Config = toml::from_str(&account("http://127.0.0.1:9", "private_addresses = true")).unwrap();
    let patient = Patient { database: url, config: Some(Ok(config)), offline: false };
    let found = doctor::examine(&patient).await;
    assert_eq!(level(&found, "private_addresses"), Some(Level::Warn));
    let gateway = found.lines.iter().find(|line| line.id == "gateway").unwrap();
    assert!(gateway.level == Level::Fail && gateway.what.contains("connect"), "{gateway:?}");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_the_only_thing_told_of_it() {
    let directory = tempfile::tempdir().unwrap();
    let url = sqlite_url(&directory);
    let found = examine(&url, None).await;
    assert_eq!(level(&found, "database"), Some(Level::Fail));
    assert_eq!(found.lines.len(), 2, "and the configuration: {found:#?}");
    drop(open(&url).await);
    let found = examine(&url, None).await;
    assert_eq!(level(&found, "schema"), Some(Level::Fail), "{found:#?}");
    assert!(found.text().contains("recoup migrate"));
    assert_eq!(found.worst(), Level::Fail);
}
