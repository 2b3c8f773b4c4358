//! An order: lines with frozen prices and taxes, one or more tenders, and what was released of each line.
//!
//! The order knows how much is open (ledger account 1200) and how much of every line was refunded or
//! credited. It does not know how money moves; payments do. `goods` counts what goes out in parts, `ship` has the
//! shipments, `short` what will not go out, `plan` when money is taken by itself. Returns are not here yet.

pub mod deliver;
pub mod goods;
pub mod place;
pub mod plan;
pub mod release;
pub mod ship;
pub mod short;
pub mod sold;
pub mod status;
pub mod stop;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Body, Event};
use crate::id::Id;
use crate::money::{Bucket, Currency};
use crate::payment::fold::{misplaced, plus};
use crate::refusal::Refusal;
use crate::tender::Tenders;

pub use goods::{Goods, OfShipped, Part};
pub use sold::Sold;
pub use status::{OrderStatus, OrderStep};

/// Tax of a line, as given by the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTax {
    /// Jurisdiction, rule and version, such as `DE/standard@2021`; subkey of account 2200.
    pub key: String,
    /// Tax contained in the line's gross, minor units.
    pub amount_minor: i64,
}

/// A line as it was sold; nothing here changes afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// 1, 2, 3 …
    pub line: u32,
    /// Stock keeping unit.
    pub sku: String,
    /// What the customer reads.
    pub name: String,
    /// Units sold.
    pub quantity: i64,
    /// What the customer pays for the line, taxes included, discounts taken off, minor units.
    pub gross_minor: i64,
    /// Taxes contained in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<LineTax>,
    /// Whether the goods are out (revenue) or owed (deferred revenue).
    pub delivered: bool,
}

impl Line {
    /// Tax in the line, minor units.
    #[must_use]
    pub fn tax_minor(&self) -> i64 {
        self.taxes.iter().map(|t| t.amount_minor).sum()
    }
}

/// What `order.placed` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The shop's number, unique within the tenant.
    pub number: String,
    /// The customer account, if there is one.
    pub customer: Option<Id>,
    /// Currency of every amount.
    pub currency: Currency,
    /// Subkey of revenue, such as a product class; `sales` where the shop has none.
    pub revenue_key: String,
    /// Lines as sold.
    pub lines: Vec<Line>,
    /// Payments of the tenders.
    pub payments: Vec<Id>,
    /// Language of notices.
    pub language: String,
}

/// What an act takes out of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSlice {
    /// Line number.
    pub line: u32,
    /// Units, 0 when only money is taken.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quantity: i64,
    /// Gross, minor units.
    pub gross_minor: i64,
    /// Taxes in it, in the order of the line's taxes, minor units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes_minor: Vec<i64>,
    /// What it takes of what went out in parts.
    #[serde(default, skip_serializing_if = "OfShipped::is_nothing")]
    pub shipped: OfShipped,
}

/// A line with what was released of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineState {
    /// As sold.
    pub sold: Line,
    /// Units refunded.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub refunded_quantity: i64,
    /// Gross released by refunds and credits, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub released_minor: i64,
    /// Taxes released, in the order of the line's taxes, minor units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub released_taxes_minor: Vec<i64>,
    /// What went out in parts.
    #[serde(default, skip_serializing_if = "Goods::are_nothing")]
    pub goods: Goods,
}

impl LineState {
    /// A line of which nothing was released.
    #[must_use]
    pub fn of(sold: &Line) -> Self {
        Self {
            sold: sold.clone(),
            refunded_quantity: 0,
            released_minor: 0,
            released_taxes_minor: Vec::new(),
            goods: Goods::default(),
        }
    }

    /// The cumulative counter of the line's n-th tax.
    #[must_use]
    pub fn bucket(&self, tax: usize) -> Bucket {
        Bucket {
            gross_minor: self.sold.gross_minor,
            part_minor: self.sold.taxes.get(tax).map_or(0, |t| t.amount_minor),
            released_minor: self.released_minor,
            released_part_minor: self.released_taxes_minor.get(tax).copied().unwrap_or(0),
        }
    }

