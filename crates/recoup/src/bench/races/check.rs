//! After the races: time passes, everything settles, and four records are compared payment by payment.

use std::time::{Duration, Instant};

use anyhow::Context;
use recoup_core::world::State;
use serde_json::Value;

use super::super::agree;
use super::super::client::{Call, Client};
use super::super::node::{Cluster, TENANT};
use super::super::order::GROSS_MINOR;
use super::{Raced, Report};
use crate::engine::recall;
use crate::store::Store;

/// Most events of one payment; far more than a race leaves.
const MOST_EVENTS: i64 = 1_000;

/// Days that a bank takes for its own books, told or not.
const LEAST_DAYS: u32 = 4;

/// Days that may go by until the last refund has settled.
const MOST_DAYS: u32 = 20;

/// How long a day lasts by the machine's clock, at least: until what is due on it is done.
const DAY_LASTS: Duration = Duration::from_millis(400);

/// Moves the clock by days and waits until the last refund has settled.
///
/// # Errors
/// When the server does not answer. Refunds that never settle are violations.
pub async fn settle(cluster: &Cluster, raced: &[Raced], patience: Duration, report: &mut Report) -> anyhow::Result<()> {
    let mut client = Client::new(&cluster.address(0), &cluster.token);
    // The last word that comes without a report.
    let end = if cluster.place.settles_by_report { "completed" } else { "settled" };
    let mut open: Vec<&Raced> = raced.iter().collect();
    let (mut moved, mut days, mut day_began) = (Instant::now(), 0, None::<Instant>);
    while (!open.is_empty() || days < LEAST_DAYS) && moved.elapsed() < patience {
        // What is tried again later may need more than the days that a refund takes.
        let over = day_began.is_none_or(|began| began.elapsed() > DAY_LASTS);
        if days < MOST_DAYS && over && rests(cluster).await? {
            next_day(&mut client, days).await?;
            (days, day_began, moved) = (days + 1, Some(Instant::now()), Instant::now());
        }
        let before = open.len();
        let mut still = Vec::new();
        for one in open {
            let payment = client.send(Call::get(&format!("/v1/payments/{}", one.payment))).await?.json();
            if payment["refunds"].as_array().is_none_or(|all| all.iter().any(|refund| refund["status"] != end)) {
                still.push(one);
            }
        }
        open = still;
        if open.len() < before {
            moved = Instant::now();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // What was sent last settles at the bank behind its last word.
    for _ in 0..LEAST_DAYS {
        next_day(&mut client, days).await?;
        days += 1;
        tokio::time::sleep(DAY_LASTS).await;
    }
    for one in open {
        report
            .violations
            .push(format!("{}: a refund did not settle within {patience:?} without progress", one.payment));
    }
    Ok(())
}

/// Whether nothing of today is left to be done.
async fn rests(cluster: &Cluster) -> anyhow::Result<bool> {
    let engine = &cluster.nodes.first().context("there is no node")?.engine;
    let depths = engine.store().queue_depths(engine.clock().now().as_microsecond(), i64::MAX).await?;
    Ok(depths.iter().all(|depth| depth.state != "waiting" || depth.due == 0))
}

async fn next_day(client: &mut Client, day: u32) -> anyhow::Result<()> {
    let call = Call::post("/v1/test_clock/advance", "", "{\"secs\":86400}");
    let answer = client.send(Call { key: &format!("day-{day}"), ..call }).await?;
    anyhow::ensure!(answer.status == 200, "the clock could not be moved: {}", answer.body);
    Ok(())
}

/// Compares state, events, ledger and the bank's books, payment by payment and in total.
///
/// # Errors
/// When a record cannot be read.
pub async fn compare(cluster: &Cluster, raced: &[Raced], report: &mut Report) -> anyhow::Result<()> {
    let node = cluster.nodes.first().context("there is no node")?;
    let mut client = Client::new(&cluster.address(0), &cluster.token);
    let store = node.engine.store();
    let before = report.violations.len();
    for one in raced {
        let shown = client.send(Call::get(&format!("/v1/payments/{}", one.payment))).await?.json();
        let heard_minor = heard_minor(cluster, one);
        let ledger = ledger(store, one, heard_minor).await?;
        let wrong = [state(&shown, one), events(store, one).await?, ledger, bank(cluster, one)];
        for why in wrong.into_iter().flatten() {
            report.violations.push(format!("{}: {why}", one.payment));
        }
        report.compared += 1;
    }
    if report.violations.len() == before {
        report.violations.extend(in_total(cluster, store, raced).await?);
    }
    Ok(())
}

/// What we can know of the money that left for refunds, minor units.
const fn heard_minor(cluster: &Cluster, one: &Raced) -> i64 {
    if cluster.place.settles_by_report { 0 } else { one.accepted_minor }
}

fn state(shown: &Value, one: &Raced) -> Option<String> {
    let told = |name: &str| shown[name].as_i64().unwrap_or(i64::MIN);
    let given_minor = told("refunded_minor").saturating_add(told("refund_pending_minor"));
    let pairs = [
        ("captured_minor", told("captured_minor"), GROSS_MINOR),
        ("refunded_minor and refund_pending_minor", given_minor, one.accepted_minor),
        ("refundable_minor", told("refundable_minor"), GROSS_MINOR - one.accepted_minor),
    ];
    if let Some((name, told, wanted)) = pairs.into_iter().find(|(_, told, wanted)| told != wanted) {
        return Some(format!("the state says {name} {told} instead of {wanted}"));
    }
    let alarms = shown["alarms"].as_array().is_some_and(|alarms| !alarms.is_empty());
    alarms.then(|| format!("the state has alarms: {}", shown["alarms"]))
}

/// Folds the events anew and compares with the stored state.
async fn events(store: &Store, one: &Raced) -> anyhow::Result<Option<String>> {
    let row = store.stream(TENANT, &one.payment).await?.context("the payment is gone")?;
    let (_, stored) = recall::stream(&row)?;
    let mut folded: Option<State> = None;
    let mut count = 0_u64;
    for row in store.events(TENANT, &one.payment, 0, MOST_EVENTS).await? {
        let event = recall::event(&row)?;
        match &mut folded {
            None => folded = Some(State::begin(&event).map_err(|refusal| anyhow::anyhow!("{refusal}"))?),
            Some(state) => state.apply(&event).map_err(|refusal| anyhow::anyhow!("{refusal}"))?,
        }
        count += 1;
    }
    let same = folded.as_ref() == Some(&stored.state) && count == stored.version;
    Ok((!same)
        .then(|| format!("its {count} events fold to another state than is stored at version {}", stored.version)))
}

/// Refunds payable must be what no row told of yet, and the gateway's account must hold what is left.
async fn ledger(store: &Store, one: &Raced, heard_minor: i64) -> anyhow::Result<Option<String>> {
    let (mut payable_minor, mut clearing_minor) = (0_i64, 0_i64);
    for entry in store.entries_of_stream(TENANT, &one.payment).await? {
        let sum: i64 = entry.lines.iter().map(|line| line.amount_minor).sum();
        if sum != 0 {
            return Ok(Some(format!("the entry {} does not balance", entry.entry.entry_id)));
        }
        for line in &entry.lines {
            match line.account.as_str() {
                "2400" => payable_minor += line.amount_minor,
                "1110" => clearing_minor += line.amount_minor,
                _ => {}
            }
        }
    }
    // A debt is a credit.
    let owed_minor = one.accepted_minor - heard_minor;
    if payable_minor != -owed_minor {
        return Ok(Some(format!(
            "2400 refunds payable is {payable_minor} while {owed_minor} is not told to have left"
        )));
    }
    let left_minor = GROSS_MINOR - heard_minor;
    let same = clearing_minor == left_minor;
    Ok((!same).then(|| format!("1110 gateway clearing holds {clearing_minor} instead of {left_minor}")))
}

/// What the bank says really moved.
fn bank(cluster: &Cluster, one: &Raced) -> Option<String> {
    let oracle = cluster.sandbox.oracle(Some(&one.payment));
    if let Some(why) = agree::twice(&oracle).into_iter().next() {
        return Some(why);
    }
    let [authorization] = oracle.authorizations.as_slice() else {
        return Some(format!("the bank knows {} authorizations of it", oracle.authorizations.len()));
    };
    let told =
        (authorization.captured_minor, authorization.refunded_accepted_minor, authorization.refunded_settled_minor);
    let wanted = (GROSS_MINOR, one.accepted_minor, one.accepted_minor);
    (told != wanted).then(|| format!("the bank says captured, accepted, settled {told:?} instead of {wanted:?}"))
}

/// The whole ledger balances, and the gateway's account equals the bank's balance.
async fn in_total(cluster: &Cluster, store: &Store, raced: &[Raced]) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let (mut difference, mut clearing_minor, mut payable_minor) = (0_i64, 0_i64, 0_i64);
    for row in store.trial_balance(TENANT, None).await? {
        let balance_minor = row.debit_minor - row.credit_minor;
        difference += balance_minor;
        match row.account.as_str() {
            "1110" => clearing_minor += balance_minor,
            "2400" => payable_minor += balance_minor,
            _ => {}
        }
    }
    let bank_minor = cluster.sandbox.oracle(None).balances.get("EUR").copied().unwrap_or(0);
    let left_minor: i64 = raced.iter().map(|one| GROSS_MINOR - one.accepted_minor).sum();
    if difference != 0 {
        wrong.push(format!("debits and credits differ by {difference}"));
    }
    let unheard_minor: i64 = raced.iter().map(|one| one.accepted_minor - heard_minor(cluster, one)).sum();
    if payable_minor != -unheard_minor {
        wrong
            .push(format!("2400 refunds payable holds {payable_minor} while {unheard_minor} is not told to have left"));
    }
    if clearing_minor != bank_minor + unheard_minor || bank_minor != left_minor {
        wrong.push(format!("1110 holds {clearing_minor}, the bank {bank_minor}, the answers leave {left_minor}"));
    }
    Ok(wrong)
}
