//! The evidence desk of one dispute: where it stands, its money by what was told of it, its evidence, its answers, its
//! entries, and what happened to it.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::order::Order;
use recoup_core::payment::dispute::{Category, Deed, DisputeStatus, Flow};
use serde::Deserialize;

use super::case::{Case, of_dispute};
use super::{deadline, proof, stage, standing};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::guard::{May, Visitor};
use crate::pages::live::watch::Watch;
use crate::pages::operation::dispute::links;
use crate::pages::trouble::Trouble;
use crate::pages::{order, shell, timeline, words};
use crate::store::rows::EventRow;

/// Events of its payment that are looked through, the newest.
const MOST_EVENTS: i64 = 1_000;

/// What of it is shown.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    tab: String,
    #[serde(default)]
    done: String,
}

/// Shows a dispute.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let case = Case::read(&face, &visitor, &text).await?;
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let rows = store.events_before(tenant, case.payment.id.as_str(), i64::MAX, MOST_EVENTS).await?;
    let events = of_dispute(rows, &case.dispute.id)?;
    let now = face.engine.clock().now();
    let part = match which.tab.as_str() {
        "ledger" if visitor.may(Permission::ReadBooks) => ledger(&face, &visitor, &case, &events).await?,
        _ => overview(&face, &visitor, &case).await?,
    };
    let moments = timeline::of_events(&events, case.payment.currency.code())?;
    let content = html! {
        p { a href="/disputes" { "Disputes" } }
        header class="title" {
            h1 { (case.name()) }
            div data-part="chips" { (chips(&case)) }
            p class="quiet" {
                a href={ (case.home.address) "#" (case.payment.id) } { (case.home.name) }
                " · " (words::short(case.dispute.id.as_str())) " · " (case.dispute.gateway_ref)
            }
        }
        (done(&which.done))
        div data-part="due" { (due(&visitor, &case, now)) }
        div data-part="steps" { (links(&visitor, &case)) }
        (tabs(&visitor, &case, &which.tab))
        div class="beside" {
            div class="most" { (part) }
            aside aria-label="Timeline" {
                h2 id="timeline" { "Timeline" }
                div data-part="timeline" { (timeline::list(moments.iter().collect(), &visitor.zone)) }
            }
        }
    };
    let watch = Watch::things([&case.payment.id, &case.payment.pays]);
    Ok(shell::live(&visitor, &case.name(), "/disputes", &watch, content))
}

/// Says what a form did that led here.
fn done(word: &str) -> Markup {
    let says = match word {
        "add" => "The evidence is laid to the dispute.",
        "remove" => "The evidence was taken away.",
        "owner" => "It is written down who looks after it.",
        "submit" => "The evidence was handed in; what the bank says comes back here.",
        "accept" => "We gave in; what the bank says comes back here.",
        _ => return html! {},
    };
    html! { p class="note good" role="status" { (says) } }
}

fn chips(case: &Case) -> Markup {
    let dispute = &case.dispute;
    html! {
        dl class="chips" {
            div { dt { "Stage" } dd { span class="chip" { (stage(dispute.stage()).0) } } }
            div { dt { "Standing" } dd { (standing(dispute.status)) } }
            div { dt { "Evidence" } dd { span class="chip" { (case.completeness().percent) " %" } } }
            div { dt { "Looked after by" } dd { @if dispute.owner.is_empty() { "nobody" } @else { (dispute.owner) } } }
        }
    }
}

/// What has to happen next, and by when.
fn due(visitor: &Visitor, case: &Case, now: Timestamp) -> Markup {
    let dispute = &case.dispute;
    let next = match dispute.status {
        DisputeStatus::NeedsResponse if !dispute.waits_for_us() => "Our answer is on its way to the gateway.",
        DisputeStatus::NeedsResponse => "An answer is wanted from us: hand in evidence, or give in.",
        DisputeStatus::UnderReview => "Our answer is with the bank. There is nothing to do until it decides.",
        DisputeStatus::Won => "It is won: the mark is gone, and the money is ours as far as it came back.",
        DisputeStatus::Withdrawn | DisputeStatus::Prevented => "It is over, and nothing is claimed any more.",
        DisputeStatus::Lost | DisputeStatus::Expired => {
            "It is lost: what was taken is booked as a loss, and is not refunded again."
        }
        DisputeStatus::Accepted => "We gave in: what was taken is booked as a loss, and is not refunded again.",
    };
    html! {
        p class={ "note" @if dispute.waits_for_us() { " bad" } } {
            (stage(dispute.stage()).0) ": " (stage(dispute.stage()).1) ". " strong { (next) } " "
            @if let Some(due_at) = dispute.due_at().filter(|_| dispute.waits_for_us()) {
                @if due_at <= now { "It was due " (words::deadline(due_at, &visitor.zone)) "." }
                @else { (deadline(due_at, now, &visitor.zone)) "." }
            }
        }
        (bill_again(case))
    }
}

/// What is open of what the payment pays, once a dispute is over for us: it can be asked for again.
fn bill_again(case: &Case) -> Markup {
    let open_minor = case.order.as_ref().map_or(0, Order::open_minor);
    let over = matches!(case.dispute.status, DisputeStatus::Won | DisputeStatus::Withdrawn | DisputeStatus::Prevented);
    html! {
        @if over && open_minor > 0 {
            p class="note" {
                (case.sum(open_minor)) " of " a href=(case.home.address) { (case.home.name) }
                " are open. Nothing is disputed there any more, so the customer can be asked to pay them."
            }
        }
    }
}

