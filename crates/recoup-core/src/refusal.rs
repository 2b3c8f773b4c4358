//! Refusals: the typed "no" of the core. Each says what is wrong, where, and the way out.
//!
//! The variants stand in the order in which they are checked: form first, then existence, permission,
//! state, money, policy, and last what should never happen. `code` is what the API calls them.

use crate::id::Id;
use crate::machine::words;
use crate::money::{Currency, MOST_MINOR};

/// Why a command was not decided. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    // Form.
    /// A field that must be there is empty.
    #[error("`{param}` is missing; send it")]
    Missing {
        /// The field.
        param: String,
    },
    /// A field cannot be understood.
    #[error("`{param}` is not valid: {why}")]
    Invalid {
        /// The field.
        param: String,
        /// What is wrong and what would be right.
        why: String,
    },
    /// A text is too long.
    #[error("`{param}` is longer than {most} characters; shorten it")]
    TextTooLong {
        /// The field.
        param: String,
        /// Characters allowed.
        most: usize,
    },
    /// A text has control characters.
    #[error("`{param}` has control characters; send plain text in UTF-8")]
    TextNotPlain {
        /// The field.
        param: String,
    },
    /// A text looks like a card number. The text itself is never repeated.
    #[error("`{param}` looks like a card number; send a token, and the last four digits at most")]
    CardNumber {
        /// The field.
        param: String,
    },
    /// An amount is zero or negative.
    #[error("`{param}` must be more than zero minor units; send a positive whole number")]
    AmountNotPositive {
        /// The field.
        param: String,
    },
    /// An amount is more than any sum over the books could bear.
    #[error("`{param}` is more than {MOST_MINOR} minor units, or adds up to more; split the order or the request")]
    AmountOverflow {
        /// The field.
        param: String,
    },
    /// The parts do not add up to the whole.
    #[error("`{param}` adds up to {got_minor}, not {want_minor} minor units; correct the parts or the total")]
    SumMismatch {
        /// The field.
        param: String,
        /// What it should be.
        want_minor: i64,
        /// What it is.
        got_minor: i64,
    },

    // Existence.
    /// No such thing, or it belongs to another tenant: both look the same.
    #[error("there is no {what} `{id}`; check the id, or find it by reference under /v1/references")]
    Unknown {
        /// Kind of thing.
        what: &'static str,
        /// What was asked for.
        id: String,
    },
    /// A name that must be unique is taken.
    #[error("{what} `{value}` exists already as {existing}; use that one, or another {what}")]
    Taken {
        /// Kind of name.
        what: &'static str,
        /// The name.
        value: String,
        /// Who has it.
        existing: Id,
    },

    // Permission.
    /// The actor lacks the role.
    #[error("this needs the role {needs}; ask someone who has it")]
    RoleMissing {
        /// The role or roles that would do.
        needs: String,
    },
    /// The actor's own ceiling is lower.
    #[error(
        "{amount_minor} is above the ceiling of {ceiling_minor} minor units {currency} of this key; use another key or a smaller amount"
    )]
    ExceedsCeiling {
        /// What was asked.
        amount_minor: i64,
        /// What is allowed.
        ceiling_minor: i64,
        /// The currency.
        currency: Currency,
    },
    /// The approver asked for it himself, under whatever account.
    #[error("the person who asked cannot approve; ask another approver")]
    SelfApproval,

    // State.
    /// This person has answered the approval before.
    #[error("you have answered this approval already; another person must decide")]
    AlreadyAnswered,
    /// The state machine has no such step.
    #[error("a {what} that is {status} does not allow `{step}`; allowed now: {allowed}")]
    NotInState {
        /// Kind of thing.
        what: &'static str,
        /// Its status.
        status: &'static str,
        /// The step asked for.
        step: &'static str,
        /// Steps allowed now.
        allowed: String,
    },
    /// The request changed since it was put up for approval.
    #[error("the approval is bound to another content of the request; reload it and decide again")]
    ApprovalStale,

    /// A stage of a dispute is answered once.
    #[error(
        "the stage `{stage}` of this dispute has an answer already, and a gateway takes one; wait for what becomes of it"
    )]
    AlreadySubmitted {
        /// The stage.
        stage: &'static str,
    },

    // Money.
    /// Not the currency of the thing.
    #[error("`currency` is {got}, but this is in {want}; send {want}")]
    WrongCurrency {
        /// What was sent.
        got: Currency,
        /// What it should be.
        want: Currency,
    },
    /// More than is still authorized.
    #[error(
        "{asked_minor} is more than the {left_minor} minor units {currency} free to capture; capture less, wait for a release or last capture that is under way, or authorize again"
    )]
    ExceedsAuthorized {
        /// What was asked.
        asked_minor: i64,
        /// What is left.
        left_minor: i64,
        /// The currency.
        currency: Currency,
    },
    /// More than an order still needs.
    #[error("{asked_minor} is more than the {left_minor} minor units {currency} the order still needs; tender less")]
    ExceedsOpen {
        /// What was asked.
        asked_minor: i64,
        /// What is left.
        left_minor: i64,
        /// The currency.
        currency: Currency,
    },
    /// More than can still be refunded; open requests are already subtracted.
    #[error(
        "{asked_minor} is more than the {left_minor} minor units {currency} still refundable; refund less, or cancel an open request"
    )]
    ExceedsRefundable {
        /// What was asked.
        asked_minor: i64,
        /// What is left.
        left_minor: i64,
        /// The currency.
        currency: Currency,
    },
    /// More than is left of a charge into a balance; what was refunded of it and not given back counts.
    #[error(
        "{asked_minor} is more than the {left_minor} minor units {currency} left of this charge; refund less, or refund another charge as well"
    )]
    ExceedsCharge {
        /// What was asked.
        asked_minor: i64,
        /// What is left of the charge.
        left_minor: i64,
        /// The currency.
        currency: Currency,
    },
    /// A dispute claims the money, has it, or gave it to the customer.
    #[error(
        "{asked_minor} is more than the {left_minor} minor units {currency} that dispute {dispute} leaves; refund less, or wait until the dispute has ended for us"
    )]
    Disputed {
        /// The dispute that takes the most.
        dispute: Id,
        /// What was asked.
        asked_minor: i64,
        /// What is left.
        left_minor: i64,
        /// The currency.
        currency: Currency,
    },
    /// More units of a line than are left: not yet refunded, or still to go out.
    #[error("line {line}: {asked} is more than the {left} units that are left of it; ask for fewer")]
    ExceedsQuantity {
        /// Line number.
        line: u32,
        /// Units asked for.
        asked: i64,
        /// Units left.
        left: i64,
    },
    /// More than is available of the customer's balance: what is held for refunds is not.
    #[error(
        "{asked_minor} is more than the {left_minor} minor units {currency} available in the customer's balance; ask for less"
    )]
    ExceedsBalance {
        /// What was asked.
        asked_minor: i64,
        /// What is left.
        left_minor: i64,
        /// The currency.
        currency: Currency,
    },

    /// The gateway does not take it: a count, a window, a step or a target that it sets.
    #[error("the gateway cannot do this: {why}")]
    GatewayLimit {
        /// Which limit: `step`, `captures`, `refunds`, `refund_window` or `one_capture`.
        limit: &'static str,
        /// What it is and the way out.
        why: String,
    },

    // Policy.
    /// A policy rule says no. An exception that names the rule can be put before an approver.
    #[error(
        "rule `{rule}` of {policy} does not allow this; name it in `exception.rule` with a reason to ask an approver"
    )]
    PolicyDenied {
        /// `policy@version`.
        policy: String,
        /// The rule that matched.
        rule: String,
    },
    /// The exception names a rule that does not say no to this.
    #[error("`exception.rule` does not fit: {why}")]
    ExceptionUnfit {
        /// What is wrong and what would be right.
        why: String,
    },
    /// A policy document is not valid.
    #[error("the policy is not valid at `{place}`: {why}")]
    PolicyInvalid {
        /// Rule or field.
        place: String,
        /// What is wrong and what would be right.
        why: String,
    },

    // Idempotency.
    /// Same key, other content.
    #[error("this idempotency key was used with other content; use a new key, or repeat the first content")]
    KeyReused,

    // What should never happen.
    /// Two truths disagree. The command is refused whole and an operator is told.
    #[error("the engine refused its own decision: {what}; nothing was changed, report this with the request id")]
    Inconsistent {
        /// Which check failed.
        what: String,
    },
}

