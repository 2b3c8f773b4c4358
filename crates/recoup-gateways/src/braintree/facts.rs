//! Objects of the gateway as facts. A status stands for every fact that led to it, so that a late look tells as much
//! as each notification would have.
//!
//! One transaction is an authorization until it is handed in for settlement as a whole, and the capture from then on;
//! its order id says which of the two it is to us. Captures of parts are transactions of their own.

use jiff::tz::TimeZone;
use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::money::Money;
use recoup_core::payment::facts::{DisputeEnd, Fact, What};

use super::object::{Dispute, Transaction};
use super::words::{self, Stands};
use crate::dispute::due_ordinal;

/// The reference of ours that an order id is, if it is one of this kind; else empty.
#[must_use]
pub fn ours(order_id: &str, kind: Kind) -> String {
    let is = read_reference(order_id).and_then(|(id, _)| id.kind()).is_some_and(|found| found == kind);
    if is { order_id.to_owned() } else { String::new() }
}

/// What a transaction says; nothing for one that is neither ours nor moved money.
#[must_use]
pub fn of_transaction(account: &str, told: &Transaction) -> Vec<Fact> {
    if told.credit { of_refund(account, told) } else { of_sale(account, told) }
}

fn of_sale(account: &str, told: &Transaction) -> Vec<Fact> {
    let mut facts = Vec::new();
    if told.authorization.is_empty() {
        facts.extend(of_authorization(account, told));
    }
    // Captures of parts say so themselves.
    if !told.parts.is_empty() {
        return facts;
    }
    if !told.was_captured {
        if told.status == Stands::SettlementDeclined {
            facts.push(capture(account, told, What::CaptureFailed { code: told.code.clone() }));
        }
        return facts;
    }
    facts.push(capture(account, told, What::Captured));
    if matches!(told.status, Stands::SettlementDeclined | Stands::Voided) {
        facts.push(capture(account, told, What::CaptureReversed));
    }
    facts
}

/// What it says of the authorization; nothing once its order id is that of a capture, because then we know it.
fn of_authorization(account: &str, told: &Transaction) -> Vec<Fact> {
    let ours = ours(&told.order_id, Kind::Payment);
    if ours.is_empty() {
        return Vec::new();
    }
    let stood = told.authorized.unwrap_or(told.amount);
    let fact = |what: What, amount: Option<Money>| Fact {
        account: account.to_owned(),
        subject: told.id.clone(),
        ours: ours.clone(),
        what,
        amount,
        parent: told.id.clone(),
        ordinal: String::new(),
    };
    let authorized = fact(What::Authorized { expires_at: told.expires_at }, Some(stood));
    match told.status {
        Stands::Authorizing => vec![fact(What::Taken, Some(stood))],
        Stands::Refused => vec![fact(What::Declined { code: told.code.clone() }, Some(told.amount))],
        Stands::Expired => vec![authorized, fact(What::Expired, None)],
        // With parts captured, voiding gave back the rest; a whole one that was captured says so as a capture.
        Stands::Voided if !told.was_captured || !told.parts.is_empty() => {
            vec![authorized, fact(What::Released, None)]
        }
        _ => vec![authorized],
    }
}

fn capture(account: &str, told: &Transaction, what: What) -> Fact {
    let parent = if told.authorization.is_empty() { &told.id } else { &told.authorization };
    Fact {
        account: account.to_owned(),
        subject: told.id.clone(),
        ours: ours(&told.order_id, Kind::Capture),
        what,
        amount: Some(told.amount),
        parent: parent.clone(),
        ordinal: String::new(),
    }
}

fn of_refund(account: &str, told: &Transaction) -> Vec<Fact> {
    let ours = ours(&told.order_id, Kind::Refund);
    if ours.is_empty() && told.refunds.is_empty() {
        return Vec::new();
    }
    let fact = |what: What| Fact {
        account: account.to_owned(),
        subject: told.id.clone(),
        ours: ours.clone(),
        what,
        amount: Some(told.amount),
        parent: told.refunds.clone(),
        ordinal: String::new(),
    };
    // Refused before it was handed in; anything else was accepted first.
    let mut facts = Vec::new();
    if told.status != Stands::Refused || told.was_captured {
        facts.push(fact(What::RefundAccepted));
    }
    if told.was_settled {
        facts.push(fact(What::RefundCompleted));
    }
    if let Some(day) = told.disbursed {
        let evidence = if told.arn.is_empty() { format!("disbursed {day}") } else { told.arn.clone() };
        facts.push(fact(What::RefundSettled { evidence }));
    }
    let code = match told.status {
        Stands::Refused | Stands::SettlementDeclined => told.code.clone(),
        Stands::Voided => "voided".to_owned(),
        Stands::Expired => "authorization_expired".to_owned(),
        _ => return facts,
    };
    // Money that had left came back; otherwise none left.
    let back = told.disbursed.is_some();
    facts.push(fact(if back { What::RefundReturned } else { What::RefundFailed { code } }));
    facts
}

/// What a dispute says.
///
/// # Errors
/// In words, when its kind or status is not known.
pub fn of_dispute(account: &str, told: &Dispute) -> Result<Vec<Fact>, String> {
    let stage = words::stage(&told.kind).ok_or_else(|| format!("the kind of dispute `{}` is not known", told.kind))?;
    let end =
        words::dispute(&told.status).ok_or_else(|| format!("the dispute's status `{}` is not known", told.status))?;
    // The disputed transaction may be the capture of a part, which is known by its order id.
    let payment = [Kind::Payment, Kind::Capture].into_iter().map(|kind| ours(&told.order_id, kind));
    let ours = payment.into_iter().find(|ours| !ours.is_empty()).unwrap_or_default();
    let fact = |what: What, amount: Money, ordinal: &str| Fact {
        account: account.to_owned(),
        subject: told.id.clone(),
        ours: ours.clone(),
        what,
        amount: Some(amount),
        parent: told.transaction.clone(),
        ordinal: ordinal.to_owned(),
    };
    // They name a day and no zone: the start of the day is never too late.
    let due_at = told.reply_by.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map(|start| start.timestamp());
    let opened = What::DisputeOpened { stage, reason: told.reason.clone(), due_at };
    let mut facts = vec![fact(opened, told.amount, &due_ordinal(due_at))];
    // Whether and when money moved for a status is told by its disbursement date, and by nothing else.
    for status in &told.moved_at {
        match words::dispute(status) {
            Some(Some(DisputeEnd::Won)) => {
                facts.push(fact(What::DisputeFundsReinstated, told.won.unwrap_or(told.amount), status));
            }
            Some(_) if !facts.iter().any(|fact| fact.what == What::DisputeFundsWithdrawn) => {
                facts.push(fact(What::DisputeFundsWithdrawn, told.amount, ""));
            }
            // A part of what is lost came back.
            Some(Some(_)) => {
                let won = told.won.filter(|won| won.amount_minor > 0);
                facts.extend(won.map(|won| fact(What::DisputeFundsReinstated, won, status)));
            }
            _ => {}
        }
    }
    if words::DISPUTE_ANSWERED.contains(&told.status.as_str()) {
        facts.push(fact(What::DisputeAnswered { stage: Some(stage) }, told.amount, ""));
    }
    if let Some(end) = end {
        facts.push(fact(What::DisputeClosed { end, stage: Some(stage) }, told.amount, ""));
    }
    Ok(facts)
}
