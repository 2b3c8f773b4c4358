//! Disputes: the board by due date, the evidence desk of each, what waits for its payment, and how near their number is to
//! the programmes of the card networks.

pub mod board;
pub mod case;
pub mod desk;
pub mod held;
pub mod lay;
pub mod mark;
pub mod programs;
pub mod proof;

use axum::Router;
use axum::routing::get;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::payment::dispute::DisputeStatus;
use recoup_core::payment::dispute::due::BUFFER_SECS;
use recoup_core::payment::facts::DisputeStage;

use super::words;
use crate::http::Shared;

/// The pages; the dialogs are among those of [`super::operation`].
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/disputes", get(board::show))
        .route("/disputes/programs", get(programs::show))
        .route("/disputes/held/{delivery}", get(held::show).post(held::take))
        .route("/disputes/{id}", get(desk::show))
        .route("/disputes/{id}/evidence", get(lay::show).post(lay::take))
        .route("/disputes/{id}/evidence/{no}", get(lay::content))
}

/// The two pages about disputes.
#[must_use]
pub fn parts(here: &str) -> Markup {
    html! {
        nav class="tabs" aria-label="Parts of disputes" {
            ul {
                @for (path, name) in [("/disputes", "By due date"), ("/disputes/programs", "Network programmes")] {
                    li { a href=(path) aria-current=[(path == here).then_some("page")] { (name) } }
                }
            }
        }
    }
}

/// A stage in plain words: what it is called, and what it means.
#[must_use]
pub const fn stage(stage: DisputeStage) -> (&'static str, &'static str) {
    match stage {
        DisputeStage::Inquiry => ("Inquiry", "the bank asks; no money is claimed yet"),
        DisputeStage::Chargeback => ("Chargeback", "the bank claims the money back"),
        DisputeStage::PreArbitration => ("Pre-arbitration", "the bank claims it once more after our answer"),
        DisputeStage::Arbitration => ("Arbitration", "the card network decides"),
    }
}

/// Where a dispute stands, as a mark.
#[must_use]
pub fn standing(status: DisputeStatus) -> Markup {
    let (tone, sign, says) = match status {
        DisputeStatus::NeedsResponse => ("ask", "?", "needs an answer"),
        DisputeStatus::UnderReview => ("wait", "…", "answered, waiting"),
        DisputeStatus::Won => ("good", "✓", "won"),
        DisputeStatus::Withdrawn => ("good", "✓", "taken back by the customer"),
        DisputeStatus::Prevented => ("good", "✓", "settled before it began"),
        DisputeStatus::Lost => ("bad", "✕", "lost"),
        DisputeStatus::Accepted => ("bad", "✕", "given in"),
        DisputeStatus::Expired => ("bad", "✕", "not answered in time"),
    };
    html! { span class={ "chip " (tone) } { span aria-hidden="true" { (sign) } " " (says) } }
}

/// Until when an answer is taken, and when what is there is handed in by itself.
#[must_use]
pub fn deadline(due_at: Timestamp, now: Timestamp, zone: &TimeZone) -> Markup {
    html! {
        "Due " (words::deadline(due_at, zone)) " (" (words::from_now(due_at, now)) ")"
        @if let Some(at) = by_itself_at(due_at).filter(|at| *at > now) {
            "; what is there is handed in by itself " (words::deadline(at, zone))
        }
    }
}

/// When what is there is handed in by itself: a while before it is due.
#[must_use]
pub fn by_itself_at(due_at: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(due_at.as_second().saturating_sub(BUFFER_SECS)).ok()
}
