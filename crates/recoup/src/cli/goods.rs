//! Goods of an order on a running server: shipments, units that come late or never, and the capture plan.

use anyhow::Context;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, amount, data, get, path_word, post, text};
use super::output::Output;
use super::refunds::units;

/// What to do with goods.
#[derive(Debug, Subcommand)]
pub enum Goods {
    /// Lists the shipments of an order.
    List(OfOrder),
    /// Sets units aside for a shipment.
    Plan(Units),
    /// Says that a shipment left the house; what is due for it is captured.
    Ship(Ship),
    /// Says that a shipment is packed, arrived, was lost, came back or was given up.
    Move(Move),
    /// Says that units will not go out.
    Cancel(Units),
    /// Says that units go out later.
    Delay(Units),
    /// Shows when the money of an order is taken by itself, and what is due by now.
    Captures(OfOrder),
    /// Sets when the money of an order is taken by itself, from a JSON document.
    SetCaptures(SetCaptures),
}

/// An order.
#[derive(Debug, Args)]
pub struct OfOrder {
    #[command(flatten)]
    server: Server,
    /// The order, `ord_…`.
    order: String,
}

/// Units of an order.
#[derive(Debug, Args)]
pub struct Units {
    #[command(flatten)]
    of: OfOrder,
    #[command(flatten)]
    once: Once,
    /// Units of an order line, such as `1=2` for two units of line 1; may be repeated.
    #[arg(long = "line", value_name = "LINE=UNITS", required = true)]
    lines: Vec<String>,
    /// Why; for units that come late or never.
    #[arg(long, default_value = "")]
    reason: String,
}

/// A shipment that leaves.
#[derive(Debug, Args)]
pub struct Ship {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The shipment, `shp_…`.
    shipment: String,
    /// Who carries it.
    #[arg(long, default_value = "")]
    carrier: String,
    /// The carrier's number for it.
    #[arg(long, default_value = "")]
    tracking: String,
}

/// What becomes of a shipment.
#[derive(Debug, Args)]
pub struct Move {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The shipment, `shp_…`.
    shipment: String,
    /// `pack`, `deliver`, `lose`, `return_to_sender` or `cancel`.
    step: String,
    /// How we know, or why.
    #[arg(long, default_value = "")]
    reason: String,
}

/// A capture plan to set.
#[derive(Debug, Args)]
pub struct SetCaptures {
    #[command(flatten)]
    of: OfOrder,
    #[command(flatten)]
    once: Once,
    /// The plan, such as `{"steps":[{"on":"shipment","take":"shipped"}],"care":"renew"}`.
    plan: String,
}

impl Goods {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::List(of) => {
                let value = get(&of.server, &of.path("shipments")).await?;
                let all = data(&value);
                out.either(&value, || all.iter().map(shipment).collect());
            }
            Self::Plan(units) => {
                let value = units.send("shipments", false).await?;
                out.either(&value, || shipment(&value));
            }
            Self::Cancel(units) => {
                let value = units.send("cancel_lines", true).await?;
                out.either(&value, || order(&value));
            }
            Self::Delay(units) => {
                let value = units.send("delay_lines", true).await?;
                out.either(&value, || order(&value));
            }
            Self::Ship(ship) => {
                let path = format!("/v1/shipments/{}/ship", path_word(&ship.shipment));
                let body = json!({ "carrier": ship.carrier, "tracking": ship.tracking });
                let value = post(&ship.server, &path, &body, &ship.once).await?;
                out.either(&value, || shipment(&value));
            }
            Self::Move(mv) => {
                let path = format!("/v1/shipments/{}/move", path_word(&mv.shipment));
                let body = json!({ "step": mv.step, "reason": mv.reason });
                let value = post(&mv.server, &path, &body, &mv.once).await?;
                out.either(&value, || shipment(&value));
            }
            Self::Captures(of) => {
                let value = get(&of.server, &of.path("plan")).await?;
                out.either(&value, || plan(&value));
            }
            Self::SetCaptures(set) => {
                let body: Value = serde_json::from_str(&set.plan).context("the plan is no JSON document")?;
                let value = post(&set.of.server, &set.of.path("plan"), &body, &set.once).await?;
                out.either(&value, || order(&value));
            }
        }
        Ok(())
    }
}

impl OfOrder {
    fn path(&self, what: &str) -> String {
        format!("/v1/orders/{}/{what}", path_word(&self.order))
    }
}

impl Units {
    async fn send(&self, what: &str, reasoned: bool) -> anyhow::Result<Value> {
        let lines = self.lines.iter().map(|line| units(line)).collect::<anyhow::Result<Vec<_>>>()?;
        let mut body = json!({ "lines": lines });
        if let (true, Some(body)) = (reasoned, body.as_object_mut()) {
            body.insert("reason".to_owned(), self.reason.clone().into());
        }
        post(&self.of.server, &self.of.path(what), &body, &self.once).await
    }
}

fn shipment(value: &Value) -> String {
    format!(
        "{}  {}  {}  {}\n",
        text(value, "id"),
        text(value, "status"),
        amount(value, "gross_minor"),
        text(value, "tracking")
    )
}

fn order(value: &Value) -> String {
    format!("{}  {}  open {}\n", text(value, "id"), text(value, "status"), amount(value, "open_minor"))
}

fn plan(value: &Value) -> String {
    let told = ["due_minor", "paid_minor", "shipped_minor", "short_minor"];
    let words = told.map(|name| format!("{} {}", name.trim_end_matches("_minor"), amount(value, name)));
    format!("{}  {}\n", text(value, "order"), words.join("  "))
}
