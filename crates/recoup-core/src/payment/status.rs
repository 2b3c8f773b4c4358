//! The tables of payment, capture, release and refund.
//!
//! DESIGN §4. Two additions, recorded in `docs/decisions/0003-refund-credited.md`: a refund that failed or
//! came back may end as `credited` (to the customer's balance), and a payment `capturing` nothing is derived
//! from its captures, so it has no status of its own.
//!
//! Facts come late and in any order, so ended statuses keep the steps that a late fact can still take: the
//! status is the word for the amounts, whatever the order in which we heard of them.

use crate::machine::machine;

machine! {
    /// Where a payment stands. Amounts are the truth; this is the word for them.
    "payment" PaymentStatus, PaymentStep;
    statuses {
        /// The authorization is on its way.
        Pending = "pending",
        /// The gateway took the request and tells the outcome later.
        Processing = "processing",
        /// The customer must act (3-D Secure, redirect).
        RequiresAction = "requires_action",
        /// Authorized, nothing captured yet.
        Authorized = "authorized",
        /// Some is captured, some can still be.
        PartiallyCaptured = "partially_captured",
        /// Captured, and nothing more can be.
        Captured = "captured",
        /// Nothing was captured and the authorization was given back.
        Released = "released",
        /// Declined, or refused.
        Failed = "failed",
        /// The authorization ran out before anything was captured.
        Expired = "expired",
        /// We asked and do not know the answer yet.
        Unknown = "unknown",
    }
    steps {
        /// The gateway took the request.
        Accept = "accept",
        /// The gateway authorized it.
        Authorize = "authorize",
        /// The gateway wants the customer.
        AskCustomer = "ask_customer",
        /// The gateway declined.
        Decline = "decline",
        /// No readable answer.
        LoseTrack = "lose_track",
        /// It never reached the gateway and is sent again.
        SendAgain = "send_again",
        /// A capture is asked for.
        RequestCapture = "capture",
        /// A capture is done and more can follow.
        CapturePart = "capture_part",
        /// A capture is done and nothing is left.
        CaptureRest = "capture_rest",
        /// A release is asked for.
        RequestRelease = "release",
        /// What was left is given back.
        ReleaseRest = "release_rest",
        /// What was left ran out.
        ExpireRest = "expire_rest",
        /// The rest is gone; captures under way still hold their part.
        LosePart = "lose_part",
        /// The rest is gone, and everything captured before had been undone.
        LoseLast = "lose_last",
        /// A capture was undone; nothing captured is left.
        UndoAllCaptures = "undo_all_captures",
        /// A capture was undone; some captured is left.
        UndoCapture = "undo_capture",
        /// A refund is asked for.
        RequestRefund = "refund",
    }
    asked { RequestCapture, RequestRelease, RequestRefund }
    table {
        Pending: Accept => Processing, Authorize => Authorized, AskCustomer => RequiresAction, Decline => Failed,
            LoseTrack => Unknown, ReleaseRest => Released, ExpireRest => Expired;
        Processing: Authorize => Authorized, AskCustomer => RequiresAction, Decline => Failed,
            ReleaseRest => Released, ExpireRest => Expired;
        RequiresAction: Authorize => Authorized, Decline => Failed, ReleaseRest => Released, ExpireRest => Expired;
        Unknown: Accept => Processing, Authorize => Authorized, AskCustomer => RequiresAction, Decline => Failed,
            SendAgain => Pending, ReleaseRest => Released, ExpireRest => Expired;
        Authorized: RequestCapture => Authorized, CapturePart => PartiallyCaptured, CaptureRest => Captured,
            RequestRelease => Authorized, ReleaseRest => Released, ExpireRest => Expired, LosePart => Authorized,
            LoseLast => Failed;
        PartiallyCaptured: RequestCapture => PartiallyCaptured, CapturePart => PartiallyCaptured,
            CaptureRest => Captured, RequestRelease => PartiallyCaptured, ReleaseRest => Captured,
            ExpireRest => Captured, LosePart => PartiallyCaptured, UndoAllCaptures => Authorized,
            UndoCapture => PartiallyCaptured, RequestRefund => PartiallyCaptured;
        Captured: CaptureRest => Captured, RequestRefund => Captured, UndoAllCaptures => Failed,
            UndoCapture => Captured;
        Failed: Authorize => Authorized, CaptureRest => Captured, ReleaseRest => Released, ExpireRest => Expired;
        Expired: Authorize => Expired, CaptureRest => Captured, ReleaseRest => Released;
        Released: Authorize => Released, CaptureRest => Captured;
    }
}

