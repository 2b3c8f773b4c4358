//! One timeline of an order and what hangs on it: what the engine did, what staff asked for and wrote, what gateways
//! told, what was approved, what the customer read. Newest first, all of it or some kinds ([`filter`]).

pub mod disputes;
pub mod filter;
pub mod gathered;
mod invoice;
mod purse;

use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::actor::ActorKind;
use recoup_core::approval::ApprovalBody;
use recoup_core::approval::{Subject, Verdict};
use recoup_core::declines;
use recoup_core::event::{Body, Event, Route};
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::order::plan::PlanBody;
use recoup_core::order::ship::ShipmentBody;
use recoup_core::order::short::GoodsBody;
use recoup_core::payment::ReleaseBody;
use recoup_core::payment::said::Said;
use recoup_core::payment::{AuthorizationLoss, Started};
use recoup_core::policy::PolicyBody;
use recoup_core::tender::TenderBody;

use super::words;
use crate::engine::recall;
use crate::store::StoreError;
use crate::store::person_rows::RemarkRow;
use crate::store::rows::{EventRow, NoticeRow};

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The engine, a timer or an import did it.
    System,
    /// A person or a key of a person asked for it.
    Staff,
    /// A gateway told it.
    Gateway,
    /// About an approval.
    Approval,
    /// What the customer or colleagues were told.
    Notice,
    /// What somebody wrote.
    Remark,
}

impl Kind {
    /// Every kind with its word and what the filter calls it.
    pub const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::System, "system", "System"),
        (Self::Staff, "staff", "Staff"),
        (Self::Gateway, "gateway", "Gateway"),
        (Self::Approval, "approval", "Approvals"),
        (Self::Notice, "notice", "Notices"),
        (Self::Remark, "remark", "Comments"),
    ];

    /// The word in addresses and in the style sheet.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, word, _)| word)
    }
}

/// One thing of a timeline.
#[derive(Debug, Clone)]
pub struct Moment {
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// Its id: breaks ties, and anchors.
    pub id: String,
    /// What kind.
    pub kind: Kind,
    /// What happened, in a sentence.
    pub title: String,
    /// More, as it was written.
    pub detail: String,
    /// Who.
    pub who: String,
    /// Address and name of a file.
    pub file: Option<(String, String)>,
}

/// The moments of events, in the currency of their stream.
///
/// # Errors
/// When an event cannot be read.
pub fn of_events(rows: &[EventRow], currency: &str) -> Result<Vec<Moment>, StoreError> {
    let mut moments = Vec::new();
    for row in rows {
        let event = recall::event(row)?;
        let Some((title, detail)) = sentence(&event, currency) else { continue };
        moments.push(Moment {
            at_us: row.booked_us,
            id: row.event_id.clone(),
            kind: kind(&event),
            title,
            detail,
            who: who(&event),
            file: None,
        });
    }
    Ok(moments)
}

/// The moment of a notice.
#[must_use]
pub fn of_notice(row: &NoticeRow) -> Moment {
    let reader = if row.audience == "customer" { "The customer" } else { "Staff" };
    Moment {
        at_us: row.at_us,
        id: row.notice_id.clone(),
        kind: Kind::Notice,
        title: format!("{reader} was told: {}", row.subject),
        detail: row.body.clone(),
        who: String::new(),
        file: None,
    }
}

/// The moment of a remark; `base` is the path of its order.
#[must_use]
pub fn of_remark(row: &RemarkRow, base: &str) -> Moment {
    let file = (!row.file_name.is_empty()).then(|| (format!("{base}/files/{}", row.remark_id), row.file_name.clone()));
    Moment {
        at_us: row.at_us,
        id: row.remark_id.clone(),
        kind: Kind::Remark,
        title: "Comment".to_owned(),
        detail: row.body.clone(),
        who: row.person.clone(),
        file,
    }
}

