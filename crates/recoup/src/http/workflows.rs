//! `/api/billing/refund-retry-workflows`: the documented entry for refund and retry workflows.
//!
//! It lists what can be started and what waits, and starts a refund or a retry by the same commands as
//! `/v1/refunds`; it adds no second way to move money.

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::Kind;
use recoup_core::payment::refund_after::RetryRefund;
use recoup_core::world::State as Known;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::{May, require, right};
use super::body::{Ask, Asked, KeyHeader, PreviewQuery, id_in};
use super::list::{self, Page};
use super::preview::PreviewView;
use super::problem::Problem;
use super::refunds::{self, NewRefund};
use super::{Shared, show};
use crate::access::Permission;
use crate::views::RefundView;

/// The workflows that can be started, and refunds that wait for someone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Workflows {
    /// What can be started.
    pub workflows: Vec<Workflow>,
    /// Refunds of the newest payments that are not at their end.
    pub waiting: Vec<RefundView>,
    /// Send it as `starting_after` to see those of older payments; absent when there are none.
    pub next: Option<String>,
}

/// A workflow that can be started.
#[derive(Debug, Serialize, ToSchema)]
pub struct Workflow {
    /// `refund` or `retry_refund`.
    pub name: &'static str,
    /// What it does.
    pub does: &'static str,
    /// What to send.
    pub send: &'static str,
}

/// A workflow to start.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "workflow", content = "with", rename_all = "snake_case", deny_unknown_fields)]
pub enum Start {
    /// Asks for a refund.
    Refund(NewRefund),
    /// Sends a failed or returned refund once more.
    RetryRefund(Retry),
}

/// A refund to send once more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    /// `rfd_…`
    pub refund: String,
}

/// Lists the workflows and what waits.
#[utoipa::path(get, path = "/api/billing/refund-retry-workflows", tag = "workflows", operation_id = "list_refund_retry_workflows", params(Page),
    security(("key" = ["read"])),
    responses((status = 200, body = Workflows), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, page: Page) -> Result<Response, Problem> {
    let page = list::rows(&face, &caller, "payment", &page).await?;
    let mut waiting = Vec::new();
    for row in &page.data {
        if let Known::Payment(payment) = crate::engine::recall::stream(row)?.1.state {
            let open = payment.refunds.iter().filter(|r| r.status.is_active() && !r.status.is_given());
            waiting.extend(open.map(|refund| RefundView::of(&payment, refund)));
        }
    }
    let workflows = vec![
        Workflow {
            name: "refund",
            does: "asks for a refund; the policy decides whether a second person is needed",
            send: "{\"workflow\":\"refund\",\"with\":{\"payment\":\"pay_…\",\"amount_minor\":1250,\"reason\":\"damaged\"}}",
        },
        Workflow {
            name: "retry_refund",
            does: "sends a failed or returned refund once more",
            send: "{\"workflow\":\"retry_refund\",\"with\":{\"refund\":\"rfd_…\"}}",
        },
    ];
    let next = page.data.last().filter(|_| page.has_more).map(|row| row.stream_id.clone());
    Ok(show(&Workflows { workflows, waiting, next }))
}

/// Starts a workflow.
#[utoipa::path(post, path = "/api/billing/refund-retry-workflows", tag = "workflows", operation_id = "start_refund_retry_workflow", request_body = Start,
    params(KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds", "move_money"])),
    responses((status = 202, body = RefundView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn start(
    State(face): State<Shared>,
    caller: May<right::RefundOrRetry>,
    ask: Ask<Start>,
) -> Result<Response, Problem> {
    let asked: &Asked = &ask.asked;
    match ask.body {
        Start::Refund(new) => {
            require(&caller, &[Permission::AskRefunds])?;
            refunds::start(&face, &caller, asked, new).await
        }
        Start::RetryRefund(retry) => {
            require(&caller, &[Permission::MoveMoney])?;
            face.act(&caller, asked, RetryRefund { refund: id_in(Kind::Refund, &retry.refund, "refund")? }).await
        }
    }
}
