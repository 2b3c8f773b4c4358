//! What was decided over the tenders of an order together: at each commit, parts that sum, groups that are not captured
//! before all stand, and nothing owed by two tenders.

use recoup_core::event::{Body, Event};
use recoup_core::id::Id;
use recoup_core::payment::RefundStatus;
use recoup_core::tender::{GroupStatus, Part, TenderBody};
use recoup_core::world::State;

use super::invariants as must;
use super::universe::Universe;
use super::watch::Watch;

impl Watch {
    /// Looks at an event, after it was folded.
    pub(super) fn joined(&mut self, universe: &Universe, tenant: &str, event: &Event) {
        match &event.body {
            Body::Tender(TenderBody::RefundAllocated { allocation }) => {
                let sum: i64 = allocation.parts.iter().map(|part| part.amount_minor).sum();
                self.hold(universe, must::PARTS, sum == allocation.amount_minor, || {
                    format!("the parts of {} sum to {sum}, not {}", allocation.id, allocation.amount_minor)
                });
            }
            Body::Tender(TenderBody::RefundMoved { from, .. }) => {
                let status = self.status(tenant, from);
                self.hold(universe, must::MOVED, status == Some(RefundStatus::Canceled), || {
                    format!("{} went back by another tender, and is {status:?}", from.refund)
                });
            }
            Body::CaptureRequested { .. } => {
                let alone = self.is_alone(tenant, &event.stream);
                self.hold(universe, must::ALL_OR_NONE, !alone, || format!("{} is captured alone", event.stream));
            }
            _ => {}
        }
    }

    fn status(&self, tenant: &str, part: &Part) -> Option<RefundStatus> {
        let payment = self.tenants.get(tenant)?.payment(&part.payment)?;
        payment.refund(&part.refund).map(|refund| refund.status)
    }

    /// Whether others of its group are not authorized.
    fn is_alone(&self, tenant: &str, payment: &Id) -> bool {
        let Some(known) = self.tenants.get(tenant) else { return false };
        let order = known.payment(payment).and_then(|payment| known.states.get(payment.pays.as_str()));
        let Some(State::Order(order)) = order else { return false };
        order.tenders.group_of(payment).is_some_and(|group| group.status != GroupStatus::Complete)
    }
}
