//! Which key seals what, and sealing anew: how a key is replaced without a moment in which something does not open.

use std::collections::BTreeMap;

use serde::Serialize;

use super::CredentialError;
use crate::store::{Store, StoreError};
use crate::vault::{VaultError, sealed_with};

/// Secrets that are kept, counted by the key that seals them; those in clear are under an empty name.
pub type Kept = BTreeMap<String, u64>;

/// So many secrets, in words.
#[must_use]
pub fn secrets(count: u64) -> String {
    if count == 1 { "1 secret".to_owned() } else { format!("{count} secrets") }
}

/// Counts what is kept by the key that seals it.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept(store: &Store) -> Result<Kept, CredentialError> {
    let mut kept = Kept::new();
    let mut count = |stored: &str| *kept.entry(sealed_with(stored).unwrap_or_default().to_owned()).or_default() += 1;
    for tenant in store.tenants().await? {
        let persons = store.stored_persons(&tenant.tenant).await?;
        persons.iter().filter(|row| !row.second_factor.is_empty()).for_each(|row| count(&row.second_factor));
    }
    store.gateway_accounts().await?.iter().for_each(|row| count(&row.secrets));
    Ok(kept)
}

/// What sealing anew did.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Renewal {
    /// How many secrets are under the newest key now and were not.
    pub renewed: u64,
    /// How many were changed by somebody else meanwhile.
    pub changed_meanwhile: u64,
    /// Those that could not be sealed anew.
    pub failed: Vec<Failed>,
}

/// A secret that could not be sealed anew.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// Whose.
    pub tenant: String,
    /// What it is of: a gateway account by its name, or the second factor of a person.
    pub of: String,
    /// Why.
    pub why: String,
}

impl Renewal {
    /// Counts one. What does not open stands in the way of no other; what the database met does.
    fn count(
        &mut self,
        done: Result<bool, CredentialError>,
        (tenant, of): (&str, String),
    ) -> Result<(), CredentialError> {
        match done {
            Ok(true) => self.renewed += 1,
            Ok(false) => self.changed_meanwhile += 1,
            Err(CredentialError::Store(error)) => return Err(error.into()),
            Err(error) => {
                let tenant = tenant.to_owned();
                self.failed.push(Failed { tenant, of, why: error.to_string() });
            }
        }
        Ok(())
    }
}

/// Seals what is not under the newest key. What does not open is left as it is, and told.
///
/// # Errors
/// What the database met.
pub async fn renew(store: &Store) -> Result<Renewal, CredentialError> {
    let mut renewal = Renewal::default();
    for tenant in store.tenants().await? {
        for row in store.stored_persons(&tenant.tenant).await? {
            if !row.second_factor.is_empty() && !store.vault().is_newest(&row.second_factor) {
                let done = store.reseal_factor(&row).await.map_err(|error| match error {
                    StoreError::Sealing(why) => CredentialError::Sealing(why),
                    other => CredentialError::Store(other),
                });
                renewal.count(done, (&row.tenant, format!("second factor of {}", row.person)))?;
            }
        }
    }
    for row in store.gateway_accounts().await? {
        if !store.vault().is_newest(&row.secrets) {
            let done = super::reseal(store, &row).await;
            renewal.count(done, (&row.tenant, row.name.clone()))?;
        }
    }
    Ok(renewal)
}

/// Refuses to work without any key where something is sealed: accounts would vanish, no code of a second factor would
/// fit, and new ones would be kept in clear beside those that are sealed.
///
/// # Errors
/// [`CredentialError::Sealing`] with how many there are, or what the database met.
pub async fn check_key(store: &Store) -> Result<(), CredentialError> {
    if !store.vault().is_empty() {
        return Ok(());
    }
    let sealed: u64 = kept(store).await?.into_iter().filter(|(id, _)| !id.is_empty()).map(|(_, count)| count).sum();
    if sealed > 0 { Err(VaultError::Needed { sealed }.into()) } else { Ok(()) }
}
