//! What a list is narrowed to and how it is sorted, read from the address and written back into it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::money::Currency;

use super::Of;
use crate::http::Shared;
use crate::pages::form::shown_as;
use crate::pages::trouble::{Trouble, in_query};
use crate::pages::words;

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By when it began, the last first.
    #[default]
    Newest,
    /// By when it began, the first first.
    Oldest,
    /// By amount in one currency, the largest first.
    Largest,
    /// By amount in one currency, the smallest first.
    Smallest,
}

impl Sort {
    /// Every way with its word in the address.
    const ALL: [(Self, &'static str); 4] =
        [(Self::Newest, "newest"), (Self::Oldest, "oldest"), (Self::Largest, "largest"), (Self::Smallest, "smallest")];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(sort, _)| *sort == self).map_or("", |(_, word)| word)
    }

    /// Whether it is by amount.
    #[must_use]
    pub const fn by_amount(self) -> bool {
        matches!(self, Self::Largest | Self::Smallest)
    }
}

/// A list's filters as they were typed, and what they mean.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this standing.
    pub status: Option<String>,
    /// Only this currency.
    pub currency: Option<Currency>,
    /// At least so much, minor units of the currency.
    pub at_least_minor: Option<i64>,
    /// At most so much, minor units of the currency.
    pub at_most_minor: Option<i64>,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to and with this day.
    pub until: Option<Date>,
    /// Only through this gateway account or till.
    pub through: Option<String>,
    /// How it is sorted.
    pub sort: Sort,
    /// Where the page goes on.
    pub after: Option<String>,
    /// What could not be read.
    pub wrong: Vec<String>,
    typed: Vec<(String, String)>,
}

/// Fields that filter; the rest of the address is order and place.
const FIELDS: [&str; 7] = ["status", "currency", "least", "most", "from", "until", "through"];

