//! Effects as requests: what each step asks, and which step it is.
//!
//! Capturing, releasing and refunding begin with a look at the transaction: whether the rest is captured whole or in
//! part, voided or not, refundable or not is only known there, and a request that was refused would use up its key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::text::looks_like_card_number;

use super::object::is_id;
use super::xml::Writer;
use super::{MONEY, NAME};
use crate::{Account, CannotPlan, Direction, Header, Request, Step};

/// What a step of an effect does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Authorizes.
    Sale,
    /// Reads what is to be captured whole.
    BeforeCapture,
    /// Captures the whole authorization, once.
    CaptureWhole,
    /// Captures a part of it.
    CapturePart,
    /// Reads what is to be voided.
    BeforeVoid,
    /// Voids.
    Void,
    /// Reads what is to be refunded.
    BeforeRefund,
    /// Refunds.
    Refund,
    /// Reads what became of it, by the gateway's name.
    Read,
    /// Searches for our reference.
    Search,
    /// Reads what the search found.
    Fetch,
}

/// What a stage of an effect does; `None` for a stage there is not.
#[must_use]
pub fn doing(effect: &Effect, stage: u8) -> Option<Doing> {
    Some(match (effect.call, effect.operation.kind, stage) {
        (Call::Send, OperationKind::Authorize, 0) => Doing::Sale,
        (Call::Send, OperationKind::Capture, 0) if effect.last => Doing::BeforeCapture,
        (Call::Send, OperationKind::Capture, 0 | 2) => Doing::CapturePart,
        (Call::Send, OperationKind::Capture, 1) => Doing::CaptureWhole,
        (Call::Send, OperationKind::Release, 0) => Doing::BeforeVoid,
        (Call::Send, OperationKind::Release, 1) => Doing::Void,
        (Call::Send, OperationKind::Refund, 0) => Doing::BeforeRefund,
        (Call::Send, OperationKind::Refund, 1) => Doing::Refund,
        (Call::Probe, _, 0) if known(effect).is_empty() => Doing::Search,
        (Call::Probe, _, 0) => Doing::Read,
        (Call::Probe, _, 1) => Doing::Fetch,
        _ => return None,
    })
}

/// The gateway's name by which a probe reads; empty where it must search.
#[must_use]
pub fn known(effect: &Effect) -> &str {
    match effect.operation.kind {
        OperationKind::Authorize if effect.own_ref.is_empty() => &effect.authorization_ref,
        // Nothing is made by voiding: it is read from what was voided.
        OperationKind::Release => &effect.authorization_ref,
        _ => &effect.own_ref,
    }
}

/// The first step.
///
/// # Errors
/// [`CannotPlan`].
pub fn first(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    step(effect, account, 0)
}

/// The step of a stage.
///
/// # Errors
/// [`CannotPlan`].
pub fn step(effect: &Effect, account: &Account, stage: u8) -> Result<Step, CannotPlan> {
    let doing = doing(effect, stage).ok_or_else(|| cannot(format!("there is no stage {stage}")))?;
    let request = match doing {
        Doing::Sale => sale(effect, account)?,
        Doing::BeforeCapture | Doing::BeforeVoid => read(account, authorization(effect)?)?,
        Doing::BeforeRefund => read(account, target(effect)?)?,
        Doing::Read => read(account, id(known(effect))?)?,
        Doing::CaptureWhole => {
            let path = format!("transactions/{}/submit_for_settlement", authorization(effect)?);
            send(account, "PUT", &path, captured(effect)?.done())?
        }
        Doing::CapturePart => {
            let path = format!("transactions/{}/submit_for_partial_settlement", authorization(effect)?);
            let body = captured(effect)?;
            // Said only where it is so: it closes the authorization.
            let body = if effect.last { body.typed("final-capture", "boolean", "true") } else { body };
            send(account, "POST", &path, body.done())?
        }
        Doing::Void => {
            let path = format!("transactions/{}/void", authorization(effect)?);
            send(account, "PUT", &path, keyed(effect).done())?
        }
        Doing::Refund => {
            let amount = decimal(effect, Direction::Refund)?;
            let body = keyed(effect).field("amount", &amount).field("order-id", &effect.operation.reference());
            send(account, "POST", &format!("transactions/{}/refund", target(effect)?), body.done())?
        }
        Doing::Search => search(account, "advanced_search_ids", &by_order(effect).done())?,
        Doing::Fetch => return Err(cannot("a search has to find something first".to_owned())),
    };
    Ok(Step { request, stage })
}

/// Reads what a search for our reference found.
///
/// # Errors
/// [`CannotPlan`].
pub fn fetch(effect: &Effect, account: &Account, ids: &[String]) -> Result<Step, CannotPlan> {
    let request = search(account, "advanced_search", &items(by_order(effect), ids).done())?;
    Ok(Step { request, stage: 1 })
}

/// Reads transactions by their ids, no more than a page of fifty.
///
/// # Errors
/// [`CannotPlan`].
pub fn read_many(account: &Account, ids: &[String]) -> Result<Request, CannotPlan> {
    search(account, "advanced_search", &items(Writer::new("search"), ids).done())
}

/// Reads one transaction.
///
/// # Errors
/// [`CannotPlan`].
pub fn read(account: &Account, id: &str) -> Result<Request, CannotPlan> {
    request(account, "GET", &format!("transactions/{id}"), String::new())
}

