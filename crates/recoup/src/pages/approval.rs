//! Approvals: what waits for a second person, and the page where that person decides. Never one's own. `waiting` reads
//! the list, `history` and `preview` are parts of the page.

pub mod history;
pub mod preview;
pub mod waiting;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::approval::decide::DecideApproval;
use recoup_core::approval::{Approval, ApprovalStatus, Subject, Verdict};
use recoup_core::id::{Id, Kind};
use recoup_core::payment::Payment;
use recoup_core::payment::said::Said;
use recoup_core::world::State as Known;
use serde::Deserialize;

use super::act;
use super::form::{Fields, Input, KEY};
use super::guard::{May, Visitor};
use super::ledger::with_query;
use super::live::watch::Watch;
use super::policy::{Sort, asked};
use super::step_up::prove;
use super::trouble::{Trouble, see};
use super::{order, shell, words};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::{require, right};
use crate::http::body::id;
use crate::http::list::{self, PageOf};
use crate::http::problem::Problem;
use crate::people::token;

/// Which approvals.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    status: String,
    /// Only those behind this id, in the order of the list.
    #[serde(default)]
    after: String,
}

/// Lists approvals, the open ones unless told otherwise.
///
/// # Errors
/// What the store met.
pub async fn index(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let all = which.status == "all";
    let listed = if all { waiting::Which::All } else { waiting::Which::Open };
    let found = waiting::read(&face, &visitor, listed, &which.after).await?;
    let team = super::team::change::mine_to_answer(&face, &visitor).await?;
    let now = face.engine.clock().now();
    let content = html! {
        h1 { "Approvals" }
        nav class="tabs" aria-label="Which approvals" { ul {
            li { a href="/approvals" aria-current=[(!all).then_some("page")] { "Open" } }
            li { a href="/approvals?status=all" aria-current=[all.then_some("page")] { "All" } }
        } }
        @if !team.is_empty() {
            section class="card" aria-labelledby="team" {
                h2 id="team" { "Changes of the team" }
                (super::team::change::list(&team, &visitor))
            }
        }
        div data-part="list" {
            @if found.data.is_empty() && !which.after.is_empty() {
                p class="empty" { "That was all. " a href=(first_page(all)) { "To the first page" } }
            } @else if found.data.is_empty() {
                p class="empty" { @if all { "Nobody has been asked yet." } @else { "Nothing waits for a second person." } }
            } @else {
                p class="quiet" { @if all { "The newest on top." } @else { "Those that wait longest on top." } }
                (table(&visitor, &found.data, now))
            }
            (ways(all, &which.after, &found))
        }
    };
    Ok(shell::live(&visitor, "Approvals", "/approvals", &Watch::list("approvals"), content))
}

fn table(visitor: &Visitor, found: &[Approval], now: Timestamp) -> Markup {
    shell::scroll(
        "Approvals",
        html! {
            table {
                thead { tr {
                    th scope="col" { "About" } th scope="col" { "Standing" } th scope="col" { "Asked by" }
                    th scope="col" { "Rule" } th scope="col" { "Runs out" }
                } }
                tbody {
                    @for one in found {
                        tr {
                            th scope="row" { a href={ "/approvals/" (one.id) } { (about(&one.subject)) } }
                            td { (words::chip(one.status.word())) }
                            td { (asker(one)) @if mine(visitor, one) { " " span class="chip quiet" { "you" } } }
                            td { (one.ruling.rule) span class="quiet" { " " (one.ruling.policy) } }
                            td { span title=(one.expires_at) { (words::from_now(one.expires_at, now)) } }
                        }
                    }
                }
            }
        },
    )
}

const fn first_page(all: bool) -> &'static str {
    if all { "/approvals?status=all" } else { "/approvals" }
}

/// The ways on, and that there is more than the page shows.
fn ways(all: bool, after: &str, found: &PageOf<Approval>) -> Markup {
    let next = found.data.last().filter(|_| found.has_more).map(|last| last.id.as_str());
    let status = if all { "all" } else { "" };
    let address = |after: &str| with_query("/approvals", &[("status", status), ("after", after)]);
    html! {
        @if next.is_some() { p class="note" { "There are more than the " (found.data.len()) " on this page." } }
        (shell::pager((!after.is_empty()).then(|| address("")), next.map(address)))
    }
}

/// What an approval is about, in words.
#[must_use]
pub fn about(subject: &Subject) -> String {
    match subject {
        Subject::Refund { amount_minor, currency, .. } => {
            format!("Refund of {}", words::money(*amount_minor, currency))
        }
        Subject::Outcome { said, amount_minor, currency, .. } => {
            let done = if said.gateway_ref().is_some() { "was" } else { "was not" };
            format!("That an operation of {} {done} done", words::money(*amount_minor, currency))
        }
        Subject::Policy { policy, version } => {
            format!("Version {version} of the {}", Sort::of_stream(policy).title.to_lowercase())
        }
        Subject::Allocation { amount_minor, currency, parts, .. } => {
            format!("Refund of {} over {} tenders", words::money(*amount_minor, currency), parts.len())
        }
    }
}

