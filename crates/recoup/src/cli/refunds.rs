//! Refunds on a running server: asked for in full, by amount or by line, sent again, credited, confirmed.

use anyhow::Context;
use clap::Args;
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, amount, path_word, post, text};
use super::output::Output;

/// Asks for a refund: in full, of an amount, or of units of lines.
#[derive(Debug, Args)]
pub struct Refund {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The payment, `pay_…`.
    payment: String,
    /// Minor units; everything refundable when neither amount nor lines are given.
    #[arg(long)]
    amount_minor: Option<i64>,
    /// Units of an order line, such as `1=2` for two units of line 1; may be repeated.
    #[arg(long = "line", value_name = "LINE=UNITS")]
    lines: Vec<String>,
    /// Reason code.
    #[arg(long, default_value = "customer_request")]
    reason: String,
    /// Remark for colleagues.
    #[arg(long, default_value = "")]
    note: String,
    /// A policy rule to be set aside this once; an approver decides.
    #[arg(long, requires = "exception_reason", value_name = "RULE")]
    exception_rule: Option<String>,
    /// Why this case is different.
    #[arg(long, requires = "exception_rule", value_name = "WHY")]
    exception_reason: Option<String>,
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
        let mut body = serde_json::Map::new();
        body.insert("payment".to_owned(), self.payment.into());
        body.insert("reason".to_owned(), self.reason.into());
        body.insert("note".to_owned(), self.note.into());
        body.extend(self.amount_minor.map(|minor| ("amount_minor".to_owned(), minor.into())));
        if !self.lines.is_empty() {
            let lines = self.lines.iter().map(|line| units(line)).collect::<anyhow::Result<Vec<_>>>()?;
            body.insert("lines".to_owned(), lines.into());
        }
        if let (Some(rule), Some(reason)) = (self.exception_rule, self.exception_reason) {
            body.insert("exception".to_owned(), json!({ "rule": rule, "reason": reason }));
        }
        let path = if self.preview { "/v1/refunds?preview=true" } else { "/v1/refunds" };
        let value = post(&self.server, path, &Value::Object(body), &self.once).await?;
        out.either(&value, || if self.preview { preview(&value) } else { refund(&value) });
        Ok(())
    }
}

pub(super) fn units(text: &str) -> anyhow::Result<Value> {
    let read = text.split_once('=').and_then(|(line, units)| {
        Some(json!({ "line": line.trim().parse::<u32>().ok()?, "quantity": units.trim().parse::<i64>().ok()? }))
    });
    read.with_context(|| format!("`{text}` is no line; write 1=2 for two units of line 1"))
}

/// A refund that is there.
#[derive(Debug, Args)]
pub struct Of {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The refund, `rfd_…`.
    refund: String,
}

impl Of {
    async fn step(&self, step: &str, body: &Value, out: Output) -> anyhow::Result<()> {
        let path = format!("/v1/refunds/{}/{step}", path_word(&self.refund));
        let value = post(&self.server, &path, body, &self.once).await?;
        out.either(&value, || refund(&value));
        Ok(())
    }

    /// Sends a failed or returned refund once more.
    ///
    /// # Errors
    /// What the server says.
    pub async fn retry(self, out: Output) -> anyhow::Result<()> {
        self.step("retry", &json!({}), out).await
    }

    /// Pays a failed or returned refund to the customer's balance.
    ///
    /// # Errors
    /// What the server says.
    pub async fn credit(self, out: Output) -> anyhow::Result<()> {
        self.step("credit", &json!({}), out).await
    }
}

/// Says that an offline refund was paid.
#[derive(Debug, Args)]
pub struct Confirm {
    #[command(flatten)]
    of: Of,
    /// Receipt or bank reference.
    #[arg(long)]
    evidence: String,
}

impl Confirm {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        self.of.step("confirm", &json!({ "evidence": self.evidence }), out).await
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
