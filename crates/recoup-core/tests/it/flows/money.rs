//! Rules that compare states with the books, and amounts with each other.

use std::collections::BTreeMap;

use recoup_core::event::{Body, Event, Route};
use recoup_core::ledger::Account as A;
use recoup_core::order::LineState;
use recoup_core::order::ship::ShipmentBody;
use recoup_core::payment::dispute::Dispute;
use recoup_core::payment::{AuthorizationLoss, CaptureStatus, Payment, PaymentStatus, RefundStatus};

use super::dispute_rules::taken;
use super::invariants::{Look, holds, same};
use super::owed;

type Verdict = Result<(), String>;

pub fn balance(look: &Look<'_>) -> Verdict {
    let (mut sum, mut below) = (0, None);
    for (account, subkey, currency, amount) in look.life.shop.books.balances() {
        sum += i128::from(amount);
        holds(currency == look.currency(), || format!("{account} {subkey} is in {currency}"))?;
        if account.never_negative() && account.natural_minor(amount) < 0 {
            below = Some(format!("{account} {subkey} is below zero: {amount}"));
        }
    }
    holds(sum == 0, || format!("off by {sum}"))?;
    below.map_or(Ok(()), Err)
}

pub fn receivable(look: &Look<'_>) -> Verdict {
    look.life.shop.orders().try_for_each(|order| {
        same(order.id.as_str(), look.of(A::AccountsReceivable, order.id.as_str()), order.open_minor())
    })
}

pub fn payable(look: &Look<'_>) -> Verdict {
    for payment in look.life.shop.payments() {
        for refund in &payment.refunds {
            let rows = refund.paid.iter().filter(|p| p.beyond.is_none());
            let given: i64 = rows.map(|p| p.amount.amount_minor - p.back_minor).sum();
            let owed = if refund.status.is_owed() { refund.amount_minor - given - refund.credited_minor } else { 0 };
            let owed = owed - refund.absorbed_minor;
            holds(owed >= 0, || format!("{} owes {owed}", refund.id))?;
            let ended = matches!(refund.status, RefundStatus::Settled | RefundStatus::Credited);
            same(
                refund.id.as_str(),
                given + refund.credited_minor,
                if ended { refund.amount_minor } else { given + refund.credited_minor },
            )?;
            same(refund.id.as_str(), -look.of(A::RefundsPayable, refund.id.as_str()), owed)?;
        }
    }
    Ok(())
}

pub fn customer(look: &Look<'_>) -> Verdict {
    for customer in look.life.shop.customers() {
        let balance = customer.balance_minor(look.currency());
        holds(balance >= 0, || format!("{} has {balance}", customer.id))?;
        same(customer.id.as_str(), -look.of(A::CustomerBalance, customer.id.as_str()), balance)?;
    }
    Ok(())
}

fn tax_left(line: &LineState) -> i64 {
    line.sold.tax_minor() - line.released_taxes_minor.iter().sum::<i64>()
}

fn net_left(line: &LineState) -> i64 {
    line.sold.gross_minor - line.released_minor - tax_left(line)
}

pub fn deferred(look: &Look<'_>) -> Verdict {
    look.life.shop.sold().try_for_each(|sold| {
        let want: i64 = sold.lines().iter().map(LineState::deferred_minor).sum();
        holds(want >= 0, || format!("{} defers {want}", sold.id()))?;
        same(sold.id().as_str(), -look.of(A::DeferredRevenue, sold.id().as_str()), want)
    })
}

pub fn tax(look: &Look<'_>) -> Verdict {
    let mut left: BTreeMap<&str, i64> = BTreeMap::new();
    for line in look.life.shop.sold().flat_map(|sold| sold.lines()) {
        for (place, tax) in line.sold.taxes.iter().enumerate() {
            let released = line.released_taxes_minor.get(place).copied().unwrap_or(0);
            *left.entry(&tax.key).or_default() += tax.amount_minor - released;
        }
        let whole = line.released_minor == line.sold.gross_minor;
        holds(!whole || tax_left(line) == 0, || format!("tax {} stays with {}", tax_left(line), line.sold.sku))?;
    }
    for (key, kept) in owed::unrelieved(look) {
        *left.entry(key).or_default() += kept;
    }
    for (key, want) in &left {
        holds(*want >= 0, || format!("{key} is {want}"))?;
        same(key, -look.of(A::TaxPayable, key), *want)?;
    }
    look.subkeys(A::TaxPayable).try_for_each(|(key, _)| holds(left.contains_key(key), || format!("who posted {key}?")))
}

