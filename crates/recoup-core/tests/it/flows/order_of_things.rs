//! Rules about events, waiting work, people and words.

use std::collections::{BTreeMap, BTreeSet};

use recoup_core::actor::Role;
use recoup_core::approval::{Approval, ApprovalStatus, Subject, Verdict as Yes};
use recoup_core::effect::{Alarm, Call, OperationKind};
use recoup_core::event::{Body, Route};
use recoup_core::id::Id;
use recoup_core::invoice::InvoiceBody;
use recoup_core::notice::Audience;
use recoup_core::order::plan::PlanBody;
use recoup_core::order::ship::ShipmentBody;
use recoup_core::order::short::GoodsBody;
use recoup_core::payment::dispute::Deed;
use recoup_core::payment::{CaptureStatus, Payment, PaymentStatus, Refund, RefundStatus, ReleaseStatus};
use recoup_core::policy::{Outcome, PolicyKind, PolicyStatus};
use recoup_core::posting;
use recoup_core::world::State;

use super::invariants::{Look, holds};

type Verdict = Result<(), String>;

pub fn commits(look: &Look<'_>) -> Verdict {
    match look.life.shop.last.complaints.first() {
        Some(complaint) => Err(complaint.clone()),
        None => Ok(()),
    }
}

pub fn fold(look: &Look<'_>) -> Verdict {
    let shop = &look.life.shop;
    for event in &shop.last.events {
        let (stored, folded) = (shop.streams.get(&event.stream), shop.folded.get(&event.stream));
        holds(stored.map(|s| &s.state) == folded, || format!("{} is not what its events say", event.stream))?;
        let version = shop.log.get(&event.stream).map_or(0, Vec::len) as u64;
        holds(stored.is_some_and(|s| s.version == version), || format!("{} has another version", event.stream))?;
    }
    Ok(())
}

pub fn derive(look: &Look<'_>) -> Verdict {
    let last = &look.life.shop.last;
    for event in &last.events {
        let want = posting::entry_of(event).map_err(|e| e.to_string())?;
        let mut got = last.entries.iter().filter(|(of, _)| of.id == event.id).map(|(_, entry)| entry);
        holds(got.next() == want.as_ref() && got.next().is_none(), || {
            format!("another entry of {}", event.body.word())
        })?;
    }
    Ok(())
}

pub fn notices(look: &Look<'_>) -> Verdict {
    let last = &look.life.shop.last;
    for (event, notice) in last.notices.iter().filter(|(_, notice)| notice.audience == Audience::Customer) {
        let told = notice.amount.map_or(0, |a| a.amount_minor);
        let moved = last.entries.iter().find(|(of, _)| of.id == event.id).map(|(_, entry)| entry);
        let moved = moved.map_or(0, |entry| entry.moved_minor(look.currency()));
        let books = match &event.body {
            Body::RefundAccepted { refund, .. } | Body::RefundCompleted { refund, .. } => owed(look, refund),
            Body::PaymentDeclined { .. } => continue,
            Body::Invoice(InvoiceBody::PastDue {}) => look.life.shop.invoice(&event.stream).open_minor(),
            Body::Shipment(ShipmentBody::Shipped { .. }) => asked_for(look),
            Body::Goods(GoodsBody::Canceled { .. }) => moved.max(paid_of(look, &event.stream)),
            Body::Plan(PlanBody::Renewed { by, .. }) => look.life.shop.payment(by).authorized_minor,
            Body::OrderPaid { amount_minor, .. } => *amount_minor,
            _ => moved,
        };
        holds(told <= books, || format!("{} tells of {told}, the books of {books}", notice.template))?;
    }
    Ok(())
}

/// What is taken in this commit, now or as soon as it is authorized.
fn asked_for(look: &Look<'_>) -> i64 {
    let asked = |body: &Body| match body {
        Body::CaptureRequested { amount_minor, .. } => *amount_minor,
        Body::PaymentStarted { payment } if payment.capture_at_once => payment.amount_minor,
        _ => 0,
    };
    look.life.shop.last.events.iter().map(|event| asked(&event.body)).sum()
}

