//! Replies of Stripe as outcomes.
//!
//! Stripe gives every stored answer again under its key, a 500 included: so what is not understood is asked about by
//! reading, never sent under another key in hope. `Stripe-Should-Retry` outranks the status: who knows says so.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::payment::facts::{Fact, What};
use recoup_core::planted::{self, Planted};
use serde_json::Value;

use super::facts::{self, Cannot, REFERENCE};
use super::intent::{self, Seen};
use super::json::Obj;
use super::plan;
use super::words::{ERROR_CODES, ERROR_TYPES, ErrorIs, INTENT, IntentIs, find};
use crate::walk::{Turn, Walk};
use crate::{Asked, Outcome, Reply, Step};

/// Seconds before a call is made again, where Stripe does not say.
const PAUSE_SECS: u32 = 2;
/// Seconds before a call is made again that an operator must help first.
const LONG_PAUSE_SECS: u32 = 60;
/// Seconds after which a search has what was there before: under normal conditions a minute, and an hour here
/// (docs.stripe.com/search, 2026).
const SEARCH_LAGS_SECS: i64 = 3_600;

/// Seconds after which a capture that is not under way did not happen: the call itself was answered long before.
const CAPTURE_LASTS_SECS: i64 = 3_600;

/// What a reply to a step of an effect means.
pub(super) fn interpret(asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
    match reply {
        Reply::NotSent { why } => Outcome::again(PAUSE_SECS, why),
        Reply::MaybeSent { why } if does_nothing(asked) => Outcome::again(PAUSE_SECS, why),
        Reply::MaybeSent { why } => Outcome::unknown(why),
        Reply::Http { status, body, .. } => {
            let value: Option<Value> = serde_json::from_slice(body).ok();
            match (status, value) {
                (200..=299, Some(value)) => said(asked, Obj(&value)),
                (200..=299, None) => unreadable(asked, *status),
                (_, value) => refused(asked, reply, *status, value.as_ref()),
            }
        }
    }
}

/// Whether the step moves no money, so that its loss is no doubt about anything.
fn does_nothing(asked: &Asked<'_>) -> bool {
    let Asked { effect, stage, .. } = asked;
    effect.call == Call::Send
        && *stage == 0
        && match effect.operation.kind {
            OperationKind::Capture => !effect.last,
            OperationKind::Release => true,
            _ => false,
        }
}

fn unreadable(asked: &Asked<'_>, status: u16) -> Outcome {
    let why = format!("Stripe answered {status} with a body that cannot be read");
    if does_nothing(asked) { Outcome::again(PAUSE_SECS, why) } else { Outcome::unknown(why) }
}

/// What an object says that Stripe answered with.
fn said(asked: &Asked<'_>, object: Obj<'_>) -> Outcome {
    let Asked { effect, account, stage } = asked;
    match (effect.call, effect.operation.kind) {
        (Call::Send, OperationKind::Capture) if *stage == 0 && !effect.last => capture_next(asked, object),
        (Call::Send, OperationKind::Release) if *stage == 0 => release_next(asked, object),
        (Call::Send, OperationKind::Refund) => mine(effect, facts::of_refund(&account.name, object)),
        (Call::Send, _) => mine(effect, intent::of_intent(&account.name, object, Seen::Reply)),
        (Call::Probe, OperationKind::Authorize) if plan::known_intent(effect).is_empty() => listed(asked, object),
        (Call::Probe, OperationKind::Authorize) => mine(effect, intent::of_payment(&account.name, object)),
        (Call::Probe, OperationKind::Refund) if object.text("object") == "list" => listed(asked, object),
        (Call::Probe, OperationKind::Refund) => mine(effect, facts::of_refund(&account.name, object)),
        (Call::Probe, _) => landed(effect, object),
    }
}

/// The facts that are about the effect's own operation.
fn mine(effect: &Effect, told: Result<Vec<Fact>, Cannot>) -> Outcome {
    let reference = effect.operation.reference();
    match told {
        Ok(facts) => match only(facts, &reference) {
            facts if facts.is_empty() => Outcome::unknown(format!("Stripe's answer says nothing of {reference}")),
            facts => Outcome::Facts(facts),
        },
        Err(cannot) => Outcome::unknown(cannot.why()),
    }
}

fn only(facts: Vec<Fact>, reference: &str) -> Vec<Fact> {
    facts.into_iter().filter(|fact| fact.ours == reference).collect()
}

/// Whether a capture or release landed, by the marks of its intent: what is read back is never behind.
fn landed(effect: &Effect, intent: Obj<'_>) -> Outcome {
    if !is_the_intent(effect, intent) {
        return Outcome::unknown("Stripe's answer is about another payment");
    }
    let late = waited_secs(effect) >= CAPTURE_LASTS_SECS;
    match intent::of_intent(&effect.account, intent, if late { Seen::Later } else { Seen::Reply }) {
        Ok(facts) => match only(facts, &effect.operation.reference()) {
            facts if facts.is_empty() => Outcome::NeverArrived,
            facts => Outcome::Facts(facts),
        },
        Err(cannot) => Outcome::unknown(cannot.why()),
    }
}

