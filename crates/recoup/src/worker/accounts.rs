//! Gateway accounts as calls need them: those of the configuration file, and those that tenants keep in the database.
//!
//! Secrets are in clear in memory only. What a tenant changes is followed within a second, without a restart. An account
//! that is closed to new payments goes on being called for those it has. The file goes before the database.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};
use recoup_core::planted::{self, Planted};
use recoup_gateways::Account;

use crate::credentials;
use crate::store::gateway_accounts::GatewayAccountRow;
use crate::store::{Store, StoreError};

/// Tenant and account.
type Name = (String, String);

type Snapshot = BTreeMap<Name, Entry>;

#[derive(Debug, Clone)]
struct Entry {
    account: Arc<Account>,
    takes_new: bool,
}

/// Accounts by tenant and name. Clones share what they follow.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    written: Arc<Snapshot>,
    now: Arc<RwLock<Arc<Snapshot>>>,
    rows: Arc<Mutex<BTreeMap<Name, GatewayAccountRow>>>,
}

impl Accounts {
    /// A fixed set of accounts: tenant and account.
    #[must_use]
    pub fn new(accounts: Vec<(String, Account)>) -> Self {
        let entry = |account| Entry { account: Arc::new(account), takes_new: true };
        let named = accounts.into_iter().map(|(tenant, account)| ((tenant, account.name.clone()), entry(account)));
        let written: Arc<Snapshot> = Arc::new(named.collect());
        let now = Arc::new(RwLock::new(Arc::clone(&written)));
        Self { written, now, rows: Arc::default() }
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.now.read())
    }

    /// An account of a tenant.
    #[must_use]
    pub fn get(&self, tenant: &str, name: &str) -> Option<Arc<Account>> {
        let snapshot = self.snapshot();
        if planted::is(Planted::AccountOfAnyTenant) {
            return snapshot.values().map(|entry| Arc::clone(&entry.account)).find(|account| account.name == name);
        }
        snapshot.get(&(tenant.to_owned(), name.to_owned())).map(|entry| Arc::clone(&entry.account))
    }

    /// The accounts of a tenant that new payments may be made with.
    #[must_use]
    pub fn open_of(&self, tenant: &str) -> Vec<Arc<Account>> {
        let snapshot = self.snapshot();
        let mine = snapshot.iter().filter(|((owner, _), entry)| owner == tenant && entry.takes_new);
        mine.map(|(_, entry)| Arc::clone(&entry.account)).collect()
    }

    /// Every account: tenant and account.
    #[must_use]
    pub fn all(&self) -> Vec<(String, Arc<Account>)> {
        let snapshot = self.snapshot();
        snapshot.iter().map(|((tenant, _), entry)| (tenant.clone(), Arc::clone(&entry.account))).collect()
    }

    /// Whether an account stands in the configuration file.
    #[must_use]
    pub fn is_written(&self, tenant: &str, name: &str) -> bool {
        self.written.contains_key(&(tenant.to_owned(), name.to_owned()))
    }

    /// Takes over what tenants keep in the database now, and names the accounts that were not here before. One that
    /// cannot be opened is left out, and the log says why once for each change of it.
    ///
    /// # Errors
    /// When the database cannot be read; then everything stays as it was.
    pub async fn refresh(&self, store: &Store) -> Result<Vec<Name>, StoreError> {
        let rows = store.gateway_accounts().await?;
        let mut known = self.rows.lock();
        let rows = newest(rows, &known);
        if rows.len() == known.len() && rows.iter().all(|row| known.get(&name_of(row)) == Some(row)) {
            return Ok(Vec::new());
        }
        let before = self.snapshot();
        let mut after = Snapshot::clone(&self.written);
        for row in &rows {
            let name = name_of(row);
            if self.written.contains_key(&name) {
                if known.get(&name) != Some(row) {
                    tracing::warn!(
                        tenant = row.tenant,
                        account = row.name,
                        "the account of the configuration file is used, not the one that is kept here"
                    );
                }
                continue;
            }
            let unchanged = known.get(&name) == Some(row);
            let kept = before.get(&name).filter(|_| unchanged).cloned();
            if let Some(entry) = kept.or_else(|| opened(store, row, unchanged)) {
                after.insert(name, entry);
            }
        }
        let new = after.keys().filter(|name| !before.contains_key(*name)).cloned().collect();
        *self.now.write() = Arc::new(after);
        *known = rows.into_iter().map(|row| (name_of(&row), row)).collect();
        Ok(new)
    }
}

/// The newest of what was read and what is known already: another read may have begun later and ended sooner. Rows are
/// never deleted, and their versions only grow.
fn newest(read: Vec<GatewayAccountRow>, known: &BTreeMap<Name, GatewayAccountRow>) -> Vec<GatewayAccountRow> {
    let mut all = known.clone();
    for row in read {
        let older = |known: &GatewayAccountRow| known.version <= row.version;
        if all.get(&name_of(&row)).is_none_or(older) {
            all.insert(name_of(&row), row);
        }
    }
    all.into_values().collect()
}

fn name_of(row: &GatewayAccountRow) -> Name {
    (row.tenant.clone(), row.name.clone())
}

fn opened(store: &Store, row: &GatewayAccountRow, said: bool) -> Option<Entry> {
    match credentials::open(store.vault(), row) {
        Ok(account) => Some(Entry { account: Arc::new(account), takes_new: row.state == credentials::OPEN }),
        Err(error) => {
            if !said {
                tracing::error!(%error, tenant = row.tenant, account = row.name, "a gateway account cannot be used");
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, version: i64) -> GatewayAccountRow {
        GatewayAccountRow {
            tenant: "shop".to_owned(),
            name: name.to_owned(),
            base_url: String::new(),
            settings: String::new(),
            secrets: String::new(),
            hints: String::new(),
            state: String::new(),
            version,
            created_us: 0,
            changed_us: 0,
            changed_by: String::new(),
        }
    }

    #[test]
    fn what_was_read_earlier_and_comes_later_overwrites_nothing() {
        let known = [row("a", 2), row("b", 1)].map(|row| (name_of(&row), row)).into();
        let versions = |read: Vec<GatewayAccountRow>| -> Vec<(String, i64)> {
            newest(read, &known).into_iter().map(|row| (row.name, row.version)).collect()
        };
        let named = |list: &[(&str, i64)]| -> Vec<(String, i64)> {
            list.iter().map(|(name, version)| ((*name).to_owned(), *version)).collect()
        };
        assert_eq!(versions(vec![row("a", 1)]), named(&[("a", 2), ("b", 1)]), "b was added since it was read");
        assert_eq!(versions(vec![row("a", 3), row("b", 1), row("c", 1)]), named(&[("a", 3), ("b", 1), ("c", 1)]));
    }
}
