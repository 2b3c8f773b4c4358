//! All tenders of a group or none: nothing of any is captured or spent before all stand, and where one falls the others
//! are given back.
//!
//! Who stands is kept on the order, because it has one next event: of two tenders that are authorized at one moment, each
//! of which would see the other one pending, the second is decided again and finds that all stand. What is not known yet is
//! waited for. What is authorized after the group broke goes back at once, as on an order that was called off; each giving
//! back is a release as any other, with its deadline.

use serde::{Deserialize, Serialize};

use super::TenderBody;
use crate::customer::CustomerBody;
use crate::decision::Draft;
use crate::event::Route;
use crate::id::Id;
use crate::machine::machine;
use crate::money::Money;
use crate::order::{Order, OrderStatus};
use crate::payment::{Payment, PaymentStep, capture, release};
use crate::planted::{self, Planted};
use crate::refusal::Refusal;
use crate::world::{Needs, World};

machine! {
    /// Where tenders stand that are taken all or none.
    "group of tenders" GroupStatus, GroupStep;
    statuses {
        /// Some are not authorized yet.
        Gathering = "gathering",
        /// All are authorized.
        Complete = "complete",
        /// One will not be, and the others are given back.
        Broken = "broken",
    }
    steps {
        /// One is authorized, and others are not yet.
        Stand = "stand",
        /// The last one is authorized.
        StandLast = "stand_last",
        /// One was declined and is tried at another gateway account.
        TryElsewhere = "try_elsewhere",
        /// One ends without an authorization.
        Fall = "fall",
    }
    asked {}
    table {
        Gathering: Stand => Gathering, StandLast => Complete, TryElsewhere => Gathering, Fall => Broken;
    }
}

/// Tenders that are taken all or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Where they stand.
    pub status: GroupStatus,
    /// Which they are.
    pub members: Vec<Member>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its payment.
    pub payment: Id,
    /// Whether all of it is authorized.
    #[serde(default, skip_serializing_if = "crate::payment::is_false")]
    pub stands: bool,
    /// Whether another payment stands in for it, at another gateway account.
    #[serde(default, skip_serializing_if = "crate::payment::is_false")]
    pub replaced: bool,
}

impl Member {
    const fn begun(payment: Id) -> Self {
        Self { payment, stands: false, replaced: false }
    }
}

impl Group {
    /// A group of payments that begin.
    #[must_use]
    pub fn begin(payments: &[Id]) -> Self {
        let members = payments.iter().cloned().map(Member::begun).collect();
        Self { status: GroupStatus::Gathering, members }
    }

    /// Whether a payment is one of them.
    #[must_use]
    pub fn has(&self, payment: &Id) -> bool {
        self.members.iter().any(|member| member.payment == *payment)
    }

    /// One is authorized.
    pub(super) fn stand(&mut self, payment: &Id) -> Result<(), Refusal> {
        for member in self.members.iter_mut().filter(|member| member.payment == *payment) {
            member.stands = true;
        }
        let all = self.members.iter().all(|member| member.stands || member.replaced);
        self.status = self.status.step(if all { GroupStep::StandLast } else { GroupStep::Stand })?;
        Ok(())
    }

    /// One is tried elsewhere, by another payment.
    pub(super) fn try_elsewhere(&mut self, payment: &Id, next: &Id) -> Result<(), Refusal> {
        self.status = self.status.step(GroupStep::TryElsewhere)?;
        for member in self.members.iter_mut().filter(|member| member.payment == *payment) {
            member.replaced = true;
        }
        self.members.push(Member::begun(next.clone()));
        Ok(())
    }

    /// One ends without an authorization.
    pub(super) fn fall(&mut self) -> Result<(), Refusal> {
        self.status = self.status.step(GroupStep::Fall)?;
        Ok(())
    }
}

/// Wants what a word about a payment may move: the others of its group, and the balances that some are held on.
pub(crate) fn needs(payment: &Payment, world: &World, needs: &mut Needs) {
    balance_needs(std::iter::once(&payment.id), world, needs);
    if let Some(order) = world.order(&payment.pays) {
        order_needs(order, &payment.id, world, needs);
    }
}

