//! Measures the readers of reports: `cargo run --release --example reports -- --rows 1000000`.
//!
//! Each kind of report of each gateway is made with so many rows, read in a process of its own, and held against what
//! is wanted: 64 MB and 10 s, every row read, sums that fit. Then one that lies and one that is cut off are read: each
//! must be said. The seconds are those of the processor, so that what else a machine does is no fault of a reader; what
//! a clock showed stands beside them.

#![allow(clippy::expect_used, clippy::panic, reason = "an example stops at what is broken")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "reports are files, and time is measured")]

mod made;

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use made::Made;
use recoup_gateways::summary::Summary;

/// Longest time and largest memory of a report of a million rows.
const MOST_MILLIS: u64 = 10_000;
const MOST_KIB: u64 = 64 * 1024;

/// Rows of a report that lies or is cut off: enough that it is read in several pieces.
const FEW: u64 = 20_000;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["read", gateway, kind, file] => println!("{}", read(gateway, kind, Path::new(file))),
        ["--rows", rows] => return measure(rows.parse().expect("--rows takes a number")),
        [] => return measure(1_000_000),
        _ => panic!("it takes --rows N"),
    }
    ExitCode::SUCCESS
}

/// Ticks of `/proc/self/stat` in a second: fixed on Linux, whatever the kernel's own clock.
const TICKS_PER_SEC: u64 = 100;

/// Reads a report and says rows, odd rows, verdict, milliseconds by the clock and of the processor, and KiB.
fn read(gateway: &str, kind: &str, file: &Path) -> String {
    let began = Instant::now();
    let gateway = recoup_gateways::of_account(gateway).expect("a gateway");
    let input = BufReader::with_capacity(1 << 16, File::open(file).expect("the report is there"));
    let summary = Summary::of(gateway.read_report(kind, Box::new(input)).expect("a kind of report"));
    let took = began.elapsed().as_millis();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next());
    let kib = kib.unwrap_or("0");
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name stands in parentheses and may hold anything, so count from behind it.
    let fields: Vec<&str> = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks: u64 = fields.iter().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    let busy = ticks * 1_000 / TICKS_PER_SEC;
    format!("{} {} {} {took} {busy} {kib}", summary.rows(), summary.odd_rows, summary.verdict().word())
}

/// What a process said that read a report.
struct Read {
    rows: u64,
    odd: u64,
    verdict: String,
    /// By the clock.
    millis: u64,
    /// Of the processor.
    busy_millis: u64,
    kib: u64,
}

fn elsewhere(made: &Made, file: &Path) -> Read {
    let mut command = Command::new(std::env::current_exe().expect("this executable"));
    let said = command.args(["read", made.gateway, made.kind]).arg(file).output().expect("it can be started");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let words: Vec<&str> = said.split_whitespace().collect();
    let [rows, odd, verdict, took, busy, kib] = words.as_slice() else { panic!("the reader of {} failed", made.kind) };
    let number = |word: &str| word.parse::<u64>().expect("a number");
    let verdict = (*verdict).to_owned();
    let (millis, busy_millis) = (number(took), number(busy));
    Read { rows: number(rows), odd: number(odd), verdict, millis, busy_millis, kib: number(kib) }
}

fn make(made: &Made, rows: u64, lie: bool, file: &Path) -> u64 {
    let mut out = BufWriter::with_capacity(1 << 16, File::create(file).expect("a place for the report"));
    (made.write)(&mut out, rows, lie).expect("the report can be written");
    out.flush().expect("the report can be written");
    fs::metadata(file).expect("the report is there").len()
}

fn measure(rows: u64) -> ExitCode {
    let place = std::env::temp_dir().join(format!("recoup-reports-{}", std::process::id()));
    fs::create_dir_all(&place).expect("a place for reports");
    let mut bad = Vec::new();
    println!("{:<38} {:>9} {:>5} {:>6} {:>6} {:>6}  verdict", "report", "rows", "MB", "s", "clock", "RSS MB");
    for made in made::ALL {
        bad.extend(one(made, rows, &place.join("report")));
    }
    fs::remove_dir_all(&place).expect("the reports can be removed");
    for why in &bad {
        eprintln!("WRONG {why}");
    }
    if bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures one kind of report; what is wrong with it.
fn one(made: &Made, rows: u64, file: &PathBuf) -> Vec<String> {
    let name = format!("{} {}", made.gateway, made.kind);
    let bytes = make(made, rows, false, file);
    let whole = elsewhere(made, file);
    let (mb, rss) = (bytes / 1_000_000, whole.kib / 1024);
    let secs = |millis: u64| format!("{}.{}", millis / 1_000, millis / 100 % 10);
    let (busy, clock) = (secs(whole.busy_millis), secs(whole.millis));
    println!("{name:<38} {:>9} {mb:>5} {busy:>6} {clock:>6} {rss:>6}  {}", whole.rows, whole.verdict);
    make(made, FEW, true, file);
    let lying = elsewhere(made, file);
    let length = make(made, FEW, false, file);
    File::options().write(true).open(file).and_then(|file| file.set_len(length / 3 * 2 + 7)).expect("it can be cut");
    let cut = elsewhere(made, file);
    println!("{:77}lying: {}, cut off: {}", "", lying.verdict, cut.verdict);
    let fine = if made.tells { "fits" } else { "tells_no_sum" };
    let good = |read: &Read| ["fits", "tells_no_sum"].contains(&read.verdict.as_str());
    [
        (whole.verdict != fine, format!("{name} is {}", whole.verdict)),
        // A settlement has a row for its costs and one for its payout beside.
        (!(rows..=rows + 2).contains(&whole.rows) || whole.odd > 0, format!("{name}: {} rows were read", whole.rows)),
        (whole.busy_millis > MOST_MILLIS, format!("{name} took {busy} s")),
        (whole.kib > MOST_KIB, format!("{name} took {rss} MB")),
        (good(&lying), format!("{name}: nobody said that a report lies")),
        (good(&cut), format!("{name}: nobody said that a report is cut off")),
    ]
    .into_iter()
    .filter_map(|(wrong, why)| wrong.then_some(why))
    .collect()
}
