//! Money that a customer pays into the balance, and what becomes of it when the gateway takes it back.
//!
//! A top-up is a payment like any other that pays a customer instead of an order. No revenue and no tax come of it; the
//! balance is what we owe. What the gateway takes back the balance gives as far as it is there. The rest is a loss in
//! the open, made good only by refunds of the same money that did not leave.

use serde::{Deserialize, Serialize};

use super::CustomerBody;
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::{Body, Route};
use crate::id::{Id, Kind};
use crate::money::{Currency, Money};
use crate::order::place::tender_needs;
use crate::payment::authorize::{self, For, Tender};
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// The kind of name that finds all payments into a customer's balance.
pub const PAYMENTS_OF: &str = "payments_of";

/// A customer pays into the balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUp {
    /// Whose balance.
    pub customer: Id,
    /// In which currency.
    pub currency: Currency,
    /// How it is paid.
    pub tender: Tender,
}

impl Workflow for TopUp {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&self.customer);
        tender_needs(std::slice::from_ref(&self.tender), needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        authorize::check(&self.tender, "tender")?;
        if matches!(self.tender.method.route, Route::Balance { .. }) {
            return Err(Refusal::Invalid {
                param: "tender.method".to_owned(),
                why: "a balance is not paid from a balance; pay by card, or in cash".to_owned(),
            });
        }
        let customer = draft.customer(&self.customer)?;
        authorize::check_ceilings(&draft.command().actor, std::slice::from_ref(&self.tender), self.currency)?;
        let whose = For {
            pays: self.customer.clone(),
            customer: Some(self.customer.clone()),
            currency: self.currency,
            language: customer.language.clone(),
        };
        let payment = draft.new_id(Kind::Payment);
        draft.name(PAYMENTS_OF, self.customer.as_str(), &payment);
        authorize::begin(draft, &whose, &payment, &self.tender)?;
        Ok(Answer::Payment(payment))
    }
}

/// Money was paid in.
///
/// # Errors
/// [`Refusal::AmountOverflow`].
pub(crate) fn paid(draft: &mut Draft<'_>, customer: &Id, payment: &Id, amount: Money) -> Result<(), Refusal> {
    draft.emit(customer, CustomerBody::ToppedUp { payment: payment.clone(), amount })?;
    recover(draft, customer, payment, amount.currency)
}

/// Money that was paid in was taken back by the gateway: the balance gives what it has, the rest is a loss that a person
/// is told of.
///
/// # Errors
/// [`Refusal::Inconsistent`] when the customer was not loaded.
pub(crate) fn undone(draft: &mut Draft<'_>, customer: &Id, payment: &Id, amount: Money) -> Result<(), Refusal> {
    let route = draft.payment(payment)?.method.route.clone();
    let taken_minor = draft.customer(customer)?.available_minor(amount.currency).min(amount.amount_minor);
    draft.emit(customer, CustomerBody::TopUpUndone { payment: payment.clone(), amount, taken_minor, route })?;
    let lost = Money::new(amount.amount_minor - taken_minor, amount.currency);
    if lost.amount_minor > 0 {
        let what = "top_up_spent";
        let detail =
            format!("{payment} was taken back by its gateway, and {lost} of it is not in the balance any more");
        draft.emit(payment, Body::PaymentAlarm { what: what.to_owned(), detail: detail.clone(), elsewhere: None })?;
        draft.attention(what, detail, payment, Some(lost));
    }
    Ok(())
}

/// Makes good what was lost of a payment, as far as the balance has it: called whenever money of that payment came back
/// to the balance, so that it does not matter which was told first.
///
/// # Errors
/// [`Refusal::Inconsistent`] when the customer was not loaded.
pub(super) fn recover(draft: &mut Draft<'_>, customer: &Id, payment: &Id, currency: Currency) -> Result<(), Refusal> {
    let mine = draft.customer(customer)?;
    let amount_minor = mine.lost_minor(payment).min(mine.available_minor(currency));
    if amount_minor == 0 {
        return Ok(());
    }
    let (payment, amount) = (payment.clone(), Money::new(amount_minor, currency));
    draft.emit(customer, CustomerBody::LossRecovered { payment, amount }).map(drop)
}

/// Takes as much of an amount as the balance has, for money that was paid in and lost to somebody else, such as a bank.
/// What it says was taken is booked by whoever asks.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when the customer was not loaded.
pub fn take_up_to(draft: &mut Draft<'_>, customer: &Id, amount: Money, by: &Id) -> Result<i64, Refusal> {
    let taken_minor = draft.customer(customer)?.available_minor(amount.currency).min(amount.amount_minor).max(0);
    if taken_minor > 0 {
        let amount = Money::new(taken_minor, amount.currency);
        draft.emit(customer, CustomerBody::Taken { by: by.clone(), amount })?;
    }
    Ok(taken_minor)
}

/// Gives back what [`take_up_to`] took. It is booked by whoever asks.
///
/// # Errors
/// [`Refusal::Unknown`]; [`Refusal::Inconsistent`] when it was not loaded.
pub fn give_back(draft: &mut Draft<'_>, customer: &Id, amount: Money, by: &Id) -> Result<(), Refusal> {
    draft.emit(customer, CustomerBody::GivenBack { by: by.clone(), amount }).map(drop)
}
