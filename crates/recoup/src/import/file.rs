//! Reads a file whole: decompressed, without byte order mark, as valid UTF-8 with closed quotes.
//!
//! Everything is checked before anything is decided, so a file that is cut off leaves no trace. What the
//! columns mean is not known here.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use csv::StringRecord;

use super::error::ImportError;
use crate::engine::request::hex_sha256;

/// Most text of one file: an import holds it in memory once.
const MOST_MIB: usize = 512;

/// A file in memory.
#[derive(Debug)]
pub struct Source {
    /// Its path, for messages.
    pub path: String,
    /// Hex SHA-256 of the text: a compressed file and the same file unpacked are one import.
    pub sha256: String,
    text: String,
    delimiter: u8,
}

/// A row of the file.
#[derive(Debug)]
pub struct Record<'a> {
    /// Its cells.
    pub cells: &'a StringRecord,
    /// Row number, from 1, without the header.
    pub row_no: i64,
    /// The line it begins on, from 1, with the header.
    pub line: u64,
    /// Where its bytes are.
    pub raw: Range<usize>,
}

impl Source {
    /// Reads a file; it is gzip when its name or its first bytes say so.
    ///
    /// # Errors
    /// When it cannot be read, is damaged, too large, empty, not UTF-8, or ends within quotes.
    pub fn read(path: &Path, delimiter: u8) -> Result<Self, ImportError> {
        let shown = path.display().to_string();
        let bytes = unpacked(path, &shown)?;
        let sha256 = hex_sha256(&bytes);
        let mut text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                return Err(not_utf8(&shown, error.as_bytes(), at, delimiter));
            }
        };
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if text.trim().is_empty() {
            return Err(ImportError::Empty { path: shown, found: "no text" });
        }
        text.shrink_to_fit();
        let source = Self { path: shown, sha256, text, delimiter };
        source.check_quotes()?;
        Ok(source)
    }

    /// The header's names.
    ///
    /// # Errors
    /// When the first line is not a row of a table.
    pub fn header(&self) -> Result<Vec<String>, ImportError> {
        let mut reader = self.reader();
        let header = reader.headers().map_err(|error| self.malformed(&error, &[]))?;
        Ok(header.iter().map(|name| name.trim().to_owned()).collect())
    }

    /// Goes through the rows.
    ///
    /// # Errors
    /// When a row has not as many cells as the header; or what `each` says.
    pub fn each(&self, mut each: impl FnMut(&Record<'_>) -> Result<(), ImportError>) -> Result<(), ImportError> {
        let header = self.header()?;
        let mut reader = self.reader();
        let mut cells = StringRecord::new();
        let mut row_no = 0;
        // The header is read first, so the first position is that of the first row.
        reader.headers().map_err(|error| self.malformed(&error, &header))?;
        while reader.read_record(&mut cells).map_err(|error| self.malformed(&error, &header))? {
            row_no += 1;
            let (line, start) = cells.position().map_or((0, 0), |at| (at.line(), at.byte()));
            let end = reader.position().byte();
            let raw = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
            each(&Record { cells: &cells, row_no, line, raw })?;
        }
        if row_no == 0 {
            return Err(ImportError::Empty { path: self.path.clone(), found: "a header and no rows" });
        }
        Ok(())
    }

    /// A piece of it, as it came.
    #[must_use]
    pub fn raw(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn reader(&self) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new().delimiter(self.delimiter).from_reader(self.text.as_bytes())
    }

    fn malformed(&self, error: &csv::Error, header: &[String]) -> ImportError {
        let line = error.position().map_or(1, csv::Position::line);
        let (column, what) = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                let at = usize::try_from(*len.min(expected_len)).unwrap_or(0);
                let column = header.get(at).cloned().unwrap_or_else(|| (at + 1).to_string());
                let what = format!("the row has {len} cells and the header has {expected_len}; is the file cut off?");
                (column, what)
            }
            other => ("1".to_owned(), format!("this is not a row of a table ({other:?})")),
        };
        ImportError::Malformed { path: self.path.clone(), line, column, what }
    }

    /// The reader takes an open quote at the end for a cell; for us it is a file that was cut off.
    fn check_quotes(&self) -> Result<(), ImportError> {
        let (mut line, mut column, mut start, mut opened) = (1, 1, true, None);
        let mut bytes = self.text.bytes().peekable();
        while let Some(byte) = bytes.next() {
            if byte == b'\n' {
                line += 1;
            }
            match (opened, byte) {
                (Some(_), b'"') if bytes.peek() == Some(&b'"') => drop(bytes.next()),
                (Some(_), b'"') => opened = None,
                (Some(_), _) => {}
                (None, b'"') if start => (opened, start) = (Some((line, column)), false),
                (None, b'\n' | b'\r') => (column, start) = (1, true),
                (None, byte) if byte == self.delimiter => (column, start) = (column + 1, true),
                (None, _) => start = false,
            }
        }
        let Some((line, column)) = opened else { return Ok(()) };
        let what = "a quote is opened here and never closed; is the file cut off?".to_owned();
        Err(ImportError::Malformed { path: self.path.clone(), line, column: column.to_string(), what })
    }
}

fn unpacked(path: &Path, shown: &str) -> Result<Vec<u8>, ImportError> {
    let unreadable =
        |error: std::io::Error| ImportError::Unreadable { path: shown.to_owned(), detail: error.to_string() };
    let most = MOST_MIB << 20;
    let too_large = || ImportError::TooLarge { path: shown.to_owned(), most_mib: MOST_MIB };
    let mut packed = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(most as u64 + 1).read_to_end(&mut packed).map_err(unreadable)?;
    let by_name = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    if packed.is_empty() {
        return Err(ImportError::Empty { path: shown.to_owned(), found: "no bytes" });
    }
    if packed.len() > most {
        return Err(too_large());
    }
    if !by_name && !packed.starts_with(&[0x1f, 0x8b]) {
        return Ok(packed);
    }
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(packed.as_slice())
        .take(most as u64 + 1)
        .read_to_end(&mut plain)
        .map_err(|error| ImportError::Compressed { path: shown.to_owned(), detail: error.to_string() })?;
    if plain.len() > most { Err(too_large()) } else { Ok(plain) }
}

fn not_utf8(path: &str, bytes: &[u8], at: usize, delimiter: u8) -> ImportError {
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let row = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let column = row.iter().filter(|byte| **byte == delimiter).count();
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = header.split(|byte| *byte == delimiter).nth(column).unwrap_or_default();
    let name = String::from_utf8_lossy(name).trim_matches(['\u{feff}', '"', '\r', ' ']).to_owned();
    ImportError::Malformed {
        path: path.to_owned(),
        line,
        column: if name.is_empty() || line == 1 { (column + 1).to_string() } else { name },
        what: "the bytes are not UTF-8; save the file as UTF-8 (iconv -f WINDOWS-1252 -t UTF-8 helps)".to_owned(),
    }
}
