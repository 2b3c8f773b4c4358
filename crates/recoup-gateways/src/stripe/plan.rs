//! Effects as requests to Stripe.
//!
//! A token is `cus_…/pm_…`, or `pm_…` alone where the customer is present and not kept at Stripe. `card_…` and `src_…`
//! stand for old methods. Nothing else is a token, card data least of all.

use recoup_core::effect::{Call, Effect, OperationKind};

use super::facts::REFERENCE;
use super::intent::LAST;
use super::{MONEY, NAME, VERSION, takes_several_captures};
use crate::dispute::no_such_plan;
use crate::form::{Form, encoded};
use crate::{Account, CannotPlan, Direction, Header, Request, Step};

/// Seconds by which Stripe's clock and ours may differ, for lists that begin at a time.
const CLOCKS_DIFFER_SECS: i64 = 3_600;

/// Stages of a capture that is not the last one: look what is left, then capture.
pub(super) const CAPTURE: u8 = 1;
/// Stages of a release: leave the mark and look, then cancel, or close what was captured in part.
pub(super) const CANCEL: u8 = 1;
/// As [`CANCEL`], after captures.
pub(super) const CLOSE: u8 = 2;
/// Pages that a search goes through before it gives up; its first page is where its effect begins.
pub(super) const MOST_PAGES: u8 = 40;

pub(super) fn cannot(why: impl Into<String>) -> CannotPlan {
    CannotPlan { gateway: NAME, why: why.into() }
}

/// The first request of an effect.
pub(super) fn plan(effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
    if effect.operation.kind != OperationKind::Authorize && effect.authorization_ref.is_empty() {
        return Err(cannot("the payment has no name at Stripe yet"));
    }
    let request = match (effect.call, effect.operation.kind) {
        (Call::Probe, kind) => probe(effect, account, kind),
        (Call::Send, OperationKind::Authorize) => authorize(effect, account)?,
        (Call::Send, OperationKind::Capture) if effect.last => capture(effect, account, true)?,
        (Call::Send, OperationKind::Capture) => {
            // What cannot be said is refused before anything is asked.
            units(effect, Direction::Charge)?;
            read_intent(effect, account)
        }
        (Call::Send, OperationKind::Release) => mark_release(effect, account),
        (Call::Send, OperationKind::Refund) => refund(effect, account)?,
        (Call::Send, OperationKind::SubmitEvidence | OperationKind::AcceptDispute) => {
            return Err(no_such_plan(NAME, effect));
        }
    };
    Ok(Step::first(request))
}

/// The amount of an effect in Stripe's units.
fn units(effect: &Effect, direction: Direction) -> Result<i64, CannotPlan> {
    if !MONEY.takes(effect.amount.currency) {
        // Stripe's page says two decimals ending in 00, two public libraries send none (2026-11): a factor of 100.
        return Err(cannot("whether Stripe counts UGX with decimals is not certain; ask Stripe before using it"));
    }
    let units = MONEY.to_wire(effect.amount, direction).map_err(|error| cannot(error.to_string()))?;
    if units > 0 { Ok(units) } else { Err(cannot("the amount is not positive")) }
}

/// Customer and method of a token.
fn token(token: &str) -> Result<(Option<&str>, &str), CannotPlan> {
    let (customer, method) = match token.split_once('/') {
        Some((customer, method)) => (Some(customer), method),
        None => (None, token),
    };
    let plain = |text: &str| text.len() > 4 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let known = ["pm_", "card_", "src_"].iter().any(|prefix| method.starts_with(prefix)) && plain(method);
    let owned = customer.is_none_or(|customer| customer.starts_with("cus_") && plain(customer));
    if known && owned {
        return Ok((customer, method));
    }
    Err(cannot("the token is not `cus_…/pm_…` or `pm_…`; card data never goes through here"))
}

fn authorize(effect: &Effect, account: &Account) -> Result<Request, CannotPlan> {
    let (customer, method) = token(&effect.token)?;
    let reference = effect.operation.reference();
    let mut form = Form::new()
        .field("amount", units(effect, Direction::Charge)?.to_string())
        .field("currency", effect.amount.currency.code().to_ascii_lowercase())
        .maybe("customer", customer)
        .field("payment_method", method)
        .field("capture_method", "manual")
        .field("confirm", "true");
    for kind in account.setting("payment_method_types").unwrap_or("card").split(',').map(str::trim) {
        form = form.nested(&["payment_method_types", ""], kind);
    }
    if effect.merchant_initiated {
        form = form.field("off_session", "true").field("error_on_requires_action", "true");
    } else {
        form = form.maybe("return_url", account.setting("return_url"));
    }
    if takes_several_captures(account) {
        form = form.nested(&["payment_method_options", "card", "request_multicapture"], "if_available");
    }
    let form = form.nested(&["metadata", REFERENCE], &reference).nested(&["expand", ""], "latest_charge");
    Ok(post(account, "/v1/payment_intents", form, Some(reference)))
}

/// A capture; `last` releases the rest, which is what Stripe does where nothing is said.
pub(super) fn capture(effect: &Effect, account: &Account, last: bool) -> Result<Request, CannotPlan> {
    let (units, reference) = (units(effect, Direction::Charge)?, effect.operation.reference());
    let mark = if effect.last { format!("{units}{LAST}") } else { units.to_string() };
    let form = Form::new()
        .field("amount_to_capture", units.to_string())
        .maybe("final_capture", (!last).then_some("false"))
        .nested(&["metadata", &reference], mark)
        .nested(&["expand", ""], "latest_charge");
    Ok(post(account, &format!("{}/capture", intent(effect)), form, Some(reference)))
}