fn tabs(visitor: &Visitor, case: &Case, shown: &str) -> Markup {
    let ledger = (visitor.may(Permission::ReadBooks)).then_some(("ledger", "Ledger"));
    html! {
        nav class="tabs" aria-label="Parts of the dispute" {
            ul {
                @for (tab, name) in std::iter::once(("", "Overview")).chain(ledger) {
                    li {
                        a href={ (case.address()) @if !tab.is_empty() { "?tab=" (tab) } }
                            aria-current=[(tab == shown).then_some("page")] { (name) }
                    }
                }
            }
        }
    }
}

async fn overview(face: &Shared, visitor: &Visitor, case: &Case) -> Result<Markup, Trouble> {
    Ok(html! {
        (money(case))
        (proof::list(face, visitor, case).await?)
        (answers(visitor, case))
        (stages(visitor, case))
    })
}

fn money(case: &Case) -> Markup {
    let dispute = &case.dispute;
    let parts = [
        ("", dispute.moved_minor(Flow::Withdrawn), "taken by the bank"),
        ("−", dispute.moved_minor(Flow::Reinstated), "given back"),
    ];
    html! {
        section aria-labelledby="money" data-part="money" {
            h2 id="money" { "Claim and money" }
            dl class="equation" {
                @for (sign, minor, word) in parts {
                    div data-sign=(sign) { dt { (word) } dd { (case.sum(minor)) } }
                }
                div class="whole" data-sign="=" { dt { "gone now" } dd { (case.sum(dispute.held_minor())) } }
            }
            dl class="facts" {
                dt { "Claimed" } dd {
                    @if dispute.claimed_minor() > 0 { (case.sum(dispute.claimed_minor())) } @else { "nobody said how much" }
                }
                dt { "Reason" } dd {
                    (words::plain(Category::of(dispute.reason()).word()))
                    @if !dispute.reason().is_empty() { " " span class="quiet" { "in the bank's words: " (dispute.reason()) } }
                }
                dt { "Captured by the payment" } dd {
                    (case.sum(case.payment.captured_minor)) ", of which " (case.sum(case.payment.refunded_minor())) " were refunded"
                }
                dt { "Cannot be refunded because of it" } dd { (case.sum(dispute.at_risk_minor())) }
                dt { "Fees" } dd { (case.sum(dispute.fees_minor())) }
                @if let Some(lost) = dispute.loss.as_ref().map(|booked| &booked.lost) {
                    @let absorbed_minor: i64 = lost.absorbed.iter().map(|part| part.amount_minor).sum();
                    dt { "Booked as lost" } dd { (case.sum(lost.amount.amount_minor)) }
                    @if absorbed_minor > 0 { dt { "of it instead of refunds that were owed" } dd { (case.sum(absorbed_minor)) } }
                    @if lost.duplicate_minor > 0 { dt { "of it what the customer now has twice" } dd { (case.sum(lost.duplicate_minor)) } }
                }
            }
        }
    }
}

fn answers(visitor: &Visitor, case: &Case) -> Markup {
    html! {
        @if !case.dispute.answers.is_empty() {
            section aria-labelledby="answers" data-part="answers" {
                h2 id="answers" { "Our answers" }
                (shell::scroll_under("answers", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Answer" } th scope="col" { "To" } th scope="col" { "Standing" }
                            th scope="col" { "When" } th scope="col" { "What" }
                        } }
                        tbody {
                            @for given in &case.dispute.answers {
                                tr {
                                    th scope="row" { @if given.deed == Deed::Evidence { "Evidence" } @else { "We gave in" } }
                                    td { (stage(given.stage).0) }
                                    td { (words::chip(given.status.word())) @if !given.code.is_empty() { br; span class="quiet" { (words::plain(&given.code)) } } }
                                    td { (words::time(given.sent_at, &visitor.zone)) @if given.by_itself { br; span class="quiet" { "by itself" } } }
                                    td { (given.pieces.iter().map(|piece| proof::title(piece.proof)).collect::<Vec<_>>().join(", ")) }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn stages(visitor: &Visitor, case: &Case) -> Markup {
    let dispute = &case.dispute;
    html! {
        section aria-labelledby="stages" data-part="stages" {
            h2 id="stages" { "What was told of its stages" }
            @if dispute.stages.is_empty() { p class="empty" { "Nobody said how far it has come." } } @else {
                (shell::scroll_under("stages", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Stage" } th scope="col" class="sum" { "Claimed" } th scope="col" { "Reason" }
                            th scope="col" { "Answer taken until" } th scope="col" { "Ended" }
                        } }
                        tbody {
                            @for told in &dispute.stages {
                                tr {
                                    th scope="row" { (stage(told.stage).0) }
                                    td class="sum" { @if told.claimed_minor > 0 { (case.sum(told.claimed_minor)) } }
                                    td { (words::plain(&told.reason)) }
                                    td { @if let Some(at) = told.due_at { (words::deadline(at, &visitor.zone)) } }
                                    td { (told.ends.iter().map(|end| words::plain(end.word())).collect::<Vec<_>>().join(", ")) }
                                }
                            }
                        }
                    }
                }))
            }
            @if !dispute.recorded.is_empty() {
                p class="quiet" { "Told by persons, who knew it from: " (dispute.recorded.join("; ")) }
            }
        }
    }
}

/// Entries that were posted by what happened to it.
async fn ledger(face: &Shared, visitor: &Visitor, case: &Case, events: &[EventRow]) -> Result<Markup, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let mut entries = store.entries_of_stream(tenant, case.payment.id.as_str()).await?;
    entries.retain(|stored| events.iter().any(|event| event.event_id == stored.entry.event_id));
    Ok(order::posted(&entries, &visitor.zone))
}
