//! Random lifecycles of a merchant against an independent outside, and planted bugs that must not survive them.
//!
//! Seeds are fixed, so a failure names a seed that fails everywhere; run with `--nocapture` for the tables.

use recoup_core::ledger::{Account, Act, Books};

use crate::examples;
use crate::world::bug::Bug;
use crate::world::laws::LAWS;
use crate::world::{CURRENCY, Tally, World};

const LIFECYCLES: u64 = 10_000;
const LIFECYCLES_PER_BUG: u64 = 1_500;

fn names(broken: u32) -> String {
    let held = LAWS.iter().filter(|law| broken & (1 << law.id) != 0);
    held.map(|law| format!("{:02} {} ({})", law.id, law.name, law.sentence)).collect::<Vec<_>>().join("; ")
}

/// Compares the crate's own books with the sheet the laws read.
fn agree(world: &World, books: &Books, seed: u64) {
    for account in Account::ALL {
        assert_eq!(books.total(*account, CURRENCY), i128::from(world.sheet.total(*account)), "seed {seed}, {account}");
    }
    assert!(books.below_zero().is_empty(), "seed {seed}: {:?}", books.below_zero());
    assert_eq!(books.entries().len() as u64, world.entries);
    for item in books.must_clear() {
        let number = item.subkey[1..].parse().expect("subkeys end in a number");
        assert_eq!(world.sheet.of(item.account, number), item.amount_minor, "seed {seed}, {item:?}");
    }
}

#[test]
fn ten_thousand_lifecycles_break_no_law() {
    let mut tally = Tally::default();
    for seed in 0..LIFECYCLES {
        let mut world = World::new(seed, None, seed % 20 == 0);
        let broken = world.live();
        assert_eq!(broken, 0, "seed {seed} broke {}", names(broken));
        world.count_into(&mut tally);
        if let Some(books) = &world.books {
            agree(&world, books, seed);
        }
    }
    println!("{} lifecycles, {} acts, {} entries", tally.lifecycles, tally.moves, tally.entries);
    println!("{} partial absorptions", tally.partial_absorptions);
    let examples = examples::acts_seen();
    for (act, count) in Act::ALL.iter().zip(&tally.acts) {
        let by_example = examples.contains(act);
        println!("{:>8}  {}{}", count, act.name(), if by_example { " (and by example)" } else { "" });
        assert!(*count > 0 || by_example, "no lifecycle and no example reaches {}", act.name());
    }
    assert!(tally.partial_absorptions > 100, "partial absorption is rare but has to happen");
}

struct Catch {
    hits: u64,
    first: Option<u64>,
    laws: u32,
}

fn hunt(bug: Bug) -> Catch {
    let mut found = Catch { hits: 0, first: None, laws: 0 };
    for seed in 0..LIFECYCLES_PER_BUG {
        let broken = World::new(seed, Some(bug), false).live();
        if broken == 0 {
            continue;
        }
        found.hits += 1;
        found.laws |= broken;
        found.first.get_or_insert(seed);
    }
    found
}

#[test]
fn every_planted_bug_is_caught() {
    let (mut survivors, mut fired) = (Vec::new(), 0);
    println!("hits in {LIFECYCLES_PER_BUG} lifecycles, the first seed, and the laws that fired first");
    println!("{:<74} {:>5} {:>6}  laws", "bug", "hits", "first");
    for (bug, words) in Bug::ALL {
        let found = hunt(bug);
        fired |= found.laws;
        let laws: Vec<String> =
            LAWS.iter().filter(|law| found.laws & (1 << law.id) != 0).map(|law| format!("{:02}", law.id)).collect();
        let first = found.first.map_or("-".to_owned(), |seed| seed.to_string());
        println!("{words:<74} {:>5} {first:>6}  {}", found.hits, laws.join(", "));
        if found.hits == 0 {
            survivors.push(words);
        }
    }
    // A law that no bug can break would be a law nobody has seen at work.
    assert_eq!(names(!fired), "", "these laws caught nothing");
    assert!(survivors.is_empty(), "these bugs survived: {survivors:?}");
}

#[test]
fn laws_are_numbered_in_order() {
    for (index, law) in LAWS.iter().enumerate() {
        assert_eq!(usize::from(law.id), index, "{}", law.name);
    }
}
