//! Takes what a plan wants: over the tenders that are authorized, and where they do not suffice, by a new charge.
//!
//! What is to be done is computed from the order and its payments before anything is written, so that whoever asks is
//! held to their ceiling first. A shipment is never refused because money cannot be taken: what is missing is shown.

use super::{Care, PlanBody, Planned};
use crate::decision::Draft;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::{Order, OrderStep};
use crate::payment::authorize::{self, For, Tender};
use crate::payment::refund::check_ceiling;
use crate::payment::{self, Method, Payment, PaymentStatus, PaymentStep, pays, terms};
use crate::planted::{self, Planted};
use crate::refusal::Refusal;
use crate::tender::capture::over_tenders;
use crate::tender::group;

/// What is to be done to take what is due.
#[derive(Debug, Default)]
struct Taking {
    /// Payments with how much, minor units, and whether the rest goes back with it.
    captures: Vec<(Id, i64, bool)>,
    /// New charges: the tender, and how much, minor units.
    charges: Vec<(Id, i64)>,
    /// What cannot be taken, minor units.
    short_minor: i64,
    /// Whether nothing is wanted after it.
    whole: bool,
}

impl Taking {
    fn total_minor(&self) -> i64 {
        let captured: i64 = self.captures.iter().map(|(_, amount, _)| amount).sum();
        captured.saturating_add(self.charges.iter().map(|(_, amount)| amount).sum())
    }
}

/// What will be taken once an order has changed, minor units; refuses more than the actor may move.
///
/// # Errors
/// [`Refusal::ExceedsCeiling`].
pub(in crate::order) fn after(
    draft: &Draft<'_>,
    order: &Id,
    change: impl FnOnce(&mut Order) -> Result<(), Refusal>,
) -> Result<i64, Refusal> {
    let mut order = draft.order(order)?.clone();
    change(&mut order)?;
    let total_minor = taking(draft, &order)?.total_minor();
    check_ceiling(&draft.command().actor, Money::new(total_minor, order.currency))?;
    Ok(total_minor)
}

/// Takes what is due now, and gives back what is of no use any more.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn now(draft: &mut Draft<'_>, order: &Id) -> Result<(), Refusal> {
    let mine = draft.order(order)?;
    if !mine.takes_by_plan() {
        return Ok(());
    }
    let (currency, before_minor) = (mine.currency, mine.plan.as_ref().map_or(0, |p| p.short_minor));
    let taking = taking(draft, mine)?;
    for (payment, amount_minor, last) in &taking.captures {
        let capture = draft.new_id(Kind::Capture);
        payment::capture::request(draft, payment, &capture, Money::new(*amount_minor, currency), *last)?;
    }
    for (of, amount_minor) in &taking.charges {
        let payment = draft.new_id(Kind::Payment);
        let charging = PlanBody::Charging { payment: payment.clone(), of: of.clone(), amount_minor: *amount_minor };
        draft.emit(order, charging)?;
        follow_up(draft, (of, &payment), *amount_minor, true)?;
    }
    let short_minor = taking.short_minor;
    if short_minor != before_minor {
        draft.emit(order, PlanBody::Short { amount_minor: short_minor })?;
        if short_minor > before_minor {
            let amount = Money::new(short_minor, currency);
            let detail = format!("{amount} of what went out could not be taken; ask the customer for another tender");
            draft.attention("capture_short", detail, order, Some(amount));
        }
    }
    if taking.whole && short_minor == 0 {
        release_rest(draft, order)?;
    }
    Ok(())
}

/// Begins a payment with the instrument of another one, started by the merchant.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(super) fn follow_up(
    draft: &mut Draft<'_>,
    (of, payment): (&Id, &Id),
    amount_minor: i64,
    capture_at_once: bool,
) -> Result<(), Refusal> {
    let mine = draft.payment(of)?;
    let method = Method { merchant_initiated: true, way: None, ..mine.method.clone() };
    let whose = For {
        pays: mine.pays.clone(),
        customer: mine.customer.clone(),
        currency: mine.currency,
        language: mine.language.clone(),
    };
    let tender = Tender { amount_minor, method, capture_at_once, release_after: None };
    pays::tried_again(draft, &whose.pays, payment)?;
    authorize::start(draft, &whose, payment, &tender, None)
}

/// Gives back what is authorized and of no use any more.
fn release_rest(draft: &mut Draft<'_>, order: &Id) -> Result<(), Refusal> {
    for id in draft.order(order)?.payments.clone() {
        if may_go_back(draft, &id)? {
            payment::release::request(draft, &id)?;
        }
    }
    Ok(())
}

/// Whether a payment has a rest that can be given back; tenders that wait for others of their group stand or fall together.
pub(in crate::order) fn may_go_back(draft: &Draft<'_>, payment: &Id) -> Result<bool, Refusal> {
    let mine = draft.payment(payment)?;
    let may = mine.releasable_minor() > 0 && mine.status.next(PaymentStep::RequestRelease).is_some();
    Ok(may && !group::is_held_back(draft, mine)?)
}

/// Money that is on its way already, minor units.
struct Coming {
    /// Captures under way, and payments that are captured as soon as they are authorized.
    sure_minor: i64,
    /// Payments that may be authorized yet, and those that wait for others of their group.
    perhaps_minor: i64,
}

