//! The dashboard by its forms: signing in, a refund that takes two persons, forms that are sent twice or by others.

use recoup_core::actor::Role;

use serde_json::json;

use crate::http_support::{OTHER, SHOP, Shop, order_to_capture};
use crate::pages_support::{Browser, PASSWORD, code, filled, member};
use crate::store_support::{Fixture, on_both};

on_both!(
    who_is_right_in_all_three_comes_in_and_a_code_counts_once,
    a_refund_above_the_limit_takes_two_persons,
    a_form_that_is_sent_twice_acts_once,
    forms_of_other_sites_are_refused,
    sessions_end_and_lead_back,
    what_was_typed_is_kept_beside_what_is_wrong_with_it,
    another_tenants_objects_do_not_exist,
    what_people_type_stays_text,
    a_link_sets_an_account_up_once,
    what_changed_since_it_was_shown_is_not_done,
    lines_that_lost_value_are_reviewed_again,
    a_refund_that_was_paid_meanwhile_is_not_said_to_have_failed,
    an_approval_that_is_sent_twice_takes_one_code,
    somebody_is_added_once,
);

/// Somebody of a role who is signed in, and an order of EUR 90.00 that was paid at the till: the browser, the order, its
/// payment.
async fn at_an_order<'s>(shop: &'s Shop, person: &str, role: Role, number: &str) -> (Browser<'s>, String, String) {
    member(shop, SHOP, person, &[role]).await;
    let (order, payment) = shop.paid_order(number, 9_000).await;
    (Browser::of(shop, SHOP, person).await, order, payment)
}

async fn who_is_right_in_all_three_comes_in_and_a_code_counts_once(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
    let now = code(&shop, &secret);
    let mut browser = Browser::new(&shop);
    assert_eq!(browser.get("/orders").await.location(), "/sign-in?next=/orders");
    for (email, password, code) in [
        ("nobody@shop.example", PASSWORD, now.as_str()),
        ("amy@shop.example", "four unlike words there", &now),
        ("amy@shop.example", PASSWORD, "000000"),
        ("' OR 1=1 --", PASSWORD, &now),
    ] {
        let answer = browser.sign_in(email, password, code).await;
        assert_eq!(answer.status, 422);
        assert!(answer.page().contains("Address, password or code is not right"), "{}", answer.page());
        assert!(!answer.page().contains(PASSWORD), "a password is not shown again");
    }
    assert_eq!(browser.sign_in("AMY@shop.example ", PASSWORD, &now).await.location(), "/orders");
    assert_eq!(browser.get("/orders").await.status, 200);
    let mut second = Browser::new(&shop);
    assert_eq!(second.sign_in("amy@shop.example", PASSWORD, &now).await.status, 422, "a code counts once");
    let out = browser.fill("/", &[]).await;
    assert_eq!(out.location(), "/sign-in");
    assert_eq!(browser.get("/orders").await.status, 303, "who signed out is out");
    let kinds: Vec<String> =
        shop.fixture.store.access_events(SHOP, None, 20).await.unwrap().into_iter().map(|row| row.kind).collect();
    assert!(kinds.contains(&"signed_in".to_owned()) && kinds.contains(&"sign_in_failed".to_owned()), "{kinds:?}");
}

