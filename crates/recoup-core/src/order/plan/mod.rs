//! Capture plans: when the money of an order is taken by itself, and how much of it.
//!
//! A plan has steps: a trigger and an amount. What is due is a function of the order: the deposits whose trigger came,
//! or what went out, whichever is more, never more than the order is worth. What is taken is what is due less what was
//! taken, so that no order of events takes anything twice, and the last shipment takes exactly the rest. `run` takes,
//! `care` looks after authorizations that run out, `freight` says what charges ride along, `set` changes the plan.

pub mod care;
mod event;
pub(crate) mod freight;
pub mod run;
pub mod set;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ship::Shipment;
use super::{Order, OrderStatus, Part};
use crate::id::Id;
use crate::money::share;
use crate::payment::{is_false, is_zero};
use crate::tender::group;
use crate::world::{Needs, World};

pub use event::PlanBody;
pub use freight::{Freight, Rides};
pub use set::SetPlan;

/// When a step's money is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum Trigger {
    /// As soon as it is authorized.
    Order,
    /// When something goes out.
    Shipment,
    /// When something arrives.
    Delivery,
    /// At an instant.
    Date {
        /// Which, UTC.
        at: Timestamp,
    },
}

/// How much a step takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "take", rename_all = "snake_case")]
pub enum Takes {
    /// Everything that is open.
    All,
    /// A deposit: it is used up by the first goods that go out.
    Deposit {
        /// Minor units.
        amount_minor: i64,
    },
    /// A deposit as a share of what the order was sold for.
    Percent {
        /// 1 to 100.
        percent: u8,
    },
    /// What goes out, with its frozen tax, discount and charges; for a delivery, what arrives.
    Shipped,
}

/// A step of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    #[serde(flatten)]
    pub trigger: Trigger,
    /// How much.
    #[serde(flatten)]
    pub takes: Takes,
}

/// When revenue is earned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earns {
    /// When the goods leave.
    #[default]
    Shipped,
    /// When they arrive.
    Delivered,
}

/// What is done before an authorization runs out that is still wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// A new one is asked for with the stored instrument, and the old one is given back; also where too little is left.
    Renew,
    /// What is still wanted is captured.
    Capture,
    /// It is given back.
    #[default]
    Release,
}

/// What is done with money that was taken for goods that will not go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Short {
    /// A refund is asked for, under the refund policy.
    #[default]
    Refund,
    /// A person is asked.
    Ask,
}

/// When the money of an order is taken by itself, and what else follows from its goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Steps; none where persons capture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// When revenue is earned.
    #[serde(default)]
    pub earns: Earns,
    /// Charges that ride along, such as postage.
    #[serde(default, skip_serializing_if = "Freight::is_plain")]
    pub freight: Freight,
    /// What is done before an authorization runs out.
    #[serde(default)]
    pub care: Care,
    /// What is done with money for goods that will not go out.
    #[serde(default)]
    pub short: Short,
    /// Days for which late goods are kept; then they are cancelled. For as long as it takes where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<u16>,
}

/// A payment that the plan began with the instrument of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The new payment.
    pub payment: Id,
    /// The tender whose instrument it uses, and within whose amount it stays.
    pub of: Id,
    /// The payment whose authorization it renews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<Id>,
    /// Whether it is known what became of it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub decided: bool,
    /// How much, minor units.
    pub amount_minor: i64,
}

/// A plan as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// What was said.
    pub plan: Plan,
    /// Places of the steps whose date came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came: Vec<u32>,
    /// Payments that the plan began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
    /// What could not be taken when it was last tried, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub short_minor: i64,
}

impl Planned {
    /// The tender that a payment goes back to: itself, unless the plan began it.
    #[must_use]
    pub fn tender_of<'a>(&'a self, payment: &'a Id) -> &'a Id {
        self.follow_ups.iter().find(|f| f.payment == *payment).map_or(payment, |f| &f.of)
    }

    /// What a payment renews, if the old authorization is still to be given back.
    #[must_use]
    pub fn renewed_by(&self, payment: &Id) -> Option<&Id> {
        self.follow_ups.iter().find(|f| f.payment == *payment && !f.decided).and_then(|f| f.renews.as_ref())
    }

    /// Whether a new authorization was asked for in place of a payment's, whatever became of it.
    #[must_use]
    pub fn was_renewed(&self, payment: &Id) -> bool {
        self.follow_ups.iter().any(|f| f.renews.as_ref() == Some(payment))
    }
}

impl Order {
    /// What the order is worth: what was sold less what was credited because it will never arrive, minor units.
    #[must_use]
    pub const fn worth_minor(&self) -> i64 {
        self.gross_minor.saturating_sub(self.credited_minor)
    }

    /// What went out, with its taxes and charges, minor units; what was out when it was sold counts.
    #[must_use]
    pub fn out_minor(&self) -> i64 {
        if self.ships_no_more() { self.worth_minor() } else { self.parts_minor(false) }
    }

    /// What arrived, with its taxes and charges, minor units.
    #[must_use]
    pub fn arrived_minor(&self) -> i64 {
        let on_the_way = self.shipments.iter().any(|s| s.is_out() && !s.has_arrived());
        if self.ships_no_more() && !on_the_way { self.worth_minor() } else { self.parts_minor(true) }
    }

