//! Payouts and balance transactions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::lists::{Page, list, page};
use super::state::State;
use super::{Asked, Said, missing};
use crate::bank::{Bank, MoneyRow, Payout};
use crate::face::Answer;

/// What is not paid out yet, by currency.
pub(super) fn balance(bank: &Bank) -> Answer {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for row in bank.rows().iter().filter(|row| row.payout.is_none()) {
        *sums.entry(row.currency.to_ascii_lowercase()).or_default() += row.net_minor;
    }
    let available: Vec<Value> =
        sums.iter().map(|(currency, minor)| json!({"amount": minor, "currency": currency})).collect();
    Answer::json(200, &json!({"object": "balance", "available": available, "livemode": false, "pending": []}))
}

pub(super) fn payouts(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    let named = bank.payouts().iter().rev().map(|payout| (state.name(&payout.id, "po"), payout.clone())).collect();
    let Page { items, more } = page(named, asked)?;
    let data = items.iter().map(|payout| state.show_payout(payout)).collect();
    Ok(list("/v1/payouts", data, more))
}

pub(super) fn find(state: &State, bank: &Bank, id: &str) -> Result<Payout, Answer> {
    let found = state.bank_id(id).and_then(|id| bank.find_payout(id).ok());
    found.cloned().ok_or_else(|| missing("payout", id))
}

pub(super) fn payout(state: &mut State, bank: &Bank, id: &str) -> Said {
    let payout = find(state, bank, id)?;
    Ok(Answer::json(200, &state.show_payout(&payout)))
}

/// Balance transactions: all of them, or those of a payout with the payout's own.
pub(super) fn rows(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    let mut named: Vec<(String, Value)> = Vec::new();
    let rows: Vec<MoneyRow> = match asked.get("payout") {
        Some(id) => {
            let payout = find(state, bank, id)?;
            named.push((state.name(&payout.id, "txn"), state.show_payout_row(&payout)));
            bank.rows_of(&payout.id).into_iter().rev().cloned().collect()
        }
        None => bank.rows().iter().rev().cloned().collect(),
    };
    for row in &rows {
        named.push((state.name(&row.id, "txn"), state.show_row(row)));
    }
    let Page { mut items, more } = page(named, asked)?;
    if asked.expands("data.source") {
        for item in &mut items {
            expand(state, bank, item);
        }
    }
    Ok(list("/v1/balance_transactions", items, more))
}

/// Shows the source of a balance transaction as a whole.
fn expand(state: &mut State, bank: &Bank, item: &mut Value) {
    let source = item["source"].as_str().unwrap_or_default().to_owned();
    let Some(id) = state.bank_id(&source).map(str::to_owned) else { return };
    let shown = match bank.find(&id) {
        Some(crate::bank::Found::Authorization(held)) => {
            state.intent_of(&held.id).cloned().map(|intent| state.show_charge(bank, &intent, held))
        }
        Some(crate::bank::Found::Refund(refund)) => Some(state.show_refund(refund)),
        Some(crate::bank::Found::Dispute(dispute)) => Some(state.show_dispute(bank, dispute)),
        Some(crate::bank::Found::Payout(payout)) => Some(state.show_payout(payout)),
        _ => None,
    };
    if let Some(shown) = shown {
        item["source"] = shown;
    }
}

pub(super) fn row(state: &mut State, bank: &Bank, id: &str) -> Said {
    let found = state.bank_id(id).map(str::to_owned);
    let found = found.ok_or_else(|| missing("balance transaction", id))?;
    if let Some(row) = bank.row(&found) {
        return Ok(Answer::json(200, &state.show_row(row)));
    }
    let payout = bank.find_payout(&found).map_err(|_| missing("balance transaction", id))?;
    Ok(Answer::json(200, &state.show_payout_row(payout)))
}
