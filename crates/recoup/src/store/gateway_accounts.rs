//! Gateway accounts that tenants keep here: where each API is, in clear, and its secrets, sealed.
//!
//! A change names the version it was made from, so that of two at once one is told. Rows are never deleted: payments of
//! old go on needing their account.

use super::Store;
use super::cell::{Ask, ask};
use super::error::Result;
use super::person_rows::AccessRow;
use super::persons::access;
use super::sql::statements;

macro_rules! gateway_account_columns {
    () => {
        "tenant_id, name, base_url, settings, secrets, hints, state, version, created_us, changed_us, changed_by"
    };
}

/// Statements about gateway accounts.
mod sql {
    super::statements! {
        GATEWAY_ACCOUNTS = concat!("SELECT ", gateway_account_columns!(),
            " FROM gateway_account ORDER BY tenant_id, name");
        GATEWAY_ACCOUNTS_OF = concat!("SELECT ", gateway_account_columns!(),
            " FROM gateway_account WHERE tenant_id = $1 ORDER BY name");
        ADD_GATEWAY_ACCOUNT = concat!("INSERT INTO gateway_account (", gateway_account_columns!(), ") \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (tenant_id, name) DO NOTHING");
        CHANGE_GATEWAY_ACCOUNT = "UPDATE gateway_account SET base_url = $1, settings = $2, secrets = $3, hints = $4, \
            state = $5, version = version + 1, changed_us = $6, changed_by = $7 \
            WHERE tenant_id = $8 AND name = $9 AND version = $10";
    }
}

/// Their names and texts, for the dialect test.
pub(super) const STATEMENTS: &[(&str, &str)] = sql::ALL;

/// A gateway account as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct GatewayAccountRow {
    /// Tenant.
    pub tenant: String,
    /// Gateway and name, such as `stripe:main`.
    pub name: String,
    /// Where its API is.
    pub base_url: String,
    /// Settings that are no secrets, JSON by name.
    pub settings: String,
    /// Its secrets, sealed.
    pub secrets: String,
    /// The last characters of each secret, JSON by name.
    pub hints: String,
    /// `open`, or `closed` to new payments.
    pub state: String,
    /// Grows with each change.
    pub version: i64,
    /// When it was added, microseconds since 1970, UTC.
    pub created_us: i64,
    /// When it was last changed.
    pub changed_us: i64,
    /// By whom.
    pub changed_by: String,
}

impl std::fmt::Debug for GatewayAccountRow {
    /// Shows no secret, sealed or not.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("GatewayAccountRow");
        shown.field("tenant", &self.tenant).field("name", &self.name).field("state", &self.state);
        shown.field("version", &self.version).finish_non_exhaustive()
    }
}

impl Store {
    /// Every gateway account of every tenant: for the nodes that call them. A simulation has none.
    ///
    /// # Errors
    /// When the database cannot be read; so for every read here.
    pub async fn gateway_accounts(&self) -> Result<Vec<GatewayAccountRow>> {
        if matches!(self, Self::Memory(_)) {
            return Ok(Vec::new());
        }
        self.fetch(ask!(sql::GATEWAY_ACCOUNTS)).await
    }

    /// The gateway accounts of a tenant by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn gateway_accounts_of(&self, tenant: &str) -> Result<Vec<GatewayAccountRow>> {
        if matches!(self, Self::Memory(_)) {
            return Ok(Vec::new());
        }
        self.fetch(ask!(sql::GATEWAY_ACCOUNTS_OF, tenant)).await
    }

    /// Adds an account, with a note of it in the same transaction; false when the tenant has one of that name.
    ///
    /// # Errors
    /// When the database cannot be written; so for every write here.
    pub async fn add_gateway_account(&self, row: &GatewayAccountRow, note: Option<&AccessRow>) -> Result<bool> {
        let ask = ask!(
            sql::ADD_GATEWAY_ACCOUNT,
            &row.tenant,
            &row.name,
            &row.base_url,
            &row.settings,
            &row.secrets,
            &row.hints,
            &row.state,
            row.version,
            row.created_us,
            row.changed_us,
            &row.changed_by,
        );
        self.noted(&row.tenant, ask, note).await
    }

    /// Changes an account that was read at `row.version`, with a note of it in the same transaction; false when somebody
    /// changed it since.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn change_gateway_account(&self, row: &GatewayAccountRow, note: Option<&AccessRow>) -> Result<bool> {
        let ask = ask!(
            sql::CHANGE_GATEWAY_ACCOUNT,
            &row.base_url,
            &row.settings,
            &row.secrets,
            &row.hints,
            &row.state,
            row.changed_us,
            &row.changed_by,
            &row.tenant,
            &row.name,
            row.version,
        );
        self.noted(&row.tenant, ask, note).await
    }

    async fn noted(&self, tenant: &str, ask: Ask, note: Option<&AccessRow>) -> Result<bool> {
        match note {
            Some(note) => self.run_both(ask, access(tenant, note)).await,
            None => Ok(self.run(ask).await? > 0),
        }
    }
}