words! {
    Refusal, CODES, code;
    Missing = "missing",
    Invalid = "invalid",
    TextTooLong = "text_too_long",
    TextNotPlain = "text_not_plain",
    CardNumber = "card_number",
    AmountNotPositive = "amount_not_positive",
    AmountOverflow = "amount_overflow",
    SumMismatch = "sum_mismatch",
    Unknown = "unknown_id",
    Taken = "taken",
    RoleMissing = "role_missing",
    ExceedsCeiling = "exceeds_ceiling",
    SelfApproval = "self_approval",
    AlreadyAnswered = "already_answered",
    NotInState = "not_in_state",
    ApprovalStale = "approval_stale",
    AlreadySubmitted = "already_submitted",
    WrongCurrency = "wrong_currency",
    ExceedsAuthorized = "exceeds_authorized",
    ExceedsOpen = "exceeds_open",
    ExceedsRefundable = "exceeds_refundable",
    ExceedsCharge = "exceeds_charge",
    Disputed = "disputed",
    ExceedsQuantity = "exceeds_quantity",
    ExceedsBalance = "exceeds_balance",
    GatewayLimit = "gateway_limit",
    PolicyDenied = "policy_denied",
    ExceptionUnfit = "exception_unfit",
    PolicyInvalid = "policy_invalid",
    KeyReused = "key_reused",
    Inconsistent = "inconsistent",
}

