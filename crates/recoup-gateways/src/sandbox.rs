//! The sandbox's own protocol: JSON, one idempotency key per operation, our id as the reference.
//!
//! Every object it shows names our reference, so a probe is one search. A status stands for every fact
//! that leads to it, so that a late look tells as much as each webhook would have.

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind, read_reference};
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::terms::Terms;
use recoup_core::planted::{self, Planted};
use serde::Deserialize;

use self::dispute::Dispute;
use crate::dispute::Calls;
use crate::signature::{hmac_sha256_matches, stamped};
use crate::{
    About, Account, Asked, CannotPlan, Capabilities, Checkup, Delivery, Disputes, Flaw, Gateway, Header, Idempotency,
    Known, MoneyTable, Outcome, Reading, Replays, Reply, Request, Step, Verdict,
};

mod dispute;
mod dispute_calls;

/// Seconds a signature may be old or early.
const TOLERANCE_SECS: i64 = 300;

/// The sandbox.
#[derive(Debug)]
pub struct Sandbox;

const CAN: Capabilities = Capabilities {
    terms: Terms::NONE,
    idempotency: Idempotency { window_secs: 86_400, replays: Replays::All },
    concurrency: 16,
    reads_refunds: true,
    release_after_capture: true,
    last_capture: crate::LastCapture::Closes,
    answers_later: false,
    probes_by_repeating: false,
    disputes: Disputes { list: true, evidence: true, accept: true },
    native_retry: false,
    source: "our own",
};

static ABOUT: About = About { name: "sandbox", capabilities: CAN, money: MoneyTable::ISO, settings: &[], reports: &[] };

impl Gateway for Sandbox {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, effect: &Effect, account: &Account) -> Result<Step, CannotPlan> {
        let reference = effect.operation.reference();
        let bearer = Header::secret("authorization", format!("Bearer {}", account.secret));
        if effect.call == Call::Probe {
            let url = format!("{}/v1/search?reference={reference}", account.base_url);
            return Ok(Step::first(Request { method: "GET", url, headers: vec![bearer], body: String::new() }));
        }
        let authorization = &effect.authorization_ref;
        if authorization.is_empty() && effect.operation.kind != OperationKind::Authorize {
            return Err(CannotPlan {
                gateway: "sandbox",
                why: "the authorization has no name at the gateway yet".to_owned(),
            });
        }
        let money = serde_json::json!({
            "reference": reference,
            "amount_minor": effect.amount.amount_minor,
            "currency": effect.amount.currency.code(),
        });
        let (path, body) = match effect.operation.kind {
            OperationKind::Authorize => (
                "/v1/authorizations".to_owned(),
                with(money, &[("token", effect.token.clone().into()), ("capture", false.into())]),
            ),
            OperationKind::Capture => {
                (format!("/v1/authorizations/{authorization}/captures"), with(money, &[("final", effect.last.into())]))
            }
            // No more than what we hold: the gateway may count as open what it is about to capture.
            OperationKind::Release => (format!("/v1/authorizations/{authorization}/release"), money),
            OperationKind::Refund => (format!("/v1/authorizations/{authorization}/refunds"), money),
            OperationKind::SubmitEvidence | OperationKind::AcceptDispute => {
                return Err(crate::dispute::no_such_plan("sandbox", effect));
            }
        };
        let headers =
            vec![bearer, Header::new("content-type", "application/json"), Header::new("idempotency-key", reference)];
        let url = format!("{}{path}", account.base_url);
        Ok(Step::first(Request { method: "POST", url, headers, body: body.to_string() }))
    }

    fn interpret(&self, asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
        let effect = asked.effect;
        match reply {
            Reply::NotSent { why } => Outcome::Again { after_secs: 1, why: why.clone() },
            Reply::MaybeSent { why } => Outcome::Unknown { why: why.clone() },
            Reply::Http { status: 200 | 201, body, .. } if effect.call == Call::Probe => found(effect, body),
            // 402 is an answer with a body like any other: the declined authorization.
            Reply::Http { status: 200 | 201 | 402, body, .. } => match serde_json::from_slice::<Object>(body) {
                Ok(object) => said(effect, &object),
                Err(error) => Outcome::Unknown { why: format!("the reply cannot be read: {error}") },
            },
            Reply::Http { status: status @ (400..=499), body, .. } => refused(effect, *status, body),
            Reply::Http { status, .. } => Outcome::Unknown { why: format!("the gateway answered {status}") },
        }
    }

    fn disputes(&self) -> Option<&'static Calls> {
        Some(&dispute_calls::CALLS)
    }

    fn authenticate(&self, delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Verdict {
        let forged = |why: &str| Verdict::forged(why);
        let Some(header) = delivery.header("sandbox-signature") else { return forged("it has no signature") };
        let (stamp, signatures) = stamped(header);
        let Ok(secs) = stamp.parse::<i64>() else { return forged("its signature has no time") };
        if known.at.as_second().abs_diff(secs) > TOLERANCE_SECS.unsigned_abs() {
            return forged("its signature is older or younger than five minutes");
        }
        let message: &[&[u8]] = &[stamp.as_bytes(), b".", delivery.body];
        if signatures.iter().any(|s| hmac_sha256_matches(&account.webhook_secrets, message, s)) {
            return Verdict::Genuine;
        }
        forged("its signature does not match any of the account's webhook secrets")
    }

    fn read_delivery(&self, delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
        vec![read_event(delivery.body, account)]
    }

    fn checkup(&self, account: &Account) -> Result<Checkup, CannotPlan> {
        let bearer = Header::secret("authorization", format!("Bearer {}", account.secret));
        // Nothing is called so: the answer is an empty list.
        let url = format!("{}/v1/search?reference=checkup", account.base_url);
        let ask = Some(Request { method: "GET", url, headers: vec![bearer], body: String::new() });
        let way_out = "use the secret that the sandbox was started with for its webhooks";
        let flaws = Flaw::no_webhook_secret(account, way_out).into_iter().collect();
        Ok(Checkup { ask, clocks_differ_secs: Some(TOLERANCE_SECS), flaws })
    }
}

