//! Invoices on a running server: listed, shown, counted by age, sent, credited, called off, given up.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, amount, data, get, path_word, post, text};
use super::output::Output;

/// What is done with invoices.
#[derive(Debug, Subcommand)]
pub enum Invoices {
    /// Lists invoices, newest first.
    List(List),
    /// Shows an invoice.
    Show(Of),
    /// Shows what is open by age.
    Ageing {
        /// Which server.
        #[command(flatten)]
        server: Server,
    },
    /// Sends a draft: from then on it is owed.
    Issue(Step),
    /// Credits some of what is open, or all that nobody is about to pay.
    Credit(Credit),
    /// Calls an invoice off before anything was paid.
    Void(Void),
    /// Asks to give up what is open.
    WriteOff(WriteOff),
}

/// A list.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    server: Server,
    /// Only those with this status, such as `past_due`.
    #[arg(long)]
    status: Option<String>,
}

/// An invoice that is there.
#[derive(Debug, Args)]
pub struct Of {
    #[command(flatten)]
    server: Server,
    /// The invoice, `inv_…`.
    invoice: String,
}

/// Something that is done to an invoice once.
#[derive(Debug, Args)]
pub struct Step {
    #[command(flatten)]
    of: Of,
    #[command(flatten)]
    once: Once,
}

/// A credit note.
#[derive(Debug, Args)]
pub struct Credit {
    #[command(flatten)]
    step: Step,
    /// Minor units; all that nobody is about to pay when missing.
    #[arg(long)]
    amount_minor: Option<i64>,
    /// Reason code.
    #[arg(long)]
    reason: String,
}

/// The end of an invoice that nobody paid.
#[derive(Debug, Args)]
pub struct Void {
    #[command(flatten)]
    step: Step,
    /// Why.
    #[arg(long)]
    reason: String,
}

/// A write-off.
#[derive(Debug, Args)]
pub struct WriteOff {
    #[command(flatten)]
    step: Step,
    /// Reason code.
    #[arg(long)]
    reason: String,
    /// The law grants relief of the tax in it.
    #[arg(long)]
    tax_relief: bool,
}

impl Step {
    async fn run(&self, step: &str, body: &Value, out: Output) -> anyhow::Result<()> {
        let path = format!("/v1/invoices/{}/{step}", path_word(&self.of.invoice));
        let value = post(&self.of.server, &path, body, &self.once).await?;
        out.either(&value, || line(&value));
        Ok(())
    }
}

impl Invoices {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::List(List { server, status }) => {
                let only = status.map_or_else(String::new, |status| format!("&status={}", path_word(&status)));
                let value = get(&server, &format!("/v1/invoices?limit=100{only}")).await?;
                out.either(&value, || data(&value).iter().map(line).collect::<Vec<_>>().join("\n"));
            }
            Self::Show(of) => {
                let value = get(&of.server, &format!("/v1/invoices/{}", path_word(&of.invoice))).await?;
                out.either(&value, || line(&value));
            }
            Self::Ageing { server } => {
                let value = get(&server, "/v1/invoices/ageing").await?;
                out.either(&value, || data(&value).iter().map(aged).collect::<Vec<_>>().join("\n"));
            }
            Self::Issue(step) => step.run("issue", &json!({}), out).await?,
            Self::Credit(Credit { step, amount_minor, reason }) => {
                let mut body = json!({ "reason": reason });
                if let Some(minor) = amount_minor {
                    body["amount_minor"] = minor.into();
                }
                step.run("credit", &body, out).await?;
            }
            Self::Void(Void { step, reason }) => step.run("void", &json!({ "reason": reason }), out).await?,
            Self::WriteOff(WriteOff { step, reason, tax_relief }) => {
                step.run("write_off", &json!({ "reason": reason, "tax_relief": tax_relief }), out).await?;
            }
        }
        Ok(())
    }
}

fn line(value: &Value) -> String {
    let due = text(value, "due_on");
    let due = if due.is_empty() { String::new() } else { format!(", due {due}") };
    let waits = text(value, "write_off_approval");
    let waits = if waits.is_empty() { String::new() } else { format!("; {waits} waits for another person") };
    let (number, status, open) = (text(value, "number"), text(value, "status"), amount(value, "open_minor"));
    format!("{} {number} is {status}: {open} open of {}{due}{waits}", text(value, "id"), amount(value, "gross_minor"))
}

fn aged(row: &Value) -> String {
    let buckets = row.get("buckets").and_then(Value::as_array).cloned().unwrap_or_default();
    let code = text(row, "currency");
    let parts = buckets.iter().map(|bucket| {
        let minor = bucket.get("open_minor").and_then(Value::as_i64).unwrap_or_default();
        format!("{} {minor}", text(bucket, "days"))
    });
    format!("{code} minor units: {}", parts.collect::<Vec<_>>().join(", "))
}
