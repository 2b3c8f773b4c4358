//! Units that will not go out: what nobody paid for them is credited and its authorization given back, what was paid is
//! refunded or put before a person, as the plan of the order says.

use serde::{Deserialize, Serialize};

use super::GoodsBody;
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::Route;
use crate::id::Id;
use crate::money::{Money, allocate};
use crate::order::goods::Part;
use crate::order::plan::{self, Short, freight, run};
use crate::order::release::{LineUnits, for_books, of_unsent};
use crate::order::ship::{check_free, check_line, check_units};
use crate::order::{Order, OrderStep};
use crate::payment::{self, PaymentStep, refund};
use crate::policy::PolicyKind;
use crate::refusal::Refusal;
use crate::tender;
use crate::text;
use crate::world::{Needs, World};

/// The reason of the refunds, for the contra-revenue account and the refund policy.
const REASON: &str = "not_shipped";

/// Says that units will not go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelLines {
    /// The order.
    pub order: Id,
    /// Units by line.
    pub lines: Vec<LineUnits>,
    /// Why.
    pub reason: String,
}

impl Workflow for CancelLines {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs_of(&self.order, world, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reason", &self.reason, text::NOTE)?;
        check_units(&self.lines)?;
        let order = draft.order(&self.order)?;
        for ask in &self.lines {
            check_line(order, ask.line)?;
        }
        order.status.step(OrderStep::CancelLines)?;
        for ask in &self.lines {
            check_free(order, ask)?;
        }
        cancel(draft, &self.order, &self.lines, &self.reason)?;
        Ok(Answer::Order(self.order.clone()))
    }
}

/// Wants an order, its payments, and what a refund of them looks at.
pub(super) fn needs_of(order: &Id, world: &World, needs: &mut Needs) {
    plan::needs(order, world, needs);
    needs.stream(&PolicyKind::RefundApproval.stream());
    let payments = world.order(order).map(|order| order.payments.as_slice()).unwrap_or_default();
    for payment in payments.iter().filter_map(|id| world.payment(id)) {
        if let Route::Balance { customer } = &payment.method.route {
            needs.stream(customer);
        }
    }
}

/// What falls away: its parts, and how much of each nobody paid.
struct Falling {
    parts: Vec<Part>,
    credited_minor: Vec<i64>,
}

impl Falling {
    fn owed(&self) -> impl Iterator<Item = (u32, i64, i64)> {
        let owed = |(part, credited): (&Part, &i64)| (part.line, part.quantity, part.gross_minor() - credited);
        self.parts.iter().zip(&self.credited_minor).map(owed).filter(|(_, _, owed_minor)| *owed_minor > 0)
    }

    fn owed_minor(&self) -> i64 {
        self.owed().map(|(_, _, owed_minor)| owed_minor).sum()
    }
}

fn falling(draft: &Draft<'_>, order: &Order, lines: &[LineUnits]) -> Result<Falling, Refusal> {
    let mut parts = Vec::with_capacity(lines.len());
    for ask in lines {
        parts.push(check_line(order, ask.line)?.part_of_unsent(ask.quantity));
    }
    let with = freight::falling(order, lines, &parts);
    parts.extend(with);
    let weights: Vec<i64> = parts.iter().map(Part::gross_minor).collect();
    let credit_minor = weights.iter().sum::<i64>().min(run::still_open_minor(draft, order)?);
    Ok(Falling { parts, credited_minor: allocate(credit_minor, &weights)? })
}

