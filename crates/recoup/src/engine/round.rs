//! One round: a group of requests is loaded, decided in order on one overlay, and turned into one commit.
//!
//! An explicit state machine without IO, clock or threads, so that a lane, a test or a simulation can drive
//! it: ask `wanted` until it is `None`, giving what was found to `take`; then `decide`, commit, `conclude`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use recoup_core::command::{self, Act, Command};
use recoup_core::decision::{Answer, Decision};
use recoup_core::planted::{self, Planted};
use recoup_core::refusal::Refusal;
use recoup_core::world::{Needs, Stream, World};

use super::request::{Answered, Reply, Request};
use super::{recall, record, reviewed};
use crate::store::StoreError;
use crate::store::rows::{Committed, Group, IdempotencyRow, Loaded, Unit, Wanted};
use crate::views;

/// Rounds of loading one request may take; more means that `needs` never ends.
const MOST_LOADS: usize = 8;

/// How far the clock of another node may be ahead and still be followed.
const MOST_BEHIND_US: i64 = 60_000_000;

/// Tries after which a job goes into a group of its own, so that it cannot refuse its neighbours.
pub const ALONE_AFTER: u32 = 3;

/// A request with the state it is decided in.
#[derive(Debug)]
pub struct Job<T> {
    request: Request,
    command: Command,
    /// When it is decided by the clock of this node, which may be behind what it is decided on.
    asked_at: Timestamp,
    /// Whether an earlier commit of it may still arrive.
    unsure: bool,
    /// Whoever waits for the reply.
    pub waiter: T,
    /// How often it was decided in vain.
    pub tries: u32,
    reply: Option<Reply>,
}

impl<T> Job<T> {
    /// A job at an instant, with unpredictable bits for its ids.
    pub fn new(request: Request, waiter: T, now: Timestamp, entropy: u128) -> Self {
        let command = Command {
            tenant: request.tenant.clone(),
            actor: request.actor.clone(),
            now,
            effective_at: request.effective_at.unwrap_or(now),
            entropy,
            act: request.act.clone(),
        };
        Self { request, command, asked_at: now, unsure: false, waiter, tries: 0, reply: None }
    }

    /// Whether somebody reviewed something else than what is decided now.
    fn differs(&self, decision: &Decision) -> bool {
        self.request.reviewed.as_ref().is_some_and(|seen| *seen != reviewed::figures(decision))
    }

    /// Its reply when the store failed. What may still arrive from an earlier try is not known, whatever fails now.
    pub fn failed(self, error: &StoreError) -> (T, Reply) {
        let detail = || format!("an earlier commit of it may still arrive; then: {error}");
        let error = if self.unsure { StoreError::OutcomeUnknown { detail: detail() } } else { error.clone() };
        (self.waiter, Reply::Failed(error))
    }
}

/// A group of jobs on their way through one commit.
#[derive(Debug)]
pub struct Round<T> {
    jobs: Vec<Job<T>>,
    worlds: BTreeMap<String, World>,
    answers: BTreeMap<(String, String), Option<IdempotencyRow>>,
    loads: usize,
    asked: Vec<(String, Needs)>,
    /// When the youngest of what was loaded of a tenant was written, microseconds.
    latest_us: BTreeMap<String, i64>,
}

impl<T> Round<T> {
    /// A round over these jobs.
    #[must_use]
    pub fn new(jobs: Vec<Job<T>>) -> Self {
        Self {
            jobs,
            worlds: BTreeMap::new(),
            answers: BTreeMap::new(),
            loads: 0,
            asked: Vec::new(),
            latest_us: BTreeMap::new(),
        }
    }

    /// Looks at the clock again. A job may have waited, been decided in vain, or lain in a machine that stood still;
    /// what it is decided on was loaded just now, and so it is decided now.
    pub fn at(&mut self, now: Timestamp) {
        for job in &mut self.jobs {
            job.asked_at = now;
            job.command.now = now;
            job.command.effective_at = job.request.effective_at.unwrap_or(now);
        }
    }

