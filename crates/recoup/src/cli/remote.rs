//! Commands on a running server: they speak the public API and nothing else.

use anyhow::Context;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, amount, data, get, path_word, poke, post, text};
use super::output::Output;

/// The test clock.
#[derive(Debug, Subcommand)]
pub enum Clock {
    /// Shows the clock.
    Show {
        /// Which server.
        #[command(flatten)]
        server: Server,
    },
    /// Moves it forward, such as `7d`, `12h`, `30m`, `90s`.
    Advance {
        /// Which server.
        #[command(flatten)]
        server: Server,
        /// How far.
        by: String,
    },
}

fn secs(text: &str) -> anyhow::Result<u32> {
    let units: &[(&str, u32)] = &[("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)];
    let read = units.iter().find_map(|(unit, secs)| {
        text.strip_suffix(unit).and_then(|number| number.parse::<u32>().ok()).and_then(|n| n.checked_mul(*secs))
    });
    read.with_context(|| format!("`{text}` is not a time span; write 7d, 12h, 30m or 90s"))
}

impl Clock {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let value = match self {
            Self::Show { server } => get(&server, "/v1/test_clock").await?,
            Self::Advance { server, by } => {
                poke(&server, "/v1/test_clock/advance", &json!({ "secs": secs(&by)? })).await?
            }
        };
        out.either(&value, || {
            let due = value.get("due").and_then(Value::as_array).cloned().unwrap_or_default();
            let due: Vec<String> = due.iter().map(|d| format!("{} {}", text(d, "count"), text(d, "queue"))).collect();
            let due = if due.is_empty() { "nothing is due".to_owned() } else { format!("due: {}", due.join(", ")) };
            format!("it is {}; {due}", text(&value, "now"))
        });
        Ok(())
    }
}

/// Captures some or all of what is authorized.
#[derive(Debug, Args)]
pub struct Capture {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The payment, `pay_…`.
    payment: String,
    /// Minor units; everything still authorized when missing.
    #[arg(long)]
    amount_minor: Option<i64>,
    /// Give the rest back with it.
    #[arg(long)]
    last: bool,
}

impl Capture {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let path = format!("/v1/payments/{}/captures", path_word(&self.payment));
        let mut body = json!({ "last": self.last });
        if let (Some(minor), Value::Object(fields)) = (self.amount_minor, &mut body) {
            fields.insert("amount_minor".to_owned(), minor.into());
        }
        let value = post(&self.server, &path, &body, &self.once).await?;
        out.either(&value, || {
            format!("{} of {} is {}", text(&value, "id"), amount(&value, "amount_minor"), text(&value, "status"))
        });
        Ok(())
    }
}

/// Lists orders, or shows one.
#[derive(Debug, Args)]
pub struct Orders {
    #[command(flatten)]
    server: Server,
    /// An order, `ord_…`, or any reference of it.
    order: Option<String>,
    /// How many.
    #[arg(long, default_value_t = 20)]
    limit: u32,
}

impl Orders {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let Some(order) = self.order else {
            let value = get(&self.server, &format!("/v1/orders?limit={}", self.limit)).await?;
            let orders = data(&value);
            out.either(&value, || orders.iter().map(|o| order_line(o) + "\n").collect());
            return Ok(());
        };
        let id = if order.starts_with("ord_") { order } else { find(&self.server, &order).await? };
        let value = get(&self.server, &format!("/v1/orders/{}", path_word(&id))).await?;
        let mut payments = Vec::new();
        for payment in value.get("payments").and_then(Value::as_array).into_iter().flatten() {
            let path = format!("/v1/payments/{}", path_word(payment.as_str().unwrap_or_default()));
            payments.push(get(&self.server, &path).await?);
        }
        let whole = json!({ "order": value, "payments": payments });
        out.either(&whole, || {
            let lines = payments.iter().map(|p| {
                format!(
                    "  {}  {}  captured {}  refunded {}  pending {}  refundable {}\n",
                    text(p, "id"),
                    text(p, "status"),
                    amount(p, "captured_minor"),
                    amount(p, "refunded_minor"),
                    amount(p, "refund_pending_minor"),
                    amount(p, "refundable_minor"),
                )
            });
            format!("{}\n{}", order_line(&value), lines.collect::<String>())
        });
        Ok(())
    }
}

async fn find(server: &Server, name: &str) -> anyhow::Result<String> {
    let found = get(server, &format!("/v1/references/{}", path_word(name))).await?;
    let rows = data(&found);
    let order = rows.iter().map(|row| text(row, "stream")).find(|stream| stream.starts_with("ord_"));
    order.with_context(|| format!("no order is known as `{name}`"))
}

fn order_line(order: &Value) -> String {
    format!(
        "{}  {:<12} {:<10} {:>16}  paid {}  refunded {}",
        text(order, "id"),
        text(order, "number"),
        text(order, "status"),
        amount(order, "gross_minor"),
        amount(order, "paid_minor"),
        amount(order, "refunded_minor"),
    )
}

/// Reads the event feed.
#[derive(Debug, Args)]
pub struct Events {
    #[command(flatten)]
    server: Server,
    /// Only events after this number.
    #[arg(long, default_value_t = 0)]
    after: i64,
    /// How many.
    #[arg(long, default_value_t = 50)]
    limit: u32,
}

impl Events {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let path = format!("/v1/events?after={}&limit={}", self.after, self.limit);
        let value = get(&self.server, &path).await?;
        let rows = data(&value);
        out.either(&value, || {
            let line = |e: &Value| {
                format!(
                    "{:>6}  {}  {:<26} {}  {}\n",
                    text(e, "number"),
                    text(e, "booked_at"),
                    text(e, "type"),
                    text(e, "stream"),
                    text(e, "actor")
                )
            };
            rows.iter().map(line).collect()
        });
        Ok(())
    }
}

/// Decides an approval.
#[derive(Debug, Args)]
pub struct Approve {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The approval, `apr_…`.
    approval: String,
    /// Say no instead.
    #[arg(long)]
    reject: bool,
    /// Why.
    #[arg(long, default_value = "")]
    reason: String,
}

impl Approve {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let verb = if self.reject { "reject" } else { "approve" };
        let path = format!("/v1/approvals/{}/{verb}", path_word(&self.approval));
        let value = post(&self.server, &path, &json!({ "reason": self.reason }), &self.once).await?;
        out.either(&value, || {
            format!(
                "{} is {} ({} of {} persons)",
                text(&value, "id"),
                text(&value, "status"),
                text(&value, "persons_agreed"),
                text(&value, "persons_needed")
            )
        });
        Ok(())
    }
}
