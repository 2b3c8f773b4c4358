//! What a whole report says: rows by kind and currency, the sums it tells beside what its rows sum to, and what is odd.
//!
//! It keeps sums and a bounded number of samples, so a report of any length needs no more memory than a short one.

use std::collections::BTreeMap;

use recoup_core::money::Currency;

use crate::report::{Item, Line, LineKind, Total};

/// Odd rows that are kept to be shown; all are counted.
const MOST_ODD: usize = 50;

/// Sums that fit that are kept to be shown; all are counted, and of those that do not fit as many again are kept.
const MOST_TOTALS: usize = 100;

/// What became of reading a report, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It cannot be read to its end.
    Broken,
    /// A sum that it tells is not what its rows sum to.
    DoesNotFit,
    /// Rows of it could not be read or are not known.
    Odd,
    /// Every row was read, and it tells no sum: whether a row is missing, nobody can say.
    TellsNoSum,
    /// Every row was read, and they sum to what it tells.
    Fits,
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::DoesNotFit => "does_not_fit",
            Self::Odd => "odd_rows",
            Self::TellsNoSum => "tells_no_sum",
            Self::Fits => "fits",
        }
    }

    /// Whether nothing has to be looked at.
    #[must_use]
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Fits | Self::TellsNoSum)
    }
}

/// What the rows of a kind sum to in one currency, minor units of the currency of their net amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Rows.
    pub rows: u64,
    /// Effect on the balance before fees.
    pub before_fees_minor: i128,
    /// Effect of the fees on the balance.
    pub fees_minor: i128,
    /// Effect on the balance.
    pub net_minor: i128,
}

impl Sum {
    fn add(&mut self, line: &Line) {
        let (fee, net) = (i128::from(line.fee.amount_minor), i128::from(line.net.amount_minor));
        self.rows += 1;
        // A row in another currency before fees is counted by what became of it.
        self.before_fees_minor = self.before_fees_minor.saturating_add(net.saturating_sub(fee));
        self.fees_minor = self.fees_minor.saturating_add(fee);
        self.net_minor = self.net_minor.saturating_add(net);
    }
}

/// A row that could not be read or is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddRow {
    /// Row in the file, from 1; 0 where it is about the whole file.
    pub number: u64,
    /// Why.
    pub why: String,
    /// The row as it is, cut.
    pub raw: String,
}

/// What a whole report says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// By kind of row and currency.
    pub kinds: BTreeMap<(LineKind, Currency), Sum>,
    /// By currency.
    pub currencies: BTreeMap<Currency, Sum>,
    /// Sums that it tells; those that do not fit first, each at most a hundred.
    pub totals: Vec<Total>,
    /// How many sums it tells.
    pub told: u64,
    /// How many of them do not fit.
    pub misfits: u64,
    /// The first odd rows.
    pub odd: Vec<OddRow>,
    /// How many rows are odd.
    pub odd_rows: u64,
    /// Why it cannot be read any further.
    pub broken: Option<String>,
}

impl Summary {
    /// Reads a report to its end.
    pub fn of(items: impl Iterator<Item = Item>) -> Self {
        let mut summary = Self::default();
        let (mut misfits, mut fits) = (Vec::new(), Vec::new());
        for item in items {
            match item {
                Item::Line(line) => summary.line(&line),
                Item::Odd { number, why, raw } => {
                    summary.odd_rows += 1;
                    if summary.odd.len() < MOST_ODD {
                        summary.odd.push(OddRow { number, why, raw });
                    }
                }
                Item::Total(total) => {
                    summary.told += 1;
                    summary.misfits += u64::from(!total.fits());
                    let kept = if total.fits() { &mut fits } else { &mut misfits };
                    if kept.len() < MOST_TOTALS {
                        kept.push(total);
                    }
                }
                Item::Broken { why } => summary.broken = Some(why),
            }
        }
        misfits.append(&mut fits);
        summary.totals = misfits;
        summary
    }

    fn line(&mut self, line: &Line) {
        let currency = line.net.currency;
        self.kinds.entry((line.kind, currency)).or_default().add(line);
        self.currencies.entry(currency).or_default().add(line);
    }

    /// Rows that were read.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.currencies.values().map(|sum| sum.rows).sum()
    }

    /// What became of it.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self { broken: Some(_), .. } => Verdict::Broken,
            Self { misfits: 1.., .. } => Verdict::DoesNotFit,
            Self { odd_rows: 1.., .. } => Verdict::Odd,
            Self { told: 0, .. } => Verdict::TellsNoSum,
            _ => Verdict::Fits,
        }
    }
}

/// A sum in major units with its currency, such as `-12.30 EUR`.
#[must_use]
pub fn amount(minor: i128, currency: Currency) -> String {
    let (exponent, code) = (currency.exponent(), currency.code());
    let (sign, size) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs());
    if exponent == 0 {
        return format!("{sign}{size} {code}");
    }
    let (unit, width) = (10_u128.pow(exponent), usize::try_from(exponent).unwrap_or(2));
    format!("{sign}{}.{:0width$} {code}", size / unit, size % unit)
}
