//! Reads for the page of a customer: what hangs on the orders of one, each bounded.
//!
//! Their statements are written so that SQLite goes from orders to what hangs on them: a bound on the id of an order, or
//! a plain look at the state of an exception, would lead it through every row of the tenant.

use super::cell::ask;
use super::error::Result;
use super::rows::LineRow;
use super::views::ExceptionView;
use super::{Store, sql};

impl Store {
    /// How many remarks staff wrote on the newest orders of a customer, at most so many of them.
    ///
    /// # Errors
    /// When the database cannot be read; so for every method here.
    pub async fn remarks_of_customer(&self, tenant: &str, customer: &str, orders: i64) -> Result<i64> {
        let ask = ask!(sql::REMARK_TOTAL_OF_CHILDREN, tenant, customer, orders);
        Ok(self.fetch_long(ask).await?.first().copied().unwrap_or(0))
    }

    /// Open exceptions about the payments of a customer's newest orders, the newest first: at most so many
    /// of so many orders.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn exceptions_of_customer(
        &self,
        tenant: &str,
        customer: &str,
        (orders, limit): (i64, i64),
    ) -> Result<Vec<ExceptionView>> {
        self.fetch_long(ask!(sql::EXCEPTIONS_OF_GRANDCHILDREN, tenant, customer, orders, limit)).await
    }

    /// Lines of one account and subkey in one currency, the newest first: an index gives them in this order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lines_of_subkey(
        &self,
        tenant: &str,
        (account, subkey, currency): (&str, &str, &str),
        limit: i64,
    ) -> Result<Vec<LineRow>> {
        self.fetch(ask!(sql::LINES_OF_SUBKEY, tenant, account, subkey, currency, limit)).await
    }
}
