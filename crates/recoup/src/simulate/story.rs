//! Histories as text: a few lines that a person can read and the simulation can play again.
//!
//! ```text
//! recoup story 1
//! breaks one_effect_per_operation
//! seed 170, 1 shop, 2 nodes
//! gateway stripe
//! faults: commit_unheard 2000, stall 400
//! +0 order 1 in shop 1: plain
//! +12 bob about order 1, payment 1: refund 60 %
//! +0 eve about order 1, payment 1: refund 60 %
//! +3 node 2 crashes for 500 ms
//! +0 the clock jumps 86500 s
//! ```

use std::fmt::Write;

use recoup_sandbox::FaceKind;

use super::history::{Ended, Script};
use super::moves::{Ask, Part, What};
use super::people;
pub use super::reading::read;
use super::rumours::{Of, Rumour};

/// The version of the text that this executable reads and writes.
pub const VERSION: u32 = 1;

/// Why a text is no story.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoryError {
    /// Another version.
    #[error(
        "this is no `recoup story {VERSION}`: its first line says `{first}`; play it with the version that wrote it"
    )]
    Version {
        /// The first line.
        first: String,
    },
    /// A line that says nothing.
    #[error("line {line} cannot be read: `{text}`; expected {expected}")]
    Line {
        /// From 1.
        line: usize,
        /// The line.
        text: String,
        /// What should be there.
        expected: &'static str,
    },
}

/// What a story is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Point {
    /// It breaks an invariant, or did until a bug was gone.
    Breaks(String),
    /// It reaches something that chance seldom reaches, by its name in the coverage.
    Reaches(String),
}

impl Point {
    /// Whether a history that ended has it.
    #[must_use]
    pub fn is_met(&self, ended: &Ended) -> bool {
        match self {
            Self::Breaks(name) => ended.record.found.iter().any(|(invariant, _)| invariant == name),
            Self::Reaches(name) => ended.reaches(name),
        }
    }
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Breaks(name) => write!(f, "breaks {name}"),
            Self::Reaches(name) => write!(f, "reaches {name}"),
        }
    }
}

/// A script as text.
#[must_use]
pub fn write(script: &Script, point: &Point) -> String {
    let many = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let mut text = format!("recoup story {VERSION}\n{point}\n");
    let (shops, nodes) = (many(script.tenants, "shop"), many(script.nodes, "node"));
    // Writing into a text cannot fail.
    let _ = writeln!(text, "seed {}, {shops}, {nodes}", script.seed);
    if script.face != FaceKind::Native {
        let _ = writeln!(text, "gateway {}", script.face.word());
    }
    let faults = script.luck.all().into_iter().filter(|(_, rate)| *rate > 0);
    let faults: Vec<String> = faults.map(|(name, rate)| format!("{name} {rate}")).collect();
    if !faults.is_empty() {
        let _ = writeln!(text, "faults: {}", faults.join(", "));
    }
    for one in script.moves.iter().flatten() {
        let _ = writeln!(text, "+{} {}", one.after_ms, words(&one.what));
    }
    text
}

fn words(what: &What) -> String {
    let draw = |draw: u64| if draw == 0 { "plain".to_owned() } else { format!("draw {draw}") };
    match what {
        What::Order { order, tenant, draw: drawn } => {
            format!("order {order} in shop {}: {}", tenant + 1, draw(*drawn))
        }
        What::Ask { order, payment, who, ask } => {
            format!("{} about order {order}, payment {}: {}", people::name(*who), payment + 1, asked(ask))
        }
        What::Propose { tenant, who, draw: drawn } => {
            format!("{} proposes a policy in shop {}: {}", people::name(*who), tenant + 1, draw(*drawn))
        }
        What::Decide { tenant, who, yes } => {
            let verdict = if *yes { "agrees to" } else { "refuses" };
            format!("{} {verdict} the policy in shop {}", people::name(*who), tenant + 1)
        }
        What::Rumour { order, payment, rumour } => {
            format!("rumour about order {order}, payment {}: {}", payment + 1, told(rumour))
        }
        What::Silence { order, payment } => {
            format!("the gateway says nothing of order {order}, payment {}", payment + 1)
        }
        What::Jump { secs } => format!("the clock jumps {secs} s"),
        What::Crash { node, back_ms } => format!("node {} crashes for {back_ms} ms", node + 1),
    }
}