/// The list, newest first.
#[must_use]
pub fn list(mut moments: Vec<&Moment>, zone: &TimeZone) -> Markup {
    moments.sort_by(|a, b| (b.at_us, &b.id).cmp(&(a.at_us, &a.id)));
    html! {
        ol class="timeline" {
            @for moment in moments {
                li class=(moment.kind.word()) id=(moment.id) {
                    p class="what" { (moment.title) }
                    @if !moment.detail.is_empty() { p class="detail" { (moment.detail) } }
                    @if let Some((address, name)) = &moment.file { p { a href=(address) { (name) } } }
                    p class="quiet" {
                        (words::time_us(moment.at_us, zone))
                        @if !moment.who.is_empty() { " · " (moment.who) }
                    }
                }
            }
        }
    }
}

fn kind(event: &Event) -> Kind {
    match (&event.body, event.actor.kind) {
        (
            Body::Approval(ApprovalBody::Requested { .. })
            | Body::Approval(ApprovalBody::Decided { .. })
            | Body::Approval(ApprovalBody::Expired { .. })
            | Body::Approval(ApprovalBody::Withdrawn { .. }),
            _,
        ) => Kind::Approval,
        (_, ActorKind::User | ActorKind::ApiKey) => Kind::Staff,
        (_, ActorKind::Gateway) => Kind::Gateway,
        (_, ActorKind::Timer | ActorKind::Importer | ActorKind::System) => Kind::System,
    }
}

fn who(event: &Event) -> String {
    let actor = &event.actor;
    match actor.kind {
        ActorKind::User => actor.person.clone(),
        ActorKind::ApiKey => format!("{} by key", actor.person),
        ActorKind::Gateway => actor.id.clone(),
        ActorKind::Importer => format!("import {}", actor.id),
        ActorKind::Timer => "timer".to_owned(),
        ActorKind::System => String::new(),
    }
}

