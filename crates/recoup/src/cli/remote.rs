//! Commands on a running server: they speak the public API and nothing else.

use std::time::Duration;

use anyhow::Context;
use clap::{Args, Subcommand};
use recoup_gateways::{Header, Request};
use serde_json::{Value, json};

use super::Server;
use super::output::Output;
use crate::worker::net::{Net, Sent};

/// Calls the server and returns its JSON; a problem document becomes an error with its way out.
async fn call(server: &Server, method: &'static str, path: &str, body: Option<Value>) -> anyhow::Result<Value> {
    let net = Net::new(Duration::from_secs(30), true).map_err(anyhow::Error::msg)?;
    let mut headers = vec![
        Header { name: "authorization", value: format!("Bearer {}", server.key), secret: true },
        Header { name: "content-type", value: "application/json".to_owned(), secret: false },
    ];
    if method == "POST" {
        let key = format!("cli-{:016x}{:016x}", getrandom::u64()?, getrandom::u64()?);
        headers.push(Header { name: "idempotency-key", value: key, secret: false });
    }
    let url = format!("{}{path}", server.url.trim_end_matches('/'));
    let body = body.map_or_else(String::new, |value| value.to_string());
    let (status, bytes) = match net.send(&Request { method, url, headers, body }).await {
        Sent::Http { status, body } => (status, body),
        Sent::NotSent(why) => {
            anyhow::bail!("no server answers at {} ({why}); start one with `recoup demo` or `recoup serve`", server.url)
        }
        Sent::MaybeSent(why) => {
            anyhow::bail!("the answer got lost ({why}); look whether it happened before you repeat it")
        }
    };
    let value: Value =
        serde_json::from_slice(&bytes).context("the server did not answer in JSON; is it a recoup server?")?;
    if status >= 400 {
        let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        anyhow::bail!("{}: {} (request {})", word("code"), word("detail"), word("request_id"));
    }
    Ok(value)
}

fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// An amount of minor units as people read it.
fn amount(value: &Value, key: &str) -> String {
    let minor = value.get(key).and_then(Value::as_i64).unwrap_or(0);
    match text(value, "currency").parse() {
        Ok(currency) => recoup_core::money::Money::new(minor, currency).to_string(),
        Err(_) => format!("{minor} minor units"),
    }
}

fn path_word(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

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
            Self::Show { server } => call(&server, "GET", "/v1/test_clock", None).await?,
            Self::Advance { server, by } => {
                call(&server, "POST", "/v1/test_clock/advance", Some(json!({ "secs": secs(&by)? }))).await?
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

/// Asks for a refund.
#[derive(Debug, Args)]
pub struct Refund {
    #[command(flatten)]
    server: Server,
    /// The payment, `pay_…`.
    payment: String,
    /// Minor units; everything refundable when missing.
    #[arg(long)]
    amount_minor: Option<i64>,
    /// Reason code.
    #[arg(long, default_value = "customer_request")]
    reason: String,
    /// Remark for colleagues.
    #[arg(long, default_value = "")]
    note: String,
    /// Show the decision without committing it.
    #[arg(long)]
    preview: bool,
}

impl Refund {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut body = json!({ "payment": self.payment, "reason": self.reason, "note": self.note });
        if let (Some(minor), Value::Object(fields)) = (self.amount_minor, &mut body) {
            fields.insert("amount_minor".to_owned(), minor.into());
        }
        let path = if self.preview { "/v1/refunds?preview=true" } else { "/v1/refunds" };
        let value = call(&self.server, "POST", path, Some(body)).await?;
        out.either(&value, || if self.preview { preview(&value) } else { refund(&value) });
        Ok(())
    }
}

fn refund(value: &Value) -> String {
    let mut line = format!("{} of {} is {}", text(value, "id"), amount(value, "amount_minor"), text(value, "status"));
    let approval = text(value, "approval");
    if !approval.is_empty() {
        line.push_str(&format!("; {approval} waits for another person ({})", text(value, "ruled_by")));
    }
    line
}

fn preview(value: &Value) -> String {
    let answer = value.get("answer").cloned().unwrap_or_default();
    let mut lines =
        vec![format!("would make a refund of {}, {}", amount(&answer, "amount_minor"), text(&answer, "status"))];
    lines.push(format!("rule {} of {}", text(value, "rule"), text(value, "policy")));
    for entry in value.get("entries").and_then(Value::as_array).into_iter().flatten() {
        let later = entry.get("after_approval").and_then(Value::as_bool).unwrap_or(false);
        lines.push(format!("entry {}{}", text(entry, "act"), if later { ", once it is approved" } else { "" }));
        for line in entry.get("lines").and_then(Value::as_array).into_iter().flatten() {
            let (debit, credit) = (amount(line, "debit_minor"), amount(line, "credit_minor"));
            lines.push(format!(
                "  {} {:<24} debit {debit:>14}  credit {credit:>14}",
                text(line, "account"),
                text(line, "name")
            ));
        }
    }
    lines.join("\n")
}

/// Captures some or all of what is authorized.
#[derive(Debug, Args)]
pub struct Capture {
    #[command(flatten)]
    server: Server,
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
        let value = call(&self.server, "POST", &path, Some(body)).await?;
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
            let value = call(&self.server, "GET", &format!("/v1/orders?limit={}", self.limit), None).await?;
            let orders = value.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
            out.either(&value, || orders.iter().map(|o| order_line(o) + "\n").collect());
            return Ok(());
        };
        let id = if order.starts_with("ord_") { order } else { find(&self.server, &order).await? };
        let value = call(&self.server, "GET", &format!("/v1/orders/{}", path_word(&id)), None).await?;
        let mut payments = Vec::new();
        for payment in value.get("payments").and_then(Value::as_array).into_iter().flatten() {
            let path = format!("/v1/payments/{}", path_word(payment.as_str().unwrap_or_default()));
            payments.push(call(&self.server, "GET", &path, None).await?);
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
    let found = call(server, "GET", &format!("/v1/references/{}", path_word(name)), None).await?;
    let rows = found.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
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
        let value = call(&self.server, "GET", &path, None).await?;
        let rows = value.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
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
        let value = call(&self.server, "POST", &path, Some(json!({ "reason": self.reason }))).await?;
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
