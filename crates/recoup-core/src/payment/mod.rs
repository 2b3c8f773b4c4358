//! A payment: one authorization with its captures, releases and refunds, one consistency boundary.
//!
//! Amounts are the truth and the status is the word for them. This file holds the state and its numbers;
//! `fold` says how events change it, `authorize`, `capture`, `release` and `refund` decide.

pub mod ask_again;
pub mod authorize;
pub mod capture;
mod confirmed;
pub mod dispute;
pub mod doubt;
pub mod elsewhere;
pub mod facts;
mod fail_over;
pub mod fold;
mod fold_rows;
pub mod matched;
pub mod outcome;
pub mod pays;
pub mod refund;
pub mod refund_after;
mod refund_facts;
mod refund_state;
pub mod release;
mod release_event;
pub mod said;
pub mod status;
pub mod terms;
pub mod way;
mod what;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::effect::{OfCapture, Operation};
use crate::event::Route;
use crate::id::{Id, Kind};
use crate::ledger::entitlement;
use crate::money::Currency;
use crate::planted::{self, Planted};

pub(crate) use fail_over::pays_once;
pub use refund::Refund;
pub use release_event::ReleaseBody;
pub use status::{
    CaptureStatus, CaptureStep, PaymentStatus, PaymentStep, RefundStatus, RefundStep, ReleaseStatus, ReleaseStep,
};
pub use terms::Terms;
pub use way::{Candidate, Way};

/// How a payment is to be made. Tokens only; card numbers never enter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// Where the money lives.
    pub route: Route,
    /// The gateway's token for the instrument; empty for offline and balance.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub token: String,
    /// Card brand or kind of method, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// Last four digits, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last4: String,
    /// Whether the merchant starts it without the customer being there, with an instrument stored before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub merchant_initiated: bool,
    /// What binds it through its gateway.
    #[serde(default, skip_serializing_if = "Terms::bind_nothing")]
    pub terms: Terms,
    /// How its account was found and where else it may be tried; nothing where the account was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Box<Way>>,
}

impl Method {
    /// By this route, with no instrument and nothing that binds.
    #[must_use]
    pub const fn by(route: Route) -> Self {
        Self {
            route,
            token: String::new(),
            brand: String::new(),
            last4: String::new(),
            merchant_initiated: false,
            terms: Terms::NONE,
            way: None,
        }
    }
}

/// What `payment.started` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// What it pays: an order, or the stream of another kind that [`pays`] knows.
    #[serde(alias = "order")]
    pub pays: Id,
    /// The customer, if known.
    pub customer: Option<Id>,
    /// Amount to authorize, minor units.
    pub amount_minor: i64,
    /// Currency.
    pub currency: Currency,
    /// How.
    pub method: Method,
    /// Whether the whole is captured as soon as it is authorized.
    pub capture_at_once: bool,
    /// When an uncaptured rest is given back at the latest, if the merchant says.
    pub release_after: Option<Timestamp>,
    /// Language of notices.
    pub language: String,
    /// The payment that was declined elsewhere and that this one stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Id>,
}

/// A capture within its payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// `cap_…`
    pub id: Id,
    /// Where it stands.
    pub status: CaptureStatus,
    /// Minor units.
    pub amount_minor: i64,
    /// Whether the rest goes back with it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub last: bool,
    /// What the gateway undid of it, minor units. `amount_minor` is what is left while some is.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub undone_minor: i64,
    /// Rows by which it was undone; an empty one is a row without a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undone_by: Vec<String>,
    /// Whether what is booked of it was booked only because it was undone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub implied: bool,
    /// Allocated to active refunds, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub refunded_minor: i64,
    /// The gateway's name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gateway_ref: String,
    /// Rows by which it was booked, one unless the gateway contradicts itself; none while it is only implied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub booked_by: Vec<Booked>,
    /// The gateway's code, where it said that the capture failed after it had told it done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubted: Option<String>,
}

/// A row by which a capture was booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// The gateway's name for the row; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub row: String,
    /// What it named, minor units.
    pub amount_minor: i64,
}

impl Capture {
    /// What was booked of it in all, minor units; also what was undone since.
    #[must_use]
    pub const fn booked_minor(&self) -> i64 {
        let left_minor = if matches!(self.status, CaptureStatus::Completed) { self.amount_minor } else { 0 };
        self.undone_minor.saturating_add(left_minor)
    }

    /// What can still be refunded of it, minor units.
    #[must_use]
    pub fn refundable_minor(&self) -> i64 {
        if self.status == CaptureStatus::Completed { (self.amount_minor - self.refunded_minor).max(0) } else { 0 }
    }