    /// Gross not yet released, minor units.
    #[must_use]
    pub fn left_minor(&self) -> i64 {
        self.sold.gross_minor - self.released_minor
    }

    /// Net not yet released, minor units.
    #[must_use]
    pub fn net_left_minor(&self) -> i64 {
        let taxes_left = self.sold.tax_minor() - self.released_taxes_minor.iter().sum::<i64>();
        self.left_minor() - taxes_left
    }

    fn book(&mut self, slice: &LineSlice, sign: i64) {
        self.refunded_quantity += sign * slice.quantity;
        self.released_minor += sign * slice.gross_minor;
        self.released_taxes_minor.resize(self.sold.taxes.len(), 0);
        for (mine, part) in self.released_taxes_minor.iter_mut().zip(&slice.taxes_minor) {
            *mine += sign * part;
        }
        self.book_shipped(slice, sign);
    }
}

/// State of an order stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// `ord_…`
    pub id: Id,
    /// The shop's number.
    pub number: String,
    /// The customer account, if there is one.
    pub customer: Option<Id>,
    /// Currency of every amount.
    pub currency: Currency,
    /// Subkey of revenue.
    pub revenue_key: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// Lines with what was released of them.
    pub lines: Vec<LineState>,
    /// What the customer owes for the whole, minor units.
    pub gross_minor: i64,
    /// What arrived, minor units.
    pub paid_minor: i64,
    /// What was credited because it will never arrive, minor units.
    pub credited_minor: i64,
    /// What refunds released of the lines, minor units.
    pub refunded_minor: i64,
    /// What lost disputes released of the lines, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub disputed_minor: i64,
    /// Disputes that claim money that paid it: while there are any, it is under dispute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub under_dispute: Vec<Id>,
    /// What refunds and lost disputes gave back of an overpayment, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub overpaid_returned_minor: i64,
    /// Payments of the tenders.
    pub payments: Vec<Id>,
    /// Language of notices.
    pub language: String,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// What was decided over its tenders together.
    #[serde(default, skip_serializing_if = "Tenders::is_empty")]
    pub tenders: Tenders,
    /// Shipments, in the order they were planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipments: Vec<ship::Shipment>,
    /// When its money is taken by itself, if anybody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Box<plan::Planned>>,
}

impl Order {
    /// The order that `order.placed` begins.
    #[must_use]
    pub fn begin(id: &Id, placed: &Placed, event: &Event) -> Self {
        Self {
            id: id.clone(),
            number: placed.number.clone(),
            customer: placed.customer.clone(),
            currency: placed.currency,
            revenue_key: placed.revenue_key.clone(),
            status: OrderStatus::Open,
            lines: placed.lines.iter().map(LineState::of).collect(),
            gross_minor: placed.lines.iter().map(|l| l.gross_minor).sum(),
            paid_minor: 0,
            credited_minor: 0,
            refunded_minor: 0,
            disputed_minor: 0,
            under_dispute: Vec::new(),
            overpaid_returned_minor: 0,
            payments: placed.payments.clone(),
            language: placed.language.clone(),
            placed_at: event.effective_at,
            tenders: Tenders::default(),
            shipments: Vec::new(),
            plan: None,
        }
    }

    /// Open amount, minor units: what account 1200 holds for this order. Negative where more arrived than the
    /// order is worth, as when a gateway captures after the order was called off.
    #[must_use]
    pub const fn open_minor(&self) -> i64 {
        let open_minor = self.gross_minor.saturating_sub(self.paid_minor).saturating_sub(self.credited_minor);
        open_minor.saturating_add(self.overpaid_returned_minor)
    }

    /// What arrived beyond the order's worth and was not given back, minor units.
    #[must_use]
    pub fn overpaid_minor(&self) -> i64 {
        self.open_minor().saturating_neg().max(0)
    }

