//! What replies mean, and which requests follow from them.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::payment::facts::{Fact, What};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::objects::{Capture, Payment, Refund};
use super::plan::{self, stage};
use super::release::{self, Moment};
use super::search;
use crate::walk::Walk;
use crate::{Asked, Outcome, Reply, Request, Step};

/// What a step asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Did {
    Create,
    Capture,
    Refund,
    Read,
    ReadOne,
    Release(Moment),
    Page(Walk),
}

fn did(effect: &Effect, number: u8) -> Option<Did> {
    use OperationKind::{Authorize, Capture, Refund, Release};
    Some(match (number, effect.operation.kind, effect.call) {
        (0, Authorize, Call::Send) | (stage::REPEAT, Authorize, _) => Did::Create,
        (0, Capture, Call::Send) => Did::Capture,
        (0, Refund, Call::Send) => Did::Refund,
        (0, Release, _) => Did::Release(Moment::Before),
        (stage::CANCEL, Release, _) => Did::Release(Moment::Canceled),
        (stage::RELEASE, Release, _) => Did::Release(Moment::Released),
        (stage::READ_AFTER, Release, _) => Did::Release(Moment::After),
        (stage::READ_REFUSED, Release, _) => Did::Release(Moment::Refused),
        (0, Authorize, Call::Probe) if plan::known_payment(effect).is_some() => Did::Read,
        (0, Capture | Refund, Call::Probe) if plan::known_object(effect) => Did::ReadOne,
        (0, _, Call::Probe) => Did::Page(Walk::START),
        (stage::READ, Authorize | Capture, _) => Did::Read,
        (stage::PAGES.., Authorize | Capture | Refund, _) => {
            Did::Page(Walk::of(number, stage::PAGES, stage::MOST_PAGES)?)
        }
        _ => return None,
    })
}

/// What a reply to a step means.
pub(super) fn interpret(asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
    let Some(did) = did(asked.effect, asked.stage) else {
        return Outcome::unknown(format!("step {} is not one of ours", asked.stage));
    };
    let (status, body) = match reply {
        Reply::NotSent { .. } | Reply::MaybeSent { .. } if did == Did::Release(Moment::After) => {
            return release::taken(asked.effect);
        }
        Reply::NotSent { why } => return Outcome::again(1, why),
        Reply::MaybeSent { why } => return Outcome::unknown(why),
        Reply::Http { status, body, .. } => (*status, *body),
    };
    if did == Did::Release(Moment::After) && !matches!(status, 200 | 201) {
        return release::taken(asked.effect);
    }
    if let Some(outcome) = passing(status, reply) {
        return outcome;
    }
    match (did, status) {
        (Did::Create, 200 | 201) => read_or(body, |payment: Payment| created(asked, &payment)),
        (Did::Capture, 200 | 201) => read_or(body, |capture: Capture| capture_said(asked.effect, &capture)),
        (Did::Refund, 200 | 201) => read_or(body, |refund: Refund| refunded(asked, &refund)),
        (Did::Read, 200) => read_or(body, |payment: Payment| payment_read(asked, &payment)),
        (Did::ReadOne, 200) if asked.effect.operation.kind == OperationKind::Capture => {
            read_or(body, |capture: Capture| capture_said(asked.effect, &capture))
        }
        (Did::ReadOne, 200) => read_or(body, |refund: Refund| refunded(asked, &refund)),
        (Did::Page(walk), 200) => search::page(asked, walk, reply, body),
        (Did::Release(moment), _) => release::interpret(asked, moment, status, body),
        (Did::Refund, 409) => {
            // Mollie takes it for a repetition: perhaps it is ours, perhaps another one of the same amount.
            Outcome::Next(Step { request: plan::page(asked.account, asked.effect, None), stage: stage::PAGES })
        }
        (Did::Create | Did::Capture, 409) => Outcome::again(5, "Mollie is still at the first request under this key"),
        (Did::Create | Did::Capture | Did::Refund, 404 | 410 | 422) => refused(asked, did, status, body),
        _ => Outcome::unknown(answered(status, body)),
    }
}

/// Answers that mean the same for every request: nothing was done, or nobody knows.
fn passing(status: u16, reply: &Reply<'_>) -> Option<Outcome> {
    Some(match status {
        401 | 403 => Outcome::again(60, format!("Mollie answered {status}: the account's secret is not let in")),
        429 => {
            let wait = reply.header("retry-after").and_then(|text| text.trim().parse().ok()).unwrap_or(5_u32);
            Outcome::again(wait.clamp(1, 900), "Mollie answered 429: too many requests")
        }
        500.. => Outcome::unknown(format!("Mollie answered {status}")),
        _ => return None,
    })
}

fn read_or<T: DeserializeOwned>(body: &[u8], then: impl FnOnce(T) -> Outcome) -> Outcome {
    match serde_json::from_slice(body) {
        Ok(object) => then(object),
        Err(error) => Outcome::unknown(format!("the reply cannot be read: {error}")),
    }
}

