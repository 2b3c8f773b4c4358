//! Goods that do not go out as they were sold: units that will not come, and units that come later.

mod cancel;
mod event;
mod late;

use super::release::LineUnits;
use super::{LineSlice, Order, OrderStep};
use crate::refusal::Refusal;

pub use cancel::CancelLines;
pub use event::GoodsBody;
pub use late::{DelayLines, end as late_ends, needs as late_needs};

impl Order {
    pub(super) fn apply_goods(&mut self, body: &GoodsBody) -> Result<(), Refusal> {
        match body {
            GoodsBody::Canceled { units, lines, .. } => {
                self.status = self.status.step(OrderStep::CancelLines)?;
                self.credited_minor += self.credit_units(lines);
                for ask in units {
                    let credited = lines.iter().filter(|l| l.line == ask.line).map(|l| l.quantity).sum::<i64>();
                    if let Some(line) = self.lines.iter_mut().find(|l| l.sold.line == ask.line) {
                        line.goods.waiting += ask.quantity - credited;
                        line.goods.late = line.goods.late.saturating_sub(ask.quantity).max(0);
                        line.tidy();
                    }
                }
            }
            GoodsBody::Late { units, .. } => {
                for LineUnits { line, quantity } in units {
                    if let Some(mine) = self.lines.iter_mut().find(|l| l.sold.line == *line) {
                        mine.goods.late = *quantity;
                        mine.tidy();
                    }
                }
            }
        }
        Ok(())
    }

    /// Credits units that nobody paid for: they are gone, and nothing was refunded.
    fn credit_units(&mut self, slices: &[LineSlice]) -> i64 {
        for slice in slices {
            if let Some(line) = self.lines.iter_mut().find(|l| l.sold.line == slice.line) {
                line.goods.credited += slice.quantity;
                line.book(&LineSlice { quantity: 0, ..slice.clone() }, 1);
            }
        }
        slices.iter().map(|slice| slice.gross_minor).sum()
    }
}
