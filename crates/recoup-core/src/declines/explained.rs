//! What a decline code means on a day, and what follows from it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::class::{Class, RetryLater};
use super::order;
use super::table::{self, Row};
use crate::payment::{Payment, PaymentStatus};

/// How often a payment may be tried again after a code that nobody knows.
pub const UNKNOWN_RETRIES_AT_MOST: u32 = 2;

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// The advice beside the code.
    Advice,
    /// The code.
    Code,
    /// A range that the code falls into.
    Range,
    /// Nothing: the code is not in the table.
    Nothing,
}

impl DecidedBy {
    /// The word in the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Code => "code",
            Self::Range => "range",
            Self::Nothing => "nothing",
        }
    }
}

/// What a decline code means on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The gateway or vocabulary that was asked.
    pub source: String,
    /// The code, without an advice behind it.
    pub code: String,
    /// The advice beside the code; empty without one.
    pub advice: String,
    /// What decided.
    pub by: DecidedBy,
    /// The row that decided; `None` for a code that is not in the table.
    pub row: Option<&'static Row>,
    /// The row of the code, where the advice decided over it.
    pub behind: Option<&'static Row>,
    /// Its class.
    pub class: Class,
    /// The other way to read it.
    pub otherwise: Option<Class>,
    /// Whether a later attempt with the same instrument makes sense.
    pub retry_later: RetryLater,
    /// Whether another gateway may be tried at once, once the attempt is known to be dead; see [`may_fail_over`].
    pub failover_now: bool,
    /// Shortest wait before the next attempt, hours.
    pub earliest_retry_hours: Option<u32>,
    /// How many more attempts at most; `None` where the table sets no cap of its own.
    pub retries_at_most: Option<u32>,
    /// Whether the code says that nobody knows yet what became of the attempt.
    pub outcome_unknown: bool,
}

/// Explains a code of a gateway (`stripe`) or of one vocabulary (`mastercard_mac`) on a day.
///
/// A code may carry an advice, as `code/advice`. The advice decides before the code, and the code before a range. A
/// code that is not in the table is soft: no reason given, few attempts, no other gateway.
#[must_use]
pub fn explain(source: &str, code: &str, on: Date) -> Explained {
    let own = [source];
    let (advices, codes, late_advices) = match order::of(source) {
        Some(order) => (order.advices, order.codes, order.late_advices),
        None => (&[][..], &own[..], &[][..]),
    };
    let exact = |sources: &[&str], code: &str| sources.iter().find_map(|source| table::exact(source, code, on));
    let range = |code: &str| codes.iter().find_map(|source| table::range(source, code, on));

    // Some gateways say a reason in words where they have no code, and a slash may stand in it.
    let (code, advice) = match code.rsplit_once('/') {
        Some((code, advice)) if exact(codes, &format!("{code}/{advice}")).is_none() => (code.trim(), advice.trim()),
        _ => (code.trim(), ""),
    };
    let of_code = exact(codes, code)
        .map(|row| (row, if row.is_range() { DecidedBy::Range } else { DecidedBy::Code }))
        .or_else(|| range(code).map(|row| (row, DecidedBy::Range)));
    let behind = of_code.map(|(row, _)| row);
    let counts = |row: &&Row| !row.only_with_funds || behind.is_some_and(is_funds);
    let first = exact(advices, advice).filter(counts);
    // Ranked last by its gateway, it still may forbid: trying against the network's word costs a fee.
    let late = exact(late_advices, advice)
        .filter(counts)
        .filter(|row| behind.is_none() || matches!(row.class, Class::Never | Class::Revoked));

    let (row, by) = match (first.or(late), of_code) {
        (Some(row), _) => (Some(row), DecidedBy::Advice),
        (None, Some((row, by))) => (Some(row), by),
        (None, None) => (None, DecidedBy::Nothing),
    };
    let asked = Asked { source, code, advice };
    match row {
        Some(row) => asked.known(row, behind.filter(|_| by == DecidedBy::Advice), by),
        None => asked.unknown(),
    }
}

/// Classifies the code of a declined payment, as the adapters write it: `code` or `code/advice`. The gateway is the
/// first part of an account's name, such as `stripe` of `stripe:main`; a whole name does as well.
#[must_use]
pub fn classify(gateway: &str, code: &str, on: Date) -> Explained {
    explain(gateway.split(':').next().unwrap_or(gateway), code, on)
}

/// Why a payment was declined, if it was and stands so.
#[must_use]
pub fn of_payment(payment: &Payment) -> Option<Explained> {
    let (declined, account) = (payment.declined.as_ref()?, payment.gateway_account()?);
    Some(classify(account, &declined.code, day(declined.at)))
}

/// The day of an instant, UTC: what a table that gives no zone is read by.
#[must_use]
pub fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn is_funds(row: &Row) -> bool {
    row.class == Class::Funds || row.otherwise == Some(Class::Funds)
}

