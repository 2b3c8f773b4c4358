//! What cookies and links go by: the address that was configured, whatever a request says of its host.

use recoup::http::FaceOptions;
use recoup_core::actor::Role;
use serde_json::json;

use crate::http_support::{Answer, Call, SHOP, Shop};
use crate::pages_support::{Browser, PASSWORD, code, filled, member};
use crate::store_support::sqlite;

async fn shop(public_url: Option<&str>) -> Shop {
    let public_url = public_url.map(|url| url.parse().unwrap());
    Shop::open_with(sqlite().await, FaceOptions { public_url, ..FaceOptions::unlimited(true) }).await
}

fn call(method: &'static str, path: &str, host: &str, body: &str) -> Call {
    let call = Call { method, path: path.to_owned(), token: None, headers: Vec::new(), body: body.as_bytes().to_vec() };
    call.header("host", host).header("content-type", "application/x-www-form-urlencoded")
}

fn form(fields: &[(&str, &str)]) -> String {
    let plain = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02X}")).collect() };
    fields.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect::<Vec<_>>().join("&")
}

fn cookies(answer: &Answer) -> Vec<String> {
    answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

/// Signs Amy in from a host.
async fn sign_in(shop: &Shop, secret: &str, host: &str) -> Answer {
    let code = code(shop, secret);
    let body = form(&[("email", "amy@shop.example"), ("password", PASSWORD), ("code", &code)]);
    shop.send(call("POST", "/sign-in", host, &body)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cookie_goes_by_the_configured_address_and_not_by_the_host() {
    for (public_url, host, begins, secure) in [
        (Some("https://pay.example"), "pay.example", "__Host-recoup=", true),
        (Some("https://pay.example"), "localhost:7700", "__Host-recoup=", true),
        (Some("http://localhost:7700"), "pay.example", "recoup=", false),
        (None, "127.0.0.1:7700", "recoup=", false),
        (None, "[::1]:7700", "recoup=", false),
        (None, "localhost", "recoup=", false),
    ] {
        let shop = shop(public_url).await;
        let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
        let answer = sign_in(&shop, &secret, host).await;
        assert_eq!(answer.status, 303, "{public_url:?} {host}: {}", answer.page());
        let cookies = cookies(&answer);
        assert_eq!(cookies.len(), 1, "{cookies:?}");
        assert!(cookies[0].starts_with(begins) && cookies[0].contains("Secure") == secure, "{public_url:?} {host}");
        assert!(
            cookies[0].contains("Path=/") && cookies[0].contains("HttpOnly") && cookies[0].contains("SameSite=Lax")
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_an_address_nobody_signs_in_from_elsewhere() {
    let shop = shop(None).await;
    let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
    for host in ["pay.example", "10.0.0.5:7700", "localhost.evil.example", "127.0.0.1.evil.example:7700", ""] {
        let shown = shop.send(call("GET", "/sign-in", host, "")).await;
        assert_eq!(shown.status, 403, "{host}");
        assert!(shown.page().contains("public_url") && !shown.page().contains("type=\"password\""), "{}", shown.page());
        let answer = sign_in(&shop, &secret, host).await;
        assert_eq!((answer.status, cookies(&answer).len()), (403, 0), "{host}");
        assert_eq!(shop.send(call("GET", "/welcome/shop.0000", host, "")).await.status, 403, "{host}");
    }
    assert_eq!(shop.send(call("GET", "/sign-in", "localhost:7700", "")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_name_of_the_cookie_is_read_and_both_are_forgotten() {
    for (public_url, mine, other) in
        [(Some("https://pay.example"), "__Host-recoup", "recoup"), (None, "recoup", "__Host-recoup")]
    {
        let shop = shop(public_url).await;
        let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
        let answer = sign_in(&shop, &secret, "localhost:7700").await;
        let value = cookies(&answer)[0].split(';').next().unwrap().split_once('=').unwrap().1.to_owned();
        let get = |cookie: String| shop.send(call("GET", "/orders", "localhost:7700", "").header("cookie", &cookie));
        assert_eq!(get(format!("{mine}={value}")).await.status, 200);
        assert_eq!(get(format!("{other}={value}")).await.status, 303, "{other} belongs to another address");
        assert_eq!(get(format!("{other}=x.y; {mine}={value}")).await.status, 200);
        // The last form of the first page is the one that signs out.
        let home = call("GET", "/", "localhost:7700", "").header("cookie", &format!("{mine}={value}"));
        let page = shop.send(home).await.page();
        let fields = filled(&page, &[]);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let out = call("POST", "/sign-out", "localhost:7700", &form(&fields)).header("sec-fetch-site", "same-origin");
        let out = shop.send(out.header("cookie", &format!("{mine}={value}"))).await;
        let gone = cookies(&out);
        assert!(gone.iter().all(|cookie| cookie.contains("Max-Age=0")), "{gone:?}");
        assert!(gone.iter().any(|cookie| cookie.starts_with("recoup=;")), "{gone:?}");
        assert!(
            gone.iter().any(|cookie| cookie.starts_with("__Host-recoup=;") && cookie.contains("Secure")),
            "{gone:?}"
        );
        assert_eq!(get(format!("{mine}={value}")).await.status, 303, "who signed out is out");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_begin_with_the_configured_address() {
    let shop = Shop::open(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support, Role::Developer]).await;
    let (order, payment) = shop.paid_order("1001", 9_000).await;
    let refund = json!({ "payment": payment, "amount_minor": 500, "reason": "damaged" });
    shop.post("ann", "/v1/refunds", refund).await.is(202);
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let page = amy.get(&format!("/orders/{order}")).await.page();
    assert!(page.contains("href=\"https://pay.example/r/shop."), "{page}");
    member(&shop, SHOP, "eva", &[Role::Viewer]).await;
    let linked = amy.fill("/team/persons/eva", &[("step", "link")]).await.page();
    assert!(linked.contains("https://pay.example/welcome/shop."), "{linked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_browser_behind_a_proxy_is_still_believed() {
    let shop = shop(Some("https://pay.example")).await;
    let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
    for (origin, status) in
        [("https://evil.example", 403), ("http://pay.example", 403), ("null", 403), ("https://pay.example", 303)]
    {
        let code = code(&shop, &secret);
        let body = form(&[("email", "amy@shop.example"), ("password", PASSWORD), ("code", &code)]);
        let sent = shop.send(call("POST", "/sign-in", "node-1:7700", &body).header("origin", origin)).await;
        assert_eq!(sent.status, status, "{origin}: {}", sent.page());
    }
}
