//! Calls about disputes: a search, a look, pieces of evidence one by one, finalizing, accepting.
//!
//! These calls have no key (SDK 4.48), so the look that comes first is all that keeps evidence from being there twice:
//! a text that the dispute shows already, under its category, is not sent again, and neither is a document where one
//! of its category is shown. Nothing counts before it is finalized, which is done once: afterwards the dispute is not
//! open, and the look says so.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use recoup_core::effect::read_reference;

use super::object::{Dispute, is_id};
use super::xml::{self, Node, Writer, cut};
use super::{plan, webhook, words};
use crate::dispute::{
    Calls, Content, DisputeAnswer, DisputeAsked, DisputeCall, DisputeOdd, DisputeSeen, DisputeStatus, DisputeStep,
    EvidenceRules, FileRequest, Piece, Repeat, without_reply,
};
use crate::multipart::Multipart;
use crate::{Account, CannotPlan, Reading, Reply};

/// Looks at the dispute, or searches.
const LOOK: u8 = 0;
/// Adds the first text of the pieces that are left.
const TEXT: u8 = 1;
/// Uploads the first document of the pieces that are left.
const UPLOAD: u8 = 2;
/// Adds what was uploaded.
const ATTACH: u8 = 3;
/// Finalizes, or accepts.
const DEED: u8 = 4;

/// Where `GENERAL` stands for a category, none is said: more than one piece may be general.
const GENERAL: &str = "GENERAL";

/// What Braintree takes.
const RULES: EvidenceRules = EvidenceRules {
    stages: true,
    repeat: Repeat::Look,
    texts: words::EVIDENCE_TEXTS,
    files: words::EVIDENCE_FILES,
    media_types: &["application/pdf", "image/jpeg", "image/png"],
    file_bytes_most: 4_000_000,
    files_bytes_most: 40_000_000,
    text_chars_most: 5_000,
    texts_chars_most: 50_000,
    source: "SDK 4.48 (calls), GraphQL reference (categories) and vendor documentation of document uploads (4 MB, PNG, \
             JPEG, PDF), read 2026-11; how long a text may be is not published (95708), 5 000 characters are ours",
};

/// The calls there are.
pub(super) static CALLS: Calls = Calls { rules: Some(&RULES), plan, read, facts };

/// What a dispute that was read tells, as after a notification.
fn facts(account: &Account, body: &[u8]) -> Reading {
    match xml::parse(body) {
        Ok(node) if node.name == "dispute" => webhook::dispute(&node, account),
        Ok(node) => Reading::unreadable(format!("the gateway answered with a <{}>", cut(&node.name))),
        Err(why) => Reading::unreadable(format!("the reply cannot be read: {why}")),
    }
}

/// The first request of a call.
fn plan(call: &DisputeCall, account: &Account) -> Result<DisputeStep, CannotPlan> {
    RULES.check(call).map_err(plan::cannot)?;
    if let DisputeCall::List { since, until, cursor } = call {
        return search(account, (*since, *until), cursor);
    }
    let path = path(call)?;
    Ok(DisputeStep::first(plan::request(account, "GET", &path, String::new())?))
}

fn path(call: &DisputeCall) -> Result<String, CannotPlan> {
    let id = call.dispute();
    if is_id(id) { Ok(format!("disputes/{id}")) } else { Err(plan::cannot("the dispute has no name there".to_owned())) }
}

/// Disputes are searched by the day on which they came in.
fn search(account: &Account, (since, until): (Timestamp, Timestamp), cursor: &str) -> Result<DisputeStep, CannotPlan> {
    let page: u32 = if cursor.is_empty() { 1 } else { cursor.parse().unwrap_or(0) };
    if page == 0 {
        return Err(plan::cannot("the page to go on with is no number".to_owned()));
    }
    let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date().to_string();
    let body =
        Writer::new("search").open("received-date", "").field("min", &day(since)).field("max", &day(until)).done();
    let path = format!("disputes/advanced_search?page={page}");
    Ok(DisputeStep::first(plan::request(account, "POST", &path, body)?))
}

/// What a reply to a step means.
fn read(asked: &DisputeAsked<'_>, reply: &Reply<'_>) -> DisputeAnswer {
    let looks = matches!(asked.stage, LOOK | UPLOAD);
    if let Some(answer) = without_reply(reply, looks) {
        return answer;
    }
    let Reply::Http { status, body, .. } = reply else { return DisputeAnswer::unknown("there is no reply") };
    match status {
        200 | 201 | 204 => done(asked, body),
        422 => match xml::parse(body) {
            Ok(node) if node.name == "api-error-response" => refused(&node),
            Ok(node) => DisputeAnswer::unknown(format!("the gateway answered 422 with <{}>", cut(&node.name))),
            Err(why) => DisputeAnswer::unknown(format!("the reply cannot be read: {why}")),
        },
        401 | 403 => {
            DisputeAnswer::again(60, format!("the gateway answered {status}; check the keys and their rights"))
        }
        404 if asked.call.dispute().is_empty() => DisputeAnswer::unknown("the gateway answered 404"),
        404 => DisputeAnswer::refused("404", "the gateway knows no such dispute"),
        426 => DisputeAnswer::again(3_600, "the gateway wants another version of its interface"),
        429 => DisputeAnswer::again(2, "the gateway has too many requests"),
        500..=599 if looks => DisputeAnswer::again(5, format!("the gateway answered {status}")),
        _ => DisputeAnswer::unknown(format!("the gateway answered {status}")),
    }
}