    /// Whether we know of it only because it was undone; its own fact is still to come.
    #[must_use]
    pub const fn is_untold(&self) -> bool {
        self.implied && self.booked_by.is_empty()
    }

    /// Remembers a row that told what was booked: it names a row that had no name, or is the first that is told.
    fn told(&mut self, row: &str, amount_minor: i64) {
        let unnamed = |booked: &&mut Booked| booked.row.is_empty() && booked.amount_minor == amount_minor;
        match self.booked_by.iter_mut().find(unnamed) {
            Some(booked) => row.clone_into(&mut booked.row),
            None => self.booked_by.push(Booked { row: row.to_owned(), amount_minor }),
        }
    }

    /// Whether a row is the first to give a name to what was booked without one.
    #[must_use]
    pub fn is_named_by(&self, row: &str, amount_minor: Option<i64>) -> bool {
        let named = self.booked_by.iter().any(|booked| booked.row == row);
        !row.is_empty() && !named && self.is_booked_by(row, amount_minor)
    }

    /// Whether a row tells again what was booked: the same name and the same amount, where it has them.
    #[must_use]
    pub fn is_booked_by(&self, row: &str, amount_minor: Option<i64>) -> bool {
        let same = |booked: &str, booked_minor: i64| {
            let named = row.is_empty() || booked.is_empty() || row == booked;
            named && amount_minor.is_none_or(|told_minor| told_minor == booked_minor)
        };
        // One that was booked before rows were remembered has no name.
        let unnamed = self.booked_by.is_empty() && same("", self.booked_minor());
        unnamed || self.booked_by.iter().any(|booked| same(&booked.row, booked.amount_minor))
    }
}

/// A release within its payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// `rel_…`
    pub id: Id,
    /// Where it stands.
    pub status: ReleaseStatus,
    /// Minor units.
    pub amount_minor: i64,
    /// When we start to worry.
    pub deadline: Timestamp,
}

/// Which part of a refund goes to which capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturePart {
    /// The capture.
    pub capture: Id,
    /// Minor units.
    pub amount_minor: i64,
}

/// How the rest of an authorization went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorizationLoss {
    /// Given back.
    Released,
    /// Ran out.
    Expired,
}

/// What the gateway said when it declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// Its code, with the network's advice behind a slash where there is one.
    pub code: String,
    /// When, for codes whose meaning changed.
    pub at: Timestamp,
}

/// State of a payment stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// `pay_…`
    pub id: Id,
    /// What it pays: an order, or the stream of another kind that [`pays`] knows.
    #[serde(alias = "order")]
    pub pays: Id,
    /// The customer, if known.
    pub customer: Option<Id>,
    /// Currency of every amount here.
    pub currency: Currency,
    /// What was asked to be authorized, minor units.
    pub amount_minor: i64,
    /// How.
    pub method: Method,
    /// Whether the whole is captured as soon as it is authorized.
    pub capture_at_once: bool,
    /// When an uncaptured rest is given back at the latest.
    pub release_after: Option<Timestamp>,
    /// Language of notices.
    pub language: String,
    /// The word for the amounts.
    pub status: PaymentStatus,
    /// Authorized, minor units.
    pub authorized_minor: i64,
    /// Captured and not undone, minor units.
    pub captured_minor: i64,
    /// Authorized and gone again (released or expired), minor units. Follows from the other amounts once the
    /// rest is lost, so that a capture that fails late joins it and one that succeeds late leaves it.
    pub released_minor: i64,
    /// When the authorization runs out.
    pub expires_at: Option<Timestamp>,
    /// The gateway's name for the authorization.
    pub gateway_ref: String,
    /// When it began.
    pub created_at: Timestamp,
    /// Captures, in the order they were asked for.
    pub captures: Vec<Capture>,
    /// Releases, in the order they were asked for.
    pub releases: Vec<Release>,
    /// Refunds, in the order they were asked for.
    pub refunds: Vec<Refund>,
    /// Disputes, in the order in which their first words came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<dispute::Dispute>,
    /// Contradictions that need a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<String>,
    /// What was done without us and is told to a person already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<elsewhere::Elsewhere>,
    /// Given back by the gateway beyond what we allowed, minor units; account 6210, never netted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub beyond_minor: i64,
    /// How the rest of the authorization went, once it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest_lost: Option<AuthorizationLoss>,
    /// Why it was declined, as long as that is how it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined: Option<Declined>,
    /// Operations that the gateway did not answer as it should.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<doubt::Doubt>,
    /// The payment that was declined elsewhere and that this one stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Id>,
    /// The payment that stands in for this one since it was declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Id>,
}

impl Payment {
    /// Reserved by captures under way, minor units.
    #[must_use]
    pub fn capturing_minor(&self) -> i64 {
        self.captures.iter().filter(|c| c.status.is_open()).map(|c| c.amount_minor).sum()
    }