fn order_needs(order: &Order, payment: &Id, world: &World, needs: &mut Needs) {
    let group = order.tenders.group_of(payment).filter(|group| group.status != GroupStatus::Complete);
    for member in group.into_iter().flat_map(|group| &group.members) {
        needs.stream(&member.payment);
    }
    balance_needs(group.into_iter().flat_map(|group| &group.members).map(|member| &member.payment), world, needs);
}

/// Wants the balances that some payments are paid from.
pub(crate) fn balance_needs<'a>(payments: impl Iterator<Item = &'a Id>, world: &World, needs: &mut Needs) {
    for payment in payments {
        if let Some(Route::Balance { customer }) = world.payment(payment).map(|payment| &payment.method.route) {
            needs.stream(customer);
        }
    }
}

/// What a group says to one of its members that is authorized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// It is in none, or in one that is complete: it goes on by itself.
    GoOn,
    /// Others are not authorized yet.
    Wait,
    /// One fell, or this one did: it goes back.
    GoBack,
}

/// A payment is authorized with an amount. The last one that was missing lets all of them go on.
pub(crate) fn authorized(draft: &mut Draft<'_>, payment: &Id, amount: Money) -> Result<Says, Refusal> {
    let mine = draft.payment(payment)?;
    let (pays, short) = (mine.pays.clone(), amount.amount_minor < mine.amount_minor);
    let Some(group) = group_of(draft, &pays, payment)? else { return Ok(Says::GoOn) };
    let replaced = group.members.iter().any(|member| member.payment == *payment && member.replaced);
    match group.status {
        GroupStatus::Broken => return Ok(Says::GoBack),
        GroupStatus::Complete => return Ok(Says::GoOn),
        // It was declined and another one stands in for it; a person decides what becomes of this one.
        GroupStatus::Gathering if replaced => return Ok(Says::Wait),
        GroupStatus::Gathering if short => {
            // A part of a tender is not the tender.
            fall(draft, payment, "authorized for less")?;
            return Ok(Says::GoBack);
        }
        GroupStatus::Gathering => {}
    }
    draft.emit(&pays, TenderBody::Stands { payment: payment.clone() })?;
    if planted::is(Planted::CapturedBeforeAll) {
        return Ok(Says::GoOn);
    }
    match group_of(draft, &pays, payment)?.map(|group| group.status) {
        Some(GroupStatus::Complete) => capture_all(draft, &pays, payment).map(|()| Says::Wait),
        _ => Ok(Says::Wait),
    }
}

fn group_of<'d>(draft: &'d Draft<'_>, pays: &Id, payment: &Id) -> Result<Option<&'d Group>, Refusal> {
    // Only orders have groups of tenders.
    if pays.kind() != Some(crate::id::Kind::Order) {
        return Ok(None);
    }
    Ok(draft.order(pays)?.tenders.group_of(payment))
}

/// Captures whatever waited for the others; a held order is captured when it goes on.
fn capture_all(draft: &mut Draft<'_>, order: &Id, payment: &Id) -> Result<(), Refusal> {
    if draft.order(order)?.status == OrderStatus::OnHold {
        return Ok(());
    }
    let members: Vec<Id> = group_of(draft, order, payment)?
        .map(|group| group.members.iter().filter(|m| !m.replaced).map(|m| m.payment.clone()).collect())
        .unwrap_or_default();
    for member in members {
        if draft.payment(&member)?.waits_for_capture() {
            capture::at_once(draft, &member)?;
        }
    }
    Ok(())
}

/// A payment ends without an authorization, or is given back before all stand: the others of its group go back as well.
pub(crate) fn fall(draft: &mut Draft<'_>, payment: &Id, why: &str) -> Result<(), Refusal> {
    let pays = draft.payment(payment)?.pays.clone();
    let Some(group) = group_of(draft, &pays, payment)? else { return Ok(()) };
    let replaced = group.members.iter().any(|member| member.payment == *payment && member.replaced);
    if group.status != GroupStatus::Gathering || replaced {
        return Ok(());
    }
    let members: Vec<Id> = group.members.iter().map(|member| member.payment.clone()).collect();
    draft.emit(&pays, TenderBody::Fell { payment: payment.clone(), why: why.to_owned() })?;
    for member in members {
        give_back(draft, &member)?;
    }
    Ok(())
}

