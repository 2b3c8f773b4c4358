//! From replies to outcomes: what was said, what is asked next, and what stays unknown.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::payment::facts::{Fact, What};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::object::is_id;
use super::object::{self, Object};
use super::order::{self, Order};
use super::plan;
use super::search::searched;
use super::stage::{After, Stage};
use super::words::{self, Issue};
use crate::{Asked, CannotPlan, Outcome, Reply, Step};

/// Seconds to wait for a call under the same key that still runs.
const IN_PROGRESS_SECS: u32 = 5;

/// Seconds to wait where the operator has to put something right.
const NOT_ALLOWED_SECS: u32 = 60;

/// What a reply means.
pub(super) fn interpret(asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
    let Some(stage) = Stage::of(asked.stage) else {
        return Outcome::unknown(format!("nothing is asked in step {}", asked.stage));
    };
    let (status, body) = match reply {
        Reply::Http { status, body, .. } => (*status, *body),
        Reply::NotSent { why } => return nothing_yet(asked, stage, 1, why.clone()),
        Reply::MaybeSent { why } => return Outcome::unknown(why.clone()),
    };
    if let Some(outcome) = later(asked, stage, status, reply) {
        return outcome;
    }
    let found = matches!(status, 200 | 201);
    match stage {
        Stage::Do if found => done(asked, body),
        Stage::Do if status == 204 && asked.effect.operation.kind == OperationKind::Release => {
            Outcome::Facts(vec![released(asked.effect)])
        }
        Stage::AuthorizeOrder if found => authorized(asked, stage, body),
        Stage::Do | Stage::AuthorizeOrder => refused(asked, stage, status, body),
        Stage::ReadOwn if found => own(asked, body),
        Stage::ReadOrder if found => authorized(asked, stage, body),
        // Nobody approved it in time, so it never was authorized: that takes a call of ours.
        Stage::ReadOrder if is_gone(status, body) && asked.effect.own_ref.starts_with(plan::ORDER) => {
            Outcome::Facts(vec![fact(asked.effect, asked.effect.own_ref.clone(), What::Expired, None)])
        }
        Stage::Search(walk) => searched(asked, walk, found.then_some(body), reply),
        Stage::FindOrder(after) if found => find_order(asked, after, body),
        Stage::FindInOrder(after) if found => find_in_order(asked, after, body),
        Stage::ReadOwn | Stage::ReadOrder | Stage::FindOrder(_) | Stage::FindInOrder(_) => {
            Outcome::unknown(format!("PayPal answered {status} {}", first_word(body)))
        }
    }
}

/// It did nothing, so it may be tried again; unless an earlier step of the same effect did.
fn nothing_yet(asked: &Asked<'_>, stage: Stage, after_secs: u32, why: String) -> Outcome {
    let first = asked.effect.call == Call::Probe || stage == Stage::Do;
    if first { Outcome::again(after_secs, why) } else { Outcome::unknown(why) }
}

/// Replies that say the same whatever was asked.
fn later(asked: &Asked<'_>, stage: Stage, status: u16, reply: &Reply<'_>) -> Option<Outcome> {
    let word = match reply {
        Reply::Http { body, .. } => first_word(body),
        Reply::NotSent { .. } | Reply::MaybeSent { .. } => return None,
    };
    let why = format!("PayPal answered {status} {word}");
    let wait = match status {
        401 => 1,
        403 if !matches!(stage, Stage::Search(_)) => NOT_ALLOWED_SECS,
        408 | 425 => 1,
        429 => reply.header("retry-after").and_then(|secs| secs.trim().parse().ok()).unwrap_or(1).clamp(1, 3_600),
        409 if word == "PREVIOUS_REQUEST_IN_PROGRESS" => IN_PROGRESS_SECS,
        500.. => return Some(Outcome::unknown(why)),
        _ => return None,
    };
    Some(nothing_yet(asked, stage, wait, why))
}

/// The operation was taken.
fn done(asked: &Asked<'_>, body: &[u8]) -> Outcome {
    match asked.effect.operation.kind {
        OperationKind::Authorize => authorized(asked, Stage::Do, body),
        OperationKind::Release => own(asked, body),
        OperationKind::Capture | OperationKind::Refund => match parse::<Object>(body) {
            // The short form of an answer names the object only.
            Ok(object) if object.amount.is_none() => match object.id() {
                Ok(id) => Outcome::Next(plan::read(asked.account, Stage::ReadOwn, objects(asked.effect), id)),
                Err(error) => Outcome::unknown(error.why()),
            },
            Ok(object) => told(asked.effect, &object),
            Err(why) => Outcome::unknown(why),
        },
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => Outcome::unknown(OF_DISPUTE),
    }
}

