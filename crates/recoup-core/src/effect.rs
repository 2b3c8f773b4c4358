//! Effects and timers: what a decision wants to happen outside, or later, as data.
//!
//! An effect is on disk before anything is sent. Its key is a function of the operation and its
//! generation, so that a repeat after a crash carries the same key as the first try.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{Id, Kind};
use crate::machine::words;
use crate::money::Money;
use crate::payment::dispute::Proof;
use crate::payment::facts::DisputeStage;

/// What kind of operation at a gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Authorize a payment.
    Authorize,
    /// Capture some of it.
    Capture,
    /// Give the rest back.
    Release,
    /// Refund some of what was captured.
    Refund,
    /// Answer a dispute with evidence, for good.
    SubmitEvidence,
    /// Give in to a dispute.
    AcceptDispute,
}

impl OperationKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Authorize, Self::Capture, Self::Release, Self::Refund, Self::SubmitEvidence, Self::AcceptDispute];

    /// Those that move money or hold it. Each adapter plans them as calls of a payment.
    pub const OF_MONEY: [Self; 4] = [Self::Authorize, Self::Capture, Self::Release, Self::Refund];

    /// Whether it answers a dispute: a call of its own kind at a gateway, that looks first and is made again, never
    /// asked after, when its answer was lost.
    #[must_use]
    pub const fn is_of_dispute(self) -> bool {
        matches!(self, Self::SubmitEvidence | Self::AcceptDispute)
    }

    /// What kind of id its operations go by: an authorization goes by the payment's own.
    #[must_use]
    pub const fn id_kind(self) -> Kind {
        match self {
            Self::Authorize => Kind::Payment,
            Self::Capture => Kind::Capture,
            Self::Release => Kind::Release,
            Self::Refund => Kind::Refund,
            Self::SubmitEvidence | Self::AcceptDispute => Kind::Dispute,
        }
    }

    /// What people call one of them, for sentences.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Authorize => "authorization",
            Self::Capture | Self::Release | Self::Refund => self.word(),
            Self::SubmitEvidence => "evidence",
            Self::AcceptDispute => "acceptance",
        }
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Capture => "capture",
            Self::Release => "release",
            Self::Refund => "refund",
            Self::SubmitEvidence => "submit_evidence",
            Self::AcceptDispute => "accept_dispute",
        }
    }
}

/// One operation at a gateway, identified for ever.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Operation {
    /// What.
    pub kind: OperationKind,
    /// Its payment.
    pub payment: Id,
    /// The payment itself, or the capture, release, refund or dispute.
    pub id: Id,
    /// 0 for the first time, one more for each deliberate retry by an operator. Of a dispute: for each answer that we
    /// give, whether evidence or acceptance, so that no two of them have one key.
    pub generation: u32,
}

impl Operation {
    /// Our reference and idempotency key at the gateway: the id, with the generation behind a point.
    #[must_use]
    pub fn reference(&self) -> String {
        match self.generation {
            0 => self.id.as_str().to_owned(),
            n => format!("{}.{n}", self.id),
        }
    }
}

/// Reads an operation reference back: the id and the generation.
#[must_use]
pub fn read_reference(reference: &str) -> Option<(Id, u32)> {
    let (id, generation) = match reference.split_once('.') {
        Some((id, generation)) => (id, generation.parse().ok()?),
        None => (reference, 0),
    };
    let id = Id::trusted(id);
    id.kind().and_then(|kind| Id::parse(kind, id.as_str()).ok()).map(|id| (id, generation))
}

/// Whether to do it or to find out what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Send the operation, under its key.
    Send,
    /// Ask the gateway what became of it.
    Probe,
}

/// How much of a capture a refund gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfCapture {
    /// The gateway's name for the capture.
    pub gateway_ref: String,
    /// Minor units.
    pub amount_minor: i64,
}

/// One piece of evidence as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// What it proves.
    pub proof: Proof,
    /// Media type of a document; empty for words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// The words themselves, where they were made of what the books say; else its contents are kept under its hash.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Hex SHA-256 of its contents.
    pub sha256: String,
    /// Their size.
    pub size_bytes: u64,
}

/// An answer to a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeAnswer {
    /// The stage that it answers.
    pub stage: DisputeStage,
    /// What is handed in; nothing for an acceptance. A kind of proof is there at most once as words and once as a
    /// document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<HandedIn>,
}

/// Something to happen at a gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// `eff_…`
    pub id: Id,
    /// Gateway account, such as `sandbox:main`.
    pub account: String,
    /// Do it, or ask.
    pub call: Call,
    /// What.
    pub operation: Operation,
    /// How much.
    pub amount: Money,
    /// Token of the instrument, for authorizations.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub token: String,
    /// The gateway's name for the authorization, for everything after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub authorization_ref: String,
    /// Whether the merchant starts an authorization without the customer being there.
    #[serde(default, skip_serializing_if = "crate::payment::is_false")]
    pub merchant_initiated: bool,
    /// The gateway's name for this very operation, once it told one; of an answer to a dispute, its name for the dispute.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub own_ref: String,
    /// The gateway's names for the captures that a refund gives back, with how much of each, in minor units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of_captures: Vec<OfCapture>,
    /// What is answered to a dispute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Box<DisputeAnswer>>,
    /// Whether a capture is the last one.
    #[serde(default)]
    pub last: bool,
    /// How often we asked already.
    #[serde(default)]
    pub probes: u32,
    /// When the operation was first sent, or wanted where it is still to be; its idempotency window runs from here.
    pub since: Timestamp,
    /// Not before.
    pub due_at: Timestamp,
}

