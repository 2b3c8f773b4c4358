//! Chargebacks at Mollie: a list and a look. Nothing can be handed in by its API; that is done in the dashboard.
//!
//! A chargeback has two states, taken and reversed, so that until it is reversed it is with the bank. The list goes
//! from the newest to the oldest and has no filter: it is read until it is older than what was asked for.

use recoup_core::payment::facts::{DisputeEnd, DisputeStage};
use serde::Deserialize;
use serde_json::Value;

use super::objects::{Chargeback, instant, is_id};
use super::paging::Page;
use super::plan;
use crate::dispute::{
    Calls, DisputeAnswer, DisputeAsked, DisputeCall, DisputeOdd, DisputeSeen, DisputeStatus, DisputeStep, no_such_call,
    without_reply,
};
use crate::{Account, CannotPlan, Reading, Reply};

/// Chargebacks on a page, the most the API gives.
const PAGE: u32 = 250;

fn cannot(why: impl Into<String>) -> CannotPlan {
    CannotPlan { gateway: "mollie", why: why.into() }
}

/// The calls there are.
pub(super) static CALLS: Calls = Calls { rules: None, plan, read, facts };

/// What a chargeback that was read tells, as after a webhook.
fn facts(account: &Account, body: &[u8]) -> Reading {
    let read = serde_json::from_slice::<Chargeback>(body).map_err(|error| format!("the reply cannot be read: {error}"));
    match read.and_then(|chargeback| chargeback.facts(&account.name, "")) {
        Ok(facts) => Reading::Facts(facts),
        Err(why) => Reading::Unreadable { why },
    }
}

/// The request of a call.
fn plan(call: &DisputeCall, account: &Account) -> Result<DisputeStep, CannotPlan> {
    let path = match call {
        DisputeCall::List { cursor, .. } if cursor.is_empty() => format!("/v2/chargebacks?limit={PAGE}"),
        DisputeCall::List { cursor, .. } if is_id(cursor, "chb_") => {
            format!("/v2/chargebacks?limit={PAGE}&from={cursor}")
        }
        DisputeCall::List { .. } => return Err(cannot("the page to go on with is not the name of a chargeback")),
        DisputeCall::Read { dispute, payment } if is_id(dispute, "chb_") && is_id(payment, "tr_") => {
            format!("/v2/payments/{payment}/chargebacks/{dispute}")
        }
        DisputeCall::Read { .. } => {
            return Err(cannot("a chargeback is read by its name, chb_…, below that of its payment, tr_…"));
        }
        DisputeCall::Evidence { .. } | DisputeCall::Accept { .. } => return Err(no_such_call("mollie", call)),
    };
    Ok(DisputeStep::first(plan::get(account, &path)))
}

#[derive(Deserialize)]
struct Listed {
    chargebacks: Vec<Value>,
}

/// What a reply means.
fn read(asked: &DisputeAsked<'_>, reply: &Reply<'_>) -> DisputeAnswer {
    if let Some(answer) = without_reply(reply, true) {
        return answer;
    }
    let Reply::Http { status, body, .. } = reply else { return DisputeAnswer::unknown("there is no reply") };
    match (status, asked.call) {
        (200, DisputeCall::List { .. }) => listed(asked.call, body),
        (200, DisputeCall::Read { dispute, .. }) => match serde_json::from_slice::<Value>(body) {
            Ok(value) => DisputeAnswer::one(seen(&value).and_then(|seen| {
                if seen.name == *dispute { Ok(seen) } else { Err("the reply is about another chargeback".to_owned()) }
            })),
            Err(error) => DisputeAnswer::unknown(format!("the reply cannot be read: {error}")),
        },
        (401 | 403, _) => {
            DisputeAnswer::again(60, format!("Mollie answered {status}: the account's secret is not let in"))
        }
        (404, DisputeCall::Read { .. }) => DisputeAnswer::refused("404", "Mollie knows no such chargeback"),
        (429, _) => DisputeAnswer::again(5, "Mollie answered 429: too many requests"),
        (500.., _) => DisputeAnswer::again(5, format!("Mollie answered {status}")),
        _ => DisputeAnswer::unknown(format!("Mollie answered {status}")),
    }
}

fn listed(call: &DisputeCall, body: &[u8]) -> DisputeAnswer {
    let DisputeCall::List { since, until, .. } = call else { return DisputeAnswer::unknown("no list was asked for") };
    let page: Page<Listed> = match serde_json::from_slice(body) {
        Ok(page) => page,
        Err(error) => return DisputeAnswer::unknown(format!("the list cannot be read: {error}")),
    };
    let next = match page.next(|id| is_id(id, "chb_")) {
        Ok(next) => next,
        Err(why) => return DisputeAnswer::unknown(why),
    };
    let (mut found, mut older) = (Vec::new(), false);
    for value in &page.rows.chargebacks {
        let name = || value.get("id").and_then(Value::as_str).unwrap_or("").chars().take(60).collect();
        match seen(value) {
            Ok(seen) => match seen.opened_at {
                Some(at) if at < *since => older = true,
                Some(at) if at >= *until => {}
                _ => found.push(Ok(seen)),
            },
            Err(why) => found.push(Err(DisputeOdd { name: name(), why })),
        }
    }
    DisputeAnswer::page(found, next.filter(|_| !older).unwrap_or_default())
}

fn seen(value: &Value) -> Result<DisputeSeen, String> {
    let told: Chargeback = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    if !is_id(&told.id, "chb_") {
        return Err("it is not the name of a chargeback".to_owned());
    }
    let amount = told.amount.as_ref().ok_or("it has no amount")?.money()?;
    let code = told.reason.as_ref().and_then(|reason| reason.code.clone()).unwrap_or_default();
    let status = match told.reversed_at {
        Some(_) => DisputeStatus::Ended(DisputeEnd::Won),
        // With the bank: nothing more is told before it is reversed, if it ever is.
        None => DisputeStatus::UnderReview,
    };
    Ok(DisputeSeen {
        name: told.id,
        payment: told.payment_id,
        reference: String::new(),
        reason: code.clone(),
        network_code: code,
        amount,
        stage: Some(DisputeStage::Chargeback),
        status,
        due_at: None,
        opened_at: told.created_at.as_deref().and_then(instant),
    })
}
