//! The objects of the bank and the two ways to find one: by its id and by the merchant's reference.

use std::collections::HashMap;

use super::authorization::Authorization;
use super::capture::Capture;
use super::refund::Refund;
use super::release::Release;
use crate::rng::Rng;

/// Where an object stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Authorization(usize),
    Capture(usize),
    Release(usize),
    Refund(usize),
}

/// Every object, in the order of making.
#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) authorizations: Vec<Authorization>,
    pub(super) captures: Vec<Capture>,
    pub(super) releases: Vec<Release>,
    pub(super) refunds: Vec<Refund>,
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

    fn file(&mut self, id: &str, reference: &str, place: Place) {
        self.by_id.insert(id.to_owned(), place);
        self.by_reference.entry(reference.to_owned()).or_default().push(place);
    }

    pub(super) fn place(&self, id: &str) -> Option<Place> {
        self.by_id.get(id).copied()
    }

    pub(super) fn authorization_index(&self, id: &str) -> Option<usize> {
        match self.place(id) {
            Some(Place::Authorization(index)) => Some(index),
            _ => None,
        }
    }

    /// The captures, releases and refunds of an authorization, in the order of making.
    pub(super) fn parts(&self, authorization: usize) -> &[Place] {
        self.parts.get(authorization).map_or(&[], Vec::as_slice)
    }

    /// Everything that carries a reference, in the order of making.
    pub(super) fn with_reference(&self, reference: &str) -> &[Place] {
        self.by_reference.get(reference).map_or(&[], Vec::as_slice)
    }

    /// The authorization an object belongs to.
    pub(super) fn authorization_of(&self, place: Place) -> usize {
        match place {
            Place::Authorization(index) => index,
            Place::Capture(index) => self.captures[index].of,
            Place::Release(index) => self.releases[index].of,
            Place::Refund(index) => self.refunds[index].of,
        }
    }

    /// An object's id and reference.
    pub(super) fn names(&self, place: Place) -> (&str, &str) {
        match place {
            Place::Authorization(index) => (&self.authorizations[index].id, &self.authorizations[index].reference),
            Place::Capture(index) => (&self.captures[index].id, &self.captures[index].reference),
            Place::Release(index) => (&self.releases[index].id, &self.releases[index].reference),
            Place::Refund(index) => (&self.refunds[index].id, &self.refunds[index].reference),
        }
    }
}

/// Makes ids: a prefix, a running number and some chance.
#[derive(Debug)]
pub(super) struct Ids {
    rng: Rng,
    last: u64,
}

impl Ids {
    pub(super) fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed, 1), last: 0 }
    }

    pub(super) fn next(&mut self, prefix: &str) -> String {
        self.last += 1;
        format!("{prefix}_{:08x}{:08x}", self.last, self.rng.next() >> 32)
    }

    /// A reference number as acquirers give one to a settled refund: 23 digits.
    pub(super) fn next_arn(&mut self) -> String {
        self.last += 1;
        format!("74{:09}{:012}", self.rng.below(1_000_000_000), self.last)
    }
}
