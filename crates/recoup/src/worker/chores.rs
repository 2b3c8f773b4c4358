//! Chores of a worker: forgets old answers, old requests and what people left behind, counts sales and disputes,
//! reports work that no node takes.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::attention::{Cause, raise};
use super::{Shared, seen};
use crate::node::requests;
use crate::store::evidence::OldEvidence;
use crate::store::{Store, StoreError};
use crate::tally;

/// How long answers to API callers are remembered; as the API says.
pub const ANSWERS_US: i64 = 30 * 86_400_000_000;

/// How long what was made for a form is kept, so that the form acts once; no session lives that long.
pub const FORMS_US: i64 = 7 * 86_400_000_000;

/// How long sessions are kept after they were ended or ran out, and links after they were used or ran out.
pub const ACCESS_US: i64 = 30 * 86_400_000_000;

/// Rows forgotten per tenant in one go.
const MOST_FORGOTTEN: i64 = 2_000;

/// Looks between two rounds of forgetting: an hour.
const LOOKS_PER_FORGETTING: u32 = 60;

/// Looks between two rounds of looking at lists of disputes, a day; and before the first one.
const LOOKS_PER_LISTING: u32 = 24 * 60;
const LOOKS_BEFORE_LISTING: u32 = 60;

/// Due work that nobody took for so long has no node that can take it.
const STRANDED_US: i64 = 3_600_000_000;

/// Does the chores until told to stop.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut stranded = BTreeSet::new();
    for look in 0_u32.. {
        if look % LOOKS_PER_FORGETTING == 0
            && let Err(error) = forget(&shared, &stopped).await
        {
            tracing::warn!(%error, "old answers cannot be forgotten; it is tried again in an hour");
        }
        if let Err(error) = count(&shared, &stopped).await {
            tracing::warn!(%error, "sales and disputes cannot be counted");
        }
        if look % LOOKS_PER_FORGETTING == 0
            && let Err(error) = forget_evidence(&shared, &stopped).await
        {
            tracing::warn!(%error, "old evidence cannot be forgotten; it is tried again in an hour");
        }
        if look % LOOKS_PER_LISTING == LOOKS_BEFORE_LISTING {
            seen::look(&shared, &stopped).await;
        }
        match report_stranded(&shared, &stranded).await {
            Ok(now) => stranded = now,
            Err(error) => tracing::warn!(%error, "the queues cannot be looked at"),
        }
        if !shared.pause(shared.options.look, &mut stopped).await {
            return;
        }
    }
}

/// Forgets answers that are older than the API promises to remember them, requests that are no longer kept, and forms,
/// sessions and links that are over, a few at a time.
async fn forget(shared: &Shared, stopped: &watch::Receiver<bool>) -> Result<(), StoreError> {
    let (store, now_us) = (shared.engine.store(), shared.wall_us());
    let answers_us = shared.engine.clock().now().as_microsecond().saturating_sub(ANSWERS_US);
    let requests_from = requests::first_id(now_us.saturating_sub(requests::KEPT_US));
    let (forms_us, access_us) = (now_us.saturating_sub(FORMS_US), now_us.saturating_sub(ACCESS_US));
    while !*stopped.borrow() {
        let forgotten = store.purge_answers(answers_us, MOST_FORGOTTEN).await?
            + store.prune_requests(&requests_from, requests::MOST_KEPT, MOST_FORGOTTEN).await?
            + store.prune_forms(forms_us, MOST_FORGOTTEN).await?
            + store.prune_sessions(access_us, MOST_FORGOTTEN).await?
            + store.prune_links(access_us, MOST_FORGOTTEN).await?;
        if forgotten == 0 {
            break;
        }
        // Callers come first; forgetting has all day.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Counts sales and disputes of every tenant, as far as the feed goes.
async fn count(shared: &Shared, stopped: &watch::Receiver<bool>) -> Result<(), StoreError> {
    let store = shared.engine.store();
    for tenant in store.tenants().await? {
        while !*stopped.borrow() && tally::follow(store, &tenant.tenant).await? {
            tokio::task::yield_now().await;
        }
    }
    Ok(())
}

/// Forgets contents of evidence of payments about which nothing was heard or done for long: whatever became of the
/// dispute, nobody hands them in any more. The events keep their hashes.
async fn forget_evidence(shared: &Shared, stopped: &watch::Receiver<bool>) -> Result<(), StoreError> {
    let store = shared.engine.store();
    // A simulation keeps none.
    if let Store::Memory(_) = store {
        return Ok(());
    }
    let kept_us = i64::try_from(shared.options.evidence.as_micros()).unwrap_or(i64::MAX);
    let before_us = shared.engine.clock().now().as_microsecond().saturating_sub(kept_us);
    for tenant in store.tenants().await? {
        let mut after = String::new();
        while !*stopped.borrow() {
            let old = store.old_evidence(&tenant.tenant, before_us, &after, MOST_FORGOTTEN).await?;
            let Some(last) = old.last() else { break };
            after = last.dispute.clone();
            for OldEvidence { payment, dispute } in old {
                let quiet = store.stream(&tenant.tenant, &payment).await?.is_none_or(|row| row.updated_us < before_us);
                if quiet {
                    store.forget_evidence_of(&tenant.tenant, &dispute).await?;
                }
            }
        }
    }
    Ok(())
}

/// Each node claims for the accounts it is configured with only. What none of them takes, a person must know.
/// Returns what was seen; it is reported when it is seen twice, because a clock that jumps makes much due at once.
async fn report_stranded(shared: &Shared, seen: &BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
    let before_us = shared.engine.clock().now().as_microsecond().saturating_sub(STRANDED_US);
    let mut now = BTreeSet::new();
    for stranded in shared.engine.store().stranded(before_us, shared.wall_us()).await? {
        // Raised once as long as the same oldest item waits.
        let once = format!("{}:{}:{}", stranded.queue, stranded.target, stranded.oldest_due_us);
        let again = seen.contains(&format!("{} {once}", stranded.tenant));
        now.insert(format!("{} {once}", stranded.tenant));
        if !again {
            continue;
        }
        let detail = format!(
            "{} items of the {} for {} wait for more than an hour and no node takes them; configure the account on a \
             worker, or see why its gateway does not answer",
            stranded.count, stranded.queue, stranded.target
        );
        let cause = Cause {
            tenant: &stranded.tenant,
            source: &stranded.target,
            reason: "work_stranded",
            once: &once,
            detail: &detail,
        };
        raise(shared, cause, None).await;
    }
    Ok(now)
}
