//! Notifications: forms with a signature and XML in base64.
//!
//! The signature covers the whole payload. Some notifications show a transaction in part only: they start a look.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::{Digest, Sha1};

use super::object::{Dispute, Transaction, Unread, is_id};
use super::reply::PAGE;
use super::words::{self, About};
use super::xml::{self, Node, cut};
use super::{facts, plan};
use crate::{Account, Delivery, Known, Reading, Reply, Step, Verdict, form};

/// Seconds a notification may be old. They are sent again every hour for a day (vendor documentation 2026-09), with
/// the time of the first try.
const OLDEST_SECS: i64 = 26 * 3600;

/// Seconds a notification may be early: clocks differ.
pub(super) const YOUNGEST_SECS: i64 = 300;

/// The stage of a look at one transaction.
const LOOK_AT_ONE: u8 = 0;

/// The stage of a look at a page of transactions.
const LOOK_AT_MANY: u8 = 1;

/// Whether a notification is genuine.
#[must_use]
pub fn authenticate(delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Verdict {
    let (signature, payload) = match parts(delivery.body) {
        Ok(parts) => parts,
        Err(why) => return Verdict::forged(why),
    };
    // Whoever asks is given our signature of a challenge: by that one alone nothing is believed.
    if is_challenge(&payload) {
        return Verdict::forged("its payload is a challenge, which anybody can have signed");
    }
    let keys = keys(account);
    let pairs = signature.split('&').filter_map(|pair| pair.split_once('|'));
    let ours = pairs.filter_map(|(public, hex)| Some((keys.iter().find(|(name, _)| *name == public)?.1, hex)));
    let (mut seen, mut right) = (false, false);
    for (private, hex) in ours {
        seen = true;
        right |= signs(private, &[payload.as_bytes()], hex) || signs(private, &[payload.as_bytes(), b"\n"], hex);
    }
    if !seen {
        return Verdict::forged("no signature is by a public key of the account");
    }
    if !right {
        return Verdict::forged("its signature does not match its payload");
    }
    match told_at(&payload).map(|at| known.at.as_second().saturating_sub(at.as_second())) {
        Some(age) if age > OLDEST_SECS => Verdict::forged("it is older than a day"),
        Some(age) if age < -YOUNGEST_SECS => Verdict::forged("it is from the future"),
        // One without a time cannot be read either, and says nothing.
        _ => Verdict::Genuine,
    }
}

/// The answer to the question by which an address is proved.
#[must_use]
pub fn challenge(query: &str, account: &Account) -> Option<String> {
    let challenge = form::fields(query).into_iter().find(|(name, _)| name == "bt_challenge")?.1;
    if !is_challenge(&challenge) {
        return None;
    }
    let public = account.setting("public_key")?;
    let mac = mac(&account.secret, &[challenge.as_bytes()])?.finalize().into_bytes();
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("{public}|{hex}"))
}

/// Whether a text is what the gateway proves an address by. It is signed for whoever asks, so it must never be long
/// enough to hold a notification, and no notification may look like it.
fn is_challenge(text: &str) -> bool {
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    (20..=32).contains(&text.len()) && text.bytes().all(is_hex)
}

/// The pairs of keys: the account's, and those that rotate, as `public|private`.
pub(super) fn keys(account: &Account) -> Vec<(&str, &str)> {
    let own = account.setting("public_key").map(|public| (public, account.secret.as_str()));
    let more = account.webhook_secrets.iter().filter_map(|pair| pair.split_once('|'));
    own.into_iter().chain(more).filter(|(public, private)| !public.is_empty() && !private.is_empty()).collect()
}

/// Signature and payload of a form. A payload with other signs than those of base64 and line ends is refused.
fn parts(body: &[u8]) -> Result<(String, String), &'static str> {
    let text = std::str::from_utf8(body).map_err(|_| "it is not a form")?;
    let (mut signature, mut payload) = (None, None);
    for (name, value) in form::fields(text) {
        let place = match name.as_str() {
            "bt_signature" => &mut signature,
            "bt_payload" => &mut payload,
            _ => continue,
        };
        if place.replace(value).is_some() {
            return Err("it has two payloads or signatures");
        }
    }
    let (signature, payload) = (signature.ok_or("it has no signature")?, payload.ok_or("it has no payload")?);
    let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'=' | b'/' | b'\n');
    if payload.bytes().all(legal) { Ok((signature, payload)) } else { Err("its payload has illegal characters") }
}

fn mac(private: &str, message: &[&[u8]]) -> Option<Hmac<Sha1>> {
    let mut mac = Hmac::<Sha1>::new_from_slice(&Sha1::digest(private.as_bytes())).ok()?;
    message.iter().for_each(|part| mac.update(part));
    Some(mac)
}

/// Compared in constant time.
fn signs(private: &str, message: &[&[u8]], hex: &str) -> bool {
    let bytes = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let signature: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(bytes).collect();
    let (Some(signature), Some(mac)) = (signature, mac(private, message)) else { return false };
    mac.verify_slice(&signature).is_ok()
}

