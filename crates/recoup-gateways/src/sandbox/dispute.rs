//! The sandbox's disputes. What it shows stands for everything that led to it, so that one that is read tells as much as
//! each event would have.

use jiff::Timestamp;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};
use serde::Deserialize;

use crate::dispute::{DisputeSeen, DisputeStatus, due_ordinal};

/// A dispute as it is shown.
#[derive(Deserialize)]
pub(super) struct Dispute {
    id: String,
    authorization: String,
    stage: DisputeStage,
    reason: String,
    amount_minor: i64,
    currency: String,
    /// Of some nobody is told where they stand.
    #[serde(default)]
    status: Option<String>,
    due_at: Timestamp,
    created_at: Timestamp,
    rows: Vec<Row>,
}

/// Money that it moved, with the fee of it.
#[derive(Deserialize)]
struct Row {
    id: String,
    gross_minor: i64,
    fee_minor: i64,
}

/// The events that show one.
const EVENTS: &[&str] = &[
    "dispute.opened",
    "dispute.escalated",
    "dispute.updated",
    "dispute.submitted",
    "dispute.funds_withdrawn",
    "dispute.funds_reinstated",
    "dispute.won",
    "dispute.lost",
    "dispute.accepted",
    "dispute.expired",
    "dispute.withdrawn",
    "dispute.prevented",
];

/// Whether an event shows a dispute.
pub(super) fn is_event(kind: &str) -> bool {
    EVENTS.contains(&kind)
}

/// Where one stands, by its word.
const STATUSES: &[(&str, DisputeStatus)] = &[
    ("needs_response", DisputeStatus::NeedsResponse),
    ("under_review", DisputeStatus::UnderReview),
    ("won", DisputeStatus::Ended(DisputeEnd::Won)),
    ("lost", DisputeStatus::Ended(DisputeEnd::Lost)),
    ("accepted", DisputeStatus::Ended(DisputeEnd::Accepted)),
    ("expired", DisputeStatus::Ended(DisputeEnd::Expired)),
    ("taken_back", DisputeStatus::Ended(DisputeEnd::Withdrawn)),
    ("prevented", DisputeStatus::Ended(DisputeEnd::Prevented)),
];

impl Dispute {
    fn money(&self, amount_minor: i64) -> Result<Money, String> {
        let currency: Currency = self.currency.parse().map_err(|_| "its currency is not one we know".to_owned())?;
        Ok(Money::new(amount_minor, currency))
    }

    /// Where it stands; nothing where nobody is told.
    fn stands(&self) -> Result<Option<DisputeStatus>, String> {
        let Some(word) = &self.status else { return Ok(None) };
        let known = STATUSES.iter().find(|(known, _)| known == word);
        let why = || {
            format!("a dispute that is `{}` is not in the adapter's table", word.chars().take(40).collect::<String>())
        };
        known.map(|(_, status)| Some(*status)).ok_or_else(why)
    }

    /// What it tells.
    ///
    /// # Errors
    /// In words, for what is not known.
    pub(super) fn facts(&self, account: &str) -> Result<Vec<Fact>, String> {
        let status = self.stands()?;
        let fact = |what: What, amount: Money, ordinal: &str| Fact {
            account: account.to_owned(),
            subject: self.id.clone(),
            ours: String::new(),
            what,
            amount: Some(amount),
            parent: self.authorization.clone(),
            ordinal: ordinal.to_owned(),
        };
        let (stage, due_at, whole) = (self.stage, Some(self.due_at), self.money(self.amount_minor)?);
        let opened = What::DisputeOpened { stage, reason: self.reason.clone(), due_at };
        let mut facts = vec![fact(opened, whole, &due_ordinal(due_at))];
        for row in &self.rows {
            let moved = match row.gross_minor {
                ..0 => What::DisputeFundsWithdrawn,
                _ => What::DisputeFundsReinstated,
            };
            facts.push(fact(moved, self.money(row.gross_minor.saturating_abs())?, &row.id));
            let paid = match row.fee_minor {
                0 => continue,
                ..0 => What::DisputeFeeReturned,
                _ => What::DisputeFee,
            };
            facts.push(fact(paid, self.money(row.fee_minor.saturating_abs())?, &row.id));
        }
        match status {
            None | Some(DisputeStatus::NeedsResponse | DisputeStatus::Over) => {}
            Some(DisputeStatus::UnderReview) => {
                facts.push(fact(What::DisputeAnswered { stage: Some(stage) }, whole, ""));
            }
            Some(DisputeStatus::Ended(end)) => {
                facts.push(fact(What::DisputeClosed { end, stage: Some(stage) }, whole, ""));
            }
        }
        Ok(facts)
    }

    /// As a list shows it.
    ///
    /// # Errors
    /// In words, for what is not known.
    pub(super) fn seen(self) -> Result<DisputeSeen, String> {
        let (amount, status) = (self.money(self.amount_minor)?, self.stands()?);
        Ok(DisputeSeen {
            status: status.ok_or("it does not say where it stands")?,
            amount,
            name: self.id,
            payment: self.authorization,
            reference: String::new(),
            reason: self.reason,
            network_code: String::new(),
            stage: Some(self.stage),
            due_at: Some(self.due_at),
            opened_at: Some(self.created_at),
        })
    }
}
