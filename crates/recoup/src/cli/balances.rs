//! `recoup balance`: paid in, changed by hand, stated. It speaks the public API and nothing else.

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, amount, data, get, path_word, post, text};
use super::output::Output;

/// A customer's balance.
#[derive(Debug, Subcommand)]
pub enum Balance {
    /// Pays into it.
    TopUp(TopUp),
    /// Changes it by hand; above the policy's limit another person is asked.
    Adjust(Adjust),
    /// Shows what moved it.
    Statement(Statement),
}

/// How much for whom.
#[derive(Debug, Args)]
struct Amount {
    /// The customer, `cus_…`.
    customer: String,
    /// Minor units.
    #[arg(long)]
    amount_minor: i64,
    /// ISO 4217 code.
    #[arg(long)]
    currency: String,
}

/// Money to be paid in.
#[derive(Debug, Args)]
pub struct TopUp {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    amount: Amount,
    /// The gateway account, such as `sandbox:main`, or a till where no token is given.
    #[arg(long)]
    account: String,
    /// The gateway's token for the instrument.
    #[arg(long)]
    token: Option<String>,
}

/// Which way.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Way {
    /// Gives.
    Credit,
    /// Takes away.
    Debit,
}

/// A change by hand.
#[derive(Debug, Args)]
pub struct Adjust {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// Which way.
    direction: Way,
    #[command(flatten)]
    amount: Amount,
    /// Reason code, such as `goodwill`.
    #[arg(long)]
    reason: String,
    /// Remark for colleagues.
    #[arg(long, default_value = "")]
    note: String,
}

/// The statement.
#[derive(Debug, Args)]
pub struct Statement {
    #[command(flatten)]
    server: Server,
    /// The customer, `cus_…`.
    customer: String,
    /// Only rows after this number.
    #[arg(long, default_value_t = 0)]
    after: u64,
    /// How many.
    #[arg(long, default_value_t = 100)]
    limit: u32,
}

impl Balance {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::TopUp(top_up) => top_up.run(out).await,
            Self::Adjust(adjust) => adjust.run(out).await,
            Self::Statement(statement) => statement.run(out).await,
        }
    }
}

fn path(customer: &str, what: &str) -> String {
    format!("/v1/customers/{}/{what}", path_word(customer))
}

impl TopUp {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let kind = if self.token.is_some() { "gateway" } else { "offline" };
        let tender = json!({
            "amount_minor": self.amount.amount_minor, "kind": kind, "account": self.account,
            "token": self.token.unwrap_or_default(),
        });
        let body = json!({ "currency": self.amount.currency, "tender": tender });
        let value = post(&self.server, &path(&self.amount.customer, "topups"), &body, &self.once).await?;
        out.either(&value, || {
            format!("{} of {} is {}", text(&value, "id"), amount(&value, "amount_minor"), text(&value, "status"))
        });
        Ok(())
    }
}

impl Adjust {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let direction = match self.direction {
            Way::Credit => "credit",
            Way::Debit => "debit",
        };
        let Amount { customer, amount_minor, currency } = self.amount;
        let body = json!({
            "direction": direction, "amount_minor": amount_minor, "currency": currency, "reason": self.reason,
            "note": self.note,
        });
        let value = post(&self.server, &path(&customer, "adjustments"), &body, &self.once).await?;
        out.either(&value, || match text(&value, "id") {
            id if id.starts_with("apr_") => format!("{id} waits for another person"),
            id => format!("the balance of {id} was changed"),
        });
        Ok(())
    }
}

impl Statement {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let path = format!("{}?after={}&limit={}", path(&self.customer, "statement"), self.after, self.limit);
        let value = get(&self.server, &path).await?;
        let rows = data(&value);
        out.either(&value, || {
            let line = |row: &Value| {
                format!(
                    "{:>6}  {}  {:<18} {:>16} {:>16}  {}\n",
                    text(row, "seq"),
                    text(row, "at"),
                    text(row, "what"),
                    amount(row, "amount_minor"),
                    amount(row, "balance_minor"),
                    text(row, "about"),
                )
            };
            rows.iter().map(line).collect()
        });
        Ok(())
    }
}
