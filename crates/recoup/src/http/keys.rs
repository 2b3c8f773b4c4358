//! `/v1/keys`: API keys made, listed, replaced, revoked. A key holds what its maker holds or less, and is shown once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use recoup_core::actor::Role;
use recoup_core::money::Currency;
use recoup_core::refusal::Refusal;
use recoup_core::text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Empty, Plain};
use super::list::{Named, PageOf};
use super::problem::Problem;
use super::{Shared, json, show};
use crate::access::{self, Caller, Grants, Permission};
use crate::store::rows::ApiKeyRow;
use crate::views;
use crate::views::ledger::instant;

/// Microseconds of a day.
const DAY_US: i64 = 86_400_000_000;

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What the owner calls it.
    pub label: String,
    /// The person who owns it: the caller, which it also is when missing.
    pub person: Option<String>,
    /// Roles it acts with; never more than the caller's own.
    pub roles: Vec<String>,
    /// Narrows the roles to these permissions; those of the caller's own key when missing.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The most it may move in one act; the ceilings of the caller's own key hold anyway. Once there is one,
    /// a currency without an entry has the ceiling 0.
    #[serde(default)]
    pub ceilings: Vec<Ceiling>,
    /// Days until it stops working; never later than the caller's own key.
    pub expires_in_days: Option<u16>,
}

/// The most a key may move in one act.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ceiling {
    /// ISO 4217 code.
    pub currency: String,
    /// Minor units.
    pub amount_minor: i64,
}

/// A key as it is listed.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyView {
    /// Public part.
    pub id: String,
    /// Last four characters.
    pub last4: String,
    /// What the owner calls it.
    pub label: String,
    /// The person who owns it.
    pub person: String,
    /// Roles it acts with.
    pub roles: Vec<&'static str>,
    /// Permissions it is narrowed to; all of its roles when empty.
    pub scopes: Vec<&'static str>,
    /// The most it may move in one act.
    pub ceilings: Vec<Ceiling>,
    /// When it was made, RFC 3339, UTC.
    pub created_at: String,
    /// When it stops working.
    pub expires_at: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
    /// The key itself; only in the answer that makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

impl KeyView {
    fn of(row: &ApiKeyRow, token: Option<String>) -> Self {
        let grants: Grants = serde_json::from_str(&row.grants).unwrap_or_default();
        Self {
            id: row.key_id.clone(),
            last4: row.last4.clone(),
            label: row.label.clone(),
            person: row.person.clone(),
            roles: grants.roles.iter().map(|role| role.word()).collect(),
            scopes: grants.scopes.iter().map(|scope| scope.word()).collect(),
            ceilings: grants
                .ceilings_minor
                .into_iter()
                .map(|(currency, amount_minor)| Ceiling { currency, amount_minor })
                .collect(),
            created_at: instant(row.created_us),
            expires_at: row.expires_us.map(instant),
            revoked_at: row.revoked_us.map(instant),
            token,
        }
    }
}

/// What the new key may do. A key must not be a ladder: it holds what its maker holds or less, for the same
/// person, under the same ceilings, and ends no later.
pub(crate) fn grants(new: &NewKey, caller: &Caller) -> Result<Grants, Problem> {
    let roles = known("roles", &new.roles, Role::from_word, &Role::ALL.map(Role::word))?;
    let scopes = known("scopes", &new.scopes, Permission::from_word, &Permission::ALL.map(Permission::word))?;
    if roles.is_empty() {
        return Err(Problem::new(400, "missing", "`roles` is empty; name one").param("roles"));
    }
    if let Some(role) = roles.iter().find(|role| !caller.actor.has(**role)) {
        let detail =
            format!("you do not hold the role {}; the operator makes such keys with `recoup keys create`", role.word());
        return Err(Problem::new(403, "role_missing", detail).param("roles"));
    }
    let mine = &caller.grants.scopes;
    if let Some(scope) = scopes.iter().find(|scope| !mine.is_empty() && !mine.contains(*scope)) {
        let detail = format!("your own key does not reach as far as {}; leave it out", scope.word());
        return Err(Problem::new(403, "role_missing", detail).param("scopes"));
    }
    let scopes = if scopes.is_empty() { mine.clone() } else { scopes };
    Ok(Grants { roles, scopes, ceilings_minor: ceilings(new, caller)? })
}

