//! Deliveries that nobody may believe: changed on their way, without their signature, out of their time. Each is made
//! of a genuine one, and must be refused or say nothing that the gateway did not say.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use recoup_core::payment::facts::Fact;
use recoup_gateways::{Account, Delivery, Reading};
use recoup_sandbox::WebhookDelivery;

use crate::dice::Dice;
use crate::http::hooks;
use crate::worker::certificates::Judge;

/// Of so many deliveries, one comes with a forgery.
const FORGED_IN: u64 = 4;

/// How far out of its time a delivery is, seconds: beyond what any gateway's tries of one delivery take, and beyond what
/// the clock of a history jumps.
const OUT_OF_TIME_SECS: i64 = 400 * 86_400;

/// What is wrong with a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// A digit of it is another one.
    Changed,
    /// What should sign it is not there.
    Unsigned,
    /// It is an old one.
    Stale,
    /// It is from the future.
    Early,
}

/// Who forges, with dice of its own: what else happens does not depend on it.
#[derive(Debug)]
pub struct Forger {
    dice: Dice,
}

/// A delivery that nobody may believe.
#[derive(Debug)]
pub struct Forged {
    how: How,
    headers: BTreeMap<String, String>,
    body: String,
    at: Timestamp,
}

/// The names under which signatures stand in bodies.
const IN_BODY: [&str; 2] = ["hmacSignature", "bt_signature"];

impl Forger {
    /// One of a seed.
    #[must_use]
    pub const fn new(dice: Dice) -> Self {
        Self { dice }
    }

    /// Now and then something to be refused, made of a genuine delivery that comes now.
    pub fn forge(&mut self, delivery: &WebhookDelivery, now: Timestamp) -> Option<Forged> {
        if self.dice.below(FORGED_IN) > 0 {
            return None;
        }
        let how = [How::Changed, How::Unsigned, How::Stale, How::Early][usize::try_from(self.dice.below(4)).ok()?];
        let headers = hooks::kept(delivery.headers.iter().map(|(name, value)| (*name, value.as_str())));
        let body = delivery.body.to_string();
        let out = SignedDuration::from_secs(OUT_OF_TIME_SECS);
        Some(match how {
            How::Changed => Forged { how, headers, body: self.changed(&body)?, at: now },
            How::Unsigned => Forged { how, headers: without_signature(headers), body: unsigned(&body), at: now },
            How::Stale => Forged { how, headers, body, at: now.checked_add(out).ok()? },
            How::Early => Forged { how, headers, body, at: now.checked_sub(out).ok()? },
        })
    }

    /// A body with another digit in one place.
    fn changed(&mut self, body: &str) -> Option<String> {
        let digits: Vec<usize> = (0..body.len()).filter(|at| body.as_bytes()[*at].is_ascii_digit()).collect();
        let place = self.dice.below(u64::try_from(digits.len()).ok()?);
        let at = *digits.get(usize::try_from(place).ok()?)?;
        let other = (body.as_bytes()[at] - b'0' + 1) % 10;
        Some(format!("{}{other}{}", &body[..at], &body[at + 1..]))
    }
}

fn without_signature(mut headers: BTreeMap<String, String>) -> BTreeMap<String, String> {
    headers.retain(|name, _| !(name.ends_with("signature") || name.ends_with("-sig")));
    headers
}

fn unsigned(body: &str) -> String {
    IN_BODY.iter().fold(body.to_owned(), |body, name| body.replace(name, "nothing"))
}

impl Forged {
    /// What was believed of it although nobody may; nothing where all is well. `genuine` is what it was made of.
    pub async fn believed(
        &self,
        judge: &Judge,
        (tenant, account): (&str, &Account),
        genuine: &WebhookDelivery,
    ) -> Option<String> {
        let Ok(taken) =
            hooks::genuine(judge, (tenant, account), self.headers.clone(), (self.body.as_bytes(), self.at)).await
        else {
            return None;
        };
        let out_of_time = matches!(self.how, How::Stale | How::Early);
        let said = facts(account, &self.headers, &taken.row.body);
        let wrong = match out_of_time {
            // Where no time is signed, an old delivery says once more what is known.
            true => signs_its_time(account),
            false if self.how == How::Unsigned => !said.is_empty(),
            // Of a batch, what was not changed is still genuine.
            false => {
                let headers = hooks::kept(genuine.headers.iter().map(|(name, value)| (*name, value.as_str())));
                let true_facts = facts(account, &headers, genuine.body.as_bytes());
                said.iter().any(|fact| !true_facts.contains(fact))
            }
        };
        wrong.then(|| format!("{:?} and believed by {}: {said:?} in {}", self.how, account.name, self.body))
    }
}

/// The facts that a delivery says by itself; a look at the gateway is none.
fn facts(account: &Account, headers: &BTreeMap<String, String>, body: &[u8]) -> Vec<Fact> {
    let headers: Vec<(String, String)> = headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let delivery = Delivery { headers: &headers, body };
    let read = recoup_gateways::of_account(&account.name).map(|gateway| gateway.read_delivery(&delivery, account));
    let readings = read.unwrap_or_default().into_iter();
    readings
        .flat_map(|reading| match reading {
            Reading::Facts(facts) => facts,
            _ => Vec::new(),
        })
        .collect()
}

/// Whether the gateway signs when it sent a delivery. Adyen and Mollie sign no time.
fn signs_its_time(account: &Account) -> bool {
    !matches!(account.name.split(':').next(), Some("adyen" | "mollie"))
}
