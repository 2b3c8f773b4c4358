//! Every page with every role: who may not is told so, and no page offers what would be refused.

use std::collections::BTreeSet;

use recoup::access::Permission;
use recoup::people::{change, team, token};
use recoup::store::node_rows::RequestRow;
use recoup::store::rows::DeliveryRow;
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::exception::RaiseException;
use recoup_core::payment::facts::What;
use serde_json::json;

use crate::http_support::{SHOP, Shop, card, grants, order};
use crate::pages_support::{Browser, filled, links, member};
use crate::store_support::sqlite;
use Permission::{
    AskRefunds, ChangePolicies, Decide, KeepBooks, ManageKeys, ManageTeam, MoveMoney, Read, ReadBooks, WriteOrders,
};

/// A page, and the permissions of which one opens it. `ORDER`, `PAYMENT` and others stand for one of each.
const PAGES: &[(&str, &[Permission])] = &[
    ("/", &[Read]),
    ("/orders", &[Read]),
    ("/payments", &[Read]),
    ("/refunds", &[Read]),
    ("/approvals", &[Read]),
    ("/search?q=none", &[Read]),
    ("/orders/ORDER", &[Read]),
    ("/orders/ORDER?tab=messages", &[Read]),
    ("/customers/CUSTOMER", &[Read]),
    ("/customers/CUSTOMER/top-up", &[MoveMoney]),
    ("/customers/CUSTOMER/credit", &[AskRefunds]),
    ("/payments/PAYMENT/refund", &[AskRefunds]),
    ("/payments/PAYMENT/dispute", &[MoveMoney]),
    ("/payments/HELD/capture", &[MoveMoney]),
    ("/payments/HELD/release", &[MoveMoney]),
    ("/orders/ORDER/hold", &[WriteOrders]),
    ("/orders/ORDER/complete", &[MoveMoney]),
    ("/orders/SPLIT/refund", &[AskRefunds]),
    ("/allocations/ALLOCATION", &[Read]),
    ("/refunds/BOUNCED/move", &[MoveMoney]),
    ("/invoices", &[Read]),
    ("/invoices/INVOICE", &[Read]),
    ("/invoices/INVOICE?tab=messages", &[Read]),
    ("/invoices/INVOICE/pay", &[MoveMoney]),
    ("/invoices/INVOICE/deliver", &[WriteOrders]),
    ("/invoices/INVOICE/credit", &[MoveMoney]),
    ("/invoices/INVOICE/write-off", &[MoveMoney]),
    ("/invoices/INVOICE/void", &[MoveMoney]),
    ("/disputes", &[Read]),
    ("/disputes/programs", &[Read]),
    ("/disputes/DISPUTE", &[Read]),
    ("/disputes/DISPUTE/evidence", &[AskRefunds]),
    ("/disputes/DISPUTE/evidence/1", &[AskRefunds, MoveMoney, ReadBooks]),
    ("/disputes/DISPUTE/evidence/1/remove", &[AskRefunds]),
    ("/disputes/DISPUTE/submit", &[MoveMoney]),
    ("/disputes/DISPUTE/accept", &[MoveMoney]),
    ("/disputes/DISPUTE/owner", &[AskRefunds]),
    ("/disputes/held/DELIVERY", &[KeepBooks]),
    ("/orders/export.csv", &[Read]),
    ("/payments/export.csv", &[Read]),
    ("/refunds/export.csv", &[Read]),
    ("/exceptions", &[Read]),
    ("/ledger", &[ReadBooks]),
    ("/ledger/clearing", &[ReadBooks]),
    ("/ledger/entries", &[ReadBooks]),
    ("/ledger/accounts/1200", &[ReadBooks]),
    ("/ledger/export.csv", &[ReadBooks]),
    ("/policies", &[Read]),
    ("/policies/new", &[ChangePolicies]),
    ("/policies/balances", &[Read]),
    ("/policies/balances/new", &[ChangePolicies]),
    ("/policies/routing", &[Read]),
    ("/policies/write-offs", &[Read]),
    ("/policies/refund_routing", &[Read]),
    ("/policies/routing/new", &[ChangePolicies]),
    ("/policies/write-offs/new", &[ChangePolicies]),
    ("/policies/refund_routing/new", &[ChangePolicies]),
    ("/developers", &[KeepBooks, ManageKeys]),
    ("/developers/requests", &[KeepBooks, ManageKeys]),
    ("/developers/requests/REQUEST", &[KeepBooks, ManageKeys]),
    ("/developers/calls", &[KeepBooks, ManageKeys]),
    ("/developers/deliveries", &[KeepBooks, ManageKeys]),
    ("/developers/keys/new", &[ManageKeys]),
    ("/team", &[ReadBooks, ManageTeam]),
    ("/team/add", &[ManageTeam]),
    ("/team/duties.csv", &[ReadBooks, ManageTeam]),
    ("/team/changes/CHANGE", &[Decide, ManageTeam, ReadBooks]),
    ("/audit", &[ReadBooks]),
    ("/audit?of=access", &[ReadBooks]),
    ("/audit/export.csv", &[ReadBooks]),
    ("/system", &[KeepBooks, ManageKeys]),
];

