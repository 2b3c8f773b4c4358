//! Deliberate faults of the rule layer; every one of them has to be caught by some invariant.

/// A planted bug. The first twelve are those of the reference, the others are our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    SettlementPostedTwice,
    LossAlsoContraRevenue,
    LossDoesNotAbsorb,
    CapIgnoresHeldDisputes,
    CapIgnoresLostDisputes,
    TaxRoundedPerSlice,
    FailedRefundPostsNothing,
    RefundKeepsDeferral,
    FeePostedToRevenue,
    TopUpRefundUncapped,
    WonDisputePostedToBank,
    PayoutOffByOne,
    SettledUnderWrongRefund,
    CreditNoteForgetsTaxCounter,
    CancelForgetsBucket,
    CapturePostedToOtherOrder,
    PendingRefundTreatedWhole,
    ReturnedRefundPostsNothing,
    CapIgnoresStoreCredit,
    DeferredAlwaysFirst,
    OverRefundNetted,
    TaxReversalForgetsCounters,
    RestResentAndKept,
    NoReliefReleasesTax,
}

impl Bug {
    pub const ALL: [(Self, &'static str); 24] = [
        (Self::SettlementPostedTwice, "a refund settlement is posted twice"),
        (Self::LossAlsoContraRevenue, "a lost dispute also posts contra-revenue against revenue"),
        (Self::LossDoesNotAbsorb, "a lost dispute does not absorb the pending refund"),
        (Self::CapIgnoresHeldDisputes, "the refund cap ignores open disputes"),
        (Self::CapIgnoresLostDisputes, "the refund cap ignores lost disputes"),
        (Self::TaxRoundedPerSlice, "tax is rounded down per slice"),
        (Self::FailedRefundPostsNothing, "a failed refund posts nothing"),
        (Self::RefundKeepsDeferral, "a refund does not release the deferral"),
        (Self::FeePostedToRevenue, "the gateway fee is posted to revenue"),
        (Self::TopUpRefundUncapped, "a balance refund is not capped by its charge"),
        (Self::WonDisputePostedToBank, "a won dispute is posted to the bank"),
        (Self::PayoutOffByOne, "a payout is off by one minor unit"),
        (Self::SettledUnderWrongRefund, "a refund is settled under another refund's key"),
        (Self::CreditNoteForgetsTaxCounter, "a credit note forgets the tax counter"),
        (Self::CancelForgetsBucket, "a cancelled refund does not restore the bucket"),
        (Self::CapturePostedToOtherOrder, "a capture is posted to another order"),
        (Self::PendingRefundTreatedWhole, "a pending refund that does not fit is not absorbed in part"),
        (Self::ReturnedRefundPostsNothing, "a refund returned after settlement posts nothing"),
        (Self::CapIgnoresStoreCredit, "the refund cap ignores refunds given as store credit"),
        (Self::DeferredAlwaysFirst, "a returned delivered unit takes deferral of an undelivered one"),
        (Self::OverRefundNetted, "money beyond the allowed is netted into refunds payable"),
        (Self::TaxReversalForgetsCounters, "a tax-only reversal does not advance the counters"),
        (Self::RestResentAndKept, "the rest of an absorbed refund is sent again without leaving the old one"),
        (Self::NoReliefReleasesTax, "a loss without tax relief releases the tax all the same"),
    ];
}
