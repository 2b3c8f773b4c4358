//! Idempotency keys: the first answer to a key is kept for a while and given again, byte for byte.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use crate::clock::later;
use crate::face::{Answer, IdempotencyKey};

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

/// What a key means for a request, with the answer that is kept for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The key is free.
    New,
    /// The same request was answered before.
    Answered(Answer),
    /// The same request was done before, but its client still waits for the answer.
    Busy(Answer),
    /// The key belongs to another request.
    Mismatch(Answer),
}

#[derive(Debug)]
struct Held {
    fingerprint: Fingerprint,
    kept: Answer,
    until_us: i64,
    busy_until_us: i64,
}

/// The keys in force.
#[derive(Debug, Default)]
pub(super) struct Keys {
    held: HashMap<String, Held>,
    /// Keys by the instant (microseconds) at which they end.
    ends: BTreeSet<(i64, String)>,
}

impl Keys {
    pub(super) fn look_up(&mut self, key: &str, asked: &Fingerprint, now_us: i64) -> Known {
        self.forget_ended(now_us);
        match self.held.get(key) {
            None => Known::New,
            Some(held) if held.fingerprint != *asked => Known::Mismatch(held.kept.clone()),
            Some(held) if held.busy_until_us > now_us => Known::Busy(held.kept.clone()),
            Some(held) => Known::Answered(held.kept.clone()),
        }
    }

    /// Keeps an answer given now, which its client waits for until `busy_until_us` (both microseconds).
    pub(super) fn keep(
        &mut self,
        key: &IdempotencyKey,
        asked: Fingerprint,
        kept: Answer,
        (now_us, busy_until_us): (i64, i64),
    ) {
        let until_us = later(now_us, key.lifetime_secs);
        let held = Held { fingerprint: asked, kept, until_us, busy_until_us };
        if let Some(before) = self.held.insert(key.key.clone(), held) {
            self.ends.remove(&(before.until_us, key.key.clone()));
        }
        self.ends.insert((until_us, key.key.clone()));
    }

    fn forget_ended(&mut self, now_us: i64) {
        while self.ends.first().is_some_and(|(until_us, _)| *until_us <= now_us) {
            if let Some((_, key)) = self.ends.pop_first() {
                self.held.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND_US;
    use crate::face::Keeps;

    #[test]
    fn a_key_answers_its_own_request_only_and_ends() {
        let mut keys = Keys::default();
        let (asked, other) = (fingerprint("POST", "/a", b"1"), fingerprint("POST", "/a", b"2"));
        assert_ne!(fingerprint("POST", "/ab", b""), fingerprint("POST", "/a", b"b"));
        assert_eq!(keys.look_up("k", &asked, 0), Known::New);
        let kept = Answer::text(201, "application/json", "{}");
        let key = IdempotencyKey { key: "k".into(), lifetime_secs: 10, keeps: Keeps::Decided };
        keys.keep(&key, asked, kept.clone(), (0, 3));
        assert_eq!(keys.look_up("k", &asked, 2), Known::Busy(kept.clone()));
        assert_eq!(keys.look_up("k", &asked, 10 * SECOND_US - 1), Known::Answered(kept.clone()));
        assert_eq!(keys.look_up("k", &other, 5), Known::Mismatch(kept));
        assert_eq!(keys.look_up("k", &other, 10 * SECOND_US), Known::New);
        assert!(keys.held.is_empty() && keys.ends.is_empty());
    }
}
