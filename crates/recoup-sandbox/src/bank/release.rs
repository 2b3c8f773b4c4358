//! Releases: the part of an authorization that will not be captured goes back to the customer.

use serde::{Deserialize, Serialize};

use super::Bank;
use super::books::Place;
use super::log::{EffectKind, Entry};
use super::request::{Answer, Done, Refusal, check, json, read};
use crate::clock;

/// A release; it is done the moment it exists.
#[derive(Debug, Clone, Serialize)]
pub struct Release {
    /// Always `release`.
    pub object: &'static str,
    /// `sr_…`
    pub id: String,
    /// The authorization it belongs to.
    pub authorization: String,
    /// The merchant's own name for it; that of the capture when a final capture caused it.
    pub reference: String,
    /// Always `released`.
    pub status: &'static str,
    /// How much, in minor units.
    pub released_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// What can still be captured, in minor units.
    pub remaining_minor: i64,
    /// `requested` or `final_capture`.
    pub cause: &'static str,
    /// When it was made, microseconds since 1970; RFC 3339 text in JSON, under `created_at`.
    #[serde(rename = "created_at", serialize_with = "clock::as_text")]
    pub created_at_us: i64,
    #[serde(skip)]
    pub(super) of: usize,
}

#[derive(Deserialize)]
struct ReleaseAsked {
    reference: String,
    #[serde(default)]
    amount_minor: Option<i64>,
}

impl Bank {
    /// `POST /v1/authorizations/{id}/release`
    pub(super) fn release(&mut self, index: usize, body: &[u8]) -> Answer {
        let asked: ReleaseAsked = read(body)?;
        let open_minor = self.books.authorizations[index].open_minor();
        check(&asked.reference, asked.amount_minor.unwrap_or(1))?;
        if open_minor == 0 {
            return Err(Refusal::rule("nothing_to_release", "nothing of it is open"));
        }
        let amount_minor = asked.amount_minor.unwrap_or(open_minor);
        if amount_minor > open_minor {
            return Err(Refusal::rule("exceeds_authorized", format!("{open_minor} minor units can be released")));
        }
        let release = self.give_back(index, asked.reference, amount_minor, "requested");
        Ok(Done::new(200, &self.books.releases[release]))
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
            object: "release",
            id: self.ids.next("sr"),
            authorization: authorization.id.clone(),
            reference,
            status: "released",
            released_minor: amount_minor,
            currency: authorization.currency.clone(),
            remaining_minor,
            cause,
            created_at_us: self.now_us,
            of: index,
        };
        let data = json(&release);
        let at = self.books.add_release(release);
        let (kind, subject) = (EffectKind::Release, Place::Release(at));
        self.log.append(Entry { kind, authorization: index, subject, amount_minor, at_us: self.now_us });
        self.tell("authorization.released", &data);
        at
    }
}
