//! Amounts as Stripe writes them: whole units of the wire, and major units in reports.

use crate::face::common::amount::{iso_decimals, to_text};

/// Decimals of a currency on the wire.
fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND" | "VUV" | "XAF"
        | "XOF" | "XPF" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// What an amount must be a multiple of.
fn multiple_of(currency: &str) -> i64 {
    match currency {
        "ISK" | "UGX" => 100,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 10,
        _ => 1,
    }
}

/// Minor units of the bank for units of the wire; nothing for an amount that Stripe does not take.
pub(super) fn to_bank(units: i64, currency: &str) -> Option<i64> {
    if units % multiple_of(currency) != 0 {
        return None;
    }
    let (wire, bank) = (decimals(currency), iso_decimals(currency));
    match bank.checked_sub(wire) {
        Some(more) => units.checked_mul(10_i64.pow(more)),
        None => Some(units / 10_i64.pow(wire - bank)),
    }
}

/// Units of the wire for minor units of the bank.
pub(super) fn to_wire(minor: i64, currency: &str) -> i64 {
    let (wire, bank) = (decimals(currency), iso_decimals(currency));
    match wire.checked_sub(bank) {
        Some(more) => minor.saturating_mul(10_i64.pow(more)),
        None => minor / 10_i64.pow(bank - wire),
    }
}

/// Major units, as in a report.
pub(super) fn in_report(minor: i64, currency: &str) -> String {
    to_text(minor, iso_decimals(currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_the_wire_are_those_of_the_bank_and_back() {
        for (units, currency, minor) in
            [(1050, "EUR", 1050), (500, "JPY", 500), (4000, "ISK", 40), (1230, "KWD", 1230), (2, "MGA", 200)]
        {
            assert_eq!(to_bank(units, currency), Some(minor));
            assert_eq!(to_wire(minor, currency), units);
        }
        assert_eq!((to_bank(4010, "ISK"), to_bank(1234, "KWD")), (None, None));
    }
}