impl Effect {
    /// A call that says nothing but what it is about, due at once: no token, and no name that the gateway told.
    #[must_use]
    pub fn plain(
        (id, account): (Id, &str),
        (call, operation): (Call, Operation),
        amount: Money,
        since: Timestamp,
    ) -> Self {
        Self {
            id,
            account: account.to_owned(),
            call,
            operation,
            amount,
            token: String::new(),
            authorization_ref: String::new(),
            merchant_initiated: false,
            own_ref: String::new(),
            of_captures: Vec::new(),
            answer: None,
            last: false,
            probes: 0,
            since,
            due_at: since,
        }
    }

    /// The word stored with the outbox row.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self.call {
            Call::Send => self.operation.kind.word(),
            Call::Probe => "probe",
        }
    }
}

/// What a timer does when it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Alarm {
    /// Give the uncaptured rest of an authorization back.
    ReleaseRest {
        /// The payment.
        payment: Id,
    },
    /// A release is still not done.
    ReleaseOverdue {
        /// The payment.
        payment: Id,
        /// The release.
        release: Id,
    },
    /// Nobody decided in time.
    ExpireApproval {
        /// The approval.
        approval: Id,
    },
    /// The pause before sending is over.
    SendRefund {
        /// The payment.
        payment: Id,
        /// The refund.
        refund: Id,
    },
    /// The due date of a dispute comes near.
    DisputeDue {
        /// The payment.
        payment: Id,
        /// The dispute.
        dispute: Id,
    },
    /// A part of a refund over several tenders failed for good: it goes back by another way.
    FallThrough {
        /// The payment.
        payment: Id,
        /// The refund.
        refund: Id,
    },
    /// The gateway's next word is late: look for it.
    AskAgain {
        /// The payment.
        payment: Id,
        /// The payment itself, or the capture, release or refund.
        id: Id,
        /// How often we looked already.
        asked: u32,
    },
    /// The last day of an invoice is over.
    InvoiceDue {
        /// The invoice.
        invoice: Id,
    },
    /// The date of a step of a capture plan comes.
    TakeByPlan {
        /// The order.
        order: Id,
    },
    /// Late goods were kept for long enough.
    EndLate {
        /// The order.
        order: Id,
    },
}

words! {
    Alarm, WORDS, word;
    ReleaseRest = "release_rest",
    ReleaseOverdue = "release_overdue",
    ExpireApproval = "expire_approval",
    SendRefund = "send_refund",
    DisputeDue = "dispute_due",
    FallThrough = "fall_through",
    AskAgain = "ask_again",
    InvoiceDue = "invoice_due",
    TakeByPlan = "take_by_plan",
    EndLate = "end_late",
}

impl Alarm {
    /// The timer's id follows from its subject: each kind of subject has one kind of timer that does something
    /// and, told apart by a letter behind, one that only asks; a refund has one more, for when it failed.
    #[must_use]
    pub fn timer_id(&self) -> Id {
        let (subject, letter) = match self {
            Self::ReleaseRest { payment } => (payment, ""),
            Self::ReleaseOverdue { release, .. } => (release, ""),
            Self::ExpireApproval { approval } => (approval, ""),
            Self::SendRefund { refund, .. } => (refund, ""),
            Self::DisputeDue { dispute, .. } => (dispute, ""),
            Self::FallThrough { refund, .. } => (refund, "f"),
            Self::AskAgain { id, .. } => (id, "a"),
            Self::InvoiceDue { invoice } => (invoice, ""),
            Self::TakeByPlan { order } => (order, ""),
            Self::EndLate { order } => (order, "e"),
        };
        let body = subject.as_str().split_once('_').map_or(subject.as_str(), |(_, body)| body);
        Id::trusted(&format!("tmr_{body}{letter}"))
    }

    /// The stream it wakes.
    #[must_use]
    pub const fn stream(&self) -> &Id {
        match self {
            Self::ReleaseRest { payment }
            | Self::ReleaseOverdue { payment, .. }
            | Self::SendRefund { payment, .. }
            | Self::DisputeDue { payment, .. }
            | Self::FallThrough { payment, .. }
            | Self::AskAgain { payment, .. } => payment,
            Self::ExpireApproval { approval } => approval,
            Self::InvoiceDue { invoice } => invoice,
            Self::TakeByPlan { order } | Self::EndLate { order } => order,
        }
    }
}

/// A timer to set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// `tmr_…`
    pub id: Id,
    /// Not before.
    pub due_at: Timestamp,
    /// What then.
    pub alarm: Alarm,
}