impl Filter {
    /// Reads the pairs of a query.
    #[must_use]
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let typed: Vec<(String, String)> = pairs
            .into_iter()
            .map(|(name, value)| (name, value.trim().to_owned()))
            .filter(|(_, v)| !v.is_empty())
            .collect();
        let mut filter = Self { typed, ..Self::default() };
        let text = |name: &str| filter.typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let (status, through, after) = (text("status"), text("through"), text("after"));
        let (currency, least, most) = (text("currency"), text("least"), text("most"));
        let (from, until, sort) = (text("from"), text("until"), text("sort"));
        (filter.status, filter.through, filter.after) = (status, through, after);
        filter.sort =
            Sort::ALL.iter().find(|(_, word)| Some(*word) == sort.as_deref()).map_or(Sort::Newest, |(s, _)| *s);
        if let Some(code) = currency {
            match code.to_uppercase().parse() {
                Ok(currency) => filter.currency = Some(currency),
                Err(_) => filter.wrong.push(format!("There is no currency {code}; it is three letters such as EUR.")),
            }
        }
        filter.at_least_minor = filter.amount(least);
        filter.at_most_minor = filter.amount(most);
        filter.from = filter.day(from);
        filter.until = filter.day(until);
        if filter.sort.by_amount() && filter.currency.is_none() {
            filter
                .wrong
                .push("Amounts of several currencies have no order; choose a currency to sort by amount.".to_owned());
            filter.sort = Sort::Newest;
        }
        filter
    }

    /// Leaves out what a list does not tell, and says so.
    pub fn fit(&mut self, of: Of) {
        if of == Of::Orders && self.through.take().is_some() {
            self.wrong.push("An order may be paid in several ways; look for a gateway under Payments.".to_owned());
        }
    }

    fn amount(&mut self, typed: Option<String>) -> Option<i64> {
        let typed = typed?;
        let Some(currency) = self.currency else {
            self.wrong.push("Choose a currency to filter by amount.".to_owned());
            return None;
        };
        match words::read_amount(&typed, currency) {
            Ok(minor) => Some(minor),
            Err(why) => {
                self.wrong.push(crate::pages::trouble::sentence(&why));
                None
            }
        }
    }

    fn day(&mut self, typed: Option<String>) -> Option<Date> {
        let typed = typed?;
        let day = typed.parse().ok();
        if day.is_none() {
            self.wrong.push("A day is written like 2026-11-21.".to_owned());
        }
        day
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_set(&self) -> bool {
        FIELDS.iter().any(|name| !self.text(name).is_empty())
    }

    fn text(&self, name: &str) -> &str {
        self.typed.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The instants between which things begin, microseconds since 1970.
    #[must_use]
    pub fn between_us(&self, zone: &TimeZone) -> (i64, i64) {
        let at = |day: Date| day.to_zoned(zone.clone()).map(|at| at.timestamp().as_microsecond()).ok();
        let from = self.from.and_then(at).unwrap_or(0);
        let until = self.until.and_then(|day| day.tomorrow().ok()).and_then(at).unwrap_or(i64::MAX);
        (from, until)
    }

    /// Whether an amount in a currency fits.
    #[must_use]
    pub fn fits_amount(&self, amount_minor: i64, currency: &str) -> bool {
        self.currency.is_none_or(|wanted| wanted.code() == currency)
            && self.at_least_minor.is_none_or(|least| amount_minor >= least)
            && self.at_most_minor.is_none_or(|most| amount_minor <= most)
    }

    fn query(&self, sort: Sort, after: Option<&str>) -> String {
        self.query_in(None, sort, after)
    }

    fn query_in(&self, currency: Option<&str>, sort: Sort, after: Option<&str>) -> String {
        let mut pairs: Vec<(&str, &str)> =
            FIELDS.iter().map(|name| (*name, self.text(name))).filter(|(_, value)| !value.is_empty()).collect();
        // Amounts of several currencies have no order, so sorting by amount brings one along.
        if let Some(code) = currency.filter(|_| sort.by_amount() && self.text("currency").is_empty()) {
            pairs.push(("currency", code));
        }
        if sort != Sort::Newest {
            pairs.push(("sort", sort.word()));
        }
        pairs.extend(after.map(|after| ("after", after)));
        pairs.iter().map(|(name, value)| format!("{name}={}", in_query(value))).collect::<Vec<_>>().join("&")
    }

    /// The address of the list, going on at a place.
    #[must_use]
    pub fn address(&self, of: Of, after: Option<&str>) -> String {
        join(of.path(), &self.query(self.sort, after))
    }

    /// The address of the list from its beginning, sorted another way; by amount in a currency unless one is chosen.
    #[must_use]
    pub fn sorted(&self, of: Of, sort: Sort, currency: Option<&str>) -> String {
        join(of.path(), &self.query_in(currency, sort, None))
    }

    /// The address of the file of what is seen.
    #[must_use]
    pub fn export(&self, of: Of) -> String {
        join(&format!("{}/export.csv", of.path()), &self.query(self.sort, None))
    }

    /// What a saved view keeps.
    #[must_use]
    pub fn kept(&self) -> String {
        self.query(self.sort, None)
    }

    /// The form of the filters.
    #[must_use]
    pub fn form(&self, of: Of) -> Markup {
        let input = |name: &str, label: &str, kind: &str| {
            html! {
                div class="field" {
                    label for=(name) { (label) }
                    input id=(name) name=(name) type=(shown_as(kind, self.text(name))) value=(self.text(name))
                        autocomplete="off";
                }
            }
        };
        html! {
            form class="filters" method="get" action=(of.path()) role="search" aria-label={ "Filter " (of.name().to_lowercase()) } {
                div class="field" {
                    label for="status" { "Standing" }
                    select id="status" name="status" {
                        option value="" { "Any" }
                        @for word in of.statuses() {
                            option value=(word) selected[self.text("status") == word] { (words::plain(word)) }
                        }
                    }
                }
                (input("currency", "Currency", "text"))
                (input("least", "At least", "text"))
                (input("most", "At most", "text"))
                (input("from", "From", "date"))
                (input("until", "Until", "date"))
                @if of != Of::Orders { (input("through", "Through", "text")) }
                @if self.sort != Sort::Newest { input type="hidden" name="sort" value=(self.sort.word()); }
                button { "Filter" }
                @if self.is_set() { a class="button" href=(of.path()) { "Clear" } }
            }
        }
    }
}

fn join(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

impl FromRequestParts<Shared> for Filter {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Trouble> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, face).await;
        Ok(Self::read(pairs.map(|query| query.0).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Filter {
        Filter::read(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn an_address_says_what_was_typed() {
        let filter =
            read(&[("status", "failed"), ("currency", "eur"), ("least", "10"), ("sort", "largest"), ("x", "y")]);
        assert_eq!(filter.wrong, Vec::<String>::new());
        assert_eq!((filter.at_least_minor, filter.sort), (Some(1_000), Sort::Largest));
        assert_eq!(
            filter.address(Of::Payments, Some("a b")),
            "/payments?status=failed&currency=eur&least=10&sort=largest&after=a%20b"
        );
        assert!(
            filter.fits_amount(1_000, "EUR") && !filter.fits_amount(999, "EUR") && !filter.fits_amount(1_000, "USD")
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_and_does_not_narrow() {
        let filter = read(&[("currency", "euros"), ("least", "10"), ("from", "yesterday"), ("sort", "largest")]);
        assert_eq!(filter.wrong.len(), 4, "{:?}", filter.wrong);
        assert_eq!((filter.at_least_minor, filter.from, filter.sort), (None, None, Sort::Newest));
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let filter = read(&[("from", "2026-11-21"), ("until", "2026-11-21")]);
        let (from, until) = filter.between_us(&TimeZone::fixed(jiff::tz::offset(1)));
        assert_eq!(until - from, 86_400_000_000);
        assert_eq!(from, "2026-11-20T23:00:00Z".parse::<jiff::Timestamp>().expect("an instant").as_microsecond());
    }
}
