//! Counts of sales and disputes by month and card network, for the programmes of the networks.
//!
//! They follow the feed, in its order and each event once, so that any node can go on counting and they can be made again.
//! Months are calendar months in UTC, as the networks count them; a sale is a capture that a gateway completed, in the
//! month in which it happened. A capture that was undone later stays counted: the networks saw it, too.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use recoup_core::event::{Body, Event, Route};
use recoup_core::id::Id;
use recoup_core::payment::Payment;
use recoup_core::programs::Month;
use recoup_core::world::State;
use serde::{Deserialize, Serialize};

use crate::engine::recall;
use crate::store::rows::Wanted;
use crate::store::tally::TallyRow;
use crate::store::{Store, StoreError};

/// Events counted in one go.
const MOST: i64 = 500;

/// Months that are kept, the newest.
const MOST_MONTHS: usize = 36;

/// What is counted for a network in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Captures.
    pub sales: u64,
    /// Disputes that became chargebacks.
    pub disputes: u64,
    /// Those of them for fraud.
    pub fraud_disputes: u64,
}

/// Counts by month, such as `2026-11`, and network, such as `visa`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally(BTreeMap<String, BTreeMap<String, Counts>>);

impl Tally {
    /// What is counted for a network in the month of a day.
    #[must_use]
    pub fn of(&self, network: &str, day: Date) -> Counts {
        self.0.get(&month(day)).and_then(|networks| networks.get(network)).copied().unwrap_or_default()
    }

    /// Every network that is counted in the month of a day or in the one before.
    #[must_use]
    pub fn networks(&self, day: Date) -> Vec<&str> {
        let months = [month(day), month(before(day))];
        let mut found: Vec<&str> =
            months.iter().filter_map(|month| self.0.get(month)).flat_map(|of| of.keys()).map(String::as_str).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The month of a day as the programmes look at it.
    #[must_use]
    pub fn month(&self, network: &str, day: Date) -> Month {
        let (now, then) = (self.of(network, day), self.of(network, before(day)));
        Month {
            sales: now.sales,
            sales_before: then.sales,
            disputes: now.disputes,
            fraud_disputes: now.fraud_disputes,
            ..Month::default()
        }
    }

    fn count(&mut self, event: &Event, payment: &Payment) {
        let Some(add) = counted(&event.body) else { return };
        let day = event.effective_at.to_zoned(TimeZone::UTC).date();
        let mine = self.0.entry(month(day)).or_default().entry(network(&payment.method.brand)).or_default();
        mine.sales = mine.sales.saturating_add(add.sales);
        mine.disputes = mine.disputes.saturating_add(add.disputes);
        mine.fraud_disputes = mine.fraud_disputes.saturating_add(add.fraud_disputes);
        while self.0.len() > MOST_MONTHS {
            self.0.pop_first();
        }
    }
}

/// What an event adds.
const fn counted(body: &Body) -> Option<Counts> {
    match body {
        Body::CaptureCompleted { route: Route::Gateway { .. }, .. } => {
            Some(Counts { sales: 1, disputes: 0, fraud_disputes: 0 })
        }
        _ => None,
    }
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The last day of the month before.
fn before(day: Date) -> Date {
    day.first_of_month().yesterday().unwrap_or(Date::MIN)
}

/// The network of a brand as gateways and shops write it.
fn network(brand: &str) -> String {
    let brand = brand.to_lowercase();
    let known =
        [("visa", "visa"), ("mastercard", "mastercard"), ("master_card", "mastercard"), ("maestro", "mastercard")];
    match known.iter().find(|(part, _)| brand.contains(part)) {
        Some((_, network)) => (*network).to_owned(),
        None if brand == "mc" => "mastercard".to_owned(),
        None if brand.is_empty() => "unknown".to_owned(),
        None => brand.chars().take(40).collect(),
    }
}

/// The counts of a tenant as far as they were made.
///
/// # Errors
/// When the database cannot be read.
pub async fn read(store: &Store, tenant: &str) -> Result<Tally, StoreError> {
    store.tally(tenant).await?.map_or_else(|| Ok(Tally::default()), |row| parse(&row.counts))
}

fn parse(counts: &str) -> Result<Tally, StoreError> {
    let wrong = |error| StoreError::Corrupt { what: format!("the tally cannot be read: {error}") };
    serde_json::from_str(counts).map_err(wrong)
}

/// Counts the next events of a tenant's feed; whether there may be more.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn follow(store: &Store, tenant: &str) -> Result<bool, StoreError> {
    let row = store.tally(tenant).await?;
    let (from_no, mut tally) = match row {
        Some(row) => (row.feed_no, parse(&row.counts)?),
        None => (0, Tally::default()),
    };
    let feed = store.feed(tenant, from_no, MOST).await?;
    let Some(last) = feed.last() else { return Ok(false) };
    let mut events = Vec::new();
    for row in &feed {
        // Most events count nothing, and are not read for that.
        if row.event.kind == "capture.completed" || row.event.kind.starts_with("dispute.") {
            events.push(recall::event(&row.event)?);
        }
    }
    let payments = payments(store, tenant, &events).await?;
    for event in &events {
        if let Some(payment) = payments.get(&event.stream) {
            tally.count(event, payment);
        }
    }
    let counts = serde_json::to_string(&tally).map_err(|error| StoreError::Corrupt { what: error.to_string() })?;
    store.put_tally(tenant, from_no, &TallyRow { feed_no: last.feed_no, counts }).await?;
    Ok(true)
}

async fn payments(store: &Store, tenant: &str, events: &[Event]) -> Result<BTreeMap<Id, Payment>, StoreError> {
    let mut ids: Vec<&Id> = events.iter().map(|event| &event.stream).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let streams = ids.into_iter().map(|id| (tenant.to_owned(), id.as_str().to_owned())).collect();
    let loaded = store.load(&Wanted { streams, ..Wanted::default() }).await?;
    let mut found = BTreeMap::new();
    for (_, row) in &loaded.streams {
        if let (id, State::Payment(payment)) = recall::stream(row).map(|(id, stream)| (id, stream.state))? {
            found.insert(id, payment);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn brands_are_read_as_people_write_them() {
        for (brand, wanted) in [
            ("Visa", "visa"),
            ("VISA Debit", "visa"),
            ("MasterCard", "mastercard"),
            ("mc", "mastercard"),
            ("amex", "amex"),
            ("", "unknown"),
        ] {
            assert_eq!(network(brand), wanted);
        }
    }

    #[test]
    fn the_month_before_january_is_december() {
        assert_eq!(
            (month(date(2027, 1, 3)), month(before(date(2027, 1, 3)))),
            ("2027-01".to_owned(), "2026-12".to_owned())
        );
    }
}
