//! Replies: what became of a request, as far as a reply tells.
//!
//! A payment is answered at once, everything after it with `received` only.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::money::Money;
use recoup_core::payment::facts::{Fact, What};
use serde::Deserialize;
use serde_json::Value;

use super::words::{self, Error, ResultCode};
use super::{MONEY, is_name};
use crate::money::Direction;
use crate::{Outcome, Reply};

/// Longest reason that is kept where there is no code, characters.
const MOST_REASON: usize = 60;

/// An answer, of a payment or of what follows it, or an error; absent fields are others' fields.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Answer {
    psp_reference: Option<String>,
    result_code: Option<String>,
    refusal_reason: Option<String>,
    refusal_reason_code: Option<Value>,
    merchant_reference: Option<String>,
    additional_data: Option<Additional>,
    amount: Option<Amount>,
    /// `received`, or the HTTP status of an error.
    status: Option<Value>,
    reference: Option<String>,
    payment_psp_reference: Option<String>,
    error_code: Option<Value>,
    error_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Additional {
    merchant_advice_code: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Amount {
    currency: String,
    value: i64,
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    }
}

/// What a reply to an effect means.
pub(super) fn interpret(effect: &Effect, reply: &Reply<'_>) -> Outcome {
    let (status, body) = match reply {
        Reply::NotSent { why } => return Outcome::again(1, why.as_str()),
        Reply::MaybeSent { why } => return Outcome::unknown(why.as_str()),
        Reply::Http { status, body, .. } => (*status, *body),
    };
    let answer = serde_json::from_slice::<Answer>(body);
    match (status, answer) {
        (200..=299, Ok(answer)) if effect.operation.kind == OperationKind::Authorize => payment(effect, &answer),
        (200..=299, Ok(answer)) => modification(effect, &answer),
        (200..=299, Err(error)) => Outcome::unknown(format!("the reply cannot be read: {error}")),
        // «The request can be retried at a later time using the same idempotency key.»
        _ if reply.header("transient-error").is_some_and(|value| value.eq_ignore_ascii_case("true")) => {
            Outcome::again(5, format!("Adyen answered {status} and that it passes"))
        }
        (401 | 403 | 408 | 425, answer) => Outcome::again(60, said(status, &answer.unwrap_or_default())),
        (429, answer) => Outcome::again(5, said(status, &answer.unwrap_or_default())),
        (400 | 422, Ok(answer)) => refused(effect, status, &answer),
        (_, answer) => Outcome::unknown(said(status, &answer.unwrap_or_default())),
    }
}

fn said(status: u16, answer: &Answer) -> String {
    let code: String = text(answer.error_code.as_ref()).chars().take(20).collect();
    if code.is_empty() {
        format!("Adyen answered {status}")
    } else {
        format!("Adyen answered {status} with error {code}")
    }
}

/// The amount that an answer tells, or that was asked where it tells none: an answer and its webhook must say the same.
fn amount(effect: &Effect, answer: &Answer) -> Result<Money, String> {
    let Some(told) = &answer.amount else { return Ok(effect.amount) };
    MONEY.of_wire(told.value, &told.currency, Direction::Charge).map_err(|error| error.to_string())
}

fn fact(effect: &Effect, subject: String, what: What, amount: Option<Money>) -> Fact {
    Fact {
        account: effect.account.clone(),
        subject,
        ours: effect.operation.reference(),
        what,
        amount,
        parent: effect.authorization_ref.clone(),
        ordinal: String::new(),
    }
}

/// Something that has no name there is told under ours.
fn unnamed(why: &str, effect: &Effect) -> String {
    format!("{why}:{}", effect.operation.reference())
}

