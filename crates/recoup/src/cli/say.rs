//! Says on a running server what became of an operation whose gateway gives no answer.

use clap::{ArgGroup, Args};
use serde_json::json;

use super::Server;
use super::call::{Once, path_word, post, text};
use super::output::Output;

/// An operation without an answer, and what became of it.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("outcome").required(true).args(["done", "not_done"]))]
pub struct Say {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The payment whose authorization it is, or the capture, release or refund.
    operation: String,
    /// It was done, and the gateway calls it so.
    #[arg(long, value_name = "NAME")]
    done: Option<String>,
    /// It was not done, and will not be.
    #[arg(long)]
    not_done: bool,
    /// How you know.
    #[arg(long)]
    reason: String,
}

impl Say {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let path = format!("/v1/operations/{}/outcome", path_word(&self.operation));
        let outcome = if self.not_done { "not_done" } else { "done" };
        let name = self.done.unwrap_or_default();
        let body = json!({ "outcome": outcome, "gateway_ref": name, "reason": self.reason });
        let value = post(&self.server, &path, &body, &self.once).await?;
        out.either(&value, || format!("{} waits for another person", text(&value, "id")));
        Ok(())
    }
}
