//! Ten thousand lives, the steps they reached, and the bugs that must not survive them.
//!
//! Seeds are fixed, so a failure names a seed that fails everywhere; run with `--nocapture` for the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::bug::Bug;
use super::invariants::{ELSEWHERE, RULES};
use super::life::Life;
use recoup_core::reached::{self, Reached, Transition};

const LIVES: u64 = 10_000;
const LIVES_PER_BUG: u64 = 3_000;

/// Transitions that no life has to reach, and why.
pub const NOT_LIVED: &[(&str, &str, &str, &str)] = &[
    ("order", "canceled", "take_money", RARE),
    ("order", "canceled", "give_back", RARE),
    ("payment", "pending", "expire_rest", RARE),
    ("payment", "requires_action", "expire_rest", RARE),
    ("payment", "processing", "expire_rest", RARE),
    ("payment", "captured", "capture_rest", RARE),
    ("payment", "released", "capture_rest", RARE),
    ("payment", "failed", "capture_rest", RARE),
    ("payment", "expired", "capture_rest", RARE),
    ("payment", "failed", "release_rest", RARE),
    ("payment", "failed", "expire_rest", RARE),
    ("payment", "expired", "release_rest", RARE),
    ("payment", "unknown", "expire_rest", RARE),
    ("capture", "waiting", "complete", RARE),
    ("capture", "waiting", "fail", RARE),
    ("capture", "completed", "complete", RARE),
    ("release", "waiting", "fail", RARE),
    ("refund", "sending", "settle_part", RARE),
    ("refund", "unknown", "settle_part", RARE),
    ("refund", "failed", "settle_part", RARE),
    ("refund", "short", "settle", RARE),
    ("refund", "short", "settle_part", RARE),
    ("refund", "returned", "settle", RARE),
    ("refund", "returned", "settle_part", RARE),
    ("refund", "credited", "return", RARE),
    ("refund", "credited", "take_back", RARE),
    ("refund", "returned", "take_back", RARE),
    ("order", "completed", "complete", CORNER),
    ("order", "completed", "deliver", CORNER),
    ("dispute answer", "refused", "take", AFTER_ALL),
    ("invoice", "open", "give_back", STORY),
    ("invoice", "paid", "undo", STORY),
    ("invoice", "uncollectible", "undo", STORY),
    ("invoice", "uncollectible", "give_back", STORY),
    ("invoice", "uncollectible", "write_off", STORY),
    ("invoice", "void", "take_more", STORY),
    ("invoice", "void", "undo", STORY),
    ("invoice", "void", "give_back", STORY),
    ("group of tenders", "gathering", "try_elsewhere", ONE_ACCOUNT),
    ("payment", "unknown", "lose_track", WAITS),
    ("capture", "unknown", "lose_track", WAITS),
    ("release", "unknown", "lose_track", WAITS),
    ("refund", "unknown", "lose_track", WAITS),
];

/// Told too late, or twice differently: some lives see it, and the law of facts reaches it every time.
pub const RARE: &str = "a late or contradicting fact; reached by the permutations in `any_order`";
/// What happens to an order after it was completed: money is taken back and paid again, and what was owed is delivered.
pub const CORNER: &str = "few lives come so far; `a_completed_order_that_is_unpaid_is_paid_again_or_credited` does";
/// A gateway that takes an answer after all.
pub const AFTER_ALL: &str = "few lives come so far; `an_answer_that_was_refused_may_be_taken_after_all` does";
/// Money that comes or goes late on an invoice that is over: some lives see it, a story does every time.
pub const STORY: &str = "few lives come so far; `money_that_moves_late_is_taken_wherever_the_invoice_stands` does";
/// Every tender of a life names its account.
pub const ONE_ACCOUNT: &str =
    "nothing is tried elsewhere in a life; `one_that_is_tried_elsewhere_stays_in_its_group` does";
/// The row only keeps the question open; a probe that brings nothing is not worth an event.
pub const WAITS: &str = "a second loss of track is no event; the row says that the question is still open";

fn words(life: &Life) -> String {
    let all = RULES.iter().map(|rule| (rule.name, rule.sentence)).chain(ELSEWHERE.iter().copied());
    let sentence = |name| all.clone().find(|(n, _)| *n == name).map_or("", |(_, sentence)| sentence);
    life.broken.iter().map(|b| format!("\n`{}` ({}): {}", b.name, sentence(b.name), b.words)).collect()
}