/// The codes of a validation error; it did nothing.
fn refused(node: &Node) -> DisputeAnswer {
    let code = super::reply::codes(node).into_iter().next().unwrap_or_default();
    match words::dispute_error(&code) {
        // What was finalized or accepted before is shown by the look of the next try.
        Some(why) => DisputeAnswer::refused(&code, why),
        None => DisputeAnswer::refused(&code, node.text_of("message")),
    }
}

fn done(asked: &DisputeAsked<'_>, body: &[u8]) -> DisputeAnswer {
    // These may answer with nothing.
    let deed = asked.stage == DEED && asked.call.is_deed();
    if deed && body.iter().all(u8::is_ascii_whitespace) {
        return deed_done(asked.call);
    }
    let node = match xml::parse(body) {
        Ok(node) => node,
        Err(why) if asked.stage == LOOK => return DisputeAnswer::again(5, format!("the reply cannot be read: {why}")),
        Err(why) => return DisputeAnswer::unknown(format!("the reply cannot be read: {why}")),
    };
    match (asked.stage, asked.call) {
        (DEED, _) if deed && node.name == "dispute" => deed_done(asked.call),
        (LOOK, DisputeCall::List { cursor, .. }) => listed(&node, cursor),
        (LOOK, DisputeCall::Read { dispute, .. }) => DisputeAnswer::one(seen_of(&node, dispute)),
        (LOOK, DisputeCall::Accept { dispute, .. }) => match seen_of(&node, dispute) {
            Ok(seen) if seen.waits_for_us() => step(asked, Vec::new()),
            Ok(seen) => DisputeAnswer::NotWaiting(Box::new(seen)),
            Err(why) => DisputeAnswer::unknown(why),
        },
        (LOOK, DisputeCall::Evidence { dispute, pieces, .. }) => match seen_of(&node, dispute) {
            Ok(seen) if seen.waits_for_us() => step(asked, left(pieces, &node)),
            Ok(seen) => DisputeAnswer::NotWaiting(Box::new(seen)),
            Err(why) => DisputeAnswer::unknown(why),
        },
        (TEXT | ATTACH, DisputeCall::Evidence { .. }) if node.name == "evidence" => {
            step(asked, asked.carried.iter().skip(1).cloned().collect())
        }
        (UPLOAD, DisputeCall::Evidence { .. }) if node.name == "document-upload" => match node.get("id") {
            Some(id) if is_id(id) => attach(asked, id),
            _ => DisputeAnswer::unknown("the upload has no name"),
        },
        (stage, _) => DisputeAnswer::unknown(format!("the reply to stage {stage} is a <{}>", cut(&node.name))),
    }
}

fn deed_done(call: &DisputeCall) -> DisputeAnswer {
    match call {
        DisputeCall::Accept { .. } => DisputeAnswer::Accepted,
        _ => DisputeAnswer::EvidenceSubmitted,
    }
}

/// The places of the pieces that the dispute does not show yet.
fn left(pieces: &[Piece], dispute: &Node) -> Vec<String> {
    let shown = dispute.child("evidence").map(|list| list.children.as_slice()).unwrap_or_default();
    let (mut used, mut left) = (vec![false; shown.len()], Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        let word = RULES.word_of(piece);
        let is_this = |one: &Node| {
            let category = one.get("category").unwrap_or(GENERAL);
            category.eq_ignore_ascii_case(word)
                && match &piece.content {
                    Content::Text(text) => one.get("comments") == Some(text.trim()),
                    Content::File { .. } => one.get("comments").is_none(),
                }
        };
        // Each that is shown stands for one of ours, so that two general documents are two.
        match shown.iter().enumerate().position(|(place, one)| !used[place] && is_this(one)) {
            Some(place) => used[place] = true,
            None => left.push(at.to_string()),
        }
    }
    left
}

/// The next piece, or the end.
fn step(asked: &DisputeAsked<'_>, left: Vec<String>) -> DisputeAnswer {
    match next(asked, left) {
        Ok(Some(step)) => DisputeAnswer::Next(step),
        Ok(None) => DisputeAnswer::EvidenceStaged,
        Err(cannot) => DisputeAnswer::unknown(cannot.to_string()),
    }
}

