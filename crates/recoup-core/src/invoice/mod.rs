//! An invoice: lines that are owed by a day, and what was paid, credited, taken off or given up of them.
//!
//! It claims money as an order does, by lines with frozen prices and taxes, and any payment may pay it. This file holds
//! the state and its numbers; `issue`, `pay`, `credit`, `write_off` and `deliver` decide, `money` says what follows when
//! money comes and goes.

pub mod ageing;
pub mod credit;
pub mod deliver;
mod event;
pub mod issue;
pub(crate) mod money;
mod notices;
pub mod pay;
mod posting;
pub mod status;
pub mod terms;
pub mod write_off;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Body, Event};
use crate::id::Id;
use crate::ledger::acts::Slice;
use crate::money::Currency;
use crate::order::{Line, LineSlice, LineState, Sold, sold};
use crate::payment::fold::{misplaced, plus};
use crate::payment::is_zero;
use crate::payment::pays::Wanted;
use crate::refusal::Refusal;

pub use event::InvoiceBody;
pub(crate) use notices::notices;
pub(crate) use posting::entry_of;
pub use status::{InvoiceStatus, InvoiceStep};
pub use terms::{Dates, Day, Due, Early, Terms};

/// What `invoice.drafted` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// The shop's number, unique within the tenant.
    pub number: String,
    /// The customer account, if there is one.
    pub customer: Option<Id>,
    /// Currency of every amount.
    pub currency: Currency,
    /// Subkey of revenue, such as a product class; `sales` where the shop has none.
    pub revenue_key: String,
    /// Lines as sold.
    pub lines: Vec<Line>,
    /// Terms of payment.
    pub terms: Terms,
    /// The zone its days are of, such as `Europe/Berlin`.
    pub zone: String,
    /// Language of notices.
    pub language: String,
}

/// What was given up of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenOff {
    /// Line by line, with the tax of each part.
    pub lines: Vec<LineSlice>,
    /// For the books; its taxes are empty where the law grants no relief.
    pub slice: Slice,
    /// Whether the tax of it is not owed any more either.
    pub tax_relief: bool,
    /// The approval, where one was needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Id>,
}

/// An act that can be mirrored: the event that did it, and what it took out of the lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done<T> {
    /// The event.
    pub event: Id,
    /// What.
    pub of: T,
}

/// A discount that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// Line by line.
    pub lines: Vec<LineSlice>,
    /// For the books.
    pub slice: Slice,
}

/// State of an invoice stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// `inv_…`
    pub id: Id,
    /// The shop's number.
    pub number: String,
    /// The customer account, if there is one.
    pub customer: Option<Id>,
    /// Currency of every amount.
    pub currency: Currency,
    /// Subkey of revenue.
    pub revenue_key: String,
    /// The word for the amounts.
    pub status: InvoiceStatus,
    /// Lines with what was released of them.
    pub lines: Vec<LineState>,
    /// Terms of payment.
    pub terms: Terms,
    /// The zone its days are of.
    pub zone: String,
    /// Its days, once it is issued.
    pub dates: Option<Dates>,
    /// What the customer owes for the whole, minor units.
    pub gross_minor: i64,
    /// What arrived, minor units.
    pub paid_minor: i64,
    /// What was credited, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub credited_minor: i64,
    /// What refunds released of the lines, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub refunded_minor: i64,
    /// What lost disputes of its payments released of the lines, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub disputed_minor: i64,
    /// What refunds and lost disputes took of an overpayment, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub overpaid_returned_minor: i64,
    /// What was overpaid and is on the customer's balance, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub to_balance_minor: i64,
    /// What was taken off because it was paid early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Done<Discount>>,
    /// What was given up and is not recovered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub write_offs: Vec<Done<WrittenOff>>,
    /// The approval that a write-off waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write_off_asked: Option<Id>,
    /// Open disputes of its payments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Id>,
    /// Payments that were begun for it.
    pub payments: Vec<Id>,
    /// Language of notices.
    pub language: String,
    /// When it was written.
    pub drafted_at: Timestamp,
}

