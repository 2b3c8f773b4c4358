//! What clients ask: payments and what follows them.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::items::Item;
use super::route::Modify;
use super::words::{refusal, requested, to_bank, to_wire, token};
use super::{Adyen, Said, error, reference_of};
use crate::bank::{
    AuthorizationStatus, AuthorizeAsked, Bank, CaptureAsked, Conduct, Decline, RefundAsked, RefundOf, Refusal,
    ReleaseAsked,
};
use crate::face::Answer;

#[derive(Deserialize)]
struct Amount {
    currency: String,
    value: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PayBody {
    #[serde(default)]
    merchant_account: String,
    #[serde(default)]
    reference: String,
    amount: Option<Amount>,
    #[serde(default)]
    payment_method: Value,
    #[serde(default)]
    shopper_reference: String,
    #[serde(default)]
    return_url: String,
    #[serde(default)]
    additional_data: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ModifyBody {
    #[serde(default)]
    merchant_account: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    payment_reference: String,
    amount: Option<Amount>,
}

#[derive(Deserialize)]
struct DetailsBody {
    details: Details,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    redirect_result: String,
}

/// What the shop can offer.
pub(super) fn methods(body: &[u8]) -> Result<Answer, Answer> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Asked {
        #[serde(default)]
        merchant_account: String,
    }
    let asked: Asked = read(body)?;
    needs(&asked.merchant_account, "merchantAccount", "901")?;
    let cards = json!({"name": "Cards", "type": "scheme", "brands": ["visa", "mc"]});
    Ok(Answer::json(200, &json!({"paymentMethods": [cards]})))
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Answer> {
    serde_json::from_slice(body).map_err(|why| {
        let why = format!("Structure of the request could not be read: {why}");
        error(400, "702", &why, "validation").not_begun()
    })
}

pub(super) fn invalid(code: &str, message: &str) -> Answer {
    error(422, code, message, "validation")
}

pub(super) fn needs(field: &str, name: &str, code: &str) -> Result<(), Answer> {
    if field.is_empty() { Err(invalid(code, &format!("Required field '{name}' is not provided."))) } else { Ok(()) }
}

/// Currency and minor units of an amount that may be asked for.
fn money(amount: Option<&Amount>) -> Result<(String, i64), Answer> {
    let Amount { currency, value } =
        amount.ok_or_else(|| invalid("100", "There is no amount specified in the request"))?;
    if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(invalid("138", "Unsupported currency specified"));
    }
    let minor = to_bank(*value, currency).filter(|minor| *minor > 0);
    minor.map(|minor| (currency.clone(), minor)).ok_or_else(|| invalid("137", "Invalid amount specified"))
}

impl Adyen {
    pub(super) fn pay(&mut self, bank: &mut Bank, body: &[u8]) -> Said {
        let body: PayBody = read(body)?;
        needs(&body.merchant_account, "merchantAccount", "901")?;
        needs(&body.reference, "reference", "130")?;
        needs(&body.return_url, "returnUrl", "130")?;
        let (currency, amount_minor) = money(body.amount.as_ref())?;
        let conduct = conduct(&body)?;
        let capture_now = body.additional_data["manualCapture"] != "true";
        let asked = AuthorizeAsked { reference: body.reference, amount_minor, currency, conduct, capture_now };
        let authorization = bank.authorize(asked).map_err(|no| invalid("137", &no.to_string()))?;
        let id = authorization.id.clone();
        self.merchants.insert(id.clone(), body.merchant_account);
        Ok(self.payment(bank, &id).with_fault(conduct.fault))
    }

