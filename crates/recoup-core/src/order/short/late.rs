//! Units that go out later than was said. The customer is told; the plan of the order says for how long they are kept.

use serde::{Deserialize, Serialize};

use super::GoodsBody;
use super::cancel::{cancel, needs_of};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::id::Id;
use crate::order::release::LineUnits;
use crate::order::ship::{check_line, check_units};
use crate::order::{LineState, Order, OrderStep};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// The reason of what is cancelled because it was kept for long enough.
const KEPT_LONG_ENOUGH: &str = "it was late for longer than it is kept";

/// Says that units go out later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayLines {
    /// The order.
    pub order: Id,
    /// Units by line that are late.
    pub lines: Vec<LineUnits>,
    /// When they are expected, if anybody knows.
    pub until: Option<jiff::Timestamp>,
    /// Why.
    pub reason: String,
}

impl Workflow for DelayLines {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.order);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        check_units(&self.lines)?;
        let order = draft.order(&self.order)?;
        for ask in &self.lines {
            check_line(order, ask.line)?;
        }
        order.status.step(OrderStep::CancelLines)?;
        for ask in &self.lines {
            let left = order.line(ask.line).map_or(0, LineState::open_units);
            if ask.quantity > left {
                return Err(Refusal::ExceedsQuantity { line: ask.line, asked: ask.quantity, left });
            }
        }
        let keep_days = order.plan.as_ref().and_then(|p| p.plan.keep_days);
        let (units, until, reason) = (self.lines.clone(), self.until, self.reason.clone());
        draft.emit(&self.order, GoodsBody::Late { units, until, reason })?;
        if let Some(days) = keep_days {
            let alarm = Alarm::EndLate { order: self.order.clone() };
            draft.cancel_timer(&alarm);
            draft.timer(draft.in_secs(u32::from(days) * 86_400), alarm);
        }
        Ok(Answer::Order(self.order.clone()))
    }
}

/// What the end of the waiting looks at.
pub fn needs(order: &Id, world: &World, needs: &mut Needs) {
    needs_of(order, world, needs);
}

fn still_late(order: &Order) -> Vec<LineUnits> {
    let late = |line: &LineState| LineUnits {
        line: line.sold.line,
        quantity: line.goods.late.min(order.free_units(line.sold.line)),
    };
    order.lines.iter().map(late).filter(|units| units.quantity > 0).collect()
}

/// Late units were kept for long enough. Whether there was anything to do.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn end(draft: &mut Draft<'_>, order: &Id) -> Result<bool, Refusal> {
    let mine = draft.order(order)?;
    let units = still_late(mine);
    if units.is_empty() || mine.status.next(OrderStep::CancelLines).is_none() {
        return Ok(false);
    }
    cancel(draft, order, &units, KEPT_LONG_ENOUGH)?;
    Ok(true)
}
