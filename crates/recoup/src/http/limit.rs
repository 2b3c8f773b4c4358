//! A token bucket per API key: bursts are fine, a flood waits.

use std::collections::HashMap;
use std::time::Instant;

use parking_lot::Mutex;

/// Buckets by key.
#[derive(Debug)]
pub struct Limiter {
    per_second: u64,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    millitokens: u64,
    filled: Instant,
}

/// Buckets kept; beyond it the full ones are dropped, which forgets nothing that matters.
const MOST_BUCKETS: usize = 10_000;

impl Limiter {
    /// At most so many requests a second on average, twice that in a burst; 0 means no limit.
    #[must_use]
    pub fn new(per_second: u32) -> Self {
        Self { per_second: u64::from(per_second), buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes one request from the bucket of a key; otherwise the seconds to wait.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn take(&self, key: &str, now: Instant) -> Result<(), u32> {
        if self.per_second == 0 {
            return Ok(());
        }
        let most = self.per_second * 2_000;
        let mut buckets = self.buckets.lock();
        if buckets.len() >= MOST_BUCKETS {
            buckets.retain(|_, bucket| bucket.millitokens < most / 2);
        }
        if !buckets.contains_key(key) {
            buckets.insert(key.to_owned(), Bucket { millitokens: most, filled: now });
        }
        let Some(bucket) = buckets.get_mut(key) else { return Ok(()) };
        let passed_ms = u64::try_from(now.saturating_duration_since(bucket.filled).as_millis()).unwrap_or(u64::MAX);
        if passed_ms > 0 {
            bucket.millitokens = bucket.millitokens.saturating_add(passed_ms.saturating_mul(self.per_second)).min(most);
            bucket.filled = now;
        }
        match bucket.millitokens.checked_sub(1_000) {
            Some(left) => {
                bucket.millitokens = left;
                Ok(())
            }
            None => Err(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_passes_a_flood_waits_and_time_refills() {
        let limiter = Limiter::new(10);
        let start = Instant::now();
        assert_eq!((0..30).filter(|_| limiter.take("a", start).is_ok()).count(), 20);
        assert!(limiter.take("b", start).is_ok(), "others are not held back");
        assert!(limiter.take("a", start + Duration::from_millis(100)).is_ok());
        assert!(limiter.take("a", start + Duration::from_millis(100)).is_err());
    }
}
