//! Paying an invoice: by any tender, in parts, by several at once.
//!
//! A payment through a gateway or from a balance brings no more than is open. Money that a person has in hand is what it
//! is: what is too much of it goes to the customer's balance.

use serde::{Deserialize, Serialize};

use super::{Invoice, InvoiceBody, InvoiceStep};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::Route;
use crate::id::{Id, Kind};
use crate::money::MOST_MINOR;
use crate::order::place::{still_coming, tender_needs};
use crate::payment::authorize::{self, For, Tender};
use crate::payment::fold::plus;
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// A payment for an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayInvoice {
    /// The invoice.
    pub invoice: Id,
    /// How.
    pub tender: Tender,
}

/// Wants an invoice with its payments.
pub(super) fn with_payments(invoice: &Id, world: &World, needs: &mut Needs) {
    needs.stream(invoice);
    if let Some(invoice) = world.invoice(invoice) {
        invoice.payments.iter().for_each(|id| needs.stream(id));
        invoice.customer.iter().for_each(|id| needs.stream(id));
    }
}

/// What payments that were begun may still bring, minor units.
pub(super) fn promised(draft: &Draft<'_>, invoice: &Invoice) -> Result<i64, Refusal> {
    invoice.payments.iter().try_fold(0, |sum, id| plus(sum, still_coming(draft, id)?))
}

impl Workflow for PayInvoice {
    fn needs(&self, world: &World, needs: &mut Needs) {
        with_payments(&self.invoice, world, needs);
        tender_needs(std::slice::from_ref(&self.tender), needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        let tender = &self.tender;
        authorize::check(tender, "tender")?;
        if tender.amount_minor > MOST_MINOR {
            return Err(Refusal::AmountOverflow { param: "tender.amount_minor".to_owned() });
        }
        let mine = draft.invoice(&self.invoice)?;
        authorize::check_ceilings(&draft.command().actor, std::slice::from_ref(tender), mine.currency)?;
        mine.status.step(InvoiceStep::AddTender)?;
        let left_minor = mine.claim_minor().saturating_sub(promised(draft, mine)?);
        let in_hand = tender.capture_at_once && matches!(tender.method.route, Route::Offline { .. });
        if tender.amount_minor > left_minor && !in_hand {
            let (asked_minor, currency) = (tender.amount_minor, mine.currency);
            return Err(Refusal::ExceedsOpen { asked_minor, left_minor, currency });
        }
        let whose = For {
            pays: self.invoice.clone(),
            customer: mine.customer.clone(),
            currency: mine.currency,
            language: mine.language.clone(),
        };
        let payment = draft.new_id(Kind::Payment);
        draft.emit(&self.invoice, InvoiceBody::TenderAdded { payment: payment.clone() })?;
        authorize::begin(draft, &whose, &payment, tender)?;
        Ok(Answer::Payment(payment))
    }
}
