//! Refunds an order over its tenders: one request, one ruling of the policy on the whole, one question to one person, and
//! each part a refund of its payment as any other.
//!
//! The lines are taken once for the whole. How it is spread is chosen by whoever asks, or by the policy `refund_routing`;
//! either way the order keeps how, and by which rule.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::room::Room;
use super::{Allocation, Falls, Part, Strategy, TenderBody, allocate, follow, lines};
use crate::approval::{self, Subject};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::Body;
use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::{LineSlice, Order};
use crate::payment::Payment;
use crate::payment::refund::{self, Asked, HowMuch, check_ceiling};
use crate::policy::condition::Facts;
use crate::policy::{self, Exception, Outcome, PolicyKind, Ruling};
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// Named instead of a rule where the caller chose the strategy.
const ASKED: &str = "asked";
/// Named instead of a rule where the plan of an order gives money back for goods that never go out.
const BY_PLAN: &str = "plan";

/// Asks for a refund of an order over its tenders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundOrder {
    /// The order.
    pub order: Id,
    /// How much.
    pub how_much: HowMuch,
    /// Reason code: lower-case letters, digits and underscores.
    pub reason: String,
    /// Remark for colleagues.
    pub note: String,
    /// How it is spread; as the policy says when missing.
    pub strategy: Option<Strategy>,
    /// A policy rule to be set aside this once.
    pub exception: Option<Exception>,
}

impl Workflow for RefundOrder {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.stream(&PolicyKind::RefundApproval.stream());
        needs.stream(&PolicyKind::RefundRouting.stream());
        follow::order_needs(&self.order, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        refund::check_form((&self.reason, &self.note), &self.how_much, self.exception.as_ref())?;
        let whole = self.whole(draft)?;
        let facts = whole.facts(draft, &self.reason)?;
        let policy = draft.policy(&PolicyKind::RefundRouting.stream())?;
        let (strategy, falls, chosen_by) = chosen(self.strategy, (policy, draft.now()), &facts)?;
        let amounts = spread(&whole, strategy)?;
        let facts = Facts { age_days: whole.age_days(draft, &amounts)?, ..facts };
        let policy = draft.policy(&PolicyKind::RefundApproval.stream())?;
        let ruling =
            policy::rule_on((policy, draft.now()), PolicyKind::RefundApproval, &facts, self.exception.as_ref())?;
        let asked = parts(draft, &whole, &amounts, (&self.reason, &self.note))?;
        let allocation = Allocation {
            id: draft.new_id(Kind::Allocation),
            strategy,
            falls,
            chosen_by,
            amount_minor: whole.amount_minor,
            reason: self.reason.clone(),
            parts: asked.iter().map(part).collect(),
        };
        request(draft, &self.order, (allocation, asked), ruling)
    }
}

/// What a refund of an order is asked for, and what its tenders can take back.
struct Whole {
    order: Id,
    amount_minor: i64,
    lines: Vec<LineSlice>,
    rooms: Vec<Room>,
}

impl RefundOrder {
    /// Checks permission, state and money of the whole, in the order of refusals.
    fn whole(&self, draft: &Draft<'_>) -> Result<Whole, Refusal> {
        let order = draft.order(&self.order)?;
        let rooms = rooms(draft, &self.order)?;
        let (actor, currency) = (&draft.command().actor, order.currency);
        check_ceiling(actor, Money::new(self.how_much.named_minor().unwrap_or(0), currency))?;
        if rooms.iter().all(|room| room.captured_minor == 0) {
            return Err(unpaid(order));
        }
        let left_minor = sum(rooms.iter().map(|room| room.left_minor));
        let (amount_minor, lines) = refund::how_much(&self.how_much, (left_minor, currency), order)?;
        check_ceiling(actor, Money::new(amount_minor, currency))?;
        if amount_minor > left_minor || amount_minor <= 0 {
            return Err(Refusal::ExceedsRefundable { asked_minor: amount_minor, left_minor, currency });
        }
        Ok(Whole { order: order.id.clone(), amount_minor, lines, rooms })
    }
}

