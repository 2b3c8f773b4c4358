//! Calls about disputes: list them, read one, hand in evidence, give in; and what a gateway answers.
//!
//! Evidence counts once: a second answer to the same dispute is refused or, worse, taken instead of the first. So a
//! call that hands in or gives in begins with a look at the dispute wherever the gateway shows it, and goes on only
//! while the dispute waits for us. What became of a call whose answer was lost is learned by making the same call
//! again, under the same key: it looks first, and where the first one arrived it sends nothing. Where a gateway has
//! keys, they guard the sending as well; [`EvidenceRules::repeat`] says what guards it at each.

mod rules;
mod seen;

use std::fmt;

use jiff::Timestamp;
use recoup_core::effect::Effect;

pub use rules::{Content, EvidenceRules, Piece, Proof, Repeat};
pub use seen::{DisputeOdd, DisputeSeen, DisputeStatus};

use crate::{Account, CannotPlan, Header, Request};

/// What is asked of a gateway about disputes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputeCall {
    /// Those that were opened in a span of time, a page of them. A gateway that filters by days, or not at all, may
    /// show some from outside of it.
    List {
        /// From this instant on.
        since: Timestamp,
        /// Before this instant.
        until: Timestamp,
        /// What the page before gave as the next one; empty for the first page.
        cursor: String,
    },
    /// How one stands.
    Read {
        /// The gateway's name of the dispute.
        dispute: String,
        /// The gateway's name of the disputed payment or capture; some read a dispute only below it. May be empty.
        payment: String,
    },
    /// Evidence is handed in.
    Evidence {
        /// The gateway's name of the dispute.
        dispute: String,
        /// What is handed in; a kind of proof is there at most once as text and once as a file.
        pieces: Vec<Piece>,
        /// Whether it is the answer, for good, or only kept at the gateway until then.
        submit: bool,
        /// Our name of this deed: the same whenever this call is made again, another one for another deed.
        key: String,
    },
    /// We give in; the customer keeps the money. It cannot be taken back.
    Accept {
        /// The gateway's name of the dispute.
        dispute: String,
        /// Our name of this deed, as with evidence.
        key: String,
    },
}

impl DisputeCall {
    /// The gateway's name of the dispute; empty for a list.
    #[must_use]
    pub fn dispute(&self) -> &str {
        match self {
            Self::List { .. } => "",
            Self::Read { dispute, .. } | Self::Evidence { dispute, .. } | Self::Accept { dispute, .. } => dispute,
        }
    }

    /// Whether it asks for something to be done, so that a lost answer leaves something open.
    #[must_use]
    pub const fn is_deed(&self) -> bool {
        matches!(self, Self::Evidence { .. } | Self::Accept { .. })
    }

    /// What is asked, for errors.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        match self {
            Self::List { .. } => "list disputes",
            Self::Read { .. } => "show a dispute",
            Self::Evidence { .. } => "take evidence",
            Self::Accept { .. } => "let a dispute be accepted",
        }
    }
}

/// A request whose body is bytes, because it may hold files.
#[derive(Clone, PartialEq, Eq)]
pub struct FileRequest {
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// Whole URL.
    pub url: String,
    /// Headers; a value that must not be logged is marked.
    pub headers: Vec<Header>,
    /// Body; empty for none. Evidence holds personal data: it is never logged.
    pub body: Vec<u8>,
}

impl fmt::Debug for FileRequest {
    /// Evidence is about a customer: only its size is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} with {} bytes", self.method, self.url, self.body.len())
    }
}

impl From<Request> for FileRequest {
    fn from(Request { method, url, headers, body }: Request) -> Self {
        Self { method, url, headers, body: body.into_bytes() }
    }
}

/// One request of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeStep {
    /// What to send.
    pub request: FileRequest,
    /// The adapter's own number for it. The first is 0.
    pub stage: u8,
    /// What the steps before gave, such as the names of files; handed back with the reply.
    pub carried: Vec<String>,
}

impl DisputeStep {
    /// The first step.
    #[must_use]
    pub fn first(request: impl Into<FileRequest>) -> Self {
        Self { request: request.into(), stage: 0, carried: Vec::new() }
    }
}

/// What a reply answers.
#[derive(Debug, Clone, Copy)]
pub struct DisputeAsked<'a> {
    /// The call that is made.
    pub call: &'a DisputeCall,
    /// Through which account.
    pub account: &'a Account,
    /// Which of its steps.
    pub stage: u8,
    /// What that step carried.
    pub carried: &'a [String],
}

