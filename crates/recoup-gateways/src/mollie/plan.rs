//! Effects in Mollie's words: the first request of each, and the ones that may follow.

use recoup_core::effect::{Call, Effect, OperationKind};
use serde::Serialize;

use super::MONEY;
use super::objects::{Amount, is_id};
use crate::dispute::no_such_plan;
use crate::{Account, CannotPlan, Direction, Header, Request, Step};

/// Payments on one page of a walk, the most the API gives.
const PAGE: u32 = 250;

/// What a step asks; the number it travels as. Where an effect begins is stage 0, whatever it asks.
pub(super) mod stage {
    /// Reads the payment.
    pub(in super::super) const READ: u8 = 1;
    /// Cancels the payment before it is authorized.
    pub(in super::super) const CANCEL: u8 = 2;
    /// Releases what is authorized.
    pub(in super::super) const RELEASE: u8 = 3;
    /// Reads the payment after a release was taken.
    pub(in super::super) const READ_AFTER: u8 = 4;
    /// Sends the authorization once more under its key.
    pub(in super::super) const REPEAT: u8 = 5;
    /// Reads the payment after a release was refused.
    pub(in super::super) const READ_REFUSED: u8 = 6;
    /// The first of the pages of a list; the places of a [`Walk`](crate::walk::Walk) are counted from here.
    pub(in super::super) const PAGES: u8 = 16;
    /// Pages that are read at most: 5,000 objects.
    pub(in super::super) const MOST_PAGES: u8 = 20;
}

fn cannot(why: impl Into<String>) -> CannotPlan {
    CannotPlan { gateway: "mollie", why: why.into() }
}

/// The first step of an effect.
pub(super) fn first(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    if effect.operation.kind.is_of_dispute() {
        return Err(no_such_plan("mollie", effect));
    }
    if effect.operation.kind == OperationKind::Authorize {
        return match (effect.call, known_payment(effect)) {
            (Call::Send, _) => Ok(Step::first(create(effect, account)?)),
            (Call::Probe, Some(id)) => Ok(Step::first(read(account, id))),
            (Call::Probe, None) => Ok(Step::first(page(account, effect, None))),
        };
    }
    let payment = &effect.authorization_ref;
    if !is_id(payment, "tr_") {
        return Err(cannot(format!("`{}` is not the name of a payment there", cut(payment))));
    }
    let request = match (effect.operation.kind, effect.call) {
        (OperationKind::Capture, Call::Send) => capture(effect, account)?,
        (OperationKind::Refund, Call::Send) => refund(effect, account)?,
        // What can be done about it depends on how far the payment is.
        (OperationKind::Release, _) => read(account, payment),
        (OperationKind::Capture, Call::Probe) if known_object(effect) => {
            get(account, &format!("/v2/payments/{payment}/captures/{}", effect.own_ref))
        }
        (OperationKind::Refund, Call::Probe) if known_object(effect) => {
            get(account, &format!("/v2/payments/{payment}/refunds/{}", effect.own_ref))
        }
        _ => page(account, effect, None),
    };
    Ok(Step::first(request))
}

/// The payment that an authorization led to, where its name is known.
pub(super) fn known_payment(effect: &Effect) -> Option<&str> {
    [&effect.own_ref, &effect.authorization_ref].into_iter().map(String::as_str).find(|id| is_id(id, "tr_"))
}

/// Whether a capture or refund can be read by its own name.
pub(super) fn known_object(effect: &Effect) -> bool {
    let prefix = if effect.operation.kind == OperationKind::Capture { "cpt_" } else { "re_" };
    is_id(&effect.own_ref, prefix)
}

/// The request that authorizes, the same bytes each time.
pub(super) fn create(effect: &Effect, account: &Account) -> Result<Request, CannotPlan> {
    let parts =
        effect.token.split_once('/').filter(|(customer, mandate)| is_id(customer, "cst_") && is_id(mandate, "mdt_"));
    let Some((customer, mandate)) = parts else {
        // What it is instead is not repeated: it may be a card number.
        return Err(cannot("the token of a stored instrument is `cst_…/mdt_…`, a customer and their mandate"));
    };
    let body = Body {
        capture_mode: Some("manual"),
        // A stored instrument is charged without its customer, who would otherwise be sent to a page to choose one.
        sequence_type: Some("recurring"),
        customer_id: Some(customer),
        mandate_id: Some(mandate),
        webhook_url: account.setting("webhook_url"),
        profile_id: account.setting("profile_id"),
        ..Body::of(effect, Direction::Charge)?
    };
    Ok(post(account, "/v2/payments", body))
}

