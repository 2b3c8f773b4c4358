//! Stories about the place a store lives in: no schema, a newer schema, no room, no permission, not a database.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use recoup::store::rows::*;
use recoup::store::{SCHEMA_VERSION, Store, StoreError, StoreOptions};

use crate::store_support::*;

on_both! {
    migrating_twice_changes_nothing,
    a_read_only_database_says_so,
}

async fn migrating_twice_changes_nothing(fixture: Fixture) {
    let store = &fixture.store;
    store.check_schema().await.unwrap();
    assert_eq!(store.schema_version().await.unwrap(), Some(SCHEMA_VERSION));
    assert_eq!(store.migrate().await.unwrap(), SCHEMA_VERSION);
    put(store, vec![Unit { streams: vec![stream("pay_1", 0, 1)], ..unit() }]).await;
    let again = open(&fixture.url).await;
    again.check_schema().await.unwrap();
    assert!(again.stream(T, "pay_1").await.unwrap().is_some());
}

async fn a_read_only_database_says_so(fixture: Fixture) {
    put(&fixture.store, vec![Unit { streams: vec![stream("pay_1", 0, 1)], ..unit() }]).await;
    let store = Store::open(&fixture.url, StoreOptions { read_only: true, ..options() }).await.unwrap();
    store.check_schema().await.unwrap();
    assert!(store.stream(T, "pay_1").await.unwrap().is_some());
    let refused =
        store.commit(Arc::new(Group { units: vec![Unit { events: vec![event("pay_1", 1)], ..unit() }] })).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    assert!(matches!(store.set_clock_offset(1).await, Err(StoreError::ReadOnly { .. })));
}

async fn refuses_missing(url: &str) {
    let store = open(url).await;
    assert_eq!(store.schema_version().await.unwrap(), None);
    let missing = store.check_schema().await.unwrap_err();
    assert!(matches!(missing, StoreError::SchemaMissing { .. }), "{missing}");
    assert!(missing.to_string().contains("recoup migrate"));
    let early = store.commit(Arc::new(Group { units: vec![Unit { events: vec![event("pay_1", 1)], ..unit() }] })).await;
    assert!(matches!(early, Err(StoreError::SchemaMissing { .. })), "{early:?}");
    assert_eq!(store.migrate().await.unwrap(), 0);
    store.check_schema().await.unwrap();
}

async fn refuses_newer(store: &Store) {
    for refused in [store.check_schema().await.unwrap_err(), store.migrate().await.unwrap_err()] {
        let expected = StoreError::SchemaTooNew { found: SCHEMA_VERSION + 1, supported: SCHEMA_VERSION };
        assert_eq!(refused, expected);
    }
}

const NEWER: &str = "INSERT INTO schema_version (version, name, applied_on, checksum) \
    SELECT version + 1, 'later', applied_on, checksum FROM schema_version \
    WHERE version = (SELECT MAX(version) FROM schema_version)";

#[tokio::test]
async fn sqlite_without_a_schema_is_refused_until_migrated() {
    let directory = tempfile::tempdir().unwrap();
    refuses_missing(&sqlite_url(&directory)).await;
}

#[tokio::test]
async fn postgres_without_a_schema_is_refused_until_migrated() {
    refuses_missing(&postgres_database().await).await;
}

#[tokio::test]
async fn sqlite_with_a_newer_schema_is_refused() {
    let fixture = sqlite().await;
    sqlite_connection(&fixture.url).execute_batch(NEWER).unwrap();
    refuses_newer(&fixture.store).await;
}

#[tokio::test]
async fn postgres_with_a_newer_schema_is_refused() {
    let fixture = postgres().await;
    postgres_client(&fixture.url).await.batch_execute(NEWER).await.unwrap();
    refuses_newer(&fixture.store).await;
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let directory = tempfile::tempdir().unwrap();
    let url = sqlite_url(&directory);
    let store = Store::open(&url, StoreOptions { sqlite_max_pages: Some(120), ..options() }).await.unwrap();
    store.migrate().await.unwrap();
    let big = |number: i64| Unit {
        streams: vec![StreamRow { state: "x".repeat(20_000), ..stream(&format!("pay_{number:03}"), 0, 1) }],
        ..unit()
    };
    let mut kept = 0;
    let full = loop {
        match store.commit(Arc::new(Group { units: vec![big(kept)] })).await {
            Ok(committed) => assert_eq!(committed, Committed::All),
            Err(error) => break error,
        }
        kept += 1;
    };
    assert!(matches!(full, StoreError::DiskFull { .. }), "{full}");
    assert!(kept > 3);
    assert_eq!(store.scan_streams(T, "", 999).await.unwrap().len() as i64, kept);
    let reopened = open(&url).await;
    put(&reopened, vec![big(kept)]).await;
}

#[tokio::test]
async fn the_file_is_for_its_owner_only_and_made_on_request_only() {
    let directory = tempfile::tempdir().unwrap();
    let url = sqlite_url(&directory);
    let absent = Store::open(&url, StoreOptions::default()).await.unwrap_err();
    assert!(matches!(absent, StoreError::Unavailable { .. }), "{absent}");
    let store = open(&url).await;
    store.migrate().await.unwrap();
    let path = directory.path().join("books.db");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let log = std::fs::metadata(directory.path().join("books.db-wal")).unwrap();
    assert_eq!(log.permissions().mode() & 0o777, 0o600);
    let pragma = |name: &str| -> i64 {
        sqlite_connection(&url).query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap()
    };
    assert_eq!(pragma("page_size"), 4_096);
}

#[tokio::test]
async fn what_is_no_database_is_called_damage() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("books.db"), "this is a shopping list, not a database\n".repeat(99)).unwrap();
    let refused = Store::open(&sqlite_url(&directory), options()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Corrupt { .. }), "{refused}");
}

#[tokio::test]
async fn addresses_that_mean_nothing_are_refused() {
    for url in ["", "mysql://x", "sqlite:", "sqlite::memory:", "postgres://", "postgres://h/d?sslmode=require"] {
        let refused = Store::open(url, options()).await.unwrap_err();
        assert!(matches!(refused, StoreError::BadAddress { .. }), "{url}: {refused}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("postgresql:///books?host={}&user=nobody", directory.path().display());
    let refused = Store::open(&url, options()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unavailable { .. }), "{refused}");
}

#[tokio::test]
async fn a_connection_that_was_cut_is_replaced() {
    let fixture = postgres().await;
    put(&fixture.store, vec![Unit { streams: vec![stream("pay_1", 0, 1)], ..unit() }]).await;
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let client = postgres_client(&fixture.url).await;
    for version in 1..5 {
        client.batch_execute(cut).await.unwrap();
        assert!(fixture.store.stream(T, "pay_1").await.unwrap().is_some());
        put(&fixture.store, vec![Unit { streams: vec![stream("pay_1", version, version + 1)], ..unit() }]).await;
    }
}
