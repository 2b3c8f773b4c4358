//! From effects to requests.
//!
//! A token is `paypal/<vault id>`, `card/<vault id>` or `venmo/<vault id>`; a vault id alone is a PayPal wallet's.
//! An order carries the payment's reference as `custom_id` and `invoice_id`. Its authorization and captures repeat the
//! `custom_id`; a capture has its own reference as `invoice_id`, a refund has it as both.

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::money::Money;
use serde_json::{Value, json};

use super::object::is_id;
use super::stage::{After, Stage};
use super::{MONEY, NAME};
use crate::dispute::no_such_plan;
use crate::money::Direction;
use crate::walk::Walk;
use crate::{Account, CannotPlan, Header, Request, Step};

/// What stands before the name of an order that has no authorization yet.
pub(super) const ORDER: &str = "order/";

/// Seconds before and after an effect began in which its transaction is searched.
const SEARCH_SECS: i64 = 86_400;

/// The sources of payment that can be kept in PayPal's vault and charged by its id (SDK 2.5.0, 2026).
const SOURCES: &[&str] = &["paypal", "card", "venmo"];

pub(super) fn cannot(why: impl Into<String>) -> CannotPlan {
    CannotPlan { gateway: NAME, why: why.into() }
}

/// The first request of an effect.
pub(super) fn plan(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    if effect.call == Call::Probe {
        return probe(effect, account);
    }
    match effect.operation.kind {
        OperationKind::Authorize => order(effect, account),
        OperationKind::Capture => capture(effect, account),
        OperationKind::Release => void(effect, account),
        OperationKind::Refund => refund(effect, account),
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => Err(no_such_plan(NAME, effect)),
    }
}

/// The order with a stored source of payment: its authorization is made in the same call.
pub(super) fn order(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    let reference = effect.operation.reference();
    let (source, vault_id) = token(&effect.token)?;
    let initiator = if effect.merchant_initiated { "MERCHANT" } else { "CUSTOMER" };
    let mut credential = json!({ "payment_initiator": initiator, "usage": "SUBSEQUENT" });
    if let Value::Object(fields) = &mut credential {
        // A card wants the kind of agreement, a wallet has its own from when it was stored.
        if source == "card" {
            let kind = if effect.merchant_initiated { "UNSCHEDULED" } else { "ONE_TIME" };
            fields.insert("payment_type".to_owned(), kind.into());
        }
    }
    let mut instrument = json!({ "vault_id": vault_id });
    if let (Value::Object(fields), true) = (&mut instrument, source != "venmo") {
        fields.insert("stored_credential".to_owned(), credential);
    }
    let body = json!({
        "intent": "AUTHORIZE",
        "purchase_units": [{
            "amount": amount(effect.amount, Direction::Charge)?,
            "custom_id": reference,
            "invoice_id": reference,
        }],
        "payment_source": { source: instrument },
    });
    Ok(post(account, Stage::Do, "/v2/checkout/orders", (&reference, &body)))
}

/// Authorizes an order that its payer approved. It moves money, so it has a key of its own.
pub(super) fn authorize_order(effect: &Effect, account: &Account, order: &str) -> Step {
    let key = format!("{}-authorize", effect.operation.reference());
    post(account, Stage::AuthorizeOrder, &format!("/v2/checkout/orders/{order}/authorize"), (&key, &json!({})))
}

fn capture(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    let reference = effect.operation.reference();
    let authorization = named(&effect.authorization_ref, "authorization")?;
    let body = json!({
        "amount": amount(effect.amount, Direction::Charge)?,
        "invoice_id": reference,
        "final_capture": effect.last,
    });
    let path = format!("/v2/payments/authorizations/{authorization}/capture");
    Ok(post(account, Stage::Do, &path, (&reference, &body)))
}

/// Gives back whatever is left of an authorization. PayPal answers 204 without a body.
fn void(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    let authorization = named(&effect.authorization_ref, "authorization")?;
    let url = format!("{}/v2/payments/authorizations/{authorization}/void", account.base_url);
    let headers = vec![
        bearer(account),
        Header::new("content-type", "application/json"),
        Header::new("paypal-request-id", effect.operation.reference()),
    ];
    Ok(Step { request: Request { method: "POST", url, headers, body: String::new() }, stage: Stage::Do.number() })
}

/// A refund always names its amount: without one PayPal refunds all that is left.
fn refund(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    let reference = effect.operation.reference();
    let [part] = effect.of_captures.as_slice() else {
        return Err(cannot("a refund gives back a part of one capture, and this one is of none or of several"));
    };
    // Where an earlier try gave back some of it, only the rest of the part is still owed.
    if part.amount_minor < effect.amount.amount_minor {
        return Err(cannot("the part of the capture is less than the amount of the refund"));
    }
    let capture = named(&part.gateway_ref, "capture")?;
    let body = json!({
        "amount": amount(effect.amount, Direction::Refund)?,
        "custom_id": reference,
        "invoice_id": reference,
    });
    Ok(post(account, Stage::Do, &format!("/v2/payments/captures/{capture}/refund"), (&reference, &body)))
}

