//! Counts that follow the feed: one row for each tenant, with how far it has read.

use super::Store;
use super::cell::{Cells, FromCells, ask};
use super::error::Result;

/// Statements about tallies.
mod sql {
    super::super::sql::statements! {
        TALLY = "SELECT feed_no, counts FROM tally WHERE tenant_id = $1";
        PUT_TALLY = "INSERT INTO tally (tenant_id, feed_no, counts) VALUES ($1, $2, $3) \
            ON CONFLICT (tenant_id) DO UPDATE SET feed_no = EXCLUDED.feed_no, counts = EXCLUDED.counts \
            WHERE tally.tenant_id = $1 AND tally.feed_no = $4";
    }
}

/// Their names and texts, for the dialect test.
pub(super) const STATEMENTS: &[(&str, &str)] = sql::ALL;

/// Counts as they are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// The last event of the feed that is counted.
    pub feed_no: i64,
    /// JSON.
    pub counts: String,
}

impl FromCells for TallyRow {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        Ok(Self { feed_no: cells.int()?, counts: cells.text()? })
    }
}

impl Store {
    /// The counts of a tenant, if something was counted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tally(&self, tenant: &str) -> Result<Option<TallyRow>> {
        self.first(ask!(sql::TALLY, tenant)).await
    }

    /// Keeps counts that were made from those that reached `before_no`, 0 for none; false when another node was faster.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_tally(&self, tenant: &str, before_no: i64, row: &TallyRow) -> Result<bool> {
        Ok(self.run(ask!(sql::PUT_TALLY, tenant, row.feed_no, &row.counts, before_no)).await? > 0)
    }
}
