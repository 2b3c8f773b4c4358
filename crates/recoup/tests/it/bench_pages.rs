//! A small dose of `recoup bench pages`: what it fills in is a healthy shop, and every page shows the rows it should.
//! How long they take is not looked at here.

use recoup::bench::node::TENANT;
use recoup::bench::pages::Ground;
use recoup::pages::lists::MOST_OPENED;
use recoup::store::Store;
use recoup::store::rows::{StreamRow, Wanted};
use recoup::store::views::AlongTime;
use recoup::verify;
use recoup_core::event::Route;
use recoup_core::world::State;

const PAYMENTS: u64 = 3_000;

/// How many of the newest payments that one page may open are paid by hand.
async fn newest_by_hand(store: &Store) -> usize {
    let way = AlongTime { kind: "payment", status: None, after: "", before: "~", newest_first: true };
    let heads = store.heads_along_time(TENANT, way, i64::try_from(MOST_OPENED).unwrap()).await.unwrap();
    let streams = heads.into_iter().map(|head| (TENANT.to_owned(), head.stream_id)).collect();
    let loaded = store.load(&Wanted { streams, ..Wanted::default() }).await.unwrap();
    let by_hand = |(_, row): &(_, StreamRow)| {
        let state = serde_json::from_str(&row.state).unwrap();
        matches!(state, State::Payment(payment) if matches!(payment.method.route, Route::Offline { .. }))
    };
    loaded.streams.iter().filter(|row| by_hand(row)).count()
}

async fn measure(database: &str) {
    let ground = Ground::make(database, PAYMENTS, &|_| {}).await.unwrap();
    let verified = verify::run(&ground.store, None, |_, _| {}).await.unwrap();
    let wrong = verified.tenants.iter().flat_map(|tenant| &tenant.checks).filter(|check| check.found > 0);
    assert!(verified.ok, "{:?}", wrong.collect::<Vec<_>>());
    let report = ground.measure(1, &|_| {}).await.unwrap();
    let rows = |what: &str| report.lines.iter().find(|line| line.what == what).expect(what).rows;
    for full in [
        "payments",
        "payments, deep page",
        "payments captured",
        "payments captured, deep page",
        "payments, largest in EUR",
        "payments, deep page by amount",
        "payments, largest captured in EUR",
        "payments through an account",
        "orders",
        "orders, deep page",
        "refunds",
        "refunds, deep page",
        "refunds, largest in EUR",
    ] {
        assert_eq!(rows(full), 25, "{full}: {report:?}");
    }
    assert!(rows("payments unknown (few)") >= 1 && rows("payments, largest unknown in EUR") >= 1, "{report:?}");
    assert!(rows("refunds failed (by flag)") >= 1 && rows("file of one day of payments") <= 100, "{report:?}");
    // One in twenty is paid by hand, so a page of them ends with what it may open.
    let newest = newest_by_hand(&ground.store).await;
    assert!((1..25).contains(&newest), "the fill has another share of them: {newest}");
    assert_eq!(rows("payments by hand"), newest, "{report:?}");
    assert_eq!(rows("payments in JPY failed (none)"), 0);
    assert!(rows("order page with two refunds") > rows("order page"), "{report:?}");
    assert!(report.text().contains("order page: median at most"), "{}", report.text());
    ground.remove().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filled_shop_is_healthy_and_shows_its_pages_embedded() {
    measure("sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filled_shop_is_healthy_and_shows_its_pages_on_a_server() {
    let postgres = std::env::var("RECOUP_TEST_POSTGRES");
    measure(&postgres.expect("run this with `cargo xtask test`, which starts a PostgreSQL")).await;
}
