//! Captures: money comes into the gateway balance, never more than was authorized.

use serde::{Deserialize, Serialize};

use super::books::Place;
use super::log::{EffectKind, Entry};
use super::request::{Answer, Done, Refusal, check, json, read};
use super::{Authorization, AuthorizationStatus, Bank};
use crate::clock;

/// A capture; it is done the moment it exists.
#[derive(Debug, Clone, Serialize)]
pub struct Capture {
    /// Always `capture`.
    pub object: &'static str,
    /// `sc_…`
    pub id: String,
    /// The authorization it was taken from.
    pub authorization: String,
    /// The merchant's own name for it.
    pub reference: String,
    /// Always `captured`.
    pub status: &'static str,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// Three capital letters.
    pub currency: String,
    /// Whether the rest of the authorization was released with it.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The row in the gateway's account (`mr_…`).
    pub money_row: String,
    /// When it was made, microseconds since 1970; RFC 3339 text in JSON, under `created_at`.
    #[serde(rename = "created_at", serialize_with = "clock::as_text")]
    pub created_at_us: i64,
    #[serde(skip)]
    pub(super) of: usize,
}

/// A capture as it is asked for.
#[derive(Deserialize)]
pub(super) struct CaptureAsked {
    reference: String,
    amount_minor: i64,
    currency: String,
    #[serde(default, rename = "final")]
    is_final: bool,
}

impl CaptureAsked {
    /// Everything that was authorized, under the same reference.
    pub(super) fn whole(authorization: &Authorization) -> Self {
        Self {
            reference: authorization.reference.clone(),
            amount_minor: authorization.amount_minor,
            currency: authorization.currency.clone(),
            is_final: true,
        }
    }
}

impl Bank {
    /// `POST /v1/authorizations/{id}/captures`
    pub(super) fn capture(&mut self, index: usize, body: &[u8]) -> Answer {
        let asked: CaptureAsked = read(body)?;
        check(&asked.reference, asked.amount_minor)?;
        let authorization = &self.books.authorizations[index];
        match authorization.status {
            AuthorizationStatus::RequiresAction | AuthorizationStatus::Declined => {
                return Err(Refusal::rule("not_authorized", "nothing was authorized"));
            }
            AuthorizationStatus::Expired => {
                return Err(Refusal::rule("authorization_expired", "the authorization ran out"));
            }
            _ => {}
        }
        if asked.currency != authorization.currency {
            return Err(Refusal::rule("currency_mismatch", format!("it was authorized in {}", authorization.currency)));
        }
        let open_minor = authorization.open_minor();
        if open_minor == 0 && authorization.released_minor > 0 {
            return Err(Refusal::rule("authorization_released", "what was not captured has been released"));
        }
        if asked.amount_minor > open_minor {
            return Err(Refusal::rule("exceeds_authorized", format!("{open_minor} minor units can be captured")));
        }
        let capture = self.take(index, asked);
        Ok(Done::new(201, &self.books.captures[capture]))
    }

    /// Takes an amount that was checked, and says where the capture stands.
    pub(super) fn take(&mut self, index: usize, asked: CaptureAsked) -> usize {
        let CaptureAsked { reference, amount_minor, currency, is_final } = asked;
        let authorization = &mut self.books.authorizations[index];
        authorization.captured_minor += amount_minor;
        let rest_minor = authorization.open_minor();
        authorization.close_if_used_up();
        let capture = Capture {
            object: "capture",
            id: self.ids.next("sc"),
            authorization: authorization.id.clone(),
            reference: reference.clone(),
            status: "captured",
            amount_minor,
            currency,
            is_final,
            money_row: self.ids.next("mr"),
            created_at_us: self.now_us,
            of: index,
        };
        let data = json(&capture);
        let at = self.books.add_capture(capture);
        let (kind, subject) = (EffectKind::Capture, Place::Capture(at));
        self.log.append(Entry { kind, authorization: index, subject, amount_minor, at_us: self.now_us });
        self.tell("capture.captured", &data);
        if is_final && rest_minor > 0 {
            self.give_back(index, reference, rest_minor, "final_capture");
        }
        at
    }
}
