//! States that an earlier version wrote: they lack what a state remembers only since, and are right all the same.
//!
//! A field belongs here when events that are older than it give it a value. A field that only newer events fill is
//! missing from both sides, and needs nothing.

use serde_json::{Map, Value};

/// Fields of a payment that earlier versions did not remember, although their events tell them.
const LATER_OF_PAYMENTS: &[&str] = &["declined"];

/// Whether a stored state is what its events say but for what an earlier version did not remember.
#[must_use]
pub fn is_older(want: &str, stored: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).ok();
    let Some((mut want, stored)) = read(want).zip(read(stored)) else { return false };
    if want.get("kind").and_then(Value::as_str) != Some("payment") {
        return false;
    }
    for field in LATER_OF_PAYMENTS.iter().filter(|field| !stored.contains_key(**field)) {
        want.remove(*field);
    }
    want == stored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_from_an_older_state_is_forgiven() {
        let want = r#"{"kind":"payment","status":"failed","declined":{"code":"no"}}"#;
        for (stored, older) in [
            (r#"{"kind":"payment","status":"failed"}"#, true),
            (r#"{"status":"failed","kind":"payment"}"#, true),
            (r#"{"kind":"payment","status":"authorized"}"#, false),
            (r#"{"kind":"payment","status":"failed","declined":{"code":"other"}}"#, false),
            (r#"{"kind":"payment","status":"failed","other":1}"#, false),
            (r#"{"kind":"order","status":"failed"}"#, false),
            ("no state", false),
        ] {
            assert_eq!(is_older(want, stored), older, "{stored}");
        }
    }
}
