//! Reads and writes of the installation: tenants, API keys, the clock, imports, old answers.

use super::cell::ask;
use super::error::Result;
use super::rows::*;
use super::views::*;
use super::{Store, sql};

impl Store {
    /// One tenant.
    ///
    /// # Errors
    /// When the database cannot be read; so for every read here.
    pub async fn tenant(&self, tenant: &str) -> Result<Option<TenantRow>> {
        self.first(ask!(sql::TENANT, tenant)).await
    }

    /// All tenants.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tenants(&self) -> Result<Vec<TenantRow>> {
        self.fetch(ask!(sql::TENANTS)).await
    }

    /// Makes a tenant, or changes its name and settings.
    ///
    /// # Errors
    /// When the database cannot be written; so for every write here.
    pub async fn put_tenant(&self, row: &TenantRow) -> Result<()> {
        if let Self::Memory(store) = self {
            return store.put_tenant(row).await;
        }
        self.run(ask!(sql::PUT_TENANT, &row.tenant, &row.name, &row.settings, row.created_us)).await?;
        Ok(())
    }

    /// The key with this public part, of whichever tenant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn api_key(&self, key_id: &str) -> Result<Option<ApiKeyRow>> {
        self.first(ask!(sql::API_KEY_BY_ID, key_id)).await
    }

    /// All keys of a tenant, revoked ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn api_keys(&self, tenant: &str) -> Result<Vec<ApiKeyRow>> {
        self.fetch(ask!(sql::API_KEYS, tenant)).await
    }

    /// Stores a key, or changes label, person, grants and expiry of one. Its secret and a revocation stay.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_api_key(&self, row: &ApiKeyRow) -> Result<()> {
        self.run(ask!(
            sql::PUT_API_KEY,
            &row.tenant,
            &row.key_id,
            &row.secret_hash,
            &row.last4,
            &row.label,
            &row.person,
            &row.grants,
            row.created_us,
            row.expires_us,
            row.revoked_us,
        ))
        .await?;
        Ok(())
    }

    /// Revokes a key for good; false when it was not there or revoked already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn revoke_api_key(&self, tenant: &str, key_id: &str, at_us: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::REVOKE_API_KEY, at_us, tenant, key_id)).await? > 0)
    }

    /// How far the lever of demo and test time stands from the real clock, microseconds.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn clock_offset(&self) -> Result<i64> {
        Ok(self.first(ask!(sql::CLOCK)).await?.unwrap_or(0))
    }

    /// Moves the lever of demo and test time.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_clock_offset(&self, offset_us: i64) -> Result<()> {
        self.run(ask!(sql::SET_CLOCK, offset_us)).await?;
        Ok(())
    }

    /// One import.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn import_run(&self, tenant: &str, import_id: &str) -> Result<Option<ImportRun>> {
        self.first(ask!(sql::IMPORT_RUN, tenant, import_id)).await
    }

    /// Imports, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn import_runs(&self, tenant: &str, limit: i64) -> Result<Vec<ImportRun>> {
        self.fetch(ask!(sql::IMPORT_RUNS, tenant, limit)).await
    }

    /// Starts an import, or sets its state, row counts and totals.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_import_run(&self, tenant: &str, run: &ImportRun) -> Result<()> {
        self.run(ask!(
            sql::PUT_IMPORT_RUN,
            tenant,
            &run.import_id,
            &run.source,
            &run.file_sha256,
            &run.mapping_sha256,
            &run.state,
            run.rows_total,
            run.rows_done,
            &run.totals,
            run.created_us,
            run.updated_us,
        ))
        .await?;
        Ok(())
    }

    /// Rows of an import by kind and outcome.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn import_totals(&self, tenant: &str, import_id: &str) -> Result<Vec<ImportTotal>> {
        self.fetch_long(ask!(sql::IMPORT_TOTALS, tenant, import_id)).await
    }

    /// Forgets answers to API callers given before a time, at most `limit` of each tenant, and returns how many.
    /// Answers to facts, timers and import rows are kept for ever: the outside may repeat itself at any time.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn purge_answers(&self, before_us: i64, limit: i64) -> Result<u64> {
        if let Self::Memory(store) = self {
            return store.purge_answers(before_us, limit).await;
        }
        let mut purged = 0;
        for tenant in self.tenants().await? {
            let keys = self.fetch_long::<String>(ask!(sql::OLD_ANSWERS, &tenant.tenant, before_us, limit)).await?;
            if keys.is_empty() {
                continue;
            }
            purged += match self {
                Self::Sqlite(store) => store.forget(tenant.tenant, keys, before_us).await?,
                Self::Postgres(store) => store.forget(&tenant.tenant, &keys, before_us).await?,
                Self::Memory(_) => 0,
            };
        }
        Ok(purged)
    }

    /// Keeps gateway exchanges; one that is kept already stays as it is.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn record_exchanges(&self, rows: Vec<ExchangeRow>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match self {
            Self::Sqlite(store) => store.record_exchanges(rows).await,
            Self::Postgres(store) => store.record_exchanges(&rows).await,
            Self::Memory(store) => store.record_exchanges(rows).await,
        }
    }
}
