//! Bugs planted around the core, where an engine could make them; every one must break an invariant.

use std::sync::Arc;

use recoup_core::command::{Act, Command};
use recoup_core::customer::CustomerBody;
use recoup_core::decision::Decision;
use recoup_core::effect::{Call, Effect, Operation, OperationKind, read_reference};
use recoup_core::event::{Body, Event};
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::order::Goods;
use recoup_core::order::plan::Takes;
use recoup_core::payment::Payment;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::world::{State, Stream};

use super::life::Life;
use super::shop::Shop;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bug {
    StaleWorld,
    NoGeneration,
    ApprovalWithoutOrder,
    EntryLost,
    EntryTwice,
    PaidForgotten,
    ProbeLost,
    LostMeansFailed,
    ExpiryLost,
    AccountIsPerson,
    BalanceNotSpent,
    PendingForgotten,
    LouderNotice,
    EarlySettlementDropped,
    LateCaptureDropped,
    TaxToRevenue,
    PauseLost,
    ResentTwice,
    NameLost,
    ReversalIgnored,
    CreditNotPosted,
    LossNotPosted,
    CapturingForgotten,
    RefundsForgotten,
    LossForgotten,
    LinesForgotten,
    PaidNotBooked,
    NotHeldBack,
    AskAgainLost,
    RowsForgotten,
    MoreThanAsked,
    ShippedNotEarned,
    DeferralFirst,
    WholeOrderTaken,
    ShortNotCounted,
    GoodsForgotten,
    StatusStale,
    DateLost,
}

impl Bug {
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::StaleWorld, "the second of two refunds is decided in the world of the first"),
        (Self::NoGeneration, "facts are applied to the refund without looking at their generation"),
        (Self::ApprovalWithoutOrder, "an approved refund is not booked on its order"),
        (Self::EntryLost, "the entry of a capture is not posted"),
        (Self::EntryTwice, "the entry of a settled refund is posted twice"),
        (Self::PaidForgotten, "a money row that was counted is forgotten"),
        (Self::ProbeLost, "an unknown operation is not probed"),
        (Self::LostMeansFailed, "a refund without a reply is taken for failed"),
        (Self::ExpiryLost, "the timer of an approval is not set"),
        (Self::AccountIsPerson, "dual control compares accounts instead of persons"),
        (Self::BalanceNotSpent, "paying with a balance does not lower it"),
        (Self::PendingForgotten, "refunds that wait for approval do not count against the refundable amount"),
        (Self::LouderNotice, "a notice names twice the amount"),
        (Self::EarlySettlementDropped, "a settlement that comes before its acceptance is dropped"),
        (Self::LateCaptureDropped, "a capture that is told after its failure is dropped"),
        (Self::TaxToRevenue, "a refund takes its tax out of revenue"),
        (Self::PauseLost, "the timer that ends a refund's pause is not set"),
        (Self::ResentTwice, "an operation that never arrived is sent twice"),
        (Self::NameLost, "a refund cannot be found by its id"),
        (Self::ReversalIgnored, "a capture that the gateway undid is kept"),
        (Self::CreditNotPosted, "a refund paid to the balance is not posted"),
        (Self::LossNotPosted, "what was given beyond is not posted"),
        (Self::CapturingForgotten, "captures under way do not count against what is authorized"),
        (Self::RefundsForgotten, "refunds do not count against the refundable amount"),
        (Self::PaidNotBooked, "a capture is not booked on its order"),
        (Self::LinesForgotten, "what was released of a line is forgotten"),
        (Self::NotHeldBack, "a release does not wait for captures under way"),
        (Self::AskAgainLost, "nobody looks again for a word that got lost"),
        (Self::RowsForgotten, "two rows of one kind are taken for one"),
        (Self::MoreThanAsked, "what a gateway authorized beyond what was asked is captured"),
        (Self::ShippedNotEarned, "what goes out is not earned"),
        (Self::DeferralFirst, "a refund takes the deferral first, whatever was returned"),
        (Self::WholeOrderTaken, "the first shipment takes the whole order"),
        (Self::ShortNotCounted, "a credit for units that will not go out is not posted"),
        (Self::GoodsForgotten, "what went out before is forgotten when more goes out"),
        (Self::DateLost, "the timer of a plan's next date is not set"),
        (Self::StatusStale, "the status of a payment does not follow its captures"),
        (Self::LossForgotten, "that the rest of an authorization is lost is forgotten"),
    ];
}

