//! Refunds of orders over their tenders as the outside sees them.

use recoup_core::id::Id;
use recoup_core::order::Order;
use recoup_core::payment::Payment;
use recoup_core::tender::Allocation;
use serde::Serialize;
use utoipa::ToSchema;

/// A refund of an order over its tenders.
#[derive(Debug, Serialize, ToSchema)]
pub struct AllocationView {
    /// `alc_…`
    pub id: String,
    /// `ord_…`
    pub order: String,
    /// How it was spread: `newest_first`, `oldest_first`, `pro_rata`, `credit_first`, `card_first` or
    /// `original_proportions`.
    pub strategy: &'static str,
    /// Where a part goes that its tender cannot take back: `operator`, `next_tender` or `balance`.
    pub falls: &'static str,
    /// `policy@version/rule` that chose how it was spread; `asked` where the caller did.
    pub chosen_by: String,
    /// The whole, minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Reason code.
    pub reason: String,
    /// What goes back by which payment, in the order of the tenders.
    pub parts: Vec<AllocatedView>,
    /// The approval it waits or waited for, `apr_…`, if it needed one.
    pub approval: Option<String>,
}

/// A part of a refund over several tenders: a refund of one payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct AllocatedView {
    /// `pay_…`
    pub payment: String,
    /// `rfd_…`
    pub refund: String,
    /// Minor units.
    pub amount_minor: i64,
    /// Where the refund stands.
    pub status: Option<&'static str>,
    /// What the payment can still give back after it, minor units.
    pub refundable_minor: Option<i64>,
}

impl AllocationView {
    /// The view of an allocation, with its payments as far as they are at hand.
    #[must_use]
    pub fn of<'p>(order: &Order, allocation: &Allocation, payment: impl Fn(&Id) -> Option<&'p Payment>) -> Self {
        let refund = |part: &recoup_core::tender::Part| payment(&part.payment)?.refund(&part.refund);
        let part = |part: &recoup_core::tender::Part| AllocatedView {
            payment: part.payment.as_str().to_owned(),
            refund: part.refund.as_str().to_owned(),
            amount_minor: part.amount_minor,
            status: refund(part).map(|refund| refund.status.word()),
            refundable_minor: payment(&part.payment).map(Payment::refundable_minor),
        };
        let approval = allocation.parts.iter().find_map(|part| refund(part)?.approval.clone());
        Self {
            id: allocation.id.as_str().to_owned(),
            order: order.id.as_str().to_owned(),
            strategy: allocation.strategy.word(),
            falls: allocation.falls.word(),
            chosen_by: allocation.chosen_by.clone(),
            amount_minor: allocation.amount_minor,
            currency: order.currency.code(),
            reason: allocation.reason.clone(),
            parts: allocation.parts.iter().map(part).collect(),
            approval: approval.map(|id| id.as_str().to_owned()),
        }
    }
}
