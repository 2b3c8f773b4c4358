//! The two migration trees, embedded, and what refinery says when it cannot run them.

use super::error::{Place, StoreError};

/// Files of SQLite.
pub(crate) mod sqlite {
    refinery::embed_migrations!("migrations/sqlite");
}

/// Files of PostgreSQL.
pub(crate) mod postgres {
    refinery::embed_migrations!("migrations/postgres");
}

/// Where refinery keeps which migrations ran.
pub(crate) const TABLE: &str = "schema_version";
/// An installation has one schema, whatever tenants live in it.
pub(crate) const VERSION: &str = "SELECT CAST(MAX(version) AS BIGINT) FROM schema_version HAVING COUNT(*) > 0";

/// Classifies an error of a migration; it ran in a transaction, so nothing of it stays.
pub(crate) fn migration_error(place: &Place, error: &refinery::Error) -> StoreError {
    match error.kind() {
        refinery::error::Kind::Connection(_, source) => {
            if let Some(source) = source.downcast_ref::<rusqlite::Error>() {
                place.sqlite(source)
            } else if let Some(source) = source.downcast_ref::<tokio_postgres::Error>() {
                place.postgres(source)
            } else {
                StoreError::bug(error.to_string())
            }
        }
        _ => StoreError::Corrupt { what: format!("the schema of {place} was not made by recoup ({error})") },
    }
}