/// The facts as those of the effect, unless the object names another reference than the effect's.
pub(super) fn said(effect: &Effect, named: Option<&str>, facts: Result<Vec<Fact>, String>) -> Outcome {
    let reference = effect.operation.reference();
    if let Some(other) = named.filter(|named| **named != reference) {
        return Outcome::unknown(format!("the reply is about {}", other.chars().take(60).collect::<String>()));
    }
    match facts {
        Ok(facts) => {
            // A capture that nobody asked for keeps the name under which it is found.
            let own = |fact: Fact| match fact.ours.is_empty() && !fact.ordinal.is_empty() {
                true => fact,
                false => Fact { ours: reference.clone(), ..fact },
            };
            Outcome::Facts(facts.into_iter().map(own).collect())
        }
        Err(why) => Outcome::Unknown { why },
    }
}

fn created(asked: &Asked<'_>, payment: &Payment) -> Outcome {
    said(asked.effect, payment.reference().as_deref(), payment.facts(&asked.effect.account))
}

/// What a capture says of the effect.
pub(super) fn capture_said(effect: &Effect, capture: &Capture) -> Outcome {
    if let Some(why) = elsewhere(effect, &capture.payment_id) {
        return Outcome::Unknown { why };
    }
    let facts = capture.facts(&effect.account, &effect.authorization_ref);
    said(effect, capture.reference().as_deref(), facts)
}

fn refunded(asked: &Asked<'_>, refund: &Refund) -> Outcome {
    refund_said(asked.effect, refund)
}

/// What a refund says of the effect.
pub(super) fn refund_said(effect: &Effect, refund: &Refund) -> Outcome {
    if let Some(why) = elsewhere(effect, &refund.payment_id) {
        return Outcome::Unknown { why };
    }
    let facts = refund.facts(&effect.account, &effect.authorization_ref);
    said(effect, refund.reference().as_deref(), facts)
}

fn elsewhere(effect: &Effect, payment: &str) -> Option<String> {
    let other = !payment.is_empty() && payment != effect.authorization_ref;
    other.then(|| format!("the reply is about {}", payment.chars().take(60).collect::<String>()))
}

/// A payment that was read: for its authorization, or for a capture that was refused.
fn payment_read(asked: &Asked<'_>, payment: &Payment) -> Outcome {
    let effect = asked.effect;
    if effect.operation.kind == OperationKind::Authorize {
        return said(effect, payment.reference().as_deref(), payment.facts(&effect.account));
    }
    let reference = effect.operation.reference();
    let captures = payment.embedded.as_ref().and_then(|embedded| embedded.captures.as_deref()).unwrap_or_default();
    let mut found = captures.iter().filter(|capture| capture.reference().as_ref() == Some(&reference));
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => {
            return Outcome::unknown(format!("several captures at Mollie carry {reference}; look there"));
        }
        (Some(capture), None) => return capture_said(effect, capture),
        (None, _) => {}
    }
    let whole = payment.amount.as_ref().and_then(|amount| amount.money().ok());
    match payment.status.as_str() {
        "paid" if payment.is_automatic() && whole == Some(effect.amount) => {
            let fact = own_fact(effect, payment.id.clone(), What::Captured);
            Outcome::Facts(vec![Fact { parent: payment.id.clone(), ..fact }])
        }
        "paid" if payment.is_automatic() => Outcome::unknown("Mollie captured the whole payment by itself"),
        other => {
            let code = format!("payment_{}", other.chars().take(20).collect::<String>());
            let subject = format!("refused:{reference}");
            Outcome::Facts(vec![own_fact(effect, subject, What::CaptureFailed { code })])
        }
    }
}

/// A fact about the effect itself, under a name that tells it apart from the gateway's objects.
pub(super) fn own_fact(effect: &Effect, subject: String, what: What) -> Fact {
    Fact {
        account: effect.account.clone(),
        subject,
        ours: effect.operation.reference(),
        what,
        amount: Some(effect.amount),
        parent: effect.authorization_ref.clone(),
        ordinal: String::new(),
    }
}

/// An error body.
#[derive(Deserialize)]
pub(super) struct Refused {
    status: u16,
    title: String,
    detail: Option<String>,
    field: Option<String>,
}

/// A refusal in Mollie's own words says that nothing was done; anything else with that status may be of a proxy.
pub(super) fn in_its_words(status: u16, body: &[u8]) -> Option<Refused> {
    serde_json::from_slice::<Refused>(body).ok().filter(|refused| refused.status == status)
}

fn refused(asked: &Asked<'_>, did: Did, status: u16, body: &[u8]) -> Outcome {
    let Some(refused) = in_its_words(status, body) else {
        return Outcome::unknown(answered(status, body));
    };
    let effect = asked.effect;
    if did == Did::Capture {
        // It may be captured already, by a request that was forgotten or by itself.
        let request: Request = plan::read(asked.account, &effect.authorization_ref);
        return Outcome::Next(Step { request, stage: stage::READ });
    }
    let code = match refused.field.filter(|field| !field.is_empty()) {
        Some(field) => format!("{status}:{field}"),
        None => status.to_string(),
    };
    let what = if did == Did::Refund { What::RefundFailed { code } } else { What::Declined { code } };
    Outcome::Facts(vec![own_fact(effect, format!("refused:{}", effect.operation.reference()), what)])
}

/// An answer that says nothing certain, in words.
pub(super) fn answered(status: u16, body: &[u8]) -> String {
    let Ok(refused) = serde_json::from_slice::<Refused>(body) else { return format!("Mollie answered {status}") };
    let detail: String = refused.detail.unwrap_or(refused.title).chars().take(200).collect();
    format!("Mollie answered {status}: {detail}")
}
