//! A refund that failed for good goes back by another way: by another tender of its order, or to the customer's balance.
//!
//! One decision cancels what failed and asks for the same elsewhere, so that there is no moment in which both or neither is
//! owed, and what was paid on time by nobody is paid once. Where the policy of refunds wants another person, both wait:
//! nothing is cancelled before the yes, and the yes finds a refund that still stands as failed, or is refused. By rule
//! it happens after an hour, because what a gateway says last may overtake what it said before.

use serde::{Deserialize, Serialize};

use super::room::Room;
use super::{Falls, Part, Strategy, TenderBody, allocate, follow};
use crate::approval::{self, Subject};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::{LineSlice, Order};
use crate::payment::refund::{self, Asked, MovedFrom, check_ceiling, check_covered};
use crate::payment::{Payment, Refund, RefundStatus, refund_after, terms};
use crate::planted::{self, Planted};
use crate::policy::condition::Facts;
use crate::policy::{self, Outcome, PolicyKind, Ruling};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Seconds after a failure for good until what failed goes back by another way.
const FALLS_AFTER_SECS: u32 = 3_600;

/// Codes by which gateways say that no further try will succeed, as they spell them.
const FOR_GOOD: &[&str] = &[
    "account_closed",
    "expired_or_canceled_card",
    "lost_or_stolen_card",
    "REFUND_TIME_LIMIT_EXCEEDED",
    "MAX_NUMBER_OF_REFUNDS_EXCEEDED",
];

/// Where a refund that failed goes back to instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum To {
    /// Another tender of the order.
    Tender {
        /// Its payment; the next that has room for it when missing.
        payment: Option<Id>,
    },
    /// The customer's balance.
    Balance,
}

/// Lets a refund that failed or came back go back by another way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRefund {
    /// The refund.
    pub refund: Id,
    /// Where to.
    pub to: To,
    /// Why.
    pub reason: String,
}

impl Workflow for MoveRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.name("id", self.refund.as_str());
        needs.stream(&PolicyKind::RefundApproval.stream());
        if let Some(owner) = world.owner(&self.refund) {
            needs_of(owner, world, needs);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        let (payment, refund) = refund_after::find(draft, &self.refund)?;
        check_ceiling(&draft.command().actor, Money::new(refund.owed_minor(), payment.currency))?;
        let from = MovedFrom { payment: payment.id.clone(), refund: self.refund.clone() };
        match &self.to {
            To::Balance => {
                refund_after::check_credit(payment, refund)?;
                refund_after::credit(draft, &from.payment, &from.refund)?;
                Ok(Answer::Refund(from.payment, from.refund))
            }
            To::Tender { payment: to } => {
                check_failed(payment, refund)?;
                check_covered(payment, refund)?;
                let to = target(draft, &from, to.as_ref())?;
                let ruling = self.ruling(draft, &from, &to)?;
                request(draft, (from, to), &self.reason, ruling)
            }
        }
    }
}

impl MoveRefund {
    /// What the policy of refunds says about the same amount by the other tender. What failed is not counted beside it.
    fn ruling(&self, draft: &Draft<'_>, from: &MovedFrom, to: &Id) -> Result<Ruling, Refusal> {
        let (source, target) = (draft.payment(&from.payment)?, draft.payment(to)?);
        let mut order = draft.order(&source.pays)?.clone();
        let mut payments = Vec::with_capacity(order.payments.len());
        for id in &order.payments {
            let mut payment = draft.payment(id)?.clone();
            payment.refunds.retain(|refund| refund.id != from.refund);
            payments.push(payment);
        }
        let failed = source.refund(&from.refund).ok_or_else(|| crate::decision::unknown("refund", &from.refund))?;
        order.refunded_minor -= failed.amount_minor - failed.overpaid_minor;
        let payments: Vec<&Payment> = payments.iter().collect();
        let of = (order.refunded_minor, order.paid_minor);
        let facts: Facts = refund::facts(
            (&payments, of),
            target.created_at,
            Money::new(failed.amount_minor, order.currency),
            &failed.reason,
            draft,
        );
        let policy = draft.policy(&PolicyKind::RefundApproval.stream())?;
        policy::rule_on((policy, draft.now()), PolicyKind::RefundApproval, &facts, None)
    }
}

/// Wants a payment with its order, all other payments of that, and the balances among them and of its customer.
pub(crate) fn needs_of(payment: &Id, world: &World, needs: &mut Needs) {
    needs.stream(payment);
    if let Some(payment) = world.payment(payment) {
        follow::order_needs(&payment.pays, world, needs);
        payment.customer.iter().for_each(|customer| needs.stream(customer));
    }
}

/// Wants what a refund that stands in for another one needs to go on.
pub(crate) fn source_needs(payment: &Payment, refund: &Id, world: &World, needs: &mut Needs) {
    if let Some(from) = payment.refund(refund).and_then(|refund| refund.moved_from.as_ref()) {
        needs_of(&from.payment, world, needs);
    }
}

