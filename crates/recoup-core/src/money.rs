//! Money: whole minor units of one currency, checked arithmetic, exact division.
//!
//! There is no float here and no bare decimal. What cannot be represented is an error with a way out.
//! This module does not convert between currencies and does not format for a locale.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most minor units of one amount. Millions of these add up within 64 bits, so that no sum over the books
/// runs out of range.
pub const MOST_MINOR: i64 = 1_000_000_000_000;

/// An ISO 4217 currency that has minor units (so not gold, not test codes).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro, used by examples and tests.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);
    /// Pound sterling.
    pub const GBP: Self = Self(iso_currency::Currency::GBP);
    /// The yen, a currency without decimals.
    pub const JPY: Self = Self(iso_currency::Currency::JPY);
    /// The Kuwaiti dinar, a currency with three decimals.
    pub const KWD: Self = Self(iso_currency::Currency::KWD);

    /// Three capital letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits after the point of the major unit: 0 for JPY, 2 for EUR, 3 for KWD (ISO 4217 list one).
    #[must_use]
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// Minor units in one major unit: 1, 100, 1000 …
    #[must_use]
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    /// Reads three capital letters; lower case is refused, because a guess near money is a bug later.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let unknown = || MoneyError::UnknownCurrency { text: text.chars().take(8).collect() };
        if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(unknown());
        }
        let found = iso_currency::Currency::from_code(text).ok_or_else(unknown)?;
        // Metals, bond units and the testing codes have no minor unit.
        found.exponent().map(|_| Self(found)).ok_or_else(unknown)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What can be wrong with an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not an ISO 4217 code in use with minor units.
    #[error("`{text}` is not an ISO 4217 currency code; write three capital letters such as EUR")]
    UnknownCurrency {
        /// What was written, cut to eight characters.
        text: String,
    },
    /// Two amounts of different currencies met.
    #[error("amounts in {left} and {right} cannot be combined; convert one first")]
    CurrencyMismatch {
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
    /// The result does not fit into 64 bits of minor units.
    #[error("the amount is outside the range of 64-bit minor units")]
    Overflow,
    /// More digits after the point than the currency has.
    #[error("`{text}` has more decimals than {currency} has ({exponent}); round it first")]
    TooManyDecimals {
        /// What was written.
        text: String,
        /// The currency meant.
        currency: Currency,
        /// Digits the currency has.
        exponent: u32,
    },
    /// Not a number at all.
    #[error("`{text}` is not an amount; write digits with an optional point, such as 12.50")]
    NotANumber {
        /// What was written, cut to 24 characters.
        text: String,
    },
}

/// An amount: signed minor units of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Signed minor units (cents for EUR, yen for JPY).
    pub amount_minor: i64,
    /// Their currency.
    pub currency: Currency,
}

impl Money {
    /// An amount of `amount_minor` minor units.
    #[must_use]
    pub const fn new(amount_minor: i64, currency: Currency) -> Self {
        Self { amount_minor, currency }
    }

    /// Sum; refuses mixed currencies and overflow.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let sum = self.amount_minor.checked_add(other.amount_minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(sum, self.currency))
    }

    /// Difference; refuses mixed currencies and overflow.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let rest = self.amount_minor.checked_sub(other.amount_minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(rest, self.currency))
    }

    /// Reads a decimal of major units, such as `12.50`, without ever leaving integers.
    ///
    /// # Errors
    /// [`MoneyError::NotANumber`], [`MoneyError::TooManyDecimals`], [`MoneyError::Overflow`].
    pub fn from_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let decimal = Decimal::parse(text)?;
        decimal.exact_minor(currency).map(|minor| Self::new(minor, currency)).map_err(|e| match e {
            MoneyError::TooManyDecimals { currency, exponent, .. } => {
                MoneyError::TooManyDecimals { text: text.trim().to_owned(), currency, exponent }
            }
            other => other,
        })
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency })
    }
}

impl fmt::Display for Money {
    /// Plain digits with a point and the code behind: `12.50 EUR`. Not for a locale.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_major = self.currency.minor_per_major().unsigned_abs();
        let digits = self.amount_minor.unsigned_abs();
        let sign = if self.amount_minor < 0 { "-" } else { "" };
        match self.currency.exponent() as usize {
            0 => write!(f, "{sign}{digits} {}", self.currency),
            width => {
                write!(f, "{sign}{}.{:0width$} {}", digits / per_major, digits % per_major, self.currency)
            }
        }
    }
}

