//! Many rows at once: a review of each, one confirmation, a report; sent twice, stale, forged, and by who may not.

use recoup::engine::{Reply, Request};
use recoup::store::views::ExceptionQuery;
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::exception::RaiseException;
use serde_json::json;

use crate::http_support::{Answer, OTHER, SHOP, Shop, order, order_to_capture};
use crate::pages_support::{Browser, filled, member};
use crate::store_support::{Fixture, on_both};

on_both!(
    rows_that_can_are_captured_and_the_others_say_why_not,
    a_form_for_many_that_is_sent_twice_acts_once,
    a_row_that_changed_is_left_alone,
    only_who_may_do_one_may_do_many,
    orders_are_completed_and_called_off,
    failed_refunds_are_sent_again,
    exceptions_are_resolved_with_one_reason,
    too_many_and_none_are_refused,
    a_report_is_kept_as_a_file_without_formulas,
);

/// Somebody who moves money, with a shop around.
async fn bea(shop: &Shop) -> Browser<'_> {
    member(shop, SHOP, "bea", &[Role::BillingAdmin]).await;
    Browser::of(shop, SHOP, "bea").await
}

/// A payment of which nothing is captured yet.
async fn held(shop: &Shop, number: &str, gross_minor: i64) -> String {
    let placed = shop.post("bob", "/v1/orders", order_to_capture(number, gross_minor)).await.is(201);
    placed.json["payments"][0].as_str().unwrap().to_owned()
}