fn coming(draft: &Draft<'_>, order: &Order) -> Result<Coming, Refusal> {
    let mut coming = Coming { sure_minor: 0, perhaps_minor: 0 };
    for id in &order.payments {
        let mine = draft.payment(id)?;
        let (sure, perhaps) = match mine.status {
            _ if !is_undecided(mine) && mine.waits_for_capture() => (mine.capturable_minor(), 0),
            _ if !is_undecided(mine) && group::is_held_back(draft, mine)? => (0, mine.capturable_minor()),
            _ if !is_undecided(mine) => (mine.capturing_minor(), 0),
            _ if mine.capture_at_once => (mine.amount_minor, 0),
            _ => (0, mine.amount_minor),
        };
        coming.sure_minor = coming.sure_minor.saturating_add(sure);
        coming.perhaps_minor = coming.perhaps_minor.saturating_add(perhaps);
    }
    Ok(coming)
}

/// Whether its gateway or its customer has not decided yet.
const fn is_undecided(payment: &Payment) -> bool {
    use PaymentStatus as S;
    matches!(payment.status, S::Pending | S::Processing | S::RequiresAction | S::Unknown)
}

/// What is still open and nobody is taking, minor units.
///
/// # Errors
/// [`Refusal::Inconsistent`] when a payment was not loaded.
pub(in crate::order) fn still_open_minor(draft: &Draft<'_>, order: &Order) -> Result<i64, Refusal> {
    Ok(order.open_minor().saturating_sub(coming(draft, order)?.sure_minor).max(0))
}

fn taking(draft: &Draft<'_>, order: &Order) -> Result<Taking, Refusal> {
    let mut taking = Taking::default();
    if !order.takes_by_plan() {
        return Ok(taking);
    }
    let Some(planned) = order.plan.as_deref() else { return Ok(taking) };
    taking.whole = order.is_taken_whole();
    let coming = coming(draft, order)?;
    let mut due_minor = order.due_minor();
    if planted::is(Planted::CaptureWholeOrder) && due_minor > 0 {
        due_minor = order.worth_minor();
    }
    let open_minor = order.open_minor().saturating_sub(coming.sure_minor);
    let want_minor = due_minor.saturating_sub(order.paid_minor).saturating_sub(coming.sure_minor).min(open_minor);
    if want_minor <= 0 {
        return Ok(taking);
    }
    let mut left_minor = want_minor;
    for (id, amount_minor) in over_tenders(draft, order, want_minor)? {
        let mine = draft.payment(&id)?;
        let amount = Money::new(amount_minor, order.currency);
        let last = terms::check_capture(mine, amount, taking.whole).unwrap_or(true);
        taking.captures.push((id, amount_minor, last));
        left_minor -= amount_minor;
    }
    left_minor = left_minor.saturating_sub(coming.perhaps_minor).max(0);
    if left_minor > 0 && planned.plan.care == Care::Renew {
        taking.charges = charges(draft, (order, planned), &taking.captures, left_minor)?;
        left_minor -= taking.charges.iter().map(|(_, amount)| amount).sum::<i64>();
    }
    taking.short_minor = if order.shipments.iter().any(|s| s.is_out()) { left_minor } else { 0 };
    Ok(taking)
}

/// New charges for what the tenders have no authorization for any more, within what the customer agreed to for each.
fn charges(
    draft: &Draft<'_>,
    (order, planned): (&Order, &Planned),
    captures: &[(Id, i64, bool)],
    amount_minor: i64,
) -> Result<Vec<(Id, i64)>, Refusal> {
    if order.status.next(OrderStep::AddTender).is_none() {
        return Ok(Vec::new());
    }
    let mut left_minor = amount_minor;
    let mut charges = Vec::new();
    for id in &order.payments {
        let root = draft.payment(id)?;
        let stored = root.gateway_account().is_some() && root.authorized_minor > 0 && !root.method.token.is_empty();
        if left_minor <= 0 || !stored || planned.tender_of(id) != id {
            continue;
        }
        let mut held_minor = 0_i64;
        for other in order.payments.iter().filter(|other| planned.tender_of(other) == id) {
            let closes = captures.iter().any(|(of, _, last)| of == other && *last);
            held_minor = held_minor.saturating_add(held(draft.payment(other)?, closes, captures));
        }
        let room_minor = root.amount_minor.saturating_sub(held_minor).min(left_minor).max(0);
        if room_minor > 0 && root.method.terms.check_amount(Money::new(room_minor, order.currency)).is_ok() {
            charges.push((id.clone(), room_minor));
            left_minor -= room_minor;
        }
    }
    Ok(charges)
}

/// What a payment took or may take of what its customer agreed to, minor units.
fn held(payment: &Payment, closes: bool, captures: &[(Id, i64, bool)]) -> i64 {
    if is_undecided(payment) {
        return payment.amount_minor;
    }
    let taking: i64 = captures.iter().filter(|(of, ..)| *of == payment.id).map(|(_, amount, _)| amount).sum();
    let rest = if closes { taking } else { payment.capturable_minor() };
    let used =
        payment.captured_minor.saturating_add(payment.reversed_minor()).saturating_add(payment.capturing_minor());
    used.saturating_add(rest)
}
