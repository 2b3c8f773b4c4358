//! `cargo xtask acceptance --data DIR`: what real files say. Public fixtures of the gateways are read through their
//! adapters, reports of a million rows are measured, and a real shop's half year of invoices is imported as a user
//! would, on both stores. The totals it must reach are worked out here, from the file alone and without the product's
//! code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::postgres::{Binaries, Server};
use crate::process;

const FILE: &str = "online-retail/online-retail-2010-12_2011-05.csv.gz";
const MAPPING: &str = "examples/mappings/online-retail.toml";
const ROWS: u64 = 209_029;
const NOTHING_NEW: &str = "new: 0 orders, 0 payments, 0 refunds, 0 entries, 0 exceptions";

/// Largest resident memory of an import, KiB, on either store.
const MOST_KIB: u64 = 400 * 1024;
const MOST_SQLITE: Duration = Duration::from_secs(60);
const MOST_POSTGRES: Duration = Duration::from_secs(120);

/// Rows and pence of each kind.
type Totals = BTreeMap<String, (u64, i64)>;

/// A part of it, for a folder of public data.
type Part = fn(&Path) -> Result<()>;

/// Its parts, quick ones first.
const PARTS: &[(&str, Part)] = &[("fixtures", fixtures), ("reports", reports), ("invoices", invoices)];

/// `cargo xtask acceptance`
pub fn run(arguments: &[String]) -> Result<()> {
    let (directory, only) = match arguments {
        [option, directory] if option == "--data" => (directory, None),
        [option, directory, only, part] if option == "--data" && only == "--only" => (directory, Some(part)),
        _ => bail!("`acceptance` needs --data DIR, the folder of public data, and takes --only PART"),
    };
    let directory = fs::canonicalize(directory).with_context(|| format!("{directory} is not there"))?;
    let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
    if let Some(part) = only {
        ensure!(names.contains(&part.as_str()), "no part `{part}`; there are: {}", names.join(", "));
    }
    for (name, part) in PARTS.iter().filter(|(name, _)| only.is_none_or(|only| only == name)) {
        println!("==> {name}");
        part(&directory)?;
    }
    Ok(())
}

/// Every public fixture and signature vector of the gateways, read by their adapters: a table of what became of each.
fn fixtures(directory: &Path) -> Result<()> {
    let words = ["run", "--locked", "--package", "recoup-gateways", "--example", "fixtures", "--"];
    process::run(process::cargo(&words)?.arg(directory))
        .context("a fixture is misread, or its folder is missing or empty")
}

/// Reports of a million rows of each gateway: time, memory and sums; and that one that lies or is cut off is said.
fn reports(_: &Path) -> Result<()> {
    let words = ["run", "--release", "--locked", "--package", "recoup-gateways", "--example", "reports"];
    process::run(&mut process::cargo(&words)?).context("a report is read too slowly, takes too much, or does not fit")
}

/// A real shop's invoices, on both stores.
fn invoices(directory: &Path) -> Result<()> {
    let file = directory.join(FILE);
    let file = fs::canonicalize(&file).with_context(|| format!("{} is not there", file.display()))?;
    Binaries::find_or_install()?;
    let wanted = totals_of(&file)?;
    process::run(&mut process::cargo(&["build", "--release", "--locked", "--package", "recoup"])?)?;
    let place = tempfile::tempdir()?;

    let url = format!("sqlite:{}", place.path().join("books.db").display());
    let sqlite = Shop { program: program()?, url, file: file.clone() };
    let table = sqlite.whole("SQLite", &wanted, MOST_SQLITE)?;
    let url = format!("sqlite:{}", place.path().join("killed.db").display());
    Shop { program: program()?, url, file: file.clone() }.killed(&table)?;

    let server = Server::start()?;
    let postgres = Shop { program: program()?, url: server.url().to_owned(), file };
    let other = postgres.whole("PostgreSQL", &wanted, MOST_POSTGRES)?;
    ensure!(other == table, "the stores disagree:\n{table}\n{other}");
    println!("accepted: {ROWS} rows on both stores");
    Ok(())
}

fn program() -> Result<PathBuf> {
    Ok(process::target()?.join("release/recoup"))
}

/// One database and the executable.
struct Shop {
    program: PathBuf,
    url: String,
    file: PathBuf,
}

/// A program that has ended.
struct Ended {
    text: String,
    took: Duration,
    most_kib: u64,
}