pub fn revenue(look: &Look<'_>) -> Verdict {
    let lines = look.life.shop.sold().flat_map(|sold| sold.lines());
    let want: i64 = lines.map(|line| net_left(line) - line.deferred_minor()).sum();
    holds(want >= 0, || format!("more was given back than earned: {want}"))?;
    let disputes = look.life.shop.payments().flat_map(|payment| &payment.disputes);
    // What was lost of a balance was never revenue.
    let spent = |dispute: &Dispute| dispute.loss.as_ref().map_or(0, |booked| booked.lost.spent_minor);
    let charged_back: i64 = disputes.map(|d| look.of(A::ChargebackLoss, d.id.as_str()) - spent(d)).sum();
    let earned = -look.total(A::Revenue) - look.total(A::RefundsAndReturns);
    same("4000 - 4100 - 6200", earned - charged_back - owed::lost_of_lines(look), want)
}

/// What left for refunds of a payment and did not come back, as the gateway's rows say.
fn out(payment: &Payment) -> i64 {
    let paid = payment.refunds.iter().flat_map(|r| &r.paid);
    paid.map(|p| p.amount.amount_minor - p.back_minor).sum()
}

pub fn clearing(look: &Look<'_>) -> Verdict {
    let mut want: BTreeMap<&str, i64> = BTreeMap::new();
    for payment in look.life.shop.payments() {
        if let Some(account) = payment.gateway_account() {
            *want.entry(account).or_default() += payment.captured_minor - out(payment) - taken(payment);
        }
    }
    want.iter().try_for_each(|(account, want)| same(account, look.of(A::GatewayClearing, account), *want))
}

pub fn loss(look: &Look<'_>) -> Verdict {
    for payment in look.life.shop.payments() {
        let booked: i64 = payment.refunds.iter().map(|r| look.of(A::DuplicateRefundLoss, r.id.as_str())).sum();
        same(payment.id.as_str(), booked, payment.beyond_minor)?;
        holds(payment.beyond_minor >= 0, || format!("{} is {} beyond", payment.id, payment.beyond_minor))?;
    }
    Ok(())
}

/// Units and money of what goes out in parts, each within what there is.
pub fn goods(look: &Look<'_>) -> Verdict {
    for order in look.life.shop.orders() {
        for line in &order.lines {
            let (goods, sold) = (&line.goods, line.sold.quantity);
            let units = [goods.shipped, goods.shipped_refunded, goods.credited, goods.waiting, goods.late];
            holds(units.iter().all(|n| (0..=sold).contains(n)), || format!("units: {line:?}"))?;
            if line.sold.delivered {
                continue;
            }
            let open = line.open_units() >= 0 && line.kept_units() >= 0 && goods.arrived <= goods.shipped;
            holds(open && goods.late <= line.open_units(), || format!("open: {line:?}"))?;
            let money = [line.unsent_net_minor(), line.unsent_tax_minor(), goods.net_minor, goods.tax_minor];
            let transit = (0..=goods.net_minor).contains(&goods.transit_minor);
            holds(transit && money.iter().all(|m| *m >= 0), || format!("money: {line:?}"))?;
            let gone = line.is_in_parts() && line.unsent_units() == 0;
            holds(!gone || line.unsent_gross_minor() == 0, || format!("what is gone keeps money: {line:?}"))?;
            let out = order.shipments.iter().filter(|s| s.is_out()).map(|s| s.units_of(line.sold.line)).sum::<i64>();
            holds(out <= sold, || format!("{out} units of {sold} went out: {}", order.id))?;
        }
    }
    Ok(())
}