fn capture(effect: &Effect, account: &Account) -> Result<Request, CannotPlan> {
    let path = format!("/v2/payments/{}/captures", effect.authorization_ref);
    Ok(post(account, &path, Body::of(effect, Direction::Charge)?))
}

fn refund(effect: &Effect, account: &Account) -> Result<Request, CannotPlan> {
    let path = format!("/v2/payments/{}/refunds", effect.authorization_ref);
    Ok(post(account, &path, Body::of(effect, Direction::Refund)?))
}

/// Releases what is left of an authorization, under a key of its own.
pub(super) fn release(account: &Account, payment: &str, key: &str) -> Request {
    let url = format!("{}/v2/payments/{payment}/release-authorization{}", account.base_url, testmode(account, '?'));
    let headers = vec![bearer(account), Header::new("idempotency-key", key)];
    Request { method: "POST", url, headers, body: String::new() }
}

/// Cancels a payment that is not authorized yet. It needs no key: a payment is cancelled once.
pub(super) fn cancel(account: &Account, payment: &str) -> Request {
    Request { method: "DELETE", ..get(account, &format!("/v2/payments/{payment}")) }
}

/// Reads a payment with everything that belongs to it.
pub(super) fn read(account: &Account, payment: &str) -> Request {
    get(account, &format!("/v2/payments/{payment}?embed=captures,refunds,chargebacks"))
}

/// A page of the list that an operation is looked for in, from an object on.
pub(super) fn page(account: &Account, effect: &Effect, from: Option<&str>) -> Request {
    let payment = &effect.authorization_ref;
    let path = match effect.operation.kind {
        OperationKind::Capture => format!("/v2/payments/{payment}/captures"),
        OperationKind::Refund => format!("/v2/payments/{payment}/refunds?limit={PAGE}"),
        // A payment is all there is to look at for the others.
        _ => format!("/v2/payments?limit={PAGE}&sort=desc"),
    };
    let path = match from {
        Some(from) => format!("{path}{}from={from}", if path.contains('?') { '&' } else { '?' }),
        None => path,
    };
    get(account, &path)
}

/// The body of a request for money; its fields keep this order.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    amount: Amount,
    description: String,
    metadata: Metadata,
    #[serde(skip_serializing_if = "Option::is_none")]
    capture_mode: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mandate_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    testmode: Option<bool>,
}

#[derive(Serialize, Default)]
struct Metadata {
    reference: String,
}

impl Body<'_> {
    fn of(effect: &Effect, direction: Direction) -> Result<Self, CannotPlan> {
        let value = MONEY.to_decimal(effect.amount, direction).map_err(|error| cannot(error.to_string()))?;
        let reference = effect.operation.reference();
        Ok(Self {
            amount: Amount { currency: effect.amount.currency.code().to_owned(), value },
            description: reference.clone(),
            metadata: Metadata { reference },
            ..Self::default()
        })
    }
}

fn bearer(account: &Account) -> Header {
    Header::secret("authorization", format!("Bearer {}", account.secret))
}

/// An access token says the mode with each call; an API key is of one mode.
fn is_testmode(account: &Account) -> bool {
    account.setting("testmode") == Some("true")
}

fn testmode(account: &Account, sign: char) -> String {
    if is_testmode(account) { format!("{sign}testmode=true") } else { String::new() }
}

/// A request that reads.
pub(super) fn get(account: &Account, path: &str) -> Request {
    let mode = testmode(account, if path.contains('?') { '&' } else { '?' });
    let url = format!("{}{path}{mode}", account.base_url);
    Request { method: "GET", url, headers: vec![bearer(account)], body: String::new() }
}

/// A request for money, under the key that is its reference.
fn post(account: &Account, path: &str, body: Body<'_>) -> Request {
    let key = body.metadata.reference.clone();
    let body = Body { testmode: is_testmode(account).then_some(true), ..body };
    // A struct of texts is always JSON.
    let body = serde_json::to_string(&body).unwrap_or_default();
    let json = Header::new("content-type", "application/json");
    let headers = vec![bearer(account), json, Header::new("idempotency-key", key)];
    Request { method: "POST", url: format!("{}{path}", account.base_url), headers, body }
}

fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}