/// Bugs in what the outside tells; false when the fact is dropped.
pub fn tell(life: &mut Life, fact: &mut Fact) -> bool {
    let found = read_reference(&fact.ours).map(|(id, _)| id);
    match life.shop.bug {
        Some(Bug::NoGeneration) => {
            let refund = life.shop.payments().find_map(|p| p.refund(found.as_ref()?));
            if let Some(refund) = refund.filter(|r| r.generation > 0) {
                fact.ours = format!("{}.{}", refund.id, refund.generation);
            }
            true
        }
        Some(Bug::EarlySettlementDropped) => {
            let refund = life.shop.payments().find_map(|p| p.refund(found.as_ref()?));
            let early = refund.is_some_and(|r| r.gateway_ref.is_empty());
            !(early && matches!(fact.what, What::RefundSettled { .. }))
        }
        Some(Bug::LateCaptureDropped) => {
            use recoup_core::payment::CaptureStatus;
            let capture = life.shop.payments().find_map(|p| p.capture(found.as_ref()?));
            let late = capture.is_some_and(|c| c.status == CaptureStatus::Failed);
            !(late && matches!(fact.what, What::Captured))
        }
        Some(Bug::RowsForgotten) => {
            fact.ordinal.clear();
            true
        }
        Some(Bug::ReversalIgnored) => !matches!(fact.what, What::CaptureReversed),
        _ => true,
    }
}

/// Bugs before a command is decided.
pub fn before(shop: &mut Shop, command: &mut Command) {
    match shop.bug {
        Some(Bug::StaleWorld) if matches!(command.act, Act::RequestRefund(_)) => match shop.stale.take() {
            // The next refund sees what this one saw.
            None => shop.stale = Some(shop.streams.iter().map(|(id, s)| (id.clone(), Arc::clone(s))).collect()),
            Some(seen) => shop.stale = Some(seen),
        },
        Some(Bug::AccountIsPerson) if !command.actor.person.is_empty() => {
            command.actor.person.clone_from(&command.actor.id);
        }
        Some(Bug::LostMeansFailed) => {
            if let Act::LostTrack(lost) = &command.act
                && let Some((payment, refund)) =
                    shop.payments().find_map(|p| p.refund(&lost.operation.id).map(|r| (p, r)))
                && let Some(account) = payment.gateway_account()
            {
                let fact = Fact {
                    account: account.to_owned(),
                    subject: "timeout".to_owned(),
                    ours: if refund.generation == 0 { refund.id.to_string() } else { lost.operation.reference() },
                    what: What::RefundFailed { code: "timeout".to_owned() },
                    amount: None,
                    parent: String::new(),
                    ordinal: String::new(),
                };
                command.act = Act::from(fact);
            }
        }
        _ => {}
    }
}

/// Bugs in what is served as the world.
pub fn served(shop: &Shop, act: &Act, id: &Id) -> Option<Arc<Stream>> {
    match shop.bug {
        Some(Bug::StaleWorld) if matches!(act, Act::RequestRefund(_)) => shop.stale.as_ref()?.get(id).cloned(),
        Some(Bug::PendingForgotten) if matches!(act, Act::RequestRefund(_)) => {
            payment_but(shop, id, |payment| payment.refunds.retain(|r| r.slice.is_some()))
        }
        Some(Bug::CapturingForgotten) if matches!(act, Act::RequestCapture(_)) => {
            payment_but(shop, id, |payment| payment.captures.retain(|c| !c.status.is_open()))
        }
        Some(Bug::RefundsForgotten) if matches!(act, Act::RequestRefund(_)) => {
            payment_but(shop, id, |payment| payment.refunds.clear())
        }
        Some(Bug::LinesForgotten) if matches!(act, Act::RequestRefund(_)) => {
            let mut stream = shop.streams.get(id)?.as_ref().clone();
            let State::Order(order) = &mut stream.state else { return None };
            order.lines.iter_mut().for_each(|line| (line.released_minor, line.refunded_quantity) = (0, 0));
            Some(Arc::new(stream))
        }
        Some(Bug::MoreThanAsked) if matches!(act, Act::RequestCapture(_)) => {
            payment_but(shop, id, |payment| payment.amount_minor = payment.amount_minor.max(payment.authorized_minor))
        }
        Some(Bug::WholeOrderTaken) if matches!(act, Act::ShipShipment(_)) => {
            let mut stream = shop.streams.get(id)?.as_ref().clone();
            let State::Order(order) = &mut stream.state else { return None };
            let steps = &mut order.plan.as_mut()?.plan.steps;
            steps.iter_mut().for_each(|step| step.takes = Takes::All);
            Some(Arc::new(stream))
        }
        Some(Bug::GoodsForgotten) if matches!(act, Act::ShipShipment(_)) => {
            let mut stream = shop.streams.get(id)?.as_ref().clone();
            let State::Order(order) = &mut stream.state else { return None };
            order.lines.iter_mut().for_each(|line| line.goods = Goods::default());
            Some(Arc::new(stream))
        }
        Some(Bug::LossForgotten) if matches!(act, Act::Fact(_)) => {
            payment_but(shop, id, |payment| payment.rest_lost = None)
        }
        Some(Bug::PaidForgotten) if matches!(act, Act::Fact(_)) => payment_but(shop, id, |payment| {
            payment.refunds.iter_mut().for_each(|r| {
                r.paid.clear();
                r.rows.clear();
            })
        }),
        _ => None,
    }
}

