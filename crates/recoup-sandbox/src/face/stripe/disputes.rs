//! Disputes: shown, answered once, given in to.

use serde_json::json;

use super::lists::{Page, list as as_list, page};
use super::state::{State, change};
use super::{Asked, Said, error, invalid, missing};
use crate::bank::{Bank, Dispute};
use crate::face::Answer;

fn find(state: &State, bank: &Bank, id: &str) -> Result<Dispute, Answer> {
    let found = state.bank_id(id).and_then(|id| bank.find_dispute(id).ok());
    found.cloned().ok_or_else(|| missing("dispute", id))
}

pub(super) fn show(state: &mut State, bank: &Bank, asked: &Asked<'_>, id: &str) -> Said {
    let dispute = find(state, bank, id)?;
    let mut shown = state.show_dispute(bank, &dispute);
    if asked.expands("payment_intent")
        && let Some(intent) = state.intent_of(&dispute.authorization).cloned()
    {
        shown["payment_intent"] = state.show_intent(bank, &intent, false);
    }
    Ok(Answer::json(200, &shown))
}

/// Takes in evidence; unless it says `submit=false`, everything that was taken in is the answer, once.
pub(super) fn update(state: &mut State, bank: &mut Bank, asked: &Asked<'_>, id: &str) -> Said {
    let dispute = find(state, bank, id)?;
    let evidence: Vec<(String, String)> =
        asked.form.under("evidence").map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let metadata = state.metadata.entry(id.to_owned()).or_default();
    change(metadata, asked.form.under("metadata")).map_err(|why| invalid("metadata", why))?;
    if !evidence.is_empty() {
        let over = |_| error(400, "invalid_request_error", "", "This dispute is closed or was answered already.");
        bank.add_evidence(&dispute.id, &json!(evidence).to_string()).map_err(over)?;
        state.evidence.entry(id.to_owned()).or_default().extend(evidence);
        if asked.get("submit") != Some("false") {
            bank.submit_evidence(&dispute.id).map_err(over)?;
        }
    }
    show(state, bank, asked, id)
}

/// Gives in, for good.
pub(super) fn close(state: &mut State, bank: &mut Bank, id: &str) -> Said {
    let dispute = find(state, bank, id)?;
    let over = |_| error(400, "invalid_request_error", "", "This dispute is already closed.");
    let closed = bank.accept_dispute(&dispute.id).map_err(over)?.clone();
    Ok(Answer::json(200, &state.show_dispute(bank, &closed)))
}

pub(super) fn list(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    let of = asked.get("payment_intent").or_else(|| asked.get("charge"));
    let of = of.map(|id| state.bank_id(id).map(str::to_owned).ok_or_else(|| missing("charge", id))).transpose()?;
    let disputes: Vec<Dispute> = match &of {
        Some(of) => bank.disputes_of(of).rev().cloned().collect(),
        None => bank.disputes().iter().rev().cloned().collect(),
    };
    let named: Vec<(String, Dispute)> = disputes.into_iter().map(|d| (state.name(&d.id, "dp"), d)).collect();
    let Page { items, more } = page(named, asked)?;
    let data = items.iter().map(|dispute| state.show_dispute(bank, dispute)).collect();
    Ok(as_list("/v1/disputes", data, more))
}
