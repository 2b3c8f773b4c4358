//! How near a month is to the programmes of the card networks: each threshold with what the month has, where it will
//! land, since when the threshold counts and where it is from.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use crate::http::Shared;
use crate::http::auth::right;
use crate::http::programs::{When, day};
use crate::pages::guard::May;
use crate::pages::shell;
use crate::pages::trouble::Trouble;
use crate::tally;
use crate::views::programs::{NetworkView, ProgramView, ProgramsView, ThresholdView};

/// Shows a month.
///
/// # Errors
/// A month that has not begun, or what the store met.
pub async fn show(State(face): State<Shared>, visitor: May<right::Read>, when: When) -> Result<Response, Trouble> {
    let day = day(&face, &when)?;
    let tally = tally::read(face.engine.store(), &visitor.caller.tenant).await?;
    let region = when.region.as_deref().unwrap_or("world");
    let view = ProgramsView::of(&tally, day, region);
    let content = html! {
        h1 { "Disputes" }
        (super::parts("/disputes/programs"))
        form method="get" class="filter" {
            label { "Month " input type="month" name="month" value=(view.month); }
            label { "Region "
                select name="region" {
                    @for (word, name) in [("world", "World"), ("mena", "Middle East and North Africa")] {
                        option value=(word) selected[region == word] { (name) }
                    }
                }
            }
            button { "Show" }
        }
        p class="quiet" { "Counted up to " (view.as_of) ", in UTC. Not known here: " (view.not_known.join(", ")) "." }
        @if view.networks.is_empty() {
            p class="empty" { "No card was charged or disputed in this month or the one before." }
        }
        @for network in &view.networks { (of_network(network)) }
        p class="quiet" {
            "Your acquirer counts with data of its own and may set lower limits: this is a warning, not its verdict."
        }
    };
    Ok(shell::page(&visitor, "Network programmes", "/disputes", content))
}

fn of_network(network: &NetworkView) -> Markup {
    let id = format!("network-{}", network.network);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (network.network) }
            dl class="facts" {
                dt { "Sales" } dd { (network.sales) ", the month before " (network.sales_before) }
                dt { "Disputes" } dd {
                    (network.disputes) ", for fraud " (network.fraud_disputes) "; at this pace "
                    (network.disputes_projected) " at the end of the month"
                }
            }
            @if network.programs.is_empty() { p class="empty" { "No programme of this network is known here." } }
            @for program in &network.programs { (of_program(network, program)) }
        }
    }
}

fn of_program(network: &NetworkView, program: &ProgramView) -> Markup {
    html! {
        h3 { (program.program) ", " (program.level) }
        p { strong { (verdict(program.met)) } " At the end of the month, at this pace: " (verdict(program.met_projected)) }
        (shell::scroll(&format!("Thresholds of {} for {}", program.program, network.network), html! {
            table {
                thead { tr {
                    th scope="col" { "Threshold" } th scope="col" class="sum" { "Met from" } th scope="col" class="sum" { "Now" }
                    th scope="col" class="sum" { "Will be" } th scope="col" { "Met" } th scope="col" { "Since" }
                    th scope="col" { "From" }
                } }
                tbody { @for threshold in &program.thresholds { (row(threshold)) } }
            }
        }))
    }
}

fn row(threshold: &ThresholdView) -> Markup {
    let shown =
        |count: Option<u64>| count.map_or_else(|| "not known".to_owned(), |count| amount(threshold.measure, count));
    html! {
        tr {
            th scope="row" { (threshold.title) }
            td class="sum" {
                @if threshold.measure.contains("below") { "below " }
                (amount(threshold.measure, threshold.bound))
            }
            td class="sum" { (shown(threshold.is)) }
            td class="sum" { (shown(threshold.projected)) }
            td { @match threshold.met { Some(true) => "yes", Some(false) => "no", None => "not known" } }
            td { (threshold.valid_from.as_deref().unwrap_or("not published")) }
            td class="quiet" { (threshold.source) " (" (threshold.confidence) ")" @if !threshold.note.is_empty() { "; " (threshold.note) } }
        }
    }
}

/// A count as its measure is read: hundredths of a percent, cents, or a number.
fn amount(measure: &str, count: u64) -> String {
    let (whole, part) = (count / 100, count % 100);
    if measure.ends_with("_bps") {
        format!("{whole}.{part:02} %")
    } else if measure.ends_with("_usd_minor") {
        format!("USD {whole}.{part:02}")
    } else {
        count.to_string()
    }
}

const fn verdict(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "Met: the network may fine for this month.",
        Some(false) => "Not met.",
        None => "Not met as far as is known here.",
    }
}
