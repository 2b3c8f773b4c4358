//! What must be true when everything has come to rest: the gateway's own books agree, nothing is under way.

use std::collections::BTreeMap;

use recoup_core::event::Route;
use recoup_core::ledger::Account;
use recoup_core::payment::{Payment, PaymentStatus, RefundStatus};
use recoup_core::world::State;

use super::invariants::{Look, holds, same};
use super::life::Life;

pub fn agree(life: &Life) -> Result<(), String> {
    let look = Look::new(life);
    for payment in life.shop.payments() {
        at_rest(payment)?;
        if let Some(hold) = life.bank.holds.get(payment.id.as_str()) {
            same("captured", payment.captured_minor, hold.captured)?;
            same("undone", payment.reversed_minor(), hold.reversed)?;
            // An authorization that was gone before anybody told us of it is of no use to anybody.
            let never_told = payment.authorized_minor == 0 && payment.rest_lost.is_some();
            holds(never_told || payment.authorized_minor == hold.authorized, || format!("authorized: {payment:?}"))?;
            same("open", payment.remaining_minor(), hold.open())?;
        }
    }
    let mut theirs: BTreeMap<&str, i64> = BTreeMap::new();
    for ((account, _), balance) in &life.bank.balances {
        *theirs.entry(account).or_default() += balance;
    }
    for (account, balance) in theirs {
        same(&format!("1110 of {account}"), look.of(Account::GatewayClearing, account), balance)?;
    }
    from_scratch(life)
}

fn at_rest(payment: &Payment) -> Result<(), String> {
    let moving = matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Unknown);
    holds(!moving, || format!("{} is {:?}", payment.id, payment.status))?;
    let captures = payment.captures.iter().all(|c| !c.status.is_open());
    let releases = payment.releases.iter().all(|r| !r.status.is_open());
    holds(captures && releases, || format!("{} still captures or releases", payment.id))?;
    // Cash is handed out by a person, who may never say so.
    let offline = matches!(payment.method.route, Route::Offline { .. });
    let moving = |s: RefundStatus| {
        use RefundStatus as R;
        matches!(s, R::Requested | R::AwaitingApproval | R::Unknown | R::Accepted | R::Completed)
            || (s == R::Sending && !offline)
    };
    match payment.refunds.iter().find(|r| moving(r.status)) {
        Some(refund) => Err(format!("{} is {:?}", refund.id, refund.status)),
        None => Ok(()),
    }
}

/// Every state, folded from its first event.
fn from_scratch(life: &Life) -> Result<(), String> {
    for (id, events) in &life.shop.log {
        let mut folded = State::begin(&events[0]).map_err(|e| e.to_string())?;
        for event in &events[1..] {
            folded.apply(event).map_err(|e| e.to_string())?;
        }
        let stored = life.shop.streams.get(id).map(|s| &s.state);
        holds(stored == Some(&folded), || format!("{id} is not the fold of its events"))?;
    }
    Ok(())
}