/// Refuses to move what did not fail, or what the customer has in part: its entry is mirrored whole or not at all.
fn check_failed(payment: &Payment, refund: &Refund) -> Result<(), Refusal> {
    let failed = matches!(refund.status, RefundStatus::Failed | RefundStatus::Returned);
    if failed && refund.given_minor() == 0 {
        return Ok(());
    }
    Err(Refusal::NotInState {
        what: "refund",
        status: if failed { "partly paid" } else { refund.status.word() },
        step: "move",
        allowed: match payment.allowed_of(refund) {
            none if none.is_empty() => "nothing that can be asked for".to_owned(),
            some => some.join(", "),
        },
    })
}

/// The payment that it goes back by: the named one where it has room for it, or the next that has.
fn target(draft: &Draft<'_>, from: &MovedFrom, named: Option<&Id>) -> Result<Id, Refusal> {
    let source = draft.payment(&from.payment)?;
    let (order, currency) = (draft.order(&source.pays)?, source.currency);
    let asked_minor = source.refund(&from.refund).map_or(0, |refund| refund.amount_minor);
    let Some(named) = named else {
        let next = next(draft, order, (from, asked_minor), Strategy::default())?;
        return next.ok_or(Refusal::ExceedsRefundable { asked_minor, left_minor: 0, currency });
    };
    if *named == from.payment || !order.payments.contains(named) {
        let why = "name another payment of the same order, or none for the next that has room".to_owned();
        return Err(Refusal::Invalid { param: "to.payment".to_owned(), why });
    }
    let room = Room::of(draft.payment(named)?, draft.now());
    if room.left_minor < asked_minor {
        return Err(Refusal::ExceedsRefundable { asked_minor, left_minor: room.left_minor, currency });
    }
    terms::check_refund(draft.payment(named)?, Money::new(asked_minor, currency), draft.now())?;
    Ok(named.clone())
}

/// The next tender that has room for all of it, and that it did not fail by before.
fn next(
    draft: &Draft<'_>,
    order: &Order,
    (from, amount_minor): (&MovedFrom, i64),
    strategy: Strategy,
) -> Result<Option<Id>, Refusal> {
    let mut failed_by = vec![from.payment.clone()];
    let mut before = draft.payment(&from.payment)?.refund(&from.refund).and_then(|refund| refund.moved_from.clone());
    while let Some(earlier) = before {
        before = draft.payment(&earlier.payment)?.refund(&earlier.refund).and_then(|refund| refund.moved_from.clone());
        failed_by.push(earlier.payment);
    }
    let now = draft.now();
    let rooms: Vec<Room> = order
        .payments
        .iter()
        .map(|id| draft.payment(id).map(|payment| Room::of(payment, now)))
        .collect::<Result<_, Refusal>>()?;
    let fits = |room: &&Room| {
        let exact = amount_minor % room.step_minor == 0;
        room.most_minor >= amount_minor && exact && !failed_by.contains(&room.payment)
    };
    let queue = allocate::queue(&rooms, strategy);
    Ok(queue.into_iter().map(|at| &rooms[at]).find(fits).map(|room| room.payment.clone()))
}

/// Asks for the same amount by another tender, and goes on as the ruling says.
fn request(draft: &mut Draft<'_>, (from, to): (MovedFrom, Id), note: &str, ruling: Ruling) -> Result<Answer, Refusal> {
    let failed = draft.payment(&from.payment)?.refund(&from.refund);
    let failed = failed.ok_or_else(|| crate::decision::unknown("refund", &from.refund))?.clone();
    let parts = refund::over_captures(draft.payment(&to)?, failed.amount_minor);
    let id = draft.new_id(Kind::Refund);
    let asked = Asked {
        allocation: failed.allocation,
        moved_from: Some(from),
        ..Asked::plain(id.clone(), failed.amount_minor, (&failed.reason, note), parts, failed.lines)
    };
    let hash = asked.hash(&to);
    refund::begin(draft, &to, asked, &ruling)?;
    match ruling.outcome {
        Outcome::Allow { hold_secs } => {
            go(draft, &to, &id)?;
            refund::send_after(draft, &to, &id, hold_secs)?;
        }
        Outcome::Approve { expires_secs, .. } => {
            let currency = draft.payment(&to)?.currency.code().to_owned();
            let (payment, refund, amount_minor) = (to.clone(), id.clone(), failed.amount_minor);
            let subject = Subject::Refund { payment, refund, amount_minor, currency };
            let approval = approval::ask(draft, subject, (ruling, hash), expires_secs)?;
            draft.emit(&to, Body::RefundAwaitsApproval { refund: id.clone(), approval })?;
        }
        // A document of this kind has no other outcome.
        Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
            return Err(Refusal::PolicyDenied { policy: ruling.policy, rule: ruling.rule });
        }
    }
    Ok(Answer::Refund(to, id))
}

