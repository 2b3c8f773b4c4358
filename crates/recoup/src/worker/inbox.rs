//! Deliveries in: stored raw before anything else, then verified, translated and told to the engine.
//!
//! What cannot be read or placed is parked, kept, shown, and a person is told. A forged delivery never gets
//! this far: the face verifies before it stores. So a node that cannot verify one has another configuration
//! than the face had, and leaves it for a node that can: the gateway, once answered, never sends it again. Where every
//! node has the same secrets, because they are kept in the database, it is parked: they were changed since.

use std::sync::Arc;

use recoup_core::payment::facts::Fact;
use recoup_core::planted::{self, Planted};
use recoup_core::refusal::Refusal;
use recoup_gateways::{Account, Delivery, Gateway, Reading, Step};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::attention::{Cause, lasts, pause_secs, raise, raise_if_late};
use super::certificates::{Doubt, Trust};
use super::next::fact_request;
use super::outbox::submit;
use super::{Shared, clean, seen};
use crate::engine::Reply;
use crate::http::hooks::BLANKED;
use crate::store::rows::{Claimed, Done, Queue, Then};
use crate::store::views::{Claim, Room};

/// Deliveries claimed at a time.
const MOST_CLAIMED: i64 = 64;

/// Requests that one item of a delivery may lead to.
const MOST_LOOKS: u8 = 8;

/// Tries after which a delivery about something unknown is parked: its subject may still be on its way.
const TRIES_FOR_UNKNOWN: i64 = 5;

/// Tries after which a dispute about an unknown payment is parked: more than a week, because the payment may be imported
/// late. It is never passed over: a dispute that nobody looks at is lost.
const TRIES_FOR_DISPUTE: i64 = 24;

/// Longest pause between two tries of such a dispute, seconds.
const LONGEST_SECS: i64 = 86_400;

/// Tries after which a delivery is parked that the secrets in the database do not fit: a node may be a moment behind.
const TRIES_FOR_CHANGED: i64 = 3;

/// Claims and reads until told to stop.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    loop {
        let claimed = claim(&shared).await;
        let full = claimed.len() >= usize::try_from(MOST_CLAIMED).unwrap_or(1);
        let mut under_way = JoinSet::new();
        for item in claimed {
            let shared = Arc::clone(&shared);
            under_way.spawn(async move { read(&shared, &item).await });
        }
        while under_way.join_next().await.is_some() {}
        if !full && !shared.pause(shared.options.poll / 2, &mut stopped).await {
            return;
        }
        if *stopped.borrow() {
            return;
        }
    }
}

async fn claim(shared: &Shared) -> Vec<Claimed> {
    let now_us = shared.engine.clock().now().as_microsecond();
    let most = usize::try_from(MOST_CLAIMED).unwrap_or(1);
    let rooms = shared.accounts.all();
    let rooms = rooms.into_iter().map(|(tenant, account)| Room { tenant, target: account.name.clone(), most });
    let only = Some(rooms.collect());
    let claim = Claim {
        queue: Queue::Inbox,
        now_us,
        wall_us: shared.wall_us(),
        lease_us: shared.options.lease_us(),
        limit: MOST_CLAIMED,
        only,
    };
    match shared.engine.store().claim(claim).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::warn!(%error, "deliveries cannot be claimed");
            Vec::new()
        }
    }
}

async fn read(shared: &Shared, item: &Claimed) {
    let headers: Vec<(String, String)> =
        serde_json::from_str::<std::collections::BTreeMap<String, String>>(&item.headers)
            .map(|map| map.into_iter().collect())
            .unwrap_or_default();
    if headers.iter().any(|(name, _)| name == BLANKED) {
        return park(
            shared,
            item,
            "it held a card number in clear, whose digits are blanked here, so that it is not \
            read: look at the gateway what it told, and have it send no card numbers",
        )
        .await;
    }
    let gateway = recoup_gateways::of_account(&item.target);
    let (Some(gateway), Some(account)) = (gateway, shared.accounts.get(&item.tenant, &item.target)) else {
        return again(shared, item, "its gateway account is not configured on this node").await;
    };
    let account = account.as_ref();
    if seen::is_seen(&item.id) {
        let mut said = Said::default();
        said.add(seen::read(shared, (gateway, &item.tenant, account), &item.payload).await);
        return told(shared, item, said).await;
    }
    let delivery = Delivery { headers: &headers, body: &item.payload };
    // Its age was checked when it came; waiting here does not make it older.
    let received = jiff::Timestamp::from_microsecond(item.created_us).unwrap_or_default();
    let trust = match shared.judge.judge((gateway, account), &delivery, received).await {
        Ok(trust) => trust,
        Err(doubt) => return doubted(shared, item, &doubt).await,
    };
    let mut said = Said::default();
    for reading in gateway.read_delivery(&delivery, account) {
        match reading {
            Reading::Look(first) => look(shared, item, (gateway, account), first, &mut said).await,
            // What nobody signed may make us look and nothing else.
            _ if trust == Trust::Hint => {}
            reading => said.add(reading),
        }
    }
    told(shared, item, said).await;
}

