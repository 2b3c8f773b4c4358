//! Commands (asked) and facts (told): everything that can make the engine decide, and the one way to do it.
//!
//! `needs` says what to load, `decide` decides on what was loaded. Both are pure: the same command in the
//! same world gives the same decision, byte for byte.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::approval::decide::{DecideApproval, WithdrawApproval};
use crate::book::{PostBook, RecordImport};
use crate::customer::{AdjustBalance, PutCustomer, TopUp};
use crate::decision::{Answer, Decision, Draft};
use crate::exception::{RaiseException, ResolveException};
use crate::invoice::credit::{CreditInvoice, VoidInvoice};
use crate::invoice::deliver::DeliverInvoice;
use crate::invoice::issue::{IssueInvoice, SendInvoice};
use crate::invoice::pay::PayInvoice;
use crate::invoice::write_off::WriteOffInvoice;
use crate::order::deliver::DeliverLines;
use crate::order::place::{AddTender, PlaceOrder};
use crate::order::plan::SetPlan;
use crate::order::ship::{MoveShipment, PlanShipment, ShipShipment};
use crate::order::short::{CancelLines, DelayLines};
use crate::order::stop::{CancelOrder, CompleteOrder, HoldOrder, ResumeOrder};

use crate::payment::capture::RequestCapture;
use crate::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use crate::payment::dispute::evidence::{AddEvidence, AssignDispute, RemoveEvidence};
use crate::payment::dispute::follow;
use crate::payment::dispute::record::RecordDispute;
use crate::payment::facts::{Contradiction, Fact};
use crate::payment::matched::MatchPayment;
use crate::payment::outcome::{LostTrack, NeverArrived};
use crate::payment::refund::{RecordRefund, RequestRefund};
use crate::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use crate::payment::release::RequestRelease;
use crate::payment::said::SayOutcome;
use crate::policy::propose::ProposePolicy;
use crate::refusal::Refusal;
use crate::tender::fall::MoveRefund;
use crate::tender::refund::RefundOrder;
use crate::tender::together::{PlaceTogether, TenderTogether};
use crate::timer::RingTimer;
use crate::world::{Needs, World};

/// A workflow: what it needs, and how it decides. One file per workflow; see `docs/adding-a-flow.md`.
pub trait Workflow {
    /// Says what must be loaded. Called again with what was loaded until it wants nothing new.
    fn needs(&self, world: &World, needs: &mut Needs);

    /// Decides, or refuses. Checks come first, in the order of [`Refusal`]; events after.
    ///
    /// # Errors
    /// The first check that fails.
    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal>;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident($workflow:ty) = $word:literal),+ $(,)?) => {
        /// Everything that can be asked or told.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "act", content = "with", rename_all = "snake_case")]
        pub enum Act { $($(#[$doc])* $variant($workflow)),+ }

        impl Act {
            /// Its word, for logs and metrics.
            #[must_use]
            pub const fn word(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word),+ }
            }

            fn workflow(&self) -> &dyn Workflow {
                match self { $(Self::$variant(workflow) => workflow),+ }
            }
        }

        $(impl From<$workflow> for Act {
            fn from(workflow: $workflow) -> Self { Self::$variant(workflow) }
        })+
    };
}

