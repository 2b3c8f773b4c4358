//! Calls about disputes at PayPal: a list, a look, evidence with its documents in one request, accepting the claim.
//!
//! The list is a summary: it does not name the transaction, and what can be done is told by the links of the dispute
//! itself. Disputes v1 has no `PayPal-Request-Id` and keeps nothing before it is the answer, so the look that comes
//! first is what keeps evidence from being sent twice: what was taken leaves the status that waits for us.
//! Accepting makes PayPal refund by itself; that refund is told by an event and never sent by us.

use recoup_core::effect::read_reference;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::object::{NotFacts, WireMoney, is_id};
use super::stage::Stage;
use super::words::{self, Waits};
use super::{NAME, dispute, plan, webhook};
use crate::dispute::{
    Calls, Content, DisputeAnswer, DisputeAsked, DisputeCall, DisputeOdd, DisputeSeen, DisputeStatus, DisputeStep,
    EvidenceRules, FileRequest, Piece, Proof, Repeat, without_reply,
};
use crate::form::{encoded, fields};
use crate::multipart::Multipart;
use crate::{Account, CannotPlan, Header, Reply};

/// Looks.
const LOOK: u8 = 0;
/// Hands in, or accepts.
const DEED: u8 = 1;

/// Disputes on a page, the most PayPal gives.
const PAGE: u8 = 50;

/// What PayPal takes.
const RULES: EvidenceRules = EvidenceRules {
    stages: false,
    repeat: Repeat::Look,
    texts: words::EVIDENCE_TEXTS,
    files: words::EVIDENCE_FILES,
    media_types: &["application/pdf", "image/gif", "image/jpeg", "image/png"],
    file_bytes_most: 9_999_999,
    files_bytes_most: 50_000_000,
    text_chars_most: 2_000,
    texts_chars_most: 50_000,
    source: "Disputes v1, API specification 2024-02 (types, notes of 2 000 characters); supported file types and sizes \
             (less than 10 MB each, 50 MB in all), developer.paypal.com, read 2026-11",
};

fn cannot(why: impl Into<String>) -> CannotPlan {
    CannotPlan { gateway: NAME, why: why.into() }
}

/// The calls there are.
pub(super) static CALLS: Calls = Calls { rules: Some(&RULES), plan, read, facts: webhook::told_by_dispute };

/// The first request of a call.
fn plan(call: &DisputeCall, account: &Account) -> Result<DisputeStep, CannotPlan> {
    RULES.check(call).map_err(cannot)?;
    let path = match call {
        DisputeCall::List { since, until, cursor } => {
            let time = |at: &jiff::Timestamp| encoded(&at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string());
            let span = format!("create_time_after={}&create_time_before={}", time(since), time(until));
            let more = if cursor.is_empty() { String::new() } else { format!("&{}", page(cursor)?) };
            format!("/v1/customer/disputes?{span}&page_size={PAGE}{more}")
        }
        _ => path(call)?,
    };
    Ok(DisputeStep::first(plan::get(account, Stage::ReadOwn, &path).request))
}

/// The names of a parameter that goes on with a list, and what it may be.
fn page(cursor: &str) -> Result<String, CannotPlan> {
    let (name, value) = cursor.split_once('=').unwrap_or(("", ""));
    let known = matches!(name, "next_page_token" | "page") && !value.is_empty() && value.len() <= 500;
    if known {
        Ok(format!("{name}={}", encoded(value)))
    } else {
        Err(cannot("the page to go on with is none of PayPal's"))
    }
}

