//! What a person says became of an operation whose gateway gives no answer, by the API and by the form: refused while it
//! is asked after, another person agrees, and the timeline tells.

use recoup::access::{Grants, Permission};
use recoup::engine::{Reply, Request};
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::command::Act;
use recoup_core::effect::{Operation, OperationKind};
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::LostTrack;
use serde_json::json;

use crate::http_support::{SHOP, Shop, grants, order};
use crate::pages_support::{Browser, filled, member};
use crate::store_support::{Fixture, on_both};

on_both!(two_persons_say_that_it_was_done, who_may_say_may_take_it_back, the_form_asks_another_person);

/// An order over EUR 90.00 whose authorization has no answer, asked after in vain: the order and its payment.
async fn without_an_answer(shop: &Shop, probes: u32, cannot_ask: bool) -> (String, String) {
    let mut at_gateway = order("1001", 9_000);
    at_gateway["tenders"] = json!([{ "amount_minor": 9_000, "kind": "gateway", "account": "sandbox:main",
                                     "token": "tok_ok", "capture": "manual" }]);
    let placed = shop.post("bob", "/v1/orders", at_gateway).await.is(201);
    let payment = placed.json["payments"][0].as_str().unwrap().to_owned();
    lose_track(shop, &payment, 0, false).await;
    lose_track(shop, &payment, probes, cannot_ask).await;
    (placed.text("id"), payment)
}

async fn lose_track(shop: &Shop, payment: &str, probes: u32, cannot_ask: bool) {
    let id = Id::trusted(payment);
    let lost = LostTrack {
        operation: Operation { kind: OperationKind::Authorize, payment: id.clone(), id, generation: 0 },
        amount: Money::new(9_000, Currency::EUR),
        since: shop.engine.clock().now(),
        probes,
        why: "no reply".to_owned(),
        cannot_ask,
    };
    submit(shop, "worker", lost).await;
}

async fn submit(shop: &Shop, who: &str, act: impl Into<Act>) {
    let told = shop.engine.submit(Request::new(SHOP, Actor::machine(ActorKind::System, who), act)).await;
    assert!(matches!(told, Reply::Done(_)), "{told:?}");
}

async fn two_persons_say_that_it_was_done(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = without_an_answer(&shop, 1, false).await;
    let path = format!("/v1/operations/{payment}/outcome");
    let done = json!({ "outcome": "done", "gateway_ref": "sa_77", "reason": "their dashboard shows it" });
    shop.post("bob", &path, done.clone()).await.refused(409, "not_in_state");
    lose_track(&shop, &payment, 8, false).await;
    let open = shop.get("fay", "/v1/exceptions").await;
    assert!(open.data().iter().any(|row| row["reason"] == "still_unknown"), "{}", open.json);
    let unnamed = json!({ "outcome": "done", "reason": "their dashboard shows it" });
    shop.post("bob", &path, unnamed).await.refused(400, "missing");
    let asked = shop.post("bob", &path, done).await.is(200);
    assert_eq!(
        (asked.text("status"), asked.json["subject"]["gateway_ref"].as_str()),
        ("open".to_owned(), Some("sa_77"))
    );
    let approve = format!("/v1/approvals/{}/approve", asked.text("id"));
    shop.post("bob", &approve, json!({})).await.refused(403, "self_approval");
    assert_eq!(shop.get("bob", &format!("/v1/payments/{payment}")).await.text("status"), "unknown");
    shop.post("fay", &approve, json!({ "reason": "seen it as well" })).await.is(200);
    assert_eq!(shop.get("bob", &format!("/v1/payments/{payment}")).await.text("status"), "authorized");
    shop.post("bob", &path, json!({ "outcome": "not_done", "reason": "no" })).await.refused(409, "not_in_state");
    // The gateway tells as well at last, under a name of its own.
    let told = Fact {
        account: "sandbox:main".to_owned(),
        subject: "sa_78".to_owned(),
        ours: payment,
        what: What::Authorized { expires_at: None },
        amount: Some(Money::new(9_000, Currency::EUR)),
        parent: String::new(),
        ordinal: String::new(),
    };
    submit(&shop, "sandbox:main", told).await;
    member(&shop, SHOP, "pam", &[Role::BillingAdmin]).await;
    let seen = Browser::of(&shop, SHOP, "pam").await.get(&format!("/orders/{order}")).await.page();
    assert!(seen.contains("Its gateway tells of what persons said was done") && seen.contains("sa_78"), "{seen}");
}

async fn who_may_say_may_take_it_back(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    let (_, payment) = without_an_answer(&shop, 8, false).await;
    let narrow = Grants { scopes: vec![Permission::Read, Permission::MoveMoney], ..grants(&[Role::BillingAdmin]) };
    shop.person(SHOP, "narrow", &narrow).await;
    let not_done = json!({ "outcome": "not_done", "reason": "their dashboard shows nothing" });
    let asked = shop.post("narrow", &format!("/v1/operations/{payment}/outcome"), not_done).await.is(200);
    let withdraw = format!("/v1/approvals/{}/withdraw", asked.text("id"));
    shop.post("bob", &withdraw, json!({})).await.refused(403, "role_missing");
    shop.post("narrow", &withdraw, json!({})).await.is(200);
}

async fn the_form_asks_another_person(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = without_an_answer(&shop, 1, true).await;
    member(&shop, SHOP, "pam", &[Role::BillingAdmin]).await;
    member(&shop, SHOP, "eva", &[Role::Approver]).await;
    let (pam, eva) = (Browser::of(&shop, SHOP, "pam").await, Browser::of(&shop, SHOP, "eva").await);
    let form = format!("/operations/{payment}/outcome");
    let shown = pam.get(&format!("/orders/{order}")).await.page();
    assert!(shown.contains(&format!("href=\"{form}\"")), "{shown}");
    let exception = shop.get("fay", "/v1/exceptions").await.data()[0]["id"].as_str().unwrap().to_owned();
    let told = pam.get(&format!("/exceptions/{exception}")).await.page();
    assert!(told.contains("cannot be asked") && told.contains(&form), "{told}");
    let bare = pam.fill(&form, &[("reason", "their pages"), ("step", "review")]).await;
    assert!(bare.status == 422 && bare.page().contains("say below that it was not done"), "{}", bare.page());
    let with = [("not_done", "yes"), ("reason", "their pages show nothing"), ("step", "review")];
    let review = pam.fill(&form, &with).await.page();
    assert!(review.contains("moves the money twice"), "{review}");
    let asked = pam.send(&form, &filled(&review, &[("step", "confirm")]), "same-origin").await;
    assert_eq!(asked.status, 303, "{}", asked.page());
    let waits = pam.get(&asked.location()).await.page();
    let approval = waits.split("/approvals/apr_").nth(1).unwrap().split('"').next().unwrap();
    let approval = format!("/approvals/apr_{approval}");
    let seen = eva.get(&approval).await.page();
    assert!(seen.contains("It was not done") && seen.contains(&payment), "{seen}");
    let decided = eva.fill(&approval, &[("verdict", "approve"), ("reason", "seen it")]).await;
    assert_eq!(decided.location(), approval, "{}", decided.page());
    let after = pam.get(&format!("/orders/{order}")).await.page();
    for says in ["Two persons say: it was not done", "their pages show nothing", "failed"] {
        assert!(after.contains(says), "{says}: {after}");
    }
    assert!(!after.contains(&form), "it is answered");
}
