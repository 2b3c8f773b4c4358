//! The command line: what each command takes, and where it goes.
//!
//! Commands on the database (`serve`, `migrate`, `import`, `verify`, `keys` …) take `--database`; commands
//! on a running server (`orders`, `refund`, `capture` …) take `--url` and `--key`. `--json` works everywhere.

pub mod balances;
pub mod bench;
pub mod call;
pub mod declines;
pub mod demo;
pub mod disputes;
pub mod doctor;
pub mod gateway;
mod goods;
pub mod import;
pub mod invoices;
pub mod local;
pub mod order_refunds;
pub mod output;
pub mod people;
pub mod refunds;
pub mod remote;
pub mod sandbox;
pub mod say;
pub mod sealing;
pub mod serve;
pub mod simulate;
pub mod team;
pub mod verify;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::store::Store;

/// Recoup carries money through everything after checkout.
#[derive(Debug, Parser)]
#[command(name = "recoup", version, about, max_term_width = 110)]
pub struct Cli {
    /// Print JSON instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Which database.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://user@host/database`.
    #[arg(long, env = "RECOUP_DATABASE", default_value = "sqlite:recoup.db")]
    pub database: String,
}

/// Whose rows of which database.
#[derive(Debug, Clone, Args)]
pub struct OfTenant {
    #[command(flatten)]
    database: Database,
    /// Tenant.
    #[arg(long, default_value = "main")]
    tenant: String,
}

impl OfTenant {
    /// The database, if it is there and fits this version.
    async fn open(&self) -> anyhow::Result<Store> {
        serve::open_existing(&self.database, 1).await
    }
}

/// Which server, and as whom.
#[derive(Debug, Clone, Args)]
pub struct Server {
    /// Where the server is.
    #[arg(long, env = "RECOUP_URL", default_value = "http://127.0.0.1:7700")]
    pub url: String,
    /// API key, `rcp_…`.
    #[arg(long, env = "RECOUP_KEY", hide_env_values = true)]
    pub key: String,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Starts a shop to try: embedded store, sandbox bank, movable clock, five persons.
    Demo(demo::Demo),
    /// Serves the API, with a worker inside.
    Serve(serve::Serve),
    /// Carries effects out and facts in, beside servers on the same database.
    Worker(serve::WorkerOnly),
    /// Brings the database schema up to this version.
    Migrate(Database),
    /// Imports files of other systems.
    #[command(subcommand)]
    Import(import::Import),
    /// Derives states, entries and identities again from the events and says what disagrees.
    Verify(verify::Verify),
    /// Looks at database, queues, keys and configuration and says what to fix.
    Doctor(doctor::Doctor),
    /// Lives through histories that seeds decide, with every fault there is, and holds what must be true.
    Simulate(simulate::Simulate),
    /// Makes, lists, replaces and revokes API keys.
    #[command(subcommand)]
    Keys(local::Keys),
    /// Keeps and checks accounts of gateways, and reads their settlement and payout reports.
    #[command(subcommand)]
    Gateway(gateway::Gateway),
    /// Makes sealing keys, says what they seal, and seals anew.
    #[command(subcommand)]
    Sealing(sealing::Sealing),
    /// Adds, lists, shuts out and lets in persons who sign in.
    #[command(subcommand)]
    Team(team::Team),
    /// Shows or moves the test clock of a demo.
    #[command(subcommand)]
    Clock(remote::Clock),
    /// Asks for a refund.
    Refund(refunds::Refund),
    /// Asks for a refund of an order over its tenders.
    RefundOrder(order_refunds::RefundOrder),
    /// Lets a refund that failed go back by another tender, or to the balance.
    MoveRefund(order_refunds::MoveRefund),
    /// Sends a failed or returned refund once more.
    Retry(refunds::Of),
    /// Pays a failed or returned refund to the customer's balance.
    Credit(refunds::Of),
    /// Says that an offline refund was paid.
    Confirm(refunds::Confirm),
    /// Lists, shows and answers disputes.
    #[command(subcommand, alias = "dispute")]
    Disputes(disputes::Disputes),
    /// Says what became of an operation whose gateway gives no answer; another person agrees.
    Say(say::Say),
    /// A customer's balance: paid in, changed by hand, stated.
    #[command(subcommand)]
    Balance(balances::Balance),
    /// Captures some or all of what is authorized.
    Capture(remote::Capture),
    /// Lists orders, or shows one.
    Orders(remote::Orders),
    /// Lists, shows, sends, credits, calls off and gives up invoices.
    #[command(subcommand)]
    Invoices(invoices::Invoices),
    /// Ships goods of an order, says which come late or never, and when its money is taken.
    #[command(subcommand)]
    Goods(goods::Goods),
    /// Reads the event feed.
    Events(remote::Events),
    /// Decides an approval.
    Approve(remote::Approve),
    /// Lists, shows and resolves exceptions.
    #[command(subcommand)]
    Exceptions(people::Exceptions),
    /// Lists and shows what gateways delivered, and has parked deliveries read once more.
    #[command(subcommand, alias = "deliveries")]
    Inbox(people::Inbox),
    /// Explains decline codes, and lists the table they come from.
    #[command(subcommand)]
    Declines(declines::Declines),
    /// Runs the sandbox bank alone.
    Sandbox(sandbox::SandboxCommand),
    /// Proves and measures under load: races, kills, rates.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Prints the OpenAPI document.
    Openapi,
}

