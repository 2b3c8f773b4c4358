//! `/live` over a real port: who is told what, where a browser goes on, and what ends a stream.

use std::time::{Duration, Instant};

use recoup::http::serve::{Patience, serve};
use recoup::http::{self, FaceOptions};
use recoup::pages::live::Pace;
use recoup::people::{MINUTE_US, session};
use recoup::worker::Accounts;
use recoup_core::actor::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::http_support::{OTHER, SHOP, Shop, order};
use crate::pages_support::member;
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(a_change_reaches_the_listeners_of_its_tenant_only, a_browser_goes_on_where_it_was,);

/// Longest wait for something that has to come.
const PATIENCE: Duration = Duration::from_secs(10);

struct Server {
    shop: Shop,
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    /// A node whose requests may take a third of a second, and whose streams are looked after as often.
    async fn start(fixture: Fixture) -> Self {
        Self::start_with(fixture, 20, 50).await
    }

    /// The same with so many streams for each session and for the node.
    async fn start_with(fixture: Fixture, per_session: usize, per_node: usize) -> Self {
        let pace = Pace {
            poll: Duration::from_millis(30),
            check: Duration::from_millis(200),
            linger: Duration::from_millis(100),
            per_session,
            per_node,
        };
        let options =
            FaceOptions { request_timeout: Duration::from_millis(300), live: pace, ..FaceOptions::unlimited(true) };
        let shop = Shop::open(fixture).await;
        for (tenant, person) in [(SHOP, "amy"), (OTHER, "zed")] {
            member(&shop, tenant, person, &[Role::Support]).await;
        }
        let router = http::router(shop.engine.clone(), Accounts::new(Vec::new()), options);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, asked) = oneshot::channel::<()>();
        let patience = Patience { headers: Duration::from_secs(5), stopping: Duration::from_secs(8) };
        let task = tokio::spawn(serve(listener, router, patience, async move {
            let _asked = asked.await;
        }));
        Self { shop, address, stop, task }
    }

    /// Begins a session that was last used some time ago; its id and its cookie.
    async fn session(&self, tenant: &str, person: &str, idle_us: i64) -> (String, String) {
        let (row, cookie) = session::fresh(tenant, person, self.wall_us() - idle_us);
        self.shop.fixture.store.begin_session(&row).await.unwrap();
        (row.session_id, cookie)
    }

    fn wall_us(&self) -> i64 {
        self.shop.engine.clock().machine().wall_us()
    }

    /// What a worker does: gives what was committed its numbers in the feed. The last one of them.
    async fn seal(&self, tenant: &str) -> i64 {
        self.shop.fixture.store.seal(tenant, "test", self.wall_us(), 1_000).await.unwrap();
        self.shop.fixture.store.feed_end(tenant).await.unwrap()
    }

    async fn listen(&self, cookie: &str, path: &str, headers: &str) -> Ear {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\ncookie: recoup={cookie}\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        Ear { stream, heard: String::new() }
    }

    /// Status line and headers of an answer.
    async fn head(&self, cookie: &str, path: &str, headers: &str) -> String {
        let mut ear = self.listen(cookie, path, headers).await;
        ear.until("\r\n\r\n").await;
        ear.heard.to_lowercase()
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap();
    }
}

/// Somebody who listens.
struct Ear {
    stream: TcpStream,
    heard: String,
}

impl Ear {
    /// Reads once; false at the end.
    async fn read(&mut self) -> bool {
        let mut bytes = [0; 4096];
        let read = tokio::time::timeout(PATIENCE, self.stream.read(&mut bytes)).await;
        let count = read.unwrap_or_else(|_| panic!("nothing more came after:\n{}", self.heard)).unwrap();
        self.heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
        count > 0
    }

    async fn until(&mut self, words: &str) {
        while !self.heard.contains(words) {
            assert!(self.read().await, "`{words}` never came, only:\n{}", self.heard);
        }
    }

    /// Listens to the end.
    async fn end(mut self) -> String {
        while self.read().await {}
        self.heard
    }
}