fn give_back(draft: &mut Draft<'_>, member: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(member)?;
    let amount = Money::new(mine.releasable_minor(), mine.currency);
    if amount.amount_minor == 0 {
        return Ok(());
    }
    let in_hand = mine.is_offline() && mine.capture_at_once;
    release::request(draft, member)?;
    if in_hand {
        let detail = format!("another tender of the order was refused; hand {amount} back");
        draft.attention("tender_to_hand_back", detail, member, Some(amount));
    }
    Ok(())
}

/// A payment was declined, and another one stands in for it.
pub(crate) fn tried_elsewhere(draft: &mut Draft<'_>, payment: &Id, next: &Id) -> Result<(), Refusal> {
    let pays = draft.payment(payment)?.pays.clone();
    if group_of(draft, &pays, payment)?.is_none() {
        return Ok(());
    }
    let (payment, next) = (payment.clone(), next.clone());
    draft.emit(&pays, TenderBody::TriedElsewhere { payment, next }).map(drop)
}

/// Whether another one of its group fell, so that it is not wanted any more.
pub(crate) fn is_broken(draft: &Draft<'_>, payment: &Payment) -> Result<bool, Refusal> {
    let group = group_of(draft, &payment.pays, &payment.id)?;
    Ok(group.is_some_and(|group| group.status == GroupStatus::Broken))
}

/// Whether a payment waits for others of its group, or for nothing any more because one of them fell.
///
/// # Errors
/// [`Refusal::Inconsistent`] when its order was not loaded.
pub(crate) fn is_held_back(draft: &Draft<'_>, payment: &Payment) -> Result<bool, Refusal> {
    let group = group_of(draft, &payment.pays, &payment.id)?;
    Ok(group.is_some_and(|group| group.status != GroupStatus::Complete))
}

/// Refuses to capture of one what is to be captured of all or none.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(crate) fn check_stands(draft: &Draft<'_>, payment: &Payment) -> Result<(), Refusal> {
    let Some(group) = group_of(draft, &payment.pays, &payment.id)? else { return Ok(()) };
    if group.status == GroupStatus::Complete || planted::is(Planted::CapturedBeforeAll) {
        return Ok(());
    }
    let gathering = group.status == GroupStatus::Gathering;
    Err(Refusal::NotInState {
        what: "group of tenders",
        status: group.status.word(),
        step: PaymentStep::RequestCapture.word(),
        allowed: if gathering { "wait until all are authorized, or release" } else { "release" }.to_owned(),
    })
}

/// Whether a payment that begins is one of a group.
pub(crate) fn is_in_one(draft: &Draft<'_>, pays: &Id, payment: &Id) -> Result<bool, Refusal> {
    group_of(draft, pays, payment).map(|group| group.is_some())
}

/// Holds a part of a balance until all of a group stand.
pub(crate) fn hold(draft: &mut Draft<'_>, customer: &Id, payment: &Id, amount: Money) -> Result<(), Refusal> {
    draft.emit(customer, CustomerBody::TenderHeld { amount, payment: payment.clone() }).map(drop)
}

/// Lets go of what a balance holds for a payment, if it does: to be spent now, or not at all.
pub(crate) fn let_go(draft: &mut Draft<'_>, payment: &Id, spend: bool) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let (pays, route) = (mine.pays.clone(), mine.method.route.clone());
    let Route::Balance { customer } = route else { return Ok(()) };
    let Some(amount) = draft.customer(&customer)?.tender_hold(payment) else { return Ok(()) };
    draft.emit(&customer, CustomerBody::TenderFreed { payment: payment.clone(), amount })?;
    if spend {
        draft.emit(&customer, CustomerBody::Spent { amount, pays })?;
    }
    Ok(())
}
