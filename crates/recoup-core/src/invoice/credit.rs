//! Less is owed: a credit note on an open part, and calling an invoice off before anything was paid.

use serde::{Deserialize, Serialize};

use super::pay::{promised, with_payments};
use super::{Invoice, InvoiceBody, InvoiceStatus, InvoiceStep};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::id::Id;
use crate::ledger::acts::Slice;
use crate::money::Money;
use crate::order::stop::CancelOrder;
use crate::order::{LineSlice, Sold, release};
use crate::payment;
use crate::payment::refund::{HowMuch, check_ceiling, check_currency, check_reason};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// A credit note on what is open. What was paid already is refunded instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditInvoice {
    /// The invoice.
    pub invoice: Id,
    /// How much of what is open.
    pub how_much: HowMuch,
    /// Reason code: lower-case letters, digits and underscores.
    pub reason: String,
}

impl Workflow for CreditInvoice {
    fn needs(&self, world: &World, needs: &mut Needs) {
        with_payments(&self.invoice, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        check_reason(&self.reason)?;
        self.how_much.check()?;
        let mine = draft.invoice(&self.invoice)?;
        let (actor, currency) = (&draft.command().actor, mine.currency);
        check_ceiling(actor, Money::new(self.how_much.named_minor().unwrap_or(0), currency))?;
        mine.status.step(InvoiceStep::CreditPart)?;
        let left_minor = mine.open_minor().saturating_sub(promised(draft, mine)?);
        let lines = self.lines(mine, left_minor)?;
        let asked_minor: i64 = lines.iter().map(|slice| slice.gross_minor).sum();
        check_ceiling(actor, Money::new(asked_minor, currency))?;
        if asked_minor > left_minor || asked_minor == 0 {
            return Err(Refusal::ExceedsOpen { asked_minor, left_minor: left_minor.max(0), currency });
        }
        if asked_minor == mine.open_minor() && mine.paid_minor == 0 {
            return Err(refused(mine.status.word(), InvoiceStep::CreditPart, "void, which credits all of it"));
        }
        let slice = release::for_books(mine, &lines)?;
        draft.emit(&self.invoice, InvoiceBody::Credited { reason: self.reason.clone(), lines, slice })?;
        Ok(Answer::Invoice(self.invoice.clone()))
    }
}

impl CreditInvoice {
    fn lines(&self, mine: &Invoice, left_minor: i64) -> Result<Vec<LineSlice>, Refusal> {
        match &self.how_much {
            HowMuch::Full => of_lines(mine, left_minor.max(0)),
            HowMuch::Amount { amount_minor, currency } => {
                check_currency(*currency, mine.currency)?;
                if *amount_minor > left_minor {
                    let (asked_minor, currency) = (*amount_minor, mine.currency);
                    return Err(Refusal::ExceedsOpen { asked_minor, left_minor: left_minor.max(0), currency });
                }
                of_lines(mine, *amount_minor)
            }
            HowMuch::Lines { lines, amount_minor } => {
                let slices = release::gross_of_units(mine, lines)?;
                let worth: i64 = slices.iter().map(|slice| slice.gross_minor).sum();
                release::scale(mine, slices, amount_minor.unwrap_or(worth))
            }
        }
    }
}

/// An amount out of the lines. Where refunds took them and the gateway took the money as well, the customer owes it, and
/// crediting it would give it away.
fn of_lines(mine: &Invoice, amount_minor: i64) -> Result<Vec<LineSlice>, Refusal> {
    if amount_minor > mine.left_minor() {
        return Err(refused("refunded and not paid", InvoiceStep::CreditPart, "pay, write_off"));
    }
    release::spread(mine, amount_minor)
}

fn refused(status: &'static str, step: InvoiceStep, allowed: &str) -> Refusal {
    Refusal::NotInState { what: "invoice", status, step: step.word(), allowed: allowed.to_owned() }
}

/// An invoice is called off before anything was paid; a draft is thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidInvoice {
    /// The invoice.
    pub invoice: Id,
    /// Why.
    pub reason: String,
}

impl Workflow for VoidInvoice {
    fn needs(&self, world: &World, needs: &mut Needs) {
        with_payments(&self.invoice, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        let mine = draft.invoice(&self.invoice)?;
        mine.status.step(InvoiceStep::Void)?;
        let payments = mine.payments.clone();
        for id in &payments {
            if CancelOrder::is_hindered_by(draft.payment(id)?) {
                return Err(refused("paid or being paid", InvoiceStep::Void, "credit, write_off"));
            }
        }
        let mine = draft.invoice(&self.invoice)?;
        if mine.to_balance_minor > 0 || mine.open_minor() > mine.left_minor() {
            return Err(refused("refunded and not paid", InvoiceStep::Void, "pay, write_off"));
        }
        let (lines, slice) = whole(mine)?;
        draft.emit(&self.invoice, InvoiceBody::Voided { reason: self.reason.clone(), lines, slice })?;
        draft.cancel_timer(&Alarm::InvoiceDue { invoice: self.invoice.clone() });
        for id in &payments {
            if draft.payment(id)?.releasable_minor() > 0 {
                payment::release::request(draft, id)?;
            }
        }
        Ok(Answer::Invoice(self.invoice.clone()))
    }
}

/// All that is open, out of the lines; nothing of a draft, which is on no books.
fn whole(mine: &Invoice) -> Result<(Vec<LineSlice>, Slice), Refusal> {
    let open_minor = if mine.status == InvoiceStatus::Draft { 0 } else { mine.open_minor().max(0) };
    let lines = release::spread(mine, open_minor)?;
    let slice = release::for_books(mine, &lines)?;
    Ok((lines, slice))
}
