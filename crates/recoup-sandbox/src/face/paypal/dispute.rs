//! Disputes v1: the list, one of it, and what a merchant does about one. `adjudicate` is for the sandbox only, as there.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::error::{error, gone, of_dispute};
use super::state::State;
use super::{Said, read, view};
use crate::bank::{Bank, Dispute, DisputeStatus};
use crate::face::Answer;
use crate::face::common::multipart;
use crate::wire::WireRequest;

/// Disputes on a page unless asked otherwise, and at most.
const USUAL: usize = 10;
const MOST: usize = 50;

/// `GET /v1/customer/disputes`: a summary of each, newest first.
pub(super) fn list(state: &State, bank: &Bank, request: &WireRequest) -> Said {
    let about = request.query_value("disputed_transaction_id");
    let wanted = about.as_deref().map(|id| state.names.bank(id).unwrap_or_default());
    let (after, before) = (instant(request, "create_time_after")?, instant(request, "create_time_before")?);
    let fits = |it: &&Dispute| {
        wanted.is_none_or(|wanted| wanted == it.capture)
            && after.is_none_or(|after| it.created_at_us >= after)
            && before.is_none_or(|before| it.created_at_us < before)
    };
    let number = |name: &str, usual: usize| request.query_value(name).map_or(Ok(usual), |text| text.parse::<usize>());
    let (size, from) = match (number("page_size", USUAL), number("next_page_token", 0)) {
        (Ok(size @ 1..=MOST), Ok(from)) => (size, from),
        _ => return Err(error(400, "INVALID_PARAMETER_VALUE", "The page is not one of the list.")),
    };
    let found: Vec<&Dispute> = bank.disputes().iter().rev().filter(fits).collect();
    let items: Vec<Value> = found.iter().skip(from).take(size).map(|it| summary(state, bank, it)).collect();
    let mut links = Vec::new();
    if found.len() > from + size {
        let href = format!("{}/v1/customer/disputes?page_size={size}&next_page_token={}", state.base_url, from + size);
        links.push(json!({ "href": href, "rel": "next", "method": "GET" }));
    }
    Ok(Answer::json(200, &json!({ "items": items, "links": links })))
}

/// Microseconds since 1970 of a parameter.
fn instant(request: &WireRequest, name: &str) -> Result<Option<i64>, Answer> {
    let Some(text) = request.query_value(name) else { return Ok(None) };
    let read: Result<Timestamp, _> = text.parse();
    let bad = |_| error(400, "INVALID_PARAMETER_VALUE", "A time is in Internet date and time format.");
    read.map(|at| Some(at.as_microsecond())).map_err(bad)
}

/// What a list shows of a dispute: neither its transaction nor its money or outcome.
fn summary(state: &State, bank: &Bank, it: &Dispute) -> Value {
    let mut shown = view::dispute(state, bank, it);
    if let Value::Object(fields) = &mut shown {
        for hidden in ["disputed_transactions", "seller_response_due_date", "money_movements", "dispute_outcome"] {
            fields.remove(hidden);
        }
    }
    shown
}

/// `GET /v1/customer/disputes/{id}`, with what can be done about it now.
pub(super) fn show(state: &State, bank: &Bank, id: &str) -> Said {
    let found = bank.find_dispute(&bank_id(state, id)?).map_err(|_| gone())?;
    let mut shown = view::dispute(state, bank, found);
    let mut actions = Vec::new();
    if found.is_open() {
        actions.push("accept-claim");
    }
    if found.status == DisputeStatus::NeedsResponse {
        actions.push("provide-evidence");
    }
    let base = format!("{}/v1/customer/disputes/{id}", state.base_url);
    let links =
        actions.iter().map(|action| json!({"href": format!("{base}/{action}"), "rel": action, "method": "POST"}));
    shown["links"] = std::iter::once(json!({"href": base, "rel": "self", "method": "GET"})).chain(links).collect();
    Ok(Answer::json(200, &shown))
}

/// `POST …/accept-claim`: the customer has the money.
pub(super) fn accept(state: &State, bank: &mut Bank, id: &str) -> Said {
    bank.accept_dispute(&bank_id(state, id)?).map_err(|no| of_dispute(&no))?;
    Ok(taken(state, id))
}

/// `POST …/provide-evidence`: `input` says what there is, and every document it names is a part beside it.
pub(super) fn evidence(state: &State, bank: &mut Bank, request: &WireRequest, id: &str) -> Said {
    let bank_id = bank_id(state, id)?;
    let what = input(request)?;
    bank.add_evidence(&bank_id, &what).map_err(|no| of_dispute(&no))?;
    bank.submit_evidence(&bank_id).map_err(|no| of_dispute(&no))?;
    Ok(taken(state, id))
}

/// What is handed in, as JSON.
fn input(request: &WireRequest) -> Result<String, Answer> {
    let kind = request.header("content-type").unwrap_or_default();
    let malformed = || error(400, "MALFORMED_REQUEST", "The evidence is JSON, with its documents as parts beside it.");
    let parts = if kind.starts_with("multipart/") {
        multipart::read(kind, &request.body).ok_or_else(malformed)?
    } else {
        Vec::new()
    };
    let input = match multipart::named(&parts, "input") {
        Some(part) => read(&part.bytes)?,
        None if parts.is_empty() => read(&request.body)?,
        None => return Err(malformed()),
    };
    let evidences = input.get("evidences").and_then(Value::as_array).filter(|list| !list.is_empty());
    let evidences = evidences.ok_or_else(|| error(400, "MISSING_REQUIRED_PARAMETER", "There is no evidence."))?;
    for evidence in evidences {
        if evidence.get("evidence_type").and_then(Value::as_str).is_none_or(str::is_empty) {
            return Err(error(400, "MISSING_REQUIRED_PARAMETER", "Evidence has a type."));
        }
        let notes = evidence.get("notes").and_then(Value::as_str).unwrap_or_default();
        if notes.chars().count() > 2_000 {
            return Err(error(400, "INVALID_STRING_MAX_LENGTH", "Notes have up to 2000 characters."));
        }
        for document in evidence.get("documents").and_then(Value::as_array).into_iter().flatten() {
            let name = document.get("name").and_then(Value::as_str);
            if !parts.iter().any(|part| part.filename.is_some() && part.filename.as_deref() == name) {
                return Err(error(400, "INVALID_PARAMETER_VALUE", "A document is named and not there."));
            }
        }
    }
    Ok(input.to_string())
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
