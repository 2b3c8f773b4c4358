//! Disputes: an inquiry that may become a claim, the money it moves, and how it ends.
//!
//! The disputed transaction is a capture. Accepting a claim makes PayPal refund by itself: that refund is told by an
//! event of its own, without a reference of ours.

use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::payment::facts::{DisputeEnd, Fact, What};
use serde::Deserialize;

use super::object::{NotFacts, WireMoney, is_id};
use super::words;
use crate::dispute::due_ordinal;

/// A dispute.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Dispute {
    dispute_id: Option<String>,
    reason: Option<String>,
    status: Option<String>,
    dispute_life_cycle_stage: Option<String>,
    dispute_amount: Option<WireMoney>,
    seller_response_due_date: Option<String>,
    dispute_outcome: Option<Outcome>,
    disputed_transactions: Vec<Transaction>,
    money_movements: Vec<Movement>,
    evidences: Vec<Evidence>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Outcome {
    outcome_code: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Transaction {
    seller_transaction_id: Option<String>,
    custom: Option<String>,
}

/// What was handed in, or is wanted, and by whom.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Evidence {
    source: Option<String>,
    dispute_life_cycle_stage: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Movement {
    affected_party: Option<String>,
    amount: Option<WireMoney>,
    initiated_time: Option<String>,
    #[serde(rename = "type")]
    direction: Option<String>,
    reason: Option<String>,
}

/// The one reason of a movement that is the disputed money.
const SETTLEMENT: &str = "DISPUTE_SETTLEMENT";

/// The reasons of a movement that is a fee.
const FEES: &[&str] = &["DISPUTE_SETTLEMENT_FEE", "DISPUTE_FEE", "CHARGEBACK_FEE"];

fn word(kind: &str, told: Option<&str>) -> NotFacts {
    let told: String = told.unwrap_or("").chars().take(40).collect();
    NotFacts::Word(format!("a dispute whose {kind} is `{told}`"))
}

/// What a dispute tells, for each of its transactions.
pub(super) fn facts(account: &str, dispute: &Dispute) -> Result<Vec<Fact>, NotFacts> {
    let id = dispute.dispute_id.as_deref().filter(|id| is_id(id));
    let subject = id.ok_or_else(|| NotFacts::Form("the dispute has no id".to_owned()))?;
    if dispute.disputed_transactions.is_empty() {
        return Err(NotFacts::Form("the dispute names no transaction".to_owned()));
    }
    let several = dispute.disputed_transactions.len() > 1;
    let told = told(dispute, several)?;
    let mut facts = Vec::new();
    for transaction in &dispute.disputed_transactions {
        let parent = transaction.seller_transaction_id.clone().unwrap_or_default();
        let payment = |text: &&str| read_reference(text).is_some_and(|(id, _)| id.kind() == Some(Kind::Payment));
        let ours = transaction.custom.as_deref().filter(payment).unwrap_or("");
        facts.extend(told.iter().cloned().map(|(what, amount, ordinal)| Fact {
            account: account.to_owned(),
            subject: subject.to_owned(),
            ours: ours.to_owned(),
            what,
            amount,
            ordinal: if several { format!("{ordinal}/{parent}") } else { ordinal },
            parent: parent.clone(),
        }));
    }
    Ok(facts)
}

type Told = (What, Option<recoup_core::money::Money>, String);

/// What is told, whichever transaction it is about. An amount of several is nobody's.
fn told(dispute: &Dispute, several: bool) -> Result<Vec<Told>, NotFacts> {
    let status = dispute.status.as_deref();
    let is = status.and_then(words::dispute_status).ok_or_else(|| word("status", status))?;
    let life = dispute.dispute_life_cycle_stage.as_deref();
    let stage = life.and_then(words::stage).ok_or_else(|| word("stage", life))?;
    let amount = dispute.dispute_amount.as_ref().filter(|_| !several).map(WireMoney::money).transpose()?;
    let due_at = dispute.seller_response_due_date.as_deref().and_then(|text| text.parse().ok());
    let opened = What::DisputeOpened { stage, reason: dispute.reason.clone().unwrap_or_default(), due_at };
    // Each stage is told once: an inquiry that becomes a claim is news, and so is another due date.
    let mut told = vec![(opened, amount, due_ordinal(due_at))];
    for movement in dispute.money_movements.iter().filter(|movement| movement.is_of_seller()) {
        let (what, amount, at) = movement.told(several)?;
        // Two of one kind at one instant are two.
        let before = told.iter().filter(|(other, _, ordinal)| *other == what && ordinal.starts_with(&at)).count();
        let ordinal = if before == 0 { at } else { format!("{at}#{before}") };
        told.push((what, amount, ordinal));
    }
    if is == words::Waits::ForOthers && dispute.is_answered(life) {
        told.push((What::DisputeAnswered { stage: Some(stage) }, amount, String::new()));
    }
    if is == words::Waits::Over {
        told.push((What::DisputeClosed { end: end(dispute)?, stage: Some(stage) }, amount, String::new()));
    }
    Ok(told)
}

/// How a dispute that is over ended; `None` where this is not shown, as in a list.
pub(super) fn end_of(shown: &serde_json::Value) -> Result<Option<DisputeEnd>, NotFacts> {
    if shown.get("dispute_outcome").is_none_or(serde_json::Value::is_null) {
        return Ok(None);
    }
    let dispute: Dispute = serde_json::from_value(shown.clone()).map_err(|error| NotFacts::Form(error.to_string()))?;
    end(&dispute).map(Some)
}

fn end(dispute: &Dispute) -> Result<DisputeEnd, NotFacts> {
    let code = dispute.dispute_outcome.as_ref().and_then(|outcome| outcome.outcome_code.as_deref());
    match code.and_then(words::outcome) {
        Some(Some(end)) => Ok(end),
        // PayPal paid one of the two: for us it is lost only if our money went.
        Some(None) if code == Some("RESOLVED_WITH_PAYOUT") && !dispute.money_movements.is_empty() => {
            let mut balance_minor = 0_i64;
            for movement in dispute.money_movements.iter().filter(|movement| movement.is_of_seller()) {
                let (what, amount, _) = movement.told(false)?;
                let minor = amount.map_or(0, |amount| amount.amount_minor);
                let signed = match what {
                    What::DisputeFundsWithdrawn => -minor,
                    What::DisputeFundsReinstated => minor,
                    _ => 0,
                };
                balance_minor = balance_minor.saturating_add(signed);
            }
            Ok(if balance_minor < 0 { DisputeEnd::Lost } else { DisputeEnd::Won })
        }
        _ => Err(word("outcome", code)),
    }
}

impl Dispute {
    /// Whether we handed in something at its stage, where it is shown of which.
    fn is_answered(&self, stage: Option<&str>) -> bool {
        self.evidences.iter().any(|evidence| {
            evidence.source.as_deref() == Some("SUBMITTED_BY_SELLER")
                && (evidence.dispute_life_cycle_stage.is_none()
                    || evidence.dispute_life_cycle_stage.as_deref() == stage)
        })
    }
}

impl Movement {
    /// Whether it moves money on our side.
    fn is_of_seller(&self) -> bool {
        self.affected_party.as_deref() == Some("SELLER")
    }

    /// What it tells. What is neither the disputed money nor a fee that we know is for a person.
    fn told(&self, several: bool) -> Result<Told, NotFacts> {
        let reason = self.reason.as_deref();
        let is_fee = reason.is_some_and(|reason| FEES.contains(&reason));
        if !is_fee && reason != Some(SETTLEMENT) {
            return Err(word("movement", reason));
        }
        let what = match (self.direction.as_deref(), is_fee) {
            (Some("DEBIT"), false) => What::DisputeFundsWithdrawn,
            (Some("CREDIT"), false) => What::DisputeFundsReinstated,
            (Some("DEBIT"), true) => What::DisputeFee,
            (Some("CREDIT"), true) => What::DisputeFeeReturned,
            (other, _) => return Err(word("movement", other)),
        };
        let amount = self.amount.as_ref().filter(|_| !several).map(WireMoney::money).transpose()?;
        Ok((what, amount, self.initiated_time.clone().unwrap_or_default()))
    }
}
