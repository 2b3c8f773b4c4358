//! Lists of the dashboard: what each filter and order finds, where a page ends, and the file of what is seen.

use jiff::Timestamp;
use recoup_core::actor::Role;
use recoup_core::payment::facts::What;
use serde_json::json;

use crate::http_support::{SHOP, Shop, order};
use crate::pages_support::{Browser, member};
use crate::store_support::{Fixture, on_both};

on_both!(
    offline_money_is_found_by_hand_and_by_its_till,
    pages_by_amount_end_at_the_bounds_of_the_filter,
    few_of_a_currency_are_found_among_many,
    what_runs_out_within_two_days_stands_on_today,
    refunds_are_sorted_and_narrowed_by_amount,
    a_file_holds_what_the_list_shows_and_comes_one_at_a_time,
    a_file_of_the_audit_trail_comes_one_at_a_time,
    a_card_is_found_by_its_amount_among_many,
);

/// What the rows of a list lead to, in their order.
fn rows(page: &str) -> Vec<String> {
    let heads = page.split("<th scope=\"row\"><a href=\"").skip(1);
    heads.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

/// The address of the next page, if there is one.
fn next(page: &str) -> Option<String> {
    let link = page.split("rel=\"next\"").nth(1)?;
    Some(link.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&"))
}

async fn look(browser: &Browser<'_>, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.page());
    answer.page()
}

/// An order through the gateway that is authorized until an instant; returns its payment.
async fn authorized(shop: &Shop, number: &str, gross_minor: i64, expires_at: Option<Timestamp>) -> String {
    let mut body = order(number, gross_minor);
    body["tenders"] = json!([{ "amount_minor": gross_minor, "kind": "gateway", "account": "sandbox:main",
                               "token": "tok_ok", "capture": "manual" }]);
    let placed = shop.post("bob", "/v1/orders", body).await.is(201);
    let payment = placed.json["payments"][0].as_str().unwrap().to_owned();
    shop.fact(&payment, What::Authorized { expires_at }, gross_minor).await;
    payment
}

async fn offline_money_is_found_by_hand_and_by_its_till(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let (order, till) = shop.paid_order("1001", 9_000).await;
    let card = authorized(&shop, "1002", 9_000, None).await;
    let refund = json!({ "payment": till, "amount_minor": 500, "reason": "damaged" });
    shop.post("ann", "/v1/refunds", refund).await.is(202);
    let amy = Browser::of(&shop, SHOP, "amy").await;
    for (through, found) in [
        ("by%20hand", vec![format!("/payments/{till}")]),
        ("till%3A1", vec![format!("/payments/{till}")]),
        ("sandbox%3Amain", vec![format!("/payments/{card}")]),
        ("sandbox", Vec::new()),
    ] {
        let page = look(&amy, &format!("/payments?through={through}")).await;
        assert_eq!(rows(&page), found, "{through}: {page}");
        let page = look(&amy, &format!("/payments?through={through}&currency=EUR&sort=largest")).await;
        assert_eq!(rows(&page), found, "{through} by amount: {page}");
    }
    let page = look(&amy, "/refunds?through=by%20hand").await;
    assert!(rows(&page).len() == 1 && rows(&page)[0].starts_with(&format!("/orders/{order}#rfd_")), "{page}");
    assert!(rows(&look(&amy, "/refunds?through=sandbox%3Amain").await).is_empty());
    let page = look(&amy, "/orders?through=by%20hand").await;
    assert!(page.contains("look for a gateway under Payments") && rows(&page).len() == 2, "{page}");
}

async fn pages_by_amount_end_at_the_bounds_of_the_filter(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let mut payments = Vec::new();
    for number in 0..30 {
        payments.push(format!("/payments/{}", shop.paid_order(&format!("{number}"), 1_000 + 100 * number).await.1));
    }
    let amy = Browser::of(&shop, SHOP, "amy").await;
    for (sort, mut all) in [("largest", payments.iter().rev().cloned().collect()), ("smallest", payments.clone())] {
        let path = format!("/payments?currency=EUR&sort={sort}");
        let first = look(&amy, &path).await;
        let second = look(&amy, &next(&first).expect("a second page")).await;
        assert_eq!((rows(&first).len(), next(&second)), (25, None), "{second}");
        assert_eq!([rows(&first), rows(&second)].concat(), all);
        all.retain(|address| payments[5..=8].contains(address));
        let narrow = look(&amy, &format!("{path}&least=15&most=18")).await;
        assert_eq!((rows(&narrow), next(&narrow)), (all.clone(), None), "{narrow}");
        // The same with a standing, which is read whole.
        let narrow = look(&amy, &format!("{path}&least=15&most=18&status=captured")).await;
        assert_eq!((rows(&narrow), next(&narrow)), (all, None), "{narrow}");
    }
    let full = look(&amy, "/payments?currency=EUR&least=10&most=34").await;
    assert_eq!((rows(&full).len(), next(&full)), (25, None), "nothing is left that fits");
}

async fn few_of_a_currency_are_found_among_many(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let mut yen = order("yen", 5_000);
    yen["currency"] = json!("JPY");
    shop.post("bob", "/v1/orders", yen).await.is(201);
    for number in 0..30 {
        shop.paid_order(&format!("{number}"), 5_000).await;
    }
    let amy = Browser::of(&shop, SHOP, "amy").await;
    for query in ["currency=JPY", "currency=JPY&sort=oldest", "currency=JPY&sort=largest", "currency=JPY&least=5000"] {
        for list in ["orders", "payments"] {
            let page = look(&amy, &format!("/{list}?{query}")).await;
            assert_eq!((rows(&page).len(), next(&page)), (1, None), "{list} {query}: {page}");
        }
    }
    let none = look(&amy, "/payments?currency=JPY&most=4999").await;
    assert!(none.contains("Nothing fits these filters"), "{none}");
    let oldest = look(&amy, "/orders?sort=oldest").await;
    let rest = look(&amy, &next(&oldest).expect("a second page")).await;
    assert_eq!((rows(&oldest).len(), rows(&rest).len(), next(&rest)), (25, 6, None));
    let beyond = look(&amy, "/orders?after=ord_0").await;
    assert!(beyond.contains("That was the last of them"), "{beyond}");
}

async fn what_runs_out_within_two_days_stands_on_today(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "fin", &[Role::BillingAdmin]).await;
    let hours = |hours: i64| Some(shop.engine.clock().now() + jiff::SignedDuration::from_hours(hours));
    authorized(&shop, "never", 1_000, None).await;
    authorized(&shop, "late", 2_000, hours(24 * 6)).await;
    let fin = Browser::of(&shop, SHOP, "fin").await;
    assert!(!look(&fin, "/").await.contains("about to run out"));
    let soon = authorized(&shop, "soon", 3_000, hours(40)).await;
    let page = look(&fin, "/").await;
    assert!(page.contains("1 authorization about to run out") && page.contains(&soon), "{page}");
    let capture = format!("/v1/payments/{soon}/captures");
    shop.post("bob", &capture, json!({ "amount_minor": 3_000 })).await.is(201);
    assert!(!look(&fin, "/").await.contains("about to run out"), "nothing of it is left to capture");
}

async fn refunds_are_sorted_and_narrowed_by_amount(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let mut refunds = Vec::new();
    for (number, minor) in [("1", 300), ("2", 700), ("3", 100), ("4", 500)] {
        let (order, payment) = shop.paid_order(number, 9_000).await;
        let refund = json!({ "payment": payment, "amount_minor": minor, "reason": "damaged" });
        let refund = shop.post("ann", "/v1/refunds", refund).await.is(202).text("id");
        refunds.push((minor, format!("/orders/{order}#{refund}")));
    }
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let newest: Vec<String> = refunds.iter().rev().map(|(_, address)| address.clone()).collect();
    refunds.sort();
    let smallest: Vec<String> = refunds.iter().map(|(_, address)| address.clone()).collect();
    let largest: Vec<String> = smallest.iter().rev().cloned().collect();
    for (query, found) in [
        ("", newest.clone()),
        ("?sort=oldest", newest.iter().rev().cloned().collect()),
        ("?currency=EUR&sort=largest", largest.clone()),
        ("?currency=EUR&sort=smallest", smallest.clone()),
        ("?currency=EUR&sort=smallest&least=3&most=5", smallest[1..=2].to_vec()),
        ("?currency=EUR&least=7", largest[..1].to_vec()),
        ("?currency=EUR&sort=largest&status=failed", Vec::new()),
    ] {
        let page = look(&amy, &format!("/refunds{query}")).await;
        assert_eq!(rows(&page), found, "{query}: {page}");
    }
    let page = look(&amy, "/refunds?currency=EUR&sort=largest&after=500:rfd_").await;
    assert_eq!(rows(&page), largest[2..], "it goes on behind the place: {page}");
    let page = look(&amy, "/refunds?sort=largest").await;
    assert!(page.contains("choose a currency to sort by amount"), "{page}");
}

async fn a_file_holds_what_the_list_shows_and_comes_one_at_a_time(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    for number in 0..30 {
        shop.paid_order(&format!("{number}"), 1_000 + 100 * number).await;
    }
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let file = look(&amy, "/payments/export.csv?currency=EUR&sort=smallest&least=12").await;
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!((lines.len(), lines[0]), (29, "id,name,standing,amount,currency,about,at"), "{file}");
    assert!(lines[1].contains(",12.00,EUR,by hand,") && lines[28].contains(",39.00,EUR,"), "{file}");
    let path = "/orders/export.csv";
    let answers = <[_; 3]>::from(tokio::join!(amy.get(path), amy.get(path), amy.get(path)));
    let made = answers.iter().filter(|answer| answer.status == 200).count();
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!(made + refused.len(), 3);
    // The embedded store answers in place, so the others come while the first is being made.
    assert!(made == 1 || !shop.fixture.url.starts_with("sqlite:") && made > 0, "{made} were made at once");
    for answer in refused {
        assert!(answer.page().contains("One file at a time") && answer.headers["retry-after"] == "5");
    }
    assert_eq!(look(&amy, path).await.lines().count(), 31, "the next one may be made");
}

async fn a_file_of_the_audit_trail_comes_one_at_a_time(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "fred", &[Role::Finance]).await;
    let fred = Browser::of(&shop, SHOP, "fred").await;
    for path in ["/audit/export.csv?of=money", "/audit/export.csv?of=access"] {
        let answers = <[_; 3]>::from(tokio::join!(fred.get(path), fred.get(path), fred.get("/orders/export.csv")));
        let made = answers.iter().filter(|answer| answer.status == 200).count();
        let refused = answers.iter().filter(|answer| answer.status == 429).count();
        assert_eq!(made + refused, 3, "{path}");
        assert!(made == 1 || !shop.fixture.url.starts_with("sqlite:") && made > 0, "{path}: {made} were made at once");
        assert!(look(&fred, path).await.lines().count() > 0, "the next one may be made");
    }
}

/// An order by a card that ends in 4242.
async fn by_card(shop: &Shop, number: &str, gross_minor: i64) -> String {
    let mut body = order(number, gross_minor);
    body["tenders"] = json!([{ "amount_minor": gross_minor, "kind": "offline", "account": "till:1",
                               "capture": "automatic", "last4": "4242", "brand": "visa" }]);
    shop.post("bob", "/v1/orders", body).await.is(201).json["payments"][0].as_str().unwrap().to_owned()
}

async fn a_card_is_found_by_its_amount_among_many(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let first = by_card(&shop, "first", 4_200).await;
    for number in 0..210 {
        by_card(&shop, &format!("n{number}"), 1_000).await;
    }
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let found = amy.get("/search?q=4242%2042.00").await;
    assert_eq!((found.status, found.location()), (303, format!("/payments/{first}")), "{}", found.page());
    let many = look(&amy, "/search?q=4242").await;
    assert!(many.contains("The newest 50 are shown") && many.contains("say the amount or the day"), "{many}");
}
