//! Programmes of the card networks that fine merchants with too many disputes or too much fraud: dated thresholds, and
//! how near a month is to each.
//!
//! Every row of a programme that is in force must be met for the programme to be met. What we are not told (reports of
//! fraud that go from bank to network, amounts in dollars, the share of authenticated payments) stays unknown, and a
//! programme that hangs on it is never said to be safely missed because of it. Acquirers set lower limits of their own,
//! and count with their own data: this is a warning, not their verdict.

mod table;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use table::{Row, rows};

/// What a threshold is about. Months are calendar months in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Reports of fraud and disputes of a month.
    Cases,
    /// The same by the sales of that month, basis points.
    CasesPerSaleBps,
    /// The same in US cents.
    CasesUsdMinor,
    /// Disputes of a month.
    Disputes,
    /// The same by the sales of the month before, basis points.
    DisputesPerSaleBeforeBps,
    /// Disputes for fraud in US cents.
    FraudDisputesUsdMinor,
    /// Disputes for fraud by the sales of the month before, basis points.
    FraudDisputesPerSaleBeforeBps,
    /// Sales of the month before.
    SalesBefore,
    /// The share of authenticated sales, basis points; met by less than the bound.
    ThreeDsBelowBps,
}

impl Measure {
    const ALL: [Self; 9] = [
        Self::Cases,
        Self::CasesPerSaleBps,
        Self::CasesUsdMinor,
        Self::Disputes,
        Self::DisputesPerSaleBeforeBps,
        Self::FraudDisputesUsdMinor,
        Self::FraudDisputesPerSaleBeforeBps,
        Self::SalesBefore,
        Self::ThreeDsBelowBps,
    ];

    /// Its word in the table and in the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::CasesPerSaleBps => "cases_per_sale_bps",
            Self::CasesUsdMinor => "cases_usd_minor",
            Self::Disputes => "disputes",
            Self::DisputesPerSaleBeforeBps => "disputes_per_sale_before_bps",
            Self::FraudDisputesUsdMinor => "fraud_disputes_usd_minor",
            Self::FraudDisputesPerSaleBeforeBps => "fraud_disputes_per_sale_before_bps",
            Self::SalesBefore => "sales_before",
            Self::ThreeDsBelowBps => "three_ds_below_bps",
        }
    }

    /// In a few words, for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Cases => "fraud reports and disputes",
            Self::CasesPerSaleBps => "fraud reports and disputes by sales of the month",
            Self::CasesUsdMinor => "fraud reports and disputes in USD",
            Self::Disputes => "disputes",
            Self::DisputesPerSaleBeforeBps => "disputes by sales of the month before",
            Self::FraudDisputesUsdMinor => "disputes for fraud in USD",
            Self::FraudDisputesPerSaleBeforeBps => "disputes for fraud by sales of the month before",
            Self::SalesBefore => "sales of the month before",
            Self::ThreeDsBelowBps => "share of authenticated sales",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.word() == word)
    }
}

/// What happened in a month with the cards of one network. `None` is what we are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Month {
    /// Card payments that were captured.
    pub sales: u64,
    /// The same, of the month before.
    pub sales_before: u64,
    /// Disputes that became chargebacks; a question is none.
    pub disputes: u64,
    /// Those of them for fraud.
    pub fraud_disputes: u64,
    /// Reports of fraud from banks to the network, which come beside disputes and may be about the same sale.
    pub fraud_reports: Option<u64>,
    /// Disputes and reports in US cents.
    pub cases_usd_minor: Option<u64>,
    /// Disputes for fraud in US cents.
    pub fraud_disputes_usd_minor: Option<u64>,
    /// Share of authenticated sales, basis points.
    pub three_ds_bps: Option<u64>,
}

/// One threshold of a programme and where a month stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row of the table.
    pub row: &'static Row,
    /// What the month has; nothing where that is not known, and for a share of nothing.
    pub is: Option<u64>,
    /// Whether it meets the threshold; nothing where that is not known.
    pub met: Option<bool>,
}

/// How a month stands in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The programme.
    pub program: &'static str,
    /// Its level.
    pub level: &'static str,
    /// Its thresholds.
    pub lines: Vec<Line>,
    /// Whether all are met; nothing where one that is not known would decide.
    pub met: Option<bool>,
}

/// How a month stands in every programme of a network that is in force on a day.
#[must_use]
pub fn standings(network: &str, region: &str, on: Date, month: &Month) -> Vec<Standing> {
    let mut found: Vec<Standing> = Vec::new();
    for row in table::in_force(network, region, on) {
        let line = month.line(row);
        match found.iter_mut().find(|standing| (standing.program, standing.level) == (row.program, row.level)) {
            Some(standing) => standing.lines.push(line),
            None => {
                found.push(Standing { program: row.program, level: row.level, lines: vec![line], met: None });
            }
        }
    }
    for standing in &mut found {
        standing.met = all(&standing.lines);
    }
    found
}

/// Whether all lines are met: one that is missed decides, one that is not known leaves it open.
fn all(lines: &[Line]) -> Option<bool> {
    if lines.iter().any(|line| line.met == Some(false)) {
        return Some(false);
    }
    lines.iter().all(|line| line.met == Some(true)).then_some(true)
}