async fn a_change_reaches_the_listeners_of_its_tenant_only(fixture: Fixture) {
    let server = Server::start(fixture).await;
    let (_, amy) = server.session(SHOP, "amy", 0).await;
    let (_, zed) = server.session(OTHER, "zed", 0).await;
    let (mut amy, mut zed) = (server.listen(&amy, "/live", "").await, server.listen(&zed, "/live", "").await);
    for ear in [&mut amy, &mut zed] {
        ear.until("id: 0\n\n").await;
        assert!(ear.heard.starts_with("HTTP/1.1 200 ") && ear.heard.contains("text/event-stream"), "{}", ear.heard);
    }
    // Longer than a request may take: a stream is none that hangs.
    tokio::time::sleep(Duration::from_millis(700)).await;
    let (ours, payment) = server.shop.paid_order("1001", 90_000).await;
    let end = server.seal(SHOP).await;
    let theirs = server.shop.post("zoe", "/v1/orders", order("2001", 70_000)).await.is(201).text("id");
    server.seal(OTHER).await;
    amy.until(&format!("{ours}@")).await;
    amy.until(&format!("id: {end}\nevent: change\ndata: ")).await;
    zed.until(&format!("{theirs}@")).await;
    assert!(amy.heard.contains(&payment), "{}", amy.heard);
    assert!(!amy.heard.contains(&theirs) && !zed.heard.contains(&ours) && !zed.heard.contains(&payment));
    for content in ["EUR", "90000", "30000", "c-1001", "till", "Lamp"] {
        assert!(!amy.heard.contains(content), "{content} is no id:\n{}", amy.heard);
    }
    amy.until("\n:\n\n").await;
    server.stop().await;
}

