//! Spreads what a refund takes out of an order's lines over its parts: each row sums to its part, each column to what the
//! whole takes of a line. Units go with the first part that takes money of their line, so that each is counted once.

use crate::money::{MoneyError, allocate};
use crate::order::LineSlice;

/// What one part takes: slices without their taxes, which follow when it is booked, and of an overpayment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Out of lines.
    pub lines: Vec<LineSlice>,
    /// Of what was paid beyond the order's worth, minor units.
    pub overpaid_minor: i64,
}

/// Rows for parts of these amounts, which sum to the lines and the overpayment.
///
/// # Errors
/// [`MoneyError::Overflow`] when they do not.
pub fn over_parts(lines: &[LineSlice], overpaid_minor: i64, amounts: &[i64]) -> Result<Vec<Row>, MoneyError> {
    let mut left: Vec<i64> = std::iter::once(overpaid_minor).chain(lines.iter().map(|line| line.gross_minor)).collect();
    let mut rows = Vec::with_capacity(amounts.len());
    let mut units: Vec<i64> = lines.iter().map(|line| line.quantity).collect();
    for (place, amount_minor) in amounts.iter().enumerate() {
        // Never more of a column than is left of it, because the part is no more than all that is left.
        let taken = allocate(*amount_minor, &left)?;
        let last = place + 1 == amounts.len();
        let mut row = Row { lines: Vec::new(), overpaid_minor: taken[0] };
        for (at, line) in lines.iter().enumerate() {
            let gross_minor = taken[at + 1];
            let quantity = if gross_minor > 0 || last { std::mem::take(&mut units[at]) } else { 0 };
            if gross_minor > 0 || quantity > 0 {
                let before_minor = line.gross_minor - left[at + 1];
                let shipped = line.shipped.part((before_minor, gross_minor), line.gross_minor, quantity > 0);
                row.lines.push(LineSlice { line: line.line, quantity, gross_minor, taxes_minor: Vec::new(), shipped });
            }
        }
        for (left, taken) in left.iter_mut().zip(&taken) {
            *left -= taken;
        }
        rows.push(row);
    }
    if left.iter().any(|left| *left != 0) {
        return Err(MoneyError::Overflow);
    }
    Ok(rows)
}

/// The rows of several parts as one whole again, one slice for each line.
#[must_use]
pub fn together<'a>(rows: impl Iterator<Item = &'a [LineSlice]>) -> Vec<LineSlice> {
    let mut whole: Vec<LineSlice> = Vec::new();
    for slice in rows.flatten() {
        match whole.iter_mut().find(|mine| mine.line == slice.line) {
            Some(mine) => {
                mine.quantity += slice.quantity;
                mine.gross_minor += slice.gross_minor;
                mine.shipped = mine.shipped.and(&slice.shipped);
            }
            None => whole.push(LineSlice { taxes_minor: Vec::new(), ..slice.clone() }),
        }
    }
    whole
}