    /// Captured and undone again, minor units. The authorization does not come back with it.
    #[must_use]
    pub fn reversed_minor(&self) -> i64 {
        self.captures.iter().map(|c| c.undone_minor).sum()
    }

    /// What can still be captured, minor units: never more than was asked for, whatever a gateway authorized.
    #[must_use]
    pub fn capturable_minor(&self) -> i64 {
        let used = self.captured_minor.saturating_add(self.reversed_minor()).saturating_add(self.capturing_minor());
        self.releasable_minor().min(self.amount_minor.saturating_sub(used)).max(0)
    }

    /// What can still be given back, minor units; nothing while the whole rest is being given back.
    #[must_use]
    pub fn releasable_minor(&self) -> i64 {
        let releasing = self.releases.iter().any(|r| r.status.is_open());
        let closing = self.captures.iter().any(|c| c.last && c.status.is_open());
        if releasing || closing { 0 } else { self.rest_minor() }
    }

    /// What is left of the authorization, captures under way included, minor units:
    /// authorized − captured − undone − released.
    #[must_use]
    pub fn remaining_minor(&self) -> i64 {
        let used = self.captured_minor.saturating_add(self.reversed_minor()).saturating_add(self.released_minor);
        self.authorized_minor.saturating_sub(used).max(0)
    }

    /// The rest of the authorization, whether or not a release is under way, minor units: what remains less
    /// the captures under way.
    #[must_use]
    pub fn rest_minor(&self) -> i64 {
        self.remaining_minor().saturating_sub(self.capturing_minor()).max(0)
    }

    /// Whether the captures still cover every refund that was or may be given, what the gateway gave beyond and what
    /// disputes claim or have. A capture that was undone, or money that was given without us or taken, may leave a
    /// refund uncovered; it is not sent.
    #[must_use]
    pub fn covers_its_refunds(&self) -> bool {
        self.taken_minor().saturating_add(self.at_risk_minor()) <= self.captured_minor
    }

    /// What refunds take that no lost dispute stands for, and what the gateway gave beyond, minor units.
    #[must_use]
    pub fn taken_minor(&self) -> i64 {
        self.refunds_active_minor().saturating_sub(self.absorbed_minor()).saturating_add(self.beyond_minor)
    }

    /// Refunds that were or may be given, minor units.
    #[must_use]
    pub fn refunds_active_minor(&self) -> i64 {
        self.refunds.iter().filter(|r| r.status.is_active()).map(|r| self.counted_minor(r)).sum()
    }

    /// What of a refund counts against what was captured, minor units. What was paid into a balance and went back there
    /// is as if it had never been asked for; of an order the customer has it either way.
    #[must_use]
    pub fn counted_minor(&self, refund: &Refund) -> i64 {
        refund.amount_minor - if self.is_top_up() { refund.credited_minor } else { 0 }
    }

    /// Refunds the customer has, minor units.
    #[must_use]
    pub fn refunded_minor(&self) -> i64 {
        let uncounted_minor = |r: &Refund| r.amount_minor - self.counted_minor(r);
        self.refunds.iter().filter(|r| r.status.is_active()).map(|r| r.given_minor() - uncounted_minor(r)).sum()
    }

    /// Refunds asked for or under way, minor units.
    #[must_use]
    pub fn refund_pending_minor(&self) -> i64 {
        self.refunds_active_minor() - self.refunded_minor()
    }

    /// captured − refunded − pending − gone beyond what we allowed − disputed − charged back, minor units, never negative.
    #[must_use]
    pub fn refundable_minor(&self) -> i64 {
        // What the gateway paid out although it was called off is with the customer: it is not asked for twice.
        let mut taken_minor = self.taken_minor();
        if planted::is(Planted::PendingForgotten) {
            taken_minor = self.refunded_minor();
        }
        entitlement::refundable(self.captured_minor, taken_minor, self.at_risk_minor(), 0)
    }

    /// Whether the tender asked for a capture at once that its order, being on hold, put off. After a decline
    /// the customer may have paid otherwise, so there a person decides.
    #[must_use]
    pub fn waits_for_capture(&self) -> bool {
        let doubted = self.alarms.iter().any(|alarm| alarm == "authorized_after_decline");
        let ready = self.status == PaymentStatus::Authorized && self.captures.is_empty();
        self.capture_at_once && ready && !doubted && self.capturable_minor() > 0
    }

    /// Whether the gateway may be capturing right now. Giving the rest back meanwhile could void it.
    #[must_use]
    pub fn capture_is_out(&self) -> bool {
        self.captures.iter().any(|c| c.status.is_out())
    }

