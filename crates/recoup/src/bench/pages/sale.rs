//! One sale of the shop that pages are measured on: what was sold, how it was paid, and how far it went.

use anyhow::Context;
use jiff::Timestamp;
use recoup_core::actor::{Actor, ActorKind};
use recoup_core::command::Act;
use recoup_core::effect::Effect;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::LostTrack;
use recoup_core::payment::refund::{HowMuch, RequestRefund};

use super::super::order::tax_minor;
use crate::bench::spine::actor;
use crate::dice::Dice;
use crate::store::rows::Unit;

/// What happens after an order is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The gateway authorizes.
    Authorized,
    /// The same, and it runs out within the next two weeks.
    RunsOut,
    /// The gateway declines.
    Declined,
    /// The answer cannot be read.
    Lost,
    /// The rest runs out.
    Expired,
    /// Half of it is to be captured.
    CaptureHalf,
    /// The gateway captured.
    Captured,
    /// A small part is to be refunded.
    Refund,
    /// All of it is to be refunded.
    RefundWhole,
    /// The money row of the refund is there.
    Settled,
    /// The gateway refuses the refund.
    Failed,
}

use Step::{Authorized, CaptureHalf, Captured, Declined, Expired, Failed, Lost, Refund, RefundWhole, RunsOut, Settled};

/// Ways that a sale through a gateway goes, with how many of ten thousand go it. What is not here is captured.
const WAYS: [(&[Step], u64); 12] = [
    (&[Lost], 3),
    (&[], 5),
    (&[Declined], 400),
    (&[Authorized, Expired], 200),
    (&[Authorized, CaptureHalf, Captured], 100),
    (&[Authorized, Captured, Refund, Settled], 560),
    (&[Authorized, Captured, Refund, Settled, Refund, Settled], 40),
    (&[Authorized, Captured, Refund, Failed], 10),
    (&[Authorized, Captured, Refund, Lost], 3),
    (&[Authorized, Captured, RefundWhole], 3),
    (&[Authorized, Captured, Refund], 10),
    (&[RunsOut], 30),
];

const CAPTURED: &[Step] = &[Authorized, Captured];

/// The gateway account that only the oldest sales used.
pub const OLD_ACCOUNT: &str = "sandbox:old";

/// A refund that one person may give, minor units.
const SMALL_MINOR: u64 = 4_000;

/// Above this a second person agrees to a refund, minor units.
const LARGE_MINOR: i64 = 60_000;

/// A sale.
#[derive(Debug)]
pub struct Sale {
    number: u64,
    currency: Currency,
    amount_minor: i64,
    route: Route,
    method: (&'static str, String),
    at_once: bool,
    small_minor: i64,
    runs_out_secs: i64,
    steps: &'static [Step],
    payment: Id,
    last: String,
}

impl Sale {
    /// The sale of a number, of so many in all. The first ones go every way there is, so that none is missing.
    #[must_use]
    pub fn new(number: u64, of: u64, dice: &mut Dice) -> Self {
        // The first ones go every way there is, which only a gateway knows.
        let first = usize::try_from(number).is_ok_and(|number| number < WAYS.len());
        let code = match dice.below(1_000) {
            0..700 => "EUR",
            700..900 => "USD",
            900..998 => "GBP",
            _ => "JPY",
        };
        let currency = code.parse().ok().filter(|_| !first).unwrap_or(Currency::EUR);
        let mut amount_minor = 500 + signed(dice.below(20_000));
        amount_minor += if dice.below(20) == 0 { signed(dice.below(300_000)) } else { 0 };
        let recent = number >= of - of / 50;
        let mut steps = way(number, recent, dice);
        let offline = dice.below(20) == 0 && !first;
        if currency == Currency::JPY {
            steps = CAPTURED;
        }
        if steps.contains(&RefundWhole) {
            amount_minor += LARGE_MINOR;
        }
        let route = route((number, of), offline, dice);
        if matches!(route, Route::Offline { .. }) {
            steps = if dice.below(50) == 0 && currency != Currency::JPY { &[Refund] } else { &[] };
        }
        let brand = dice.one_of(&["visa", "mastercard", "amex"]).copied().unwrap_or("visa");
        Self {
            number,
            currency,
            amount_minor,
            at_once: !steps.contains(&CaptureHalf) && !steps.contains(&RunsOut) && !steps.contains(&Expired),
            route,
            method: (brand, format!("{:04}", dice.below(10_000))),
            small_minor: 100 + signed(dice.below(SMALL_MINOR).min(amount_minor.unsigned_abs() / 4)),
            runs_out_secs: 46_800 + signed(dice.below(14 * 86_400)),
            steps,
            payment: Id::trusted(""),
            last: String::new(),
        }
    }

