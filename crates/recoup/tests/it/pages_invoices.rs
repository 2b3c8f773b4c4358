//! Invoices as pages: the list by status, customer and age, the page of one, and what is done with it by dialogs.

use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop};
use crate::pages_support::{Browser, member};
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(an_invoice_is_paid_credited_and_given_up, the_list_is_narrowed_by_status_customer_and_age);

/// 119.00 with 19.00 tax, due in 30 days.
fn invoice(number: &str, customer: &str) -> Value {
    let line = json!({ "sku": "a", "name": "Desk", "quantity": 1, "gross_minor": 11_900,
                       "taxes": [{ "key": "DE/standard", "amount_minor": 1_900 }] });
    json!({ "number": number, "currency": "EUR", "customer": { "reference": customer }, "lines": [line],
            "terms": { "net_days": 30, "discount_bp": 250, "discount_days": 10 }, "zone": "Europe/Berlin" })
}

async fn written(shop: &Shop, body: Value) -> String {
    shop.post("bob", "/v1/invoices", body).await.is(201).text("id")
}

async fn ben(shop: &Shop) -> Browser<'_> {
    member(shop, SHOP, "ben", &[Role::BillingAdmin]).await;
    Browser::of(shop, SHOP, "ben").await
}

async fn an_invoice_is_paid_credited_and_given_up(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut draft = invoice("I-1", "c-1");
    draft["draft"] = json!(true);
    let path = format!("/invoices/{}", written(&shop, draft).await);
    let ben = ben(&shop).await;
    let page = ben.get(&path).await.page();
    assert!(page.contains("Nothing is owed before it is sent") && page.contains("Desk"), "{page}");
    assert_eq!(ben.confirm(&format!("{path}/issue"), &[]).await, format!("{path}?done=change"));
    let page = ben.get(&path).await.page();
    for says in ["EUR 119.00", "2.50 % less within 10 days", "30 days after it is issued", "Europe/Berlin", "/pay\""] {
        assert!(page.contains(says), "{says}: {page}");
    }

    // In parts, and never more than is open but in hand.
    let pay = format!("{path}/pay");
    assert!(ben.get(&pay).await.page().contains("value=\"119.00\""));
    let typed = |amount: &'static str, how: &'static str| [("amount", amount), ("how", how), ("account", "bank:1")];
    ben.confirm(&pay, &typed("50.00", "offline")).await;
    let over = [typed("69.01", "balance").as_slice(), &[("step", "review")]].concat();
    let over = ben.fill(&pay, &over).await;
    assert!(over.status == 422, "{}", over.page());
    let unread = [typed("many", "offline").as_slice(), &[("step", "review")]].concat();
    assert!(ben.fill(&pay, &unread).await.page().contains("An amount in EUR is typed like"), "the field says so");
    let page = ben.get(&path).await.page();
    assert!(page.contains("partially paid") && page.contains("EUR 69.00") && page.contains("/refund\""), "{page}");
    let refund = page.split("href=\"/payments/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let form = ben.get(&format!("/payments/{refund}")).await.page();
    assert!(form.contains("Invoice I-1") && form.contains("By line"), "{form}");

    // Credited in part, and the rest given up, which another person agrees to.
    ben.confirm(&format!("{path}/credit"), &[("amount", "9.00"), ("reason", "goodwill")]).await;
    let review = ben.fill(&format!("{path}/write-off"), &[("reason", "insolvent"), ("step", "review")]).await.page();
    for says in
        ["EUR 60.00 will be given up", "stays payable", "Another person has to agree first", "Give up EUR 60.00"]
    {
        assert!(review.contains(says), "{says}: {review}");
    }
    ben.confirm(&format!("{path}/write-off"), &[("reason", "insolvent"), ("tax_relief", "yes")]).await;
    let page = ben.get(&path).await.page();
    assert!(page.contains("waits for another person") && !page.contains(&format!("{path}/write-off")), "{page}");
    let approval = page.split("/approvals/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    member(&shop, SHOP, "eve", &[Role::Finance]).await;
    let eve = Browser::of(&shop, SHOP, "eve").await;
    eve.fill(&format!("/approvals/{approval}"), &[("verdict", "approve"), ("reason", "seen it")]).await;
    let page = ben.get(&path).await.page();
    for says in ["uncollectible", "written off", "EUR 60.00 were given up", "insolvent"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let ledger = ben.get(&format!("{path}?tab=ledger")).await.page();
    assert!(ledger.contains("write off"), "{ledger}");

    // Money that comes all the same takes it back.
    ben.confirm(&pay, &typed("60.00", "offline")).await;
    let page = ben.get(&path).await.page();
    assert!(
        page.contains("EUR 60.00 are owed again") && page.contains(">paid<") || page.contains(" paid</span>"),
        "{page}"
    );
}

async fn the_list_is_narrowed_by_status_customer_and_age(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let ben = ben(&shop).await;
    assert!(ben.get("/invoices").await.page().contains("No invoice was written yet."));
    written(&shop, invoice("I-1", "c-1")).await;
    let mut late = invoice("I-2", "c-2");
    (late["terms"], late["issued_on"]) = (json!({ "net_days": 1 }), json!("2020-01-01"));
    written(&shop, late).await;
    let mut draft = invoice("I-3", "c-1");
    draft["draft"] = json!(true);
    let draft = written(&shop, draft).await;
    let all = ben.get("/invoices").await.page();
    for says in ["I-1", "I-2", "I-3", "EUR 238.00", "More than 90 days late", "not sent yet"] {
        assert!(all.contains(says), "{says}: {all}");
    }
    for (query, there) in [
        ("?status=draft", "I-3"),
        ("?age=over_90", "I-2"),
        ("?age=overdue", "I-2"),
        ("?age=current", "I-1"),
        ("?customer=c-2", "I-2"),
        ("?age=current&customer=c-2", ""),
        ("?customer=nobody", ""),
    ] {
        let page = ben.get(&format!("/invoices{query}")).await.page();
        for number in ["I-1", "I-2", "I-3"] {
            assert_eq!(page.contains(&format!(">{number}</a>")), there == number, "{query} {number}: {page}");
        }
        assert_eq!(page.contains("Nothing fits."), there.is_empty(), "{query}");
    }
    assert_eq!(
        ben.confirm(&format!("/invoices/{draft}/void"), &[("reason", "Written twice.")]).await,
        format!("/invoices/{draft}?done=change")
    );
    assert!(ben.get("/search?q=I-2").await.location().starts_with("/invoices/inv_"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disputed_payment_marks_its_invoice() {
    let shop = Shop::open(sqlite().await).await;
    let ben = ben(&shop).await;
    let id = written(&shop, invoice("I-1", "c-1")).await;
    let wire = json!({ "amount_minor": 11_900, "kind": "offline", "account": "bank:1", "capture": "automatic" });
    let payment = shop.post("bob", &format!("/v1/invoices/{id}/payments"), wire).await.is(201).text("id");
    let told = json!({ "payment": payment, "reference": "b-1", "what": "opened", "stage": "chargeback",
                       "reason": "fraudulent", "amount_minor": 11_900, "evidence": "the bank's letter" });
    let dispute = shop.post("bob", "/v1/disputes", told).await.is(200).text("id");
    let page = ben.get(&format!("/invoices/{id}")).await.page();
    assert!(page.contains("under dispute") && page.contains(&format!("/disputes/{dispute}")), "{page}");
    assert!(ben.get("/invoices").await.page().contains("under dispute"));
    let board = ben.get("/disputes").await.page();
    assert!(board.contains("Invoice I-1") && board.contains("Nobody said until when"), "{board}");
    assert!(ben.get(&format!("/disputes/{dispute}")).await.page().contains("Invoice I-1"));
    let over = json!({ "payment": payment, "reference": "b-1", "what": "closed", "end": "withdrawn",
                       "evidence": "the bank's second letter" });
    shop.post("bob", "/v1/disputes", over).await.is(200);
    assert!(!ben.get("/invoices").await.page().contains("under dispute"), "it is over");
}
