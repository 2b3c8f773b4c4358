//! What there is in a busy shop: orders, refunds in every standing, approvals, an exception, a key, a version of the
//! policy, a webhook that nobody can read. Paths of [`crate::places`] call them by name.

use std::collections::BTreeMap;
use std::time::Duration;

use recoup::access::{self, Grants};
use recoup::node::requests;
use recoup::people::{change, team, token};
use recoup::store::node_rows::RequestRow;
use recoup::store::rows::DeliveryRow;
use recoup::store::views::ExceptionQuery;
use recoup_core::actor::{Actor, Role};
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::effect::{Operation, OperationKind};
use recoup_core::event::Route;
use recoup_core::exception::RaiseException;
use recoup_core::id::{Id, Kind};
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::PlaceOrder;
use recoup_core::payment::outcome::LostTrack;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{PolicyKind, defaults};
use recoup_sandbox::signature_header;
use serde_json::{Value, json};

use crate::shop::{ACCOUNT, HOOK_SECRET, PERSONS, SHOP, Shop, lamp};

/// Names and what they stand for.
pub struct Things(BTreeMap<&'static str, String>);

impl Things {
    /// What an empty shop has: a link for somebody new.
    pub async fn few(shop: &Shop) -> Self {
        Self(BTreeMap::from([("welcome", shop.welcome("ann").await)]))
    }

    /// Makes everything.
    pub async fn of(shop: &Shop) -> Self {
        let mut things = Self(BTreeMap::new());
        things.refunds(shop).await;
        things.others(shop).await;
        things.claims(shop).await;
        things
    }

    /// One paid out, one that waits for a second person, one that failed, one rejected, one to be paid by hand.
    async fn refunds(&mut self, shop: &Shop) {
        let (order, payment) = shop.order("1001", "tok_ok").await;
        let refund = ask(shop, "ann", &payment, 3_560).await;
        refund_is(shop, &payment, "settled").await;
        let entries = shop.engine.store().entries_of_stream(SHOP, &payment).await.unwrap();
        self.add("entry", &entries.last().unwrap().entry.entry_id);
        self.add("refund", refund["id"].as_str().unwrap());
        let row = shop.engine.store().stream(SHOP, &order).await.unwrap().unwrap();
        self.add("customer", &row.parent_id);
        self.add("order", &order);
        self.add("payment", &payment);

        let (order, payment) = shop.order("1002", "tok_ok").await;
        let refund = ask(shop, "bob", &payment, 60_000).await;
        self.add("waiting", &order);
        self.add("refund_waiting", refund["id"].as_str().unwrap());
        self.add("open", refund["approval"].as_str().unwrap());

        let (order, payment) = shop.order("1003", "tok_refund_fails").await;
        let refund = ask(shop, "ann", &payment, 2_000).await;
        refund_is(shop, &payment, "failed").await;
        self.add("failed", &order);
        self.add("refund_failed", refund["id"].as_str().unwrap());

        let (_, payment) = shop.order("1004", "tok_ok").await;
        let refund = ask(shop, "ann", &payment, 20_000).await;
        let approval = refund["approval"].as_str().unwrap();
        let reject = DecideApproval {
            approval: Id::parse(Kind::Approval, approval).unwrap(),
            verdict: Verdict::Reject,
            reason: "The lamp came back broken by the customer.".to_owned(),
            request_hash: None,
        };
        shop.act_as(person("eve"), "reject", reject).await;
        self.add("decided", approval);

        let mut at_the_till = lamp("1005", "");
        at_the_till.tenders[0].method.route = Route::Offline { account: "till:1".to_owned() };
        let (order, payment) = shop.place(at_the_till).await;
        let refund = ask(shop, "ann", &payment, 1_780).await;
        self.add("till", &order);
        self.add("refund_till", refund["id"].as_str().unwrap());
    }

    async fn others(&mut self, shop: &Shop) {
        let (order, payment) = shop.place(to_be_sent("1006")).await;
        shop.until(&payment, "authorized").await;
        self.add("unsent", &order);
        self.add("authorized", &payment);

        // Nobody works for this account, so that nothing is heard of it but what is told here.
        let mut unheard = lamp("1007", "tok_ok");
        unheard.tenders[0].method.route = Route::Gateway { account: "sandbox:gone".to_owned() };
        let (order, payment) = shop.place(unheard).await;
        self.add("unheard", &order);
        self.add("undecided", &payment);
        let id = Id::parse(Kind::Payment, &payment).unwrap();
        let lost = |cannot_ask| LostTrack {
            operation: Operation { kind: OperationKind::Authorize, payment: id.clone(), id: id.clone(), generation: 0 },
            amount: Money::new(68_460, Currency::EUR),
            since: shop.engine.clock().now(),
            probes: 0,
            why: "the connection broke before an answer came".to_owned(),
            cannot_ask,
        };
        shop.act("lost", lost(false)).await;
        shop.act("cannot be asked", lost(true)).await;

        let look = RaiseException {
            source: payment.clone(),
            reason: "effect_stuck".to_owned(),
            detail: "a gateway took a call and does not say what became of it".to_owned(),
        };
        shop.act("exception", look).await;
        let open = ExceptionQuery { state: Some("open".to_owned()), limit: 9, ..ExceptionQuery::default() };
        let found = shop.engine.store().exceptions(SHOP, &open).await.unwrap();
        self.add("exception", &found.last().unwrap().row.exception_id);

        let mut document = defaults::document(PolicyKind::RefundApproval);
        document.rules.pop();
        shop.act_as(person("bob"), "policy", ProposePolicy { document }).await;

        let grants = Grants { roles: vec![Role::Developer], ..Grants::default() };
        let key = access::new_key(SHOP, "dan", "warehouse", &grants, shop.wall_us()).unwrap();
        shop.engine.store().put_api_key(&key.row).await.unwrap();
        self.add("key", &key.row.key_id);
        self.add("delivery", &unreadable(shop).await);
        self.add("request", &asked_before(shop, (&key.row.key_id, &payment)).await);
        self.add("new_person", &to_be_added(shop).await);
    }

    pub fn add(&mut self, name: &'static str, thing: &str) {
        self.0.insert(name, thing.to_owned());
    }

    /// A path with things in the place of their names in braces.
    pub fn path(&self, template: &str) -> String {
        let mut path = template.to_owned();
        for (name, thing) in &self.0 {
            path = path.replace(&format!("{{{name}}}"), thing);
        }
        assert!(!path.contains('{'), "nothing is called so: {path}");
        path
    }
}

/// Somebody whom Dan wants to add, which waits for a second person.
async fn to_be_added(shop: &Shop) -> String {
    let grants = Grants { roles: vec![Role::Support], ..Grants::default() };
    let row = team::checked(SHOP, ("gus", "gus@shop.example", "Gus"), &grants, shop.wall_us()).unwrap();
    let id = token::id("tch", shop.wall_us());
    let store = shop.engine.store();
    change::ask(store, (&id, change::Kind::Add), (None, &row), "dan", shop.wall_us()).await.unwrap();
    id
}

/// An order whose lines have not left and whose money is only authorized.
fn to_be_sent(number: &str) -> PlaceOrder {
    let mut order = lamp(number, "tok_ok");
    order.tenders[0].capture_at_once = false;
    for line in &mut order.lines {
        line.delivered = false;
    }
    order
}

pub fn person(name: &str) -> Actor {
    let (_, _, roles) = PERSONS.iter().find(|(person, ..)| *person == name).unwrap();
    Actor::user(name, roles)
}

pub async fn ask(shop: &Shop, who: &str, payment: &str, amount_minor: i64) -> Value {
    let command = RequestRefund {
        payment: Id::parse(Kind::Payment, payment).unwrap(),
        how_much: HowMuch::Amount { amount_minor, currency: Some(Currency::EUR) },
        reason: "damaged".to_owned(),
        note: "The shade is cracked, see the picture in the mail of Friday.".to_owned(),
        exception: None,
    };
    shop.act_as(person(who), &format!("refund of {payment}"), command).await
}

/// Waits until the bank says what became of a refund of a payment, a day and another later if it must be.
async fn refund_is(shop: &Shop, payment: &str, status: &str) {
    let stands = format!("\"status\":\"{status}\"");
    for round in 0..600 {
        let row = shop.engine.store().stream(SHOP, payment).await.unwrap().unwrap();
        if row.state.contains(&stands) {
            return;
        }
        if round == 20 {
            shop.days_pass(2);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no refund of {payment} is ever {status}");
}

/// Requests as the shop system sends them: fine, refused, failed, and some that were too many; returns the refused one.
async fn asked_before(shop: &Shop, (key_id, payment): (&str, &str)) -> String {
    let now_us = shop.wall_us();
    let row = |ago_us: i64, path: &str, (status, code, param): (i64, &str, &str)| RequestRow {
        request_id: requests::id(now_us - ago_us),
        at_us: now_us - ago_us,
        key_id: key_id.to_owned(),
        person: "dan".to_owned(),
        method: "POST".to_owned(),
        path: path.to_owned(),
        about: payment.to_owned(),
        status,
        code: code.to_owned(),
        param: param.to_owned(),
        replayed: 0,
        took_us: 4_200,
        missing: 0,
    };
    let refused = row(3_000_000, "/v1/payments/{id}/capture", (422, "exceeds_available", "amount_minor"));
    let missing =
        RequestRow { request_id: requests::id(now_us - 1), at_us: now_us, missing: 12, ..RequestRow::default() };
    let id = refused.request_id.clone();
    let rows = [
        row(9_000_000, "/v1/payments/{id}/capture", (202, "", "")),
        refused,
        row(2_000_000, "/v1/refunds", (503, "store_unavailable", "")),
        missing,
    ];
    let rows: Vec<_> = rows.into_iter().map(|row| (SHOP.to_owned(), row)).collect();
    shop.engine.store().put_requests(&rows).await.unwrap();
    id
}

/// A webhook with the right signature that tells of something unheard of; returns its id once it is parked.
async fn unreadable(shop: &Shop) -> String {
    let body = json!({ "type": "moon.landed" }).to_string();
    let now = shop.engine.clock().now();
    let signature = signature_header(&[HOOK_SECRET], now.as_second(), &body);
    let delivery = DeliveryRow {
        tenant: SHOP.to_owned(),
        delivery_id: "dlv_moon".to_owned(),
        target: ACCOUNT.to_owned(),
        headers: json!({ "sandbox-signature": signature }).to_string(),
        body: body.into_bytes(),
        received_us: now.as_microsecond(),
        due_us: now.as_microsecond(),
    };
    let store = shop.engine.store();
    store.put_delivery(&delivery).await.unwrap();
    for _ in 0..600 {
        if !store.deliveries(SHOP, "parked", "", 9).await.unwrap().is_empty() {
            return delivery.delivery_id;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody parks what nobody can read");
}