/// What a plan takes when goods go out is what it wants, and nothing beyond.
pub fn plan(look: &Look<'_>) -> Verdict {
    let sent = |e: &&Event| matches!(e.body, Body::Shipment(ShipmentBody::Shipped { .. }));
    for event in look.life.shop.last.events.iter().filter(sent) {
        let order = look.life.shop.order(&event.stream);
        let asked = look.life.shop.last.events.iter().filter_map(|e| match &e.body {
            Body::CaptureRequested { amount_minor, .. } => Some(amount_minor),
            _ => None,
        });
        let (asked, mine): (i64, Vec<&Payment>) =
            (asked.sum(), order.payments.iter().map(|id| look.life.shop.payment(id)).collect());
        let taken: i64 = mine.iter().map(|p| p.captured_minor + p.capturing_minor()).sum();
        holds(asked == 0 || taken <= order.due_minor(), || {
            format!("{} takes {asked}, {taken} in all, of {} that are due", order.id, order.due_minor())
        })?;
    }
    Ok(())
}

pub fn lines(look: &Look<'_>) -> Verdict {
    for line in look.life.shop.sold().flat_map(|sold| sold.lines()) {
        let gross = 0 <= line.released_minor && line.released_minor <= line.sold.gross_minor;
        let units = 0 <= line.refunded_quantity && line.refunded_quantity <= line.sold.quantity;
        let taxes = line.released_taxes_minor.iter().zip(&line.sold.taxes);
        let taxes = taxes.into_iter().all(|(released, tax)| 0 <= *released && *released <= tax.amount_minor);
        let net = 0 <= net_left(line) && net_left(line) <= line.sold.gross_minor - line.sold.tax_minor();
        holds(gross && units && taxes && net, || format!("{line:?}"))?;
    }
    Ok(())
}

pub fn released(look: &Look<'_>) -> Verdict {
    for order in look.life.shop.orders() {
        let mine = order.payments.iter().map(|id| look.life.shop.payment(id));
        let booked = mine.flat_map(|p| &p.refunds).filter(|r| r.slice.is_some() && r.status != RefundStatus::Canceled);
        let (refunds, overpaid) = booked.fold((0, 0), |(r, o), refund| {
            (r + refund.amount_minor - refund.overpaid_minor, o + refund.overpaid_minor)
        });
        let losses = order.payments.iter().flat_map(|id| &look.life.shop.payment(id).disputes);
        let (disputed, overpaid) = losses.filter_map(|d| d.loss.as_ref()).fold((0, overpaid), |(d, o), loss| {
            (d + loss.lost.lines.iter().map(|l| l.gross_minor).sum::<i64>(), o + loss.lost.overpaid_minor)
        });
        same(order.id.as_str(), order.disputed_minor, disputed)?;
        same(order.id.as_str(), order.refunded_minor, refunds)?;
        same(order.id.as_str(), order.overpaid_returned_minor, overpaid)?;
        let lines: i64 = order.lines.iter().map(|l| l.released_minor).sum();
        same(order.id.as_str(), lines, refunds + disputed + order.credited_minor)?;
    }
    Ok(())
}

pub fn paid(look: &Look<'_>) -> Verdict {
    look.life.shop.orders().try_for_each(|order| {
        let captured: i64 = order.payments.iter().map(|id| look.life.shop.payment(id).captured_minor).sum();
        same(order.id.as_str(), order.paid_minor, captured)
    })
}

pub fn refundable(look: &Look<'_>) -> Verdict {
    look.life.shop.payments().try_for_each(|payment| {
        // A capture that the gateway undid afterwards is its doing, not ours.
        let (active, most) = (payment.refunds_active_minor(), payment.captured_minor + payment.reversed_minor());
        holds(active <= most, || format!("{} refunds {active} of {most}", payment.id))?;
        same("pending and given", payment.refund_pending_minor() + payment.refunded_minor(), active)
    })
}

