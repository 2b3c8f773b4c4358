//! Today: what waits for whoever looks. A card exists only while there is something in it.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::guard::{May, Visitor};
use super::trouble::Trouble;
use super::{approval, shell, words};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::store::views::ExceptionQuery;

/// Shows what waits.
///
/// # Errors
/// What the store met.
pub async fn show(State(face): State<Shared>, visitor: May<right::Read>) -> Result<Response, Trouble> {
    let cards = [approvals(&face, &visitor).await?, exceptions(&face, &visitor).await?];
    let cards: Vec<Markup> = cards.into_iter().flatten().collect();
    let content = html! {
        h1 { "Today" }
        @if cards.is_empty() {
            p class="empty" { "Nothing waits for you." }
        }
        div class="cards" { @for card in cards { (card) } }
    };
    Ok(shell::page(&visitor, "Today", "/", content))
}

async fn approvals(face: &Shared, visitor: &Visitor) -> Result<Option<Markup>, Trouble> {
    let now = face.engine.clock().now();
    let mut open = approval::read(face, visitor, Some("open")).await?;
    open.retain(|one| approval::may_decide(visitor, one));
    open.sort_by_key(|one| one.expires_at);
    Ok((!open.is_empty()).then(|| {
        html! {
            section class="card" aria-labelledby="approvals" {
                h2 id="approvals" { (open.len()) " to approve" }
                ul {
                    @for one in open.iter().take(8) {
                        li {
                            a href={ "/approvals/" (one.id) } { (approval::about(&one.subject)) }
                            " " span class="quiet" { "runs out " (words::from_now(one.expires_at, now)) }
                        }
                    }
                }
                p { a href="/approvals" { "All approvals" } }
            }
        }
    }))
}

async fn exceptions(face: &Shared, visitor: &Visitor) -> Result<Option<Markup>, Trouble> {
    if !visitor.may(Permission::KeepBooks) {
        return Ok(None);
    }
    let query = ExceptionQuery { state: Some("open".to_owned()), limit: 9, ..ExceptionQuery::default() };
    let open = face.engine.store().exceptions(&visitor.caller.tenant, &query).await?;
    Ok((!open.is_empty()).then(|| {
        html! {
            section class="card" aria-labelledby="exceptions" {
                h2 id="exceptions" { @if open.len() > 8 { "Exceptions to look at" } @else { (open.len()) " to look at" } }
                ul {
                    @for one in open.iter().take(8) {
                        li { (words::plain(&one.row.reason)) " " span class="quiet" { (one.row.detail) } }
                    }
                }
            }
        }
    }))
}
