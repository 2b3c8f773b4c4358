//! Short commands on the database: `recoup migrate` and `recoup keys`; and how a command makes a tenant.

use clap::{Args, Subcommand};
use recoup_core::actor::Role;
use serde::Serialize;

use super::output::Output;
use super::serve::open;
use super::team::ceiling;
use super::{Database, OfTenant};
use crate::access::{self, Grants, Permission};
use crate::store::rows::TenantRow;
use crate::store::{Store, StoreOptions};
use crate::views::ledger::instant;

/// Brings the schema up to this version.
///
/// # Errors
/// As [`Store::migrate`].
pub async fn migrate(database: &Database, out: Output) -> anyhow::Result<()> {
    let store = Store::open(&database.database, StoreOptions { create: true, ..StoreOptions::default() }).await?;
    let before = store.migrate().await?;
    let after = crate::store::SCHEMA_VERSION;
    out.either(&serde_json::json!({ "from": before, "to": after }), || {
        if before == after {
            format!("the schema is at version {after} already")
        } else {
            format!("the schema went from version {before} to {after}")
        }
    });
    Ok(())
}

/// Makes, lists, replaces and revokes API keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Makes a key; it is shown once.
    Create(CreateKey),
    /// Lists keys without their secrets.
    List(OfTenant),
    /// Replaces a key; the old one goes on working for a while.
    Rotate(RotateKey),
    /// Revokes a key.
    Revoke(RevokeKey),
}

/// A key to make.
#[derive(Debug, Args)]
pub struct CreateKey {
    #[command(flatten)]
    database: Database,
    /// Tenant; made when there is none.
    #[arg(long, default_value = "main")]
    tenant: String,
    /// The person who owns it.
    #[arg(long)]
    person: String,
    /// What to call it.
    #[arg(long, default_value = "made on the command line")]
    label: String,
    /// Roles: viewer, support, `billing_admin`, approver, finance, developer, auditor.
    #[arg(long, value_delimiter = ',', required = true)]
    roles: Vec<String>,
    /// The most it may move in one act, such as EUR=50000 (minor units).
    #[arg(long)]
    ceiling: Vec<String>,
    /// Narrows the roles to these permissions, such as `read,ask_refunds`; all of theirs when missing.
    #[arg(long, value_delimiter = ',')]
    scopes: Vec<String>,
    /// Days until it stops working; never when missing.
    #[arg(long)]
    expires_in_days: Option<u16>,
}

/// A key to replace.
#[derive(Debug, Args)]
pub struct RotateKey {
    #[command(flatten)]
    of: OfTenant,
    /// Hours for which the old key goes on working.
    #[arg(long, default_value_t = 24)]
    overlap_hours: u16,
    /// Days until the new key stops working; never when missing.
    #[arg(long)]
    expires_in_days: Option<u16>,
    /// Public part of the key.
    key_id: String,
}

/// A key to revoke.
#[derive(Debug, Args)]
pub struct RevokeKey {
    #[command(flatten)]
    of: OfTenant,
    /// Public part of the key.
    key_id: String,
}

#[derive(Serialize)]
struct Made<'a> {
    id: &'a str,
    tenant: &'a str,
    token: &'a str,
}

impl Keys {
    /// Runs the command.
    ///
    /// # Errors
    /// When a word is not known or the database cannot be written.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Create(create) => create.run(out).await,
            Self::Rotate(rotate) => rotate.run(out).await,
            Self::List(of) => {
                let store = of.open().await?;
                let rows = store.api_keys(&of.tenant).await?;
                let ids: Vec<_> = rows.iter().map(|r| serde_json::json!({ "id": r.key_id, "last4": r.last4, "person": r.person, "label": r.label, "expires_at": r.expires_us.map(instant), "revoked_at": r.revoked_us.map(instant) })).collect();
                out.either(&ids, || {
                    let line = |r: &crate::store::rows::ApiKeyRow| {
                        let revoked = if r.revoked_us.is_some() { "  revoked" } else { "" };
                        let ends = r.expires_us.map_or_else(String::new, |at| format!("  until {}", instant(at)));
                        format!("{}  …{}  {}  {}{ends}{revoked}\n", r.key_id, r.last4, r.person, r.label)
                    };
                    rows.iter().map(line).collect()
                });
                Ok(())
            }
            Self::Revoke(revoke) => {
                let store = revoke.of.open().await?;
                let now_us = super::serve::clock(&store).await?.now().as_microsecond();
                let found = store.revoke_api_key(&revoke.of.tenant, &revoke.key_id, now_us).await?;
                anyhow::ensure!(found, "tenant {} has no working key {}", revoke.of.tenant, revoke.key_id);
                out.either(&serde_json::json!({ "revoked": revoke.key_id }), || "revoked".to_owned());
                Ok(())
            }
        }
    }
}

