//! Refunds of a payment intent or a charge.

use super::amounts::{to_bank, to_wire};
use super::lists::{Page, page};
use super::state::{State, change};
use super::{Asked, Said, error, invalid, missing};
use crate::bank::{Bank, Refund, RefundAsked, RefundOf, Refusal};
use crate::face::Answer;

/// The authorization that a refund or a list is about.
fn payment<'a>(state: &'a State, asked: &Asked<'_>) -> Result<Option<&'a str>, Answer> {
    let Some(id) = asked.get("payment_intent").or_else(|| asked.get("charge")) else { return Ok(None) };
    state.bank_id(id).map(Some).ok_or_else(|| missing("payment_intent", id))
}

pub(super) fn create(state: &mut State, bank: &mut Bank, asked: &Asked<'_>) -> Said {
    let of = payment(state, asked)?.ok_or_else(|| invalid("payment_intent", "Name a payment_intent or a charge."))?;
    let of = of.to_owned();
    let held = bank.find_authorization(&of).map_err(|_| missing("charge", &of))?;
    let currency = held.currency.clone();
    let left = held.refundable_minor();
    let amount_minor = match asked.int("amount")? {
        Some(units) => to_bank(units, &currency).ok_or_else(|| invalid("amount", "Invalid amount"))?,
        None if left > 0 => left,
        None => return Err(already()),
    };
    let mut metadata = std::collections::BTreeMap::new();
    change(&mut metadata, asked.form.under("metadata")).map_err(|why| invalid("metadata", why))?;
    let reference = asked.key.map_or_else(|| state.fresh("re"), str::to_owned);
    let refund = RefundAsked { reference, amount_minor, currency: currency.clone(), despite_dispute: false };
    let made = bank.refund(RefundOf::Payment(&of), refund).map_err(|no| refused(&no, &currency))?.clone();
    let id = state.name(&made.id, "re");
    state.metadata.insert(id, metadata);
    Ok(Answer::json(200, &state.show_refund(&made)))
}

fn already() -> Answer {
    error(400, "invalid_request_error", "charge_already_refunded", "The charge has already been refunded.")
}

fn refused(why: &Refusal, currency: &str) -> Answer {
    let no = |code: &str| error(400, "invalid_request_error", code, &why.to_string());
    match why {
        Refusal::Disputed => no("charge_disputed"),
        Refusal::BeyondCaptured { refundable_minor: 0 } => already(),
        Refusal::BeyondCaptured { refundable_minor } => {
            let left = to_wire(*refundable_minor, currency);
            let words = format!("Refund amount is greater than unrefunded amount on charge ({left})");
            // Stripe gives no code here.
            error(400, "invalid_request_error", "", &words)
        }
        Refusal::InvalidAmount => no("amount_too_small"),
        _ => no("charge_not_refundable"),
    }
}

fn find(state: &State, bank: &Bank, id: &str) -> Result<Refund, Answer> {
    let found = state.bank_id(id).and_then(|id| bank.find_refund(id).ok());
    found.cloned().ok_or_else(|| missing("refund", id))
}

pub(super) fn show(state: &mut State, bank: &Bank, asked: &Asked<'_>, id: &str) -> Said {
    let refund = find(state, bank, id)?;
    let mut shown = state.show_refund(&refund);
    if asked.expands("balance_transaction") {
        let row = refund.money_row.as_ref().and_then(|row| bank.row(row)).cloned();
        shown["balance_transaction"] = row.map_or(serde_json::Value::Null, |row| state.show_row(&row));
    }
    if asked.expands("payment_intent")
        && let Some(intent) = state.intent_of(&refund.authorization).cloned()
    {
        shown["payment_intent"] = state.show_intent(bank, &intent, false);
    }
    Ok(Answer::json(200, &shown))
}

pub(super) fn update(state: &mut State, bank: &Bank, asked: &Asked<'_>, id: &str) -> Said {
    find(state, bank, id)?;
    let metadata = state.metadata.entry(id.to_owned()).or_default();
    change(metadata, asked.form.under("metadata")).map_err(|why| invalid("metadata", why))?;
    show(state, bank, asked, id)
}

/// Only a refund that waits for its customer can be canceled, and none does here.
pub(super) fn cancel(state: &mut State, bank: &Bank, id: &str) -> Said {
    find(state, bank, id)?;
    Err(error(400, "invalid_request_error", "", "Only a refund with status requires_action can be canceled."))
}

pub(super) fn list(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    let of = payment(state, asked)?.map(str::to_owned);
    let refunds: Vec<Refund> = match &of {
        Some(of) => bank.refunds_of(of).rev().cloned().collect(),
        None => bank.refunds().iter().rev().cloned().collect(),
    };
    let named: Vec<(String, Refund)> = refunds.into_iter().map(|r| (state.name(&r.id, "re"), r)).collect();
    let Page { items, more } = page(named, asked)?;
    let data = items.iter().map(|refund| state.show_refund(refund)).collect();
    Ok(super::lists::list("/v1/refunds", data, more))
}
