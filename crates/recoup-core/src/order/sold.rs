//! What was sold, line by line, whoever claims the money for it: an order or an invoice.
//!
//! Refunds, credits and losses take their part out of lines, and ask for no more than this trait says.

use super::{LineSlice, LineState, Order};
use crate::id::Id;
use crate::money::Currency;
use crate::refusal::Refusal;

/// Something with lines that were sold, and with money that arrived for them.
pub trait Sold {
    /// Its stream, which is the subkey of its receivable and its deferral.
    fn id(&self) -> &Id;

    /// Currency of every amount.
    fn currency(&self) -> Currency;

    /// Subkey of revenue.
    fn revenue_key(&self) -> &str;

    /// Lines with what was released of them.
    fn lines(&self) -> &[LineState];

    /// What arrived, minor units.
    fn paid_minor(&self) -> i64;

    /// What refunds released of the lines, minor units.
    fn refunded_minor(&self) -> i64;

    /// What arrived beyond its worth and was not given back, minor units.
    fn overpaid_minor(&self) -> i64;

    /// The most that a refund may give back of it, minor units, where that is less than its payments have left.
    fn most_back_minor(&self) -> Option<i64> {
        None
    }

    /// A line by number.
    fn line(&self, number: u32) -> Option<&LineState> {
        self.lines().iter().find(|l| l.sold.line == number)
    }

    /// Gross of all lines not yet released, minor units.
    fn left_minor(&self) -> i64 {
        self.lines().iter().map(LineState::left_minor).sum()
    }

    /// What slices that are booked, or taken back where `sign` is −1, leave of units that are all gone: it is earned then.
    fn left_over_minor(&self, slices: &[LineSlice], sign: i64) -> i64 {
        let after = |slice: &LineSlice| {
            let mut line = self.line(slice.line)?.clone();
            line.book(slice, sign);
            Some(line.left_over_minor())
        };
        slices.iter().filter_map(after).sum()
    }
}

impl Sold for Order {
    fn id(&self) -> &Id {
        &self.id
    }

    fn currency(&self) -> Currency {
        self.currency
    }

    fn revenue_key(&self) -> &str {
        &self.revenue_key
    }

    fn lines(&self) -> &[LineState] {
        &self.lines
    }

    fn paid_minor(&self) -> i64 {
        self.paid_minor
    }

    fn refunded_minor(&self) -> i64 {
        self.refunded_minor
    }

    fn overpaid_minor(&self) -> i64 {
        Self::overpaid_minor(self)
    }
}

/// Books slices on lines, or takes them back where `sign` is −1; says how much gross that is.
///
/// # Errors
/// [`Refusal::Inconsistent`] when a slice names a line that is not there.
pub fn book(lines: &mut [LineState], slices: &[LineSlice], sign: i64) -> Result<i64, Refusal> {
    let mut gross = 0;
    for slice in slices {
        let line = lines.iter_mut().find(|l| l.sold.line == slice.line).ok_or_else(|| Refusal::Inconsistent {
            what: format!("an event names line {}, which is not there", slice.line),
        })?;
        line.book(slice, sign);
        gross += slice.gross_minor;
    }
    Ok(gross)
}