    /// What must be loaded next; `None` when everything is there.
    pub fn wanted(&mut self) -> Option<Wanted> {
        let mut needs: BTreeMap<&str, (BTreeSet<_>, BTreeSet<_>)> = BTreeMap::new();
        let mut wanted = Wanted::default();
        let empty = World::default();
        for job in &self.jobs {
            let tenant = job.request.tenant.as_str();
            if self.loads == 0 {
                wanted.answers.extend(job.request.key.iter().map(|key| (tenant.to_owned(), key.name.clone())));
            }
            let more = command::needs(&job.command, self.worlds.get(tenant).unwrap_or(&empty));
            let (streams, names) = needs.entry(tenant).or_default();
            streams.extend(more.streams);
            names.extend(more.names);
        }
        self.asked.clear();
        for (tenant, (streams, names)) in needs {
            wanted.streams.extend(streams.iter().map(|id| (tenant.to_owned(), id.as_str().to_owned())));
            wanted
                .references
                .extend(names.iter().map(|(kind, value)| (tenant.to_owned(), kind.clone(), value.clone())));
            let needs = Needs { streams: streams.into_iter().collect(), names: names.into_iter().collect() };
            self.asked.push((tenant.to_owned(), needs));
        }
        let nothing = wanted.streams.is_empty() && wanted.references.is_empty() && wanted.answers.is_empty();
        self.loads += 1;
        (!nothing && self.loads <= MOST_LOADS).then_some(wanted)
    }

    /// Takes what was found for the last `wanted`; what was asked and not found is known to be absent.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when a stored state cannot be read.
    pub fn take(&mut self, wanted: &Wanted, loaded: Loaded) -> Result<(), StoreError> {
        for (tenant, needs) in self.asked.drain(..) {
            let world = self.worlds.entry(tenant).or_default();
            needs.streams.into_iter().for_each(|id| world.put(id, None));
            needs.names.into_iter().for_each(|name| world.put_name(name, Vec::new()));
        }
        // What a clock that is wrong by more than a little wrote is not followed, and must not hide the others.
        let now_us = self.jobs.iter().map(|job| job.command.now.as_microsecond()).min().unwrap_or(i64::MAX);
        let horizon_us = now_us.saturating_add(MOST_BEHIND_US);
        for (tenant, row) in loaded.streams {
            if row.updated_us <= horizon_us {
                let latest_us = self.latest_us.entry(tenant.clone()).or_insert(i64::MIN);
                *latest_us = row.updated_us.max(*latest_us);
            }
            let (id, stream) = recall::stream(&row)?;
            self.worlds.entry(tenant).or_default().put(id, Some(Arc::new(stream)));
        }
        for (tenant, row) in loaded.references {
            let id = recoup_core::id::Id::trusted(&row.stream_id);
            self.worlds.entry(tenant).or_default().add_name((row.kind, row.value), id);
        }
        for key in &wanted.answers {
            self.answers.entry(key.clone()).or_default();
        }
        for (tenant, row) in loaded.answers {
            self.answers.insert((tenant, row.key.clone()), Some(row));
        }
        Ok(())
    }

    /// Nothing is decided before what it is decided on, though the clock of the node that wrote that was ahead of
    /// ours: the feed numbers by time, and the timeline is read by time. All of a tenant in this group moves, because
    /// one batch stands for it.
    fn catch_up(&mut self) {
        for job in &mut self.jobs {
            let latest_us = self.latest_us.get(&job.request.tenant).copied().unwrap_or(i64::MIN);
            let behind = job.command.now.as_microsecond() < latest_us;
            if let (true, Ok(latest)) = (behind, Timestamp::from_microsecond(latest_us)) {
                job.command.now = latest;
                job.command.effective_at = job.request.effective_at.unwrap_or(latest);
            }
        }
    }

