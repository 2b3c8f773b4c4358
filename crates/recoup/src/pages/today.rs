//! Today: what waits for whoever looks. A card exists only while there is something in it.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::payment::Payment;
use recoup_core::world::State as Known;

use super::guard::{May, Visitor};
use super::live::watch::Watch;
use super::trouble::Trouble;
use super::words::{Counted, counted};
use super::{approval, shell, team, words};
use crate::access::Permission;
use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::store::rows::Wanted;
use crate::store::views::ExceptionQuery;
use crate::views::flags::{DISPUTE_WAITS, PRESSING};

/// Authorizations about to run out that are counted; more are "at least" so many.
const MOST_EXPIRING: i64 = 300;

/// What runs out within so many seconds is about to.
const SOON_SECS: i64 = 2 * 86_400;

/// Rows that a card shows; of longer lists it says that there are more.
const SHOWN: usize = 8;

/// One row more, which says whether there are.
const ONE_MORE: i64 = 9;

/// What the cards count; [`PRESSING`] names the others.
const TEAM_CHANGES: Counted = ("change of the team to agree to", "changes of the team to agree to");
const EXPIRING: Counted = ("authorization about to run out", "authorizations about to run out");
const EXCEPTIONS: Counted = ("exception to look at", "exceptions to look at");
const DELIVERIES: Counted = ("dead webhook", "dead webhooks");

/// Shows what waits.
///
/// # Errors
/// What the store met.
pub async fn show(State(face): State<Shared>, visitor: May<right::Read>) -> Result<Response, Trouble> {
    let mut cards: Vec<Markup> = approvals(&face, &visitor).await?.into_iter().collect();
    cards.extend(team_changes(&face, &visitor).await?);
    cards.extend(pressing(&face, &visitor).await?);
    cards.extend(expiring(&face, &visitor).await?);
    cards.extend(exceptions(&face, &visitor).await?);
    cards.extend(deliveries(&face, &visitor).await?);
    let content = html! {
        h1 { "Today" }
        div data-part="cards" {
            @if cards.is_empty() {
                p class="empty" { "Nothing waits for you." }
            }
            div class="cards" { @for card in cards { (card) } }
        }
    };
    Ok(shell::live(&visitor, "Today", "/", &Watch::all(), content))
}

/// The heading over a list that was read one row further than it is shown.
fn up_to_shown(read: usize, what: Counted) -> String {
    if read > SHOWN { format!("More than {}", counted(SHOWN, what)) } else { counted(read, what) }
}

