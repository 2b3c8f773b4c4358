//! Disputes that a gateway lists and no delivery told: each account's list is looked at daily, and what is seen there for
//! the first time, or stands otherwise than it was seen, waits among the deliveries like a word of the gateway's own. It
//! is read, told, retried, parked and matched on the same path.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use recoup_gateways::{Account, DisputeAnswer, DisputeAsked, DisputeCall, DisputeSeen, DisputeStep, Gateway, Reading};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::answers::hash;
use super::attention::{Cause, raise};
use super::{Shared, clean};
use crate::store::StoreError;
use crate::store::rows::DeliveryRow;

/// What the ids of such deliveries begin with; what comes from outside has ids of another kind.
const PREFIX: &str = "seen_";

/// How far back disputes were opened that are looked at, days.
const DAYS: i64 = 120;

/// Pages of one list at most.
const MOST_PAGES: u32 = 200;

/// Requests of one read at most.
const MOST_STEPS: u8 = 4;

/// What is kept of a dispute that was seen; the rest is read when it is told.
#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    dispute: String,
    payment: String,
    stands: String,
}

/// Whether a delivery is a dispute that was seen in a list.
pub(super) fn is_seen(delivery_id: &str) -> bool {
    delivery_id.starts_with(PREFIX)
}

/// The gateway's names of the payment and the dispute that such a delivery is about.
pub(crate) fn names(body: &[u8]) -> Vec<String> {
    let seen = serde_json::from_slice::<Seen>(body).ok();
    let names = seen.map(|seen| [seen.payment, seen.dispute]).into_iter().flatten();
    names.filter(|name| !name.is_empty()).take(1).collect()
}

/// Looks at the lists of every account of this node that has one.
pub(super) async fn look(shared: &Arc<Shared>, stopped: &watch::Receiver<bool>) {
    for (tenant, account) in shared.accounts.all() {
        let Some(gateway) = recoup_gateways::of_account(&account.name) else { continue };
        if *stopped.borrow() || !gateway.about().capabilities.disputes.list {
            continue;
        }
        if let Err(why) = list(shared, (gateway, &tenant, &account)).await {
            // Tomorrow again; whether the gateway is well is told by its calls.
            tracing::warn!(tenant, account = account.name, why, "the disputes of an account cannot be listed");
        }
    }
}

async fn list(shared: &Shared, (gateway, tenant, account): (&dyn Gateway, &str, &Account)) -> Result<(), String> {
    let until = shared.engine.clock().now() + SignedDuration::from_hours(24);
    let since = until - SignedDuration::from_hours(24 * DAYS);
    let (mut cursor, mut before) = (String::new(), BTreeSet::new());
    for _ in 0..MOST_PAGES {
        let call = DisputeCall::List { since, until, cursor: cursor.clone() };
        let (disputes, odd, next) = match ask(shared, (gateway, tenant, account), &call).await? {
            (DisputeAnswer::Listed { disputes, odd, next }, _) => (disputes, odd, next),
            (other, _) => return Err(format!("{other:?}")),
        };
        for seen in &disputes {
            keep(shared, tenant, account, seen).await.map_err(|error| error.to_string())?;
        }
        for odd in odd {
            let once = format!("{}:{}", account.name, odd.name);
            let (name, why) = (clean::words(&odd.name), clean::words(&odd.why));
            let detail = format!("{} lists a dispute `{name}` that cannot be read: {why}; look there", account.name);
            let cause =
                Cause { tenant, source: &account.name, reason: "dispute_unreadable", once: &once, detail: &detail };
            raise(shared, cause, None).await;
        }
        if next.is_empty() || !before.insert(next.clone()) {
            return Ok(());
        }
        cursor = next;
    }
    Err(format!("it has more than {MOST_PAGES} pages"))
}

/// Puts one among the deliveries, unless it was seen like this before.
async fn keep(shared: &Shared, tenant: &str, account: &Account, seen: &DisputeSeen) -> Result<(), StoreError> {
    let due_at = seen.due_at.map(|at: Timestamp| at.to_string()).unwrap_or_default();
    let stands = format!("{:?} {:?} {} {due_at}", seen.stage, seen.status, seen.amount);
    let body = Seen { dispute: seen.name.clone(), payment: seen.payment.clone(), stands };
    let body = serde_json::to_vec(&body).unwrap_or_default();
    let digest = hash(&[account.name.as_bytes(), b" ", &body].concat());
    let now_us = shared.engine.clock().now().as_microsecond();
    let row = DeliveryRow {
        tenant: tenant.to_owned(),
        delivery_id: format!("{PREFIX}{}", digest.get(..26).unwrap_or_default()),
        target: account.name.clone(),
        headers: "{}".to_owned(),
        body,
        received_us: now_us,
        due_us: now_us,
    };
    shared.engine.store().put_delivery(&row).await.map(drop)
}

/// Reads a dispute that was seen, and what it tells.
pub(super) async fn read(
    shared: &Shared,
    (gateway, tenant, account): (&dyn Gateway, &str, &Account),
    body: &[u8],
) -> Reading {
    let Ok(Seen { dispute, payment, .. }) = serde_json::from_slice::<Seen>(body) else {
        return Reading::unreadable("it does not say which dispute was seen");
    };
    let call = DisputeCall::Read { dispute, payment };
    match ask(shared, (gateway, tenant, account), &call).await {
        Ok((DisputeAnswer::Listed { .. }, body)) => gateway.facts_of_dispute(account, &body),
        Ok((DisputeAnswer::Refused { code, why }, _)) => Reading::unreadable(format!("{code}: {why}")),
        Ok((DisputeAnswer::Again { after_secs, why }, _)) => Reading::Again { after_secs, why },
        Ok((DisputeAnswer::Unknown { why }, _)) => Reading::Again { after_secs: 60, why },
        Ok((other, _)) => Reading::unreadable(format!("{other:?}")),
        Err(why) => Reading::Again { after_secs: 60, why },
    }
}

/// Takes the steps of a call that only looks; the answer, and the body of the last reply.
async fn ask(
    shared: &Shared,
    (gateway, tenant, account): (&dyn Gateway, &str, &Account),
    call: &DisputeCall,
) -> Result<(DisputeAnswer, Vec<u8>), String> {
    let account = shared.sessions.account(&shared.net, (gateway, tenant), account, shared.wall_us()).await?;
    let mut step = gateway.plan_dispute(call, &account).map_err(|cannot| cannot.to_string())?;
    for _ in 0..MOST_STEPS {
        let DisputeStep { request, stage, carried } = step;
        let sent = shared.net.send_file(&request).await;
        if sent.status() == 401 {
            shared.sessions.refused(tenant, &account.name);
        }
        let asked = DisputeAsked { call, account: &account, stage, carried: &carried };
        match gateway.read_dispute(&asked, &sent.reply()) {
            DisputeAnswer::Next(next) => step = next,
            answer => return Ok((answer, sent.into_body())),
        }
    }
    Err("its answer takes too many requests".to_owned())
}
