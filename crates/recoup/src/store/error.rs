//! What can go wrong with a database, as few classes as callers can act on differently.
//!
//! The class decides what is done (decide again, wait, read the idempotency key, stop), so both databases
//! are mapped here, code by code, and every line of the mapping has a test.

use std::fmt;

/// Result of every call of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why the store could not do what was asked. Nothing was written, except where `OutcomeUnknown` says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A lock or time limit stood in the way; nothing was written.
    #[error("the database is busy ({detail}); nothing was written, try again in a moment")]
    Busy {
        /// What the database said.
        detail: String,
    },
    /// No connection, or it was lost before anything could have been committed.
    #[error(
        "the database {place} cannot be reached ({detail}); nothing was written. Check that it runs and that the address and the sign-in are right"
    )]
    Unavailable {
        /// Which database, without secrets.
        place: String,
        /// What went wrong.
        detail: String,
    },
    /// `40001` or `40P01`: load and decide again.
    #[error("another transaction was in the way ({detail}); nothing was written, load and decide again")]
    SerializationConflict {
        /// What the database said.
        detail: String,
    },
    /// A unique key or another constraint was hit: a lost race or a bug. Decide again once, then alarm.
    #[error(
        "a constraint of the database refused the write ({detail}); nothing was written. If it happens again for the same command, please report it"
    )]
    Constraint {
        /// What the database said.
        detail: String,
    },
    /// The commit may or may not have happened: read the idempotency key before anything else.
    #[error("it is not known whether the commit happened ({detail}); read the idempotency key, then decide")]
    OutcomeUnknown {
        /// What went wrong.
        detail: String,
    },
    /// The database was migrated by a newer executable.
    #[error(
        "the database has schema version {found}, this executable knows versions up to {supported}; run a newer recoup"
    )]
    SchemaTooNew {
        /// Version found.
        found: i64,
        /// Newest version this executable knows.
        supported: i64,
    },
    /// The schema is not there or is older than this executable needs.
    #[error("the database {place} does not have the schema this executable needs; run `recoup migrate`")]
    SchemaMissing {
        /// Which database, without secrets.
        place: String,
    },
    /// The database, its file or its directory may only be read.
    #[error(
        "the database {place} is read-only; nothing was written. Check file permissions, or that this is the primary and not a standby"
    )]
    ReadOnly {
        /// Which database, without secrets.
        place: String,
    },
    /// No room left.
    #[error("the disk of the database {place} is full; nothing was written. Free some room, nothing needs repair")]
    DiskFull {
        /// Which database, without secrets.
        place: String,
    },
    /// What was read cannot be right.
    #[error(
        "the database holds something that cannot be right: {what}. Stop writing and restore from a backup or a standby"
    )]
    Corrupt {
        /// What and where.
        what: String,
    },
    /// The address of the database was not understood.
    #[error("the database address is not usable: {what}. Write `sqlite:PATH` or `postgres://user@host/database`")]
    BadAddress {
        /// What is wrong with it.
        what: String,
    },
    /// A secret is not sealed or opened.
    #[error(transparent)]
    Sealing(#[from] crate::vault::VaultError),
    /// Our own mistake; never retried.
    #[error("a mistake in recoup itself: {what}; please report it")]
    Bug {
        /// What happened.
        what: String,
    },
}

impl StoreError {
    /// Nothing was written and the same call may succeed later without deciding again.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unavailable { .. } | Self::DiskFull { .. })
    }

    /// Our own mistake, in words.
    pub(crate) fn bug(what: impl Into<String>) -> Self {
        Self::Bug { what: what.into() }
    }
}

