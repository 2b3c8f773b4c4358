//! One history: a universe, its shops, nodes, bank and callers, from the first order to the quiet after the last.

use std::collections::BTreeSet;
use std::sync::Arc;

use parking_lot::Mutex;
use recoup_core::payment::Payment;
use recoup_core::payment::said::undecided;
use recoup_sandbox::{BankConfig, FaceKind, FaultPlan};
use tokio::task::JoinSet;

use super::around::{Banks, TIMEOUT_MS};
use super::asks;
use super::callers::Callers;
use super::coverage;
use super::director::Director;
use super::ending;
use super::forged::Forger;
use super::gateways::{self, Faces};
use super::luck::Luck;
use super::moves::{Move, What};
use super::nodes::Nodes;
use super::people::person;
use super::post;
use super::rumours::{self, Rumour};
use super::said;
use super::together;
use super::universe::{Record, Universe};
use super::watch::{Known, Watch};
use crate::dice::Dice;
use crate::worker::Accounts;

/// Questions under way at once; more wait.
const MOST_ASKED: usize = 48;

/// How long faults go on after the last written move, milliseconds.
const AFTERWARDS_MS: u64 = 30_000;

/// How far the clock jumps at once where gateways speak in their own time, seconds.
const HOP_SECS: u32 = 4 * 3_600;

/// How long such a hop takes by the machines' clocks, milliseconds.
const HOP_MS: u64 = 1_000;

/// Seconds that pass one after the other while a gateway says nothing of a payment: more than lie between two questions,
/// until a person may say what became of it. Who is given no answer leaves a gateway alone for a while, so that the last
/// of them may come again.
const SILENT_SECS: [u32; 11] = [2, 3, 5, 9, 17, 33, 65, 129, 257, 257, 257];

/// How often the last of them comes again at most.
const SILENT_AGAIN: usize = 12;

/// How long a gateway goes on saying nothing after that, microseconds by the machines' clocks.
const SILENT_AFTER_US: i64 = 3_000_000;

/// What a history is made of.
#[derive(Debug, Clone)]
pub struct Script {
    /// Decides everything that is not written down.
    pub seed: u64,
    /// At which gateway it is played.
    pub face: FaceKind,
    /// How often what goes wrong.
    pub luck: Luck,
    /// Shops.
    pub tenants: usize,
    /// Nodes.
    pub nodes: usize,
    /// Moves to be played; where there are none, a director thinks of them.
    pub moves: Option<Vec<Move>>,
    /// Steps after which nobody asks any more.
    pub steps: u64,
    /// Steps that mention this are kept word by word.
    pub about: Option<String>,
}

impl Script {
    /// What a seed stands for.
    #[must_use]
    pub fn of(seed: u64, faces: Faces, steps: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x5eed);
        let luck = Luck::drawn(&mut dice);
        let (tenants, nodes) = (1 + dice.below(3), 1 + dice.below(3));
        let small = |n| usize::try_from(n).unwrap_or(1);
        let face = faces.of(seed);
        Self { seed, face, luck, tenants: small(tenants), nodes: small(nodes), moves: None, steps, about: None }
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Ended {
    /// Everything recorded.
    pub record: Record,
    /// Who watched.
    pub watch: Watch,
    /// The moves that were made.
    pub moves: Vec<Move>,
    /// How far the clock of the business came, seconds.
    pub lived_secs: i64,
    /// Faults of the banks by name.
    pub bank_faults: std::collections::BTreeMap<String, u64>,
}

impl Ended {
    /// Whether something was reached, by its name in the coverage.
    #[must_use]
    pub fn reaches(&self, name: &str) -> bool {
        let watch = &self.watch;
        let counted = [&watch.acts, &watch.events, &watch.effects, &self.bank_faults];
        counted.iter().any(|counts| counts.contains_key(name))
            || self.record.answers.contains_key(name)
            || self.record.faults.contains_key(name)
            || watch.reached.keys().any(|taken| coverage::transition(*taken) == name)
    }
}

/// Plays a history to its end, or to the first violation.
///
/// # Errors
/// When no runtime can be made.
pub fn play(script: &Script) -> std::io::Result<Ended> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?;
    Ok(runtime.block_on(live(script)))
}

/// A shop's name.
fn tenant(place: usize) -> String {
    format!("shop{}", place + 1)
}

