//! Which steps of which machine an event took, read from the states before and after it: for tests and simulations
//! that must show what they have reached. Deciding never looks here.

use std::collections::BTreeMap;

use crate::approval::ApprovalBody;
use crate::approval::{ApprovalStatus, ApprovalStep};
use crate::customer::ChargeBody;
use crate::event::{Body, Event};
use crate::id::Id;
use crate::invoice::{self, InvoiceStatus, InvoiceStep};
use crate::order::ship::{ShipmentBody, ShipmentStatus, ShipmentStep};
use crate::order::short::GoodsBody;
use crate::order::{Order, OrderStatus, OrderStep};
use crate::payment::ReleaseBody;
use crate::payment::dispute::{AnswerStatus, AnswerStep, DisputeBody, DisputeStatus, DisputeStep};
use crate::payment::{
    AuthorizationLoss, CaptureStatus, CaptureStep, Payment, PaymentStatus, PaymentStep, RefundStatus, RefundStep,
    ReleaseStatus, ReleaseStep,
};
use crate::policy::{Policy, PolicyStatus, PolicyStep};
use crate::tender::{GroupStatus, GroupStep, TenderBody};
use crate::world::State;

/// Machine, status before, step, status after.
pub type Transition = (&'static str, &'static str, &'static str, &'static str);

/// How often each transition was taken.
pub type Reached = BTreeMap<Transition, u64>;

macro_rules! every {
    ($list:ident; $($what:literal $status:ident $step:ident),+) => {
        $(for from in $status::ALL {
            for step in $step::ALL {
                if let Some(to) = from.next(*step) {
                    $list.push(($what, from.word(), step.word(), to.word()));
                }
            }
        })+
    };
}

/// Every transition of every machine.
#[must_use]
pub fn all() -> Vec<Transition> {
    let mut list: Vec<Transition> = Vec::new();
    every!(list; "order" OrderStatus OrderStep, "shipment" ShipmentStatus ShipmentStep,
        "payment" PaymentStatus PaymentStep, "capture" CaptureStatus CaptureStep,
        "release" ReleaseStatus ReleaseStep, "refund" RefundStatus RefundStep,
        "dispute" DisputeStatus DisputeStep, "dispute answer" AnswerStatus AnswerStep, "approval" ApprovalStatus ApprovalStep,
        "policy version" PolicyStatus PolicyStep, "invoice" InvoiceStatus InvoiceStep,
        "group of tenders" GroupStatus GroupStep);
    list
}

macro_rules! took {
    ($reached:ident, $what:literal, $from:expr, $to:expr, $steps:expr) => {
        if let Some(step) = $steps.iter().find(|step| $from.next(**step) == Some($to)) {
            *$reached.entry(($what, $from.word(), step.word(), $to.word())).or_default() += 1;
        }
    };
}

/// Notes the steps that an event took.
pub fn note(reached: &mut Reached, event: &Event, before: Option<&State>, after: &State) {
    match (before, after) {
        (Some(State::Payment(before)), State::Payment(after)) => payment(reached, &event.body, before, after),
        (Some(State::Order(before)), State::Order(after)) => {
            let steps = order_steps(&event.body);
            took!(reached, "order", before.status, after.status, steps);
            if let Body::Tender(body) = &event.body {
                group(reached, body, before, after);
            }
            shipments(reached, before, after);
        }
        (Some(State::Approval(before)), State::Approval(after)) => {
            let steps = match event.body {
                Body::Approval(ApprovalBody::Decided { .. }) => {
                    &[ApprovalStep::ApprovePart, ApprovalStep::Approve, ApprovalStep::Reject][..]
                }
                Body::Approval(ApprovalBody::Expired {}) => &[ApprovalStep::Expire],
                _ => &[ApprovalStep::Withdraw],
            };
            took!(reached, "approval", before.status, after.status, steps);
        }
        (Some(State::Policy(before)), State::Policy(after)) => policy(reached, before, after),
        (Some(State::Invoice(before)), State::Invoice(after)) => {
            if let Body::Invoice(body) = &event.body {
                took!(reached, "invoice", before.status, after.status, invoice::steps_of(body));
            }
        }
        _ => {}
    }
}

fn order_steps(body: &Body) -> &'static [OrderStep] {
    match body {
        Body::OrderTenderAdded { .. } => &[OrderStep::AddTender],
        Body::OrderPaid { .. } | Body::OrderUnpaid { .. } => &[OrderStep::TakeMoney],
        Body::OrderRefunded { .. } | Body::OrderRefundUndone { .. } => &[OrderStep::GiveBack],
        Body::OrderHeld { .. } => &[OrderStep::Hold],
        Body::OrderDelivered { .. } | Body::Shipment(ShipmentBody::Shipped { .. }) => &[OrderStep::Deliver],
        Body::Goods(GoodsBody::Canceled { .. }) => &[OrderStep::CancelLines],
        Body::OrderResumed {} => &[OrderStep::Resume],
        Body::OrderCanceled { .. } => &[OrderStep::Cancel],
        Body::OrderCompleted { .. } => &[OrderStep::Complete],
        _ => &[],
    }
}

