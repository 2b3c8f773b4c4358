//! Sends requests to the engine, many at once, and asks which keys are known already.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use recoup_core::id::Id;
use recoup_core::refusal::Refusal;
use serde::Deserialize;

use super::error::ImportError;
use super::request::Desk;
use super::{Phase, Progress};
use crate::engine::{Engine, Key, Reply, Request};
use crate::store::StoreError;
use crate::store::rows::{ImportProgress, Wanted};

/// Requests under way at once: half of them fill a group while the others are on their way to disk. More would
/// gain little speed and cost memory, because an order of many lines is large.
const IN_FLIGHT: usize = 256;
/// Keys asked for at once.
const KEYS_AT_ONCE: usize = 500;
/// Tries before a store that is busy stops the import.
const MOST_TRIES: u32 = 8;

/// The way to the engine for one run.
#[derive(Debug)]
pub struct Sender<'a> {
    engine: &'a Engine,
    desk: &'a Desk<'a>,
    rows_done: AtomicI64,
}

/// Where a step stands before it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is to be done.
    Open,
    /// It was done; an order's answer names its payment.
    Known(Option<Id>),
    /// Its key was used for other content.
    Other,
}

/// What became of a step.
#[derive(Debug)]
pub enum Outcome {
    /// It is done; an order's answer names its payment.
    Done {
        /// The payment, `pay_…`.
        payment: Option<Id>,
        /// Whether somebody had done it before.
        replayed: bool,
    },
    /// It was refused.
    Refused(Refusal),
}

/// A step and its request.
pub type Step = (usize, Request);

/// What is read of an order's answer.
#[derive(Deserialize)]
struct OrderAnswer {
    payments: Vec<String>,
}

fn payment_of(body: &str) -> Option<Id> {
    let answer: OrderAnswer = serde_json::from_str(body).ok()?;
    answer.payments.first().map(|id| Id::trusted(id))
}

impl<'a> Sender<'a> {
    /// A way to an engine.
    #[must_use]
    pub const fn new(engine: &'a Engine, desk: &'a Desk<'a>) -> Self {
        Self { engine, desk, rows_done: AtomicI64::new(0) }
    }

    /// Rows that are on disk or on their way.
    #[must_use]
    pub fn rows_done(&self) -> i64 {
        self.rows_done.load(Ordering::Relaxed)
    }

    /// Counts rows that need no sending.
    pub fn skip(&self, rows: usize) {
        self.rows_done.fetch_add(i64::try_from(rows).unwrap_or(0), Ordering::Relaxed);
    }

    /// Where `steps` steps stand, by their keys.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn standing(&self, steps: usize, key: impl Fn(usize) -> Key) -> Result<Vec<Standing>, ImportError> {
        let mut standing = vec![Standing::Open; steps];
        for from in (0..steps).step_by(KEYS_AT_ONCE) {
            let keys: Vec<Key> = (from..steps.min(from + KEYS_AT_ONCE)).map(&key).collect();
            let answers = keys.iter().map(|key| (self.desk.tenant.to_owned(), key.name.clone())).collect();
            let wanted = Wanted { answers, ..Wanted::default() };
            let loaded = self.engine.store().load(&wanted).await.map_err(|error| self.failed(error))?;
            for (_, row) in loaded.answers {
                let Some(at) = keys.iter().position(|key| key.name == row.key) else { continue };
                let same = keys[at].fingerprint == row.fingerprint;
                standing[from + at] = if same { Standing::Known(payment_of(&row.answer)) } else { Standing::Other };
            }
        }
        Ok(standing)
    }

    /// Sends chains of steps: those of one chain one after the other, chains side by side.
    ///
    /// # Errors
    /// The first failure of the store; steps under way may still happen and are found again by their keys.
    pub async fn send(
        &self,
        phase: Phase,
        progress: &mut (dyn FnMut(Progress) + Send),
        chains: impl Iterator<Item = Vec<Step>> + Send,
    ) -> Result<Vec<(usize, Outcome)>, ImportError> {
        let chain = |steps: Vec<Step>| async move {
            let mut outcomes = Vec::with_capacity(steps.len());
            for (at, request) in steps {
                outcomes.push((at, self.submit(request).await?));
            }
            Ok::<_, ImportError>(outcomes)
        };
        let mut replies = stream::iter(chains).map(chain).buffer_unordered(IN_FLIGHT);
        let mut all = Vec::new();
        while let Some(outcomes) = replies.next().await {
            all.extend(outcomes?);
            progress(self.progress(phase));
        }
        Ok(all)
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self, phase: Phase) -> Progress {
        Progress { phase, rows_done: self.rows_done(), rows_total: self.rows_total() }
    }

    fn rows_total(&self) -> i64 {
        i64::try_from(self.desk.plan.rows.len()).unwrap_or(i64::MAX)
    }

    async fn submit(&self, mut request: Request) -> Result<Outcome, ImportError> {
        let imported = request.import.get_or_insert_default();
        self.skip(imported.rows.len());
        imported.progress = Some(ImportProgress {
            import_id: self.desk.import_id.clone(),
            state: "running".to_owned(),
            rows_done: self.rows_done().min(self.rows_total()),
            totals: "[]".to_owned(),
            updated_us: self.engine.clock().now().as_microsecond(),
        });
        for tries in 1.. {
            match self.engine.submit(request.clone()).await {
                Reply::Done(done) => {
                    return Ok(Outcome::Done { payment: payment_of(&done.body), replayed: done.replayed });
                }
                Reply::Refused(refusal) => return Ok(Outcome::Refused(refusal)),
                // With its key a step can be sent again whatever became of it.
                Reply::Failed(error) if tries < MOST_TRIES && passes(&error) => {
                    tokio::time::sleep(Duration::from_millis(25 << tries)).await;
                }
                Reply::Failed(error) => return Err(self.failed(error)),
                Reply::LeaseLost | Reply::Changed => break,
            }
        }
        Err(ImportError::Refused { what: "the engine spoke of a lease, and an import has none".to_owned() })
    }

    /// The store's error with how far the import came.
    #[must_use]
    pub fn failed(&self, error: StoreError) -> ImportError {
        ImportError::Store { error, rows_done: self.rows_done() }
    }
}

/// Whether waiting may help. A full disk is left to people.
const fn passes(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Busy { .. }
            | StoreError::Unavailable { .. }
            | StoreError::SerializationConflict { .. }
            | StoreError::OutcomeUnknown { .. }
    )
}
