//! What waits: every operation under way has one effect, every pause its timer.
//!
//! Streams are read before the queues, so work goes on in between. What does not fit is therefore looked at
//! again, this time the stream and its queue in one snapshot.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use recoup_core::approval::{Approval, ApprovalStatus};
use recoup_core::effect::{Alarm, Call, Effect, Operation, OperationKind};
use recoup_core::id::Id;
use recoup_core::invoice::{Invoice, InvoiceStatus};
use recoup_core::payment::dispute::Deed;
use recoup_core::payment::{CaptureStatus, Payment, PaymentStatus, RefundStatus, ReleaseStatus, ask_again};
use recoup_core::world::State;

use super::checks::{Check, Notes};
use crate::store::{Store, StoreError};

const PAGE: i64 = 5_000;

/// Work under way, as the states say: as much as waits in the queues, or the queues are wrong.
#[derive(Debug, Default)]
pub struct Waiting {
    /// Operations that must have an effect.
    pub operations: Vec<Operation>,
    /// Timers that must be set, with the stream that waits for them.
    pub timers: Vec<(String, Alarm)>,
}

impl Waiting {
    /// Adds that of another span.
    pub fn merge(&mut self, other: Self) {
        self.operations.extend(other.operations);
        self.timers.extend(other.timers);
    }

    /// What a stream waits for.
    pub fn add(&mut self, state: &State) {
        match state {
            State::Payment(payment) => {
                self.operations.extend(under_way(payment));
                let held = payment.refunds.iter().filter(|refund| refund.status == RefundStatus::Approved);
                // The timer that rang while the captures did not cover the refund is gone; a person was told.
                let rang = payment.reversed_minor() > 0 || payment.beyond_minor > 0 || !payment.disputes.is_empty();
                self.timers.extend(held.filter(|_| !rang).map(|refund| {
                    let alarm = Alarm::SendRefund { payment: payment.id.clone(), refund: refund.id.clone() };
                    (payment.id.as_str().to_owned(), alarm)
                }));
                let parts = payment.captures.iter().map(|capture| &capture.id);
                let parts = parts.chain(payment.releases.iter().map(|release| &release.id));
                let parts = parts.chain(payment.refunds.iter().map(|refund| &refund.id));
                let ids = std::iter::once(&payment.id).chain(parts);
                let waiting = ids.filter_map(|id| ask_again::waits(payment, id)).map(|(operation, _)| operation);
                let timed = waiting.filter(|operation| ask_again::has_timer(payment, operation));
                self.timers.extend(timed.map(|operation| {
                    let alarm = Alarm::AskAgain { payment: payment.id.clone(), id: operation.id, asked: 0 };
                    (payment.id.as_str().to_owned(), alarm)
                }));
            }
            State::Approval(approval) => self.timers.extend(expiry(approval)),
            State::Invoice(invoice) => self.timers.extend(last_day(invoice)),
            State::Order(order) => self.timers.extend(
                order
                    .next_date()
                    .map(|_| (order.id.as_str().to_owned(), Alarm::TakeByPlan { order: order.id.clone() })),
            ),
            _ => {}
        }
    }
}

fn expiry(approval: &Approval) -> Option<(String, Alarm)> {
    let open = approval.status == ApprovalStatus::Open;
    open.then(|| (approval.id.as_str().to_owned(), Alarm::ExpireApproval { approval: approval.id.clone() }))
}

/// An invoice that is open and not past due has a timer for its last day.
fn last_day(invoice: &Invoice) -> Option<(String, Alarm)> {
    let open = matches!(invoice.status, InvoiceStatus::Open | InvoiceStatus::PartiallyPaid);
    open.then(|| (invoice.id.as_str().to_owned(), Alarm::InvoiceDue { invoice: invoice.id.clone() }))
}

/// Operations of a payment that must have an effect, because they wait for its gateway; money that is not at a gateway
/// waits for nobody. Whatever nothing asks after any more must be left to a person instead.
fn under_way(payment: &Payment) -> Vec<Operation> {
    if payment.gateway_account().is_none() {
        return Vec::new();
    }
    let operation =
        |kind, id: &Id, generation| Operation { kind, payment: payment.id.clone(), id: id.clone(), generation };
    let mut list = Vec::new();
    if matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Unknown) {
        list.push(operation(OperationKind::Authorize, &payment.id, 0));
    }
    // What the gateway took waits for its word, and a timer asks after it.
    let captures = payment.captures.iter().filter(|c| c.status.is_out() && c.status != CaptureStatus::Accepted);
    list.extend(captures.map(|capture| operation(OperationKind::Capture, &capture.id, 0)));
    let releases = payment.releases.iter().filter(|r| r.status.is_out() && r.status != ReleaseStatus::Accepted);
    list.extend(releases.map(|release| operation(OperationKind::Release, &release.id, 0)));
    let refunds = payment.refunds.iter();
    let refunds = refunds.filter(|refund| matches!(refund.status, RefundStatus::Sending | RefundStatus::Unknown));
    list.extend(refunds.map(|refund| operation(OperationKind::Refund, &refund.id, refund.generation)));
    for dispute in &payment.disputes {
        let open = dispute.answers.iter().filter(|given| given.status.is_open());
        list.extend(open.map(|given| {
            let kind = match given.deed {
                Deed::Evidence => OperationKind::SubmitEvidence,
                Deed::Acceptance => OperationKind::AcceptDispute,
            };
            operation(kind, &dispute.id, given.generation)
        }));
    }
    list.retain(|operation| !payment.is_asked_no_more(operation) || !payment.is_undecided(operation));
    list
}