/// Where forms go, and the permissions of which one is enough to send them.
const FORMS: &[(&str, &[Permission])] = &[
    ("/payments/PAYMENT/refund", &[AskRefunds]),
    ("/payments/HELD/capture", &[MoveMoney]),
    ("/payments/HELD/release", &[MoveMoney]),
    ("/operations/HELD/outcome", &[MoveMoney]),
    ("/payments/PAYMENT/dispute", &[MoveMoney]),
    ("/orders/SPLIT/refund", &[AskRefunds]),
    ("/refunds/BOUNCED/move", &[MoveMoney]),
    ("/customers/CUSTOMER/top-up", &[MoveMoney]),
    ("/customers/CUSTOMER/credit", &[AskRefunds]),
    ("/customers/CUSTOMER/debit", &[AskRefunds]),
    ("/invoices/INVOICE/pay", &[MoveMoney]),
    ("/invoices/INVOICE/deliver", &[WriteOrders]),
    ("/invoices/INVOICE/credit", &[MoveMoney]),
    ("/invoices/INVOICE/write-off", &[MoveMoney]),
    ("/invoices/INVOICE/void", &[MoveMoney]),
    ("/disputes/DISPUTE/evidence", &[AskRefunds]),
    ("/disputes/DISPUTE/evidence/1/remove", &[AskRefunds]),
    ("/disputes/DISPUTE/submit", &[MoveMoney]),
    ("/disputes/DISPUTE/accept", &[MoveMoney]),
    ("/disputes/DISPUTE/owner", &[AskRefunds]),
    ("/disputes/held/DELIVERY", &[KeepBooks]),
    ("/orders/ORDER/hold", &[WriteOrders]),
    ("/orders/ORDER/cancel", &[MoveMoney]),
    ("/orders/ORDER/complete", &[MoveMoney]),
    ("/approvals/apr_00000000000000000000000000", &[Decide]),
    ("/policies/new", &[ChangePolicies]),
    ("/policies/balances/new", &[ChangePolicies]),
    ("/policies/routing/new", &[ChangePolicies]),
    ("/policies/write-offs/new", &[ChangePolicies]),
    ("/policies/refund_routing/new", &[ChangePolicies]),
    ("/exceptions/exc_00000000000000000000000000", &[KeepBooks]),
    ("/developers/keys/new", &[ManageKeys]),
    ("/developers/keys/none", &[ManageKeys]),
    ("/developers/deliveries/none", &[KeepBooks, ManageKeys]),
    ("/team/add", &[ManageTeam]),
    ("/team/persons/nobody", &[ManageTeam]),
    ("/team/changes/CHANGE", &[Decide, ManageTeam, ReadBooks]),
];

async fn paths(shop: &Shop) -> Vec<(String, &'static [Permission])> {
    named(shop, PAGES).await
}

