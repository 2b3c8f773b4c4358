//! A bank with a gateway in front of it, over HTTP, that keeps its own books and can misbehave on demand.
//!
//! It knows no rule of Recoup's, so that tests, races and crash runs can ask it what money really moved and be
//! contradicted. [`Bank`] is a state machine that speaks no protocol, a [`face`] speaks that of one gateway, and a
//! [`Desk`] joins one of each without clock, network or threads; [`router`] puts HTTP in front of it and [`Sandbox`] runs
//! all of it, with a task that delivers webhooks.

mod bank;
mod clock;
mod deliver;
mod desk;
pub mod face;
mod faults;
mod http;
mod line;
mod rng;
mod sandbox;
mod webhooks;
mod wire;

pub use bank::{
    Authorization, AuthorizationStatus, AuthorizeAsked, Bank, BankConfig, Capture, CaptureAsked, CaptureFate,
    CaptureStatus, Conduct, Decline, Dispute, DisputeAsked, DisputeDecision, DisputeReason, DisputeStage,
    DisputeStatus, DisputeVerdict, EffectKind, Evidence, FeePlan, Found, Happened, HappenedKind, LONGEST_NAME,
    MOST_MINOR, MoneyRow, Oracle, OracleAuthorization, OracleEffect, OracleUnderWay, Payout, PayoutStatus, Refund,
    RefundAsked, RefundFate, RefundOf, RefundStatus, Refusal, Release, ReleaseAsked, RowKind, Thing, Verdict,
};
pub use clock::{Clock, rfc3339, system_clock};
pub use desk::Desk;
pub use face::{FaceKind, UnknownFace, signature_header};
pub use faults::{CallFault, FaultPlan, FaultRates, FaultReport, WebhookFault};
pub use http::{Shared, router};
pub use line::{CutSwitch, LineListener};
pub use sandbox::{Sandbox, SandboxConfig, StartError};
pub use webhooks::{WebhookDelivery, WebhookEndpoint};
pub use wire::{Headers, WireReply, WireRequest};
