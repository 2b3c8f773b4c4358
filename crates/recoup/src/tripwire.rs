//! The card-number tripwire for whole bodies: JSON is looked through as it reads, not as it is written.
//!
//! Escapes hide nothing, field names count, and so do whole numbers that are not texts.

use recoup_core::text::looks_like_card_number;
use serde_json::{Number, Value};

/// Whether a body holds what reads like a card number.
#[must_use]
pub fn trips(body: &[u8]) -> bool {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => value_trips(&value),
        Err(_) => looks_like_card_number(&String::from_utf8_lossy(body)),
    }
}

fn value_trips(value: &Value) -> bool {
    match value {
        Value::String(text) => looks_like_card_number(text),
        Value::Number(number) => number_trips(number),
        Value::Array(items) => items.iter().any(value_trips),
        Value::Object(fields) => fields.iter().any(|(name, field)| looks_like_card_number(name) || value_trips(field)),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Whether a whole number reads like a card number. The digits of a fraction are no number of anything.
#[must_use]
pub fn number_trips(number: &Number) -> bool {
    (number.is_u64() || number.is_i64()) && looks_like_card_number(&number.to_string())
}

/// A body as it may be kept: every text and number that reads like a card number has its digits blanked.
#[must_use]
pub fn blanked(body: &[u8]) -> Vec<u8> {
    if let Ok(mut value) = serde_json::from_slice::<Value>(body) {
        blank_value(&mut value);
        let text = value.to_string();
        if !trips(text.as_bytes()) {
            return text.into_bytes();
        }
    }
    blank(&String::from_utf8_lossy(body)).into_bytes()
}

fn blank(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '*' } else { c }).collect()
}

fn blank_value(value: &mut Value) {
    match value {
        Value::String(text) if looks_like_card_number(text) => *text = blank(text),
        Value::Number(number) if number_trips(number) => *value = Value::String(blank(&number.to_string())),
        Value::Array(items) => items.iter_mut().for_each(blank_value),
        Value::Object(fields) => {
            let named = std::mem::take(fields).into_iter().map(|(name, mut field)| {
                blank_value(&mut field);
                (if looks_like_card_number(&name) { blank(&name) } else { name }, field)
            });
            *fields = named.collect();
        }
        Value::String(_) | Value::Number(_) | Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{blanked, trips};

    #[test]
    fn what_is_kept_of_a_body_holds_no_card_number() {
        for (body, kept) in [
            (r#"{"id":"pay_7","pan":4242424242424242}"#, r#"{"id":"pay_7","pan":"****************"}"#),
            (r#"{"a":[{"b":"pay 4242 4242 4242 4242"}],"n":7}"#, r#"{"a":[{"b":"pay **** **** **** ****"}],"n":7}"#),
            (r#"{"pan":"\u0034242424242424242"}"#, r#"{"pan":"****************"}"#),
            (r#"{"4242424242424242":1}"#, r#"{"****************":1}"#),
            ("pan=4242 4242 4242 4242&n=7", "pan=**** **** **** ****&n=*"),
        ] {
            let blank = blanked(body.as_bytes());
            assert_eq!(String::from_utf8_lossy(&blank), kept);
            assert!(!trips(&blank), "{kept}");
        }
    }

    #[test]
    fn bodies_are_looked_through_as_they_read() {
        for body in [
            r#"{"pan":4242424242424242}"#,
            r#"{"a":[{"b":[4242424242424242]}]}"#,
            r#"{"pan":"\u0034242424242424242"}"#,
            r#"{"4242424242424242":1}"#,
            r#"{"track":"4242424242424242=2712101"}"#,
            "pan=4242 4242 4242 4242",
            "<pan>4242424242424242</pan>",
        ] {
            assert!(trips(body.as_bytes()), "{body}");
        }
        for body in [
            r#"{"created":1790000000,"created_ms":1790000000123,"created_us":1790000000000123}"#,
            r#"{"amount":1000000000000,"rate":0.4242424242424242,"arn":"24242424242424242424242"}"#,
            r#"{"codes":[4242,4242,4242,4242]}"#,
            r#"{"id":"pay_4242424242424242"}"#,
        ] {
            assert!(!trips(body.as_bytes()), "{body}");
        }
    }
}
