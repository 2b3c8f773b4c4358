//! `/v1/operations`: what a person says became of an authorization, capture, release or refund whose gateway gives no
//! answer. Another person has to agree.

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::{Id, Kind};
use recoup_core::payment::said::{Said, SayOutcome};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Shared;
use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery};
use super::list::Named;
use super::problem::Problem;
use crate::views::ApprovalView;

/// Kinds of operations: a payment stands for its authorization.
const KINDS: [Kind; 4] = [Kind::Payment, Kind::Capture, Kind::Release, Kind::Refund];

/// What became of an operation.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It was done.
    Done,
    /// It was not done.
    NotDone,
}

/// What a person says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOutcome {
    /// `done` or `not_done`.
    pub outcome: Became,
    /// The gateway's name for it, as its own pages show it; required where it was done.
    #[serde(default)]
    pub gateway_ref: String,
    /// How you know.
    pub reason: String,
}

/// The operation that an address names.
///
/// # Errors
/// 404 for what is no operation of ours.
pub fn operation(text: &str) -> Result<Id, Problem> {
    let found = KINDS.iter().find_map(|kind| Id::parse(*kind, text).ok());
    found.ok_or_else(|| Problem::unknown("operation", text))
}

/// Says what became of an operation without an answer, once its gateway was asked in vain for long. It counts when
/// another person agrees.
#[utoipa::path(post, path = "/v1/operations/{id}/outcome", tag = "operations", operation_id = "say_outcome", request_body = NewOutcome,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, description = "The approval that is asked for", body = ApprovalView), Problem))]
pub async fn outcome(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<NewOutcome>,
) -> Result<Response, Problem> {
    let NewOutcome { outcome, gateway_ref, reason } = ask.body;
    let said = match outcome {
        Became::Done => Said::Done { gateway_ref },
        Became::NotDone => Said::NotDone,
    };
    face.act(&caller, &ask.asked, SayOutcome { operation: operation(&text)?, said, reason }).await
}
