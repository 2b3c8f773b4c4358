//! Effects as requests. A question repeats the request under its key, and only while the key lives.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::text::looks_like_card_number;
use serde_json::{Value, json};

use super::{KEY_SECS, MONEY, is_name, takes_several_captures};
use crate::money::Direction;
use crate::{Account, Header, Request, Step};

/// The request of an effect.
pub(super) fn plan(effect: &Effect, account: &Account) -> Result<Step, String> {
    if effect.call == Call::Probe {
        may_repeat(effect)?;
    }
    let merchant = account.setting("merchant_account").ok_or("the setting `merchant_account` is missing")?;
    let reference = effect.operation.reference();
    let (path, body) = match effect.operation.kind {
        OperationKind::Authorize => ("payments".to_owned(), authorize(effect, account, merchant)?),
        OperationKind::Capture => (of_payment(effect, "captures")?, capture(effect, account, merchant)?),
        OperationKind::Release => {
            (of_payment(effect, "cancels")?, json!({"merchantAccount": merchant, "reference": reference}))
        }
        OperationKind::Refund => {
            let amount = amount(effect, Direction::Refund)?;
            let body = json!({"merchantAccount": merchant, "reference": reference, "amount": amount});
            (of_payment(effect, "refunds")?, body)
        }
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => {
            return Err("it is a call about disputes".to_owned());
        }
    };
    let headers = vec![
        Header::secret("x-api-key", account.secret.as_str()),
        Header::new("content-type", "application/json"),
        Header::new("idempotency-key", reference),
    ];
    let url = format!("{}/{path}", account.base_url);
    Ok(Step::first(Request { method: "POST", url, headers, body: body.to_string() }))
}

/// Whether the request may go out once more to hear its first answer again.
fn may_repeat(effect: &Effect) -> Result<(), String> {
    if !effect.own_ref.is_empty() {
        return Err(format!(
            "it took this as {} and shows no more of it; its webhook or the settlement details report tells the rest",
            effect.own_ref
        ));
    }
    // A send that was turned into a question because its key may be forgotten is due when it was wanted; what was
    // meant as a question is due later.
    let (since_secs, due_secs) = (effect.since.as_second(), effect.due_at.as_second());
    if due_secs <= since_secs || due_secs.saturating_sub(since_secs) >= KEY_SECS {
        return Err("it may have forgotten the key, so that asking could do it a second time, and nothing can be \
                    searched; look for the reference in the Customer Area or wait for the settlement details report"
            .to_owned());
    }
    Ok(())
}

fn amount(effect: &Effect, direction: Direction) -> Result<Value, String> {
    let value = MONEY.to_wire(effect.amount, direction).map_err(|error| error.to_string())?;
    Ok(json!({"currency": effect.amount.currency.code(), "value": value}))
}

fn of_payment(effect: &Effect, what: &str) -> Result<String, String> {
    let payment = &effect.authorization_ref;
    if payment.is_empty() {
        return Err("the payment has no name there yet".to_owned());
    }
    if !is_name(payment) {
        return Err("the payment's name there is not one of its kind".to_owned());
    }
    Ok(format!("payments/{payment}/{what}"))
}

fn authorize(effect: &Effect, account: &Account, merchant: &str) -> Result<Value, String> {
    let return_url = account.setting("return_url").ok_or("the setting `return_url` is missing")?;
    let (shopper, stored) = token(&effect.token)?;
    let without = account.setting("merchant_initiated_model").unwrap_or("UnscheduledCardOnFile");
    Ok(json!({
        "merchantAccount": merchant,
        "reference": effect.operation.reference(),
        "amount": amount(effect, Direction::Charge)?,
        "paymentMethod": {"type": "scheme", "storedPaymentMethodId": stored},
        "shopperReference": shopper,
        // With a stored card it is this one with the customer there as well; the model tells them apart.
        "shopperInteraction": "ContAuth",
        "recurringProcessingModel": if effect.merchant_initiated { without } else { "CardOnFile" },
        "returnUrl": return_url,
        // Captures are ours to decide, whatever the account is set to.
        "additionalData": {"manualCapture": "true"},
    }))
}

/// Reads `shopperReference/storedPaymentMethodId`. The reference is the merchant's own and may hold slashes; the id
/// is Adyen's and holds none.
fn token(token: &str) -> Result<(&str, &str), String> {
    let grammar = "the token must be `shopperReference/storedPaymentMethodId`";
    let (shopper, stored) = token.rsplit_once('/').ok_or(grammar)?;
    if shopper.is_empty() || shopper.len() > 256 || !is_name(stored) {
        return Err(grammar.to_owned());
    }
    // Their older ids are sixteen digits that begin with 7 or 8, which no card that can be sent here does.
    let card = |text: &str| looks_like_card_number(text) && !text.starts_with(['7', '8']);
    if card(stored) || card(shopper) {
        return Err("the token holds what looks like a card number, which never goes through here".to_owned());
    }
    Ok((shopper, stored))
}

fn capture(effect: &Effect, account: &Account, merchant: &str) -> Result<Value, String> {
    let several = takes_several_captures(account);
    // What is asked about was sent before, and a question does not know whether it was the last.
    if effect.call == Call::Send && !effect.last && !several {
        return Err("more is to be captured later, and this account cancels the rest after the first capture; have \
                    multiple partial captures switched on and set `several_captures = \"yes\"`, or capture it as the \
                    last one"
            .to_owned());
    }
    let reference = effect.operation.reference();
    Ok(json!({"merchantAccount": merchant, "reference": reference, "amount": amount(effect, Direction::Charge)?}))
}