/// What a reply to a step of a call means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputeAnswer {
    /// A page of disputes, or the one that was read.
    Listed {
        /// Those that can be read.
        disputes: Vec<DisputeSeen>,
        /// Those that cannot, for a person.
        odd: Vec<DisputeOdd>,
        /// Where the next page begins; empty after the last one.
        next: String,
    },
    /// We gave in.
    Accepted,
    /// The evidence is kept at the gateway and is no answer yet.
    EvidenceStaged,
    /// The evidence is the answer.
    EvidenceSubmitted,
    /// It does not wait for this any more, and nothing was sent: this is how it stands. When the call was made before
    /// and its answer was lost, that is what became of it.
    NotWaiting(Box<DisputeSeen>),
    /// The answer takes one more request, sent at once.
    Next(DisputeStep),
    /// Nothing was done that counts; make the same call again later.
    Again {
        /// Seconds to wait at least.
        after_secs: u32,
        /// Why.
        why: String,
    },
    /// The gateway looked at it and did nothing.
    Refused {
        /// Its word for it.
        code: String,
        /// In words, for a person.
        why: String,
    },
    /// We do not know what was done. Make the same call again: it looks first.
    Unknown {
        /// Why.
        why: String,
    },
}

impl DisputeAnswer {
    /// We do not know, for this reason.
    #[must_use]
    pub fn unknown(why: impl Into<String>) -> Self {
        Self::Unknown { why: why.into() }
    }

    /// Nothing was done; again after so many seconds.
    #[must_use]
    pub fn again(after_secs: u32, why: impl Into<String>) -> Self {
        Self::Again { after_secs, why: why.into() }
    }

    /// Refused with the gateway's word, cut to what can be shown.
    #[must_use]
    pub fn refused(code: &str, why: impl Into<String>) -> Self {
        Self::Refused { code: code.chars().take(60).collect(), why: why.into().chars().take(300).collect() }
    }

    /// The one that was read, or why it cannot be.
    #[must_use]
    pub fn one(read: Result<DisputeSeen, String>) -> Self {
        match read {
            Ok(seen) => Self::Listed { disputes: vec![seen], odd: Vec::new(), next: String::new() },
            Err(why) => Self::Unknown { why },
        }
    }

    /// A page of them.
    #[must_use]
    pub fn page(read: impl IntoIterator<Item = Result<DisputeSeen, DisputeOdd>>, next: String) -> Self {
        let (mut disputes, mut odd) = (Vec::new(), Vec::new());
        for one in read {
            match one {
                Ok(seen) => disputes.push(seen),
                Err(one) => odd.push(one),
            }
        }
        Self::Listed { disputes, odd, next }
    }
}

/// The calls about disputes of a gateway that has them.
#[derive(Debug)]
pub struct Calls {
    /// What it takes as evidence; `None` where evidence is handed in by hand.
    pub rules: Option<&'static EvidenceRules>,
    /// The first request of a call.
    pub plan: fn(&DisputeCall, &Account) -> Result<DisputeStep, CannotPlan>,
    /// What a reply to a step of it means. Total: what cannot be read is Unknown.
    pub read: fn(&DisputeAsked<'_>, &crate::Reply<'_>) -> DisputeAnswer,
    /// What a dispute that was read tells, as facts: the same that its deliveries tell.
    pub facts: fn(&Account, &[u8]) -> crate::Reading,
}

/// What tells one word that a dispute stands at a stage from another: the due date, which a gateway may move.
#[must_use]
pub fn due_ordinal(due_at: Option<Timestamp>) -> String {
    due_at.map(|at| at.to_string()).unwrap_or_default()
}

/// What a lost or empty reply to a step means: a look that was lost did nothing, a deed perhaps did.
#[must_use]
pub fn without_reply(reply: &crate::Reply<'_>, looks_only: bool) -> Option<DisputeAnswer> {
    match reply {
        crate::Reply::NotSent { why } => Some(DisputeAnswer::again(1, why)),
        crate::Reply::MaybeSent { why } if looks_only => Some(DisputeAnswer::again(1, why)),
        crate::Reply::MaybeSent { why } => Some(DisputeAnswer::unknown(why)),
        crate::Reply::Http { .. } => None,
    }
}

/// That a gateway has no such call, or takes it by hand only.
#[must_use]
pub fn no_such_call(gateway: &'static str, call: &DisputeCall) -> CannotPlan {
    CannotPlan { gateway, why: format!("it has no call to {}; do it on the gateway's own pages", call.what()) }
}

/// That an effect answers a dispute: it is a call about disputes, and not one of a payment.
#[must_use]
pub fn no_such_plan(gateway: &'static str, effect: &Effect) -> CannotPlan {
    CannotPlan { gateway, why: format!("to {} is a call about disputes", effect.operation.kind.word()) }
}
