//! Payments, captures, releases and refunds as the outside sees them.

use recoup_core::event::Route;
use recoup_core::id::Kind;
use recoup_core::payment::{Capture, Payment, Refund, Release};
use serde::Serialize;
use utoipa::ToSchema;

use super::decline::DeclineView;
use super::dispute::DisputeView;

/// A payment with everything on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentView {
    /// `pay_…`
    pub id: String,
    /// The order it pays, `ord_…`; missing where it pays something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// What it pays: an order, `ord_…`, or a customer's balance, `cus_…`.
    pub pays: String,
    /// `pending`, `requires_action`, `authorized`, `partially_captured`, `captured`, `released`, `failed`,
    /// `expired`, `unknown`.
    pub status: &'static str,
    /// ISO 4217 code of every amount.
    pub currency: &'static str,
    /// What was asked to be authorized, minor units.
    pub amount_minor: i64,
    /// Authorized, minor units.
    pub authorized_minor: i64,
    /// Captured and not undone, minor units.
    pub captured_minor: i64,
    /// Can still be captured or released, minor units.
    pub capturable_minor: i64,
    /// Authorized and gone again, minor units.
    pub released_minor: i64,
    /// Refunds the customer has, minor units.
    pub refunded_minor: i64,
    /// Refunds asked for or under way, minor units.
    pub refund_pending_minor: i64,
    /// Claimed or taken by disputes that are not lost, minor units.
    pub disputed_minor: i64,
    /// Lost to disputes, minor units.
    pub charged_back_minor: i64,
    /// captured − refunded − pending − disputed − charged back, minor units. Of what was paid into a balance, what is left
    /// of the charge; no more goes back than is available in the balance.
    pub refundable_minor: i64,
    /// How it is paid.
    pub method: MethodView,
    /// When the authorization runs out, RFC 3339, UTC.
    pub expires_at: Option<String>,
    /// When it began, RFC 3339, UTC.
    pub created_at: String,
    /// Captures, oldest first.
    pub captures: Vec<CaptureView>,
    /// Releases, oldest first.
    pub releases: Vec<ReleaseView>,
    /// Refunds, oldest first.
    pub refunds: Vec<RefundView>,
    /// Disputes, in the order in which their first words came.
    pub disputes: Vec<DisputeView>,
    /// Why it was declined, as long as that is how it stands.
    pub decline: Option<DeclineView>,
    /// The payment that was declined elsewhere and that this one stands in for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
    /// The payment that stands in for this one since it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// Contradictions that need a person.
    pub alarms: Vec<String>,
    /// Steps that people can ask for in its status.
    pub allowed: Vec<&'static str>,
}

/// How a payment is made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MethodView {
    /// `gateway`, `offline`, `balance`.
    pub kind: &'static str,
    /// Gateway account, till or customer.
    pub account: String,
    /// Brand or kind, for people.
    pub brand: String,
    /// Last four digits, for people.
    pub last4: String,
    /// The rule of the routing policy that chose the account, as `routing@2/eu-cards`; missing where the account was
    /// named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routed_by: Option<String>,
}

impl PaymentView {
    /// The view of a state.
    #[must_use]
    pub fn of(payment: &Payment) -> Self {
        let (kind, account) = match &payment.method.route {
            Route::Gateway { account } => ("gateway", account.as_str()),
            Route::Offline { account } => ("offline", account.as_str()),
            Route::Balance { customer } => ("balance", customer.as_str()),
        };
        Self {
            id: payment.id.as_str().to_owned(),
            order: (payment.pays.kind() == Some(Kind::Order)).then(|| payment.pays.as_str().to_owned()),
            pays: payment.pays.as_str().to_owned(),
            status: payment.status.word(),
            currency: payment.currency.code(),
            amount_minor: payment.amount_minor,
            authorized_minor: payment.authorized_minor,
            captured_minor: payment.captured_minor,
            capturable_minor: payment.capturable_minor(),
            released_minor: payment.released_minor,
            refunded_minor: payment.refunded_minor(),
            refund_pending_minor: payment.refund_pending_minor(),
            disputed_minor: payment.disputed_minor(),
            charged_back_minor: payment.charged_back_minor(),
            refundable_minor: payment.refundable_minor(),
            method: MethodView {
                kind,
                account: account.to_owned(),
                brand: payment.method.brand.clone(),
                last4: payment.method.last4.clone(),
                routed_by: routed_by(payment),
            },
            expires_at: payment.expires_at.map(|at| at.to_string()),
            created_at: payment.created_at.to_string(),
            captures: payment.captures.iter().map(|c| CaptureView::of(payment, c)).collect(),
            releases: payment.releases.iter().map(|r| ReleaseView::of(payment, r)).collect(),
            refunds: payment.refunds.iter().map(|r| RefundView::of(payment, r)).collect(),
            disputes: payment.disputes.iter().map(|d| DisputeView::of(payment, d)).collect(),
            decline: DeclineView::of(payment),
            instead_of: payment.instead_of.as_ref().map(ToString::to_string),
            replaced_by: payment.replaced_by.as_ref().map(ToString::to_string),
            alarms: payment.alarms.clone(),
            allowed: payment.status.allowed(),
        }
    }
}