impl CreateKey {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let store = open(&self.database, 1).await?;
        let role = |word: &String| {
            let known: Vec<&str> = Role::ALL.iter().map(|r| r.word()).collect();
            Role::from_word(word.trim())
                .ok_or_else(|| anyhow::anyhow!("`{word}` is not a role; there are {}", known.join(", ")))
        };
        let scope = |word: &String| {
            let known: Vec<&str> = Permission::ALL.iter().map(|p| p.word()).collect();
            Permission::from_word(word.trim())
                .ok_or_else(|| anyhow::anyhow!("`{word}` is not a permission; there are {}", known.join(", ")))
        };
        let grants = Grants {
            roles: self.roles.iter().map(role).collect::<Result<_, _>>()?,
            scopes: self.scopes.iter().map(scope).collect::<Result<_, _>>()?,
            ceilings_minor: self.ceiling.iter().map(|text| ceiling(text)).collect::<Result<_, _>>()?,
        };
        let now_us = super::serve::clock(&store).await?.now().as_microsecond();
        ensure_tenant(&store, &self.tenant, now_us).await?;
        let mut key =
            access::new_key(&self.tenant, &self.person, &self.label, &grants, now_us).map_err(anyhow::Error::msg)?;
        key.row.expires_us = expiry(self.expires_in_days, now_us)?;
        store.put_api_key(&key.row).await?;
        out.either(&Made { id: &key.row.key_id, tenant: &self.tenant, token: &key.token }, || {
            format!("{}\nKeep it safe: it is shown only now.", key.token)
        });
        Ok(())
    }
}

fn expiry(days: Option<u16>, now_us: i64) -> anyhow::Result<Option<i64>> {
    anyhow::ensure!(days != Some(0), "--expires-in-days is 1 or more; leave it out for a key that does not end");
    Ok(days.map(|days| now_us.saturating_add(i64::from(days) * 86_400_000_000)))
}

impl RotateKey {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let store = self.of.open().await?;
        let now_us = super::serve::clock(&store).await?.now().as_microsecond();
        let rows = store.api_keys(&self.of.tenant).await?;
        let old = rows.into_iter().find(|row| row.key_id == self.key_id && access::works(row, now_us));
        let old = old.ok_or_else(|| {
            anyhow::anyhow!(
                "tenant {} has no working key {}; `recoup keys list` shows them",
                self.of.tenant,
                self.key_id
            )
        })?;
        let grants: Grants = serde_json::from_str(&old.grants)?;
        let mut key = access::replacement(&old, &grants, now_us).map_err(anyhow::Error::msg)?;
        key.row.expires_us = expiry(self.expires_in_days, now_us)?;
        // The new one first: should the second write fail, there is one key too many and not one too few.
        store.put_api_key(&key.row).await?;
        let end_us = now_us.saturating_add(i64::from(self.overlap_hours) * 3_600_000_000);
        let old = access::ending(old, end_us);
        store.put_api_key(&old).await?;
        out.either(&Made { id: &key.row.key_id, tenant: &self.of.tenant, token: &key.token }, || {
            let until = old.expires_us.map_or_else(String::new, instant);
            format!("{}\nKeep it safe: it is shown only now. {} works until {until}.", key.token, old.key_id)
        });
        Ok(())
    }
}

/// Makes a tenant if there is none of that name.
///
/// # Errors
/// When the name is not plain or the database cannot be written.
pub async fn ensure_tenant(store: &Store, tenant: &str, now_us: i64) -> anyhow::Result<()> {
    let plain = !tenant.is_empty()
        && tenant.len() <= 60
        && tenant.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    anyhow::ensure!(plain, "`{tenant}` is not a tenant name; use up to 60 letters, digits, hyphens and underscores");
    if store.tenant(tenant).await?.is_none() {
        let row = TenantRow {
            tenant: tenant.to_owned(),
            name: tenant.to_owned(),
            settings: "{}".to_owned(),
            created_us: now_us,
        };
        store.put_tenant(&row).await?;
    }
    Ok(())
}