/// Marks the intent with our release, which a cancellation cannot carry, and shows how it stands. It moves no money,
/// so it has no key: an answer of before would be of no use.
fn mark_release(effect: &Effect, account: &Account) -> Request {
    let form = Form::new()
        .nested(&["metadata", &effect.operation.reference()], "release")
        .nested(&["expand", ""], "latest_charge");
    post(account, &intent(effect), form, None)
}

/// Gives back an authorization of which nothing was captured.
pub(super) fn cancel(effect: &Effect, account: &Account) -> Step {
    let form =
        Form::new().field("cancellation_reason", "requested_by_customer").nested(&["expand", ""], "latest_charge");
    let key = format!("{}-cancel", effect.operation.reference());
    Step { request: post(account, &format!("{}/cancel", intent(effect)), form, Some(key)), stage: CANCEL }
}

/// Gives back the rest of an authorization that was captured in part: a last capture of nothing
/// (docs.stripe.com/payments/multicapture, "Release uncaptured funds", as of 2026-05).
pub(super) fn close(effect: &Effect, account: &Account) -> Step {
    let form = Form::new()
        .field("amount_to_capture", "0")
        .field("final_capture", "true")
        .nested(&["expand", ""], "latest_charge");
    let key = format!("{}-close", effect.operation.reference());
    Step { request: post(account, &format!("{}/capture", intent(effect)), form, Some(key)), stage: CLOSE }
}

fn refund(effect: &Effect, account: &Account) -> Result<Request, CannotPlan> {
    let reference = effect.operation.reference();
    let form = Form::new()
        .field("payment_intent", &effect.authorization_ref)
        .field("amount", units(effect, Direction::Refund)?.to_string())
        .nested(&["metadata", REFERENCE], &reference);
    Ok(post(account, "/v1/refunds", form, Some(reference)))
}

/// What became of an operation: the object where it is known, else a search by our reference.
fn probe(effect: &Effect, account: &Account, kind: OperationKind) -> Request {
    match kind {
        OperationKind::Authorize if known_intent(effect).is_empty() => search(effect, account, ""),
        OperationKind::Refund if effect.own_ref.starts_with("re_") || effect.own_ref.starts_with("pyr_") => {
            get(account, &format!("/v1/refunds/{}", encoded(&effect.own_ref)))
        }
        OperationKind::Refund => refunds(effect, account, ""),
        _ => read_intent(effect, account),
    }
}

/// The intent of an effect, where it has a name.
pub(super) fn known_intent(effect: &Effect) -> &str {
    match effect.operation.kind {
        OperationKind::Authorize if effect.authorization_ref.is_empty() => &effect.own_ref,
        _ => &effect.authorization_ref,
    }
}

fn intent(effect: &Effect) -> String {
    format!("/v1/payment_intents/{}", encoded(known_intent(effect)))
}

/// Looks at the intent.
fn read_intent(effect: &Effect, account: &Account) -> Request {
    get(account, &format!("{}?expand%5B%5D=latest_charge", intent(effect)))
}

/// Whether the intents of a token can be listed; a list is never behind, a search is.
pub(super) fn is_listed(effect: &Effect) -> bool {
    matches!(token(&effect.token), Ok((Some(_), _)))
}

/// One page of the intents that may be this payment's: those of its customer, else a search by our reference.
pub(super) fn search(effect: &Effect, account: &Account, after: &str) -> Request {
    let expand = "expand%5B%5D=data.latest_charge&limit=100";
    if let Ok((Some(customer), _)) = token(&effect.token) {
        let from_secs = effect.since.as_second().saturating_sub(CLOCKS_DIFFER_SECS);
        let path = format!("/v1/payment_intents?customer={customer}&created%5Bgte%5D={from_secs}&{expand}");
        return get(account, &paged(path, "starting_after", after));
    }
    let query = format!("metadata['{REFERENCE}']:'{}'", effect.operation.reference());
    let path = format!("/v1/payment_intents/search?query={}&{expand}", encoded(&query));
    get(account, &paged(path, "page", after))
}

/// One page of the refunds of the intent.
pub(super) fn refunds(effect: &Effect, account: &Account, after: &str) -> Request {
    let path = format!("/v1/refunds?payment_intent={}&limit=100", encoded(&effect.authorization_ref));
    get(account, &paged(path, "starting_after", after))
}

fn paged(path: String, name: &str, after: &str) -> String {
    if after.is_empty() { path } else { format!("{path}&{name}={}", encoded(after)) }
}

/// A request that reads.
pub(super) fn get(account: &Account, path: &str) -> Request {
    let url = format!("{}{path}", account.base_url);
    Request { method: "GET", url, headers: headers(account), body: String::new() }
}

pub(super) fn post(account: &Account, path: &str, form: Form, key: Option<String>) -> Request {
    let mut headers = headers(account);
    headers.push(Header::new("content-type", "application/x-www-form-urlencoded"));
    headers.extend(key.map(|key| Header::new("idempotency-key", key)));
    let url = format!("{}{path}", account.base_url);
    Request { method: "POST", url, headers, body: form.done() }
}

pub(super) fn headers(account: &Account) -> Vec<Header> {
    let mut headers = vec![
        Header::secret("authorization", format!("Bearer {}", account.secret)),
        Header::new("stripe-version", VERSION),
    ];
    headers.extend(account.setting("stripe_account").map(|id| Header::new("stripe-account", id)));
    headers
}
