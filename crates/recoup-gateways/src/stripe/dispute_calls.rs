//! Calls about disputes at Stripe: a list, a look, files and evidence, and closing, which is giving in.
//!
//! Evidence counts once. Stripe hands it in unless `submit=false` is said, and one field that is touched hands in all:
//! so it is always said. Files go to a host of their own first; a file that no evidence names harms nobody, so a lost
//! upload is simply made again under its key.

use recoup_core::effect::read_reference;
use serde_json::Value;

use super::facts::REFERENCE;
use super::json::Obj;
use super::words::{DISPUTE, DISPUTE_WAITS, ERROR_CODES, ERROR_TYPES, EVIDENCE_FILES, EVIDENCE_TEXTS, ErrorIs, find};
use super::{MONEY, plan, webhook};
use crate::dispute::{
    Calls, Content, DisputeAnswer, DisputeAsked, DisputeCall, DisputeOdd, DisputeSeen, DisputeStatus, DisputeStep,
    EvidenceRules, FileRequest, Piece, Repeat, without_reply,
};
use crate::form::{Form, encoded};
use crate::multipart::Multipart;
use crate::{Account, CannotPlan, Direction, Header, Reading, Reply};

/// Looks at the dispute; the only stage of a list.
const LOOK: u8 = 0;
/// Uploads the next file; the names of those before are carried.
const UPLOAD: u8 = 1;
/// Sends the evidence, or closes the dispute.
const DEED: u8 = 2;
/// The deed under a further key, after a stored error.
const DEED_AFRESH: u8 = 3;
/// The upload under a further key.
const UPLOAD_AFRESH: u8 = 4;

/// Disputes on a page, the most that Stripe gives.
const PAGE: u8 = 100;
/// Seconds before a call is made again, where Stripe does not say.
const PAUSE_SECS: u32 = 2;
/// Seconds before a call is made again that an operator must help first.
const LONG_PAUSE_SECS: u32 = 60;

/// What Stripe takes.
const RULES: EvidenceRules = EvidenceRules {
    stages: true,
    repeat: Repeat::Key,
    texts: EVIDENCE_TEXTS,
    files: EVIDENCE_FILES,
    media_types: &["application/pdf", "image/jpeg", "image/png"],
    file_bytes_most: 4_500_000,
    files_bytes_most: 4_500_000,
    text_chars_most: 20_000,
    texts_chars_most: 150_000,
    source: "API specification and SDK 2026-08 (fields, 20 000 and 150 000 characters, one submission); 4.5 MB of files \
             of PDF, JPEG or PNG are unconfirmed (2026-11); pages are limited by network, which the API refuses",
};

/// The calls there are.
pub(super) static CALLS: Calls = Calls { rules: Some(&RULES), plan, read, facts };

/// The first request of a call.
fn plan(call: &DisputeCall, account: &Account) -> Result<DisputeStep, CannotPlan> {
    RULES.check(call).map_err(plan::cannot)?;
    if let DisputeCall::List { since, until, cursor } = call {
        let span = format!("created%5Bgte%5D={}&created%5Blt%5D={}", since.as_second(), until.as_second());
        let mut path = format!("/v1/disputes?limit={PAGE}&{span}&expand%5B%5D=data.payment_intent");
        if !cursor.is_empty() {
            path = format!("{path}&starting_after={}", encoded(cursor));
        }
        return Ok(DisputeStep::first(plan::get(account, &path)));
    }
    if !is_id(call.dispute()) {
        return Err(plan::cannot("the dispute's name is not one of Stripe's"));
    }
    let path = format!("{}?expand%5B%5D=payment_intent", path(call));
    Ok(DisputeStep::first(plan::get(account, &path)))
}

/// What a dispute that was read tells, as after an event.
fn facts(account: &Account, body: &[u8]) -> Reading {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => webhook::of_dispute(account, Obj(&value), None),
        Err(error) => Reading::unreadable(format!("the reply cannot be read: {error}")),
    }
}

