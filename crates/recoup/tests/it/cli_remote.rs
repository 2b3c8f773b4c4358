//! The command line against a server that is not sure, and keys made for others.

use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use serde_json::{Value, json};

use crate::store_support::sqlite_url;

fn recoup(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recoup")).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A server that is unsure for so many requests; returns its address and what it was asked: path, key, body.
async fn unsure(times: usize) -> (String, Arc<Mutex<Vec<(String, String, String)>>>) {
    let asked: Arc<Mutex<Vec<(String, String, String)>>> = Arc::default();
    let seen = Arc::clone(&asked);
    let answer = move |uri: Uri, headers: HeaderMap, body: String| async move {
        let key = headers["idempotency-key"].to_str().unwrap().to_owned();
        let mut seen = seen.lock().unwrap();
        seen.push((uri.path().to_owned(), key, body));
        if seen.len() <= times {
            let problem = json!({ "code": "outcome_unknown", "detail": "repeat it", "retryable": true });
            return (StatusCode::SERVICE_UNAVAILABLE, problem.to_string());
        }
        let refund = json!({ "id": "rfd_1", "amount_minor": 5, "currency": "EUR", "status": "approved" });
        (StatusCode::ACCEPTED, refund.to_string())
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    (url, asked)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_is_sent_under_one_key_until_it_is_known() {
    let (url, asked) = unsure(2).await;
    let done = recoup(&[
        "refund",
        "pay_1",
        "--url",
        &url,
        "--key",
        "k",
        "--line",
        "1=2",
        "--line",
        "3=1",
        "--exception-rule",
        "too_late",
        "--exception-reason",
        "a promise",
        "--amount-minor",
        "7",
    ]);
    assert!(done.status.success(), "{}", said(&done));
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|one| one.1 == asked[0].1), "{asked:?}");
    let body: Value = serde_json::from_str(&asked[0].2).unwrap();
    assert_eq!(body["lines"], json!([{ "line": 1, "quantity": 2 }, { "line": 3, "quantity": 1 }]));
    assert_eq!(body["exception"], json!({ "rule": "too_late", "reason": "a promise" }));
    assert_eq!(body["amount_minor"], 7);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_known_in_the_end_is_repeated_with_the_key_that_is_shown() {
    let (url, asked) = unsure(5).await;
    let lost = recoup(&["retry", "rfd_1", "--url", &url, "--key", "k"]);
    assert!(!lost.status.success());
    let key = asked.lock().unwrap()[0].1.clone();
    assert!(said(&lost).contains(&format!("--idempotency-key {key}")), "{}", said(&lost));
    let again = recoup(&["retry", "rfd_1", "--url", &url, "--key", "k", "--idempotency-key", &key]);
    assert!(again.status.success(), "{}", said(&again));
    assert!(
        asked
            .lock()
            .unwrap()
            .iter()
            .all(|one| *one == ("/v1/refunds/rfd_1/retry".to_owned(), key.clone(), "{}".to_owned()))
    );
    let nobody = recoup(&["credit", "rfd_1", "--url", "http://127.0.0.1:9", "--key", "k"]);
    assert!(said(&nobody).contains("no server answers") && !said(&nobody).contains("idempotency"), "{}", said(&nobody));
}

#[test]
fn keys_of_others_get_scopes_an_end_and_a_replacement() {
    let directory = tempfile::tempdir().unwrap();
    let database = sqlite_url(&directory);
    let json = |arguments: &[&str]| -> Value {
        let done = recoup(&[arguments, &["--database", &database, "--json"]].concat());
        assert!(done.status.success(), "{}", said(&done));
        serde_json::from_slice(&done.stdout).unwrap()
    };
    let made = json(&[
        "keys",
        "create",
        "--person",
        "eve",
        "--roles",
        "support",
        "--scopes",
        "read,ask_refunds",
        "--expires-in-days",
        "30",
    ]);
    let id = made["id"].as_str().unwrap();
    let new = json(&["keys", "rotate", id, "--overlap-hours", "2", "--expires-in-days", "30"]);
    assert_ne!(new["token"], made["token"]);
    let listed = json(&["keys", "list"]);
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let end =
        |id: &Value| listed.as_array().unwrap().iter().find(|key| key["id"] == *id).unwrap()["expires_at"].clone();
    assert!(end(&made["id"]).as_str().unwrap() < end(&new["id"]).as_str().unwrap(), "{listed}");
    let wrong =
        recoup(&["keys", "create", "--person", "x", "--roles", "support", "--scopes", "all", "--database", &database]);
    assert!(said(&wrong).contains("`all` is not a permission"), "{}", said(&wrong));
}

#[test]
fn keys_and_persons_refuse_the_same_ceilings() {
    let directory = tempfile::tempdir().unwrap();
    let database = sqlite_url(&directory);
    let with = |command: &[&str], ceiling: &str| {
        let options = ["--person", "x", "--roles", "billing_admin", "--ceiling", ceiling, "--database", &database];
        recoup(&[command, &options].concat())
    };
    let commands: [&[&str]; 2] = [&["keys", "create"], &["team", "add", "--email", "x@shop.example"]];
    for command in commands {
        for wrong in ["EUR=-5", "EUR=", "eur=5"] {
            let refused = with(command, wrong);
            let says = format!("`{wrong}` is not a ceiling; write EUR=50000 for 500.00 EUR");
            assert!(!refused.status.success() && said(&refused).contains(&says), "{command:?} {}", said(&refused));
        }
        let none = with(command, "EUR=0");
        assert!(none.status.success(), "zero lets nothing move: {}", said(&none));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parked_deliveries_that_somebody_else_replayed_are_passed_over() {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    let answer = move |method: Method, uri: Uri| async move {
        seen.lock().unwrap().push(format!("{method} {}", uri.path()));
        let one =
            |id: &str| json!({ "id": id, "account": "stripe:main", "state": "parked", "body": "\u{1b}[2J\u{9b}x" });
        let page = if uri.query().is_some_and(|query| query.ends_with("after=")) {
            ["dlv_a", "dlv_b", "dlv_c"].map(one).to_vec()
        } else {
            Vec::new()
        };
        match (method, uri.path()) {
            (Method::GET, "/v1/deliveries") => (StatusCode::OK, json!({ "data": page }).to_string()),
            (_, "/v1/deliveries/dlv_b/retry") => {
                let problem = json!({ "code": "not_in_state", "detail": "it is done", "retryable": false });
                (StatusCode::CONFLICT, problem.to_string())
            }
            (_, "/v1/deliveries/dlv_x/retry") => {
                (StatusCode::NOT_FOUND, json!({ "code": "unknown_id", "detail": "there is none" }).to_string())
            }
            _ => (StatusCode::OK, one("dlv_a").to_string()),
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    let run = |words: &[&str]| recoup(&[words, &["--url", url.as_str(), "--key", "k"]].concat());
    let replayed = run(&["inbox", "replay", "--parked"]);
    assert!(replayed.status.success(), "{}", said(&replayed));
    let posts = asked.lock().unwrap().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(posts, 3, "those behind it are read as well");
    assert!(
        said(&replayed).contains("2 deliveries") && said(&replayed).contains("1 were not parked"),
        "{}",
        said(&replayed)
    );
    assert!(!run(&["inbox", "replay", "dlv_b"]).status.success(), "one that is named is told");
    assert!(!run(&["inbox", "replay", "dlv_x"]).status.success());
    // What others wrote does not reach the terminal as commands.
    let shown = said(&run(&["inbox", "show", "dlv_a"]));
    assert!(shown.contains("[2J") && !shown.contains(['\u{1b}', '\u{9b}']), "{shown:?}");
}
