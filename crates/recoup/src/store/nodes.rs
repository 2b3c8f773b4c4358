//! Reads and writes of what nodes tell of themselves. None of it is money: each write stands alone, and is forgotten.

use super::cell::{LAST, ask};
use super::error::{Result, StoreError};
use super::node_rows::*;
use super::postgres::sql as postgres;
use super::sqlite::sql as sqlite;
use super::{Store, sql};

/// Nodes belong to no merchant.
const NOBODY: &str = "";

/// Nodes that are shown, the last seen first.
const MOST_NODES: i64 = 100;

/// Rows of gateway health of one tenant that are read.
const MOST_HEALTH: i64 = 1_000;

/// A list as one JSON text: one statement takes it on both databases, in one transaction.
fn json(list: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(list).map_err(|error| StoreError::bug(error.to_string()))
}

impl Store {
    /// Keeps requests of any tenants in one transaction; one that is kept already stays as it is.
    ///
    /// # Errors
    /// When the database cannot be written; so for every write here.
    pub async fn put_requests(&self, rows: &[(String, RequestRow)]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let all: Vec<_> = rows
            .iter()
            .map(|(tenant, r)| {
                serde_json::json!([
                    tenant,
                    r.request_id,
                    r.at_us,
                    r.key_id,
                    r.person,
                    r.method,
                    r.path,
                    r.about,
                    r.status,
                    r.code,
                    r.param,
                    r.replayed,
                    r.took_us,
                    r.missing
                ])
            })
            .collect();
        self.run(ask!(self.own(sqlite::PUT_REQUESTS, postgres::PUT_REQUESTS), json(&all)?)).await?;
        Ok(())
    }

    /// A page of requests, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read; so for every read here.
    pub async fn requests(&self, tenant: &str, before: Option<&str>, limit: i64) -> Result<Vec<RequestRow>> {
        self.fetch(ask!(sql::REQUESTS, tenant, before.unwrap_or(LAST), limit)).await
    }

    /// One request.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn request(&self, tenant: &str, request_id: &str) -> Result<Option<RequestRow>> {
        self.first(ask!(sql::REQUEST, tenant, request_id)).await
    }

    /// Forgets requests with ids below one, and all but the newest `most`, at most `limit` of each tenant; returns how
    /// many it forgot.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn prune_requests(&self, before: &str, most: i64, limit: i64) -> Result<u64> {
        // A simulation keeps no requests.
        if let Self::Memory(_) = self {
            return Ok(0);
        }
        let mut pruned = 0;
        for row in self.tenants().await? {
            let tenant = row.tenant.as_str();
            let oldest = self.fetch_long::<String>(ask!(sql::OLDEST_OF_NEWEST_REQUESTS, tenant, most)).await?;
            let oldest = oldest.first().map_or("", String::as_str);
            if oldest.is_empty() {
                continue;
            }
            pruned += self.run(ask!(sql::PRUNE_REQUESTS, tenant, oldest.max(before), limit)).await?;
        }
        Ok(pruned)
    }

    /// Says that a node lives, or has stopped.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_node(&self, row: &NodeRow) -> Result<()> {
        let NodeRow { node_id, version, work, started_us, seen_us, ended_us } = row;
        self.run(ask!(sql::PUT_NODE, NOBODY, node_id, version, work, *started_us, *seen_us, *ended_us)).await?;
        Ok(())
    }

    /// Nodes of the installation, the last seen first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn nodes(&self) -> Result<Vec<NodeRow>> {
        self.fetch(ask!(sql::NODES, NOBODY, MOST_NODES)).await
    }

    /// Says how a node finds gateway accounts: tenant, and the row.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_health(&self, rows: &[(String, HealthRow)]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let all: Vec<_> =
            rows.iter().map(|(tenant, row)| (tenant, &row.node_id, &row.account, &row.health, row.seen_us)).collect();
        self.run(ask!(self.own(sqlite::PUT_HEALTH, postgres::PUT_HEALTH), json(&all)?)).await?;
        Ok(())
    }

    /// How the nodes find the gateway accounts of a tenant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn health(&self, tenant: &str) -> Result<Vec<HealthRow>> {
        self.fetch(ask!(sql::HEALTH, tenant, MOST_HEALTH)).await
    }

    /// Forgets nodes that were last seen before a time, and what they said of the accounts of these tenants.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn drop_nodes(&self, before_us: i64, tenants: &[String]) -> Result<()> {
        if self.run(ask!(sql::DROP_NODES, NOBODY, before_us)).await? == 0 {
            return Ok(());
        }
        for tenant in tenants {
            self.run(ask!(sql::DROP_HEALTH, tenant, NOBODY)).await?;
        }
        Ok(())
    }

    /// Who numbers the feed of a tenant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sealer(&self, tenant: &str) -> Result<Option<SealerRow>> {
        self.first(ask!(sql::SEALER, tenant)).await
    }

    /// A page of the calls of a tenant that are not done, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn calls(&self, tenant: &str, after: &str, limit: i64) -> Result<Vec<CallRow>> {
        self.fetch(ask!(sql::CALLS, tenant, after, limit)).await
    }
}
