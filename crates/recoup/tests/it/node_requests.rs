//! The request log and what nodes tell of themselves: what is kept, what is not, whose it is, and what is forgotten.

use recoup::http::FaceOptions;
use recoup::node::health::{Called, End};
use recoup::node::requests::{self, Requests};
use recoup::node::{self, Node};
use recoup::store::Store;
use recoup::store::node_rows::RequestRow;
use recoup::worker::{Accounts, Worker, WorkerOptions};
use recoup_core::actor::Role;
use serde_json::json;

use crate::http_support::{OTHER, SHOP, Shop, order, sandbox_account};
use crate::pages_support::{Browser, member};
use crate::store_support::{Fixture, on_both};

on_both!(
    writes_and_refusals_are_kept_and_reads_are_not,
    nothing_that_was_typed_is_kept,
    a_key_that_is_over_is_told_to_its_owner,
    old_requests_and_those_beyond_the_most_are_forgotten,
    a_node_lives_and_stops,
);

/// A shop whose face keeps requests, and the queue they wait in.
async fn shop(fixture: Fixture) -> (Shop, Requests) {
    let requests = Requests::kept();
    let node = Node { id: "node-test".to_owned(), requests: requests.clone(), ..Node::default() };
    (Shop::open_with(fixture, FaceOptions { node, ..FaceOptions::unlimited(true) }).await, requests)
}

async fn kept(shop: &Shop, requests: &Requests, tenant: &str) -> Vec<RequestRow> {
    assert!(requests.flush(&shop.fixture.store, shop.engine.clock().machine().wall_us()).await);
    shop.fixture.store.requests(tenant, None, 100).await.unwrap()
}

async fn writes_and_refusals_are_kept_and_reads_are_not(fixture: Fixture) {
    let (shop, requests) = shop(fixture).await;
    let placed = shop.post_as("bob", "/v1/orders", order("1001", 9_000), "once").await.is(201);
    shop.post_as("bob", "/v1/orders", order("1001", 9_000), "once").await.is(201);
    shop.get("ann", "/v1/orders").await.is(200);
    let missing = shop.get("ann", "/v1/orders/ord_00000000000000000000000000").await.is(404);
    shop.post("ann", "/v1/orders", order("1002", 9_000)).await.refused(403, "role_missing");
    shop.get("ann", "/v1/nowhere").await.is(404);
    shop.get("zoe", &format!("/v1/orders/{}", placed.text("id"))).await.is(404);
    let rows = kept(&shop, &requests, SHOP).await;
    let seen: Vec<_> =
        rows.iter().rev().map(|row| (row.method.as_str(), row.path.as_str(), row.status, row.code.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("POST", "/v1/orders", 201, ""),
            ("POST", "/v1/orders", 201, ""),
            ("GET", "/v1/orders/{id}", 404, "unknown_id"),
            ("POST", "/v1/orders", 403, "role_missing"),
        ],
        "an unknown route asks for no key, so it is nobody's"
    );
    assert_eq!(rows.iter().map(|row| row.replayed).collect::<Vec<_>>(), [0, 0, 1, 0]);
    assert_eq!(rows[1].request_id, missing.headers["request-id"].to_str().unwrap());
    assert_eq!((rows[1].about.as_str(), rows[1].person.as_str()), ("ord_00000000000000000000000000", "ann"));
    assert!(rows.iter().all(|row| row.took_us >= 0 && row.missing == 0 && row.at_us > 0));
    assert_eq!(kept(&shop, &requests, OTHER).await.len(), 1, "each merchant has its own");
    assert_eq!(kept(&shop, &requests, SHOP).await.len(), 4, "nothing is kept twice");
}

async fn nothing_that_was_typed_is_kept(fixture: Fixture) {
    let (shop, requests) = shop(fixture).await;
    let mail = "ada@shop.example";
    let mut wrong = order("1001", 9_000);
    wrong[mail] = json!(mail);
    assert!(shop.post("bob", "/v1/orders", wrong).await.status >= 400);
    assert!(shop.get("bob", &format!("/v1/orders?{mail}={mail}")).await.status >= 400);
    assert!(shop.get("bob", &format!("/v1/orders/{mail}")).await.status >= 400);
    let rows = kept(&shop, &requests, SHOP).await;
    assert_eq!(rows.len(), 3);
    for row in &rows {
        assert!(!format!("{row:?}").contains("ada@"), "{row:?}");
    }
}

