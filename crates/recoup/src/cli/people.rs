//! What waits for a person on a running server: exceptions to resolve, deliveries to have read once more.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, amount, data, get, path_word, poke, post, text};
use super::output::Output;

/// Which page of a list.
#[derive(Debug, Args)]
pub struct Page {
    #[command(flatten)]
    server: Server,
    /// Only things in this state: exceptions are open or resolved, deliveries waiting, done or parked.
    #[arg(long)]
    state: Option<String>,
    /// Only after this id.
    #[arg(long)]
    after: Option<String>,
    /// How many.
    #[arg(long, default_value_t = 20)]
    limit: u32,
}

impl Page {
    async fn read(&self, path: &str) -> anyhow::Result<Value> {
        let mut query = format!("{path}?limit={}", self.limit);
        for (name, value) in [("state", &self.state), ("after", &self.after)] {
            if let Some(value) = value {
                query.push_str(&format!("&{name}={}", path_word(value)));
            }
        }
        get(&self.server, &query).await
    }
}

/// One thing of a list.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    server: Server,
    /// Its id.
    id: String,
}

impl One {
    fn path(&self, list: &str) -> String {
        format!("{list}/{}", path_word(&self.id))
    }
}

/// An exception to resolve.
#[derive(Debug, Args)]
pub struct Resolve {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    once: Once,
    /// What was done about it: the correction, the booking, why it may be left.
    #[arg(long)]
    resolution: String,
}

/// Lists, shows and resolves exceptions.
#[derive(Debug, Subcommand)]
pub enum Exceptions {
    /// Lists them, open ones unless a state is given.
    List(Page),
    /// Shows one.
    Show(One),
    /// Says what was done about one.
    Resolve(Resolve),
}

const EXCEPTIONS: &str = "/v1/exceptions";

impl Exceptions {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::List(page) => {
                let value = page.read(EXCEPTIONS).await?;
                out.either(&value, || data(&value).iter().map(|one| exception(one) + "\n").collect());
            }
            Self::Show(one) => {
                let value = get(&one.server, &one.path(EXCEPTIONS)).await?;
                out.either(&value, || exception(&value));
            }
            Self::Resolve(resolve) => {
                let path = format!("{}/resolve", resolve.one.path(EXCEPTIONS));
                let body = json!({ "resolution": resolve.resolution });
                let value = post(&resolve.one.server, &path, &body, &resolve.once).await?;
                out.either(&value, || format!("{} is resolved", text(&value, "id")));
            }
        }
        Ok(())
    }
}

fn exception(one: &Value) -> String {
    let money =
        if text(one, "currency").is_empty() { String::new() } else { format!("  {}", amount(one, "amount_minor")) };
    let mut line = format!(
        "{}  {}  {}  {}  {}{money}\n  {}",
        text(one, "id"),
        text(one, "at"),
        text(one, "state"),
        text(one, "reason"),
        text(one, "source"),
        text(one, "detail")
    );
    if !text(one, "resolution").is_empty() {
        line.push_str(&format!("\n  {} by {}", text(one, "resolution"), text(one, "resolved_by")));
    }
    line
}

/// Lists and shows deliveries of gateways, and has parked ones read once more.
#[derive(Debug, Subcommand)]
pub enum Deliveries {
    /// Lists them, parked ones unless a state is given.
    List(Page),
    /// Shows one with its body.
    Show(One),
    /// Has a parked one read once more.
    Retry(One),
}

const DELIVERIES: &str = "/v1/deliveries";

impl Deliveries {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::List(page) => {
                let value = page.read(DELIVERIES).await?;
                out.either(&value, || data(&value).iter().map(|one| delivery(one) + "\n").collect());
            }
            Self::Show(one) => {
                let value = get(&one.server, &one.path(DELIVERIES)).await?;
                out.either(&value, || format!("{}\n{}", delivery(&value), text(&value, "body")));
            }
            Self::Retry(one) => {
                let value = poke(&one.server, &format!("{}/retry", one.path(DELIVERIES)), &json!({})).await?;
                out.either(&value, || delivery(&value));
            }
        }
        Ok(())
    }
}

fn delivery(one: &Value) -> String {
    format!(
        "{}  {}  {}  {}  {} tries  {}",
        text(one, "id"),
        text(one, "received_at"),
        text(one, "account"),
        text(one, "state"),
        text(one, "attempts"),
        text(one, "note")
    )
}
