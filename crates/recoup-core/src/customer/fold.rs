//! How events change a customer account. A balance is never below zero, and what is held is never spent.

use super::{Adjustment, Customer, CustomerBody, Hold, Lost, TenderHold};
use crate::event::{Body, Event};
use crate::id::Id;
use crate::money::Money;
use crate::payment::fold::{misplaced, missing, plus};
use crate::refusal::Refusal;

impl Customer {
    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::ExceedsBalance`] when more is taken than there is; [`Refusal::Inconsistent`] otherwise.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        let Body::Customer(body) = &event.body else { return Err(misplaced("customer", &event.body)) };
        match body {
            CustomerBody::Put { language, reference } => {
                self.language.clone_from(language);
                self.reference.clone_from(reference);
            }
            CustomerBody::Credited { amount, .. }
            | CustomerBody::Overpaid { amount, .. }
            | CustomerBody::ToppedUp { amount, .. }
            | CustomerBody::GivenBack { amount, .. } => self.grow(*amount)?,
            CustomerBody::Spent { amount, .. }
            | CustomerBody::TakenBack { amount, .. }
            | CustomerBody::Taken { amount, .. } => self.shrink(*amount)?,
            CustomerBody::TopUpUndone { payment, amount, taken_minor, .. } => {
                self.shrink(Money::new(*taken_minor, amount.currency))?;
                let lost_minor = amount.amount_minor - taken_minor;
                if lost_minor > 0 {
                    self.lose(payment, Money::new(lost_minor, amount.currency))?;
                }
            }
            CustomerBody::LossRecovered { payment, amount } => {
                self.shrink(*amount)?;
                self.recover(payment, *amount)?;
            }
            // It says which; two that both read that nothing was taken cannot both be the next event.
            CustomerBody::TryTaken { .. } => {}
            CustomerBody::Held { refund, amount } => {
                self.check_available(*amount)?;
                self.holds.push(Hold { refund: refund.clone(), amount: *amount });
            }
            CustomerBody::TenderHeld { amount, payment } => {
                self.check_available(*amount)?;
                self.tender_holds.push(TenderHold { payment: payment.clone(), amount: *amount });
            }
            CustomerBody::TenderFreed { payment, .. } => self.tender_holds.retain(|hold| hold.payment != *payment),
            CustomerBody::Unheld { refund, amount } => self.unhold(refund, *amount)?,
            CustomerBody::Refunding { refund, amount } => {
                self.unhold(refund, *amount)?;
                self.shrink(*amount)?;
            }
            CustomerBody::AdjustmentAsked { approval, change } => {
                if change.is_debit() {
                    self.check_available(change.amount)?;
                }
                self.adjustments.push(Adjustment { approval: approval.clone(), change: change.clone() });
            }
            CustomerBody::AdjustmentEnded { approval, .. } => self.end_adjustment(approval)?,
            CustomerBody::Adjusted { change, approval, .. } => {
                approval.iter().try_for_each(|approval| self.end_adjustment(approval))?;
                if change.is_debit() { self.shrink(change.amount) } else { self.grow(change.amount) }?;
            }
        }
        Ok(())
    }

    fn grow(&mut self, amount: Money) -> Result<(), Refusal> {
        let after = plus(self.balance_minor(amount.currency), amount.amount_minor)?;
        self.set(Money::new(after, amount.currency));
        Ok(())
    }

    fn shrink(&mut self, amount: Money) -> Result<(), Refusal> {
        self.check_available(amount)?;
        let after = plus(self.balance_minor(amount.currency), -amount.amount_minor)?;
        self.set(Money::new(after, amount.currency));
        Ok(())
    }

    fn set(&mut self, balance: Money) {
        match self.balances.iter_mut().find(|b| b.currency == balance.currency) {
            Some(mine) => *mine = balance,
            None => self.balances.push(balance),
        }
    }

    /// Refuses more than can be spent.
    ///
    /// # Errors
    /// [`Refusal::ExceedsBalance`].
    pub fn check_available(&self, amount: Money) -> Result<(), Refusal> {
        let left_minor = self.available_minor(amount.currency);
        if amount.amount_minor <= left_minor {
            return Ok(());
        }
        Err(Refusal::ExceedsBalance { asked_minor: amount.amount_minor, left_minor, currency: amount.currency })
    }

    fn unhold(&mut self, refund: &Id, amount: Money) -> Result<(), Refusal> {
        let place = self.holds.iter().position(|hold| hold.refund == *refund && hold.amount == amount);
        self.holds.remove(place.ok_or_else(|| missing("hold of", refund))?);
        Ok(())
    }

    fn end_adjustment(&mut self, approval: &Id) -> Result<(), Refusal> {
        let place = self.adjustments.iter().position(|mine| mine.approval == *approval);
        self.adjustments.remove(place.ok_or_else(|| missing("adjustment of", approval))?);
        Ok(())
    }

    fn lose(&mut self, payment: &Id, amount: Money) -> Result<(), Refusal> {
        match self.lost.iter_mut().find(|lost| lost.payment == *payment) {
            Some(lost) => lost.amount.amount_minor = plus(lost.amount.amount_minor, amount.amount_minor)?,
            None => self.lost.push(Lost { payment: payment.clone(), amount }),
        }
        Ok(())
    }

    fn recover(&mut self, payment: &Id, amount: Money) -> Result<(), Refusal> {
        let lost = self.lost.iter_mut().find(|lost| lost.payment == *payment);
        let lost = lost.ok_or_else(|| missing("loss of", payment))?;
        lost.amount.amount_minor = plus(lost.amount.amount_minor, -amount.amount_minor)?;
        self.lost.retain(|lost| lost.amount.amount_minor > 0);
        Ok(())
    }
}