/// Whether a text can be one of Stripe's ids: what goes into a path must not lead anywhere else.
fn is_id(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn path(call: &DisputeCall) -> String {
    format!("/v1/disputes/{}", encoded(call.dispute()))
}

/// Whether a stage does nothing that counts.
const fn looks(stage: u8) -> bool {
    matches!(stage, LOOK | UPLOAD | UPLOAD_AFRESH)
}

/// What a reply to a step means.
fn read(asked: &DisputeAsked<'_>, reply: &Reply<'_>) -> DisputeAnswer {
    let looks = looks(asked.stage);
    if let Some(answer) = without_reply(reply, looks) {
        return answer;
    }
    let Reply::Http { status, body, .. } = reply else { return DisputeAnswer::unknown("there is no reply") };
    let value: Option<Value> = serde_json::from_slice(body).ok();
    match (status, value) {
        (200..=299, Some(value)) => said(asked, Obj(&value)),
        (200..=299, None) if looks => DisputeAnswer::again(PAUSE_SECS, format!("Stripe's {status} cannot be read")),
        (200..=299, None) => DisputeAnswer::unknown(format!("Stripe's {status} cannot be read")),
        (_, value) => refused(asked, reply, *status, value.as_ref()),
    }
}

fn said(asked: &DisputeAsked<'_>, object: Obj<'_>) -> DisputeAnswer {
    match (asked.stage, asked.call) {
        (LOOK, DisputeCall::List { .. }) => listed(object),
        (LOOK, DisputeCall::Read { dispute, .. }) => DisputeAnswer::one(seen_of(object, dispute)),
        (LOOK, DisputeCall::Evidence { dispute, .. } | DisputeCall::Accept { dispute, .. }) => {
            match seen_of(object, dispute) {
                Ok(seen) => looked(asked, seen),
                Err(why) => DisputeAnswer::unknown(why),
            }
        }
        (UPLOAD | UPLOAD_AFRESH, DisputeCall::Evidence { .. }) => uploaded(asked, object),
        (DEED | DEED_AFRESH, DisputeCall::Evidence { dispute, submit, .. }) => match seen_of(object, dispute) {
            Ok(seen) if *submit && seen.waits_for_us() => {
                DisputeAnswer::unknown("Stripe took the evidence, and the dispute still waits for it")
            }
            Ok(_) if *submit => DisputeAnswer::EvidenceSubmitted,
            Ok(_) => DisputeAnswer::EvidenceStaged,
            Err(why) => DisputeAnswer::unknown(why),
        },
        (DEED | DEED_AFRESH, DisputeCall::Accept { dispute, .. }) => match seen_of(object, dispute) {
            Ok(seen) if seen.is_over() => DisputeAnswer::Accepted,
            Ok(_) => DisputeAnswer::unknown("Stripe took it, and the dispute is not closed"),
            Err(why) => DisputeAnswer::unknown(why),
        },
        (stage, _) => DisputeAnswer::unknown(format!("there is no stage {stage}")),
    }
}

/// After the look: the deed, if the dispute still waits for it.
fn looked(asked: &DisputeAsked<'_>, seen: DisputeSeen) -> DisputeAnswer {
    let goes_on = match asked.call {
        DisputeCall::Accept { .. } => !seen.is_over(),
        _ => seen.waits_for_us(),
    };
    if goes_on { next(asked, Vec::new()) } else { DisputeAnswer::NotWaiting(Box::new(seen)) }
}

/// The next file, or the deed once all are there.
fn next(asked: &DisputeAsked<'_>, carried: Vec<String>) -> DisputeAnswer {
    match asked.call {
        DisputeCall::Evidence { pieces, key, .. } => match files(pieces).nth(carried.len()) {
            Some(piece) => DisputeAnswer::Next(upload(asked.account, piece, (key, carried), false)),
            None => DisputeAnswer::Next(deed(asked, carried, false)),
        },
        _ => DisputeAnswer::Next(deed(asked, carried, false)),
    }
}

fn files(pieces: &[Piece]) -> impl Iterator<Item = &Piece> {
    pieces.iter().filter(|piece| piece.content.is_file())
}

fn upload(account: &Account, piece: &Piece, (key, carried): (&str, Vec<String>), afresh: bool) -> DisputeStep {
    let parts = Multipart::new().field("purpose", "dispute_evidence");
    let (kind, body) = match &piece.content {
        Content::File { name, media_type, bytes } => parts.file("file", (name, media_type), bytes).done(),
        Content::Text(_) => parts.done(),
    };
    let mut headers = plan::headers(account);
    headers.push(Header::new("content-type", kind));
    let (again, stage) = if afresh { ("-r1", UPLOAD_AFRESH) } else { ("", UPLOAD) };
    headers.push(Header::new("idempotency-key", format!("{key}-file-{}{again}", piece.proof)));
    let url = format!("{}/v1/files", files_host(&account.base_url));
    DisputeStep { request: FileRequest { method: "POST", url, headers, body }, stage, carried }
}

/// Files have a host of their own; an address that is not Stripe's has not.
fn files_host(base_url: &str) -> &str {
    if base_url == "https://api.stripe.com" { "https://files.stripe.com" } else { base_url }
}

/// The request that counts.
fn deed(asked: &DisputeAsked<'_>, carried: Vec<String>, afresh: bool) -> DisputeStep {
    let (path, form, key) = match asked.call {
        DisputeCall::Evidence { pieces, submit, key, .. } => {
            (path(asked.call), evidence(pieces, *submit, &carried), key.as_str())
        }
        DisputeCall::Accept { key, .. } => (format!("{}/close", path(asked.call)), Form::new(), key.as_str()),
        DisputeCall::List { .. } | DisputeCall::Read { .. } => (path(asked.call), Form::new(), ""),
    };
    let (key, stage) = if afresh { (format!("{key}-r1"), DEED_AFRESH) } else { (key.to_owned(), DEED) };
    let request = plan::post(asked.account, &path, form, Some(key)).into();
    DisputeStep { request, stage, carried }
}

fn evidence(pieces: &[Piece], submit: bool, uploaded: &[String]) -> Form {
    let mut form = Form::new();
    for piece in pieces {
        if let Content::Text(text) = &piece.content {
            form = form.nested(&["evidence", RULES.word_of(piece)], text);
        }
    }
    for (piece, file) in files(pieces).zip(uploaded) {
        form = form.nested(&["evidence", RULES.word_of(piece)], file);
    }
    form.field("submit", if submit { "true" } else { "false" })
}

fn uploaded(asked: &DisputeAsked<'_>, file: Obj<'_>) -> DisputeAnswer {
    let id = file.text("id");
    if file.text("object") != "file" || !is_id(id) || file.text("purpose") != "dispute_evidence" {
        return DisputeAnswer::unknown("Stripe's answer to an upload is no file");
    }
    let mut carried = asked.carried.to_vec();
    carried.push(id.to_owned());
    next(asked, carried)
}

fn listed(list: Obj<'_>) -> DisputeAnswer {
    if list.text("object") != "list" || list.at("data").is_none() {
        return DisputeAnswer::unknown("Stripe's answer is no list");
    }
    let last = list.items("data").last().map_or("", |dispute| dispute.text("id"));
    if list.says("has_more") && last.is_empty() {
        return DisputeAnswer::unknown("Stripe says that there are more, and not behind which");
    }
    let next = if list.says("has_more") { last.to_owned() } else { String::new() };
    let odd = |dispute: Obj<'_>, why: String| DisputeOdd { name: dispute.text("id").to_owned(), why };
    DisputeAnswer::page(list.items("data").map(|one| seen(one).map_err(|why| odd(one, why))), next)
}

/// The dispute, if it is the one that was asked for.
fn seen_of(object: Obj<'_>, dispute: &str) -> Result<DisputeSeen, String> {
    let seen = seen(object)?;
    if seen.name == dispute { Ok(seen) } else { Err("Stripe's answer is about another dispute".to_owned()) }
}

fn seen(dispute: Obj<'_>) -> Result<DisputeSeen, String> {
    let name = dispute.text("id");
    if dispute.text("object") != "dispute" || name.is_empty() {
        return Err("it is no dispute".to_owned());
    }
    let word = dispute.text("status");
    let (stage, end) = find(DISPUTE, word).ok_or_else(|| {
        format!("a dispute that is `{}` is not in the adapter's table", word.chars().take(40).collect::<String>())
    })?;
    let units = dispute.int("amount").ok_or("it has no amount")?;
    let amount =
        MONEY.of_wire(units, dispute.text("currency"), Direction::Refund).map_err(|error| error.to_string())?;
    let time = |path: &str| {
        // 0 says that no answer is taken.
        let secs = dispute.int(path).filter(|secs| *secs > 0)?;
        jiff::Timestamp::from_second(secs).ok()
    };
    let status = match end {
        Some(end) => DisputeStatus::Ended(end),
        None if DISPUTE_WAITS.contains(&word) => DisputeStatus::NeedsResponse,
        None => DisputeStatus::UnderReview,
    };
    let ours =
        dispute.texts("payment_intent.metadata").find(|(key, _)| *key == REFERENCE).map_or("", |(_, value)| value);
    Ok(DisputeSeen {
        name: name.to_owned(),
        payment: dispute.id("payment_intent").to_owned(),
        reference: if read_reference(ours).is_some() { ours.to_owned() } else { String::new() },
        reason: dispute.text("reason").to_owned(),
        network_code: dispute.text("payment_method_details.card.network_reason_code").to_owned(),
        amount,
        stage: Some(stage),
        status,
        due_at: time("evidence_details.due_by"),
        opened_at: time("created"),
    })
}

/// An answer that is no success.
fn refused(asked: &DisputeAsked<'_>, reply: &Reply<'_>, status: u16, body: Option<&Value>) -> DisputeAnswer {
    let error = body.and_then(|value| Obj(value).whole("error"));
    let text = |path: &str| error.map_or("", |error| error.text(path));
    let code = [text("code"), text("type")].into_iter().find(|word| !word.is_empty()).unwrap_or("");
    let why = format!("Stripe answered {status} {code}").trim_end().to_owned();
    let looks = looks(asked.stage);
    let replayed = reply.header("idempotent-replayed") == Some("true");
    let pause_secs = reply.header("retry-after").and_then(|secs| secs.parse().ok()).unwrap_or(PAUSE_SECS).max(1);
    if status >= 500 {
        // A stored error is the end of its key. The look before it, in this very call, saw that nothing was done.
        return match asked.stage {
            DEED if replayed => DisputeAnswer::Next(deed(asked, asked.carried.to_vec(), true)),
            UPLOAD if replayed => upload_afresh(asked, why),
            _ if looks && !replayed => DisputeAnswer::again(pause_secs, why),
            _ => DisputeAnswer::unknown(why),
        };
    }
    if matches!(status, 401 | 403) {
        return DisputeAnswer::again(LONG_PAUSE_SECS, why);
    }
    let by_code = find(ERROR_CODES, text("code"));
    match by_code.or_else(|| find(ERROR_TYPES, text("type"))).unwrap_or(ErrorIs::Silent) {
        _ if matches!(status, 409 | 429) && by_code.is_none() => DisputeAnswer::again(pause_secs, why),
        ErrorIs::Later => DisputeAnswer::again(pause_secs, why),
        ErrorIs::Refused => DisputeAnswer::refused(code, text("message")),
        ErrorIs::Silent => DisputeAnswer::unknown(why),
    }
}

/// The file that is under way once more: that one of its name may be there already harms nobody.
fn upload_afresh(asked: &DisputeAsked<'_>, why: String) -> DisputeAnswer {
    let DisputeCall::Evidence { pieces, key, .. } = asked.call else { return DisputeAnswer::unknown(why) };
    match files(pieces).nth(asked.carried.len()) {
        Some(piece) => DisputeAnswer::Next(upload(asked.account, piece, (key, asked.carried.to_vec()), true)),
        None => DisputeAnswer::unknown(why),
    }
}
