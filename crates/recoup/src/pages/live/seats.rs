//! How many streams are open: a browser that reloads for ever, or a script, takes no more than its share.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use super::Pace;

/// Streams that are open on this node.
#[derive(Debug, Clone, Default)]
pub struct Seats(Arc<Mutex<HashMap<String, usize>>>);

/// One open stream; dropping it gives the place to another.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    session_id: String,
}

impl Seats {
    /// Takes a place, if one is left for this session and on this node.
    #[must_use]
    pub fn take(&self, session_id: &str, pace: &Pace) -> Option<Seat> {
        let mut taken = self.0.lock();
        let all: usize = taken.values().sum();
        let own = taken.get(session_id).copied().unwrap_or(0);
        if all >= pace.per_node || own >= pace.per_session {
            return None;
        }
        taken.insert(session_id.to_owned(), own + 1);
        Some(Seat { seats: self.clone(), session_id: session_id.to_owned() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock();
        if let Some(own) = taken.get_mut(&self.session_id) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.session_id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_and_a_node_have_so_many_places() {
        let pace = Pace { per_session: 2, per_node: 3, ..Pace::default() };
        let seats = Seats::default();
        let first = seats.take("a", &pace).expect("a place");
        let _second = seats.take("a", &pace).expect("a place");
        assert!(seats.take("a", &pace).is_none(), "the session has its share");
        let _third = seats.take("b", &pace).expect("a place");
        assert!(seats.take("c", &pace).is_none(), "the node is full");
        drop(first);
        assert!(seats.take("a", &pace).is_some());
    }
}
