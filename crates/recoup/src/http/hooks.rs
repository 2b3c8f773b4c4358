//! `/v1/hooks/{tenant}/{account}`: deliveries from gateways. Verified, stored raw, answered; read by the worker.
//!
//! A delivery that is not genuine is refused and counted; the beginnings of a few are kept for whoever wonders.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use recoup_core::id::Kind;
use recoup_core::text::looks_like_card_number;
use recoup_gateways::{Account, Delivery};

use super::body;
use super::limit::Peer;
use super::problem::Problem;
use super::{Face, Shared};
use crate::engine::request::hex_sha256;
use crate::store::StoreError;
use crate::store::rows::DeliveryRow;
use crate::tripwire;
use crate::worker::certificates::{Judge, Trust};
use crate::worker::clean;

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

fn not_genuine() -> Problem {
    let detail = "the delivery is refused; send it to a configured account, signed with its secret, within its time";
    Problem::new(401, "not_genuine", detail)
}

/// A header of our own: the body holds what read like a card number, and its digits are blanked. Whoever sends a
/// delivery cannot set it, because only what is [`worth_keeping`] is kept of what was sent.
pub(crate) const BLANKED: &str = "recoup-blanked";

/// Between two looks that hints about one payment lead to.
const PAUSE_US: i64 = 60_000_000;

/// The id of a delivery follows from its content, so that a repeat is the same delivery and is kept once.
fn delivery_id(account: &str, kind: &str, content: &[u8]) -> String {
    let digest = hex_sha256(&[account.as_bytes(), b"\n", kind.as_bytes(), content].concat());
    format!("{}{}", Kind::Delivery.prefix(), &digest[..32])
}

/// A delivery that is taken in.
#[derive(Debug)]
pub(crate) struct Genuine {
    /// Its row.
    pub(crate) row: DeliveryRow,
    /// How far it is believed.
    pub(crate) trust: Trust,
    /// Whether it held what reads like a card number, so that a person reads it and nobody else.
    pub(crate) blanked: bool,
}

/// A delivery that is genuine, as it may be kept.
///
/// # Errors
/// In words, why it is not from who it says it is from.
pub(crate) async fn genuine(
    judge: &Judge,
    (tenant, account): (&str, &Account),
    mut headers: BTreeMap<String, String>,
    (body, now): (&[u8], jiff::Timestamp),
) -> Result<Genuine, String> {
    let gateway = recoup_gateways::of_account(&account.name).ok_or("no gateway is known for its account")?;
    let pairs: Vec<(String, String)> = headers.clone().into_iter().collect();
    let judged = judge.judge((gateway, account), &Delivery { headers: &pairs, body }, now).await;
    let trust = judged.map_err(|doubt| doubt.to_string())?;
    let blanked = tripwire::trips(body);
    let body = if blanked { tripwire::blanked(body) } else { body.to_vec() };
    if blanked {
        headers.insert(BLANKED.to_owned(), "1".to_owned());
    }
    let received_us = now.as_microsecond();
    let row = DeliveryRow {
        tenant: tenant.to_owned(),
        delivery_id: delivery_id(&account.name, "", &body),
        target: account.name.clone(),
        headers: serde_json::to_string(&headers).unwrap_or_default(),
        body,
        received_us,
        due_us: received_us,
    };
    Ok(Genuine { row, trust, blanked })
}

/// Keeps a delivery that nobody signed, where it can only make us look at a payment of ours. A payment has one row for
/// all its hints: each makes it fall due again, at once, or a minute after the one before. Of anything else nothing is
/// kept: whoever knows the address can send it.
///
/// # Errors
/// In words, why it is not kept.
async fn keep_hint(face: &Face, row: DeliveryRow) -> Result<(), Hinted> {
    let gateway = recoup_gateways::of_account(&row.target).ok_or(Hinted::AtNothing)?;
    let name = gateway.hinted(&Delivery { headers: &[], body: &row.body }).ok_or(Hinted::AtNothing)?;
    let store = face.engine.store();
    if store.references(&row.tenant, Some(&row.target), &name).await.map_err(Hinted::Store)?.is_empty() {
        return Err(Hinted::NotOurs);
    }
    // It is called by what it names and not by its words, which a stranger can vary.
    let delivery_id = delivery_id(&row.target, "hint\n", name.as_bytes());
    let row = DeliveryRow { delivery_id, headers: "{}".to_owned(), ..row };
    store.put_hint(&row, (face.wall_us(), PAUSE_US)).await.map_err(Hinted::Store)
}

