//! Webhooks: classic ones carry an id and no signature, so they start a look; the next generation is signed.

use recoup_core::id::Kind;
use recoup_core::money::Money;
use recoup_core::payment::facts::{Fact, What};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::objects::{Amount, Capture, Payment, Refund, is_id, ours};
use super::plan;
use super::words::{self, Event};
use crate::signature::hmac_sha256_matches;
use crate::{Account, Delivery, Reading, Reply, Step, Verdict};

const SIGNATURE: &str = "x-mollie-signature";
const NOT_OURS: &str = "the payment was not made by Recoup";

/// The signatures of a delivery; while secrets rotate there are several, as headers or in one.
fn signatures<'a>(delivery: &'a Delivery<'_>) -> impl Iterator<Item = &'a str> {
    let headers = delivery.headers.iter().filter(|(name, _)| name == SIGNATURE);
    headers.flat_map(|(_, value)| value.split(',')).map(str::trim)
}

/// Whether a delivery is genuine. A signature covers the raw body and no time; that does no harm, because what was
/// told once is told again for nothing.
pub(super) fn authenticate(delivery: &Delivery<'_>, account: &Account) -> Verdict {
    let secrets: Vec<String> = account.webhook_secrets.iter().filter(|secret| !secret.is_empty()).cloned().collect();
    let mut signed = false;
    for signature in signatures(delivery) {
        signed = true;
        let hex = signature.strip_prefix("sha256=").unwrap_or(signature);
        if !hex.is_empty() && hmac_sha256_matches(&secrets, &[delivery.body], hex) {
            return Verdict::Genuine;
        }
    }
    if signed {
        return Verdict::forged("its signature does not match any of the account's webhook secrets");
    }
    match classic_id(delivery.body) {
        Some(_) => Verdict::Unsigned,
        None => Verdict::forged("it has no signature and is no classic webhook"),
    }
}

/// The id that a classic webhook carries, a form with the field `id`.
fn classic_id(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= 500)?;
    let id = crate::form::fields(text.trim()).into_iter().find(|(key, _)| key == "id").map(|(_, id)| id)?;
    let plain =
        |id: &String| (3..=80).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    Some(id).filter(plain)
}

/// What a delivery says.
pub(super) fn read(delivery: &Delivery<'_>, account: &Account) -> Reading {
    if signatures(delivery).next().is_none() {
        return match classic_id(delivery.body) {
            Some(id) => read_classic(&id, account),
            None => Reading::unreadable("it is no classic webhook"),
        };
    }
    let value: Value = match serde_json::from_slice(delivery.body) {
        Ok(value) => value,
        Err(error) => return Reading::unreadable(format!("it is not an event: {error}")),
    };
    match value.get("resource").and_then(Value::as_str) {
        Some("event") => read_event(&value, account),
        // The pages on each API's webhooks show the object alone; it is read the same way.
        Some(_) => read_object(&value, account),
        None => Reading::unreadable("it does not say what it is"),
    }
}

fn read_classic(id: &str, account: &Account) -> Reading {
    match words::classic(id) {
        Some(Event::Ignored(why)) => Reading::Ignored { why },
        Some(_) if is_id(id, "tr_") => look(id, account),
        _ => Reading::unknown(id),
    }
}

/// The payment that a classic webhook names.
pub(super) fn hinted(delivery: &Delivery<'_>) -> Option<String> {
    classic_id(delivery.body).filter(|id| is_id(id, "tr_"))
}

fn look(payment: &str, account: &Account) -> Reading {
    Reading::Look(Step::first(plan::read(account, payment)))
}

fn read_event(event: &Value, account: &Account) -> Reading {
    let kind = event.get("type").and_then(Value::as_str).unwrap_or_default();
    let Some(known) = words::event(kind) else { return Reading::unknown(kind) };
    if let Event::Ignored(why) = known {
        return Reading::Ignored { why };
    }
    match event.get("_embedded").and_then(|embedded| embedded.get("entity")) {
        Some(entity) if known == Event::BalanceRow => read_balance_row(entity, account),
        Some(entity) => read_object(entity, account),
        None if known == Event::BalanceRow => Reading::Ignored { why: "it shows no row" },
        // A webhook can be set up to send ids alone.
        None => match payment_of(event) {
            Some(payment) => look(payment, account),
            None => Reading::unreadable("it does not name its payment"),
        },
    }
}

/// The payment of an event without its object: the id, or the address of the object below its payment.
fn payment_of(event: &Value) -> Option<&str> {
    let id = event.get("entityId").and_then(Value::as_str).filter(|id| is_id(id, "tr_"));
    let links = event.get("_links").and_then(|links| links.get("entity"));
    let href = links.and_then(|link| link.get("href")).and_then(Value::as_str);
    id.or_else(|| href.and_then(|href| href.split(['/', '?']).find(|part| is_id(part, "tr_"))))
}