/// What happened to each payment and what its gateway told, for a failure.
fn story(life: &Life) -> String {
    let mut text = String::new();
    for event in life.shop.log.values().flatten() {
        if event.stream.as_str().starts_with("pay_") {
            let body = serde_json::to_string(&event.body).expect("events serialize");
            text.push_str(&format!("{} {} {body}\n", event.booked_at, event.stream));
        }
    }
    for (reference, op) in &life.bank.ops {
        text.push_str(&format!("{reference} {:?} {:?} told {:?}\n", op.kind, op.stage, op.told));
    }
    text
}

/// Half of the lives, so that two cores share the work; the half that ends last looks at what both reached.
fn lives(half: u64) {
    let mut reached = Reached::new();
    let (mut steps, mut commits, mut refused, mut entries) = (0, 0, 0, 0);
    for seed in (0..LIVES).filter(|seed| seed % 2 == half) {
        let mut life = Life::new(seed, None);
        // Deciding twice and going through JSON is slow, so some lives do it for all.
        life.shop.thorough = seed % 64 == half;
        life.live();
        assert!(life.broken.is_empty(), "{}seed {seed}, step {}: {}", story(&life), life.steps, words(&life));
        for (transition, count) in &life.shop.reached {
            *reached.entry(*transition).or_default() += count;
        }
        (steps, commits, refused) = (steps + life.steps, commits + life.shop.commits, refused + life.refused);
        entries += life.shop.books.entries().len();
    }
    println!("{} lives, {steps} steps, {commits} commits, {refused} refusals, {entries} entries", LIVES / 2);
    let (halves, reached) = both(reached);
    if halves == 2 {
        all_but_the_excused(&reached);
    }
}

/// What both halves reached so far, and how many of them have ended: together they are the ten thousand lives.
fn both(reached: Reached) -> (u32, Reached) {
    static BOTH: Mutex<(u32, Reached)> = Mutex::new((0, Reached::new()));
    let mut both = BOTH.lock().expect("no half broke");
    both.0 += 1;
    for (transition, count) in reached {
        *both.1.entry(transition).or_default() += count;
    }
    both.clone()
}

fn all_but_the_excused(reached: &Reached) {
    let all = reached::all();
    println!("{} of {} transitions reached", reached.len(), all.len());
    let missed: Vec<_> = all.into_iter().filter(|t| !reached.contains_key(t)).collect();
    for (what, from, step, to) in &missed {
        println!("never: {what}: {from} --{step}--> {to}");
    }
    let excused =
        |t: &Transition| NOT_LIVED.iter().any(|(what, from, step, _)| (*what, *from, *step) == (t.0, t.1, t.2));
    let missed: Vec<_> = missed.into_iter().filter(|t| !excused(t)).collect();
    assert!(missed.is_empty(), "no life reached {missed:?}");
}

#[test]
fn five_thousand_lives_break_nothing() {
    lives(0);
}

#[test]
fn five_thousand_other_lives_break_nothing() {
    lives(1);
}

/// Seeds until a bug was caught five times, or to the last.
fn hunt(bug: Bug) -> (u64, u64, Option<u64>, BTreeMap<&'static str, u64>) {
    let (mut lives, mut hits, mut first, mut rules) = (0, 0, None, BTreeMap::new());
    while hits < 5 && lives < LIVES_PER_BUG {
        let mut life = Life::new(lives, Some(bug));
        life.live();
        if !life.broken.is_empty() {
            hits += 1;
            first.get_or_insert(lives);
            life.broken.iter().for_each(|broken| *rules.entry(broken.name).or_default() += 1);
        }
        lives += 1;
    }
    (lives, hits, first, rules)
}

#[test]
fn every_planted_bug_is_caught() {
    let (mut survivors, mut fired) = (Vec::new(), BTreeSet::new());
    println!("{:<84} {:>5} {:>4} {:>5}  rules that fired first", "bug", "lives", "hits", "first");
    for (bug, words) in Bug::ALL {
        let (lives, hits, first, rules) = hunt(*bug);
        let first = first.map_or("-".to_owned(), |seed| seed.to_string());
        let list: Vec<String> = rules.iter().map(|(name, count)| format!("{name} {count}")).collect();
        println!("{words:<84} {lives:>5} {hits:>4} {first:>5}  {}", list.join(", "));
        fired.extend(rules.into_keys());
        if hits == 0 {
            survivors.push(words);
        }
    }
    assert!(survivors.is_empty(), "these bugs survived: {survivors:?}");
    // A rule that no bug can break would be a rule nobody has seen at work.
    let silent: Vec<&str> = RULES.iter().map(|rule| rule.name).filter(|name| !fired.contains(name)).collect();
    assert!(silent.is_empty(), "these rules caught nothing: {silent:?}");
}