/// Asks for what was paid for goods that will not go out, of several tenders as one. Whether the policy lets it be asked
/// for.
pub(crate) fn of_goods(
    draft: &mut Draft<'_>,
    order: &Id,
    amounts: &[(Id, i64)],
    (lines, reason): (Vec<LineSlice>, &str),
) -> Result<bool, Refusal> {
    let amount_minor = sum(amounts.iter().map(|(_, amount)| *amount));
    let whole = Whole { order: order.clone(), amount_minor, lines, rooms: rooms(draft, order)? };
    let of = |room: &Room| amounts.iter().find(|(id, _)| *id == room.payment).map_or(0, |(_, amount)| *amount);
    let taken: Vec<i64> = whole.rooms.iter().map(of).collect();
    let facts = Facts { age_days: whole.age_days(draft, &taken)?, ..whole.facts(draft, reason)? };
    let policy = draft.policy(&PolicyKind::RefundApproval.stream())?;
    let ruled = policy::rule_on((policy, draft.now()), PolicyKind::RefundApproval, &facts, None);
    let Ok(ruling) = ruled else { return Ok(false) };
    let asked = parts(draft, &whole, &taken, (reason, ""))?;
    let allocation = Allocation {
        id: draft.new_id(Kind::Allocation),
        strategy: Strategy::NewestFirst,
        falls: Falls::default(),
        chosen_by: BY_PLAN.to_owned(),
        amount_minor,
        reason: reason.to_owned(),
        parts: asked.iter().map(part).collect(),
    };
    request(draft, order, (allocation, asked), ruling).map(|_| true)
}

/// What each tender of an order can take back now.
fn rooms(draft: &Draft<'_>, order: &Id) -> Result<Vec<Room>, Refusal> {
    let payments = draft.order(order)?.payments.iter();
    payments.map(|id| draft.payment(id).map(|payment| Room::of(payment, draft.now()))).collect()
}

/// What is asked of each tender that gives something back. What the lines are not worth comes out of others when it is
/// booked.
fn parts(
    draft: &mut Draft<'_>,
    whole: &Whole,
    amounts: &[i64],
    why: (&str, &str),
) -> Result<Vec<(Id, Asked)>, Refusal> {
    let taking = || whole.rooms.iter().zip(amounts).filter(|(_, amount)| **amount > 0);
    let taken: Vec<i64> = taking().map(|(_, amount)| *amount).collect();
    let rest_minor = whole.amount_minor.saturating_sub(sum(whole.lines.iter().map(|line| line.gross_minor)));
    let rows = if whole.lines.is_empty() { Vec::new() } else { lines::over_parts(&whole.lines, rest_minor, &taken)? };
    let mut asked = Vec::with_capacity(taken.len());
    for (place, (room, amount_minor)) in taking().enumerate() {
        let parts = refund::over_captures(draft.payment(&room.payment)?, *amount_minor);
        let lines = rows.get(place).map(|row| row.lines.clone()).unwrap_or_default();
        let id = draft.new_id(Kind::Refund);
        asked.push((room.payment.clone(), Asked::plain(id, *amount_minor, why, parts, lines)));
    }
    Ok(asked)
}

impl Whole {
    fn payments<'d>(&self, draft: &'d Draft<'_>) -> Result<Vec<&'d Payment>, Refusal> {
        self.rooms.iter().map(|room| draft.payment(&room.payment)).collect()
    }

    /// What policies look at, of the order as a whole.
    fn facts(&self, draft: &Draft<'_>, reason: &str) -> Result<Facts, Refusal> {
        let payments = self.payments(draft)?;
        let order = draft.order(&self.order)?;
        let (of, amount) = ((order.refunded_minor, order.paid_minor), Money::new(self.amount_minor, order.currency));
        Ok(refund::facts((&payments, of), order.placed_at, amount, reason, draft))
    }

