//! Mollie's objects as they come over the wire.

use std::ops::Deref;

use jiff::Timestamp;
use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::money::Money;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::MONEY;

/// A decimal text with its currency.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Amount {
    pub(super) currency: String,
    pub(super) value: String,
}

impl Amount {
    pub(super) fn money(&self) -> Result<Money, String> {
        MONEY.of_decimal(&self.value, &self.currency).map_err(|error| error.to_string())
    }
}

/// Whether a text is an id with this prefix, so that it can stand in an address.
pub(super) fn is_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| (1..=64).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Payment {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) amount: Option<Amount>,
    pub(super) amount_captured: Option<Amount>,
    pub(super) settlement_amount: Option<Amount>,
    pub(super) settlement_id: Option<String>,
    pub(super) capture_mode: Option<String>,
    pub(super) capture_before: Option<String>,
    pub(super) authorized_at: Option<String>,
    pub(super) created_at: Option<String>,
    pub(super) paid_at: Option<String>,
    pub(super) is_cancelable: Option<bool>,
    pub(super) description: Option<String>,
    pub(super) metadata: Value,
    pub(super) status_reason: Option<Reason>,
    /// An object, an empty list or nothing.
    pub(super) details: Value,
    #[serde(rename = "_embedded")]
    pub(super) embedded: Option<Embedded>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Embedded {
    pub(super) payments: Option<Vec<Payment>>,
    pub(super) captures: Option<Vec<Capture>>,
    pub(super) refunds: Option<Vec<Refund>>,
    pub(super) chargebacks: Option<Vec<Chargeback>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    pub(super) code: Option<String>,
}

/// What a capture and a refund show alike.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) amount: Option<Amount>,
    pub(super) settlement_amount: Option<Amount>,
    pub(super) settlement_id: Option<String>,
    pub(super) payment_id: String,
    pub(super) created_at: Option<String>,
    pub(super) description: Option<String>,
    pub(super) metadata: Value,
    /// Of refunds only.
    pub(super) external_reference: Option<External>,
}

impl Part {
    pub(super) fn reference(&self) -> Option<String> {
        reference(&self.metadata, self.description.as_deref())
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Capture(pub(super) Part);

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Refund(pub(super) Part);

impl Deref for Capture {
    type Target = Part;

    fn deref(&self) -> &Part {
        &self.0
    }
}

impl Deref for Refund {
    type Target = Part;

    fn deref(&self) -> &Part {
        &self.0
    }
}

/// A reference that the card network knows as well.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct External {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) id: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Chargeback {
    pub(super) id: String,
    pub(super) amount: Option<Amount>,
    pub(super) settlement_amount: Option<Amount>,
    pub(super) settlement_id: Option<String>,
    pub(super) payment_id: String,
    pub(super) created_at: Option<String>,
    pub(super) reversed_at: Option<String>,
    pub(super) reason: Option<Reason>,
}

/// The reference of ours that an object carries: in its metadata, which may come back as text, else as description.
pub(super) fn reference(metadata: &Value, description: Option<&str>) -> Option<String> {
    let read = |value: &Value| value.get("reference").and_then(Value::as_str).map(str::to_owned);
    let named = match metadata {
        Value::String(text) => serde_json::from_str(text).ok().and_then(|value: Value| read(&value)),
        other => read(other),
    };
    [named.as_deref(), description].into_iter().flatten().find(|name| read_reference(name).is_some()).map(str::to_owned)
}

/// The reference, if it names what it should; empty otherwise.
pub(super) fn ours(found: Option<String>, kind: Kind) -> String {
    found.filter(|name| read_reference(name).is_some_and(|(id, _)| id.kind() == Some(kind))).unwrap_or_default()
}

/// An instant, or the beginning of a day in UTC, which is never too late.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| format!("{text}T00:00:00Z").parse().ok())
}
