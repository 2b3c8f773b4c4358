//! Rumours: facts that a gateway tells which contradict its own books, come late, in parts, or about nothing it ever
//! did. Our state must take all of them in and stay true to itself; the bank cannot be compared for those payments.

use jiff::SignedDuration;
use recoup_core::money::Money;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};
use recoup_core::payment::{CaptureStatus, Payment, PaymentStatus, RefundStatus, ReleaseStatus};

use super::moves::Part;
use super::said;
use crate::dice::Dice;

/// Disputes of one payment at most.
const MOST_DISPUTES: usize = 3;

/// What a gateway tells of one operation of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rumour {
    /// Of which operation.
    pub of: Of,
    /// What.
    pub says: Says,
    /// How much of it; `Rest` when no amount is told.
    pub part: Part,
    /// Under which money row; none when 0.
    pub row: u8,
}

/// An operation of a payment, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The authorization.
    Authorization,
    /// A capture.
    Capture(usize),
    /// A release.
    Release(usize),
    /// A refund as it was sent last.
    Refund(usize),
    /// A refund as it was sent the time before.
    Earlier(usize),
    /// A dispute, which may be told of for the first time.
    Dispute(usize),
}

macro_rules! says {
    ($($name:ident = $word:literal => $what:expr),+ $(,)?) => {
        /// What is told.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Says { $(
            #[doc = $word]
            $name
        ),+ }

        impl Says {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            fn what(self) -> What {
                match self { $(Self::$name => $what),+ }
            }
        }
    };
}

says! {
    Taken = "taken" => What::Taken,
    Authorized = "authorized" => What::Authorized { expires_at: None },
    ActionRequired = "action_required" => What::ActionRequired,
    Declined = "declined" => What::Declined { code: code() },
    Expired = "expired" => What::Expired,
    Released = "released" => What::Released,
    Captured = "captured" => What::Captured,
    CaptureFailed = "capture_failed" => What::CaptureFailed { code: code() },
    CaptureReversed = "capture_reversed" => What::CaptureReversed,
    ReleaseFailed = "release_failed" => What::ReleaseFailed { code: code() },
    RefundAccepted = "refund_accepted" => What::RefundAccepted,
    RefundCompleted = "refund_completed" => What::RefundCompleted,
    RefundFailed = "refund_failed" => What::RefundFailed { code: code() },
    RefundReturned = "refund_returned" => What::RefundReturned,
    RefundSettled = "refund_settled" => What::RefundSettled { evidence: "arn".to_owned() },
    DisputeInquiry = "dispute_inquiry" => opened(DisputeStage::Inquiry),
    DisputeChargeback = "dispute_chargeback" => opened(DisputeStage::Chargeback),
    DisputePreArbitration = "dispute_pre_arbitration" => opened(DisputeStage::PreArbitration),
    DisputeArbitration = "dispute_arbitration" => opened(DisputeStage::Arbitration),
    DisputeWithdrawn = "dispute_withdrawn" => What::DisputeFundsWithdrawn,
    DisputeReinstated = "dispute_reinstated" => What::DisputeFundsReinstated,
    DisputeFee = "dispute_fee" => What::DisputeFee,
    DisputeFeeReturned = "dispute_fee_returned" => What::DisputeFeeReturned,
    DisputeAnswered = "dispute_answered" => What::DisputeAnswered { stage: None },
    DisputeRefused = "dispute_refused" => What::DisputeAnswerRefused { code: code() },
    DisputeWon = "dispute_won" => closed(DisputeEnd::Won),
    DisputeLost = "dispute_lost" => closed(DisputeEnd::Lost),
    DisputeAccepted = "dispute_accepted" => closed(DisputeEnd::Accepted),
    DisputeTakenBack = "dispute_taken_back" => closed(DisputeEnd::Withdrawn),
    DisputeExpired = "dispute_expired" => closed(DisputeEnd::Expired),
    DisputePrevented = "dispute_prevented" => closed(DisputeEnd::Prevented),
}

const fn opened(stage: DisputeStage) -> What {
    What::DisputeOpened { stage, reason: String::new(), due_at: None }
}

const fn closed(end: DisputeEnd) -> What {
    What::DisputeClosed { end, stage: None }
}

