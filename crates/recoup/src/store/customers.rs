//! Reads for the page of a customer: what hangs on the orders of one, each bounded.

use super::cell::ask;
use super::error::Result;
use super::rows::LineRow;
use super::views::ExceptionView;
use super::{Store, sql};

impl Store {
    /// How many remarks staff wrote on the orders of a customer, from one order on.
    ///
    /// # Errors
    /// When the database cannot be read; so for every method here.
    pub async fn remarks_of_customer(&self, tenant: &str, customer: &str, from_order: &str) -> Result<i64> {
        let ask = ask!(sql::REMARK_TOTAL_OF_CHILDREN, tenant, customer, from_order);
        Ok(self.fetch_long(ask).await?.first().copied().unwrap_or(0))
    }

    /// Open exceptions about the payments of a customer's orders, from one order on, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn exceptions_of_customer(
        &self,
        tenant: &str,
        customer: &str,
        from_order: &str,
        limit: i64,
    ) -> Result<Vec<ExceptionView>> {
        self.fetch_long(ask!(sql::EXCEPTIONS_OF_GRANDCHILDREN, tenant, customer, from_order, limit)).await
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