/// What arrived on an order, or is under way.
fn paid_of(look: &Look<'_>, order: &Id) -> i64 {
    let order = look.life.shop.order(order);
    let coming: i64 = order.payments.iter().map(|id| look.life.shop.payment(id).capturing_minor()).sum();
    let at_once = order.payments.iter().map(|id| look.life.shop.payment(id)).filter(|p| p.capture_at_once);
    order.paid_minor + coming + at_once.map(|p| p.amount_minor).sum::<i64>()
}

/// What was owed for a refund when this commit said that it is on its way.
fn owed(look: &Look<'_>, refund: &Id) -> i64 {
    let found = look.life.shop.payments().find_map(|p| p.refund(refund));
    found.filter(|r| r.slice.is_some()).map_or(0, |r| r.amount_minor)
}

/// Operations of a payment that wait for the gateway.
fn under_way(payment: &Payment) -> Vec<(OperationKind, &Id, u32)> {
    let mut list = Vec::new();
    if matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Unknown) {
        list.push((OperationKind::Authorize, &payment.id, 0));
    }
    // What the gateway took waits for its word, and a timer asks after it.
    let captures = payment.captures.iter().filter(|c| c.status.is_out() && c.status != CaptureStatus::Accepted);
    list.extend(captures.map(|c| (OperationKind::Capture, &c.id, 0)));
    let releases = payment.releases.iter().filter(|r| r.status.is_out() && r.status != ReleaseStatus::Accepted);
    list.extend(releases.map(|r| (OperationKind::Release, &r.id, 0)));
    let refunds = payment.refunds.iter();
    let refunds = refunds.filter(|r| matches!(r.status, RefundStatus::Sending | RefundStatus::Unknown));
    list.extend(refunds.map(|r| (OperationKind::Refund, &r.id, r.generation)));
    for dispute in &payment.disputes {
        let open = dispute.answers.iter().filter(|given| given.status.is_open());
        list.extend(open.map(|given| {
            let kind = match given.deed {
                Deed::Evidence => OperationKind::SubmitEvidence,
                Deed::Acceptance => OperationKind::AcceptDispute,
            };
            (kind, &dispute.id, given.generation)
        }));
    }
    list
}

pub fn waiting(look: &Look<'_>) -> Verdict {
    let mut effects: BTreeMap<(OperationKind, &Id, u32), (usize, usize)> = BTreeMap::new();
    for effect in look.life.shop.effects.values() {
        let operation = &effect.operation;
        let (sends, probes) = effects.entry((operation.kind, &operation.id, operation.generation)).or_default();
        *(if effect.call == Call::Send { sends } else { probes }) += 1;
    }
    for payment in look.life.shop.payments().filter(|p| p.gateway_account().is_some()) {
        for operation in under_way(payment) {
            // A reply that brings several facts ends its effect with the first.
            let (sends, probes) = effects.get(&operation).copied().unwrap_or_default();
            holds(sends + probes > 0, || format!("no effect waits for {:?} {}", operation.0, operation.1))?;
        }
    }
    // Looks that a timer asked for do no harm, however many of them wait.
    match effects.iter().find(|(_, (sends, _))| *sends > 1) {
        Some((operation, (sends, _))) => Err(format!("{sends} effects would send {operation:?}")),
        None => Ok(()),
    }
}

/// Giving the rest back closes the authorization at the gateway, for a capture beside it as well.
pub fn held_back(look: &Look<'_>) -> Verdict {
    for effect in look.life.shop.effects.values().filter(|e| e.call == Call::Send) {
        let closes = effect.last || effect.operation.kind == OperationKind::Release;
        let payment = look.life.shop.payment(&effect.operation.payment);
        let beside = payment.captures.iter().find(|c| c.id != effect.operation.id && c.status.is_out());
        // What its gateway refused is refused again under its key, however late a repeat of it goes out.
        let refused = payment.capture(&effect.operation.id).is_some_and(|c| c.status == CaptureStatus::Failed);
        if let Some(capture) = beside.filter(|_| closes && !refused) {
            return Err(format!("{} is sent beside {}", effect.operation.id, capture.id));
        }
    }
    Ok(())
}

