//! The page of a customer, the requests of the developers and the calls on their way out, as people see them.

use recoup::store::node_rows::RequestRow;
use recoup::store::person_rows::RemarkRow;
use recoup_core::actor::Role;
use serde_json::json;

use crate::http_support::{OTHER, SHOP, Shop, order};
use crate::pages_support::{Browser, member};
use crate::store_support::{Fixture, on_both};

on_both!(
    a_customer_who_comes_back_often_is_seen,
    a_balance_shows_its_entries_to_those_who_read_the_books,
    many_orders_go_on_over_the_page,
    a_customer_of_another_shop_does_not_exist,
    requests_are_filtered_and_one_is_shown,
    calls_out_show_what_waits,
);

/// An order of a customer, paid at the till; returns customer, order and payment.
async fn sold(shop: &Shop, number: &str, reference: &str) -> (String, String, String) {
    let mut new = order(number, 9_000);
    new["customer"] = json!({ "reference": reference });
    let placed = shop.post("bob", "/v1/orders", new).await.is(201);
    (placed.text("customer"), placed.text("id"), placed.json["payments"][0].as_str().unwrap().to_owned())
}

async fn a_customer_who_comes_back_often_is_seen(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let (customer, first, payment) = sold(&shop, "1001", "c-ada").await;
    let path = format!("/customers/{customer}");
    let page = amy.get(&path).await.page();
    for says in
        ["Customer c-ada", "0 in 30 days, 0 in 90 days", "Nobody has asked for money back", "never had a balance"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("often") && !page.contains("the same person"), "nothing stands out yet: {page}");
    let (_, _, other) = sold(&shop, "1002", "c-ada").await;
    sold(&shop, "1003", "c-bob").await;
    for (payment, amount) in [(&payment, 1_000), (&payment, 500), (&other, 700)] {
        let refund = json!({ "payment": payment, "amount_minor": amount, "reason": "damaged" });
        shop.post("ann", "/v1/refunds", refund).await.is(202);
    }
    let remark = RemarkRow {
        stream_id: first.clone(),
        remark_id: "rmk_1".to_owned(),
        person: "amy".to_owned(),
        body: "She called again.".to_owned(),
        file_name: String::new(),
        file_type: String::new(),
        at_us: 1,
    };
    assert!(shop.fixture.store.put_remark(SHOP, &remark, Vec::new()).await.unwrap());
    let page = amy.get(&path).await.page();
    for says in ["3 in 30 days, 3 in 90 days", "often", "ann 3 times", "the same person", "2 payments", "1001", "1002"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains(">1003<"), "another customer's order: {page}");
    let comments = page.split("Comments of staff").nth(1).unwrap();
    assert!(comments.contains("<dd>1</dd>"), "{comments}");
    let beside = amy.get(&format!("/orders/{first}")).await.page();
    for says in [path.as_str(), "3 in 30 days", "1002"] {
        assert!(beside.contains(says), "{says}: {beside}");
    }
    assert_eq!(amy.get("/search?q=c-ada").await.location(), path, "search leads there");
}

async fn a_balance_shows_its_entries_to_those_who_read_the_books(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    member(&shop, SHOP, "flo", &[Role::Finance]).await;
    let owner = shop.post("bob", "/v1/customers", json!({ "reference": "c-1" })).await.is(200).text("id");
    shop.credit(&owner, 1_000).await;
    let path = format!("/customers/{owner}");
    let page = Browser::of(&shop, SHOP, "flo").await.get(&path).await.page();
    assert!(page.contains("EUR 10.00") && page.contains("/ledger/entries/ent_"), "{page}");
    let page = Browser::of(&shop, SHOP, "amy").await.get(&path).await.page();
    assert!(page.contains("EUR 10.00") && !page.contains("/ledger/"), "{page}");
    assert!(page.contains("for those who may read the books"), "{page}");
}

async fn many_orders_go_on_over_the_page(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Viewer]).await;
    let mut customer = String::new();
    for number in 100..130 {
        customer = sold(&shop, &number.to_string(), "c-many").await.0;
    }
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let page = amy.get(&format!("/customers/{customer}")).await.page();
    let numbers = |page: &str| (100..130).filter(|number| page.contains(&format!(">{number}</a>"))).collect::<Vec<_>>();
    let newest = numbers(&page);
    let next = page.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = amy.get(&next).await.page();
    let older = numbers(&page);
    assert_eq!((newest.len(), older.len()), (25, 5), "{page}");
    assert!(older.iter().all(|number| !newest.contains(number)), "{newest:?} {older:?}");
    assert!(page.contains("Older orders") && !page.contains("rel=\"next\""), "{page}");
}