async fn a_key_that_is_over_is_told_to_its_owner(fixture: Fixture) {
    let (mut shop, requests) = shop(fixture).await;
    let key = shop.key(SHOP, "old", "bob", &crate::http_support::grants(&[Role::Viewer])).await;
    let now_us = shop.engine.clock().now().as_microsecond();
    assert!(shop.fixture.store.revoke_api_key(SHOP, &key.key_id, now_us).await.unwrap());
    shop.get("old", "/v1/orders").await.refused(401, "unauthorized");
    let mut call = shop.call("ann", "GET", "/v1/orders", None);
    call.token = Some("rcp_not_a_key".to_owned());
    shop.send(call).await.refused(401, "unauthorized");
    let rows = kept(&shop, &requests, SHOP).await;
    assert_eq!(rows.len(), 1, "a key that never was is nobody's: {rows:?}");
    assert_eq!((rows[0].key_id.as_str(), rows[0].status), (key.key_id.as_str(), 401));
}

async fn many(store: &Store, at_us: &[i64]) {
    let row = |at_us: &i64| {
        let row = RequestRow { request_id: requests::id(*at_us), at_us: *at_us, ..RequestRow::default() };
        (SHOP.to_owned(), row)
    };
    store.put_requests(&at_us.iter().map(row).collect::<Vec<_>>()).await.unwrap();
}

async fn old_requests_and_those_beyond_the_most_are_forgotten(fixture: Fixture) {
    let (shop, _) = shop(fixture).await;
    let store = &shop.fixture.store;
    many(store, &[10, 20, 30, 40, 50, 60]).await;
    let left =
        || async { store.requests(SHOP, None, 100).await.unwrap().iter().map(|row| row.at_us).collect::<Vec<_>>() };
    assert_eq!(store.prune_requests(&requests::first_id(0), 100, 100).await.unwrap(), 0, "all are young and few");
    assert_eq!(store.prune_requests(&requests::first_id(30), 100, 1).await.unwrap(), 1, "in small steps");
    assert_eq!(store.prune_requests(&requests::first_id(30), 100, 100).await.unwrap(), 1);
    assert_eq!(left().await, [60, 50, 40, 30], "from that instant on they stay");
    assert_eq!(store.prune_requests(&requests::first_id(0), 3, 100).await.unwrap(), 1);
    assert_eq!(left().await, [60, 50, 40]);
    let second = store.requests(SHOP, None, 1).await.unwrap();
    let older = store.requests(SHOP, Some(&second[0].request_id), 9).await.unwrap();
    assert_eq!(older.iter().map(|row| row.at_us).collect::<Vec<_>>(), [50, 40]);
}

async fn a_node_lives_and_stops(fixture: Fixture) {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "dan", &[Role::Developer]).await;
    let dan = Browser::of(&shop, SHOP, "dan").await;
    assert!(dan.get("/system").await.page().contains("No node says that it lives"));
    let accounts = Accounts::new(vec![(SHOP.to_owned(), sandbox_account())]);
    let worker = Worker::start(&shop.engine, accounts, WorkerOptions::default()).unwrap();
    let machine = shop.engine.clock().machine();
    let (node, beating) = node::start(&shop.fixture.store, machine, "API, pages and worker", Some(&worker));
    let silent =
        Called { end: End::Unknown("no answer came".to_owned()), took_us: 3_000_000, at_us: machine.wall_us() };
    node.health.called(SHOP, "sandbox:main", silent);
    node.requests.put(SHOP, RequestRow { request_id: requests::id(7), ..RequestRow::default() });
    let mut left = 500;
    while shop.fixture.store.health(SHOP).await.unwrap().is_empty() {
        left -= 1;
        assert!(left > 0, "no heartbeat is heard");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let page = dan.get("/system").await.page();
    for says in
        ["API, pages and worker", "sandbox:main, timers", env!("CARGO_PKG_VERSION"), "Lag", "the shop reads the feed"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    worker.stop().await;
    beating.stop().await;
    let nodes = shop.fixture.store.nodes().await.unwrap();
    assert!(nodes.len() == 1 && nodes[0].ended_us.is_some() && nodes[0].node_id == node.id, "{nodes:?}");
    assert_eq!(shop.fixture.store.requests(SHOP, None, 9).await.unwrap().len(), 1, "what waited was written down");
    let page = dan.get("/system").await.page();
    for says in ["stopped in order", "no answer came", "3000 ms"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    shop.fixture.store.drop_nodes(i64::MAX, &[SHOP.to_owned()]).await.unwrap();
    assert!(shop.fixture.store.nodes().await.unwrap().is_empty());
    assert!(shop.fixture.store.health(SHOP).await.unwrap().is_empty(), "what it said of accounts goes with it");
}
