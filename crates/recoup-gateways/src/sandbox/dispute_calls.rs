//! Calls about the sandbox's disputes: the plainest there are, and the model for the others.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::dispute::Dispute;
use crate::dispute::{
    Calls, Content, DisputeAnswer, DisputeAsked, DisputeCall, DisputeOdd, DisputeSeen, DisputeStep, EvidenceRules,
    Piece, Proof, Repeat, without_reply,
};
use crate::form::encoded;
use crate::{Account, CannotPlan, Header, Reading, Reply, Request};

/// Looks at the dispute; the only stage of a list.
const LOOK: u8 = 0;
/// Sends the evidence, or gives in.
const DEED: u8 = 1;

/// What it calls each kind of proof: as we do, whether as words or as a document.
const PROOFS: &[(Proof, &str)] = &[
    (Proof::Statement, "statement"),
    (Proof::Receipt, "receipt"),
    (Proof::ProductDescription, "product_description"),
    (Proof::Correspondence, "correspondence"),
    (Proof::Signature, "signature"),
    (Proof::CustomerName, "customer_name"),
    (Proof::CustomerEmail, "customer_email"),
    (Proof::CustomerIp, "customer_ip"),
    (Proof::BillingAddress, "billing_address"),
    (Proof::ShippingAddress, "shipping_address"),
    (Proof::Carrier, "carrier"),
    (Proof::TrackingNumber, "tracking_number"),
    (Proof::ShippingDate, "shipping_date"),
    (Proof::Delivery, "delivery"),
    (Proof::ServiceDate, "service_date"),
    (Proof::Service, "service"),
    (Proof::Usage, "usage"),
    (Proof::RefundPolicy, "refund_policy"),
    (Proof::RefundPolicyShown, "refund_policy_shown"),
    (Proof::RefundRefusal, "refund_refusal"),
    (Proof::RefundGiven, "refund_given"),
    (Proof::CancellationPolicy, "cancellation_policy"),
    (Proof::CancellationPolicyShown, "cancellation_policy_shown"),
    (Proof::CancellationRebuttal, "cancellation_rebuttal"),
    (Proof::DuplicateExplanation, "duplicate_explanation"),
    (Proof::DuplicateDocument, "duplicate_document"),
];

/// What it takes.
const RULES: EvidenceRules = EvidenceRules {
    stages: true,
    repeat: Repeat::Key,
    texts: PROOFS,
    files: PROOFS,
    media_types: &["application/pdf", "image/jpeg", "image/png"],
    file_bytes_most: 4_000_000,
    files_bytes_most: 4_000_000,
    text_chars_most: 20_000,
    texts_chars_most: 100_000,
    source: "our own",
};

/// The calls there are.
pub(super) static CALLS: Calls = Calls { rules: Some(&RULES), plan, read, facts };

fn cannot(why: impl Into<String>) -> CannotPlan {
    CannotPlan { gateway: "sandbox", why: why.into() }
}

/// The first request of a call.
fn plan(call: &DisputeCall, account: &Account) -> Result<DisputeStep, CannotPlan> {
    RULES.check(call).map_err(cannot)?;
    let path = match call {
        DisputeCall::List { since, until, cursor } => {
            format!("/v1/disputes?since={since}&until={until}&cursor={}", encoded(cursor))
        }
        _ => path(call)?,
    };
    let headers = vec![bearer(account)];
    let url = format!("{}{path}", account.base_url);
    Ok(DisputeStep::first(Request { method: "GET", url, headers, body: String::new() }))
}

fn bearer(account: &Account) -> Header {
    Header::secret("authorization", format!("Bearer {}", account.secret))
}

fn path(call: &DisputeCall) -> Result<String, CannotPlan> {
    let id = call.dispute();
    let fits = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if fits { Ok(format!("/v1/disputes/{id}")) } else { Err(cannot("the dispute has no name there")) }
}

/// What a reply to a step means.
fn read(asked: &DisputeAsked<'_>, reply: &Reply<'_>) -> DisputeAnswer {
    let looks = asked.stage == LOOK;
    if let Some(answer) = without_reply(reply, looks) {
        return answer;
    }
    let Reply::Http { status, body, .. } = reply else { return DisputeAnswer::unknown("there is no reply") };
    match (status, asked.call) {
        (200, DisputeCall::List { .. }) => listed(body),
        (200, call) => match serde_json::from_slice::<Dispute>(body).map_err(|why| why.to_string()) {
            Ok(dispute) => match dispute.seen() {
                Ok(seen) if seen.name == call.dispute() => said(asked, seen),
                Ok(_) => DisputeAnswer::unknown("the reply is about another dispute"),
                Err(why) => DisputeAnswer::unknown(why),
            },
            Err(why) if looks => DisputeAnswer::again(5, format!("the reply cannot be read: {why}")),
            Err(why) => DisputeAnswer::unknown(format!("the reply cannot be read: {why}")),
        },
        (401 | 403, _) => DisputeAnswer::again(60, format!("the gateway answered {status}; check the secret")),
        (429, _) => DisputeAnswer::again(5, "the gateway has too many requests"),
        (400..=499, _) => refused(*status, body),
        _ if looks => DisputeAnswer::again(5, format!("the gateway answered {status}")),
        _ => DisputeAnswer::unknown(format!("the gateway answered {status}")),
    }
}

