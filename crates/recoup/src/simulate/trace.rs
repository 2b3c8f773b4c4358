//! A hash over everything that happened, in order: two runs of a seed are the same run if their hashes are.

/// FNV-1a over words of 64 bits: quick, and good enough to see a difference nobody made on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace(u64);

impl Default for Trace {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Trace {
    /// Adds something that happened at a time.
    pub fn add(&mut self, what: &str, at_us: i64, about: &[u8]) {
        self.bytes(what.as_bytes());
        self.bytes(&at_us.to_le_bytes());
        self.bytes(about);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.word(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.word(u64::from_le_bytes(*word)));
        rest.iter().for_each(|byte| self.word(u64::from(*byte)));
    }

    const fn word(&mut self, word: u64) {
        // The shift lets the high bits of a word reach the low ones of the hash.
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        self.0 ^= self.0 >> 29;
    }

    /// As people compare it.
    #[must_use]
    pub fn hex(self) -> String {
        format!("{:016x}", self.0)
    }
}
