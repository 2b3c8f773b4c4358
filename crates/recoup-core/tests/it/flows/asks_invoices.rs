//! What people ask for about invoices in a lifecycle.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::invoice::credit::{CreditInvoice, VoidInvoice};
use recoup_core::invoice::deliver::DeliverInvoice;
use recoup_core::invoice::issue::{IssueInvoice, SendInvoice};
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::invoice::write_off::WriteOffInvoice;
use recoup_core::invoice::{Dates, Day, Due, Early, Invoice, InvoiceStatus, Terms};
use recoup_core::order::place::Whose;
use recoup_core::order::release::LineUnits;
use recoup_core::payment::refund::HowMuch;

use super::asks::{any, anyone, lines, one_tender};
use super::life::Life;

/// A day that ends an hour before it does in UTC, as in a Berlin winter.
pub fn day(date: Date) -> Day {
    let next = date.checked_add(Span::new().days(1)).expect("in range").to_zoned(jiff::tz::TimeZone::UTC);
    let ends_at = next.expect("in range").timestamp().checked_sub(Span::new().hours(1)).expect("in range");
    Day { date, ends_at }
}

/// The days of an invoice that is issued now.
pub fn dates(now: Timestamp, terms: &Terms) -> Dates {
    let issued_on = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let follow = terms.follow(issued_on).expect("terms that follow");
    Dates { issued_on, due: day(follow.due), late: day(follow.late), discount: follow.discount.map(day) }
}

/// Asks for one thing.
pub fn one(life: &mut Life) {
    match life.shop.rng.below(12) {
        0 if life.invoices.len() < 3 => issue(life),
        0 | 1 => send(life),
        2..=5 => pay(life),
        6 | 7 => credit(life),
        8 => deliver(life),
        9 | 10 => write_off(life),
        _ => void(life),
    }
}

pub fn issue(life: &mut Life) {
    let lines = lines(life);
    let owner = if life.shop.rng.one_in(4) { None } else { any(life, &life.customers.clone()) };
    let rng = &mut life.shop.rng;
    let due = match rng.below(4) {
        0 => Due::OnReceipt,
        1 => Due::On { date: dates(life.shop.now, &ON_RECEIPT).issued_on },
        _ => Due::Net { days: 3 },
    };
    let early = rng.one_in(2).then(|| Early { percent_bp: if rng.one_in(2) { 200 } else { 3_000 }, days: 2 });
    let early = early.filter(|_| due == Due::Net { days: 3 });
    let terms = Terms { due, grace_days: if rng.one_in(2) { 1 } else { 0 }, early };
    let sent = !rng.one_in(4);
    let issue = IssueInvoice {
        number: format!("i-{}", rng.below(1_000_000)),
        customer: owner.map_or(Whose::Guest, |id| Whose::Account { id }),
        currency: life.currency,
        revenue_key: "services".to_owned(),
        lines,
        terms,
        zone: "Europe/Berlin".to_owned(),
        language: "de".to_owned(),
        references: Vec::new(),
        dates: sent.then(|| dates(life.shop.now, &terms)),
    };
    let actor = anyone(life);
    let _ = life.run(&actor, issue);
}

const ON_RECEIPT: Terms = Terms { due: Due::OnReceipt, grace_days: 0, early: None };

/// An invoice, mostly one of those that are like this.
fn invoice(life: &mut Life, like: fn(&Invoice) -> bool) -> Option<Id> {
    let fit: Vec<Id> = life.shop.invoices().filter(|i| like(i)).map(|i| i.id.clone()).collect();
    if fit.is_empty() || life.shop.rng.one_in(8) { any(life, &life.invoices.clone()) } else { any(life, &fit) }
}

fn send(life: &mut Life) {
    let Some(invoice) = invoice(life, |i| i.status == InvoiceStatus::Draft) else { return };
    let terms = life.shop.invoice(&invoice).terms;
    let today = life.shop.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    if matches!(terms.due, Due::On { date } if date < today) {
        // The day that it was to be due on is gone.
        return;
    }
    let dates = dates(life.shop.now, &terms);
    let actor = anyone(life);
    let _ = life.run(&actor, SendInvoice { invoice, dates });
}

fn pay(life: &mut Life) {
    let Some(invoice) = invoice(life, |i| i.claim_minor() > 0) else { return };
    let mine = life.shop.invoice(&invoice);
    let (claim, owner) = (mine.claim_minor(), mine.customer.clone());
    // What is paid early is often all but the discount.
    let early = claim - mine.terms.discount_minor(mine.gross_minor - mine.credited_minor);
    let amount = match life.shop.rng.below(4) {
        0 => claim,
        1 if early > 0 => early,
        _ if claim > 0 => life.shop.rng.part_of(claim),
        _ => 5,
    };
    if amount <= 0 {
        return;
    }
    let mut tender = one_tender(life, amount, owner.as_ref());
    tender.capture_at_once = !life.shop.rng.one_in(4);
    if matches!(tender.method.route, Route::Offline { .. }) && life.shop.rng.one_in(2) {
        tender.amount_minor += life.shop.rng.between(1, 500);
    }
    let actor = anyone(life);
    let _ = life.run(&actor, PayInvoice { invoice, tender });
}

fn credit(life: &mut Life) {
    let Some(invoice) = invoice(life, |i| i.open_minor() > 0) else { return };
    let mine = life.shop.invoice(&invoice);
    let (open, count) = (mine.open_minor().max(2), mine.lines.len());
    let how_much = match life.shop.rng.below(5) {
        0 => HowMuch::Full,
        1 => {
            let line = u32::try_from(life.shop.rng.below(count) + 1).expect("small");
            HowMuch::Lines { lines: vec![LineUnits { line, quantity: 1 }], amount_minor: None }
        }
        _ => HowMuch::Amount { amount_minor: life.shop.rng.between(1, open), currency: None },
    };
    let actor = anyone(life);
    let _ = life.run(&actor, CreditInvoice { invoice, how_much, reason: "damaged".to_owned() });
}

fn deliver(life: &mut Life) {
    let Some(invoice) = invoice(life, |i| i.lines.iter().any(|l| !l.sold.delivered)) else { return };
    let line = u32::try_from(life.shop.rng.between(1, 4)).expect("small");
    let actor = anyone(life);
    let _ = life.run(&actor, DeliverInvoice { invoice, lines: vec![line] });
}

fn write_off(life: &mut Life) {
    let Some(invoice) = invoice(life, |i| i.open_minor() > 0 && i.status != InvoiceStatus::Void) else { return };
    let (reason, tax_relief) = ("insolvent".to_owned(), life.shop.rng.one_in(2));
    let actor = anyone(life);
    let _ = life.run(&actor, WriteOffInvoice { invoice, reason, tax_relief, exception: None });
}

fn void(life: &mut Life) {
    let drafts = life.shop.rng.one_in(2);
    let like = if drafts { |i: &Invoice| i.status == InvoiceStatus::Draft } else { |i: &Invoice| i.paid_minor == 0 };
    let Some(invoice) = invoice(life, like) else { return };
    if !life.shop.rng.one_in(3) {
        return;
    }
    let actor = anyone(life);
    let _ = life.run(&actor, VoidInvoice { invoice, reason: "a mistake".to_owned() });
}
