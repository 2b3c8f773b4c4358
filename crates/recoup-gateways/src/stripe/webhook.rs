//! Stripe's events: signed as a whole, one object each.
//!
//! Disputes and refunds made elsewhere carry no reference of ours. An account may take payments that are not ours, so
//! these look at the payment they are about before they are told.

use recoup_core::id::Kind;
use recoup_core::payment::facts::DisputeStage;
use recoup_core::planted::{self, Planted};
use serde_json::Value;

use super::facts::{self, Cannot, Ended};
use super::intent::{self, Seen};
use super::json::Obj;
use super::plan;
use super::words::{self, EVENTS, EventIs, IGNORED, find};
use crate::form::encoded;
use crate::signature::{hmac_sha256_matches, stamped};
use crate::{Account, Delivery, Known, Reading, Reply, Step, Verdict};

/// Seconds a signature may be old, as Stripe's libraries have it, or early, which they do not look at.
pub(super) const TOLERANCE_SECS: u64 = 300;

/// Looks: at an intent, a refund, a dispute.
const INTENT: u8 = 1;
const REFUND: u8 = 2;
const DISPUTE: u8 = 3;

/// Looks at a dispute of which the event says how it ended, and of which stage, by the status before.
const ENDED: [(u8, Ended); 4] = [
    (4, Ended { status: "won", of: DisputeStage::Chargeback }),
    (5, Ended { status: "lost", of: DisputeStage::Chargeback }),
    (6, Ended { status: "won", of: DisputeStage::PreArbitration }),
    (7, Ended { status: "lost", of: DisputeStage::PreArbitration }),
];

const NOT_OURS: &str = "it is about a payment that was not made here";

/// Whether a delivery is Stripe's: any `v1` by any secret. While a secret is rolled, Stripe signs with both.
pub(super) fn authenticate(delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Verdict {
    let Some(header) = delivery.header("stripe-signature") else { return Verdict::forged("it has no signature") };
    let (stamp, signatures) = stamped(header);
    let Ok(secs) = stamp.parse::<i64>() else { return Verdict::forged("its signature has no time") };
    if known.at.as_second().abs_diff(secs) > TOLERANCE_SECS && !planted::is(Planted::StripeStale) {
        return Verdict::forged("its signature is older or younger than five minutes");
    }
    let message: &[&[u8]] = &[stamp.as_bytes(), b".", delivery.body];
    if signatures.iter().any(|one| hmac_sha256_matches(&account.webhook_secrets, message, one)) {
        return Verdict::Genuine;
    }
    Verdict::forged("its signature does not match any of the account's webhook secrets")
}

/// What an event says.
pub(super) fn read(body: &[u8], account: &Account) -> Reading {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return Reading::unreadable(format!("it is not JSON: {error}")),
    };
    let event = Obj(&value);
    let kind = event.text("type");
    if event.text("object") != "event" || kind.is_empty() {
        return match event.text("object") {
            "v2.core.event" => Reading::unknown(kind),
            _ => Reading::unreadable("it is not an event"),
        };
    }
    if let (Some(mine), theirs) = (account.setting("stripe_account"), event.text("account"))
        && !theirs.is_empty()
        && theirs != mine
    {
        return Reading::Ignored { why: "it is about another connected account" };
    }
    let Some(is) = find(EVENTS, kind) else {
        return match IGNORED.iter().find(|(family, _)| kind.starts_with(family)) {
            Some((_, why)) => Reading::Ignored { why },
            None => Reading::unknown(kind),
        };
    };
    match event.whole("data.object") {
        Some(object) if is == EventIs::Dispute => {
            let stage = ended_by(object.text("status"), event.text("data.previous_attributes.status"));
            look(account, "disputes", object.text("id"), ("payment_intent", stage))
        }
        Some(object) => read_object(is, object, account),
        None => Reading::unreadable("it shows no object"),
    }
}