/// A decimal as foreign files write it: digits and a scale, exact. Only on its way into [`Money`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// Reads `-12.50`, `12`, `.5`; no exponent, no thousands mark, at most 18 digits after the point.
    ///
    /// # Errors
    /// [`MoneyError::NotANumber`], [`MoneyError::Overflow`].
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim();
        let bad = || MoneyError::NotANumber { text: text.chars().take(24).collect() };
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        if whole.len() + fraction.len() == 0 || !(whole.bytes().chain(fraction.bytes())).all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 18 || whole.len() > 19 {
            return Err(MoneyError::Overflow);
        }
        let mut digits: i128 = 0;
        for b in whole.bytes().chain(fraction.bytes()) {
            digits = digits * 10 + i128::from(b - b'0');
        }
        Ok(Self {
            digits: if negative { -digits } else { digits },
            scale: u32::try_from(fraction.len()).map_err(|_| bad())?,
        })
    }

    /// This decimal times a whole number, still exact.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn times(self, factor: i64) -> Result<Self, MoneyError> {
        let digits = self.digits.checked_mul(i128::from(factor)).ok_or(MoneyError::Overflow)?;
        Ok(Self { digits, scale: self.scale })
    }

    /// The minor units if the currency has enough decimals for it.
    ///
    /// # Errors
    /// [`MoneyError::TooManyDecimals`], [`MoneyError::Overflow`].
    pub fn exact_minor(self, currency: Currency) -> Result<i64, MoneyError> {
        let (minor, rest) = self.split_minor(currency)?;
        if rest != 0 {
            return Err(MoneyError::TooManyDecimals {
                text: self.to_string(),
                currency,
                exponent: currency.exponent(),
            });
        }
        Ok(minor)
    }

    /// The nearest minor units, halves away from zero, and whether anything was rounded.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn rounded_minor(self, currency: Currency) -> Result<(i64, bool), MoneyError> {
        let (minor, rest) = self.split_minor(currency)?;
        if rest == 0 {
            return Ok((minor, false));
        }
        let step = 10_i128.pow(self.scale - currency.exponent());
        let bump = if rest.abs() * 2 >= step { rest.signum() } else { 0 };
        let nearest = i128::from(minor) + bump;
        Ok((i64::try_from(nearest).map_err(|_| MoneyError::Overflow)?, true))
    }

    fn split_minor(self, currency: Currency) -> Result<(i64, i128), MoneyError> {
        let exponent = currency.exponent();
        let (minor, rest) = if self.scale <= exponent {
            let grown = self.digits.checked_mul(10_i128.pow(exponent - self.scale)).ok_or(MoneyError::Overflow)?;
            (grown, 0)
        } else {
            let step = 10_i128.pow(self.scale - exponent);
            (self.digits / step, self.digits % step)
        };
        Ok((i64::try_from(minor).map_err(|_| MoneyError::Overflow)?, rest))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

/// Splits `total` over `weights` so that the parts sum to it exactly, by largest remainder.
///
/// Ties go to the earlier part, so the result is the same on every machine.
/// All-zero weights give everything to the first part. Weights are never negative.
///
/// # Errors
/// [`MoneyError::Overflow`] when there is no part to give to, a weight is negative, or the sum overflows.
pub fn allocate(total_minor: i64, weights: &[i64]) -> Result<Vec<i64>, MoneyError> {
    if weights.is_empty() || weights.iter().any(|w| *w < 0) {
        return Err(MoneyError::Overflow);
    }
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let total = i128::from(total_minor);
    let mut parts = vec![0_i64; weights.len()];
    if sum == 0 {
        parts[0] = total_minor;
        return Ok(parts);
    }
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = total;
    for (index, weight) in weights.iter().enumerate() {
        let product = total * i128::from(*weight);
        // Truncation towards zero keeps the sign symmetric: a refund splits like its sale.
        let part = product / sum;
        left -= part;
        parts[index] = i64::try_from(part).map_err(|_| MoneyError::Overflow)?;
        remainders.push((std::cmp::Reverse((product % sum).abs()), index));
    }
    remainders.sort_unstable();
    let step = if left < 0 { -1 } else { 1 };
    for (_, index) in remainders.iter().take(usize::try_from(left.abs()).map_err(|_| MoneyError::Overflow)?) {
        parts[*index] += step;
    }
    Ok(parts)
}

/// How much of `total` belongs to the first `cumulative` of `whole`, rounded half up.
///
/// Callers subtract what they released before, so the last slice takes exactly what is left, whatever the
/// slices were. `whole` of zero releases all at once. DESIGN §5: cumulative, never per slice.
#[must_use]
pub fn share(total_minor: i64, cumulative_minor: i64, whole_minor: i64) -> i64 {
    if whole_minor <= 0 || cumulative_minor >= whole_minor {
        return total_minor;
    }
    let product = i128::from(total_minor) * i128::from(cumulative_minor.max(0)) * 2 + i128::from(whole_minor);
    let rounded = product.div_euclid(i128::from(whole_minor) * 2);
    // The quotient lies between 0 and `total`, so it fits.
    i64::try_from(rounded).unwrap_or(total_minor)
}

/// Counters of a frozen proportion: how much of the gross was released and how much of the part with it.
///
/// One bucket per order line and tax. Refunds, credit notes, lost disputes and write-offs share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bucket {
    /// Gross at sale, minor units; `gross = net + part`.
    pub gross_minor: i64,
    /// The part frozen at sale (tax or discount), minor units.
    pub part_minor: i64,
    /// Gross released so far.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub released_minor: i64,
    /// Part released so far.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub released_part_minor: i64,
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

impl Bucket {
    /// A fresh bucket with nothing released.
    #[must_use]
    pub const fn new(gross_minor: i64, part_minor: i64) -> Self {
        Self { gross_minor, part_minor, released_minor: 0, released_part_minor: 0 }
    }

    /// Gross not yet released.
    #[must_use]
    pub const fn left_minor(&self) -> i64 {
        self.gross_minor - self.released_minor
    }

    /// The part that leaves with `slice` more of the gross; does not change the counters.
    #[must_use]
    pub fn part_of(&self, slice_minor: i64) -> i64 {
        let due =
            share(self.part_minor, self.released_minor + slice_minor, self.gross_minor) - self.released_part_minor;
        due.clamp(0, slice_minor.min(self.part_minor - self.released_part_minor).max(0))
    }

    /// Books a slice and its part.
    pub fn release(&mut self, slice_minor: i64, part_minor: i64) {
        self.released_minor += slice_minor;
        self.released_part_minor += part_minor;
    }

    /// Takes a cancelled slice back; the next slice repairs a possible unit by itself.
    pub fn restore(&mut self, slice_minor: i64, part_minor: i64) {
        self.released_minor -= slice_minor;
        self.released_part_minor -= part_minor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn exponents_follow_iso_4217() {
        for (code, exponent) in [("JPY", 0), ("EUR", 2), ("KWD", 3), ("CLF", 4)] {
            assert_eq!(code.parse::<Currency>().map(Currency::exponent), Ok(exponent), "{code}");
        }
        for bad in ["eur", "EU", "XXX", "XAU", "ABC", "", "€"] {
            assert!(bad.parse::<Currency>().is_err(), "{bad} must be refused");
        }
    }

    #[test]
    fn decimals_are_exact_or_refused() {
        let read = |text| Money::from_decimal(text, Currency::EUR).map(|m| m.amount_minor);
        assert_eq!(read("12.5"), Ok(1250));
        assert_eq!(read("-0.01"), Ok(-1));
        assert_eq!(read("3.390"), Ok(339));
        assert!(matches!(read("0.001"), Err(MoneyError::TooManyDecimals { .. })));
        assert!(matches!(read("1e3"), Err(MoneyError::NotANumber { .. })));
        assert!(matches!(read("92233720368547758.08"), Err(MoneyError::Overflow)));
        assert_eq!(Decimal::parse("0.005").and_then(|d| d.rounded_minor(Currency::EUR)), Ok((1, true)));
        assert_eq!(Decimal::parse("-0.004").and_then(|d| d.rounded_minor(Currency::EUR)), Ok((0, true)));
        assert_eq!(Money::new(-5, Currency::KWD).to_string(), "-0.005 KWD");
    }

    #[test]
    fn per_slice_rounding_would_leave_a_cent() {
        // reference: G 10.70, T 0.70 in three slices ends exactly when released cumulatively.
        let mut bucket = Bucket::new(1070, 70);
        for slice in [357, 357, 356] {
            let part = bucket.part_of(slice);
            bucket.release(slice, part);
        }
        assert_eq!((bucket.left_minor(), bucket.released_part_minor), (0, 70));
    }

    proptest! {
        #[test]
        fn allocation_sums_exactly(total in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(0_i64..1_000_000, 1..20)) {
            let parts = allocate(total, &weights)?;
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            if sum > 0 {
                for (part, weight) in parts.iter().zip(&weights) {
                    let exact = i128::from(total) * i128::from(*weight) / sum;
                    prop_assert!((i128::from(*part) - exact).abs() <= 1);
                }
            }
        }

        #[test]
        fn any_slicing_releases_the_whole_part(gross in 1_i64..1_000_000, rate in 0_i64..100, cuts in prop::collection::vec(1_i64..100_000, 1..30)) {
            let mut bucket = Bucket::new(gross, gross * rate / 100);
            for cut in cuts {
                let slice = cut.min(bucket.left_minor());
                let part = bucket.part_of(slice);
                prop_assert!(part >= 0 && part <= slice);
                bucket.release(slice, part);
            }
            let rest = bucket.left_minor();
            let part = bucket.part_of(rest);
            bucket.release(rest, part);
            prop_assert_eq!(bucket.released_part_minor, bucket.part_minor);
        }
    }
}
