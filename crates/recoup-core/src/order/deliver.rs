//! Delivery (row S4): what was owed in goods is out, so its revenue is earned.
//!
//! Whole lines, said by the shop: what it sends without telling us of parcels. Shipments (`ship`) count units.

use serde::{Deserialize, Serialize};

use super::plan::{self, run};
use super::{LineState, OrderStep, Sold};
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
    fn needs(&self, world: &World, needs: &mut Needs) {
        plan::needs(&self.order, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        if self.lines.is_empty() {
            return Err(Refusal::Missing { param: "lines".to_owned() });
        }
        let order = draft.order(&self.order)?;
        order.status.step(OrderStep::Deliver)?;
        let (numbers, earned) = delivered(order, &self.lines)?;
        run::after(draft, &self.order, |order| {
            order.deliver(&numbers);
            Ok(())
        })?;
        draft.emit(&self.order, Body::OrderDelivered { lines: numbers, earned })?;
        run::now(draft, &self.order)?;
        Ok(Answer::Order(self.order.clone()))
    }
}

/// Numbers of lines that are delivered now, each once, and what is earned with them.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Invalid`] for a line that is delivered already.
pub fn delivered(sold: &(impl Sold + ?Sized), lines: &[u32]) -> Result<(Vec<u32>, Option<Earned>), Refusal> {
    let mut numbers = lines.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    let mut net_minor = 0_i64;
    for number in &numbers {
        let line = sold.line(*number).ok_or_else(|| Refusal::Unknown { what: "order line", id: number.to_string() })?;
        if line.sold.delivered {
            let why = format!("line {number} is delivered already");
            return Err(Refusal::Invalid { param: "lines".to_owned(), why });
        }
        net_minor = net_minor.saturating_add(line.deferred_minor());
    }
    Ok((numbers, earned(sold, net_minor)))
}

/// What is earned with a net amount, if it is one.
#[must_use]
pub fn earned(sold: &(impl Sold + ?Sized), net_minor: i64) -> Option<Earned> {
    let net = Money::new(net_minor, sold.currency());
    (net_minor > 0).then(|| Earned { net, revenue_key: sold.revenue_key().to_owned() })
}

/// What taking a refund back restores of lines that were delivered since: it was deferred when the refund took
/// it, its mirror defers it again, and it is earned.
#[must_use]
pub fn earned_since(order: &(impl Sold + ?Sized), lines: &[LineSlice], deferred_minor: i64) -> Option<Earned> {
    let waits = |slice: &&LineSlice| order.line(slice.line).is_some_and(|line: &LineState| !line.sold.delivered);
    let net = |slice: &LineSlice| {
        let net_minor = slice.gross_minor - slice.taxes_minor.iter().sum::<i64>();
        let on_the_way = order.line(slice.line).is_some_and(LineState::is_on_the_way);
        net_minor - slice.shipped.net_minor + if on_the_way { slice.shipped.transit_minor } else { 0 }
    };
    let still_minor: i64 = lines.iter().filter(waits).map(net).sum();
    earned(order, deferred_minor - still_minor + order.left_over_minor(lines, -1))
}
