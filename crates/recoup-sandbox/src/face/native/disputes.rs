//! Disputes of the native protocol: listed, shown, answered once, given in to.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::objects::DisputeView;
use super::{Said, error, found, read, refusal};
use crate::bank::{Bank, Dispute};
use crate::face::Answer;
use crate::face::answer::to_json;
use crate::face::common::mac::from_base64;
use crate::wire::WireRequest;

/// Disputes on a page.
const PAGE: usize = 50;

/// Bytes of a document at most.
const MOST_BYTES: usize = 4_000_000;

#[derive(Deserialize)]
struct EvidenceBody {
    pieces: Vec<Piece>,
    /// Whether it is the answer.
    submit: bool,
}

/// Words, or a document in base64.
#[derive(Deserialize)]
struct Piece {
    kind: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    media_type: Option<String>,
    #[serde(default)]
    base64: Option<String>,
}

/// A page, newest first: those opened from `since` on and before `until`. The cursor is the last one that was shown.
pub(super) fn list(bank: &Bank, request: &WireRequest) -> Said {
    let (since, until) = (instant(request, "since")?, instant(request, "until")?);
    let fits = |it: &&Dispute| {
        since.is_none_or(|since| it.created_at_us >= since) && until.is_none_or(|until| it.created_at_us < until)
    };
    let all: Vec<&Dispute> = bank.disputes().iter().rev().filter(fits).collect();
    let from = match request.query_value("cursor").filter(|cursor| !cursor.is_empty()) {
        None => 0,
        Some(cursor) => match all.iter().position(|it| it.id == cursor) {
            Some(at) => at + 1,
            None => return Err(error(400, "invalid_request", "the cursor is not of this list")),
        },
    };
    let page: Vec<&Dispute> = all.iter().skip(from).take(PAGE).copied().collect();
    let more = all.len() > from + page.len();
    let next = page.last().filter(|_| more).map(|last| last.id.clone());
    let shown: Vec<DisputeView<'_>> = page.iter().map(|it| DisputeView::of(bank, it)).collect();
    Ok(Answer::json(200, &json!({"disputes": shown, "next": next})))
}

/// Microseconds since 1970 of a parameter.
fn instant(request: &WireRequest, name: &str) -> Result<Option<i64>, Answer> {
    let Some(text) = request.query_value(name) else { return Ok(None) };
    let read: Result<Timestamp, _> = text.parse();
    let bad = |_| error(400, "invalid_request", "a time is written as in RFC 3339");
    read.map(|at| Some(at.as_microsecond())).map_err(bad)
}

pub(super) fn show(bank: &Bank, id: &str) -> Said {
    found(bank.find_dispute(id)).map(|it| Answer::json(200, &DisputeView::of(bank, it)))
}

/// Takes evidence in, each piece by itself, and answers with it where that is asked.
pub(super) fn evidence(bank: &mut Bank, id: &str, body: &[u8]) -> Said {
    found(bank.find_dispute(id))?;
    let EvidenceBody { pieces, submit } = read(body)?;
    if pieces.is_empty() {
        return Err(error(422, "no_evidence", "there is no evidence"));
    }
    pieces.iter().try_for_each(fits)?;
    for piece in &pieces {
        let what = match &piece.text {
            Some(text) => json!({"kind": piece.kind, "text": text}),
            None => json!({"kind": piece.kind, "name": piece.name, "media_type": piece.media_type}),
        };
        bank.add_evidence(id, &to_json(&what)).map_err(|no| refusal(&no, ""))?;
    }
    if submit {
        bank.submit_evidence(id).map_err(|no| refusal(&no, ""))?;
    }
    show(bank, id)
}

/// A piece is words or a document, and neither is empty.
fn fits(piece: &Piece) -> Result<(), Answer> {
    let bad = |why: &str| Err(error(422, "bad_evidence", why));
    match (&piece.text, &piece.base64) {
        _ if piece.kind.is_empty() => bad("a piece has a kind"),
        (Some(text), None) if !text.trim().is_empty() => Ok(()),
        (None, Some(base64)) => match from_base64(base64) {
            Some(bytes) if bytes.is_empty() => bad("a document is empty"),
            Some(bytes) if bytes.len() > MOST_BYTES => bad("a document has up to 4 MB"),
            Some(_) if piece.name.is_some() && piece.media_type.is_some() => Ok(()),
            Some(_) => bad("a document has a name and a media type"),
            None => bad("a document is written in base64"),
        },
        _ => bad("a piece is words or a document"),
    }
}

/// Gives in, for good.
pub(super) fn accept(bank: &mut Bank, id: &str) -> Said {
    bank.accept_dispute(id).map_err(|no| refusal(&no, ""))?;
    show(bank, id)
}