async fn a_browser_goes_on_where_it_was(fixture: Fixture) {
    let server = Server::start(fixture).await;
    let (_, cookie) = server.session(SHOP, "amy", 0).await;
    let (first, _) = server.shop.paid_order("1001", 90_000).await;
    let before = server.seal(SHOP).await;
    let (second, _) = server.shop.paid_order("1002", 90_000).await;
    let end = server.seal(SHOP).await;
    assert!(end > before && before > 0);
    for (path, header) in [
        (format!("/live?after={before}"), String::new()),
        ("/live?after=0".to_owned(), format!("last-event-id: {before}\r\n")),
    ] {
        let mut ear = server.listen(&cookie, &path, &header).await;
        ear.until(&format!("id: {end}\nevent: change\ndata: ")).await;
        ear.until(&format!("{second}@")).await;
        assert!(!ear.heard.contains(&first) && !ear.heard.contains("reset"), "{}", ear.heard);
    }
    // A page that is as new as can be is told nothing, and where it is.
    let mut ear = server.listen(&cookie, &format!("/live?after={end}"), "").await;
    ear.until(&format!("id: {end}\n\n")).await;
    drop(ear);
    // From before the database was put back from a copy.
    let mut ear = server.listen(&cookie, &format!("/live?after={}", end + 7), "").await;
    ear.until(&format!("id: {end}\nevent: reset\n")).await;
    drop(ear);
    let mut number = 2_000;
    while server.seal(SHOP).await <= before + 500 {
        server.shop.paid_order(&number.to_string(), 90_000).await;
        number += 1;
    }
    let end = server.seal(SHOP).await;
    let mut ear = server.listen(&cookie, &format!("/live?after={before}"), "").await;
    ear.until(&format!("id: {end}\nevent: reset\n")).await;
    assert!(!ear.heard.contains("ord_") && ear.heard.matches("event:").count() == 1, "{}", ear.heard);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_ends_with_its_session_its_person_or_the_roles() {
    let server = Server::start(sqlite().await).await;
    let store = server.shop.fixture.store.clone();
    // It runs out while it listens, and listening does not keep it alive.
    let (session, cookie) = server.session(SHOP, "amy", 30 * MINUTE_US - 700_000).await;
    let seen_us = store.session(SHOP, &session).await.unwrap().unwrap().0.seen_us;
    let mut ear = server.listen(&cookie, "/live", "").await;
    ear.until("id: 0").await;
    let heard = ear.end().await;
    assert!(heard.contains("event: end\ndata: signed_out\n\n"), "{heard}");
    assert_eq!(store.session(SHOP, &session).await.unwrap().unwrap().0.seen_us, seen_us, "nobody was there");
    assert!(server.head(&cookie, "/live", "").await.starts_with("http/1.1 401 "));

    let (session, cookie) = server.session(SHOP, "amy", 0).await;
    let mut ear = server.listen(&cookie, "/live", "").await;
    ear.until("id: 0").await;
    store.end_session(SHOP, &session, server.wall_us()).await.unwrap();
    assert!(ear.end().await.contains("event: end"), "signed out elsewhere");

    let (_, cookie) = server.session(SHOP, "amy", 0).await;
    let mut ear = server.listen(&cookie, "/live", "").await;
    ear.until("id: 0").await;
    let person = store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(store.change_person(&person, "{\"roles\":[]}", None).await.unwrap());
    assert!(ear.end().await.contains("event: end"), "no role is left");
    assert!(server.head(&cookie, "/live", "").await.starts_with("http/1.1 403 "));

    let person = store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(store.change_person(&person, "{\"roles\":[\"viewer\"]}", None).await.unwrap());
    let mut ear = server.listen(&cookie, "/live", "").await;
    ear.until("id: 0").await;
    let person = store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(store.change_person(&person, &person.grants, Some(server.wall_us())).await.unwrap());
    assert!(ear.end().await.contains("event: end"), "shut out");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_fetched_by_itself_keeps_no_session_alive() {
    let server = Server::start(sqlite().await).await;
    let (session, cookie) = server.session(SHOP, "amy", 5 * MINUTE_US).await;
    let seen = async || server.shop.fixture.store.session(SHOP, &session).await.unwrap().unwrap().0.seen_us;
    let before = seen().await;
    assert!(server.head(&cookie, "/orders", "recoup-live: 1\r\n").await.starts_with("http/1.1 200 "));
    assert_eq!(seen().await, before);
    assert!(server.head(&cookie, "/orders", "").await.starts_with("http/1.1 200 "));
    assert!(seen().await > before);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_and_a_node_have_so_many_streams() {
    let server = Server::start_with(sqlite().await, 2, 4).await;
    let mut ears = Vec::new();
    let (_, amy) = server.session(SHOP, "amy", 0).await;
    for _ in 0..2 {
        let mut ear = server.listen(&amy, "/live", "").await;
        ear.until("id: 0").await;
        ears.push(ear);
    }
    let refused = server.head(&amy, "/live", "").await;
    assert!(refused.starts_with("http/1.1 503 ") && refused.contains("retry-after: "), "{refused}");
    assert!(server.head(&amy, "/live?probe=1", "").await.starts_with("http/1.1 204 "), "she may, there is no room");
    // Whoever leaves makes room.
    drop(ears.pop());
    let start = Instant::now();
    loop {
        let mut ear = server.listen(&amy, "/live", "").await;
        ear.until("\r\n\r\n").await;
        if ear.heard.starts_with("HTTP/1.1 200 ") {
            ears.push(ear);
            break;
        }
        assert!(start.elapsed() < PATIENCE, "{}", ear.heard);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for tenant in [SHOP, OTHER] {
        let person = if tenant == SHOP { "amy" } else { "zed" };
        let (_, cookie) = server.session(tenant, person, 0).await;
        let mut ear = server.listen(&cookie, "/live", "").await;
        ear.until("id: 0").await;
        ears.push(ear);
    }
    let (_, other) = server.session(OTHER, "zed", 0).await;
    assert!(server.head(&other, "/live", "").await.starts_with("http/1.1 503 "), "the node is full");
    // Pages are shown all the same.
    assert!(server.head(&other, "/orders", "").await.starts_with("http/1.1 200 "));
    drop(ears);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_listens() {
    let server = Server::start(sqlite().await).await;
    let (_, amy) = server.session(SHOP, "amy", 0).await;
    assert!(server.head("shop.0000", "/live", "").await.starts_with("http/1.1 401 "));
    assert!(server.head("shop.0000", "/live?probe=1", "").await.starts_with("http/1.1 401 "));
    let foreign = server.head(&amy, "/live", "sec-fetch-site: cross-site\r\n").await;
    assert!(foreign.starts_with("http/1.1 403 "), "{foreign}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn open_streams_do_not_keep_the_server_from_stopping() {
    let server = Server::start(sqlite().await).await;
    let mut ears = Vec::new();
    for (tenant, person) in [(SHOP, "amy"), (SHOP, "amy"), (OTHER, "zed")] {
        let (_, cookie) = server.session(tenant, person, 0).await;
        let mut ear = server.listen(&cookie, "/live", "").await;
        ear.until("id: 0").await;
        ears.push(ear);
    }
    let asked = Instant::now();
    server.stop().await;
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    for ear in ears {
        let heard = ear.end().await;
        assert!(!heard.contains("event: end") && heard.ends_with("0\r\n\r\n"), "the browser comes back: {heard}");
    }
}
