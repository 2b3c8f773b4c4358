//! One item of a standard webhook: its eight signed fields, and whether the signature is Adyen's.
//!
//! The message is built from the values as they were sent, never from what we made of them, so that an event that
//! nobody knows is verified like any other. What is missing is an empty part; nothing is escaped.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use recoup_core::money::Money;
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;

use super::MONEY;
use crate::money::Direction;

/// The envelope; each item is read by itself, so that a bad one spoils no other.
#[derive(Deserialize)]
pub(super) struct Envelope<'a> {
    #[serde(borrow, rename = "notificationItems")]
    pub(super) items: Vec<&'a serde_json::value::RawValue>,
}

#[derive(Deserialize)]
struct Wrapped {
    #[serde(rename = "NotificationRequestItem")]
    item: Item,
}

/// An item. Only what its signature covers is read, and the signature.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    psp_reference: Option<Value>,
    original_reference: Option<Value>,
    merchant_account_code: Option<Value>,
    merchant_reference: Option<Value>,
    amount: Option<Amount>,
    event_code: Option<Value>,
    success: Option<Value>,
    additional_data: Option<Additional>,
}

#[derive(Debug, Deserialize)]
struct Amount {
    currency: Option<Value>,
    value: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Additional {
    #[serde(rename = "hmacSignature")]
    signature: Option<Value>,
}

/// A value as it was sent; empty where it is missing.
fn raw(value: Option<&Value>) -> Cow<'_, str> {
    match value {
        None | Some(Value::Null) => Cow::Borrowed(""),
        Some(Value::String(text)) => Cow::Borrowed(text),
        // Numbers and booleans as JSON writes them; anything larger has no such form and verifies nowhere.
        Some(other) => Cow::Owned(other.to_string()),
    }
}

impl Item {
    /// Reads an item.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str::<Wrapped>(text)
            .map(|wrapped| wrapped.item)
            .map_err(|error| format!("{} does not fit", place_of(&error)))
    }

    pub(super) fn psp_reference(&self) -> Cow<'_, str> {
        raw(self.psp_reference.as_ref())
    }

    pub(super) fn original_reference(&self) -> Cow<'_, str> {
        raw(self.original_reference.as_ref())
    }

    pub(super) fn merchant_account(&self) -> Cow<'_, str> {
        raw(self.merchant_account_code.as_ref())
    }

    pub(super) fn merchant_reference(&self) -> Cow<'_, str> {
        raw(self.merchant_reference.as_ref())
    }

    pub(super) fn event_code(&self) -> Cow<'_, str> {
        raw(self.event_code.as_ref())
    }

    /// Whether it says success; `None` for any other word than those two.
    pub(super) fn success(&self) -> Option<bool> {
        match &*raw(self.success.as_ref()) {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// How much, where it says.
    pub(super) fn money(&self, direction: Direction) -> Result<Option<Money>, String> {
        let (currency, value) = self.amount_parts();
        if currency.is_empty() && value.is_empty() {
            return Ok(None);
        }
        let units = value.parse::<i64>().map_err(|_| "its amount is not a whole number".to_owned())?;
        MONEY.of_wire(units, &currency, direction).map(Some).map_err(|error| error.to_string())
    }

    fn amount_parts(&self) -> (Cow<'_, str>, Cow<'_, str>) {
        let amount = self.amount.as_ref();
        (raw(amount.and_then(|a| a.currency.as_ref())), raw(amount.and_then(|a| a.value.as_ref())))
    }

    /// What is signed: `pspReference:originalReference:merchantAccountCode:merchantReference:value:currency:eventCode:success`.
    fn message(&self) -> String {
        let (currency, value) = self.amount_parts();
        let parts = [
            &*self.psp_reference(),
            &*self.original_reference(),
            &*self.merchant_account(),
            &*self.merchant_reference(),
            &*value,
            &*currency,
            &*self.event_code(),
            &*raw(self.success.as_ref()),
        ];
        parts.join(":")
    }

    /// Whether one of the secrets signed it.
    pub(super) fn is_signed(&self, secrets: &[String]) -> bool {
        let signature = self.additional_data.as_ref().and_then(|more| more.signature.as_ref());
        is_signed(secrets, self.message().as_bytes(), &raw(signature))
    }
}

/// Whether one of the secrets, hex as Adyen shows them, signed the message with this base64 signature. Compared in
/// constant time.
pub(super) fn is_signed(secrets: &[String], message: &[u8], signature: &str) -> bool {
    let Ok(signature) = STANDARD.decode(signature) else { return false };
    secrets.iter().filter_map(|secret| unhex(secret.trim())).any(|key| {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return false };
        mac.update(message);
        mac.verify_slice(&signature).is_ok()
    })
}

/// Where something does not fit. Not what stands there: whoever knows the address writes it.
pub(super) fn place_of(error: &serde_json::Error) -> String {
    format!("line {} column {}", error.line(), error.column())
}

/// Bytes of hex digits; `None` for anything else, and for none: an empty key would let anybody sign.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(2) || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_of_raw_values_and_missing_ones_are_empty() {
        let item = Item::read(
            r#"{"NotificationRequestItem":{"pspReference":"P","merchantReference":"a\\:b/\"","amount":{"value":"7"},
            "eventCode":"NEW_ONE","success":true,"reason":"not signed"}}"#,
        )
        .expect("an item");
        assert_eq!(item.message(), "P:::a\\:b/\":7::NEW_ONE:true");
        assert_eq!(item.success(), Some(true));
        assert!(item.money(Direction::Charge).is_err(), "an amount without its currency");
    }

    #[test]
    fn a_secret_is_hex_and_never_empty() {
        assert_eq!(unhex("00fF"), Some(vec![0, 255]));
        for bad in ["", "0", "0g", "é0"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}
