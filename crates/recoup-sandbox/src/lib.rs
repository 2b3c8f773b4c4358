//! A bank with a gateway in front of it, over HTTP, that keeps its own books and can misbehave on demand.
//!
//! It knows no rule of Recoup's, so that tests, races and crash runs can ask it what money really moved and be
//! contradicted. [`Bank`] is a state machine without clock, network or threads; [`router`] puts HTTP in front of it
//! and [`Sandbox`] runs both, with a task that delivers webhooks.

mod bank;
mod clock;
mod deliver;
mod faults;
mod http;
mod line;
mod rng;
mod sandbox;
mod webhooks;

pub use bank::{
    Authorization, AuthorizationStatus, Bank, BankConfig, BankReply, BankRequest, Capture, EffectKind, Oracle,
    OracleAuthorization, OracleEffect, Refund, RefundStatus, Release,
};
pub use clock::{Clock, rfc3339, system_clock};
pub use faults::{CallFault, FaultPlan, FaultRates, FaultReport, WebhookFault};
pub use http::{Shared, router};
pub use line::{CutSwitch, LineListener};
pub use sandbox::{Sandbox, SandboxConfig, StartError};
pub use webhooks::{WebhookDelivery, WebhookEndpoint, signature_header};