    /// Its order number.
    #[must_use]
    pub fn name(number: u64) -> String {
        format!("B{number}")
    }

    /// What happens after it is placed.
    #[must_use]
    pub const fn steps(&self) -> &'static [Step] {
        self.steps
    }

    /// Who places the order, and what it is.
    #[must_use]
    pub fn order(&self) -> (Actor, Act) {
        let line = |line: u32, sku: &str, name: &str, gross_minor: i64| Line {
            line,
            sku: sku.to_owned(),
            name: name.to_owned(),
            quantity: 1,
            gross_minor,
            taxes: vec![LineTax { key: "DE/standard@2021".to_owned(), amount_minor: tax_minor(gross_minor) }],
            delivered: true,
        };
        let token = if matches!(self.route, Route::Gateway { .. }) { "tok_ok" } else { "" };
        let method = Method {
            token: token.to_owned(),
            brand: self.method.0.to_owned(),
            last4: self.method.1.clone(),
            ..Method::by(self.route.clone())
        };
        let reference = format!("c-{}", self.number);
        let known = self.number.is_multiple_of(5);
        let tender =
            Tender { amount_minor: self.amount_minor, method, capture_at_once: self.at_once, release_after: None };
        let order = PlaceOrder {
            number: Self::name(self.number),
            customer: if known { Whose::Reference { reference } } else { Whose::Guest },
            currency: self.currency,
            revenue_key: "sales".to_owned(),
            lines: vec![line(1, "LAMP", "Desk lamp", self.amount_minor - 300), line(2, "MUG", "Mug", 300)],
            tenders: vec![tender],
            language: "en".to_owned(),
            references: Vec::new(),
        };
        (actor(), order.into())
    }

    /// Takes from what was decided what the next step is about: the payment, then its captures and refunds.
    pub fn learn(&mut self, unit: &Unit) {
        let payment = unit.streams.iter().find(|row| row.kind == "payment");
        if let Some(row) = payment {
            self.payment = Id::trusted(&row.stream_id);
        }
        let operation = |row: &&crate::store::rows::ReferenceRow| {
            row.kind == "id" && (row.value.starts_with("cap_") || row.value.starts_with("rfd_"))
        };
        if let Some(row) = unit.references.iter().find(operation) {
            self.last.clone_from(&row.value);
        }
    }

