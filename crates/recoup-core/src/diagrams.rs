//! The state machines as a page for people: one Mermaid diagram for each table.
//!
//! `docs/state-machines.md` is this text, kept equal by a test, so that the page cannot tell of a step that
//! the code does not take.

use crate::approval::ApprovalStatus;
use crate::order::OrderStatus;
use crate::order::ship::ShipmentStatus;
use crate::payment::{CaptureStatus, PaymentStatus, RefundStatus, ReleaseStatus};
use crate::policy::PolicyStatus;

/// One machine: what it is called, the page's sentence about it, and its diagram.
type Machine = (&'static str, &'static str, fn() -> String);

const MACHINES: [Machine; 8] = [
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
    ("Approval", "A question that other persons answer in time.", ApprovalStatus::diagram),
    ("Policy version", "A policy decides only after a second person agreed to it.", PolicyStatus::diagram),
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
