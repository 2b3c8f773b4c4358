//! Idempotency keys: the first answer to a key is kept for a while and given again, byte for byte.
//! What is kept is what the bank decided, not what a fault made of it on the wire.

use std::collections::{HashMap, VecDeque};

use sha2::{Digest, Sha256};

use crate::clock::later;

/// What a request asked, in 32 bytes.
pub(super) type Fingerprint = [u8; 32];

/// The fingerprint of a request: method, target and body.
pub(super) fn fingerprint(method: &str, target: &str, body: &[u8]) -> Fingerprint {
    let mut hash = Sha256::new();
    for part in [method.as_bytes(), target.as_bytes(), body] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// An answer as it was first given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) status: u16,
    pub(super) body: String,
}

/// What a key means for a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The key is free.
    New,
    /// The same request was answered before.
    Answered(Kept),
    /// The key belongs to another request.
    Mismatch,
}

#[derive(Debug)]
struct Held {
    fingerprint: Fingerprint,
    kept: Kept,
    until_us: i64,
}

/// The keys in force.
#[derive(Debug)]
pub(super) struct Keys {
    window_secs: i64,
    held: HashMap<String, Held>,
    /// Keys by the instant (microseconds) at which they end.
    ends: VecDeque<(i64, String)>,
}

impl Keys {
    pub(super) fn new(window_secs: i64) -> Self {
        Self { window_secs, held: HashMap::new(), ends: VecDeque::new() }
    }

    pub(super) fn look_up(&mut self, key: &str, asked: &Fingerprint, now_us: i64) -> Known {
        self.forget_ended(now_us);
        match self.held.get(key) {
            None => Known::New,
            Some(held) if held.fingerprint == *asked => Known::Answered(held.kept.clone()),
            Some(_) => Known::Mismatch,
        }
    }

    pub(super) fn keep(&mut self, key: &str, asked: Fingerprint, kept: Kept, now_us: i64) {
        let until_us = later(now_us, self.window_secs);
        self.held.insert(key.to_owned(), Held { fingerprint: asked, kept, until_us });
        self.ends.push_back((until_us, key.to_owned()));
    }

    fn forget_ended(&mut self, now_us: i64) {
        while self.ends.front().is_some_and(|(until_us, _)| *until_us <= now_us) {
            let Some((_, key)) = self.ends.pop_front() else {
                return;
            };
            if self.held.get(&key).is_some_and(|held| held.until_us <= now_us) {
                self.held.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND_US;

    #[test]
    fn a_key_answers_its_own_request_only_and_ends() {
        let mut keys = Keys::new(10);
        let (asked, other) = (fingerprint("POST", "/a", b"1"), fingerprint("POST", "/a", b"2"));
        assert_ne!(fingerprint("POST", "/ab", b""), fingerprint("POST", "/a", b"b"));
        assert_eq!(keys.look_up("k", &asked, 0), Known::New);
        let kept = Kept { status: 201, body: "{}".into() };
        keys.keep("k", asked, kept.clone(), 0);
        assert_eq!(keys.look_up("k", &asked, 10 * SECOND_US - 1), Known::Answered(kept));
        assert_eq!(keys.look_up("k", &other, 5), Known::Mismatch);
        assert_eq!(keys.look_up("k", &other, 10 * SECOND_US), Known::New);
        assert!(keys.held.is_empty() && keys.ends.is_empty());
    }
}
