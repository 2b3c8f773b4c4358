//! Balances in random lives: what people ask about them, and what must be true of them after every step.

use std::collections::BTreeMap;

use recoup_core::approval::{ApprovalStatus, Subject};
use recoup_core::customer::adjust::Direction;
use recoup_core::customer::{AdjustBalance, Change, CustomerBody, TopUp};
use recoup_core::event::Body;
use recoup_core::id::Id;
use recoup_core::ledger::Account as A;
use recoup_core::money::Money;
use recoup_core::payment::RefundStatus;

use super::asks::{any, anyone, one_tender};
use super::invariants::{Look, holds, same};
use super::life::Life;

type Verdict = Result<(), String>;

/// Asks for something about a balance.
pub fn one(life: &mut Life) {
    let Some(customer) = any(life, &life.customers.clone()) else { return };
    let actor = anyone(life);
    if life.shop.rng.one_in(2) {
        let amount = life.shop.rng.between(1, 9_000);
        let tender = one_tender(life, amount, None);
        let _ = life.run(&actor, TopUp { customer, currency: life.currency, tender });
        return;
    }
    let direction = Direction::ALL[life.shop.rng.below(2)];
    let most = if life.shop.rng.one_in(2) { 300 } else { 9_000 };
    let amount = Money::new(life.shop.rng.between(1, most), life.currency);
    let change = Change { direction, amount, reason: "goodwill".to_owned(), note: String::new() };
    let _ = life.run(&actor, AdjustBalance { customer, change });
}

/// What is held of a balance is what its refunds and changes by hand wait for, and it is there.
pub fn held(look: &Look<'_>) -> Verdict {
    let waits = |s| matches!(s, RefundStatus::Requested | RefundStatus::AwaitingApproval);
    for customer in look.life.shop.customers() {
        let mine = look.life.shop.payments().filter(|p| p.pays == customer.id).flat_map(|p| &p.refunds);
        let refunds: i64 = mine.filter(|r| waits(r.status)).map(|r| r.amount_minor).sum();
        let approvals = look.life.shop.approvals().filter(|a| a.status == ApprovalStatus::Open);
        let debits = approvals.filter_map(|a| match &a.subject {
            Subject::Adjustment { customer: of, direction: Direction::Debit, amount_minor, .. }
                if *of == customer.id =>
            {
                Some(*amount_minor)
            }
            _ => None,
        });
        let held = customer.held_minor(look.currency());
        // What payments in groups hold has a rule of its own.
        let of_tenders = customer.tender_held_minor(look.currency());
        same(customer.id.as_str(), held - of_tenders, refunds + debits.sum::<i64>())?;
        let balance = customer.balance_minor(look.currency());
        holds(held <= balance, || format!("{} holds {held} of {balance}", customer.id))?;
    }
    Ok(())
}

/// What left for refunds of a top-up and stayed out, and what is still to leave, is never more than its charge.
pub fn charge(look: &Look<'_>) -> Verdict {
    look.life.shop.payments().filter(|p| p.is_top_up()).try_for_each(|payment| {
        let paid = payment.refunds.iter().flat_map(|r| &r.paid).filter(|p| p.beyond.is_none());
        let out: i64 = paid.map(|p| p.amount.amount_minor - p.back_minor).sum();
        let owed: i64 = payment.refunds.iter().map(|r| r.owed_minor()).sum();
        let most = payment.captured_minor + payment.reversed_minor();
        holds(out + owed <= most, || format!("{}: {out} is out and {owed} owed of {most}", payment.id))
    })
}

/// What the gateway took back of top-ups and the balance did not have is lost, until a refund of it makes it good.
pub fn lost(look: &Look<'_>) -> Verdict {
    let mut want: BTreeMap<&Id, i64> = BTreeMap::new();
    for lost in look.life.shop.customers().flat_map(|c| &c.lost) {
        *want.entry(&lost.payment).or_default() += lost.amount.amount_minor;
    }
    for payment in look.life.shop.payments() {
        let lost = want.get(&payment.id).copied().unwrap_or(0);
        same(payment.id.as_str(), look.of(A::ChargebackLoss, payment.id.as_str()), lost)?;
        holds(lost <= payment.reversed_minor(), || format!("{} lost {lost}", payment.id))?;
    }
    Ok(())
}

/// 4110 is what was given by hand less what was taken away; larger changes were agreed to by another person.
pub fn by_hand(look: &Look<'_>) -> Verdict {
    let (mut want, shop) = (0, &look.life.shop);
    for event in shop.log.values().flatten() {
        let Body::Customer(CustomerBody::Adjusted { change, approval, .. }) = &event.body else { continue };
        want += if change.is_debit() { -change.amount.amount_minor } else { change.amount.amount_minor };
        let agreed = approval.as_ref().and_then(|id| shop.approvals().find(|a| a.id == *id));
        let agreed = agreed.is_some_and(|a| a.status == ApprovalStatus::Approved);
        holds(agreed || !change.is_debit(), || format!("{} lost {} by one person", event.stream, change.amount))?;
    }
    same("4110", look.of(A::DiscountsAndGoodwill, "goodwill"), want)
}
