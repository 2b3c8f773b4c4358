//! Which key seals what, and sealing anew: how a key is replaced without a moment in which something does not open.

use std::collections::BTreeMap;

use super::CredentialError;
use crate::store::Store;
use crate::vault::sealed_with;

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

/// Seals what is not under the newest key; how many were, and how many changed meanwhile.
///
/// # Errors
/// Where something does not open, or what the database met.
pub async fn renew(store: &Store) -> Result<(u64, u64), CredentialError> {
    let (mut renewed, mut moved) = (0, 0);
    let mut count = |done: bool| *if done { &mut renewed } else { &mut moved } += 1;
    for tenant in store.tenants().await? {
        for row in store.stored_persons(&tenant.tenant).await? {
            if !row.second_factor.is_empty() && !store.vault().is_newest(&row.second_factor) {
                count(store.reseal_factor(&row).await?);
            }
        }
    }
    for row in store.gateway_accounts().await? {
        if !store.vault().is_newest(&row.secrets) {
            count(super::reseal(store, &row).await?);
        }
    }
    Ok((renewed, moved))
}