/// Effects of one operation. Several that ask do no harm; what is sent is sent once.
#[derive(Debug, Clone, Copy, Default)]
struct Wanted {
    sends: usize,
    probes: usize,
}

impl Wanted {
    const fn add(&mut self, effect: &Effect) {
        match effect.call {
            Call::Send => self.sends += 1,
            Call::Probe => self.probes += 1,
        }
    }
}

/// Compares what waits with the queues.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(store: &Store, tenant: &str, waiting: Waiting, notes: &mut Notes) -> Result<(), StoreError> {
    check_outbox(store, tenant, waiting.operations, notes).await?;
    let mut set: HashSet<String> = HashSet::new();
    for kind in ["ask_again", "expire_approval", "invoice_due", "send_refund", "take_by_plan"] {
        let mut after = String::new();
        loop {
            let page = store.scan_timers(tenant, kind, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.timer_id);
            set.extend(page.into_iter().map(|row| row.timer_id));
        }
    }
    notes.count(Check::Timers, u64::try_from(waiting.timers.len()).unwrap_or(0));
    for (stream, alarm) in waiting.timers {
        let timer_id = alarm.timer_id();
        if !set.contains(timer_id.as_str()) && timer_missing(store, tenant, &stream, &alarm).await? {
            notes.wrong(Check::Timers, &stream, format!("the timer {timer_id} ({})", alarm.word()), "none");
        }
    }
    Ok(())
}

async fn check_outbox(
    store: &Store,
    tenant: &str,
    operations: Vec<Operation>,
    notes: &mut Notes,
) -> Result<(), StoreError> {
    let mut effects: BTreeMap<Operation, Wanted> = BTreeMap::new();
    let mut after = String::new();
    loop {
        let page = store.scan_outbox(tenant, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.effect_id);
        for row in page {
            notes.count(Check::Outbox, 1);
            match serde_json::from_str::<Effect>(&row.payload) {
                Ok(effect) => effects.entry(effect.operation.clone()).or_default().add(&effect),
                Err(error) => {
                    notes.wrong(Check::Outbox, &row.stream_id, "an effect that can be read", error.to_string())
                }
            }
        }
    }
    let mut suspects: BTreeSet<String> = BTreeSet::new();
    for operation in &operations {
        notes.count(Check::Outbox, 1);
        if effects.remove(operation).is_none_or(|wanted| wanted.sends > 1) {
            suspects.insert(operation.payment.as_str().to_owned());
        }
    }
    // What is left belongs to operations that are known meanwhile; two that send are too many always.
    let twice = effects.iter().filter(|(_, wanted)| wanted.sends > 1);
    suspects.extend(twice.map(|(operation, _)| operation.payment.as_str().to_owned()));
    for stream in suspects {
        look_again(store, tenant, &stream, notes).await?;
    }
    Ok(())
}

/// Compares one stream with its effects, both from one snapshot.
async fn look_again(store: &Store, tenant: &str, stream: &str, notes: &mut Notes) -> Result<(), StoreError> {
    let rows = store.stream_and_effects(tenant, stream).await?;
    let state = rows.first().and_then(|row| serde_json::from_str::<State>(&row.state).ok());
    let wanted = match &state {
        Some(State::Payment(payment)) => under_way(payment),
        _ => Vec::new(),
    };
    let mut effects: BTreeMap<Operation, Wanted> = BTreeMap::new();
    for effect in rows.iter().filter_map(|row| serde_json::from_str::<Effect>(&row.with).ok()) {
        effects.entry(effect.operation.clone()).or_default().add(&effect);
    }
    let words = |operation: &Operation| format!("{} {}", operation.kind.word(), operation.reference());
    for operation in wanted {
        let Wanted { sends, probes } = effects.remove(&operation).unwrap_or_default();
        if sends > 1 || sends + probes == 0 {
            let found = (sends + probes).to_string();
            notes.wrong(Check::Outbox, stream, format!("one effect for {}", words(&operation)), found);
        }
    }
    for (operation, Wanted { sends, .. }) in effects.into_iter().filter(|(_, wanted)| wanted.sends > 1) {
        notes.wrong(Check::Outbox, stream, format!("at most one effect for {}", words(&operation)), sends.to_string());
    }
    Ok(())
}

/// Whether a stream waits for a timer that is not set, both from one snapshot.
async fn timer_missing(store: &Store, tenant: &str, stream: &str, alarm: &Alarm) -> Result<bool, StoreError> {
    let found = store.stream_and_timer(tenant, stream, alarm.timer_id().as_str()).await?;
    let Some(found) = found.filter(|found| found.with.is_empty()) else { return Ok(false) };
    let mut waiting = Waiting::default();
    if let Ok(state) = serde_json::from_str::<State>(&found.state) {
        waiting.add(&state);
    }
    Ok(waiting.timers.iter().any(|(_, wanted)| wanted == alarm))
}
