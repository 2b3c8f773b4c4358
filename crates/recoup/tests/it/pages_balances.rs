//! The balance on the page of its customer, and its refund by the dialog that every payment has.

use recoup_core::actor::Role;
use serde_json::json;

use crate::http_support::{SHOP, Shop};
use crate::pages_support::{Browser, filled, member};
use crate::store_support::{Fixture, on_both};

on_both!(a_balance_is_refunded_from_the_page_of_its_customer, a_change_by_hand_is_agreed_to_on_its_page);

async fn paid_in(shop: &Shop, amount_minor: i64) -> (String, String) {
    let customer = shop.post("bob", "/v1/customers", json!({ "reference": "c-1" })).await.is(200).text("id");
    let tender = json!({ "amount_minor": amount_minor, "kind": "offline", "account": "till:1" });
    let body = json!({ "currency": "EUR", "tender": tender });
    let payment = shop.post("bob", &format!("/v1/customers/{customer}/topups"), body).await.is(201).text("id");
    (customer, payment)
}

async fn a_balance_is_refunded_from_the_page_of_its_customer(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let (customer, payment) = paid_in(&shop, 5_000).await;
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let page = amy.get(&format!("/customers/{customer}")).await.page();
    let form = format!("/payments/{payment}/refund");
    for says in ["Paid into the balance", "Statement", "EUR 50.00", form.as_str()] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let dialog = amy.get(&form).await.page();
    for says in ["value=\"50.00\"", "This was paid into a balance", "Customer c-1"] {
        assert!(dialog.contains(says), "{says}: {dialog}");
    }
    assert!(!dialog.contains("By line"), "a balance has no lines: {dialog}");
    let over = amy.fill(&form, &[("amount", "50.01"), ("reason", "changed_mind"), ("step", "review")]).await;
    assert_eq!(over.status, 422);
    assert!(over.page().contains("left of this charge"), "{}", over.page());
    let review = amy.fill(&form, &[("amount", "20.00"), ("reason", "changed_mind"), ("step", "review")]).await;
    let text = review.page();
    assert!(review.status == 200 && text.contains("Refund EUR 20.00"), "{text}");
    let asked = amy.send(&form, &filled(&text, &[("step", "confirm")]), "same-origin").await;
    assert!(asked.location().starts_with(&format!("/customers/{customer}?")), "{} {}", asked.location(), asked.page());
    let shown = amy.get(&format!("/customers/{customer}")).await.page();
    assert!(shown.contains("EUR 30.00") && shown.contains("EUR 20.00"), "{shown}");
    assert_eq!(amy.get(&format!("/payments/{payment}")).await.location(), format!("/customers/{customer}#{payment}"));
}

async fn a_change_by_hand_is_agreed_to_on_its_page(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "eva", &[Role::Approver]).await;
    let (customer, _) = paid_in(&shop, 5_000).await;
    let body = json!({ "direction": "debit", "amount_minor": 1_200, "currency": "EUR", "reason": "mistake" });
    let path = format!("/v1/customers/{customer}/adjustments");
    let approval = shop.post("bob", &path, body).await.is(200).text("id");
    let eva = Browser::of(&shop, SHOP, "eva").await;
    let page = eva.get(&format!("/approvals/{approval}")).await.page();
    assert!(page.contains("Debit of EUR 12.00 by hand") && page.contains(&format!("/customers/{customer}")), "{page}");
    assert!(eva.get(&format!("/customers/{customer}")).await.page().contains("EUR 38.00 are available"));
    eva.fill(&format!("/approvals/{approval}"), &[("verdict", "approve"), ("reason", "seen it")]).await;
    let page = eva.get(&format!("/customers/{customer}")).await.page();
    assert!(page.contains("EUR 38.00") && !page.contains("are available"), "{page}");
    let policy = eva.get("/policies/balances").await.page();
    assert!(policy.contains("takes-away") && policy.contains("above-agent-limit"), "{policy}");
}