/// A configuration file.
#[derive(Debug, Clone, Args)]
pub struct Configured {
    /// TOML file with gateway accounts and limits.
    #[arg(long, env = "RECOUP_CONFIG")]
    pub config: Option<PathBuf>,
}

impl Configured {
    /// The configuration; the empty one without a file.
    ///
    /// # Errors
    /// As [`crate::config::Config::read`].
    pub fn read(&self) -> Result<crate::config::Config, crate::config::ConfigError> {
        self.config.as_deref().map_or_else(|| Ok(crate::config::Config::default()), crate::config::Config::read)
    }
}

/// Runs a command.
///
/// # Errors
/// What the command says.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let out = output::Output { json: cli.json };
    match cli.command {
        Command::Demo(demo) => demo.run(out).await,
        Command::Serve(serve) => serve.run(out).await,
        Command::Worker(worker) => worker.run(out).await,
        Command::Migrate(database) => local::migrate(&database, out).await,
        Command::Import(import) => import.run(out).await,
        Command::Verify(verify) => verify.run(out).await,
        Command::Doctor(doctor) => doctor.run(out).await,
        Command::Simulate(simulate) => simulate.run(out).await,
        Command::Keys(keys) => keys.run(out).await,
        Command::Gateway(gateway) => gateway.run(out).await,
        Command::Sealing(sealing) => sealing.run(out).await,
        Command::Team(team) => team.run(out).await,
        Command::Clock(clock) => clock.run(out).await,
        Command::Refund(refund) => refund.run(out).await,
        Command::RefundOrder(refund) => refund.run(out).await,
        Command::MoveRefund(refund) => refund.run(out).await,
        Command::Retry(of) => of.retry(out).await,
        Command::Credit(of) => of.credit(out).await,
        Command::Confirm(confirm) => confirm.run(out).await,
        Command::Disputes(disputes) => disputes.run(out).await,
        Command::Say(say) => say.run(out).await,
        Command::Balance(balance) => balance.run(out).await,
        Command::Capture(capture) => capture.run(out).await,
        Command::Orders(orders) => orders.run(out).await,
        Command::Invoices(invoices) => invoices.run(out).await,
        Command::Goods(goods) => goods.run(out).await,
        Command::Events(events) => events.run(out).await,
        Command::Approve(approve) => approve.run(out).await,
        Command::Exceptions(exceptions) => exceptions.run(out).await,
        Command::Inbox(inbox) => inbox.run(out).await,
        Command::Declines(declines) => declines.run(out),
        Command::Sandbox(sandbox) => sandbox.run(out).await,
        Command::Bench(bench) => bench.run(out).await,
        Command::Openapi => {
            out.text(&crate::http::openapi::document());
            Ok(())
        }
    }
}
