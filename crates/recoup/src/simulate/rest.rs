//! When a history is at rest: nothing is on its way any more, and every question has an answer or stands before a person.

use std::collections::BTreeSet;

use recoup_core::payment::{CaptureStatus, Payment, PaymentStatus, RefundStatus, ReleaseStatus, ask_again};

use super::gateways;
use super::universe::Universe;
use super::watch::{Known, Watch};
use crate::store::memory::{Item, ItemState, Tables};
use crate::store::rows::Queue;

/// What is not at rest yet.
#[must_use]
pub fn unrest(universe: &Universe, tables: &Tables, watch: &Watch) -> Vec<String> {
    let mut found = Vec::new();
    for tenant in tables.tenant_names() {
        let known = watch.tenants.get(tenant);
        let handed_over = known.map(handed_over).unwrap_or_default();
        let told_of = |stream: &str| known.is_some_and(|known| known.told_of.contains(stream));
        let honest = |stream: &str| !watch.rumoured.contains(stream) && !handed_over.contains(stream);
        let asked_in_vain =
            |item: &&Item| gateways::may_stay_unknown(&item.claimed.target) && told_of(&item.claimed.stream_id);
        let outbox = tables.items(tenant, Queue::Outbox).filter(|item| !asked_in_vain(item));
        for item in outbox.filter(|item| honest(&item.claimed.stream_id)) {
            found.push(format!("the effect {} ({}) waits in the outbox", item.claimed.id, item.claimed.kind));
        }
        // What contradicts a rumour may be more than can be understood, and a gateway that refuses everything refuses a
        // look as well, after which nothing of the delivery is known: a person looks at it.
        let refused = |item: &Item| {
            let looks = !gateways::is_sandbox(&item.claimed.target) && universe.luck().refuse > 0;
            looks && told_of(&item.claimed.id)
        };
        let rests = |item: &Item| match item.state {
            ItemState::Done => true,
            ItemState::Parked => !watch.rumoured.is_empty() || refused(item),
            ItemState::Waiting => false,
        };
        for item in tables.items(tenant, Queue::Inbox).filter(|item| !rests(item)) {
            found.push(format!("the delivery {} is {:?}", item.claimed.id, item.state));
        }
        let due = tables.items(tenant, Queue::Timer).filter(|item| item.claimed.due_us <= universe.now_us());
        let due = due.filter(|item| honest(&item.claimed.stream_id));
        found.extend(due.map(|item| format!("the timer {} ({}) is due", item.claimed.id, item.claimed.kind)));
        found.extend(
            known
                .into_iter()
                .flat_map(Known::payments)
                .filter(|payment| honest(payment.id.as_str()))
                .flat_map(|payment| open_questions(payment, told_of(payment.id.as_str()))),
        );
    }
    found
}

/// Payments with an outcome that is not known and cannot be asked for any more, because their gateway shows nothing and
/// may have forgotten our key: a person was told, and nothing else can be done.
#[must_use]
pub fn handed_over(known: &Known) -> BTreeSet<&str> {
    let shows_nothing = |payment: &&Payment| payment.gateway_account().is_some_and(gateways::may_stay_unknown);
    let open = |payment: &&Payment| known.told_of.contains(payment.id.as_str()) && !unanswered(payment).is_empty();
    known.payments().filter(shows_nothing).filter(open).map(|payment| payment.id.as_str()).collect()
}

/// What a payment does not know yet; `told` says whether a person was told of something about it.
fn open_questions(payment: &Payment, told: bool) -> Vec<String> {
    if payment.is_offline() {
        return Vec::new();
    }
    let mut open = unanswered(payment);
    if payment.status == PaymentStatus::Processing {
        open.push(format!("{} is processing", payment.id));
    }
    // What Stripe holds of an intent whose capture fell back is nowhere to be read.
    let fell_back = payment.captures.iter().any(|capture| capture.status == CaptureStatus::Reversed);
    let sandbox = payment.gateway_account().is_some_and(gateways::is_sandbox);
    if ask_again::is_rest_in_doubt(payment) && (sandbox || !fell_back || !told) {
        open.push(format!("the rest of {} is in doubt", payment.id));
    }
    let captures = payment.captures.iter().filter(|capture| capture.status == CaptureStatus::Accepted);
    open.extend(captures.map(|capture| format!("{} is accepted", capture.id)));
    let releases = payment.releases.iter().filter(|release| release.status == ReleaseStatus::Accepted);
    open.extend(releases.map(|release| format!("{} is accepted", release.id)));
    let refunds = payment.refunds.iter().filter(|refund| {
        let done = refund.status == RefundStatus::Completed && !gateways::proves_by_report(payment);
        done || refund.status == RefundStatus::Accepted
    });
    open.extend(refunds.map(|refund| format!("{} is {}", refund.id, refund.status.word())));
    open
}

/// What was sent and has no answer.
fn unanswered(payment: &Payment) -> Vec<String> {
    let mut open = Vec::new();
    if matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Unknown) {
        open.push(format!("{} is {}", payment.id, payment.status.word()));
    }
    let captures =
        payment.captures.iter().filter(|c| matches!(c.status, CaptureStatus::Sending | CaptureStatus::Unknown));
    open.extend(captures.map(|capture| format!("{} is {}", capture.id, capture.status.word())));
    let releases =
        payment.releases.iter().filter(|r| matches!(r.status, ReleaseStatus::Sending | ReleaseStatus::Unknown));
    open.extend(releases.map(|release| format!("{} is {}", release.id, release.status.word())));
    let refunds = payment.refunds.iter().filter(|r| matches!(r.status, RefundStatus::Sending | RefundStatus::Unknown));
    open.extend(refunds.map(|refund| format!("{} is {}", refund.id, refund.status.word())));
    open
}
