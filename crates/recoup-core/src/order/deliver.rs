//! Delivery (row S4): what was owed in goods is out, so its revenue is earned.
//!
//! Whole lines, said by the shop. Parcels and quantities belong to fulfilment, which is not here yet; this is
//! the one act without which deferred revenue could only leave the books by refund.

use serde::{Deserialize, Serialize};

use super::{LineState, Order, OrderStep};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::Body;
use crate::id::Id;
use crate::money::Money;
use crate::order::LineSlice;
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// Lines of an order are delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverLines {
    /// The order.
    pub order: Id,
    /// Their numbers.
    pub lines: Vec<u32>,
}

/// Deferred revenue that is earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earned {
    /// How much, net.
    pub net: Money,
    /// Subkey of revenue.
    pub revenue_key: String,
}

impl Workflow for DeliverLines {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.order);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        if self.lines.is_empty() {
            return Err(Refusal::Missing { param: "lines".to_owned() });
        }
        let order = draft.order(&self.order)?;
        order.status.step(OrderStep::Deliver)?;
        let mut numbers = self.lines.clone();
        numbers.sort_unstable();
        numbers.dedup();
        let mut net_minor = 0_i64;
        for number in &numbers {
            let line =
                order.line(*number).ok_or_else(|| Refusal::Unknown { what: "order line", id: number.to_string() })?;
            if line.sold.delivered {
                let why = format!("line {number} is delivered already");
                return Err(Refusal::Invalid { param: "lines".to_owned(), why });
            }
            net_minor = net_minor.saturating_add(line.net_left_minor());
        }
        let earned = earned(order, net_minor);
        draft.emit(&self.order, Body::OrderDelivered { lines: numbers, earned })?;
        Ok(Answer::Order(self.order.clone()))
    }
}

/// What is earned with a net amount, if it is one.
fn earned(order: &Order, net_minor: i64) -> Option<Earned> {
    let net = Money::new(net_minor, order.currency);
    (net_minor > 0).then(|| Earned { net, revenue_key: order.revenue_key.clone() })
}

/// What taking a refund back restores of lines that were delivered since: it was deferred when the refund took
/// it, its mirror defers it again, and it is earned.
#[must_use]
pub fn earned_since(order: &Order, lines: &[LineSlice], deferred_minor: i64) -> Option<Earned> {
    let waits = |slice: &&LineSlice| order.line(slice.line).is_some_and(|line: &LineState| !line.sold.delivered);
    let net = |slice: &LineSlice| slice.gross_minor - slice.taxes_minor.iter().sum::<i64>();
    let still_minor: i64 = lines.iter().filter(waits).map(net).sum();
    earned(order, deferred_minor - still_minor)
}