fn payment(effect: &Effect, answer: &Answer) -> Outcome {
    let ours = effect.operation.reference();
    if answer.merchant_reference.as_ref().is_some_and(|told| *told != ours) {
        return Outcome::unknown("the reply is about another reference");
    }
    let code = answer.result_code.as_deref().unwrap_or("");
    let Some(result) = words::result(code) else {
        let code: String = code.chars().take(40).collect();
        return Outcome::unknown(format!("the result `{code}` is not one we know"));
    };
    let name = answer.psp_reference.clone().filter(|name| is_name(name));
    let amount = match amount(effect, answer) {
        Ok(amount) => amount,
        Err(why) => return Outcome::unknown(why),
    };
    let told = |name: String, what| {
        Outcome::Facts(vec![Fact { parent: String::new(), ..fact(effect, name, what, Some(amount)) }])
    };
    match (result, name) {
        (ResultCode::Partly, _) if answer.amount.is_none() => {
            Outcome::unknown("it is authorized for less, and the reply does not say for how much")
        }
        (ResultCode::Authorized | ResultCode::Partly, Some(name)) => told(name, What::Authorized { expires_at: None }),
        (ResultCode::Taken, Some(name)) => told(name, What::Taken),
        (ResultCode::Authorized | ResultCode::Partly | ResultCode::Taken, None) => {
            Outcome::unknown("the reply does not name the payment")
        }
        // The first step of a check by the bank comes without a name.
        (ResultCode::Action, name) => told(name.unwrap_or_else(|| unnamed("action", effect)), What::ActionRequired),
        (ResultCode::Declined, name) => {
            told(name.unwrap_or_else(|| unnamed("refused", effect)), What::Declined { code: decline(answer) })
        }
        (ResultCode::Nothing, _) => Outcome::unknown(format!("`{code}` ends a check and authorizes nothing")),
    }
}

/// The code of a decline, with the network's advice behind a slash where there is one.
fn decline(answer: &Answer) -> String {
    let reason = answer.refusal_reason.as_deref().unwrap_or("").trim();
    let told = text(answer.refusal_reason_code.as_ref());
    // 0 means none.
    let code = match told.as_str() {
        "" | "0" => words::refusal(reason).map(str::to_owned),
        code => Some(code.to_owned()),
    };
    let code = code.unwrap_or_else(|| match reason {
        "" => answer.result_code.clone().unwrap_or_default(),
        reason => reason.to_owned(),
    });
    let advice = answer.additional_data.as_ref().and_then(|more| more.merchant_advice_code.as_deref()).unwrap_or("");
    // `NN : text`
    let advice = advice.split(':').next().unwrap_or("").trim();
    let code = if advice.is_empty() { code } else { format!("{code}/{advice}") };
    code.chars().take(MOST_REASON).collect()
}

fn modification(effect: &Effect, answer: &Answer) -> Outcome {
    let ours = effect.operation.reference();
    let other = |told: &Option<String>, ours: &str| told.as_ref().is_some_and(|told| told != ours);
    if other(&answer.reference, &ours) || other(&answer.payment_psp_reference, &effect.authorization_ref) {
        return Outcome::unknown("the reply is about another reference");
    }
    if text(answer.status.as_ref()) != "received" {
        return Outcome::unknown("the reply does not say that it was received");
    }
    let Some(name) = answer.psp_reference.clone().filter(|name| is_name(name)) else {
        return Outcome::unknown("the reply does not name what was received");
    };
    let amount = match amount(effect, answer) {
        Ok(amount) => amount,
        Err(why) => return Outcome::unknown(why),
    };
    let what = if effect.operation.kind == OperationKind::Refund { What::RefundAccepted } else { What::Taken };
    // A cancellation is of all that is left, whatever that is.
    let amount = (effect.operation.kind != OperationKind::Release).then_some(amount);
    Outcome::Facts(vec![fact(effect, name, what, amount)])
}

/// A refusal says that nothing was done, or that a setting lets nothing be done, or leaves it open.
fn refused(effect: &Effect, status: u16, answer: &Answer) -> Outcome {
    let code = text(answer.error_code.as_ref());
    let error = words::error(answer.error_type.as_deref().unwrap_or(""), &code);
    if error == Error::Settings {
        return Outcome::again(60, said(status, answer));
    }
    // A repetition that is refused does not say what the first one did.
    if error == Error::Unclear || effect.call == Call::Probe {
        return Outcome::unknown(said(status, answer));
    }
    let code = format!("error_{}", code.chars().take(20).collect::<String>());
    let what = What::refused(effect.operation.kind, code);
    Outcome::Facts(vec![fact(effect, unnamed("refused", effect), what, Some(effect.amount))])
}
