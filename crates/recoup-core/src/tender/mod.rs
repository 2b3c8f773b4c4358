//! Several tenders of one order, treated as one: a refund over them, all or none of them, captures over them.
//!
//! Each tender stays a payment with amounts, terms and a gateway of its own. What is decided over them together is an
//! event of the order, which has one next event, so that two decisions that each saw the other's tenders idle cannot both
//! be written. `allocate` is the arithmetic, `room` says what each tender can still take back, `refund` asks, `follow`
//! goes on with it, `lines` spreads what it takes out of the order.

pub mod allocate;
pub mod capture;
mod event;
pub mod fall;
pub mod follow;
pub mod group;
pub mod lines;
pub mod refund;
pub mod room;
pub mod strategy;
pub mod together;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::payment::fold::missing;
use crate::refusal::Refusal;

pub use event::TenderBody;
pub use group::{Group, GroupStatus, GroupStep};
pub use strategy::{Falls, Strategy};

/// A refund of an order over its tenders, as it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// `alc_…`
    pub id: Id,
    /// How it was spread.
    pub strategy: Strategy,
    /// What becomes of a part that its tender cannot take back.
    #[serde(default, skip_serializing_if = "Falls::is_operator")]
    pub falls: Falls,
    /// `policy@version/rule` that chose the strategy, `asked` where the caller named it, or `plan` for goods that never go out.
    pub chosen_by: String,
    /// The whole, minor units of the order's currency.
    pub amount_minor: i64,
    /// Reason code.
    pub reason: String,
    /// What goes back by which payment, in the order of the tenders.
    pub parts: Vec<Part>,
}

/// What of an allocation goes back by one payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The payment.
    pub payment: Id,
    /// Its refund.
    pub refund: Id,
    /// Minor units.
    pub amount_minor: i64,
}

/// What an order knows of its tenders together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenders {
    /// Refunds over several of them, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allocations: Vec<Allocation>,
    /// Tenders that are taken all or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
}

impl Tenders {
    /// Whether nothing was decided over them together.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.allocations.is_empty() && self.groups.is_empty()
    }

    /// An allocation by id.
    #[must_use]
    pub fn allocation(&self, id: &Id) -> Option<&Allocation> {
        self.allocations.iter().find(|mine| mine.id == *id)
    }

    /// The group that a payment belongs to.
    #[must_use]
    pub fn group_of(&self, payment: &Id) -> Option<&Group> {
        self.groups.iter().find(|group| group.has(payment))
    }

    /// Whether another payment of its group fell.
    #[must_use]
    pub fn is_broken(&self, payment: &Id) -> bool {
        self.group_of(payment).is_some_and(|group| group.status == GroupStatus::Broken)
    }

    fn group_mut(&mut self, payment: &Id) -> Result<&mut Group, Refusal> {
        self.groups.iter_mut().find(|group| group.has(payment)).ok_or_else(|| missing("group of", payment))
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] for an event that names something that is not here.
    pub fn apply(&mut self, body: &TenderBody) -> Result<(), Refusal> {
        match body {
            TenderBody::RefundAllocated { allocation } => self.allocations.push(allocation.as_ref().clone()),
            TenderBody::RefundMoved { allocation, from, to } => {
                let mine = self.allocations.iter_mut().find(|mine| Some(&mine.id) == allocation.as_ref());
                for part in mine.into_iter().flat_map(|mine| &mut mine.parts).filter(|part| part.refund == from.refund)
                {
                    part.clone_from(to);
                }
            }
            TenderBody::Grouped { payments } => self.groups.push(Group::begin(payments)),
            TenderBody::Stands { payment } => self.group_mut(payment)?.stand(payment)?,
            TenderBody::TriedElsewhere { payment, next } => self.group_mut(payment)?.try_elsewhere(payment, next)?,
            TenderBody::Fell { payment, .. } => self.group_mut(payment)?.fall()?,
        }
        Ok(())
    }
}
