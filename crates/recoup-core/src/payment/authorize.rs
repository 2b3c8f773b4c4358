//! Begins payments: one per tender of an order. Offline money and balances are there at once, gateways are asked.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::refund::check_ceiling;
use super::{Method, Started, way};
use crate::actor::Actor;
use crate::customer::CustomerBody;
use crate::decision::Draft;
use crate::effect::{Alarm, OperationKind};
use crate::event::{Body, Route};
use crate::id::{Id, Kind};
use crate::money::{Currency, Money};
use crate::refusal::Refusal;
use crate::tender::group::{self, Says};
use crate::text;

/// A tender as the shop hands it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// Amount, minor units of the order's currency.
    pub amount_minor: i64,
    /// How.
    pub method: Method,
    /// Whether the whole is captured as soon as it is authorized.
    pub capture_at_once: bool,
    /// When an uncaptured rest is given back at the latest.
    pub release_after: Option<Timestamp>,
}

impl Tender {
    /// Whether it moves money by itself: captured without a further request, declared to be here, or taken
    /// from a balance. What is only authorized at a gateway moves when it is captured, and is checked then.
    #[must_use]
    pub const fn moves_money(&self) -> bool {
        self.capture_at_once || !matches!(self.method.route, Route::Gateway { .. })
    }
}

/// Refuses tenders that together move more than the actor may move in one act.
///
/// # Errors
/// [`Refusal::ExceedsCeiling`].
pub fn check_ceilings(actor: &Actor, tenders: &[Tender], currency: Currency) -> Result<(), Refusal> {
    let moving = tenders.iter().filter(|tender| tender.moves_money());
    let total_minor = moving.fold(0_i64, |sum, tender| sum.saturating_add(tender.amount_minor));
    check_ceiling(actor, Money::new(total_minor, currency))
}

/// What the payments of one thing have in common.
#[derive(Debug, Clone)]
pub struct For {
    /// What they pay.
    pub pays: Id,
    /// The customer, if known.
    pub customer: Option<Id>,
    /// Currency.
    pub currency: Currency,
    /// Language of notices.
    pub language: String,
}

/// Checks the form of a tender.
///
/// # Errors
/// Form refusals naming the field.
pub fn check(tender: &Tender, param: &str) -> Result<(), Refusal> {
    if tender.amount_minor <= 0 {
        return Err(Refusal::AmountNotPositive { param: format!("{param}.amount_minor") });
    }
    text::check(&format!("{param}.token"), &tender.method.token, text::SHORT)?;
    text::check(&format!("{param}.brand"), &tender.method.brand, text::SHORT)?;
    let last4 = &tender.method.last4;
    let four_digits = last4.len() == 4 && last4.bytes().all(|b| b.is_ascii_digit());
    if !last4.is_empty() && !four_digits {
        return Err(Refusal::Invalid {
            param: format!("{param}.last4"),
            why: "send the last four digits only".to_owned(),
        });
    }
    if let Some(way) = &tender.method.way {
        way.check(param)?;
    }
    match &tender.method.route {
        Route::Gateway { account } => {
            text::required(&format!("{param}.account"), account, text::SHORT)?;
            text::required(&format!("{param}.token"), &tender.method.token, text::SHORT)
        }
        Route::Offline { account } => text::required(&format!("{param}.account"), account, text::SHORT),
        Route::Balance { .. } => Ok(()),
    }
}

/// Begins the payment of a tender under an id that the order already names.
///
/// # Errors
/// [`Refusal::Unknown`] and [`Refusal::Invalid`] for a balance that is not the customer's own;
/// [`Refusal::ExceedsBalance`] when a balance does not suffice.
/// [`Refusal::Invalid`] where the routing policy wants an account that the tender has no token for.
pub fn begin(draft: &mut Draft<'_>, whose: &For, payment: &Id, tender: &Tender) -> Result<(), Refusal> {
    if tender.method.way.is_none() {
        return start(draft, whose, payment, tender, None);
    }
    let amount = Money::new(tender.amount_minor, whose.currency);
    let method = way::routed(draft, &tender.method, amount)?;
    start(draft, whose, payment, &Tender { method, ..tender.clone() }, None)
}

/// Begins a payment whose account is known.
///
/// # Errors
/// As [`begin`].
pub(crate) fn start(
    draft: &mut Draft<'_>,
    whose: &For,
    payment: &Id,
    tender: &Tender,
    instead_of: Option<Id>,
) -> Result<(), Refusal> {
    let grouped = group::is_in_one(draft, &whose.pays, payment)?;
    let from_balance = matches!(tender.method.route, Route::Balance { .. });
    let started = Started {
        pays: whose.pays.clone(),
        customer: whose.customer.clone(),
        amount_minor: tender.amount_minor,
        currency: whose.currency,
        method: tender.method.clone(),
        // A balance is not held longer than for the others.
        capture_at_once: tender.capture_at_once || (grouped && from_balance),
        release_after: tender.release_after,
        language: whose.language.clone(),
        instead_of,
    };
    let amount = Money::new(tender.amount_minor, whose.currency);
    tender.method.terms.check_amount(amount)?;
    check_balance_owner(draft, whose, tender)?;
    draft.emit(payment, Body::PaymentStarted { payment: Box::new(started) })?;
    if !tender.method.last4.is_empty() {
        draft.name("last4", &tender.method.last4, payment);
    }
    match &tender.method.route {
        Route::Gateway { .. } => draft.send(OperationKind::Authorize, payment, payment, amount),
        Route::Offline { .. } => {
            here(draft, payment, amount, tender.capture_at_once)?;
            if let Some(due) = tender.release_after.filter(|_| !tender.capture_at_once) {
                draft.timer(due, Alarm::ReleaseRest { payment: payment.clone() });
            }
            Ok(())
        }
        Route::Balance { customer } if grouped => {
            group::hold(draft, customer, payment, amount)?;
            here(draft, payment, amount, true)
        }
        Route::Balance { customer } => {
            draft.emit(customer, CustomerBody::Spent { amount, pays: whose.pays.clone() })?;
            here(draft, payment, amount, true)
        }
    }
}

/// A balance pays for its owner's orders only.
fn check_balance_owner(draft: &Draft<'_>, whose: &For, tender: &Tender) -> Result<(), Refusal> {
    let Route::Balance { customer } = &tender.method.route else { return Ok(()) };
    draft.customer(customer)?;
    if whose.customer.as_ref() == Some(customer) {
        return Ok(());
    }
    Err(Refusal::Invalid {
        param: "account".to_owned(),
        why: "a balance pays for orders of its own customer only".to_owned(),
    })
}

/// Money that a person saw, or that we hold already: authorized by itself.
fn here(draft: &mut Draft<'_>, payment: &Id, amount: Money, capture: bool) -> Result<(), Refusal> {
    draft.emit(
        payment,
        Body::PaymentAuthorized { amount_minor: amount.amount_minor, expires_at: None, gateway_ref: String::new() },
    )?;
    let group = group::authorized(draft, payment, amount)?;
    if capture && group == Says::GoOn {
        let id = draft.new_id(Kind::Capture);
        super::capture::request(draft, payment, &id, amount, true)?;
    }
    Ok(())
}