async fn live(script: &Script) -> Ended {
    let universe = Universe::new(Dice::new(script.seed), script.luck, script.about.clone());
    let watch = Arc::new(Mutex::new(Watch::default()));
    let banks = Arc::new(banks(script));
    let nodes = Nodes::start(&universe, &watch, &banks, accounts(script), script.nodes);
    let callers = Callers::new(&universe, &nodes);
    let mut outside = JoinSet::new();
    let forger = Forger::new(Dice::new(script.seed ^ 0xf0_4ed));
    outside.spawn(post::run(Arc::clone(&universe), Arc::clone(&nodes), Arc::clone(&banks), forger));
    let face = script.face;
    let (asked, moves) = (JoinSet::new(), Vec::new());
    let mut stage = Stage { face, universe, watch, nodes, banks, callers, asked, moves };
    stage.perform(script).await;
    stage.universe.calm_down();
    stage.banks.hush(BTreeSet::new(), 0);
    while stage.asked.join_next().await.is_some() {}
    if !stage.universe.so_far().1 {
        ending::check(&stage.universe, &stage.watch, &stage.nodes, &stage.banks, &stage.callers).await;
    }
    if let (true, Some(first)) = (stage.universe.is_to_be_shown(), stage.universe.first_found()) {
        // Found by a caller, or when everything had come to rest: no commit showed it.
        let watch = stage.watch.lock();
        stage.universe.show(watch.shown(&watch.named_in(&first)));
    }
    let lived_us = stage.universe.now_us() - super::universe::BEGIN_US;
    let record = stage.universe.take_record();
    let watch = std::mem::take(&mut *stage.watch.lock());
    Ended { record, watch, moves: stage.moves, lived_secs: lived_us / 1_000_000, bank_faults: stage.banks.faults() }
}

fn accounts(script: &Script) -> Accounts {
    let of = |tenant: String| {
        gateways::accounts(script.face).map(|name| (tenant.clone(), gateways::account(script.face, &tenant, name)))
    };
    Accounts::new((0..script.tenants).map(tenant).flat_map(of).collect())
}

fn banks(script: &Script) -> Banks {
    let mut banks = Banks::default();
    let rates = gateways::faults(script.face, script.luck.at_the_bank());
    let faults = FaultPlan { rates, reads: true, timeout_hold_ms: TIMEOUT_MS, ..FaultPlan::default() };
    for (place, tenant) in (0_u64..).zip((0..script.tenants).map(tenant)) {
        for (number, account) in (0_u64..).zip(gateways::accounts(script.face)) {
            let seed = script.seed ^ (place << 8) ^ (number << 16);
            let config = BankConfig { seed, ..gateways::bank(script.face, (&tenant, account), faults) };
            banks.open(&tenant, account, config);
        }
    }
    banks
}

/// A history under way.
struct Stage {
    face: FaceKind,
    universe: Arc<Universe>,
    watch: Arc<Mutex<Watch>>,
    nodes: Arc<Nodes>,
    banks: Arc<Banks>,
    callers: Arc<Callers>,
    asked: JoinSet<()>,
    moves: Vec<Move>,
}

impl Stage {
    async fn perform(&mut self, script: &Script) {
        let mut director = Director::new(Dice::new(script.seed ^ 0xd12e), script.tenants, script.nodes);
        let mut written = script.moves.clone().map(Vec::into_iter);
        loop {
            let (steps, wrong) = self.universe.so_far();
            if wrong || steps >= script.steps {
                return;
            }
            let next = match &mut written {
                Some(moves) => moves.next(),
                None => Some(self.think(&mut director, script.tenants)),
            };
            let Some(next) = next else {
                // What was asked last has time to go wrong.
                self.universe.wait(AFTERWARDS_MS).await;
                return;
            };
            if next.after_ms > 0 {
                self.universe.wait(next.after_ms).await;
            }
            while self.asked.len() >= MOST_ASKED {
                self.asked.join_next().await;
            }
            while self.asked.try_join_next().is_some() {}
            self.moves.push(next.clone());
            match next.what {
                What::Jump { secs } => self.jump(secs).await,
                What::Silence { order, payment } => self.silence(order, payment).await,
                what => self.make(what),
            }
        }
    }

    fn think(&self, director: &mut Director, tenants: usize) -> Move {
        let watch = self.watch.lock();
        let nobody = Known::default();
        let known: Vec<&Known> =
            (0..tenants).map(|place| watch.tenants.get(&tenant(place)).unwrap_or(&nobody)).collect();
        director.next(&known)
    }

