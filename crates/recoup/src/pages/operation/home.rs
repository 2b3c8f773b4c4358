//! What a payment pays, as its dialogs lead back to it: an order, an invoice, or a customer's balance.

use recoup_core::event::Route;
use recoup_core::id::{Id, Kind};
use recoup_core::ledger::{Entry, acts};
use recoup_core::money::Money;
use recoup_core::payment::Payment;
use recoup_core::world::State as Known;

use crate::http::Shared;
use crate::http::list;
use crate::http::problem::Problem;
use crate::pages::guard::Visitor;
use crate::pages::words;

/// The page of what a payment pays.
#[derive(Debug, Clone)]
pub struct Home {
    /// Its address.
    pub address: String,
    /// What it is called, such as `Order 1001`.
    pub name: String,
}

impl Home {
    /// Reads what a payment pays.
    ///
    /// # Errors
    /// 404, or what the store met.
    pub async fn of(face: &Shared, visitor: &Visitor, payment: &Payment) -> Result<Self, Problem> {
        let pays = payment.pays.as_str();
        let name = match list::state(face, &visitor.caller, "order", pays).await? {
            Known::Order(order) => format!("Order {}", order.number),
            Known::Invoice(invoice) => format!("Invoice {}", invoice.number),
            Known::Customer(customer) => format!("Customer {}", customer.reference),
            _ => return Err(Problem::unknown("order", pays)),
        };
        Ok(Self { address: words::place(&payment.pays), name })
    }

    /// The way back: address and name.
    #[must_use]
    pub fn back(&self) -> (String, String) {
        (self.address.clone(), self.name.clone())
    }

    /// Where a dialog leads once it is done: what was done, and about what.
    #[must_use]
    pub fn done(&self, word: &str, about: &Id) -> String {
        format!("{}?done={word}#{about}", self.address)
    }
}

/// What a capture posts once its gateway has done it; nothing where no gateway has to.
#[must_use]
pub fn captured_later(payment: &Payment, amount: Money) -> Option<Entry> {
    let Route::Gateway { account } = &payment.method.route else { return None };
    let pays = payment.pays.as_str();
    match payment.pays.kind() {
        Some(Kind::Customer) => acts::top_up(pays, account, amount).ok(),
        _ => acts::capture(pays, account, amount).ok(),
    }
}
