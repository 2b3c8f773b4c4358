//! What a list found, and how it looks: batch after batch in the order of the list, until the page is full, the rows
//! are at their end, or enough were looked at.

use super::{MOST_LOOKED_AT, Row};

/// A page of rows.
#[derive(Debug, Default)]
pub struct Found {
    /// What fits.
    pub rows: Vec<Row>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// How many were looked at.
    pub looked_at: usize,
}

impl Found {
    /// Takes a batch that was read; `full` says whether more may follow. Returns whether to read on.
    pub fn take(&mut self, batch: Vec<(String, Option<Row>)>, full: bool, page: usize) -> bool {
        for (cursor, row) in batch {
            if self.rows.len() >= page {
                return false;
            }
            self.looked_at += 1;
            self.next = Some(cursor);
            self.rows.extend(row);
        }
        if !full {
            self.next = None;
        }
        full && self.rows.len() < page && self.looked_at < MOST_LOOKED_AT
    }

    /// What was found whole, without more to come.
    #[must_use]
    pub fn whole(mut rows: Vec<Row>, page: usize) -> Self {
        let looked_at = rows.len();
        let next = rows.get(page).and_then(|_| rows.get(page.saturating_sub(1))).map(|last| last.cursor.clone());
        rows.truncate(page);
        Self { rows, next, looked_at }
    }
}
