//! The server on a socket: clients that are slow, and stopping in time.

use std::time::{Duration, Instant};

use recoup::http::serve::{Patience, serve};
use recoup::http::{self, FaceOptions};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::http_support::{SHOP, Shop, sandbox_account};
use crate::store_support::sqlite;

struct Server {
    shop: Shop,
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

async fn start(options: FaceOptions) -> Server {
    let shop = Shop::open(sqlite().await).await;
    let accounts = recoup::worker::Accounts::new(vec![(SHOP.to_owned(), sandbox_account())]);
    let router = http::router(shop.engine.clone(), accounts, options);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, asked) = oneshot::channel::<()>();
    let patience = Patience { headers: Duration::from_millis(300), stopping: Duration::from_millis(300) };
    let task = tokio::spawn(serve(listener, router, patience, async move {
        let _asked = asked.await;
    }));
    Server { shop, address, stop, task }
}

async fn say(server: &Server, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

async fn hear(mut stream: TcpStream) -> String {
    let mut heard = Vec::new();
    let all = stream.read_to_end(&mut heard);
    tokio::time::timeout(Duration::from_secs(5), all).await.expect("the server ends the connection").unwrap();
    String::from_utf8_lossy(&heard).into_owned()
}

fn quick() -> FaceOptions {
    FaceOptions { request_timeout: Duration::from_millis(300), ..FaceOptions::unlimited(false) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_nothing_or_half_of_it_holds_no_socket() {
    let server = start(quick()).await;
    for begun in ["", "GET /healthz HTTP/1.1\r\nhost: x\r\n"] {
        let heard = hear(say(&server, begun).await).await;
        assert!(!heard.contains(" 200 "), "{heard}");
    }
    let body = format!(
        "POST /v1/refunds HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
         idempotency-key: k\r\ncontent-length: 100\r\n\r\n{{",
        server.shop.token("ann")
    );
    let heard = hear(say(&server, &body).await).await;
    assert!(heard.starts_with("HTTP/1.1 503 ") && heard.contains("\"timed_out\""), "{heard}");
    assert!(heard.contains("application/problem+json") && heard.contains("req_"), "{heard}");
    let heard = hear(say(&server, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await).await;
    assert!(heard.starts_with("HTTP/1.1 200 "), "{heard}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_client_does_not_keep_the_server_from_stopping() {
    let options = FaceOptions { request_timeout: Duration::from_secs(60), ..FaceOptions::unlimited(false) };
    let server = start(options).await;
    let head = format!(
        "POST /v1/refunds HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: k\r\ncontent-length: 9\r\n\r\n",
        server.shop.token("ann")
    );
    let slow = say(&server, &head).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let asked = Instant::now();
    server.stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), server.task).await.expect("it stops").unwrap();
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    drop(slow);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn floods_of_deliveries_and_of_wrong_keys_wait_and_working_keys_do_not() {
    let server = start(FaceOptions { deliveries_per_second: 3, ..FaceOptions::default() }).await;
    let server = &server;
    let call = |text: String| async move { hear(say(server, &text).await).await };
    let deliver =
        "POST /v1/hooks/shop/sandbox:main HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
    let get = |token: &str| {
        format!("GET /v1/orders HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\r\n")
    };
    assert!(call(deliver.to_owned()).await.starts_with("HTTP/1.1 401 "));
    // A key that is known is not a guess, whatever comes from its address.
    assert!(call(get(&server.shop.token("bob"))).await.starts_with("HTTP/1.1 200 "));
    let made = recoup::access::new_key(SHOP, "eve", "never stored", &recoup::access::Grants::default(), 0).unwrap();
    let (mut held_deliveries, mut held_guesses) = (0, 0);
    for _ in 0..30 {
        held_deliveries += u32::from(call(deliver.to_owned()).await.starts_with("HTTP/1.1 429 "));
        held_guesses += u32::from(call(get(&made.token)).await.starts_with("HTTP/1.1 429 "));
    }
    assert!(held_deliveries > 5, "{held_deliveries}");
    assert!(held_guesses > 5, "{held_guesses}");
}

#[tokio::test]
async fn one_tenants_flood_waits_over_all_its_keys_and_others_do_not() {
    let options = FaceOptions { requests_per_second: 100, requests_per_second_tenant: 5, ..FaceOptions::default() };
    let shop = Shop::open_with(sqlite().await, options).await;
    let mut held = 0;
    for who in ["ann", "bob", "eve", "fay"] {
        for _ in 0..5 {
            held += u32::from(shop.get(who, "/v1/orders").await.status == 429);
        }
    }
    assert!((1..=10).contains(&held), "{held}");
    let answer = shop.get("ann", "/v1/orders").await;
    if answer.status == 429 {
        assert_eq!(answer.json["retryable"], json!(true));
    }
    shop.get("zoe", "/v1/orders").await.is(200);
}
