//! The rules of one payment and one order: amounts with each other, and with the books.
//!
//! Pure: it looks at states and sums that were loaded before, and at nothing else.

use std::collections::BTreeMap;

use recoup_core::customer::Customer;
use recoup_core::id::Id;
use recoup_core::invoice::{Invoice, InvoiceStatus};
use recoup_core::ledger::Account;
use recoup_core::ledger::acts::Slice;
use recoup_core::order::{LineSlice, LineState, Order, Sold};
use recoup_core::payment::dispute::Booked;
use recoup_core::payment::refund::Paid;
use recoup_core::payment::{CaptureStatus, Payment, Refund};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::checks::{Check, Notes};
use super::journal::Key;

/// What an order looks at in a payment's stored state; reading the rest of it would cost more than the checks.
#[derive(Debug, Deserialize)]
pub struct Tender {
    captured_minor: i64,
    refunds: Vec<Taken>,
    #[serde(default)]
    disputes: Vec<Charged>,
}

/// A dispute as its order sees it.
#[derive(Debug, Deserialize)]
struct Charged {
    #[serde(default)]
    loss: Option<Loss>,
}

/// What is booked as lost of it.
#[derive(Debug, Deserialize)]
struct Loss {
    lost: Lines,
}

/// The lines that it released.
#[derive(Debug, Deserialize)]
struct Lines {
    #[serde(default)]
    lines: Vec<LineSlice>,
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
        let charged = payment.disputes.iter().map(|dispute| {
            let lines = |booked: &Booked| Loss { lost: Lines { lines: booked.lost.lines.clone() } };
            Charged { loss: dispute.loss.as_ref().map(lines) }
        });
        Self { captured_minor: payment.captured_minor, refunds: taken.collect(), disputes: charged.collect() }
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
    expect_of_sold((order, order.open_minor()), expected, claims);
}

/// What an invoice says about the books: lines as an order has them, and what was given up or taken off of them. A draft
/// is on no books.
pub fn expect_of_invoice(invoice: &Invoice, expected: &mut Expected, claims: &mut Claims) {
    if !invoice.is_issued() {
        return;
    }
    expect_of_sold((invoice, invoice.open_minor()), expected, claims);
    let code = invoice.currency.code();
    for done in invoice.write_offs.iter().filter(|done| !done.of.tax_relief) {
        for slice in &done.of.lines {
            let Some(line) = invoice.line(slice.line) else { continue };
            for (tax, kept) in line.sold.taxes.iter().zip(&slice.taxes_minor) {
                *claims.tax.entry((tax.key.clone(), code.to_owned())).or_default() += i128::from(*kept);
            }
        }
    }
    let recognised = |slice: &Slice| i128::from(slice.net_minor) - i128::from(slice.deferred_minor);
    let of_lines = |lines: &[LineSlice]| -> i128 {
        let net = |slice: &LineSlice| slice.gross_minor - slice.taxes_minor.iter().sum::<i64>();
        lines.iter().map(|slice| i128::from(net(slice))).sum()
    };
    // Charged to other accounts than returns: what of it was earned stays in revenue.
    for done in &invoice.write_offs {
        let lost = of_lines(&done.of.lines) - i128::from(done.of.slice.deferred_minor);
        *claims.revenue.entry(code.to_owned()).or_default() += lost;
    }
    if let Some(done) = &invoice.discount {
        *claims.revenue.entry(code.to_owned()).or_default() += recognised(&done.of.slice);
    }
}

fn expect_of_sold((sold, open): (&dyn Sold, i64), expected: &mut Expected, claims: &mut Claims) {
    let (id, code) = (sold.id().as_str(), sold.currency().code());
    let reason = if open < 0 { "more paid than owed" } else { "not paid yet" };
    expected.add(Account::AccountsReceivable, (id, code), open, reason);
    let owed: i64 = sold.lines().iter().map(LineState::deferred_minor).sum();
    expected.add(Account::DeferredRevenue, (id, code), -owed, "not delivered yet");
    for line in sold.lines() {
        let earned = i128::from(line.net_left_minor()) - i128::from(line.deferred_minor());
        *claims.revenue.entry(code.to_owned()).or_default() += earned;
        for (place, tax) in line.sold.taxes.iter().enumerate() {
            let released = line.released_taxes_minor.get(place).copied().unwrap_or(0);
            let left = i128::from(tax.amount_minor) - i128::from(released);
            *claims.tax.entry((tax.key.clone(), code.to_owned())).or_default() += left;
        }
    }
}

