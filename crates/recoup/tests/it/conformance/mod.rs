//! One suite for every adapter: each story drives the whole engine against the face of each gateway, on each store.
//!
//! A story is a few cases of the list in `LIST`. What a gateway cannot do is data of its adapter; then the refusal is what
//! the story asserts, and the case is counted as refused by rule. After each story the books are verified, the bank's own
//! books are compared with ours, nothing is left unasked and every delivery is accounted for. `cargo xtask conformance`
//! shows the table.

mod banks;
mod check;
mod stage;
mod stories;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use futures_util::FutureExt;
use recoup_sandbox::FaceKind;

use crate::store_support::{self, Fixture};
use stage::{Stage, Theatre, Verdict};
use stories::{STORIES, Story};

/// What one face showed.
struct Shown {
    face: FaceKind,
    cases: Vec<(&'static str, String, Verdict)>,
    /// Story, and what was wrong in it.
    wrong: Vec<(&'static str, String)>,
}

impl Shown {
    /// What is wrong, with the story that shows it.
    fn faults(&self) -> impl Iterator<Item = String> {
        self.wrong.iter().map(|(story, what)| format!("{} / {story}: {what}", self.face.word()))
    }
}

/// Whether a name is one of those that a variable chooses; all are, where it is not set.
fn chosen(variable: &str, name: &str) -> bool {
    std::env::var(variable).map_or(true, |wanted| wanted.is_empty() || wanted.split(',').any(|one| name.contains(one)))
}

async fn play(theatre: Theatre, stories: Vec<&'static Story>) -> Shown {
    let face = theatre.place.face;
    let mut shown = Shown { face, cases: Vec::new(), wrong: Vec::new() };
    let mut theatre = theatre;
    for (number, story) in stories.into_iter().enumerate() {
        let began = std::time::Instant::now();
        let mut stage = Stage::new(&theatre, &name(number));
        let place = format!("{} / {}", face.word(), story.name);
        let whole = async {
            (story.play)(&mut stage).await;
            check::check(&mut stage).await
        };
        match std::panic::AssertUnwindSafe(whole).catch_unwind().await {
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                shown.wrong.push((story.name, text.unwrap_or_default()));
                continue;
            }
            Ok(found) if !found.is_empty() => {
                shown.wrong.extend(found.into_iter().map(|what| (story.name, what)));
                continue;
            }
            Ok(_) => {}
        }
        if std::env::var_os("CONFORMANCE_TIMES").is_some() {
            println!("{place}: {:?}", began.elapsed());
        }
        if stage.cases.is_empty() {
            stage.passed("");
        }
        shown.cases.extend(stage.cases.into_iter().map(|(case, verdict)| (story.name, case, verdict)));
    }
    theatre.close().await;
    shown
}

fn name(number: usize) -> String {
    format!("s{number:02}")
}

/// The table: face by face, how many cases passed and how many were refused by which rule.
fn table(store: &str, all: &[Shown]) -> String {
    let mut text = format!(
        "\nconformance on {store}\n  {:<10} {:>6} {:>8} {:>8} {:>8}\n",
        "face", "cases", "passed", "refused", "wrong"
    );
    for shown in all {
        let passed = shown.cases.iter().filter(|(_, _, verdict)| *verdict == Verdict::Passed).count();
        let (face, cases, wrong) = (shown.face.word(), shown.cases.len(), shown.wrong.len());
        let _ = writeln!(text, "  {face:<10} {cases:>6} {passed:>8} {:>8} {wrong:>8}", cases - passed);
    }
    text.push_str("  refused by rule:\n");
    let mut rules: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for shown in all {
        for (story, case, verdict) in &shown.cases {
            if let Verdict::RefusedByRule(rule) = verdict {
                let what = if case.is_empty() { (*story).to_owned() } else { format!("{story}: {case}") };
                rules.entry((what, rule.clone())).or_default().push(shown.face.word());
            }
        }
    }
    for ((what, rule), faces) in rules {
        let _ = writeln!(text, "    {what}\n      {} ({rule})", faces.join(", "));
    }
    text
}

/// Every face on stores of one kind, side by side.
async fn suite<F: Future<Output = Fixture>>(store: &str, fresh: impl Fn() -> F) {
    let stories: Vec<&'static Story> = STORIES.iter().filter(|story| chosen("CONFORMANCE_STORY", story.name)).collect();
    let names: Vec<String> = (0..stories.len()).map(name).collect();
    let mut running = Vec::new();
    for face in FaceKind::ALL.iter().filter(|face| chosen("CONFORMANCE_FACE", face.word())) {
        let theatre = Theatre::open(fresh().await, *face, &names).await;
        running.push(tokio::spawn(play(theatre, stories.clone())));
    }
    assert!(!stories.is_empty() && !running.is_empty(), "no face or no story is so named");
    let mut all = Vec::new();
    for task in running {
        all.push(task.await.expect("a suite ends"));
    }
    println!("{}", table(store, &all));
    let wrong: Vec<String> = all.iter().flat_map(Shown::faults).collect();
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adapters_against_their_faces_on_sqlite() {
    suite("sqlite", store_support::sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adapters_against_their_faces_on_postgres() {
    suite("postgres", store_support::postgres).await;
}