fn next(asked: &DisputeAsked<'_>, left: Vec<String>) -> Result<Option<DisputeStep>, CannotPlan> {
    let path = path(asked.call)?;
    let put = |what: &str| plan::request(asked.account, "PUT", &format!("{path}/{what}"), String::new());
    let (request, stage) = match (asked.call, piece(asked.call, &left)) {
        (DisputeCall::Accept { .. }, _) => (put("accept")?.into(), DEED),
        (DisputeCall::Evidence { submit: true, .. }, None) => (put("finalize")?.into(), DEED),
        (_, None) => return Ok(None),
        (_, Some(piece)) => match &piece.content {
            Content::Text(text) => {
                let body = evidence(piece, ("comments", text.trim()));
                (plan::request(asked.account, "POST", &format!("{path}/evidence"), body)?.into(), TEXT)
            }
            Content::File { name, media_type, bytes } => (upload(asked.account, (name, media_type), bytes)?, UPLOAD),
        },
    };
    Ok(Some(DisputeStep { request, stage, carried: left }))
}

fn piece<'a>(call: &'a DisputeCall, left: &[String]) -> Option<&'a Piece> {
    let DisputeCall::Evidence { pieces, .. } = call else { return None };
    left.first().and_then(|place| place.parse::<usize>().ok()).and_then(|place| pieces.get(place))
}

fn evidence(piece: &Piece, (field, value): (&'static str, &str)) -> String {
    let category = Some(RULES.word_of(piece)).filter(|word| *word != GENERAL);
    Writer::new("evidence").field(field, value).maybe("category", category).done()
}

fn upload(account: &Account, names: (&str, &str), bytes: &[u8]) -> Result<FileRequest, CannotPlan> {
    let (kind, body) =
        Multipart::new().field("document_upload[kind]", "evidence_document").file("file", names, bytes).done();
    let mut request = FileRequest::from(plan::request(account, "POST", "document_uploads", String::new())?);
    request.headers.push(crate::Header::new("content-type", kind));
    request.body = body;
    Ok(request)
}

fn attach(asked: &DisputeAsked<'_>, id: &str) -> DisputeAnswer {
    let Some(piece) = piece(asked.call, asked.carried) else {
        return DisputeAnswer::unknown("there is no piece to attach");
    };
    let request = path(asked.call).and_then(|path| {
        let body = evidence(piece, ("document-upload-id", id));
        plan::request(asked.account, "POST", &format!("{path}/evidence"), body)
    });
    match request {
        Ok(request) => {
            let carried = asked.carried.to_vec();
            DisputeAnswer::Next(DisputeStep { request: request.into(), stage: ATTACH, carried })
        }
        Err(cannot) => DisputeAnswer::unknown(cannot.to_string()),
    }
}

fn listed(node: &Node, cursor: &str) -> DisputeAnswer {
    if node.name != "disputes" {
        return DisputeAnswer::unknown(format!("the search answered with <{}>", cut(&node.name)));
    }
    let number = |name: &str| node.get(name).and_then(|text| text.parse::<u64>().ok());
    let (Some(size), Some(total)) = (number("page-size").filter(|size| *size > 0), number("total-items")) else {
        return DisputeAnswer::unknown("the search does not say how many there are");
    };
    let page: u64 = if cursor.is_empty() { 1 } else { cursor.parse().unwrap_or(1) };
    let more = page.saturating_mul(size) < total && node.all("dispute").next().is_some();
    let next = if more { page.saturating_add(1).to_string() } else { String::new() };
    let odd = |one: &Node, why: String| DisputeOdd { name: cut(one.text_of("id")), why };
    DisputeAnswer::page(node.all("dispute").map(|one| seen(one).map_err(|why| odd(one, why))), next)
}

/// The dispute, if it is the one that was asked for.
fn seen_of(node: &Node, dispute: &str) -> Result<DisputeSeen, String> {
    if node.name != "dispute" {
        return Err(format!("the reply is a <{}>", cut(&node.name)));
    }
    let seen = seen(node)?;
    if seen.name == dispute { Ok(seen) } else { Err("the reply is about another dispute".to_owned()) }
}

fn seen(node: &Node) -> Result<DisputeSeen, String> {
    let told = Dispute::read(node)?;
    let stage =
        words::stage(&told.kind).ok_or_else(|| format!("the kind of dispute `{}` is not known", cut(&told.kind)))?;
    let end = words::dispute(&told.status)
        .ok_or_else(|| format!("the dispute's status `{}` is not known", cut(&told.status)))?;
    let status = match end {
        Some(end) => DisputeStatus::Ended(end),
        None if words::DISPUTE_WAITS.contains(&told.status.as_str()) => DisputeStatus::NeedsResponse,
        None => DisputeStatus::UnderReview,
    };
    let start = |day: Date| day.to_zoned(TimeZone::UTC).ok().map(|start| start.timestamp());
    Ok(DisputeSeen {
        name: told.id,
        payment: told.transaction,
        reference: if read_reference(&told.order_id).is_some() { told.order_id } else { String::new() },
        reason: told.reason,
        network_code: node.text_of("reason-code").to_owned(),
        amount: told.amount,
        stage: Some(stage),
        status,
        due_at: told.reply_by.and_then(start),
        opened_at: node.get("created-at").and_then(|text| text.parse().ok()),
    })
}
