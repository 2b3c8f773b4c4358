//! The double-entry ledger: the chart, immutable entries, one function per business act, and the rules of
//! entitlement that balance alone cannot see.
//!
//! Callers never write lines by hand; they call a function of [`acts`] and commit the entry it returns.
//! Debits equal credits does not detect double counting, which is why [`entitlement`] and [`books`] exist.

pub mod acts;
pub mod books;
pub mod chart;
pub mod entitlement;
pub mod entry;

pub use books::{Books, BooksError, OpenItem};
pub use chart::{Account, Clearing, Definition, Side, SubkeyKind};
pub use entry::{Act, Entry, LedgerError, Line, Posting};