/// The rule that chose the account.
fn routed_by(payment: &Payment) -> Option<String> {
    let chosen = payment.method.way.as_ref()?.chosen.as_ref()?;
    Some(format!("{}/{}", chosen.policy, chosen.rule))
}

/// A capture.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaptureView {
    /// `cap_…`
    pub id: String,
    /// `pay_…`
    pub payment: String,
    /// `sending`, `unknown`, `completed`, `failed`, `reversed`.
    pub status: &'static str,
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Allocated to refunds, minor units.
    pub refunded_minor: i64,
    /// The gateway's name for it.
    pub gateway_ref: String,
}

impl CaptureView {
    /// The view of a state.
    #[must_use]
    pub fn of(payment: &Payment, capture: &Capture) -> Self {
        Self {
            id: capture.id.as_str().to_owned(),
            payment: payment.id.as_str().to_owned(),
            status: capture.status.word(),
            amount_minor: capture.amount_minor,
            currency: payment.currency.code(),
            refunded_minor: capture.refunded_minor,
            gateway_ref: capture.gateway_ref.clone(),
        }
    }
}

/// A release of the uncaptured rest.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseView {
    /// `rel_…`
    pub id: String,
    /// `pay_…`
    pub payment: String,
    /// `sending`, `unknown`, `completed`, `failed`.
    pub status: &'static str,
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// When a person is told that it is not done, RFC 3339, UTC.
    pub deadline: String,
}

impl ReleaseView {
    /// The view of a state.
    #[must_use]
    pub fn of(payment: &Payment, release: &Release) -> Self {
        Self {
            id: release.id.as_str().to_owned(),
            payment: payment.id.as_str().to_owned(),
            status: release.status.word(),
            amount_minor: release.amount_minor,
            currency: payment.currency.code(),
            deadline: release.deadline.to_string(),
        }
    }
}

/// A refund.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefundView {
    /// `rfd_…`
    pub id: String,
    /// `pay_…`
    pub payment: String,
    /// `requested`, `awaiting_approval`, `approved`, `sending`, `unknown`, `accepted`, `completed`, `settled`,
    /// `rejected`, `canceled`, `failed`, `returned`, `credited`.
    pub status: &'static str,
    /// Minor units.
    pub amount_minor: i64,
    /// On the books and not with the customer, minor units; what a retry sends.
    pub owed_minor: i64,
    /// What lost disputes gave the customer of it, minor units; it is owed no more.
    pub absorbed_minor: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Reason code.
    pub reason: String,
    /// Remark for colleagues.
    pub note: String,
    /// `policy@version/rule` that decided.
    pub ruled_by: String,
    /// Its approval, `apr_…`, if it needed one.
    pub approval: Option<String>,
    /// Which captures it goes back to.
    pub parts: Vec<PartView>,
    /// What it takes out of order lines.
    pub lines: Vec<LinePartView>,
    /// The gateway's name for it.
    pub gateway_ref: String,
    /// Report row, ARN or receipt, once the money row is there.
    pub evidence: String,
    /// The gateway's code for the last failure.
    pub failure: String,
    /// The refund of the whole order that it is a part of, `alc_…`.
    pub allocation: Option<String>,
    /// The refund by another tender that it stands in for, `rfd_…`.
    pub moved_from: Option<String>,
    /// Steps that people can ask for in its status.
    pub allowed: Vec<&'static str>,
}

/// A part of a refund on one capture.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartView {
    /// `cap_…`
    pub capture: String,
    /// Minor units.
    pub amount_minor: i64,
}

/// A part of a refund on one order line.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinePartView {
    /// Line number.
    pub line: u32,
    /// Units, 0 when only money is taken.
    pub quantity: i64,
    /// Minor units with taxes.
    pub gross_minor: i64,
    /// Taxes in it, minor units.
    pub tax_minor: i64,
}

impl RefundView {
    /// The view of a state.
    #[must_use]
    pub fn of(payment: &Payment, refund: &Refund) -> Self {
        let part = |p: &recoup_core::payment::CapturePart| PartView {
            capture: p.capture.as_str().to_owned(),
            amount_minor: p.amount_minor,
        };
        let line = |l: &recoup_core::order::LineSlice| LinePartView {
            line: l.line,
            quantity: l.quantity,
            gross_minor: l.gross_minor,
            tax_minor: l.taxes_minor.iter().sum(),
        };
        Self {
            id: refund.id.as_str().to_owned(),
            payment: payment.id.as_str().to_owned(),
            status: refund.status.word(),
            amount_minor: refund.amount_minor,
            owed_minor: refund.due_minor(),
            absorbed_minor: refund.absorbed_minor,
            currency: payment.currency.code(),
            reason: refund.reason.clone(),
            note: refund.note.clone(),
            ruled_by: refund.ruled_by.clone(),
            approval: refund.approval.as_ref().map(|id| id.as_str().to_owned()),
            parts: refund.parts.iter().map(part).collect(),
            lines: refund.lines.iter().map(line).collect(),
            gateway_ref: refund.gateway_ref.clone(),
            evidence: refund.evidence.clone(),
            failure: refund.failure.clone(),
            allocation: refund.allocation.as_ref().map(|id| id.as_str().to_owned()),
            moved_from: refund.moved_from.as_ref().map(|from| from.refund.as_str().to_owned()),
            allowed: payment.allowed_of(refund),
        }
    }
}