impl Refusal {
    /// The field that is wrong, where there is one.
    #[must_use]
    pub fn param(&self) -> Option<&str> {
        match self {
            Self::Missing { param }
            | Self::Invalid { param, .. }
            | Self::TextTooLong { param, .. }
            | Self::TextNotPlain { param }
            | Self::CardNumber { param }
            | Self::AmountNotPositive { param }
            | Self::AmountOverflow { param }
            | Self::SumMismatch { param, .. } => Some(param),
            Self::WrongCurrency { .. } => Some("currency"),
            Self::ExceedsAuthorized { .. }
            | Self::ExceedsOpen { .. }
            | Self::ExceedsRefundable { .. }
            | Self::ExceedsCharge { .. }
            | Self::Disputed { .. }
            | Self::ExceedsCeiling { .. }
            | Self::ExceedsBalance { .. }
            | Self::GatewayLimit { .. } => Some("amount_minor"),
            Self::ExceedsQuantity { .. } => Some("lines"),
            Self::ExceptionUnfit { .. } => Some("exception.rule"),
            Self::PolicyInvalid { .. } => Some("document"),
            _ => None,
        }
    }

    /// The status of the problem document (RFC 9457): 400 form, 403 permission, 404 unknown, 409 state,
    /// 422 money and policy, 500 only when the engine contradicts itself.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::Missing { .. }
            | Self::Invalid { .. }
            | Self::TextTooLong { .. }
            | Self::TextNotPlain { .. }
            | Self::CardNumber { .. }
            | Self::AmountNotPositive { .. }
            | Self::AmountOverflow { .. }
            | Self::SumMismatch { .. } => 400,
            Self::RoleMissing { .. } | Self::ExceedsCeiling { .. } | Self::SelfApproval => 403,
            Self::Unknown { .. } => 404,
            Self::Taken { .. } | Self::AlreadyAnswered | Self::NotInState { .. } | Self::ApprovalStale => 409,
            Self::AlreadySubmitted { .. } => 409,
            Self::Inconsistent { .. } => 500,
            _ => 422,
        }
    }
}

impl From<crate::money::MoneyError> for Refusal {
    fn from(error: crate::money::MoneyError) -> Self {
        match error {
            crate::money::MoneyError::Overflow => Self::AmountOverflow { param: "amount_minor".to_owned() },
            other => Self::Invalid { param: "amount".to_owned(), why: other.to_string() },
        }
    }
}
