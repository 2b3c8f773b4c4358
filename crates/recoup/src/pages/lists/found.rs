//! What a list found, how much it looked at for that, and where it goes on.

use super::{MOST_LOOKED_AT, MOST_OPENED, Row};

/// A page of rows.
#[derive(Debug, Default)]
pub struct Found {
    /// What fits.
    pub rows: Vec<Row>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// How many were looked at.
    pub looked_at: usize,
    /// How many of them had to be opened, because no index tells what was asked.
    pub opened: usize,
    /// What the list could not do in full, for whoever reads it.
    pub limit: Option<String>,
}

impl Found {
    /// Whether a page has its rows, or has looked at as much as one may.
    #[must_use]
    pub const fn is_done(&self, page: usize) -> bool {
        self.rows.len() >= page || self.looked_at >= MOST_LOOKED_AT || self.opened >= MOST_OPENED
    }

    /// Whether it ends before it is full, with more to look at.
    #[must_use]
    pub const fn is_cut(&self, page: usize) -> bool {
        self.next.is_some() && self.rows.len() < page
    }
}
