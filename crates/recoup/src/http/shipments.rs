//! `/v1/orders/{id}/shipments`, `/v1/shipments` and `/v1/orders/{id}/plan`: goods that go out in parts, those that come
//! late or never, and when the money of an order is taken by itself.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use recoup_core::id::Kind;
use recoup_core::order::plan::{Care, Earns, Freight, Plan, Rides, SetPlan, Short, Step, Takes, Trigger};
use recoup_core::order::release::LineUnits;
use recoup_core::order::ship::{MoveShipment, PlanShipment, ShipShipment};
use recoup_core::order::short::{CancelLines, DelayLines};
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery, id};
use super::list::{self, Named, PageOf};
use super::preview::PreviewView;
use super::problem::Problem;
use super::refunds::NewLineUnits;
use super::tenders::invalid;
use super::{Shared, show};
use crate::access::Caller;
use crate::views::{OrderView, PlanView, ShipmentView};

/// Units of order lines.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShipment {
    /// Units by line.
    pub lines: Vec<NewLineUnits>,
}

/// Who carries a shipment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// Who carries it.
    #[serde(default)]
    pub carrier: String,
    /// The carrier's number for it.
    #[serde(default)]
    pub tracking: String,
}

/// What becomes of a shipment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// `pack`, `deliver`, `lose`, `return_to_sender` or `cancel`.
    pub step: String,
    /// How we know, or why; wanted for what is lost, comes back or is given up.
    #[serde(default)]
    pub reason: String,
}

/// Units that will not go out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CanceledLines {
    /// Units by line.
    pub lines: Vec<NewLineUnits>,
    /// Why.
    pub reason: String,
}

/// Units that go out later.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DelayedLines {
    /// Units by line that are late.
    pub lines: Vec<NewLineUnits>,
    /// When they are expected, RFC 3339.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// When the money of an order is taken by itself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    /// Steps; none where persons capture.
    #[serde(default)]
    pub steps: Vec<NewStep>,
    /// When revenue is earned: `shipped` or `delivered`; `shipped` when missing.
    pub earns: Option<String>,
    /// Numbers of lines that are charges and ride along with goods, such as postage.
    #[serde(default)]
    pub freight_lines: Vec<u32>,
    /// How they ride along: `first` (whole with the first shipment) or `pro_rata`; `first` when missing.
    pub freight_rides: Option<String>,
    /// What is done before an authorization runs out that is still wanted: `renew`, `capture` or `release`; `release`
    /// when missing. `renew` charges the stored instrument without the customer being there.
    pub care: Option<String>,
    /// What is done with money for goods that will not go out: `refund` or `ask`; `refund` when missing.
    pub short: Option<String>,
    /// Days for which late goods are kept, then they are cancelled; for as long as it takes when missing.
    pub keep_days: Option<u16>,
}

/// A step of a capture plan.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// When: `order`, `shipment`, `delivery` or `date`.
    pub on: String,
    /// The instant of a date, RFC 3339.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// How much: `all`, `deposit`, `percent` or `shipped`.
    pub take: String,
    /// Of a deposit, minor units.
    pub amount_minor: Option<i64>,
    /// Of a share of what the order was sold for, 1 to 100.
    pub percent: Option<u8>,
}

impl NewStep {
    fn step(&self, param: &str) -> Result<Step, Problem> {
        let wrong = |field: &str, why: &str| invalid(&format!("{param}.{field}"), why);
        let trigger = match (self.on.as_str(), self.at) {
            ("date", Some(at)) => Trigger::Date { at },
            ("date", None) => return Err(wrong("at", "say which instant, RFC 3339")),
            (_, Some(_)) => return Err(wrong("at", "only a `date` has an instant; leave it out")),
            ("order", None) => Trigger::Order,
            ("shipment", None) => Trigger::Shipment,
            ("delivery", None) => Trigger::Delivery,
            _ => return Err(wrong("on", "send order, shipment, delivery or date")),
        };
        let takes = match (self.take.as_str(), self.amount_minor, self.percent) {
            ("all", None, None) => Takes::All,
            ("shipped", None, None) => Takes::Shipped,
            ("deposit", Some(amount_minor), None) => Takes::Deposit { amount_minor },
            ("percent", None, Some(percent)) => Takes::Percent { percent },
            _ => {
                let why = "send all, shipped, deposit with `amount_minor`, or percent with `percent`";
                return Err(wrong("take", why));
            }
        };
        Ok(Step { trigger, takes })
    }
}

/// One of a few words, or the usual one.
fn word<T: Copy>(param: &str, text: Option<&str>, words: &[(&str, T)]) -> Result<T, Problem> {
    let Some(text) = text else { return words.first().map(|(_, usual)| *usual).ok_or_else(|| invalid(param, "")) };
    let found = words.iter().find(|(known, _)| *known == text).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let all: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
        invalid(param, &format!("send {}", all.join(" or ")))
    })
}

impl NewPlan {
    fn plan(self) -> Result<Plan, Problem> {
        let steps = self.steps.iter().enumerate().map(|(place, step)| step.step(&format!("steps[{place}]")));
        let rides = [("first", Rides::First), ("pro_rata", Rides::ProRata)];
        let cares = [("release", Care::Release), ("renew", Care::Renew), ("capture", Care::Capture)];
        Ok(Plan {
            steps: steps.collect::<Result<_, _>>()?,
            earns: word(
                "earns",
                self.earns.as_deref(),
                &[("shipped", Earns::Shipped), ("delivered", Earns::Delivered)],
            )?,
            freight: Freight {
                lines: self.freight_lines,
                rides: word("freight_rides", self.freight_rides.as_deref(), &rides)?,
            },
            care: word("care", self.care.as_deref(), &cares)?,
            short: word("short", self.short.as_deref(), &[("refund", Short::Refund), ("ask", Short::Ask)])?,
            keep_days: self.keep_days,
        })
    }
}