fn read_object(is: EventIs, object: Obj<'_>, account: &Account) -> Reading {
    let name = &account.name;
    match is {
        EventIs::Ignored(why) => Reading::Ignored { why },
        EventIs::Intent => reading(intent::of_intent(name, object, Seen::Event)),
        EventIs::Charged => reading(intent::of_charge(name, object, false)),
        EventIs::Expired => reading(intent::of_charge(name, object, true)),
        EventIs::Failed => match facts::ours(object, Kind::Payment) {
            Err(_) => Reading::Ignored { why: NOT_OURS },
            Ok(_) if object.id("failure_balance_transaction").is_empty() => {
                Reading::Ignored { why: "the event of its payment intent says it with our reference" }
            }
            // Money had moved: which captures it was, the intent says.
            Ok(_) => look(account, "payment_intents", object.id("payment_intent"), ("latest_charge", INTENT)),
        },
        EventIs::Refund => match facts::of_refund(name, object) {
            Err(Cannot::NotOurs) => {
                look(account, "refunds", object.text("id"), ("balance_transaction,payment_intent", REFUND))
            }
            told => reading(told),
        },
        EventIs::Dispute => Reading::unreadable("a dispute is looked at"),
    }
}

/// The look at a dispute that has this status now and had that one before.
fn ended_by(status: &str, before: &str) -> u8 {
    let left = find(words::DISPUTE, before).and_then(|(stage, end)| end.is_none().then_some(stage));
    let found = ENDED.iter().find(|(_, ended)| ended.status == status && Some(ended.of) == left);
    found.map_or(DISPUTE, |(stage, _)| *stage)
}

/// What a dispute tells that was read with its payment.
pub(super) fn of_dispute(account: &Account, object: Obj<'_>, ended: Option<Ended>) -> Reading {
    match object.whole("payment_intent").is_some_and(|intent| facts::ours(intent, Kind::Payment).is_ok()) {
        true => reading(facts::of_dispute(&account.name, object, ended)),
        false => Reading::Ignored { why: NOT_OURS },
    }
}

fn reading(told: Result<Vec<recoup_core::payment::facts::Fact>, Cannot>) -> Reading {
    match told {
        Ok(facts) if facts.is_empty() => Reading::Ignored { why: "another event says it with more" },
        Ok(facts) => Reading::Facts(facts),
        Err(Cannot::NotOurs) => Reading::Ignored { why: NOT_OURS },
        Err(Cannot::Read(why)) => Reading::Unreadable { why },
    }
}

/// Looks at an object, with others expanded.
fn look(account: &Account, list: &str, id: &str, (expand, stage): (&str, u8)) -> Reading {
    if id.is_empty() {
        return Reading::unreadable("its object has no id");
    }
    let expand: Vec<String> = expand.split(',').map(|path| format!("expand%5B%5D={path}")).collect();
    let path = format!("/v1/{list}/{}?{}", encoded(id), expand.join("&"));
    Reading::Look(Step { request: plan::get(account, &path), stage })
}

/// What a look says.
pub(super) fn read_look(account: &Account, stage: u8, reply: &Reply<'_>) -> Reading {
    let Reply::Http { status, body, .. } = reply else {
        return Reading::Again { after_secs: 5, why: "Stripe could not be asked".to_owned() };
    };
    match status {
        200..=299 => {}
        400 | 404 => return Reading::unreadable(format!("Stripe answered {status} when it was asked about it")),
        _ => return Reading::Again { after_secs: 30, why: format!("Stripe answered {status}") },
    }
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Reading::Again { after_secs: 30, why: "Stripe's answer cannot be read".to_owned() };
    };
    let object = Obj(&value);
    let is_ours = || object.whole("payment_intent").is_some_and(|intent| facts::ours(intent, Kind::Payment).is_ok());
    match stage {
        INTENT => reading(intent::of_intent(&account.name, object, Seen::Reply)),
        REFUND if object.text("reason") == "expired_uncaptured_charge" => {
            Reading::Ignored { why: "Stripe gave back an authorization that ran out; the payment says so itself" }
        }
        REFUND if object.text("balance_transaction.reporting_category") == "partial_capture_reversal" => {
            Reading::Ignored { why: "it gives back what was not captured; the payment says so itself" }
        }
        REFUND if !is_ours() => Reading::Ignored { why: NOT_OURS },
        REFUND => reading(facts::of_outside_refund(&account.name, object)),
        DISPUTE => of_dispute(account, object, None),
        stage => match ENDED.iter().find(|(number, _)| *number == stage) {
            Some((_, ended)) => of_dispute(account, object, Some(*ended)),
            None => Reading::unreadable("nothing was asked"),
        },
    }
}
