//! The objects of the bank and the two ways to find one: by its id and by the merchant's reference.

use std::collections::HashMap;

use super::authorization::Authorization;
use super::capture::Capture;
use super::dispute::Dispute;
use super::payout::Payout;
use super::refund::Refund;
use super::release::Release;
use super::rows::MoneyRow;

/// Where an object stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Authorization(usize),
    Capture(usize),
    Release(usize),
    Refund(usize),
    Dispute(usize),
    Payout(usize),
}

/// Every object, in the order of making.
#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) authorizations: Vec<Authorization>,
    pub(super) captures: Vec<Capture>,
    pub(super) releases: Vec<Release>,
    pub(super) refunds: Vec<Refund>,
    pub(super) disputes: Vec<Dispute>,
    pub(super) payouts: Vec<Payout>,
    pub(super) rows: Vec<MoneyRow>,
    /// The rows that no payout has taken along, in order.
    pub(super) unpaid: Vec<usize>,
    by_id: HashMap<String, Place>,
    by_reference: HashMap<String, Vec<Place>>,
    /// For each authorization, what was done on it.
    parts: Vec<Vec<Place>>,
}

impl Books {
    pub(super) fn add_authorization(&mut self, authorization: Authorization) -> usize {
        let index = self.authorizations.len();
        self.file(&authorization.id, &authorization.reference, Place::Authorization(index));
        self.authorizations.push(authorization);
        self.parts.push(Vec::new());
        index
    }

    pub(super) fn add_capture(&mut self, capture: Capture) -> usize {
        let index = self.captures.len();
        self.file(&capture.id, &capture.reference, Place::Capture(index));
        self.parts[capture.of].push(Place::Capture(index));
        self.captures.push(capture);
        index
    }

    pub(super) fn add_release(&mut self, release: Release) -> usize {
        let index = self.releases.len();
        self.file(&release.id, &release.reference, Place::Release(index));
        self.parts[release.of].push(Place::Release(index));
        self.releases.push(release);
        index
    }

    pub(super) fn add_refund(&mut self, refund: Refund) -> usize {
        let index = self.refunds.len();
        self.file(&refund.id, &refund.reference, Place::Refund(index));
        self.parts[refund.of].push(Place::Refund(index));
        self.refunds.push(refund);
        index
    }

    /// A dispute is found by its id only: its reference is that of the capture.
    pub(super) fn add_dispute(&mut self, dispute: Dispute) -> usize {
        let index = self.disputes.len();
        self.by_id.insert(dispute.id.clone(), Place::Dispute(index));
        self.parts[dispute.of].push(Place::Dispute(index));
        self.disputes.push(dispute);
        index
    }

    pub(super) fn add_payout(&mut self, payout: Payout) -> usize {
        let index = self.payouts.len();
        self.by_id.insert(payout.id.clone(), Place::Payout(index));
        self.payouts.push(payout);
        index
    }

    pub(super) fn add_row(&mut self, row: MoneyRow) {
        self.unpaid.push(self.rows.len());
        self.rows.push(row);
    }

    fn file(&mut self, id: &str, reference: &str, place: Place) {
        self.by_id.insert(id.to_owned(), place);
        self.by_reference.entry(reference.to_owned()).or_default().push(place);
    }

    pub(super) fn place(&self, id: &str) -> Option<Place> {
        self.by_id.get(id).copied()
    }

    /// The captures, releases, refunds and disputes of an authorization, in the order of making.
    pub(super) fn parts(&self, authorization: usize) -> &[Place] {
        self.parts.get(authorization).map_or(&[], Vec::as_slice)
    }

    /// Everything that carries a reference, in the order of making.
    pub(super) fn with_reference(&self, reference: &str) -> &[Place] {
        self.by_reference.get(reference).map_or(&[], Vec::as_slice)
    }

    /// The authorization an object belongs to; a payout belongs to none.
    pub(super) fn authorization_of(&self, place: Place) -> Option<usize> {
        Some(match place {
            Place::Authorization(index) => index,
            Place::Capture(index) => self.captures[index].of,
            Place::Release(index) => self.releases[index].of,
            Place::Refund(index) => self.refunds[index].of,
            Place::Dispute(index) => self.disputes[index].of,
            Place::Payout(_) => return None,
        })
    }

    /// An object's currency.
    pub(super) fn currency(&self, place: Place) -> &str {
        match (self.authorization_of(place), place) {
            (Some(index), _) => &self.authorizations[index].currency,
            (None, Place::Payout(index)) => &self.payouts[index].currency,
            (None, _) => "",
        }
    }

    /// An object's id and reference; a payout has no reference.
    pub(super) fn names(&self, place: Place) -> (&str, &str) {
        match place {
            Place::Authorization(index) => (&self.authorizations[index].id, &self.authorizations[index].reference),
            Place::Capture(index) => (&self.captures[index].id, &self.captures[index].reference),
            Place::Release(index) => (&self.releases[index].id, &self.releases[index].reference),
            Place::Refund(index) => (&self.refunds[index].id, &self.refunds[index].reference),
            Place::Dispute(index) => (&self.disputes[index].id, &self.disputes[index].reference),
            Place::Payout(index) => (&self.payouts[index].id, ""),
        }
    }

    /// When an object was made: for what was asked for, when it was asked. A dispute and a payout nobody asks for.
    pub(super) fn made_at_us(&self, place: Place) -> Option<i64> {
        Some(match place {
            Place::Authorization(index) => self.authorizations[index].created_at_us,
            Place::Capture(index) => self.captures[index].created_at_us,
            Place::Release(index) => self.releases[index].created_at_us,
            Place::Refund(index) => self.refunds[index].created_at_us,
            Place::Dispute(_) | Place::Payout(_) => return None,
        })
    }
}
