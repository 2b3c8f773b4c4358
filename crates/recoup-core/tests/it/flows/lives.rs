//! Ten thousand lives, the steps they reached, and the bugs that must not survive them.
//!
//! Seeds are fixed, so a failure names a seed that fails everywhere; run with `--nocapture` for the tables.

use std::collections::{BTreeMap, BTreeSet};

use super::bug::Bug;
use super::invariants::{ELSEWHERE, RULES};
use super::life::Life;
use super::reached::{self, Reached};

const LIVES: u64 = 10_000;
const LIVES_PER_BUG: u64 = 300;

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

#[test]
fn ten_thousand_lives_break_nothing() {
    let mut reached = Reached::new();
    let (mut steps, mut commits, mut refused, mut entries) = (0, 0, 0, 0);
    let lives = std::env::var("LIVES").ok().and_then(|n| n.parse().ok()).unwrap_or(LIVES);
    for seed in 0..lives {
        let mut life = Life::new(seed, None);
        // Deciding twice and going through JSON is slow, so some lives do it for all.
        life.shop.thorough = seed % 64 == 0;
        life.live();
        assert!(life.broken.is_empty(), "{}seed {seed}, step {}: {:#?}", story(&life), life.steps, life.broken);
        for (transition, count) in &life.shop.reached {
            *reached.entry(*transition).or_default() += count;
        }
        (steps, commits, refused) = (steps + life.steps, commits + life.shop.commits, refused + life.refused);
        entries += life.shop.books.entries().len();
    }
    println!("{lives} lives, {steps} steps, {commits} commits, {refused} refusals, {entries} entries");
    let missed: Vec<_> = reached::all().into_iter().filter(|t| !reached.contains_key(t)).collect();
    println!("{} of {} transitions reached", reached.len(), reached::all().len());
    for (what, from, step, to) in &missed {
        println!("never: {what}: {from} --{step}--> {to}");
    }
}

#[test]
fn every_planted_bug_is_caught() {
    let (mut survivors, mut fired) = (Vec::new(), BTreeSet::new());
    println!("hits in {LIVES_PER_BUG} lives, the first seed, and the rules that fired first");
    for (bug, words) in Bug::ALL {
        let (mut hits, mut first, mut rules) = (0, None, BTreeMap::<&str, u64>::new());
        for seed in 0..LIVES_PER_BUG {
            let mut life = Life::new(seed, Some(*bug));
            life.live();
            if !life.broken.is_empty() {
                hits += 1;
                first.get_or_insert(seed);
                for broken in &life.broken {
                    *rules.entry(broken.name).or_default() += 1;
                    fired.insert(broken.name);
                }
            }
        }
        let first = first.map_or("-".to_owned(), |seed| seed.to_string());
        let rules: Vec<String> = rules.iter().map(|(name, count)| format!("{name} {count}")).collect();
        println!("{words:<84} {hits:>4} {first:>4}  {}", rules.join(", "));
        if hits == 0 {
            survivors.push(words);
        }
    }
    let silent: Vec<&str> =
        RULES.iter().map(|r| r.name).chain(ELSEWHERE.iter().map(|(n, _)| *n)).filter(|n| !fired.contains(n)).collect();
    println!("rules no planted bug broke: {silent:?}");
    assert!(survivors.is_empty(), "these bugs survived: {survivors:?}");
}