async fn a_refund_above_the_limit_takes_two_persons(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support, Role::Approver]).await;
    member(&shop, SHOP, "eva", &[Role::Approver]).await;
    let (order, payment) = shop.paid_order("1001", 90_000).await;
    let (amy, eva) = (Browser::of(&shop, SHOP, "amy").await, Browser::of(&shop, SHOP, "eva").await);
    let form = format!("/payments/{payment}/refund");
    assert!(amy.get(&form).await.page().contains("value=\"900.00\""), "prefilled with what is refundable");
    let review = amy.fill(&form, &[("amount", "600.00"), ("reason", "damaged"), ("step", "review")]).await;
    let page = review.page();
    assert_eq!(review.status, 200, "{page}");
    for says in ["Needs another person (approver)", "large", "cumulative_major &gt;= 500", "Ask for EUR 600.00"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let asked = amy.send(&form, &filled(&page, &[("step", "confirm")]), "same-origin").await;
    assert_eq!(asked.status, 303, "{}", asked.page());
    let shown = amy.get(&asked.location()).await.page();
    assert!(shown.contains("EUR 600.00") && shown.contains("awaiting approval"), "{shown}");

    let inbox = amy.get("/approvals").await.page();
    let approval = inbox.split("/approvals/apr_").nth(1).unwrap().split('"').next().unwrap();
    let approval = format!("/approvals/apr_{approval}");
    let own = amy.get(&approval).await.page();
    assert!(own.contains("You asked for this") && !own.contains("value=\"approve\""), "{own}");
    // What no button offers is refused all the same.
    let hash = own.split("class=\"hash\">").nth(1).unwrap().split('<').next().unwrap();
    let forged = [("verdict", "approve"), ("hash", hash), ("key", "0123456789abcdef")];
    let forged = amy.send(&approval, &filled(&own, &forged), "same-origin").await;
    assert_eq!(forged.status, 422);
    assert!(forged.page().contains("The person who asked cannot approve"), "{}", forged.page());

    assert!(eva.get("/").await.page().contains("1 to approve"));
    let decided = eva.fill(&approval, &[("verdict", "approve"), ("reason", "seen the photo")]).await;
    assert_eq!(decided.location(), approval, "{}", decided.page());
    let after = amy.get(&format!("/orders/{order}")).await.page();
    assert!(after.contains("seen the photo") && after.contains("The refund is owed and on the books"), "{after}");
    assert!(!eva.get("/").await.page().contains("to approve"), "a card that is empty is gone");
}

async fn a_form_that_is_sent_twice_acts_once(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (amy, order, payment) = at_an_order(&shop, "amy", Role::Support, "1001").await;
    let form = format!("/payments/{payment}/refund");
    let review = amy.fill(&form, &[("amount", "5"), ("reason", "damaged"), ("step", "review")]).await.page();
    let fields = filled(&review, &[("step", "confirm")]);
    let (one, other) = tokio::join!(amy.send(&form, &fields, "same-origin"), amy.send(&form, &fields, "same-origin"));
    assert_eq!((one.status, other.status), (303, 303), "{} {}", one.page(), other.page());
    let view = shop.get("ann", &format!("/v1/refunds?order={order}")).await.is(200);
    assert_eq!(view.data().len(), 1, "{}", view.json);
    // The same key with another content is another thing.
    let changed = filled(&review, &[("step", "confirm"), ("amount", "6")]);
    let refused = amy.send(&form, &changed, "same-origin").await;
    assert_eq!(refused.status, 422, "{}", refused.page());
}

async fn forms_of_other_sites_are_refused(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (amy, order, payment) = at_an_order(&shop, "amy", Role::Support, "1001").await;
    let form = format!("/payments/{payment}/refund");
    let review = amy.fill(&form, &[("amount", "5"), ("reason", "damaged"), ("step", "review")]).await.page();
    let fields = filled(&review, &[("step", "confirm")]);
    assert_eq!(amy.send(&form, &fields, "cross-site").await.status, 403, "another site");
    let without: Vec<_> = fields.iter().filter(|(name, _)| name != "form").cloned().collect();
    assert_eq!(amy.send(&form, &without, "same-origin").await.status, 403, "no token");
    let wrong = filled(&review, &[("step", "confirm"), ("form", &"0".repeat(64))]);
    assert_eq!(amy.send(&form, &wrong, "same-origin").await.status, 403, "a wrong token");
    assert!(shop.get("ann", &format!("/v1/refunds?order={order}")).await.data().is_empty());
    let headers = amy.get("/").await.headers;
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(headers["cache-control"], "no-store");
}

async fn sessions_end_and_lead_back(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let amy = Browser::of(&shop, SHOP, "amy").await;
    assert_eq!(amy.get("/orders?status=open").await.status, 200);
    // A test clock that jumps signs nobody out.
    shop.engine.clock().set_offset_us(40 * 86_400_000_000);
    assert_eq!(amy.get("/orders").await.status, 200);
    let person = shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(shop.fixture.store.change_person(&person, &person.grants, Some(1)).await.unwrap());
    let gone = amy.get("/orders?status=open").await;
    assert_eq!(gone.location(), "/sign-in?next=/orders%3Fstatus%3Dopen", "who was shut out is out at once");
}

