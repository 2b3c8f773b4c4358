//! Chores of a worker: forgets old answers, reports work that no node takes.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::attention::{Cause, raise};
use super::{Shared, pause, wall_us};
use crate::store::StoreError;

/// How long answers to API callers are remembered; as the API says.
pub const ANSWERS_US: i64 = 30 * 86_400_000_000;

/// Answers forgotten per tenant in one go.
const MOST_FORGOTTEN: i64 = 2_000;

/// Time between two looks for work that nobody takes.
const LOOK: Duration = Duration::from_secs(60);

/// Looks between two rounds of forgetting: an hour.
const LOOKS_PER_FORGETTING: u32 = 60;

/// Due work that nobody took for so long has no node that can take it.
const STRANDED_US: i64 = 3_600_000_000;

/// Does the chores until told to stop.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    for look in 0_u32.. {
        if look % LOOKS_PER_FORGETTING == 0
            && let Err(error) = forget(&shared, &stopped).await
        {
            tracing::warn!(%error, "old answers cannot be forgotten; it is tried again in an hour");
        }
        if let Err(error) = report_stranded(&shared).await {
            tracing::warn!(%error, "the queues cannot be looked at");
        }
        if !pause(LOOK, &mut stopped).await {
            return;
        }
    }
}

/// Forgets answers that are older than the API promises to remember them, a few at a time.
async fn forget(shared: &Shared, stopped: &watch::Receiver<bool>) -> Result<(), StoreError> {
    let before_us = shared.engine.clock().now().as_microsecond().saturating_sub(ANSWERS_US);
    while !*stopped.borrow() && shared.engine.store().purge_answers(before_us, MOST_FORGOTTEN).await? > 0 {
        // Callers come first; forgetting has all day.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Each node claims for the accounts it is configured with only. What none of them takes, a person must know.
async fn report_stranded(shared: &Shared) -> Result<(), StoreError> {
    let before_us = shared.engine.clock().now().as_microsecond().saturating_sub(STRANDED_US);
    for stranded in shared.engine.store().stranded(before_us, wall_us()).await? {
        let detail = format!(
            "{} items of the {} for {} wait for more than an hour and no node takes them; configure the account on a \
             worker, or see why its gateway does not answer",
            stranded.count, stranded.queue, stranded.target
        );
        // Once as long as the same oldest day waits.
        let day = stranded.oldest_due_us / 86_400_000_000;
        let once = format!("{}:{}:{day}", stranded.queue, stranded.target);
        let cause = Cause {
            tenant: &stranded.tenant,
            source: &stranded.target,
            reason: "work_stranded",
            once: &once,
            detail: &detail,
        };
        raise(shared, cause, None).await;
    }
    Ok(())
}