acts! {
    /// An order comes in with its tenders.
    PlaceOrder(PlaceOrder) = "place_order",
    /// One more tender for an order.
    AddTender(AddTender) = "add_tender",
    /// An order is called off.
    CancelOrder(CancelOrder) = "cancel_order",
    /// An order is done.
    CompleteOrder(CompleteOrder) = "complete_order",
    /// An order is stopped.
    HoldOrder(HoldOrder) = "hold_order",
    /// A stopped order goes on.
    ResumeOrder(ResumeOrder) = "resume_order",
    /// Lines of an order are delivered.
    DeliverLines(DeliverLines) = "deliver_lines",
    /// Units are set aside for a shipment.
    PlanShipment(PlanShipment) = "plan_shipment",
    /// A shipment leaves the house.
    ShipShipment(ShipShipment) = "ship_shipment",
    /// A shipment is packed, arrives, is lost, comes back or is given up.
    MoveShipment(MoveShipment) = "move_shipment",
    /// Units of an order will not go out.
    CancelLines(CancelLines) = "cancel_lines",
    /// Units of an order go out later.
    DelayLines(DelayLines) = "delay_lines",
    /// When the money of an order is taken by itself.
    SetPlan(SetPlan) = "set_plan",
    /// Some of an authorization is captured.
    RequestCapture(RequestCapture) = "request_capture",
    /// The rest of an authorization is given back.
    RequestRelease(RequestRelease) = "request_release",
    /// A refund is asked for.
    RequestRefund(RequestRefund) = "request_refund",
    /// A refund that happened elsewhere is recorded.
    RecordRefund(RecordRefund) = "record_refund",
    /// A refund is taken back before it is sent.
    CancelRefund(CancelRefund) = "cancel_refund",
    /// A failed or returned refund is sent once more.
    RetryRefund(RetryRefund) = "retry_refund",
    /// A failed or returned refund is paid to the balance.
    CreditRefund(CreditRefund) = "credit_refund",
    /// A person says that an offline refund was paid.
    ConfirmRefund(ConfirmRefund) = "confirm_refund",
    /// A person says that an offline refund did not arrive.
    BounceRefund(BounceRefund) = "bounce_refund",
    /// A person tells of a dispute what a gateway would.
    RecordDispute(RecordDispute) = "record_dispute",
    /// Evidence is laid to a dispute.
    AddEvidence(AddEvidence) = "add_evidence",
    /// Evidence is taken away.
    RemoveEvidence(RemoveEvidence) = "remove_evidence",
    /// Somebody looks after a dispute.
    AssignDispute(AssignDispute) = "assign_dispute",
    /// A dispute is answered with what is there.
    SubmitEvidence(SubmitEvidence) = "submit_evidence",
    /// We give in to a dispute.
    AcceptDispute(AcceptDispute) = "accept_dispute",
    /// A person says what became of an operation without an answer.
    SayOutcome(SayOutcome) = "say_outcome",
    /// A person says which payment a gateway means.
    MatchPayment(MatchPayment) = "match_payment",
    /// An invoice comes in.
    IssueInvoice(IssueInvoice) = "issue_invoice",
    /// A draft of an invoice is sent.
    SendInvoice(SendInvoice) = "send_invoice",
    /// A payment for an invoice.
    PayInvoice(PayInvoice) = "pay_invoice",
    /// A credit note on what is open of an invoice.
    CreditInvoice(CreditInvoice) = "credit_invoice",
    /// An invoice is called off.
    VoidInvoice(VoidInvoice) = "void_invoice",
    /// What is open of an invoice is to be given up.
    WriteOffInvoice(WriteOffInvoice) = "write_off_invoice",
    /// Lines of an invoice are delivered.
    DeliverInvoice(DeliverInvoice) = "deliver_invoice",
    /// Someone decides an approval.
    DecideApproval(DecideApproval) = "decide_approval",
    /// The requester takes the question back.
    WithdrawApproval(WithdrawApproval) = "withdraw_approval",
    /// A new policy version is put on the table.
    ProposePolicy(ProposePolicy) = "propose_policy",
    /// A customer account begins or changes.
    PutCustomer(PutCustomer) = "put_customer",
    /// A customer pays into the balance.
    TopUp(TopUp) = "top_up",
    /// A balance is changed by hand.
    AdjustBalance(AdjustBalance) = "adjust_balance",
    /// An entry of the general book.
    PostBook(PostBook) = "post_book",
    /// Rows of an import that change nothing are accounted for.
    RecordImport(RecordImport) = "record_import",
    /// A refund of an order over its tenders is asked for.
    RefundOrder(RefundOrder) = "refund_order",
    /// A refund that failed goes back by another way.
    MoveRefund(MoveRefund) = "move_refund",
    /// An order comes in with tenders that are taken all or none.
    PlaceTogether(PlaceTogether) = "place_together",
    /// More tenders for an order, taken all or none.
    TenderTogether(TenderTogether) = "tender_together",
    /// A gateway told us something.
    Fact(Fact) = "fact",
    /// A gateway told us something again, and differently.
    Contradiction(Contradiction) = "contradiction",
    /// A gateway gave no readable answer.
    LostTrack(LostTrack) = "lost_track",
    /// A gateway says an operation never arrived.
    NeverArrived(NeverArrived) = "never_arrived",
    /// A timer is due.
    RingTimer(RingTimer) = "ring_timer",
    /// A person is asked to look.
    RaiseException(RaiseException) = "raise_exception",
    /// A person says what became of an exception.
    ResolveException(ResolveException) = "resolve_exception",
}

/// One command with all that deciding needs and the world does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// The tenant.
    pub tenant: String,
    /// Who.
    pub actor: Actor,
    /// The engine's instant, UTC.
    pub now: Timestamp,
    /// When it happened in the business sense, UTC; usually `now`.
    pub effective_at: Timestamp,
    /// Unpredictable bits for ids.
    pub entropy: u128,
    /// What.
    pub act: Act,
}

/// What must be loaded that the world does not have yet; empty when it can be decided.
#[must_use]
pub fn needs(command: &Command, world: &World) -> Needs {
    let mut needs = Needs::default();
    command.act.workflow().needs(world, &mut needs);
    needs.streams.retain(|id| !world.has(id));
    needs.names.retain(|name| !world.has_name(name));
    needs
}

/// Decides a command in its closed world.
///
/// # Errors
/// The first check that fails; nothing changes then.
pub fn decide(command: &Command, world: &World) -> Result<(Decision, Answer), Refusal> {
    let mut draft = Draft::new(command, world);
    let answer = command.act.workflow().decide(&mut draft)?;
    follow::after(&mut draft)?;
    Ok((draft.finish(), answer))
}
