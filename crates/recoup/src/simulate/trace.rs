//! A hash over everything that happened, in order: two runs of a seed are the same run if their hashes are.

/// FNV-1a, 64 bits: quick, and good enough to see a difference nobody made on purpose.
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
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// As people compare it.
    #[must_use]
    pub fn hex(self) -> String {
        format!("{:016x}", self.0)
    }
}
