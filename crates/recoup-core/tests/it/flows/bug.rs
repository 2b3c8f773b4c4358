//! Bugs planted around the core, where an engine could make them; every one must break an invariant.

use std::sync::Arc;

use recoup_core::command::{Act, Command};
use recoup_core::customer::CustomerBody;
use recoup_core::decision::Decision;
use recoup_core::effect::{Call, Effect, Operation, OperationKind, read_reference};
use recoup_core::event::Body;
use recoup_core::id::Id;
use recoup_core::invoice::{InvoiceBody, InvoiceStatus};
use recoup_core::money::Money;
use recoup_core::order::Goods;
use recoup_core::order::plan::Takes;
use recoup_core::payment::Payment;
use recoup_core::payment::ReleaseBody;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::world::{State, Stream};

use super::bug_books::{absorbed_to_loss, deferral_first, tax_to_revenue};
use super::life::Life;
use super::shop::Shop;
use super::tender_rules;

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
    PartsRoundedAlone,
    PartForgotten,
    ChargeForgotten,
    HoldForgotten,
    TopUpUndoneNotPosted,
    TopUpLossTwice,
    GivenNotPosted,
    HoldNotFreed,
    StatusKept,
    InvoicePaidTwice,
    CreditTwice,
    StaysOpen,
    TooMuchKept,
    DiscountForEver,
    NobodyAgreed,
    DueTimerLost,
    OpenDisputeForgotten,
    LostDisputeForgotten,
    WithdrawalNotPosted,
    ReinstatementDropped,
    ChargebackNotPosted,
    LossNotOnOrder,
    LossUndoneNotPosted,
    MarkLost,
    DueLost,
    AnswerTwice,
    RowsNamedAnew,
    AbsorbedForgotten,
    MovedAndKept,
    CapturedBeforeAll,
    HoldLost,
    ShippedNotEarned,
    DeferralFirst,
    WholeOrderTaken,
    ShortNotCounted,
    GoodsForgotten,
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
        (Self::PartsRoundedAlone, "a part of a refund over tenders is rounded up by itself"),
        (Self::PartForgotten, "a part of a refund over tenders does not say what it is a part of"),
        (Self::ChargeForgotten, "a refund of a balance is not capped by its charge"),
        (Self::HoldForgotten, "what is held of a balance may be spent"),
        (Self::TopUpUndoneNotPosted, "a top-up that was taken back is not posted"),
        (Self::TopUpLossTwice, "what a balance cannot give back of a top-up is lost twice"),
        (Self::GivenNotPosted, "what a balance got by hand is not posted"),
        (Self::HoldNotFreed, "what was held for a refund that was rejected stays held"),
        (Self::StatusKept, "a payment keeps its status when it is captured"),
        (Self::InvoicePaidTwice, "a payment counts twice on its invoice"),
        (Self::CreditTwice, "a credit note counts twice"),
        (Self::StaysOpen, "an invoice that is paid stays open"),
        (Self::TooMuchKept, "what is too much on an invoice is kept"),
        (Self::DiscountForEver, "a discount has no last day"),
        (Self::NobodyAgreed, "what is open is given up though nobody agreed"),
        (Self::DueTimerLost, "the timer of an invoice's last day is not set"),
        (Self::OpenDisputeForgotten, "what an open dispute claims may be refunded besides"),
        (Self::LostDisputeForgotten, "what a lost dispute took may be refunded besides"),
        (Self::WithdrawalNotPosted, "money that a dispute took is not posted"),
        (Self::ReinstatementDropped, "that money of a dispute came back is dropped"),
        (Self::ChargebackNotPosted, "what a lost dispute costs is not posted"),
        (Self::LossNotOnOrder, "a lost dispute does not release the lines of its order"),
        (Self::LossUndoneNotPosted, "a loss that is reckoned anew is posted beside the one before"),
        (Self::MarkLost, "an order does not hear that a dispute claims its money"),
        (Self::DueLost, "nobody is reminded of a dispute"),
        (Self::AnswerTwice, "a dispute is answered twice"),
        (Self::RowsNamedAnew, "a withdrawal that is told again is taken for another one"),
        (Self::AbsorbedForgotten, "a lost dispute leaves a refund owed that it stands for"),
        (Self::MovedAndKept, "a refund that goes back by another tender stays owed by its own"),
        (Self::CapturedBeforeAll, "of tenders that are taken all or none, one is captured before all stand"),
        (Self::HoldLost, "what waits for other tenders is not held on the balance"),
        (Self::ShippedNotEarned, "what goes out is not earned"),
        (Self::DeferralFirst, "a refund takes the deferral first, whatever was returned"),
        (Self::WholeOrderTaken, "the first shipment takes the whole order"),
        (Self::ShortNotCounted, "a credit for units that will not go out is not posted"),
        (Self::GoodsForgotten, "what went out before is forgotten when more goes out"),
        (Self::DateLost, "the timer of a plan's next date is not set"),
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
        Some(Bug::ReinstatementDropped) => !matches!(fact.what, What::DisputeFundsReinstated),
        Some(Bug::RowsNamedAnew) => {
            if matches!(fact.what, What::DisputeFundsWithdrawn) {
                fact.ordinal = format!("{}-{}", fact.ordinal, life.steps);
            }
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
        Some(Bug::ChargeForgotten) if matches!(act, Act::RequestRefund(_)) => payment_but(shop, id, |payment| {
            if payment.is_top_up() {
                payment.refunds.clear();
                payment.captured_minor *= 3;
            }
        }),
        Some(Bug::HoldForgotten) if matches!(act, Act::PlaceOrder(_) | Act::AddTender(_)) => {
            let mut stream = shop.streams.get(id)?.as_ref().clone();
            let State::Customer(customer) = &mut stream.state else { return None };
            customer.holds.clear();
            Some(Arc::new(stream))
        }
        Some(Bug::RefundsForgotten) if matches!(act, Act::RequestRefund(_)) => {
            payment_but(shop, id, |payment| payment.refunds.clear())
        }
        Some(Bug::OpenDisputeForgotten) if matches!(act, Act::RequestRefund(_)) => {
            payment_but(shop, id, |payment| payment.disputes.retain(|d| !d.status.is_open()))
        }
        Some(Bug::LostDisputeForgotten) if matches!(act, Act::RequestRefund(_)) => {
            payment_but(shop, id, |payment| payment.disputes.retain(|d| !d.status.is_lost()))
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
        Some(Bug::DiscountForEver) if matches!(act, Act::Fact(_) | Act::PayInvoice(_) | Act::RequestCapture(_)) => {
            let mut stream = shop.streams.get(id)?.as_ref().clone();
            let State::Invoice(invoice) = &mut stream.state else { return None };
            let last = invoice.dates.as_mut().and_then(|dates| dates.discount.as_mut())?;
            last.ends_at = jiff::Timestamp::MAX;
            Some(Arc::new(stream))
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
        Some(Bug::CapturedBeforeAll) => tender_rules::ungrouped(shop, act, id),
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

/// What was held is still held.
fn unhold(shop: &Shop, decision: &mut Decision) {
    for (id, (_, stream)) in &mut decision.streams {
        let State::Customer(customer) = &mut Arc::make_mut(stream).state else { continue };
        let Some(State::Customer(before)) = shop.streams.get(id).map(|s| &s.state) else { continue };
        if customer.holds.is_empty() {
            customer.holds.clone_from(&before.holds);
        }
    }
}

/// The same of disputes, and of what they stand for.
fn unhide_disputes(shop: &Shop, decision: &mut Decision) {
    for (id, (_, stream)) in &mut decision.streams {
        let State::Payment(payment) = &mut Arc::make_mut(stream).state else { continue };
        let Some(State::Payment(before)) = shop.streams.get(id).map(|s| &s.state) else { continue };
        payment.disputes.clone_from(&before.disputes);
        for refund in &mut payment.refunds {
            refund.absorbed_minor = before.refund(&refund.id).map_or(0, |was| was.absorbed_minor);
        }
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

fn lose_twice(shop: &Shop, decision: &mut Decision) {
    for (id, (_, stream)) in &mut decision.streams {
        let State::Customer(customer) = &mut Arc::make_mut(stream).state else { continue };
        let Some(State::Customer(before)) = shop.streams.get(id).map(|s| &s.state) else { continue };
        for lost in &mut customer.lost {
            let was_minor = before.lost_minor(&lost.payment);
            lost.amount.amount_minor += (lost.amount.amount_minor - was_minor).max(0);
        }
    }
}

/// Bugs in what is committed.
pub fn after(shop: &Shop, command: &Command, decision: &mut Decision) {
    match shop.bug {
        Some(Bug::LinesForgotten) if matches!(command.act, Act::RequestRefund(_)) => unhide_lines(shop, decision),
        Some(Bug::StatusKept) if matches!(command.act, Act::Fact(_)) => {
            for (id, (_, stream)) in &mut decision.streams {
                let State::Payment(payment) = &mut Arc::make_mut(stream).state else { continue };
                let Some(State::Payment(before)) = shop.streams.get(id).map(|s| &s.state) else { continue };
                payment.status = before.status;
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
        Some(Bug::TooMuchKept) => drop_events(decision, |body| {
            matches!(body, Body::Invoice(InvoiceBody::Overpaid { .. }) | Body::Customer(CustomerBody::Overpaid { .. }))
        }),
        Some(Bug::InvoicePaidTwice | Bug::CreditTwice | Bug::StaysOpen | Bug::NobodyAgreed | Bug::DiscountForEver) => {
            invoices_but(shop, decision);
        }
        Some(Bug::DueTimerLost) => decision.timers.retain(|t| t.alarm.word() != "invoice_due"),
        Some(Bug::HoldLost) => {
            drop_events(decision, |body| matches!(body, Body::Customer(CustomerBody::TenderHeld { .. })));
        }
        Some(Bug::MovedAndKept) => tender_rules::keep(shop, decision),
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
        Some(Bug::PartsRoundedAlone | Bug::PartForgotten) => tender_rules::spoil(shop, decision),
        _ => {
            of_entries_and_effects(shop, command, decision);
            of_goods(shop, command, decision);
            of_disputes(shop, command, decision);
            of_balances(shop, command, decision);
        }
    }
}

/// Those about what is posted and what is sent.
fn of_entries_and_effects(shop: &Shop, command: &Command, decision: &mut Decision) {
    match shop.bug {
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
            decision.effects.extend(decision.effects.clone().into_iter().map(twice));
        }
        _ => {}
    }
}

/// The same effect under another id.
fn twice(effect: Effect) -> Effect {
    Effect { id: Id::trusted(&format!("{}x", effect.id)), ..effect }
}

/// Those about goods.
fn of_goods(shop: &Shop, command: &Command, decision: &mut Decision) {
    match shop.bug {
        Some(Bug::ShippedNotEarned) => drop_entries(decision, "shipment.shipped"),
        Some(Bug::ShortNotCounted) => drop_entries(decision, "goods.canceled"),
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
        _ => {}
    }
}

/// Those about disputes.
fn of_disputes(shop: &Shop, command: &Command, decision: &mut Decision) {
    match shop.bug {
        Some(Bug::OpenDisputeForgotten | Bug::LostDisputeForgotten) if matches!(command.act, Act::RequestRefund(_)) => {
            unhide_disputes(shop, decision);
        }
        Some(Bug::AbsorbedForgotten) => absorbed_to_loss(decision),
        Some(Bug::WithdrawalNotPosted) => drop_entries(decision, "dispute.funds_withdrawn"),
        Some(Bug::ChargebackNotPosted) => drop_entries(decision, "dispute.loss_booked"),
        Some(Bug::LossUndoneNotPosted) => drop_entries(decision, "dispute.loss_undone"),
        Some(Bug::LossNotOnOrder) => {
            drop_events(decision, |body| matches!(body, Body::OrderDisputed { .. } | Body::OrderDisputeUndone { .. }))
        }
        Some(Bug::MarkLost) => {
            drop_events(decision, |body| matches!(body, Body::OrderUnderDispute { .. } | Body::OrderDisputeOver { .. }))
        }
        Some(Bug::DueLost) => decision.timers.retain(|t| t.alarm.word() != "dispute_due"),
        Some(Bug::AnswerTwice) => {
            let answers = decision.effects.iter().filter(|e| e.operation.kind.is_of_dispute()).cloned();
            let again: Vec<_> = answers.map(twice).collect();
            decision.effects.extend(again);
        }
        _ => {}
    }
}

/// Those about balances.
fn of_balances(shop: &Shop, command: &Command, decision: &mut Decision) {
    match shop.bug {
        Some(Bug::ChargeForgotten) if matches!(command.act, Act::RequestRefund(_)) => {
            unhide(shop, decision);
            for (_, stream) in decision.streams.values_mut() {
                if let State::Payment(payment) = &mut Arc::make_mut(stream).state
                    && payment.is_top_up()
                {
                    payment.captured_minor /= 3;
                }
            }
        }
        Some(Bug::HoldForgotten) => unhold(shop, decision),
        Some(Bug::TopUpUndoneNotPosted) => drop_entries(decision, "customer.top_up_undone"),
        Some(Bug::TopUpLossTwice) => lose_twice(shop, decision),
        Some(Bug::GivenNotPosted) => drop_entries(decision, "customer.adjusted"),
        Some(Bug::HoldNotFreed) => {
            drop_events(decision, |body| matches!(body, Body::Customer(CustomerBody::Unheld { .. })));
        }
        _ => {}
    }
}

/// What is stored of invoices, but for what a bug does to it.
fn invoices_but(shop: &Shop, decision: &mut Decision) {
    for (id, (_, stream)) in &mut decision.streams {
        let State::Invoice(invoice) = &mut Arc::make_mut(stream).state else { continue };
        for event in decision.events.iter().filter(|event| event.stream == *id) {
            match (&event.body, shop.bug) {
                (_, Some(Bug::DiscountForEver)) => {
                    let before = shop.streams.get(id).map(|stream| &stream.state);
                    if let Some(State::Invoice(before)) = before {
                        invoice.dates = before.dates.or(invoice.dates);
                    }
                }
                (Body::Invoice(InvoiceBody::Paid { amount_minor, .. }), Some(Bug::InvoicePaidTwice)) => {
                    invoice.paid_minor += amount_minor;
                }
                (Body::Invoice(InvoiceBody::Credited { slice, .. }), Some(Bug::CreditTwice)) => {
                    invoice.credited_minor += slice.gross().unwrap_or(0);
                }
                (Body::Invoice(InvoiceBody::Paid { .. }), Some(Bug::StaysOpen)) => {
                    invoice.status = InvoiceStatus::Open;
                }
                (Body::Invoice(InvoiceBody::WrittenOff { .. }), Some(Bug::NobodyAgreed)) => {
                    invoice.write_offs.iter_mut().for_each(|done| done.of.approval = None);
                }
                _ => {}
            }
        }
    }
}

fn not_held_back(decision: &mut Decision) {
    let waits = decision.events.iter().find_map(|event| match &event.body {
        Body::Release(ReleaseBody::Requested { release, amount_minor, waits: true, .. }) => {
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