async fn what_was_typed_is_kept_beside_what_is_wrong_with_it(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (amy, _, payment) = at_an_order(&shop, "amy", Role::Support, "1001").await;
    let form = format!("/payments/{payment}/refund");
    for (amount, reason, says) in [
        ("1,250", "damaged", "An amount in EUR is typed like 1234.50."),
        ("90.01", "damaged", "refundable"),
        ("0", "damaged", "must be more than zero"),
        ("5", "", "Choose a reason."),
    ] {
        let fields = [("amount", amount), ("reason", reason), ("note", "kept & shown"), ("step", "review")];
        let answer = amy.fill(&form, &fields).await;
        let page = answer.page();
        assert_eq!(answer.status, 422, "{amount}: {page}");
        assert!(page.contains(says), "{says}: {page}");
        assert!(page.contains("kept &amp; shown") && page.contains(&format!("value=\"{amount}\"")), "{page}");
    }
    let card = [("amount", "5"), ("reason", "damaged"), ("note", "4242 4242 4242 4242"), ("step", "review")];
    let answer = amy.fill(&form, &card).await;
    assert!(answer.status == 422 && answer.page().contains("looks like a card number"), "{}", answer.page());
}

async fn another_tenants_objects_do_not_exist(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &Role::ALL).await;
    member(&shop, OTHER, "zed", &Role::ALL).await;
    let (order, payment) = shop.paid_order("1001", 90_000).await;
    let zed = Browser::of(&shop, OTHER, "zed").await;
    for path in [
        format!("/orders/{order}"),
        format!("/payments/{payment}"),
        format!("/payments/{payment}/refund"),
        format!("/payments/{payment}/capture"),
        format!("/orders/{order}/hold"),
        "/team/persons/amy".to_owned(),
    ] {
        let answer = zed.get(&path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.page());
    }
    for path in ["/orders", "/payments", "/refunds", "/search?q=1001", "/team", "/audit?of=access", "/ledger"] {
        let page = zed.get(path).await.page();
        assert!(!page.contains(&order) && !page.contains(&payment) && !page.contains("amy@"), "{path}: {page}");
    }
    // A cookie that names another tenant is nobody's.
    let amy = Browser::of(&shop, SHOP, "amy").await;
    assert_eq!(amy.get(&format!("/orders/{order}")).await.status, 200);
}

async fn what_people_type_stays_text(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let evil = "<script>alert(1)</script>";
    let (amy, order, payment) = at_an_order(&shop, "amy", Role::Support, evil).await;
    let form = format!("/payments/{payment}/refund");
    let note = "=HYPERLINK(\"x\") <b>' OR 1=1; DROP TABLE stream; --";
    let review = amy.fill(&form, &[("amount", "5"), ("reason", "damaged"), ("note", note), ("step", "review")]).await;
    let asked = amy.send(&form, &filled(&review.page(), &[("step", "confirm")]), "same-origin").await;
    assert_eq!(asked.status, 303, "{}", asked.page());
    for path in [format!("/orders/{order}"), "/orders".to_owned(), format!("/search?q={}", "%3Cscript%3E")] {
        let page = amy.get(&path).await.page();
        assert!(!page.contains(evil) && !page.contains("<b>'"), "{path}: {page}");
    }
    let file = amy.get("/orders/export.csv").await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert!(file.page().contains("Order <script>"), "a file is not a page: {}", file.page());
}

