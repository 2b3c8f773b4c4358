//! What is asked about invoices: written, sent, paid, delivered, credited, called off, given up.
//!
//! An invoice is thought of with an order, whose number its own begins with, so that its payments are asked about and
//! spoken of as those of the order are.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::invoice::credit::{CreditInvoice, VoidInvoice};
use recoup_core::invoice::deliver::DeliverInvoice;
use recoup_core::invoice::issue::{IssueInvoice, SendInvoice};
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::invoice::write_off::WriteOffInvoice;
use recoup_core::invoice::{Dates, Day, Due, Early, Invoice, InvoiceStatus, Terms};
use recoup_core::money::Money;
use recoup_core::order::Order;
use recoup_core::order::place::Whose;
use recoup_core::order::release::LineUnits;
use recoup_core::payment::Method;
use recoup_core::payment::refund::HowMuch;
use recoup_core::world::State;
use recoup_sandbox::FaceKind;

use super::asks::{between, lines, pick, step_minor, stepped};
use super::tenders::tender;
use super::watch::Known;
use crate::dice::Dice;

/// What stands between the number of an order and the rest of the number of its invoice.
pub(super) const MARK: &str = "-i-";

/// Invoices with one order; more would not be looked at.
const MOST: usize = 3;

/// The days of an invoice in UTC; nothing where its due date is past already.
fn dates(terms: &Terms, issued_on: Date) -> Option<Dates> {
    let follow = terms.follow(issued_on).ok()?;
    let day = |date: Date| -> Option<Day> {
        Some(Day { date, ends_at: date.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp() })
    };
    let discount = match follow.discount {
        Some(date) => Some(day(date)?),
        None => None,
    };
    Some(Dates { issued_on, due: day(follow.due)?, late: day(follow.late)?, discount })
}

/// An invoice for the order's customer, or for nobody we know.
pub(super) fn issue(order: &Order, known: &Known, draw: u64) -> Option<Act> {
    let place = known.invoices_of(order).count();
    if place >= MOST {
        return None;
    }
    let mut dice = Dice::new(draw);
    let issued_on = order.placed_at.to_zoned(TimeZone::UTC).date();
    let days = [0, 1, 2, 30][pick(&mut dice, 4)];
    let due = match dice.below(4) {
        0 => Due::OnReceipt,
        1 => Due::On { date: issued_on },
        _ => Due::Net { days },
    };
    let early = (due == Due::Net { days } && dice.below(2) == 0)
        .then(|| Early { percent_bp: if dice.below(2) == 0 { 200 } else { 3_000 }, days: days.min(2) });
    let terms = Terms { due, grace_days: u16::try_from(dice.below(2)).unwrap_or(0), early };
    let customer = order.customer.clone().filter(|_| dice.below(4) > 0);
    let mut lines = lines(&mut dice);
    // A line of nothing alone could never be paid.
    if let Some(free) = lines.first_mut().filter(|line| line.gross_minor == 0) {
        free.gross_minor = 100;
    }
    let sent = dice.below(4) > 0;
    Some(
        IssueInvoice {
            number: format!("{}{MARK}{place}", order.number),
            customer: customer.map_or(Whose::Guest, |id| Whose::Account { id }),
            currency: order.currency,
            revenue_key: "services".to_owned(),
            lines,
            terms,
            zone: "UTC".to_owned(),
            language: "en".to_owned(),
            references: Vec::new(),
            dates: if sent { Some(dates(&terms, issued_on)?) } else { None },
        }
        .into(),
    )
}

/// Something about one of the invoices that were thought of with an order.
pub(super) fn owed((face, known): (FaceKind, &Known), order: &Order, draw: u64) -> Option<Act> {
    let mut dice = Dice::new(draw);
    let all: Vec<&Invoice> = known.invoices_of(order).collect();
    let mine = *all.get(pick(&mut dice, all.len().max(1)))?;
    let invoice = mine.id.clone();
    let reason = || "insolvent".to_owned();
    Some(match dice.below(16) {
        0 | 1 if mine.status == InvoiceStatus::Draft => {
            let dates = dates(&mine.terms, order.placed_at.to_zoned(TimeZone::UTC).date())?;
            SendInvoice { invoice, dates }.into()
        }
        0 => VoidInvoice { invoice, reason: "a mistake".to_owned() }.into(),
        1 | 2 => {
            let line = 1 + u32::try_from(pick(&mut dice, mine.lines.len())).unwrap_or(0);
            DeliverInvoice { invoice, lines: vec![line] }.into()
        }
        3..=5 => CreditInvoice { invoice, how_much: credited(mine, &mut dice), reason: reason() }.into(),
        6..=8 => WriteOffInvoice { invoice, reason: reason(), tax_relief: dice.below(2) == 0, exception: None }.into(),
        _ => pay((face, known), mine, (&mut dice, draw)),
    })
}

fn credited(mine: &Invoice, dice: &mut Dice) -> HowMuch {
    match dice.below(4) {
        0 => HowMuch::Full,
        1 => {
            let line = 1 + u32::try_from(pick(dice, mine.lines.len())).unwrap_or(0);
            HowMuch::Lines { lines: vec![LineUnits { line, quantity: 1 }], amount_minor: None }
        }
        _ => HowMuch::Amount { amount_minor: between(dice, 1, mine.open_minor().max(1)), currency: None },
    }
}

fn pay((face, known): (FaceKind, &Known), mine: &Invoice, (dice, draw): (&mut Dice, u64)) -> Act {
    let claim = mine.claim_minor().max(1);
    let step = step_minor(face, mine.currency, draw);
    // What is paid early is often all but the discount.
    let early = claim - mine.terms.discount_minor(mine.gross_minor - mine.credited_minor);
    let amount = match dice.below(4) {
        0 => claim,
        1 if early > 0 => early,
        _ => stepped(between(dice, 1, claim), step).min(claim),
    };
    let mut tender = tender(dice, face, Money::new(amount, mine.currency));
    tender.capture_at_once = tender.capture_at_once || dice.below(3) > 0;
    if matches!(tender.method.route, Route::Offline { .. }) && dice.below(2) == 0 {
        tender.amount_minor += between(dice, 1, 500);
    }
    let customer = mine.customer.as_ref().and_then(|id| match known.states.get(id.as_str()) {
        Some(State::Customer(customer)) => Some(customer),
        _ => None,
    });
    if let Some(customer) = customer.filter(|c| c.available_minor(mine.currency) > 0 && dice.below(2) == 0) {
        tender.amount_minor = claim.min(customer.available_minor(mine.currency));
        tender.method = Method::by(Route::Balance { customer: customer.id.clone() });
    }
    PayInvoice { invoice: mine.id.clone(), tender }.into()
}

/// The approval that giving an invoice up waits for.
pub(super) fn waiting(known: &Known, order: &Order, place: usize) -> Option<Id> {
    known.invoices_of(order).nth(place)?.write_off_asked.clone()
}
