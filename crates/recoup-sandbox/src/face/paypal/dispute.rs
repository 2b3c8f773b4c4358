//! Disputes v1: the list, one of it, and what a merchant does about one. `adjudicate` is for the sandbox only, as there.

use serde_json::{Value, json};

use super::error::{error, gone, of_dispute};
use super::state::State;
use super::{Said, read, view};
use crate::bank::Bank;
use crate::face::Answer;
use crate::wire::WireRequest;

/// `GET /v1/customer/disputes`
pub(super) fn list(state: &State, bank: &Bank, request: &WireRequest) -> Said {
    let about = request.query_value("disputed_transaction_id");
    let wanted = about.as_deref().map(|id| state.names.bank(id).unwrap_or_default());
    let fits = |capture: &str| wanted.is_none_or(|wanted| wanted == capture);
    let items = bank.disputes().iter().rev().filter(|it| fits(&it.capture));
    let items: Vec<Value> = items.map(|it| view::dispute(state, bank, it)).collect();
    Ok(Answer::json(200, &json!({ "items": items, "links": [] })))
}

/// `GET /v1/customer/disputes/{id}`
pub(super) fn show(state: &State, bank: &Bank, id: &str) -> Said {
    let found = bank.find_dispute(&bank_id(state, id)?).map_err(|_| gone())?;
    Ok(Answer::json(200, &view::dispute(state, bank, found)))
}

/// `POST …/accept-claim`: the customer has the money.
pub(super) fn accept(state: &State, bank: &mut Bank, id: &str) -> Said {
    bank.accept_dispute(&bank_id(state, id)?).map_err(|no| of_dispute(&no))?;
    Ok(taken(state, id))
}

/// `POST …/provide-evidence`, whatever its form.
pub(super) fn evidence(state: &State, bank: &mut Bank, id: &str) -> Said {
    let bank_id = bank_id(state, id)?;
    bank.add_evidence(&bank_id, "evidence").map_err(|no| of_dispute(&no))?;
    bank.submit_evidence(&bank_id).map_err(|no| of_dispute(&no))?;
    Ok(taken(state, id))
}

/// `POST …/adjudicate`
pub(super) fn adjudicate(state: &State, bank: &mut Bank, request: &WireRequest, id: &str) -> Said {
    let won = match read(&request.body)?.get("adjudication_outcome").and_then(Value::as_str) {
        Some("SELLER_FAVOR") => true,
        Some("BUYER_FAVOR") => false,
        _ => return Err(error(400, "INVALID_PARAMETER_VALUE", "The outcome is BUYER_FAVOR or SELLER_FAVOR.")),
    };
    bank.decide_dispute(&bank_id(state, id)?, won).map_err(|no| of_dispute(&no))?;
    Ok(taken(state, id))
}

fn bank_id(state: &State, id: &str) -> Result<String, Answer> {
    state.names.bank(id).map(str::to_owned).ok_or_else(gone)
}

fn taken(state: &State, id: &str) -> Answer {
    let href = format!("{}/v1/customer/disputes/{id}", state.base_url);
    Answer::json(200, &json!({ "links": [{ "href": href, "rel": "self", "method": "GET" }] }))
}
