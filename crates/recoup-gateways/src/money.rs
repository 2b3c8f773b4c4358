//! Amounts on the wire: each gateway's exponents and granularity, by currency and direction, as checked tables.
//!
//! Inside, an amount is minor units with the exponent of ISO 4217. A gateway may count otherwise; the tables say
//! where. What does not fit is an error with words, never rounded in silence.

use recoup_core::money::{Currency, Money};
use recoup_core::planted::{self, Planted};

/// Which way an amount goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the customer: authorizations and captures.
    Charge,
    /// To the customer.
    Refund,
    /// To the merchant's bank.
    Payout,
    /// In a report.
    Report,
}

/// How a gateway counts a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wire {
    /// Currency, three capital letters.
    pub code: &'static str,
    /// Decimals on the wire.
    pub exponent: u32,
    /// Amounts must be a multiple of this, in units of the wire.
    pub multiple_of: i64,
    /// The one direction it is limited to; every direction where it is missing.
    pub only: Option<Direction>,
}

impl Wire {
    /// A currency that the gateway counts with so many decimals, in every direction.
    #[must_use]
    pub const fn of(code: &'static str, exponent: u32) -> Self {
        Self { code, exponent, multiple_of: 1, only: None }
    }

    /// As [`Wire::of`], where amounts must be a multiple.
    #[must_use]
    pub const fn multiple(code: &'static str, exponent: u32, multiple_of: i64) -> Self {
        Self { code, exponent, multiple_of, only: None }
    }

    /// The same, in one direction only.
    #[must_use]
    pub const fn only(self, direction: Direction) -> Self {
        Self { only: Some(direction), ..self }
    }
}

/// A gateway's table: where it differs from ISO 4217.
#[derive(Debug, Clone, Copy)]
pub struct MoneyTable {
    /// Rows; the first that fits counts. A currency without one is counted as in ISO 4217.
    pub rows: &'static [Wire],
    /// Which currencies can be charged.
    pub takes: Takes,
}

/// Which currencies a gateway takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// It does not list them; its own answer tells.
    Any,
    /// These.
    Only(&'static [&'static str]),
    /// Any but these, which its adapter cannot say with certainty.
    AllBut(&'static [&'static str]),
}

impl MoneyTable {
    /// Counts as ISO 4217 does.
    pub const ISO: Self = Self::of(&[]);
}

/// Why an amount cannot be said or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It is finer than the gateway counts.
    #[error("{amount} is finer than the gateway counts: {code} must be a multiple of {multiple_of} on its wire")]
    TooFine {
        /// The amount.
        amount: String,
        /// Currency.
        code: &'static str,
        /// Multiple, in units of the wire.
        multiple_of: i64,
    },
    /// It does not fit 64 bits.
    #[error("the amount is too large")]
    TooLarge,
    /// It is not a number.
    #[error("`{0}` is not an amount")]
    NotANumber(String),
    /// The currency is not known.
    #[error("`{0}` is not a currency we know")]
    NoCurrency(String),
}

impl MoneyTable {
    /// A table of a gateway that does not list the currencies which it takes.
    #[must_use]
    pub const fn of(rows: &'static [Wire]) -> Self {
        Self { rows, takes: Takes::Any }
    }