fn units(lines: &[NewLineUnits]) -> Vec<LineUnits> {
    lines.iter().map(|l| LineUnits { line: l.line, quantity: l.quantity }).collect()
}

async fn order_of(face: &Shared, caller: &Caller, text: &str) -> Result<recoup_core::order::Order, Problem> {
    match list::state(face, caller, "order", id(Kind::Order, text)?.as_str()).await? {
        Known::Order(order) => Ok(order),
        _ => Err(Problem::unknown("order", text)),
    }
}

/// Sets units of an order aside for a shipment.
#[utoipa::path(post, path = "/v1/orders/{id}/shipments", tag = "shipments", operation_id = "plan_shipment", request_body = NewShipment,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 201, body = ShipmentView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn plan(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<NewShipment>,
) -> Result<Response, Problem> {
    let act = PlanShipment { order: id(Kind::Order, &text)?, lines: units(&ask.body.lines) };
    face.act(&caller, &ask.asked, act).await
}

/// Lists the shipments of an order, in the order they were planned.
#[utoipa::path(get, path = "/v1/orders/{id}/shipments", tag = "shipments", operation_id = "list_shipments", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<ShipmentView>), Problem))]
pub async fn index(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    let order = order_of(&face, &caller, &text).await?;
    let views = order.shipments.iter().map(|s| ShipmentView::of(&order, s)).collect();
    Ok(show(&PageOf::all(views)))
}

/// Shows a shipment.
#[utoipa::path(get, path = "/v1/shipments/{id}", tag = "shipments", operation_id = "get_shipment", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = ShipmentView), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    let shipment = id(Kind::Shipment, &text)?;
    let owner = list::owner(&face, &caller, "shipment", shipment.as_str()).await?;
    match list::state(&face, &caller, "shipment", &owner).await? {
        Known::Order(order) => match order.shipment(&shipment) {
            Some(found) => Ok(show(&ShipmentView::of(&order, found))),
            None => Err(Problem::unknown("shipment", &text)),
        },
        _ => Err(Problem::unknown("shipment", &text)),
    }
}

/// A shipment leaves the house: its revenue is earned, and the capture plan takes what is due for it.
#[utoipa::path(post, path = "/v1/shipments/{id}/ship", tag = "shipments", operation_id = "ship_shipment", request_body = Carried,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = ShipmentView), Problem))]
pub async fn ship(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<Carried>,
) -> Result<Response, Problem> {
    let Carried { carrier, tracking } = ask.body;
    face.act(&caller, &ask.asked, ShipShipment { shipment: id(Kind::Shipment, &text)?, carrier, tracking }).await
}

/// A shipment is packed, arrives, is lost, comes back unopened or is given up.
#[utoipa::path(post, path = "/v1/shipments/{id}/move", tag = "shipments", operation_id = "move_shipment", request_body = Moved,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = ShipmentView), Problem))]
pub async fn moved(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<Moved>,
) -> Result<Response, Problem> {
    let Moved { step, reason } = ask.body;
    face.act(&caller, &ask.asked, MoveShipment { shipment: id(Kind::Shipment, &text)?, step, reason }).await
}

/// Says that units will not go out: what nobody paid is credited, what was paid is refunded or put before a person.
#[utoipa::path(post, path = "/v1/orders/{id}/cancel_lines", tag = "shipments", operation_id = "cancel_lines", request_body = CanceledLines,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn cancel_lines(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<CanceledLines>,
) -> Result<Response, Problem> {
    let lines = units(&ask.body.lines);
    let act = CancelLines { order: id(Kind::Order, &text)?, lines, reason: ask.body.reason };
    face.act(&caller, &ask.asked, act).await
}

/// Says that units go out later; the customer is told.
#[utoipa::path(post, path = "/v1/orders/{id}/delay_lines", tag = "shipments", operation_id = "delay_lines", request_body = DelayedLines,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn delay_lines(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<DelayedLines>,
) -> Result<Response, Problem> {
    let DelayedLines { lines, until, reason } = ask.body;
    let act = DelayLines { order: id(Kind::Order, &text)?, lines: units(&lines), until, reason };
    face.act(&caller, &ask.asked, act).await
}

/// Sets the capture plan of an order; what is due by it already is taken at once.
#[utoipa::path(post, path = "/v1/orders/{id}/plan", tag = "shipments", operation_id = "set_plan", request_body = NewPlan,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = OrderView), Problem))]
pub async fn set_plan(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<NewPlan>,
) -> Result<Response, Problem> {
    let act = SetPlan { order: id(Kind::Order, &text)?, plan: ask.body.plan()? };
    face.act(&caller, &ask.asked, act).await
}

/// Shows the capture plan of an order and what it wants by now.
#[utoipa::path(get, path = "/v1/orders/{id}/plan", tag = "shipments", operation_id = "get_plan", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = PlanView), Problem))]
pub async fn read_plan(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    Ok(show(&PlanView::of(&order_of(&face, &caller, &text).await?)))
}
