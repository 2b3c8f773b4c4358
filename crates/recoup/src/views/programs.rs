//! How months stand in the programmes of the card networks, as the outside sees it.

use jiff::civil::Date;
use recoup_core::programs::{Line, Month, Standing, standings};
use serde::Serialize;
use utoipa::ToSchema;

use crate::tally::Tally;

/// A month in the programmes of the networks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgramsView {
    /// The month, such as `2026-11`, in UTC.
    pub month: String,
    /// The day up to which it is counted.
    pub as_of: String,
    /// The networks with sales or disputes.
    pub networks: Vec<NetworkView>,
    /// What is not known here, and may make a programme be met that seems not to be.
    pub not_known: Vec<&'static str>,
}

/// A network in a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct NetworkView {
    /// Such as `visa`.
    pub network: String,
    /// Captures of the month.
    pub sales: u64,
    /// Captures of the month before.
    pub sales_before: u64,
    /// Disputes that became chargebacks.
    pub disputes: u64,
    /// Those of them for fraud.
    pub fraud_disputes: u64,
    /// Disputes at the end of the month, if it goes on like this.
    pub disputes_projected: u64,
    /// Programmes in force on that day; none for a network without a known one.
    pub programs: Vec<ProgramView>,
}

/// A programme of a network.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgramView {
    /// Its name.
    pub program: &'static str,
    /// Its level.
    pub level: &'static str,
    /// Whether the month meets it; missing where something that is not known decides.
    pub met: Option<bool>,
    /// The same for the end of the month, if it goes on like this.
    pub met_projected: Option<bool>,
    /// Its thresholds: all have to be met.
    pub thresholds: Vec<ThresholdView>,
}

/// A threshold of a programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThresholdView {
    /// Such as `disputes_per_sale_before_bps`; `bps` are hundredths of a percent, `minor` is cents.
    pub measure: &'static str,
    /// In words.
    pub title: &'static str,
    /// From how much on it is met; below it for a share that should be high.
    pub bound: u64,
    /// What the month has; missing where that is not known.
    pub is: Option<u64>,
    /// What it will have, if it goes on like this.
    pub projected: Option<u64>,
    /// Whether it is met; missing where that is not known.
    pub met: Option<bool>,
    /// First day of the threshold; missing where none is published.
    pub valid_from: Option<String>,
    /// Where it is from.
    pub source: &'static str,
    /// How sure that is: `doc`, `third-party`, `unconfirmed` …
    pub confidence: &'static str,
    /// What to know besides.
    pub note: &'static str,
}

impl ProgramsView {
    /// How the month of a day stands on that day.
    #[must_use]
    pub fn of(tally: &Tally, day: Date, region: &str) -> Self {
        let network = |network: &str| NetworkView::of(network, region, day, &tally.month(network, day));
        Self {
            month: format!("{:04}-{:02}", day.year(), day.month()),
            as_of: day.to_string(),
            networks: tally.networks(day).into_iter().map(network).collect(),
            not_known: vec![
                "reports of fraud that banks send to the network",
                "amounts in USD",
                "the share of authenticated payments",
            ],
        }
    }
}

impl NetworkView {
    fn of(network: &str, region: &str, day: Date, month: &Month) -> Self {
        let landed = month.projected(day);
        let (now, then) = (standings(network, region, day, month), standings(network, region, day, &landed));
        Self {
            network: network.to_owned(),
            sales: month.sales,
            sales_before: month.sales_before,
            disputes: month.disputes,
            fraud_disputes: month.fraud_disputes,
            disputes_projected: landed.disputes,
            programs: now.iter().zip(&then).map(|(now, then)| program(now, then)).collect(),
        }
    }
}

fn program(now: &Standing, then: &Standing) -> ProgramView {
    ProgramView {
        program: now.program,
        level: now.level,
        met: now.met,
        met_projected: then.met,
        thresholds: now.lines.iter().zip(&then.lines).map(|(now, then)| threshold(now, then)).collect(),
    }
}

fn threshold(now: &Line, then: &Line) -> ThresholdView {
    ThresholdView {
        measure: now.row.measure.word(),
        title: now.row.measure.title(),
        bound: now.row.bound,
        is: now.is,
        projected: then.is,
        met: now.met,
        valid_from: now.row.valid_from.map(|from| from.to_string()),
        source: now.row.source,
        confidence: now.row.confidence.word(),
        note: now.row.note,
    }
}
