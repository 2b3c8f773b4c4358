//! The end of a history: faults are over, everything comes to rest, and then all records must tell the same story.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use parking_lot::Mutex;
use recoup_core::effect::{Operation, OperationKind};
use recoup_core::payment::refund::Refund;
use recoup_core::payment::{Capture, CaptureStatus, Payment, RefundStatus};
use recoup_core::world::State;
use recoup_sandbox::{EffectKind, FaultPlan, Oracle, OracleAuthorization};

use super::around::Banks;
use super::callers::{Callers, may_be_forgotten};
use super::closing;
use super::gateways::{self, operation_of};
use super::invariants as must;
use super::nodes::Nodes;
use super::rest::{handed_over, unrest};
use super::said;
use super::universe::Universe;
use super::watch::Watch;
use crate::store::memory::Tables;
use crate::store::seal;

/// Rounds of waiting; each lets a day pass.
const MOST_ROUNDS: usize = 60;

/// How long a round waits by the machines' clocks, milliseconds.
const ROUND_MS: u64 = 120_000;

/// What a round moves the clock of the business by, seconds.
const ROUND_SECS: u32 = 86_400;

/// Brings everything to rest and compares.
pub async fn check(universe: &Universe, watch: &Mutex<Watch>, nodes: &Arc<Nodes>, banks: &Banks, callers: &Callers) {
    banks.each(|bank| bank.set_faults(FaultPlan::default()));
    nodes.all_up();
    let misled = said::misled(&watch.lock(), banks);
    watch.lock().rumoured.extend(misled);
    let mut restless = Vec::new();
    for _ in 0..MOST_ROUNDS {
        universe.wait(ROUND_MS).await;
        restless = nodes.tables().look(|tables| unrest(universe, tables, &watch.lock()));
        restless.extend(banks.waiting());
        restless.extend(ends_by_itself(&watch.lock(), banks));
        if restless.is_empty() {
            break;
        }
        universe.jump(ROUND_SECS);
        nodes.follow_the_clock();
        nodes.all_up();
    }
    restless.into_iter().take(5).for_each(|what| universe.wrong(must::QUIET, what));
    let mut watch = watch.lock();
    nodes.tables().look(|tables| {
        compare_with_banks(universe, &watch, banks);
        trial_balances(universe, &watch);
        feeds(universe, tables);
        answers(universe, tables, callers);
        apart(universe, tables);
        said::hold(universe, &mut watch, banks);
        closing::sums(universe, &mut watch);
        closing::flags(universe, tables, &mut watch);
        closing::queues(universe, (tables, nodes.accounts()), &mut watch);
    });
    for invariant in [must::QUIET, must::BANK_AGREES, must::ONE_EFFECT, must::TRIAL, must::FEED, must::FENCED] {
        watch.held.add(invariant, 1);
    }
}

/// What ends by itself at gateways that take their time: a rest that we take for given back, because the last capture was
/// told, is held there until it runs out; a capture that was handed in is done when it settles.
fn ends_by_itself(watch: &Watch, banks: &Banks) -> Vec<String> {
    let mut held = Vec::new();
    for (tenant, _, oracle) in banks.oracles() {
        let states = watch.tenants.get(tenant).map(|known| &known.states);
        for one in &oracle.authorizations {
            let state = states.and_then(|states| states.get(operation_of(&one.reference)));
            let Some(State::Payment(payment)) = state else { continue };
            if watch.rumoured.contains(payment.id.as_str())
                || payment.gateway_account().is_some_and(gateways::is_sandbox)
            {
                continue;
            }
            let captured_minor = one.captured_minor - one.capture_failed_minor;
            if payment.captured_minor > captured_minor {
                held.push(format!("{} is captured here and not settled at its gateway", payment.id));
            }
            let over = !is_off(payment);
            let gone_minor = one.released_minor.saturating_add(one.expired_minor);
            let held_minor = one.authorized_minor - one.captured_minor - gone_minor;
            if over && held_minor > 0 && payment.released_minor > gone_minor {
                held.push(format!("{} of {} is given back here and held at its gateway", held_minor, payment.id));
            }
        }
    }
    held
}

/// Whether a capture of the payment failed, or failed after it was done: whether the gateway then holds its amount again
/// or lets it go is its own affair, and is not always told.
fn is_off(payment: &Payment) -> bool {
    let failed = |c: &Capture| matches!(c.status, CaptureStatus::Failed | CaptureStatus::Reversed);
    !payment.gateway_account().is_some_and(gateways::is_sandbox) && payment.captures.iter().any(failed)
}

