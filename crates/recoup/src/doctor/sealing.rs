//! Whether what is sealed in the database opens with the keys that are given here.

use super::Examination;
use crate::credentials::CredentialError;
use crate::credentials::renewal::{kept, secrets};
use crate::store::{Store, StoreError};

pub(super) async fn examine(store: &Store, found: &mut Examination) -> Result<(), StoreError> {
    let kept = match kept(store).await {
        Ok(kept) => kept,
        Err(CredentialError::Store(error)) => return Err(error),
        Err(error) => {
            found.fail("sealing", error.to_string(), "see what the message says");
            return Ok(());
        }
    };
    let here: Vec<&str> = store.vault().ids().collect();
    let newest = here.first().copied().unwrap_or_default();
    for (id, count) in &kept {
        match id.as_str() {
            "" => found.warn(
                "sealing",
                format!("not sealed: {}", secrets(*count)),
                "set RECOUP_SEALING_KEY (`recoup sealing make`), then run `recoup sealing renew`",
            ),
            id if !here.contains(&id) => found.fail(
                "sealing",
                format!("sealed with the key {id}, which is not given here: {}", secrets(*count)),
                "put that key behind the newest; without it they are lost and have to be set anew",
            ),
            id if id != newest => found.warn(
                "sealing",
                format!("sealed with the older key {id}: {}", secrets(*count)),
                "run `recoup sealing renew`, then take that key away",
            ),
            id => found.ok("sealing", format!("sealed with the key {id}: {}", secrets(*count))),
        }
    }
    Ok(())
}