fn items(writer: Writer, ids: &[String]) -> Writer {
    ids.iter().fold(writer.open("ids", "array"), |writer, id| writer.field("item", id))
}

fn by_order(effect: &Effect) -> Writer {
    Writer::new("search").open("order-id", "").field("is", &effect.operation.reference()).close()
}

fn sale(effect: &Effect, account: &Account) -> Result<Request, CannotPlan> {
    let token = effect.token.as_str();
    if looks_like_card_number(token) {
        return Err(cannot(
            "card data never goes through us; store the card at the gateway and give its token".to_owned(),
        ));
    }
    if !is_id(token) {
        return Err(cannot("a token is a payment method token: letters, digits, `_` and `-`".to_owned()));
    }
    let merchant_account = merchant_account(effect, account)?;
    let body = keyed(effect)
        .field("type", "sale")
        .field("amount", &decimal(effect, Direction::Charge)?)
        .field("currency-iso-code", effect.amount.currency.code())
        .maybe("merchant-account-id", merchant_account)
        .field("order-id", &effect.operation.reference())
        .field("payment-method-token", token)
        .maybe("transaction-source", effect.merchant_initiated.then_some("unscheduled"))
        .open("options", "")
        .typed("submit-for-settlement", "boolean", "false");
    send(account, "POST", "transactions", body.done())
}

/// The merchant account of the currency, by a list such as `USD=shop_us EUR=shop_eu`; the default one where there is
/// no list.
fn merchant_account<'a>(effect: &Effect, account: &'a Account) -> Result<Option<&'a str>, CannotPlan> {
    let Some(list) = account.setting("merchant_accounts") else { return Ok(None) };
    let mut pairs = list.split([' ', ',']).filter_map(|pair| pair.trim().split_once('='));
    let code = effect.amount.currency.code();
    let found = pairs.find(|(currency, _)| *currency == code).map(|(_, name)| name);
    found.map(Some).ok_or_else(|| cannot(format!("the setting merchant_accounts names none for {code}")))
}

fn captured(effect: &Effect) -> Result<Writer, CannotPlan> {
    let amount = decimal(effect, Direction::Charge)?;
    Ok(keyed(effect).field("amount", &amount).field("order-id", &effect.operation.reference()))
}

/// A body with the operation's key. Where the gateway keeps keys, and how, is in `Capabilities::idempotency`.
fn keyed(effect: &Effect) -> Writer {
    Writer::new("transaction").field("api-request-key", &effect.operation.reference())
}

fn decimal(effect: &Effect, direction: Direction) -> Result<String, CannotPlan> {
    MONEY.to_decimal(effect.amount, direction).map_err(|error| cannot(error.to_string()))
}

fn authorization(effect: &Effect) -> Result<&str, CannotPlan> {
    if effect.authorization_ref.is_empty() {
        return Err(cannot("the authorization has no name at the gateway yet".to_owned()));
    }
    id(&effect.authorization_ref)
}

/// The transaction that a refund gives back: the capture of a part is one of its own.
pub fn target(effect: &Effect) -> Result<&str, CannotPlan> {
    match effect.of_captures.as_slice() {
        [] => authorization(effect),
        [one] if one.gateway_ref.is_empty() => Err(cannot("the capture has no name at the gateway yet".to_owned())),
        [one] => id(&one.gateway_ref),
        _ => Err(cannot("one refund gives back one capture; ask for one refund for each".to_owned())),
    }
}

fn id(text: &str) -> Result<&str, CannotPlan> {
    if is_id(text) { Ok(text) } else { Err(cannot("the name of a transaction has signs that none has".to_owned())) }
}

fn search(account: &Account, path: &str, body: &str) -> Result<Request, CannotPlan> {
    send(account, "POST", &format!("transactions/{path}"), body.to_owned())
}

/// A request that reads.
pub(super) fn get(account: &Account, path: &str) -> Result<Request, CannotPlan> {
    request(account, "GET", path, String::new())
}

fn send(account: &Account, method: &'static str, path: &str, body: String) -> Result<Request, CannotPlan> {
    request(account, method, path, body)
}

/// A request with the account's keys.
///
/// # Errors
/// [`CannotPlan`] when a setting is missing.
pub fn request(account: &Account, method: &'static str, path: &str, body: String) -> Result<Request, CannotPlan> {
    let setting = |name: &str| account.setting(name).ok_or_else(|| cannot(format!("the setting {name} is missing")));
    let (merchant, public) = (setting("merchant_id")?, setting("public_key")?);
    let merchant = id(merchant).map_err(|_| cannot("the setting merchant_id has signs that none has".to_owned()))?;
    let url = format!("{}/merchants/{merchant}/{path}", account.base_url);
    let basic = STANDARD.encode(format!("{public}:{}", account.secret));
    let mut headers = vec![
        Header::new("accept", "application/xml"),
        Header::secret("authorization", format!("Basic {basic}")),
        Header::new("x-apiversion", "6"),
    ];
    if !body.is_empty() {
        headers.push(Header::new("content-type", "application/xml"));
    }
    Ok(Request { method, url, headers, body })
}

/// It cannot be asked, for this reason.
#[must_use]
pub const fn cannot(why: String) -> CannotPlan {
    CannotPlan { gateway: NAME, why }
}
