//! Refunds of orders over their tenders on a running server, and what goes back by another way.

use clap::Args;
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, amount, path_word, post, text};
use super::output::Output;
use super::refunds::{preview_lines, refund, units};

/// Asks for a refund of an order over its tenders: in full, of an amount, or of units of lines.
#[derive(Debug, Args)]
pub struct RefundOrder {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The order, `ord_…`.
    order: String,
    /// Minor units; everything refundable when neither amount nor lines are given.
    #[arg(long)]
    amount_minor: Option<i64>,
    /// Units of an order line, such as `1=2` for two units of line 1; may be repeated.
    #[arg(long = "line", value_name = "LINE=UNITS")]
    lines: Vec<String>,
    /// How it is spread: `policy`, `newest_first`, `oldest_first`, `pro_rata`, `credit_first`, `card_first` or
    /// `original_proportions`.
    #[arg(long, default_value = "policy")]
    strategy: String,
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

impl RefundOrder {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut body = json!({ "strategy": self.strategy, "reason": self.reason, "note": self.note });
        if let Some(minor) = self.amount_minor {
            body["amount_minor"] = minor.into();
        }
        if !self.lines.is_empty() {
            let lines = self.lines.iter().map(|line| units(line)).collect::<anyhow::Result<Vec<_>>>()?;
            body["lines"] = lines.into();
        }
        let query = if self.preview { "?preview=true" } else { "" };
        let path = format!("/v1/orders/{}/refunds{query}", path_word(&self.order));
        let value = post(&self.server, &path, &body, &self.once).await?;
        out.either(&value, || match self.preview {
            true => format!("{}\n{}", allocation(&value["answer"]), preview_lines(&value).join("\n")),
            false => allocation(&value),
        });
        Ok(())
    }
}

fn allocation(value: &Value) -> String {
    let whole = amount(value, "amount_minor");
    let mut lines =
        vec![format!("{} of {whole}, {} ({})", text(value, "id"), text(value, "strategy"), text(value, "chosen_by"))];
    for part in value.get("parts").and_then(Value::as_array).into_iter().flatten() {
        let minor = part.get("amount_minor").cloned().unwrap_or_default();
        lines.push(format!(
            "  {minor:>12} minor units by {} as {}, {}",
            text(part, "payment"),
            text(part, "refund"),
            text(part, "status")
        ));
    }
    let approval = text(value, "approval");
    if !approval.is_empty() {
        lines.push(format!("{approval} waits for another person"));
    }
    lines.join("\n")
}

/// Lets a refund that failed or came back go back by another way.
#[derive(Debug, Args)]
pub struct MoveRefund {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The refund, `rfd_…`.
    refund: String,
    /// Where to: `tender` or `balance`.
    #[arg(long, default_value = "tender")]
    to: String,
    /// The payment of another tender of the order, `pay_…`; the next that has room when missing.
    #[arg(long)]
    payment: Option<String>,
    /// Why.
    #[arg(long)]
    reason: String,
}

impl MoveRefund {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let path = format!("/v1/refunds/{}/move", path_word(&self.refund));
        let body = json!({ "to": self.to, "payment": self.payment, "reason": self.reason });
        let value = post(&self.server, &path, &body, &self.once).await?;
        out.either(&value, || refund(&value));
        Ok(())
    }
}
