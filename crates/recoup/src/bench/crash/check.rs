//! After the last kill: nothing stays unknown, every answer is given again, and the bank tells the same story.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use anyhow::Context;
use recoup_core::payment::{Payment, RefundStatus};
use recoup_core::world::State;
use recoup_sandbox::{FaultReport, Oracle, OracleAuthorization, OracleUnderWay};

use super::super::agree;
use super::super::client::Call;
use super::super::node::TENANT;
use super::shop::{Acknowledged, Shopper};
use super::stage::Stage;
use super::{Plan, Report};
use crate::engine::recall;
use crate::store::Store;
use crate::store::views::{ExceptionQuery, ListQuery};

/// How far the clocks go on while something is unknown, seconds, and how often.
const STEP_SECS: u32 = 120;
const MOST_STEPS: u64 = 120;

/// Waits of 300 ms for leases to end: longer than a lease of the server under load.
const MOST_WAITS: usize = 50;

/// Payments read at a time.
const PAGE: i64 = 500;

/// Looks in a row that must find nothing on its way: what one of them saw at the bank may have been heard here since.
const IDLE_LOOKS: usize = 2;

/// Lets time pass until nothing is on its way, here or at the bank; what still is after hours is a violation.
///
/// # Errors
/// When server, bank or database do not answer.
pub async fn quiet(stage: &mut Stage, report: &mut Report) -> anyhow::Result<()> {
    let mut last = String::new();
    leases_over(stage).await?;
    for step in 0..MOST_STEPS {
        let Some(why) = on_its_way(stage).await? else {
            report.quiet_after_secs = step * u64::from(STEP_SECS);
            return Ok(());
        };
        last = why;
        stage.advance(STEP_SECS).await?;
    }
    report
        .violations
        .push(format!("after {} s of test time without faults: {last}", MOST_STEPS * u64::from(STEP_SECS)));
    Ok(())
}