/// What an event says.
fn read_event(body: &[u8], account: &Account) -> Reading {
    let event: Event<'_> = match serde_json::from_slice(body) {
        Ok(event) => event,
        Err(error) => return Reading::unreadable(format!("it is not an event: {error}")),
    };
    let read = match event.kind {
        "authorization.authorized"
        | "authorization.expired"
        | "authorization.released"
        | "capture.accepted"
        | "capture.captured"
        | "capture.failed"
        | "capture.canceled"
        | "refund.accepted"
        | "refund.completed"
        | "refund.settled"
        | "refund.failed"
        | "refund.returned"
        | "refund.canceled" => from_value(event.data).and_then(|object: Object| facts(&account.name, &object)),
        kind if dispute::is_event(kind) => {
            from_value(event.data).and_then(|object: Dispute| object.facts(&account.name))
        }
        "payout.paid" | "payout.failed" => return Reading::Ignored { why: "payouts are read from reports" },
        kind => return Reading::unknown(kind),
    };
    match read {
        Ok(facts) => Reading::Facts(facts),
        Err(why) => Reading::Unreadable { why },
    }
}

fn from_value<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| format!("its object cannot be read: {error}"))
}

fn with(mut object: serde_json::Value, more: &[(&str, serde_json::Value)]) -> serde_json::Value {
    if let serde_json::Value::Object(fields) = &mut object {
        fields.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    }
    object
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    data: serde_json::Value,
}

/// Any object the sandbox shows; absent fields are other kinds' fields.
#[derive(Deserialize)]
struct Object {
    object: String,
    id: String,
    reference: String,
    status: String,
    currency: String,
    amount_minor: Option<i64>,
    captured_minor: Option<i64>,
    released_minor: Option<i64>,
    expired_minor: Option<i64>,
    expires_at: Option<Timestamp>,
    decline_code: Option<String>,
    failure_code: Option<String>,
    arn: Option<String>,
    money_row: Option<String>,
    failed_money_row: Option<String>,
    return_money_row: Option<String>,
    cause: Option<String>,
    authorization: Option<String>,
}

#[derive(Deserialize)]
struct Found {
    found: Vec<Object>,
}

#[derive(Deserialize)]
struct Refused {
    error: RefusedError,
}