/// Ticks rows of a list and presses a button.
async fn select(browser: &Browser<'_>, list: &str, task: &str, ids: &[&str]) -> Answer {
    let page = browser.get(list).await.page();
    let token = page.split("name=\"form\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut fields = vec![("form".to_owned(), token), ("task".to_owned(), task.to_owned())];
    fields.extend(ids.iter().map(|id| ("row".to_owned(), (*id).to_owned())));
    browser.send("/bulk", &fields, "same-origin").await
}

/// What the button of a review would send.
fn confirmed(review: &Answer, with: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = filled(&review.page(), with);
    fields.push(("step".to_owned(), "confirm".to_owned()));
    fields
}

async fn rows_that_can_are_captured_and_the_others_say_why_not(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let bea = bea(&shop).await;
    let (one, two) = (held(&shop, "1001", 9_000).await, held(&shop, "1002", 1_200).await);
    let (_, paid) = shop.paid_order("1003", 5_000).await;
    let foreign = shop.post("zoe", "/v1/orders", order("1", 7_000)).await.is(201);
    let foreign = foreign.json["payments"][0].as_str().unwrap().to_owned();
    let list = bea.get("/payments").await.page();
    assert!(list.contains("Capture the rest") && list.contains("Select payment"), "{list}");
    let ids = [one.as_str(), &two, &paid, &foreign, "pay_<b>garbage"];
    let review = select(&bea, "/payments", "capture", &ids).await;
    let page = review.page();
    assert_eq!(review.status, 200, "{page}");
    for says in ["2 payments of 5 selected", "Capture 2 payments: EUR 102.00", "Total in EUR", "Order 1001"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert_eq!(page.matches("Not possible.").count(), 3, "{page}");
    assert!(page.matches("There is no payment").count() == 2 && !page.contains("<b>"), "{page}");
    // A form that names rows of which nothing was shown does nothing with them.
    let mut fields = confirmed(&review, &[]);
    fields.extend([&paid, &foreign].map(|id| ("row".to_owned(), id.clone())));
    let report = bea.send("/bulk", &fields, "same-origin").await;
    let page = report.page();
    assert_eq!(report.status, 200, "{page}");
    assert!(page.contains("2 done, 2 refused"), "{page}");
    for (id, captured) in [(&one, 9_000), (&two, 1_200), (&paid, 5_000)] {
        let view = shop.get("bob", &format!("/v1/payments/{id}")).await.is(200);
        assert_eq!(view.int("captured_minor"), captured, "{}", view.json);
    }
    let theirs = shop.get("zoe", &format!("/v1/payments/{foreign}")).await.is(200);
    assert_eq!(theirs.int("captured_minor"), 7_000, "another tenant's payment is untouched");
    assert!(!OTHER.is_empty() && !page.contains("EUR 70.00"), "{page}");
}

async fn a_form_for_many_that_is_sent_twice_acts_once(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let bea = bea(&shop).await;
    let (one, two) = (held(&shop, "1001", 9_000).await, held(&shop, "1002", 1_200).await);
    let review = select(&bea, "/payments", "capture", &[&one, &two]).await;
    let fields = confirmed(&review, &[]);
    // A crash half way left one of the two rows done.
    let half: Vec<_> = fields.iter().filter(|(name, value)| name != "row" || *value == one).cloned().collect();
    assert!(bea.send("/bulk", &half, "same-origin").await.page().contains("1 done"));
    let (first, second) =
        tokio::join!(bea.send("/bulk", &fields, "same-origin"), bea.send("/bulk", &fields, "same-origin"));
    for report in [&first, &second] {
        assert!(report.status == 200 && report.page().contains("2 done"), "{}", report.page());
    }
    for (id, minor) in [(&one, 9_000), (&two, 1_200)] {
        let view = shop.get("bob", &format!("/v1/payments/{id}")).await.is(200);
        assert_eq!(view.json["captures"].as_array().unwrap().len(), 1, "{}", view.json);
        assert_eq!(view.int("captured_minor"), minor);
    }
}

async fn a_row_that_changed_is_left_alone(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let bea = bea(&shop).await;
    let (one, two) = (held(&shop, "1001", 9_000).await, held(&shop, "1002", 1_200).await);
    let review = select(&bea, "/payments", "release", &[&one, &two]).await;
    assert!(review.page().contains("Release 2 payments: EUR 102.00"), "{}", review.page());
    let capture = json!({ "amount_minor": 3_000, "currency": "EUR" });
    shop.post("bob", &format!("/v1/payments/{one}/captures"), capture).await.is(201);
    let report = bea.send("/bulk", &confirmed(&review, &[]), "same-origin").await.page();
    assert!(report.contains("1 done, 1 changed since you looked"), "{report}");
    assert!(report.contains("It was EUR 90.00, now EUR 60.00."), "{report}");
    let view = shop.get("bob", &format!("/v1/payments/{one}")).await.is(200);
    assert!(view.json["releases"].as_array().is_none_or(Vec::is_empty), "{}", view.json);
    let again = select(&bea, "/payments", "release", &[&one, &two]).await;
    assert!(again.page().contains("Release 1 payment: EUR 60.00"), "{}", again.page());
    let report = bea.send("/bulk", &confirmed(&again, &[]), "same-origin").await.page();
    assert!(report.contains("1 done"), "{report}");
}

async fn only_who_may_do_one_may_do_many(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = held(&shop, "1001", 9_000).await;
    for (person, role) in [("amy", Role::Support), ("fin", Role::Finance), ("ivo", Role::Auditor)] {
        member(&shop, SHOP, person, &[role]).await;
        let browser = Browser::of(&shop, SHOP, person).await;
        let page = browser.get("/payments").await.page();
        assert!(!page.contains("Capture the rest") && !page.contains("type=\"checkbox\""), "{person}: {page}");
        for task in ["capture", "release", "retry", "complete", "cancel"] {
            let answer = select(&browser, "/payments", task, &[&payment]).await;
            assert_eq!(answer.status, 403, "{person} {task}: {}", answer.page());
        }
    }
    let bea = bea(&shop).await;
    assert_eq!(select(&bea, "/payments", "resolve", &[&payment]).await.status, 403, "who does not keep the books");
    assert_eq!(select(&bea, "/payments", "burn", &[&payment]).await.status, 400);
    let nobody = Browser::new(&shop);
    assert_eq!(nobody.send("/bulk", &[], "same-origin").await.status, 303);
    assert_eq!(bea.get("/bulk").await.status, 303, "there is nothing to show without rows");
}

async fn orders_are_completed_and_called_off(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let bea = bea(&shop).await;
    let (paid, _) = shop.paid_order("1001", 9_000).await;
    let open = shop.post("bob", "/v1/orders", order_to_capture("1002", 1_200)).await.is(201).text("id");
    let review = select(&bea, "/orders", "complete", &[&paid, &open]).await;
    assert!(review.page().contains("Complete 1 order"), "{}", review.page());
    let report = bea.send("/bulk", &confirmed(&review, &[]), "same-origin").await.page();
    assert!(report.contains("1 done"), "{report}");
    let review = select(&bea, "/orders", "cancel", &[&paid, &open]).await;
    assert!(review.page().contains("Call off 1 order"), "{}", review.page());
    let without = bea.send("/bulk", &confirmed(&review, &[]), "same-origin").await;
    assert_eq!(without.status, 422, "a reason is needed: {}", without.page());
    let with = confirmed(&without, &[("reason", "sold out")]);
    let report = bea.send("/bulk", &with, "same-origin").await.page();
    assert!(report.contains("1 done"), "{report}");
    for (order, status) in [(&paid, "completed"), (&open, "canceled")] {
        assert_eq!(shop.get("bob", &format!("/v1/orders/{order}")).await.is(200).text("status"), status);
    }
}

async fn failed_refunds_are_sent_again(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let bea = bea(&shop).await;
    let (_, payment) = shop.paid_order("1001", 9_000).await;
    let mut refunds = Vec::new();
    for minor in [1_200, 800] {
        let asked = json!({ "payment": payment, "amount_minor": minor, "reason": "damaged" });
        refunds.push(shop.post("bob", "/v1/refunds", asked).await.is(202).text("id"));
    }
    let bounce = format!("/v1/refunds/{}/bounce", refunds[0]);
    shop.post("bob", &bounce, json!({ "evidence": "letter 1" })).await.is(202);
    let today = bea.get("/").await.page();
    assert!(today.contains(">1 refund that failed<") && today.contains(">1 refund to be paid by hand<"), "{today}");
    let review = select(&bea, "/refunds", "retry", &[&refunds[0], &refunds[1]]).await;
    assert!(review.page().contains("Send again 1 refund: EUR 12.00"), "{}", review.page());
    let report = bea.send("/bulk", &confirmed(&review, &[]), "same-origin").await.page();
    assert!(report.contains("1 done"), "{report}");
    assert_eq!(shop.get("bob", &format!("/v1/refunds/{}", refunds[0])).await.is(200).text("status"), "sending");
    assert!(bea.get("/").await.page().contains(">2 refunds to be paid by hand<"));
}

async fn exceptions_are_resolved_with_one_reason(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "fin", &[Role::Finance]).await;
    let fin = Browser::of(&shop, SHOP, "fin").await;
    for row in 1..=2 {
        let act = RaiseException {
            source: format!("statement {row}"),
            reason: "unmatched".to_owned(),
            detail: "a row of a statement fits nothing".to_owned(),
        };
        let request = Request::new(SHOP, Actor::machine(ActorKind::System, "test"), act);
        assert!(matches!(shop.engine.submit(request).await, Reply::Done(_)));
    }
    let open = ExceptionQuery { state: Some("open".to_owned()), limit: 9, ..ExceptionQuery::default() };
    let found = shop.fixture.store.exceptions(SHOP, &open).await.unwrap();
    let ids: Vec<&str> = found.iter().map(|one| one.row.exception_id.as_str()).collect();
    assert_eq!(ids.len(), 2);
    assert!(fin.get("/").await.page().contains(">2 exceptions to look at<"));
    let review = select(&fin, "/exceptions", "resolve", &ids).await;
    assert!(review.page().contains("Resolve 2 exceptions"), "{}", review.page());
    let card = confirmed(&review, &[("reason", "4242 4242 4242 4242")]);
    assert_eq!(fin.send("/bulk", &card, "same-origin").await.status, 422, "no card numbers");
    let fields = confirmed(&review, &[("reason", "booked by hand")]);
    for _ in 0..2 {
        let report = fin.send("/bulk", &fields, "same-origin").await.page();
        assert!(report.contains("2 done"), "{report}");
    }
    assert!(shop.fixture.store.exceptions(SHOP, &open).await.unwrap().is_empty());
    let other = confirmed(&review, &[("reason", "booked by hand"), ("key", "0123456789abcdef")]);
    let report = fin.send("/bulk", &other, "same-origin").await.page();
    assert!(report.contains("2 changed since you looked") && report.contains("now resolved"), "{report}");
}

async fn too_many_and_none_are_refused(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let bea = bea(&shop).await;
    held(&shop, "1001", 9_000).await;
    let none = select(&bea, "/payments", "capture", &[]).await;
    assert!(none.status == 422 && none.page().contains("No row was selected"), "{}", none.page());
    let many: Vec<String> = (0..101).map(|n| format!("pay_{n}")).collect();
    let ids: Vec<&str> = many.iter().map(String::as_str).collect();
    let answer = select(&bea, "/payments", "capture", &ids).await;
    assert!(answer.status == 422 && answer.page().contains("100 are taken at once"), "{}", answer.page());
    let review = select(&bea, "/payments", "capture", &ids[..3]).await;
    assert!(review.status == 200 && !review.page().contains("value=\"confirm\""), "{}", review.page());
}

async fn a_report_is_kept_as_a_file_without_formulas(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let bea = bea(&shop).await;
    let payment = held(&shop, "=1+1", 9_000).await;
    let review = select(&bea, "/payments", "capture", &[&payment]).await;
    let report = bea.send("/bulk", &confirmed(&review, &[]), "same-origin").await.page();
    let mut fields = filled(&report, &[]);
    let file = bea.send("/bulk/report.csv", &fields, "same-origin").await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let text = file.page();
    assert!(text.starts_with("id,name,outcome,amount,currency,why\r\n"), "{text}");
    assert!(text.contains(&format!("{payment},")) && text.contains(",done,90.00,EUR,"), "{text}");
    fields.push(("line".to_owned(), "=HYPERLINK(1)\t+cmd\tdone".to_owned()));
    let text = bea.send("/bulk/report.csv", &fields, "same-origin").await.page();
    assert!(text.contains("'=HYPERLINK(1),'+cmd,done"), "{text}");
    assert_eq!(bea.send("/bulk/report.csv", &fields, "cross-site").await.status, 403);
}
