//! What a busy shop has of disputes, invoices and orders of several tenders.

use jiff::Timestamp;
use jiff::civil::Date;
use recoup::store::evidence::EvidenceRow;
use recoup::store::rows::DeliveryRow;
use recoup_core::actor::{Actor, ActorKind};
use recoup_core::event::Route;
use recoup_core::exception::RaiseException;
use recoup_core::id::{Id, Kind};
use recoup_core::invoice::issue::IssueInvoice;
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::invoice::{Dates, Day, Due, Terms};
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::Whose;
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::dispute::evidence::AddEvidence;
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::dispute::{Origin, Proof};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};
use recoup_core::payment::refund::HowMuch;
use recoup_core::tender::Strategy;
use recoup_core::tender::refund::RefundOrder;
use sha2::{Digest, Sha256};

use crate::shop::{ACCOUNT, SHOP, Shop, lamp};
use crate::things::{Things, ask, person};

const DAY_SECS: i64 = 86_400;

/// An account that nobody works for.
const GONE: &str = "sandbox:gone";

/// What is paid on a lamp.
const LAMP_MINOR: i64 = 68_460;

impl Things {
    /// A dispute that waits for an answer, one that is lost, one that waits for its payment; invoices; several tenders.
    pub async fn claims(&mut self, shop: &Shop) {
        self.disputes(shop).await;
        self.invoices(shop).await;
        self.tenders(shop).await;
    }

    async fn disputes(&mut self, shop: &Shop) {
        let (order, payment) = shop.order("1008", "tok_ok").await;
        let due_at = Timestamp::from_second(shop.engine.clock().now().as_second() + 2 * DAY_SECS).unwrap();
        let (stage, reason) = (DisputeStage::Chargeback, "not_received".to_owned());
        let opened = What::DisputeOpened { stage, reason: reason.clone(), due_at: Some(due_at) };
        let dispute = told(shop, &payment, opened).await;
        told(shop, &payment, What::DisputeFundsWithdrawn).await;
        lay(shop, &dispute, "JD0002, handed over on 14 November").await;
        self.add("dispute", &dispute);
        self.add("disputed", &order);
        let (_, payment) = shop.order("1009", "tok_ok").await;
        self.add("lost", &told(shop, &payment, What::DisputeOpened { stage, reason, due_at: None }).await);
        told(shop, &payment, What::DisputeFundsWithdrawn).await;
        told(shop, &payment, What::DisputeClosed { end: DisputeEnd::Lost, stage: None }).await;
        self.add("held", &held(shop).await);
    }

    async fn invoices(&mut self, shop: &Shop) {
        let today = shop.engine.clock().now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let long_ago: Date = "2026-08-01".parse().unwrap();
        let invoice = written(shop, "R-1", Some(today)).await;
        let way = Method::by(Route::Offline { account: "bank:1".to_owned() });
        let tender = Tender { amount_minor: 20_000, method: way, capture_at_once: true, release_after: None };
        let pay = PayInvoice { invoice: Id::parse(Kind::Invoice, &invoice).unwrap(), tender };
        shop.act_as(person("bob"), "a part of R-1", pay).await;
        self.add("invoice", &invoice);
        self.add("late", &written(shop, "R-2", Some(long_ago)).await);
        self.add("draft", &written(shop, "R-3", None).await);
    }

    async fn tenders(&mut self, shop: &Shop) {
        // Nobody works for its account, so that its refund fails when that is told here, and no day has to pass.
        let mut split = lamp("1010", "tok_ok");
        split.tenders[0].amount_minor = 30_000;
        split.tenders[0].method.route = Route::Gateway { account: GONE.to_owned() };
        let till = Method::by(Route::Offline { account: "till:1".to_owned() });
        let amount_minor = LAMP_MINOR - 30_000;
        split.tenders.push(Tender { amount_minor, method: till, capture_at_once: true, release_after: None });
        let (order, by_card) = shop.place(split).await;
        gone_tells(shop, &by_card, What::Authorized { expires_at: None }, 30_000).await;
        let row = shop.engine.store().stream(SHOP, &by_card).await.unwrap().unwrap();
        let state: serde_json::Value = serde_json::from_str(&row.state).unwrap();
        gone_tells(shop, state["captures"][0]["id"].as_str().unwrap(), What::Captured, 30_000).await;
        let spread = RefundOrder {
            order: Id::parse(Kind::Order, &order).unwrap(),
            how_much: HowMuch::Amount { amount_minor: 1_001, currency: Some(Currency::EUR) },
            reason: "damaged".to_owned(),
            note: String::new(),
            strategy: Some(Strategy::NewestFirst),
            exception: None,
        };
        let spread = shop.act_as(person("bob"), "over the tenders", spread).await;
        let bounced = ask(shop, "ann", &by_card, 1_500).await;
        let failed = What::RefundFailed { code: "account_closed".to_owned() };
        gone_tells(shop, bounced["id"].as_str().unwrap(), failed, 1_500).await;
        self.add("split", &order);
        self.add("allocation", spread["id"].as_str().unwrap());
        self.add("refund_bounced", bounced["id"].as_str().unwrap());
    }
}