impl Invoice {
    /// The invoice that `invoice.drafted` begins.
    #[must_use]
    pub fn begin(id: &Id, drafted: &Drafted, event: &Event) -> Self {
        Self {
            id: id.clone(),
            number: drafted.number.clone(),
            customer: drafted.customer.clone(),
            currency: drafted.currency,
            revenue_key: drafted.revenue_key.clone(),
            status: InvoiceStatus::Draft,
            lines: drafted.lines.iter().map(LineState::of).collect(),
            terms: drafted.terms,
            zone: drafted.zone.clone(),
            dates: None,
            gross_minor: drafted.lines.iter().map(|l| l.gross_minor).sum(),
            paid_minor: 0,
            credited_minor: 0,
            refunded_minor: 0,
            disputed_minor: 0,
            overpaid_returned_minor: 0,
            to_balance_minor: 0,
            discount: None,
            write_offs: Vec::new(),
            write_off_asked: None,
            disputes: Vec::new(),
            payments: Vec::new(),
            language: drafted.language.clone(),
            drafted_at: event.effective_at,
        }
    }

    /// Whether it is on the books: a draft is not, nor one that was called off before it was sent.
    #[must_use]
    pub const fn is_issued(&self) -> bool {
        self.dates.is_some()
    }

    /// Open amount, minor units: what account 1200 holds for this invoice. Negative where more arrived than it is worth
    /// and there is no balance for it to go to.
    #[must_use]
    pub fn open_minor(&self) -> i64 {
        if !self.is_issued() {
            return 0;
        }
        let gone = [self.paid_minor, self.credited_minor, self.discounted_minor(), self.written_off_minor()];
        let back = [self.overpaid_returned_minor, self.to_balance_minor];
        let left = gone.into_iter().fold(self.gross_minor, i64::saturating_sub);
        back.into_iter().fold(left, i64::saturating_add)
    }

    /// What it still claims, minor units: what is open, and what was given up of it.
    #[must_use]
    pub fn claim_minor(&self) -> i64 {
        self.open_minor().saturating_add(self.written_off_minor())
    }

    /// What was taken off because it was paid early, minor units.
    #[must_use]
    pub fn discounted_minor(&self) -> i64 {
        self.discount.as_ref().map_or(0, |done| gross(&done.of.slice))
    }

    /// What was given up and is not recovered, minor units.
    #[must_use]
    pub fn written_off_minor(&self) -> i64 {
        self.write_offs.iter().map(|done| gross(&done.of.slice)).sum()
    }

    /// Whether a payment of it is disputed.
    #[must_use]
    pub const fn is_under_dispute(&self) -> bool {
        !self.disputes.is_empty()
    }