/// Seconds between the first sending and a question.
fn waited_secs(effect: &Effect) -> i64 {
    effect.due_at.as_second().saturating_sub(effect.since.as_second())
}

fn is_the_intent(effect: &Effect, intent: Obj<'_>) -> bool {
    intent.text("object") == "payment_intent" && intent.text("id") == plan::known_intent(effect)
}

/// How to capture, now that it is known what is left.
fn capture_next(asked: &Asked<'_>, intent: Obj<'_>) -> Outcome {
    let Asked { effect, account, .. } = asked;
    let already = landed(effect, intent);
    if !matches!(already, Outcome::NeverArrived) {
        return already;
    }
    let several = intent.text("latest_charge.payment_method_details.card.multicapture.status") == "available";
    let capturable = intent.int("amount_capturable").unwrap_or(0);
    let Ok(step) = plan::capture(effect, account, true) else {
        return Outcome::unknown("the amount cannot be said any more");
    };
    // Stripe refuses a capture of all that is left as one that is not the last.
    let asked_all = intent.text("status") == "requires_capture" && amount_is(effect, capturable);
    if asked_all {
        return Outcome::Next(Step { request: step, stage: plan::CAPTURE });
    }
    if !several && intent.text("status") == "requires_capture" {
        // It would give back the rest, which nobody asked for.
        return Outcome::Facts(vec![refusal(effect, "multicapture_unavailable")]);
    }
    match plan::capture(effect, account, false) {
        Ok(request) => Outcome::Next(Step { request, stage: plan::CAPTURE }),
        Err(cannot) => Outcome::unknown(cannot.to_string()),
    }
}

fn amount_is(effect: &Effect, units: i64) -> bool {
    super::MONEY.to_wire(effect.amount, crate::Direction::Charge) == Ok(units)
}

/// How to release, now that the mark is left and it is known how the intent stands.
fn release_next(asked: &Asked<'_>, intent: Obj<'_>) -> Outcome {
    let Asked { effect, account, .. } = asked;
    if !is_the_intent(effect, intent) {
        return Outcome::unknown("Stripe's answer is about another payment");
    }
    let captured = intent.int("amount_received").unwrap_or(0) > 0;
    match find(INTENT, intent.text("status")) {
        Some(IntentIs::Canceled | IntentIs::Done) => landed_or_unknown(effect, intent),
        Some(IntentIs::Held) if captured => Outcome::Next(plan::close(effect, account)),
        Some(IntentIs::Held | IntentIs::Waits | IntentIs::Unpaid | IntentIs::Unconfirmed) => {
            Outcome::Next(plan::cancel(effect, account))
        }
        Some(IntentIs::Processing) => Outcome::again(LONG_PAUSE_SECS, "the payment is still processing"),
        None => {
            Outcome::unknown(format!("an intent that is `{}` is not in the adapter's table", intent.text("status")))
        }
    }
}

fn landed_or_unknown(effect: &Effect, intent: Obj<'_>) -> Outcome {
    match landed(effect, intent) {
        Outcome::NeverArrived => Outcome::unknown("the mark of the release is not on the payment"),
        outcome => outcome,
    }
}

/// A page of a list or search: the one object that carries our reference, or the next page.
fn listed(asked: &Asked<'_>, list: Obj<'_>) -> Outcome {
    let Asked { effect, account, stage } = asked;
    let reference = effect.operation.reference();
    let is_ours = |o: &Obj<'_>| o.texts("metadata").any(|(key, value)| key == REFERENCE && value == reference);
    if !matches!(list.text("object"), "list" | "search_result") || list.at("data").is_none() {
        return Outcome::unknown("Stripe's answer is no list");
    }
    let Some(walk) = Walk::of(*stage, 0, plan::MOST_PAGES) else {
        return Outcome::unknown(format!("there is no page {stage}"));
    };
    let first_hit = planted::is(Planted::StripeFirstHit);
    let found: Vec<Obj<'_>> = list.items("data").filter(|one| first_hit || is_ours(one)).collect();
    let hits = if first_hit { found.len().min(1) } else { found.len() };
    let refund = effect.operation.kind == OperationKind::Refund;
    let page = |next: Walk, after: &str| {
        let request = if refund { plan::refunds(effect, account, after) } else { plan::search(effect, account, after) };
        Outcome::Next(Step { request, stage: next.stage(0, plan::MOST_PAGES) })
    };
    match (walk.turn(hits, list.says("has_more"), plan::MOST_PAGES), found.as_slice()) {
        (Turn::Take, [one, ..]) if refund => return mine(effect, facts::of_refund(&account.name, *one)),
        (Turn::Take, [one, ..]) => return mine(effect, intent::of_intent(&account.name, *one, Seen::Reply)),
        (Turn::Again(next), _) => return page(next, ""),
        (Turn::On(next), _) => {
            let last = list.items("data").last().map_or("", |object| object.text("id"));
            let after = if list.text("object") == "list" { last } else { list.text("next_page") };
            if !after.is_empty() {
                return page(next, after);
            }
            return Outcome::unknown("Stripe's list goes on and does not say where");
        }
        (Turn::Unclear(why), _) => return Outcome::unknown(format!("{reference}: {why}")),
        (Turn::TooLong | Turn::Take, _) => {
            return Outcome::unknown(format!("{reference} is not on the first pages at Stripe; look there"));
        }
        (Turn::NotThere, _) => {}
    }
    if refund || plan::is_listed(effect) || waited_secs(effect) >= SEARCH_LAGS_SECS {
        return Outcome::NeverArrived;
    }
    Outcome::unknown("Stripe's search does not show it yet; it can be an hour behind")
}