/// A payment as it is stored, but for a change.
fn payment_but(shop: &Shop, id: &Id, change: impl Fn(&mut Payment)) -> Option<Arc<Stream>> {
    let mut stream = shop.streams.get(id)?.as_ref().clone();
    let State::Payment(payment) = &mut stream.state else { return None };
    change(payment);
    Some(Arc::new(stream))
}

/// What a bug hid from a decision is still there afterwards, as in a store that merges.
fn unhide(shop: &Shop, decision: &mut Decision) {
    for (id, (_, stream)) in &mut decision.streams {
        let State::Payment(payment) = &mut Arc::make_mut(stream).state else { continue };
        let Some(State::Payment(before)) = shop.streams.get(id).map(|s| &s.state) else { continue };
        let hidden = before.refunds.iter().filter(|r| payment.refund(&r.id).is_none()).cloned();
        payment.refunds = hidden.chain(payment.refunds.clone()).collect();
        let hidden = before.captures.iter().filter(|c| payment.capture(&c.id).is_none()).cloned();
        payment.captures = hidden.chain(payment.captures.clone()).collect();
    }
}

fn unhide_lines(shop: &Shop, decision: &mut Decision) {
    for (id, (_, stream)) in &mut decision.streams {
        let State::Order(order) = &mut Arc::make_mut(stream).state else { continue };
        let Some(State::Order(before)) = shop.streams.get(id).map(|s| &s.state) else { continue };
        for (line, was) in order.lines.iter_mut().zip(&before.lines) {
            line.released_minor += was.released_minor;
            line.refunded_quantity += was.refunded_quantity;
        }
    }
}

/// Bugs in what is committed.
pub fn after(shop: &Shop, command: &Command, decision: &mut Decision) {
    match shop.bug {
        Some(Bug::LinesForgotten) if matches!(command.act, Act::RequestRefund(_)) => unhide_lines(shop, decision),
        Some(Bug::ShippedNotEarned) => drop_entries(decision, "shipment.shipped"),
        Some(Bug::ShortNotCounted) => drop_entries(decision, "goods.canceled"),
        Some(Bug::StatusStale) => {
            let captured = |e: &&Event| matches!(e.body, Body::CaptureCompleted { .. });
            for event in decision.events.iter().filter(captured) {
                let Some((_, stream)) = decision.streams.get_mut(&event.stream) else { continue };
                let State::Payment(payment) = &mut Arc::make_mut(stream).state else { continue };
                let Some(State::Payment(before)) = shop.streams.get(&event.stream).map(|s| &s.state) else { continue };
                payment.status = before.status;
            }
        }
        Some(Bug::DeferralFirst) => deferral_first(shop, decision),
        Some(Bug::WholeOrderTaken) if matches!(command.act, Act::ShipShipment(_)) => {
            for (id, (_, stream)) in &mut decision.streams {
                let State::Order(order) = &mut Arc::make_mut(stream).state else { continue };
                let Some(State::Order(before)) = shop.streams.get(id).map(|s| &s.state) else { continue };
                if let (Some(mine), Some(was)) = (&mut order.plan, &before.plan) {
                    mine.plan = was.plan.clone();
                }
            }
        }
        Some(Bug::CapturingForgotten | Bug::RefundsForgotten | Bug::PendingForgotten) => unhide(shop, decision),
        Some(Bug::ApprovalWithoutOrder) if matches!(command.act, Act::DecideApproval(_)) => {
            drop_events(decision, |body| matches!(body, Body::OrderRefunded { .. }));
        }
        Some(Bug::PaidNotBooked) if matches!(command.act, Act::Fact(_)) => {
            drop_events(decision, |body| matches!(body, Body::OrderPaid { .. }));
        }
        Some(Bug::BalanceNotSpent) => {
            drop_events(decision, |body| matches!(body, Body::Customer(CustomerBody::Spent { .. })))
        }
        Some(Bug::EntryLost) => drop_entries(decision, "capture.completed"),
        Some(Bug::CreditNotPosted) => drop_entries(decision, "refund.credited"),
        Some(Bug::LossNotPosted) => drop_entries(decision, "refund.beyond"),
        Some(Bug::EntryTwice) => {
            let settled = |at: usize| matches!(decision.events[at].body, Body::RefundSettled { .. });
            let again: Vec<_> = decision.entries.iter().filter(|(at, _)| settled(*at)).cloned().collect();
            decision.entries.extend(again);
        }
        Some(Bug::ProbeLost) => decision.effects.retain(|e| e.call != Call::Probe),
        Some(Bug::ResentTwice) if matches!(command.act, Act::NeverArrived(_)) => {
            let again: Vec<_> = decision
                .effects
                .iter()
                .cloned()
                .map(|mut effect| {
                    effect.id = Id::trusted(&format!("{}x", effect.id));
                    effect
                })
                .collect();
            decision.effects.extend(again);
        }
        Some(Bug::NotHeldBack) => not_held_back(decision),
        Some(Bug::AskAgainLost) => decision.timers.retain(|t| t.alarm.word() != "ask_again"),
        Some(Bug::MoreThanAsked) => {
            for (id, (_, stream)) in &mut decision.streams {
                let State::Payment(payment) = &mut Arc::make_mut(stream).state else { continue };
                if let Some(State::Payment(before)) = shop.streams.get(id).map(|s| &s.state) {
                    payment.amount_minor = before.amount_minor;
                }
            }
        }
        Some(Bug::ExpiryLost) => decision.timers.retain(|t| t.alarm.word() != "expire_approval"),
        Some(Bug::DateLost) => decision.timers.retain(|t| t.alarm.word() != "take_by_plan"),
        Some(Bug::PauseLost) => decision.timers.retain(|t| t.alarm.word() != "send_refund"),
        Some(Bug::NameLost) => decision.names.retain(|(_, value, _)| !value.starts_with("rfd_")),
        Some(Bug::LouderNotice) => {
            for amount in decision.notices.iter_mut().filter_map(|(_, notice)| notice.amount.as_mut()) {
                amount.amount_minor *= 2;
            }
        }
        Some(Bug::TaxToRevenue) => tax_to_revenue(decision),
        _ => {}
    }
}