fn said(asked: &DisputeAsked<'_>, seen: DisputeSeen) -> DisputeAnswer {
    let open = match asked.call {
        DisputeCall::Evidence { .. } => seen.waits_for_us(),
        _ => !seen.is_over(),
    };
    match (asked.stage, asked.call) {
        (_, DisputeCall::Read { .. } | DisputeCall::List { .. }) => DisputeAnswer::one(Ok(seen)),
        (LOOK, _) if !open => DisputeAnswer::NotWaiting(Box::new(seen)),
        (LOOK, call) => match deed(asked.account, call) {
            Ok(step) => DisputeAnswer::Next(step),
            Err(cannot) => DisputeAnswer::unknown(cannot.to_string()),
        },
        (_, DisputeCall::Accept { .. }) => DisputeAnswer::Accepted,
        (_, DisputeCall::Evidence { submit: true, .. }) => DisputeAnswer::EvidenceSubmitted,
        (_, DisputeCall::Evidence { .. }) => DisputeAnswer::EvidenceStaged,
    }
}

fn deed(account: &Account, call: &DisputeCall) -> Result<DisputeStep, CannotPlan> {
    let (action, key, body) = match call {
        DisputeCall::Evidence { pieces, submit, key, .. } => {
            let pieces: Vec<Value> = pieces.iter().map(written).collect();
            ("evidence", key, json!({"pieces": pieces, "submit": submit}))
        }
        DisputeCall::Accept { key, .. } => ("accept", key, json!({})),
        DisputeCall::List { .. } | DisputeCall::Read { .. } => return Err(cannot("it is no deed")),
    };
    let headers = vec![
        bearer(account),
        Header::new("content-type", "application/json"),
        Header::new("idempotency-key", key.as_str()),
    ];
    let url = format!("{}{}/{action}", account.base_url, path(call)?);
    let request = Request { method: "POST", url, headers, body: body.to_string() };
    Ok(DisputeStep { request: request.into(), stage: DEED, carried: Vec::new() })
}

fn written(piece: &Piece) -> Value {
    let kind = RULES.word_of(piece);
    match &piece.content {
        Content::Text(text) => json!({"kind": kind, "text": text}),
        Content::File { name, media_type, bytes } => {
            json!({"kind": kind, "name": name, "media_type": media_type, "base64": STANDARD.encode(bytes)})
        }
    }
}

#[derive(Deserialize)]
struct Page {
    disputes: Vec<Value>,
    #[serde(default)]
    next: Option<String>,
}

fn listed(body: &[u8]) -> DisputeAnswer {
    let page: Page = match serde_json::from_slice(body) {
        Ok(page) => page,
        Err(why) => return DisputeAnswer::unknown(format!("the list cannot be read: {why}")),
    };
    let read = |value: Value| {
        let name = value.get("id").and_then(Value::as_str).unwrap_or("").chars().take(60).collect();
        let seen = serde_json::from_value::<Dispute>(value).map_err(|why| why.to_string()).and_then(Dispute::seen);
        seen.map_err(|why| DisputeOdd { name, why })
    };
    DisputeAnswer::page(page.disputes.into_iter().map(read), page.next.unwrap_or_default())
}

#[derive(Deserialize)]
struct Refused {
    error: Words,
}

#[derive(Deserialize)]
struct Words {
    code: String,
    #[serde(default)]
    message: String,
}

/// It looked at it and did nothing, if it says so in its own words.
fn refused(status: u16, body: &[u8]) -> DisputeAnswer {
    match serde_json::from_slice::<Refused>(body) {
        Ok(Refused { error }) => DisputeAnswer::refused(&error.code, error.message),
        Err(_) => DisputeAnswer::unknown(format!("the gateway answered {status}")),
    }
}

/// What a dispute that was read tells.
fn facts(account: &Account, body: &[u8]) -> Reading {
    let read = serde_json::from_slice::<Dispute>(body).map_err(|why| format!("the reply cannot be read: {why}"));
    match read.and_then(|dispute| dispute.facts(&account.name)) {
        Ok(facts) => Reading::Facts(facts),
        Err(why) => Reading::Unreadable { why },
    }
}
