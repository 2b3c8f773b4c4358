//! After a decline: another gateway account is tried where the class of the decline allows it.
//!
//! Each try is a payment of its own, with its own id and so its own key at its own gateway: what one gateway tells later
//! cannot be mistaken for the other's. It begins in the decision that books the decline, so there is no moment in which
//! both or neither is under way. It is never begun while an earlier try may still take money: unknown is no decline.

use super::authorize::{self, For, Tender};
use super::{Method, Payment, PaymentStatus, PaymentStep, pays, way};
use crate::decision::Draft;
use crate::declines::{self, Attempt};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::place::still_coming;
use crate::order::plan::care;
use crate::payment::fold::plus;
use crate::refusal::Refusal;
use crate::tender::group;
use crate::world::{Needs, World};

/// More accounts that are tried after the first.
const MOST_MORE: u8 = 2;

/// What a decline looks at where another account could be tried: every payment of the order, so that no other of them
/// pays for the same.
pub(super) fn needs(payment: &Payment, world: &World, needs: &mut Needs) {
    if !has_next(payment) {
        return;
    }
    pays::payments(world, &payment.pays).iter().for_each(|id| needs.stream(id));
}

fn has_next(payment: &Payment) -> bool {
    let way = payment.method.way.as_deref();
    way.is_some_and(|way| way.tries < MOST_MORE && !way.candidates.is_empty())
}

/// Books a decline, and begins the next try where there may be one.
pub(super) fn decline(draft: &mut Draft<'_>, payment: &Id, (code, gateway_ref): (&str, &str)) -> Result<(), Refusal> {
    let method = next_method(draft, payment, code)?;
    let next = method.is_some().then(|| draft.new_id(Kind::Payment));
    let (code, gateway_ref) = (code.to_owned(), gateway_ref.to_owned());
    draft.emit(payment, Body::PaymentDeclined { code, next: next.clone(), gateway_ref })?;
    let (Some(next), Some(method)) = (next, method) else {
        group::fall(draft, payment, "declined")?;
        return care::declined(draft, payment);
    };
    let mine = draft.payment(payment)?;
    let tender = Tender {
        amount_minor: mine.amount_minor,
        method,
        capture_at_once: mine.capture_at_once,
        release_after: mine.release_after,
    };
    let whose = For {
        pays: mine.pays.clone(),
        customer: mine.customer.clone(),
        currency: mine.currency,
        language: mine.language.clone(),
    };
    pays::tried_again(draft, &whose.pays, &next)?;
    group::tried_elsewhere(draft, payment, &next)?;
    authorize::start(draft, &whose, &next, &tender, Some(payment.clone()))
}

/// How the next try is made; nothing where there must be none.
fn next_method(draft: &Draft<'_>, payment: &Id, code: &str) -> Result<Option<Method>, Refusal> {
    let mine = draft.payment(payment)?;
    let (Some(way), Some(account)) = (mine.method.way.as_deref().filter(|_| has_next(mine)), mine.gateway_account())
    else {
        return Ok(None);
    };
    let explained = declines::classify(account, code, declines::day(draft.command().effective_at));
    if !declines::may_fail_over(&explained, once_declined(mine)) || !is_still_wanted(draft, mine)? {
        return Ok(None);
    }
    let amount = Money::new(mine.amount_minor, mine.currency);
    let mut left = way.candidates.iter().skip_while(|candidate| candidate.terms.check_amount(amount).is_err()).cloned();
    let Some(next) = left.next() else { return Ok(None) };
    let way = way::Way { candidates: left.collect(), tries: way.tries.saturating_add(1), ..way.clone() };
    Ok(Some(way::at(&mine.method, next, way)))
}

/// Where the attempt stands once the decline is booked.
fn once_declined(payment: &Payment) -> Attempt {
    match payment.status.next(PaymentStep::Decline) {
        Some(PaymentStatus::Failed) => Attempt::of(&Payment { status: PaymentStatus::Failed, ..payment.clone() }),
        _ => Attempt::Open,
    }
}

