//! Connections that many reads use at the same time.
//!
//! Short reads go one behind the other over the same connection, so that one wake-up of the server answers several
//! of them: half of what a point read costs is waking up. Only reads that are over in a moment come here; a long one
//! would hold up those behind it. Transactions take a connection of their own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use tokio_postgres::Row;

use super::pool::{Command, Link, Pool};
use crate::store::error::Result;

/// Connections that reads share, at most.
pub(super) const SHARED: usize = 4;
/// Reads under way on one connection before the next one is opened.
const DEEP: usize = 16;

/// One connection, opened when it is first needed, and how many reads are under way on it.
#[derive(Default)]
struct Slot {
    link: Mutex<Option<Arc<Link>>>,
    under_way: AtomicUsize,
}

/// The connections that reads share.
#[derive(Default)]
pub(super) struct Shared {
    slots: [Slot; SHARED],
}

/// Counts a read as under way until it is dropped, however it ends.
struct UnderWay<'s>(&'s Slot);

impl<'s> UnderWay<'s> {
    fn on(slot: &'s Slot) -> Self {
        slot.under_way.fetch_add(1, Ordering::Relaxed);
        Self(slot)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    /// The first that is not deep in work, else the one with the least.
    fn pick(&self) -> &Slot {
        let busy = |slot: &Slot| slot.under_way.load(Ordering::Relaxed);
        let [first, rest @ ..] = &self.slots;
        let mut least = first;
        for slot in rest {
            if busy(least) < DEEP {
                break;
            }
            if busy(slot) < busy(least) {
                least = slot;
            }
        }
        least
    }
}

impl Slot {
    /// Its connection; a new one when there is none or the old one has ended.
    async fn link(&self, pool: &Pool) -> Result<Arc<Link>> {
        let open = self.link.lock().as_ref().filter(|link| !link.client.is_closed()).map(Arc::clone);
        if let Some(link) = open {
            return Ok(link);
        }
        // Two that come at once both connect; the later one stays and the other ends with its read.
        let link = Arc::new(pool.connect().await?);
        *self.link.lock() = Some(Arc::clone(&link));
        Ok(link)
    }
}

impl Pool {
    /// Rows of a short read, on a connection that others read from at the same time.
    pub(super) async fn read(&self, command: Command<'_>) -> Result<Vec<Row>> {
        let slot = self.shared.pick();
        let _under_way = UnderWay::on(slot);
        let link = slot.link(self).await?;
        let place = &self.place;
        link.used().await.map_err(|error| place.postgres(&error))?;
        link.prepare(&[command.sql]).await.map_err(|error| place.postgres(&error))?;
        link.query(command).await.map_err(|error| place.postgres(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fill_one_connection_before_they_open_another() {
        let shared = Shared::default();
        let at = |slot: &Slot| shared.slots.iter().position(|known| std::ptr::eq(known, slot)).unwrap();
        let mut under_way: Vec<UnderWay<'_>> = (0..DEEP).map(|_| UnderWay::on(shared.pick())).collect();
        assert_eq!(at(under_way[DEEP - 1].0), 0);
        under_way.extend((0..DEEP * (SHARED - 1)).map(|_| UnderWay::on(shared.pick())));
        assert_eq!(at(under_way[DEEP].0), 1);
        assert!(shared.slots.iter().all(|slot| slot.under_way.load(Ordering::Relaxed) == DEEP));
        under_way.extend((0..SHARED).map(|_| UnderWay::on(shared.pick())));
        assert!(shared.slots.iter().all(|slot| slot.under_way.load(Ordering::Relaxed) == DEEP + 1));
        under_way.clear();
        assert_eq!(at(shared.pick()), 0);
    }
}