impl Month {
    /// Where it lands if the rest of the month goes on like its days so far; `day` is the last of those, and they are
    /// counted whole. Counts are rounded to the nearest, shares stay as they are.
    #[must_use]
    pub fn projected(&self, day: Date) -> Self {
        let (days, of) = (days(day.day()), days(day.days_in_month()));
        let grow = |count: u64| u64::try_from((u128::from(count) * of * 2 + days) / (days * 2)).unwrap_or(u64::MAX);
        Self {
            sales: grow(self.sales),
            disputes: grow(self.disputes),
            fraud_disputes: grow(self.fraud_disputes),
            fraud_reports: self.fraud_reports.map(grow),
            cases_usd_minor: self.cases_usd_minor.map(grow),
            fraud_disputes_usd_minor: self.fraud_disputes_usd_minor.map(grow),
            ..*self
        }
    }

    fn line(&self, row: &'static Row) -> Line {
        let bound = u128::from(row.bound);
        // Reports that nobody told us can only make it worse.
        let cases = self.disputes.saturating_add(self.fraud_reports.unwrap_or(0));
        let at_least = |is: Option<u64>| (is, is.map(|is| u128::from(is) >= bound));
        let share = |part: u64, whole: u64| {
            let bps = (u128::from(part) * 10_000).checked_div(u128::from(whole));
            let is = bps.map(|bps| u64::try_from(bps).unwrap_or(u64::MAX));
            (is, Some(whole > 0 && u128::from(part) * 10_000 >= bound * u128::from(whole)))
        };
        let (is, mut met) = match row.measure {
            Measure::Cases => at_least(Some(cases)),
            Measure::CasesPerSaleBps => share(cases, self.sales),
            Measure::CasesUsdMinor => at_least(self.cases_usd_minor),
            Measure::Disputes => at_least(Some(self.disputes)),
            Measure::DisputesPerSaleBeforeBps => share(self.disputes, self.sales_before),
            Measure::FraudDisputesUsdMinor => at_least(self.fraud_disputes_usd_minor),
            Measure::FraudDisputesPerSaleBeforeBps => share(self.fraud_disputes, self.sales_before),
            Measure::SalesBefore => at_least(Some(self.sales_before)),
            Measure::ThreeDsBelowBps => (self.three_ds_bps, self.three_ds_bps.map(|is| u128::from(is) < bound)),
        };
        let about_reports = matches!(row.measure, Measure::Cases | Measure::CasesPerSaleBps);
        if about_reports && self.fraud_reports.is_none() && met == Some(false) {
            met = None;
        }
        Line { row, is, met }
    }
}

fn days(count: i8) -> u128 {
    u128::from(count.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(network: &str, on: Date, month: &Month) -> Vec<(&'static str, Option<bool>)> {
        standings(network, "world", on, month).into_iter().map(|standing| (standing.program, standing.met)).collect()
    }

    #[test]
    fn a_rule_that_changed_by_date_gives_the_answer_of_its_date() {
        let month = Month { sales: 100_000, disputes: 1_600, fraud_reports: Some(0), ..Month::default() };
        assert_eq!(of("visa", date(2026, 3, 31), &month), [("Visa VAMP", Some(false))]);
        assert_eq!(of("visa", date(2026, 4, 1), &month), [("Visa VAMP", Some(true))]);
        let mena = standings("visa", "mena", date(2026, 4, 1), &month);
        assert_eq!(mena[0].met, Some(false), "160 basis points are below 220 there");
    }

    #[test]
    fn what_nobody_tells_us_leaves_it_open() {
        let month = Month { sales: 100_000, disputes: 1_400, ..Month::default() };
        assert_eq!(of("visa", date(2026, 11, 1), &month), [("Visa VAMP", None)]);
        // Whatever is reported besides, so many disputes are too many already.
        let month = Month { disputes: 1_501, ..month };
        assert_eq!(of("visa", date(2026, 11, 1), &month), [("Visa VAMP", Some(true))]);
    }

    #[test]
    fn both_rows_must_be_met_exactly_at_the_bound() {
        let on = date(2026, 11, 1);
        let month = |disputes, sales_before| Month { disputes, sales_before, ..Month::default() };
        let ecm = |month: Month| standings("mastercard", "world", on, &month)[0].met;
        assert_eq!(ecm(month(100, 6_666)), Some(true), "150.01 basis points");
        assert_eq!(ecm(month(100, 6_667)), Some(false), "149.99 basis points");
        assert_eq!(ecm(month(99, 100)), Some(false));
        assert_eq!(ecm(month(100, 0)), Some(false), "there is no share of nothing");
        assert_eq!(standings("mastercard", "world", on, &month(100, 6_667))[0].lines[1].is, Some(149));
    }

    #[test]
    fn a_month_lands_where_its_days_lead() {
        let month = Month { sales: 1_000, sales_before: 900, disputes: 7, ..Month::default() };
        let landed = month.projected(date(2026, 2, 14));
        assert_eq!((landed.sales, landed.sales_before, landed.disputes), (2_000, 900, 14));
        assert_eq!(month.projected(date(2026, 11, 30)), month);
        assert_eq!(Month { sales: u64::MAX, ..month }.projected(date(2026, 11, 1)).sales, u64::MAX);
    }

    #[test]
    fn every_programme_says_where_it_is_from() {
        assert!(rows().len() > 10);
        for row in rows() {
            assert!(row.source.contains("read 20"), "{row:?}");
            assert_eq!(Measure::named(row.measure.word()), Some(row.measure));
        }
        assert!(standings("amex", "world", date(2026, 11, 1), &Month::default()).is_empty());
    }
}
