//! The bank's objects as the native protocol writes them.

use serde::Serialize;

use crate::bank::{
    Authorization, AuthorizationStatus, Bank, Capture, CaptureStatus, Dispute, DisputeReason, DisputeStage,
    DisputeStatus, Found, Payout, PayoutStatus, Refund, RefundStatus, Release, Thing,
};
use crate::clock::as_text;

/// Any object, as a search or a webhook shows it.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum View<'a> {
    Authorization(AuthorizationView<'a>),
    Capture(CaptureView<'a>),
    Release(ReleaseView<'a>),
    Refund(RefundView<'a>),
    Dispute(DisputeView<'a>),
    Payout(PayoutView<'a>),
}

impl<'a> View<'a> {
    /// What a search shows; disputes and payouts carry no reference of their own.
    pub(super) fn of(found: Found<'a>) -> Option<Self> {
        Some(match found {
            Found::Authorization(object) => Self::Authorization(AuthorizationView::of(object)),
            Found::Capture(object) => Self::Capture(CaptureView::of(object)),
            Found::Release(object) => Self::Release(ReleaseView::of(object)),
            Found::Refund(object) => Self::Refund(RefundView::of(object)),
            Found::Dispute(_) | Found::Payout(_) => return None,
        })
    }

    /// What a webhook shows.
    pub(super) fn of_thing(bank: &'a Bank, thing: &'a Thing) -> Self {
        match thing {
            Thing::Authorization(object) => Self::Authorization(AuthorizationView::of(object)),
            Thing::Capture(object) => Self::Capture(CaptureView::of(object)),
            Thing::Release(object) => Self::Release(ReleaseView::of(object)),
            Thing::Refund(object) => Self::Refund(RefundView::of(object)),
            Thing::Dispute(object) => Self::Dispute(DisputeView::of(bank, object)),
            Thing::Payout(object) => Self::Payout(PayoutView::of(object)),
        }
    }
}

fn is_zero(minor: &i64) -> bool {
    *minor == 0
}

/// An authorization with its running amounts.
#[derive(Serialize)]
pub(super) struct AuthorizationView<'a> {
    object: &'static str,
    id: &'a str,
    reference: &'a str,
    status: AuthorizationStatus,
    amount_minor: i64,
    currency: &'a str,
    captured_minor: i64,
    released_minor: i64,
    expired_minor: i64,
    refunded_minor: i64,
    #[serde(serialize_with = "as_text")]
    expires_at: i64,
    #[serde(serialize_with = "as_text")]
    created_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    decline_code: Option<&'static str>,
    #[serde(skip_serializing_if = "is_zero")]
    capture_failed_minor: i64,
    #[serde(skip_serializing_if = "is_zero")]
    disputed_minor: i64,
}

impl<'a> AuthorizationView<'a> {
    fn of(object: &'a Authorization) -> Self {
        Self {
            object: "authorization",
            id: &object.id,
            reference: &object.reference,
            status: object.status,
            amount_minor: object.amount_minor,
            currency: &object.currency,
            captured_minor: object.captured_minor,
            released_minor: object.released_minor,
            expired_minor: object.expired_minor,
            refunded_minor: object.refunded_minor,
            expires_at: object.expires_at_us,
            created_at: object.created_at_us,
            decline_code: object.decline.map(crate::bank::Decline::word),
            capture_failed_minor: object.capture_failed_minor,
            disputed_minor: object.disputed_minor,
        }
    }
}

/// An authorization with everything that was done on it.
#[derive(Serialize)]
pub(super) struct Detailed<'a> {
    #[serde(flatten)]
    authorization: AuthorizationView<'a>,
    captures: Vec<CaptureView<'a>>,
    releases: Vec<ReleaseView<'a>>,
    refunds: Vec<RefundView<'a>>,
}

impl<'a> Detailed<'a> {
    pub(super) fn of(bank: &'a Bank, authorization: &'a Authorization) -> Self {
        let (mut captures, mut releases, mut refunds) = (Vec::new(), Vec::new(), Vec::new());
        for part in bank.parts_of(&authorization.id) {
            match part {
                Found::Capture(capture) => captures.push(CaptureView::of(capture)),
                Found::Release(release) => releases.push(ReleaseView::of(release)),
                Found::Refund(refund) => refunds.push(RefundView::of(refund)),
                Found::Authorization(_) | Found::Dispute(_) | Found::Payout(_) => {}
            }
        }
        Self { authorization: AuthorizationView::of(authorization), captures, releases, refunds }
    }
}

#[derive(Serialize)]
pub(super) struct CaptureView<'a> {
    object: &'static str,
    id: &'a str,
    authorization: &'a str,
    reference: &'a str,
    status: CaptureStatus,
    amount_minor: i64,
    currency: &'a str,
    #[serde(rename = "final")]
    is_final: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    money_row: Option<&'a str>,
    #[serde(serialize_with = "as_text")]
    created_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed_money_row: Option<&'a str>,
}

impl<'a> CaptureView<'a> {
    pub(super) fn of(object: &'a Capture) -> Self {
        Self {
            object: "capture",
            id: &object.id,
            authorization: &object.authorization,
            reference: &object.reference,
            status: object.status,
            amount_minor: object.amount_minor,
            currency: &object.currency,
            is_final: object.is_final,
            money_row: object.money_row.as_deref(),
            created_at: object.created_at_us,
            failed_money_row: object.failed_money_row.as_deref(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ReleaseView<'a> {
    object: &'static str,
    id: &'a str,
    authorization: &'a str,
    reference: &'a str,
    status: &'static str,
    released_minor: i64,
    currency: &'a str,
    remaining_minor: i64,
    cause: &'static str,
    #[serde(serialize_with = "as_text")]
    created_at: i64,
}

impl<'a> ReleaseView<'a> {
    pub(super) fn of(object: &'a Release) -> Self {
        Self {
            object: "release",
            id: &object.id,
            authorization: &object.authorization,
            reference: &object.reference,
            status: "released",
            released_minor: object.released_minor,
            currency: &object.currency,
            remaining_minor: object.remaining_minor,
            cause: object.cause,
            created_at: object.created_at_us,
        }
    }
}

#[derive(Serialize)]
pub(super) struct RefundView<'a> {
    object: &'static str,
    id: &'a str,
    authorization: &'a str,
    reference: &'a str,
    status: RefundStatus,
    amount_minor: i64,
    currency: &'a str,
    #[serde(serialize_with = "as_text")]
    created_at: i64,
    #[serde(serialize_with = "as_text")]
    updated_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    money_row: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_money_row: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_code: Option<&'static str>,
}

impl<'a> RefundView<'a> {
    pub(super) fn of(object: &'a Refund) -> Self {
        Self {
            object: "refund",
            id: &object.id,
            authorization: &object.authorization,
            reference: &object.reference,
            status: object.status,
            amount_minor: object.amount_minor,
            currency: &object.currency,
            created_at: object.created_at_us,
            updated_at: object.updated_at_us,
            arn: object.arn.as_deref(),
            money_row: object.money_row.as_deref(),
            return_money_row: object.return_money_row.as_deref(),
            failure_code: object.failure_code,
        }
    }
}

#[derive(Serialize)]
pub(super) struct DisputeView<'a> {
    object: &'static str,
    id: &'a str,
    authorization: &'a str,
    capture: &'a str,
    reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<DisputeStatus>,
    stage: DisputeStage,
    reason: DisputeReason,
    amount_minor: i64,
    currency: &'a str,
    withdrawn_minor: i64,
    #[serde(serialize_with = "as_text")]
    due_at: i64,
    #[serde(serialize_with = "as_text")]
    created_at: i64,
    #[serde(serialize_with = "as_text")]
    updated_at: i64,
    rows: Vec<DisputeRow<'a>>,
}

/// Money of a dispute, before its fee: above zero in, below zero out.
#[derive(Serialize)]
struct DisputeRow<'a> {
    id: &'a str,
    gross_minor: i64,
    fee_minor: i64,
}

impl<'a> DisputeView<'a> {
    pub(super) fn of(bank: &'a Bank, object: &'a Dispute) -> Self {
        let rows = object.money_rows.iter().filter_map(|id| bank.row(id));
        Self {
            object: "dispute",
            id: &object.id,
            authorization: &object.authorization,
            capture: &object.capture,
            reference: &object.reference,
            status: (!object.hides_status).then_some(object.status),
            stage: object.stage,
            reason: object.reason,
            amount_minor: object.amount_minor,
            currency: &object.currency,
            withdrawn_minor: object.withdrawn_minor,
            due_at: object.due_at_us,
            created_at: object.created_at_us,
            updated_at: object.updated_at_us,
            rows: rows
                .map(|row| DisputeRow { id: &row.id, gross_minor: row.gross_minor, fee_minor: row.fee_minor })
                .collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct PayoutView<'a> {
    object: &'static str,
    id: &'a str,
    status: PayoutStatus,
    currency: &'a str,
    gross_minor: i64,
    fee_minor: i64,
    net_minor: i64,
    #[serde(serialize_with = "as_text")]
    created_at: i64,
}

impl<'a> PayoutView<'a> {
    fn of(object: &'a Payout) -> Self {
        Self {
            object: "payout",
            id: &object.id,
            status: object.status,
            currency: &object.currency,
            gross_minor: object.gross_minor,
            fee_minor: object.fee_minor,
            net_minor: object.net_minor,
            created_at: object.created_at_us,
        }
    }
}
