//! Ends and pauses of an order: hold, resume, cancel before money came, complete with the rest credited.

use serde::{Deserialize, Serialize};

use super::release::{for_books, spread};
use super::{LineSlice, Order, OrderStatus, OrderStep};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::Body;
use crate::id::Id;
use crate::ledger::acts::Slice;
use crate::payment::{self, Payment, PaymentStatus};
use crate::refusal::Refusal;
use crate::tender::group;
use crate::text;
use crate::world::{Needs, World};

fn with_payments(order: &Id, world: &World, needs: &mut Needs) {
    needs.stream(order);
    if let Some(order) = world.order(order) {
        order.payments.iter().for_each(|id| needs.stream(id));
        group::balance_needs(order.payments.iter(), world, needs);
    }
}

/// What is still open, taken out of the lines. Not where refunds took the lines and the gateway took the
/// money as well: then the customer owes it, and crediting it would give it away.
fn what_never_came(order: &Order, step: &'static str) -> Result<(Vec<LineSlice>, Slice), Refusal> {
    let open_minor = order.open_minor().max(0);
    if open_minor > order.left_minor() {
        return Err(Refusal::NotInState {
            what: "order",
            status: "refunded and not paid",
            step,
            allowed: "add_tender for what the customer owes".to_owned(),
        });
    }
    let lines = spread(order, open_minor)?;
    let slice = for_books(order, &lines)?;
    Ok((lines, slice))
}

/// An order is called off before anything was captured: authorizations go back, the receivable is credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelOrder {
    /// The order.
    pub order: Id,
    /// Why.
    pub reason: String,
}

/// Whether a payment is on its way to its gateway, which may not have it yet.
const fn is_on_its_way(payment: &Payment) -> bool {
    matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Unknown)
}

/// Whether its gateway has a payment that it, or the customer, decides later.
const fn is_decided_later(payment: &Payment) -> bool {
    matches!(payment.status, PaymentStatus::Processing | PaymentStatus::RequiresAction)
}

impl CancelOrder {
    /// Whether a payment of the order is in the way: it brought money, or may. One that waits for its gateway or its
    /// customer is not, who may never act: what is authorized of it once the order is called off goes back at once.
    #[must_use]
    pub fn is_hindered_by(payment: &Payment) -> bool {
        payment.captured_minor > 0 || payment.capturing_minor() > 0 || is_on_its_way(payment)
    }
}

impl Workflow for CancelOrder {
    fn needs(&self, world: &World, needs: &mut Needs) {
        with_payments(&self.order, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        let order = draft.order(&self.order)?;
        order.status.step(OrderStep::Cancel)?;
        let payments = order.payments.clone();
        for id in &payments {
            if Self::is_hindered_by(draft.payment(id)?) {
                return Err(Refusal::NotInState {
                    what: "order",
                    status: "paid or being paid",
                    step: "cancel",
                    allowed: "refund, complete".to_owned(),
                });
            }
        }
        let (lines, slice) = what_never_came(draft.order(&self.order)?, "cancel")?;
        draft.emit(&self.order, Body::OrderCanceled { reason: self.reason.clone(), lines, slice })?;
        for id in &payments {
            if draft.payment(id)?.releasable_minor() > 0 {
                payment::release::request(draft, id)?;
            }
        }
        Ok(Answer::Order(self.order.clone()))
    }
}

/// An order is done; what was never captured and never will be is credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompleteOrder {
    /// The order.
    pub order: Id,
}

impl CompleteOrder {
    /// Whether a payment of the order is in the way: it may bring more money. What is decided later goes back when it is
    /// authorized after an order was called off; after one that was completed it would be captured.
    #[must_use]
    pub fn is_hindered_by(payment: &Payment) -> bool {
        let undecided = is_on_its_way(payment) || is_decided_later(payment);
        payment.rest_minor() > 0 || payment.capturing_minor() > 0 || undecided
    }
}

impl Workflow for CompleteOrder {
    fn needs(&self, world: &World, needs: &mut Needs) {
        with_payments(&self.order, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let order = draft.order(&self.order)?;
        order.status.step(OrderStep::Complete)?;
        if order.status == OrderStatus::Completed && order.open_minor() <= 0 {
            return Err(Refusal::NotInState {
                what: "order",
                status: order.status.word(),
                step: OrderStep::Complete.word(),
                allowed: "nothing, it is done and nothing is open".to_owned(),
            });
        }
        for id in &order.payments {
            if Self::is_hindered_by(draft.payment(id)?) {
                return Err(Refusal::NotInState {
                    what: "order",
                    status: "waiting for money",
                    step: "complete",
                    allowed: format!("capture or release {id} first, or wait until its gateway has decided"),
                });
            }
        }
        let (lines, slice) = what_never_came(order, "complete")?;
        draft.emit(&self.order, Body::OrderCompleted { lines, slice })?;
        Ok(Answer::Order(self.order.clone()))
    }
}

/// A person stops an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldOrder {
    /// The order.
    pub order: Id,
    /// Why.
    pub reason: String,
}

impl Workflow for HoldOrder {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.order);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        draft.order(&self.order)?;
        draft.emit(&self.order, Body::OrderHeld { reason: self.reason.clone() })?;
        Ok(Answer::Order(self.order.clone()))
    }
}

/// A stopped order goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeOrder {
    /// The order.
    pub order: Id,
}

impl Workflow for ResumeOrder {
    fn needs(&self, world: &World, needs: &mut Needs) {
        with_payments(&self.order, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        draft.order(&self.order)?;
        draft.emit(&self.order, Body::OrderResumed {})?;
        for id in draft.order(&self.order)?.payments.clone() {
            let mine = draft.payment(&id)?;
            if mine.waits_for_capture() && !group::is_held_back(draft, mine)? {
                payment::capture::at_once(draft, &id)?;
            }
        }
        super::plan::run::now(draft, &self.order)?;
        Ok(Answer::Order(self.order.clone()))
    }
}