/// What happened and what was said about it. What only prepares something else is left out.
fn sentence(event: &Event, currency: &str) -> Option<(String, String)> {
    let sum = |minor: i64| words::money(minor, currency);
    let of = |money: &Money| words::money(money.amount_minor, money.currency.code());
    let none = String::new;
    Some(match &event.body {
        Body::OrderPlaced { order } => (format!("Order {} came in", order.number), none()),
        Body::OrderTenderAdded { .. } => ("A way to pay was added".to_owned(), none()),
        Body::OrderPaid { amount_minor, .. } => (format!("{} arrived on the order", sum(*amount_minor)), none()),
        Body::OrderUnpaid { amount_minor, .. } => {
            (format!("{} were taken back from the order by the gateway", sum(*amount_minor)), none())
        }
        Body::OrderDelivered { .. } => ("Lines were delivered".to_owned(), none()),
        Body::Shipment(body) => of_shipment(body),
        Body::Goods(GoodsBody::Canceled { reason, .. }) => ("Some goods will not go out".to_owned(), reason.clone()),
        Body::Goods(GoodsBody::Late { reason, .. }) => ("Some goods go out later".to_owned(), reason.clone()),
        Body::Plan(body) => return of_plan(body, &sum),
        Body::OrderHeld { reason } => ("The order was put on hold".to_owned(), reason.clone()),
        Body::OrderResumed {} => ("The order goes on".to_owned(), none()),
        Body::OrderCanceled { reason, .. } => ("The order was called off".to_owned(), reason.clone()),
        Body::OrderCompleted { .. } => ("The order is complete".to_owned(), none()),
        Body::PaymentStarted { payment } => {
            (format!("A payment of {} began", sum(payment.amount_minor)), by_way(payment))
        }
        Body::PaymentAuthorized { amount_minor, .. } => (format!("{} authorized", sum(*amount_minor)), none()),
        Body::PaymentActionRequired { .. } => ("The gateway waits for the customer".to_owned(), none()),
        Body::PaymentDeclined { code, next, .. } => declined(event, code, next.as_ref()),
        Body::PaymentRestLost { by, amount_minor } => match by {
            AuthorizationLoss::Released => (format!("{} were released", sum(*amount_minor)), none()),
            AuthorizationLoss::Expired => (format!("The authorization of {} ran out", sum(*amount_minor)), none()),
        },
        Body::PaymentAlarm { detail, what, .. } => {
            (format!("The gateway contradicts the books: {}", words::plain(what)), detail.clone())
        }
        Body::CaptureRequested { amount_minor, .. } => (format!("Capture of {} asked for", sum(*amount_minor)), none()),
        Body::CaptureCompleted { amount, .. } => (format!("{} captured", of(amount)), none()),
        Body::CaptureFailed { code, .. } => ("The capture failed".to_owned(), words::plain(code)),
        Body::CaptureReversed { amount, .. } => (format!("The gateway undid a capture of {}", of(amount)), none()),
        Body::Release(ReleaseBody::Requested { amount_minor, .. }) => {
            (format!("Release of {} asked for", sum(*amount_minor)), none())
        }
        Body::Release(ReleaseBody::Completed { .. }) => {
            ("The rest of the authorization was given back".to_owned(), none())
        }
        Body::Release(ReleaseBody::Failed { code, .. }) => ("The release failed".to_owned(), words::plain(code)),
        Body::Customer(body) => return purse::of_customer(body),
        Body::Charge(body) => return Some(purse::of_charge(body)),
        Body::Dispute(body) => return disputes::sentence(body),
        Body::OrderUnderDispute { dispute, .. } => (format!("{dispute} claims money of this order"), none()),
        Body::OrderDisputeOver { dispute, .. } => (format!("{dispute} claims money of this order no more"), none()),
        Body::Invoice(body) => return invoice::words(body, sum),
        Body::Tender(body) => of_tenders(body, &sum),
        Body::BookPosted { .. } => ("An entry of the general book".to_owned(), none()),
        Body::Policy(PolicyBody::Proposed { version, .. }) => (format!("Version {version} was proposed"), none()),
        Body::Policy(PolicyBody::Activated { version }) => (format!("Version {version} was approved"), none()),
        Body::Policy(PolicyBody::Rejected { version, reason }) => {
            (format!("Version {version} was turned down"), reason.clone())
        }
        Body::OrderTryTaken { .. }
        | Body::OrderRefunded { .. }
        | Body::OrderRefundUndone { .. }
        | Body::OrderDisputed { .. }
        | Body::OrderDisputeUndone { .. }
        | Body::CaptureSending { .. }
        | Body::CaptureTold { .. }
        | Body::CaptureDoubted { .. }
        | Body::Release(ReleaseBody::Sending { .. })
        | Body::RefundTold { .. } => return None,
        other => {
            return of_outcome(other).or_else(|| of_refund(other, &sum)).or_else(|| of_approval(other, &sum));
        }
    })
}

/// What happened to the tenders of an order together.
fn of_tenders(body: &TenderBody, sum: &impl Fn(i64) -> String) -> (String, String) {
    match body {
        TenderBody::RefundAllocated { allocation } => {
            let over = words::plain(allocation.strategy.word()).to_lowercase();
            let what = format!("A refund of {} over {} tenders", sum(allocation.amount_minor), allocation.parts.len());
            (what, format!("Spread {over}, as {} says", allocation.chosen_by))
        }
        TenderBody::RefundMoved { from, to, .. } => {
            let what = format!("{} go back by another tender", sum(to.amount_minor));
            (what, format!("{} failed, and {} stands in for it", from.refund, to.refund))
        }
        TenderBody::Grouped { payments } => {
            (format!("{} tenders are taken all or none", payments.len()), String::new())
        }
        TenderBody::Stands { payment } => ("A tender stands".to_owned(), payment.to_string()),
        TenderBody::TriedElsewhere { payment, next } => {
            ("A tender is tried at another account".to_owned(), format!("{next} stands in for {payment}"))
        }
        TenderBody::Fell { payment, why } => {
            ("A tender fell, and the others are given back".to_owned(), format!("{payment}: {why}"))
        }
    }
}

