//! Token buckets: bursts are fine, a flood waits. One per API key and one per tenant, so that a merchant with
//! many keys leaves room for the others; one per address for deliveries and for keys that do not work, where
//! nobody is known yet.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Instant;

use axum::extract::{FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use parking_lot::Mutex;

use super::problem::Problem;
use super::{FaceOptions, Shared};
use crate::access::Caller;

/// Keys that do not work, per second and address.
const FAILURES_PER_SECOND: u32 = 5;

/// Every limit of the face.
#[derive(Debug)]
pub struct Limits {
    by_key: Limiter,
    by_tenant: Limiter,
    deliveries: Limiter,
    failures: Limiter,
}

/// The address a request came from; absent where it did not come over a connection.
#[derive(Debug, Clone, Default)]
pub struct Peer(pub Option<IpAddr>);

impl FromRequestParts<Shared> for Peer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        Ok(Self::of(parts))
    }
}

impl Peer {
    /// The address of a request.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        parts.extensions.get::<Self>().cloned().unwrap_or_default()
    }

    /// The peer behind proxies of the operator's: the last address of `X-Forwarded-For` that is none of theirs. Nobody
    /// else is believed, because anybody can send the header.
    #[must_use]
    pub fn behind(self, headers: &HeaderMap, proxies: &[IpAddr]) -> Self {
        let trusted = |address: &IpAddr| proxies.contains(&address.to_canonical());
        if !self.0.as_ref().is_some_and(trusted) {
            return self;
        }
        let told = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let told: Vec<&str> = told.flat_map(|line| line.split(',')).map(str::trim).collect();
        // From the right: what a proxy added stands behind what it was told.
        let read = told.iter().rev().map_while(|text| text.parse::<IpAddr>().ok());
        read.into_iter().find(|address| !trusted(address)).map_or(self, |address| Self(Some(address)))
    }

    /// What limits go by: an IPv4 address, or the /64 of an IPv6 address, which one household has whole.
    fn place(&self) -> Option<String> {
        Some(match self.0?.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
        })
    }
}

/// Puts the peer behind the operator's proxies in the place of the proxy.
pub fn look_behind(request: &mut Request, proxies: &[IpAddr]) {
    if let Some(peer) = request.extensions().get::<Peer>().cloned() {
        let peer = peer.behind(request.headers(), proxies);
        request.extensions_mut().insert(peer);
    }
}

impl Limits {
    /// The limits of a face.
    #[must_use]
    pub fn new(options: &FaceOptions) -> Self {
        let failures = if options.requests_per_second == 0 { 0 } else { FAILURES_PER_SECOND };
        Self {
            by_key: Limiter::new(options.requests_per_second),
            by_tenant: Limiter::new(options.requests_per_second_tenant),
            deliveries: Limiter::new(options.deliveries_per_second),
            failures: Limiter::new(failures),
        }
    }

    /// Counts a request of a caller.
    ///
    /// # Errors
    /// 429 when its key or its tenant asks too much.
    pub fn request(&self, caller: &Caller) -> Result<(), Problem> {
        let now = Instant::now();
        let too_many = |who: &str| {
            let detail = format!("too many requests {who}; wait as long as Retry-After says");
            move |secs| Problem::new(429, "rate_limited", detail).again(secs)
        };
        self.by_key.take(&caller.key_id, now).map_err(too_many("with this key"))?;
        self.by_tenant.take(&caller.tenant, now).map_err(too_many("of this tenant, over all its keys"))
    }

    /// Counts a delivery.
    ///
    /// # Errors
    /// 429 when the address delivers too much; the gateway sends it again.
    pub fn delivery(&self, peer: &Peer) -> Result<(), Problem> {
        let Some(place) = peer.place() else { return Ok(()) };
        self.deliveries.take(&place, Instant::now()).map_err(|secs| {
            let detail = "too many deliveries from this address; send them again after as long as Retry-After says";
            Problem::new(429, "rate_limited", detail).again(secs)
        })
    }

    /// Counts a key that is looked up and may not work; callers whose key works get it back.
    ///
    /// # Errors
    /// 429 when too many did not work lately: looking for keys costs the database, guessing must not.
    pub fn guess(&self, peer: &Peer) -> Result<(), Problem> {
        let Some(place) = peer.place() else { return Ok(()) };
        self.failures.take(&place, Instant::now()).map_err(|secs| {
            let detail = "too many keys from this address did not work; wait as long as Retry-After says";
            Problem::new(429, "rate_limited", detail).again(secs)
        })
    }

    /// Gives a guess back: the key works.
    pub fn no_guess(&self, peer: &Peer) {
        if let Some(place) = peer.place() {
            self.failures.give_back(&place);
        }
    }
}

/// Buckets by name.
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

    /// Takes one request from a bucket; otherwise the seconds to wait.
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

    /// Gives one request back.
    fn give_back(&self, key: &str) {
        let most = self.per_second * 2_000;
        if let Some(bucket) = self.buckets.lock().get_mut(key) {
            bucket.millitokens = (bucket.millitokens + 1_000).min(most);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn forwarded_addresses_count_only_from_the_operators_proxies() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let seen = |peer: &str, forwarded: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
            let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
            Peer(Some(ip(peer))).behind(&headers, &proxies).0.expect("known").to_string()
        };
        assert_eq!(seen("192.0.2.7", "198.51.100.1"), "192.0.2.7", "anybody can send it");
        assert_eq!(seen("10.0.0.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("::ffff:10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "198.51.100.1, rubbish"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", ""), "10.0.0.1");
    }

    #[test]
    fn a_household_is_one_place() {
        let place = |text: &str| Peer(text.parse().ok()).place();
        assert_eq!(place("2001:db8:1:2::1"), place("2001:db8:1:2:ffff::9"));
        assert_ne!(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
        assert_eq!(place("::ffff:192.0.2.1"), place("192.0.2.1"));
        assert_eq!(place("?"), None);
    }

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