async fn a_customer_of_another_shop_does_not_exist(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, OTHER, "zed", &Role::ALL).await;
    let (customer, ..) = sold(&shop, "1001", "c-ada").await;
    let zed = Browser::of(&shop, OTHER, "zed").await;
    for path in [format!("/customers/{customer}"), "/customers/nobody".to_owned(), "/customers/ord_1".to_owned()] {
        let status = zed.get(&path).await.status;
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
}

async fn requests_are_filtered_and_one_is_shown(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "dan", &[Role::Developer]).await;
    member(&shop, OTHER, "zed", &Role::ALL).await;
    let row = |id: &str, path: &str, (status, code): (i64, &str)| {
        let row = RequestRow {
            request_id: id.to_owned(),
            key_id: "key_of_bob".to_owned(),
            person: "bob".to_owned(),
            method: "POST".to_owned(),
            path: path.to_owned(),
            status,
            code: code.to_owned(),
            took_us: 12_345,
            ..RequestRow::default()
        };
        (SHOP.to_owned(), row)
    };
    let missing = RequestRow { request_id: "req_3".to_owned(), missing: 7, ..RequestRow::default() };
    let rows = [
        row("req_1", "/v1/orders", (201, "")),
        row("req_2", "/v1/refunds", (409, "not_in_state")),
        (SHOP.to_owned(), missing),
        row("req_4", "/v1/refunds", (503, "store_unavailable")),
    ];
    shop.fixture.store.put_requests(&rows).await.unwrap();
    shop.fixture.store.put_requests(&rows).await.unwrap();
    let dan = Browser::of(&shop, SHOP, "dan").await;
    for (query, shown, hidden) in [
        ("", &["req_1", "req_2", "req_4"][..], &[][..]),
        ("?outcome=refused", &["req_2"], &["req_1", "req_4"]),
        ("?outcome=failed", &["req_4"], &["req_1", "req_2"]),
        ("?path=orders", &["req_1"], &["req_2", "req_4"]),
        ("?key=key_of_ann", &[], &["req_1", "req_2", "req_4"]),
        ("?before=req_2", &["req_1"], &["req_2", "req_4"]),
    ] {
        let page = dan.get(&format!("/developers/requests{query}")).await.page();
        let link = |id: &&str| page.contains(&format!("/developers/requests/{id}\""));
        assert!(shown.iter().all(&link) && !hidden.iter().any(link), "{query}: {page}");
        let tells = page.contains("7 requests before this are missing");
        assert_eq!(tells, query != "?before=req_2", "{query}: {page}");
    }
    let page = dan.get("/developers/requests/req_2").await.page();
    for says in ["/v1/refunds", "not_in_state", "12 ms", "bob", "409 refused"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert_eq!(dan.get("/developers/requests/req_3").await.status, 404, "a gap is no request");
    let zed = Browser::of(&shop, OTHER, "zed").await;
    assert_eq!(zed.get("/developers/requests/req_2").await.status, 404);
    assert!(zed.get("/developers/requests").await.page().contains("Nothing was asked of the API yet"));
    assert!(zed.get("/developers/requests?outcome=fine").await.page().contains("No request fits"));
}

async fn calls_out_show_what_waits(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "dan", &[Role::Developer]).await;
    let dan = Browser::of(&shop, SHOP, "dan").await;
    let page = dan.get("/developers/calls").await.page();
    assert!(page.contains("Nothing waits to go out") && page.contains("sends no webhooks to the shop"), "{page}");
    let mut new = order("1001", 9_000);
    let tender = json!({ "amount_minor": 9_000, "kind": "gateway", "account": "sandbox:main", "token": "tok_ok",
                         "capture": "automatic" });
    new["tenders"] = json!([tender]);
    let placed = shop.post("bob", "/v1/orders", new).await.is(201);
    let page = dan.get("/developers/calls").await.page();
    assert!(page.contains("sandbox:main") && page.contains("waiting") && page.contains("none yet"), "{page}");
    assert!(page.contains(placed.json["payments"][0].as_str().unwrap()), "{page}");
}