fn document(payload: &str) -> Result<Node, String> {
    let plain: String = payload.split('\n').collect();
    let bytes = STANDARD.decode(plain).map_err(|_| "its payload is not base64".to_owned())?;
    xml::parse(&bytes)
}

fn told_at(payload: &str) -> Option<Timestamp> {
    document(payload).ok()?.get("timestamp")?.parse().ok()
}

/// What a notification says.
#[must_use]
pub fn read(delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
    let payload = match parts(delivery.body) {
        Ok((_, payload)) => payload,
        Err(why) => return vec![Reading::unreadable(why)],
    };
    match document(&payload) {
        Ok(node) if node.name == "notification" => read_notification(&node, account),
        Ok(node) => vec![Reading::unreadable(format!("it is a <{}> and no notification", cut(&node.name)))],
        Err(why) => vec![Reading::Unreadable { why }],
    }
}

fn read_notification(node: &Node, account: &Account) -> Vec<Reading> {
    let Some(kind) = node.get("kind") else { return vec![Reading::unreadable("it has no kind")] };
    let Some(about) = words::about(kind) else { return vec![Reading::unknown(kind)] };
    let subject = |name: &str| {
        let found = node.child("subject").and_then(|subject| subject.child(name));
        found.ok_or_else(|| vec![Reading::unreadable(format!("it has no {name}"))])
    };
    let read = match about {
        About::Nothing(why) => Ok(vec![Reading::Ignored { why }]),
        About::Transaction => subject("transaction").map(|node| vec![transaction(node, account, true)]),
        About::Dispute => subject("dispute").map(|node| vec![dispute(node, account)]),
        About::Disbursement => subject("disbursement").map(|node| disbursement(node, account)),
    };
    read.unwrap_or_else(|unreadable| unreadable)
}

fn transaction(node: &Node, account: &Account, may_look: bool) -> Reading {
    match Transaction::read(node) {
        Ok(told) => match facts::of_transaction(&account.name, &told) {
            facts if facts.is_empty() => Reading::Ignored { why: "the transaction is not ours" },
            facts => Reading::Facts(facts),
        },
        Err(Unread::Part(id)) if may_look => look(plan::read(account, &id), LOOK_AT_ONE),
        Err(unread) => Reading::unreadable(unread.why()),
    }
}

/// What a dispute says.
pub(super) fn dispute(node: &Node, account: &Account) -> Reading {
    match Dispute::read(node).and_then(|told| facts::of_dispute(&account.name, &told)) {
        Ok(facts) => Reading::Facts(facts),
        Err(why) => Reading::unreadable(why),
    }
}

/// It names its transactions; what became of each is asked, a page at a time.
fn disbursement(node: &Node, account: &Account) -> Vec<Reading> {
    if node.get("success") != Some("true") {
        return vec![Reading::Ignored { why: "the disbursement did not succeed; nothing is proved by it" }];
    }
    let ids = node.list("transaction-ids");
    if ids.is_empty() {
        return vec![Reading::Ignored { why: "the disbursement names no transactions" }];
    }
    let page = |ids: &[String]| {
        if ids.iter().all(|id| is_id(id)) {
            look(plan::read_many(account, ids), LOOK_AT_MANY)
        } else {
            Reading::unreadable("it names transactions by what is no id")
        }
    };
    ids.chunks(PAGE).map(page).collect()
}

fn look(request: Result<crate::Request, crate::CannotPlan>, stage: u8) -> Reading {
    match request {
        Ok(request) => Reading::Look(Step { request, stage }),
        Err(cannot) => Reading::unreadable(cannot.to_string()),
    }
}

/// What the reply to a look says.
#[must_use]
pub fn read_look(account: &Account, stage: u8, reply: &Reply<'_>) -> Vec<Reading> {
    let again = |after_secs: u32, why: String| vec![Reading::Again { after_secs, why }];
    let (status, body) = match reply {
        Reply::NotSent { why } | Reply::MaybeSent { why } => return again(5, why.clone()),
        Reply::Http { status, body, .. } => (*status, *body),
    };
    match status {
        200 => match xml::parse(body) {
            Ok(node) if stage == LOOK_AT_ONE && node.name == "transaction" => vec![transaction(&node, account, false)],
            Ok(node) if stage == LOOK_AT_MANY && node.name == "credit-card-transactions" => {
                let read: Vec<Reading> = node.all("transaction").map(|one| transaction(one, account, false)).collect();
                let none = || vec![Reading::unreadable("the gateway found none of the transactions")];
                if read.is_empty() { none() } else { read }
            }
            Ok(node) => vec![Reading::unreadable(format!("the gateway answered with a <{}>", cut(&node.name)))],
            Err(why) => vec![Reading::unreadable(format!("the gateway's answer cannot be read: {why}"))],
        },
        401 | 403 => again(60, format!("the gateway answered {status}; check the keys and their rights")),
        404 => vec![Reading::unreadable("the gateway does not find the transaction that it told of")],
        _ => again(5, format!("the gateway answered {status}")),
    }
}
