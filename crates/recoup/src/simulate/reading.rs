//! Histories read back from their text, line by line, as [`super::story`] writes them.

use recoup_sandbox::FaceKind;

use super::gateways::Faces;
use super::history::Script;
use super::luck::Luck;
use super::moves::{Ask, Move, Part, What};
use super::people;
use super::rumours::{Of, Rumour, Says};
use super::story::{Point, StoryError, VERSION};

/// Reads a story: the script, and what it is about.
///
/// # Errors
/// The first line that says nothing, or another version.
pub fn read(text: &str) -> Result<(Script, Point), StoryError> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let mut lines = lines.by_ref().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next().map_or("", |(_, line)| line);
    if first != format!("recoup story {VERSION}") {
        return Err(StoryError::Version { first: first.to_owned() });
    }
    let mut script = Script {
        luck: Luck::default(),
        moves: Some(Vec::new()),
        ..Script::of(0, Faces::One(FaceKind::Native), u64::MAX)
    };
    let mut point = Point::Breaks(String::new());
    let mut moves = Vec::new();
    for (line, text) in lines {
        let wrong = |expected| StoryError::Line { line, text: text.to_owned(), expected };
        if let Some(name) = text.strip_prefix("breaks ") {
            point = Point::Breaks(name.to_owned());
        } else if let Some(name) = text.strip_prefix("reaches ") {
            point = Point::Reaches(name.to_owned());
        } else if let Some(rest) = text.strip_prefix("seed ") {
            read_seed(rest, &mut script).ok_or_else(|| wrong("`seed N, N shops, N nodes`"))?;
        } else if let Some(word) = text.strip_prefix("gateway ") {
            script.face = word.parse().map_err(|_| wrong("the name of a gateway"))?;
        } else if let Some(rest) = text.strip_prefix("faults: ") {
            read_faults(rest, &mut script.luck).ok_or_else(|| wrong("names of faults with their rates"))?;
        } else {
            moves.push(
                read_move(text).ok_or_else(|| wrong("a move, such as `+12 bob about order 1, payment 1: release`"))?,
            );
        }
    }
    script.moves = Some(moves);
    Ok((script, point))
}

fn read_seed(text: &str, script: &mut Script) -> Option<()> {
    let mut parts = text.split(", ");
    script.seed = parts.next()?.parse().ok()?;
    script.tenants = parts.next()?.split_once(' ')?.0.parse().ok()?;
    script.nodes = parts.next()?.split_once(' ')?.0.parse().ok()?;
    (script.tenants > 0 && script.nodes > 0).then_some(())
}

fn read_faults(text: &str, luck: &mut Luck) -> Option<()> {
    for fault in text.split(", ") {
        let (name, rate) = fault.split_once(' ')?;
        *luck.of_mut(name)? = rate.parse().ok().filter(|rate| *rate <= 1_000_000)?;
    }
    Some(())
}

