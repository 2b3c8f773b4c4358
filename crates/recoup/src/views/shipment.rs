//! Shipments and capture plans as the outside sees them.

use recoup_core::order::Order;
use recoup_core::order::goods::Part;
use recoup_core::order::plan::{Plan, Planned};
use recoup_core::order::ship::Shipment;
use serde::Serialize;
use utoipa::ToSchema;

/// A shipment of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShipmentView {
    /// `shp_…`
    pub id: String,
    /// `ord_…`
    pub order: String,
    /// `planned`, `packed`, `shipped`, `delivered`, `lost`, `returned_to_sender`, `canceled`.
    pub status: &'static str,
    /// Steps that can be asked for now.
    pub allowed: Vec<&'static str>,
    /// Units by line.
    pub lines: Vec<ShipmentLineView>,
    /// What left the house, with taxes and the charges that rode along, minor units; 0 before it left.
    pub gross_minor: i64,
    /// ISO 4217 code of the amounts.
    pub currency: &'static str,
    /// Who carries it.
    pub carrier: String,
    /// The carrier's number for it.
    pub tracking: String,
    /// When it was planned, RFC 3339, UTC.
    pub planned_at: String,
    /// When it left, RFC 3339, UTC.
    pub shipped_at: Option<String>,
    /// When it arrived, was lost, came back or was given up, RFC 3339, UTC.
    pub ended_at: Option<String>,
}

/// Units of a line in a shipment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShipmentLineView {
    /// Line number.
    pub line: u32,
    /// Units.
    pub quantity: i64,
}

impl ShipmentView {
    /// The view of a shipment.
    #[must_use]
    pub fn of(order: &Order, shipment: &Shipment) -> Self {
        let line = |l: &recoup_core::order::release::LineUnits| ShipmentLineView { line: l.line, quantity: l.quantity };
        Self {
            id: shipment.id.as_str().to_owned(),
            order: order.id.as_str().to_owned(),
            status: shipment.status.word(),
            allowed: shipment.status.allowed(),
            lines: shipment.lines.iter().map(line).collect(),
            gross_minor: shipment.parts.iter().map(Part::gross_minor).sum(),
            currency: order.currency.code(),
            carrier: shipment.carrier.clone(),
            tracking: shipment.tracking.clone(),
            planned_at: shipment.planned_at.to_string(),
            shipped_at: shipment.shipped_at.map(|at| at.to_string()),
            ended_at: shipment.ended_at.map(|at| at.to_string()),
        }
    }
}

/// The capture plan of an order as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanView {
    /// `ord_…`
    pub order: String,
    /// ISO 4217 code of the amounts.
    pub currency: &'static str,
    /// The plan as it was set; `null` where persons capture.
    #[schema(value_type = Option<Object>)]
    pub plan: Option<Plan>,
    /// What it wants to have taken by now in all, minor units.
    pub due_minor: i64,
    /// What arrived, minor units.
    pub paid_minor: i64,
    /// What went out, with taxes and charges, minor units.
    pub shipped_minor: i64,
    /// What could not be taken when it was last tried, minor units.
    pub short_minor: i64,
    /// Payments that the plan began, `pay_…`.
    pub payments: Vec<String>,
}

impl PlanView {
    /// The view of a state.
    #[must_use]
    pub fn of(order: &Order) -> Self {
        let planned: Option<&Planned> = order.plan.as_deref();
        let began = planned.map(|p| p.follow_ups.as_slice()).unwrap_or_default();
        Self {
            order: order.id.as_str().to_owned(),
            currency: order.currency.code(),
            plan: planned.map(|p| p.plan.clone()),
            due_minor: order.due_minor(),
            paid_minor: order.paid_minor,
            shipped_minor: order.out_minor(),
            short_minor: planned.map_or(0, |p| p.short_minor),
            payments: began.iter().map(|f| f.payment.as_str().to_owned()).collect(),
        }
    }
}
