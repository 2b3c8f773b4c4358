//! What the outside sees of a state: one shape per thing, made from the core's state and nothing else.
//!
//! Answers that are stored, pages that are read and previews use the same shapes, so that a replay, a read
//! and a webhook can never disagree about a field.

pub mod allocation;
pub mod approval;
pub mod decline;
pub mod dispute;
pub mod flags;
pub mod invoice;
pub mod ledger;
pub mod order;
pub mod payment;
pub mod policy;
pub mod programs;
pub mod shipment;
pub mod statement;

use recoup_core::decision::{Answer, Decision};
use recoup_core::id::Id;
use recoup_core::order::ship::ShipmentStatus;
use recoup_core::world::{State, World};
use serde::Serialize;
use utoipa::ToSchema;

pub use allocation::AllocationView;
pub use approval::ApprovalView;
pub use dispute::{DisputeDesk, DisputeView};
pub use invoice::InvoiceView;
pub use ledger::{BalanceView, EntryDetail, LineView};
pub use order::{CustomerView, OrderView};
pub use payment::{CaptureView, PaymentView, RefundView, ReleaseView};
pub use policy::PolicyView;
pub use shipment::{PlanView, ShipmentView};

/// An answer that changed nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoChange {
    /// Why there was nothing to do.
    pub no_change: String,
}

/// An exception that was resolved.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resolved {
    /// `exc_…`
    pub id: String,
    /// What was done about it.
    pub resolution: String,
}

/// An entry of the general book that was posted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Posted {
    /// `ent_…`
    pub entry: String,
}

/// Made by this decision, changed by it, or waiting for another person, which is not done yet.
fn status_of_invoice(invoice: &Id, decision: &Decision) -> u16 {
    let made = decision.streams.get(invoice).is_some_and(|(base, _)| *base == 0);
    let asked = decision.streams.values().any(|(base, s)| *base == 0 && s.state.kind() == "approval");
    match (made, asked) {
        (true, _) => 201,
        (_, true) => 202,
        _ => 200,
    }
}

/// The status and body of an answer, from the states that the decision leaves behind.
#[must_use]
pub fn answer(answer: &Answer, decision: &Decision, world: &World) -> (u16, String) {
    let state = |id: &Id| -> Option<&State> {
        let touched = decision.streams.get(id).map(|(_, stream)| &stream.state);
        touched.or_else(|| world.stream(id).map(|stream| &stream.state))
    };
    let rendered = match answer {
        Answer::Order(id) => {
            // Made by this decision, or changed by it.
            let made = decision.streams.get(id).is_some_and(|(base, _)| *base == 0);
            with_order(state(id), |order| (if made { 201 } else { 200 }, json(&OrderView::of(order))))
        }
        Answer::Payment(id) => with_payment(state(id), |payment| Some((201, json(&PaymentView::of(payment))))),
        Answer::Capture(payment, id) => {
            with_payment(state(payment), |p| p.capture(id).map(|c| (201, json(&CaptureView::of(p, c)))))
        }
        Answer::Release(payment, id) => {
            with_payment(state(payment), |p| p.release(id).map(|r| (202, json(&ReleaseView::of(p, r)))))
        }
        Answer::Refund(payment, id) => {
            with_payment(state(payment), |p| p.refund(id).map(|r| (202, json(&RefundView::of(p, r)))))
        }
        Answer::Dispute(payment, id) => {
            with_payment(state(payment), |p| p.dispute(id).map(|d| (200, json(&DisputeView::of(p, d)))))
        }
        Answer::Allocation(order, id) => match state(order) {
            Some(State::Order(order)) => order.tenders.allocation(id).map(|allocation| {
                let payment = |id: &Id| match state(id) {
                    Some(State::Payment(payment)) => Some(payment),
                    _ => None,
                };
                (202, json(&AllocationView::of(order, allocation, payment)))
            }),
            _ => None,
        },
        Answer::Shipment(order, id) => match state(order) {
            Some(State::Order(order)) => order.shipment(id).map(|shipment| {
                let made = shipment.status == ShipmentStatus::Planned;
                (if made { 201 } else { 200 }, json(&ShipmentView::of(order, shipment)))
            }),
            _ => None,
        },
        Answer::Approval(id) => match state(id) {
            Some(State::Approval(approval)) => Some((200, json(&ApprovalView::of(approval)))),
            _ => None,
        },
        Answer::Policy(id, version) => match state(id) {
            Some(State::Policy(policy)) => policy.version(*version).map(|v| {
                // As it stood when it was put on the table, whenever the answer is read.
                let then = v.proposed.as_ref().map(|proposed| proposed.at).unwrap_or_default();
                (202, json(&PolicyView::of(policy, v, then)))
            }),
            _ => None,
        },
        Answer::Customer(id) => match state(id) {
            Some(State::Customer(customer)) => Some((200, json(&CustomerView::of(customer)))),
            _ => None,
        },
        Answer::Invoice(id) => match state(id) {
            Some(State::Invoice(invoice)) => Some((status_of_invoice(id, decision), json(&InvoiceView::of(invoice)))),
            _ => None,
        },
        Answer::Entry(id) => Some((201, json(&Posted { entry: id.as_str().to_owned() }))),
        Answer::Resolved(id) => {
            let found = decision.resolved.iter().find(|(resolved, _)| resolved == id);
            found.map(|(id, how)| (200, json(&Resolved { id: id.as_str().to_owned(), resolution: how.clone() })))
        }
        Answer::NoChange(why) => Some((200, json(&NoChange { no_change: why.clone() }))),
    };
    rendered.unwrap_or_else(|| (200, json(&NoChange { no_change: "done".to_owned() })))
}

/// A view as JSON; views hold texts and numbers only, which always serialize.
#[must_use]
pub fn json(view: &impl Serialize) -> String {
    serde_json::to_string(view).unwrap_or_default()
}

fn with_order(
    state: Option<&State>,
    render: impl FnOnce(&recoup_core::order::Order) -> (u16, String),
) -> Option<(u16, String)> {
    match state {
        Some(State::Order(order)) => Some(render(order)),
        _ => None,
    }
}

fn with_payment(
    state: Option<&State>,
    render: impl FnOnce(&recoup_core::payment::Payment) -> Option<(u16, String)>,
) -> Option<(u16, String)> {
    match state {
        Some(State::Payment(payment)) => render(payment),
        _ => None,
    }
}