fn code() -> String {
    "rumour".to_owned()
}

/// What dice have a gateway tell about a payment.
#[must_use]
pub fn drawn(payment: &Payment, dice: &mut Dice) -> Rumour {
    let mut all = vec![Of::Authorization];
    all.extend((0..payment.captures.len()).map(Of::Capture));
    all.extend((0..payment.releases.len()).map(Of::Release));
    all.extend((0..payment.refunds.len()).map(Of::Refund));
    let again = payment.refunds.iter().enumerate().filter(|(_, refund)| refund.generation > 0);
    all.extend(again.map(|(at, _)| Of::Earlier(at)));
    if payment.captured_minor > 0 {
        all.extend((0..MOST_DISPUTES.min(payment.disputes.len() + 1)).map(Of::Dispute));
    }
    about(pick(dice, &all), dice)
}

/// What dice have a gateway tell about one operation.
#[must_use]
pub fn about(of: Of, dice: &mut Dice) -> Rumour {
    let says: &[Says] = match of {
        // The rest of an authorization may be told gone before the authorization is told.
        Of::Authorization => &[
            Says::Taken,
            Says::Authorized,
            Says::Authorized,
            Says::ActionRequired,
            Says::Declined,
            Says::Expired,
            Says::Released,
        ],
        Of::Capture(_) => &[Says::Taken, Says::CaptureFailed, Says::Captured, Says::CaptureReversed],
        Of::Release(_) => &[Says::Taken, Says::Released, Says::ReleaseFailed],
        Of::Dispute(_) => &[
            Says::DisputeInquiry,
            Says::DisputeChargeback,
            Says::DisputeChargeback,
            Says::DisputePreArbitration,
            Says::DisputeArbitration,
            Says::DisputeWithdrawn,
            Says::DisputeWithdrawn,
            Says::DisputeWithdrawn,
            Says::DisputeReinstated,
            Says::DisputeFee,
            Says::DisputeFeeReturned,
            Says::DisputeAnswered,
            Says::DisputeRefused,
            Says::DisputeWon,
            Says::DisputeLost,
            Says::DisputeLost,
            Says::DisputeAccepted,
            Says::DisputeTakenBack,
            Says::DisputeExpired,
            Says::DisputePrevented,
        ],
        Of::Refund(_) | Of::Earlier(_) => &[
            Says::RefundAccepted,
            Says::RefundCompleted,
            Says::RefundFailed,
            Says::RefundReturned,
            Says::RefundReturned,
            Says::RefundSettled,
            Says::RefundSettled,
            Says::RefundSettled,
            Says::RefundSettled,
        ],
    };
    let says = pick(dice, says);
    let part = pick(dice, &[Part::One, Part::Percent(50), Part::More, Part::Rest, Part::Whole, Part::Whole]);
    Rumour { of, says, part, row: u8::try_from(dice.below(4)).unwrap_or(0) }
}

fn pick<T: Copy>(dice: &mut Dice, from: &[T]) -> T {
    let place = dice.below(u64::try_from(from.len()).unwrap_or(1));
    from[usize::try_from(place).unwrap_or(0)]
}

/// Operations that stand where few stand, and not for long, each with its kind and its status.
#[must_use]
pub fn rare(payment: &Payment) -> Vec<(&'static str, &'static str, Of)> {
    use {CaptureStatus as C, PaymentStatus as P, RefundStatus as R, ReleaseStatus as L};
    let mut rare = Vec::new();
    if payment.gateway_account().is_none() {
        return rare;
    }
    if matches!(payment.status, P::Pending | P::Unknown | P::Processing | P::RequiresAction | P::Released | P::Expired)
    {
        rare.push(("payment", payment.status.word(), Of::Authorization));
    }
    let captures = payment.captures.iter().enumerate();
    let captures = captures.filter(|(_, capture)| {
        matches!(capture.status, C::Waiting | C::Sending | C::Unknown | C::Accepted | C::Failed)
    });
    rare.extend(captures.map(|(at, capture)| ("capture", capture.status.word(), Of::Capture(at))));
    let releases = payment.releases.iter().enumerate();
    let releases =
        releases.filter(|(_, release)| matches!(release.status, L::Waiting | L::Sending | L::Unknown | L::Accepted));
    rare.extend(releases.map(|(at, release)| ("release", release.status.word(), Of::Release(at))));
    let refunds = payment.refunds.iter().enumerate().filter(|(_, refund)| {
        matches!(
            refund.status,
            R::Sending | R::Unknown | R::Completed | R::Short | R::Failed | R::Returned | R::Credited
        )
    });
    rare.extend(refunds.map(|(at, refund)| ("refund", refund.status.word(), Of::Refund(at))));
    let disputes = payment.disputes.iter().enumerate();
    rare.extend(disputes.map(|(at, dispute)| ("dispute", dispute.status.word(), Of::Dispute(at))));
    let answers = payment.disputes.iter().enumerate();
    let answers = answers.filter_map(|(at, dispute)| Some((at, dispute.answers.last()?.status)));
    rare.extend(answers.map(|(at, status)| ("dispute answer", status.word(), Of::Dispute(at))));
    rare
}

