//! What waits for a person on a running server: exceptions to resolve, deliveries to read once more.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Server;
use super::call::{Once, Refused, amount, data, get, path_word, poke, post, text};
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

/// Lists and shows what gateways delivered, and has parked deliveries read once more.
#[derive(Debug, Subcommand)]
pub enum Inbox {
    /// Lists deliveries, parked ones unless a state is given.
    List(Page),
    /// Shows one with its body.
    Show(One),
    /// Has parked deliveries read once more, after their cause was corrected. What they tell counts once.
    #[command(alias = "retry")]
    Replay(Replay),
    /// Says which payment one is about that waits because nobody knows it.
    Match(Match),
}

/// Which payment a delivery is about.
#[derive(Debug, Args)]
pub struct Match {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    once: Once,
    /// The payment, pay_…
    #[arg(long)]
    payment: String,
    /// What the gateway calls the payment, where the delivery does not say.
    #[arg(long)]
    gateway_ref: Option<String>,
    /// How you know.
    #[arg(long)]
    why: String,
}

/// Which deliveries are read once more.
#[derive(Debug, Args)]
pub struct Replay {
    #[command(flatten)]
    server: Server,
    /// Its id.
    #[arg(required_unless_present = "parked", conflicts_with = "parked")]
    id: Option<String>,
    /// Every one that is parked.
    #[arg(long)]
    parked: bool,
    /// Of those, only deliveries of this gateway account, such as `stripe:main`.
    #[arg(long, requires = "parked")]
    account: Option<String>,
}

const DELIVERIES: &str = "/v1/deliveries";

impl Inbox {
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
            Self::Replay(replay) => replay.run(out).await?,
            Self::Match(Match { one, once, payment, gateway_ref, why }) => {
                let mut body = json!({ "payment": payment, "why": why });
                if let Some(gateway_ref) = gateway_ref {
                    body["gateway_ref"] = gateway_ref.into();
                }
                let value = post(&one.server, &format!("{}/match", one.path(DELIVERIES)), &body, &once).await?;
                out.either(&value, || text(&value, "no_change").to_owned());
            }
        }
        Ok(())
    }
}

impl Replay {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        if let Some(id) = &self.id {
            let value = self.one(id).await?;
            out.either(&value, || delivery(&value));
            return Ok(());
        }
        let (mut read, mut parked_no_more) = (Vec::new(), 0);
        for id in self.parked().await? {
            match self.one(&id).await {
                Ok(value) => read.push(value),
                // Somebody else has it read meanwhile.
                Err(error) if error.downcast_ref::<Refused>().is_some_and(|said| said.code == "not_in_state") => {
                    parked_no_more += 1;
                }
                Err(error) => return Err(error),
            }
        }
        out.either(&read, || read.iter().map(|one| delivery(one) + "\n").collect());
        out.hint(&format!(
            "{} deliveries are read once more, and {parked_no_more} were not parked any more; `recoup inbox list` shows \
             what stays parked.",
            read.len()
        ));
        Ok(())
    }

    async fn one(&self, id: &str) -> anyhow::Result<Value> {
        poke(&self.server, &format!("{DELIVERIES}/{}/retry", path_word(id)), &json!({})).await
    }

    /// The parked ones of now. Those that are parked again while others are read are not among them.
    async fn parked(&self) -> anyhow::Result<Vec<String>> {
        let (mut ids, mut after) = (Vec::new(), String::new());
        loop {
            let query = format!("{DELIVERIES}?state=parked&limit=100&after={}", path_word(&after));
            let value = get(&self.server, &query).await?;
            let page = data(&value);
            let Some(last) = page.last() else { return Ok(ids) };
            after = text(last, "id").to_owned();
            let wanted = |one: &&Value| self.account.as_deref().is_none_or(|account| text(one, "account") == account);
            ids.extend(page.iter().filter(wanted).map(|one| text(one, "id").to_owned()));
        }
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
