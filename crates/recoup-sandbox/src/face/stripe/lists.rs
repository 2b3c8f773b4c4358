//! Lists, newest first and page by page, and the search, which is behind.

use serde_json::{Value, json};

use super::state::{Intent, State, now, secs};
use super::{Asked, Said, invalid, missing};
use crate::bank::Bank;
use crate::face::Answer;

/// Seconds for which the search does not know what was made.
const SEARCH_LAGS_SECS: i64 = 60;

/// A part of a list.
pub(super) struct Page<T> {
    pub(super) items: Vec<T>,
    pub(super) more: bool,
}

fn limit(asked: &Asked<'_>) -> Result<usize, Answer> {
    let limit = asked.int("limit")?.unwrap_or(10);
    match usize::try_from(limit) {
        Ok(limit @ 1..=100) => Ok(limit),
        _ => Err(invalid("limit", "limit is from 1 to 100")),
    }
}

/// The page that was asked for of objects by their names, newest first.
pub(super) fn page<T>(named: Vec<(String, T)>, asked: &Asked<'_>) -> Result<Page<T>, Answer> {
    let limit = limit(asked)?;
    let at = |name: &str| named.iter().position(|(id, _)| id == name).ok_or_else(|| missing("object", name));
    let (from, until, more) = match (asked.get("starting_after"), asked.get("ending_before")) {
        (Some(_), Some(_)) => {
            return Err(invalid("ending_before", "You can only pass one of starting_after and ending_before."));
        }
        // What is newer than the object, next to it; more is what is newer still.
        (None, Some(before)) => {
            let until = at(before)?;
            let from = until.saturating_sub(limit);
            (from, until, from > 0)
        }
        (after, None) => {
            let from = after.map_or(Ok(0), |after| at(after).map(|at| at + 1))?;
            (from, from + limit, named.len() > from + limit)
        }
    };
    Ok(Page { items: named.into_iter().take(until).skip(from).map(|(_, item)| item).collect(), more })
}

/// A list as it is shown.
pub(super) fn list(url: &str, data: Vec<Value>, more: bool) -> Answer {
    Answer::json(200, &json!({"object": "list", "data": data, "has_more": more, "url": url}))
}

pub(super) fn intents(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    let from = asked.int("created[gte]")?.unwrap_or(i64::MIN);
    let customer = asked.get("customer");
    let fits = |intent: &&Intent| {
        secs(intent.made_at_us) >= from && customer.is_none_or(|wanted| intent.customer.as_deref() == Some(wanted))
    };
    let found: Vec<(String, Intent)> =
        state.intents.iter().rev().filter(fits).map(|intent| (intent.id.clone(), intent.clone())).collect();
    let Page { items, more } = page(found, asked)?;
    let expand = asked.expands("data.latest_charge");
    let data = items.iter().map(|intent| state.show_intent(bank, intent, expand)).collect();
    Ok(list("/v1/payment_intents", data, more))
}

/// `metadata['key']:'value'`, joined by `AND`.
fn clauses(query: &str) -> Option<Vec<(String, String)>> {
    let clause = |text: &str| {
        let inner = text.trim().strip_prefix("metadata[")?.replace('"', "'");
        let (key, value) = inner.strip_prefix('\'')?.split_once("']:'")?;
        Some((key.to_owned(), value.strip_suffix('\'')?.to_owned()))
    };
    query.split(" AND ").map(clause).collect()
}

pub(super) fn search(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    let query = asked.get("query").ok_or_else(|| invalid("query", "Missing required param: query."))?;
    let clauses = clauses(query).ok_or_else(|| invalid("query", "We were unable to parse your search query."))?;
    let until = now(bank) - SEARCH_LAGS_SECS;
    let fits = |intent: &&Intent| {
        let has = |(key, value): &(String, String)| intent.metadata.get(key) == Some(value);
        secs(intent.made_at_us) <= until && clauses.iter().all(has)
    };
    let found: Vec<Intent> = state.intents.iter().rev().filter(fits).cloned().collect();
    let limit = limit(asked)?;
    let from: usize = asked.get("page").map_or(Ok(0), str::parse).map_err(|_| invalid("page", "Invalid page"))?;
    let more = found.len() > from + limit;
    let expand = asked.expands("data.latest_charge");
    let data: Vec<Value> =
        found.iter().skip(from).take(limit).map(|intent| state.show_intent(bank, intent, expand)).collect();
    let next = more.then(|| (from + limit).to_string());
    Ok(Answer::json(
        200,
        &json!({"object": "search_result", "data": data, "has_more": more, "next_page": next,
            "url": "/v1/payment_intents/search"}),
    ))
}

pub(super) fn charge(state: &mut State, bank: &Bank, id: &str) -> Said {
    let found = state.bank_id(id).and_then(|id| bank.find_authorization(id).ok());
    let held = found.ok_or_else(|| missing("charge", id))?;
    let intent = state.intent_of(&held.id).cloned().ok_or_else(|| missing("charge", id))?;
    Ok(Answer::json(200, &state.show_charge(bank, &intent, held)))
}

pub(super) fn events(state: &State, asked: &Asked<'_>) -> Said {
    let from = asked.int("created[gt]")?.unwrap_or(i64::MIN);
    let kind = asked.get("type");
    let fits =
        |event: &&Value| event["created"].as_i64().unwrap_or(0) > from && kind.is_none_or(|kind| event["type"] == kind);
    let named = state.events.iter().rev().filter(fits);
    let named = named.map(|event| (event["id"].as_str().unwrap_or_default().to_owned(), event.clone())).collect();
    let Page { items, more } = page(named, asked)?;
    Ok(list("/v1/events", items, more))
}

pub(super) fn event(state: &State, id: &str) -> Said {
    let found = state.events.iter().find(|event| event["id"] == id).ok_or_else(|| missing("event", id))?;
    Ok(Answer::json(200, found))
}