/// Paths with one of each thing in them.
async fn named(shop: &Shop, paths: &[(&str, &'static [Permission])]) -> Vec<(String, &'static [Permission])> {
    let (placed_order, payment) = shop.paid_order("1001", 90_000).await;
    let mut held = order("1002", 9_000);
    held["tenders"][0]["capture"] = json!("manual");
    let held = shop.post("bob", "/v1/orders", held).await.is(201);
    let held = held.json["payments"][0].as_str().unwrap();
    let change = waiting_change(shop).await;
    let placed = shop.get("ann", &format!("/v1/orders/{placed_order}")).await.is(200).text("customer");
    let asked =
        RequestRow { request_id: "req_1".to_owned(), method: "POST".to_owned(), status: 404, ..RequestRow::default() };
    shop.fixture.store.put_requests(&[(SHOP.to_owned(), asked)]).await.unwrap();
    let mut things = vec![
        ("ORDER", placed_order),
        ("PAYMENT", payment),
        ("HELD", held.to_owned()),
        ("CUSTOMER", placed),
        ("REQUEST", "req_1".to_owned()),
        ("CHANGE", change),
        ("INVOICE", invoice(shop).await),
        ("DISPUTE", dispute(shop).await),
        ("DELIVERY", unmatched(shop).await),
    ];
    things.extend(split(shop).await);
    let named = |(path, needs): &(&str, &'static [Permission])| {
        (things.iter().fold((*path).to_owned(), |path, (name, thing)| path.replace(name, thing)), *needs)
    };
    paths.iter().map(named).collect()
}

/// An invoice of which nothing is paid.
async fn invoice(shop: &Shop) -> String {
    let body = json!({ "number": "I-1", "currency": "EUR", "customer": { "reference": "c-9" },
                       "lines": [{ "sku": "a", "name": "Desk", "quantity": 1, "gross_minor": 9_000,
                                   "delivered": false }] });
    shop.post("bob", "/v1/invoices", body).await.is(201).text("id")
}

/// A dispute that waits for an answer, with a piece of evidence.
async fn dispute(shop: &Shop) -> String {
    let (_, payment) = shop.paid_order("1003", 9_000).await;
    let told = json!({ "payment": payment, "reference": "b-1", "what": "opened", "stage": "chargeback",
                       "reason": "fraudulent", "amount_minor": 9_000, "evidence": "the bank's letter" });
    let dispute = shop.post("bob", "/v1/disputes", told).await.is(200).text("id");
    let piece = json!({ "proof": "customer_ip", "text": "192.0.2.7" });
    shop.post("ann", &format!("/v1/disputes/{dispute}/evidence"), piece).await.is(200);
    dispute
}

/// What a gateway told of a payment that nobody knows, as it waits.
pub async fn unmatched(shop: &Shop) -> String {
    let now_us = shop.engine.clock().now().as_microsecond();
    let row = DeliveryRow {
        tenant: SHOP.to_owned(),
        delivery_id: "dlv_lost".to_owned(),
        target: "sandbox:main".to_owned(),
        headers: "{}".to_owned(),
        body: b"{}".to_vec(),
        received_us: now_us,
        due_us: now_us + 3_600_000_000,
    };
    shop.fixture.store.put_delivery(&row).await.unwrap();
    let (source, reason) = (row.delivery_id.clone(), "dispute_of_unknown_payment".to_owned());
    let raise = RaiseException { source, reason, detail: "a dispute of a payment that is not known".to_owned() };
    let actor = Actor::machine(ActorKind::System, "test");
    shop.engine.submit(recoup::engine::Request::new(SHOP, actor, raise)).await;
    row.delivery_id
}

/// An order of two tills and a card with a refund over them, and a refund of the card that failed.
async fn split(shop: &Shop) -> Vec<(&'static str, String)> {
    let mut body = order("1004", 9_000);
    let till =
        |name: &str| json!({ "amount_minor": 3_000, "kind": "offline", "account": name, "capture": "automatic" });
    body["tenders"] = json!([card(3_000), till("till:1"), till("till:2")]);
    let placed = shop.post("bob", "/v1/orders", body).await.is(201);
    let (order, by_card) = (placed.text("id"), placed.json["payments"][0].as_str().unwrap().to_owned());
    shop.card_pays(&by_card, 3_000).await;
    let spread = json!({ "amount_minor": 1_000, "reason": "damaged", "strategy": "newest_first" });
    let allocation = shop.post("ann", &format!("/v1/orders/{order}/refunds"), spread).await.is(202).text("id");
    let bounced = json!({ "payment": by_card, "amount_minor": 500, "reason": "damaged" });
    let bounced = shop.post("ann", "/v1/refunds", bounced).await.is(202).text("id");
    shop.fact(&bounced, What::RefundFailed { code: "account_closed".to_owned() }, 500).await;
    vec![("SPLIT", order), ("ALLOCATION", allocation), ("BOUNCED", bounced)]
}

/// A change of the team that waits for a second person.
async fn waiting_change(shop: &Shop) -> String {
    let (store, now_us) = (&shop.fixture.store, shop.engine.clock().machine().wall_us());
    let names = ("new", "new@shop.example", "New");
    let row = team::checked(SHOP, names, &grants(&[Role::Support]), now_us).unwrap();
    let id = token::id("tch", now_us);
    change::ask(store, (&id, change::Kind::Add), (None, &row), "somebody", now_us).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_with_every_role() {
    let shop = Shop::open(sqlite().await).await;
    let pages = paths(&shop).await;
    for role in Role::ALL {
        member(&shop, SHOP, &format!("p-{}", role.word()), &[role]).await;
        let browser = Browser::of(&shop, SHOP, &format!("p-{}", role.word())).await;
        for (path, needs) in &pages {
            let may = needs.iter().any(|permission| permission.roles().contains(&role));
            let answer = browser.get(path).await;
            // Some are shown a part of it at another address.
            let expected: &[u16] = if may { &[200, 303] } else { &[403] };
            assert!(expected.contains(&answer.status), "{} at {path}: {}", role.word(), answer.page());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_with_every_role() {
    let shop = Shop::open(sqlite().await).await;
    let forms = named(&shop, FORMS).await;
    for role in Role::ALL {
        let person = format!("p-{}", role.word());
        member(&shop, SHOP, &person, &[role]).await;
        let browser = Browser::of(&shop, SHOP, &person).await;
        let token = filled(&browser.get("/").await.page(), &[]);
        for (path, needs) in &forms {
            let may = needs.iter().any(|permission| permission.roles().contains(&role));
            let answer = browser.send(path, &token, "same-origin").await;
            assert_eq!(answer.status != 403, may, "{person} at {path}: {} {}", answer.status, answer.page());
            assert!(answer.status < 500, "{person} at {path}: {}", answer.page());
        }
    }
}

/// A form of a page as it would be sent: where it goes, and what it holds when this button is pressed.
type Sent = (String, Vec<(String, String)>);

/// Every form of a page with each of its buttons, but those that end the session or hold a file.
fn buttons(path: &str, page: &str) -> Vec<Sent> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.replace("&amp;", "&"))
    };
    let mut found = Vec::new();
    for form in page.split("<form").skip(1) {
        let (head, inside) = form.split_once('>').unwrap();
        let inside = inside.split("</form>").next().unwrap();
        let action = attribute(head, "action").unwrap_or_else(|| path.to_owned());
        let ends = ["/sign-out", "/become"].contains(&action.as_str());
        if !head.contains("method=\"post\"") || head.contains("multipart") || ends {
            continue;
        }
        for button in inside.split("<button").skip(1) {
            let tag = button.split('>').next().unwrap();
            let pressed = attribute(tag, "name").zip(attribute(tag, "value"));
            let pressed: Vec<(&str, &str)> = pressed.iter().map(|(name, value)| (&**name, &**value)).collect();
            found.push((action.clone(), filled(&format!("<form>{inside}"), &pressed)));
        }
    }
    found
}

/// Whoever follows every link of every page meets nothing that is refused, and every form can at least be read.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_offers_what_would_be_refused() {
    let shop = Shop::open(sqlite().await).await;
    paths(&shop).await;
    for role in Role::ALL {
        let person = format!("p-{}", role.word());
        member(&shop, SHOP, &person, &[role]).await;
        let browser = Browser::of(&shop, SHOP, &person).await;
        let (mut seen, mut open, mut forms) = (BTreeSet::new(), vec!["/".to_owned()], Vec::new());
        while let Some(path) = open.pop() {
            if !seen.insert(path.clone()) || seen.len() > 400 {
                continue;
            }
            let answer = browser.get(&path).await;
            assert!([200, 303].contains(&answer.status), "{person} is led to {path}: {}", answer.status);
            let page = answer.page();
            open.extend(links(&page).into_iter().filter(|link| !link.starts_with("/sign-out")));
            forms.extend(buttons(&path, &page));
            if page.contains("<form") {
                assert!(
                    !filled(&page, &[]).is_empty() || page.contains("method=\"get\""),
                    "{path} has a form without token"
                );
            }
        }
        assert!(seen.len() > 8, "{person} saw only {seen:?}");
        // What is not filled in or no longer possible is said so; what is not allowed is not offered.
        for (action, fields) in forms {
            let answer = browser.send(&action, &fields, "same-origin").await;
            assert!(
                answer.status != 403 && answer.status < 500,
                "{person} is offered {action} {fields:?}: {} {}",
                answer.status,
                answer.page()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_sees_a_page_without_signing_in() {
    let shop = Shop::open(sqlite().await).await;
    let nobody = Browser::new(&shop);
    for (path, _) in paths(&shop).await {
        let answer = nobody.get(&path).await;
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.location().starts_with("/sign-in?next="), "{path}: {}", answer.location());
    }
    assert_eq!(nobody.get("/nowhere").await.status, 404);
    assert_eq!(nobody.get("/v1/nowhere").await.json["code"], "unknown_route", "the API answers for itself");
}