pub fn asked_again(look: &Look<'_>) -> Verdict {
    for payment in look.life.shop.payments().filter(|p| p.gateway_account().is_some()) {
        let out = payment.capture_is_out();
        let captures = payment.captures.iter().filter(|c| c.status == CaptureStatus::Waiting).map(|c| &c.id);
        let releases = payment.releases.iter().filter(|r| r.status == ReleaseStatus::Waiting).map(|r| &r.id);
        if let Some(id) = captures.chain(releases).next().filter(|_| !out) {
            return Err(format!("{id} waits for nothing"));
        }
        let refunds = payment.refunds.iter();
        // One that the gateway calls done is looked at until the books say that asking has ended.
        let ended = |r: &Refund| payment.doubts.iter().any(|d| d.id == r.id && d.asking_ended);
        let looked_at = |r: &Refund| r.status == RefundStatus::Completed && !ended(r);
        let refunds = refunds.filter(|r| r.status == RefundStatus::Accepted || looked_at(r));
        let mut waits: Vec<&Id> = refunds.map(|r| &r.id).collect();
        if matches!(payment.status, PaymentStatus::Processing | PaymentStatus::RequiresAction) {
            waits.push(&payment.id);
        }
        let taken = payment.captures.iter().filter(|c| c.status == CaptureStatus::Accepted);
        waits.extend(taken.map(|c| &c.id));
        let taken = payment.releases.iter().filter(|r| r.status == ReleaseStatus::Accepted);
        waits.extend(taken.map(|r| &r.id));
        for id in waits {
            let alarm = Alarm::AskAgain { payment: payment.id.clone(), id: id.clone(), asked: 0 };
            let set = look.life.shop.timers.contains_key(&alarm.timer_id());
            holds(set, || format!("nobody asks after {id}"))?;
        }
    }
    Ok(())
}

pub fn pauses(look: &Look<'_>) -> Verdict {
    for payment in look.life.shop.payments().filter(|p| p.covers_its_refunds()) {
        for refund in payment.refunds.iter().filter(|r| r.status == RefundStatus::Approved) {
            let alarm = Alarm::SendRefund { payment: payment.id.clone(), refund: refund.id.clone() };
            let set = look.life.shop.timers.contains_key(&alarm.timer_id());
            // The one that rang while the captures did not cover the refund is gone; a person was told.
            let doubted = payment.reversed_minor() > 0 || payment.beyond_minor > 0 || !payment.disputes.is_empty();
            let waits = set || doubted;
            holds(waits, || format!("nothing sends {}", refund.id))?;
        }
    }
    Ok(())
}

pub fn dates(look: &Look<'_>) -> Verdict {
    for order in look.life.shop.orders() {
        let alarm = Alarm::TakeByPlan { order: order.id.clone() };
        let set = look.life.shop.timers.get(&alarm.timer_id()).map(|t| t.due_at);
        let next = order.next_date();
        holds(next.is_none() || set == next, || format!("{} waits for {next:?}, its timer for {set:?}", order.id))?;
    }
    Ok(())
}

pub fn approvals(look: &Look<'_>) -> Verdict {
    let shop = &look.life.shop;
    let mut open = BTreeSet::new();
    for approval in shop.approvals().filter(|a| a.status == ApprovalStatus::Open) {
        let alarm = Alarm::ExpireApproval { approval: approval.id.clone() };
        let due = shop.timers.get(&alarm.timer_id()).map(|t| t.due_at);
        holds(due == Some(approval.expires_at), || format!("{} never expires", approval.id))?;
        open.insert(&approval.id);
    }
    for refund in shop.payments().flat_map(|p| &p.refunds) {
        let waits = refund.status == RefundStatus::AwaitingApproval;
        let asked = refund.approval.as_ref().is_some_and(|id| open.contains(id));
        holds(waits == asked, || format!("{} waits: {waits}, is asked for: {asked}", refund.id))?;
    }
    for kind in PolicyKind::ALL {
        let Some(State::Policy(policy)) = shop.streams.get(&kind.stream()).map(|s| &s.state) else { continue };
        for version in &policy.versions {
            let waits = version.status == PolicyStatus::Proposed;
            let asked = version.approval.as_ref().is_some_and(|id| open.contains(id));
            holds(waits == asked, || format!("version {} waits: {waits}, is asked for: {asked}", version.version))?;
        }
    }
    Ok(())
}

