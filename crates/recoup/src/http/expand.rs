//! `expand` and the lists of what hangs on payments: saves callers a request per id.
//!
//! Captures, releases and refunds live in their payment, so they are listed by payment or by order. What is
//! expanded stands beside the thing under `expanded`; the thing itself looks the same with and without it.

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::{Id, Kind};
use recoup_core::order::Order;
use recoup_core::payment::Payment;
use recoup_core::world::State as Known;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::{May, right};
use super::body::id_in;
use super::list::{self, PageOf};
use super::problem::Problem;
use super::{Shared, show};
use crate::access::Caller;
use crate::views::{CaptureView, CustomerView, OrderView, PaymentView, RefundView, ReleaseView};

/// What to show along with the thing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Expand {
    /// Words with commas between: `customer` and `payments` of an order, `order` of a payment, `payment` and `order`
    /// of a capture, release or refund.
    pub expand: Option<String>,
}

/// Whose captures, releases or refunds: of a payment or of an order, one of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Of {
    /// `pay_…`
    pub payment: Option<String>,
    /// `ord_…`
    pub order: Option<String>,
}

list::reads_query!(Expand, Of);

/// A thing with what was asked to be shown along with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Expanded<T> {
    /// The thing.
    #[serde(flatten)]
    pub thing: T,
    /// What was asked for with `expand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expanded: Option<Expansion>,
}

/// What stands beside a thing.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Expansion {
    /// The customer of an order, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerView>,
    /// The order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderView>,
    /// The payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentView>,
    /// The payments of an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payments: Option<Vec<PaymentView>>,
}

impl Expand {
    /// The words, each of which must be known here.
    fn words(&self, known: &[&str]) -> Result<Vec<&str>, Problem> {
        let words: Vec<&str> = self.expand.iter().flat_map(|text| text.split(',')).map(str::trim).collect();
        match words.iter().find(|word| !known.contains(word)) {
            None => Ok(words),
            Some(_) => {
                let detail = format!("`expand` takes {} here, with commas between", known.join(", "));
                Err(Problem::new(400, "invalid", detail).param("expand"))
            }
        }
    }

    /// An order with what was asked for.
    ///
    /// # Errors
    /// 400 for a word that is not known, or what the store met.
    pub(crate) async fn order(&self, face: &Shared, caller: &Caller, order: &Order) -> Result<Response, Problem> {
        let words = self.words(&["customer", "payments"])?;
        let mut more = Expansion::default();
        if words.contains(&"payments") {
            more.payments = Some(payments(face, caller, order).await?.iter().map(PaymentView::of).collect());
        }
        if let Some(id) = order.customer.as_ref().filter(|_| words.contains(&"customer"))
            && let Known::Customer(customer) = list::state(face, caller, "customer", id.as_str()).await?
        {
            more.customer = Some(CustomerView::of(&customer));
        }
        let expanded = (!words.is_empty()).then_some(more);
        Ok(show(&Expanded { thing: OrderView::of(order), expanded }))
    }

    /// A payment with what was asked for.
    ///
    /// # Errors
    /// 400 for a word that is not known, or what the store met.
    pub(crate) async fn payment(&self, face: &Shared, caller: &Caller, payment: &Payment) -> Result<Response, Problem> {
        let words = self.words(&["order"])?;
        self.beside(face, caller, (payment, &words), PaymentView::of(payment)).await
    }

    /// A part of a payment with what was asked for.
    ///
    /// # Errors
    /// 400 for a word that is not known, or what the store met.
    pub(crate) async fn part<T: Serialize>(
        &self,
        face: &Shared,
        caller: &Caller,
        payment: &Payment,
        thing: T,
    ) -> Result<Response, Problem> {
        let words = self.words(&["payment", "order"])?;
        self.beside(face, caller, (payment, &words), thing).await
    }

    async fn beside<T: Serialize>(
        &self,
        face: &Shared,
        caller: &Caller,
        (payment, words): (&Payment, &[&str]),
        thing: T,
    ) -> Result<Response, Problem> {
        let mut more = Expansion::default();
        if words.contains(&"payment") {
            more.payment = Some(PaymentView::of(payment));
        }
        if words.contains(&"order")
            && let Known::Order(order) = list::state(face, caller, "order", payment.pays.as_str()).await?
        {
            more.order = Some(OrderView::of(&order));
        }
        Ok(show(&Expanded { thing, expanded: (!words.is_empty()).then_some(more) }))
    }
}

async fn payment(face: &Shared, caller: &Caller, id: &Id) -> Result<Payment, Problem> {
    match list::state(face, caller, "payment", id.as_str()).await? {
        Known::Payment(payment) => Ok(payment),
        _ => Err(Problem::unknown("payment", id.as_str())),
    }
}

async fn payments(face: &Shared, caller: &Caller, order: &Order) -> Result<Vec<Payment>, Problem> {
    let mut found = Vec::with_capacity(order.payments.len());
    for id in &order.payments {
        found.push(payment(face, caller, id).await?);
    }
    Ok(found)
}

impl Of {
    async fn payments(&self, face: &Shared, caller: &Caller) -> Result<Vec<Payment>, Problem> {
        match (&self.payment, &self.order) {
            (Some(text), None) => Ok(vec![payment(face, caller, &id_in(Kind::Payment, text, "payment")?).await?]),
            (None, Some(text)) => {
                let id = id_in(Kind::Order, text, "order")?;
                match list::state(face, caller, "order", id.as_str()).await? {
                    Known::Order(order) => payments(face, caller, &order).await,
                    _ => Err(Problem::unknown("order", text).param("order")),
                }
            }
            _ => Err(Problem::new(400, "missing", "send either `payment` or `order`").param("payment")),
        }
    }

    async fn parts<T: Serialize>(
        &self,
        face: &Shared,
        caller: &Caller,
        of: impl Fn(&Payment) -> Vec<T>,
    ) -> Result<Response, Problem> {
        let payments = self.payments(face, caller).await?;
        Ok(show(&PageOf::all(payments.iter().flat_map(of).collect())))
    }
}

/// Lists the captures of a payment or an order, oldest first.
#[utoipa::path(get, path = "/v1/captures", tag = "payments", operation_id = "list_captures", params(Of),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<CaptureView>), Problem))]
pub async fn captures(State(face): State<Shared>, caller: May<right::Read>, of: Of) -> Result<Response, Problem> {
    of.parts(&face, &caller, |p| p.captures.iter().map(|c| CaptureView::of(p, c)).collect()).await
}

/// Lists the releases of a payment or an order, oldest first.
#[utoipa::path(get, path = "/v1/releases", tag = "payments", operation_id = "list_releases", params(Of),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<ReleaseView>), Problem))]
pub async fn releases(State(face): State<Shared>, caller: May<right::Read>, of: Of) -> Result<Response, Problem> {
    of.parts(&face, &caller, |p| p.releases.iter().map(|r| ReleaseView::of(p, r)).collect()).await
}

/// Lists the refunds of a payment or an order, oldest first.
#[utoipa::path(get, path = "/v1/refunds", tag = "refunds", operation_id = "list_refunds", params(Of),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<RefundView>), Problem))]
pub async fn refunds(State(face): State<Shared>, caller: May<right::Read>, of: Of) -> Result<Response, Problem> {
    of.parts(&face, &caller, |p| p.refunds.iter().map(|r| RefundView::of(p, r)).collect()).await
}