machine! {
    /// Where one capture stands.
    "capture" CaptureStatus, CaptureStep;
    statuses {
        /// It would give the rest back, so it waits until other captures are known.
        Waiting = "waiting",
        /// Its request is in the outbox or at the gateway.
        Sending = "sending",
        /// No readable answer; the amount stays reserved.
        Unknown = "unknown",
        /// The gateway took the request and tells the outcome later.
        Accepted = "accepted",
        /// The money is ours.
        Completed = "completed",
        /// The gateway refused.
        Failed = "failed",
        /// It was undone after it was done.
        Reversed = "reversed",
    }
    steps {
        /// The captures it waited for are known.
        Send = "send",
        /// The gateway took the request.
        Accept = "accept",
        /// The gateway captured.
        Complete = "complete",
        /// The gateway refused.
        Fail = "fail",
        /// No readable answer.
        LoseTrack = "lose_track",
        /// It never reached the gateway and is sent again.
        SendAgain = "send_again",
        /// The gateway undid it later.
        Reverse = "reverse",
        /// The gateway undid some of it later.
        ReversePart = "reverse_part",
    }
    asked {}
    table {
        Waiting: Send => Sending, Complete => Completed, Fail => Failed;
        Sending: Accept => Accepted, Complete => Completed, Fail => Failed, LoseTrack => Unknown;
        Unknown: Accept => Accepted, Complete => Completed, Fail => Failed, SendAgain => Sending;
        Accepted: Complete => Completed, Fail => Failed;
        Failed: Complete => Completed;
        Completed: Complete => Completed, Reverse => Reversed, ReversePart => Completed;
        Reversed: Complete => Completed;
    }
}

machine! {
    /// Where one release stands.
    "release" ReleaseStatus, ReleaseStep;
    statuses {
        /// It would void captures under way, so it waits until they are known.
        Waiting = "waiting",
        /// Its request is in the outbox or at the gateway.
        Sending = "sending",
        /// No readable answer; the amount stays reserved.
        Unknown = "unknown",
        /// The gateway took the request and tells the outcome later.
        Accepted = "accepted",
        /// The rest of the authorization is given back.
        Completed = "completed",
        /// The gateway refused.
        Failed = "failed",
    }
    steps {
        /// The captures it waited for are known.
        Send = "send",
        /// The gateway took the request.
        Accept = "accept",
        /// The gateway released.
        Complete = "complete",
        /// The gateway refused.
        Fail = "fail",
        /// No readable answer.
        LoseTrack = "lose_track",
        /// It never reached the gateway and is sent again.
        SendAgain = "send_again",
    }
    asked {}
    table {
        Waiting: Send => Sending, Complete => Completed, Fail => Failed;
        Sending: Accept => Accepted, Complete => Completed, Fail => Failed, LoseTrack => Unknown;
        Unknown: Accept => Accepted, Complete => Completed, Fail => Failed, SendAgain => Sending;
        Accepted: Complete => Completed, Fail => Failed;
        Failed: Complete => Completed;
    }
}

