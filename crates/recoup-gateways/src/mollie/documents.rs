//! JSON documents one after the other in one file, cut apart without reading the file as a whole.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::brackets::Brackets;
use crate::report::Input;

/// The largest document that is kept: a page of 250 objects is far smaller.
const MOST_BYTES: usize = 16 << 20;

/// What was found next.
pub(super) enum Found {
    /// A document from bracket to bracket.
    Document(Vec<u8>),
    /// Bytes that are no document.
    Junk(Vec<u8>),
    /// The file cannot be read any further.
    Broken(String),
}

/// A page of a list, its rows as they stand in it: most pages are read so, without a tree of the whole.
#[derive(Deserialize)]
pub(super) struct Page<'a> {
    #[serde(default, borrow)]
    resource: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "_embedded")]
    pub(super) lists: BTreeMap<String, Vec<&'a RawValue>>,
}

impl<'a> Page<'a> {
    /// The page of a document, if it is nothing else.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|page: &Self| page.resource.is_none())
    }
}

/// Documents under way.
pub(super) struct Documents<'a> {
    input: Input<'a>,
    ended: bool,
}

impl<'a> Documents<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self { input, ended: false }
    }

    fn one(&mut self) -> std::io::Result<Option<Found>> {
        let (mut kept, mut brackets, mut inside) = (Vec::new(), Brackets::default(), false);
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(if kept.is_empty() { None } else { Some(Found::Junk(kept)) });
            }
            let (mut used, mut done, mut junk) = (0, false, false);
            while let Some(byte) = bytes.get(used) {
                let plain = if inside { brackets.plain(&bytes[used..]) } else { 0 };
                if plain > 0 {
                    kept.extend_from_slice(&bytes[used..used + plain]);
                    used += plain;
                    continue;
                }
                let opens = matches!(byte, b'{' | b'[');
                if !inside && opens && !kept.is_empty() {
                    junk = true;
                    break;
                }
                used += 1;
                // Between documents a byte order mark, blanks and the commas of a list may stand.
                if !inside && !opens && (byte.is_ascii_whitespace() || matches!(byte, b',' | 0xEF | 0xBB | 0xBF)) {
                    continue;
                }
                inside |= opens;
                kept.push(*byte);
                if inside && brackets.take(*byte) && brackets.depth() == 0 {
                    done = true;
                    break;
                }
            }
            self.input.consume(used);
            if done {
                return Ok(Some(Found::Document(kept)));
            }
            if junk {
                return Ok(Some(Found::Junk(kept)));
            }
            if kept.len() > MOST_BYTES {
                return Ok(Some(Found::Broken("a document in it is larger than 16 MiB".to_owned())));
            }
        }
    }
}

impl Iterator for Documents<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        let found = self.one().unwrap_or_else(|error| Some(Found::Broken(format!("it cannot be read: {error}"))));
        self.ended = matches!(found, None | Some(Found::Broken(_)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let found = Documents::new(Box::new(text.as_bytes()));
        let word = |found| match found {
            Found::Document(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Found::Junk(bytes) => format!("junk {}", String::from_utf8_lossy(&bytes)),
            Found::Broken(why) => format!("broken {why}"),
        };
        found.map(word).collect()
    }

    #[test]
    fn documents_are_cut_apart_at_their_brackets() {
        assert_eq!(words("{\"a\":\"}\\\"{\"}\n[1]"), ["{\"a\":\"}\\\"{\"}", "[1]"]);
        assert_eq!(words("\u{feff} {} x {}"), ["{}", "junk x", "{}"]);
        assert_eq!(words("{\"a\":"), ["junk {\"a\":"]);
        assert!(words("").is_empty());
    }
}
