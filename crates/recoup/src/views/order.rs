//! Orders and customers as the outside sees them.

use recoup_core::customer::Customer;
use recoup_core::id::Id;
use recoup_core::order::Order;
use recoup_core::tender::Group;
use serde::Serialize;
use utoipa::ToSchema;

/// An order.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderView {
    /// `ord_…`
    pub id: String,
    /// The shop's number.
    pub number: String,
    /// `open`, `on_hold`, `completed`, `canceled`.
    pub status: &'static str,
    /// ISO 4217 code of every amount.
    pub currency: &'static str,
    /// `cus_…`, if there is an account.
    pub customer: Option<String>,
    /// What the customer owes for the whole, minor units.
    pub gross_minor: i64,
    /// What arrived, minor units.
    pub paid_minor: i64,
    /// What refunds took out, minor units.
    pub refunded_minor: i64,
    /// What lost disputes took out, minor units.
    pub disputed_minor: i64,
    /// Disputes that claim money that paid it, `dsp_…`: while there are any, it is under dispute.
    pub under_dispute: Vec<String>,
    /// What was credited because it will never arrive, minor units.
    pub credited_minor: i64,
    /// What is still to come, minor units.
    pub open_minor: i64,
    /// Lines.
    pub lines: Vec<LineView>,
    /// Payments of the tenders, `pay_…`.
    pub payments: Vec<String>,
    /// When it was placed, RFC 3339, UTC.
    pub placed_at: String,
    /// Refunds over its tenders, `alc_…`, oldest first.
    pub allocations: Vec<String>,
    /// Tenders that are taken all or none.
    pub tender_groups: Vec<TenderGroupView>,
}

/// Tenders that are taken all or none.
#[derive(Debug, Serialize, ToSchema)]
pub struct TenderGroupView {
    /// `gathering` until all are authorized, then `complete`; `broken` where one is not and the others are given back.
    pub status: &'static str,
    /// Their payments, `pay_…`.
    pub payments: Vec<String>,
}

fn group(group: &Group) -> TenderGroupView {
    let payments = group.members.iter().map(|member| member.payment.as_str().to_owned()).collect();
    TenderGroupView { status: group.status.word(), payments }
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderLineView)]
pub struct LineView {
    /// 1, 2, 3 …
    pub line: u32,
    /// Stock keeping unit.
    pub sku: String,
    /// What the customer reads.
    pub name: String,
    /// Units sold.
    pub quantity: i64,
    /// Units refunded.
    pub refunded_quantity: i64,
    /// Units that went out in shipments; 0 where the line is delivered as a whole.
    pub shipped_quantity: i64,
    /// Units of them that arrived.
    pub delivered_quantity: i64,
    /// Units that will not go out.
    pub canceled_quantity: i64,
    /// Units that go out later than was said.
    pub late_quantity: i64,
    /// Units that are still to go out.
    pub open_quantity: i64,
    /// Price of the line with taxes, minor units.
    pub gross_minor: i64,
    /// Taxes in it, minor units.
    pub tax_minor: i64,
    /// What refunds and credits took out, minor units.
    pub released_minor: i64,
}

impl OrderView {
    /// The view of a state.
    #[must_use]
    pub fn of(order: &Order) -> Self {
        let lines = order.lines.iter().map(|line| LineView {
            line: line.sold.line,
            sku: line.sold.sku.clone(),
            name: line.sold.name.clone(),
            quantity: line.sold.quantity,
            refunded_quantity: line.refunded_quantity,
            shipped_quantity: line.goods.shipped,
            delivered_quantity: line.goods.arrived,
            canceled_quantity: line.goods.credited + line.goods.waiting,
            late_quantity: line.goods.late,
            open_quantity: line.open_units(),
            gross_minor: line.sold.gross_minor,
            tax_minor: line.sold.tax_minor(),
            released_minor: line.released_minor,
        });
        Self {
            id: order.id.as_str().to_owned(),
            number: order.number.clone(),
            status: order.status.word(),
            currency: order.currency.code(),
            customer: order.customer.as_ref().map(|id| id.as_str().to_owned()),
            gross_minor: order.gross_minor,
            paid_minor: order.paid_minor,
            refunded_minor: order.refunded_minor,
            disputed_minor: order.disputed_minor,
            under_dispute: order.under_dispute.iter().map(ToString::to_string).collect(),
            credited_minor: order.credited_minor,
            open_minor: order.open_minor(),
            lines: lines.collect(),
            payments: order.payments.iter().map(Id::as_str).map(str::to_owned).collect(),
            placed_at: order.placed_at.to_string(),
            allocations: order.tenders.allocations.iter().map(|it| it.id.as_str().to_owned()).collect(),
            tender_groups: order.tenders.groups.iter().map(group).collect(),
        }
    }
}

/// A customer account.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerView {
    /// `cus_…`
    pub id: String,
    /// The shop's own name for the customer.
    pub reference: String,
    /// Language of notices.
    pub language: String,
    /// What we owe the customer, by currency.
    pub balances: Vec<BalanceOf>,
}

/// A balance in one currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct BalanceOf {
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Minor units.
    pub amount_minor: i64,
    /// What of it can be spent or refunded, minor units: the rest is held for refunds and changes that wait.
    pub available_minor: i64,
}

impl CustomerView {
    /// The view of a state.
    #[must_use]
    pub fn of(customer: &Customer) -> Self {
        let balance = |money: &recoup_core::money::Money| BalanceOf {
            currency: money.currency.code(),
            amount_minor: money.amount_minor,
            available_minor: customer.available_minor(money.currency),
        };
        Self {
            id: customer.id.as_str().to_owned(),
            reference: customer.reference.clone(),
            language: customer.language.clone(),
            balances: customer.balances.iter().map(balance).collect(),
        }
    }
}
