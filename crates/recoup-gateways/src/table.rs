//! Reports as CSV, read by the names of their columns and one row at a time.
//!
//! Who makes a report chooses its columns and their order. A quote that is never closed would be one endless row:
//! a row may be no longer than [`MOST_ROW_BYTES`].

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::report::{Input, Item};

/// Bytes of the longest row that is read.
pub const MOST_ROW_BYTES: u64 = 1 << 20;

/// A file of rows under way.
pub struct Table<'a> {
    reader: csv::Reader<Bounded<'a>>,
    since_row: Rc<Cell<u64>>,
    columns: Vec<String>,
    cells: csv::StringRecord,
    number: u64,
    ended: bool,
}

/// A row, with the names of its columns.
#[derive(Debug)]
pub struct Row<'t> {
    /// Row in the file, from 1, the header included.
    pub number: u64,
    columns: &'t [String],
    cells: &'t csv::StringRecord,
}

impl<'a> Table<'a> {
    /// Reads the header. Names are trimmed and in lower case.
    ///
    /// # Errors
    /// In words, when there is no header, or a column that is needed is missing.
    pub fn open(input: Input<'a>, delimiter: u8, needed: &[&str]) -> Result<Self, String> {
        let since_row = Rc::new(Cell::new(0));
        let bounded = Bounded { input, since_row: Rc::clone(&since_row) };
        let mut options = csv::ReaderBuilder::new();
        let reader = options.has_headers(false).flexible(true).delimiter(delimiter).from_reader(bounded);
        let mut table =
            Self { reader, since_row, columns: Vec::new(), cells: csv::StringRecord::new(), number: 0, ended: false };
        match table.record() {
            Some(Ok(())) => {}
            Some(Err(why)) => return Err(format!("its header cannot be read: {why}")),
            None => return Err("it is empty".to_owned()),
        }
        let plain = |name: &str| name.trim_start_matches('\u{feff}').trim().to_ascii_lowercase();
        table.columns = table.cells.iter().map(plain).collect();
        let missing: Vec<&str> = needed.iter().copied().filter(|name| !table.has(name)).collect();
        if missing.is_empty() { Ok(table) } else { Err(format!("it has no column {}", missing.join(", "))) }
    }

    /// Whether there is such a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// The names of the columns, in their order.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The next row; `None` at the end. After an error there is no next row.
    pub fn next_row(&mut self) -> Option<Result<Row<'_>, Item>> {
        if self.ended {
            return None;
        }
        match self.record()? {
            Ok(()) => Some(Ok(Row { number: self.number, columns: &self.columns, cells: &self.cells })),
            Err(why) => {
                self.ended = true;
                let why = format!("row {} cannot be read: {why}; fetch the report again", self.number);
                Some(Err(Item::Broken { why }))
            }
        }
    }

    /// The next row, over the one before.
    fn record(&mut self) -> Option<Result<(), String>> {
        self.since_row.set(0);
        self.number += 1;
        match self.reader.read_record(&mut self.cells) {
            Ok(true) => Some(Ok(())),
            Ok(false) => None,
            Err(error) => Some(Err(error.to_string())),
        }
    }
}

impl Row<'_> {
    /// A cell by its column, trimmed; empty where there is none.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or("").trim()
    }

    /// A cell by its place from 0, trimmed; empty where there is none. For files whose rows are of several kinds.
    #[must_use]
    pub fn at(&self, place: usize) -> &str {
        self.cells.get(place).unwrap_or("").trim()
    }

    /// Every cell, in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// What is wrong with a row that has fewer cells than there are columns: mostly the file was cut off in it. For files
    /// whose rows are all of one kind.
    #[must_use]
    pub fn short(&self) -> Option<Item> {
        let (cells, columns) = (self.cells.len(), self.columns.len());
        (cells < columns).then(|| self.odd(format!("it has {cells} of {columns} cells; is the file whole?")))
    }

    /// The row as it is, cut to 500 characters.
    #[must_use]
    pub fn raw(&self) -> String {
        self.cells.iter().collect::<Vec<_>>().join(",").chars().take(500).collect()
    }

    /// A row that cannot be read, or whose word nobody knows.
    #[must_use]
    pub fn odd(&self, why: impl Into<String>) -> Item {
        Item::Odd { number: self.number, why: why.into(), raw: self.raw() }
    }
}

/// Input that ends in an error when one row takes too much of it.
struct Bounded<'a> {
    input: Input<'a>,
    since_row: Rc<Cell<u64>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since_row.get() > MOST_ROW_BYTES {
            return Err(io::Error::other("it is longer than a mebibyte; a quote may not be closed"));
        }
        let count = self.input.read(buffer)?;
        self.since_row.set(self.since_row.get().saturating_add(u64::try_from(count).unwrap_or(u64::MAX)));
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_by_the_names_of_their_columns() {
        let text = "\u{feff}Net , id\n\"1,0\", a \n2,b,more\n3\n";
        let mut table = Table::open(Box::new(text.as_bytes()), b',', &["id", "net"]).expect("a table");
        let mut seen = Vec::new();
        while let Some(row) = table.next_row() {
            let row = row.expect("a row");
            seen.push(format!("{} {}={}", row.number, row.cell("id"), row.cell("net")));
        }
        assert_eq!(seen, ["2 a=1,0", "3 b=2", "4 =3"]);
        assert!(Table::open(Box::new(text.as_bytes()), b',', &["gross"]).is_err());
        assert!(Table::open(Box::new(&b""[..]), b',', &[]).is_err());
    }

    #[test]
    fn a_row_without_an_end_and_bytes_that_are_no_text_break_the_file() {
        let endless = [b"id\n\"".to_vec(), vec![b'x'; 3 << 20]].concat();
        for bytes in [&endless[..], b"id\n\xff\n"] {
            let mut table = Table::open(Box::new(bytes), b',', &["id"]).expect("a table");
            assert!(matches!(table.next_row(), Some(Err(Item::Broken { .. }))));
            assert!(table.next_row().is_none());
        }
    }
}