    fn make(&mut self, what: What) {
        match what {
            What::Order { order, tenant: place, draw } => {
                let asked = together::placed(asks::order(self.face, order, draw), draw);
                self.ask(tenant(place), 2, asked);
            }
            What::Ask { order, payment, who, ask } => {
                let found = {
                    let watch = self.watch.lock();
                    watch.tenants.iter().find_map(|(name, known)| {
                        let stands = known.order(&super::director::number(order))?;
                        Some((name.clone(), asks::about((self.face, known), stands, payment, ask)?))
                    })
                };
                if let Some((tenant, mut act)) = found {
                    said::look_up(&self.banks, &tenant, &mut act);
                    self.ask(tenant, who, act);
                }
            }
            What::Rumour { order, payment, rumour } => self.rumour(order, payment, rumour),
            What::Propose { tenant: place, who, draw } => self.ask(tenant(place), who, asks::propose(draw)),
            What::Decide { tenant: place, who, yes } => {
                let act =
                    self.watch.lock().tenants.get(&tenant(place)).and_then(|known| asks::decide_policy(known, yes));
                if let Some(act) = act {
                    self.ask(tenant(place), who, act);
                }
            }
            // They take time.
            What::Jump { .. } | What::Silence { .. } => {}
            What::Crash { node, back_ms } => {
                if self.nodes.crash(node) {
                    self.universe.fault("crash");
                    let (universe, nodes) = (Arc::clone(&self.universe), Arc::clone(&self.nodes));
                    tokio::spawn(async move {
                        universe.wait(back_ms).await;
                        nodes.boot(node);
                    });
                }
            }
        }
    }

    /// The clock goes on. A gateway does not keep its words to itself for days meanwhile: they come a few hours late at
    /// most.
    async fn jump(&self, secs: u32) {
        self.universe.fault("clock_jump");
        self.universe.step("jump", &secs.to_le_bytes());
        let mut left_secs = secs;
        while self.face != FaceKind::Native && left_secs > HOP_SECS {
            left_secs -= HOP_SECS;
            self.hop(HOP_SECS).await;
        }
        self.universe.jump(left_secs);
        self.nodes.follow_the_clock();
    }

    /// The clock goes on, and what is due then has time to be done.
    async fn hop(&self, secs: u32) {
        self.universe.jump(secs);
        self.nodes.follow_the_clock();
        self.universe.wait(HOP_MS).await;
    }

    /// A payment is asked about in vain for so long that persons may say what became of it, and a moment longer.
    async fn silence(&self, order: u32, payment: usize) {
        let Some(names) = self.about(order, payment, |_, payment| Some(said::names(payment))) else { return };
        self.banks.hush(names.clone(), i64::MAX);
        let last = SILENT_SECS.last().copied().unwrap_or(0);
        for (place, secs) in SILENT_SECS.into_iter().chain([last; SILENT_AGAIN]).enumerate() {
            let open = self.about(order, payment, |_, payment| Some(!undecided(payment).is_empty()));
            if place >= SILENT_SECS.len() && open == Some(true) {
                break;
            }
            self.hop(secs).await;
        }
        self.banks.hush(names, self.universe.wall_us() + SILENT_AFTER_US);
    }

    fn rumour(&mut self, order: u32, payment: usize, rumour: Rumour) {
        let found = self.about(order, payment, |name, payment| {
            Some((name.to_owned(), payment.id.as_str().to_owned(), rumours::fact(payment, rumour)?))
        });
        if let Some((tenant, payment, fact)) = found {
            self.watch.lock().rumoured.insert(payment);
            self.universe.fault("rumour");
            self.asked.spawn(Arc::clone(&self.callers).tell(tenant, fact));
        }
    }

    /// Something about a payment by its place, with the name of its shop.
    fn about<T>(&self, order: u32, payment: usize, what: impl Fn(&str, &Payment) -> Option<T>) -> Option<T> {
        self.watch.lock().tenants.iter().find_map(|(name, known)| {
            let stands = known.order(&super::director::number(order))?;
            what(name, super::watch::payments_about(known, stands).nth(payment)?)
        })
    }

    fn ask(&mut self, tenant: String, who: usize, act: recoup_core::command::Act) {
        let name = format!("q{}", self.moves.len());
        self.asked.spawn(Arc::clone(&self.callers).ask(tenant, person(who), act, name));
    }
}
