//! Payment intents: made, confirmed, captured in one part or several, canceled.

use serde_json::{Value, json};

use super::amounts::{to_bank, to_wire};
use super::objects::status;
use super::state::{Intent, State, change};
use super::{Asked, Said, error, error_with, invalid, missing, words};
use crate::bank::{
    Authorization, AuthorizeAsked, Bank, CaptureAsked, Conduct, Decline, Refusal, ReleaseAsked, Verdict,
};
use crate::face::Answer;

fn metadata(intent: &mut Intent, asked: &Asked<'_>) -> Result<(), Answer> {
    let mut changed = intent.metadata.clone();
    change(&mut changed, asked.form.under("metadata")).map_err(|why| invalid("metadata", why))?;
    intent.metadata = changed;
    Ok(())
}

pub(super) fn create(state: &mut State, bank: &mut Bank, asked: &Asked<'_>) -> Said {
    let units = asked.int("amount")?.ok_or_else(|| invalid("amount", "Missing required param: amount."))?;
    let currency = asked.get("currency").ok_or_else(|| invalid("currency", "Missing required param: currency."))?;
    let currency = currency.to_ascii_uppercase();
    if units < 1 {
        return Err(error(400, "invalid_request_error", "amount_too_small", "Amount is too small").not_begun());
    }
    if to_bank(units, &currency).is_none() {
        let code = "invalid_charge_amount_no_decimal_compatible";
        return Err(error(400, "invalid_request_error", code, "This currency takes no such decimals").not_begun());
    }
    let option = "payment_method_options[card][request_multicapture]";
    let wants_several = asked.get(option) == Some("if_available");
    let manual = asked.get("capture_method") == Some("manual");
    let method = asked.get("payment_method").map(str::to_owned);
    let mut intent = Intent {
        id: state.fresh("pi"),
        units,
        currency,
        customer: asked.get("customer").map(str::to_owned),
        several: wants_several && manual && method.as_deref().is_none_or(words::captures_several),
        method,
        manual,
        return_url: asked.get("return_url").map(str::to_owned),
        made_at_us: bank.now_us(),
        ..Intent::default()
    };
    metadata(&mut intent, asked)?;
    if asked.says("confirm") {
        conduct(&intent, asked)?;
    }
    let id = intent.id.clone();
    state.add(intent);
    if asked.says("confirm") { confirmed(state, bank, asked, &id) } else { show(state, bank, asked, &id) }
}

pub(super) fn show(state: &mut State, bank: &Bank, asked: &Asked<'_>, id: &str) -> Said {
    let intent = state.intent(id).cloned().ok_or_else(|| missing("payment_intent", id))?;
    Ok(Answer::json(200, &state.show_intent(bank, &intent, asked.expands("latest_charge"))))
}

pub(super) fn update(state: &mut State, bank: &Bank, asked: &Asked<'_>, id: &str) -> Said {
    let intent = state.intent_mut(id).ok_or_else(|| missing("payment_intent", id))?;
    metadata(intent, asked)?;
    show(state, bank, asked, id)
}

/// What the method of an intent does, now that it is confirmed.
fn conduct(intent: &Intent, asked: &Asked<'_>) -> Result<Conduct, Answer> {
    let method = intent.method.as_deref().ok_or_else(|| invalid("payment_method", "There is no payment method."))?;
    let absent = || {
        let words = ("invalid_request_error", "resource_missing", "No such PaymentMethod");
        error_with(400, words, json!({"param": "payment_method"})).not_begun()
    };
    // A method kept for a customer is called as the test method behind it.
    let conduct = words::conduct(method).ok_or_else(absent)?;
    let silent = asked.says("off_session") || asked.says("error_on_requires_action");
    match conduct.verdict {
        Verdict::AsksCustomer if silent => Ok(Conduct::declined(Decline::AuthenticationRequired)),
        _ => Ok(conduct),
    }
}

pub(super) fn confirm(state: &mut State, bank: &mut Bank, asked: &Asked<'_>, id: &str) -> Said {
    let intent = state.intent_mut(id).ok_or_else(|| missing("payment_intent", id))?;
    if let Some(method) = asked.get("payment_method") {
        intent.method = Some(method.to_owned());
        intent.several = intent.several && words::captures_several(method);
    }
    let intent = intent.clone();
    let is = status(&intent, bank.find_authorization(&intent.authorization).ok());
    if !matches!(is, "requires_payment_method" | "requires_confirmation" | "requires_action") {
        return Err(unexpected(state, bank, id));
    }
    if is == "requires_action" {
        return show(state, bank, asked, id);
    }
    conduct(&intent, asked)?;
    confirmed(state, bank, asked, id)
}