/// What a customer says about the books.
pub fn expect_of_customer(customer: &Customer, expected: &mut Expected, claims: &mut Claims) {
    for balance in &customer.balances {
        let key = (customer.id.as_str(), balance.currency.code());
        expected.add(Account::CustomerBalance, key, -balance.amount_minor, "to be spent");
    }
    for lost in &customer.lost {
        let key = (lost.payment.as_str(), lost.amount.currency.code());
        expected.add(Account::ChargebackLoss, key, lost.amount.amount_minor, "paid in, taken back and spent");
        *claims.revenue.entry(lost.amount.currency.code().to_owned()).or_default() -=
            i128::from(lost.amount.amount_minor);
    }
}

/// What is held of a balance against what waits for it: refunds of its top-ups, and changes by hand.
pub fn check_customer(customer: &Customer, tenders: &[(String, Tender)], notes: &mut Notes) {
    let waits = |taken: &&Taken| matches!(taken.status.as_str(), "requested" | "awaiting_approval");
    let wanted = tenders.iter().flat_map(|(_, tender)| &tender.refunds).filter(waits).map(|taken| taken.amount_minor);
    let held: i64 = customer.holds.iter().map(|hold| hold.amount.amount_minor).sum();
    let id = customer.id.as_str();
    notes.hold(Check::Held, id, wanted.clone().sum::<i64>() == held, || {
        (format!("{} minor units held for refunds that wait", wanted.sum::<i64>()), format!("{held} minor units"))
    });
    for balance in &customer.balances {
        let (held, code) = (customer.held_minor(balance.currency), balance.currency.code());
        notes.hold(Check::Held, id, held <= balance.amount_minor, || {
            (format!("at most {} held", super::money(balance.amount_minor, code)), super::money(held, code))
        });
    }
}

/// What a payment says about the books.
pub fn expect_of_payment(payment: &Payment, expected: &mut Expected, claims: &mut Claims) {
    let code = payment.currency.code();
    let mut out = 0_i128;
    for refund in &payment.refunds {
        let id = refund.id.as_str();
        expected.add(Account::RefundsPayable, (id, code), absorbed_of(refund), refund.status.word());
        let beyond = refund.paid.iter().filter(|paid| paid.beyond.is_some()).map(Paid::out_minor);
        expected.add(Account::DuplicateRefundLoss, (id, code), beyond.sum(), "given beyond");
        out += refund.paid.iter().map(|paid| i128::from(paid.out_minor())).sum::<i128>();
    }
    for dispute in &payment.disputes {
        let (id, held_minor) = (dispute.id.as_str(), dispute.held_minor());
        let lost = dispute.loss.as_ref().map(|booked| &booked.lost);
        let lost_minor = lost.map_or(0, |lost| lost.amount.amount_minor);
        let (net_minor, twice_minor) = lost.map_or((0, 0), |lost| {
            let of_lines_minor = lost.slice.net_minor.saturating_sub(lost.slice.deferred_minor);
            (of_lines_minor.saturating_add(lost.spent_minor), lost.duplicate_minor)
        });
        // Of a balance no revenue was lost.
        let spent = lost.map_or(0, |lost| i128::from(lost.spent_minor));
        *claims.revenue.entry(code.to_owned()).or_default() -= spent;
        let word = dispute.status.word();
        expected.add(Account::DisputesReceivable, (id, code), held_minor.saturating_sub(lost_minor), word);
        expected.add(Account::ChargebackLoss, (id, code), net_minor, word);
        expected.add(Account::DuplicateRefundLoss, (id, code), twice_minor, "paid twice");
        out += i128::from(held_minor) + i128::from(dispute.fees_minor());
    }
    if let Some(account) = payment.gateway_account() {
        let held = i128::from(payment.captured_minor) - out;
        *claims.clearing.entry((account.to_owned(), code.to_owned())).or_default() += held;
    }
}

/// What 2400 holds of a refund: what is owed of it and no lost dispute stands for, as a credit.
fn absorbed_of(refund: &Refund) -> i64 {
    refund.absorbed_minor.saturating_sub(refund.owed_minor())
}

/// Lines, refunds and payments of an order.
pub fn check_order(order: &Order, tenders: &[(String, Tender)], notes: &mut Notes) {
    let taken = order.refunded_minor + order.credited_minor + order.disputed_minor;
    check_sold(order, (&order.payments, taken), tenders, notes);
    check_losses(order, order.disputed_minor, tenders, notes);
}

