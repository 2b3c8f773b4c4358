//! Token buckets: bursts are fine, a flood waits. One per API key and one per tenant, so that a merchant with
//! many keys leaves room for the others; one per address for deliveries and for tries to prove who one is (keys,
//! passwords, links), where nobody is known yet. And which address a request came from, behind proxies too.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

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

/// Buckets kept at most.
const MOST_BUCKETS: usize = 10_000;

impl Bucket {
    /// Millitokens that are in it by now.
    fn level(&self, per_second: u64, now: Instant) -> u64 {
        let passed_ms = u64::try_from(now.saturating_duration_since(self.filled).as_millis()).unwrap_or(u64::MAX);
        self.millitokens.saturating_add(passed_ms.saturating_mul(per_second)).min(per_second * 2_000)
    }
}

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
        let mut buckets = self.buckets.lock();
        if !buckets.contains_key(key) {
            if buckets.len() >= MOST_BUCKETS {
                make_room(&mut buckets, self.per_second, now);
            }
            buckets.insert(key.to_owned(), Bucket { millitokens: self.per_second * 2_000, filled: now });
        }
        let Some(bucket) = buckets.get_mut(key) else { return Ok(()) };
        // Within a millisecond nothing comes in, and counting it as looked at would lose the part of one that passed.
        if now.saturating_duration_since(bucket.filled) >= Duration::from_millis(1) {
            bucket.millitokens = bucket.level(self.per_second, now);
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

/// Drops the buckets that are full again by now, which forgets nothing that matters. Where they are still too many, the
/// half that was used least lately goes too: then the next look is thousands of new keys away, so that a flood from many
/// addresses costs a pass now and then and not one for each request.
fn make_room(buckets: &mut HashMap<String, Bucket>, per_second: u64, now: Instant) {
    buckets.retain(|_, bucket| bucket.level(per_second, now) < per_second * 2_000);
    if buckets.len() <= MOST_BUCKETS / 2 {
        return;
    }
    let mut used: Vec<Instant> = buckets.values().map(|bucket| bucket.filled).collect();
    let mut going = used.len() / 2;
    let (_, middle, _) = used.select_nth_unstable(going.saturating_sub(1));
    let middle = *middle;
    buckets.retain(|_, bucket| {
        let goes = going > 0 && bucket.filled <= middle;
        going -= usize::from(goes);
        !goes
    });
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn len(limiter: &Limiter) -> usize {
        limiter.buckets.lock().len()
    }

    #[test]
    fn idle_buckets_are_judged_by_what_is_in_them_now() {
        let limiter = Limiter::new(10);
        let start = Instant::now();
        // Each is drained by more than half, and then left alone.
        for key in 0..MOST_BUCKETS {
            (0..12).for_each(|_| limiter.take(&key.to_string(), start).expect("a burst passes"));
        }
        // One of them goes on being used up.
        let later = start + Duration::from_secs(2);
        while limiter.take("7", later).is_ok() {}
        assert_eq!(len(&limiter), MOST_BUCKETS);
        limiter.take("new", later).expect("a new one passes");
        assert_eq!(len(&limiter), 2, "what is full again is forgotten");
        assert!(limiter.take("7", later).is_err(), "what is not stays as it is");
    }

    #[test]
    fn a_flood_of_keys_stays_within_the_cap_and_forgets_the_oldest() {
        let limiter = Limiter::new(10);
        let start = Instant::now();
        let at = |key: usize| start + Duration::from_micros(u64::try_from(key).expect("small"));
        for key in 0..MOST_BUCKETS {
            limiter.take(&key.to_string(), at(key)).expect("a first one passes");
        }
        limiter.take("new", at(MOST_BUCKETS)).expect("a new one passes");
        let left = len(&limiter);
        assert!((MOST_BUCKETS / 4..=MOST_BUCKETS / 2 + 1).contains(&left), "{left}");
        assert!(!limiter.buckets.lock().contains_key("0"), "the oldest go");
        assert!(limiter.buckets.lock().contains_key(&(MOST_BUCKETS - 1).to_string()), "the newest stay");
        for key in 0..3 * MOST_BUCKETS {
            limiter.take(&format!("more {key}"), at(MOST_BUCKETS)).expect("a first one passes");
            assert!(len(&limiter) <= MOST_BUCKETS);
        }
    }
}
