use std::collections::BTreeMap;
use recoup_core::id::Kind;
use recoup_core::text::looks_like_card_number;
use recoup_gateways::{Account, Delivery};
use crate::engine::request::hex_sha256;
use crate::store::rows::DeliveryRow;
use crate::tripwire;
use crate::worker::certificates::{Judge, Trust};
/// Headers worth keeping: everything else may hold what must not be stored.
fn worth_keeping(name: &str) -> bool {
    name.ends_with("signature")
        || name.starts_with("webhook-")
        || name.starts_with("paypal-")
        || matches!(name, "content-type" | "user-agent")
}

/// The headers of a delivery that are kept with it: what judges it now judges it by these alone, as the worker will. One
/// that comes several times, such as a signature for each of two secrets, is one with commas.
pub(crate) fn kept<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, String> {
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in headers.filter(|(name, text)| worth_keeping(name) && !looks_like_card_number(text)) {
        kept.entry(name.to_owned()).and_modify(|known| *known = format!("{known},{text}")).or_insert(text.to_owned());
    }
    kept
}

/// The id of a delivery follows from its content, so that a repeat is the same delivery and is kept once. A hint says the
/// same words each time something changed, so its time belongs to it.
fn delivery_id(account: &str, body: &[u8], trust: Trust, now: jiff::Timestamp) -> String {
    let time = match trust {
        Trust::Signed => String::new(),
        Trust::Hint => format!("{}\n", now.as_microsecond()),
    };
    let digest = hex_sha256(&[account.as_bytes(), b"\n", time.as_bytes(), body].concat());
    format!("{}{}", Kind::Delivery.prefix(), &digest[..32])
}

/// Why a delivery is not taken in.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// It is not from who it says it is from.
    Forged(String),
    /// It holds a card number in clear.
    CardNumber,
}

/// The row of a delivery that is genuine and may be kept.
///
/// # Errors
/// What speaks against it.
pub(crate) async fn genuine(
    judge: &Judge,
    (tenant, account): (&str, &Account),
    headers: BTreeMap<String, String>,
    (body, now): (&[u8], jiff::Timestamp),
) -> Result<DeliveryRow, NotTaken> {
    let forged = || NotTaken::Forged("no gateway is known for its account".to_owned());
    let gateway = recoup_gateways::of_account(&account.name).ok_or_else(forged)?;
    let kept = serde_json::to_string(&headers).unwrap_or_default();
    let pairs: Vec<(String, String)> = headers.into_iter().collect();
    let delivery = Delivery { headers: &pairs, body };
    let trust = judge.judge((gateway, account), &delivery, now).await.map_err(NotTaken::Forged)?;
    if tripwire::trips(body) {
        return Err(NotTaken::CardNumber);
    }
    Ok(DeliveryRow {
        tenant: tenant.to_owned(),
        delivery_id: delivery_id(&account.name, body, trust, now),
        target: account.name.clone(),
        headers: kept,
        body: body.to_vec(),
        received_us: now.as_microsecond(),
    })
}

