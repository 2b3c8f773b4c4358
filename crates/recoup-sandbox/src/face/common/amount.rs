//! Amounts as decimal text, exactly: `10.00` with two decimals is 1000 minor units.

/// Decimals of a currency by ISO 4217; a face whose gateway differs asks its own table first.
#[must_use]
pub fn iso_decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// Minor units as decimal text with exactly so many decimals, `-0.05` for -5 with two.
#[must_use]
pub fn to_text(minor: i64, decimals: u32) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let unit = 10_u64.saturating_pow(decimals);
    let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    match usize::try_from(decimals) {
        Ok(width @ 1..) => format!("{sign}{whole}.{rest:0width$}"),
        _ => format!("{sign}{whole}"),
    }
}

/// Decimal text as minor units. Fewer decimals than the currency has are fine; more, signs other than one `-`, spaces,
/// exponents and what does not fit into 64 bits give nothing.
#[must_use]
pub fn from_text(text: &str, decimals: u32) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let width = usize::try_from(decimals).ok()?;
    let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let dangling = digits.contains('.') && rest.is_empty();
    if whole.is_empty() || rest.len() > width || dangling || !only_digits(whole) || !only_digits(rest) {
        return None;
    }
    let minor: i64 = format!("{whole}{rest:0<width$}").parse().ok()?;
    Some(if negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_back() {
        for (minor, decimals, text) in
            [(1000, 2, "10.00"), (-5, 2, "-0.05"), (0, 2, "0.00"), (7, 0, "7"), (1234, 3, "1.234"), (5, 4, "0.0005")]
        {
            assert_eq!(to_text(minor, decimals), text);
            assert_eq!(from_text(text, decimals), Some(minor));
        }
        assert_eq!(from_text("10", 2), Some(1000));
        assert_eq!(from_text("10.5", 2), Some(1050));
        for text in ["", ".", "1.", ".5", "1.005", "+1", "1e2", " 1", "--1", "1,00", "99999999999999999999"] {
            assert_eq!(from_text(text, 2), None, "{text}");
        }
        assert_eq!(["JPY", "KWD", "EUR"].map(iso_decimals), [0, 3, 2]);
    }
}