async fn a_link_sets_an_account_up_once(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let now_us = shop.engine.clock().machine().wall_us();
    let link = recoup::people::welcome(&shop.fixture.store, SHOP, "amy", now_us).await.unwrap();
    let path = format!("/welcome/{link}");
    let browser = Browser::new(&shop);
    let page = browser.get(&path).await.page();
    let secret = filled(&page, &[]).into_iter().find(|(name, _)| name == "secret").unwrap().1;
    let now = code(&shop, &secret);
    let weak = [("password", "passwordpassword"), ("code", now.as_str())];
    let answer = browser.send(&path, &filled(&page, &weak), "same-origin").await;
    assert!(answer.status == 422 && answer.page().contains("easy to guess"), "{}", answer.page());
    let good = [("password", "other unlike words now"), ("code", now.as_str())];
    let answer = browser.send(&path, &filled(&page, &good), "same-origin").await;
    assert_eq!(answer.status, 303, "{}", answer.page());
    assert!(answer.headers.contains_key("set-cookie"), "one is signed in");
    assert_eq!(browser.send(&path, &filled(&page, &good), "same-origin").await.status, 404, "it works once");
    assert_eq!(browser.get("/welcome/shop.0000").await.status, 404);
}

async fn what_changed_since_it_was_shown_is_not_done(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "bea", &[Role::BillingAdmin]).await;
    let placed = shop.post("bob", "/v1/orders", order_to_capture("1001", 9_000)).await.is(201);
    let payment = placed.json["payments"][0].as_str().unwrap();
    let bea = Browser::of(&shop, SHOP, "bea").await;
    let form = format!("/payments/{payment}/release");
    let shown = bea.get(&form).await.page();
    assert!(shown.contains("Release EUR 90.00"), "{shown}");
    let capture = json!({ "amount_minor": 3_000, "currency": "EUR" });
    shop.post("bob", &format!("/v1/payments/{payment}/captures"), capture).await.is(201);
    let late = bea.send(&form, &filled(&shown, &[("step", "confirm")]), "same-origin").await;
    let page = late.page();
    assert_eq!(late.status, 422, "{page}");
    assert!(page.contains("This changed since you looked: it was EUR 90.00, now EUR 60.00. Look again."), "{page}");
    assert!(page.contains("Release EUR 60.00"), "the new state is shown: {page}");
    let view = shop.get("bob", &format!("/v1/payments/{payment}")).await.is(200);
    assert!(view.json["releases"].as_array().is_none_or(Vec::is_empty), "nothing moved: {}", view.json);
    // A form that carries nothing of what was shown shows nothing, so it does nothing.
    let bare: Vec<_> = filled(&page, &[("step", "confirm")]);
    let bare: Vec<_> = bare.into_iter().filter(|(name, _)| !name.starts_with("seen")).collect();
    assert_eq!(bea.send(&form, &bare, "same-origin").await.status, 422);
    let again = bea.send(&form, &filled(&page, &[("step", "confirm")]), "same-origin").await;
    assert_eq!(again.status, 303, "{}", again.page());
}

async fn lines_that_lost_value_are_reviewed_again(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (amy, order, payment) = at_an_order(&shop, "amy", Role::Support, "1001").await;
    let form = format!("/payments/{payment}/refund");
    let by_line = [("how", "lines"), ("line-1", "3"), ("reason", "damaged"), ("step", "review")];
    let review = amy.fill(&form, &by_line).await.page();
    assert!(review.contains("Refund EUR 30.00"), "{review}");
    let other = json!({ "payment": payment, "amount_minor": 3_000, "reason": "damaged" });
    shop.post("bob", "/v1/refunds", other).await.is(202);
    let late = amy.send(&form, &filled(&review, &[("step", "confirm")]), "same-origin").await;
    let page = late.page();
    assert_eq!(late.status, 422, "{page}");
    assert!(page.contains("it was EUR 30.00, now EUR 20.00"), "{page}");
    assert_eq!(shop.get("ann", &format!("/v1/refunds?order={order}")).await.data().len(), 1, "nothing moved");
    let again = amy.send(&form, &filled(&page, &[("step", "confirm")]), "same-origin").await;
    assert_eq!(again.status, 303, "what is shown now can be done: {}", again.page());
    // More than is left by now is refused with what is left.
    let review = amy.fill(&form, &[("amount", "40"), ("reason", "damaged"), ("step", "review")]).await.page();
    let other = json!({ "payment": payment, "amount_minor": 2_000, "reason": "damaged" });
    shop.post("bob", "/v1/refunds", other).await.is(202);
    let late = amy.send(&form, &filled(&review, &[("step", "confirm")]), "same-origin").await;
    let page = late.page();
    assert!(late.status == 422 && page.contains("EUR 20.00 can be refunded now"), "{page}");
}