    fn parts_minor(&self, arrived: bool) -> i64 {
        let counts = |s: &&Shipment| if arrived { s.has_arrived() } else { s.is_out() };
        let whole = |line: u32| self.line(line).is_some_and(|l| l.sold.delivered);
        let parts = self.shipments.iter().filter(counts).flat_map(|s| &s.parts).filter(|p| !whole(p.line));
        let lines = self.lines.iter().filter(|l| l.sold.delivered).map(|l| l.sold.gross_minor);
        parts.map(Part::gross_minor).chain(lines).sum()
    }

    fn has_sent_any(&self) -> bool {
        self.ships_no_more() || self.shipments.iter().any(Shipment::is_out)
    }

    fn has_arrived_any(&self) -> bool {
        let on_the_way = self.shipments.iter().any(|s| s.is_out() && !s.has_arrived());
        (self.ships_no_more() && !on_the_way) || self.shipments.iter().any(Shipment::has_arrived)
    }

    /// What the plan wants to have taken by now in all, minor units; nothing where there is none.
    #[must_use]
    pub fn due_minor(&self) -> i64 {
        let Some(planned) = self.plan.as_deref() else { return 0 };
        let worth_minor = self.worth_minor();
        let (mut deposits_minor, mut most_minor) = (0_i64, 0_i64);
        for (place, step) in planned.plan.steps.iter().enumerate() {
            // What went out or arrived already is due by its amount; anything else from its trigger on.
            let (came, out_minor) = match step.trigger {
                Trigger::Order => (true, self.out_minor()),
                Trigger::Shipment => (self.has_sent_any(), self.out_minor()),
                Trigger::Delivery => (self.has_arrived_any(), self.arrived_minor()),
                Trigger::Date { .. } => {
                    let came = planned.came.iter().any(|came| usize::try_from(*came) == Ok(place));
                    (came, if came { self.out_minor() } else { 0 })
                }
            };
            match step.takes {
                Takes::Shipped => most_minor = most_minor.max(out_minor),
                _ if !came => {}
                Takes::All => most_minor = worth_minor,
                Takes::Deposit { amount_minor } => deposits_minor = deposits_minor.saturating_add(amount_minor),
                Takes::Percent { percent } => {
                    deposits_minor = deposits_minor.saturating_add(share(self.gross_minor, i64::from(percent), 100));
                }
            }
        }
        most_minor.max(deposits_minor).min(worth_minor)
    }

    /// Whether nothing more goes out, and everything that is open is due: what is authorized beyond it is of no use.
    #[must_use]
    pub fn is_taken_whole(&self) -> bool {
        self.plan.is_some() && self.ships_no_more() && self.due_minor() >= self.worth_minor()
    }

    pub(super) fn apply_plan(&mut self, body: &PlanBody) {
        let planned = self.plan.get_or_insert_default();
        match body {
            PlanBody::Set { plan } => {
                planned.plan = plan.as_ref().clone();
                planned.came.clear();
            }
            PlanBody::DateCame { steps } => planned.came.extend(steps),
            PlanBody::Charging { payment, of, amount_minor } => planned.follow_ups.push(FollowUp {
                payment: payment.clone(),
                of: planned.tender_of(of).clone(),
                renews: None,
                decided: false,
                amount_minor: *amount_minor,
            }),
            PlanBody::Renewing { payment, by, amount_minor } => planned.follow_ups.push(FollowUp {
                payment: by.clone(),
                of: planned.tender_of(payment).clone(),
                renews: Some(payment.clone()),
                decided: false,
                amount_minor: *amount_minor,
            }),
            PlanBody::Renewed { by: payment, .. } | PlanBody::Declined { payment, .. } => {
                for follow in planned.follow_ups.iter_mut().filter(|f| f.payment == *payment) {
                    follow.decided = true;
                }
            }
            PlanBody::Short { amount_minor } => planned.short_minor = *amount_minor,
        }
    }

    /// Whether money may be taken for it: nobody stopped it or called it off.
    #[must_use]
    pub const fn takes_by_plan(&self) -> bool {
        self.plan.is_some() && matches!(self.status, OrderStatus::Open | OrderStatus::Completed)
    }
}

/// Wants an order with its payments.
pub fn needs(order: &Id, world: &World, needs: &mut Needs) {
    needs.stream(order);
    if let Some(order) = world.order(order) {
        with_payments(order, world, needs);
    }
}

/// Wants all payments of an order, and the balances that some of them are paid from.
fn with_payments(order: &Order, world: &World, needs: &mut Needs) {
    order.payments.iter().for_each(|id| needs.stream(id));
    group::balance_needs(order.payments.iter(), world, needs);
}

/// Wants all payments of the order that a payment pays, where it has a plan: what is authorized may be taken at once.
pub fn needs_of(payment: &Id, world: &World, needs: &mut Needs) {
    let order = world.payment(payment).and_then(|payment| world.order(&payment.pays));
    if let Some(order) = order.filter(|order| order.plan.is_some()) {
        with_payments(order, world, needs);
    }
}