    /// What a payment is answered with.
    fn payment(&mut self, bank: &Bank, id: &str) -> Answer {
        let psp = self.psp(id);
        let Ok(it) = bank.find_authorization(id) else { return invalid("167", "Original pspReference required") };
        let mut answer = json!({"pspReference": psp, "merchantReference": it.reference});
        match (it.status, it.decline) {
            (AuthorizationStatus::RequiresAction, _) => {
                answer["resultCode"] = "RedirectShopper".into();
                answer["action"] = json!({
                    "paymentMethodType": "scheme",
                    "url": format!("https://checkoutshopper-test.adyen.com/checkoutshopper/threeDS/redirect?MD={psp}"),
                    "method": "GET",
                    "type": "redirect",
                });
            }
            (_, Some(decline)) => {
                let (code, reason, raw, advice) = refusal(decline);
                let result = if decline == Decline::ProcessingError { "Error" } else { "Refused" };
                answer["resultCode"] = result.into();
                answer["refusalReason"] = reason.into();
                answer["refusalReasonCode"] = code.into();
                answer["additionalData"] = json!({"refusalReasonRaw": raw});
                if let Some(advice) = advice {
                    answer["additionalData"]["merchantAdviceCode"] = advice.into();
                }
            }
            _ => {
                answer["resultCode"] = "Authorised".into();
                answer["amount"] = json!({"currency": it.currency, "value": to_wire(it.amount_minor, &it.currency)});
                answer["additionalData"] = json!({"authCode": "052095", "refusalReasonRaw": "AUTHORISED"});
            }
        }
        Answer::json(200, &answer)
    }

    /// The customer comes back: `redirectResult` is the name of the payment, with `!` before it when it did not work.
    pub(super) fn details(&mut self, bank: &mut Bank, body: &[u8]) -> Said {
        let DetailsBody { details: Details { redirect_result } } = read(body)?;
        let name = redirect_result.strip_prefix('!').unwrap_or(&redirect_result);
        let id = self.names.bank(name).unwrap_or("").to_owned();
        let done = match redirect_result.starts_with('!') {
            true => bank.fail_action(&id, Decline::AuthenticationRequired),
            false => bank.complete_action(&id),
        };
        done.map_err(|no| invalid("101", &no.to_string()))?;
        Ok(self.payment(bank, &id))
    }

    pub(super) fn cancel_own(&mut self, bank: &mut Bank, body: &[u8]) -> Said {
        let ModifyBody { payment_reference, merchant_account, .. } = read(body)?;
        let mut found = bank.authorizations().iter().filter(|it| it.reference == payment_reference);
        let id = found.find(|it| self.merchants.get(&it.id) == Some(&merchant_account)).map(|it| it.id.clone());
        let id = id.ok_or_else(|| invalid("167", "Original pspReference required for this operation"))?;
        self.received(bank, (&id, Modify::Cancel), read(body)?, ("paymentReference", &payment_reference))
    }

    /// A modification of a payment by the gateway's name.
    pub(super) fn modify(&mut self, bank: &mut Bank, (psp, what): (&str, Modify), body: &[u8]) -> Said {
        let body: ModifyBody = read(body)?;
        needs(&body.merchant_account, "merchantAccount", "901")?;
        let unknown = || invalid("167", "Original pspReference required for this operation");
        let payment = self.names.bank(psp).ok_or_else(unknown)?.to_owned();
        if bank.find_authorization(&payment).is_err() || self.merchants.get(&payment) != Some(&body.merchant_account) {
            return Err(unknown());
        }
        self.received(bank, (&payment, what), body, ("paymentPspReference", psp))
    }

    /// Received, whatever comes of it; `named` is how the payment was named.
    fn received(
        &mut self,
        bank: &mut Bank,
        (payment, what): (&str, Modify),
        body: ModifyBody,
        named: (&str, &str),
    ) -> Said {
        let asks_amount = matches!(what, Modify::Capture | Modify::Refund | Modify::Adjust);
        let amount = if asks_amount { Some(money(body.amount.as_ref())?) } else { None };
        let reference = if body.reference.is_empty() { reference_of(bank, payment) } else { body.reference.clone() };
        let done = self.at_bank(bank, (payment, what), (&reference, amount.as_ref()));
        let name = match done {
            Ok(id) => {
                if what == Modify::Reverse {
                    self.reversals.insert(id.clone());
                }
                self.psp(&id)
            }
            Err(why) => self.refused_later(bank, (payment, what), (&reference, amount.as_ref()), &why),
        };
        let mut answer = json!({
            "merchantAccount": body.merchant_account,
            "reference": reference,
            "pspReference": name,
            "status": "received",
        });
        answer[named.0] = named.1.into();
        if let Some(amount) = body.amount.filter(|_| asks_amount) {
            answer["amount"] = json!({"currency": amount.currency, "value": amount.value});
        }
        Ok(Answer::json(201, &answer))
    }

