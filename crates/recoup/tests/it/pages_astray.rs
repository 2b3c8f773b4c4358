//! Whoever goes astray still finds a page: addresses that only take forms, what cannot be read, ways nothing takes.

use recoup_core::actor::Role;

use crate::http_support::{Answer, Call, PUBLIC_URL, SHOP, Shop};
use crate::pages_support::{Browser, member};
use crate::store_support::sqlite;

fn call(method: &'static str, path: &str) -> Call {
    Call { method, path: path.to_owned(), token: None, headers: Vec::new(), body: Vec::new() }
}

#[track_caller]
fn is_page(answer: &Answer, status: u16, about: &str) {
    assert_eq!(answer.status, status, "{about}: {}", answer.page());
    let kind = answer.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/html"), "{about}: {kind}");
    assert!(answer.headers.contains_key("content-security-policy"), "{about}");
    let page = answer.page();
    assert!(page.contains("<h1>") && page.contains("href=\"/\""), "{about} shows no way out: {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_that_only_take_forms_lead_back() {
    let shop = Shop::open(sqlite().await).await;
    for path in ["/views", "/become", "/sign-out", "/bulk", "/bulk/report.csv"] {
        let opened = shop.send(call("GET", path)).await;
        assert_eq!((opened.status, opened.location().as_str()), (303, "/"), "{path}");
        for (from, to) in [
            (format!("{PUBLIC_URL}/orders?status=open&q=a"), "/orders?status=open&q=a"),
            (PUBLIC_URL.to_owned(), "/"),
            (format!("{PUBLIC_URL}//evil.example"), "/"),
            (format!("{PUBLIC_URL}.evil.example/orders"), "/"),
            ("https://evil.example/orders".to_owned(), "/"),
            ("rubbish".to_owned(), "/"),
            (format!("{PUBLIC_URL}{path}"), "/"),
            (format!("{PUBLIC_URL}/sign-in?next={path}"), "/"),
        ] {
            let opened = shop.send(call("GET", path).header("referer", &from)).await;
            assert_eq!((opened.status, opened.location().as_str()), (303, to), "{path} from {from}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_a_session_that_is_over_leads_to_the_page_it_stood_on() {
    let shop = Shop::open(sqlite().await).await;
    let sent = |path: &str| {
        let sent = call("POST", path).header("content-type", "application/x-www-form-urlencoded");
        sent.header("sec-fetch-site", "same-origin").header("referer", &format!("{PUBLIC_URL}/orders?status=open"))
    };
    assert_eq!(shop.send(sent("/views")).await.location(), "/sign-in?next=/orders%3Fstatus%3Dopen");
    assert_eq!(shop.send(sent("/bulk")).await.location(), "/sign-in?next=/orders%3Fstatus%3Dopen");
    assert_eq!(shop.send(sent("/policies/new")).await.location(), "/sign-in?next=/policies/new", "it has a page");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_answered_with_a_page() {
    let shop = Shop::open(sqlite().await).await;
    member(&shop, SHOP, "amy", &Role::ALL).await;
    let amy = Browser::of(&shop, SHOP, "amy").await;
    for path in [
        "/approvals?status=a&status=b",
        "/sign-in?next=a&next=b",
        "/orders/%ff",
        "/payments/%ff",
        "/customers/%ff",
        "/policies/%ff",
        "/r/%ff",
        "/assets/%ff",
    ] {
        is_page(&amy.get(path).await, 400, path);
    }
    is_page(&amy.get("/nowhere").await, 404, "/nowhere");
    is_page(&amy.get("/assets/none.css").await, 404, "/assets/none.css");
    is_page(&Browser::new(&shop).get("/live?probe=1").await, 401, "/live");
    for path in ["/", "/orders", "/views", "/sign-in", "/sign-out", "/live", "/orders/export.csv", "/r/x", "/assets/x"]
    {
        for method in ["PUT", "PATCH", "DELETE"] {
            is_page(&shop.send(call(method, path)).await, 405, &format!("{method} {path}"));
        }
    }
    is_page(&shop.send(call("POST", "/orders")).await, 405, "POST /orders");
}
