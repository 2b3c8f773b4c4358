//! `/v1/approvals`: what waits for a second person, decided or withdrawn.

use axum::extract::State;
use axum::response::Response;
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::id::Kind;
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Ask, Empty, KeyHeader, PreviewQuery, id};
use super::list::{self, Named, Page, PageOf};
use super::problem::Problem;
use super::{Shared, show};
use crate::access::Caller;
use crate::views::ApprovalView;

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// Why; required to reject.
    #[serde(default)]
    pub reason: String,
    /// The hash you saw, to be sure to decide on that.
    pub request_hash: Option<String>,
}

/// Lists approvals, newest first; `status=open` is the inbox.
#[utoipa::path(get, path = "/v1/approvals", tag = "approvals", operation_id = "list_approvals", params(Page),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<ApprovalView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, page: Page) -> Result<Response, Problem> {
    list::streams(&face, &caller, "approval", &page, |state| match state {
        Known::Approval(approval) => Some(ApprovalView::of(approval)),
        _ => None,
    })
    .await
}

/// Shows an approval.
#[utoipa::path(get, path = "/v1/approvals/{id}", tag = "approvals", operation_id = "get_approval", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = ApprovalView), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    let id = id(Kind::Approval, &text)?;
    match list::state(&face, &caller, "approval", id.as_str()).await? {
        Known::Approval(approval) => Ok(show(&ApprovalView::of(&approval))),
        _ => Err(Problem::unknown("approval", &text)),
    }
}

async fn decide(
    face: &Shared,
    caller: &Caller,
    text: &str,
    ask: Ask<NewDecision>,
    verdict: Verdict,
) -> Result<Response, Problem> {
    let approval = id(Kind::Approval, text)?;
    let act = DecideApproval { approval, verdict, reason: ask.body.reason, request_hash: ask.body.request_hash };
    face.act(caller, &ask.asked, act).await
}

/// Says yes. Never for one's own request.
#[utoipa::path(post, path = "/v1/approvals/{id}/approve", tag = "approvals", operation_id = "approve", request_body = NewDecision,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["decide"])),
    responses((status = 200, body = ApprovalView), Problem))]
pub async fn approve(
    State(face): State<Shared>,
    caller: May<right::Decide>,
    Named(text): Named,
    ask: Ask<NewDecision>,
) -> Result<Response, Problem> {
    decide(&face, &caller, &text, ask, Verdict::Approve).await
}

/// Says no, with a reason.
#[utoipa::path(post, path = "/v1/approvals/{id}/reject", tag = "approvals", operation_id = "reject", request_body = NewDecision,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["decide"])),
    responses((status = 200, body = ApprovalView), Problem))]
pub async fn reject(
    State(face): State<Shared>,
    caller: May<right::Decide>,
    Named(text): Named,
    ask: Ask<NewDecision>,
) -> Result<Response, Problem> {
    decide(&face, &caller, &text, ask, Verdict::Reject).await
}

/// Takes one's own question back.
#[utoipa::path(post, path = "/v1/approvals/{id}/withdraw", tag = "approvals", operation_id = "withdraw_approval", request_body = Empty,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds", "change_policies", "move_money"])),
    responses((status = 200, body = ApprovalView), Problem))]
pub async fn withdraw(
    State(face): State<Shared>,
    caller: May<right::Ask>,
    Named(text): Named,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, WithdrawApproval { approval: id(Kind::Approval, &text)? }).await
}
