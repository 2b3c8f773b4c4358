//! `recoup gateway report`: reads a settlement or payout report, row by row, and says whether its sums fit.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::Args;
use recoup_gateways::Gateway;
use recoup_gateways::report::Total;
use recoup_gateways::summary::{OddRow, Sum, Summary, Verdict, amount};
use serde_json::{Value, json};

use super::super::output::Output;
use super::kinds;
use crate::bench::process::most_resident_kb;

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// Reads a settlement or payout report.
#[derive(Debug, Args)]
pub struct Report {
    /// Whose report it is: `stripe`, `adyen`, `paypal`, `mollie`, `braintree`.
    #[arg(long)]
    gateway: String,
    /// Which kind of report; a wrong one lists those that are read.
    #[arg(long)]
    kind: String,
    /// The file, not packed.
    file: PathBuf,
}

impl Report {
    /// Reads it and prints what it says.
    ///
    /// # Errors
    /// When the file cannot be read, a row is odd, or a sum does not fit.
    pub fn run(self, out: Output) -> anyhow::Result<()> {
        let gateway = kinds::named(&self.gateway)?;
        let shown = self.file.display();
        let file = File::open(&self.file).with_context(|| format!("{shown} cannot be read"))?;
        let bytes = file.metadata().map_or(0, |about| about.len());
        let began = Instant::now();
        let input = Box::new(BufReader::with_capacity(CHUNK, file));
        let Some(items) = gateway.read_report(&self.kind, input) else { bail!(no_kind(gateway, &self.kind)) };
        let summary = Summary::of(items);
        let used = Used { bytes, millis: began.elapsed().as_millis(), most_kib: most_resident_kb(std::process::id()) };
        out.either(&whole(&summary, &used), || text(&summary, &used));
        match summary.verdict() {
            Verdict::Fits | Verdict::TellsNoSum => Ok(()),
            Verdict::Broken => bail!("{shown} cannot be read to its end"),
            Verdict::DoesNotFit => bail!("{} of {} sums of {shown} do not fit", summary.misfits, summary.told),
            Verdict::Odd => bail!("{} rows of {shown} want a look", summary.odd_rows),
        }
    }
}

fn no_kind(gateway: &dyn Gateway, kind: &str) -> String {
    let known = gateway.about().reports.iter().map(|report| format!("\n  {:<24} {}", report.name, report.about));
    let known: String = known.collect();
    if known.is_empty() {
        return format!("no reports of {} are read", gateway.about().name);
    }
    format!("`{kind}` is no report of {} that is read; there are:{known}", gateway.about().name)
}

/// What reading it took.
struct Used {
    bytes: u64,
    millis: u128,
    most_kib: Option<u64>,
}

fn text(summary: &Summary, used: &Used) -> String {
    let mut lines = vec![format!("{:<14} {:>10} {:>22} {:>18} {:>22}", "kind", "rows", "before fees", "fees", "net")];
    let row = |name: &str, currency, sum: &Sum| {
        let [before, fees, net] =
            [sum.before_fees_minor, sum.fees_minor, sum.net_minor].map(|minor| amount(minor, currency));
        format!("{name:<14} {:>10} {before:>22} {fees:>18} {net:>22}", sum.rows)
    };
    lines.extend(summary.kinds.iter().map(|((kind, currency), sum)| row(kind.word(), *currency, sum)));
    lines.extend(summary.currencies.iter().map(|(currency, sum)| row("all", *currency, sum)));
    lines.push(String::new());
    lines.extend(summary.totals.iter().map(total));
    let hidden = summary.told.saturating_sub(u64::try_from(summary.totals.len()).unwrap_or(0));
    if hidden > 0 {
        lines.push(format!("… and {hidden} sums more"));
    }
    lines.extend(summary.odd.iter().map(odd));
    let hidden = summary.odd_rows.saturating_sub(u64::try_from(summary.odd.len()).unwrap_or(0));
    if hidden > 0 {
        lines.push(format!("… and {hidden} odd rows more"));
    }
    if let Some(why) = &summary.broken {
        lines.push(format!("BROKEN: {why}"));
    }
    lines.push(format!("{}: {}", summary.verdict().word(), meaning(summary)));
    let memory = used.most_kib.map_or(String::new(), |kib| format!(", at most {} MB of memory", kib / 1024));
    let mb = used.bytes / 1_000_000;
    let (secs, tenths) = (used.millis / 1_000, used.millis / 100 % 10);
    lines.push(format!("{} rows of {mb} MB in {secs}.{tenths} s{memory}", summary.rows()));
    lines.join("\n")
}

