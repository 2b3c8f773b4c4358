//! Looking for an operation by our reference, page by page with a bound: there is no search by reference.

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind};
use serde::Deserialize;

use super::KEY_LIVES_SECS;
use super::objects::{Embedded, Payment, instant};
use super::plan::{self, stage};
use super::reply::{capture_said, refund_said};
use crate::{Asked, Outcome, Reply, Step};

/// Seconds by which their clock and ours may differ.
const CLOCKS_DIFFER_SECS: i64 = 600;
/// Seconds before a key is forgotten from which on it is not relied on.
const KEY_MARGIN_SECS: i64 = 600;

#[derive(Deserialize)]
struct List {
    #[serde(rename = "_embedded")]
    embedded: Embedded,
    #[serde(rename = "_links", default)]
    links: Option<Links>,
}

#[derive(Deserialize)]
struct Links {
    next: Option<Link>,
}

#[derive(Deserialize)]
struct Link {
    href: String,
}

impl List {
    /// Where the next page begins. Only that is taken from the address: requests go to the account's own.
    fn next(&self) -> Result<Option<String>, String> {
        let Some(next) = self.links.as_ref().and_then(|links| links.next.as_ref()) else { return Ok(None) };
        let query = next.href.split_once('?').map_or("", |(_, query)| query);
        let from = crate::form::fields(query).into_iter().find(|(key, _)| key == "from").map(|(_, value)| value);
        let plain = |id: &String| {
            !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        from.filter(plain).map(Some).ok_or_else(|| "the next page of the list has no name".to_owned())
    }
}

/// What a page says.
pub(super) fn page(asked: &Asked<'_>, number: u8, reply: &Reply<'_>, body: &[u8]) -> Outcome {
    let list: List = match serde_json::from_slice(body) {
        Ok(list) => list,
        Err(error) => return Outcome::unknown(format!("the list cannot be read: {error}")),
    };
    if let Some(outcome) = found(asked, &list.embedded) {
        return outcome;
    }
    let next = match list.next() {
        Ok(next) => next,
        Err(why) => return Outcome::Unknown { why },
    };
    let beyond = match (asked.effect.operation.kind, &list.embedded.payments) {
        (OperationKind::Authorize, Some(payments)) => match goes_beyond(payments, asked.effect.since) {
            Ok(beyond) => beyond,
            Err(why) => return Outcome::Unknown { why },
        },
        _ => false,
    };
    match next {
        Some(_) if beyond => not_there(asked.effect),
        None => not_there(asked.effect),
        Some(from) if number + 1 < stage::MOST_PAGES => {
            let request = plan::page(asked.account, asked.effect, Some(&from));
            Outcome::Next(Step { request, stage: stage::PAGES + number + 1 })
        }
        Some(_) => too_many(asked, reply),
    }
}

/// What the page shows of the operation; `None` where it is not on it.
fn found(asked: &Asked<'_>, page: &Embedded) -> Option<Outcome> {
    let effect = asked.effect;
    let reference = effect.operation.reference();
    let is_ours = |found: Option<String>| found.as_deref() == Some(reference.as_str());
    match effect.operation.kind {
        OperationKind::Authorize => {
            let Some(payments) = &page.payments else { return Some(Outcome::unknown("the list holds no payments")) };
            let payment = payments.iter().find(|payment| is_ours(payment.reference()))?;
            // A list does not show the captures, without which a paid payment says only half.
            if let Err(why) = payment.is() {
                return Some(Outcome::Unknown { why });
            }
            Some(Outcome::Next(Step { request: plan::read(asked.account, &payment.id), stage: stage::READ }))
        }
        OperationKind::Capture => {
            let Some(captures) = &page.captures else { return Some(Outcome::unknown("the list holds no captures")) };
            let capture = captures.iter().find(|capture| is_ours(capture.reference()))?;
            Some(capture_said(effect, capture))
        }
        OperationKind::Refund => {
            let Some(refunds) = &page.refunds else { return Some(Outcome::unknown("the list holds no refunds")) };
            let refund = refunds.iter().find(|refund| is_ours(refund.reference()))?;
            Some(refund_said(effect, refund))
        }
        OperationKind::Release => Some(Outcome::unknown("a release is in no list")),
    }
}

/// Whether a page, newest first, goes back to before the operation was wanted.
fn goes_beyond(payments: &[Payment], since: Timestamp) -> Result<bool, String> {
    let mut before = Timestamp::MAX;
    for payment in payments {
        let at = payment.created_at.as_deref().and_then(instant).ok_or("a payment in the list has no time")?;
        if at > before {
            return Err("the list is not in the order of time".to_owned());
        }
        before = at;
    }
    let earliest = since.as_second().saturating_sub(CLOCKS_DIFFER_SECS);
    Ok(!payments.is_empty() && before.as_second() < earliest)
}

/// The whole list does not have it.
fn not_there(effect: &Effect) -> Outcome {
    match effect.call {
        Call::Probe => Outcome::NeverArrived,
        Call::Send if effect.operation.kind != OperationKind::Refund => {
            Outcome::unknown("it was taken, and the list does not show it yet")
        }
        // It was refused as a repetition of something that is not ours, or its first request is still under way.
        Call::Send => Outcome::again(60, "Mollie takes it for a repetition of another one"),
    }
}

/// More payments than are worth reading. While the key is remembered, the same request finds its own answer.
fn too_many(asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
    let effect = asked.effect;
    let now = reply.header("date").and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
    let age_secs = now.map(|now| now.timestamp().as_second().saturating_sub(effect.since.as_second()));
    let remembered = age_secs.is_some_and(|age| age < KEY_LIVES_SECS - KEY_MARGIN_SECS);
    if effect.operation.kind == OperationKind::Authorize && remembered {
        return match plan::create(effect, asked.account) {
            Ok(request) => Outcome::Next(Step { request, stage: stage::REPEAT }),
            Err(cannot) => Outcome::unknown(cannot.to_string()),
        };
    }
    Outcome::unknown("it is not among the newest in the list, and the list is too long to read it all")
}