/// Tells what became of one of our operations at the account that nobody works for.
async fn gone_tells(shop: &Shop, ours: &str, what: What, minor: i64) {
    let fact = Fact {
        account: GONE.to_owned(),
        subject: format!("theirs-{ours}"),
        ours: ours.to_owned(),
        what,
        amount: Some(Money::new(minor, Currency::EUR)),
        parent: String::new(),
        ordinal: String::new(),
    };
    shop.act_as(Actor::machine(ActorKind::Gateway, GONE), &format!("told of {ours}"), fact).await;
}

/// Something that the bank's letter says of the dispute of a payment; the dispute.
async fn told(shop: &Shop, payment: &str, what: What) -> String {
    let closed = matches!(what, What::DisputeClosed { .. });
    let key = format!("{what:?} of {payment}");
    let record = RecordDispute {
        payment: Id::parse(Kind::Payment, payment).unwrap(),
        reference: format!("letter-{payment}"),
        what,
        amount: (!closed).then_some(Money::new(LAMP_MINOR, Currency::EUR)),
        row: String::new(),
        evidence: "the bank's letter of Monday".to_owned(),
    };
    shop.act_as(person("bob"), &key, record).await["id"].as_str().unwrap().to_owned()
}

/// Words that prove where a parcel went.
async fn lay(shop: &Shop, dispute: &str, words: &str) {
    let sha256: String = Sha256::digest(words.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    let row = EvidenceRow {
        tenant: SHOP.to_owned(),
        dispute: dispute.to_owned(),
        sha256: sha256.clone(),
        payment: String::new(),
        name: String::new(),
        media_type: String::new(),
        content: words.as_bytes().to_vec(),
        at_us: shop.wall_us(),
    };
    shop.engine.store().put_evidence(&row).await.unwrap();
    let piece = AddEvidence {
        dispute: Id::parse(Kind::Dispute, dispute).unwrap(),
        proof: Proof::TrackingNumber,
        origin: Origin::Upload,
        media_type: String::new(),
        sha256,
        size_bytes: words.len() as u64,
        note: "From the parcel service.".to_owned(),
    };
    shop.act_as(person("ann"), "evidence", piece).await;
}

/// What a gateway told of a payment that nobody knows, as it waits.
async fn held(shop: &Shop) -> String {
    let now_us = shop.engine.clock().now().as_microsecond();
    let row = DeliveryRow {
        tenant: SHOP.to_owned(),
        delivery_id: "dlv_lost".to_owned(),
        target: ACCOUNT.to_owned(),
        headers: "{}".to_owned(),
        body: b"{}".to_vec(),
        received_us: now_us,
        due_us: now_us + 400 * DAY_SECS * 1_000_000,
    };
    shop.engine.store().put_delivery(&row).await.unwrap();
    let (source, reason) = (row.delivery_id.clone(), "dispute_of_unknown_payment".to_owned());
    let detail = "the dispute sd_9 of 50.00 EUR is about a payment that is not known: sa_theirs".to_owned();
    shop.act("held", RaiseException { source, reason, detail }).await;
    row.delivery_id
}

/// An invoice of a lamp, issued on a day and due 30 days after it, or a draft.
async fn written(shop: &Shop, number: &str, issued_on: Option<Date>) -> String {
    let day = |days: i64| {
        let date = issued_on.unwrap_or_default().checked_add(jiff::Span::new().days(days)).unwrap();
        let next = date.tomorrow().unwrap().to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        Day { date, ends_at: next.timestamp() }
    };
    let mut lines = lamp(number, "").lines;
    lines.iter_mut().for_each(|line| line.delivered = false);
    let issue = IssueInvoice {
        number: number.to_owned(),
        customer: Whose::Reference { reference: "c-1001".to_owned() },
        currency: Currency::EUR,
        revenue_key: "sales".to_owned(),
        lines,
        terms: Terms { due: Due::Net { days: 30 }, grace_days: 0, early: None },
        zone: "UTC".to_owned(),
        language: "en".to_owned(),
        references: Vec::new(),
        dates: issued_on.map(|issued_on| Dates { issued_on, due: day(30), late: day(30), discount: None }),
    };
    shop.act(number, issue).await["id"].as_str().unwrap().to_owned()
}
