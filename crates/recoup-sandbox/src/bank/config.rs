//! How a bank behaves: its seed, how long things take, its fees, and with which face it speaks.

use super::rows::FeePlan;
use crate::face::FaceKind;
use crate::faults::FaultPlan;
use crate::webhooks::WebhookEndpoint;

/// How the bank behaves, and the gateway in front of it.
#[derive(Debug, Clone)]
pub struct BankConfig {
    /// Which gateway's protocol is spoken. Start from [`BankConfig::of`] to have its usual times as well.
    pub face: FaceKind,
    /// Decides ids and faults; one seed gives one history.
    pub seed: u64,
    /// What clients show, in the way of the face; the native one takes `Authorization: Bearer <secret>`.
    pub secret: String,
    /// How long an authorization lives, in seconds.
    pub authorization_lifetime_secs: i64,
    /// How long an authorization on `tok_expires_fast` lives, in seconds.
    pub fast_expiry_secs: i64,
    /// How long an idempotency key is remembered, in seconds.
    pub idempotency_window_secs: i64,
    /// From asking for a capture to its money, in seconds; with 0 it is captured at once.
    pub capture_completes_after_secs: i64,
    /// The same on tokens whose captures pend, in seconds.
    pub capture_pends_secs: i64,
    /// From captured to failed, on `tok_capture_fails`, in seconds.
    pub capture_fails_after_secs: i64,
    /// From accepted to completed (or failed), in seconds.
    pub refund_completes_after_secs: i64,
    /// From completed to settled, in seconds.
    pub refund_settles_after_secs: i64,
    /// From settled to returned, on `tok_refund_returns`, in seconds.
    pub refund_returns_after_secs: i64,
    /// From captured to disputed, on tokens that are, in seconds.
    pub dispute_opens_after_secs: i64,
    /// Whether refunds that were accepted and not begun fail when a dispute takes money of the payment.
    pub dispute_stops_refunds: bool,
    /// Whether an inquiry ends when the whole payment is refunded.
    pub full_refund_ends_inquiry: bool,
    /// How long the merchant has to answer a dispute, in seconds.
    pub dispute_due_secs: i64,
    /// What the gateway keeps.
    pub fees: FeePlan,
    /// The bad luck at the start.
    pub faults: FaultPlan,
    /// Who is told at the start.
    pub webhook_endpoints: Vec<WebhookEndpoint>,
}

impl Default for BankConfig {
    fn default() -> Self {
        Self {
            face: FaceKind::default(),
            seed: 1,
            secret: "sandbox_secret".to_owned(),
            authorization_lifetime_secs: 7 * 86_400,
            fast_expiry_secs: 3_600,
            idempotency_window_secs: 86_400,
            capture_completes_after_secs: 0,
            capture_pends_secs: 3_600,
            capture_fails_after_secs: 86_400,
            refund_completes_after_secs: 2,
            refund_settles_after_secs: 86_400,
            refund_returns_after_secs: 3 * 86_400,
            dispute_opens_after_secs: 0,
            dispute_stops_refunds: false,
            full_refund_ends_inquiry: false,
            dispute_due_secs: 14 * 86_400,
            fees: FeePlan::default(),
            faults: FaultPlan::default(),
            webhook_endpoints: Vec::new(),
        }
    }
}

impl BankConfig {
    /// The usual behaviour of a face.
    #[must_use]
    pub fn of(face: FaceKind) -> Self {
        let mut config = Self { face, ..Self::default() };
        face.set_terms(&mut config);
        config
    }
}