/// What an object says. One that names no reference of ours may belong to a payment of ours nevertheless: we look.
fn read_object(object: &Value, account: &Account) -> Reading {
    match object.get("resource").and_then(Value::as_str).unwrap_or_default() {
        "payment" => with(object, |payment: Payment| {
            if ours(payment.reference(), Kind::Payment).is_empty() {
                return Reading::Ignored { why: NOT_OURS };
            }
            reading(payment.facts(&account.name))
        }),
        "capture" => with(object, |capture: Capture| {
            if ours(capture.reference(), Kind::Capture).is_empty() {
                return look_at(&capture.payment_id, account);
            }
            reading(capture.facts(&account.name, ""))
        }),
        "refund" => with(object, |refund: Refund| {
            if ours(refund.reference(), Kind::Refund).is_empty() {
                return look_at(&refund.payment_id, account);
            }
            reading(refund.facts(&account.name, ""))
        }),
        "chargeback" => {
            let payment = object.get("paymentId").and_then(Value::as_str).unwrap_or_default();
            look_at(payment, account)
        }
        other => Reading::unknown(other),
    }
}

fn look_at(payment: &str, account: &Account) -> Reading {
    if is_id(payment, "tr_") { look(payment, account) } else { Reading::unreadable("it does not name its payment") }
}

fn with<T: DeserializeOwned>(object: &Value, then: impl FnOnce(T) -> Reading) -> Reading {
    match serde_json::from_value(object.clone()) {
        Ok(object) => then(object),
        Err(error) => Reading::unreadable(format!("its object cannot be read: {error}")),
    }
}

fn reading(facts: Result<Vec<Fact>, String>) -> Reading {
    match facts {
        Ok(facts) => Reading::Facts(facts),
        Err(why) => Reading::Unreadable { why },
    }
}

/// A row of the balance. A refund's own row is booked when it is accepted and proves nothing yet; the rows that bring
/// money back do: that of a refund that came back, and that of a capture that was undone after it was done.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    initial_amount: Amount,
    #[serde(default)]
    context: Value,
}

fn read_balance_row(entity: &Value, account: &Account) -> Reading {
    with(entity, |row: Row| {
        if words::balance_row(&row.kind).is_none() {
            return Reading::unknown(&row.kind);
        }
        let (what, object, prefix) = match row.kind.as_str() {
            "returned-refund" => (What::RefundReturned, "refundId", "re_"),
            "failed-payment" => (What::CaptureReversed, "captureId", "cpt_"),
            _ => return Reading::Ignored { why: "rows of the balance are read from settlement data" },
        };
        let (payment, subject) =
            (super::balance::of(&row.context, "paymentId"), super::balance::of(&row.context, object));
        if what == What::CaptureReversed && subject.is_empty() && is_id(payment, "tr_") {
            // It was captured by itself, or Mollie names no capture: the payment shows what stands.
            return look(payment, account);
        }
        if !is_id(payment, "tr_") || !is_id(subject, prefix) || !is_id(&row.id, "baltr_") {
            return Reading::unreadable("the row does not name what it is about");
        }
        match row.amount() {
            Ok(amount) => Reading::Facts(vec![Fact {
                account: account.name.clone(),
                subject: subject.to_owned(),
                ours: String::new(),
                what,
                amount: Some(amount),
                parent: payment.to_owned(),
                ordinal: row.id,
            }]),
            Err(why) => Reading::Unreadable { why },
        }
    })
}

impl Row {
    /// How much it moved, without its sign, which its kind says as well.
    fn amount(&self) -> Result<Money, String> {
        let amount = self.initial_amount.money()?;
        let minor = amount.amount_minor.checked_abs().ok_or("the row's amount is too large")?;
        Ok(Money::new(minor, amount.currency))
    }
}

/// What the look at a payment says: everything that it shows.
pub(super) fn read_look(account: &Account, reply: &Reply<'_>) -> Reading {
    let again = |after_secs, why: String| Reading::Again { after_secs, why };
    match reply {
        Reply::NotSent { why } | Reply::MaybeSent { why } => again(10, why.clone()),
        Reply::Http { status: 200, body, .. } => match serde_json::from_slice::<Payment>(body) {
            Ok(payment) if ours(payment.reference(), Kind::Payment).is_empty() => Reading::Ignored { why: NOT_OURS },
            Ok(payment) => reading(payment.all_facts(&account.name)),
            Err(error) => Reading::unreadable(format!("the payment cannot be read: {error}")),
        },
        // Anybody can send an id.
        Reply::Http { status: 404 | 410, .. } => Reading::Ignored { why: "this account has no such payment" },
        Reply::Http { status: status @ (401 | 403), .. } => again(60, format!("Mollie answered {status}")),
        Reply::Http { status: status @ (408 | 425 | 429 | 500..), .. } => {
            again(30, format!("Mollie answered {status}"))
        }
        Reply::Http { status, body, .. } => Reading::unreadable(super::reply::answered(*status, body)),
    }
}