impl Shop {
    /// Imports twice, compares with the totals, and verifies; returns the table of the report.
    fn whole(&self, store: &str, wanted: &Totals, most: Duration) -> Result<String> {
        self.prepare()?;
        let first = self.import()?;
        let table = table(&first.text)?;
        compare(&totals_in(&table)?, wanted)?;
        let (took, most_secs) = (first.took, most.as_secs());
        println!("{store}: {:.1} s ({most_secs} s allowed), {} MiB at most", took.as_secs_f64(), first.most_kib / 1024);
        ensure!(took <= most, "it took longer than {most_secs} s");
        ensure!(first.most_kib <= MOST_KIB, "it used more than {} MiB", MOST_KIB / 1024);
        let second = self.import()?;
        ensure!(second.text.contains(NOTHING_NEW), "a second import added something:\n{}", second.text);
        ensure!(self::table(&second.text)? == table, "a second import reads differently:\n{}", second.text);
        println!("{store}: the second import added nothing in {:.1} s", second.took.as_secs_f64());
        let verified = self.recoup(&["verify"])?;
        println!("{store}: verify found nothing in {:.1} s", verified.took.as_secs_f64());
        Ok(table)
    }

    /// Kills imports again and again, lets the last one end, and compares.
    fn killed(&self, wanted: &str) -> Result<()> {
        self.prepare()?;
        let mut kills = 0;
        for millis in [300, 900, 1_500, 2_100, 2_700, 3_300] {
            let mut child = self.command(&self.import_words()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            thread::sleep(Duration::from_millis(millis));
            if child.try_wait()?.is_none() {
                child.kill()?;
                kills += 1;
            }
            child.wait()?;
        }
        let last = self.import()?;
        ensure!(table(&last.text)? == wanted, "the books after kills read differently:\n{}", last.text);
        self.recoup(&["verify"])?;
        println!("SQLite: killed {kills} times, the books are those of one that was not");
        Ok(())
    }

    fn prepare(&self) -> Result<()> {
        self.recoup(&["migrate"])?;
        self.recoup(&["keys", "create", "--tenant", "main", "--person", "acceptance", "--roles", "finance"])?;
        Ok(())
    }

    fn import(&self) -> Result<Ended> {
        self.recoup(&self.import_words())
    }

    fn import_words(&self) -> [&str; 5] {
        ["import", "orders", self.file.to_str().unwrap_or_default(), "--mapping", MAPPING]
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).env("RECOUP_DATABASE", &self.url).stdin(Stdio::null());
        if let Ok(repository) = process::repository() {
            command.current_dir(repository);
        }
        command
    }

    /// Runs to the end, looking at its memory now and then.
    fn recoup(&self, words: &[&str]) -> Result<Ended> {
        let began = Instant::now();
        let mut child = self.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut most_kib = 0;
        while child.try_wait()?.is_none() {
            most_kib = most_kib.max(peak_kib(child.id()));
            thread::sleep(Duration::from_millis(20));
        }
        let took = began.elapsed();
        let output = child.wait_with_output()?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "recoup {} failed: {}", words.join(" "), complaint.trim_end());
        Ok(Ended { text: String::from_utf8(output.stdout)?, took, most_kib })
    }
}

/// The most memory a running process had resident, as Linux tells it.
fn peak_kib(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

/// The part of a report that says what became of the rows: from its head to what the try made.
fn table(report: &str) -> Result<String> {
    let lines = report.lines().skip_while(|line| !line.starts_with("kind "));
    let table: Vec<&str> = lines.take_while(|line| !line.starts_with("new:")).collect();
    ensure!(!table.is_empty(), "the report has no table:\n{report}");
    Ok(table.join("\n"))
}

/// Totals by kind, whatever the outcome; only the known outcomes of a first import are taken.
fn totals_in(table: &str) -> Result<Totals> {
    let mut totals = Totals::new();
    for line in table.lines().skip(1).take_while(|line| !line.starts_with("all ")) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [kind, "imported" | "partly" | "exception", rows, amount, "GBP"] = cells.as_slice() else {
            bail!("a line of the report is not understood: {line}");
        };
        let (count, pence) = totals.entry((*kind).to_owned()).or_default();
        *count += rows.parse::<u64>()?;
        *pence += amount.replace('.', "").parse::<i64>()?;
    }
    Ok(totals)
}