struct Asked<'a> {
    source: &'a str,
    code: &'a str,
    advice: &'a str,
}

impl Asked<'_> {
    fn known(&self, row: &'static Row, behind: Option<&'static Row>, by: DecidedBy) -> Explained {
        // An advice to wait says when and not why: beside "not enough funds" it is still that.
        let why = behind.filter(|code| row.class.is_about_when() && matches!(code.class, Class::Funds | Class::Limit));
        Explained {
            source: self.source.to_owned(),
            code: self.code.to_owned(),
            advice: self.advice.to_owned(),
            by,
            row: Some(row),
            behind,
            class: why.map_or(row.class, |code| code.class),
            otherwise: why.map_or(row.otherwise, |code| code.otherwise),
            retry_later: row.retry_later,
            failover_now: row.failover_now,
            earliest_retry_hours: row.earliest_retry_hours,
            retries_at_most: None,
            // An advice does not say what became of the attempt.
            outcome_unknown: row.outcome_unknown || behind.is_some_and(|code| code.outcome_unknown),
        }
    }

    fn unknown(&self) -> Explained {
        Explained {
            source: self.source.to_owned(),
            code: self.code.to_owned(),
            advice: self.advice.to_owned(),
            by: DecidedBy::Nothing,
            row: None,
            behind: None,
            class: Class::Generic,
            otherwise: None,
            retry_later: RetryLater::Yes,
            // It may as well stand for "never again", and another gateway would be asked against the network's word.
            failover_now: false,
            earliest_retry_hours: None,
            retries_at_most: Some(UNKNOWN_RETRIES_AT_MOST),
            outcome_unknown: false,
        }
    }
}

impl Explained {
    /// Whether the table has the code or its advice.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.row.is_some()
    }

    /// Why it was declined, in a few words: fits behind "declined:".
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.class.title()
    }

    /// What it means, in the words of the table.
    #[must_use]
    pub fn meaning(&self) -> String {
        match (self.row, self.behind) {
            (None, _) => "not in the table of decline codes".to_owned(),
            (Some(row), None) => row.meaning.to_owned(),
            (Some(advice), Some(code)) => format!("{}; the network advises: {}", code.meaning, advice.meaning),
        }
    }

    /// What to do, for staff, in sentences.
    #[must_use]
    pub fn what_to_do(&self) -> String {
        let mut says: Vec<String> = Vec::new();
        if self.outcome_unknown {
            says.push("Ask the gateway first what became of the attempt.".to_owned());
        }
        says.push(self.class.action().to_owned());
        says.push(match (self.retry_later, self.earliest_retry_hours, self.retries_at_most) {
            (RetryLater::No, ..) => "Do not try again as it is.".to_owned(),
            (RetryLater::Yes, Some(hours), _) => format!("It may be tried again after {}.", wait(hours)),
            (RetryLater::Yes, None, Some(most)) => format!("It may be tried again later, {most} times at most."),
            (RetryLater::Yes, None, None) => "It may be tried again later.".to_owned(),
            (RetryLater::Conditional, Some(hours), _) => {
                format!("It may be tried again after {} where the meaning allows it.", wait(hours))
            }
            (RetryLater::Conditional, None, _) => "Try again only where the meaning allows it.".to_owned(),
        });
        if self.failover_now {
            says.push("Another gateway may be tried at once.".to_owned());
        }
        says.join(" ")
    }
}

/// Hours in words: days where they are whole and more than two.
fn wait(hours: u32) -> String {
    match hours {
        1 => "1 hour".to_owned(),
        hours if hours > 48 && hours.is_multiple_of(24) => format!("{} days", hours / 24),
        hours => format!("{hours} hours"),
    }
}

/// What is known of an attempt before another gateway is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Declined, and nothing contradicts it: it cannot take money any more.
    Dead,
    /// Anything else: no answer, on its way, waiting for the customer, or told in two ways.
    Open,
}

impl Attempt {
    /// Where the attempt of a payment stands.
    #[must_use]
    pub fn of(payment: &Payment) -> Self {
        // A payment that ever held an authorization, or whose gateway contradicted itself, may hold money.
        let told_once = payment.authorized_minor == 0 && payment.captures.is_empty() && payment.alarms.is_empty();
        if payment.status == PaymentStatus::Failed && told_once { Self::Dead } else { Self::Open }
    }
}

/// Whether another gateway may be asked at once for what this one declined. Never while the first attempt may still
/// take the money, and never for a class that ends the matter, whatever a row says.
#[must_use]
pub const fn may_fail_over(explained: &Explained, attempt: Attempt) -> bool {
    let dead = matches!(attempt, Attempt::Dead) && !explained.outcome_unknown;
    dead && explained.failover_now && !explained.class.ends_it()
}
