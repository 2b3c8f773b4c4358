//! Laying a piece of evidence to a dispute: words, or a document. It can be taken away again until it is handed in.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use recoup_core::payment::dispute::evidence::AddEvidence;
use recoup_core::payment::dispute::{Origin, Proof};
use recoup_core::text;
use serde::Deserialize;

use super::case::Case;
use super::proof::title;
use crate::access::Permission;
use crate::engine::request::hex_sha256;
use crate::http::Shared;
use crate::http::auth::{Right, right};
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::{Trouble, see};
use crate::pages::upload::{self, Kept, Sent};
use crate::pages::{act, shell};
use crate::people::token;
use crate::store::evidence::EvidenceRow;

/// Contents of evidence are about persons: who works on disputes sees them, and who reviews that.
#[derive(Debug)]
pub struct See;

impl Right for See {
    const ANY_OF: &'static [Permission] = &[Permission::AskRefunds, Permission::MoveMoney, Permission::ReadBooks];
}

/// Most signs of words; more goes into a document.
const MOST_WORDS: usize = 20_000;

/// Which field of the form a field of the command is.
const KNOWN: [(&str, &str); 3] = [("proof", "proof"), ("note", "note"), ("size_bytes", "words")];

/// What the form begins with.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    proof: String,
}

/// Shows the form.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path(text): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let case = open(&face, &visitor, &text).await?;
    let fields = Fields::fresh([("proof", which.proof), (KEY, token::secret())]);
    Ok(page(&visitor, &case, &fields))
}

async fn open(face: &Shared, visitor: &Visitor, text: &str) -> Result<Case, Problem> {
    let case = Case::read(face, visitor, text).await?;
    if case.takes_evidence() {
        return Ok(case);
    }
    Err(Problem::new(409, "not_in_state", "this dispute has ended, and takes no evidence any more"))
}

/// Lays the piece. A form that is sent twice lays it once.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path(text): Path<String>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let case = open(&face, &visitor, &text).await?;
    let Sent { mut fields, file } = sent;
    let came_with_file = file.is_some();
    let kept = upload::checked(file).unwrap_or_else(|why| {
        fields.wrong("file", why);
        Kept::default()
    });
    if let Some((proof, kept)) = meant(&mut fields, kept) {
        match lay(&face, &visitor, &case, (proof, kept), &mut fields).await {
            Ok(()) => return Ok(see(&format!("{}?done=add", case.address()))),
            Err(problem) => fields.refused(&problem, &KNOWN),
        }
    }
    if came_with_file {
        fields.wrong("file", "choose the file once more: browsers do not keep it");
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visitor, &case, &fields)).into_response())
}

/// What was chosen and typed, unless something of it cannot be taken.
fn meant(fields: &mut Fields, file: Kept) -> Option<(Proof, Kept)> {
    let proof = Proof::all().find(|proof| proof.word() == fields.text("proof"));
    if proof.is_none() {
        fields.wrong("proof", "choose what it proves");
    }
    let words = fields.text("words").replace("\r\n", "\n");
    let kept = match (words.is_empty(), file.bytes.is_empty()) {
        (false, true) => Kept { bytes: words.clone().into_bytes(), ..Kept::default() },
        (true, false) => file,
        (true, true) => {
            fields.wrong("words", "write what proves it, or choose a document");
            return None;
        }
        (false, false) => {
            fields.wrong("words", "either words or a document; lay the other as a piece of its own");
            return None;
        }
    };
    if words.chars().count() > MOST_WORDS {
        fields.wrong("words", format!("at most {MOST_WORDS} signs; put more into a document"));
    } else if text::looks_like_card_number(&words) {
        fields.wrong("words", "something in it looks like a card number; take it out");
    }
    proof.filter(|_| fields.is_fine()).map(|proof| (proof, kept))
}