    /// Does it at the bank, and says the bank's id of what was done.
    fn at_bank(
        &self,
        bank: &mut Bank,
        (payment, what): (&str, Modify),
        (reference, amount): (&str, Option<&(String, i64)>),
    ) -> Result<String, Refusal> {
        let (currency, amount_minor) = amount.cloned().unwrap_or_default();
        let reference = reference.to_owned();
        let captured = bank.captures_of(payment).next().is_some();
        match what {
            Modify::Capture => {
                // Where several captures are not switched on, the first one gives the rest back.
                let is_final = !self.merchant(payment).ends_with("Several");
                let asked = CaptureAsked { reference, amount_minor, currency, is_final };
                bank.capture(payment, asked).map(|it| it.id.clone())
            }
            Modify::Cancel if captured => Err(Refusal::NotCancelable),
            Modify::Cancel => {
                bank.release(payment, ReleaseAsked { reference, amount_minor: None }).map(|it| it.id.clone())
            }
            Modify::Refund => {
                let asked = RefundAsked { reference, amount_minor, currency, despite_dispute: false };
                bank.refund(RefundOf::Payment(payment), asked).map(|it| it.id.clone())
            }
            Modify::Reverse => reverse(bank, payment, reference),
            // Nobody here asks for it; it is received and refused.
            Modify::Adjust => Err(Refusal::NotAuthorized),
        }
    }

    /// Tells by a webhook that what was received cannot be done, under a name of its own.
    fn refused_later(
        &mut self,
        bank: &Bank,
        (payment, what): (&str, Modify),
        (reference, amount): (&str, Option<&(String, i64)>),
        why: &Refusal,
    ) -> String {
        let code = match what {
            Modify::Capture => "CAPTURE",
            Modify::Cancel => "CANCELLATION",
            Modify::Refund => "REFUND",
            Modify::Reverse => "CANCEL_OR_REFUND",
            Modify::Adjust => "AUTHORISATION_ADJUSTMENT",
        };
        let reason = match why {
            Refusal::NotCaptured => "Transaction hasn't been captured, refund not possible".to_owned(),
            Refusal::BeyondCaptured { .. } => "Insufficient balance on payment".to_owned(),
            other => other.to_string(),
        };
        let whole = || bank.find_authorization(payment).map(|it| (it.currency.clone(), it.amount_minor));
        let (name, original) = (self.fresh(), self.psp(payment));
        self.waiting.push(Item {
            code,
            success: false,
            psp: name.clone(),
            original: Some(original),
            merchant: self.merchant(payment),
            reference: reference.to_owned(),
            amount: amount.cloned().or_else(|| whole().ok()).unwrap_or_default(),
            reason,
            more: json!({}),
            at_us: 0,
        });
        name
    }
}

/// Gives the whole back, by a cancellation or by a refund; not where there were several captures.
fn reverse(bank: &mut Bank, payment: &str, reference: String) -> Result<String, Refusal> {
    let captures: Vec<_> = bank.captures_of(payment).map(|it| (it.amount_minor, it.currency.clone())).collect();
    match captures.as_slice() {
        [] => bank.release(payment, ReleaseAsked { reference, amount_minor: None }).map(|it| it.id.clone()),
        [(amount_minor, currency)] => {
            let (amount_minor, currency) = (*amount_minor, currency.clone());
            let asked = RefundAsked { reference, amount_minor, currency, despite_dispute: false };
            bank.refund(RefundOf::Payment(payment), asked).map(|it| it.id.clone())
        }
        _ => Err(Refusal::NotCancelable),
    }
}

/// What a payment method does.
fn conduct(body: &PayBody) -> Result<Conduct, Answer> {
    let stored = body.payment_method["storedPaymentMethodId"].as_str();
    let conduct = match stored {
        Some(stored) => {
            needs(&body.shopper_reference, "shopperReference", "139")?;
            let word = token(stored).ok_or_else(|| invalid("803", "PaymentDetail not found"))?;
            Conduct::of_token(&word)
        }
        None if body.payment_method.is_object() => Conduct::GOOD,
        None => return Err(invalid("130", "Required object 'paymentMethod' is not provided.")),
    };
    let asked = body.additional_data["RequestedTestAcquirerResponseCode"].as_str().and_then(requested);
    Ok(asked.map_or(conduct, Conduct::declined))
}