fn of_shipment(body: &ShipmentBody) -> (String, String) {
    let (what, more) = match body {
        ShipmentBody::Planned { .. } => ("A shipment was planned", ""),
        ShipmentBody::Packed { .. } => ("A shipment was packed", ""),
        ShipmentBody::Shipped { tracking, .. } => ("A shipment left the house", tracking.as_str()),
        ShipmentBody::Delivered { .. } => ("A shipment arrived", ""),
        ShipmentBody::Lost { reason, .. } => ("A shipment was lost", reason.as_str()),
        ShipmentBody::ReturnedToSender { reason, .. } => ("A shipment came back unopened", reason.as_str()),
        ShipmentBody::Canceled { reason, .. } => ("A shipment was given up", reason.as_str()),
    };
    (what.to_owned(), more.to_owned())
}

fn of_plan(body: &PlanBody, sum: &impl Fn(i64) -> String) -> Option<(String, String)> {
    let what = match body {
        PlanBody::Set { .. } => "The capture plan was set".to_owned(),
        PlanBody::DateCame { .. } => "A date of the capture plan came".to_owned(),
        PlanBody::Charging { amount_minor, .. } => format!("The plan charges {} anew", sum(*amount_minor)),
        PlanBody::Renewing { amount_minor, .. } => {
            format!("An authorization runs out; a new one of {} is asked for", sum(*amount_minor))
        }
        PlanBody::Renewed { amount_minor, .. } => format!("The authorization of {} was renewed", sum(*amount_minor)),
        PlanBody::Declined { amount_minor, .. } => {
            format!("A charge of the plan of {} was declined", sum(*amount_minor))
        }
        PlanBody::Short { amount_minor: 0 } => return None,
        PlanBody::Short { amount_minor } => format!("{} of what is due could not be taken", sum(*amount_minor)),
    };
    Some((what, String::new()))
}

/// What became of an operation that its gateway gave no answer about, and that it gave none.
fn of_outcome(body: &Body) -> Option<(String, String)> {
    Some(match body {
        Body::PaymentUnknown { why }
        | Body::CaptureUnknown { why, .. }
        | Body::Release(ReleaseBody::Unknown { why, .. })
        | Body::RefundUnknown { why, .. } => {
            ("No clear answer from the gateway; it is being asked, do not repeat it".to_owned(), why.clone())
        }
        Body::PaymentResent { .. }
        | Body::CaptureResent { .. }
        | Body::Release(ReleaseBody::Resent { .. })
        | Body::RefundResent { .. } => {
            ("It never reached the gateway and is sent again under the same key".to_owned(), String::new())
        }
        Body::AskingEnded { why, .. } => ("Its gateway is not asked about it any more".to_owned(), why.clone()),
        Body::OutcomeOpen { why, .. } => {
            ("Its gateway was asked in vain; a person may say what became of it".to_owned(), why.clone())
        }
        Body::OutcomeClaimed { said, reason, .. } => (format!("A person says: {}", of_said(said)), reason.clone()),
        Body::OutcomeSaid { said, .. } => (format!("Two persons say: {}", of_said(said)), String::new()),
        Body::OutcomeConfirmed { gateway_ref, .. } => {
            ("Its gateway tells of what persons said was done".to_owned(), format!("It calls it {gateway_ref}"))
        }
        _ => return None,
    })
}

/// What a person says became of an operation.
fn of_said(said: &Said) -> String {
    match said {
        Said::Done { gateway_ref } => format!("it was done, and the gateway calls it {gateway_ref}"),
        Said::NotDone => "it was not done".to_owned(),
    }
}

/// At which account a payment is tried, and why there, where that was chosen.
fn by_way(payment: &Started) -> String {
    let (Some(way), Route::Gateway { account }) = (&payment.method.way, &payment.method.route) else {
        return String::new();
    };
    let rule =
        way.chosen.as_ref().map_or_else(String::new, |chosen| format!(", rule {} of {}", chosen.rule, chosen.policy));
    match &payment.instead_of {
        Some(before) => format!("At {account}{rule}, instead of {before}"),
        None => format!("At {account}{rule}"),
    }
}