    /// What another try to pay it looks at; nothing where none is wanted.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        self.status.next(InvoiceStep::AddTender)?;
        Some(Wanted { open_minor: self.claim_minor(), payments: self.payments.clone() })
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::NotInState`] where the table has no such step; [`Refusal::Inconsistent`] otherwise.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        let Body::Invoice(body) = &event.body else { return Err(misplaced("invoice", &event.body)) };
        match body {
            InvoiceBody::Drafted { .. } => Err(misplaced("invoice", &event.body)),
            InvoiceBody::Issued { dates, .. } => {
                self.dates = Some(*dates);
                self.step(InvoiceStep::Issue)
            }
            InvoiceBody::TenderAdded { payment } => {
                self.payments.push(payment.clone());
                self.step(InvoiceStep::AddTender)
            }
            // It says which; two that both read that nothing was taken cannot both be the next event.
            InvoiceBody::TryTaken { .. } | InvoiceBody::Earned { .. } => Ok(()),
            InvoiceBody::Disputed { dispute, .. } => {
                self.disputes.push(dispute.clone());
                Ok(())
            }
            InvoiceBody::DisputeEnded { dispute, .. } => {
                self.disputes.retain(|open| open != dispute);
                Ok(())
            }
            InvoiceBody::WriteOffAsked { approval } => {
                self.write_off_asked = Some(approval.clone());
                Ok(())
            }
            InvoiceBody::WriteOffRefused { .. } => {
                self.write_off_asked = None;
                Ok(())
            }
            InvoiceBody::PastDue {} => self.step(InvoiceStep::FallDue),
            InvoiceBody::Delivered { lines, .. } => {
                for line in self.lines.iter_mut().filter(|l| lines.contains(&l.sold.line)) {
                    line.sold.delivered = true;
                }
                self.step(InvoiceStep::Deliver)
            }
            other => self.apply_amounts(other, &event.id),
        }
    }

    fn apply_amounts(&mut self, body: &InvoiceBody, event: &Id) -> Result<(), Refusal> {
        match body {
            InvoiceBody::Paid { amount_minor, .. } => {
                self.paid_minor = plus(self.paid_minor, *amount_minor)?;
                self.comes_in()
            }
            InvoiceBody::Unpaid { amount_minor, .. } => {
                self.paid_minor = plus(self.paid_minor, -amount_minor)?;
                self.goes_out()
            }
            InvoiceBody::Overpaid { amount, .. } => {
                self.to_balance_minor = plus(self.to_balance_minor, amount.amount_minor)?;
                Ok(())
            }
            InvoiceBody::OverpaidUndone { amount, .. } => {
                self.to_balance_minor = plus(self.to_balance_minor, -amount.amount_minor)?;
                self.may_settle()
            }
            InvoiceBody::Discounted { lines, slice } => {
                sold::book(&mut self.lines, lines, 1)?;
                let of = Discount { lines: lines.clone(), slice: slice.clone() };
                self.discount = Some(Done { event: event.clone(), of });
                self.step(InvoiceStep::Settle)
            }
            InvoiceBody::DiscountLost { lines, .. } => {
                sold::book(&mut self.lines, lines, -1)?;
                self.discount = None;
                Ok(())
            }
            InvoiceBody::Refunded { .. }
            | InvoiceBody::RefundUndone { .. }
            | InvoiceBody::ChargedBack { .. }
            | InvoiceBody::ChargeUndone { .. } => self.apply_given_back(body),
            InvoiceBody::Credited { lines, .. } => {
                self.credited_minor += sold::book(&mut self.lines, lines, 1)?;
                let settled = self.open_minor() <= 0;
                self.step(if settled { InvoiceStep::Settle } else { InvoiceStep::CreditPart })
            }
            InvoiceBody::WrittenOff { written_off, .. } => {
                sold::book(&mut self.lines, &written_off.lines, 1)?;
                self.write_offs.push(Done { event: event.clone(), of: written_off.as_ref().clone() });
                self.write_off_asked = None;
                self.step(InvoiceStep::WriteOff)
            }
            InvoiceBody::Recovered { written_off, lines, .. } => {
                sold::book(&mut self.lines, lines, -1)?;
                self.write_offs.retain(|done| done.event != *written_off);
                if !self.write_offs.is_empty() {
                    return Ok(());
                }
                self.step(if self.paid_minor > 0 { InvoiceStep::RecoverPart } else { InvoiceStep::Recover })
            }
            InvoiceBody::Voided { lines, .. } => {
                self.credited_minor += sold::book(&mut self.lines, lines, 1)?;
                self.step(InvoiceStep::Void)
            }
            other => Err(misplaced("invoice", &Body::Invoice(other.clone()))),
        }
    }

    /// What refunds and lost disputes take out of its lines, and what they give back.
    fn apply_given_back(&mut self, body: &InvoiceBody) -> Result<(), Refusal> {
        match body {
            InvoiceBody::Refunded { lines, overpaid_minor, .. } => {
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, *overpaid_minor)?;
                self.refunded_minor += sold::book(&mut self.lines, lines, 1)?;
                self.step(InvoiceStep::GiveBack)
            }
            InvoiceBody::RefundUndone { lines, overpaid_minor, .. } => {
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, -overpaid_minor)?;
                self.refunded_minor -= sold::book(&mut self.lines, lines, -1)?;
                self.step(InvoiceStep::GiveBack)?;
                self.may_settle()
            }
            InvoiceBody::ChargedBack { lines, overpaid_minor, .. } => {
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, *overpaid_minor)?;
                self.disputed_minor += sold::book(&mut self.lines, lines, 1)?;
                self.step(InvoiceStep::GiveBack)
            }
            InvoiceBody::ChargeUndone { lines, overpaid_minor, .. } => {
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, -overpaid_minor)?;
                self.disputed_minor -= sold::book(&mut self.lines, lines, -1)?;
                self.step(InvoiceStep::GiveBack)?;
                self.may_settle()
            }
            other => Err(misplaced("invoice", &Body::Invoice(other.clone()))),
        }
    }

    fn step(&mut self, step: InvoiceStep) -> Result<(), Refusal> {
        self.status = self.status.step(step)?;
        Ok(())
    }

    /// The step that money means which arrived.
    fn comes_in(&mut self) -> Result<(), Refusal> {
        self.step(match self.status {
            InvoiceStatus::Paid | InvoiceStatus::Void => InvoiceStep::TakeMore,
            _ if self.open_minor() <= 0 => InvoiceStep::Settle,
            _ => InvoiceStep::PayPart,
        })
    }

    /// The step that money means which was taken back.
    fn goes_out(&mut self) -> Result<(), Refusal> {
        let open = self.open_minor() > 0;
        self.step(match self.status {
            InvoiceStatus::Paid if open && self.paid_minor > 0 => InvoiceStep::ReopenPart,
            InvoiceStatus::Paid if open => InvoiceStep::Reopen,
            InvoiceStatus::PartiallyPaid if self.paid_minor <= 0 => InvoiceStep::Reopen,
            _ => InvoiceStep::Undo,
        })
    }

    /// Settles it where nothing is open any more, though no money came.
    fn may_settle(&mut self) -> Result<(), Refusal> {
        let waits = matches!(self.status, InvoiceStatus::Open | InvoiceStatus::PartiallyPaid | InvoiceStatus::PastDue);
        if waits && self.open_minor() <= 0 { self.step(InvoiceStep::Settle) } else { Ok(()) }
    }
}

/// Gross of a slice whose parts were checked when it was booked, minor units.
fn gross(slice: &Slice) -> i64 {
    slice.gross().unwrap_or(i64::MAX)
}

impl Sold for Invoice {
    fn id(&self) -> &Id {
        &self.id
    }

    fn currency(&self) -> Currency {
        self.currency
    }

    fn revenue_key(&self) -> &str {
        &self.revenue_key
    }

    fn lines(&self) -> &[LineState] {
        &self.lines
    }

    fn paid_minor(&self) -> i64 {
        self.paid_minor
    }

    fn refunded_minor(&self) -> i64 {
        self.refunded_minor
    }

    fn overpaid_minor(&self) -> i64 {
        self.open_minor().saturating_neg().max(0)
    }

    /// What went to the customer's balance is not given back by a refund of its payment as well.
    fn most_back_minor(&self) -> Option<i64> {
        Some(self.left_minor().saturating_add(self.overpaid_minor()))
    }
}

/// The steps that an event may have taken, for `reached`.
pub(crate) const fn steps_of(body: &InvoiceBody) -> &'static [InvoiceStep] {
    use InvoiceStep as S;
    match body {
        InvoiceBody::Issued { .. } => &[S::Issue],
        InvoiceBody::TenderAdded { .. } => &[S::AddTender],
        InvoiceBody::Paid { .. } => &[S::Settle, S::TakeMore, S::PayPart],
        InvoiceBody::Unpaid { .. } => &[S::Undo, S::Reopen, S::ReopenPart],
        InvoiceBody::Credited { .. } => &[S::Settle, S::CreditPart],
        InvoiceBody::Discounted { .. } | InvoiceBody::OverpaidUndone { .. } => &[S::Settle],
        InvoiceBody::Refunded { .. }
        | InvoiceBody::RefundUndone { .. }
        | InvoiceBody::ChargedBack { .. }
        | InvoiceBody::ChargeUndone { .. } => &[S::GiveBack, S::Settle],
        InvoiceBody::Delivered { .. } => &[S::Deliver],
        InvoiceBody::PastDue {} => &[S::FallDue],
        InvoiceBody::WrittenOff { .. } => &[S::WriteOff],
        InvoiceBody::Recovered { .. } => &[S::Recover, S::RecoverPart],
        InvoiceBody::Voided { .. } => &[S::Void],
        InvoiceBody::Drafted { .. }
        | InvoiceBody::TryTaken { .. }
        | InvoiceBody::DiscountLost { .. }
        | InvoiceBody::Overpaid { .. }
        | InvoiceBody::Earned { .. }
        | InvoiceBody::WriteOffAsked { .. }
        | InvoiceBody::WriteOffRefused { .. }
        | InvoiceBody::Disputed { .. }
        | InvoiceBody::DisputeEnded { .. } => &[],
    }
}
