//! What people leave behind is forgotten in time: forms that were sent, sessions and links that are over. The audit is not.

use recoup::people::session;
use recoup::store::Store;
use recoup::store::person_rows::{AccessRow, LinkRow, SessionRow};
use recoup::store::rows::TenantRow;

use crate::store_support::{Fixture, T, on_both, postgres_client, sqlite_connection};

on_both!(
    forms_are_forgotten_and_other_secrets_are_not,
    sessions_that_are_over_are_forgotten_but_the_newest_of_each_person,
    links_that_are_over_are_forgotten,
);

const OTHER: &str = "ten_b";

async fn tenants(fixture: Fixture) -> Fixture {
    for tenant in [T, OTHER] {
        let row =
            TenantRow { tenant: tenant.to_owned(), name: tenant.to_owned(), settings: "{}".to_owned(), created_us: 0 };
        fixture.store.put_tenant(&row).await.unwrap();
    }
    fixture
}

/// How many rows a table has, over all tenants.
async fn count(fixture: &Fixture, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    match &fixture.store {
        Store::Postgres(_) => postgres_client(&fixture.url).await.query_one(&sql, &[]).await.unwrap().get(0),
        _ => sqlite_connection(&fixture.url).query_row(&sql, [], |row| row.get(0)).unwrap(),
    }
}

async fn forms_are_forgotten_and_other_secrets_are_not(fixture: Fixture) {
    let fixture = tenants(fixture).await;
    let store = &fixture.store;
    for (tenant, name, at_us) in [
        (T, "form:amy:1", 10),
        (T, "form:amy:2", 20),
        (T, "form:amy:3", 30),
        (OTHER, "form:amy:1", 10),
        (T, "formal", 1),
        (T, "customer links", 1),
        (T, "form", 1),
    ] {
        store.own_secret(tenant, name, "made", at_us).await.unwrap();
    }
    assert_eq!(store.prune_forms(10, 9).await.unwrap(), 0, "from that instant on they stay");
    assert_eq!(store.prune_forms(30, 1).await.unwrap(), 2, "in small steps, of each tenant");
    assert_eq!(store.prune_forms(30, 9).await.unwrap(), 1);
    assert_eq!(store.prune_forms(30, 9).await.unwrap(), 0);
    assert_eq!(count(&fixture, "own_secret").await, 4);
    assert_eq!(store.own_secret(T, "form:amy:3", "again", 40).await.unwrap(), "made");
    for name in ["formal", "customer links", "form"] {
        assert_eq!(store.own_secret(T, name, "again", 40).await.unwrap(), "made", "{name}");
    }
}

async fn session(store: &Store, person: &str, id: &str, (seen_us, ended_us): (i64, Option<i64>)) {
    let row = SessionRow { session_id: id.to_owned(), seen_us, proved_us: 0, ..session::fresh(T, person, 1).0 };
    store.begin_session(&row).await.unwrap();
    if let Some(at_us) = ended_us {
        store.end_session(T, id, at_us).await.unwrap();
    }
}

async fn sessions_that_are_over_are_forgotten_but_the_newest_of_each_person(fixture: Fixture) {
    let fixture = tenants(fixture).await;
    let store = &fixture.store;
    session(store, "amy", "a1", (10, None)).await;
    session(store, "amy", "a2", (20, Some(25))).await;
    session(store, "amy", "a3", (30, Some(60))).await;
    session(store, "amy", "a4", (70, None)).await;
    // Two of the same instant: one of them stays.
    session(store, "ben", "b1", (15, Some(16))).await;
    session(store, "ben", "b2", (15, None)).await;
    session(store, "cat", "c1", (12, Some(13))).await;
    let amys = AccessRow {
        access_id: "acc_1".to_owned(),
        at_us: 1,
        person: "amy".to_owned(),
        kind: "signed_in".to_owned(),
        about: "amy".to_owned(),
        detail: String::new(),
    };
    store.put_access(T, &amys).await.unwrap();
    let seen = store.last_seen(T).await.unwrap();
    assert_eq!(store.prune_sessions(10, 9).await.unwrap(), 0, "from that instant on they stay");
    assert_eq!(store.prune_sessions(50, 1).await.unwrap(), 1, "in small steps");
    assert_eq!(store.prune_sessions(50, 9).await.unwrap(), 2);
    assert_eq!(store.prune_sessions(50, 9).await.unwrap(), 0);
    assert_eq!(count(&fixture, "session").await, 4);
    assert_eq!(store.last_seen(T).await.unwrap(), seen, "when somebody was last seen is still known");
    assert_eq!(store.sessions_of(T, "amy").await.unwrap().len(), 1);
    assert_eq!(store.prune_sessions(i64::MAX, 9).await.unwrap(), 1);
    assert_eq!(store.last_seen(T).await.unwrap(), seen);
    assert_eq!(count(&fixture, "access_event").await, 1, "the audit stays");
}

async fn links_that_are_over_are_forgotten(fixture: Fixture) {
    let fixture = tenants(fixture).await;
    let store = &fixture.store;
    for (id, expires_us, used_us) in
        [("ran out", 20, None), ("used", 90, Some(15)), ("used late", 90, Some(60)), ("works", 90, None)]
    {
        let row = LinkRow {
            tenant: T.to_owned(),
            link_id: id.to_owned(),
            person: "amy".to_owned(),
            created_us: 1,
            expires_us,
            used_us: None,
            code: String::new(),
        };
        store.put_link(&row).await.unwrap();
        if let Some(at_us) = used_us {
            assert!(store.use_link(T, id, at_us).await.unwrap());
        }
    }
    assert_eq!(store.prune_links(15, 9).await.unwrap(), 0, "from that instant on they stay");
    assert_eq!(store.prune_links(50, 1).await.unwrap(), 1, "in small steps");
    assert_eq!(store.prune_links(50, 9).await.unwrap(), 1);
    for (id, left) in [("ran out", false), ("used", false), ("used late", true), ("works", true)] {
        assert_eq!(store.link(T, id).await.unwrap().is_some(), left, "{id}");
    }
}
