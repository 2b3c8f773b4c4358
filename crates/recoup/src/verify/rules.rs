//! The rules of one payment and one order: amounts with each other, and with the books.
//!
//! Pure: it looks at states and sums that were loaded before, and at nothing else.

use std::collections::BTreeMap;

use recoup_core::ledger::Account;
use recoup_core::order::{LineState, Order};
use recoup_core::payment::refund::Paid;
use recoup_core::payment::{CaptureStatus, Payment};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::checks::{Check, Notes};
use super::journal::Key;

/// What an order looks at in a payment's stored state; reading the rest of it would cost more than the checks.
#[derive(Debug, Deserialize)]
pub struct Tender {
    captured_minor: i64,
    refunds: Vec<Taken>,
}

/// A refund as its order sees it.
#[derive(Debug, Deserialize)]
struct Taken {
    amount_minor: i64,
    /// What of it was an overpayment and left no line.
    #[serde(default)]
    overpaid_minor: i64,
    status: String,
    #[serde(default)]
    slice: Option<IgnoredAny>,
}

impl From<&Payment> for Tender {
    fn from(payment: &Payment) -> Self {
        let taken = payment.refunds.iter().map(|refund| Taken {
            amount_minor: refund.amount_minor,
            overpaid_minor: refund.overpaid_minor,
            status: refund.status.word().to_owned(),
            slice: refund.slice.as_ref().map(|_| IgnoredAny),
        });
        Self { captured_minor: payment.captured_minor, refunds: taken.collect() }
    }
}

/// What states say an account holds, to be compared with what the lines say.
#[derive(Debug, Default)]
pub struct Expected {
    /// Debits less credits by key.
    pub sums: BTreeMap<Key, i64>,
    /// Why a key is not zero, in a word.
    pub reasons: BTreeMap<(String, String), &'static str>,
}

impl Expected {
    /// Adds an amount that an account holds, and why.
    pub fn add(&mut self, account: Account, (subkey, code): (&str, &str), amount_minor: i64, reason: &'static str) {
        let key = (account.code().to_owned(), subkey.to_owned(), code.to_owned());
        *self.sums.entry(key).or_default() += amount_minor;
        self.reasons.insert((account.code().to_owned(), subkey.to_owned()), reason);
    }
}

/// Notes of sums over many streams; few keys, so they fit into memory.
#[derive(Debug, Default)]
pub struct Claims {
    /// Tax not yet released, by key and currency.
    pub tax: BTreeMap<(String, String), i128>,
    /// Net of delivered lines not yet released, by currency.
    pub revenue: BTreeMap<String, i128>,
    /// Captured less what left for refunds, by gateway account and currency.
    pub clearing: BTreeMap<(String, String), i128>,
}

impl Claims {
    /// Adds those of another span.
    pub fn merge(&mut self, other: Self) {
        for (key, amount) in other.tax {
            *self.tax.entry(key).or_default() += amount;
        }
        for (key, amount) in other.revenue {
            *self.revenue.entry(key).or_default() += amount;
        }
        for (key, amount) in other.clearing {
            *self.clearing.entry(key).or_default() += amount;
        }
    }
}

fn tax_left(line: &LineState) -> i64 {
    line.sold.tax_minor() - line.released_taxes_minor.iter().sum::<i64>()
}

/// What an order says about the books.
pub fn expect_of_order(order: &Order, expected: &mut Expected, claims: &mut Claims) {
    let (id, code) = (order.id.as_str(), order.currency.code());
    let open = order.open_minor();
    let reason = if open < 0 { "more paid than owed" } else { "not paid yet" };
    expected.add(Account::AccountsReceivable, (id, code), open, reason);
    expected.add(Account::DeferredRevenue, (id, code), -order.deferred_minor(), "not delivered yet");
    for line in &order.lines {
        let earned = i128::from(line.net_left_minor()) - i128::from(line.deferred_minor());
        *claims.revenue.entry(code.to_owned()).or_default() += earned;
        for (place, tax) in line.sold.taxes.iter().enumerate() {
            let released = line.released_taxes_minor.get(place).copied().unwrap_or(0);
            let left = i128::from(tax.amount_minor) - i128::from(released);
            *claims.tax.entry((tax.key.clone(), code.to_owned())).or_default() += left;
        }
    }
}

/// What a payment says about the books.
pub fn expect_of_payment(payment: &Payment, expected: &mut Expected, claims: &mut Claims) {
    let code = payment.currency.code();
    let mut out = 0_i128;
    for refund in &payment.refunds {
        let id = refund.id.as_str();
        expected.add(Account::RefundsPayable, (id, code), -refund.owed_minor(), refund.status.word());
        let beyond = refund.paid.iter().filter(|paid| paid.beyond.is_some()).map(Paid::out_minor);
        expected.add(Account::DuplicateRefundLoss, (id, code), beyond.sum(), "given beyond");
        out += refund.paid.iter().map(|paid| i128::from(paid.out_minor())).sum::<i128>();
    }
    if let Some(account) = payment.gateway_account() {
        let held = i128::from(payment.captured_minor) - out;
        *claims.clearing.entry((account.to_owned(), code.to_owned())).or_default() += held;
    }
}

