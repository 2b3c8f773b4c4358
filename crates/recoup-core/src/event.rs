//! Events: what was decided, append-only, versioned, the source of state, ledger and timeline.
//!
//! State is a fold over events (`state`), postings are a function of one event (`posting`); nothing else
//! is needed to rebuild either. A stored event is never changed; a new shape gets a new `v` and a reader.

mod one;
mod parts;

use jiff::Timestamp;

use crate::approval::ApprovalBody;
use crate::book::Remark;
use crate::customer::{ChargeBody, CustomerBody};
use crate::id::Id;
use crate::invoice::InvoiceBody;
use crate::ledger::acts::Slice;
use crate::money::Money;
use crate::order::{LineSlice, Placed, deliver::Earned, plan::PlanBody, ship::ShipmentBody, short::GoodsBody};
use crate::payment::dispute::DisputeBody;
use crate::payment::elsewhere::Elsewhere;
use crate::payment::refund::{Asked, Told};
use crate::payment::{AuthorizationLoss, ReleaseBody, Started, is_false, is_zero, said::Said};
use crate::policy::{PolicyBody, Ruling};
use crate::tender::TenderBody;

pub(crate) use one::bodies;
use one::is_zero_u32;
pub use one::{EVENT_VERSION, Event, entry_id_of};
pub use parts::{Route, Undo};