    /// The same, of a gateway of which it is known what it takes.
    #[must_use]
    pub const fn taking(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    /// Whether a currency can be charged, as far as it is known.
    #[must_use]
    pub fn takes(&self, currency: Currency) -> bool {
        match self.takes {
            Takes::Any => true,
            Takes::Only(codes) => codes.contains(&currency.code()),
            Takes::AllBut(codes) => !codes.contains(&currency.code()),
        }
    }

    fn wire(&self, currency: Currency, direction: Direction) -> Wire {
        if currency == Currency::JPY && planted::is(Planted::StripeYen) {
            return Wire::of("JPY", 2);
        }
        let fits = |row: &&Wire| row.code == currency.code() && row.only.is_none_or(|only| only == direction);
        let found = self.rows.iter().find(fits).copied();
        found.unwrap_or_else(|| Wire::of(currency.code(), currency.exponent()))
    }

    /// The gateway's decimals for a currency.
    #[must_use]
    pub fn exponent(&self, currency: Currency, direction: Direction) -> u32 {
        self.wire(currency, direction).exponent
    }

    /// What an amount of ours must be a multiple of, in our minor units.
    #[must_use]
    pub fn step_minor(&self, currency: Currency, direction: Direction) -> i64 {
        let wire = self.wire(currency, direction);
        let ours = currency.exponent();
        if ours >= wire.exponent {
            return wire.multiple_of.saturating_mul(power(ours - wire.exponent));
        }
        (wire.multiple_of / power(wire.exponent - ours)).max(1)
    }

    /// An amount in whole units of the wire.
    ///
    /// # Errors
    /// When it is finer than the gateway counts, or too large.
    pub fn to_wire(&self, money: Money, direction: Direction) -> Result<i64, WireError> {
        let wire = self.wire(money.currency, direction);
        let too_fine =
            || WireError::TooFine { amount: money.to_string(), code: wire.code, multiple_of: wire.multiple_of };
        let ours = money.currency.exponent();
        let units = if ours > wire.exponent {
            let factor = power(ours - wire.exponent);
            if money.amount_minor % factor != 0 {
                return Err(too_fine());
            }
            money.amount_minor / factor
        } else {
            money.amount_minor.checked_mul(power(wire.exponent - ours)).ok_or(WireError::TooLarge)?
        };
        if units % wire.multiple_of != 0 {
            return Err(too_fine());
        }
        Ok(units)
    }

    /// An amount from whole units of the wire. What the gateway says is read even where it could not be asked for.
    ///
    /// # Errors
    /// When the currency is not known or our minor units cannot say it.
    pub fn of_wire(&self, units: i64, code: &str, direction: Direction) -> Result<Money, WireError> {
        let currency = currency(code)?;
        let wire = self.wire(currency, direction);
        let ours = currency.exponent();
        let minor = if ours >= wire.exponent {
            units.checked_mul(power(ours - wire.exponent)).ok_or(WireError::TooLarge)?
        } else {
            let factor = power(wire.exponent - ours);
            if units % factor != 0 {
                return Err(WireError::NotANumber(format!("{units} {code}")));
            }
            units / factor
        };
        Ok(Money::new(minor, currency))
    }

    /// An amount as a decimal with the gateway's decimals, such as `10.00` or `500`.
    ///
    /// # Errors
    /// When it is finer than the gateway counts, or too large.
    pub fn to_decimal(&self, money: Money, direction: Direction) -> Result<String, WireError> {
        let units = self.to_wire(money, direction)?;
        let exponent = self.exponent(money.currency, direction);
        if exponent == 0 {
            return Ok(units.to_string());
        }
        let (factor, sign) = (power(exponent).unsigned_abs(), if units < 0 { "-" } else { "" });
        let (whole, part) = (units.unsigned_abs() / factor, units.unsigned_abs() % factor);
        let width = usize::try_from(exponent).unwrap_or(2);
        Ok(format!("{sign}{whole}.{part:0width$}"))
    }

    /// An amount from a decimal in major units. Zeros behind our own decimals are dropped, anything else there is an
    /// error.
    ///
    /// # Errors
    /// When it is not a number, or the currency is not known.
    pub fn of_decimal(&self, text: &str, code: &str) -> Result<Money, WireError> {
        let currency = currency(code)?;
        let not_a_number = || WireError::NotANumber(text.chars().take(40).collect());
        let text = text.trim();
        let kept = match text.split_once('.') {
            Some((whole, part)) => {
                let most = usize::try_from(currency.exponent()).unwrap_or(0);
                let cut = part.len().min(most);
                let (keep, rest) = part.split_at_checked(cut).ok_or_else(not_a_number)?;
                if rest.bytes().any(|b| b != b'0') {
                    return Err(not_a_number());
                }
                // With its point, if anything is left behind that.
                let kept = whole.len() + if keep.is_empty() { 0 } else { 1 + keep.len() };
                text.get(..kept).ok_or_else(not_a_number)?
            }
            None => text,
        };
        Money::from_decimal(kept, currency).map_err(|_| not_a_number())
    }
}

/// A currency by its code.
///
/// # Errors
/// When it is not known.
pub fn currency(code: &str) -> Result<Currency, WireError> {
    let unknown = || WireError::NoCurrency(code.chars().take(10).collect());
    let mut letters: [u8; 3] = code.as_bytes().try_into().map_err(|_| unknown())?;
    letters.make_ascii_uppercase();
    std::str::from_utf8(&letters).ok().and_then(|code| code.parse().ok()).ok_or_else(unknown)
}

const fn power(exponent: u32) -> i64 {
    10_i64.pow(if exponent > 18 { 18 } else { exponent })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: MoneyTable = MoneyTable::of(&[
        Wire::multiple("ISK", 2, 100),
        Wire::multiple("KWD", 3, 10),
        Wire::of("CLP", 2),
        Wire::multiple("HUF", 2, 100).only(Direction::Payout),
    ]);

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, currency(code).expect("a currency"))
    }

    #[test]
    fn an_amount_is_said_in_the_gateways_units_or_refused() {
        let say = |minor, code| TABLE.to_wire(money(minor, code), Direction::Charge);
        assert_eq!(say(1050, "EUR"), Ok(1050));
        assert_eq!(say(500, "JPY"), Ok(500));
        assert_eq!(say(40, "ISK"), Ok(4000), "ISO has no decimals for it, the wire has two");
        assert_eq!(say(40, "CLP"), Ok(4000));
        assert_eq!(say(1230, "KWD"), Ok(1230));
        assert!(matches!(say(1234, "KWD"), Err(WireError::TooFine { multiple_of: 10, .. })));
        assert_eq!(TABLE.to_wire(money(1050, "HUF"), Direction::Charge), Ok(1050));
        assert!(TABLE.to_wire(money(1050, "HUF"), Direction::Payout).is_err());
        assert_eq!(say(i64::MAX, "ISK"), Err(WireError::TooLarge));
        assert_eq!(TABLE.step_minor(money(0, "KWD").currency, Direction::Charge), 10);
        assert_eq!(TABLE.step_minor(money(0, "ISK").currency, Direction::Charge), 1);
    }

    #[test]
    fn a_currency_is_taken_or_not() {
        let taken = |takes| ["EUR", "KWD"].map(|code| TABLE.taking(takes).takes(money(0, code).currency));
        assert_eq!(taken(Takes::Any), [true, true]);
        assert_eq!(taken(Takes::Only(&["EUR"])), [true, false]);
        assert_eq!(taken(Takes::AllBut(&["EUR"])), [false, true]);
    }

    #[test]
    fn what_is_said_is_read_back() {
        for (minor, code) in [(1050, "EUR"), (-1, "EUR"), (40, "ISK"), (1230, "KWD"), (7, "JPY"), (0, "CLP")] {
            let amount = money(minor, code);
            let units = TABLE.to_wire(amount, Direction::Charge).expect("it fits");
            assert_eq!(TABLE.of_wire(units, code, Direction::Charge), Ok(amount));
            let text = TABLE.to_decimal(amount, Direction::Charge).expect("it fits");
            assert_eq!(TABLE.of_decimal(&text, code), Ok(amount), "{text}");
        }
        assert_eq!(TABLE.to_decimal(money(-5, "EUR"), Direction::Refund).as_deref(), Ok("-0.05"));
        assert_eq!(TABLE.of_decimal("86.1000", "EUR"), Ok(money(8610, "EUR")));
        assert_eq!(TABLE.of_decimal("150.0", "JPY"), Ok(money(150, "JPY")));
        for bad in ["86.1001", "1,5", "", "1e3", "1.é"] {
            assert!(TABLE.of_decimal(bad, "EUR").is_err(), "{bad}");
        }
        assert!(TABLE.of_wire(4050, "ISK", Direction::Charge).is_err(), "half a króna cannot be kept");
        assert!(TABLE.of_wire(1, "XXQ", Direction::Charge).is_err());
    }
}
