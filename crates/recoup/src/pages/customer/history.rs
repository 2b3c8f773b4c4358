//! What a customer bought and had back, and what stands out in it: many refunds, to several payments, asked for by one
//! person. It reads a bounded number of orders, the newest, and says so where there are more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use recoup_core::event::Body;
use recoup_core::id::Id;
use recoup_core::order::Order;
use recoup_core::payment::{Payment, Refund};
use recoup_core::world::State as Known;

use crate::engine::recall;
use crate::http::Shared;
use crate::http::list::PageOf;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;
use crate::store::rows::Wanted;
use crate::store::views::ListQuery;

const DAY_US: i64 = 86_400_000_000;

/// Payments whose events are read to see who asked for refunds.
const MOST_ASKED_OF: usize = 20;

/// Events of one payment that are read, the newest.
const MOST_EVENTS: i64 = 500;

/// Orders of a customer, the newest first, with their payments.
#[derive(Debug, Default)]
pub struct History {
    /// The orders.
    pub orders: Vec<Order>,
    /// Their payments.
    pub payments: Vec<Payment>,
    /// Whether there are older orders than these.
    pub more: bool,
}

/// What was paid and given back in one currency, minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Captured.
    pub captured_minor: i64,
    /// With the customer again.
    pub refunded_minor: i64,
}

impl Sums {
    /// The share that was refunded, in whole percent; nothing where nothing was captured.
    #[must_use]
    pub fn percent(self) -> Option<i64> {
        let captured = i128::from(self.captured_minor);
        let share = |captured: i128| (i128::from(self.refunded_minor) * 100 + captured / 2) / captured;
        (captured > 0).then(|| i64::try_from(share(captured)).unwrap_or(i64::MAX))
    }
}

impl History {
    /// Reads the newest orders before one, at most so many, and their payments.
    ///
    /// # Errors
    /// What the store met.
    pub async fn read(
        face: &Shared,
        visitor: &Visitor,
        customer: &Id,
        before: Option<&str>,
        most: i64,
    ) -> Result<Self, Trouble> {
        let (store, tenant) = (face.engine.store(), &visitor.caller.tenant);
        let query = ListQuery {
            kind: Some("order".to_owned()),
            parent: Some(customer.as_str().to_owned()),
            before: before.map(str::to_owned),
            limit: most + 1,
            newest_first: true,
            ..ListQuery::default()
        };
        let rows = PageOf::of_more(store.streams(tenant, &query).await?, most);
        let mut history = Self { more: rows.has_more, ..Self::default() };
        for row in &rows.data {
            if let Known::Order(order) = recall::stream(row)?.1.state {
                history.orders.push(order);
            }
        }
        let ids = history.orders.iter().flat_map(|order| &order.payments);
        let streams: Vec<_> = ids.map(|id| (tenant.clone(), id.as_str().to_owned())).collect();
        if !streams.is_empty() {
            for (_, row) in store.load(&Wanted { streams, ..Wanted::default() }).await?.streams {
                if let Known::Payment(payment) = recall::stream(&row)?.1.state {
                    history.payments.push(payment);
                }
            }
        }
        history.payments.sort_by(|a, b| b.id.as_str().cmp(a.id.as_str()));
        Ok(history)
    }

    /// The oldest order of these: where the next page goes on.
    #[must_use]
    pub fn oldest(&self) -> &str {
        self.orders.last().map_or("", |order| order.id.as_str())
    }

    /// Refunds with their payments, the newest first.
    #[must_use]
    pub fn refunds(&self) -> Vec<(&Payment, &Refund)> {
        let each = self.payments.iter().flat_map(|payment| payment.refunds.iter().map(move |refund| (payment, refund)));
        let mut refunds: Vec<_> = each.collect();
        refunds.sort_by(|(_, a), (_, b)| b.id.as_str().cmp(a.id.as_str()));
        refunds
    }

    /// Refunds asked for in the days before an instant.
    #[must_use]
    pub fn asked_within(&self, days: i64, now: Timestamp) -> usize {
        let from_us = now.as_microsecond().saturating_sub(days * DAY_US);
        self.refunds().iter().filter(|(_, refund)| refund.id.made_us() >= from_us).count()
    }

    /// Sums by currency; amounts of several are never added.
    #[must_use]
    pub fn sums(&self) -> BTreeMap<&'static str, Sums> {
        let mut sums = BTreeMap::<&'static str, Sums>::new();
        for payment in &self.payments {
            let sum = sums.entry(payment.currency.code()).or_default();
            sum.captured_minor = sum.captured_minor.saturating_add(payment.captured_minor);
            sum.refunded_minor = sum.refunded_minor.saturating_add(payment.refunded_minor());
        }
        sums
    }

    /// Payments with refunds, and the different means behind them: brand and last four digits.
    #[must_use]
    pub fn refunded_to(&self) -> (usize, usize) {
        let refunded: Vec<_> = self.payments.iter().filter(|payment| !payment.refunds.is_empty()).collect();
        let means: BTreeSet<_> = refunded.iter().map(|p| (&p.method.brand, &p.method.last4)).collect();
        (refunded.len(), means.len())
    }

    /// Payments on which the gateway contradicts the books.
    #[must_use]
    pub fn alarms(&self) -> usize {
        self.payments.iter().filter(|payment| !payment.alarms.is_empty()).count()
    }

    /// Who asked for the refunds of the last days, whoever asked for most first. At most twenty payments are looked at,
    /// and of each its newest 500 events.
    ///
    /// # Errors
    /// What the store met.
    pub async fn askers(
        &self,
        face: &Shared,
        visitor: &Visitor,
        days: i64,
        now: Timestamp,
    ) -> Result<Vec<(String, usize)>, Trouble> {
        let from_us = now.as_microsecond().saturating_sub(days * DAY_US);
        let recent = |payment: &&Payment| payment.refunds.iter().any(|refund| refund.id.made_us() >= from_us);
        let mut askers = BTreeMap::<String, usize>::new();
        for payment in self.payments.iter().filter(recent).take(MOST_ASKED_OF) {
            let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
            for row in store.events_before(tenant, payment.id.as_str(), i64::MAX, MOST_EVENTS).await? {
                if row.kind != "refund.requested" || row.booked_us < from_us {
                    continue;
                }
                let event = recall::event(&row)?;
                if let Body::RefundRequested { .. } = event.body {
                    let actor = event.actor;
                    let name = if actor.person.is_empty() { actor.id } else { actor.person };
                    *askers.entry(name).or_default() += 1;
                }
            }
        }
        let mut askers: Vec<_> = askers.into_iter().collect();
        askers.sort_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
        Ok(askers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_whole_percent_and_never_of_nothing() {
        let sums = |captured_minor, refunded_minor| Sums { captured_minor, refunded_minor };
        for (sums, percent) in [
            (sums(0, 0), None),
            (sums(1_000, 0), Some(0)),
            (sums(3_000, 1_000), Some(33)),
            (sums(3_000, 2_000), Some(67)),
            (sums(i64::MAX, i64::MAX), Some(100)),
        ] {
            assert_eq!(sums.percent(), percent, "{sums:?}");
        }
    }
}
