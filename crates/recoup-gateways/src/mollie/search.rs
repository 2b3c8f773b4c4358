//! Looking for an operation by our reference, page by page with a bound: there is no search by reference.

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind};

use super::KEY_LIVES_SECS;
use super::objects::{Capture, Embedded, Payment, Refund, instant};
use super::paging::Page;
use super::plan::{self, stage};
use super::reply::{capture_said, refund_said};
use crate::walk::{Turn, Walk};
use crate::{Asked, Outcome, Reply, Step};

/// Seconds by which their clock and ours may differ.
const CLOCKS_DIFFER_SECS: i64 = 600;
/// Seconds before a key is forgotten from which on it is not relied on.
const KEY_MARGIN_SECS: i64 = 600;

/// Whether a text can be the name of an object of any kind.
fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// What a page says.
pub(super) fn page(asked: &Asked<'_>, walk: Walk, reply: &Reply<'_>, body: &[u8]) -> Outcome {
    match read_page(asked, walk, reply, body) {
        Ok(outcome) => outcome,
        Err(why) => Outcome::Unknown { why },
    }
}

fn read_page(asked: &Asked<'_>, walk: Walk, reply: &Reply<'_>, body: &[u8]) -> Result<Outcome, String> {
    let effect = asked.effect;
    let list: Page<Embedded> =
        serde_json::from_slice(body).map_err(|error| format!("the list cannot be read: {error}"))?;
    let found = Found::on(effect, &list.rows)?;
    let beyond = match (effect.operation.kind, &list.rows.payments) {
        (OperationKind::Authorize, Some(payments)) => goes_beyond(payments, effect.since)?,
        _ => false,
    };
    let next = if beyond { None } else { list.next(is_name)? };
    let page = |walk: Walk, from: Option<&str>| {
        let request = plan::page(asked.account, effect, from);
        Outcome::Next(Step { request, stage: walk.stage(stage::PAGES, stage::MOST_PAGES) })
    };
    Ok(match walk.turn(found.len(), next.is_some(), stage::MOST_PAGES) {
        Turn::Take => found.said(asked)?,
        Turn::On(walk) => page(walk, next.as_deref()),
        Turn::Again(walk) => page(walk, None),
        Turn::NotThere => not_there(effect),
        Turn::TooLong => too_many(asked, reply),
        Turn::Unclear(why) => Outcome::unknown(format!("{}: {why}", effect.operation.reference())),
    })
}

/// What a page shows that carries our reference.
enum Found<'a> {
    Payments(Vec<&'a Payment>),
    Captures(Vec<&'a Capture>),
    Refunds(Vec<&'a Refund>),
}

impl<'a> Found<'a> {
    fn on(effect: &Effect, page: &'a Embedded) -> Result<Self, String> {
        let reference = effect.operation.reference();
        let is_ours = |found: Option<String>| found.as_deref() == Some(reference.as_str());
        match effect.operation.kind {
            OperationKind::Authorize => {
                let all = page.payments.as_ref().ok_or("the list holds no payments")?;
                Ok(Self::Payments(all.iter().filter(|one| is_ours(one.reference())).collect()))
            }
            OperationKind::Capture => {
                let all = page.captures.as_ref().ok_or("the list holds no captures")?;
                Ok(Self::Captures(all.iter().filter(|one| is_ours(one.reference())).collect()))
            }
            OperationKind::Refund => {
                let all = page.refunds.as_ref().ok_or("the list holds no refunds")?;
                Ok(Self::Refunds(all.iter().filter(|one| is_ours(one.reference())).collect()))
            }
            OperationKind::Release => Err("a release is in no list".to_owned()),
            OperationKind::SubmitEvidence | OperationKind::AcceptDispute => Err("an answer is in no list".to_owned()),
        }
    }

    const fn len(&self) -> usize {
        match self {
            Self::Payments(list) => list.len(),
            Self::Captures(list) => list.len(),
            Self::Refunds(list) => list.len(),
        }
    }

    /// What the one that was found says.
    fn said(&self, asked: &Asked<'_>) -> Result<Outcome, String> {
        match self {
            Self::Payments(list) => {
                let payment = list.first().ok_or("the list changed while it was read")?;
                // A list does not show the captures, without which a paid payment says only half.
                payment.is()?;
                Ok(Outcome::Next(Step { request: plan::read(asked.account, &payment.id), stage: stage::READ }))
            }
            Self::Captures(list) => {
                list.first().map(|one| capture_said(asked.effect, one)).ok_or_else(|| "nothing was found".to_owned())
            }
            Self::Refunds(list) => {
                list.first().map(|one| refund_said(asked.effect, one)).ok_or_else(|| "nothing was found".to_owned())
            }
        }
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