    /// Gross of all lines not yet released, minor units.
    #[must_use]
    pub fn left_minor(&self) -> i64 {
        self.lines.iter().map(LineState::left_minor).sum()
    }

    /// A line by number.
    #[must_use]
    pub fn line(&self, number: u32) -> Option<&LineState> {
        self.lines.iter().find(|l| l.sold.line == number)
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::NotInState`] where the table has no such step; [`Refusal::Inconsistent`] otherwise.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::OrderTenderAdded { payment } => {
                self.status = self.status.step(OrderStep::AddTender)?;
                self.payments.push(payment.clone());
            }
            // It says which; two that both read that nothing was taken cannot both be the next event.
            Body::OrderTryTaken { .. } => {}
            Body::OrderPaid { amount_minor, .. } => {
                self.status = self.status.step(OrderStep::TakeMoney)?;
                self.paid_minor = plus(self.paid_minor, *amount_minor)?;
            }
            Body::OrderUnpaid { amount_minor, .. } => {
                self.status = self.status.step(OrderStep::TakeMoney)?;
                self.paid_minor = plus(self.paid_minor, -amount_minor)?;
            }
            Body::OrderDelivered { lines, .. } => {
                self.status = self.status.step(OrderStep::Deliver)?;
                self.deliver(lines);
            }
            Body::OrderRefunded { lines, overpaid_minor, .. } => {
                self.status = self.status.step(OrderStep::GiveBack)?;
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, *overpaid_minor)?;
                self.refunded_minor += self.book(lines, 1)?;
            }
            Body::OrderRefundUndone { lines, overpaid_minor, .. } => {
                self.status = self.status.step(OrderStep::GiveBack)?;
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, -overpaid_minor)?;
                self.refunded_minor -= self.book(lines, -1)?;
            }
            Body::OrderDisputed { lines, overpaid_minor, .. } => {
                self.status = self.status.step(OrderStep::GiveBack)?;
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, *overpaid_minor)?;
                self.disputed_minor += self.book(lines, 1)?;
            }
            Body::OrderDisputeUndone { lines, overpaid_minor, .. } => {
                self.status = self.status.step(OrderStep::GiveBack)?;
                self.overpaid_returned_minor = plus(self.overpaid_returned_minor, -overpaid_minor)?;
                self.disputed_minor -= self.book(lines, -1)?;
            }
            Body::OrderUnderDispute { dispute, .. } => self.under_dispute.push(dispute.clone()),
            Body::OrderDisputeOver { dispute, .. } => self.under_dispute.retain(|mine| mine != dispute),
            Body::OrderHeld { .. } => self.status = self.status.step(OrderStep::Hold)?,
            Body::OrderResumed {} => self.status = self.status.step(OrderStep::Resume)?,
            Body::OrderCanceled { lines, .. } => {
                self.status = self.status.step(OrderStep::Cancel)?;
                self.credited_minor += self.book(lines, 1)?;
            }
            Body::OrderCompleted { lines, .. } => {
                self.status = self.status.step(OrderStep::Complete)?;
                self.credited_minor += self.book(lines, 1)?;
            }
            Body::Tender(body) => self.tenders.apply(body)?,
            Body::Shipment(body) => self.apply_shipment(body, event.effective_at)?,
            Body::Goods(body) => self.apply_goods(body)?,
            Body::Plan(body) => self.apply_plan(body),
            other => return Err(misplaced("order", other)),
        }
        Ok(())
    }

    /// Lines are out as a whole.
    fn deliver(&mut self, lines: &[u32]) {
        for line in self.lines.iter_mut().filter(|l| lines.contains(&l.sold.line)) {
            line.sold.delivered = true;
        }
    }

    fn book(&mut self, slices: &[LineSlice], sign: i64) -> Result<i64, Refusal> {
        let gross_minor = sold::book(&mut self.lines, slices, sign)?;
        self.lines.iter_mut().for_each(LineState::take_left_over);
        Ok(gross_minor)
    }
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}
