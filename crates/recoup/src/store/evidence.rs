//! Contents of evidence in disputes, by their hash: events name them by it only, so that what they say of a person can
//! be forgotten without touching an event.

use super::Store;
use super::cell::ask;
use super::error::Result;
use super::sql::statements;

/// Statements about evidence.
mod sql {
    super::statements! {
        PUT_EVIDENCE = "INSERT INTO evidence (tenant_id, dispute_id, sha256, payment_id, name, media_type, content, at_us) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant_id, dispute_id, sha256) DO NOTHING";
        EVIDENCE = "SELECT tenant_id, dispute_id, sha256, payment_id, name, media_type, content, at_us FROM evidence \
            WHERE tenant_id = $1 AND dispute_id = $2 AND sha256 = $3";
        DROP_EVIDENCE = "DELETE FROM evidence WHERE tenant_id = $1 AND dispute_id = $2 AND sha256 = $3";
        DROP_EVIDENCE_OF = "DELETE FROM evidence WHERE tenant_id = $1 AND dispute_id = $2";
        OLD_EVIDENCE = "SELECT DISTINCT payment_id, dispute_id FROM evidence WHERE tenant_id = $1 AND at_us < $2 \
            AND dispute_id > $3 ORDER BY dispute_id LIMIT $4";
    }
}

/// Their names and texts, for the dialect test.
pub(super) const STATEMENTS: &[(&str, &str)] = sql::ALL;

/// The content of a piece of evidence.
#[derive(Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Tenant.
    pub tenant: String,
    /// The dispute, `dsp_…`.
    pub dispute: String,
    /// Hex SHA-256 of the content.
    pub sha256: String,
    /// The payment that is disputed, `pay_…`.
    pub payment: String,
    /// Name of a document; empty for words.
    pub name: String,
    /// Media type of a document; empty for words.
    pub media_type: String,
    /// Itself.
    pub content: Vec<u8>,
    /// When it was laid to the dispute, microseconds since 1970, UTC.
    pub at_us: i64,
}

impl std::fmt::Debug for EvidenceRow {
    /// Evidence is about a customer: only its size is shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { dispute, sha256, media_type, content, .. } = self;
        write!(f, "EvidenceRow({dispute}, {sha256}, {media_type}, {} bytes)", content.len())
    }
}

/// A dispute with old evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldEvidence {
    /// The payment that is disputed.
    pub payment: String,
    /// The dispute.
    pub dispute: String,
}

impl Store {
    /// Keeps a content; false when the dispute has it already. A simulation keeps none.
    ///
    /// # Errors
    /// When the database cannot be written; so for every write here.
    pub async fn put_evidence(&self, row: &EvidenceRow) -> Result<bool> {
        let ask = ask!(
            sql::PUT_EVIDENCE,
            &row.tenant,
            &row.dispute,
            &row.sha256,
            &row.payment,
            &row.name,
            &row.media_type,
            row.content.clone(),
            row.at_us,
        );
        Ok(self.run(ask).await? > 0)
    }

    /// A content by its hash; nothing where it was never there or is forgotten.
    ///
    /// # Errors
    /// When the database cannot be read; so for every read here.
    pub async fn evidence(&self, tenant: &str, dispute: &str, sha256: &str) -> Result<Option<EvidenceRow>> {
        if matches!(self, Self::Memory(_)) {
            return Ok(None);
        }
        self.first(ask!(sql::EVIDENCE, tenant, dispute, sha256)).await
    }

    /// Forgets a content; false when it is not there.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_evidence(&self, tenant: &str, dispute: &str, sha256: &str) -> Result<bool> {
        Ok(self.run(ask!(sql::DROP_EVIDENCE, tenant, dispute, sha256)).await? > 0)
    }

    /// Forgets every content of a dispute; returns how many they were.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_evidence_of(&self, tenant: &str, dispute: &str) -> Result<u64> {
        self.run(ask!(sql::DROP_EVIDENCE_OF, tenant, dispute)).await
    }

    /// Disputes with evidence from before a time, by their ids after one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn old_evidence(
        &self,
        tenant: &str,
        before_us: i64,
        after: &str,
        limit: i64,
    ) -> Result<Vec<OldEvidence>> {
        if matches!(self, Self::Memory(_)) {
            return Ok(Vec::new());
        }
        self.fetch_long(ask!(sql::OLD_EVIDENCE, tenant, before_us, after, limit)).await
    }
}
