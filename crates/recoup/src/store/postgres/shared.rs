//! Connections that many reads use at the same time.
//!
//! Short reads go one behind the other over the same connection, so that one wake-up of the server answers several
//! of them: half of what a point read costs is waking up. Only reads that are over in a moment come here; a long one
//! would hold up those behind it. Transactions take a connection of their own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tokio_postgres::Row;

use super::pool::{Command, Link, Pool};
use crate::store::error::{Result, StoreError};

/// Connections that reads share, at most.
pub(super) const SHARED: usize = 4;
/// Reads under way on one connection before the next one is opened.
const DEEP: usize = 16;

/// Reads under way on all of them, at most; more wait.
const ROOM: usize = 4 * SHARED * DEEP;

/// One connection, opened when it is first needed, and how many reads are under way on it.
#[derive(Default)]
struct Slot {
    link: Mutex<Option<Arc<Link>>>,
    /// Held by the one read that opens it.
    opening: tokio::sync::Mutex<()>,
    under_way: AtomicUsize,
}

/// The connections that reads share.
pub(super) struct Shared {
    slots: [Slot; SHARED],
    room: Semaphore,
}

impl Default for Shared {
    fn default() -> Self {
        Self { slots: <[Slot; SHARED]>::default(), room: Semaphore::new(ROOM) }
    }
}

/// A read under way, until it is dropped. One that was dropped before its end, or ended with a broken connection,
/// leaves its connection to those that are on it already: the next read opens another.
struct UnderWay<'s> {
    slot: &'s Slot,
    link: Option<Arc<Link>>,
}

impl<'s> UnderWay<'s> {
    fn on(slot: &'s Slot) -> Self {
        slot.under_way.fetch_add(1, Ordering::Relaxed);
        Self { slot, link: None }
    }

    /// It ended as it should.
    fn well(&mut self) {
        self.link = None;
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.slot.under_way.fetch_sub(1, Ordering::Relaxed);
        if let Some(link) = self.link.take() {
            let mut held = self.slot.link.lock();
            if held.as_ref().is_some_and(|held| Arc::ptr_eq(held, &link)) {
                *held = None;
            }
        }
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
    fn open_link(&self) -> Option<Arc<Link>> {
        self.link.lock().as_ref().filter(|link| !link.client.is_closed()).map(Arc::clone)
    }

    /// Its connection; a new one when there is none or the old one has ended.
    async fn link(&self, pool: &Pool) -> Result<Arc<Link>> {
        if let Some(link) = self.open_link() {
            return Ok(link);
        }
        let _alone = self.opening.lock().await;
        // Another read may have opened it while this one waited.
        if let Some(link) = self.open_link() {
            return Ok(link);
        }
        let link = Arc::new(pool.connect().await?);
        *self.link.lock() = Some(Arc::clone(&link));
        Ok(link)
    }
}

impl Pool {
    /// Rows of a short read, on a connection that others read from at the same time.
    pub(super) async fn read(&self, command: Command<'_>) -> Result<Vec<Row>> {
        let closed = |_| StoreError::bug("the pool is closed");
        let _room = self.shared.room.acquire().await.map_err(closed)?;
        let mut under_way = UnderWay::on(self.shared.pick());
        let link = under_way.slot.link(self).await?;
        under_way.link = Some(Arc::clone(&link));
        let place = &self.place;
        let read = async {
            link.used().await?;
            link.prepare(&[command.sql]).await?;
            link.query(command).await
        };
        let answer = read.await.map_err(|error| place.postgres(&error));
        if !matches!(answer, Err(StoreError::Unavailable { .. })) {
            under_way.well();
        }
        answer
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
        assert_eq!(at(under_way[DEEP - 1].slot), 0);
        under_way.extend((0..DEEP * (SHARED - 1)).map(|_| UnderWay::on(shared.pick())));
        assert_eq!(at(under_way[DEEP].slot), 1);
        assert!(shared.slots.iter().all(|slot| slot.under_way.load(Ordering::Relaxed) == DEEP));
        under_way.extend((0..SHARED).map(|_| UnderWay::on(shared.pick())));
        assert!(shared.slots.iter().all(|slot| slot.under_way.load(Ordering::Relaxed) == DEEP + 1));
        under_way.clear();
        assert_eq!(at(shared.pick()), 0);
    }
}