/// Each payment with a gateway against its bank, and each bank against the account it is in the books.
fn compare_with_banks(universe: &Universe, watch: &Watch, banks: &Banks) {
    for (tenant, account, oracle) in banks.oracles() {
        let executed = executed(&oracle);
        let twice = executed.iter().filter(|((reference, kind), times)| **times > 1 && said::is_own(reference, *kind));
        for ((reference, kind), times) in twice {
            universe.wrong(must::ONE_EFFECT, format!("the bank executed {kind:?} of {reference} {times} times"));
        }
        let Some(known) = watch.tenants.get(tenant) else { continue };
        let mut unheard_minor: BTreeMap<&str, i64> = BTreeMap::new();
        let mut told: BTreeMap<&str, &OracleAuthorization> = BTreeMap::new();
        for one in &oracle.authorizations {
            // Of several tries the one that was authorized counts; that there is only one was held above.
            let known = told.entry(operation_of(&one.reference)).or_insert(one);
            if one.authorized_minor > 0 {
                *known = one;
            }
        }
        let handed_over = handed_over(known);
        let rumoured = |payment: &Payment| {
            let id = payment.id.as_str();
            watch.rumoured.contains(id) || handed_over.contains(id)
        };
        for payment in known.payments().filter(|payment| payment.gateway_account() == Some(account)) {
            if rumoured(payment) {
                told.remove(payment.id.as_str());
                continue;
            }
            let told = told.remove(payment.id.as_str());
            let wrong = match told {
                Some(told) => {
                    let unheard = unheard(payment, &executed);
                    *unheard_minor.entry(payment.currency.code()).or_default() += unheard;
                    differs(payment, told, unheard)
                }
                None => (payment.authorized_minor != 0).then(|| "the bank does not know it".to_owned()),
            };
            if let Some(why) = wrong {
                let state = serde_json::to_string(payment).unwrap_or_default();
                universe.wrong(must::BANK_AGREES, format!("{}: {why}\n  state {state}\n  bank {told:?}", payment.id));
            }
        }
        for reference in told.keys() {
            universe.wrong(must::BANK_AGREES, format!("the bank authorized {reference}, which is not here"));
        }
        for (code, bank_minor) in &oracle.balances {
            let key = ("1110".to_owned(), account.to_owned(), code.clone());
            let ours = known.balances.get(&key).copied().unwrap_or(0);
            let unheard = unheard_minor.get(code.as_str()).copied().unwrap_or(0);
            if watch.rumoured.is_empty() && handed_over.is_empty() && ours + unheard != *bank_minor {
                let what = format!("1110 {account} of {tenant} holds {ours} {code}; the bank says {bank_minor}");
                universe.wrong(must::CLEARING, what);
            }
        }
    }
}

/// What came back to the bank less what left it, where nobody told: a settled refund is not asked after, and of one that
/// is done a gateway may prove only by a report that its money left.
fn unheard(payment: &Payment, executed: &Executed<'_>) -> i64 {
    let is = |refund: &Refund, generation: u32, effect: EffectKind| {
        let kind = OperationKind::Refund;
        let operation = Operation { kind, payment: payment.id.clone(), id: refund.id.clone(), generation };
        executed.contains_key(&(operation.reference().as_str(), effect))
    };
    let back = |refund: &Refund| {
        let paid = refund.paid.iter().filter(|paid| is(refund, paid.generation, EffectKind::RefundReturned));
        paid.map(|paid| paid.out_minor()).sum::<i64>()
    };
    let left = |refund: &Refund| {
        let done = refund.status == RefundStatus::Completed;
        let settled = is(refund, refund.generation, EffectKind::RefundSettled);
        let returned = is(refund, refund.generation, EffectKind::RefundReturned);
        if done && settled && !returned { refund.owed_minor() } else { 0 }
    };
    payment.refunds.iter().map(|refund| back(refund) - left(refund)).sum()
}

/// Effects of our operations by how often a bank executed them.
pub type Executed<'o> = BTreeMap<(&'o str, EffectKind), u64>;

/// How often a bank executed each kind of effect of each of our operations, under whichever key.
#[must_use]
pub fn executed(oracle: &Oracle) -> Executed<'_> {
    let mut executed = BTreeMap::new();
    for (reference, kinds) in &oracle.references {
        for (kind, times) in kinds {
            *executed.entry((operation_of(reference), *kind)).or_default() += times;
        }
    }
    executed
}

