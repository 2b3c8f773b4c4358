//! `recoup bench`: proofs under load, each on a database of its own.

use clap::{Args, Subcommand};
use recoup_sandbox::FaceKind;

use super::output::Output;
use crate::bench;

/// Proves and measures under load. Every run makes databases of its own and throws them away.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Races refunds of one payment against each other, and compares all records afterwards.
    Races(Races),
    /// Races refunds of a customer's balance against its spending.
    Balances(Balances),
    /// Kills a server under load, again and again, while its bank misbehaves.
    Crash(Crash),
    /// Measures engine and HTTP against the floor of the database.
    Spine(Spine),
    /// Measures pages of the dashboard in a shop with a million payments.
    Pages(Pages),
    /// Shows start-up time, idle memory and size of this executable.
    Idle,
}

/// Databases to run on.
#[derive(Debug, Args)]
struct On {
    /// `sqlite`, `sqlite:DIRECTORY`, or a PostgreSQL database beside which one is made; may be repeated.
    #[arg(long, default_value = "sqlite")]
    database: Vec<String>,
}

/// Faces of the bank to run against.
#[derive(Debug, Args)]
struct Faces {
    /// Which gateway's protocol the bank speaks: one face, or `all`; a word that is none lists them.
    #[arg(long, value_name = "NAME", default_value = "all", value_parser = faces)]
    face: FaceList,
}

/// Faces that one word named.
#[derive(Debug, Clone)]
struct FaceList(Vec<FaceKind>);

fn faces(word: &str) -> Result<FaceList, String> {
    bench::face::Place::named(word).map(FaceList)
}

/// Races refunds of one payment against each other.
#[derive(Debug, Args)]
pub struct Races {
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    faces: Faces,
    /// Rounds of two 60 % refunds at once and of six 48 % refunds at once, with each face.
    #[arg(long, default_value_t = 200)]
    rounds: usize,
}

/// Races refunds of a customer's balance against its spending.
#[derive(Debug, Args)]
pub struct Balances {
    #[command(flatten)]
    on: On,
    /// Which gateway's protocol the bank speaks: one face, or `all`; a word that is none lists them.
    #[arg(long, value_name = "NAME", default_value = "native", value_parser = faces)]
    face: FaceList,
    /// Rounds of four refunds and four orders at once, with each face.
    #[arg(long, default_value_t = 1_000)]
    rounds: usize,
}

/// Kills a server under load.
#[derive(Debug, Args)]
pub struct Crash {
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    faces: Faces,
    /// How often the server is killed with each face.
    #[arg(long, default_value_t = 60)]
    kills: usize,
    /// Decides what clients do and when the server dies.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Measures engine and HTTP against the floor of the database.
#[derive(Debug, Args)]
pub struct Spine {
    #[command(flatten)]
    on: On,
    /// Payments in a database.
    #[arg(long, default_value_t = 10_000)]
    payments: u64,
    /// Also compares with a database of a million payments; filling it takes minutes.
    #[arg(long)]
    big: bool,
    /// How many payments that are.
    #[arg(long, default_value_t = 1_000_000)]
    many: u64,
    /// Tasks that ask the engine at once.
    #[arg(long, default_value_t = 256)]
    tasks: usize,
    /// Connections to the server.
    #[arg(long, default_value_t = 64)]
    connections: usize,
}

/// Measures pages of the dashboard.
#[derive(Debug, Args)]
pub struct Pages {
    #[command(flatten)]
    on: On,
    /// Payments in the shop; filling it with a million takes minutes.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    payments: u64,
    /// How often each page is asked for.
    #[arg(long, default_value_t = 40)]
    rounds: usize,
    /// Fails when a page is slower than wanted.
    #[arg(long)]
    insist: bool,
}

impl Bench {
    /// Runs it.
    ///
    /// # Errors
    /// When it cannot run, or when what it proves does not hold.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Races(races) => races.run(out).await,
            Self::Balances(balances) => balances.run(out).await,
            Self::Crash(crash) => crash.run(out).await,
            Self::Spine(spine) => spine.run(out).await,
            Self::Pages(pages) => pages.run(out).await,
            Self::Idle => {
                let report = bench::idle::run(&std::env::current_exe()?).await?;
                out.either(&report, || report.text());
                anyhow::ensure!(report.reached, "a target is missed");
                Ok(())
            }
        }
    }
}

impl Races {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut violations = 0;
        for (database, face) in pairs(&self.on, &self.faces) {
            let bar = progress(self.rounds, "rounds");
            let report =
                bench::races::run(database, face, self.rounds, |done| bar.set_position(position(done))).await?;
            bar.finish_and_clear();
            out.either(&report, || report.text());
            violations += report.violations.len();
        }
        anyhow::ensure!(violations == 0, "{violations} violations");
        Ok(())
    }
}

impl Balances {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut violations = 0;
        for (database, face) in self.on.database.iter().flat_map(|on| self.face.0.iter().map(move |face| (on, *face))) {
            let bar = progress(self.rounds, "rounds");
            let report =
                bench::balances::run(database, face, self.rounds, |done| bar.set_position(position(done))).await?;
            bar.finish_and_clear();
            out.either(&report, || report.text());
            violations += report.violations.len();
        }
        anyhow::ensure!(violations == 0, "{violations} violations");
        Ok(())
    }
}

impl Crash {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut violations = 0;
        for (database, face) in pairs(&self.on, &self.faces) {
            let (exe, database) = (std::env::current_exe()?, database.to_owned());
            let plan = bench::crash::Plan { exe, database, kills: self.kills, seed: self.seed, face };
            let bar = progress(self.kills, "kills");
            let report = bench::crash::run(&plan, |done| bar.set_position(position(done))).await?;
            bar.finish_and_clear();
            out.either(&report, || report.text());
            violations += report.violations.len();
        }
        anyhow::ensure!(violations == 0, "{violations} violations");
        Ok(())
    }
}

impl Spine {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        for database in &self.on.database {
            let plan = bench::spine::Plan {
                exe: std::env::current_exe()?,
                database: database.clone(),
                payments: self.payments,
                many: self.big.then_some(self.many),
                tasks: self.tasks,
                connections: self.connections,
            };
            let report = bench::spine::run(&plan, &|step| out.hint(&format!("  … {step}"))).await?;
            out.either(&report, || report.text());
        }
        Ok(())
    }
}

impl Pages {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut reached = true;
        for database in &self.on.database {
            let bar = progress(usize::try_from(self.payments)?, "payments");
            let ground = bench::pages::Ground::make(database, self.payments, &|done| bar.set_position(done)).await?;
            bar.finish_and_clear();
            let report = ground.measure(self.rounds, &|page| out.hint(&format!("  … {page}"))).await?;
            ground.remove().await?;
            out.either(&report, || report.text());
            reached &= report.is_reached();
        }
        anyhow::ensure!(reached || !self.insist, "a page is slower than wanted");
        Ok(())
    }
}

/// Every database with every face.
fn pairs<'c>(on: &'c On, faces: &'c Faces) -> impl Iterator<Item = (&'c str, FaceKind)> {
    on.database.iter().flat_map(|database| faces.face.0.iter().map(move |face| (database.as_str(), *face)))
}

fn position(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A bar on standard error; it shows nothing where that is no terminal.
fn progress(whole: usize, what: &'static str) -> indicatif::ProgressBar {
    let bar = indicatif::ProgressBar::new(position(whole)).with_message(what);
    let style = indicatif::ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