/// What lost disputes of its payments took of its lines.
fn check_losses(sold: &dyn Sold, disputed_minor: i64, tenders: &[(String, Tender)], notes: &mut Notes) {
    let losses = tenders.iter().flat_map(|(_, tender)| &tender.disputes).filter_map(|dispute| dispute.loss.as_ref());
    let lost = losses.flat_map(|loss| &loss.lost.lines).map(|line| line.gross_minor).sum();
    let of = ("lost disputes of its payments", sold.currency().code());
    notes.same(Check::Released, sold.id().as_str(), of, (lost, disputed_minor));
}

/// Lines, refunds and payments of an invoice, and the word for its amounts.
pub fn check_invoice(invoice: &Invoice, tenders: &[(String, Tender)], notes: &mut Notes) {
    let given_up: i64 = invoice.write_offs.iter().flat_map(|done| &done.of.lines).map(|slice| slice.gross_minor).sum();
    let credited = invoice.credited_minor + invoice.discounted_minor() + given_up;
    let taken = invoice.refunded_minor + invoice.disputed_minor + credited;
    check_sold(invoice, (&invoice.payments, taken), tenders, notes);
    check_losses(invoice, invoice.disputed_minor, tenders, notes);
    let (open, paid) = (invoice.open_minor() > 0, invoice.paid_minor > 0);
    let fits = match invoice.status {
        InvoiceStatus::Draft => !invoice.is_issued() && invoice.payments.is_empty(),
        InvoiceStatus::Void => true,
        InvoiceStatus::Uncollectible => invoice.written_off_minor() > 0,
        InvoiceStatus::Paid => !open,
        InvoiceStatus::Open => open && !paid,
        InvoiceStatus::PartiallyPaid => open && paid,
        InvoiceStatus::PastDue => open,
    };
    notes.hold(Check::InvoiceWord, invoice.id.as_str(), fits, || {
        let amounts = super::money(invoice.open_minor(), invoice.currency.code());
        ("the word for its amounts".to_owned(), format!("{} with {amounts} open", invoice.status.word()))
    });
    let kept = invoice.customer.is_some() && invoice.overpaid_minor() > 0;
    notes.hold(Check::Overpaid, invoice.id.as_str(), !kept, || {
        let much = super::money(invoice.overpaid_minor(), invoice.currency.code());
        ("nothing too much on it".to_owned(), format!("{much} that are not on the customer's balance"))
    });
}

fn check_sold(sold: &dyn Sold, (payments, taken): (&[Id], i64), tenders: &[(String, Tender)], notes: &mut Notes) {
    let (id, code) = (sold.id().as_str(), sold.currency().code());
    for line in sold.lines() {
        notes.hold(Check::Lines, id, line_fits(line), || {
            let taxes: Vec<i64> = line.sold.taxes.iter().map(|tax| tax.amount_minor).collect();
            let sold = (line.sold.gross_minor, taxes, line.sold.quantity);
            let released = (line.released_minor, &line.released_taxes_minor, line.refunded_quantity);
            (format!("line {}: at most {sold:?} (gross, taxes, units)", line.sold.line), format!("{released:?}"))
        });
    }
    let lines = sold.lines().iter().map(|line| line.released_minor).sum();
    notes.same(Check::Released, id, ("what took them", code), (taken, lines));
    let refunds = tenders.iter().flat_map(|(_, tender)| &tender.refunds);
    let booked = refunds.filter(|refund| refund.slice.is_some() && refund.status != "canceled");
    let booked = booked.map(|refund| refund.amount_minor - refund.overpaid_minor).sum();
    notes.same(Check::Released, id, ("refunds of its payments", code), (booked, sold.refunded_minor()));
    let captured = tenders.iter().map(|(_, tender)| tender.captured_minor).sum();
    notes.same(Check::Paid, id, ("captured by its payments", code), (captured, sold.paid_minor()));
    let mut mine: Vec<&str> = payments.iter().map(Id::as_str).collect();
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
    for dispute in &payment.disputes {
        let booked = dispute.loss.as_ref().map_or(0, |booked| booked.lost.amount.amount_minor);
        notes.same(Check::Disputed, id, (dispute.id.as_str(), code), (dispute.lost_minor(), booked));
    }
    let absorbed = payment.disputes.iter().filter_map(|dispute| dispute.loss.as_ref());
    let absorbed = absorbed.flat_map(|booked| &booked.lost.absorbed).map(|part| part.amount_minor).sum();
    notes.same(Check::Disputed, id, ("absorbed of refunds", code), (absorbed, payment.absorbed_minor()));
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
        notes.same(Check::Captures, id, (refund.id.as_str(), code), (payment.counted_minor(refund), parts));
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