/// Asks the bank for the money of an intent that was checked.
fn confirmed(state: &mut State, bank: &mut Bank, asked: &Asked<'_>, id: &str) -> Said {
    let intent = state.intent(id).cloned().ok_or_else(|| missing("payment_intent", id))?;
    let conduct = conduct(&intent, asked)?;
    let amount_minor = to_bank(intent.units, &intent.currency).unwrap_or(0);
    let reference = asked.key.unwrap_or(&intent.id).to_owned();
    let (currency, capture_now) = (intent.currency.clone(), !intent.manual);
    let authorize = AuthorizeAsked { reference, amount_minor, currency, conduct, capture_now };
    let made = bank.authorize(authorize).map_err(|no| invalid("amount", &no.to_string()))?;
    let (authorization, declined) = (made.id.clone(), made.decline);
    state.join(id, &authorization);
    let charge = state.name(&authorization, "ch");
    state.metadata.insert(charge.clone(), intent.metadata.clone());
    let intent = Intent { authorization, ..intent };
    let Some(why) = declined else {
        let shown = state.show_intent(bank, &intent, asked.expands("latest_charge"));
        return Ok(Answer::json(200, &shown).with_fault(conduct.fault));
    };
    let (code, decline_code, advice) = words::decline(why);
    let shown = state.show_intent(bank, &intent, false);
    let more = json!({"charge": charge, "decline_code": decline_code, "advice_code": advice, "payment_intent": shown});
    Err(error_with(402, ("card_error", code, "Your card was declined."), more).with_fault(conduct.fault))
}

pub(super) fn capture(state: &mut State, bank: &mut Bank, asked: &Asked<'_>, id: &str) -> Said {
    let mut intent = state.intent(id).cloned().ok_or_else(|| missing("payment_intent", id))?;
    let wanted = asked.int("amount_to_capture")?;
    metadata(&mut intent, asked)?;
    let authorization = bank.find_authorization(&intent.authorization).ok().cloned();
    let (is, Some(held)) = (status(&intent, authorization.as_ref()), authorization) else {
        return Err(unexpected(state, bank, id));
    };
    if is != "requires_capture" {
        return Err(unexpected(state, bank, id));
    }
    let capturable = to_wire(held.open_minor(), &held.currency);
    let units = wanted.unwrap_or(capturable);
    let is_final = asked.get("final_capture") != Some("false");
    check_capture(&intent, &held, (units, capturable, is_final))?;
    let reference = asked.key.unwrap_or(id).to_owned();
    let done = if units == 0 {
        bank.release(&held.id, ReleaseAsked { reference, amount_minor: None }).map(drop)
    } else {
        let amount_minor =
            to_bank(units, &held.currency).ok_or_else(|| invalid("amount_to_capture", "Invalid amount"))?;
        bank.capture(&held.id, CaptureAsked { reference, amount_minor, currency: held.currency.clone(), is_final })
            .map(drop)
    };
    done.map_err(|no| refused(&no))?;
    if let Some(known) = state.intent_mut(id) {
        known.metadata = intent.metadata;
    }
    show(state, bank, asked, id)
}

fn check_capture(
    intent: &Intent,
    held: &Authorization,
    (units, capturable, is_final): (i64, i64, bool),
) -> Result<(), Answer> {
    let no = |code: &str, message: &str| Err(error(400, "invalid_request_error", code, message));
    match units {
        _ if !is_final && !intent.several => {
            no("", "final_capture=false is only possible where multicapture is available")
        }
        _ if units < 0 => no("amount_too_small", "The amount must be positive"),
        0 if is_final && held.captured_minor > 0 => Ok(()),
        0 => no("amount_too_small", "Nothing was captured yet that could be finished"),
        _ if units > capturable => no("amount_too_large", "The amount is greater than what can be captured"),
        _ if !is_final && units == capturable => no("", "A capture of all that is left is the final one"),
        _ => Ok(()),
    }
}

pub(super) fn cancel(state: &mut State, bank: &mut Bank, asked: &Asked<'_>, id: &str) -> Said {
    let intent = state.intent(id).cloned().ok_or_else(|| missing("payment_intent", id))?;
    let reason = match asked.get("cancellation_reason") {
        None | Some("requested_by_customer") => "requested_by_customer",
        Some("duplicate") => "duplicate",
        Some("fraudulent") => "fraudulent",
        Some("abandoned") => "abandoned",
        Some(_) => return Err(invalid("cancellation_reason", "Invalid cancellation_reason")),
    };
    let authorization = bank.find_authorization(&intent.authorization).ok();
    let is = status(&intent, authorization);
    let captured = authorization.is_some_and(|a| a.captured_minor > 0);
    if matches!(is, "succeeded" | "canceled" | "processing") || captured {
        return Err(unexpected(state, bank, id));
    }
    if is == "requires_capture" {
        let reference = asked.key.unwrap_or(id).to_owned();
        let release = ReleaseAsked { reference, amount_minor: None };
        bank.release(&intent.authorization, release).map_err(|no| refused(&no))?;
    }
    if let Some(known) = state.intent_mut(id) {
        known.canceled = Some(reason);
        known.canceled_at_us = Some(bank.now_us());
    }
    show(state, bank, asked, id)
}

/// The intent is not in a state for this.
fn unexpected(state: &mut State, bank: &Bank, id: &str) -> Answer {
    let Some(intent) = state.intent(id).cloned() else { return missing("payment_intent", id) };
    let shown: Value = state.show_intent(bank, &intent, false);
    let words = format!("This PaymentIntent has a status of {}.", shown["status"].as_str().unwrap_or_default());
    let more = json!({ "payment_intent": shown });
    error_with(400, ("invalid_request_error", "payment_intent_unexpected_state", &words), more)
}

fn refused(why: &Refusal) -> Answer {
    let code = match why {
        Refusal::Expired | Refusal::ActionExpired => "charge_expired_for_capture",
        Refusal::BeyondAuthorized { .. } | Refusal::BeyondOpen { .. } => "amount_too_large",
        Refusal::InvalidAmount => "amount_too_small",
        _ => "payment_intent_unexpected_state",
    };
    error(400, "invalid_request_error", code, &why.to_string())
}