async fn approvals(face: &Shared, visitor: &Visitor) -> Result<Option<Markup>, Trouble> {
    let now = face.engine.clock().now();
    if !visitor.may(Permission::Decide) {
        return Ok(None);
    }
    let found = approval::waiting::mine_to_decide(face, visitor).await?;
    let (open, more) = (found.data, found.has_more);
    Ok((more || !open.is_empty()).then(|| {
        html! {
            section class="card" aria-labelledby="approvals" {
                h2 id="approvals" {
                    @if open.is_empty() { "Approvals to look through" }
                    @else { @if more { "At least " } (open.len()) " to approve" }
                }
                @if more { p class="quiet" { "More are open than were looked at here; those that wait longest came first." } }
                ul {
                    @for one in open.iter().take(SHOWN) {
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

/// Changes of the team that wait for this person.
async fn team_changes(face: &Shared, visitor: &Visitor) -> Result<Option<Markup>, Trouble> {
    let waiting = team::change::mine_to_answer(face, visitor).await?;
    Ok((!waiting.is_empty()).then(|| {
        html! {
            section class="card" aria-labelledby="team" {
                h2 id="team" { (counted(waiting.len(), TEAM_CHANGES)) }
                (team::change::list(&waiting, visitor))
            }
        }
    }))
}

/// What needs a person or an answer: those who may do something about it see it, and those who audit.
async fn pressing(face: &Shared, visitor: &Visitor) -> Result<Vec<Markup>, Trouble> {
    if ![Permission::AskRefunds, Permission::MoveMoney, Permission::ReadBooks].iter().any(|p| visitor.may(*p)) {
        return Ok(Vec::new());
    }
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let counts = store.flag_counts(tenant).await?;
    let now = face.engine.clock().now();
    let mut cards = Vec::new();
    for (flag, name) in PRESSING {
        let Some((_, count)) = counts.iter().find(|(known, _)| known == flag) else { continue };
        let newest = store.flags(tenant, flag, None, 6).await?;
        let status = flag.strip_prefix("refund.").filter(|status| *status != "to_pay");
        cards.push(html! {
            section class="card" aria-labelledby=(flag) {
                h2 id=(flag) { (counted(*count, name)) }
                ul {
                    @for one in &newest {
                        li {
                            @let room = if flag == DISPUTE_WAITS { ("disputes", &one.id) } else { ("payments", &one.stream_id) };
                            a href={ "/" (room.0) "/" (room.1) } { (words::short(&one.id)) }
                            @if let Ok(since) = Timestamp::from_microsecond(one.since_us) {
                                " " span class="quiet" { "since " (words::from_now(since, now)) }
                            }
                        }
                    }
                }
                @if flag == DISPUTE_WAITS { p { a href="/disputes" { "The board by due date" } } }
                @if let Some(status) = status { p { a href={ "/refunds?status=" (status) } { "All of them" } } }
            }
        });
    }
    Ok(cards)
}

/// Authorizations that run out within two days while something of them can still be captured. Their rest goes back by
/// a timer before that, so those whose timer rings first are all there are; where they are too many, that is said.
async fn expiring(face: &Shared, visitor: &Visitor) -> Result<Option<Markup>, Trouble> {
    if !visitor.may(Permission::MoveMoney) {
        return Ok(None);
    }
    let (store, tenant) = (face.engine.store(), &visitor.caller.tenant);
    let now = face.engine.clock().now();
    let until_us = now.as_microsecond().saturating_add(SOON_SECS * 1_000_000);
    let due = store.rests_due(tenant, until_us, MOST_EXPIRING + 1).await?;
    let more = i64::try_from(due.len()).is_ok_and(|count| count > MOST_EXPIRING);
    let streams = due.into_iter().map(|(stream, _)| (tenant.clone(), stream)).collect();
    let mut soon: Vec<(Timestamp, Payment)> = Vec::new();
    for (_, row) in store.load(&Wanted { streams, ..Wanted::default() }).await?.streams {
        let Known::Payment(payment) = recall::stream(&row)?.1.state else { continue };
        let at = payment.expires_at.filter(|at| at.as_second() - now.as_second() < SOON_SECS);
        soon.extend(at.filter(|_| payment.capturable_minor() > 0).map(|at| (at, payment)));
    }
    soon.sort_by_key(|(at, payment)| (*at, payment.id.clone()));
    Ok((!soon.is_empty()).then(|| {
        html! {
            section class="card" aria-labelledby="expiring" {
                h2 id="expiring" { @if more { "At least " } (counted(soon.len(), EXPIRING)) }
                ul {
                    @for (at, payment) in soon.iter().take(SHOWN) {
                        li {
                            a href={ "/payments/" (payment.id) } { (words::money(payment.capturable_minor(), payment.currency.code())) }
                            " " span class="quiet" { (words::from_now(*at, now)) }
                        }
                    }
                }
            }
        }
    }))
}

/// Deliveries of gateways that nobody could read.
async fn deliveries(face: &Shared, visitor: &Visitor) -> Result<Option<Markup>, Trouble> {
    if ![Permission::KeepBooks, Permission::ManageKeys].iter().any(|permission| visitor.may(*permission)) {
        return Ok(None);
    }
    let parked = face.engine.store().delivery_heads(&visitor.caller.tenant, "parked", "", ONE_MORE).await?;
    Ok((!parked.is_empty()).then(|| {
        html! {
            section class="card" aria-labelledby="deliveries" {
                h2 id="deliveries" { (up_to_shown(parked.len(), DELIVERIES)) }
                ul {
                    @for one in parked.iter().take(SHOWN) {
                        li { a href={ "/developers/deliveries/" (one.delivery_id) } { (one.target) } " " span class="quiet" { (one.note) } }
                    }
                }
            }
        }
    }))
}

async fn exceptions(face: &Shared, visitor: &Visitor) -> Result<Option<Markup>, Trouble> {
    if !visitor.may(Permission::KeepBooks) {
        return Ok(None);
    }
    let query = ExceptionQuery { state: Some("open".to_owned()), limit: ONE_MORE, ..ExceptionQuery::default() };
    let open = face.engine.store().exceptions(&visitor.caller.tenant, &query).await?;
    Ok((!open.is_empty()).then(|| {
        html! {
            section class="card" aria-labelledby="exceptions" {
                h2 id="exceptions" { (up_to_shown(open.len(), EXCEPTIONS)) }
                ul {
                    @for one in open.iter().take(SHOWN) {
                        li { a href={ "/exceptions/" (one.row.exception_id) } { (words::plain(&one.row.reason)) } " " span class="quiet" { (one.row.detail) } }
                    }
                }
            }
        }
    }))
}
