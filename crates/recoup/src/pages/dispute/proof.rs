//! The evidence of a dispute, kind by kind: what is wanted for its reason, what people laid to it, what the books prove by
//! themselves, and what is missing.

use maud::{Markup, html};
use recoup_core::payment::dispute::collect::Collected;
use recoup_core::payment::dispute::{Evidence, Origin, Proof};

use super::case::Case;
use super::lay::See;
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::Right;
use crate::pages::guard::Visitor;
use crate::pages::trouble::{Trouble, sentence};
use crate::pages::{shell, words};

/// Words of a piece that are shown on the page; longer ones are handed out as a file.
const MOST_SHOWN_BYTES: u64 = 4_096;

/// A row of the checklist.
struct Row<'a> {
    proof: Proof,
    wanted: bool,
    /// What people laid, with its words where they are short.
    laid: Vec<(&'a Evidence, Option<String>)>,
    /// What the books prove.
    books: Option<Collected>,
}

/// The checklist.
///
/// # Errors
/// What the store met.
pub async fn list(face: &Shared, visitor: &Visitor, case: &Case) -> Result<Markup, Trouble> {
    let completeness = case.completeness();
    let rows = rows(face, visitor, case).await?;
    let (may, sees) = (visitor.may(Permission::AskRefunds) && case.takes_evidence(), visitor.may_any(See::ANY_OF));
    Ok(html! {
        section aria-labelledby="evidence" data-part="evidence" {
            h2 id="evidence" { "Evidence " span class="quiet" { (completeness.percent) " % of what is wanted" } }
            @if completeness.refunded {
                p class="note" {
                    "Money of this payment went back already. Prove that rather than give in, which would pay twice."
                }
            }
            (shell::scroll_under("evidence", html! {
                table {
                    thead { tr {
                        th scope="col" { "Proof" } th scope="col" { "Wanted" } th scope="col" { "There" }
                        th scope="col" { "What" } th scope="col" { "Next" }
                    } }
                    tbody { @for row in &rows { (one(case, row, (may, sees))) } }
                }
            }))
            @if may {
                p class="actions" { a class="button" href={ (case.address()) "/evidence" } { "Add evidence" } }
            }
        }
    })
}

async fn rows<'a>(face: &Shared, visitor: &Visitor, case: &'a Case) -> Result<Vec<Row<'a>>, Trouble> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (proof, _) in case.completeness().wanted {
        rows.push(Row { proof, wanted: true, laid: Vec::new(), books: None });
    }
    for piece in case.dispute.pieces() {
        let words = words_of(face, visitor, case, piece).await?;
        row_of(&mut rows, piece.proof).laid.push((piece, words));
    }
    for found in case.collected() {
        let proof = found.proof;
        row_of(&mut rows, proof).books = Some(found);
    }
    Ok(rows)
}

fn row_of<'r, 'a>(rows: &'r mut Vec<Row<'a>>, proof: Proof) -> &'r mut Row<'a> {
    let at = rows.iter().position(|row| row.proof == proof).unwrap_or(rows.len());
    if at == rows.len() {
        rows.push(Row { proof, wanted: false, laid: Vec::new(), books: None });
    }
    &mut rows[at]
}

/// The words of a piece, unless it is a document or long, or was erased.
async fn words_of(face: &Shared, visitor: &Visitor, case: &Case, piece: &Evidence) -> Result<Option<String>, Trouble> {
    if piece.is_file() || piece.size_bytes > MOST_SHOWN_BYTES || !visitor.may_any(See::ANY_OF) {
        return Ok(None);
    }
    let (tenant, dispute) = (&visitor.caller.tenant, case.dispute.id.as_str());
    let kept = face.engine.store().evidence(tenant, dispute, &piece.sha256).await?;
    Ok(kept.map(|row| String::from_utf8_lossy(&row.content).into_owned()))
}

fn one(case: &Case, row: &Row<'_>, (may, sees): (bool, bool)) -> Markup {
    let there = !row.laid.is_empty() || row.books.is_some();
    html! {
        tr {
            th scope="row" { (title(row.proof)) }
            td { @if row.wanted { "wanted" } @else { span class="quiet" { "extra" } } }
            td { @if there { (mark("good", "✓", "there")) } @else { (mark("ask", "?", "missing")) } }
            td class="proof" {
                @for (piece, words) in &row.laid { (laid(case, piece, (words.as_deref(), sees))) }
                // What a person laid says it better, and is handed in instead.
                @if let (Some(found), true) = (&row.books, row.laid.is_empty()) {
                    details {
                        summary { "From the books" }
                        blockquote { (found.words) }
                    }
                    p class="quiet" { (of_origin(found.origin)) ", put into words when it is handed in" }
                }
            }
            td class="next" {
                @if may {
                    @for (piece, _) in row.laid.iter().filter(|(piece, _)| !piece.handed_in) {
                        a href={ (case.address()) "/evidence/" (piece.no) "/remove" } { "Remove" } " "
                    }
                    @if row.laid.is_empty() {
                        a href={ (case.address()) "/evidence?proof=" (row.proof) } {
                            @if row.books.is_some() { "Say it better" } @else { "Add" }
                            span class="unseen" { ": " (title(row.proof)) }
                        }
                    }
                }
            }
        }
    }
}

fn laid(case: &Case, piece: &Evidence, (words, sees): (Option<&str>, bool)) -> Markup {
    let what = if piece.is_file() { piece.media_type.as_str() } else { "Words" };
    html! {
        @if let Some(words) = words { blockquote { (words) } } @else {
            p {
                @if sees { a href={ (case.address()) "/evidence/" (piece.no) } { (what) ", " (piece.size_bytes) " bytes" } }
                @else { (what) ", for those who work on disputes" }
            }
        }
        @if !piece.note.is_empty() { p { (piece.note) } }
        p class="quiet" { (of_origin(piece.origin)) @if piece.handed_in { ", handed in" } }
    }
}

fn mark(tone: &str, sign: &str, says: &str) -> Markup {
    html! { span class={ "chip " (tone) } { span aria-hidden="true" { (sign) } " " (says) } }
}

/// A kind of proof as people read it.
#[must_use]
pub fn title(proof: Proof) -> String {
    if proof == Proof::CustomerIp {
        return "Customer's IP address".to_owned();
    }
    sentence(&words::plain(proof.word())).trim_end_matches('.').to_owned()
}

const fn of_origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Order => "from the order",
        Origin::Shipment => "from what was delivered",
        Origin::Notice => "from what we told the customer",
        Origin::Refund => "from refunds",
        Origin::Contact => "from what the customer and we wrote",
        Origin::Upload => "brought by a person",
    }
}