fn compare(found: &Totals, wanted: &Totals) -> Result<()> {
    for kind in found.keys().chain(wanted.keys()) {
        let (found, wanted) = (found.get(kind), wanted.get(kind));
        ensure!(found == wanted, "{kind}: the report has {found:?} (rows, pence), the file {wanted:?}");
    }
    let rows: u64 = found.values().map(|(rows, _)| rows).sum();
    ensure!(rows == ROWS, "{rows} rows are accounted for, not {ROWS}");
    Ok(())
}

/// What the file says, by the rules of its owner as a person would apply them.
fn totals_of(file: &Path) -> Result<Totals> {
    let text = process::output(Command::new("gzip").arg("-dc").arg(file))?;
    let rows: Vec<Vec<String>> = text.lines().skip(1).map(cells).collect();
    let mut value_of: BTreeMap<&str, i64> = BTreeMap::new();
    let mut read = Vec::with_capacity(rows.len());
    for row in &rows {
        let [number, code, _, quantity, _, price, customer, _] = row.as_slice() else {
            bail!("not eight cells: {row:?}")
        };
        let quantity: i64 = quantity.parse()?;
        let mills = mills(price)?;
        // Halves of a penny away from zero.
        let exact = quantity * mills;
        let pence = (exact.abs() + 5) / 10 * exact.signum();
        *value_of.entry(number).or_default() += pence;
        read.push((number.as_str(), code.as_str(), quantity, mills, pence, customer.is_empty()));
    }
    let mut totals = Totals::new();
    for (number, code, quantity, mills, pence, nobody) in read {
        let (credit, plus, gift) = (number.starts_with('C'), quantity > 0, mills == 0);
        let kind = match code {
            _ if number.starts_with('A') => "bad_debt",
            _ if gift && (!plus || nobody && value_of.get(number) == Some(&0)) => "stock_adjustment",
            _ if gift => "free_item",
            "AMAZONFEE" => "marketplace_fee",
            "BANK CHARGES" => "bank_fee",
            "D" => "discount",
            "M" | "m" | "S" if plus => "manual_charge",
            "M" | "m" | "S" => "manual_credit",
            _ if credit => "credit",
            _ => "sale",
        };
        let (count, sum) = totals.entry(kind.to_owned()).or_default();
        (*count, *sum) = (*count + 1, *sum + pence);
    }
    Ok(totals)
}

/// Splits a line at commas outside of quotes; no cell of this file spans lines.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match (letter, cells.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => cells.push(String::new()),
            (_, Some(cell)) => cell.push(letter),
            (_, None) => {}
        }
    }
    cells
}

/// A price in thousandths of a pound.
fn mills(price: &str) -> Result<i64> {
    let (whole, fraction) = price.split_once('.').unwrap_or((price, ""));
    ensure!(fraction.len() <= 3, "{price} has more than three decimals");
    format!("{whole}{fraction:0<3}").parse().with_context(|| format!("{price} is no price"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_prices_are_read() {
        assert_eq!(cells("1,\"a, b\",,c"), ["1", "a, b", "", "c"]);
        assert_eq!((mills("2.5").unwrap(), mills("0.001").unwrap(), mills("-11.06").unwrap()), (2500, 1, -11060));
        assert!(mills("1.0005").is_err() && mills("x").is_err());
    }

    #[test]
    fn a_report_is_read_by_kind() {
        let report = "f\n\nkind outcome rows amount\nsale imported 2 1.50 GBP\nsale exception 1 -0.25 GBP\n\
                      all 3 1.25 GBP\n\nexception count amount\nno_rule 1 -0.25 GBP\n\nnew: 1 orders\n";
        let table = table(report).unwrap();
        assert!(table.ends_with("GBP\n"));
        assert_eq!(totals_in(&table).unwrap(), Totals::from([("sale".to_owned(), (3, 125))]));
        assert!(totals_in("kind\nsale known 1 1.00 GBP\n").is_err());
    }

    #[test]
    fn the_folder_must_be_named_and_there() {
        assert!(run(&[]).unwrap_err().to_string().contains("--data DIR"));
        let missing = run(&["--data".to_owned(), "/nowhere".to_owned()]).unwrap_err().to_string();
        assert!(missing.contains("/nowhere") && missing.contains("is not there"), "{missing}");
        let words = ["--data", "/", "--only", "fixture"].map(str::to_owned);
        assert_eq!(run(&words).unwrap_err().to_string(), "no part `fixture`; there are: fixtures, reports, invoices");
    }
}
