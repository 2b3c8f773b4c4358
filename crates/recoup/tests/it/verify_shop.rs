//! A small shop with a bit of everything in it, driven through the engine: what the stories about `verify` look at.

use recoup::engine::{Clock, Engine, Reply, Request};
use recoup::store::rows::{Claimed, Done, Queue, TenantRow, Then};
use recoup::store::views::{Claim, ListQuery};
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::approval::{Verdict, decide::DecideApproval};
use recoup_core::book::{PostBook, Remark, RemarkKind};
use recoup_core::command::Act;
use recoup_core::customer::{PutCustomer, TopUp};
use recoup_core::decision::Answer;
use recoup_core::effect::{Effect, OperationKind};
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::invoice::issue::IssueInvoice;
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::invoice::write_off::WriteOffInvoice;
use recoup_core::invoice::{Dates, Day, Due, Terms};
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::release::LineUnits;
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::LostTrack;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::{CancelRefund, ConfirmRefund, CreditRefund};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{PolicyKind, defaults};

use crate::store_support::*;

pub const GATEWAY: &str = "sandbox:main";

/// A shop, and the streams the stories spoil.
pub struct Shop {
    pub fixture: Fixture,
    pub engine: Engine,
    /// Paid offline, refunded by line and by amount; the second refund waits to be confirmed.
    pub till: (Id, Id),
    /// Captured at the gateway; one refund taken back, one credited to the customer.
    pub card: (Id, Id),
    /// Its large refund waits for approval.
    pub waiting: Id,
    /// Its large refund was approved and is being sent.
    pub approved: Id,
    /// Its authorization is on its way.
    pub pending: Id,
    /// An invoice that is paid in part; giving the rest up waits for approval.
    pub invoice: Id,
}

pub fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

impl Shop {
    pub async fn open(fixture: Fixture) -> Self {
        let tenant =
            TenantRow { tenant: T.to_owned(), name: "Shop".to_owned(), settings: "{}".to_owned(), created_us: 0 };
        fixture.store.put_tenant(&tenant).await.unwrap();
        let engine = Engine::start(fixture.store.clone(), Clock::default());
        let none = || Id::trusted("");
        let mut shop = Self {
            fixture,
            engine,
            till: (none(), none()),
            card: (none(), none()),
            waiting: none(),
            approved: none(),
            pending: none(),
            invoice: none(),
        };
        shop.till = shop.till_sale().await;
        shop.card = shop.card_sale().await;
        shop.waiting = shop.large("large-1").await;
        shop.approved = shop.large("large-2").await;
        shop.approve().await;
        shop.pending = shop.place(order("pending", &[(1_000, true)], gateway(), false)).await.1;
        shop.lost("lost", false).await;
        shop.invoice = shop.invoice().await;
        shop.book().await;
        shop.act(ann(), ProposePolicy { document: defaults::document(PolicyKind::RefundApproval) }).await;
        shop.seal().await;
        // One commit stays without a number.
        shop.place(order("last", &[(700, true)], offline(), true)).await;
        shop
    }

    pub async fn seal(&self) {
        let now_us = self.engine.clock().now().as_microsecond();
        self.fixture.store.seal(T, "test", now_us, 10_000).await.unwrap();
    }

