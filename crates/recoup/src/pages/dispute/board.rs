//! The board: open disputes by when an answer is due, those that were answered, those that ended lately, and those that
//! wait for their payment.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::payment::Payment;
use recoup_core::payment::dispute::collect::completeness;
use recoup_core::payment::dispute::{Category, Dispute, DisputeStatus};
use recoup_core::world::State as Known;
use serde::Deserialize;

use super::case::at_stake_minor;
use super::{deadline, held, parts, stage, standing};
use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::guard::{May, Visitor};
use crate::pages::live::watch::{How, Watch};
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};
use crate::store::rows::Wanted;
use crate::views::flags::{DISPUTE_REVIEWED, DISPUTE_WAITS};

/// Open disputes that are looked at.
const MOST_OPEN: i64 = 1_000;

/// Disputes that are shown: the most pressing.
const MOST_SHOWN: usize = 200;

/// The newest disputes that are looked at for those that ended.
const MOST_LATELY: i64 = 100;

/// What is due within so many seconds is due soon.
const SOON_SECS: i64 = 3 * 86_400;

/// Stands for disputes that nobody looks after.
const NOBODY: &str = "-";

/// Which disputes, as the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    status: String,
    #[serde(default)]
    account: String,
    #[serde(default)]
    owner: String,
}

/// A dispute on the board.
struct Card {
    payment: Payment,
    dispute: Dispute,
    /// What the payment pays, and whose it is.
    about: String,
    customer: String,
    percent: u8,
}

/// The columns, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Overdue,
    Soon,
    Later,
    Answered,
    Decided,
}

impl Column {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Overdue, "overdue", "Overdue"),
        (Self::Soon, "soon", "Due within 3 days"),
        (Self::Later, "later", "Due later"),
        (Self::Answered, "answered", "Answered, waiting"),
        (Self::Decided, "decided", "Decided lately"),
    ];

    fn of(dispute: &Dispute, now: Timestamp) -> Self {
        if !dispute.status.is_open() {
            return Self::Decided;
        }
        if !dispute.waits_for_us() {
            return Self::Answered;
        }
        match dispute.due_at() {
            Some(due_at) if due_at <= now => Self::Overdue,
            Some(due_at) if due_at.as_second() - now.as_second() <= SOON_SECS => Self::Soon,
            _ => Self::Later,
        }
    }
}

/// Statuses that the board can be narrowed to: word and name.
const STATUSES: [(&str, &str); 4] =
    [("", "All"), ("needs_response", "Need an answer"), ("under_review", "Answered, waiting"), ("decided", "Decided")];

impl Which {
    fn fits(&self, payment: &Payment, dispute: &Dispute) -> bool {
        let status = match self.status.as_str() {
            "needs_response" => dispute.status == DisputeStatus::NeedsResponse,
            "under_review" => dispute.status == DisputeStatus::UnderReview,
            "decided" => !dispute.status.is_open(),
            _ => true,
        };
        let owner = match self.owner.as_str() {
            "" => true,
            NOBODY => dispute.owner.is_empty(),
            owner => dispute.owner == owner,
        };
        status && owner && (self.account.is_empty() || account(payment) == self.account)
    }

    fn is_narrowed(&self) -> bool {
        [&self.status, &self.account, &self.owner].iter().any(|text| !text.is_empty())
    }
}

/// Through what it was paid.
fn account(payment: &Payment) -> &str {
    payment.gateway_account().unwrap_or("by hand")
}

