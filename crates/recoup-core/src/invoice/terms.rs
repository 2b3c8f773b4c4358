//! Terms of an invoice and the days that follow from them.
//!
//! A day is a date in some place, and it ends when it ends there. Deciding knows no time zones, so whoever asks says both
//! the dates and the instants at which they end; here it is checked that the dates follow from the terms and that the
//! instants can be the ends of these dates somewhere on earth.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::money::share;
use crate::refusal::Refusal;

/// Most days from issue to due date, and of grace.
const MOST_DAYS: u16 = 3_650;
/// Hundredths of a percent in a whole.
const WHOLE_BP: i64 = 10_000;
/// A day may end this many seconds before it ends in UTC, and so many after.
const EARLIEST_SECS: i64 = 14 * 3_600;
const LATEST_SECS: i64 = 12 * 3_600;

/// When an invoice is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Due {
    /// On the day it is issued.
    OnReceipt,
    /// So many days after.
    Net {
        /// Days.
        days: u16,
    },
    /// On a day.
    On {
        /// The day.
        date: Date,
    },
}

/// What is taken off when it is paid early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Early {
    /// How much, hundredths of a percent of what is not credited.
    pub percent_bp: u16,
    /// Days after issue by whose end it is paid.
    pub days: u16,
}

/// Terms of payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// When it is due.
    pub due: Due,
    /// Days after the due date before it is past due.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub grace_days: u16,
    /// Discount for paying early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<Early>,
}

fn is_zero(days: &u16) -> bool {
    *days == 0
}

/// A date somewhere, and the instant at which it ends there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// The first instant after it, UTC.
    pub ends_at: Timestamp,
}

/// The days of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// When it was issued.
    pub issued_on: Date,
    /// When it is due.
    pub due: Day,
    /// After this day it is past due.
    pub late: Day,
    /// The last day of the discount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Day>,
}

/// The dates that follow from terms, without their ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// When it is due.
    pub due: Date,
    /// After this day it is past due.
    pub late: Date,
    /// The last day of the discount.
    pub discount: Option<Date>,
}

impl Terms {
    /// Checks their form.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub fn check(&self) -> Result<(), Refusal> {
        let invalid =
            |field: &str, why: &str| Refusal::Invalid { param: format!("terms.{field}"), why: why.to_owned() };
        let net_days = if let Due::Net { days } = self.due { Some(days) } else { None };
        if net_days.is_some_and(|days| days > MOST_DAYS) {
            return Err(invalid("days", "send at most 3650 days"));
        }
        if self.grace_days > MOST_DAYS {
            return Err(invalid("grace_days", "send at most 3650 days"));
        }
        let Some(early) = self.early else { return Ok(()) };
        if early.percent_bp == 0 || i64::from(early.percent_bp) >= WHOLE_BP {
            return Err(invalid("early.percent_bp", "send hundredths of a percent, 1 to 9999"));
        }
        if early.days > MOST_DAYS || net_days.is_some_and(|days| early.days > days) {
            return Err(invalid("early.days", "the discount ends on the due date at the latest"));
        }
        Ok(())
    }

    /// The dates of an invoice that is issued on a day.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a due date before that day, and for days beyond the calendar.
    pub fn follow(&self, issued_on: Date) -> Result<Follow, Refusal> {
        let due = match self.due {
            Due::OnReceipt => issued_on,
            Due::Net { days } => plus(issued_on, days)?,
            Due::On { date } => date,
        };
        if due < issued_on {
            let why = format!("it is due on {due}, before it is issued on {issued_on}");
            return Err(Refusal::Invalid { param: "terms.date".to_owned(), why });
        }
        let discount = self.early.map(|early| plus(issued_on, early.days)).transpose()?;
        Ok(Follow { due, late: plus(due, self.grace_days)?, discount })
    }

    /// What may be taken off an amount that is paid early, minor units.
    #[must_use]
    pub fn discount_minor(&self, of_minor: i64) -> i64 {
        self.early.map_or(0, |early| share(of_minor, i64::from(early.percent_bp), WHOLE_BP))
    }
}

