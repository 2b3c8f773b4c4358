//! Makes a history that breaks or reaches something as short as it can: fewer moves, fewer faults, fewer shops and nodes, plain
//! orders, no time in between. What is left is written as a story.

use std::time::{Duration, Instant};

use super::history::{self, Script};
use super::moves::{Ask, Move, Part, What};
use super::story::Point;

/// Seeds that each shorter history is tried with: what is left out moves the dice, and with them the race.
const SEEDS: u64 = 6;

/// A search for a shorter history.
struct Search {
    best: Script,
    point: Point,
    until: Instant,
    tried: u64,
}

/// The shortest history found within a time that has the same point, and how many were tried.
///
/// # Errors
/// When no runtime can be made.
pub fn shrink(script: Script, point: &Point, time: Duration) -> std::io::Result<(Script, u64)> {
    let mut search = Search { best: script, point: point.clone(), until: Instant::now() + time, tried: 0 };
    loop {
        let before = size(&search.best);
        search.fewer_moves()?;
        search.fewer_faults()?;
        search.fewer_places()?;
        search.plainer_moves()?;
        if size(&search.best) >= before || search.is_over() {
            return Ok((search.best, search.tried));
        }
    }
}

/// What is to become less.
fn size(script: &Script) -> (usize, usize, usize, u64) {
    let faults = script.luck.all().into_iter().filter(|(_, rate)| *rate > 0).count();
    let moves = script.moves.as_ref().map_or(0, Vec::len);
    let plain = script.moves.iter().flatten().map(|one| u64::from(one.after_ms > 0) + u64::from(is_drawn(&one.what)));
    (moves, faults, script.tenants + script.nodes, plain.sum())
}

const fn is_drawn(what: &What) -> bool {
    matches!(what, What::Order { draw: 1.., .. })
}

impl Search {
    fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }

    /// Takes a history over if it has the same point, with its own seed or one near it.
    fn adopt(&mut self, script: Script) -> std::io::Result<bool> {
        for more in 0..SEEDS {
            if self.is_over() {
                return Ok(false);
            }
            self.tried += 1;
            let candidate = Script { seed: script.seed.wrapping_add(more), ..script.clone() };
            let ended = history::play(&candidate)?;
            if self.point.is_met(&ended) {
                self.best = candidate;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn moves(&self) -> Vec<Move> {
        self.best.moves.clone().unwrap_or_default()
    }

    /// Leaves out halves, then quarters, and at last single moves.
    fn fewer_moves(&mut self) -> std::io::Result<()> {
        let mut chunk = self.moves().len().div_ceil(2);
        while chunk > 0 && !self.is_over() {
            let mut from = 0;
            while from < self.moves().len() && !self.is_over() {
                let mut moves = self.moves();
                let to = (from + chunk).min(moves.len());
                moves.drain(from..to);
                if !self.adopt(Script { moves: Some(moves), ..self.best.clone() })? {
                    from += chunk;
                }
            }
            chunk = if chunk == 1 { 0 } else { chunk.div_ceil(2) };
        }
        Ok(())
    }

    fn fewer_faults(&mut self) -> std::io::Result<()> {
        for (name, _) in self.best.luck.all().into_iter().filter(|(_, rate)| *rate > 0) {
            let mut script = self.best.clone();
            if let Some(rate) = script.luck.of_mut(name) {
                *rate = 0;
            }
            self.adopt(script)?;
        }
        Ok(())
    }

    fn fewer_places(&mut self) -> std::io::Result<()> {
        if self.best.nodes > 1 {
            self.adopt(Script { nodes: 1, ..self.best.clone() })?;
        }
        let shop = |one: &Move| match one.what {
            What::Order { tenant, .. } | What::Propose { tenant, .. } | What::Decide { tenant, .. } => tenant,
            What::Ask { .. } | What::Rumour { .. } | What::Silence { .. } | What::Jump { .. } | What::Crash { .. } => 0,
        };
        let needed = self.moves().iter().map(shop).max().unwrap_or(0) + 1;
        if needed < self.best.tenants {
            self.adopt(Script { tenants: needed, ..self.best.clone() })?;
        }
        Ok(())
    }

    /// Plain orders, no time in between, parts that are easy to read.
    fn plainer_moves(&mut self) -> std::io::Result<()> {
        for at in 0..self.moves().len() {
            for plainer in self.moves().get(at).map(plainer).unwrap_or_default() {
                let mut moves = self.moves();
                if let Some(one) = moves.get_mut(at) {
                    *one = plainer;
                }
                self.adopt(Script { moves: Some(moves), ..self.best.clone() })?;
            }
        }
        Ok(())
    }
}

fn plainer(one: &Move) -> Vec<Move> {
    let mut all = Vec::new();
    match &one.what {
        What::Order { order, tenant, draw } if *draw > 0 => {
            all.push(Move { what: What::Order { order: *order, tenant: *tenant, draw: 0 }, ..one.clone() });
        }
        What::Ask { order, payment, who, ask: Ask::Refund(part) } if *part != Part::Percent(60) => {
            let ask = Ask::Refund(Part::Percent(60));
            let what = What::Ask { order: *order, payment: *payment, who: *who, ask };
            all.push(Move { what, ..one.clone() });
        }
        _ => {}
    }
    if one.after_ms > 0 {
        all.push(Move { after_ms: 0, what: one.what.clone() });
    }
    all
}