/// Takes units out of an order.
///
/// # Errors
/// [`Refusal::ExceedsCeiling`], [`Refusal::NotInState`].
pub(super) fn cancel(draft: &mut Draft<'_>, id: &Id, lines: &[LineUnits], reason: &str) -> Result<(), Refusal> {
    let order = draft.order(id)?;
    let falling = falling(draft, order, lines)?;
    let owed_minor = falling.owed_minor();
    let asks = order.plan.as_ref().map_or(Short::Refund, |p| p.plan.short) == Short::Ask;
    refund::check_ceiling(&draft.command().actor, Money::new(if asks { 0 } else { owed_minor }, order.currency))?;
    let credit = |(part, credited): (&Part, &i64)| {
        // Units of which some is to be given back wait for that.
        let whole = *credited == part.gross_minor();
        (part.line, if whole { part.quantity } else { 0 }, *credited)
    };
    let credits: Vec<_> = falling.parts.iter().zip(&falling.credited_minor).map(credit).collect();
    let credits: Vec<_> = credits.into_iter().filter(|(_, units, minor)| *units > 0 || *minor > 0).collect();
    let slices = of_unsent(order, &credits)?;
    let slice = for_books(order, &slices)?;
    let unit = |part: &Part| LineUnits { line: part.line, quantity: part.quantity };
    let units = falling.parts.iter().filter(|part| part.quantity > 0).map(unit).collect();
    let body = GoodsBody::Canceled { units, reason: reason.to_owned(), lines: slices, slice, owed_minor };
    run::after(draft, id, |order| order.apply_goods(&body))?;
    draft.emit(id, body)?;
    if owed_minor > 0 {
        give_back(draft, id, &falling, asks)?;
    }
    run::now(draft, id)?;
    release_surplus(draft, id)
}

/// Asks for what was paid back, newest tender first and over several as one; what cannot be asked for is put before a
/// person.
fn give_back(draft: &mut Draft<'_>, id: &Id, falling: &Falling, asks: bool) -> Result<(), Refusal> {
    let mut left_minor = falling.owed_minor();
    let (currency, payments) = (draft.order(id)?.currency, draft.order(id)?.payments.clone());
    let mut amounts = Vec::new();
    for payment in payments.iter().rev().filter(|_| !asks) {
        let mine = draft.payment(payment)?;
        let take_minor = left_minor.min(mine.refundable_minor());
        let amount = Money::new(take_minor, currency);
        let may = mine.status.next(PaymentStep::RequestRefund).is_some();
        if take_minor > 0 && may && payment::terms::check_refund(mine, amount, draft.now()).is_ok() {
            amounts.push((payment.clone(), take_minor));
            left_minor -= take_minor;
        }
    }
    let taken_minor: i64 = amounts.iter().map(|(_, amount_minor)| amount_minor).sum();
    if taken_minor > 0 {
        let owed: Vec<(u32, i64, i64)> = falling.owed().collect();
        let weights: Vec<i64> = owed.iter().map(|(_, _, minor)| *minor).collect();
        // Units go once all of their money does, so that nothing of theirs is left behind.
        let units = |units: i64| if left_minor == 0 { units } else { 0 };
        let shares = allocate(taken_minor, &weights)?;
        let lines = owed.iter().zip(shares).map(|((line, count, _), part)| (*line, units(*count), part));
        let slices = of_unsent(draft.order(id)?, &lines.collect::<Vec<_>>())?;
        let may = match amounts.as_slice() {
            [(payment, amount_minor)] => refund::of_goods(draft, payment, (*amount_minor, slices), REASON)?,
            several => tender::refund::of_goods(draft, id, several, (slices, REASON))?,
        };
        left_minor += if may { 0 } else { taken_minor };
    }
    if left_minor > 0 {
        let amount = Money::new(left_minor, currency);
        let detail = format!("{amount} was paid for goods that will not go out; refund it, or agree on something else");
        draft.attention("short_shipment", detail, id, Some(amount));
    }
    Ok(())
}

/// Gives authorizations back that are of no use any more, newest first, as far as whole ones are.
fn release_surplus(draft: &mut Draft<'_>, id: &Id) -> Result<(), Refusal> {
    let order = draft.order(id)?;
    let (payments, wanted_minor) = (order.payments.clone(), run::still_open_minor(draft, order)?);
    let mut surplus_minor = -wanted_minor;
    for payment in &payments {
        surplus_minor += draft.payment(payment)?.capturable_minor();
    }
    for payment in payments.iter().rev() {
        let rest_minor = draft.payment(payment)?.capturable_minor();
        if rest_minor > 0 && rest_minor <= surplus_minor && run::may_go_back(draft, payment)? {
            surplus_minor -= rest_minor;
            payment::release::request(draft, payment)?;
        }
    }
    Ok(())
}
