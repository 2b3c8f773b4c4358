//! Releases: the part of an authorization that will not be captured goes back to the customer.

use super::Bank;
use super::books::Place;
use super::happened::HappenedKind;
use super::log::{EffectKind, Entry};
use super::refusal::{Refusal, check};

/// A release; it is done the moment it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// `sr_…`
    pub id: String,
    /// The authorization it belongs to.
    pub authorization: String,
    /// The merchant's own name for it; that of the capture when a final capture caused it.
    pub reference: String,
    /// How much, in minor units.
    pub released_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// What can still be captured, in minor units.
    pub remaining_minor: i64,
    /// `requested` or `final_capture`.
    pub cause: &'static str,
    /// When it was made, microseconds since 1970.
    pub created_at_us: i64,
    pub(super) of: usize,
}

/// A release as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseAsked {
    /// The merchant's own name for it, 1 to 255 bytes.
    pub reference: String,
    /// In minor units; nothing means all that is open.
    pub amount_minor: Option<i64>,
}

impl Bank {
    /// Releases a part of what is open of an authorization, or all of it.
    ///
    /// # Errors
    /// [`Refusal`] when not so much is open.
    pub fn release(&mut self, authorization_id: &str, asked: ReleaseAsked) -> Result<&Release, Refusal> {
        let index = self.authorization_index(authorization_id)?;
        let open_minor = self.books.authorizations[index].open_minor();
        check(&asked.reference, asked.amount_minor.unwrap_or(1))?;
        if open_minor == 0 {
            return Err(Refusal::NothingToRelease);
        }
        let amount_minor = asked.amount_minor.unwrap_or(open_minor);
        if amount_minor > open_minor {
            return Err(Refusal::BeyondOpen { open_minor });
        }
        let at = self.give_back(index, asked.reference, amount_minor, "requested");
        Ok(&self.books.releases[at])
    }

    /// Gives back an amount that was checked, and says where the release stands.
    pub(super) fn give_back(
        &mut self,
        index: usize,
        reference: String,
        amount_minor: i64,
        cause: &'static str,
    ) -> usize {
        let authorization = &mut self.books.authorizations[index];
        authorization.released_minor += amount_minor;
        let remaining_minor = authorization.open_minor();
        authorization.close_if_used_up();
        let release = Release {
            id: self.ids.next("sr"),
            authorization: authorization.id.clone(),
            reference,
            released_minor: amount_minor,
            currency: authorization.currency.clone(),
            remaining_minor,
            cause,
            created_at_us: self.now_us,
            of: index,
        };
        let at = self.books.add_release(release);
        let (kind, subject) = (EffectKind::Release, Place::Release(at));
        self.log.append(Entry { kind, authorization: index, subject, amount_minor, at_us: self.now_us });
        self.tell(HappenedKind::Released, Place::Release(at));
        at
    }
}
