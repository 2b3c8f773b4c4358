//! What stops an import. Each error names the file and the place in it, and says the way out.
//!
//! These stop it before anything is written, except [`ImportError::Store`] and [`ImportError::Refused`], after
//! which the same command goes on where it stopped. A row that is merely strange is no error: it becomes an
//! exception for a person.

use recoup_core::text;

use crate::store::StoreError;

/// Why an import did not happen, or did not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file or the mapping cannot be read from disk.
    #[error("{path} cannot be read: {detail}")]
    Unreadable {
        /// Which file.
        path: String,
        /// What the system said.
        detail: String,
    },
    /// A compressed file that is cut off or damaged.
    #[error("{path} is compressed, but damaged or cut off ({detail}); fetch it again. Nothing was imported")]
    Compressed {
        /// Which file.
        path: String,
        /// What the decompressor said.
        detail: String,
    },
    /// More than an import holds in memory.
    #[error("{path} has more than {most_mib} MiB of text; split it by invoice date and import the parts in order")]
    TooLarge {
        /// Which file.
        path: String,
        /// The limit, MiB.
        most_mib: usize,
    },
    /// No row to import.
    #[error("{path} has {found}; there is nothing to import")]
    Empty {
        /// Which file.
        path: String,
        /// What it has instead of rows.
        found: &'static str,
    },
    /// Not a table, or cut off.
    #[error("{path}, line {line}, column `{column}`: {what}. Nothing was imported")]
    Malformed {
        /// Which file.
        path: String,
        /// Line, from 1.
        line: u64,
        /// Header of the column, or its number.
        column: String,
        /// What is wrong, and the way out.
        what: String,
    },
    /// A cell that is not what the mapping says it is.
    #[error("{path}, line {line}, column `{column}`: `{text}` {why}. Nothing was imported")]
    Cell {
        /// Which file.
        path: String,
        /// Line, from 1.
        line: u64,
        /// Header of the column.
        column: String,
        /// What stands there, cut, and without card numbers.
        text: String,
        /// What is wrong, and the way out.
        why: String,
    },
    /// A mapping that is wrong in itself or does not fit the file.
    #[error("{path}, {place}: {why}")]
    Mapping {
        /// The mapping file.
        path: String,
        /// Table and key, such as `[columns] sku` or `row 3, condition 1`.
        place: String,
        /// What is wrong, and what would be right.
        why: String,
    },
    /// No such merchant.
    #[error("there is no tenant `{tenant}`; check the spelling, or make it with its first key: recoup keys create")]
    UnknownTenant {
        /// What was asked for.
        tenant: String,
    },
    /// The store could not; what is on disk stays.
    #[error("{error}. {rows_done} rows are accounted for; run the same command again to go on")]
    Store {
        /// What the store met.
        error: StoreError,
        /// Rows accounted for so far.
        rows_done: i64,
    },
    /// The engine contradicts itself, or the books do not hold what the plan says.
    #[error("the import stopped: {what}; what is on disk stays, please report this")]
    Refused {
        /// What happened.
        what: String,
    },
}

impl ImportError {
    /// The stable machine word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "file_unreadable",
            Self::Compressed { .. } => "file_damaged",
            Self::TooLarge { .. } => "file_too_large",
            Self::Empty { .. } => "file_empty",
            Self::Malformed { .. } => "file_malformed",
            Self::Cell { .. } => "cell_invalid",
            Self::Mapping { .. } => "mapping_invalid",
            Self::UnknownTenant { .. } => "unknown_tenant",
            Self::Store { .. } => "store",
            Self::Refused { .. } => "import_stopped",
        }
    }
}

/// Longest piece of a row that is kept or shown, characters.
const MOST_SHOWN: usize = 2_000;

/// Foreign text as it may be kept and shown: cut, without control characters, and with every digit hidden when
/// it looks like a card number.
#[must_use]
pub fn shown(foreign: &str) -> String {
    let hide = text::looks_like_card_number(foreign);
    let plain = |c: char| match c {
        '\n' | '\t' => c,
        c if c.is_control() => '\u{fffd}',
        c if hide && c.is_ascii_digit() => '#',
        c => c,
    };
    foreign.trim_end_matches(['\r', '\n']).chars().take(MOST_SHOWN).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_shown_without_card_numbers_and_control_characters() {
        assert_eq!(shown("a\u{0}b\u{1b}[c\n"), "a\u{fffd}b\u{fffd}[c");
        assert_eq!(shown("pay 4242 4242 4242 4242 now, 7 times"), "pay #### #### #### #### now, # times");
        assert_eq!(shown(&"x".repeat(3_000)).len(), 2_000);
    }
}
