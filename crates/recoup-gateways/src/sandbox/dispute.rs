//! The sandbox's disputes. One event tells one thing; the object shows where it stands since.

use jiff::Timestamp;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};
use serde::Deserialize;

/// A dispute as it is shown.
#[derive(Deserialize)]
pub(super) struct Dispute {
    id: String,
    authorization: String,
    stage: DisputeStage,
    reason: String,
    amount_minor: i64,
    currency: String,
    withdrawn_minor: i64,
    due_at: Timestamp,
    money_rows: Vec<String>,
}

/// What an event tells of a dispute.
#[derive(Clone, Copy)]
pub(super) enum Told {
    /// It stands at a stage.
    Stands,
    /// Money was taken.
    Withdrawn,
    /// Money was given back.
    Reinstated,
    /// It ended.
    Ended(DisputeEnd),
}

/// What an event tells; nothing where it tells only what we did ourselves.
///
/// # Errors
/// For an event that is not known.
pub(super) fn what(kind: &str) -> Result<Option<Told>, ()> {
    Ok(Some(match kind {
        "dispute.opened" | "dispute.escalated" => Told::Stands,
        "dispute.funds_withdrawn" => Told::Withdrawn,
        "dispute.funds_reinstated" => Told::Reinstated,
        "dispute.won" => Told::Ended(DisputeEnd::Won),
        "dispute.lost" => Told::Ended(DisputeEnd::Lost),
        "dispute.accepted" => Told::Ended(DisputeEnd::Accepted),
        "dispute.expired" => Told::Ended(DisputeEnd::Expired),
        "dispute.updated" | "dispute.submitted" => return Ok(None),
        _ => return Err(()),
    }))
}

/// The fact of an event.
///
/// # Errors
/// In words, for a currency that is not known.
pub(super) fn fact(account: &str, told: Told, object: &Dispute) -> Result<Vec<Fact>, String> {
    let currency: Currency = object.currency.parse().map_err(|_| "its currency is not one we know".to_owned())?;
    let last_row = || object.money_rows.last().cloned().unwrap_or_default();
    let (what, amount_minor, ordinal) = match told {
        Told::Stands => {
            let what =
                What::DisputeOpened { stage: object.stage, reason: object.reason.clone(), due_at: Some(object.due_at) };
            // A dispute is told once for each stage that it reaches.
            (what, object.amount_minor, format!("{:?}", object.stage).to_lowercase())
        }
        Told::Withdrawn => (What::DisputeFundsWithdrawn, object.withdrawn_minor, last_row()),
        Told::Reinstated => (What::DisputeFundsReinstated, object.amount_minor, last_row()),
        Told::Ended(end) => (What::DisputeClosed { end, stage: None }, object.amount_minor, String::new()),
    };
    Ok(vec![Fact {
        account: account.to_owned(),
        subject: object.id.clone(),
        ours: String::new(),
        what,
        amount: Some(Money::new(amount_minor, currency)),
        parent: object.authorization.clone(),
        ordinal,
    }])
}
