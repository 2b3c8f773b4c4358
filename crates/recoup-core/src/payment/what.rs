//! The words for what a gateway can tell: one for each thing that happens to an authorization, a capture, a release, a
//! refund or a dispute. A gateway's own words end before they get here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::effect::OperationKind;

/// What a gateway can tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// The request was taken; its outcome is told later. For what is not a refund.
    Taken,
    /// Authorized.
    Authorized {
        /// Until when.
        expires_at: Option<Timestamp>,
    },
    /// The customer must act.
    ActionRequired,
    /// Declined.
    Declined {
        /// Gateway code.
        code: String,
    },
    /// The rest ran out.
    Expired,
    /// Captured.
    Captured,
    /// Capture refused.
    CaptureFailed {
        /// Gateway code.
        code: String,
    },
    /// A capture was undone.
    CaptureReversed,
    /// The rest is given back.
    Released,
    /// Release refused.
    ReleaseFailed {
        /// Gateway code.
        code: String,
    },
    /// The refund request was taken.
    RefundAccepted,
    /// The refund is done, says the gateway.
    RefundCompleted,
    /// The refund's money row is there.
    RefundSettled {
        /// Row id or ARN.
        evidence: String,
    },
    /// The refund failed.
    RefundFailed {
        /// Gateway code.
        code: String,
    },
    /// The refund came back.
    RefundReturned,
    /// The customer's bank disputes the payment, or asks about it.
    DisputeOpened {
        /// How far it has gone.
        stage: DisputeStage,
        /// The gateway's word for the reason.
        reason: String,
        /// Until when an answer is taken.
        due_at: Option<Timestamp>,
    },
    /// Money was taken for the dispute.
    DisputeFundsWithdrawn,
    /// Money of the dispute was given back, perhaps not for good.
    DisputeFundsReinstated,
    /// The gateway took a fee for the dispute.
    DisputeFee,
    /// The gateway gave a fee of the dispute back.
    DisputeFeeReturned,
    /// Our answer to the dispute is taken; the other side looks at it.
    DisputeAnswered {
        /// Of which stage, where the gateway says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<DisputeStage>,
    },
    /// Our answer to the dispute is refused, and counts for nothing.
    DisputeAnswerRefused {
        /// Gateway code.
        code: String,
    },
    /// The dispute, or a stage of it, ended.
    DisputeClosed {
        /// How.
        end: DisputeEnd,
        /// Of which stage, where the gateway says: a later stage may follow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<DisputeStage>,
    },
}

/// How far a dispute has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStage {
    /// A question; no money moves.
    Inquiry,
    /// Money is claimed.
    Chargeback,
    /// Claimed once more after an answer.
    PreArbitration,
    /// The network decides.
    Arbitration,
}

/// How a dispute ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeEnd {
    /// For us.
    Won,
    /// Against us.
    Lost,
    /// We accepted it.
    Accepted,
    /// The customer took it back.
    Withdrawn,
    /// Nobody answered in time.
    Expired,
    /// It was settled before it began.
    Prevented,
}

impl DisputeStage {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::Chargeback => "chargeback",
            Self::PreArbitration => "pre_arbitration",
            Self::Arbitration => "arbitration",
        }
    }
}

impl DisputeEnd {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Accepted => "accepted",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Prevented => "prevented",
        }
    }
}

impl What {
    /// That the gateway refused an operation of this kind, with its most specific code for it, and did nothing.
    #[must_use]
    pub const fn refused(kind: OperationKind, code: String) -> Self {
        match kind {
            OperationKind::Authorize => Self::Declined { code },
            OperationKind::Capture => Self::CaptureFailed { code },
            OperationKind::Release => Self::ReleaseFailed { code },
            OperationKind::Refund => Self::RefundFailed { code },
            OperationKind::SubmitEvidence | OperationKind::AcceptDispute => Self::DisputeAnswerRefused { code },
        }
    }

    /// What tells one time from another where a dispute can come to the same point again: a stage that it reaches, an
    /// end that it comes to, such as lost and then won on appeal. Empty for anything else.
    #[must_use]
    pub fn turn(&self) -> String {
        match self {
            Self::DisputeOpened { stage, .. } | Self::DisputeAnswered { stage: Some(stage) } => stage.word().to_owned(),
            Self::DisputeClosed { end, stage: None } => end.word().to_owned(),
            Self::DisputeClosed { end, stage: Some(stage) } => format!("{}.{}", stage.word(), end.word()),
            _ => String::new(),
        }
    }

    /// Whether it is about a dispute.
    #[must_use]
    pub const fn is_of_dispute(&self) -> bool {
        matches!(
            self,
            Self::DisputeOpened { .. }
                | Self::DisputeFundsWithdrawn
                | Self::DisputeFundsReinstated
                | Self::DisputeFee
                | Self::DisputeFeeReturned
                | Self::DisputeAnswered { .. }
                | Self::DisputeAnswerRefused { .. }
                | Self::DisputeClosed { .. }
        )
    }

    /// Whether it says that the gateway has, or had, what was asked of it.
    #[must_use]
    pub const fn is_a_deed(&self) -> bool {
        matches!(
            self,
            Self::Taken
                | Self::Authorized { .. }
                | Self::Captured
                | Self::CaptureReversed
                | Self::Released
                | Self::RefundAccepted
                | Self::RefundCompleted
                | Self::RefundSettled { .. }
                | Self::RefundReturned
        )
    }

    /// Its word, part of the fact's key.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Authorized { .. } => "authorized",
            Self::ActionRequired => "action_required",
            Self::Declined { .. } => "declined",
            Self::Expired => "expired",
            Self::Captured => "captured",
            Self::CaptureFailed { .. } => "capture_failed",
            Self::CaptureReversed => "capture_reversed",
            Self::Released => "released",
            Self::ReleaseFailed { .. } => "release_failed",
            Self::RefundAccepted => "refund_accepted",
            Self::RefundCompleted => "refund_completed",
            Self::RefundSettled { .. } => "refund_settled",
            Self::RefundFailed { .. } => "refund_failed",
            Self::RefundReturned => "refund_returned",
            Self::DisputeOpened { .. } => "dispute_opened",
            Self::DisputeFundsWithdrawn => "dispute_funds_withdrawn",
            Self::DisputeFundsReinstated => "dispute_funds_reinstated",
            Self::DisputeFee => "dispute_fee",
            Self::DisputeFeeReturned => "dispute_fee_returned",
            Self::DisputeAnswered { .. } => "dispute_answered",
            Self::DisputeAnswerRefused { .. } => "dispute_answer_refused",
            Self::DisputeClosed { .. } => "dispute_closed",
        }
    }
}
