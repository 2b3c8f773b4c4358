//! Delivery of what an invoice claims money for: what was deferred for its lines is earned (row S4).

use serde::{Deserialize, Serialize};

use super::{InvoiceBody, InvoiceStep};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::id::Id;
use crate::order::deliver::delivered;
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// Lines of an invoice are delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverInvoice {
    /// The invoice.
    pub invoice: Id,
    /// Their numbers.
    pub lines: Vec<u32>,
}

impl Workflow for DeliverInvoice {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.invoice);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        if self.lines.is_empty() {
            return Err(Refusal::Missing { param: "lines".to_owned() });
        }
        let mine = draft.invoice(&self.invoice)?;
        mine.status.step(InvoiceStep::Deliver)?;
        let (lines, earned) = delivered(mine, &self.lines)?;
        draft.emit(&self.invoice, InvoiceBody::Delivered { lines, earned })?;
        Ok(Answer::Invoice(self.invoice.clone()))
    }
}
