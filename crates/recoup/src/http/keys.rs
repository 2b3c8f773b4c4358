//! `/v1/keys`: API keys made, listed, revoked. The key itself is shown once.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use recoup_core::actor::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::require;
use super::body::Ask;
use super::list::PageOf;
use super::problem::Problem;
use super::{Shared, json, show};
use crate::access::{self, Caller, Grants, Permission};
use crate::store::rows::ApiKeyRow;
use crate::views;
use crate::views::ledger::instant;

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What the owner calls it.
    pub label: String,
    /// The person who owns it; the caller's own person when missing.
    pub person: Option<String>,
    /// Roles it acts with; never more than the caller's own.
    pub roles: Vec<String>,
    /// Narrows the roles to these permissions.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The most it may move in one act.
    #[serde(default)]
    pub ceilings: Vec<Ceiling>,
    /// Days until it stops working.
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
            created_at: instant(row.created_us),
            expires_at: row.expires_us.map(instant),
            revoked_at: row.revoked_us.map(instant),
            token,
        }
    }
}

fn grants(new: &NewKey, caller: &Caller) -> Result<Grants, Problem> {
    let bad = |param: &str, word: &str| Problem::new(400, "invalid", format!("`{word}` is not known")).param(param);
    let roles: Result<Vec<Role>, Problem> =
        new.roles.iter().map(|word| Role::from_word(word).ok_or_else(|| bad("roles", word))).collect();
    let scopes: Result<Vec<Permission>, Problem> =
        new.scopes.iter().map(|word| Permission::from_word(word).ok_or_else(|| bad("scopes", word))).collect();
    let (roles, scopes) = (roles?, scopes?);
    if roles.is_empty() {
        return Err(Problem::new(400, "missing", "`roles` is empty; name one").param("roles"));
    }
    // A key must not be a ladder: whoever makes it cannot hand out more than they hold.
    if let Some(role) = roles.iter().find(|role| !caller.actor.has(**role)) {
        let detail = format!("you do not hold the role {}; the operator makes such keys with `recoup keys create`", role.word());
        return Err(Problem::new(403, "role_missing", detail).param("roles"));
    }
    let ceilings_minor = new.ceilings.iter().map(|c| (c.currency.clone(), c.amount_minor)).collect();
    Ok(Grants { roles, scopes, ceilings_minor })
}

/// Makes a key. The token is shown in this answer and never again.
#[utoipa::path(post, path = "/v1/keys", tag = "keys", request_body = NewKey,
    responses((status = 201, body = KeyView), (status = "default", body = Problem)))]
pub async fn create(State(face): State<Shared>, caller: Caller, ask: Ask<NewKey>) -> Result<Response, Problem> {
    require(&caller, Permission::ManageKeys)?;
    let new = ask.body;
    recoup_core::text::required("label", &new.label, recoup_core::text::NAME)?;
    let person = new.person.clone().unwrap_or_else(|| caller.actor.person.clone());
    recoup_core::text::required("person", &person, recoup_core::text::NAME)?;
    let grants = grants(&new, &caller)?;
    let now_us = face.engine.clock().now().as_microsecond();
    let mut key = access::new_key(&caller.tenant, &person, &new.label, &grants, now_us)
        .map_err(|why| Problem::new(503, "no_entropy", why).again(1))?;
    key.row.expires_us = new.expires_in_days.map(|days| now_us + i64::from(days) * 86_400_000_000);
    face.engine.store().put_api_key(&key.row).await?;
    Ok(json(StatusCode::CREATED, views::json(&KeyView::of(&key.row, Some(key.token)))))
}

/// Lists keys, without their secrets.
#[utoipa::path(get, path = "/v1/keys", tag = "keys",
    responses((status = 200, body = Vec<KeyView>), (status = "default", body = Problem)))]
pub async fn index(State(face): State<Shared>, caller: Caller) -> Result<Response, Problem> {
    require(&caller, Permission::ManageKeys)?;
    let rows = face.engine.store().api_keys(&caller.tenant).await?;
    Ok(show(&PageOf { data: rows.iter().map(|row| KeyView::of(row, None)).collect(), has_more: false }))
}

/// Revokes a key; it stops working within a second everywhere.
#[utoipa::path(post, path = "/v1/keys/{id}/revoke", tag = "keys", params(("id" = String, Path)),
    responses((status = 200, body = KeyView), (status = "default", body = Problem)))]
pub async fn revoke(State(face): State<Shared>, caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    require(&caller, Permission::ManageKeys)?;
    let store = face.engine.store();
    let now_us = face.engine.clock().now().as_microsecond();
    store.revoke_api_key(&caller.tenant, &id, now_us).await?;
    face.keyring.forget(&id);
    let row = store.api_keys(&caller.tenant).await?.into_iter().find(|row| row.key_id == id);
    Ok(show(&KeyView::of(&row.ok_or_else(|| Problem::unknown("key", &id))?, None)))
}