/// Why a hint is not kept.
#[derive(Debug)]
enum Hinted {
    /// It names nothing that can be looked at.
    AtNothing,
    /// It names a payment that is not known here by that name, or not yet.
    NotOurs,
    /// The database.
    Store(StoreError),
}

/// Takes a delivery in. A repeat is answered like the first and kept once.
#[utoipa::path(post, path = "/v1/hooks/{tenant}/{account}", tag = "hooks", operation_id = "receive_delivery",
    params(("tenant" = String, Path), ("account" = String, Path)), request_body = Object,
    security(()),
    responses((status = 200), Problem))]
pub async fn receive(
    State(face): State<Shared>,
    peer: Peer,
    Path((tenant, account)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    // Before the body is read: it may be long, and it may come from anybody.
    face.limits.delivery(&peer)?;
    let configured = face.accounts.get(&tenant, &account);
    let kept = kept(request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))));
    let (now, health) = (face.engine.clock().now(), &face.options.node.health);
    let refuse = |why: &str, body: &[u8]| {
        // It may quote what was sent.
        let why = clean::words(why);
        tracing::warn!(account, why, "a delivery was refused");
        health.refused(&tenant, &account, (&why, body), face.wall_us());
    };
    let body = body::bytes(request, &face).await.inspect_err(|problem| {
        if configured.is_some() {
            refuse(&problem.detail, b"");
        }
    })?;
    // A stranger learns nothing here: an account that is not there answers like one that does not trust him, also to
    // what is too large.
    let configured = configured.ok_or_else(not_genuine)?;
    let taken = genuine(&face.options.judge, (&tenant, &configured), kept, (&body, now)).await;
    let Genuine { row, trust, blanked } = taken.map_err(|why| {
        refuse(&why, &body);
        not_genuine()
    })?;
    if blanked {
        tracing::error!(account, "a delivery holds a card number in clear; it is kept with its digits blanked");
    }
    match trust {
        Trust::Signed => {
            face.engine.store().put_delivery(&row).await?;
            health.heard(&tenant, &account, face.wall_us());
        }
        Trust::Hint => match keep_hint(&face, row).await {
            Ok(()) => health.heard(&tenant, &account, face.wall_us()),
            Err(Hinted::Store(error)) => return Err(error.into()),
            Err(Hinted::AtNothing) => refuse("nobody signed it, and it names nothing that can be looked at", &body),
            Err(Hinted::NotOurs) => {
                refuse("nobody signed it, and it names no payment that is known here", &body);
                // It may have overtaken the answer that names the payment: then it is wanted when it comes again.
                let detail = "no payment is known by that name yet; send it again later";
                return Err(Problem::new(404, "not_known_yet", detail));
            }
        },
    }
    Ok(acknowledged(&account))
}

/// What the gateway of an account wants to hear once a delivery is kept.
fn acknowledged(account: &str) -> Response {
    let wanted = recoup_gateways::of_account(account).map(|gateway| gateway.acknowledgement()).unwrap_or_default();
    if wanted.body.is_empty() {
        return StatusCode::OK.into_response();
    }
    ([(CONTENT_TYPE, wanted.content_type)], wanted.body).into_response()
}

/// Answers the question by which a gateway proves this address before it delivers here.
#[utoipa::path(get, path = "/v1/hooks/{tenant}/{account}", tag = "hooks", operation_id = "answer_challenge",
    params(("tenant" = String, Path), ("account" = String, Path)), security(()),
    responses((status = 200, content_type = "text/plain"), Problem))]
pub async fn challenge(
    State(face): State<Shared>,
    peer: Peer,
    Path((tenant, account)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<String, Problem> {
    face.limits.delivery(&peer)?;
    let configured = face.accounts.get(&tenant, &account);
    let gateway = recoup_gateways::of_account(&account);
    let answer = configured.zip(gateway).and_then(|(of, gateway)| gateway.challenge(&query.unwrap_or_default(), &of));
    answer.ok_or_else(not_genuine)
}