pub fn dual_control(look: &Look<'_>) -> Verdict {
    let shop = &look.life.shop;
    let approved: BTreeMap<&Id, &Approval> =
        shop.approvals().filter(|a| a.status == ApprovalStatus::Approved).map(|a| (&a.id, a)).collect();
    for approval in approved.values() {
        enough(look, approval)?;
    }
    for refund in shop.payments().flat_map(|p| &p.refunds).filter(|r| r.slice.is_some()) {
        if let Some(id) = &refund.approval {
            let mine = approved.get(id).filter(|a| is_about(&a.subject, &refund.id));
            holds(mine.is_some(), || format!("{} is on the books without its approval", refund.id))?;
        }
    }
    Ok(())
}

/// Whether a refund is what is asked about, or a part of it.
fn is_about(subject: &Subject, refund: &Id) -> bool {
    match subject {
        Subject::Refund { refund: of, .. } => of == refund,
        Subject::Allocation { parts, .. } => parts.iter().any(|part| part.refund == *refund),
        _ => false,
    }
}

fn enough(look: &Look<'_>, approval: &Approval) -> Verdict {
    let Outcome::Approve { by, persons, .. } = &approval.ruling.outcome else {
        return Err(format!("{} was not to be approved", approval.id));
    };
    let person = |id: &str| look.life.people.person_of.get(id).cloned().unwrap_or_default();
    let yes: Vec<_> = approval.answers.iter().filter(|a| a.verdict == Yes::Approve).collect();
    let real: BTreeSet<String> = yes.iter().map(|a| person(&a.by.id)).collect();
    let also_by = &approval.ruling.also_by;
    holds(real.len() >= usize::from(*persons) + usize::from(!also_by.is_empty()), || {
        format!("{} was approved by {real:?}", approval.id)
    })?;
    let asked = person(&approval.requested_by.id);
    holds(asked.is_empty() || !real.contains(&asked), || format!("{asked} approved what {asked} asked for"))?;
    holds(!real.contains(""), || format!("{} was approved by nobody", approval.id))?;
    let entitled = |roles: &[Role]| roles.iter().any(|role| by.contains(role));
    let granted = |roles: &[Role]| roles.iter().any(|role| also_by.contains(role));
    let asked = yes.iter().filter(|a| entitled(&a.by.roles)).count() >= usize::from(*persons);
    let all = yes.iter().all(|a| entitled(&a.by.roles) || granted(&a.by.roles));
    let also = also_by.is_empty() || yes.iter().any(|a| granted(&a.by.roles));
    holds(asked && all && also, || format!("{} was approved without the role", approval.id))
}

pub fn names(look: &Look<'_>) -> Verdict {
    for order in look.life.shop.orders() {
        for shipment in &order.shipments {
            let found = look.life.shop.names.get(&("id".to_owned(), shipment.id.as_str().to_owned()));
            holds(found.is_some_and(|ids| ids.contains(&order.id)), || format!("{} is not found", shipment.id))?;
        }
    }
    for payment in look.life.shop.payments() {
        let captures = payment.captures.iter().map(|c| &c.id);
        let ids = captures.chain(payment.releases.iter().map(|r| &r.id)).chain(payment.refunds.iter().map(|r| &r.id));
        let ids = ids.chain(payment.disputes.iter().map(|d| &d.id));
        for id in ids {
            let found = look.life.shop.names.get(&("id".to_owned(), id.as_str().to_owned()));
            let finds = found.is_some_and(|ids| ids.as_slice() == std::slice::from_ref(&payment.id));
            holds(finds, || format!("{id} does not find its payment"))?;
        }
        let balance = matches!(payment.method.route, Route::Balance { .. });
        holds(!balance || payment.customer.is_some(), || format!("{} spends a stranger's balance", payment.id))?;
    }
    Ok(())
}
