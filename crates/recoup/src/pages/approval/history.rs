//! What else a person asked for lately: many small refunds are a pattern that one alone does not show, and those below
//! the limit needed nobody, so the newest refunds of the shop are looked at, not the approvals.

use std::collections::{BTreeMap, HashMap, HashSet};

use maud::{Markup, html};
use recoup_core::approval::{Approval, Subject};
use recoup_core::event::Body;

use super::asker;
use crate::engine::recall;
use crate::http::Shared;
use crate::pages::guard::Visitor;
use crate::pages::lists::Row;
use crate::pages::lists::refunds;
use crate::pages::trouble::Trouble;
use crate::pages::words;

/// Refunds of the shop that are looked at, the newest.
const MOST: usize = 200;

/// Refunds that are shown.
const SHOWN: usize = 8;

/// Events read at once to see who asked.
const AT_ONCE: i64 = 300;

/// Payments whose events are read, at most.
const MOST_PAYMENTS: usize = 60;

/// Reads of events of one payment, at most.
const MOST_READS: usize = 10;

/// The refunds that were looked at.
struct Looked {
    /// Those that the person asked for, the newest first.
    theirs: Vec<Row>,
    /// How many were looked at.
    count: usize,
    /// Since when, microseconds since 1970.
    since_us: Option<i64>,
    /// Whether the shop has older ones.
    more: bool,
    /// Those of which it could not be read who asked.
    unknown: usize,
}

/// Shows what whoever asked for an approval asked for besides.
///
/// # Errors
/// What the store met.
pub async fn show(face: &Shared, visitor: &Visitor, approval: &Approval) -> Result<Markup, Trouble> {
    let looked = look(face, visitor, approval).await?;
    Ok(html! {
        section aria-labelledby="lately" {
            h2 id="lately" { "What " (asker(approval)) " asked for lately" }
            @if looked.theirs.is_empty() {
                p class="empty" { "No other refund " (among(&looked, visitor)) "." }
            } @else {
                p {
                    (looked.theirs.len()) @if looked.theirs.len() == 1 { " other refund " } @else { " other refunds " }
                    (among(&looked, visitor)) ":"
                }
                ul {
                    @for (code, (count, sum_minor)) in sums(&looked.theirs) {
                        li { (count) @if count == 1 { " refund of " } @else { " refunds of together " } strong { (words::money(sum_minor, code)) } }
                    }
                }
                p class="quiet" { @if looked.theirs.len() > SHOWN { "The last " (SHOWN) ":" } @else { "These are:" } }
                ul {
                    @for row in looked.theirs.iter().take(SHOWN) {
                        li {
                            a href=(row.address) { "Refund of " (words::money(row.amount_minor, &row.currency)) }
                            " " (words::chip(&row.status)) " " (words::time_us(row.at_us, &visitor.zone))
                        }
                    }
                }
            }
            @if looked.unknown > 0 { p class="quiet" { "Of " (looked.unknown) " of them it is not known who asked." } }
        }
    })
}

/// Among how many refunds, and since when.
fn among(looked: &Looked, visitor: &Visitor) -> Markup {
    html! {
        @if looked.more { "among the newest " (looked.count) " refunds of the shop" }
        @else if looked.count == 1 { "in the shop: it is the only one" }
        @else { "among all " (looked.count) " refunds of the shop" }
        @if let Some(since_us) = looked.since_us { ", since " (words::time_us(since_us, &visitor.zone)) }
    }
}

/// Count and sum in minor units by currency.
fn sums(rows: &[Row]) -> BTreeMap<&str, (usize, i64)> {
    let mut sums = BTreeMap::<&str, (usize, i64)>::new();
    for row in rows {
        let (count, sum_minor) = sums.entry(row.currency.as_str()).or_default();
        *count += 1;
        *sum_minor = sum_minor.saturating_add(row.amount_minor);
    }
    sums
}

async fn look(face: &Shared, visitor: &Visitor, approval: &Approval) -> Result<Looked, Trouble> {
    let (newest, more) = refunds::newest(face, visitor, MOST).await?;
    let (count, since_us) = (newest.len(), newest.last().map(|(_, row)| row.at_us));
    let mut wanted: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for (stream, row) in &newest {
        wanted.entry(stream.as_str()).or_default().insert(row.id.as_str());
    }
    let mut askers = HashMap::new();
    // The newest payments first, and not without end: this page is opened often.
    for (stream, ids) in wanted.into_iter().rev().take(MOST_PAYMENTS) {
        askers.extend(asked(face, visitor, stream, &ids).await?);
        // Reads of the embedded store run in place: others have their turn between them.
        tokio::task::yield_now().await;
    }
    let unknown = newest.iter().filter(|(_, row)| !askers.contains_key(&row.id)).count();
    let this = match &approval.subject {
        Subject::Refund { refund, .. } => refund.as_str(),
        Subject::Policy { .. } | Subject::Outcome { .. } | Subject::Allocation { .. } => "",
    };
    let by_them = |row: &Row| row.id != this && askers.get(&row.id).is_some_and(|who| who == asker(approval));
    let theirs = newest.into_iter().map(|(_, row)| row).filter(by_them).collect();
    Ok(Looked { theirs, count, since_us, more, unknown })
}

/// Who asked for refunds of a payment, by their ids. The newest events are read first, until each of them is found.
async fn asked(
    face: &Shared,
    visitor: &Visitor,
    stream: &str,
    ids: &HashSet<&str>,
) -> Result<HashMap<String, String>, Trouble> {
    let mut found = HashMap::new();
    let mut before = i64::MAX;
    for _ in 0..MOST_READS {
        let rows = face.engine.store().events_before(&visitor.caller.tenant, stream, before, AT_ONCE).await?;
        for row in rows.iter().filter(|row| row.kind == "refund.requested") {
            let event = recall::event(row)?;
            let Body::RefundRequested { refund, .. } = event.body else { continue };
            if ids.contains(refund.id.as_str()) {
                let actor = event.actor;
                let who = if actor.person.is_empty() { actor.id } else { actor.person };
                found.insert(refund.id.as_str().to_owned(), who);
            }
        }
        let Some(last) = rows.last().filter(|_| found.len() < ids.len()) else { break };
        before = last.seq;
    }
    Ok(found)
}