/// A number from 1 as a place from 0.
fn place(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

fn read_move(text: &str) -> Option<Move> {
    let (after, what) = text.strip_prefix('+')?.split_once(' ')?;
    Some(Move { after_ms: after.parse().ok()?, what: read_what(what)? })
}

fn read_draw(text: &str) -> Option<u64> {
    if text == "plain" { Some(0) } else { text.strip_prefix("draw ")?.parse().ok() }
}

fn read_what(text: &str) -> Option<What> {
    if let Some(secs) = text.strip_prefix("the clock jumps ") {
        return Some(What::Jump { secs: secs.strip_suffix(" s")?.parse().ok()? });
    }
    if let Some(rest) = text.strip_prefix("the gateway says nothing of order ") {
        let (order, payment) = rest.split_once(", payment ")?;
        return Some(What::Silence { order: order.parse().ok()?, payment: place(payment)? });
    }
    if let Some(rest) = text.strip_prefix("rumour about order ") {
        let (order, rest) = rest.split_once(", payment ")?;
        let (payment, rumour) = rest.split_once(": ")?;
        let rumour = read_told(rumour)?;
        return Some(What::Rumour { order: order.parse().ok()?, payment: place(payment)?, rumour });
    }
    if let Some(rest) = text.strip_prefix("node ") {
        let (node, back) = rest.split_once(" crashes for ")?;
        return Some(What::Crash { node: place(node)?, back_ms: back.strip_suffix(" ms")?.parse().ok()? });
    }
    if let Some(rest) = text.strip_prefix("order ") {
        let (order, rest) = rest.split_once(" in shop ")?;
        let (tenant, draw) = rest.split_once(": ")?;
        return Some(What::Order { order: order.parse().ok()?, tenant: place(tenant)?, draw: read_draw(draw)? });
    }
    let (name, rest) = text.split_once(' ')?;
    let who = people::place(name)?;
    if let Some(rest) = rest.strip_prefix("proposes a policy in shop ") {
        let (tenant, draw) = rest.split_once(": ")?;
        return Some(What::Propose { tenant: place(tenant)?, who, draw: read_draw(draw)? });
    }
    for (verdict, yes) in [("agrees to the policy in shop ", true), ("refuses the policy in shop ", false)] {
        if let Some(tenant) = rest.strip_prefix(verdict) {
            return Some(What::Decide { tenant: place(tenant)?, who, yes });
        }
    }
    let (order, rest) = rest.strip_prefix("about order ")?.split_once(", payment ")?;
    let (payment, ask) = rest.split_once(": ")?;
    Some(What::Ask { order: order.parse().ok()?, payment: place(payment)?, who, ask: read_ask(ask)? })
}

fn read_told(text: &str) -> Option<Rumour> {
    let (head, how_much) = text.split_once(": ")?;
    let (head, row) = head.split_once(" in row ")?;
    let mut words = head.split(' ');
    let (kind, at, says) = (words.next()?, place(words.next()?)?, words.next()?);
    let of = match kind {
        "authorization" => Of::Authorization,
        "capture" => Of::Capture(at),
        "release" => Of::Release(at),
        "refund" => Of::Refund(at),
        "earlier-refund" => Of::Earlier(at),
        "dispute" => Of::Dispute(at),
        _ => return None,
    };
    let says = Says::ALL.iter().copied().find(|known| known.word() == says)?;
    Some(Rumour { of, says, part: read_part(how_much)?, row: row.parse().ok()? })
}

fn read_part(text: &str) -> Option<Part> {
    Some(match text {
        "the rest" => Part::Rest,
        "one" => Part::One,
        "the whole" => Part::Whole,
        "more than the whole" => Part::More,
        percent => Part::Percent(percent.strip_suffix(" %")?.parse().ok()?),
    })
}

fn read_ask(text: &str) -> Option<Ask> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let refund = || place(rest.strip_prefix("refund ")?);
    Some(match word {
        "capture" => match rest.strip_prefix("last ") {
            Some(rest) => Ask::Capture(read_part(rest)?, true),
            None => Ask::Capture(read_part(rest)?, false),
        },
        "release" => Ask::Release,
        "refund-order" => {
            let (strategy, how_much) = rest.strip_prefix("by ")?.split_once(": ")?;
            Ask::RefundOrder(read_part(how_much)?, strategy.parse().ok()?)
        }
        "move" => Ask::Elsewhere(refund()?, false),
        "move-to-balance" => Ask::Elsewhere(refund()?, true),
        "together" => Ask::Together(rest.parse().ok()?),
        "refund" => Ask::Refund(read_part(rest)?),
        "refund-units" => {
            let (quantity, line) = rest.split_once(" of line ")?;
            Ask::RefundLine(line.parse().ok()?, quantity.parse().ok()?)
        }
        "record" => Ask::Record(read_part(rest)?),
        "approve" => Ask::Approve(refund()?),
        "reject" => Ask::Reject(refund()?),
        "withdraw" => Ask::Withdraw(refund()?),
        "cancel" => Ask::Cancel(refund()?),
        "retry" => Ask::Retry(refund()?),
        "credit" => Ask::Credit(refund()?),
        "confirm" => Ask::Confirm(refund()?),
        "bounce" => Ask::Bounce(refund()?),
        "tender" => Ask::Tender(rest.parse().ok()?),
        "cancel-order" => Ask::CancelOrder,
        "complete" => Ask::Complete,
        "hold" => Ask::Hold,
        "resume" => Ask::Resume,
        "goods" => Ask::Goods(rest.parse().ok()?),
        "odd" => Ask::Odd(rest.parse().ok()?),
        "book" => Ask::Book(rest.parse().ok()?),
        "customer" => Ask::Customer(rest.parse().ok()?),
        "invoice" => Ask::Invoice(rest.parse().ok()?),
        "owed" => Ask::Owed(rest.parse().ok()?),
        "agree-to-loss" => Ask::GivenUp(place(rest)?, true),
        "refuse-loss" => Ask::GivenUp(place(rest)?, false),
        "top-up" => Ask::TopUp(rest.parse().ok()?),
        "adjust" => Ask::Adjust(rest.parse().ok()?),
        "agree-to-change" => Ask::Adjusted(place(rest)?, true),
        "refuse-change" => Ask::Adjusted(place(rest)?, false),
        "say-done" => Ask::Say(place(rest)?, true),
        "say-not-done" => Ask::Say(place(rest)?, false),
        "agree-to-claim" => Ask::Agree(place(rest)?),
        "deny-claim" => Ask::Deny(place(rest)?),
        "dispute" => Ask::Dispute(rest.parse().ok()?),
        "resolve" => Ask::Resolve(place(rest.strip_prefix("exception ")?)?),
        "deliver" => Ask::Deliver(rest.strip_prefix("line ")?.parse().ok()?),
        _ => return None,
    })
}
