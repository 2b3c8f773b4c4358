//! The order that every load brings in: one line, one tender, 19 % contained in the price.

use serde_json::{Value, json};

use super::face::Place;

/// What an order of a load is worth, minor units.
pub const GROSS_MINOR: i64 = 10_000;

/// The tax in a price at 19 %, rounded, minor units.
#[must_use]
pub const fn tax_minor(gross_minor: i64) -> i64 {
    (gross_minor * 19 + 59) / 119
}

/// The body of `POST /v1/orders`, paid at a gateway. `capture` is `automatic` or `manual`.
#[must_use]
pub fn body(place: &Place, number: &str, capture: &str) -> String {
    let (account, token) = (place.account_name(), place.token("tok_ok"));
    let line = json!({
        "sku": "MUG", "name": "Mug", "quantity": 4, "gross_minor": GROSS_MINOR,
        "taxes": [{ "key": "DE/standard@2021", "amount_minor": tax_minor(GROSS_MINOR) }],
    });
    let tender = json!({
        "amount_minor": GROSS_MINOR, "kind": "gateway", "account": account, "token": token, "brand": "visa",
        "last4": "4242", "capture": capture,
    });
    json!({ "number": number, "currency": "EUR", "lines": [line], "tenders": [tender] }).to_string()
}

/// The first payment of an order as the API shows it.
#[must_use]
pub fn payment_of(order: &Value) -> Option<String> {
    order["payments"][0].as_str().map(str::to_owned)
}