/// What answers a dispute is read with the calls about disputes.
const OF_DISPUTE: &str = "an answer to a dispute is no call of a payment";

fn objects(effect: &Effect) -> &'static str {
    match effect.operation.kind {
        OperationKind::Capture => "captures",
        OperationKind::Refund => "refunds",
        _ => "authorizations",
    }
}

/// The object that the operation made, or the authorization that it released.
fn own(asked: &Asked<'_>, body: &[u8]) -> Outcome {
    match parse::<Object>(body) {
        Ok(object) => told(asked.effect, &object),
        Err(why) => Outcome::unknown(why),
    }
}

fn told(effect: &Effect, object: &Object) -> Outcome {
    let (account, kind) = (effect.account.as_str(), effect.operation.kind);
    let read = match kind {
        OperationKind::Authorize | OperationKind::Release => object::authorization(account, object),
        OperationKind::Capture => object::capture(account, object),
        OperationKind::Refund => object::refund(account, object),
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => return Outcome::unknown(OF_DISPUTE),
    };
    let facts = match read {
        Ok(facts) => facts,
        Err(error) => return Outcome::unknown(error.why()),
    };
    if kind == OperationKind::Release {
        return after_void(effect, &facts);
    }
    let reference = effect.operation.reference();
    if facts.iter().any(|fact| fact.ours != reference) {
        return Outcome::unknown(format!("the reply is about another operation than {reference}"));
    }
    Outcome::Facts(facts)
}

/// A void is done at once, so what still stands was never asked to be given back.
fn after_void(effect: &Effect, facts: &[Fact]) -> Outcome {
    match facts.last().map(|fact| &fact.what) {
        Some(What::Released | What::Expired) => Outcome::Facts(vec![released(effect)]),
        Some(What::Authorized { .. } | What::Taken) if effect.call == Call::Probe => Outcome::NeverArrived,
        _ => Outcome::unknown("the reply does not say that the authorization is void"),
    }
}

/// PayPal has no name for a void, so it is told under ours.
fn released(effect: &Effect) -> Fact {
    let ordinal = effect.operation.reference();
    let subject = effect.authorization_ref.clone();
    Fact { ordinal, parent: subject.clone(), ..fact(effect, subject, What::Released, None) }
}

fn fact(effect: &Effect, subject: String, what: What, amount: Option<recoup_core::money::Money>) -> Fact {
    Fact {
        account: effect.account.clone(),
        subject,
        ours: effect.operation.reference(),
        what,
        amount,
        parent: String::new(),
        ordinal: String::new(),
    }
}

/// What an order says of its authorization.
fn authorized(asked: &Asked<'_>, stage: Stage, body: &[u8]) -> Outcome {
    let order = match parse::<Order>(body) {
        Ok(order) => order,
        Err(why) => return Outcome::unknown(why),
    };
    let Some(id) = order.id.as_deref().filter(|id| is_id(id)) else {
        return Outcome::unknown("the order has no id");
    };
    if let Some(authorization) = order.authorization() {
        return told(asked.effect, authorization);
    }
    let reference = asked.effect.operation.reference();
    if order.references().any(|told| told != reference) {
        return Outcome::unknown(format!("the reply is about another operation than {reference}"));
    }
    match (order::status(&order), stage) {
        (Some(order::Status::PayerMustAct), _) => {
            let subject = format!("{}{id}", plan::ORDER);
            Outcome::Facts(vec![fact(asked.effect, subject, What::ActionRequired, Some(asked.effect.amount))])
        }
        (Some(order::Status::Approved), Stage::Do | Stage::ReadOrder) => {
            Outcome::Next(plan::authorize_order(asked.effect, asked.account, id))
        }
        // The short form of an answer does not list the authorization.
        (Some(order::Status::Completed), Stage::Do | Stage::AuthorizeOrder) => {
            Outcome::Next(plan::read_order(asked.account, Stage::ReadOrder, id))
        }
        _ => {
            let word: String = order.status.unwrap_or_default().chars().take(40).collect();
            Outcome::unknown(format!("the order is `{word}` and has no authorization"))
        }
    }
}

