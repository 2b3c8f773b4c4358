//! What becomes of goods that do not go out as they were sold, on the stream of the order.

use jiff::Timestamp;

use crate::event::bodies;
use crate::ledger::acts::Slice;
use crate::order::LineSlice;
use crate::order::release::LineUnits;
use crate::payment::is_zero;

bodies! {
    /// What became of goods of an order.
    GoodsBody:

    /// Units will not go out. What nobody paid for them is credited; the rest is to be given back.
    Canceled = "goods.canceled" {
        /// Units by line, also of the charges that fall away with them.
        units: Vec<LineUnits>,
        /// Why.
        reason: String,
        /// What was credited, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
        /// What was paid for them and is to be given back, minor units.
        owed_minor: i64 = "is_zero",
    },
    /// Units go out later than was said.
    Late = "goods.late" {
        /// Units by line.
        units: Vec<LineUnits>,
        /// When they are expected, if anybody knows.
        until: Option<Timestamp> = "Option::is_none",
        /// Why.
        reason: String,
    },
}