machine! {
    /// Where one refund stands. Accepted, completed, settled and returned are separate facts.
    "refund" RefundStatus, RefundStep;
    statuses {
        /// Asked for; the amount is reserved.
        Requested = "requested",
        /// Waits for a second person.
        AwaitingApproval = "awaiting_approval",
        /// Owed and on the books; not sent yet.
        Approved = "approved",
        /// Its request is in the outbox or at the gateway.
        Sending = "sending",
        /// No readable answer; the amount stays reserved.
        Unknown = "unknown",
        /// The gateway took the request.
        Accepted = "accepted",
        /// The gateway says it is done.
        Completed = "completed",
        /// The money row is there.
        Settled = "settled",
        /// A money row is there for less; the rest is still owed.
        Short = "short",
        /// A person said no, or the approval ran out.
        Rejected = "rejected",
        /// Taken back before it was sent.
        Canceled = "canceled",
        /// The gateway failed; the money is still owed.
        Failed = "failed",
        /// It came back after it settled; the money is still owed.
        Returned = "returned",
        /// Paid to the customer's balance instead.
        Credited = "credited",
    }
    steps {
        /// The policy wants a second person.
        AskApproval = "ask_approval",
        /// Allowed by policy or by a person.
        Approve = "approve",
        /// A person said no, or time ran out.
        Reject = "reject",
        /// Taken back.
        Cancel = "cancel",
        /// Put into the outbox.
        Send = "send",
        /// No readable answer.
        LoseTrack = "lose_track",
        /// It never reached the gateway and is sent again.
        SendAgain = "send_again",
        /// The gateway took it.
        Accept = "accept",
        /// The gateway says it is done.
        Complete = "complete",
        /// The money row is there, and nothing is owed any more.
        Settle = "settle",
        /// A money row is there, and some is still owed.
        SettlePart = "settle_part",
        /// The gateway failed.
        Fail = "fail",
        /// It came back.
        Return = "return",
        /// An operator sends it once more.
        Retry = "retry",
        /// It is paid to the balance.
        Credit = "credit",
        /// Some of it is paid to the balance it had left; the rest may still be on its way.
        CreditPart = "credit_part",
        /// The money row of that rest is there.
        SettleRest = "settle_rest",
        /// What the balance got is paid out after all.
        TakeBack = "take_back",
    }
    asked { Approve, Reject, Cancel, Retry, Credit }
    table {
        Requested: AskApproval => AwaitingApproval, Approve => Approved;
        AwaitingApproval: Approve => Approved, Reject => Rejected, Cancel => Canceled;
        Approved: Send => Sending, Cancel => Canceled;
        Sending: Accept => Accepted, Complete => Completed, Settle => Settled, SettlePart => Short, Fail => Failed,
            LoseTrack => Unknown;
        Unknown: Accept => Accepted, Complete => Completed, Settle => Settled, SettlePart => Short, Fail => Failed,
            SendAgain => Sending;
        Accepted: Complete => Completed, Settle => Settled, SettlePart => Short, Fail => Failed;
        Completed: Settle => Settled, SettlePart => Short, Fail => Failed;
        Settled: Return => Returned;
        Short: Settle => Settled, SettlePart => Short, Return => Returned, Retry => Sending, Credit => Credited;
        Failed: Settle => Settled, SettlePart => Short, Retry => Sending, Credit => Credited, Cancel => Canceled;
        Returned: Settle => Settled, SettlePart => Returned, Return => Returned, Retry => Sending,
            Credit => Credited, Cancel => Canceled, CreditPart => Returned, SettleRest => Credited,
            TakeBack => Returned;
        Credited: Return => Returned, TakeBack => Returned;
    }
}

impl RefundStatus {
    /// Whether it counts against what can be refunded: everything that was or may be given to the customer.
    #[must_use]
    pub const fn is_active(self) -> bool {
        !matches!(self, Self::Rejected | Self::Canceled)
    }

    /// Whether the money is on the books as owed and not yet given.
    #[must_use]
    pub const fn is_owed(self) -> bool {
        matches!(
            self,
            Self::Approved
                | Self::Sending
                | Self::Unknown
                | Self::Accepted
                | Self::Completed
                | Self::Short
                | Self::Failed
                | Self::Returned
        )
    }

    /// Whether the customer has the money, in whatever form.
    #[must_use]
    pub const fn is_given(self) -> bool {
        matches!(self, Self::Settled | Self::Credited)
    }
}

impl CaptureStatus {
    /// Whether the amount is reserved but not yet ours.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Unknown | Self::Accepted)
    }

    /// Whether its request may be at the gateway without an outcome that we know.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown | Self::Accepted)
    }
}

impl ReleaseStatus {
    /// Whether the release is under way.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Unknown | Self::Accepted)
    }

    /// Whether its request may be at the gateway without an outcome that we know.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown | Self::Accepted)
    }
}
