//! How old what is open is: buckets by days past the due date, with a total for each currency.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Invoice;
use crate::money::{Currency, Money};

/// How long something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// Not past its due date.
    Current,
    /// 1 to 30 days past it.
    To30,
    /// 31 to 60 days.
    To60,
    /// 61 to 90 days.
    To90,
    /// More than 90 days.
    Older,
}

impl Bucket {
    /// Every bucket, youngest first.
    pub const ALL: [Self; 5] = [Self::Current, Self::To30, Self::To60, Self::To90, Self::Older];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::To30 => "1_30",
            Self::To60 => "31_60",
            Self::To90 => "61_90",
            Self::Older => "over_90",
        }
    }

    /// The bucket of something that is due so many days.
    #[must_use]
    pub const fn of(days_late: i32) -> Self {
        match days_late {
            ..=0 => Self::Current,
            1..=30 => Self::To30,
            31..=60 => Self::To60,
            61..=90 => Self::To90,
            _ => Self::Older,
        }
    }
}

/// Days from a due date to a day; negative before it.
#[must_use]
pub fn days_late(due: Date, today: Date) -> i32 {
    due.until(today).map_or(0, |span| span.get_days())
}

/// What is open in each bucket of one currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Minor units, in the order of [`Bucket::ALL`].
    pub open_minor: [i64; 5],
    /// How many invoices.
    pub invoices: u64,
}

impl Row {
    /// What is open in all, minor units.
    #[must_use]
    pub fn total_minor(&self) -> i64 {
        self.open_minor.iter().fold(0, |sum, part| sum.saturating_add(*part))
    }
}

/// What is open by age and currency. Each invoice counts with what is open of it and the date it is in its own zone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ageing {
    /// Rows by currency code.
    pub rows: BTreeMap<&'static str, Row>,
}

impl Ageing {
    /// Counts an invoice in, given the date where it is.
    pub fn count(&mut self, invoice: &Invoice, today: Date) {
        if let Some(dates) = &invoice.dates {
            self.add(Money::new(invoice.open_minor(), invoice.currency), days_late(dates.due.date, today));
        }
    }

    /// Counts an open amount in; what is not open does not count.
    pub fn add(&mut self, open: Money, days_late: i32) {
        if open.amount_minor <= 0 {
            return;
        }
        let row = self.rows.entry(open.currency.code()).or_default();
        let cell = &mut row.open_minor[Bucket::of(days_late) as usize];
        *cell = cell.saturating_add(open.amount_minor);
        row.invoices += 1;
    }

    /// What is open in a bucket of a currency.
    #[must_use]
    pub fn open_minor(&self, currency: Currency, bucket: Bucket) -> i64 {
        self.rows.get(currency.code()).map_or(0, |row| row.open_minor[bucket as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_by_the_calendar() {
        let date = |text: &str| -> Date { text.parse().expect("a date") };
        for (due, today, days, bucket) in [
            ("2024-02-28", "2024-02-28", 0, Bucket::Current),
            ("2024-03-05", "2024-02-28", -6, Bucket::Current),
            ("2024-02-28", "2024-02-29", 1, Bucket::To30),
            ("2024-01-31", "2024-03-01", 30, Bucket::To30),
            ("2024-01-31", "2024-03-02", 31, Bucket::To60),
            ("2024-01-01", "2024-03-31", 90, Bucket::To90),
            ("2023-01-01", "2024-03-31", 455, Bucket::Older),
        ] {
            assert_eq!(days_late(date(due), date(today)), days, "{due} {today}");
            assert_eq!(Bucket::of(days), bucket, "{days}");
        }
    }

    #[test]
    fn open_amounts_add_up_by_currency() {
        let mut ageing = Ageing::default();
        for (minor, currency, days) in [
            (100, Currency::EUR, 0),
            (50, Currency::EUR, 61),
            (7, Currency::JPY, 500),
            (0, Currency::EUR, 5),
            (-4, Currency::EUR, 5),
        ] {
            ageing.add(Money::new(minor, currency), days);
        }
        let eur = &ageing.rows["EUR"];
        assert_eq!((eur.total_minor(), eur.invoices), (150, 2));
        assert_eq!(ageing.open_minor(Currency::EUR, Bucket::To90), 50);
        assert_eq!(ageing.open_minor(Currency::JPY, Bucket::Older), 7);
        assert_eq!(ageing.open_minor(Currency::KWD, Bucket::Current), 0);
    }
}