pub fn authorized(look: &Look<'_>) -> Verdict {
    look.life.shop.payments().try_for_each(|p| {
        let parts = [p.captured_minor, p.reversed_minor(), p.capturing_minor(), p.released_minor];
        holds(parts.iter().all(|part| *part >= 0), || format!("{} has a negative amount: {parts:?}", p.id))?;
        // A capture that succeeds after it was told to have failed may cross one that was asked for meanwhile,
        // which the gateway then refuses: what is under way counts when it is asked for.
        let asked = look.life.shop.last.events.iter();
        let asked = asked.filter(|e| e.stream == p.id).any(|e| matches!(e.body, Body::CaptureRequested { .. }));
        let sum: i64 = parts.iter().sum::<i64>() - if asked { 0 } else { p.capturing_minor() };
        holds(sum <= p.authorized_minor, || format!("{}: {parts:?} of {}", p.id, p.authorized_minor))?;
        let captured = p.captures.iter().filter(|c| c.status == CaptureStatus::Completed).map(|c| c.amount_minor);
        same("captures", captured.sum(), p.captured_minor)
    })
}

/// Whatever a gateway authorized: nobody agreed to more than was asked.
pub fn agreed(look: &Look<'_>) -> Verdict {
    for event in &look.life.shop.last.events {
        if !matches!(event.body, Body::CaptureRequested { .. }) {
            continue;
        }
        let Some(p) = look.life.shop.payments().find(|p| p.id == event.stream) else { continue };
        let sum = p.captured_minor + p.reversed_minor() + p.capturing_minor();
        holds(sum <= p.amount_minor, || format!("{} captures {sum} of {}", p.id, p.amount_minor))?;
    }
    Ok(())
}

pub fn parts(look: &Look<'_>) -> Verdict {
    for payment in look.life.shop.payments() {
        let mut spread: BTreeMap<&str, i64> = BTreeMap::new();
        for refund in &payment.refunds {
            // What a balance got back of its own is not taken out of the captures any more.
            let want = payment.counted_minor(refund);
            same(refund.id.as_str(), refund.parts.iter().map(|p| p.amount_minor).sum(), want)?;
            for part in refund.parts.iter().filter(|_| refund.status.is_active()) {
                *spread.entry(part.capture.as_str()).or_default() += part.amount_minor;
            }
        }
        for capture in &payment.captures {
            let want = spread.get(capture.id.as_str()).copied().unwrap_or(0);
            same(capture.id.as_str(), capture.refunded_minor, want)?;
            let left = if capture.status == CaptureStatus::Completed { capture.undone_minor } else { 0 };
            holds(want <= capture.amount_minor + left, || format!("{} gives {want} back", capture.id))?;
        }
    }
    Ok(())
}

/// The word for the amounts, told again without the table.
fn word(p: &Payment) -> Option<PaymentStatus> {
    if p.authorized_minor == 0 {
        return match p.rest_lost {
            Some(AuthorizationLoss::Released) => Some(PaymentStatus::Released),
            Some(AuthorizationLoss::Expired) => Some(PaymentStatus::Expired),
            None => None,
        };
    }
    let more = p.authorized_minor > p.captured_minor + p.reversed_minor() + p.released_minor;
    Some(match (p.captured_minor > 0, more, p.rest_lost) {
        (true, true, _) => PaymentStatus::PartiallyCaptured,
        (true, false, _) => PaymentStatus::Captured,
        (false, true, _) => PaymentStatus::Authorized,
        _ if p.reversed_minor() > 0 => PaymentStatus::Failed,
        (_, _, Some(AuthorizationLoss::Expired)) => PaymentStatus::Expired,
        _ => PaymentStatus::Released,
    })
}

pub fn status(look: &Look<'_>) -> Verdict {
    use PaymentStatus as S;
    look.life.shop.payments().try_for_each(|p| {
        let fits = match word(p) {
            Some(want) => p.status == want,
            None => matches!(p.status, S::Pending | S::Processing | S::RequiresAction | S::Unknown | S::Failed),
        };
        holds(fits, || format!("{} is {:?}, should be {:?}", p.id, p.status, word(p)))?;
        let here = !matches!(p.method.route, Route::Gateway { .. });
        holds(!here || p.status != S::Unknown, || format!("{} is here and unknown", p.id))
    })
}