/// The fact; nothing when no gateway is in the payment, or it has no such operation.
#[must_use]
pub fn fact(payment: &Payment, rumour: Rumour) -> Option<Fact> {
    let account = payment.gateway_account()?.to_owned();
    if let Of::Dispute(at) = rumour.of {
        return Some(of_dispute(payment, (account, at), rumour));
    }
    let (ours, whole_minor, stands) = match rumour.of {
        Of::Authorization => (payment.id.as_str().to_owned(), payment.amount_minor, payment.gateway_ref.as_str()),
        Of::Capture(at) => {
            let capture = payment.captures.get(at)?;
            (capture.id.to_string(), capture.amount_minor, capture.gateway_ref.as_str())
        }
        Of::Release(at) => {
            payment.releases.get(at).map(|release| (release.id.to_string(), release.amount_minor, ""))?
        }
        Of::Refund(at) | Of::Earlier(at) => {
            let refund = payment.refunds.get(at)?;
            let back = u32::from(matches!(rumour.of, Of::Earlier(_)));
            let generation = refund.generation.checked_sub(back)?;
            (said::reference(&refund.id, generation), refund.amount_minor, refund.name_of(generation))
        }
        Of::Dispute(_) => return None,
    };
    let amount = rumour.part.of(whole_minor).filter(|minor| *minor > 0);
    let ordinal = if rumour.row == 0 { String::new() } else { format!("row_{}", rumour.row) };
    Some(Fact {
        account,
        // Of the object that is known, where one is: of another one it would be another story.
        subject: if stands.is_empty() { format!("rumour_{ours}") } else { stands.to_owned() },
        ours,
        what: rumour.says.what(),
        amount: amount.map(|minor| Money::new(minor, payment.currency)),
        parent: String::new(),
        ordinal,
    })
}

/// What is told of a dispute: of an answer of ours where there is one, else by its gateway's name, which is new or not.
fn of_dispute(payment: &Payment, (account, at): (String, usize), rumour: Rumour) -> Fact {
    let known = payment.disputes.get(at);
    let named = known.map_or_else(|| format!("case_{at}_{}", payment.id), |dispute| dispute.gateway_ref.clone());
    let given = known.and_then(|dispute| Some(said::reference(&dispute.id, dispute.answers.last()?.generation)));
    let about_answer = matches!(rumour.says, Says::DisputeAnswered | Says::DisputeRefused | Says::DisputeAccepted);
    let what = match rumour.says.what() {
        // Late enough for a clock, and the later the further it has come.
        What::DisputeOpened { stage, reason, .. } => {
            let days = 4 + 3 * i64::from(stage as u8);
            let due_at = payment.created_at.checked_add(SignedDuration::from_hours(24 * days)).ok();
            What::DisputeOpened { stage, reason, due_at }
        }
        what => what,
    };
    let amount = rumour.part.of(payment.captured_minor).filter(|minor| *minor > 0);
    Fact {
        account,
        subject: named,
        ours: given.filter(|_| about_answer).unwrap_or_else(|| payment.id.to_string()),
        what,
        amount: amount.map(|minor| Money::new(minor, payment.currency)),
        parent: String::new(),
        ordinal: if rumour.row == 0 { String::new() } else { format!("row_{}", rumour.row) },
    }
}