    pub async fn act(&self, actor: Actor, act: impl Into<Act>) -> Answer {
        match self.engine.submit(Request::new(T, actor, act)).await {
            Reply::Done(answered) => answered.about.unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// A top-up in cash whose refund waits for another person.
    pub async fn waiting_balance(&self) -> Id {
        let put = PutCustomer { reference: "saver".to_owned(), language: "en".to_owned() };
        let Answer::Customer(customer) = self.act(bob(), put).await else { panic!("no customer") };
        let method = Method::by(offline());
        let tender = Tender { amount_minor: 90_000, method, capture_at_once: true, release_after: None };
        let top_up = TopUp { customer, currency: Currency::EUR, tender };
        let Answer::Payment(payment) = self.act(bob(), top_up).await else { panic!("no payment") };
        self.refund(&payment, HowMuch::Full).await;
        payment
    }

    async fn place(&self, order: PlaceOrder) -> (Id, Id) {
        let Answer::Order(id) = self.act(bob(), order).await else { panic!("no order") };
        let of_order = ListQuery { parent: Some(id.as_str().to_owned()), limit: 9, ..ListQuery::default() };
        let rows = self.fixture.store.streams(T, &of_order).await.unwrap();
        let payment = Id::trusted(&rows[0].stream_id);
        (id, payment)
    }

    async fn refund(&self, payment: &Id, how_much: HowMuch) -> Id {
        let ask = RequestRefund {
            payment: payment.clone(),
            how_much,
            reason: "damaged".to_owned(),
            note: String::new(),
            exception: None,
        };
        let Answer::Refund(_, refund) = self.act(bob(), ask).await else { panic!("no refund") };
        refund
    }

    /// Tells a fact as the worker does: the effect that waits for it ends with it.
    async fn told(&self, id: &Id, what: What, amount: Option<Money>) {
        let now_us = self.engine.clock().now().as_microsecond() + 1_000_000;
        let claim = Claim { queue: Queue::Outbox, now_us, wall_us: now_us, lease_us: 0, limit: 99, only: None };
        let claimed = self.fixture.store.claim(claim).await.unwrap();
        let of = |claimed: &&Claimed| {
            serde_json::from_slice::<Effect>(&claimed.payload).is_ok_and(|effect| effect.operation.id == *id)
        };
        let done = claimed.iter().find(of).map(|claimed| Done {
            queue: Queue::Outbox,
            id: claimed.id.clone(),
            epoch: claimed.epoch,
            then: Then::Finished,
        });
        let fact = Fact {
            account: GATEWAY.to_owned(),
            subject: format!("gw_{id}"),
            ours: id.as_str().to_owned(),
            what,
            amount,
            parent: String::new(),
            ordinal: String::new(),
        };
        let mut request = Request::new(T, Actor::machine(ActorKind::Gateway, GATEWAY), fact);
        request.done = done;
        assert!(matches!(self.engine.submit(request).await, Reply::Done(_)));
    }

    async fn till_sale(&self) -> (Id, Id) {
        let (sold, payment) = self.place(order("till", &[(4_000, true), (6_000, false)], offline(), true)).await;
        let lines = vec![LineUnits { line: 1, quantity: 1 }];
        let refund = self.refund(&payment, HowMuch::Lines { lines, amount_minor: None }).await;
        self.act(bob(), ConfirmRefund { refund, evidence: "receipt 7".to_owned() }).await;
        self.refund(&payment, HowMuch::Amount { amount_minor: 500, currency: None }).await;
        (sold, payment)
    }

    async fn card_sale(&self) -> (Id, Id) {
        let (sold, payment) = self.place(order("card", &[(9_000, true)], gateway(), false)).await;
        self.told(&payment, What::Authorized { expires_at: None }, Some(eur(9_000))).await;
        let capture =
            RequestCapture { payment: payment.clone(), amount_minor: Some(7_000), currency: None, last: false };
        let Answer::Capture(_, capture) = self.act(bob(), capture).await else { panic!("no capture") };
        self.told(&capture, What::Captured, Some(eur(7_000))).await;
        let back = self.refund(&payment, HowMuch::Amount { amount_minor: 900, currency: None }).await;
        self.told(&back, What::RefundFailed { code: "closed".to_owned() }, None).await;
        self.act(bob(), CancelRefund { refund: back, reason: "asked twice".to_owned() }).await;
        let credited = self.refund(&payment, HowMuch::Amount { amount_minor: 800, currency: None }).await;
        self.told(&credited, What::RefundFailed { code: "closed".to_owned() }, None).await;
        self.act(bob(), CreditRefund { refund: credited }).await;
        let settled = self.refund(&payment, HowMuch::Amount { amount_minor: 1_100, currency: None }).await;
        self.told(&settled, What::RefundSettled { evidence: "row 1".to_owned() }, Some(eur(1_100))).await;
        (sold, payment)
    }

    async fn large(&self, number: &str) -> Id {
        let (_, payment) = self.place(order(number, &[(60_000, true)], offline(), true)).await;
        self.refund(&payment, HowMuch::Full).await;
        payment
    }

    /// Another person says yes to the second of the two that wait.
    async fn approve(&self) {
        let open = ListQuery {
            kind: Some("approval".to_owned()),
            status: Some("open".to_owned()),
            parent: Some(self.approved.as_str().to_owned()),
            limit: 9,
            ..ListQuery::default()
        };
        let approval = Id::trusted(&self.fixture.store.streams(T, &open).await.unwrap()[0].stream_id);
        let yes = DecideApproval { approval, verdict: Verdict::Approve, reason: "fair".to_owned(), request_hash: None };
        self.act(Actor::user("eve", &[Role::Approver]), yes).await;
    }

    /// A sale at the gateway with a refund that the gateway has settled.
    pub async fn sell(&self, number: &str) {
        let refund = self.asked_back(number).await;
        self.told(&refund, What::RefundSettled { evidence: format!("row {number}") }, Some(eur(700))).await;
        self.seal().await;
    }

    /// A sale at the gateway with a refund that the gateway calls done: it waits for its row of money.
    pub async fn done(&self, number: &str) {
        let refund = self.asked_back(number).await;
        self.told(&refund, What::RefundCompleted, Some(eur(700))).await;
        self.seal().await;
    }

    /// A sale at the gateway of which a part is asked back, step by step: its refund.
    async fn asked_back(&self, number: &str) -> Id {
        let (_, payment) = self.place(order(number, &[(3_000, true)], gateway(), false)).await;
        self.told(&payment, What::Authorized { expires_at: None }, Some(eur(3_000))).await;
        let capture = RequestCapture { payment: payment.clone(), amount_minor: None, currency: None, last: true };
        let Answer::Capture(_, capture) = self.act(bob(), capture).await else { panic!("no capture") };
        self.told(&capture, What::Captured, Some(eur(3_000))).await;
        self.refund(&payment, HowMuch::Amount { amount_minor: 700, currency: None }).await
    }

    /// An authorization that was declined: its payment.
    pub async fn declined(&self, number: &str) -> Id {
        let (_, payment) = self.place(order(number, &[(2_000, true)], gateway(), false)).await;
        self.told(&payment, What::Declined { code: "do_not_honor".to_owned() }, None).await;
        self.seal().await;
        payment
    }

    /// An authorization whose answer could not be read: a probe waits for it, unless it cannot be asked after.
    pub async fn lost(&self, number: &str, cannot_ask: bool) {
        let (_, payment) = self.place(order(number, &[(2_000, true)], gateway(), false)).await;
        let now_us = self.engine.clock().now().as_microsecond() + 1_000_000;
        let claim = Claim { queue: Queue::Outbox, now_us, wall_us: now_us, lease_us: 0, limit: 99, only: None };
        let claimed = self.fixture.store.claim(claim).await.unwrap();
        for claimed in claimed {
            let effect: Effect = serde_json::from_slice(&claimed.payload).unwrap();
            if effect.operation.id != payment || effect.operation.kind != OperationKind::Authorize {
                continue;
            }
            let lost = LostTrack {
                operation: effect.operation,
                amount: effect.amount,
                since: effect.since,
                probes: 0,
                why: "timed out".to_owned(),
                cannot_ask,
            };
            let done = Done { queue: Queue::Outbox, id: claimed.id, epoch: claimed.epoch, then: Then::Finished };
            let request = Request::new(T, Actor::machine(ActorKind::System, "worker"), lost).finishing(done);
            assert!(matches!(self.engine.submit(request).await, Reply::Done(_)));
        }
    }

    async fn invoice(&self) -> Id {
        let terms = Terms { due: Due::Net { days: 30 }, grace_days: 0, early: None };
        let issued_on = "2126-01-31".parse().unwrap();
        let due = Day { date: "2126-03-02".parse().unwrap(), ends_at: "2126-03-03T00:00:00Z".parse().unwrap() };
        let PlaceOrder { customer, currency, revenue_key, lines, .. } =
            order("none", &[(5_000, true), (2_000, false)], offline(), true);
        let issue = IssueInvoice {
            number: "I-1".to_owned(),
            customer,
            currency,
            revenue_key,
            lines,
            terms,
            zone: "UTC".to_owned(),
            language: "en".to_owned(),
            references: Vec::new(),
            dates: Some(Dates { issued_on, due, late: due, discount: None }),
        };
        let Answer::Invoice(invoice) = self.act(bob(), issue).await else { panic!("no invoice") };
        let method = Method::by(offline());
        let tender = Tender { amount_minor: 3_000, method, capture_at_once: true, release_after: None };
        self.act(bob(), PayInvoice { invoice: invoice.clone(), tender }).await;
        let reason = "insolvent".to_owned();
        self.act(bob(), WriteOffInvoice { invoice: invoice.clone(), reason, tax_relief: true, exception: None }).await;
        invoice
    }

    async fn book(&self) {
        let remarks = [
            (RemarkKind::BankFee, -1_250, "bank"),
            (RemarkKind::BadDebt, -11_062, "carried-over"),
            (RemarkKind::ManualCharge, 900, "by-hand"),
        ];
        for (kind, minor, subkey) in remarks {
            let remark = Remark {
                kind,
                amount: eur(minor),
                quantity: 0,
                subkey: subkey.to_owned(),
                source: "row 9".to_owned(),
                memo: String::new(),
            };
            self.act(bob(), PostBook { remark }).await;
        }
    }
}

pub fn ann() -> Actor {
    Actor::user("ann", &[Role::Finance, Role::BillingAdmin])
}

fn bob() -> Actor {
    Actor::user("bob", &[Role::BillingAdmin, Role::Support])
}

pub fn gateway() -> Route {
    Route::Gateway { account: GATEWAY.to_owned() }
}

fn offline() -> Route {
    Route::Offline { account: "till".to_owned() }
}

pub fn order(number: &str, lines: &[(i64, bool)], route: Route, capture_at_once: bool) -> PlaceOrder {
    let line = |(place, (gross_minor, delivered)): (usize, &(i64, bool))| Line {
        line: u32::try_from(place).unwrap() + 1,
        sku: format!("sku-{place}"),
        name: "Thing".to_owned(),
        quantity: 2,
        gross_minor: *gross_minor,
        taxes: vec![LineTax { key: "DE/standard@2021".to_owned(), amount_minor: (gross_minor * 19 + 59) / 119 }],
        delivered: *delivered,
    };
    let token = if matches!(route, Route::Gateway { .. }) { "tok_ok" } else { "" };
    let method = Method { token: token.to_owned(), ..Method::by(route) };
    let amount_minor = lines.iter().map(|(gross, _)| gross).sum();
    PlaceOrder {
        number: number.to_owned(),
        customer: Whose::Reference { reference: "c-1".to_owned() },
        currency: Currency::EUR,
        revenue_key: "sales".to_owned(),
        lines: lines.iter().enumerate().map(line).collect(),
        tenders: vec![Tender { amount_minor, method, capture_at_once, release_after: None }],
        language: "en".to_owned(),
        references: Vec::new(),
    }
}