    /// A capture by id.
    #[must_use]
    pub fn capture(&self, id: &Id) -> Option<&Capture> {
        self.captures.iter().find(|c| c.id == *id)
    }

    /// A release by id.
    #[must_use]
    pub fn release(&self, id: &Id) -> Option<&Release> {
        self.releases.iter().find(|r| r.id == *id)
    }

    /// A refund by id.
    #[must_use]
    pub fn refund(&self, id: &Id) -> Option<&Refund> {
        self.refunds.iter().find(|r| r.id == *id)
    }

    /// Steps that people can ask for now of a refund of this payment and that its amounts do not rule out. Offline
    /// nobody else tells what became of the money, so there they say that too.
    #[must_use]
    pub fn allowed_of(&self, refund: &Refund) -> Vec<&'static str> {
        let covered = self.covers_its_refunds() && !refund.is_absorbed();
        let mut allowed = refund.status.allowed();
        allowed.retain(|step| match *step {
            word if word == RefundStep::Cancel.word() => refund.given_minor() == 0 && !refund.is_absorbed(),
            word if word == RefundStep::Retry.word() => covered,
            // What a dispute gave a part of is paid by its own way: the balance would take all that is owed.
            word if word == RefundStep::Credit.word() => {
                covered && refund.absorbed_minor == 0 && self.customer.is_some()
            }
            _ => true,
        });
        if self.is_offline() {
            let next = |step: RefundStep| refund.status.next(step).is_some();
            let paid = next(RefundStep::Return) && refund.given_minor() > refund.credited_minor;
            allowed.extend(next(RefundStep::Settle).then_some("confirm"));
            allowed.extend((paid || next(RefundStep::Fail)).then_some("bounce"));
        }
        allowed
    }

    /// Whether it pays into a customer's balance.
    #[must_use]
    pub fn is_top_up(&self) -> bool {
        self.pays.kind() == Some(Kind::Customer)
    }

    /// Whether a person moves the money.
    #[must_use]
    pub const fn is_offline(&self) -> bool {
        matches!(self.method.route, Route::Offline { .. })
    }

    /// The gateway's name for an operation of this payment; empty while it told none.
    #[must_use]
    pub fn own_ref(&self, operation: &Operation) -> String {
        let id = &operation.id;
        let newest = self.refund(id).is_none_or(|refund| refund.generation == operation.generation);
        if newest { self.name_of(id).to_owned() } else { String::new() }
    }

    /// The gateway's name for the newest try of an operation; empty where it told none, and for releases.
    #[must_use]
    pub fn name_of(&self, id: &Id) -> &str {
        let capture = || self.capture(id).map(|capture| &capture.gateway_ref);
        let refund = || self.refund(id).map(|refund| &refund.gateway_ref);
        let whole = (*id == self.id).then_some(&self.gateway_ref);
        let dispute = || self.dispute(id).map(|dispute| &dispute.gateway_ref);
        whole.or_else(capture).or_else(refund).or_else(dispute).map_or("", String::as_str)
    }

    /// Which captures a refund gives back, by the gateway's names; empty for anything else.
    #[must_use]
    pub fn of_captures(&self, operation: &Operation) -> Vec<OfCapture> {
        let parts = self.refund(&operation.id).map(|r| r.parts.as_slice()).unwrap_or_default();
        let named = |part: &CapturePart| {
            let gateway_ref = self.capture(&part.capture).map(|c| c.gateway_ref.clone()).unwrap_or_default();
            OfCapture { gateway_ref, amount_minor: part.amount_minor }
        };
        parts.iter().filter(|part| part.amount_minor > 0).map(named).collect()
    }

    /// The operation that the gateway calls by a name, with its generation.
    #[must_use]
    pub fn called(&self, gateway_ref: &str) -> Option<(Id, u32)> {
        if gateway_ref.is_empty() {
            return None;
        }
        let capture = self.captures.iter().find(|c| c.gateway_ref == gateway_ref).map(|c| (c.id.clone(), 0));
        let refund = || self.refunds.iter().find(|r| r.gateway_ref == gateway_ref);
        let whole = || (self.gateway_ref == gateway_ref).then(|| (self.id.clone(), 0));
        capture.or_else(|| refund().map(|r| (r.id.clone(), r.generation))).or_else(whole)
    }

    /// The gateway account, if the money lives at one.
    #[must_use]
    pub fn gateway_account(&self) -> Option<&str> {
        match &self.method.route {
            Route::Gateway { account } => Some(account),
            Route::Offline { .. } | Route::Balance { .. } => None,
        }
    }
}

pub(crate) fn is_zero(n: &i64) -> bool {
    *n == 0
}

pub(crate) fn is_zero_u8(n: &u8) -> bool {
    *n == 0
}

pub(crate) fn is_false(b: &bool) -> bool {
    !*b
}