fn path(call: &DisputeCall) -> Result<String, CannotPlan> {
    let id = call.dispute();
    if is_id(id) { Ok(format!("/v1/customer/disputes/{id}")) } else { Err(cannot("the dispute has no name there")) }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct List {
    items: Option<Vec<Value>>,
    links: Vec<Link>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Link {
    rel: String,
    href: String,
}

/// A dispute as it is shown, in a list with less of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Shown {
    dispute_id: Option<String>,
    reason: Option<String>,
    external_reason_code: Option<String>,
    status: Option<String>,
    dispute_life_cycle_stage: Option<String>,
    dispute_amount: Option<WireMoney>,
    seller_response_due_date: Option<String>,
    create_time: Option<String>,
    disputed_transactions: Vec<Transaction>,
    links: Vec<Link>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Transaction {
    seller_transaction_id: Option<String>,
    custom: Option<String>,
}

/// What a reply to a step means.
fn read(asked: &DisputeAsked<'_>, reply: &Reply<'_>) -> DisputeAnswer {
    let looks = asked.stage == LOOK;
    if let Some(answer) = without_reply(reply, looks) {
        return answer;
    }
    let Reply::Http { status, body, .. } = reply else { return DisputeAnswer::unknown("there is no reply") };
    let word = super::reply::first_word(body);
    let why = format!("PayPal answered {status} {word}").trim_end().to_owned();
    match status {
        200..=299 => done(asked, body),
        401 => DisputeAnswer::again(1, why),
        403 => DisputeAnswer::again(60, format!("{why}; enable Disputes for the app")),
        408 | 425 | 429 => DisputeAnswer::again(5, why),
        400 | 404 | 422 if !word.is_empty() => DisputeAnswer::refused(&word, words::dispute_issue(&word)),
        500.. if looks => DisputeAnswer::again(5, why),
        _ => DisputeAnswer::unknown(why),
    }
}

fn done(asked: &DisputeAsked<'_>, body: &[u8]) -> DisputeAnswer {
    match (asked.stage, asked.call) {
        // The answer only links to the dispute, or is empty; anything else is not PayPal's.
        (DEED, _) if !body.is_empty() && serde_json::from_slice::<Map<String, Value>>(body).is_err() => {
            DisputeAnswer::unknown("the reply cannot be read")
        }
        (DEED, DisputeCall::Evidence { .. }) => DisputeAnswer::EvidenceSubmitted,
        (DEED, DisputeCall::Accept { .. }) => DisputeAnswer::Accepted,
        (LOOK, DisputeCall::List { .. }) => match serde_json::from_slice::<List>(body) {
            Ok(list) => listed(&list),
            Err(error) => DisputeAnswer::unknown(format!("the list cannot be read: {error}")),
        },
        (LOOK, call) => match serde_json::from_slice::<Value>(body) {
            Ok(value) => looked(asked, call, &value),
            Err(error) => DisputeAnswer::again(5, format!("the reply cannot be read: {error}")),
        },
        (stage, _) => DisputeAnswer::unknown(format!("there is no stage {stage}")),
    }
}

fn looked(asked: &DisputeAsked<'_>, call: &DisputeCall, value: &Value) -> DisputeAnswer {
    let read = read_one(value).and_then(|(seen, shown)| {
        if seen.name == call.dispute() {
            Ok((seen, shown))
        } else {
            Err("the reply is about another dispute".to_owned())
        }
    });
    let (seen, shown) = match read {
        Ok(read) => read,
        Err(why) => return DisputeAnswer::unknown(why),
    };
    let (open, action) = match call {
        DisputeCall::Evidence { .. } => (seen.waits_for_us(), "provide-evidence"),
        DisputeCall::Accept { .. } => (!seen.is_over(), "accept-claim"),
        DisputeCall::Read { .. } | DisputeCall::List { .. } => return DisputeAnswer::one(Ok(seen)),
    };
    if !open {
        return DisputeAnswer::NotWaiting(Box::new(seen));
    }
    // «In case the link is not present in the response, you can't provide evidence for the dispute.»
    if !shown.links.iter().any(|link| link.rel == action) {
        return DisputeAnswer::refused("no_link", format!("PayPal does not offer `{action}` for this dispute now"));
    }
    match deed(asked.account, call) {
        Ok(request) => DisputeAnswer::Next(DisputeStep { request, stage: DEED, carried: Vec::new() }),
        Err(cannot) => DisputeAnswer::unknown(cannot.to_string()),
    }
}

fn deed(account: &Account, call: &DisputeCall) -> Result<FileRequest, CannotPlan> {
    let (action, (kind, body)) = match call {
        DisputeCall::Evidence { pieces, .. } => ("provide-evidence", evidence(pieces)),
        _ => {
            let body = json!({"note": "The merchant accepts the claim."}).to_string();
            ("accept-claim", ("application/json".to_owned(), body.into_bytes()))
        }
    };
    let url = format!("{}{}/{action}", account.base_url, path(call)?);
    let headers = vec![plan::bearer(account), Header::new("content-type", kind)];
    Ok(FileRequest { method: "POST", url, headers, body })
}

/// The evidence as JSON, and its documents, each named by what it proves: names tell PayPal which belongs where.
fn evidence(pieces: &[Piece]) -> (String, Vec<u8>) {
    let mut list: Vec<(&'static str, Map<String, Value>)> = Vec::new();
    for piece in pieces {
        let kind = RULES.word_of(piece);
        let at = list.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            list.push((kind, Map::from_iter([("evidence_type".to_owned(), Value::from(kind))])));
            list.len().saturating_sub(1)
        });
        if let Some((_, one)) = list.get_mut(at) {
            put(one, piece);
        }
    }
    let list: Vec<Value> = list.into_iter().map(|(_, one)| Value::Object(one)).collect();
    let mut parts = Multipart::new().typed("input", "application/json", &json!({"evidences": list}).to_string());
    for (number, piece) in pieces.iter().filter(|piece| piece.content.is_file()).enumerate() {
        if let Content::File { media_type, bytes, .. } = &piece.content {
            parts =
                parts.file(&format!("file{}", number + 1), (&file_name(piece.proof, media_type), media_type), bytes);
        }
    }
    parts.done()
}

fn file_name(proof: Proof, media_type: &str) -> String {
    format!("{proof}.{}", media_type.rsplit('/').next().unwrap_or("pdf"))
}

/// Puts a piece into the evidence of its type.
fn put(one: &mut Map<String, Value>, piece: &Piece) {
    let text = match &piece.content {
        Content::File { media_type, .. } => {
            let name = json!({"name": file_name(piece.proof, media_type)});
            if let Some(list) = one.entry("documents").or_insert_with(|| json!([])).as_array_mut() {
                list.push(name);
            }
            return;
        }
        Content::Text(text) => text.as_str(),
    };
    let info = |one: &mut Map<String, Value>, path: &str, field: &str, value: Value| {
        let info = one.entry("evidence_info").or_insert_with(|| json!({}));
        let list = &mut info[path];
        if list.is_null() {
            *list = json!([{}]);
        }
        list[0][field] = value;
    };
    match piece.proof {
        Proof::TrackingNumber => info(one, "tracking_info", "tracking_number", text.into()),
        Proof::Carrier => match words::carrier(text) {
            Some(known) => info(one, "tracking_info", "carrier_name", known.into()),
            None => {
                info(one, "tracking_info", "carrier_name", "OTHER".into());
                info(one, "tracking_info", "carrier_name_other", text.into());
            }
        },
        Proof::RefundGiven => info(one, "refund_ids", "refund_id", text.into()),
        _ => {
            one.insert("notes".to_owned(), text.into());
        }
    }
}

fn listed(list: &List) -> DisputeAnswer {
    let Some(items) = &list.items else { return DisputeAnswer::unknown("PayPal's answer is no list") };
    let next = match list.links.iter().find(|link| link.rel == "next") {
        None => String::new(),
        Some(link) => match cursor(&link.href) {
            Some(cursor) => cursor,
            None => return DisputeAnswer::unknown("the next page of the list has no name"),
        },
    };
    let odd = |one: &Value, why: String| {
        let name = one.get("dispute_id").and_then(Value::as_str).unwrap_or("");
        DisputeOdd { name: name.chars().take(60).collect(), why }
    };
    DisputeAnswer::page(items.iter().map(|one| read_one(one).map(|(seen, _)| seen).map_err(|why| odd(one, why))), next)
}

/// Where a list goes on, by the link to its next page; only that is taken from the address.
fn cursor(href: &str) -> Option<String> {
    let query = href.split_once('?').map_or("", |(_, query)| query);
    let mut found = fields(query).into_iter().filter(|(name, _)| matches!(name.as_str(), "next_page_token" | "page"));
    found.next().map(|(name, value)| format!("{name}={value}")).filter(|cursor| page(cursor).is_ok())
}

fn read_one(value: &Value) -> Result<(DisputeSeen, Shown), String> {
    let shown: Shown = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    let name = shown.dispute_id.clone().filter(|id| is_id(id)).ok_or("the dispute has no id")?;
    let word = shown.status.as_deref().unwrap_or("");
    let odd = |kind: &str, word: &str| {
        format!(
            "a dispute whose {kind} is `{}` is not in the adapter's table",
            word.chars().take(40).collect::<String>()
        )
    };
    let status = match words::dispute_status(word).ok_or_else(|| odd("status", word))? {
        Waits::ForUs => DisputeStatus::NeedsResponse,
        Waits::ForOthers => DisputeStatus::UnderReview,
        Waits::Over => match dispute::end_of(value).map_err(NotFacts::why)? {
            Some(end) => DisputeStatus::Ended(end),
            None => DisputeStatus::Over,
        },
    };
    let stage = match shown.dispute_life_cycle_stage.as_deref() {
        None => None,
        Some(word) => Some(words::stage(word).ok_or_else(|| odd("stage", word))?),
    };
    let amount = shown.dispute_amount.as_ref().ok_or("the dispute has no amount")?.money();
    let amount = amount.map_err(NotFacts::why)?;
    // Of several transactions none is the disputed one.
    let one = Some(shown.disputed_transactions.as_slice()).filter(|list| list.len() == 1).and_then(<[_]>::first);
    let time = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
    let ours = one.and_then(|one| one.custom.clone()).filter(|text| read_reference(text).is_some());
    let seen = DisputeSeen {
        name,
        payment: one.and_then(|one| one.seller_transaction_id.clone()).unwrap_or_default(),
        reference: ours.unwrap_or_default(),
        reason: shown.reason.clone().unwrap_or_default(),
        network_code: shown.external_reason_code.clone().unwrap_or_default(),
        amount,
        stage,
        status,
        due_at: time(&shown.seller_response_due_date),
        opened_at: time(&shown.create_time),
    };
    Ok((seen, shown))
}
