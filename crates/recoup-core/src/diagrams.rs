//! The state machines as a page for people: one Mermaid diagram for each table.
//!
//! `docs/state-machines.md` is this text, kept equal by a test, so that the page cannot tell of a step that
//! the code does not take.

use crate::approval::ApprovalStatus;
use crate::invoice::InvoiceStatus;
use crate::order::OrderStatus;
use crate::order::ship::ShipmentStatus;
use crate::payment::dispute::{AnswerStatus, DisputeStatus};
use crate::payment::{CaptureStatus, PaymentStatus, RefundStatus, ReleaseStatus};
use crate::policy::PolicyStatus;
use crate::tender::GroupStatus;

/// One machine: what it is called, the page's sentence about it, and its diagram.
type Machine = (&'static str, &'static str, fn() -> String);

const MACHINES: [Machine; 12] = [
    ("Order", "Goods and money as a whole. Late facts about money are taken in every status.", OrderStatus::diagram),
    (
        "Shipment",
        "What is lost or comes back unopened is owed again, and goes out in another shipment.",
        ShipmentStatus::diagram,
    ),
    (
        "Payment",
        "Amounts are the truth and the status is the word for them, so ended statuses keep the steps of late facts.",
        PaymentStatus::diagram,
    ),
    ("Capture", "One of possibly many captures of an authorization.", CaptureStatus::diagram),
    ("Release", "Giving the uncaptured rest of an authorization back.", ReleaseStatus::diagram),
    (
        "Refund",
        "Accepted, completed, settled and returned are separate facts: a gateway's first answer is not final.",
        RefundStatus::diagram,
    ),
    (
        "Dispute",
        "The status at the stage that it came to. A later stage, and another end than the one before, begins with the \
         question again.",
        DisputeStatus::diagram,
    ),
    ("Dispute answer", "What we hand in, once for each stage, or that we give in.", AnswerStatus::diagram),
    ("Approval", "A question that other persons answer in time.", ApprovalStatus::diagram),
    (
        "Invoice",
        "What is owed by a day. Late facts about money are taken in every status that has any.",
        InvoiceStatus::diagram,
    ),
    ("Policy version", "A policy decides only after a second person agreed to it.", PolicyStatus::diagram),
    ("Group of tenders", "Tenders that are taken all or none.", GroupStatus::diagram),
];

/// The page with every machine.
#[must_use]
pub fn diagrams() -> String {
    let mut page = String::from(
        "# State machines\n\n\
         Each machine is one table in the code; this page is written from those tables.\n\
         An arrow is a step that is allowed; everything else is refused, or known already when a gateway tells it.\n",
    );
    for (name, about, diagram) in MACHINES {
        page.push_str(&format!("\n## {name}\n\n{about}\n\n```mermaid\n{}```\n", diagram()));
    }
    page
}
