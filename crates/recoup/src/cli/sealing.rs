//! `recoup sealing`: the key that seals secrets in the database: made, looked at, replaced.

use clap::Subcommand;
use serde_json::json;

use super::Database;
use super::output::Output;
use super::serve::open_existing;
use crate::credentials::renewal::{Failed, Kept, Renewal, kept, renew, secrets};
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
                let renewal = renew(&store).await?;
                let newest = store.vault().ids().next().unwrap_or_default().to_owned();
                let kept = kept(&store).await?;
                out.either(&json!({ "key": newest, "renewal": renewal, "sealed": kept }), || {
                    done(&renewal, &newest, &kept)
                });
                let (moved, failed) = (renewal.changed_meanwhile, renewal.failed.len());
                anyhow::ensure!(failed == 0, "{failed} could not be sealed anew; what is said above stands in the way");
                anyhow::ensure!(moved == 0, "changed meanwhile: {}; run it once more", secrets(moved));
                Ok(())
            }
        }
    }
}

/// What was sealed anew, what was not and why, and which keys may be taken away.
fn done(renewal: &Renewal, newest: &str, kept: &Kept) -> String {
    let mut text = format!("sealed anew: {}; the key {newest} seals now\n", secrets(renewal.renewed));
    for Failed { tenant, of, why } in &renewal.failed {
        text.push_str(&format!("not sealed anew: {of} of {tenant}: {why}\n"));
    }
    let older: Vec<String> = kept.iter().filter(|(id, _)| *id != newest).map(|(id, count)| under(id, *count)).collect();
    if older.is_empty() {
        text.push_str("the older keys are not needed any more\n");
    } else {
        text.push_str(&format!("take no key away yet; {}\n", older.join(", ")));
    }
    text
}

fn under(id: &str, count: u64) -> String {
    if id.is_empty() {
        format!("not sealed: {}", secrets(count))
    } else {
        format!("under the key {id}: {}", secrets(count))
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
