//! An account, effects and signed deliveries, as the tests of Adyen take them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::money::Money;
use recoup_gateways::Account;
use recoup_gateways::money::currency;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::given;

pub const PAYMENT: &str = "pay_01jd0000000000000000000001";
pub const CAPTURE: &str = "cap_01jd0000000000000000000001";
pub const RELEASE: &str = "rel_01jd0000000000000000000001";
pub const REFUND: &str = "rfd_01jd0000000000000000000001";
pub const PSP_PAYMENT: &str = "QFQTPCQ8HXSKGK82";
pub const PSP_OTHER: &str = "993617894906488A";
pub const TOKEN: &str = "shopper-7/M5N7TQ4TG5PFWR50";
pub const KEY: &str = "4A6F0E21B7C59D3388FF01A2B3C4D5E6F708192A3B4C5D6E7F8091A2B3C4D5E6";
/// When the operations were made, as their ids say.
pub const SINCE: Timestamp = Timestamp::constant(1_731_945_563, 0);

/// An account at Adyen, as an operator configures it.
pub fn account() -> Account {
    let settings = [("merchant_account", "RecoupTest"), ("return_url", "https://shop.example/back")];
    Account {
        name: "adyen:main".to_owned(),
        base_url: "https://checkout-test.adyen.com/v72".to_owned(),
        secret: "AQE-secret".to_owned(),
        webhook_secrets: vec![KEY.to_owned()],
        settings: settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
        session: String::new(),
    }
}

/// An effect as it leaves the outbox.
pub fn effect(kind: OperationKind, minor: i64, code: &str) -> Effect {
    let operation = given::operation(kind, [PAYMENT, CAPTURE, RELEASE, REFUND]);
    let first = given::first(&account(), operation, Money::new(minor, currency(code).expect("a currency")), SINCE);
    Effect { last: kind == OperationKind::Capture, ..given::with(first, TOKEN, PSP_PAYMENT) }
}

/// The question about an effect, so many seconds after it was wanted.
pub fn asked(effect: Effect, age_secs: i64) -> Effect {
    let due_at = Timestamp::from_second(SINCE.as_second() + age_secs).expect("an instant");
    Effect { call: Call::Probe, due_at, last: false, ..effect }
}

/// An item, as Adyen sends it before it is signed.
pub fn item(code: &str, success: bool, reference: &str) -> Value {
    json!({
        "pspReference": PSP_OTHER,
        "originalReference": PSP_PAYMENT,
        "merchantAccountCode": "RecoupTest",
        "merchantReference": reference,
        "amount": {"currency": "EUR", "value": 1000},
        "eventCode": code,
        "eventDate": "2026-11-21T10:00:00+01:00",
        "success": success.to_string(),
        "reason": "not signed",
        "additionalData": {"disputeStatus": "Won", "chargebackReasonCode": " 4853", "modification.action": "refund"},
    })
}

/// The same, signed.
pub fn signed(mut item: Value) -> Value {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let fields = ["pspReference", "originalReference", "merchantAccountCode", "merchantReference"];
    let mut parts: Vec<String> = fields.iter().map(|field| text(&item[field])).collect();
    parts.extend([text(&item["amount"]["value"]), text(&item["amount"]["currency"])]);
    parts.extend([text(&item["eventCode"]), text(&item["success"])]);
    let digits = KEY.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("digits"));
    let key: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).expect("hex")).collect();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
    mac.update(parts.join(":").as_bytes());
    item["additionalData"]["hmacSignature"] = STANDARD.encode(mac.finalize().into_bytes()).into();
    item
}

/// A delivery of items.
pub fn envelope(items: &[Value]) -> String {
    let items: Vec<Value> = items.iter().map(|item| json!({"NotificationRequestItem": item})).collect();
    json!({"live": "false", "notificationItems": items}).to_string()
}
