//! After the races: time passes, everything settles, and four records are compared payment by payment.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::Context;
use recoup_core::world::State;
use serde_json::Value;

use super::super::client::{Call, Client};
use super::super::node::{Cluster, TENANT};
use super::super::order::GROSS_MINOR;
use super::{Raced, Report};
use crate::engine::recall;
use crate::store::Store;

/// Most events of one payment; far more than a race leaves.
const MOST_EVENTS: i64 = 1_000;

/// Moves the clock by days and waits until the last refund has settled.
///
/// # Errors
/// When the server does not answer. Refunds that never settle are violations.
pub async fn settle(cluster: &Cluster, raced: &[Raced], patience: Duration, report: &mut Report) -> anyhow::Result<()> {
    let mut client = Client::new(&cluster.address(0), &cluster.token);
    for day in 0..3 {
        let answer =
            client.send(Call::post("/v1/test_clock/advance", &format!("day-{day}"), "{\"secs\":86400}")).await?;
        anyhow::ensure!(answer.status == 200, "the clock could not be moved: {}", answer.body);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut open: Vec<&Raced> = raced.iter().collect();
    let mut moved = Instant::now();
    while !open.is_empty() && moved.elapsed() < patience {
        let before = open.len();
        let mut still = Vec::new();
        for one in open {
            let payment = client.send(Call::get(&format!("/v1/payments/{}", one.payment))).await?.json();
            if payment["refunds"].as_array().is_none_or(|all| all.iter().any(|refund| refund["status"] != "settled")) {
                still.push(one);
            }
        }
        open = still;
        if open.len() < before {
            moved = Instant::now();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for one in open {
        report
            .violations
            .push(format!("{}: a refund did not settle within {patience:?} without progress", one.payment));
    }
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
        let wrong = [state(&shown, one), events(store, one).await?, ledger(store, one).await?, bank(cluster, one)];
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

fn state(shown: &Value, one: &Raced) -> Option<String> {
    let told = |name: &str| shown[name].as_i64().unwrap_or(i64::MIN);
    let wanted = [
        ("captured_minor", GROSS_MINOR),
        ("refunded_minor", one.accepted_minor),
        ("refund_pending_minor", 0),
        ("refundable_minor", GROSS_MINOR - one.accepted_minor),
    ];
    let wrong = wanted.into_iter().find(|(name, value)| told(name) != *value);
    if let Some((name, value)) = wrong {
        return Some(format!("the state says {name} {} instead of {value}", shown[name]));
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

/// Refunds payable must be zero for each refund, and the gateway's account must hold what is left.
async fn ledger(store: &Store, one: &Raced) -> anyhow::Result<Option<String>> {
    let mut payable: BTreeMap<String, i64> = BTreeMap::new();
    let mut clearing_minor = 0_i64;
    for entry in store.entries_of_stream(TENANT, &one.payment).await? {
        let sum: i64 = entry.lines.iter().map(|line| line.amount_minor).sum();
        if sum != 0 {
            return Ok(Some(format!("the entry {} does not balance", entry.entry.entry_id)));
        }
        for line in &entry.lines {
            match line.account.as_str() {
                "2400" => *payable.entry(line.subkey.clone()).or_default() += line.amount_minor,
                "1110" => clearing_minor += line.amount_minor,
                _ => {}
            }
        }
    }
    if let Some((refund, rest)) = payable.iter().find(|(_, rest)| **rest != 0) {
        return Ok(Some(format!("2400 refunds payable of {refund} is {rest} after it settled")));
    }
    let left_minor = GROSS_MINOR - one.accepted_minor;
    let same = clearing_minor == left_minor;
    Ok((!same).then(|| format!("1110 gateway clearing holds {clearing_minor} instead of {left_minor}")))
}

/// What the bank says really moved.
fn bank(cluster: &Cluster, one: &Raced) -> Option<String> {
    let oracle = cluster.sandbox.oracle(Some(&one.payment));
    for (reference, kinds) in &oracle.references {
        if let Some((kind, times)) = kinds.iter().find(|(_, times)| **times > 1) {
            return Some(format!("the bank executed {kind:?} of {reference} {times} times"));
        }
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
    if payable_minor != 0 {
        wrong.push(format!("2400 refunds payable holds {payable_minor} after everything settled"));
    }
    if clearing_minor != bank_minor || bank_minor != left_minor {
        wrong.push(format!("1110 holds {clearing_minor}, the bank {bank_minor}, the answers leave {left_minor}"));
    }
    Ok(wrong)
}