/// The place an error speaks of: a path, or host and database, never a password.
#[derive(Debug, Clone)]
pub(crate) struct Place(pub(crate) String);

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Place {
    fn unavailable(&self, detail: String) -> StoreError {
        StoreError::Unavailable { place: self.0.clone(), detail }
    }

    /// Classifies an error of SQLite.
    pub(crate) fn sqlite(&self, error: &rusqlite::Error) -> StoreError {
        match error {
            rusqlite::Error::SqliteFailure(failure, text) => {
                let detail = text.clone().unwrap_or_else(|| failure.to_string());
                self.sqlite_code(failure.code, detail)
            }
            rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => StoreError::Corrupt { what: format!("{error} in {self}") },
            other => StoreError::bug(other.to_string()),
        }
    }

    fn sqlite_code(&self, code: rusqlite::ErrorCode, detail: String) -> StoreError {
        use rusqlite::ErrorCode as Code;
        let place = self.0.clone();
        match code {
            Code::DatabaseBusy
            | Code::DatabaseLocked
            | Code::FileLockingProtocolFailed
            | Code::OutOfMemory
            | Code::OperationInterrupted => StoreError::Busy { detail },
            Code::CannotOpen | Code::PermissionDenied => self.unavailable(detail),
            Code::ReadOnly => StoreError::ReadOnly { place },
            Code::DiskFull => StoreError::DiskFull { place },
            Code::DatabaseCorrupt | Code::NotADatabase => StoreError::Corrupt { what: format!("{detail} in {self}") },
            Code::ConstraintViolation => StoreError::Constraint { detail },
            Code::SystemIoFailure => StoreError::OutcomeUnknown { detail },
            _ if detail.starts_with("no such table") => StoreError::SchemaMissing { place },
            _ => StoreError::bug(detail),
        }
    }

    /// Classifies an error of PostgreSQL met anywhere but at COMMIT.
    pub(crate) fn postgres(&self, error: &tokio_postgres::Error) -> StoreError {
        match error.as_db_error() {
            Some(db) => self.sqlstate(db.code().code(), &describe(db)),
            None if error.is_closed() => self.unavailable("the connection was lost".to_owned()),
            None => match std::error::Error::source(error) {
                Some(source) if source.is::<std::io::Error>() => self.unavailable(source.to_string()),
                Some(source) if error.to_string().contains("deserializ") => {
                    StoreError::Corrupt { what: format!("{error}: {source} in {self}") }
                }
                Some(source) if error.to_string().contains("serializ") => StoreError::bug(format!("{error}: {source}")),
                source => self.unavailable(source.map_or_else(|| error.to_string(), |s| format!("{error}: {s}"))),
            },
        }
    }

    /// Classifies an error of PostgreSQL met at COMMIT, where nothing is known any more except what the
    /// server says outright.
    pub(crate) fn postgres_at_commit(&self, error: &tokio_postgres::Error) -> StoreError {
        match self.postgres(error) {
            again @ StoreError::SerializationConflict { .. } => again,
            other => StoreError::OutcomeUnknown { detail: other.to_string() },
        }
    }

    /// The mapping of SQLSTATE; a Citus coordinator reports much as `XX000`, so that code proves nothing.
    pub(crate) fn sqlstate(&self, code: &str, text: &str) -> StoreError {
        let place = self.0.clone();
        let detail = format!("{code} {text}");
        match code {
            "40001" | "40P01" => StoreError::SerializationConflict { detail },
            "40003" | "XX000" => StoreError::OutcomeUnknown { detail },
            "XX001" | "XX002" => StoreError::Corrupt { what: format!("{detail} in {self}") },
            "57014" | "55P03" | "53200" => StoreError::Busy { detail },
            "25006" => StoreError::ReadOnly { place },
            "53100" => StoreError::DiskFull { place },
            "42P01" | "3F000" => StoreError::SchemaMissing { place },
            "58030" | "3D000" => self.unavailable(detail),
            _ if starts(code, &["08", "28", "53", "57"]) => self.unavailable(detail),
            _ if starts(code, &["23"]) => StoreError::Constraint { detail },
            _ => StoreError::bug(detail),
        }
    }
}

fn starts(code: &str, classes: &[&str]) -> bool {
    classes.iter().any(|class| code.starts_with(class))
}