/// Leaves a delivery that is not believed here for later or another node, or parks it where neither would help.
async fn doubted(shared: &Shared, item: &Claimed, doubt: &Doubt) {
    let Doubt::Forged(why) = doubt else { return again(shared, item, &doubt.to_string()).await };
    let why = format!("it was genuine when it came and is not by the secrets of this node: {why}");
    // Nodes follow the database within seconds, and may have files that differ for ever.
    let same_everywhere = !shared.accounts.is_written(&item.tenant, &item.target);
    if same_everywhere && item.attempts >= TRIES_FOR_CHANGED {
        let way_out = "give the account the secret again that signed it (`recoup gateway rotate` or `set`)";
        return park(shared, item, &format!("{why}; {way_out}")).await;
    }
    again(shared, item, &why).await;
}

/// What the items of a delivery say together.
#[derive(Debug, Default)]
struct Said {
    facts: Vec<Fact>,
    /// Why a person must look, after the facts are told.
    odd: Option<String>,
    /// Why it must be read again later, after the facts are told.
    again: Option<String>,
}

impl Said {
    fn add(&mut self, reading: Reading) {
        match reading {
            Reading::Facts(facts) => self.facts.extend(facts),
            Reading::Ignored { .. } => {}
            Reading::Unknown { what } => self.odd = Some(format!("`{what}` is not an event we know")),
            Reading::Unreadable { why } => self.odd = Some(why),
            Reading::Again { why, .. } => self.again = Some(why),
            // A look is followed to its end by who reads; one that is left over was not.
            Reading::Look(_) => self.again = Some("its answer takes too many requests".to_owned()),
        }
    }
}

/// Asks the gateway what its delivery only hinted at.
async fn look(
    shared: &Shared,
    item: &Claimed,
    (gateway, account): (&dyn Gateway, &Account),
    first: Step,
    said: &mut Said,
) {
    let account = match shared.sessions.account(&shared.net, (gateway, &item.tenant), account, shared.wall_us()).await {
        Ok(account) => account,
        Err(why) => return said.add(Reading::Again { after_secs: 60, why }),
    };
    let mut next = Some(first);
    for _ in 0..MOST_LOOKS {
        let Some(Step { request, stage }) = next.take() else { return };
        let sent = shared.net.send(&request).await;
        if sent.status() == 401 {
            shared.sessions.refused(&item.tenant, &account.name);
        }
        for reading in gateway.read_look(&account, stage, &sent.reply()) {
            match reading {
                Reading::Look(step) => next = Some(step),
                reading => said.add(reading),
            }
        }
    }
    if let Some(step) = next {
        said.add(Reading::Look(step));
    }
}

/// Tells everything that a delivery says, also what stands behind something that cannot be placed.
async fn told(shared: &Shared, item: &Claimed, said: Said) {
    let Said { facts, mut odd, again: mut later } = said;
    let count = facts.len();
    let (mut foreign, mut homeless) = (false, None);
    for (index, fact) in facts.into_iter().enumerate() {
        let is_ours = !fact.ours.is_empty();
        let dispute = fact.what.is_of_dispute().then(|| homeless_words(&fact));
        let mut request = fact_request(&item.tenant, fact);
        if odd.is_none() && later.is_none() && index + 1 == count {
            request = request.finishing(done(item, Then::Finished));
        }
        match submit(shared, request).await {
            Reply::Done(_) => {}
            Reply::LeaseLost | Reply::Changed => return,
            Reply::Refused(Refusal::Unknown { .. }) if item.attempts < TRIES_FOR_UNKNOWN => {
                later.get_or_insert_with(|| "its subject is not known yet".to_owned());
            }
            Reply::Refused(Refusal::Unknown { .. }) if dispute.is_some() => homeless = dispute,
            // Nothing on it says that it is ours, and its payment has not turned up: somebody else uses the account.
            Reply::Refused(Refusal::Unknown { .. }) if !is_ours => {
                shared.health.foreign(&item.tenant, &item.target);
                foreign = true;
            }
            Reply::Refused(refusal) => drop(odd.get_or_insert_with(|| refusal.to_string())),
            Reply::Failed(_) if planted::is(Planted::DeliveryLost) => {
                return end(shared, item, Then::Finished).await;
            }
            Reply::Failed(error) => {
                tracing::warn!(id = %item.id, %error, "a delivery is not told yet; it will be told again");
                let why = if lasts(&error) { error.to_string() } else { "the database was busy".to_owned() };
                return again(shared, item, &why).await;
            }
        }
    }
    if let (None, None, Some(words)) = (&odd, &later, homeless) {
        return waits_for_payment(shared, item, &words).await;
    }
    match (odd, later) {
        (Some(why), _) => park(shared, item, &why).await,
        (None, Some(why)) => again(shared, item, &why).await,
        (None, None) if count == 0 || foreign => end(shared, item, Then::Finished).await,
        (None, None) => {}
    }
}