#[derive(Deserialize)]
struct RefusedError {
    code: String,
}

fn said(effect: &Effect, object: &Object) -> Outcome {
    if object.reference != effect.operation.reference() {
        return Outcome::Unknown {
            why: format!("the reply is about {}", object.reference.chars().take(60).collect::<String>()),
        };
    }
    match facts(&effect.account, object) {
        Ok(facts) if facts.is_empty() => {
            Outcome::Unknown { why: format!("status `{}` says nothing final", object.status) }
        }
        Ok(facts) => Outcome::Facts(facts),
        Err(why) => Outcome::Unknown { why },
    }
}

fn found(effect: &Effect, body: &[u8]) -> Outcome {
    let wanted = match effect.operation.kind {
        OperationKind::Authorize => "authorization",
        OperationKind::Capture => "capture",
        OperationKind::Release => "release",
        OperationKind::Refund => "refund",
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => "dispute",
    };
    match serde_json::from_slice::<Found>(body) {
        Ok(list) => {
            let mut found = list.found.iter().filter(|o| o.object == wanted);
            match (found.next(), found.next()) {
                (Some(object), None) => said(effect, object),
                (None, _) => Outcome::NeverArrived,
                (Some(_), Some(_)) => Outcome::unknown("several objects there carry our reference; look there"),
            }
        }
        Err(error) => Outcome::Unknown { why: format!("the reply cannot be read: {error}") },
    }
}

/// A refusal that says that nothing was done, or a configuration that lets nothing be done.
fn refused(effect: &Effect, status: u16, body: &[u8]) -> Outcome {
    let Ok(Refused { error: RefusedError { code } }) = serde_json::from_slice(body) else {
        return Outcome::Unknown { why: format!("the gateway answered {status} without a readable reason") };
    };
    if matches!(status, 401 | 403 | 408 | 425 | 429) {
        return Outcome::Again {
            after_secs: if status == 429 { 1 } else { 60 },
            why: format!("the gateway answered {status} {code}"),
        };
    }
    if effect.call == Call::Probe || code == "idempotency_mismatch" {
        return Outcome::Unknown { why: format!("the gateway answered {status} {code}") };
    }
    let what = What::refused(effect.operation.kind, code);
    let reference = effect.operation.reference();
    Outcome::Facts(vec![Fact {
        account: effect.account.clone(),
        // There is no object of theirs, so the fact is told about ours.
        subject: format!("refused:{reference}"),
        ours: reference,
        what,
        amount: Some(effect.amount),
        parent: String::new(),
        ordinal: String::new(),
    }])
}

