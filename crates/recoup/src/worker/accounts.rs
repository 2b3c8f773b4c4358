//! Gateway accounts as the operator configured them: where each API is, and its secrets.
//!
//! Secrets come from a file or the environment and stay in memory; they are never stored or logged.

use std::collections::BTreeMap;
use std::sync::Arc;

use recoup_core::planted::{self, Planted};
use recoup_gateways::Account;

/// Accounts by tenant and name.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    by_name: Arc<BTreeMap<(String, String), Account>>,
}

impl Accounts {
    /// A fixed set of accounts: tenant and account.
    #[must_use]
    pub fn new(accounts: Vec<(String, Account)>) -> Self {
        let by_name = accounts.into_iter().map(|(tenant, account)| ((tenant, account.name.clone()), account)).collect();
        Self { by_name: Arc::new(by_name) }
    }

    /// An account of a tenant.
    #[must_use]
    pub fn get(&self, tenant: &str, name: &str) -> Option<&Account> {
        if planted::is(Planted::AccountOfAnyTenant) {
            return self.by_name.values().find(|account| account.name == name);
        }
        self.by_name.get(&(tenant.to_owned(), name.to_owned()))
    }

    /// Every account: tenant and account.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Account)> {
        self.by_name.iter().map(|((tenant, _), account)| (tenant.as_str(), account))
    }
}