/// An error as PayPal writes it: `name`, and details with issues.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    name: Option<String>,
    error: Option<String>,
    details: Vec<Detail>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    issue: Option<String>,
}

/// The most specific word of an error, made plain; empty where there is none.
pub(super) fn first_word(body: &[u8]) -> String {
    let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    let issue = refusal.details.into_iter().find_map(|detail| detail.issue);
    let word = issue.or(refusal.name).or(refusal.error).unwrap_or_default();
    word.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(60).collect()
}

fn is_gone(status: u16, body: &[u8]) -> bool {
    status == 404 && matches!(first_word(body).as_str(), "INVALID_RESOURCE_ID" | "RESOURCE_NOT_FOUND")
}

/// The operation was refused.
fn refused(asked: &Asked<'_>, stage: Stage, status: u16, body: &[u8]) -> Outcome {
    let word = first_word(body);
    let why = || format!("PayPal answered {status} {word}");
    if !matches!(status, 400 | 404 | 422) {
        return Outcome::unknown(why());
    }
    match words::issue(&word) {
        Issue::Refused => Outcome::Facts(vec![failure(asked.effect, word)]),
        Issue::AlreadySo => Outcome::Facts(vec![released(asked.effect)]),
        Issue::PerhapsOurs if stage == Stage::Do && asked.effect.operation.kind != OperationKind::Authorize => {
            let look = After::refusal(&word).map(|after| plan::find_order(asked.effect, asked.account, after));
            look.map_or_else(|| Outcome::unknown(why()), next)
        }
        Issue::PerhapsOurs if word == "DUPLICATE_INVOICE_ID" => Outcome::unknown(format!(
            "PayPal has a payment with the number {} already; look for it in the account's activity",
            asked.effect.operation.reference()
        )),
        Issue::PerhapsOurs | Issue::Unclear => Outcome::unknown(why()),
    }
}

pub(super) fn next(step: Result<Step, CannotPlan>) -> Outcome {
    match step {
        Ok(step) => Outcome::Next(step),
        Err(error) => Outcome::unknown(error.to_string()),
    }
}

/// There is no object of theirs, so the fact is told about ours.
fn failure(effect: &Effect, code: String) -> Fact {
    let what = What::refused(effect.operation.kind, code);
    fact(effect, format!("refused:{}", effect.operation.reference()), what, Some(effect.amount))
}

/// The authorization names its order.
fn find_order(asked: &Asked<'_>, after: After, body: &[u8]) -> Outcome {
    match parse::<Object>(body).map(|object| object.order()) {
        Ok(Some(order)) => Outcome::Next(plan::read_order(asked.account, Stage::FindInOrder(after), &order)),
        Ok(None) => Outcome::unknown("the authorization does not name its order, so nothing can be searched"),
        Err(why) => Outcome::unknown(why),
    }
}

/// The order lists captures and refunds, and ours among them if it arrived.
fn find_in_order(asked: &Asked<'_>, after: After, body: &[u8]) -> Outcome {
    let order = match parse::<Order>(body) {
        Ok(order) => order,
        Err(why) => return Outcome::unknown(why),
    };
    let reference = asked.effect.operation.reference();
    let refund = asked.effect.operation.kind == OperationKind::Refund;
    let Some(payments) = order.payments_of(&asked.effect.authorization_ref) else {
        return Outcome::unknown("the order does not list the authorization, so its list cannot be trusted");
    };
    let list = if refund { &payments.refunds } else { &payments.captures };
    let ours =
        |object: &&Object| [&object.invoice_id, &object.custom_id].into_iter().flatten().any(|told| *told == reference);
    let mut found = list.iter().filter(ours);
    let first = found.next();
    if found.next().is_some() {
        return Outcome::unknown(format!(
            "several objects at PayPal carry {reference}; look there which of them stands"
        ));
    }
    match (first, after.issue()) {
        (Some(object), _) => told(asked.effect, object),
        (None, None) => Outcome::NeverArrived,
        (None, Some("DUPLICATE_INVOICE_ID")) => Outcome::unknown(format!(
            "PayPal has a payment with the number {reference} already, and it is not of this order"
        )),
        (None, Some(issue)) => Outcome::Facts(vec![failure(asked.effect, issue.to_owned())]),
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("the reply cannot be read: {error}"))
}