    /// Who does a step at an instant, and what it is. `before` is what was decided last.
    ///
    /// # Errors
    /// When an effect cannot be read.
    pub fn step(&self, step: Step, before: &Unit, now: Timestamp) -> anyhow::Result<(Actor, Act)> {
        let (payment, last) = (self.payment.as_str(), self.last.as_str());
        let runs_out = || Timestamp::from_second(Timestamp::now().as_second() + self.runs_out_secs);
        let amount_minor = before_amount(before, &self.last).unwrap_or(self.amount_minor);
        let told = |ours: &str, what, amount_minor| Ok(self.told(ours, what, amount_minor));
        match step {
            Authorized => told(payment, What::Authorized { expires_at: None }, Some(self.amount_minor)),
            RunsOut => {
                let expires_at = Some(runs_out()?);
                told(payment, What::Authorized { expires_at }, Some(self.amount_minor))
            }
            Declined => told(payment, What::Declined { code: "insufficient_funds".to_owned() }, None),
            Expired => told(payment, What::Expired, None),
            Captured => told(last, What::Captured, Some(amount_minor)),
            Settled => told(last, What::RefundSettled { evidence: format!("row-{last}") }, Some(self.small_minor)),
            Failed => told(last, What::RefundFailed { code: "account_closed".to_owned() }, None),
            CaptureHalf => {
                let amount_minor = Some(self.amount_minor / 2);
                let payment = self.payment.clone();
                Ok((actor(), RequestCapture { payment, amount_minor, currency: None, last: false }.into()))
            }
            Refund => {
                Ok((actor(), self.refund(HowMuch::Amount { amount_minor: self.small_minor, currency: None }, now)))
            }
            RefundWhole => Ok((actor(), self.refund(HowMuch::Full, now))),
            Lost => lost(before),
        }
    }

    fn refund(&self, how_much: HowMuch, now: Timestamp) -> Act {
        let reasons = ["damaged", "returned", "wrong_item", "late"];
        let at = usize::try_from(now.as_second()).unwrap_or(0) % reasons.len();
        let reason = reasons.get(at).copied().unwrap_or("damaged").to_owned();
        RequestRefund { payment: self.payment.clone(), how_much, reason, note: String::new(), exception: None }.into()
    }

    fn told(&self, ours: &str, what: What, amount_minor: Option<i64>) -> (Actor, Act) {
        let account = match &self.route {
            Route::Gateway { account } | Route::Offline { account } => account.clone(),
            Route::Balance { .. } => String::new(),
        };
        let fact = Fact {
            account: account.clone(),
            subject: format!("theirs_{ours}"),
            ours: ours.to_owned(),
            what,
            amount: amount_minor.map(|minor| Money::new(minor, self.currency)),
            parent: String::new(),
            ordinal: String::new(),
        };
        (Actor::machine(ActorKind::Gateway, &account), fact.into())
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn way(number: u64, recent: bool, dice: &mut Dice) -> &'static [Step] {
    if let Some((steps, _)) = usize::try_from(number).ok().and_then(|number| WAYS.get(number)) {
        return steps;
    }
    if recent && dice.below(2) == 0 {
        return &[RunsOut];
    }
    let mut thrown = dice.below(10_000);
    for (steps, share) in WAYS {
        if thrown < share {
            return steps;
        }
        thrown -= share;
    }
    CAPTURED
}

fn route((number, of): (u64, u64), offline: bool, dice: &mut Dice) -> Route {
    let till = dice.below(3);
    let elsewhere = dice.below(4) == 0;
    if offline {
        return Route::Offline { account: format!("till:{till}") };
    }
    let account = if number < of / 1_000 {
        OLD_ACCOUNT
    } else if elsewhere {
        "sandbox:eu"
    } else {
        "sandbox:main"
    };
    Route::Gateway { account: account.to_owned() }
}

/// The amount that an effect of an operation named, minor units.
fn before_amount(before: &Unit, operation: &str) -> Option<i64> {
    let effects = before.effects.iter().filter_map(|row| serde_json::from_str::<Effect>(&row.payload).ok());
    effects.filter(|effect| effect.operation.id.as_str() == operation).map(|effect| effect.amount.amount_minor).next()
}

fn lost(before: &Unit) -> anyhow::Result<(Actor, Act)> {
    let row = before.effects.first().context("nothing was sent that could be lost")?;
    let effect: Effect = serde_json::from_str(&row.payload)?;
    let lost = LostTrack {
        operation: effect.operation,
        amount: effect.amount,
        since: effect.since,
        probes: 0,
        why: "timed out".to_owned(),
        cannot_ask: false,
    };
    Ok((Actor::machine(ActorKind::System, "worker"), lost.into()))
}