/// What is on its way here or at the bank, in words.
async fn on_its_way(stage: &mut Stage) -> anyhow::Result<Option<String>> {
    for _ in 0..IDLE_LOOKS {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let here = busy(stage).await?;
        let found = if here.is_some() { here } else { busy_bank(stage).await? };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// What the bank has not brought to its end: what it took and does later, and what it still has to tell. A server that
/// knows every outcome may be ahead of the money.
async fn busy_bank(stage: &mut Stage) -> anyhow::Result<Option<String>> {
    let oracle = oracle(stage).await?;
    if let Some(first) = oracle.under_way.first() {
        let (count, OracleUnderWay { id, reference, .. }) = (oracle.under_way.len(), first);
        return Ok(Some(format!("{count} things are under way at the bank, {id} of {reference} among them")));
    }
    let health = stage.bank.send(Call::get("/healthz")).await?.json();
    let waiting = health["webhooks_waiting"].as_u64().context("the bank does not say how many webhooks wait")?;
    Ok((waiting > 0).then(|| format!("{waiting} webhooks wait at the bank")))
}

async fn oracle(stage: &mut Stage) -> anyhow::Result<Oracle> {
    Ok(serde_json::from_str(&stage.bank.send(Call::get("/oracle")).await?.body)?)
}

/// Waits until nothing is held by a server that is dead: leases go by the machine's clock, which nobody can move.
async fn leases_over(stage: &Stage) -> anyhow::Result<()> {
    for _ in 0..MOST_WAITS {
        let wall_us = jiff::Timestamp::now().as_microsecond();
        let depths = stage.store.queue_depths(i64::MAX, wall_us).await?;
        if depths.iter().all(|depth| depth.state != "waiting" || depth.due == depth.count) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    Ok(())
}

/// What is still on its way, in words.
async fn busy(stage: &Stage) -> anyhow::Result<Option<String>> {
    for depth in stage.store.queue_depths(0, 0).await? {
        let waits = match depth.queue.as_str() {
            "outbox" => true,
            "inbox" => depth.state == "waiting",
            _ => false,
        };
        if waits && depth.count > 0 {
            return Ok(Some(format!("{} items in the {}", depth.count, depth.queue)));
        }
    }
    let payments = payments(&stage.store).await?;
    Ok(payments.iter().find_map(|payment| agree::unfinished(payment).map(|what| format!("{}: {what}", payment.id))))
}

async fn payments(store: &Store) -> anyhow::Result<Vec<Payment>> {
    let mut found = Vec::new();
    let mut query = ListQuery { kind: Some("payment".to_owned()), limit: PAGE, ..ListQuery::default() };
    loop {
        let page = store.streams(TENANT, &query).await?;
        for row in &page {
            if let State::Payment(payment) = recall::stream(row)?.1.state {
                found.push(payment);
            }
        }
        match page.last() {
            Some(last) => query.after = Some(last.stream_id.clone()),
            None => return Ok(found),
        }
    }
}

/// Every acknowledged request is made again and must be answered with the same bytes.
///
/// # Errors
/// When the server does not answer.
pub async fn replay(shoppers: &mut [Shopper], report: &mut Report) -> anyhow::Result<()> {
    for shopper in shoppers {
        for Acknowledged { asked, answer } in &shopper.acknowledged {
            let call = Call::post(&asked.path, &asked.key, &asked.body);
            let again = shopper.client.send(call).await.context("the server is gone though nobody killed it")?;
            if !again.replayed || again.status != answer.status || again.body != answer.body {
                report.violations.push(format!(
                    "{} {} was acknowledged with {} {} and is now answered {} {}",
                    asked.path, asked.key, answer.status, answer.body, again.status, again.body
                ));
            }
        }
        report.violations.append(&mut shopper.wrong);
        report.requests += shopper.requests;
        report.acknowledged += shopper.acknowledged.len();
        report.refused += shopper.refused;
        report.unknown += shopper.unknown;
        report.had_happened += shopper.had_happened;
    }
    Ok(())
}

/// Compares every payment, the ledger and the bank.
///
/// # Errors
/// When bank or database do not answer.
pub async fn compare(stage: &mut Stage, shoppers: &[Shopper], report: &mut Report) -> anyhow::Result<()> {
    let oracle = oracle(stage).await?;
    let faults: FaultReport = serde_json::from_str(&stage.bank.send(Call::get("/faults")).await?.body)?;
    report.faults = faults.counts;
    report.violations.extend(agree::twice(&oracle));
    let payments = payments(&stage.store).await?;
    let mut at_bank: BTreeMap<&str, &OracleAuthorization> =
        oracle.authorizations.iter().map(|one| (one.reference.as_str(), one)).collect();
    let mut unheard_minor = 0;
    report.payments = payments.len();
    report.effects = oracle.authorizations.iter().map(|one| one.effects.len()).sum();
    for payment in &payments {
        let wrong = match at_bank.remove(payment.id.as_str()) {
            Some(_) if !payment.alarms.is_empty() => Some(format!("it has alarms: {}", payment.alarms.join("; "))),
            Some(told) => agree::differs(payment, told, &agree::unheard(payment, &oracle)),
            None => Some("the bank does not know it".to_owned()),
        };
        report.violations.extend(wrong.map(|why| format!("{}: {why}", payment.id)));
        let unheard = agree::unheard(payment, &oracle);
        report.unheard += unheard.count;
        unheard_minor += unheard.settled_minor - unheard.captured_minor;
    }
    for reference in at_bank.keys() {
        report.violations.push(format!("the bank authorized {reference}, which is not here"));
    }
    let here: BTreeMap<&str, &Payment> = payments.iter().map(|payment| (payment.id.as_str(), payment)).collect();
    report.violations.extend(missing(shoppers, &here));
    let bank_minor: i64 = oracle.balances.values().sum();
    let (wrong, exceptions) = ledger(stage, &payments, bank_minor + unheard_minor).await?;
    report.violations.extend(wrong);
    report.exceptions = exceptions;
    Ok(())
}

/// What was acknowledged must be there: orders with their payments, captures, releases and refunds.
fn missing(shoppers: &[Shopper], here: &BTreeMap<&str, &Payment>) -> Vec<String> {
    let mut missing = Vec::new();
    for done in shoppers.iter().flat_map(|shopper| &shopper.acknowledged) {
        let told = done.answer.json();
        let id = told["id"].as_str().unwrap_or_default();
        let payment = told["payments"][0].as_str().or(told["payment"].as_str()).unwrap_or_default();
        let known = here.get(payment).is_some_and(|payment| match id.split('_').next() {
            Some("ord") => payment.pays.as_str() == id,
            Some("cap") => payment.captures.iter().any(|c| c.id.as_str() == id),
            Some("rel") => payment.releases.iter().any(|r| r.id.as_str() == id),
            Some("rfd") => payment.refunds.iter().any(|r| r.id.as_str() == id),
            _ => false,
        });
        if !known {
            missing.push(format!("{} {} was acknowledged and {id} is not here", done.asked.path, done.asked.key));
        }
    }
    missing
}

/// The books balance, and the gateway's account holds what was captured less the refunds that settled: by our states,
/// and by the bank's own balance with what we have not heard of put back. Also how many exceptions wait for a person.
async fn ledger(stage: &Stage, payments: &[Payment], bank_minor: i64) -> anyhow::Result<(Vec<String>, usize)> {
    let (mut difference, mut clearing_minor) = (0_i64, 0_i64);
    for row in stage.store.trial_balance(TENANT, None).await? {
        let balance_minor = row.debit_minor - row.credit_minor;
        difference += balance_minor;
        clearing_minor += if row.account == "1110" { balance_minor } else { 0 };
    }
    let captured: i64 = payments.iter().map(|payment| payment.captured_minor).sum();
    let refunds = payments.iter().flat_map(|payment| &payment.refunds);
    let settled: i64 = refunds.filter(|r| r.status == RefundStatus::Settled).map(|r| r.amount_minor).sum();
    let mut wrong = Vec::new();
    if difference != 0 {
        wrong.push(format!("debits and credits differ by {difference}"));
    }
    if clearing_minor != captured - settled {
        wrong.push(format!("1110 holds {clearing_minor}; captured less settled is {}", captured - settled));
    }
    if clearing_minor != bank_minor {
        wrong.push(format!("1110 holds {clearing_minor}; by the bank's own books it is {bank_minor}"));
    }
    let open = ExceptionQuery { state: Some("open".to_owned()), limit: 1_000, ..ExceptionQuery::default() };
    let exceptions = stage.store.exceptions(TENANT, &open).await?.len();
    for parked in stage.store.deliveries(TENANT, "parked", "", 10).await? {
        wrong.push(format!("the delivery {} is parked: {}", parked.delivery_id, parked.note));
    }
    Ok((wrong, exceptions))
}

/// Runs `recoup verify`, where the executable has it, on the database without a server.
///
/// # Errors
/// When the executable cannot be started.
pub async fn verify(stage: &mut Stage, plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    stage.stop();
    let has = Command::new(&plan.exe).args(["verify", "--help"]).output()?.status.success();
    if !has {
        return Ok(());
    }
    let output = Command::new(&plan.exe).args(["verify", "--database", stage.place.url()]).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    report.verify = said.lines().last().unwrap_or("it said nothing").to_owned();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        report.violations.push(format!("verify ended with {}: {} {}", output.status, said.trim(), complaint.trim()));
    }
    Ok(())
}
