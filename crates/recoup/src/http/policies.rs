//! `/v1/policies`: what decides, its versions, and changes under dual control.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, PolicyKind, Rule, defaults};
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery};
use super::list::{Named, PageOf};
use super::preview::PreviewView;
use super::problem::Problem;
use super::{Shared, list, show};
use crate::views::PolicyView;

/// A new version of a policy.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVersion {
    /// Rules, tried from the top: `name`, `when` (a condition), `then` (`allow`, `approve` or `deny`; `route` in the policy `routing`).
    #[schema(value_type = Vec<Object>)]
    pub rules: Vec<Rule>,
    /// From when it decides at the earliest, RFC 3339; when it is approved, where this is missing.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub effective_from: Option<Timestamp>,
}

fn kind(word: &str) -> Result<PolicyKind, Problem> {
    PolicyKind::named(word).ok_or_else(|| Problem::unknown("policy", word))
}

/// Shows every version of a policy, newest first; version 0 is the built-in default.
#[utoipa::path(get, path = "/v1/policies/{kind}", tag = "policies", operation_id = "list_policy_versions", params(("kind" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<PolicyView>), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(word): Named,
) -> Result<Response, Problem> {
    let kind = kind(&word)?;
    let row = face.engine.store().stream(&caller.tenant, kind.stream().as_str()).await?;
    let mut data = Vec::new();
    let mut decides = false;
    let now = face.engine.clock().now();
    if row.is_some()
        && let Known::Policy(policy) = list::state(&face, &caller, "policy", kind.stream().as_str()).await?
    {
        data.extend(policy.versions.iter().rev().map(|version| PolicyView::of(&policy, version, now)));
        decides = policy.in_force(now).is_some();
    }
    data.push(PolicyView {
        kind: kind.word(),
        version: 0,
        status: if decides { "replaced" } else { "active" },
        approval: None,
        in_force: !decides,
        effective_from: None,
        proposed: None,
        decided: None,
        document: serde_json::to_value(defaults::document(kind)).unwrap_or_default(),
    });
    Ok(show(&PageOf::all(data)))
}

/// Puts a new version on the table; it decides once another person has agreed.
#[utoipa::path(post, path = "/v1/policies/{kind}", tag = "policies", operation_id = "propose_policy_version", request_body = NewVersion,
    params(("kind" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["change_policies"])),
    responses((status = 202, body = PolicyView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn propose(
    State(face): State<Shared>,
    caller: May<right::ChangePolicies>,
    Named(word): Named,
    ask: Ask<NewVersion>,
) -> Result<Response, Problem> {
    let document = Document { kind: kind(&word)?, effective_from: ask.body.effective_from, rules: ask.body.rules };
    face.act(&caller, &ask.asked, ProposePolicy { document }).await
}