    /// Whole days since the oldest payment began that gives something back: what is too late for one of them is too late
    /// for the whole.
    fn age_days(&self, draft: &Draft<'_>, amounts: &[i64]) -> Result<i64, Refusal> {
        let payments = self.payments(draft)?;
        let giving = payments.iter().zip(amounts).filter(|(_, amount)| **amount > 0);
        let oldest = giving.map(|(payment, _)| payment.created_at).min().unwrap_or_else(|| draft.now());
        Ok((draft.command().effective_at.as_second() - oldest.as_second()).max(0) / 86_400)
    }
}

fn unpaid(order: &Order) -> Refusal {
    Refusal::NotInState {
        what: "order",
        status: "not paid",
        step: "refund",
        allowed: match order.status.allowed() {
            none if none.is_empty() => "nothing that can be asked for".to_owned(),
            some => some.join(", "),
        },
    }
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.fold(0, i64::saturating_add)
}

fn part((payment, asked): &(Id, Asked)) -> Part {
    Part { payment: payment.clone(), refund: asked.id.clone(), amount_minor: asked.amount_minor }
}

/// How it is spread, what becomes of a part that fails, and who says so.
fn chosen(
    asked: Option<Strategy>,
    at: (Option<&policy::Policy>, Timestamp),
    facts: &Facts,
) -> Result<(Strategy, Falls, String), Refusal> {
    let ruling = policy::rule_on(at, PolicyKind::RefundRouting, facts, None)?;
    let (over, falls) = match &ruling.outcome {
        Outcome::Allocate { over, falls } => (*over, *falls),
        // No rule holds.
        _ => (Strategy::default(), Falls::default()),
    };
    let by_rule = || (over, falls, format!("{}/{}", ruling.policy, ruling.rule));
    Ok(asked.map_or_else(by_rule, |over| (over, falls, ASKED.to_owned())))
}

/// What each tender gives back.
fn spread(whole: &Whole, strategy: Strategy) -> Result<Vec<i64>, Refusal> {
    if let Some(amounts) = allocate::over(whole.amount_minor, &whole.rooms, strategy)? {
        return Ok(amounts);
    }
    // The money is there, and a gateway does not give it back: it says why.
    Err(whole.rooms.iter().find_map(|room| room.limit.clone()).unwrap_or_else(|| Refusal::GatewayLimit {
        limit: "step",
        why: "the tenders that have money left do not take this amount in one refund each; refund less".to_owned(),
    }))
}

/// Reserves every part, and goes on as the policy says of the whole.
fn request(
    draft: &mut Draft<'_>,
    order: &Id,
    (allocation, asked): (Allocation, Vec<(Id, Asked)>),
    ruling: Ruling,
) -> Result<Answer, Refusal> {
    let (id, parts) = (allocation.id.clone(), allocation.parts.clone());
    let (amount_minor, currency) = (allocation.amount_minor, draft.order(order)?.currency.code().to_owned());
    draft.emit(order, TenderBody::RefundAllocated { allocation: Box::new(allocation) })?;
    draft.name("id", id.as_str(), order);
    for (payment, asked) in asked {
        refund::begin(draft, &payment, Asked { allocation: Some(id.clone()), ..asked }, &ruling)?;
    }
    match ruling.outcome {
        Outcome::Allow { hold_secs } => {
            follow::book(draft, order, &parts)?;
            for part in &parts {
                refund::send_after(draft, &part.payment, &part.refund, hold_secs)?;
            }
        }
        Outcome::Approve { expires_secs, .. } => {
            let hash = follow::hash(draft, (order, &id), &parts)?;
            let (order, allocation) = (order.clone(), id.clone());
            let subject = Subject::Allocation { order, allocation, parts: parts.clone(), amount_minor, currency };
            let approval = approval::ask(draft, subject, (ruling, hash), expires_secs)?;
            for part in parts {
                let awaits = Body::RefundAwaitsApproval { refund: part.refund, approval: approval.clone() };
                draft.emit(&part.payment, awaits)?;
            }
        }
        // A document of this kind has no other outcome.
        Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
            return Err(Refusal::PolicyDenied { policy: ruling.policy, rule: ruling.rule });
        }
    }
    Ok(Answer::Allocation(order.clone(), id))
}