/// An answer that is no success.
fn refused(asked: &Asked<'_>, reply: &Reply<'_>, status: u16, body: Option<&Value>) -> Outcome {
    let error = body.and_then(|value| Obj(value).whole("error"));
    let words = error.map_or(String::new(), |error| facts::code(error, None));
    let why = format!("Stripe answered {status} {words}").trim_end().to_owned();
    let replayed = reply.header("idempotent-replayed") == Some("true");
    let pause_secs = reply.header("retry-after").and_then(|secs| secs.parse().ok()).unwrap_or(PAUSE_SECS).max(1);
    let advice = reply.header("stripe-should-retry");
    if status >= 500 {
        // The first result of a key is given again, HTTP 500 included, for 24 hours or more
        // (docs.stripe.com/api/idempotent_requests, 2026-11), and what a 500 broke off may still be made good by Stripe
        // (docs.stripe.com/error-low-level, 2026). So no other key is ever used: it is looked for, and sent again under
        // its own key only, which does nothing while Stripe remembers it. Once that key is forgotten, the look right
        // before has shown, a day later, that it was not done. The engine asks and sends later each time, and a person
        // is told long before.
        if replayed && asked.effect.call == Call::Send && !does_nothing(asked) {
            return Outcome::unknown(format!("{why}, which it keeps for our key"));
        }
        return match advice {
            Some("true") if !replayed => Outcome::again(pause_secs, why),
            _ if does_nothing(asked) => Outcome::again(pause_secs, why),
            _ => Outcome::unknown(why),
        };
    }
    if advice == Some("true") && !replayed {
        return Outcome::again(pause_secs, why);
    }
    if matches!(status, 401 | 403) {
        return Outcome::again(LONG_PAUSE_SECS, why);
    }
    let Some(error) = error else { return Outcome::unknown(format!("{why} without a readable reason")) };
    let by_code = find(ERROR_CODES, error.text("code"));
    let is = by_code.or_else(|| find(ERROR_TYPES, error.text("type"))).unwrap_or(ErrorIs::Silent);
    match is {
        _ if matches!(status, 409 | 429) && by_code.is_none() => later(advice, pause_secs, why),
        ErrorIs::Later => later(advice, pause_secs, why),
        ErrorIs::Silent => Outcome::unknown(why),
        // A look that is refused says nothing of what an earlier try did.
        ErrorIs::Refused if asked.effect.call == Call::Probe || does_nothing(asked) => Outcome::unknown(why),
        ErrorIs::Refused => refusal_of(asked, error),
    }
}

/// Again, unless Stripe says that this would be of no use.
fn later(advice: Option<&str>, pause_secs: u32, why: String) -> Outcome {
    if advice == Some("false") { Outcome::unknown(why) } else { Outcome::again(pause_secs, why) }
}

/// A refusal by which nothing was done now; what was done before may be told beside it.
fn refusal_of(asked: &Asked<'_>, error: Obj<'_>) -> Outcome {
    let effect = asked.effect;
    if let Some(intent) = error.whole("payment_intent") {
        let of = intent.texts("metadata").find(|(key, _)| *key == REFERENCE).map_or("", |(_, value)| value);
        if !of.is_empty() && of != effect.operation.payment.as_str() {
            return Outcome::unknown("the refusal is about another payment");
        }
        let told = intent::of_intent(&effect.account, intent, Seen::Reply).unwrap_or_default();
        let facts = only(told, &effect.operation.reference());
        if !facts.is_empty() {
            return Outcome::Facts(facts);
        }
    }
    let charge = error.whole("payment_intent").and_then(|intent| intent.whole("latest_charge"));
    Outcome::Facts(vec![refusal(effect, &facts::code(error, charge))])
}

/// There is no object of Stripe's, so the fact is told about ours.
fn refusal(effect: &Effect, code: &str) -> Fact {
    let reference = effect.operation.reference();
    Fact {
        account: effect.account.clone(),
        subject: format!("refused:{reference}"),
        ours: reference,
        what: What::refused(effect.operation.kind, code.to_owned()),
        amount: Some(effect.amount),
        parent: effect.authorization_ref.clone(),
        ordinal: String::new(),
    }
}