/// Cancels what failed and puts what stands in for it on the books, with the same slices of the same lines.
///
/// # Errors
/// [`Refusal::NotInState`] when what failed was sent again, paid or cancelled meanwhile.
pub(crate) fn go(draft: &mut Draft<'_>, to: &Id, refund: &Id) -> Result<(), Refusal> {
    let target = draft.payment(to)?;
    let asked = target.refund(refund).ok_or_else(|| crate::decision::unknown("refund", refund))?;
    check_covered(target, asked)?;
    let Some(from) = asked.moved_from.clone() else { return Ok(()) };
    let (amount_minor, pays) = (asked.amount_minor, target.pays.clone());
    let source = draft.payment(&from.payment)?;
    let failed = source.refund(&from.refund).ok_or_else(|| crate::decision::unknown("refund", &from.refund))?;
    check_failed(source, failed)?;
    let (lines, overpaid_minor, allocation) = (failed.lines.clone(), failed.overpaid_minor, failed.allocation.clone());
    if !planted::is(Planted::MovedAndKept) {
        refund_after::cancel(draft, &from.payment, &from.refund, &format!("goes back as {refund}"))?;
    }
    let part = |payment: &Id, refund: &Id| Part { payment: payment.clone(), refund: refund.clone(), amount_minor };
    let (from, into) = (part(&from.payment, &from.refund), part(to, refund));
    draft.emit(&pays, TenderBody::RefundMoved { allocation, from, to: into })?;
    let order = draft.order(&pays)?;
    let slices: Vec<LineSlice> = follow::slices(order, &lines);
    refund::book(draft, to, refund, (slices, overpaid_minor))
}

/// Whether a refund will not succeed by its tender, however often it is tried.
#[must_use]
pub fn fails_for_good(payment: &Payment, refund: &Refund, now: jiff::Timestamp) -> bool {
    let code = FOR_GOOD.iter().any(|code| code.eq_ignore_ascii_case(&refund.failure));
    refund.failed && (code || terms::is_too_late(payment, now))
}

/// A part of a refund over several tenders failed: where it fails for good and a rule says where it goes, it goes there
/// after a while.
pub(crate) fn set(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    if falls(draft, payment, refund)?.is_none() {
        return Ok(());
    }
    let alarm = Alarm::FallThrough { payment: payment.clone(), refund: refund.clone() };
    draft.cancel_timer(&alarm);
    draft.timer(draft.in_secs(FALLS_AFTER_SECS), alarm);
    Ok(())
}

/// Where a refund that failed for good goes by rule, and how its allocation chooses among tenders.
fn falls(draft: &Draft<'_>, payment: &Id, refund: &Id) -> Result<Option<(Falls, Strategy)>, Refusal> {
    let mine = draft.payment(payment)?;
    let Some(held) = mine.refund(refund) else { return Ok(None) };
    let Some(allocation) = &held.allocation else { return Ok(None) };
    if check_failed(mine, held).is_err() || !fails_for_good(mine, held, draft.now()) {
        return Ok(None);
    }
    let allocation = draft.order(&mine.pays)?.tenders.allocation(allocation);
    Ok(allocation.filter(|it| !it.falls.is_operator()).map(|it| (it.falls, it.strategy)))
}

/// The hour is over: it goes back by the way the rule says, or a person is asked where there is none.
pub(crate) fn ring(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<Option<Answer>, Refusal> {
    let Some((falls, strategy)) = falls(draft, payment, refund)? else { return Ok(None) };
    let mine = draft.payment(payment)?;
    let held = mine.refund(refund).ok_or_else(|| crate::decision::unknown("refund", refund))?;
    let (amount, customer) = (held.money(mine.currency), mine.customer.clone());
    let from = MovedFrom { payment: payment.clone(), refund: refund.clone() };
    let covered = mine.covers_its_refunds();
    if falls == Falls::Balance && customer.is_some() && covered {
        refund_after::credit(draft, payment, refund)?;
        return Ok(Some(Answer::Refund(payment.clone(), refund.clone())));
    }
    let order = draft.order(&mine.pays)?;
    let to = match falls {
        Falls::NextTender if covered => next(draft, order, (&from, amount.amount_minor), strategy)?,
        _ => None,
    };
    if let Some(to) = to {
        let ruling = Ruling::plain("fall_through@0", "by_rule", Outcome::Allow { hold_secs: 0 });
        return request(draft, (from, to), "", ruling).map(Some);
    }
    let detail = format!("{refund} failed for good, and no other tender or balance takes it; the money is still owed");
    draft.attention("refund_cannot_fall_through", detail, payment, Some(amount));
    Ok(Some(Answer::Refund(payment.clone(), refund.clone())))
}
