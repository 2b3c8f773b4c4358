//! What decline codes mean: from the table that is compiled in, so neither a database nor a server is needed.

use anyhow::bail;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use recoup_core::declines::table::{rows, sources};
use recoup_core::declines::{self, Class, Explained, Row};
use serde_json::json;

use super::output::Output;
use crate::machine::Machine;
use crate::views::decline::ExplainedView;

/// Explains decline codes, and lists the table they come from.
#[derive(Debug, Subcommand)]
pub enum Declines {
    /// Says what a code means, whether to try again and whether to try another gateway.
    Explain(Explain),
    /// Lists the vocabularies, or the codes of one.
    List(List),
}

/// One code.
#[derive(Debug, Args)]
pub struct Explain {
    /// Gateway, network or vocabulary: `stripe`, `visa`, `mastercard_mac`.
    source: String,
    /// The code as the gateway sent it; with the network's advice as CODE/ADVICE.
    code: String,
    /// As of this day instead of today.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

/// Part of the table.
#[derive(Debug, Args)]
pub struct List {
    /// Only this gateway, network or vocabulary.
    source: Option<String>,
}

impl Declines {
    /// Runs the command.
    ///
    /// # Errors
    /// For a source that nobody knows. A code that nobody knows is explained as such.
    pub fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Explain(explain) => explain.run(out),
            Self::List(List { source: None }) => {
                let all: Vec<_> =
                    sources().map(|source| json!({ "source": source, "codes": rows(source).len() })).collect();
                out.either(&all, || sources().map(|source| format!("{:>5}  {source}\n", rows(source).len())).collect());
                out.hint("List one with `recoup declines list SOURCE`.");
                Ok(())
            }
            Self::List(List { source: Some(source) }) => {
                let found: Vec<&Row> = known(&source)?.into_iter().flat_map(rows).collect();
                let all: Vec<_> = found.iter().map(|row| whole(row)).collect();
                out.either(&all, || found.iter().map(|row| line(row)).collect());
                Ok(())
            }
        }
    }
}

impl Explain {
    fn run(self, out: Output) -> anyhow::Result<()> {
        known(&self.source)?;
        let today = || declines::day(Timestamp::from_microsecond(Machine::default().wall_us()).unwrap_or_default());
        let on = self.on.unwrap_or_else(today);
        let told = declines::explain(&self.source.to_lowercase(), &self.code, on);
        out.either(&ExplainedView::of(&told), || text(&told, on));
        if !told.is_known() {
            out.hint(&format!("List the known codes with `recoup declines list {}`.", self.source.to_lowercase()));
        }
        Ok(())
    }
}

/// The vocabularies behind a name.
fn known(source: &str) -> anyhow::Result<Vec<&'static str>> {
    let found = declines::vocabularies(&source.to_lowercase());
    if found.is_empty() {
        bail!("`{source}` is no source of decline codes; known are {}", declines::names().join(", "));
    }
    Ok(found)
}

fn text(told: &Explained, on: Date) -> String {
    let mut lines = vec![format!("{} {}: {}", told.source, whole_code(told), told.meaning())];
    let otherwise =
        told.otherwise.map_or(String::new(), |class| format!(", or else {} ({})", class.word(), class.title()));
    lines.push(format!("  class            {} ({}){otherwise}", told.class.word(), told.title()));
    let wait =
        told.earliest_retry_hours.map_or(String::new(), |hours| format!(", after {hours} hours at the earliest"));
    let most = told.retries_at_most.map_or(String::new(), |most| format!(", {most} times at most"));
    lines.push(format!("  retry later      {}{wait}{most}", told.retry_later.word()));
    let dead = if told.failover_now { "yes, once this attempt is known to be dead" } else { "no" };
    lines.push(format!("  another gateway  {dead}"));
    lines.push(format!("  what to do       {}", told.what_to_do()));
    lines.push(match told.row {
        Some(row) => format!("  decided by       {} {} of {}, on {on}", told.by.word(), row.code, row.source),
        None => format!("  decided by       nothing: the code is not in the table on {on}, so it is taken as soft"),
    });
    if let Some(row) = told.row {
        let from = row.valid_from.map_or(String::new(), |from| format!(", valid from {from}"));
        let guess = if row.provisional { ", class provisional" } else { "" };
        lines.push(format!("  source           {} ({}){from}{guess}", row.edition, row.confidence.word()));
    }
    lines.join("\n")
}

fn whole_code(told: &Explained) -> String {
    if told.advice.is_empty() { told.code.clone() } else { format!("{}/{}", told.code, told.advice) }
}

fn line(row: &Row) -> String {
    let class =
        row.otherwise.map_or_else(|| row.class.word().to_owned(), |b| format!("{}/{}", row.class.word(), b.word()));
    let from = row.valid_from.map_or(String::new(), |from| format!(" (from {from})"));
    let other = if row.failover_now { "failover" } else { "-" };
    let retry = row.retry_later.word();
    format!("{:<24} {:<32} {class:<22} {retry:<11} {other:<8} {}{from}\n", row.source, row.code, row.meaning)
}

/// A row with every column of the table.
fn whole(row: &Row) -> serde_json::Value {
    json!({
        "source": row.source,
        "code": row.code,
        "meaning": row.meaning,
        "class": row.class.word(),
        "otherwise": row.otherwise.map(Class::word),
        "retry_later": row.retry_later.word(),
        "failover_now": row.failover_now,
        "earliest_retry_hours": row.earliest_retry_hours,
        "valid_from": row.valid_from.map(|from| from.to_string()),
        "provisional": row.provisional,
        "outcome_unknown": row.outcome_unknown,
        "only_with_funds": row.only_with_funds,
        "edition": row.edition,
        "confidence": row.confidence.word(),
    })
}
