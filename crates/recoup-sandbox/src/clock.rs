//! Time as the sandbox uses it: microseconds since 1970 inside, RFC 3339 text outside.
//! The clock is handed in, so that a demo, a test or a simulator can move it.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serializer;

/// Microseconds in a second.
pub(crate) const SECOND_US: i64 = 1_000_000;

/// Gives the present, in microseconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The clock of this machine, in microseconds since 1970.
#[must_use]
pub fn system_clock() -> Clock {
    Arc::new(|| Timestamp::now().as_microsecond())
}

/// An instant (microseconds since 1970) as RFC 3339 text in UTC; an instant beyond the calendar reads as 1970.
#[must_use]
pub fn rfc3339(at_us: i64) -> String {
    Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// An instant some seconds later, both in microseconds; it stops at the end of time.
pub(crate) fn later(at_us: i64, secs: i64) -> i64 {
    at_us.saturating_add(secs.saturating_mul(SECOND_US))
}

/// An instant some milliseconds later, in microseconds; it stops at the end of time.
pub(crate) fn later_ms(at_us: i64, ms: u64) -> i64 {
    at_us.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX).saturating_mul(1_000))
}

/// Writes a field of microseconds as RFC 3339 text.
pub(crate) fn as_text<S: Serializer>(at_us: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rfc3339(*at_us))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_read_as_utc() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(1_500_000), "1970-01-01T00:00:01.5Z");
        assert_eq!(rfc3339(i64::MAX), "1970-01-01T00:00:00Z");
        assert_eq!(later(i64::MAX, 5), i64::MAX);
    }
}