fn not_held_back(decision: &mut Decision) {
    let waits = decision.events.iter().find_map(|event| match &event.body {
        Body::ReleaseRequested { release, amount_minor, waits: true, .. } => {
            Some((event.stream.clone(), release.clone(), *amount_minor))
        }
        _ => None,
    });
    let Some((payment, release, amount_minor)) = waits else { return };
    let Some(State::Payment(mine)) = decision.streams.get(&payment).map(|(_, s)| &s.state) else { return };
    let named = (Id::trusted(&format!("eff_{release}")), mine.gateway_account().unwrap_or_default());
    let call = (Call::Send, Operation { kind: OperationKind::Release, payment, id: release, generation: 0 });
    let amount = Money::new(amount_minor, mine.currency);
    decision.effects.push(Effect::plain(named, call, amount, mine.created_at));
}

fn drop_entries(decision: &mut Decision, word: &str) {
    let events = &decision.events;
    decision.entries.retain(|(at, _)| events[*at].body.word() != word);
}

/// Takes events, and the streams they alone touched, out of a decision.
fn drop_events(decision: &mut Decision, gone: impl Fn(&Body) -> bool) {
    let mut kept = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for (at, event) in decision.events.iter().enumerate() {
        if gone(&event.body) {
            decision.streams.remove(&event.stream);
        } else {
            places.insert(at, kept.len());
            kept.push(event.clone());
        }
    }
    decision.events = kept;
    decision.entries = decision.entries.iter().filter_map(|(at, e)| Some((*places.get(at)?, e.clone()))).collect();
    decision.notices = decision.notices.iter().filter_map(|(at, n)| Some((*places.get(at)?, n.clone()))).collect();
}

fn deferral_first(shop: &Shop, decision: &mut Decision) {
    use recoup_core::ledger::Account;
    for (at, entry) in &mut decision.entries {
        let Body::RefundApproved { pays, .. } = &decision.events[*at].body else { continue };
        let Some(State::Order(order)) = shop.streams.get(pays).map(|s| &s.state) else { continue };
        let mut left_minor = order.deferred_minor();
        for line in entry.lines.iter_mut().filter(|l| l.account == Account::RefundsAndReturns) {
            if line.amount_minor <= left_minor {
                left_minor -= line.amount_minor;
                line.account = Account::DeferredRevenue;
                pays.as_str().clone_into(&mut line.subkey);
            }
        }
    }
}

fn tax_to_revenue(decision: &mut Decision) {
    use recoup_core::ledger::Account;
    for event in &mut decision.events {
        if let Body::RefundApproved { slice, .. } = &mut event.body {
            slice.net_minor += slice.taxes.iter().map(|t| t.amount_minor).sum::<i64>();
            slice.taxes.clear();
        }
    }
    for (at, entry) in &mut decision.entries {
        if matches!(decision.events[*at].body, Body::RefundApproved { .. }) {
            for line in entry.lines.iter_mut().filter(|l| l.account == Account::TaxPayable) {
                line.account = Account::RefundsAndReturns;
                "damaged".clone_into(&mut line.subkey);
            }
        }
    }
}