/// How a payment and its bank differ.
fn differs(payment: &Payment, told: &OracleAuthorization, unheard_minor: i64) -> Option<String> {
    let gone_minor = told.released_minor.saturating_add(told.expired_minor);
    let given_minor = told.refunded_settled_minor - told.refund_returned_minor;
    let out: i64 = payment.refunds.iter().flat_map(|refund| &refund.paid).map(|paid| paid.out_minor()).sum();
    let pairs = [
        ("authorized", payment.authorized_minor, told.authorized_minor),
        ("captured", payment.captured_minor, told.captured_minor - told.capture_failed_minor),
        ("released", payment.released_minor, gone_minor),
        ("given back", out - unheard_minor, given_minor),
    ];
    let alarms = if payment.alarms.is_empty() { String::new() } else { format!(" ({})", payment.alarms.join("; ")) };
    let counts = |what: &str| what != "released" || !is_off(payment);
    let (what, ours, theirs) = pairs.into_iter().find(|(what, ours, theirs)| counts(what) && ours != theirs)?;
    Some(format!("{what} is {ours} here and {theirs} at the bank{alarms}"))
}

fn trial_balances(universe: &Universe, watch: &Watch) {
    for (tenant, known) in &watch.tenants {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for ((_, _, code), amount_minor) in &known.balances {
            *sums.entry(code).or_default() += amount_minor;
        }
        for (code, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
            universe.wrong(must::TRIAL, format!("{tenant} is off by {sum} {code}"));
        }
    }
}

/// Numbers without gaps, every event once, in the order of its stream, and the chain unbroken.
fn feeds(universe: &Universe, tables: &Tables) {
    for tenant in tables.tenant_names() {
        let mut batches: Vec<_> = tables.batches(tenant).collect();
        if batches.iter().any(|batch| batch.first_no.is_none()) {
            universe.wrong(must::FEED, format!("a batch of {tenant} has no number"));
            continue;
        }
        batches.sort_by_key(|batch| batch.first_no);
        let (mut next_no, mut chain) = (1, String::new());
        let mut seen: BTreeMap<String, i64> = BTreeMap::new();
        for batch in batches {
            chain = seal::chain(&chain, &batch.digest);
            let unbroken = batch.first_no == Some(next_no) && batch.chain.as_ref() == Some(&chain);
            next_no += batch.event_count;
            if !unbroken {
                universe
                    .wrong(must::FEED, format!("{} of {tenant} does not go on from the one before", batch.batch_id));
                return;
            }
            for (stream, seq) in seal::batch_events(batch).unwrap_or_default() {
                let before = seen.insert(stream.clone(), seq).unwrap_or(0);
                if seq != before + 1 {
                    universe.wrong(must::FEED, format!("event {seq} of {stream} follows event {before} in the feed"));
                }
            }
        }
        for row in tables.streams(tenant) {
            if seen.get(&row.stream_id) != Some(&row.version) {
                universe.wrong(must::FEED, format!("{} has events that are not in the feed", row.stream_id));
            }
        }
    }
}

/// What was acknowledged is still what is remembered; after its thirty days it may be forgotten.
fn answers(universe: &Universe, tables: &Tables, callers: &Callers) {
    for ((tenant, key), (body, at_us)) in callers.acknowledged() {
        let kept = !may_be_forgotten(at_us, universe.now_us());
        if tables.answer(&tenant, &key).is_some_and(|row| kept && row.answer != body) {
            universe.wrong(must::SAME_ANSWER, format!("{key} of {tenant} is remembered differently"));
        }
    }
}

/// No row of a tenant names a stream of another.
fn apart(universe: &Universe, tables: &Tables) {
    let of = |tenant: &str| tables.streams(tenant).map(|row| row.stream_id.clone()).collect::<BTreeSet<_>>();
    let all: Vec<(String, BTreeSet<String>)> =
        tables.tenant_names().map(|tenant| (tenant.to_owned(), of(tenant))).collect();
    for (tenant, mine) in &all {
        for row in tables.notices(tenant) {
            if !mine.contains(&row.stream_id) {
                universe.wrong(must::FENCED, format!("a notice of {tenant} is about {}", row.stream_id));
            }
        }
        for (other, theirs) in all.iter().filter(|(other, _)| other > tenant) {
            // The streams of policies and of the general book have the same names everywhere.
            let shared = mine.intersection(theirs).find(|id| id.starts_with("pay_") || id.starts_with("ord_"));
            if let Some(id) = shared {
                universe.wrong(must::FENCED, format!("{id} is a stream of {tenant} and of {other}"));
            }
        }
    }
}