fn known<T: Copy + PartialEq>(
    param: &str,
    words: &[String],
    read: impl Fn(&str) -> Option<T>,
    all: &[&str],
) -> Result<Vec<T>, Problem> {
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let Some(value) = read(word) else {
            let detail = format!("`{}` is not one of {}", word.chars().take(40).collect::<String>(), all.join(", "));
            return Err(Problem::new(400, "invalid", detail).param(&format!("{param}[{index}]")));
        };
        if !found.contains(&value) {
            found.push(value);
        }
    }
    Ok(found)
}

fn ceilings(new: &NewKey, caller: &Caller) -> Result<Vec<(String, i64)>, Problem> {
    let mut named: Vec<(String, i64)> = Vec::new();
    for (index, ceiling) in new.ceilings.iter().enumerate() {
        let bad = |field: &str, why: String| {
            let param = format!("ceilings[{index}].{field}");
            Err(Problem::new(400, "invalid", format!("`{param}` is not valid: {why}")).param(&param))
        };
        let currency = match ceiling.currency.parse::<Currency>() {
            Ok(currency) => currency,
            Err(error) => return bad("currency", error.to_string()),
        };
        if ceiling.amount_minor < 0 {
            return bad("amount_minor", "send zero or more minor units".to_owned());
        }
        if named.iter().any(|(code, _)| code == currency.code()) {
            return bad("currency", "it has a ceiling already; send one".to_owned());
        }
        if let Some(own) = caller.actor.ceiling_minor(currency.code()).filter(|own| ceiling.amount_minor > *own) {
            let (amount_minor, ceiling_minor) = (ceiling.amount_minor, own);
            return Err(Refusal::ExceedsCeiling { amount_minor, ceiling_minor, currency }.into());
        }
        named.push((currency.code().to_owned(), ceiling.amount_minor));
    }
    for own in &caller.grants.ceilings_minor {
        if !named.iter().any(|(code, _)| *code == own.0) {
            named.push(own.clone());
        }
    }
    Ok(named)
}

pub(crate) fn expiry(new: &NewKey, caller: &Caller, now_us: i64) -> Result<Option<i64>, Problem> {
    if new.expires_in_days == Some(0) {
        return Err(Problem::new(400, "invalid", "`expires_in_days` is 1 or more").param("expires_in_days"));
    }
    let asked = new.expires_in_days.map(|days| now_us.saturating_add(i64::from(days) * DAY_US));
    Ok(asked.into_iter().chain(caller.expires_us).min())
}

/// Makes a key. The token is shown in this answer and never again, so the answer is not remembered: a repeat
/// makes another key, and one whose answer was lost is revoked.
#[utoipa::path(post, path = "/v1/keys", tag = "keys", operation_id = "create_key", request_body = NewKey,
    security(("key" = ["manage_keys"])),
    responses((status = 201, body = KeyView), Problem))]
pub async fn create(
    State(face): State<Shared>,
    caller: May<right::ManageKeys>,
    Plain(new): Plain<NewKey>,
) -> Result<Response, Problem> {
    text::required("label", &new.label, text::NAME)?;
    let person = new.person.clone().unwrap_or_else(|| caller.actor.person.clone());
    text::required("person", &person, text::NAME)?;
    // A second person is what approvals rest on; nobody may make one up.
    if person != caller.actor.person {
        let detail = "you make keys for yourself only; the operator makes keys for others with `recoup keys create`";
        return Err(Problem::new(403, "role_missing", detail).param("person"));
    }
    let grants = grants(&new, &caller)?;
    let now_us = face.engine.clock().now().as_microsecond();
    let mut key = access::new_key(&caller.tenant, &person, &new.label, &grants, now_us).map_err(|why| {
        tracing::error!(why, "no key can be made");
        Problem::new(503, "no_entropy", "the machine gives no random bits; try again").again(1)
    })?;
    key.row.expires_us = expiry(&new, &caller, now_us)?;
    face.engine.store().put_api_key(&key.row).await?;
    Ok(json(StatusCode::CREATED, views::json(&KeyView::of(&key.row, Some(key.token)))))
}

