//! A dispute with its payment and what that pays: what the desk and its dialogs are about.

use recoup_core::event::Body;
use recoup_core::id::{Id, Kind};
use recoup_core::order::Order;
use recoup_core::payment::Payment;
use recoup_core::payment::dispute::collect::{Collected, Completeness, collected, completeness};
use recoup_core::payment::dispute::{AnswerStatus, Deed, Dispute};
use recoup_core::world::State as Known;

use crate::engine::recall;
use crate::http::Shared;
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;
use crate::pages::guard::Visitor;
use crate::pages::operation::home::Home;
use crate::pages::{order, words};
use crate::store::StoreError;
use crate::store::rows::EventRow;

/// A dispute and what hangs on it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its payment.
    pub payment: Payment,
    /// The dispute.
    pub dispute: Dispute,
    /// What the payment pays.
    pub home: Home,
    /// The order that the payment pays, if it pays one.
    pub order: Option<Order>,
}

impl Case {
    /// Reads a dispute.
    ///
    /// # Errors
    /// 404, or what the store met.
    pub async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let id = id(Kind::Dispute, text)?;
        let owner = list::owner(face, &visitor.caller, "dispute", id.as_str()).await?;
        let payment = order::payment(face, visitor, &owner).await?;
        let dispute = payment.dispute(&id).cloned().ok_or_else(|| Problem::unknown("dispute", text))?;
        let home = Home::of(face, visitor, &payment).await?;
        let order = match list::state(face, &visitor.caller, "order", payment.pays.as_str()).await? {
            Known::Order(order) => Some(order),
            _ => None,
        };
        Ok(Self { payment, dispute, home, order })
    }

    /// The address of its desk.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/disputes/{}", self.dispute.id)
    }

    /// An amount in the currency of its payment.
    #[must_use]
    pub fn sum(&self, minor: i64) -> String {
        words::money(minor, self.payment.currency.code())
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        format!("Dispute of {}", self.sum(at_stake_minor(&self.dispute)))
    }

    /// How complete its evidence is.
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        completeness(&self.payment, self.order.as_ref(), &self.dispute)
    }

    /// What the books prove by themselves.
    #[must_use]
    pub fn collected(&self) -> Vec<Collected> {
        collected(&self.payment, self.order.as_ref())
    }

    /// Whether evidence can be laid to it and handed in.
    #[must_use]
    pub fn takes_evidence(&self) -> bool {
        self.dispute.status.is_open()
    }

    /// Whether what is there can be handed in now.
    #[must_use]
    pub fn may_submit(&self) -> bool {
        self.dispute.waits_for_us() && (self.dispute.pieces().next().is_some() || !self.collected().is_empty())
    }

    /// Whether one can give in now: also after an answer that was taken.
    #[must_use]
    pub fn may_accept(&self) -> bool {
        let answered = self.dispute.answer_now();
        let free = answered.is_none_or(|given| given.deed == Deed::Evidence && given.status == AnswerStatus::Taken);
        free && self.dispute.status.allowed().contains(&"accept")
    }
}

/// What a dispute is about, minor units: what is claimed, or what was taken where nobody said what is claimed.
#[must_use]
pub fn at_stake_minor(dispute: &Dispute) -> i64 {
    let taken_minor = dispute.moved_minor(recoup_core::payment::dispute::Flow::Withdrawn);
    if dispute.claimed_minor() > 0 { dispute.claimed_minor() } else { taken_minor }
}

/// Those of the events of a payment that are about a dispute.
///
/// # Errors
/// When an event cannot be read.
pub fn of_dispute(rows: Vec<EventRow>, dispute: &Id) -> Result<Vec<EventRow>, StoreError> {
    let mut mine = Vec::new();
    for row in rows {
        if matches!(&recall::event(&row)?.body, Body::Dispute(body) if body.dispute() == dispute) {
            mine.push(row);
        }
    }
    Ok(mine)
}