fn plus(date: Date, days: u16) -> Result<Date, Refusal> {
    date.checked_add(Span::new().days(i64::from(days))).map_err(|_| beyond(date))
}

fn beyond(date: Date) -> Refusal {
    Refusal::Invalid { param: "issued_on".to_owned(), why: format!("{date} is beyond the calendar") }
}

impl Day {
    fn check(&self, param: &str, want: Date) -> Result<(), Refusal> {
        let invalid = |why: String| Refusal::Invalid { param: param.to_owned(), why };
        if self.date != want {
            return Err(invalid(format!("by the terms it is {want}, not {}", self.date)));
        }
        let next = plus(self.date, 1)?.to_zoned(TimeZone::UTC).map_err(|_| beyond(self.date))?.timestamp();
        let off_secs = self.ends_at.as_second().saturating_sub(next.as_second());
        if (-EARLIEST_SECS..=LATEST_SECS).contains(&off_secs) {
            return Ok(());
        }
        Err(invalid(format!("{} ends nowhere at {}", self.date, self.ends_at)))
    }
}

impl Dates {
    /// Checks that they follow from the terms.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub fn check(&self, terms: &Terms) -> Result<(), Refusal> {
        let follow = terms.follow(self.issued_on)?;
        self.due.check("due", follow.due)?;
        self.late.check("late", follow.late)?;
        match (&self.discount, follow.discount) {
            (Some(day), Some(want)) => day.check("discount", want),
            (None, None) => Ok(()),
            _ => Err(Refusal::Invalid {
                param: "discount".to_owned(),
                why: "there is a last day of the discount where the terms have one".to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    const NET: Terms =
        Terms { due: Due::Net { days: 30 }, grace_days: 3, early: Some(Early { percent_bp: 200, days: 10 }) };

    #[test]
    fn dates_follow_from_terms() {
        let follow = NET.follow(date("2024-01-31")).expect("a month");
        let want = Follow { due: date("2024-03-01"), late: date("2024-03-04"), discount: Some(date("2024-02-10")) };
        assert_eq!(follow, want);
        let receipt = Terms { due: Due::OnReceipt, grace_days: 0, early: None };
        assert_eq!(receipt.follow(date("2024-02-29")).expect("a day").late, date("2024-02-29"));
        let past = Terms { due: Due::On { date: date("2024-01-01") }, grace_days: 0, early: None };
        assert!(past.follow(date("2024-01-02")).is_err());
        assert!(NET.follow(date("9999-12-30")).is_err(), "beyond the calendar");
    }

    #[test]
    fn a_day_ends_where_it_is_a_day() {
        let day = |ends_at: &str| Day { date: date("2024-03-01"), ends_at: ends_at.parse().expect("an instant") };
        // UTC, Auckland in summer, Kiritimati, Baker Island.
        for good in ["2024-03-02T00:00:00Z", "2024-03-01T11:00:00Z", "2024-03-01T10:00:00Z", "2024-03-02T12:00:00Z"] {
            assert_eq!(day(good).check("due", date("2024-03-01")), Ok(()), "{good}");
        }
        for bad in ["2024-03-01T09:59:59Z", "2024-03-02T12:00:01Z", "2024-03-01T00:00:00Z"] {
            assert!(day(bad).check("due", date("2024-03-01")).is_err(), "{bad}");
        }
        assert!(day("2024-03-02T00:00:00Z").check("due", date("2024-03-02")).is_err(), "another date");
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let early = |percent_bp, days| Terms { early: Some(Early { percent_bp, days }), ..NET };
        for terms in [early(0, 10), early(10_000, 10), early(200, 31), Terms { grace_days: 4_000, ..NET }] {
            assert!(terms.check().is_err(), "{terms:?}");
        }
        assert_eq!(NET.check(), Ok(()));
        assert_eq!(NET.discount_minor(11_900), 238);
    }
}
