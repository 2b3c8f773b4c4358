//! What somebody who approves is shown: all that waits, what a version of the policy changes, and what else was asked.

use recoup_core::actor::Role;
use serde_json::json;

use crate::http_support::{SHOP, Shop, grants};
use crate::pages_support::{Browser, member};
use crate::store_support::{Fixture, on_both};

on_both!(
    more_approvals_than_a_page_holds_go_on_with_the_oldest_first,
    a_version_of_the_policy_is_shown_beside_the_one_in_force,
    small_refunds_that_needed_nobody_are_seen_beside_a_large_one,
);

/// The approvals that a list leads to, in its order.
fn listed(page: &str) -> Vec<String> {
    let heads = page.split("<th scope=\"row\"><a href=\"/approvals/").skip(1);
    heads.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

/// The address of the next page, if there is one.
fn next(page: &str) -> Option<String> {
    let link = page.split("rel=\"next\"").nth(1)?;
    Some(link.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&"))
}

/// A refund of a whole order; returns what was answered.
async fn refund(shop: &Shop, who: &str, number: &str, gross_minor: i64) -> crate::http_support::Answer {
    let (_, payment) = shop.paid_order(number, gross_minor).await;
    shop.post(who, "/v1/refunds", json!({ "payment": payment, "reason": "damaged" })).await.is(202)
}

async fn more_approvals_than_a_page_holds_go_on_with_the_oldest_first(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "eva", &[Role::Approver]).await;
    let eva = Browser::of(&shop, SHOP, "eva").await;
    let mut asked = Vec::new();
    for number in 0..3 {
        asked.push(refund(&shop, "ann", &format!("{number}"), 60_000).await.text("approval"));
    }
    // Ids of one millisecond are in any order.
    asked.sort();
    let few = eva.get("/approvals").await.page();
    assert_eq!((listed(&few), next(&few)), (asked.clone(), None), "{few}");
    assert!(eva.get("/").await.page().contains(">3 to approve<"));
    for number in 3..102 {
        asked.push(refund(&shop, "ann", &format!("{number}"), 60_000).await.text("approval"));
    }
    asked.sort();
    let first = eva.get("/approvals").await.page();
    assert!(first.contains("There are more than the 100 on this page"), "{first}");
    let second = eva.get(&next(&first).expect("a second page")).await.page();
    assert_eq!([listed(&first), listed(&second)].concat(), asked);
    assert!(next(&second).is_none() && second.contains("First page"), "{second}");
    let all = eva.get("/approvals?status=all").await.page();
    let rest = eva.get(&next(&all).expect("a second page")).await.page();
    let newest: Vec<String> = asked.iter().rev().cloned().collect();
    assert_eq!([listed(&all), listed(&rest)].concat(), newest);
    let today = eva.get("/").await.page();
    assert!(today.contains("At least 100 to approve"), "{today}");
    let beyond = eva.get("/approvals?after=apr_z").await.page();
    assert!(beyond.contains("That was all"), "{beyond}");
}

async fn a_version_of_the_policy_is_shown_beside_the_one_in_force(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "finn", &[Role::Finance]).await;
    let finn = Browser::of(&shop, SHOP, "finn").await;
    let rules = json!({ "rules": [
        { "name": "all", "when": "amount_minor >= 1", "then": { "do": "approve", "by": ["finance"], "persons": 1, "expires_secs": 3600 } },
    ] });
    let proposed = shop.post("bob", "/v1/policies/refund_approval", rules).await.is(202);
    let path = format!("/approvals/{}", proposed.text("approval"));
    let page = finn.get(&path).await.page();
    for says in [
        "What version 1 changes",
        "the built-in version, in force",
        "amount_minor &gt;= 1",
        "Needs another person (finance) within 1 hour",
        "added",
        "removed",
        "href=\"/policies/1\"",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    shop.post("fay", &format!("/v1{path}/approve"), json!({ "reason": "agreed" })).await.is(200);
    let after = finn.get(&path).await.page();
    assert!(after.contains("What version 1 changes") && !after.contains("the built-in version, in force"), "{after}");
    assert!(after.contains("removed"), "still beside what was there before: {after}");
}

async fn small_refunds_that_needed_nobody_are_seen_beside_a_large_one(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    shop.person(SHOP, "cat", &grants(&[Role::Support])).await;
    member(&shop, SHOP, "eva", &[Role::Approver]).await;
    let eva = Browser::of(&shop, SHOP, "eva").await;
    let large = refund(&shop, "ann", "large", 60_000).await.text("approval");
    let path = format!("/approvals/{large}");
    let alone = eva.get(&path).await.page();
    assert!(alone.contains("No other refund in the shop: it is the only one"), "{alone}");
    for number in 0..9 {
        assert!(refund(&shop, "ann", &format!("small {number}"), 1_000).await.json["approval"].is_null());
    }
    refund(&shop, "cat", "of another", 1_000).await;
    let page = eva.get(&path).await.page();
    for says in [
        "What ann asked for lately",
        "9 other refunds among all 11 refunds of the shop, since ",
        "9 refunds of together <strong>EUR 90.00</strong>",
        "The last 8:",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert_eq!(page.matches(">Refund of EUR 10.00</a>").count(), 8, "{page}");
}
