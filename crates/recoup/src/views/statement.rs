//! The statement of a customer: what moved the balance, row by row, and what it was afterwards.
//!
//! It is read from the events of the customer and from nothing else, so that it always adds up to the balance.

use std::collections::BTreeMap;

use recoup_core::customer::CustomerBody;
use recoup_core::event::{Body, Event};
use recoup_core::money::{Currency, Money};
use serde::Serialize;
use utoipa::ToSchema;

/// A row of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatementRow {
    /// Number of the event in the customer's timeline; go on with the last one as `after`.
    pub seq: u64,
    /// `top_up`, `top_up_undone`, `loss_recovered`, `spent`, `refund`, `refund_credited`, `refund_taken_back`, `taken`,
    /// `adjusted`; `held` and `released` change what is available only.
    pub what: &'static str,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// What the balance gained, or lost below zero, minor units.
    pub amount_minor: i64,
    /// The balance afterwards, minor units.
    pub balance_minor: i64,
    /// What of it was available afterwards, minor units.
    pub available_minor: i64,
    /// What it is about: a payment, refund, order or approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Why, where a person said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it happened, RFC 3339, UTC.
    pub at: String,
}

/// Balances while a statement is read from the first event on.
#[derive(Debug, Default)]
pub struct Running {
    /// By currency: the balance, and what of it is held.
    sums: BTreeMap<&'static str, (i64, i64)>,
    /// Changes by hand that wait, by their approvals.
    waiting: BTreeMap<String, Money>,
}

/// What an event does: its word, what the balance gains, what is held more, what it is about, and why.
type Moved = (&'static str, Money, i64, Option<String>, Option<String>);

impl Running {
    /// Takes the next event; the row that it makes, if it makes one.
    pub fn take(&mut self, event: &Event) -> Option<StatementRow> {
        let Body::Customer(body) = &event.body else { return None };
        let (what, moved, held_minor, about, reason) = self.moved(body)?;
        let (balance_minor, held) = self.sums.entry(moved.currency.code()).or_default();
        *balance_minor = balance_minor.saturating_add(moved.amount_minor);
        *held = held.saturating_add(held_minor);
        Some(StatementRow {
            seq: event.seq,
            what,
            currency: moved.currency.code(),
            amount_minor: moved.amount_minor,
            balance_minor: *balance_minor,
            available_minor: balance_minor.saturating_sub(*held),
            about,
            reason,
            at: event.effective_at.to_string(),
        })
    }

    /// The balance of a currency now, and what of it is held, minor units.
    #[must_use]
    pub fn now(&self, currency: Currency) -> (i64, i64) {
        self.sums.get(currency.code()).copied().unwrap_or_default()
    }

    fn moved(&mut self, body: &CustomerBody) -> Option<Moved> {
        let away = |amount: &Money| Money::new(amount.amount_minor.saturating_neg(), amount.currency);
        let none = |amount: &Money| Money::new(0, amount.currency);
        let of = |id: &recoup_core::id::Id| Some(id.as_str().to_owned());
        Some(match body {
            CustomerBody::Put { .. } | CustomerBody::TryTaken { .. } => return None,
            CustomerBody::ToppedUp { payment, amount } => ("top_up", *amount, 0, of(payment), None),
            CustomerBody::TopUpUndone { payment, amount, taken_minor, .. } => {
                ("top_up_undone", Money::new(taken_minor.saturating_neg(), amount.currency), 0, of(payment), None)
            }
            CustomerBody::LossRecovered { payment, amount } => ("loss_recovered", away(amount), 0, of(payment), None),
            CustomerBody::Overpaid { amount, invoice, .. } => ("overpaid", *amount, 0, of(invoice), None),
            CustomerBody::Spent { amount, pays } => ("spent", away(amount), 0, of(pays), None),
            CustomerBody::Credited { amount, refund } => ("refund_credited", *amount, 0, of(refund), None),
            CustomerBody::TakenBack { amount, refund } => ("refund_taken_back", away(amount), 0, of(refund), None),
            CustomerBody::GivenBack { amount, by } => ("given_back", *amount, 0, of(by), None),
            CustomerBody::Taken { amount, by } => ("taken", away(amount), 0, of(by), None),
            CustomerBody::Held { refund, amount } => ("held", none(amount), amount.amount_minor, of(refund), None),
            CustomerBody::TenderHeld { payment, amount } => {
                ("held", none(amount), amount.amount_minor, of(payment), None)
            }
            CustomerBody::TenderFreed { payment, amount } => {
                ("released", none(amount), -amount.amount_minor, of(payment), None)
            }
            CustomerBody::Unheld { refund, amount } => {
                ("released", none(amount), -amount.amount_minor, of(refund), None)
            }
            CustomerBody::Refunding { refund, amount } => {
                ("refund", away(amount), -amount.amount_minor, of(refund), None)
            }
            CustomerBody::AdjustmentAsked { approval, change } => {
                let held_minor = if change.is_debit() { change.amount.amount_minor } else { 0 };
                self.waiting.insert(approval.as_str().to_owned(), Money::new(held_minor, change.amount.currency));
                if held_minor == 0 {
                    return None;
                }
                ("held", none(&change.amount), held_minor, of(approval), Some(change.reason.clone()))
            }
            CustomerBody::AdjustmentEnded { approval, reason } => {
                let held = self.waiting.remove(approval.as_str()).filter(|held| held.amount_minor > 0)?;
                ("released", none(&held), -held.amount_minor, of(approval), Some(reason.clone()))
            }
            CustomerBody::Adjusted { change, approval, .. } => {
                let held = approval.as_ref().and_then(|id| self.waiting.remove(id.as_str()));
                let moved = if change.is_debit() { away(&change.amount) } else { change.amount };
                let held_minor = held.map_or(0, |held| held.amount_minor);
                let about = approval.as_ref().and_then(of);
                ("adjusted", moved, -held_minor, about, Some(change.reason.clone()))
            }
        })
    }
}
