//! Finding objects: by id, by reference, by payment, or all of a kind in the order of making.
//! A face that lists newest first with a limit takes the slice from its end: `.iter().rev().take(limit)`.

use super::books::Place;
use super::rows::MoneyRow;
use super::{Authorization, Bank, Capture, Dispute, Payout, Refund, Refusal, Release};

/// An object in the bank's books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// An authorization.
    Authorization(&'a Authorization),
    /// A capture.
    Capture(&'a Capture),
    /// A release.
    Release(&'a Release),
    /// A refund.
    Refund(&'a Refund),
    /// A dispute.
    Dispute(&'a Dispute),
    /// A payout.
    Payout(&'a Payout),
}

impl<'a> Found<'a> {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'a str {
        match self {
            Self::Authorization(object) => &object.id,
            Self::Capture(object) => &object.id,
            Self::Release(object) => &object.id,
            Self::Refund(object) => &object.id,
            Self::Dispute(object) => &object.id,
            Self::Payout(object) => &object.id,
        }
    }
}

/// For each sort of object: its place by id, the object by id, and all of them.
macro_rules! lookups {
    ($($index:ident, $find:ident, $all:ident, $place:ident, $object:ident, $word:literal;)*) => {
        impl Bank {
            $(
                pub(super) fn $index(&self, id: &str) -> Result<usize, Refusal> {
                    match self.books.place(id) {
                        Some(Place::$place(at)) => Ok(at),
                        _ => Err(Refusal::Unknown($word)),
                    }
                }

                #[doc = concat!("The ", $word, " of an id.")]
                ///
                /// # Errors
                /// [`Refusal::Unknown`] when there is none.
                pub fn $find(&self, id: &str) -> Result<&$object, Refusal> {
                    self.$index(id).map(|at| &self.books.$all[at])
                }

                #[doc = concat!("Every ", $word, ", in the order of making.")]
                #[must_use]
                pub fn $all(&self) -> &[$object] {
                    &self.books.$all
                }
            )*
        }
    };
}

lookups! {
    authorization_index, find_authorization, authorizations, Authorization, Authorization, "authorization";
    capture_index, find_capture, captures, Capture, Capture, "capture";
    release_index, find_release, releases, Release, Release, "release";
    refund_index, find_refund, refunds, Refund, Refund, "refund";
    dispute_index, find_dispute, disputes, Dispute, Dispute, "dispute";
    payout_index, find_payout, payouts, Payout, Payout, "payout";
}

impl Bank {
    /// The object of an id, whatever it is.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Found<'_>> {
        self.books.place(id).map(|place| self.at(place))
    }

    /// Every authorization, capture, release and refund that carries a reference, in the order of making.
    pub fn with_reference(&self, reference: &str) -> impl DoubleEndedIterator<Item = Found<'_>> {
        self.books.with_reference(reference).iter().map(|place| self.at(*place))
    }

    /// The captures, releases, refunds and disputes of an authorization, in the order of making.
    pub fn parts_of(&self, authorization_id: &str) -> impl DoubleEndedIterator<Item = Found<'_>> {
        let parts = self.authorization_index(authorization_id).map(|index| self.books.parts(index));
        parts.unwrap_or_default().iter().map(|place| self.at(*place))
    }

    /// The refunds of a payment or, with the id of a capture, those that were asked of that capture; oldest first.
    pub fn refunds_of<'a>(&'a self, id: &'a str) -> impl DoubleEndedIterator<Item = &'a Refund> {
        let authorization = self.find_capture(id).map_or(id, |capture| capture.authorization.as_str());
        self.parts_of(authorization).filter_map(move |part| match part {
            Found::Refund(refund) if refund.authorization == id || refund.capture.as_deref() == Some(id) => {
                Some(refund)
            }
            _ => None,
        })
    }

    /// The disputes of a payment or of one capture, oldest first.
    pub fn disputes_of<'a>(&'a self, id: &'a str) -> impl DoubleEndedIterator<Item = &'a Dispute> {
        let authorization = self.find_capture(id).map_or(id, |capture| capture.authorization.as_str());
        self.parts_of(authorization).filter_map(move |part| match part {
            Found::Dispute(dispute) if dispute.authorization == id || dispute.capture == id => Some(dispute),
            _ => None,
        })
    }

    /// The captures of a payment, oldest first.
    pub fn captures_of(&self, authorization_id: &str) -> impl DoubleEndedIterator<Item = &Capture> {
        self.parts_of(authorization_id).filter_map(|part| match part {
            Found::Capture(capture) => Some(capture),
            _ => None,
        })
    }

    /// Every row of the gateway's account, in order, paid out or not.
    #[must_use]
    pub fn rows(&self) -> &[MoneyRow] {
        &self.books.rows
    }

    /// The row of an id (`mr_…`).
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&MoneyRow> {
        self.books.rows.iter().rfind(|row| row.id == id)
    }

    fn at(&self, place: Place) -> Found<'_> {
        let books = &self.books;
        match place {
            Place::Authorization(at) => Found::Authorization(&books.authorizations[at]),
            Place::Capture(at) => Found::Capture(&books.captures[at]),
            Place::Release(at) => Found::Release(&books.releases[at]),
            Place::Refund(at) => Found::Refund(&books.refunds[at]),
            Place::Dispute(at) => Found::Dispute(&books.disputes[at]),
            Place::Payout(at) => Found::Payout(&books.payouts[at]),
        }
    }
}