fn asker(approval: &Approval) -> &str {
    let by = &approval.requested_by;
    if by.person.is_empty() { &by.id } else { &by.person }
}

fn mine(visitor: &Visitor, approval: &Approval) -> bool {
    approval.requested_by.person == visitor.person.person
}

/// Whether this visitor may decide this approval now: the same that the engine will say.
#[must_use]
pub fn may_decide(visitor: &Visitor, approval: &Approval) -> bool {
    let actor = &visitor.caller.actor;
    visitor.may(Permission::Decide)
        && approval.status == ApprovalStatus::Open
        && !mine(visitor, approval)
        && !approval.answers.iter().any(|answer| answer.by.person == actor.person)
        && approval.still_asked().iter().any(|role| actor.has(*role))
}

async fn one(face: &Shared, visitor: &Visitor, text: &str) -> Result<Approval, Problem> {
    let id = id(Kind::Approval, text)?;
    match list::state(face, &visitor.caller, "approval", id.as_str()).await? {
        Known::Approval(approval) => Ok(approval),
        _ => Err(Problem::unknown("approval", text)),
    }
}

/// Shows an approval.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let approval = one(&face, &visitor, &text).await?;
    let fields = Fields::fresh([(KEY, token::secret())]);
    Ok(page(&face, &visitor, &approval, &fields).await?.into_response())
}

async fn page(face: &Shared, visitor: &Visitor, approval: &Approval, fields: &Fields) -> Result<Response, Trouble> {
    let now = face.engine.clock().now();
    let refund = match &approval.subject {
        Subject::Refund { payment, refund, .. } => {
            Some((order::payment(face, visitor, payment.as_str()).await?, refund.clone()))
        }
        Subject::Policy { .. } | Subject::Outcome { .. } | Subject::Allocation { .. } => None,
    };
    let claim = match &approval.subject {
        Subject::Outcome { payment, id, said, .. } => {
            let payment = order::payment(face, visitor, payment.as_str()).await?;
            Some(claimed(&payment, id, said))
        }
        Subject::Refund { .. } | Subject::Policy { .. } | Subject::Allocation { .. } => None,
    };
    let policy = match &approval.subject {
        Subject::Refund { .. } | Subject::Outcome { .. } | Subject::Allocation { .. } => None,
        Subject::Policy { policy, version } => Some(asked::change(face, visitor, (policy, *version)).await?),
    };
    let history = history::show(face, visitor, approval).await?;
    let preview = preview::show(face, visitor, approval).await;
    let content = html! {
           p { a href="/approvals" { "Approvals" } }
           header class="title" {
               h1 { (about(&approval.subject)) }
    p data-part="standing" { (words::chip(approval.status.word())) " asked by " strong { (asker(approval)) } " " (words::time(approval.requested_at, &visitor.zone)) }
           }
           (fields.summary())
           dl class="facts" data-part="facts" {
               dt { "Rule that asks" } dd { strong { (approval.ruling.rule) } " of " (approval.ruling.policy) }
               @if let Some(exception) = &approval.ruling.exception {
                   dt { "Exception" } dd { "Sets " strong { (exception.rule) } " aside: " (exception.reason) }
               }
               dt { "Who may decide" } dd { (shell::role_words(&approval.still_asked())) }
               dt { "Agreed so far" } dd { (approval.persons_agreed()) " of " (approval.persons_needed()) }
               dt { "Runs out" } dd { (words::from_now(approval.expires_at, now)) " (" (words::time(approval.expires_at, &visitor.zone)) ")" }
               dt { "Hash of the request" } dd { code class="hash" { (approval.request_hash) } }
           }
           @if let Some((payment, refund)) = &refund {
               @if let Some(refund) = payment.refund(refund) {
                   section aria-labelledby="request" data-part="request" {
                       h2 id="request" { "The request" }
                       dl class="facts" {
                           dt { "Order" } dd { a href={ "/orders/" (payment.pays) "#" (payment.id) } { "Open the order" } }
                           dt { "Reason" } dd { (words::plain(&refund.reason)) }
                           @if !refund.note.is_empty() { dt { "Note" } dd { (refund.note) } }
                       }
                       (order::equation(payment))
                   }
               }
           }
           @if let Some(claim) = &claim { (claim) }
           @if let Some(policy) = &policy { div data-part="policy" { (policy) } }
           div data-part="answers" { (answers(visitor, approval)) }
           div data-part="history" { (history) }
           div data-part="preview" { (preview) }
           div data-part="decision" {
               (decision(visitor, approval, fields, visitor.must_prove(face.wall_us())))
           }
       };
    Ok(shell::live(visitor, &about(&approval.subject), "/approvals", &watch(approval), content))
}

