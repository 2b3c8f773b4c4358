//! Floor and engine in turn: the same decisions, once written raw and once made and committed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use recoup_core::command::Act;
use recoup_core::id::Id;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use tokio::task::JoinSet;

use super::ground::{Ground, Sale, Share, actor, decide_on};
use super::meter::{Meter, Used};
use super::rows::Rows;
use crate::dice::Dice;
use crate::engine::{Engine, Key, Reply, Request};

/// What is asked, in order: the fresh payments are captured and the old ones refunded in part, twice.
const ASKED: [Asked; 4] = [Asked::Capture, Asked::Refund, Asked::Capture, Asked::Refund];

/// Captured at a time, minor units.
pub const CAPTURE_MINOR: i64 = 2_000;
/// Refunded at a time, minor units.
pub const REFUND_MINOR: i64 = 500;

/// What is asked of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A capture in part.
    Capture,
    /// A refund in part.
    Refund,
}

/// What a slice did.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    /// Decisions written.
    pub decisions: usize,
    /// In what time.
    pub took: Duration,
    /// Processor time in it.
    pub used: Used,
    /// In how many commits.
    pub commits: i64,
    /// Rows written, where they were counted.
    pub rows: usize,
    /// Bytes in them.
    pub bytes: usize,
}

impl Slice {
    /// Decisions a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.decisions as f64 / self.took.as_secs_f64().max(1e-9)
    }

    /// Processor time of a decision, database included, milliseconds.
    #[must_use]
    pub fn cpu_ms(&self) -> f64 {
        self.used.ms_each(self.decisions)
    }

    /// Decisions in a commit.
    #[must_use]
    pub fn grouping(&self) -> f64 {
        self.decisions as f64 / (self.commits.max(1) as f64)
    }
}

impl Asked {
    /// The payments it is asked of.
    #[must_use]
    pub fn of(self, share: &Share) -> &[Sale] {
        match self {
            Self::Capture => &share.fresh,
            Self::Refund => &share.old,
        }
    }
}

fn request(ground: &Ground, sale: &Sale, asked: Asked, turn: usize) -> Request {
    let payment = Id::trusted(&sale.payment);
    let act = match asked {
        Asked::Capture => {
            Act::from(RequestCapture { payment, amount_minor: Some(CAPTURE_MINOR), currency: None, last: false })
        }
        Asked::Refund => Act::from(RequestRefund {
            payment,
            how_much: HowMuch::Amount { amount_minor: REFUND_MINOR, currency: None },
            reason: "damaged".to_owned(),
            note: String::new(),
            exception: None,
        }),
    };
    let tenant = ground.tenants.get(sale.tenant).map_or("", String::as_str);
    let name = format!("api:POST /v1/bench:{}-{turn}", sale.payment);
    Request::new(tenant, actor(), act).keyed(Key::new(name, sale.payment.as_bytes()))
}

/// Lets the engine decide and commit, asked by so many tasks at once.
///
/// # Errors
/// When a request is refused or the store fails.
pub async fn engine(ground: &Ground, engine: &Engine, share: &Share, tasks: usize) -> anyhow::Result<Slice> {
    let before = ground.floor.batches().await?;
    let (mut took, mut used) = (Duration::ZERO, Used::default());
    let meter = Meter::of(std::process::id(), &ground.place).await?;
    for (turn, asked) in ASKED.into_iter().enumerate() {
        let requests: Vec<Request> = asked.of(share).iter().map(|sale| request(ground, sale, asked, turn)).collect();
        let requests = Arc::new(requests);
        let next = Arc::new(AtomicUsize::new(0));
        let mut running = JoinSet::new();
        let (began, start) = (Instant::now(), meter.used());
        for _ in 0..tasks {
            let (engine, requests, next) = (engine.clone(), Arc::clone(&requests), Arc::clone(&next));
            running.spawn(async move {
                while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match engine.submit(request.clone()).await {
                        Reply::Done(_) => {}
                        other => anyhow::bail!("the engine answered {other:?}"),
                    }
                }
                Ok(())
            });
        }
        while let Some(ended) = running.join_next().await {
            ended??;
        }
        took += began.elapsed();
        used.add(meter.used().since(start));
    }
    let commits = ground.floor.batches().await? - before;
    Ok(Slice { decisions: share.fresh.len() * ASKED.len(), took, used, commits, rows: 0, bytes: 0 })
}

/// Writes the rows of the same decisions raw, so many units in a transaction.
///
/// # Errors
/// When a request is refused or the database fails.
pub async fn floor(ground: &mut Ground, share: &Share, grouping: usize, dice: &mut Dice) -> anyhow::Result<Slice> {
    let (mut took, mut commits, mut rows, mut bytes) = (Duration::ZERO, 0_i64, 0, 0);
    let mut used = Used::default();
    let meter = Meter::of(std::process::id(), &ground.place).await?;
    for (turn, asked) in ASKED.into_iter().enumerate() {
        let mut lanes = Vec::new();
        for lane in 0..ground.tenants.len() {
            let mine: Vec<&Sale> = asked.of(share).iter().filter(|sale| sale.tenant == lane).collect();
            let mut groups = Vec::new();
            for group in mine.chunks(grouping.max(1)) {
                let now = Timestamp::now();
                let requests = group.iter().map(|sale| (request(ground, sale, asked, turn), now)).collect();
                let units = decide_on(&ground.store, requests, dice).await?;
                let group = Rows::of(&units, ground.floor.layout());
                let size = group.size();
                (rows, bytes) = (rows + size.0, bytes + size.1);
                groups.push(group);
            }
            commits += i64::try_from(groups.len()).unwrap_or(0);
            lanes.push(groups);
        }
        let start = meter.used();
        took += ground.floor.write(lanes).await?;
        used.add(meter.used().since(start));
    }
    Ok(Slice { decisions: share.fresh.len() * ASKED.len(), took, used, commits, rows, bytes })
}