/// Whether the order still wants this money: it is open, every earlier try is dead, and nothing else pays for it.
fn is_still_wanted(draft: &Draft<'_>, mine: &Payment) -> Result<bool, Refusal> {
    let Some(wanted) = pays::wanted(draft, &mine.pays)? else { return Ok(false) };
    if group::is_broken(draft, mine)? {
        return Ok(false);
    }
    let mut earlier = mine.instead_of.clone();
    while let Some(id) = earlier {
        let before = draft.payment(&id)?;
        if Attempt::of(before) == Attempt::Open {
            return Ok(false);
        }
        earlier = before.instead_of.clone();
    }
    let mut promised = 0_i64;
    for id in wanted.payments.iter().filter(|id| **id != mine.id) {
        promised = plus(promised, still_coming(draft, id)?)?;
    }
    Ok(mine.amount_minor <= wanted.open_minor.saturating_sub(promised))
}

/// The tries before and after a payment, as far as they are loaded.
pub(super) fn other_needs(payment: &Payment, world: &World, needs: &mut Needs) {
    for on in [EARLIER, LATER] {
        let mut next = on(payment).clone();
        while let Some(id) = next {
            needs.stream(&id);
            next = world.payment(&id).and_then(|other| on(other).clone());
        }
    }
}

/// The way from a try to the one it stands in for, and to the one that stands in for it.
const EARLIER: fn(&Payment) -> &Option<Id> = |payment| &payment.instead_of;
const LATER: fn(&Payment) -> &Option<Id> = |payment| &payment.replaced_by;

/// Refuses to take money by a try that was declined and authorized after all, while a later one may take it or an
/// earlier one has: the customer would pay twice.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(super) fn check_pays_once(draft: &Draft<'_>, payment: &Payment) -> Result<(), Refusal> {
    let has_taken = |other: &Payment| other.captured_minor > 0 || other.capturing_minor() > 0;
    // An earlier one that only holds money takes none while this one may: that is refused here, from its side.
    let may_take = |other: &Payment| Attempt::of(other) == Attempt::Open && !is_given_back(other);
    let taken = any_other(draft, payment, EARLIER, has_taken)?;
    if !taken && !any_other(draft, payment, LATER, may_take)? {
        return Ok(());
    }
    Err(Refusal::NotInState {
        what: "payment",
        status: if taken { "paid by an earlier try" } else { "replaced" },
        step: PaymentStep::RequestCapture.word(),
        allowed: PaymentStep::RequestRelease.word().to_owned(),
    })
}

/// Whether a try may take money, as far as the others go.
pub(crate) fn pays_once(draft: &Draft<'_>, payment: &Payment) -> bool {
    check_pays_once(draft, payment).is_ok()
}

fn any_other(
    draft: &Draft<'_>,
    payment: &Payment,
    on: fn(&Payment) -> &Option<Id>,
    holds: impl Fn(&Payment) -> bool,
) -> Result<bool, Refusal> {
    let mut next = on(payment).clone();
    while let Some(id) = next {
        let other = draft.payment(&id)?;
        if holds(other) {
            return Ok(true);
        }
        next = on(other).clone();
    }
    Ok(false)
}

/// Writes on the order which of several tries takes the money. What is only read is not checked when it is written, so
/// that two tries that are captured at one moment would each see the other one idle; the order has one next event.
pub(super) fn take(draft: &mut Draft<'_>, payment: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    if mine.instead_of.is_none() && mine.replaced_by.is_none() {
        return Ok(());
    }
    let paid = mine.pays.clone();
    pays::try_taken(draft, &paid, payment)
}

/// Whether nothing was ever taken by it and nothing can be.
fn is_given_back(payment: &Payment) -> bool {
    matches!(payment.status, PaymentStatus::Released | PaymentStatus::Expired) && payment.captured_minor == 0
}
