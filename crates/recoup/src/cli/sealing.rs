//! `recoup sealing`: the key that seals secrets in the database: made, looked at, replaced.

use clap::Subcommand;
use serde_json::json;

use super::Database;
use super::output::Output;
use super::serve::open_existing;
use crate::credentials::renewal::{Kept, kept, renew, secrets};
use crate::vault::{Vault, VaultError};

/// Makes sealing keys, says what they seal, and seals anew.
#[derive(Debug, Subcommand)]
pub enum Sealing {
    /// Prints a new key. Keep it apart from the database: whoever has both can read the secrets.
    Make,
    /// Says what is sealed with which key, and what is not sealed.
    Check(Database),
    /// Seals everything with the newest key. Give the old key behind it until this is done.
    Renew(Database),
}

impl Sealing {
    /// Runs the command.
    ///
    /// # Errors
    /// Where a key is missing, or what the database met.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Make => {
                let key = Vault::make()?;
                out.either(&json!({ "key": key }), || key.clone());
                Ok(())
            }
            Self::Check(database) => {
                let store = open_existing(&database, 1).await?;
                let kept = kept(&store).await?;
                let here: Vec<String> = store.vault().ids().map(str::to_owned).collect();
                out.either(&json!({ "keys": here, "sealed": kept }), || words(&kept, &here));
                let lost = kept.keys().find(|id| !id.is_empty() && !here.contains(id));
                anyhow::ensure!(lost.is_none(), VaultError::OtherKey { id: lost.cloned().unwrap_or_default() });
                Ok(())
            }
            Self::Renew(database) => {
                let store = open_existing(&database, 1).await?;
                anyhow::ensure!(!store.vault().is_empty(), VaultError::NoKey);
                let (renewed, moved) = renew(&store).await?;
                out.either(&json!({ "renewed": renewed, "changed_meanwhile": moved }), || {
                    format!("sealed anew: {}; the older keys are not needed any more", secrets(renewed))
                });
                anyhow::ensure!(moved == 0, "changed meanwhile: {}; run it once more", secrets(moved));
                Ok(())
            }
        }
    }
}

fn words(kept: &Kept, here: &[String]) -> String {
    let mut text = String::new();
    for id in here {
        let count = kept.get(id).copied().unwrap_or(0);
        text.push_str(&format!("key {id}: {}\n", secrets(count)));
    }
    for (id, count) in kept.iter().filter(|(id, _)| !here.contains(id)) {
        match id.as_str() {
            "" => text.push_str(&format!("not sealed: {}; `recoup sealing renew` seals them\n", secrets(*count))),
            id => text.push_str(&format!("key {id}, which is not given here: {}\n", secrets(*count))),
        }
    }
    if text.is_empty() { "no key is given, and nothing is kept that needs one".to_owned() } else { text }
}