bodies! {
    /// What happened, by type.
    Body:

    /// An order came in.
    OrderPlaced = "order.placed" {
        /// Everything about it.
        order: Box<Placed>,
    },
    /// A tender was added.
    OrderTenderAdded = "order.tender_added" {
        /// Its payment.
        payment: Id,
    },
    /// Of several tries to pay by one tender, this one takes the money.
    OrderTryTaken = "order.try_taken" {
        /// Its payment.
        payment: Id,
    },
    /// Money arrived on the order.
    OrderPaid = "order.paid" {
        /// By which payment.
        payment: Id,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// Money that had arrived was taken back by the gateway.
    OrderUnpaid = "order.unpaid" {
        /// By which payment.
        payment: Id,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// A dispute claims money that paid the order.
    OrderUnderDispute = "order.under_dispute" {
        /// Its payment.
        payment: Id,
        /// The dispute.
        dispute: Id,
    },
    /// A dispute claims it no more.
    OrderDisputeOver = "order.dispute_over" {
        /// Its payment.
        payment: Id,
        /// The dispute.
        dispute: Id,
    },
    /// A lost dispute released parts of the order's lines.
    OrderDisputed = "order.disputed" {
        /// The dispute.
        dispute: Id,
        /// What it took.
        lines: Vec<LineSlice>,
        /// What it took of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
    },
    /// That was taken back.
    OrderDisputeUndone = "order.dispute_undone" {
        /// The dispute.
        dispute: Id,
        /// What it had taken.
        lines: Vec<LineSlice>,
        /// What it had taken of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
        /// What of it is earned, because its lines were delivered since.
        earned: Option<Earned> = "Option::is_none",
    },
    /// A refund released parts of the order's lines.
    OrderRefunded = "order.refunded" {
        /// The refund.
        refund: Id,
        /// What it released, line by line.
        lines: Vec<LineSlice>,
        /// What it gives back of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
        /// What was kept of units that are all gone.
        earned: Option<Earned> = "Option::is_none",
    },
    /// A refund was taken back; its parts are restored.
    OrderRefundUndone = "order.refund_undone" {
        /// The refund.
        refund: Id,
        /// What it had released.
        lines: Vec<LineSlice>,
        /// What it had given back of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
        /// What of it was delivered since it was refunded.
        earned: Option<Earned> = "Option::is_none",
    },
    /// Lines were delivered; what was deferred for them is earned.
    OrderDelivered = "order.delivered" {
        /// Their numbers.
        lines: Vec<u32>,
        /// What is earned, if anything is left of them.
        earned: Option<Earned>,
    },
    /// A person stopped the order.
    OrderHeld = "order.held" {
        /// Why.
        reason: String,
    },
    /// A person let it go on.
    OrderResumed = "order.resumed" {},
    /// The order was called off; what was never captured is credited.
    OrderCanceled = "order.canceled" {
        /// Why.
        reason: String,
        /// What was credited, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
    },
    /// The order is done; what was never captured is credited.
    OrderCompleted = "order.completed" {
        /// What was credited, line by line.
        lines: Vec<LineSlice>,
        /// The same, for the books.
        slice: Slice,
    },

    /// A payment began.
    PaymentStarted = "payment.started" {
        /// Everything about it.
        payment: Box<Started>,
    },
    /// The gateway authorized.
    PaymentAuthorized = "payment.authorized" {
        /// How much, minor units.
        amount_minor: i64,
        /// Until when, if the gateway says.
        expires_at: Option<Timestamp>,
        /// The gateway's name for it.
        gateway_ref: String,
    },
    /// The gateway took the authorization and tells its outcome later.
    PaymentProcessing = "payment.processing" {
        /// The gateway's name for it.
        gateway_ref: String,
    },
    /// The gateway wants the customer to act.
    PaymentActionRequired = "payment.action_required" {
        /// The gateway's name for it.
        gateway_ref: String,
    },
    /// No authorization, for this reason.
    PaymentDeclined = "payment.declined" {
        /// The gateway's code.
        code: String,
        /// The payment that tries another gateway account instead.
        next: Option<Id> = "Option::is_none",
        /// The gateway's name for what it declined; empty where it made nothing of it.
        gateway_ref: String = "String::is_empty",
    },
    /// No readable answer to the authorization.
    PaymentUnknown = "payment.unknown" {
        /// What we saw.
        why: String,
    },
    /// The authorization never reached the gateway; it is sent again under the same key.
    PaymentResent = "payment.resent" {
        /// How often it was sent again in all; 0 in events that were written before this was counted.
        times: u32 = "is_zero_u32",
    },
    /// What was left of the authorization is gone.
    PaymentRestLost = "payment.rest_lost" {
        /// By release or expiry.
        by: AuthorizationLoss,
        /// How much, minor units.
        amount_minor: i64,
    },
    /// The gateway contradicts us. Nothing is netted; an operator is told.
    PaymentAlarm = "payment.alarm" {
        /// Machine word.
        what: String,
        /// Plain sentence.
        detail: String,
        /// What was done without us, where it is about that.
        elsewhere: Option<Elsewhere> = "Option::is_none",
    },
    /// An operation whose outcome is not known is asked after no more: its gateway cannot be asked, or was looked at often
    /// enough. Only a webhook, a report or a person tells the rest.
    AskingEnded = "outcome.asking_ended" {
        /// The payment itself, or the capture, release or refund.
        id: Id,
        /// Why.
        why: String,
    },
    /// What persons said was done is told by the gateway as well, for the first time, under this name of its own.
    OutcomeConfirmed = "outcome.confirmed" {
        /// The payment itself, or the capture, release or refund.
        id: Id,
        /// The gateway's name for it; empty where it has none.
        gateway_ref: String,
        /// Until when it is authorized, where it is an authorization and the gateway says.
        expires_at: Option<Timestamp> = "Option::is_none",
        /// How much is authorized, minor units, where that is not what persons spoke of and nothing was done with it yet.
        amount_minor: Option<i64> = "Option::is_none",
    },
    /// An operation was asked after in vain for long, or cannot be asked after: a person may say what became of it.
    OutcomeOpen = "outcome.open" {
        /// The payment itself, or the capture, release or refund.
        id: Id,
        /// What we saw.
        why: String,
    },
    /// A person says what became of an operation; another one is asked.
    OutcomeClaimed = "outcome.claimed" {
        /// The payment itself, or the capture, release or refund.
        id: Id,
        /// What became of it.
        said: Said,
        /// How the person knows.
        reason: String,
        /// The approval that is asked for.
        approval: Id,
    },
    /// Two persons say what became of an operation; what follows is booked as if the gateway had told it.
    OutcomeSaid = "outcome.said" {
        /// The payment itself, or the capture, release or refund.
        id: Id,
        /// What became of it.
        said: Said,
    },

    /// A capture was asked for.
    CaptureRequested = "capture.requested" {
        /// The capture.
        capture: Id,
        /// How much, minor units.
        amount_minor: i64,
        /// Whether the rest is given back with it.
        last: bool,
        /// Whether it waits until other captures are known: the gateway gives back what it has not captured yet.
        waits: bool = "is_false",
    },
    /// The captures it waited for are known; it is in the outbox.
    CaptureSending = "capture.sending" {
        /// The capture.
        capture: Id,
    },
    /// The money is ours.
    CaptureCompleted = "capture.completed" {
        /// What it pays.
        #[serde(alias = "order")]
        pays: Id,
        /// The capture.
        capture: Id,
        /// How much.
        amount: Money,
        /// Where the money is: a gateway account, or the till.
        route: Route,
        /// The gateway's name for it.
        gateway_ref: String,
        /// Whether nobody told us, and it must have been done because it was undone.
        implied: bool = "is_false",
        /// The gateway's name for the row; empty where it has none.
        row: String = "String::is_empty",
    },
    /// A row told what was booked of the capture before, without its name; no money moves by it.
    CaptureTold = "capture.told" {
        /// The capture.
        capture: Id,
        /// The gateway's name for the row; empty where it has none.
        row: String = "String::is_empty",
        /// What it named, minor units.
        amount_minor: i64,
    },
    /// The gateway refused the capture.
    CaptureFailed = "capture.failed" {
        /// The capture.
        capture: Id,
        /// The gateway's code.
        code: String,
    },
    /// The gateway says that a capture failed which it had told to be done. The money stays where it is booked until a
    /// row or a person says that it is gone.
    CaptureDoubted = "capture.doubted" {
        /// The capture.
        capture: Id,
        /// The gateway's code.
        code: String,
    },
    /// The gateway took the capture and tells its outcome later.
    CaptureAccepted = "capture.accepted" {
        /// The capture.
        capture: Id,
        /// The gateway's name for it.
        gateway_ref: String,
    },
    /// No readable answer to the capture.
    CaptureUnknown = "capture.unknown" {
        /// The capture.
        capture: Id,
        /// What we saw.
        why: String,
    },
    /// The capture never reached the gateway; it is sent again under the same key.
    CaptureResent = "capture.resent" {
        /// The capture.
        capture: Id,
        /// How often it was sent again in all; 0 in events that were written before this was counted.
        times: u32 = "is_zero_u32",
    },
    /// The gateway undid the capture.
    CaptureReversed = "capture.reversed" {
        /// What it paid.
        #[serde(alias = "order")]
        pays: Id,
        /// The capture.
        capture: Id,
        /// How much.
        amount: Money,
        /// Where the money was.
        route: Route,
        /// The gateway's name for the row, where it has one.
        row: String = "String::is_empty",
    },

    /// A refund was asked for; its amount is reserved from here on.
    RefundRequested = "refund.requested" {
        /// Everything about it.
        refund: Box<Asked>,
        /// What the policy said.
        ruling: Ruling,
    },
    /// It waits for a second person.
    RefundAwaitsApproval = "refund.awaiting_approval" {
        /// The refund.
        refund: Id,
        /// The approval that is asked for.
        approval: Id,
    },
    /// It is owed from here on, and on the books.
    RefundApproved = "refund.approved" {
        /// What it gives back.
        #[serde(alias = "order")]
        pays: Id,
        /// The refund.
        refund: Id,
        /// Why, for the contra-revenue account.
        reason: String,
        /// Net and tax it takes back.
        slice: Slice,
        /// The same, line by line.
        lines: Vec<LineSlice>,
        /// What it gives back of an overpayment, minor units.
        overpaid_minor: i64 = "is_zero",
    },
    /// A person said no, or the approval ran out.
    RefundRejected = "refund.rejected" {
        /// The refund.
        refund: Id,
        /// Why.
        reason: String,
    },
    /// It was taken back before it was sent.
    RefundCanceled = "refund.canceled" {
        /// The refund.
        refund: Id,
        /// Why.
        reason: String,
        /// The entry to mirror, if it was on the books.
        undo: Option<Undo>,
    },
    /// It is in the outbox.
    RefundSending = "refund.sending" {
        /// The refund.
        refund: Id,
        /// 0 for the first time, one more for each retry by an operator.
        generation: u32,
        /// The gateway's name for the try before, where it told one.
        before: String = "String::is_empty",
    },
    /// No readable answer to the refund.
    RefundUnknown = "refund.unknown" {
        /// The refund.
        refund: Id,
        /// What we saw.
        why: String,
    },
    /// It never reached the gateway; it is sent again under the same key.
    RefundResent = "refund.resent" {
        /// The refund.
        refund: Id,
        /// How often it was sent again in all; 0 in events that were written before this was counted.
        times: u32 = "is_zero_u32",
    },
    /// The gateway took it.
    RefundAccepted = "refund.accepted" {
        /// The refund.
        refund: Id,
        /// The gateway's name for it.
        gateway_ref: String,
    },
    /// The gateway says it is done.
    RefundCompleted = "refund.completed" {
        /// The refund.
        refund: Id,
        /// The gateway's name for it.
        gateway_ref: String,
    },
    /// The money row is there.
    RefundSettled = "refund.settled" {
        /// The refund.
        refund: Id,
        /// How much.
        amount: Money,
        /// Where the money left.
        route: Route,
        /// Row in the gateway's report, ARN or receipt.
        evidence: String,
        /// The gateway's name for it; empty where there is none.
        gateway_ref: String,
        /// The gateway's name for the row, where it has one.
        row: String = "String::is_empty",
        /// The gateway's name for the object it belongs to, where that is another one than the refund's own.
        object: String = "String::is_empty",
        /// Whether it went back to where it had been paid into a balance.
        top_up: bool = "is_false",
    },
    /// The gateway failed; the money is still owed.
    RefundFailed = "refund.failed" {
        /// The refund.
        refund: Id,
        /// The gateway's code.
        code: String,
    },
    /// The gateway told more of its newest try or of an earlier one, and no money moves by it.
    RefundTold = "refund.told" {
        /// The refund.
        refund: Id,
        /// The generation it is about.
        generation: u32 = "is_zero_u32",
        /// What.
        told: Told,
    },
    /// It came back after it settled; the money is owed again.
    RefundReturned = "refund.returned" {
        /// The refund.
        refund: Id,
        /// How much.
        amount: Money,
        /// Where the money came back to.
        route: Route,
        /// The generation it came back from.
        generation: u32 = "is_zero_u32",
        /// The gateway's name for the row, where it has one.
        row: String = "String::is_empty",
        /// The gateway's name for the object it belongs to, where that is another one than the refund's own.
        object: String = "String::is_empty",
        /// Whether it had been paid into a balance.
        top_up: bool = "is_false",
    },
    /// The gateway gave money back that we had not allowed; a loss until a person finds out.
    RefundBeyond = "refund.beyond" {
        /// The refund it came under.
        refund: Id,
        /// How much.
        amount: Money,
        /// Where the money left.
        route: Route,
        /// The generation it came under.
        generation: u32,
        /// The gateway's name for the row, where it has one.
        row: String = "String::is_empty",
        /// The gateway's name for the object it belongs to, where that is another one than the refund's own.
        object: String = "String::is_empty",
        /// Whether nobody told us, and it must have left because it came back.
        implied: bool = "is_false",
    },
    /// What was given beyond came back to us; the loss is taken back.
    RefundBeyondReturned = "refund.beyond_returned" {
        /// The refund it came under.
        refund: Id,
        /// How much.
        amount: Money,
        /// Where the money came back to.
        route: Route,
        /// The generation it came under.
        generation: u32,
        /// The entry of the loss, where all of it came back; only a whole entry can be mirrored.
        entry: Option<Id> = "Option::is_none",
        /// The gateway's name for the row, where it has one.
        row: String = "String::is_empty",
        /// The gateway's name for the object it belongs to, where that is another one than the refund's own.
        object: String = "String::is_empty",
    },
    /// It was paid to the customer's balance instead.
    RefundCredited = "refund.credited" {
        /// The refund.
        refund: Id,
        /// Whose balance.
        customer: Id,
        /// How much.
        amount: Money,
        /// Whether it had come from that balance, and is back.
        top_up: bool = "is_false",
    },

    /// An entry of the general book: a fee, a correction, a row of an imported file.
    BookPosted = "book.posted" {
        /// What it is.
        remark: Remark,
    },

    ; nested:
    /// Of a release of what was authorized.
    Release(ReleaseBody) of "release",
    /// Of a question to other persons.
    Approval(ApprovalBody) of "approval",
    /// Of a policy.
    Policy(PolicyBody) of "policy",
    /// Of a customer account.
    Customer(CustomerBody) of "customer",
    /// Of the tenders of an order together.
    Tender(TenderBody) of "tender",
    /// Of a dispute of a payment.
    Dispute(DisputeBody) of "dispute",
    /// Of a charge into a customer's balance.
    Charge(ChargeBody) of "charge",
    /// Of an invoice.
    Invoice(InvoiceBody) of "invoice",
    /// Of a shipment of an order.
    Shipment(ShipmentBody) of "shipment",
    /// Of goods that do not go out as they were sold.
    Goods(GoodsBody) of "goods",
    /// Of the capture plan of an order.
    Plan(PlanBody) of "plan",
}