fn meaning(summary: &Summary) -> String {
    let (told, misfits, odd) = (summary.told, summary.misfits, summary.odd_rows);
    match summary.verdict() {
        Verdict::Fits => format!("every row was read, and all {told} sums that it tells fit"),
        Verdict::TellsNoSum => {
            "every row was read; it tells no sum, so that nobody can say whether a row is missing".to_owned()
        }
        Verdict::Odd => format!("{odd} rows could not be read or are not known; all {told} sums that it tells fit"),
        Verdict::DoesNotFit => format!("{misfits} of {told} sums are not what its rows sum to; {odd} odd rows"),
        Verdict::Broken => format!("it cannot be read to its end; {misfits} of {told} sums until there do not fit"),
    }
}

fn total(total: &Total) -> String {
    let (told, summed) = (i128::from(total.told_minor), i128::from(total.summed_minor));
    let told_text = amount(told, total.currency);
    if total.fits() {
        return format!("fits          {}: {told_text}", total.what);
    }
    let (summed_text, apart) = (amount(summed, total.currency), amount(told - summed, total.currency));
    format!("DOES NOT FIT  {}: it tells {told_text}, its rows sum to {summed_text}; {apart} apart", total.what)
}

fn odd(row: &OddRow) -> String {
    let place = if row.number == 0 { "the report".to_owned() } else { format!("row {}", row.number) };
    let raw = if row.raw.is_empty() { String::new() } else { format!("\n  {}", row.raw) };
    format!("odd, {place}: {}{raw}", row.why)
}

fn whole(summary: &Summary, used: &Used) -> Value {
    let sum = |sum: &Sum| {
        json!({ "rows": sum.rows, "before_fees_minor": sum.before_fees_minor, "fees_minor": sum.fees_minor,
            "net_minor": sum.net_minor })
    };
    let kinds = summary.kinds.iter().map(|((kind, currency), all)| with(sum(all), Some(kind.word()), currency.code()));
    let currencies = summary.currencies.iter().map(|(currency, all)| with(sum(all), None, currency.code()));
    let totals = summary.totals.iter().map(|total| {
        json!({ "what": total.what, "currency": total.currency.code(), "told_minor": total.told_minor,
            "summed_minor": total.summed_minor, "fits": total.fits() })
    });
    let odd = summary.odd.iter().map(|row| json!({ "row": row.number, "why": row.why, "raw": row.raw }));
    json!({
        "verdict": summary.verdict().word(),
        "rows": summary.rows(),
        "kinds": kinds.collect::<Vec<_>>(),
        "currencies": currencies.collect::<Vec<_>>(),
        "sums": { "told": summary.told, "do_not_fit": summary.misfits, "shown": totals.collect::<Vec<_>>() },
        "odd": { "rows": summary.odd_rows, "shown": odd.collect::<Vec<_>>() },
        "broken": summary.broken,
        "file_bytes": used.bytes,
        "millis": u64::try_from(used.millis).unwrap_or(u64::MAX),
        "most_memory_kib": used.most_kib,
    })
}

fn with(mut sum: Value, kind: Option<&str>, currency: &str) -> Value {
    if let Some(kind) = kind {
        sum["kind"] = kind.into();
    }
    sum["currency"] = currency.into();
    sum
}
