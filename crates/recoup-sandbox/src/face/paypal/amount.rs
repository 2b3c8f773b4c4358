//! Amounts on PayPal's wire: decimal text with two decimals, and with none for HUF, JPY and TWD.

use serde_json::{Value, json};

use crate::face::common::amount::{from_text, iso_decimals, to_text};

/// Decimals of a currency at PayPal; nothing for currencies that it does not take.
fn decimals(currency: &str) -> Option<u32> {
    match currency {
        "HUF" | "JPY" | "TWD" => Some(0),
        "AUD" | "BRL" | "CAD" | "CHF" | "CNY" | "CZK" | "DKK" | "EUR" | "GBP" | "HKD" | "ILS" | "MXN" | "MYR"
        | "NOK" | "NZD" | "PHP" | "PLN" | "SEK" | "SGD" | "THB" | "USD" => Some(2),
        _ => None,
    }
}

/// `{"currency_code":…,"value":…}` of minor units.
pub(super) fn write(minor: i64, currency: &str) -> Value {
    let wire = decimals(currency).unwrap_or(2);
    let surplus = iso_decimals(currency).saturating_sub(wire);
    let units = minor / 10_i64.saturating_pow(surplus);
    json!({ "currency_code": currency, "value": to_text(units, wire) })
}

/// Minor units and currency of an amount, or the issue with it.
pub(super) fn read(amount: &Value) -> Result<(i64, String), &'static str> {
    let text = |name: &str| amount.get(name).and_then(Value::as_str);
    let (Some(currency), Some(value)) = (text("currency_code"), text("value")) else {
        return Err("MISSING_REQUIRED_PARAMETER");
    };
    let wire = decimals(currency).ok_or("INVALID_CURRENCY_CODE")?;
    let Some(units) = from_text(value, wire) else {
        let finer = value.contains('.') && from_text(value, 12).is_some();
        return Err(match (finer, wire) {
            (true, 0) => "DECIMALS_NOT_SUPPORTED",
            (true, _) => "DECIMAL_PRECISION",
            _ => "INVALID_PARAMETER_SYNTAX",
        });
    };
    if units <= 0 {
        return Err("CANNOT_BE_ZERO_OR_NEGATIVE");
    }
    let surplus = iso_decimals(currency).saturating_sub(wire);
    let minor = units.checked_mul(10_i64.saturating_pow(surplus)).ok_or("MAX_VALUE_EXCEEDED")?;
    Ok((minor, currency.to_owned()))
}

/// Hundredths, as the settlement report counts every currency.
pub(super) fn hundredths(minor: i64, currency: &str) -> u64 {
    let factor = 10_u64.saturating_pow(2_u32.saturating_sub(iso_decimals(currency)));
    minor.unsigned_abs().saturating_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_decimals_of_paypal() {
        for (minor, currency, value) in
            [(1050, "EUR", "10.50"), (500, "JPY", "500"), (50_000, "HUF", "500"), (100, "TWD", "1")]
        {
            let wire = write(minor, currency);
            assert_eq!(wire["value"], value);
            assert_eq!(read(&wire), Ok((minor, currency.to_owned())));
        }
        let issue =
            |currency: &str, value: &str| read(&json!({"currency_code": currency, "value": value})).unwrap_err();
        assert_eq!(issue("JPY", "1.5"), "DECIMALS_NOT_SUPPORTED");
        assert_eq!(issue("EUR", "1.005"), "DECIMAL_PRECISION");
        assert_eq!(issue("EUR", "0"), "CANNOT_BE_ZERO_OR_NEGATIVE");
        assert_eq!(issue("KWD", "1"), "INVALID_CURRENCY_CODE");
        assert_eq!(issue("EUR", "1e3"), "INVALID_PARAMETER_SYNTAX");
        assert_eq!((hundredths(-150, "JPY"), hundredths(150, "EUR")), (15_000, 150));
    }
}
