//! A small dose of the proofs under load on every test run; `recoup bench` gives the full one.

use std::path::PathBuf;

use recoup::bench::{crash, races};

/// The bank's webhooks go through a client that finds its TLS here; installing it twice is the only way to fail.
fn tls() {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
}

fn postgres() -> String {
    std::env::var("RECOUP_TEST_POSTGRES").expect("run this with `cargo xtask test`, which starts a PostgreSQL")
}

async fn race(database: &str) {
    tls();
    let report = races::run(database, 20, |_| {}).await.unwrap();
    assert_eq!(report.violations, Vec::<String>::new());
    assert_eq!((report.requests, report.accepted, report.refused, report.compared), (160, 60, 100, 40));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refunds_at_once_never_exceed_the_capture_embedded() {
    race("sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refunds_at_once_on_two_nodes_never_exceed_the_capture() {
    race(&postgres()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_nothing_and_does_nothing_twice() {
    let exe = PathBuf::from(env!("CARGO_BIN_EXE_recoup"));
    let plan = crash::Plan { exe, database: "sqlite".to_owned(), kills: 4, seed: 3 };
    let report = crash::run(&plan, |_| {}).await.unwrap();
    assert_eq!(report.violations, Vec::<String>::new());
    assert_eq!(report.kills, 4);
    assert!(report.acknowledged > 0 && report.unknown > 0, "{report:?}");
}