async fn a_refund_that_was_paid_meanwhile_is_not_said_to_have_failed(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (bea, order, payment) = at_an_order(&shop, "bea", Role::BillingAdmin, "1001").await;
    let asked = json!({ "payment": payment, "amount_minor": 1_200, "reason": "damaged" });
    let refund = shop.post("bob", "/v1/refunds", asked).await.is(202).text("id");
    let page = bea.get(&format!("/orders/{order}")).await.page();
    assert!(page.contains("The bank refused it") && !page.contains("The money came back"), "{page}");
    let form = format!("/refunds/{refund}/refused");
    let shown = bea.get(&form).await.page();
    assert!(shown.contains("was never paid out"), "{shown}");
    let path = format!("/v1/refunds/{refund}");
    shop.post("bob", &format!("{path}/confirm"), json!({ "evidence": "slip 7" })).await.is(202);
    let typed = [("step", "confirm"), ("evidence", "letter 8")];
    let late = bea.send(&form, &filled(&shown, &typed), "same-origin").await;
    assert_eq!(late.status, 409, "{}", late.page());
    assert!(late.page().contains("This changed since you looked"), "{}", late.page());
    assert_eq!(shop.get("bob", &path).await.is(200).text("status"), "settled", "nothing moved");
    let page = bea.get(&format!("/orders/{order}")).await.page();
    assert!(page.contains("The money came back") && !page.contains("The bank refused it"), "{page}");
    let back = bea.fill(&format!("/refunds/{refund}/returned"), &typed).await;
    assert_eq!(back.status, 303, "{}", back.page());
    assert_eq!(shop.get("bob", &path).await.is(200).text("status"), "returned");
}

async fn an_approval_that_is_sent_twice_takes_one_code(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1001", 200_000).await;
    for (person, at_once) in [("eva", true), ("ida", false)] {
        let secret = member(&shop, SHOP, person, &[Role::Approver]).await;
        let asked = json!({ "payment": payment, "amount_minor": 60_000, "reason": "damaged" });
        let approval = shop.post("bob", "/v1/refunds", asked).await.is(202).text("approval");
        let form = format!("/approvals/{approval}");
        let browser = Browser::unproved(&shop, SHOP, person).await;
        let page = browser.get(&form).await.page();
        assert!(page.contains("name=\"code\""), "a code is asked for: {page}");
        let now = code(&shop, &secret);
        let fields = filled(&page, &[("verdict", "approve"), ("reason", "seen"), ("code", now.as_str())]);
        let send = || browser.send(&form, &fields, "same-origin");
        let (one, other) = if at_once { tokio::join!(send(), send()) } else { (send().await, send().await) };
        assert_eq!((one.status, other.status), (303, 303), "{} {}", one.page(), other.page());
        let view = shop.get("eve", &format!("/v1/approvals/{approval}")).await.is(200);
        assert_eq!(view.json["answers"].as_array().unwrap().len(), 1, "{}", view.json);
        assert_eq!(view.text("status"), "approved");
        let row = shop.fixture.store.person(SHOP, person).await.unwrap().unwrap();
        assert_eq!(row.failures, 0, "nothing was typed wrong");
    }
}

async fn somebody_is_added_once(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "dan", &[Role::Developer]).await;
    let dan = Browser::of(&shop, SHOP, "dan").await;
    let page = dan.get("/team/add").await.page();
    let typed = [("person", "lea"), ("email", "lea@shop.example"), ("name", "Lea"), ("role-support", "yes")];
    let fields = filled(&page, &typed);
    let first = dan.send("/team/add", &fields, "same-origin").await;
    assert!(first.status == 200 && first.page().contains("/welcome/"), "{}", first.page());
    let second = dan.send("/team/add", &fields, "same-origin").await;
    assert_eq!(second.status, 200, "{}", second.page());
    assert!(second.page().contains("This form was sent before") && !second.page().contains("/welcome/"));
    let without: Vec<_> = fields.into_iter().filter(|(name, _)| name != "key").collect();
    assert_eq!(dan.send("/team/add", &without, "same-origin").await.status, 400, "a form without its key");
}
