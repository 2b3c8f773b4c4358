//! The engine over a store of its own, on a machine whose clock stands still but for the story's words.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use recoup::engine::{Clock, Engine, Reply, Request, recall};
use recoup::machine::{Machine, Nature};
use recoup::store::Store;
use recoup::store::rows::{BalanceRow, Claimed, Done, Queue, TenantRow, Then};
use recoup::store::views::{BalanceQuery, Claim, ExceptionQuery};
use recoup::verify;
use recoup_core::actor::Actor;
use recoup_core::command::Act;
use recoup_core::id::Id;
use recoup_core::refusal::Refusal;
use recoup_core::world::State;

use super::{BEGIN_US, Said, Stage, TENANT};
use crate::store_support::Fixture;

/// A machine on which each look at the clock finds it a millisecond later, so that ids sort as things happened.
#[derive(Debug, Default)]
struct Still {
    looks: AtomicI64,
    drawn: AtomicI64,
}

impl Nature for Still {
    fn wall_us(&self) -> i64 {
        BEGIN_US + self.looks.fetch_add(1, Ordering::Relaxed) * 1_000
    }

    fn bits(&self) -> u128 {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed).unsigned_abs() + 1;
        // Odd factors spread the count over all bits, and no two counts to one place.
        u128::from(drawn).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

/// A clock that only a story moves.
pub fn clock() -> Clock {
    Clock::on(Machine::made(Arc::new(Still::default())))
}

pub struct Engined {
    name: &'static str,
    engine: Engine,
    _fixture: Option<Fixture>,
}

impl Engined {
    pub async fn open(name: &'static str, fixture: Fixture) -> Self {
        let settings = "{}".to_owned();
        let row = TenantRow { tenant: TENANT.to_owned(), name: TENANT.to_owned(), settings, created_us: BEGIN_US };
        fixture.store.put_tenant(&row).await.expect("a tenant moves in");
        let engine = Engine::start(fixture.store.clone(), clock());
        Self { name, engine, _fixture: Some(fixture) }
    }

    /// What is behind somebody else's engine.
    pub const fn behind(name: &'static str, engine: Engine) -> Self {
        Self { name, engine, _fixture: None }
    }

    pub fn store(&self) -> &Store {
        self.engine.store()
    }

    fn now_us(&self) -> i64 {
        self.now().as_microsecond()
    }

    /// Takes what is due of a queue.
    pub async fn claim(&self, queue: Queue) -> Result<Vec<Claimed>, String> {
        let now_us = self.now_us();
        let claim = Claim { queue, now_us, wall_us: now_us, lease_us: 60_000_000, limit: 100, only: None };
        self.store().claim(claim).await.map_err(|e| e.to_string())
    }
}

impl Stage for Engined {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn ask(&mut self, actor: &Actor, act: Act) -> Result<Said, String> {
        match self.engine.submit(Request::new(TENANT, actor.clone(), act)).await {
            Reply::Done(answered) => answered.about.as_ref().map(Said::of).ok_or("the answer was a replay".to_owned()),
            Reply::Refused(refusal) => Ok(Said::Refused(refusal.code().to_owned(), refusal.to_string())),
            other => Err(format!("an act was not decided: {other:?}")),
        }
    }

    async fn tell(&mut self, request: Request) -> Result<Result<(), Refusal>, String> {
        match self.engine.submit(request).await {
            Reply::Done(_) => Ok(Ok(())),
            Reply::Refused(refusal) => Ok(Err(refusal)),
            other => Err(format!("what was told was not decided: {other:?}")),
        }
    }

    async fn due(&mut self, queue: Queue) -> Result<Vec<Claimed>, String> {
        self.claim(queue).await
    }

    async fn put_back(&mut self, item: &Claimed, secs: u32) -> Result<(), String> {
        let then = Then::Again { due_us: self.now_us() + i64::from(secs) * 1_000_000, note: "later".to_owned() };
        let done = Done { queue: Queue::Outbox, id: item.id.clone(), epoch: item.epoch, then };
        self.store().finish(TENANT, &done).await.map(|_| ()).map_err(|e| e.to_string())
    }

    async fn next_effect_us(&self) -> Result<Option<i64>, String> {
        self.store().next_due(Queue::Outbox).await.map_err(|e| e.to_string())
    }

    fn now(&self) -> Timestamp {
        self.engine.clock().now()
    }

    async fn pass(&mut self, us: i64) -> Result<(), String> {
        let clock = self.engine.clock();
        clock.set_offset_us(clock.offset_us() + us);
        Ok(())
    }

    async fn state(&self, id: &Id) -> Result<State, String> {
        let row = self.store().stream(TENANT, id.as_str()).await.map_err(|e| e.to_string())?;
        let row = row.ok_or_else(|| format!("there is no stream {id}"))?;
        recall::stream(&row).map(|(_, stream)| stream.state).map_err(|e| e.to_string())
    }

    async fn find(&self, kind: &str, value: &str) -> Result<Option<Id>, String> {
        let found = self.store().references(TENANT, Some(kind), value).await.map_err(|e| e.to_string())?;
        Ok(found.first().map(|row| Id::trusted(&row.stream_id)))
    }

    async fn books(&self) -> Result<Vec<BalanceRow>, String> {
        let query = BalanceQuery { by_subkey: true, ..BalanceQuery::default() };
        self.store().balances(TENANT, &query).await.map_err(|e| e.to_string())
    }

    async fn notices(&self, stream: &Id, audience: &str) -> Result<Vec<String>, String> {
        let rows = self.store().notices(TENANT, stream.as_str()).await.map_err(|e| e.to_string())?;
        Ok(rows.into_iter().filter(|row| row.audience == audience).map(|row| row.template).collect())
    }

    async fn exceptions(&self) -> Result<Vec<(Id, String)>, String> {
        let query = ExceptionQuery { state: Some("open".to_owned()), limit: 100, ..ExceptionQuery::default() };
        let found = self.store().exceptions(TENANT, &query).await.map_err(|e| e.to_string())?;
        Ok(found.into_iter().map(|e| (Id::trusted(&e.row.exception_id), e.row.reason)).collect())
    }

    /// What `recoup verify` derives from the events again must be what is stored.
    async fn the_end(&mut self) -> Result<(), String> {
        let store = self.store();
        store.seal(TENANT, "story", self.now_us(), 10_000).await.map_err(|e| e.to_string())?;
        let report = verify::run(store, Some(TENANT), |_, _| {}).await.map_err(|e| e.to_string())?;
        if report.ok { Ok(()) } else { Err(format!("it does not verify: {}", report.text())) }
    }
}