/// Lists keys, without their secrets.
#[utoipa::path(get, path = "/v1/keys", tag = "keys", operation_id = "list_keys",
    security(("key" = ["manage_keys"])),
    responses((status = 200, body = PageOf<KeyView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::ManageKeys>) -> Result<Response, Problem> {
    let rows = face.engine.store().api_keys(&caller.tenant).await?;
    Ok(show(&PageOf::all(rows.iter().map(|row| KeyView::of(row, None)).collect())))
}

/// Revokes a key; it stops working within a second everywhere.
#[utoipa::path(post, path = "/v1/keys/{id}/revoke", tag = "keys", operation_id = "revoke_key", request_body = Empty, params(("id" = String, Path)),
    security(("key" = ["manage_keys"])),
    responses((status = 200, body = KeyView), Problem))]
pub async fn revoke(
    State(face): State<Shared>,
    caller: May<right::ManageKeys>,
    Named(id): Named,
    Plain(Empty {}): Plain<Empty>,
) -> Result<Response, Problem> {
    let store = face.engine.store();
    let now_us = face.engine.clock().now().as_microsecond();
    store.revoke_api_key(&caller.tenant, &id, now_us).await?;
    face.keyring.forget(&id);
    let row = store.api_keys(&caller.tenant).await?.into_iter().find(|row| row.key_id == id);
    Ok(show(&KeyView::of(&row.ok_or_else(|| Problem::unknown("key", &id))?, None)))
}

/// How a key is replaced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// Hours for which the old key goes on working, 0 to 720; 24 when missing.
    pub overlap_hours: Option<u16>,
    /// Days until the new key stops working; never later than the caller's own key.
    pub expires_in_days: Option<u16>,
}

/// Replaces one of your own keys: a new one with the same roles, scopes and ceilings, and an end for the old one,
/// far enough away to bring the new one out. The new key is shown in this answer and never again.
#[utoipa::path(post, path = "/v1/keys/{id}/rotate", tag = "keys", operation_id = "rotate_key", request_body = Rotation, params(("id" = String, Path)),
    security(("key" = ["manage_keys"])),
    responses((status = 201, body = KeyView), Problem))]
pub async fn rotate(
    State(face): State<Shared>,
    caller: May<right::ManageKeys>,
    Named(id): Named,
    Plain(rotation): Plain<Rotation>,
) -> Result<Response, Problem> {
    let overlap_hours = rotation.overlap_hours.unwrap_or(24);
    if overlap_hours > 720 {
        return Err(Problem::new(400, "invalid", "`overlap_hours` is 720 at most, 30 days").param("overlap_hours"));
    }
    let rows = face.engine.store().api_keys(&caller.tenant).await?;
    let old = rows.into_iter().find(|row| row.key_id == id).ok_or_else(|| Problem::unknown("key", &id))?;
    if old.person != caller.actor.person {
        let detail = "you replace your own keys only; the operator replaces those of others with `recoup keys rotate`";
        return Err(Problem::new(403, "role_missing", detail));
    }
    let now_us = face.engine.clock().now().as_microsecond();
    if !access::works(&old, now_us) {
        let (what, status, step) = ("key", "ended", "rotate");
        return Err(Refusal::NotInState { what, status, step, allowed: "nothing".to_owned() }.into());
    }
    // What the old key holds must be within what the caller holds: a weak key of a person is no way to a strong one.
    let KeyView { label, roles, scopes, ceilings, .. } = KeyView::of(&old, None);
    let words = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
    let new = NewKey {
        label,
        person: None,
        roles: words(roles),
        scopes: words(scopes),
        ceilings,
        expires_in_days: rotation.expires_in_days,
    };
    let held = grants(&new, &caller)?;
    let end_us = now_us.saturating_add(i64::from(overlap_hours) * 3_600_000_000);
    let mut key = access::replacement(&old, &held, now_us).map_err(|why| {
        tracing::error!(why, "no key can be made");
        Problem::new(503, "no_entropy", "the machine gives no random bits; try again").again(1)
    })?;
    key.row.expires_us = expiry(&new, &caller, now_us)?;
    let store = face.engine.store();
    store.put_api_key(&key.row).await?;
    store.put_api_key(&access::ending(old, end_us)).await?;
    face.keyring.forget(&id);
    Ok(json(StatusCode::CREATED, views::json(&KeyView::of(&key.row, Some(key.token)))))
}
