//! A shop brought into a known state, for tests that need one: an order over one tender, and what follows.

use std::cell::Cell;

use recoup_core::actor::{Actor, Role};
use recoup_core::decision::Answer;
use recoup_core::effect::Effect;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::stop::CancelOrder;
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::LostTrack;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::{CreditRefund, RetryRefund};
use recoup_core::payment::release::RequestRelease;

use super::people;
use super::shop::Shop;

pub const ACCOUNT: &str = "sandbox:main";

thread_local! {
    /// Whether stages send everything through JSON; a test that plays thousands of them says no.
    pub static THOROUGH: Cell<bool> = const { Cell::new(true) };
}

pub struct Stage {
    pub shop: Shop,
    pub order: Id,
    pub payment: Id,
}

/// A person who may do everything and approves nothing.
pub fn admin() -> Actor {
    Actor::user("adam", &[Role::BillingAdmin])
}

pub fn gateway_route() -> Route {
    Route::Gateway { account: ACCOUNT.to_owned() }
}

pub fn tender(amount_minor: i64, route: Route) -> Tender {
    let token = if matches!(route, Route::Gateway { .. }) { "tok" } else { "" };
    let method = Method { token: token.to_owned(), ..Method::by(route) };
    Tender { amount_minor, method, capture_at_once: false, release_after: None }
}

/// An order of two lines with tax over the whole amount, paid by one tender.
pub fn order(number: &str, gross_minor: i64, tenders: Vec<Tender>) -> PlaceOrder {
    let line = |line, gross_minor: i64, delivered| Line {
        line,
        sku: format!("sku-{line}"),
        name: "a thing".to_owned(),
        quantity: 2,
        gross_minor,
        taxes: vec![LineTax { key: "DE/standard".to_owned(), amount_minor: gross_minor / 6 }],
        delivered,
    };
    let half = gross_minor / 2;
    PlaceOrder {
        number: number.to_owned(),
        customer: Whose::Reference { reference: "customer-1".to_owned() },
        currency: Currency::EUR,
        revenue_key: "sales".to_owned(),
        lines: vec![line(1, half, true), line(2, gross_minor - half, false)],
        tenders,
        language: "en".to_owned(),
        references: Vec::new(),
    }
}

impl Stage {
    pub fn with(gross_minor: i64, route: Route) -> Self {
        Self::with_tenders(gross_minor, vec![tender(gross_minor, route)])
    }

    pub fn with_tenders(gross_minor: i64, tenders: Vec<Tender>) -> Self {
        let mut shop = Shop::new(1, None);
        shop.thorough = THOROUGH.get();
        let placed = shop.run(&admin(), order("n-1", gross_minor, tenders));
        let Ok(Answer::Order(order)) = placed else { panic!("{placed:?}") };
        let payment = shop.order(&order).payments.first().cloned().unwrap_or_else(|| Id::trusted("pay_none"));
        Self { shop, order, payment }
    }

    pub fn placed() -> Self {
        Self::with(100, gateway_route())
    }

    pub fn authorized(gross_minor: i64) -> Self {
        let mut stage = Self::with(gross_minor, gateway_route());
        let payment = stage.payment.as_str().to_owned();
        stage.tell(&payment, What::Authorized { expires_at: None });
        stage
    }

    pub fn captured(gross_minor: i64) -> Self {
        let mut stage = Self::authorized(gross_minor);
        let capture = stage.capture(gross_minor, false);
        stage.tell(&capture, What::Captured);
        stage
    }

    /// A fact about an operation, by our reference.
    pub fn on(&self, reference: &str, what: What) -> Fact {
        let (account, subject) = (ACCOUNT.to_owned(), format!("theirs-{reference}"));
        Fact {
            account,
            subject,
            ours: reference.to_owned(),
            what,
            amount: self.amount_of(reference),
            parent: String::new(),
            ordinal: String::new(),
        }
    }

    /// A row of the gateway's account, with its amount and its name.
    pub fn row(&self, reference: &str, what: What, amount_minor: i64, row: &str) -> Fact {
        let amount = Some(Money::new(amount_minor, Currency::EUR));
        Fact { amount, ordinal: row.to_owned(), ..self.on(reference, what) }
    }

    pub fn tell_fact(&mut self, fact: Fact) {
        self.shop.run(&people::gateway(), fact).expect("a fact is taken");
    }

    /// As if the reply to the newest operation had not come.
    pub fn lose_track(&mut self) {
        let effect = self.shop.effects.values().last().expect("an effect").clone();
        let Effect { operation, amount, since, .. } = effect;
        let lost = LostTrack { operation, amount, since, probes: 0, why: "timeout".to_owned(), cannot_ask: false };
        self.shop.run(&people::gateway(), lost).expect("we lost track");
    }

    pub fn on_payment(&self, what: What) -> Fact {
        self.on(self.payment.as_str(), what)
    }

    fn amount_of(&self, reference: &str) -> Option<Money> {
        let payment = self.shop.payment(&self.payment);
        let id = Id::trusted(reference.split('.').next().unwrap_or(reference));
        let capture = payment.capture(&id).map(|c| c.amount_minor);
        let refund = payment.refund(&id).map(|r| r.amount_minor);
        let minor = capture.or(refund).unwrap_or(payment.amount_minor);
        Some(Money::new(minor, Currency::EUR))
    }

    pub fn tell(&mut self, reference: &str, what: What) {
        let fact = self.on(reference, what);
        self.shop.run(&people::gateway(), fact).expect("a fact is taken");
    }

    pub fn capture(&mut self, amount: i64, last: bool) -> String {
        let ask = RequestCapture { payment: self.payment.clone(), amount_minor: Some(amount), currency: None, last };
        match self.shop.run(&admin(), ask) {
            Ok(Answer::Capture(_, id)) => id.as_str().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    pub fn release(&mut self) -> String {
        match self.shop.run(&admin(), RequestRelease { payment: self.payment.clone() }) {
            Ok(Answer::Release(_, id)) => id.as_str().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    pub fn ask_refund(&self, how_much: HowMuch) -> RequestRefund {
        RequestRefund {
            payment: self.payment.clone(),
            how_much,
            reason: "damaged".to_owned(),
            note: String::new(),
            exception: None,
        }
    }

    pub fn refund_as(&mut self, who: &Actor, amount_minor: i64) -> String {
        let ask = self.ask_refund(HowMuch::Amount { amount_minor, currency: None });
        match self.shop.run(who, ask) {
            Ok(Answer::Refund(_, id)) => id.as_str().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    pub fn refund(&mut self, amount_minor: i64) -> String {
        self.refund_as(&admin(), amount_minor)
    }

    pub fn retry(&mut self, refund: &str) -> String {
        self.shop.run(&admin(), RetryRefund { refund: Id::trusted(refund) }).expect("it failed before");
        let generation = self.shop.payment(&self.payment).refund(&Id::trusted(refund)).map_or(0, |r| r.generation);
        format!("{refund}.{generation}")
    }

    pub fn credit(&mut self, refund: &str) {
        self.shop.run(&admin(), CreditRefund { refund: Id::trusted(refund) }).expect("it failed before");
    }

    pub fn cancel_order(&mut self) {
        let (order, reason) = (self.order.clone(), "not wanted".to_owned());
        self.shop.run(&admin(), CancelOrder { order, reason }).expect("nothing was captured");
    }

    pub fn first_capture(&self) -> String {
        self.shop.payment(&self.payment).captures[0].id.as_str().to_owned()
    }

    pub fn first_release(&self) -> String {
        self.shop.payment(&self.payment).releases[0].id.as_str().to_owned()
    }
}
