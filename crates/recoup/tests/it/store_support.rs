//! What the stories about the store share: fresh databases of both kinds, and rows with sensible defaults.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use recoup::store::rows::*;
use recoup::store::{Store, StoreOptions};
use tempfile::TempDir;

pub const T: &str = "ten_a";

/// A store of its own and what keeps it alive.
pub struct Fixture {
    pub store: Store,
    pub url: String,
    _directory: Option<TempDir>,
}

/// Runs each story on both databases, each time on an empty one.
macro_rules! on_both {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::store_support::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::store_support::postgres().await).await;
            })*
        }
    };
}
pub(crate) use on_both;

pub fn options() -> StoreOptions {
    StoreOptions { create: true, connections: 5, ..StoreOptions::default() }
}

pub async fn open(url: &str) -> Store {
    Store::open(url, options()).await.unwrap()
}

pub fn sqlite_url(directory: &TempDir) -> String {
    format!("sqlite:{}", directory.path().join("books.db").display())
}

pub async fn sqlite() -> Fixture {
    let directory = tempfile::tempdir().unwrap();
    let url = sqlite_url(&directory);
    let store = open(&url).await;
    store.migrate().await.unwrap();
    Fixture { store, url, _directory: Some(directory) }
}

pub async fn postgres() -> Fixture {
    let url = postgres_database().await;
    let store = open(&url).await;
    store.migrate().await.unwrap();
    Fixture { store, url, _directory: None }
}

/// An empty database on the server the tests were given.
pub async fn postgres_database() -> String {
    let Ok(base) = std::env::var("RECOUP_TEST_POSTGRES") else {
        panic!("RECOUP_TEST_POSTGRES is not set: run `cargo xtask test`, which starts a PostgreSQL for the tests");
    };
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let nanos = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    let name = format!("recoup_test_{nanos}_{number}");
    let client = postgres_client(&base).await;
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (address, query) = base.split_once('?').unwrap_or((&base, ""));
    let (scheme, rest) = address.split_once("://").unwrap();
    let host = rest.split('/').next().unwrap_or("");
    format!("{scheme}://{host}/{name}?{query}")
}

/// A bare connection, for looking behind the store's back.
pub async fn postgres_client(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub fn sqlite_connection(url: &str) -> rusqlite::Connection {
    rusqlite::Connection::open(url.strip_prefix("sqlite:").unwrap()).unwrap()
}

pub async fn commit(store: &Store, units: Vec<Unit>) -> Committed {
    store.commit(Arc::new(Group { units })).await.unwrap()
}

/// Commits and insists.
pub async fn put(store: &Store, units: Vec<Unit>) {
    assert_eq!(commit(store, units).await, Committed::All);
}

pub fn unit() -> Unit {
    Unit { tenant: T.to_owned(), ..Unit::default() }
}

pub fn stream(id: &str, base_version: i64, version: i64) -> StreamRow {
    StreamRow {
        stream_id: id.to_owned(),
        kind: "payment".to_owned(),
        version,
        base_version,
        status: "captured".to_owned(),
        currency: "EUR".to_owned(),
        amount_minor: 100 * version,
        parent_id: String::new(),
        state: format!("{{\"version\":{version}}}"),
        created_us: 1,
        updated_us: version,
    }
}

pub fn event(stream_id: &str, seq: i64) -> EventRow {
    EventRow {
        stream_id: stream_id.to_owned(),
        seq,
        event_id: format!("evt_0123456789{stream_id}_{seq:04}"),
        kind: "refund.requested".to_owned(),
        actor_kind: "user".to_owned(),
        actor_id: "usr_1".to_owned(),
        effective_us: seq,
        booked_us: seq + 5,
        body: format!("{{\"seq\":{seq},\"text\":\"Grüße\"}}"),
    }
}

pub fn entry(id: &str, stream_id: &str) -> EntryRow {
    EntryRow {
        entry_id: id.to_owned(),
        event_id: format!("evt_0123456789{stream_id}_0001"),
        stream_id: stream_id.to_owned(),
        act: "refund_initiated".to_owned(),
        effective_us: 10,
        booked_us: 11,
        reverses_entry_id: None,
        memo: "on request".to_owned(),
    }
}

pub fn line(entry_id: &str, line_no: i64, (account, subkey): (&str, &str), amount_minor: i64) -> LineRow {
    LineRow {
        entry_id: entry_id.to_owned(),
        line_no,
        account: account.to_owned(),
        subkey: subkey.to_owned(),
        currency: "EUR".to_owned(),
        amount_minor,
        effective_us: 10,
    }
}

pub fn answer(key: &str) -> IdempotencyRow {
    IdempotencyRow {
        key: key.to_owned(),
        fingerprint: "f".repeat(64),
        status: 202,
        answer: "{\"id\":\"rfd_1\"}".to_owned(),
        created_us: 7,
    }
}

pub fn effect(id: &str, target: &str, due_us: i64) -> EffectRow {
    EffectRow {
        effect_id: id.to_owned(),
        stream_id: "pay_1".to_owned(),
        target: target.to_owned(),
        kind: "gateway.refund".to_owned(),
        payload: "{\"amount\":1}".to_owned(),
        due_us,
    }
}

pub fn timer(id: &str, due_us: i64) -> TimerRow {
    TimerRow {
        timer_id: id.to_owned(),
        stream_id: "pay_1".to_owned(),
        kind: "probe".to_owned(),
        payload: "{}".to_owned(),
        due_us,
    }
}

pub fn reference(kind: &str, value: &str, stream_id: &str) -> ReferenceRow {
    ReferenceRow { kind: kind.to_owned(), value: value.to_owned(), stream_id: stream_id.to_owned() }
}

pub fn exception(id: &str, source: &str) -> ExceptionRow {
    ExceptionRow {
        exception_id: id.to_owned(),
        source: source.to_owned(),
        row_no: 3,
        reason: "no_matching_sale".to_owned(),
        detail: "No sale has this number.".to_owned(),
        raw: "a;b;c".to_owned(),
        amount_minor: 250,
        currency: "EUR".to_owned(),
        at_us: 9,
    }
}

pub fn resolved(id: &str) -> ExceptionResolved {
    ExceptionResolved {
        exception_id: id.to_owned(),
        resolved_us: 20,
        resolved_by: "usr_1".to_owned(),
        resolution: "ignored".to_owned(),
    }
}

pub fn delivery(id: &str, received_us: i64) -> DeliveryRow {
    DeliveryRow {
        tenant: T.to_owned(),
        delivery_id: id.to_owned(),
        target: "sandbox:main".to_owned(),
        headers: "{\"x-signature\":\"1\"}".to_owned(),
        body: vec![0xff, 0x00, b'{', 0xfe],
        received_us,
        due_us: received_us,
    }
}
