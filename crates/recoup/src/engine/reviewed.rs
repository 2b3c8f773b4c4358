//! The figures of a decision: what a person reviewed is what is done, or nothing is.
//!
//! A review shows what a command would do. Between that and the confirmation the state may move, so that the same
//! command would move another sum. Whoever confirms sends the figures of what was shown, and the engine compares them
//! with those of what it is about to commit, on the very state it decides on: a check before that would leave a race.

use std::fmt::Write;

use recoup_core::decision::Decision;
use recoup_core::event::Body;
use recoup_core::world::State;
use serde_json::Value;

use super::request::hex_sha256;

/// A hash over what a decision does: its events by type, every number and every yes or no in them, and its calls with
/// their amounts in minor units. Ids, instants and what was typed do not count: they are others each time.
#[must_use]
pub fn figures(decision: &Decision) -> String {
    let mut text = String::new();
    for event in &decision.events {
        text.push_str(event.body.word());
        numbers(&mut text, "", &serde_json::to_value(&event.body).unwrap_or_default());
        text.push('\n');
    }
    for effect in &decision.effects {
        let (word, amount) = (effect.word(), effect.amount);
        // Writing to a text cannot fail.
        let _written = writeln!(text, "{word} {} {}", amount.amount_minor, amount.currency.code());
    }
    // What a last capture gives back stands in no event until the gateway has done it.
    if decision.events.iter().any(|event| matches!(event.body, Body::CaptureRequested { last: true, .. })) {
        for (_, stream) in decision.streams.values() {
            if let State::Payment(payment) = &stream.state {
                let _written = writeln!(text, "rest {}", payment.rest_minor());
            }
        }
    }
    hex_sha256(text.as_bytes())
}

/// Writes every number and truth value of a document with its place in it.
fn numbers(text: &mut String, place: &str, value: &Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                numbers(text, &format!("{place}.{name}"), value);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                numbers(text, &format!("{place}[{index}]"), value);
            }
        }
        Value::Number(_) | Value::Bool(_) => {
            let _written = write!(text, " {place}={value}");
        }
        Value::Null | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_and_truth_count() {
        let text = |value: Value| {
            let mut text = String::new();
            numbers(&mut text, "", &value);
            text
        };
        let shown = serde_json::json!({ "id": "rfd_1", "why": "a", "parts": [{ "amount_minor": 5 }], "last": true });
        let same = serde_json::json!({ "id": "rfd_2", "why": "b", "parts": [{ "amount_minor": 5 }], "last": true });
        let other = serde_json::json!({ "id": "rfd_1", "why": "a", "parts": [{ "amount_minor": 6 }], "last": true });
        assert_eq!(text(shown.clone()), text(same));
        assert_ne!(text(shown), text(other));
    }
}