/// What shows on the page of an approval when it changes.
fn watch(approval: &Approval) -> Watch {
    Watch::things(match &approval.subject {
        Subject::Refund { payment, refund, .. } => vec![&approval.id, payment, refund],
        Subject::Outcome { payment, .. } => vec![&approval.id, payment],
        Subject::Policy { policy, .. } => vec![&approval.id, policy],
        Subject::Allocation { order, .. } => vec![&approval.id, order],
    })
}

/// What a person says became of an operation, for whoever has to agree.
fn claimed(payment: &Payment, id: &Id, said: &Said) -> Markup {
    html! {
        section aria-labelledby="request" data-part="request" {
            h2 id="request" { "What is said" }
            dl class="facts" {
                dt { "Order" } dd { a href={ "/orders/" (payment.pays) "#" (payment.id) } { "Open the order" } }
                dt { "Operation" } dd { code { (id) } }
                dt { "Gateway account" } dd { (payment.gateway_account().unwrap_or("none")) }
                @match said.gateway_ref() {
                    Some(name) => { dt { "It was done" } dd { "the gateway calls it " code { (name) } } }
                    None => { dt { "It was not done" } dd { "doing it again moves the money twice if this is wrong" } }
                }
            }
            p { "How the person knows is in the timeline of the order. Look at the gateway's own pages yourself." }
        }
    }
}

fn answers(visitor: &Visitor, approval: &Approval) -> Markup {
    html! {
        @if !approval.answers.is_empty() {
            h2 { "Answers" }
            ul {
                @for answer in &approval.answers {
                    li {
                        strong { (answer.by.person) } " "
                        @match answer.verdict { Verdict::Approve => { (words::chip("approved")) } Verdict::Reject => { (words::chip("rejected")) } }
                        " " (words::time(answer.at, &visitor.zone)) " " (answer.reason)
                    }
                }
            }
        }
    }
}

fn decision(visitor: &Visitor, approval: &Approval, fields: &Fields, must_prove: bool) -> Markup {
    html! {
        @if may_decide(visitor, approval) {
            section aria-labelledby="decide" {
                h2 id="decide" { "Decide" }
                form method="post" class="dialog" {
                    (shell::token(visitor))
                    input type="hidden" name=(KEY) value=(fields.text(KEY));
                    input type="hidden" name="hash" value=(approval.request_hash);
                    (fields.input("reason", "Reason", Input {
                        kind: "area", hint: Some("Needed to reject; good to have in any case."), ..Input::default()
                    }))
                    @if must_prove {
                        (fields.input("code", "Code", Input {
                            autocomplete: Some("one-time-code"), mode: Some("numeric"),
                            hint: Some("Six digits from your authenticator app, because money moves on it."), ..Input::default()
                        }))
                    }
                    p class="actions" {
                        button class="main" name="verdict" value="approve" { "Approve " (lower(&about(&approval.subject))) }
                        button class="no" name="verdict" value="reject" { "Reject" }
                    }
                }
            }
        } @else if approval.status == ApprovalStatus::Open && mine(visitor, approval) {
            p class="note" { "You asked for this, so another person has to decide." }
        }
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// Decides.
///
/// # Errors
/// 404, or what the store met; what is wrong is shown on the page.
pub async fn decide(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    require(&visitor.caller, &[Permission::Decide])?;
    let approval = one(&face, &visitor, &text).await?;
    let verdict = match fields.text("verdict") {
        "approve" => Verdict::Approve,
        "reject" => Verdict::Reject,
        _ => return Err(Problem::new(400, "invalid", "say approve or reject").into()),
    };
    // The code is no part of what was decided: a repeat with another one is the same form. And the first sending has
    // used it up, so a second one is given the first's answer before it is asked for a code.
    let mut sent = fields.clone();
    sent.set("code", "");
    let path = format!("/approvals/{}", approval.id);
    if act::sent_before(&face, &visitor.caller, &path, &sent).await.is_ok_and(|answer| answer.is_some()) {
        return Ok(see(&path));
    }
    if prove(&face, &visitor, &mut fields).await? {
        let command = DecideApproval {
            approval: approval.id.clone(),
            verdict,
            reason: fields.text("reason").to_owned(),
            request_hash: Some(fields.text("hash").to_owned()),
        };
        fields.set("code", "");
        match act::act(&face, &visitor.caller, &path, &fields, command).await {
            Ok(_) => return Ok(see(&path)),
            Err(problem) => fields.refused(&problem, &[("reason", "reason")]),
        }
    }
    let approval = one(&face, &visitor, &text).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&face, &visitor, &approval, &fields).await?).into_response())
}