/// Shows the board.
///
/// # Errors
/// What the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let now = face.engine.clock().now();
    let found = read(&face, &visitor).await?;
    let filters = filters(&which, &found);
    let mut mine: Vec<(Payment, Dispute)> = found.into_iter().filter(|(p, d)| which.fits(p, d)).collect();
    let more = mine.len() > MOST_SHOWN;
    mine.truncate(MOST_SHOWN);
    let cards = cards(&face, &visitor, mine).await?;
    let content = html! {
        h1 { "Disputes" }
        (parts("/disputes"))
        (filters)
        (held::list(&face, &visitor).await?)
        div data-part="list" {
            @if cards.is_empty() { (nothing(&which)) } @else { (board(&visitor, &cards, now)) }
            @if more { p class="note" { "These are the most pressing " (MOST_SHOWN) ". Narrow the board to see others." } }
        }
    };
    let shown: Vec<&str> = cards.iter().map(|card| card.payment.id.as_str()).collect();
    let watch = Watch { names: shown.join(" "), how: How::List };
    Ok(shell::live(&visitor, "Disputes", "/disputes", &watch, content))
}

fn nothing(which: &Which) -> Markup {
    html! {
        p class="empty" {
            @if which.is_narrowed() {
                "Nothing fits. " a href="/disputes" { "Clear the filters" }
            } @else {
                "No customer disputes a payment."
            }
        }
    }
}

/// Open disputes, the one that is due first first, then the newest of those that ended.
async fn read(face: &Shared, visitor: &Visitor) -> Result<Vec<(Payment, Dispute)>, Trouble> {
    let (store, tenant) = (face.engine.store(), &visitor.caller.tenant);
    let mut rows = Vec::new();
    for flag in [DISPUTE_WAITS, DISPUTE_REVIEWED] {
        rows.extend(store.flags(tenant, flag, None, MOST_OPEN).await?);
    }
    let lately = store.operations(tenant, ("dsp_", "dsp_~"), true, MOST_LATELY).await?;
    let streams = rows.into_iter().map(|row| row.stream_id).chain(lately.iter().map(|row| row.stream_id.clone()));
    let streams: BTreeSet<String> = streams.collect();
    let lately: BTreeSet<String> = lately.into_iter().map(|row| row.value).collect();
    let mut found = Vec::new();
    for state in states(face, visitor, streams).await?.into_values() {
        let Known::Payment(payment) = state else { continue };
        for dispute in &payment.disputes {
            if dispute.status.is_open() || lately.contains(dispute.id.as_str()) {
                found.push((payment.clone(), dispute.clone()));
            }
        }
    }
    found.sort_by(|(_, a), (_, b)| order_of(a).cmp(&order_of(b)).then_with(|| b.id.as_str().cmp(a.id.as_str())));
    Ok(found)
}

/// What is open before what ended; what is due first first, and what has no due date last.
fn order_of(dispute: &Dispute) -> (bool, bool, Option<Timestamp>) {
    let due_at = dispute.due_at().filter(|_| dispute.status.is_open());
    (!dispute.status.is_open(), due_at.is_none(), due_at)
}

/// States of streams, by their ids.
async fn states(
    face: &Shared,
    visitor: &Visitor,
    streams: BTreeSet<String>,
) -> Result<BTreeMap<String, Known>, Trouble> {
    if streams.is_empty() {
        return Ok(BTreeMap::new());
    }
    let tenant = &visitor.caller.tenant;
    let streams = streams.into_iter().map(|stream| (tenant.clone(), stream)).collect();
    let mut states = BTreeMap::new();
    for (_, row) in face.engine.store().load(&Wanted { streams, ..Wanted::default() }).await?.streams {
        states.insert(row.stream_id.clone(), recall::stream(&row)?.1.state);
    }
    Ok(states)
}

