//! Where a JSON object or list ends: brackets counted outside of texts, for files that are too long to be read as a
//! whole. What is cut out is then read as JSON, so nothing is believed here.

/// Where a document is while it is read.
#[derive(Debug, Default)]
pub(crate) struct Brackets {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

/// Bytes that mean something inside of a text.
const OF_TEXT: u8 = 1;
/// Bytes that mean something outside of one.
const OF_STRUCTURE: u8 = 2;

/// Which bytes mean something, and where.
static MEANS: [u8; 256] = {
    let mut means = [0; 256];
    means[b'"' as usize] = OF_TEXT | OF_STRUCTURE;
    means[b'\\' as usize] = OF_TEXT;
    means[b'{' as usize] = OF_STRUCTURE;
    means[b'}' as usize] = OF_STRUCTURE;
    means[b'[' as usize] = OF_STRUCTURE;
    means[b']' as usize] = OF_STRUCTURE;
    means
};

impl Brackets {
    /// How many brackets are open.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// Whether the next byte is inside of a text.
    pub(crate) const fn in_text(&self) -> bool {
        self.in_text
    }

    /// How many bytes from here on change nothing: most of a text, and of what is between brackets.
    pub(crate) fn plain(&self, bytes: &[u8]) -> usize {
        if self.escaped {
            return 0;
        }
        let wanted = if self.in_text { OF_TEXT } else { OF_STRUCTURE };
        bytes.iter().position(|byte| MEANS[usize::from(*byte)] & wanted != 0).unwrap_or(bytes.len())
    }

    /// Takes a byte; whether it closed a bracket.
    pub(crate) const fn take(&mut self, byte: u8) -> bool {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return true;
            }
            _ => {}
        }
        false
    }
}