/// Keeps the contents, then names them: an answer must never name what is not there.
async fn lay(
    face: &Shared,
    visitor: &Visitor,
    case: &Case,
    (proof, kept): (Proof, Kept),
    fields: &mut Fields,
) -> Result<(), Problem> {
    let (dispute, sha256) = (case.dispute.id.clone(), hex_sha256(&kept.bytes));
    // The file is no field, and yet a part of what is sent.
    fields.set("sha256", sha256.clone());
    let act = AddEvidence {
        dispute: dispute.clone(),
        proof,
        origin: Origin::Upload,
        media_type: kept.kind.to_owned(),
        sha256: sha256.clone(),
        size_bytes: kept.bytes.len() as u64,
        note: fields.text("note").to_owned(),
    };
    let row = EvidenceRow {
        tenant: visitor.caller.tenant.clone(),
        dispute: dispute.to_string(),
        sha256,
        payment: case.payment.id.to_string(),
        name: kept.name,
        media_type: kept.kind.to_owned(),
        content: kept.bytes,
        at_us: face.wall_us(),
    };
    face.engine.store().put_evidence(&row).await?;
    act::act(face, &visitor.caller, &path(case), fields, act).await.map(drop)
}

fn path(case: &Case) -> String {
    format!("{}/evidence", case.address())
}

fn page(visitor: &Visitor, case: &Case, fields: &Fields) -> Response {
    let wanted: Vec<Proof> = case.completeness().wanted.into_iter().map(|(proof, _)| proof).collect();
    let mut choices = vec![(String::new(), "Choose …".to_owned())];
    choices.extend(wanted.iter().map(|proof| (proof.to_string(), format!("{} (wanted)", title(*proof)))));
    let others = Proof::all().filter(|proof| !wanted.contains(proof));
    choices.extend(others.map(|proof| (proof.to_string(), title(proof))));
    let content = html! {
        p { a href={ (case.address()) "#evidence" } { (case.name()) } }
        h1 { "Add evidence" }
        p class="lead" { "It is laid to the dispute, and leaves only when the evidence is handed in. Until then it can be removed." }
        (fields.summary())
        form method="post" action=(path(case)) enctype="multipart/form-data" class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            (fields.choice("proof", "What it proves", &choices))
            (fields.input("words", "In words", Input { kind: "area", hint: Some("The bank reads it as it stands. Never a card number."), ..Input::default() }))
            (upload::input(fields, "Or a document", ""))
            (fields.input("note", "Note for colleagues", Input { hint: Some("It is not handed in."), ..Input::default() }))
            p class="actions" {
                button class="main" { "Add" }
                a class="button" href=(case.address()) { "Back" }
            }
        }
    };
    shell::page(visitor, "Add evidence", "/disputes", content)
}

/// Hands the contents of a piece out, to be saved.
///
/// # Errors
/// 404, also where it was erased, or what the store met.
pub async fn content(
    State(face): State<Shared>,
    visitor: May<See>,
    Path((text, no)): Path<(String, u32)>,
) -> Result<Response, Trouble> {
    let case = Case::read(&face, &visitor, &text).await?;
    let piece = case.dispute.pieces().find(|piece| piece.no == no).ok_or_else(Trouble::nowhere)?;
    let (tenant, dispute) = (&visitor.caller.tenant, case.dispute.id.as_str());
    let found = face.engine.store().evidence(tenant, dispute, &piece.sha256).await?;
    let row = found.ok_or_else(Trouble::nowhere)?;
    let name = if row.name.is_empty() { format!("{}.txt", piece.proof) } else { row.name };
    let kind = if row.media_type.is_empty() { "text/plain" } else { &row.media_type };
    Ok(upload::handed_out(&name, kind, row.content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_words_or_a_document() {
        let file = || Kept { name: "a.pdf".to_owned(), kind: "application/pdf", bytes: b"%PDF-".to_vec() };
        let typed =
            |proof: &str, words: &str| Fields::fresh([("proof", proof.to_owned()), ("words", words.to_owned())]);
        let (proof, kept) = meant(&mut typed("receipt", "one\r\ntwo"), Kept::default()).expect("words");
        assert_eq!((proof, kept.bytes.as_slice(), kept.kind), (Proof::Receipt, b"one\ntwo".as_slice(), ""));
        assert_eq!(meant(&mut typed("delivery", ""), file()).expect("a document").1.kind, "application/pdf");
        for (proof, words, kept, wrong) in [
            ("", "it came", Kept::default(), "proof"),
            ("alibi", "it came", Kept::default(), "proof"),
            ("receipt", "", Kept::default(), "words"),
            ("receipt", "it came", file(), "words"),
            ("receipt", "4242 4242 4242 4242", Kept::default(), "words"),
        ] {
            let mut fields = typed(proof, words);
            assert!(meant(&mut fields, kept).is_none() && fields.why(wrong).is_some(), "{proof} {words}");
        }
    }
}