/// Why, as it was understood on that day, and what to do about it.
fn declined(event: &Event, code: &str, next: Option<&Id>) -> (String, String) {
    let told = declines::classify(&event.actor.id, code, declines::day(event.effective_at));
    let why = format!("Code {code}: {}.", told.meaning());
    match next {
        Some(next) => {
            let what = format!("{} declined: {}; another account is tried", event.actor.id, told.title());
            (what, format!("{why} The next try is {next}."))
        }
        None => (format!("The payment was declined: {}", told.title()), format!("{why} {}", told.what_to_do())),
    }
}

fn of_refund(body: &Body, sum: &impl Fn(i64) -> String) -> Option<(String, String)> {
    let of = |money: &Money| words::money(money.amount_minor, money.currency.code());
    let none = String::new;
    Some(match body {
        Body::RefundRequested { refund, ruling } => (
            format!("Refund of {} asked for: {}", sum(refund.amount_minor), words::plain(&refund.reason)),
            if refund.note.is_empty() { format!("Decided by {}", ruling.policy) } else { refund.note.clone() },
        ),
        Body::RefundAwaitsApproval { .. } => ("The refund waits for a second person".to_owned(), none()),
        Body::RefundApproved { .. } => ("The refund is owed and on the books".to_owned(), none()),
        Body::RefundRejected { reason, .. } => ("The refund was rejected".to_owned(), reason.clone()),
        Body::RefundCanceled { reason, .. } => ("The refund was taken back".to_owned(), reason.clone()),
        Body::RefundSending { .. } => ("The refund is on its way to the gateway".to_owned(), none()),
        Body::RefundAccepted { .. } => ("The gateway took the refund".to_owned(), none()),
        Body::RefundCompleted { .. } => ("The gateway says the refund is done".to_owned(), none()),
        Body::RefundSettled { amount, evidence, .. } => (
            format!("{} were paid out", of(amount)),
            if evidence.is_empty() { none() } else { format!("Proof: {evidence}") },
        ),
        Body::RefundFailed { code, .. } => {
            ("The refund failed; the money is still owed".to_owned(), words::plain(code))
        }
        Body::RefundReturned { amount, .. } => (format!("{} came back; they are owed again", of(amount)), none()),
        Body::RefundBeyond { amount, .. } => {
            (format!("The gateway gave back {} that nobody had allowed", of(amount)), none())
        }
        Body::RefundBeyondReturned { amount, .. } => (format!("{} given beyond came back", of(amount)), none()),
        Body::RefundCredited { amount, .. } => (format!("{} were paid to the customer's balance", of(amount)), none()),
        _ => return None,
    })
}

fn of_approval(body: &Body, sum: &impl Fn(i64) -> String) -> Option<(String, String)> {
    Some(match body {
        Body::Approval(ApprovalBody::Requested { subject, ruling, .. }) => {
            let what = match subject.as_ref() {
                Subject::Refund { amount_minor, .. } => format!("a refund of {}", sum(*amount_minor)),
                Subject::Outcome { amount_minor, .. } => {
                    format!("what became of an operation of {}", sum(*amount_minor))
                }
                Subject::WriteOff { amount_minor, .. } => format!("giving {} up", sum(*amount_minor)),
                Subject::Adjustment { amount_minor, .. } => {
                    format!("a change of a balance by {}", sum(*amount_minor))
                }
                Subject::Policy { version, .. } => format!("version {version} of a policy"),
                Subject::Allocation { amount_minor, parts, .. } => {
                    format!("a refund of {} over {} tenders", sum(*amount_minor), parts.len())
                }
            };
            (format!("A second person is asked about {what}"), format!("Rule {} of {}", ruling.rule, ruling.policy))
        }
        Body::Approval(ApprovalBody::Decided { verdict: Verdict::Approve, reason }) => {
            ("Approved".to_owned(), reason.clone())
        }
        Body::Approval(ApprovalBody::Decided { verdict: Verdict::Reject, reason }) => {
            ("Rejected".to_owned(), reason.clone())
        }
        Body::Approval(ApprovalBody::Expired {}) => ("Nobody decided in time".to_owned(), String::new()),
        Body::Approval(ApprovalBody::Withdrawn {}) => ("The question was taken back".to_owned(), String::new()),
        _ => return None,
    })
}