/// The first look at what became of an effect.
fn probe(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    let own = effect.own_ref.as_str();
    match effect.operation.kind {
        OperationKind::Authorize if own.is_empty() => Ok(search(effect, account, Walk::START)),
        OperationKind::Authorize => match own.strip_prefix(ORDER) {
            Some(order) => Ok(read_order(account, Stage::ReadOrder, named(order, "order")?)),
            None => Ok(read(account, Stage::ReadOwn, "authorizations", named(own, "authorization")?)),
        },
        OperationKind::Capture if !own.is_empty() => {
            Ok(read(account, Stage::ReadOwn, "captures", named(own, "capture")?))
        }
        OperationKind::Refund if !own.is_empty() => Ok(read(account, Stage::ReadOwn, "refunds", named(own, "refund")?)),
        OperationKind::Release => {
            Ok(read(account, Stage::ReadOwn, "authorizations", named(&effect.authorization_ref, "authorization")?))
        }
        OperationKind::Capture | OperationKind::Refund => find_order(effect, account, After::NOTHING),
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => Err(no_such_plan(NAME, effect)),
    }
}

/// Reads the authorization, which names its order, which lists captures and refunds with our references.
pub(super) fn find_order(effect: &Effect, account: &Account, after: After) -> Result<Step, CannotPlan> {
    let authorization = named(&effect.authorization_ref, "authorization")?;
    Ok(read(account, Stage::FindOrder(after), "authorizations", authorization))
}

/// The last instant whose transactions a search asks for.
pub(super) fn searched_until(effect: &Effect) -> Timestamp {
    later(effect.since.max(effect.due_at), SEARCH_SECS)
}

fn later(at: Timestamp, secs: i64) -> Timestamp {
    Timestamp::from_second(at.as_second().saturating_add(secs)).unwrap_or(at)
}

/// Orders cannot be searched by our reference; the transactions of the days in which it can have been sent can be
/// listed, some hours late. An authorization moves no balance, so those are asked for as well, which PayPal leaves out
/// where nothing is said (API specification, 2024-02).
pub(super) fn search(effect: &Effect, account: &Account, walk: Walk) -> Step {
    let day = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let path = format!(
        "/v1/reporting/transactions?start_date={}&end_date={}&fields=transaction_info\
         &balance_affecting_records_only=N&page_size=500&page={}",
        day(later(effect.since, -SEARCH_SECS)),
        day(searched_until(effect)),
        u32::from(walk.page) + 1
    );
    get(account, Stage::Search(walk), &path)
}

/// Reads an object of Payments v2.
pub(super) fn read(account: &Account, stage: Stage, objects: &str, id: &str) -> Step {
    get(account, stage, &format!("/v2/payments/{objects}/{id}"))
}

/// Reads an order.
pub(super) fn read_order(account: &Account, stage: Stage, id: &str) -> Step {
    get(account, stage, &format!("/v2/checkout/orders/{id}"))
}

/// A request that reads.
pub(super) fn get(account: &Account, stage: Stage, path: &str) -> Step {
    let url = format!("{}{path}", account.base_url);
    let request = Request { method: "GET", url, headers: vec![bearer(account)], body: String::new() };
    Step { request, stage: stage.number() }
}

fn post(account: &Account, stage: Stage, path: &str, (key, body): (&str, &Value)) -> Step {
    let headers = vec![
        bearer(account),
        Header::new("content-type", "application/json"),
        Header::new("paypal-request-id", key),
        // Without it only an id and a status come back.
        Header::new("prefer", "return=representation"),
    ];
    let url = format!("{}{path}", account.base_url);
    Step { request: Request { method: "POST", url, headers, body: body.to_string() }, stage: stage.number() }
}

pub(super) fn bearer(account: &Account) -> Header {
    Header::secret("authorization", format!("Bearer {}", account.session))
}

fn amount(money: Money, direction: Direction) -> Result<Value, CannotPlan> {
    if !MONEY.takes(money.currency) {
        return Err(cannot(format!("{} is not a currency of PayPal's", money.currency)));
    }
    let value = MONEY.to_decimal(money, direction).map_err(|error| cannot(error.to_string()))?;
    Ok(json!({ "currency_code": money.currency.code(), "value": value }))
}

/// A gateway's name that goes into a path.
fn named<'a>(id: &'a str, what: &str) -> Result<&'a str, CannotPlan> {
    if id.is_empty() {
        return Err(cannot(format!("the {what} has no name at the gateway yet")));
    }
    if is_id(id) { Ok(id) } else { Err(cannot(format!("`{id}` is not the name of {what} at PayPal"))) }
}

/// The source of payment and its vault id.
fn token(token: &str) -> Result<(&'static str, &str), CannotPlan> {
    let (source, vault_id) = token.split_once('/').unwrap_or(("paypal", token));
    let known = SOURCES.iter().copied().find(|known| *known == source);
    let digits = vault_id.bytes().filter(u8::is_ascii_digit).count();
    let card = digits >= 12 && vault_id.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match known {
        Some(source) if is_id(vault_id) && !card => Ok((source, vault_id)),
        _ => Err(cannot("the token is not `paypal/…`, `card/…` or `venmo/…` with an id of PayPal's vault")),
    }
}