fn group(reached: &mut Reached, body: &TenderBody, before: &Order, after: &Order) {
    use GroupStep as G;
    let (payment, steps) = match body {
        TenderBody::Stands { payment } => (payment, &[G::Stand, G::StandLast][..]),
        TenderBody::TriedElsewhere { payment, .. } => (payment, &[G::TryElsewhere][..]),
        TenderBody::Fell { payment, .. } => (payment, &[G::Fall][..]),
        TenderBody::Grouped { .. } | TenderBody::RefundAllocated { .. } | TenderBody::RefundMoved { .. } => return,
    };
    let status = |order: &Order| order.tenders.group_of(payment).map(|group| group.status);
    if let (Some(from), Some(to)) = (status(before), status(after)) {
        took!(reached, "group of tenders", from, to, steps);
    }
}

fn shipments(reached: &mut Reached, before: &Order, after: &Order) {
    for old in &before.shipments {
        let Some(new) = after.shipment(&old.id) else { continue };
        if old.status != new.status {
            took!(reached, "shipment", old.status, new.status, ShipmentStep::ALL);
        }
    }
}

fn policy(reached: &mut Reached, before: &Policy, after: &Policy) {
    for old in &before.versions {
        let Some(new) = after.version(old.version) else { continue };
        if old.status != new.status {
            took!(reached, "policy version", old.status, new.status, PolicyStep::ALL);
        }
    }
}

fn payment(reached: &mut Reached, body: &Body, before: &Payment, after: &Payment) {
    use PaymentStep as P;
    let lost = |by: Option<AuthorizationLoss>| match by {
        Some(AuthorizationLoss::Released) => vec![P::LosePart, P::LoseLast, P::ReleaseRest],
        Some(AuthorizationLoss::Expired) => vec![P::LosePart, P::LoseLast, P::ExpireRest],
        None => Vec::new(),
    };
    let steps = match body {
        Body::PaymentAuthorized { .. } => vec![P::Authorize],
        Body::PaymentProcessing { .. } => vec![P::Accept],
        Body::PaymentActionRequired { .. } => vec![P::AskCustomer],
        Body::PaymentDeclined { .. } => vec![P::Decline],
        Body::PaymentUnknown { .. } => vec![P::LoseTrack],
        Body::PaymentResent { .. } => vec![P::SendAgain],
        Body::PaymentRestLost { by, .. } => lost(Some(*by)),
        Body::CaptureFailed { .. } => lost(before.rest_lost),
        Body::CaptureRequested { .. } => vec![P::RequestCapture],
        Body::CaptureCompleted { .. } => vec![P::CapturePart, P::CaptureRest],
        Body::CaptureReversed { .. } if after.captured_minor == 0 => vec![P::UndoAllCaptures],
        Body::CaptureReversed { .. } => vec![P::UndoCapture],
        Body::Release(ReleaseBody::Requested { .. }) => vec![P::RequestRelease],
        Body::RefundRequested { .. } => vec![P::RequestRefund],
        _ => Vec::new(),
    };
    took!(reached, "payment", before.status, after.status, steps);
    if let Body::Dispute(body) = body {
        dispute(reached, body, before, after);
    }
    parts(reached, body, before, after);
}

/// The dispute that the event is about, and the answer to it. A stage that it comes to begins with the question.
fn dispute(reached: &mut Reached, body: &DisputeBody, before: &Payment, after: &Payment) {
    let (Some(old), Some(new)) = (before.dispute(body.dispute()), after.dispute(body.dispute())) else { return };
    let mut from = old.status;
    for step in old.status.steps(new.status, new.stage() > old.stage()) {
        let Some(to) = from.next(step) else { return };
        *reached.entry(("dispute", from.word(), step.word(), to.word())).or_default() += 1;
        from = to;
    }
    for (old, new) in old.answers.iter().zip(&new.answers) {
        let lost = matches!(body, DisputeBody::AnswerUnknown { generation, .. } if *generation == new.generation);
        let steps: &[AnswerStep] =
            if lost { &[AnswerStep::LoseTrack] } else { &[AnswerStep::Take, AnswerStep::Refuse] };
        if lost || old.status != new.status {
            took!(reached, "dispute answer", old.status, new.status, steps);
        }
    }
}