/// What a dispute says whose payment is not known, for a person.
fn homeless_words(fact: &Fact) -> String {
    let payment = if fact.parent.is_empty() { "one that it does not name" } else { &fact.parent };
    let amount = fact.amount.map(|amount| format!(" of {amount}")).unwrap_or_default();
    clean::words(&format!("the dispute {}{amount} is about a payment that is not known: {payment}", fact.subject))
}

/// Leaves a dispute waiting until its payment is known: it is told again later and later by itself, a person is told
/// and may match it, and in the end it is parked, where it stays.
async fn waits_for_payment(shared: &Shared, item: &Claimed, words: &str) {
    if item.attempts >= TRIES_FOR_DISPUTE {
        return park(shared, item, &format!("{words}; match it to its payment")).await;
    }
    let detail = format!(
        "{} told that {words}; it is told again by itself once the payment is known; or match it: \
         POST /v1/deliveries/{}/match, or `recoup inbox match`",
        item.target, item.id
    );
    let (source, reason) = (item.id.as_str(), "dispute_of_unknown_payment");
    raise(shared, Cause { tenant: &item.tenant, source, reason, once: &item.id, detail: &detail }, None).await;
    let secs = (2_i64 << item.attempts.clamp(0, 20)).min(LONGEST_SECS);
    let due_us = shared.engine.clock().now().as_microsecond() + secs * 1_000_000;
    end(shared, item, Then::Again { due_us, note: words.to_owned() }).await;
}

/// The gateway's names by which what a delivery tells without a reference of ours finds its payment.
pub(crate) fn names_of(
    (gateway, account): (&dyn Gateway, &Account),
    (delivery_id, headers, body): (&str, &str, &[u8]),
) -> Vec<String> {
    if seen::is_seen(delivery_id) {
        return seen::names(body);
    }
    let headers: Vec<(String, String)> = serde_json::from_str::<std::collections::BTreeMap<String, String>>(headers)
        .map(|map| map.into_iter().collect())
        .unwrap_or_default();
    let mut names = Vec::new();
    for reading in gateway.read_delivery(&Delivery { headers: &headers, body }, account) {
        let Reading::Facts(facts) = reading else { continue };
        for fact in facts.into_iter().filter(|fact| fact.ours.is_empty()) {
            names.push(if fact.parent.is_empty() { fact.subject } else { fact.parent });
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Sets a delivery aside and tells a person, in one commit.
async fn park(shared: &Shared, item: &Claimed, why: &str) {
    let note = clean::words(why);
    let detail = format!("a delivery of {} is parked: {note}; correct the cause, then retry it", item.target);
    // Retried and parked once more, it is raised once more.
    let once = format!("{}/{}", item.id, item.epoch);
    let cause =
        Cause { tenant: &item.tenant, source: &item.id, reason: "delivery_parked", once: &once, detail: &detail };
    raise(shared, cause, Some(done(item, Then::Parked { note }))).await;
}

/// Puts a delivery back for later, by this node or another.
async fn again(shared: &Shared, item: &Claimed, why: &str) {
    let detail = format!("a delivery of {} waits: {}", item.target, clean::words(why));
    let cause =
        Cause { tenant: &item.tenant, source: &item.id, reason: "delivery_waits", once: &item.id, detail: &detail };
    raise_if_late(shared, item, cause).await;
    let due_us = shared.engine.clock().now().as_microsecond() + pause_secs(item.attempts) * 1_000_000;
    end(shared, item, Then::Again { due_us, note: clean::words(why) }).await;
}

fn done(item: &Claimed, then: Then) -> Done {
    Done { queue: Queue::Inbox, id: item.id.clone(), epoch: item.epoch, then }
}

async fn end(shared: &Shared, item: &Claimed, then: Then) {
    if let Err(error) = shared.engine.store().finish(&item.tenant, &done(item, then)).await {
        tracing::warn!(%error, "a delivery could not be ended; its lease will run out");
    }
}
