//! `/v1/gateway-accounts`: the accounts that a tenant keeps here, listed, their secrets replaced, closed and opened.
//!
//! Adding one, moving its address and changing by what its deliveries are believed are for the operator (`recoup
//! gateway`): whoever decides where requests for money go decides where the money goes, and who can sign deliveries can
//! tell facts about money. No answer holds a secret, and answers are not remembered.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Empty, Plain};
use super::list::{Named, PageOf};
use super::problem::Problem;
use super::{Face, Shared, show};
use crate::access::Caller;
use crate::credentials::{self, Change, CredentialError};
use crate::store::gateway_accounts::GatewayAccountRow;
use crate::vault::VaultError;
use crate::views::ledger::instant;

/// A gateway account, without its secrets.
#[derive(Debug, Serialize, ToSchema)]
pub struct GatewayAccountView {
    /// Gateway and name, such as `stripe:main`.
    pub name: String,
    /// Where its API is.
    pub base_url: String,
    /// `open`, or `closed` to new payments.
    pub state: String,
    /// The last characters of each secret, by name; empty for one that is too short to show any.
    #[schema(value_type = Object)]
    pub secrets: serde_json::Value,
    /// Settings that are no secrets.
    #[schema(value_type = Object)]
    pub settings: serde_json::Value,
    /// When it was added, RFC 3339, UTC.
    pub created_at: String,
    /// When it was last changed.
    pub changed_at: String,
    /// By whom.
    pub changed_by: String,
}

impl GatewayAccountView {
    fn of(row: &GatewayAccountRow) -> Self {
        Self {
            name: row.name.clone(),
            base_url: row.base_url.clone(),
            state: row.state.clone(),
            secrets: serde_json::from_str(&row.hints).unwrap_or_default(),
            settings: serde_json::from_str(&row.settings).unwrap_or_default(),
            created_at: instant(row.created_us),
            changed_at: instant(row.changed_us),
            changed_by: row.changed_by.clone(),
        }
    }
}

/// Secrets to replace; what is missing stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSecrets {
    /// The new API secret. One by which deliveries are believed too, as Braintree's, is replaced by the operator.
    #[schema(format = Password)]
    pub secret: Option<String>,
    /// New secret settings, by name.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
}

impl std::fmt::Debug for NewSecrets {
    /// Shows no secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSecrets").finish_non_exhaustive()
    }
}

impl From<CredentialError> for Problem {
    fn from(error: CredentialError) -> Self {
        let words = error.to_string();
        match error {
            CredentialError::Invalid { field, .. } => Self::new(400, "invalid", words).param(&field),
            CredentialError::Exists(_) | CredentialError::Changed(_) | CredentialError::Unread { .. } => {
                Self::new(409, "changed_meanwhile", words)
            }
            CredentialError::Missing(name) => Self::unknown("gateway account", &name),
            CredentialError::Sealing(why) => {
                tracing::error!(%why, "a secret is not sealed or opened");
                let detail = match why {
                    VaultError::NoKey | VaultError::Needed { .. } => {
                        "this server has no sealing key; tell the operator to set RECOUP_SEALING_KEY"
                    }
                    _ => "the secrets of this account do not open on this server; tell the operator",
                };
                Self::new(503, "sealing", detail)
            }
            CredentialError::Store(error) => error.into(),
        }
    }
}

async fn change(face: &Face, caller: &Caller, name: &str, change: Change) -> Result<Response, Problem> {
    let now_us = face.engine.clock().now().as_microsecond();
    let by = (caller.actor.person.as_str(), now_us);
    let row = credentials::change(face.engine.store(), (&caller.tenant, name), change, by).await?;
    face.accounts.refresh(face.engine.store()).await?;
    Ok(show(&GatewayAccountView::of(&row)))
}

/// Lists the gateway accounts that are kept here. Those of the server's configuration file are not among them.
#[utoipa::path(get, path = "/v1/gateway-accounts", tag = "gateway accounts", operation_id = "list_gateway_accounts",
    security(("key" = ["manage_keys"])),
    responses((status = 200, body = PageOf<GatewayAccountView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::ManageKeys>) -> Result<Response, Problem> {
    let rows = face.engine.store().gateway_accounts_of(&caller.tenant).await?;
    Ok(show(&PageOf::all(rows.iter().map(GatewayAccountView::of).collect())))
}

/// Replaces secrets of an account, but not those by which its deliveries are believed. Every server uses the new ones within seconds.
#[utoipa::path(post, path = "/v1/gateway-accounts/{name}/rotate", tag = "gateway accounts", operation_id = "rotate_gateway_account", request_body = NewSecrets, params(("name" = String, Path)),
    security(("key" = ["manage_keys"])),
    responses((status = 200, body = GatewayAccountView), Problem))]
pub async fn rotate(
    State(face): State<Shared>,
    caller: May<right::ManageKeys>,
    Named(name): Named,
    Plain(new): Plain<NewSecrets>,
) -> Result<Response, Problem> {
    let is_secret = |key: &String| credentials::wanted(&name).iter().any(|known| known.name == key && known.secret);
    if let Some(plain) = new.settings.keys().find(|key| !is_secret(key)) {
        let detail = format!(
            "`{}` is no secret setting of this account; the operator changes settings with `recoup gateway set`",
            plain.chars().take(40).collect::<String>()
        );
        return Err(Problem::new(400, "invalid", detail).param("settings"));
    }
    let secrets = Change { secret: new.secret, settings: new.settings, ..Change::default() };
    if secrets.is_empty() {
        return Err(Problem::new(400, "missing", "send the secret that is to be replaced").param("secret"));
    }
    change(&face, &caller, &name, secrets).await
}

/// Takes no new payments with an account. The payments it has go on: captures, releases, refunds and webhooks.
#[utoipa::path(post, path = "/v1/gateway-accounts/{name}/close", tag = "gateway accounts", operation_id = "close_gateway_account", request_body = Empty, params(("name" = String, Path)),
    security(("key" = ["manage_keys"])),
    responses((status = 200, body = GatewayAccountView), Problem))]
pub async fn close(
    State(face): State<Shared>,
    caller: May<right::ManageKeys>,
    Named(name): Named,
    Plain(Empty {}): Plain<Empty>,
) -> Result<Response, Problem> {
    change(&face, &caller, &name, Change { open: Some(false), ..Change::default() }).await
}

/// Takes new payments with an account again.
#[utoipa::path(post, path = "/v1/gateway-accounts/{name}/open", tag = "gateway accounts", operation_id = "open_gateway_account", request_body = Empty, params(("name" = String, Path)),
    security(("key" = ["manage_keys"])),
    responses((status = 200, body = GatewayAccountView), Problem))]
pub async fn open(
    State(face): State<Shared>,
    caller: May<right::ManageKeys>,
    Named(name): Named,
    Plain(Empty {}): Plain<Empty>,
) -> Result<Response, Problem> {
    change(&face, &caller, &name, Change { open: Some(true), ..Change::default() }).await
}