/// The cards of disputes, with what their payments pay and whose they are.
async fn cards(face: &Shared, visitor: &Visitor, found: Vec<(Payment, Dispute)>) -> Result<Vec<Card>, Trouble> {
    let pays = found.iter().map(|(payment, _)| payment.pays.to_string());
    let whose = found.iter().filter_map(|(payment, _)| payment.customer.as_ref().map(ToString::to_string));
    let known = states(face, visitor, pays.chain(whose).collect()).await?;
    let card = |(payment, dispute): (Payment, Dispute)| {
        let (about, order) = match known.get(payment.pays.as_str()) {
            Some(Known::Order(order)) => (format!("Order {}", order.number), Some(order)),
            Some(Known::Invoice(invoice)) => (format!("Invoice {}", invoice.number), None),
            _ => ("Balance".to_owned(), None),
        };
        let customer = match payment.customer.as_ref().and_then(|id| known.get(id.as_str())) {
            Some(Known::Customer(customer)) => customer.reference.clone(),
            _ => String::new(),
        };
        let percent = completeness(&payment, order, &dispute).percent;
        Card { payment, dispute, about, customer, percent }
    };
    Ok(found.into_iter().map(card).collect())
}

fn filters(which: &Which, found: &[(Payment, Dispute)]) -> Markup {
    let accounts: BTreeSet<&str> = found.iter().map(|(payment, _)| account(payment)).collect();
    let owners: BTreeSet<&str> = found.iter().map(|(_, dispute)| dispute.owner.as_str()).collect();
    let accounts = std::iter::once(("", "Any")).chain(accounts.into_iter().map(|account| (account, account)));
    let owners = owners.into_iter().filter(|owner| !owner.is_empty()).map(|owner| (owner, owner));
    let owners = [("", "Anybody"), (NOBODY, "Nobody")].into_iter().chain(owners);
    html! {
        form class="filters" method="get" action="/disputes" role="search" aria-label="Filter disputes" {
            (select("status", "Status", &which.status, STATUSES))
            (select("account", "Gateway account", &which.account, accounts))
            (select("owner", "Looked after by", &which.owner, owners))
            button { "Filter" }
            @if which.is_narrowed() { a class="button" href="/disputes" { "Clear" } }
        }
    }
}

fn select<'a>(name: &str, label: &str, chosen: &str, choices: impl IntoIterator<Item = (&'a str, &'a str)>) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, words) in choices { option value=(value) selected[value == chosen] { (words) } }
            }
        }
    }
}

fn board(visitor: &Visitor, cards: &[Card], now: Timestamp) -> Markup {
    html! {
        div class="board" {
            @for (column, id, name) in Column::ALL {
                @let mine: Vec<&Card> = cards.iter().filter(|card| Column::of(&card.dispute, now) == column).collect();
                @if !mine.is_empty() {
                    section aria-labelledby=(id) {
                        h2 id=(id) { (name) " " span class="quiet" { (mine.len()) } }
                        ol { @for card in mine { (one(visitor, card, now)) } }
                    }
                }
            }
        }
    }
}

fn one(visitor: &Visitor, card: &Card, now: Timestamp) -> Markup {
    let Card { payment, dispute, about, customer, percent } = card;
    let (name, means) = stage(dispute.stage());
    let reason = words::plain(Category::of(dispute.reason()).word());
    html! {
        li class="card" id=(dispute.id) {
            h3 {
                a href={ "/disputes/" (dispute.id) } { (words::money(at_stake_minor(dispute), payment.currency.code())) }
                ", " (reason)
            }
            p { (standing(dispute.status)) }
            p {
                a href={ (words::place(&payment.pays)) "#" (payment.id) } { (about) }
                @if let Some(id) = &payment.customer { ", customer " a href={ "/customers/" (id) } { (customer) } }
            }
            p { (name) ": " (means) }
            @if dispute.status.is_open() {
                p { "Evidence " (percent) " % of what is wanted" }
                @if let Some(due_at) = dispute.due_at().filter(|_| dispute.waits_for_us()) {
                    p { (deadline(due_at, now, &visitor.zone)) }
                } @else if dispute.waits_for_us() {
                    p { "Nobody said until when an answer is taken" }
                }
                p { @if dispute.owner.is_empty() { "Nobody looks after it" } @else { (dispute.owner) " looks after it" } }
            }
            p class="quiet" { (account(payment)) ", began " (words::time(dispute.began_at, &visitor.zone)) }
        }
    }
}