/// The facts that an object's status stands for, in the order in which they came about.
fn facts(account: &str, object: &Object) -> Result<Vec<Fact>, String> {
    let currency: Currency = object.currency.parse().map_err(|_| "its currency is not one we know".to_owned())?;
    // Money moves by rows, and each row counts once; a status has no row and counts once for its object.
    let row = |what: &What| match what {
        What::Captured | What::RefundSettled { .. } => object.money_row.clone(),
        What::RefundReturned => object.return_money_row.clone(),
        What::CaptureReversed => object.failed_money_row.clone(),
        _ => None,
    };
    // What was made on the sandbox's own pages carries a reference of somebody else, and is found by its payment's name.
    let ours = read_reference(&object.reference).map_or("", |_| object.reference.as_str());
    let parent = object.authorization.as_deref().filter(|_| ours.is_empty()).unwrap_or_default();
    let fact = |what: What, amount_minor: Option<i64>| Fact {
        account: account.to_owned(),
        subject: object.id.clone(),
        ours: ours.to_owned(),
        parent: parent.to_owned(),
        ordinal: row(&what).unwrap_or_default(),
        what,
        amount: amount_minor.map(|minor| Money::new(minor, currency)),
    };
    let amount = object.amount_minor;
    let failure = || object.failure_code.clone().unwrap_or_else(|| "unspecified".to_owned());
    let evidence = || object.arn.clone().unwrap_or_else(|| object.id.clone());
    let stands = if planted::is(Planted::WrongField) { object.captured_minor } else { amount };
    let authorized = || fact(What::Authorized { expires_at: object.expires_at }, stands);
    let list = match (object.object.as_str(), object.status.as_str()) {
        ("authorization", "authorized" | "captured" | "released") => vec![authorized()],
        ("authorization", "expired") => {
            // One that its customer never confirmed runs out as well, and was never authorized.
            let parts = [object.captured_minor, object.released_minor, object.expired_minor];
            let stood = parts.into_iter().flatten().any(|minor| minor > 0);
            let before = stood.then(authorized);
            before.into_iter().chain([fact(What::Expired, object.expired_minor)]).collect()
        }
        ("authorization", "requires_action") => vec![fact(What::ActionRequired, amount)],
        ("authorization", "declined") => {
            let code = object.decline_code.clone().unwrap_or_else(|| "unspecified".to_owned());
            vec![fact(What::Declined { code }, amount)]
        }
        ("capture", "pending") => vec![fact(What::Taken, amount)],
        ("capture", "captured") => vec![fact(What::Captured, amount)],
        // The money was there and is gone again.
        ("capture", "failed") if object.failed_money_row.is_some() => {
            vec![fact(What::Captured, amount), fact(What::CaptureReversed, amount)]
        }
        ("capture", "failed") => vec![fact(What::CaptureFailed { code: failure() }, amount)],
        ("capture", "canceled") => vec![fact(What::CaptureFailed { code: "canceled".to_owned() }, amount)],
        // The capture that caused it says so itself.
        ("release", "released") if object.cause.as_deref() == Some("final_capture") => Vec::new(),
        ("release", "released") => vec![fact(What::Released, object.released_minor)],
        ("refund", "accepted") => vec![fact(What::RefundAccepted, amount)],
        ("refund", "completed") if planted::is(Planted::CompletedIsSettled) => {
            vec![fact(What::RefundAccepted, amount), fact(What::RefundSettled { evidence: evidence() }, amount)]
        }
        ("refund", "completed") => vec![fact(What::RefundAccepted, amount), fact(What::RefundCompleted, amount)],
        ("refund", "settled") => {
            vec![fact(What::RefundCompleted, amount), fact(What::RefundSettled { evidence: evidence() }, amount)]
        }
        ("refund", "canceled") => vec![fact(What::RefundFailed { code: "canceled".to_owned() }, amount)],
        ("refund", "failed") => vec![fact(What::RefundFailed { code: failure() }, amount)],
        ("refund", "returned") => {
            vec![fact(What::RefundSettled { evidence: evidence() }, amount), fact(What::RefundReturned, amount)]
        }
        (kind, status) => return Err(format!("a {kind} that is `{status}` is not in the adapter's table")),
    };
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(object: &str) -> Vec<(&'static str, String)> {
        let object: Object = serde_json::from_str(object).expect("an object");
        let facts = facts("sandbox:main", &object).expect("it is in the table");
        facts.into_iter().map(|fact| (fact.what.word(), fact.ordinal)).collect()
    }

    fn words(object: &str) -> Vec<&'static str> {
        told(object).into_iter().map(|(word, _)| word).collect()
    }

    fn expired(captured: i64, released: i64, expired: i64) -> Vec<&'static str> {
        words(&format!(
            r#"{{"object":"authorization","id":"sa_1","reference":"pay_1","status":"expired","currency":"EUR",
            "amount_minor":100,"captured_minor":{captured},"released_minor":{released},"expired_minor":{expired}}}"#
        ))
    }

    #[test]
    fn what_runs_out_unconfirmed_was_never_authorized() {
        assert_eq!(expired(0, 0, 0), ["expired"]);
        assert_eq!(expired(0, 0, 100), ["authorized", "expired"]);
        assert_eq!(expired(40, 0, 60), ["authorized", "expired"]);
    }

    #[test]
    fn money_rows_are_told_apart_by_their_names() {
        let refund = r#"{"object":"refund","id":"sf_1","reference":"rfd_1","status":"returned","currency":"EUR",
            "amount_minor":100,"arn":"7","money_row":"mr_1","return_money_row":"mr_2"}"#;
        let rows = [("refund_settled", "mr_1".to_owned()), ("refund_returned", "mr_2".to_owned())];
        assert_eq!(told(refund), rows);
    }
}
