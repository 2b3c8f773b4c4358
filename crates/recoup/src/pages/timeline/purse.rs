//! What happens to balances, as the timeline tells it.

use recoup_core::customer::adjust::Direction;
use recoup_core::customer::{Change, ChargeBody, CustomerBody};
use recoup_core::money::Money;

use crate::pages::words;

fn of(money: &Money) -> String {
    words::money(money.amount_minor, money.currency.code())
}

fn by_hand(change: &Change) -> String {
    let way = match change.direction {
        Direction::Credit => "credited",
        Direction::Debit => "debited",
    };
    format!("{} {way} by hand", of(&change.amount))
}

/// What happened to a customer, and more about it; nothing where it is told elsewhere.
pub(super) fn of_customer(body: &CustomerBody) -> Option<(String, String)> {
    let none = String::new;
    Some(match body {
        CustomerBody::Put { .. } => ("The customer's details were kept".to_owned(), none()),
        CustomerBody::Credited { amount, .. } => (format!("{} credited to the balance", of(amount)), none()),
        CustomerBody::Spent { amount, .. } => (format!("{} of the balance spent", of(amount)), none()),
        CustomerBody::Overpaid { amount, .. } => {
            (format!("{} paid beyond an invoice went to the balance", of(amount)), none())
        }
        CustomerBody::ToppedUp { amount, .. } => (format!("{} paid into the balance", of(amount)), none()),
        CustomerBody::TopUpUndone { amount, taken_minor, .. } => {
            let lost = Money::new(amount.amount_minor - taken_minor, amount.currency);
            let more = if lost.amount_minor > 0 { format!("{} of it had been spent", of(&lost)) } else { none() };
            (format!("The gateway took back {} that had been paid in", of(amount)), more)
        }
        CustomerBody::LossRecovered { amount, .. } => {
            (format!("{} of what the gateway took back made good", of(amount)), none())
        }
        CustomerBody::Held { amount, .. } => (format!("{} held for a refund", of(amount)), none()),
        CustomerBody::TenderHeld { amount, .. } => {
            (format!("{} of the balance held until all tenders stand", of(amount)), none())
        }
        CustomerBody::TenderFreed { amount, .. } => (format!("{} of the balance held no longer", of(amount)), none()),
        CustomerBody::Unheld { amount, .. } => (format!("{} are free again", of(amount)), none()),
        CustomerBody::Refunding { amount, .. } => (format!("{} left the balance for a refund", of(amount)), none()),
        CustomerBody::TakenBack { amount, .. } => {
            (format!("{} taken back from the balance: the refund was paid after all", of(amount)), none())
        }
        CustomerBody::GivenBack { amount, .. } => (format!("{} given back to the balance", of(amount)), none()),
        CustomerBody::Taken { amount, .. } => (format!("{} taken from the balance", of(amount)), none()),
        CustomerBody::AdjustmentAsked { change, .. } => {
            (format!("{} is asked for", by_hand(change)), change.note.clone())
        }
        CustomerBody::AdjustmentEnded { reason, .. } => {
            ("A change by hand was not agreed to".to_owned(), reason.clone())
        }
        CustomerBody::Adjusted { change, .. } => (by_hand(change), change.note.clone()),
        CustomerBody::TryTaken { .. } => return None,
    })
}

/// What became of a charge into a balance, and more about it.
pub(super) fn of_charge(body: &ChargeBody) -> (String, String) {
    match body {
        ChargeBody::Refunded { amount, brand, last4, .. } => {
            let card = format!("{brand} {last4}");
            (format!("{} went back to where they were paid from", of(amount)), card.trim().to_owned())
        }
        ChargeBody::CreditTakenBack { amount, .. } => {
            (format!("{} are not in the balance any more: they were paid out after all", of(amount)), String::new())
        }
    }
}
