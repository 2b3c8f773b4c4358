//! The adapter for Stripe against a Stripe that others wrote: localstripe, from PyPI. `localstripe 127.0.0.1:8420` waits
//! until it listens there, then authorizes, captures a part, refunds some of that and reads everything back.
//! `cargo xtask sdks --only localstripe` starts both. See `deviations` for where localstripe is not like Stripe.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "an example reaches what it is an example of")]

mod deviations;
mod wire;

use std::error::Error;
use std::process::ExitCode;

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, Operation, OperationKind};
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::Fact;
use recoup_gateways::stripe::Stripe;
use recoup_gateways::{Account, Asked, Gateway, Outcome, Reply, Request};

use wire::Line;

const PAYMENT: &str = "pay_01jd0000000000000000000000";
const CAPTURE: &str = "cap_01jd0000000000000000000001";
const REFUND: &str = "rfd_01jd0000000000000000000002";

/// Steps of an effect before it is given up.
const MOST_STEPS: usize = 8;

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let Some(address) = std::env::args().nth(1) else {
        println!("FAILED start: it takes the address of localstripe");
        return ExitCode::FAILURE;
    };
    match Line::open(&address).and_then(|line| happy_path(&line)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("FAILED {error}");
            ExitCode::FAILURE
        }
    }
}

/// Each step rests on the one before, so the first that fails is the last.
fn happy_path(line: &Line) -> Done<()> {
    let account = Account {
        name: "stripe:local".to_owned(),
        base_url: line.base_url(),
        secret: "sk_test_local".to_owned(),
        ..Account::default()
    };
    let shop = Shop { line, account, customer: deviations::customer(line)? };
    let facts = shop.step("authorize 10.00", &shop.effect(OperationKind::Authorize, 1000, ""), &["authorized 1000"])?;
    let intent = facts.first().map(|fact| fact.subject.clone()).unwrap_or_default();
    let authorize = Effect { call: Call::Probe, ..shop.effect(OperationKind::Authorize, 1000, "") };
    shop.step("find the authorization by our reference", &authorize, &["authorized 1000"])?;
    let capture = Effect { last: true, ..shop.effect(OperationKind::Capture, 700, &intent) };
    shop.step("capture 7.00 as the last", &capture, &["captured 700"])?;
    let probe = Effect { call: Call::Probe, ..capture };
    shop.step("read the capture back", &probe, &["captured 700"])?;
    let refund = shop.effect(OperationKind::Refund, 250, &intent);
    shop.step("refund 2.50", &refund, &["refund_accepted 250", "refund_completed 250"])?;
    let probe = Effect { call: Call::Probe, ..refund };
    shop.step("find the refund by our reference", &probe, &["refund_accepted 250", "refund_completed 250"])?;
    Ok(())
}

/// A shop with an account at localstripe.
struct Shop<'a> {
    line: &'a Line,
    account: Account,
    /// A customer with a stored card, as the adapter's token.
    customer: String,
}

impl Shop<'_> {
    fn effect(&self, kind: OperationKind, amount_minor: i64, intent: &str) -> Effect {
        let id = match kind {
            OperationKind::Authorize => PAYMENT,
            OperationKind::Refund => REFUND,
            _ => CAPTURE,
        };
        let operation = Operation { kind, payment: Id::trusted(PAYMENT), id: Id::trusted(id), generation: 0 };
        let named = (Id::trusted("eff_01jd0000000000000000000000"), self.account.name.as_str());
        let amount = Money::new(amount_minor, Currency::EUR);
        let plain = Effect::plain(named, (Call::Send, operation), amount, Timestamp::now());
        Effect { token: self.customer.clone(), authorization_ref: intent.to_owned(), ..plain }
    }

    /// Plans, sends and interprets to the end, and says what was told.
    fn step(&self, name: &str, effect: &Effect, wanted: &[&str]) -> Done<Vec<Fact>> {
        let failed = |why: String| format!("{name}: {why}");
        let mut step = Stripe.plan(effect, &self.account).map_err(|error| failed(error.to_string()))?;
        for _ in 0..MOST_STEPS {
            let asked = Asked { effect, account: &self.account, stage: step.stage };
            match self.send(&asked, &step.request).map_err(|error| failed(error.to_string()))? {
                Outcome::Next(next) => step = next,
                Outcome::Facts(facts) => {
                    let told: Vec<String> = facts.iter().map(said).collect();
                    if told != wanted {
                        return Err(failed(format!("{told:?}, wanted {wanted:?}")).into());
                    }
                    println!("ok {name}");
                    return Ok(facts);
                }
                other => return Err(failed(format!("{other:?}")).into()),
            }
        }
        Err(failed("it does not end".to_owned()).into())
    }

    fn send(&self, asked: &Asked<'_>, request: &Request) -> Done<Outcome> {
        let (before, request) = deviations::request(request);
        if let Some(first) = before {
            self.line.send(&first)?;
        }
        let (status, body) = self.line.send(&request)?;
        let body = deviations::reply(&body)?;
        Ok(Stripe.interpret(asked, &Reply::Http { status, headers: &[], body: body.as_bytes() }))
    }
}

fn said(fact: &Fact) -> String {
    format!("{} {}", fact.what.word(), fact.amount.map_or(0, |amount| amount.amount_minor))
}
