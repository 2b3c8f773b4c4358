//! Golden files: what an adapter says and reads, as short texts that are compared whole.
//!
//! `RECOUP_GOLDEN=write` rewrites them; the difference is then for whoever reviews it.

#![allow(clippy::disallowed_methods, reason = "tests read and write their golden files")]

use std::fmt::Write as _;
use std::path::PathBuf;

use recoup_core::payment::facts::Fact;
use recoup_gateways::report::Item;
use recoup_gateways::{Outcome, Reading, Request, Step};

/// Cases of one golden file.
pub struct Book {
    path: PathBuf,
    text: String,
}

impl Book {
    /// A book such as `stripe/plan`, in `tests/golden/stripe/plan.txt`.
    pub fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"));
        Self { path, text: String::new() }
    }

    /// One more case.
    pub fn case(&mut self, title: &str, text: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        let _ = write!(self.text, "{gap}## {title}\n{}\n", text.trim_end());
    }

    /// Compares the whole book with its file, or writes it.
    pub fn close(self) {
        if std::env::var_os("RECOUP_GOLDEN").is_some_and(|value| value == "write") {
            std::fs::create_dir_all(self.path.parent().expect("a folder")).expect("the folder can be made");
            std::fs::write(&self.path, &self.text).expect("the golden file can be written");
            return;
        }
        let kept = std::fs::read_to_string(&self.path).unwrap_or_default();
        if kept == self.text {
            return;
        }
        let (old, new): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), self.text.lines().collect());
        let at = (0..old.len().max(new.len())).find(|at| old.get(*at) != new.get(*at)).unwrap_or(0);
        let (kept, got) = (old.get(at).unwrap_or(&"(end)"), new.get(at).unwrap_or(&"(end)"));
        panic!("{} line {}:\n  kept: {kept}\n   got: {got}", self.path.display(), at + 1);
    }
}

/// A request as it goes out, secrets replaced.
pub fn request(request: &Request) -> String {
    let mut text = format!("{} {}\n", request.method, request.url);
    for header in &request.headers {
        let value = if header.secret { "<secret>" } else { &header.value };
        let _ = writeln!(text, "{}: {value}", header.name);
    }
    if !request.body.is_empty() {
        let _ = writeln!(text, "\n{}", request.body);
    }
    text
}

/// A step as it goes out.
pub fn step(step: &Step) -> String {
    format!("stage {}\n{}", step.stage, request(&step.request))
}

/// Facts, one on a line.
pub fn facts(facts: &[Fact]) -> String {
    if facts.is_empty() {
        return "no facts\n".to_owned();
    }
    facts.iter().map(|fact| format!("{}\n", serde_json::to_string(fact).expect("a fact is JSON"))).collect()
}

/// What a reply means.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Facts(list) => facts(list),
        Outcome::NeverArrived => "never arrived".to_owned(),
        Outcome::Again { after_secs, why } => format!("again after {after_secs} s: {why}"),
        Outcome::Unknown { why } => format!("unknown: {why}"),
        Outcome::Next(next) => format!("next, {}", step(next)),
    }
}

/// What a delivery says, item by item.
pub fn readings(readings: &[Reading]) -> String {
    readings.iter().map(|one| format!("{}\n", reading(one).trim_end())).collect()
}

fn reading(reading: &Reading) -> String {
    match reading {
        Reading::Facts(list) => facts(list),
        Reading::Ignored { why } => format!("ignored: {why}"),
        Reading::Unknown { what } => format!("unknown: {what}"),
        Reading::Unreadable { why } => format!("unreadable: {why}"),
        Reading::Look(look) => format!("look, {}", step(look)),
        Reading::Again { after_secs, why } => format!("again after {after_secs} s: {why}"),
    }
}

/// What a report yields, one item on a line.
pub fn items(items: impl Iterator<Item = Item>) -> String {
    items.map(|one| format!("{}\n", item(&one))).collect()
}

fn item(item: &Item) -> String {
    match item {
        Item::Line(line) => {
            let at = line.at.map_or_else(String::new, |at| format!(" at={at}"));
            let converted = if line.converted { " converted" } else { "" };
            format!(
                "{} {:?} `{}` gross={} fee={} net={}{converted} subject={} parent={} ours={} row={} payout={} arn={}{at}",
                line.number,
                line.kind,
                line.word,
                line.gross,
                line.fee,
                line.net,
                line.subject,
                line.parent,
                line.ours,
                line.row,
                line.payout,
                line.arn
            )
        }
        Item::Odd { number, why, raw } => format!("{number} odd: {why} | {raw}"),
        Item::Total(total) => format!(
            "total of {} in {}: told {}, summed {}{}",
            total.what,
            total.currency,
            total.told_minor,
            total.summed_minor,
            if total.fits() { "" } else { ", WHICH DIFFERS" }
        ),
        Item::Broken { why } => format!("broken: {why}"),
    }
}