/// Lines, refunds and payments of an order.
pub fn check_order(order: &Order, tenders: &[(String, Tender)], notes: &mut Notes) {
    let (id, code) = (order.id.as_str(), order.currency.code());
    for line in &order.lines {
        notes.hold(Check::Lines, id, line_fits(line), || {
            let taxes: Vec<i64> = line.sold.taxes.iter().map(|tax| tax.amount_minor).collect();
            let sold = (line.sold.gross_minor, taxes, line.sold.quantity);
            let released = (line.released_minor, &line.released_taxes_minor, line.refunded_quantity);
            (format!("line {}: at most {sold:?} (gross, taxes, units)", line.sold.line), format!("{released:?}"))
        });
    }
    let lines = order.lines.iter().map(|line| line.released_minor).sum();
    let taken = order.refunded_minor + order.credited_minor;
    notes.same(Check::Released, id, ("refunds and credits", code), (taken, lines));
    let refunds = tenders.iter().flat_map(|(_, tender)| &tender.refunds);
    let booked = refunds.filter(|refund| refund.slice.is_some() && refund.status != "canceled");
    let booked = booked.map(|refund| refund.amount_minor - refund.overpaid_minor).sum();
    notes.same(Check::Released, id, ("refunds of its payments", code), (booked, order.refunded_minor));
    let captured = tenders.iter().map(|(_, tender)| tender.captured_minor).sum();
    notes.same(Check::Paid, id, ("captured by its payments", code), (captured, order.paid_minor));
    let mut mine: Vec<&str> = order.payments.iter().map(recoup_core::id::Id::as_str).collect();
    let mut theirs: Vec<&str> = tenders.iter().map(|(payment, _)| payment.as_str()).collect();
    mine.sort_unstable();
    theirs.sort_unstable();
    notes.hold(Check::Paid, id, mine == theirs, || {
        (format!("payments {}", theirs.join(", ")), format!("payments {}", mine.join(", ")))
    });
}

fn line_fits(line: &LineState) -> bool {
    let within = |least: i64, is: i64, most: i64| least <= is && is <= most;
    let gross = within(0, line.released_minor, line.sold.gross_minor);
    let units = within(0, line.refunded_quantity, line.sold.quantity);
    let mut taxes = line.released_taxes_minor.iter().zip(&line.sold.taxes);
    let taxes = taxes.all(|(released, tax)| within(0, *released, tax.amount_minor));
    let net = within(0, line.net_left_minor(), line.sold.gross_minor - line.sold.tax_minor());
    let whole = line.released_minor != line.sold.gross_minor || tax_left(line) == 0;
    gross && units && taxes && net && whole && goods_fit(line)
}

/// What goes out in parts stays within what there is, and what is gone keeps no money.
fn goods_fit(line: &LineState) -> bool {
    let (goods, sold) = (&line.goods, line.sold.quantity);
    let units = [goods.shipped, goods.shipped_refunded, goods.credited, goods.waiting, goods.late];
    let counted = units.iter().all(|units| (0..=sold).contains(units));
    let pools = [line.unsent_net_minor(), line.unsent_tax_minor(), goods.net_minor, goods.tax_minor];
    let held = pools.iter().all(|minor| *minor >= 0) && (0..=goods.net_minor).contains(&goods.transit_minor);
    let gone = line.is_in_parts() && line.unsent_units() == 0 && line.unsent_gross_minor() != 0;
    counted && (line.sold.delivered || (held && line.open_units() >= 0 && !gone))
}

/// Amounts of a payment with each other.
pub fn check_payment(payment: &Payment, notes: &mut Notes) {
    let (id, code) = (payment.id.as_str(), payment.currency.code());
    // A capture that the gateway undid after its refund was given is its doing, not ours.
    let most = payment.captured_minor.saturating_add(payment.reversed_minor());
    let active = payment.refunds_active_minor();
    notes.hold(Check::Refundable, id, active <= most, || {
        (format!("refunds of at most {}", super::money(most, code)), super::money(active, code))
    });
    let parts = [payment.captured_minor, payment.reversed_minor(), payment.released_minor];
    let used = parts.iter().map(|part| i128::from(*part)).sum::<i128>();
    let fits = used <= i128::from(payment.authorized_minor) || !payment.alarms.is_empty();
    notes.hold(Check::Authorized, id, fits && parts.iter().all(|part| *part >= 0), || {
        (format!("at most {}", super::money(payment.authorized_minor, code)), format!("{parts:?} minor units"))
    });
    let done = payment.captures.iter().filter(|capture| capture.status == CaptureStatus::Completed);
    let captured = done.map(|capture| capture.amount_minor).sum();
    notes.same(Check::Captures, id, ("captures", code), (captured, payment.captured_minor));
    let mut given: BTreeMap<&str, i64> = BTreeMap::new();
    for refund in payment.refunds.iter().filter(|refund| refund.status.is_active()) {
        let parts = refund.parts.iter().map(|part| part.amount_minor).sum();
        notes.same(Check::Captures, id, (refund.id.as_str(), code), (refund.amount_minor, parts));
        for part in &refund.parts {
            *given.entry(part.capture.as_str()).or_default() += part.amount_minor;
        }
    }
    for capture in &payment.captures {
        let want = given.remove(capture.id.as_str()).unwrap_or(0);
        notes.same(Check::Captures, id, (capture.id.as_str(), code), (want, capture.refunded_minor));
        // What the gateway undid after its refund was given is its doing, not ours. A capture that was undone whole
        // keeps the amount of the last part.
        let most_minor = match capture.status {
            CaptureStatus::Completed => capture.amount_minor.saturating_add(capture.undone_minor),
            _ => capture.amount_minor.max(capture.undone_minor),
        };
        notes.hold(Check::Captures, id, want <= most_minor, || {
            let most = super::money(most_minor, code);
            (format!("{} gives at most {most} back", capture.id), super::money(want, code))
        });
    }
    for (capture, amount) in given {
        notes.wrong(
            Check::Captures,
            id,
            format!("a capture {capture}"),
            format!("none gives {}", super::money(amount, code)),
        );
    }
}
