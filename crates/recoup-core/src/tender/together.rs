//! Tenders that are taken all or none come in, with their order or after it. What follows is in `group`.

use serde::{Deserialize, Serialize};

use super::TenderBody;
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::order::place::{MOST_TENDERS, PlaceOrder, check_open, tender_needs};
use crate::order::plan;
use crate::payment::authorize::{self, Tender};
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// An order comes in with tenders that are taken all or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceTogether {
    /// The order with its tenders.
    pub order: PlaceOrder,
}

impl Workflow for PlaceTogether {
    fn needs(&self, world: &World, needs: &mut Needs) {
        self.order.needs(world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        check_some(&self.order.tenders)?;
        self.order.place(draft, true)
    }
}

/// More tenders for an order that is not covered yet, taken all or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderTogether {
    /// The order.
    pub order: Id,
    /// The tenders.
    pub tenders: Vec<Tender>,
}

impl Workflow for TenderTogether {
    fn needs(&self, world: &World, needs: &mut Needs) {
        plan::needs(&self.order, world, needs);
        tender_needs(&self.tenders, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        check_some(&self.tenders)?;
        for (index, tender) in self.tenders.iter().enumerate() {
            authorize::check(tender, &format!("tenders[{index}]"))?;
        }
        let whose = check_open(draft, &self.order, &self.tenders)?;
        let payments: Vec<Id> = self.tenders.iter().map(|_| draft.new_id(Kind::Payment)).collect();
        for payment in &payments {
            draft.emit(&self.order, Body::OrderTenderAdded { payment: payment.clone() })?;
        }
        draft.emit(&self.order, TenderBody::Grouped { payments: payments.clone() })?;
        for (payment, tender) in payments.iter().zip(&self.tenders) {
            authorize::begin(draft, &whose, payment, tender)?;
        }
        plan::run::now(draft, &self.order)?;
        Ok(Answer::Order(self.order.clone()))
    }
}

fn check_some(tenders: &[Tender]) -> Result<(), Refusal> {
    if tenders.is_empty() {
        return Err(Refusal::Missing { param: "tenders".to_owned() });
    }
    if tenders.len() > MOST_TENDERS {
        let why = format!("send at most {MOST_TENDERS}");
        return Err(Refusal::Invalid { param: "tenders".to_owned(), why });
    }
    Ok(())
}
