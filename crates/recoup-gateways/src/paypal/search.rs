//! Looking for an order whose reply was lost, in the list of the account's transactions.
//!
//! The list is some hours late, and PayPal remembers the key of an order for some hours more than that. So what is in
//! neither never arrived: if it did arrive and is too young for the list, the same key still finds it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;

use super::KEY_OF_ORDERS_SECS;
use super::object::is_id;
use super::plan;
use super::reply::next;
use super::stage::{MOST_PAGES, Stage};
use crate::walk::{Turn, Walk};
use crate::{Asked, Outcome, Reply};

/// Seconds before the end of a key's life from which on it is not relied on.
const KEY_MARGIN_SECS: i64 = 3_600;

/// Seconds by which the list may be behind for its silence to mean something. "It takes a maximum of three hours for
/// executed transactions to appear in the list transactions call" (Transaction Search API, 2026-08); an hour more for
/// clocks. It must leave time until PayPal forgets the key, see the head of the file: what arrived just before the list
/// ends is as old as this when it is sent again, and its key lives for two hours more.
const LIST_LAG_SECS: i64 = 4 * 3_600;

/// The event code of an authorization in the list of transactions; that of its void has another one.
const AUTHORIZED: &str = "T1300";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Found {
    transaction_details: Vec<FoundOne>,
    last_refreshed_datetime: Option<String>,
    total_pages: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FoundOne {
    transaction_info: Option<Transaction>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Transaction {
    transaction_id: Option<String>,
    transaction_event_code: Option<String>,
    custom_field: Option<String>,
    invoice_id: Option<String>,
}

/// Reads the authorization if the list has it, and nothing else carries its reference.
pub(super) fn searched(asked: &Asked<'_>, walk: Walk, body: Option<&[u8]>, reply: &Reply<'_>) -> Outcome {
    let reference = asked.effect.operation.reference();
    let Some(found) = body.and_then(|body| serde_json::from_slice::<Found>(body).ok()) else {
        return not_listed(asked, None, reply);
    };
    let is_ours = |one: &Transaction| {
        let named = [&one.custom_field, &one.invoice_id].into_iter().flatten().any(|told| *told == reference);
        named && one.transaction_event_code.as_deref() == Some(AUTHORIZED)
    };
    let rows = found.transaction_details.iter().filter_map(|one| one.transaction_info.as_ref());
    // A transaction may be listed several times.
    let ids: BTreeSet<&str> = rows.filter(|one| is_ours(one)).filter_map(|one| one.transaction_id.as_deref()).collect();
    let more = found.total_pages.is_some_and(|pages| u32::from(walk.page) + 1 < pages);
    match (walk.turn(ids.len(), more, MOST_PAGES), ids.first()) {
        (Turn::Take, Some(id)) if is_id(id) => {
            Outcome::Next(plan::read(asked.account, Stage::ReadOwn, "authorizations", id))
        }
        (Turn::Take, _) => Outcome::unknown("PayPal lists it under a name that is none"),
        (Turn::On(walk) | Turn::Again(walk), _) => Outcome::Next(plan::search(asked.effect, asked.account, walk)),
        (Turn::NotThere, _) => not_listed(asked, Some(&found), reply),
        (Turn::TooLong, _) => not_listed(asked, None, reply),
        (Turn::Unclear(why), _) => Outcome::unknown(format!("{reference}: {why}")),
    }
}

/// Repeats the order under its key, while PayPal remembers the key by its own clock. After that a list that was read to
/// its end, and is no further behind than it may be, has it or nobody does.
fn not_listed(asked: &Asked<'_>, whole: Option<&Found>, reply: &Reply<'_>) -> Outcome {
    let effect = asked.effect;
    let Some(now) = reply.header("date").and_then(time_of) else {
        return Outcome::unknown("PayPal's answer has no date, so nobody knows whether it still knows our key");
    };
    let age_secs = now.as_second().saturating_sub(effect.since.as_second());
    if (-KEY_MARGIN_SECS..KEY_OF_ORDERS_SECS - KEY_MARGIN_SECS).contains(&age_secs) {
        return next(plan::order(effect, asked.account));
    }
    let refreshed = whole.and_then(|found| found.last_refreshed_datetime.as_deref()).and_then(|at| at.parse().ok());
    let behind_secs = refreshed.map(|at: Timestamp| now.as_second().saturating_sub(at.as_second()));
    let is_fresh = behind_secs.is_some_and(|behind| (-KEY_MARGIN_SECS..=LIST_LAG_SECS).contains(&behind));
    if is_fresh && now <= plan::searched_until(effect) {
        return Outcome::NeverArrived;
    }
    Outcome::unknown(format!(
        "PayPal may have forgotten the key, and its list is not certain about the authorization of {}; look for it in the \
         account's activity",
        effect.operation.reference()
    ))
}

/// The time of an HTTP `Date`, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
fn time_of(date: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok()
}