    /// Decides every job in order, each on what the ones before it left, and returns what is to be committed.
    pub fn decide(&mut self) -> Group {
        self.catch_up();
        let mut units = Vec::with_capacity(self.jobs.len());
        let mut finished = BTreeSet::new();
        for job in &mut self.jobs {
            let tenant = job.request.tenant.clone();
            // A queue item that was claimed twice can be finished once; the store would refuse the whole group.
            let item = job.request.done.as_ref().map(|done| (tenant.clone(), done.id.clone()));
            if item.is_some_and(|item| !finished.insert(item)) {
                job.reply = Some(Reply::LeaseLost);
                continue;
            }
            let known = job.request.key.as_ref().and_then(|key| {
                self.answers.get(&(tenant.clone(), key.name.clone())).and_then(Option::as_ref).map(|row| (key, row))
            });
            let known_again = planted::is(Planted::KnownKeyDecided) && known.is_some();
            if let Some((key, row)) = known.filter(|_| !known_again) {
                let reply = remembered(key.fingerprint == row.fingerprint, row);
                // What is refused ends nothing: whoever holds the item has something else to say, and ends it with that.
                let done = job.request.done.clone().filter(|_| matches!(reply, Reply::Done(_)));
                units.extend(done.map(|done| Unit { tenant, done: Some(done), ..Unit::default() }));
                job.reply = Some(reply);
                continue;
            }
            let world = self.worlds.entry(tenant.clone()).or_default();
            match decide(&job.command, world) {
                Err(refusal) => job.reply = Some(Reply::Refused(refusal)),
                Ok((decision, _)) if job.differs(&decision) => job.reply = Some(Reply::Changed),
                Ok((decision, answer)) => {
                    let (status, body) = views::answer(&answer, &decision, world);
                    let mut unit = record::unit(&job.request, &job.command, &decision, (status, &body));
                    record::flag(&mut unit, &decision, world);
                    if known_again {
                        unit.idempotency.clear();
                    }
                    // What is to happen at once happens by the clock of those who claim it, which is ours.
                    let (asked_us, now_us) = (record::micros(job.asked_at), record::micros(job.command.now));
                    unit.effects.iter_mut().filter(|row| row.due_us == now_us).for_each(|row| row.due_us = asked_us);
                    overlay(world, &decision.streams, &decision.names);
                    if let Some(row) = unit.idempotency.first().filter(|_| job.request.key.is_some()) {
                        self.answers.insert((tenant, row.key.clone()), Some(row.clone()));
                    }
                    job.reply = Some(Reply::Done(Answered { status, body, replayed: false, about: Some(answer) }));
                    units.push(unit);
                }
            }
        }
        Group { units }
    }

    /// Hands out replies after a commit, and the jobs that must be decided again.
    pub fn conclude(self, committed: Result<Committed, StoreError>) -> (Vec<(T, Reply)>, Vec<Job<T>>) {
        let (mut replies, mut again) = (Vec::with_capacity(self.jobs.len()), Vec::new());
        let several = self.jobs.len() > 1;
        for mut job in self.jobs {
            let reply = job.reply.take();
            match (&committed, reply) {
                (Ok(Committed::All), Some(reply)) => replies.push((job.waiter, reply)),
                (Ok(Committed::Conflict { .. }), Some(reply)) if planted::is(Planted::ConflictAcknowledged) => {
                    replies.push((job.waiter, reply));
                }
                (Err(_), Some(reply)) if planted::is(Planted::FailedCommitAnswered) => {
                    replies.push((job.waiter, reply));
                }
                // A refusal that no write of this group stands behind is true whatever became of the group,
                // but it may rest on the overlay: decide it again with the others.
                (Ok(Committed::Conflict { leases, .. }), _) if lost(&job.request, leases) => {
                    replies.push((job.waiter, Reply::LeaseLost));
                }
                (Ok(Committed::Conflict { exceptions, .. }), _) if resolved_before(&job.command, exceptions) => {
                    let refusal = Refusal::NotInState {
                        what: "exception",
                        status: "resolved",
                        step: "resolve",
                        allowed: "none".to_owned(),
                    };
                    replies.push((job.waiter, Reply::Refused(refusal)));
                }
                (Ok(Committed::Conflict { .. }) | Err(StoreError::SerializationConflict { .. }), _) => {
                    job.tries += 1;
                    again.push(job);
                }
                // One of them met a constraint; alone, each shows whether it was the one.
                (Err(StoreError::Constraint { .. } | StoreError::Bug { .. }), _) if several => {
                    job.tries = job.tries.max(ALONE_AFTER - 1) + 1;
                    again.push(job);
                }
                (Err(error), _) => replies.push(job.failed(error)),
                (Ok(Committed::All), None) => {
                    let what = "a job was never decided".to_owned();
                    replies.push((job.waiter, Reply::Refused(Refusal::Inconsistent { what })));
                }
            }
        }
        (replies, again)
    }

