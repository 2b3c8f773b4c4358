//! A small dose of the proofs under load on every test run; `recoup bench` gives the full one.

use std::path::PathBuf;

use recoup::bench::{balances, crash, races};
use recoup_sandbox::FaceKind;
use tokio::task::JoinSet;

/// The bank's webhooks go through a client that finds its TLS here; installing it twice is the only way to fail.
fn tls() {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
}

fn postgres() -> String {
    std::env::var("RECOUP_TEST_POSTGRES").expect("run this with `cargo xtask test`, which starts a PostgreSQL")
}

/// Races with the native face as often as says something, and with each other one as a small dose.
async fn race(database: &str) {
    tls();
    for face in FaceKind::ALL {
        let rounds = if *face == FaceKind::Native { 20 } else { 4 };
        let report = races::run(database, *face, rounds, |_| {}).await.unwrap();
        assert_eq!(report.violations, Vec::<String>::new(), "{}", face.word());
        let seen = (report.requests, report.accepted, report.refused, report.compared);
        assert_eq!(seen, (rounds * 8, rounds * 3, rounds * 5, rounds * 2), "{}", face.word());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refunds_at_once_never_exceed_the_capture_embedded() {
    race("sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refunds_at_once_on_two_nodes_never_exceed_the_capture() {
    race(&postgres()).await;
}

/// A small dose of `recoup bench balances`.
async fn spend(database: &str) {
    tls();
    let rounds = 20;
    let report = balances::run(database, FaceKind::Native, rounds, |_| {}).await.unwrap();
    assert_eq!(report.violations, Vec::<String>::new());
    assert_eq!((report.balances_right, report.charges_right), (rounds, rounds * 2));
    assert_eq!(report.account_minor, report.balances_minor);
    assert!(report.refunds > 0 && report.orders > 0 && report.exceeds_balance > 0, "{report:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_refunded_and_spent_at_once_is_never_below_zero_embedded() {
    spend("sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_refunded_and_spent_at_once_on_two_nodes_is_never_below_zero() {
    spend(&postgres()).await;
}

/// A small dose with every face, side by side: most of the time is spent waiting for leases of the dead.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_nothing_and_does_nothing_twice() {
    let mut runs = JoinSet::new();
    for face in FaceKind::ALL {
        let kills = if *face == FaceKind::Native { 4 } else { 2 };
        let exe = PathBuf::from(env!("CARGO_BIN_EXE_recoup"));
        let plan = crash::Plan { exe, database: "sqlite".to_owned(), kills, seed: 3, face: *face };
        runs.spawn(async move {
            let report = crash::run(&plan, |_| {}).await.unwrap();
            assert_eq!(report.violations, Vec::<String>::new(), "{}", plan.face.word());
            assert_eq!(report.kills, plan.kills);
            assert!(report.acknowledged > 0 && report.unknown > 0, "{report:?}");
        });
    }
    while let Some(ended) = runs.join_next().await {
        ended.unwrap();
    }
}