/// Message and detail, but no constraint names: shards append numbers to them.
fn describe(db: &tokio_postgres::error::DbError) -> String {
    match db.detail() {
        Some(detail) => format!("{}: {detail}", db.message()),
        None => db.message().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pg(code: &str) -> StoreError {
        Place("db".to_owned()).sqlstate(code, "text")
    }

    fn lite(code: i32) -> StoreError {
        let failure = rusqlite::ffi::Error::new(code);
        Place("file".to_owned()).sqlite(&rusqlite::Error::SqliteFailure(failure, Some("text".to_owned())))
    }

    #[test]
    fn conflicts_are_decided_again() {
        assert!(matches!(pg("40001"), StoreError::SerializationConflict { .. }));
        assert!(matches!(pg("40P01"), StoreError::SerializationConflict { .. }));
    }

    #[test]
    fn constraints_are_a_lost_race_or_a_bug() {
        assert!(matches!(pg("23505"), StoreError::Constraint { .. }));
        assert!(matches!(pg("23502"), StoreError::Constraint { .. }));
        assert!(matches!(lite(rusqlite::ffi::SQLITE_CONSTRAINT), StoreError::Constraint { .. }));
    }

    #[test]
    fn xx000_proves_nothing_whatever_its_text() {
        for text in [
            "duplicate key value violates unique constraint",
            "null value in column",
            "failure on connection marked as essential",
            "server closed the connection unexpectedly",
        ] {
            let error = Place("db".to_owned()).sqlstate("XX000", text);
            assert!(matches!(error, StoreError::OutcomeUnknown { .. }), "{text}: {error}");
        }
        assert!(matches!(pg("40003"), StoreError::OutcomeUnknown { .. }));
    }

    #[test]
    fn a_lost_worker_or_server_is_waited_for() {
        for code in ["08006", "08001", "58030", "57P01", "57P03", "53300", "28P01", "3D000"] {
            assert!(matches!(pg(code), StoreError::Unavailable { .. }), "{code}");
            assert!(pg(code).is_transient(), "{code}");
        }
        assert!(matches!(lite(rusqlite::ffi::SQLITE_CANTOPEN), StoreError::Unavailable { .. }));
    }

    #[test]
    fn time_limits_and_locks_are_busy() {
        for code in ["57014", "55P03"] {
            assert!(matches!(pg(code), StoreError::Busy { .. }), "{code}");
        }
        assert!(matches!(lite(rusqlite::ffi::SQLITE_BUSY), StoreError::Busy { .. }));
        assert!(matches!(lite(rusqlite::ffi::SQLITE_LOCKED), StoreError::Busy { .. }));
    }

    #[test]
    fn forbidden_shapes_are_bugs_and_never_retried() {
        assert!(matches!(pg("0A000"), StoreError::Bug { .. }));
        assert!(matches!(pg("42601"), StoreError::Bug { .. }));
        assert!(!pg("0A000").is_transient());
    }

    #[test]
    fn full_disk_read_only_and_damage_have_their_names() {
        assert!(matches!(pg("53100"), StoreError::DiskFull { .. }));
        assert!(matches!(lite(rusqlite::ffi::SQLITE_FULL), StoreError::DiskFull { .. }));
        assert!(matches!(pg("25006"), StoreError::ReadOnly { .. }));
        assert!(matches!(lite(rusqlite::ffi::SQLITE_READONLY), StoreError::ReadOnly { .. }));
        assert!(matches!(pg("XX001"), StoreError::Corrupt { .. }));
        assert!(matches!(lite(rusqlite::ffi::SQLITE_NOTADB), StoreError::Corrupt { .. }));
        assert!(matches!(lite(rusqlite::ffi::SQLITE_CORRUPT), StoreError::Corrupt { .. }));
        assert!(matches!(lite(rusqlite::ffi::SQLITE_IOERR), StoreError::OutcomeUnknown { .. }));
    }

    #[test]
    fn a_missing_table_asks_for_migrate() {
        let error = pg("42P01");
        assert!(matches!(error, StoreError::SchemaMissing { .. }));
        assert!(error.to_string().contains("recoup migrate"));
    }
}