/// The capture, release or refund that the event is about.
fn parts(reached: &mut Reached, body: &Body, before: &Payment, after: &Payment) {
    if let Some((id, step)) = capture_step(body) {
        let status = |p: &Payment| p.capture(id).map(|c| c.status);
        if let (Some(from), Some(to)) = (status(before), status(after)) {
            took!(reached, "capture", from, to, [step]);
        }
    }
    if let Body::CaptureReversed { capture: id, .. } = body {
        let status = |p: &Payment| p.capture(id).map(|c| c.status);
        if let (Some(from), Some(to)) = (status(before), status(after)) {
            took!(reached, "capture", from, to, [CaptureStep::Reverse, CaptureStep::ReversePart]);
        }
    }
    if let Body::RefundCredited { refund: id, .. } = body {
        let status = |p: &Payment| p.refund(id).map(|r| r.status);
        if let (Some(from), Some(to)) = (status(before), status(after)) {
            took!(reached, "refund", from, to, [RefundStep::Credit, RefundStep::CreditPart]);
        }
    }
    if let Body::RefundSettled { refund: id, .. } = body {
        let status = |p: &Payment| p.refund(id).map(|r| r.status);
        if let (Some(from), Some(to)) = (status(before), status(after)) {
            took!(reached, "refund", from, to, [RefundStep::Settle, RefundStep::SettlePart, RefundStep::SettleRest]);
        }
    }
    if let Some((id, step)) = release_step(body) {
        let status = |p: &Payment| p.release(id).map(|r| r.status);
        if let (Some(from), Some(to)) = (status(before), status(after)) {
            took!(reached, "release", from, to, [step]);
        }
    }
    if let Some((id, step)) = refund_step(body) {
        let status = |p: &Payment| p.refund(id).map(|r| r.status);
        if let (Some(from), Some(to)) = (status(before), status(after)) {
            took!(reached, "refund", from, to, [step]);
        }
    }
}

fn capture_step(body: &Body) -> Option<(&Id, CaptureStep)> {
    match body {
        Body::CaptureSending { capture } => Some((capture, CaptureStep::Send)),
        Body::CaptureCompleted { capture, .. } => Some((capture, CaptureStep::Complete)),
        Body::CaptureFailed { capture, .. } => Some((capture, CaptureStep::Fail)),
        Body::CaptureAccepted { capture, .. } => Some((capture, CaptureStep::Accept)),
        Body::CaptureUnknown { capture, .. } => Some((capture, CaptureStep::LoseTrack)),
        Body::CaptureResent { capture, .. } => Some((capture, CaptureStep::SendAgain)),
        _ => None,
    }
}

fn release_step(body: &Body) -> Option<(&Id, ReleaseStep)> {
    match body {
        Body::Release(ReleaseBody::Sending { release, .. }) => Some((release, ReleaseStep::Send)),
        Body::Release(ReleaseBody::Completed { release }) => Some((release, ReleaseStep::Complete)),
        Body::Release(ReleaseBody::Failed { release, .. }) => Some((release, ReleaseStep::Fail)),
        Body::Release(ReleaseBody::Accepted { release }) => Some((release, ReleaseStep::Accept)),
        Body::Release(ReleaseBody::Unknown { release, .. }) => Some((release, ReleaseStep::LoseTrack)),
        Body::Release(ReleaseBody::Resent { release, .. }) => Some((release, ReleaseStep::SendAgain)),
        _ => None,
    }
}

fn refund_step(body: &Body) -> Option<(&Id, RefundStep)> {
    use RefundStep as R;
    match body {
        Body::RefundAwaitsApproval { refund, .. } => Some((refund, R::AskApproval)),
        Body::RefundApproved { refund, .. } => Some((refund, R::Approve)),
        Body::RefundRejected { refund, .. } => Some((refund, R::Reject)),
        Body::RefundCanceled { refund, .. } => Some((refund, R::Cancel)),
        Body::RefundSending { refund, generation: 0, .. } => Some((refund, R::Send)),
        Body::RefundSending { refund, .. } => Some((refund, R::Retry)),
        Body::RefundUnknown { refund, .. } => Some((refund, R::LoseTrack)),
        Body::RefundResent { refund, .. } => Some((refund, R::SendAgain)),
        Body::RefundAccepted { refund, .. } => Some((refund, R::Accept)),
        Body::RefundCompleted { refund, .. } => Some((refund, R::Complete)),
        Body::RefundFailed { refund, .. } => Some((refund, R::Fail)),
        Body::RefundReturned { refund, .. } => Some((refund, R::Return)),
        Body::Charge(ChargeBody::CreditTakenBack { refund, .. }) => Some((refund, R::TakeBack)),
        _ => None,
    }
}