    /// The keys of all jobs that have one, each with its tenant.
    #[must_use]
    pub fn keys(&self) -> Vec<(String, String)> {
        let key = |job: &Job<T>| job.request.key.as_ref().map(|key| (job.request.tenant.clone(), key.name.clone()));
        self.jobs.iter().filter_map(key).collect()
    }

    /// As [`Self::conclude`], after a commit whose answer was lost, with the answers that were found since: a job
    /// whose answer is there was written; one whose answer is not may be decided again, for if the first commit
    /// should still arrive, the key lets only one of them stand. Without a key nothing is known.
    pub fn conclude_by_keys(self, found: Vec<(String, IdempotencyRow)>) -> (Vec<(T, Reply)>, Vec<Job<T>>) {
        let found: BTreeMap<(String, String), IdempotencyRow> =
            found.into_iter().map(|(tenant, row)| ((tenant, row.key.clone()), row)).collect();
        let (mut replies, mut again) = (Vec::with_capacity(self.jobs.len()), Vec::new());
        for mut job in self.jobs {
            let Some(key) = job.request.key.as_ref() else {
                let detail = "the connection broke at the commit".to_owned();
                replies.push((job.waiter, Reply::Failed(StoreError::OutcomeUnknown { detail })));
                continue;
            };
            match found.get(&(job.request.tenant.clone(), key.name.clone())) {
                Some(row) => replies.push((job.waiter, remembered(key.fingerprint == row.fingerprint, row))),
                None => {
                    job.tries += 1;
                    job.reply = None;
                    job.unsure = true;
                    again.push(job);
                }
            }
        }
        (replies, again)
    }

    /// The world that was loaded for a tenant.
    #[must_use]
    pub fn world(mut self, tenant: &str) -> Option<World> {
        self.worlds.remove(tenant)
    }

    /// Gives the jobs back undecided, after a load that failed.
    #[must_use]
    pub fn give_up(self) -> Vec<Job<T>> {
        self.jobs
    }
}

/// A panic is a bug of ours or of a library; it must cost its own request only. Deciding changes nothing but its
/// own draft, so the world is as it was.
fn decide(command: &Command, world: &World) -> Result<(Decision, Answer), Refusal> {
    let decided = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| command::decide(command, world)));
    decided.unwrap_or_else(|_| {
        tracing::error!("deciding panicked; the request is refused and nothing was written");
        Err(Refusal::Inconsistent { what: "this request meets a fault of the program; please report it".to_owned() })
    })
}

fn lost(request: &Request, leases: &[(String, String)]) -> bool {
    request.done.as_ref().is_some_and(|done| leases.iter().any(|(t, id)| *t == request.tenant && *id == done.id))
}

/// Whether a command resolves an exception that is not open any more.
fn resolved_before(command: &Command, exceptions: &[(String, String)]) -> bool {
    let Act::ResolveException(resolve) = &command.act else { return false };
    exceptions.iter().any(|(tenant, id)| *tenant == command.tenant && id == resolve.exception.as_str())
}

pub(super) fn remembered(same: bool, row: &IdempotencyRow) -> Reply {
    if same || planted::is(Planted::OtherContentAnswered) {
        return Reply::Done(Answered { status: row.status, body: row.answer.clone(), replayed: true, about: None });
    }
    Reply::Refused(Refusal::KeyReused)
}

fn overlay(
    world: &mut World,
    streams: &BTreeMap<recoup_core::id::Id, (u64, Arc<Stream>)>,
    names: &[(String, String, recoup_core::id::Id)],
) {
    for (id, (_, stream)) in streams {
        world.put(id.clone(), Some(Arc::clone(stream)));
    }
    for (kind, value, id) in names {
        world.add_name((kind.clone(), value.clone()), id.clone());
    }
}