fn told(rumour: &Rumour) -> String {
    let of = match rumour.of {
        Of::Authorization => "authorization 1".to_owned(),
        Of::Capture(at) => format!("capture {}", at + 1),
        Of::Release(at) => format!("release {}", at + 1),
        Of::Refund(at) => format!("refund {}", at + 1),
        Of::Earlier(at) => format!("earlier-refund {}", at + 1),
        Of::Dispute(at) => format!("dispute {}", at + 1),
    };
    format!("{of} {} in row {}: {}", rumour.says.word(), rumour.row, part(rumour.part))
}

fn part(part: Part) -> String {
    match part {
        Part::Rest => "the rest".to_owned(),
        Part::One => "one".to_owned(),
        Part::Whole => "the whole".to_owned(),
        Part::More => "more than the whole".to_owned(),
        Part::Percent(percent) => format!("{percent} %"),
    }
}

fn asked(ask: &Ask) -> String {
    let of = |word: &str, refund: &usize| format!("{word} refund {}", refund + 1);
    match ask {
        Ask::Capture(how, false) => format!("capture {}", part(*how)),
        Ask::Capture(how, true) => format!("capture last {}", part(*how)),
        Ask::Release => "release".to_owned(),
        Ask::Refund(how) => format!("refund {}", part(*how)),
        Ask::RefundLine(line, quantity) => format!("refund-units {quantity} of line {line}"),
        Ask::Record(how) => format!("record {}", part(*how)),
        Ask::Approve(refund) => of("approve", refund),
        Ask::Reject(refund) => of("reject", refund),
        Ask::Withdraw(refund) => of("withdraw", refund),
        Ask::Cancel(refund) => of("cancel", refund),
        Ask::Retry(refund) => of("retry", refund),
        Ask::Credit(refund) => of("credit", refund),
        Ask::Confirm(refund) => of("confirm", refund),
        Ask::Bounce(refund) => of("bounce", refund),
        Ask::Tender(draw) => format!("tender {draw}"),
        Ask::CancelOrder => "cancel-order".to_owned(),
        Ask::Complete => "complete".to_owned(),
        Ask::Hold => "hold".to_owned(),
        Ask::Resume => "resume".to_owned(),
        Ask::Deliver(line) => format!("deliver line {line}"),
        Ask::Goods(draw) => format!("goods {draw}"),
        Ask::Odd(draw) => format!("odd {draw}"),
        Ask::Book(draw) => format!("book {draw}"),
        Ask::Customer(draw) => format!("customer {draw}"),
        Ask::Invoice(draw) => format!("invoice {draw}"),
        Ask::Owed(draw) => format!("owed {draw}"),
        Ask::GivenUp(place, true) => format!("agree-to-loss {}", place + 1),
        Ask::GivenUp(place, false) => format!("refuse-loss {}", place + 1),
        Ask::TopUp(draw) => format!("top-up {draw}"),
        Ask::Adjust(draw) => format!("adjust {draw}"),
        Ask::Adjusted(place, true) => format!("agree-to-change {}", place + 1),
        Ask::Adjusted(place, false) => format!("refuse-change {}", place + 1),
        Ask::Resolve(exception) => format!("resolve exception {}", exception + 1),
        Ask::Say(open, true) => format!("say-done {}", open + 1),
        Ask::Say(open, false) => format!("say-not-done {}", open + 1),
        Ask::Agree(claim) => format!("agree-to-claim {}", claim + 1),
        Ask::Deny(claim) => format!("deny-claim {}", claim + 1),
        Ask::Dispute(draw) => format!("dispute {draw}"),
        Ask::RefundOrder(how, strategy) => format!("refund-order by {strategy}: {}", part(*how)),
        Ask::Elsewhere(refund, false) => of("move", refund),
        Ask::Elsewhere(refund, true) => of("move-to-balance", refund),
        Ask::Together(draw) => format!("together {draw}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::gateways::Faces;
    use super::super::moves::Move;
    use super::super::rumours::Says;
    use super::*;

    fn asks() -> Vec<Ask> {
        let mut asks = vec![
            Ask::Release,
            Ask::RefundLine(2, 3),
            Ask::Tender(9),
            Ask::Goods(6),
            Ask::Odd(7),
            Ask::Book(3),
            Ask::Customer(4),
            Ask::Resolve(1),
            Ask::CancelOrder,
            Ask::Invoice(7),
            Ask::Owed(8),
            Ask::GivenUp(0, true),
            Ask::GivenUp(1, false),
            Ask::Complete,
            Ask::TopUp(5),
            Ask::Adjust(6),
            Ask::Adjusted(0, true),
            Ask::Adjusted(1, false),
        ];
        asks.extend([Ask::Say(0, true), Ask::Say(1, false), Ask::Agree(0), Ask::Deny(2), Ask::Dispute(6)]);
        asks.extend([Ask::RefundOrder(Part::Percent(40), 3), Ask::Elsewhere(0, true), Ask::Elsewhere(1, false)]);
        asks.push(Ask::Together(12));
        asks.extend([Ask::Hold, Ask::Resume, Ask::Deliver(2), Ask::Approve(0), Ask::Reject(1), Ask::Withdraw(0)]);
        asks.extend([Ask::Cancel(0), Ask::Retry(0), Ask::Credit(0), Ask::Confirm(0), Ask::Bounce(4)]);
        for part in [Part::Rest, Part::One, Part::Whole, Part::More, Part::Percent(60)] {
            asks.extend([Ask::Capture(part, true), Ask::Capture(part, false), Ask::Refund(part), Ask::Record(part)]);
        }
        asks
    }

    #[test]
    fn a_story_reads_back() {
        let mut all = vec![
            What::Order { order: 1, tenant: 0, draw: 0 },
            What::Order { order: 2, tenant: 1, draw: 77 },
            What::Propose { tenant: 0, who: 3, draw: 5 },
            What::Decide { tenant: 0, who: 4, yes: true },
            What::Decide { tenant: 0, who: 4, yes: false },
            What::Silence { order: 1, payment: 1 },
            What::Jump { secs: 61 },
            What::Crash { node: 1, back_ms: 300 },
        ];
        for of in [Of::Authorization, Of::Capture(0), Of::Release(1), Of::Refund(2), Of::Earlier(0), Of::Dispute(1)] {
            for says in Says::ALL {
                let rumour = Rumour { of, says: *says, part: Part::Percent(50), row: 3 };
                all.push(What::Rumour { order: 1, payment: 0, rumour });
            }
        }
        all.extend(asks().into_iter().map(|ask| What::Ask { order: 1, payment: 0, who: 1, ask }));
        let moves = (0..).zip(all).map(|(after_ms, what)| Move { after_ms, what }).collect();
        let script = Script { moves: Some(moves), ..Script::of(11, Faces::One(FaceKind::Stripe), u64::MAX) };
        let point = Point::Reaches("refund: short --credit--> credited".to_owned());
        let text = write(&script, &point);
        let (back, about) = read(&text).expect("it reads back");
        assert_eq!((back.seed, back.luck, back.tenants, back.nodes), (11, script.luck, script.tenants, script.nodes));
        assert_eq!((&back.moves, back.face), (&script.moves, FaceKind::Stripe));
        assert_eq!(about, point);
        assert_eq!(write(&back, &about), text);
        let breaks = Point::Breaks("trial_balance".to_owned());
        assert_eq!(read(&write(&script, &breaks)).expect("it reads back").1, breaks);
    }

    #[test]
    fn what_is_no_story_is_refused_by_line() {
        let says = |text: &str| read(text).expect_err("it is no story").to_string();
        assert!(says("recoup story 9\n").contains("recoup story 1"));
        assert!(says("recoup story 1\nseed x").contains("line 2"));
        assert!(says("recoup story 1\nfaults: earthquake 5").contains("names of faults"));
        assert!(says("recoup story 1\n\n+1 nobody about order 1, payment 1: release").contains("line 3"));
    }
}
