//! Refunds: in full, by amount, by line and quantity, many times, under the refund policy.
//!
//! The amount is reserved and spread over captures in the transaction that creates the refund. What a
//! second person must agree to stays off the books until then; what is allowed is owed from here on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::pays::{self, Taken};
pub use super::refund_state::{Asked, MovedFrom, NamedRow, Paid, RECORDED, Refund, RowName, Sent, Told};
use super::{Capture, CapturePart, Payment, PaymentStep, RefundStatus, terms};
use crate::actor::Actor;
use crate::approval::{self, Subject};
use crate::command::Workflow;
use crate::customer::{CustomerBody, refund as balance};
use crate::decision::{Answer, Draft};
use crate::effect::{Alarm, OperationKind};
use crate::event::{Body, Route};
use crate::id::{Id, Kind};
use crate::money::{Currency, Money};
use crate::order::release::{self, LineUnits};
use crate::order::{LineSlice, Sold, deliver};
use crate::planted::{self, Planted};
use crate::policy::condition::Facts;
use crate::policy::{self, Exception, Outcome, PolicyKind, Ruling};
use crate::refusal::Refusal;
use crate::tender::fall;
use crate::text;
use crate::world::{Needs, World};

/// How much to refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum HowMuch {
    /// Everything still refundable.
    Full,
    /// An amount.
    Amount {
        /// Minor units.
        amount_minor: i64,
        /// Must be the payment's currency when given.
        currency: Option<Currency>,
    },
    /// Units of lines, perhaps for less than they cost.
    Lines {
        /// Units by line.
        lines: Vec<LineUnits>,
        /// Less than the units are worth, minor units.
        amount_minor: Option<i64>,
    },
}

/// Asks for a refund. The amount is reserved at once, units of lines only when it is approved: of two requests for the
/// same units that both wait for a person, the one approved later is refused with `exceeds_quantity`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRefund {
    /// The payment.
    pub payment: Id,
    /// How much.
    pub how_much: HowMuch,
    /// Reason code: lower-case letters, digits and underscores.
    pub reason: String,
    /// Remark for colleagues.
    pub note: String,
    /// A policy rule to be set aside this once.
    pub exception: Option<Exception>,
}

impl Workflow for RequestRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.stream(&self.payment);
        needs.stream(&PolicyKind::RefundApproval.stream());
        if let Some(payment) = world.payment(&self.payment) {
            pays::needs(payment, needs);
            if let Route::Balance { customer } = &payment.method.route {
                needs.stream(customer);
            }
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        check_form((&self.reason, &self.note), &self.how_much, self.exception.as_ref())?;
        let payment = draft.payment(&self.payment)?;
        let (amount_minor, lines) = allowed(draft, payment, &self.how_much)?;
        let of = (&[payment][..], pays::refunded_of(draft, payment)?);
        let facts = facts(of, payment.created_at, Money::new(amount_minor, payment.currency), &self.reason, draft);
        let policy = draft.policy(&PolicyKind::RefundApproval.stream())?;
        let ruling =
            policy::rule_on((policy, draft.now()), PolicyKind::RefundApproval, &facts, self.exception.as_ref())?;
        let parts = over_captures(payment, amount_minor);
        let id = draft.new_id(Kind::Refund);
        let asked = Asked::plain(id, amount_minor, (&self.reason, &self.note), parts, lines);
        request(draft, &self.payment, asked, ruling)
    }
}

/// Checks the form of a request.
pub(crate) fn check_form(
    (reason, note): (&str, &str),
    how_much: &HowMuch,
    exception: Option<&Exception>,
) -> Result<(), Refusal> {
    check_reason(reason)?;
    text::check("note", note, text::NOTE)?;
    if let Some(exception) = exception {
        text::required("exception.rule", &exception.rule, text::SHORT)?;
        text::required("exception.reason", &exception.reason, text::NOTE)?;
    }
    how_much.check()
}

impl HowMuch {
    /// The amount it names, minor units.
    pub(crate) const fn named_minor(&self) -> Option<i64> {
        match self {
            Self::Full => None,
            Self::Amount { amount_minor, .. } => Some(*amount_minor),
            Self::Lines { amount_minor, .. } => *amount_minor,
        }
    }

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if self.named_minor().is_some_and(|amount| amount <= 0) {
            return Err(Refusal::AmountNotPositive { param: "amount_minor".to_owned() });
        }
        match self {
            Self::Lines { lines, .. } => check_lines(lines),
            Self::Full | Self::Amount { .. } => Ok(()),
        }
    }
}

fn check_lines(lines: &[LineUnits]) -> Result<(), Refusal> {
    if lines.is_empty() {
        return Err(Refusal::Missing { param: "lines".to_owned() });
    }
    let mut seen: Vec<u32> = lines.iter().map(|l| l.line).collect();
    seen.sort_unstable();
    if seen.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Refusal::Invalid {
            param: "lines".to_owned(),
            why: "a line stands twice; add the quantities".to_owned(),
        });
    }
    Ok(())
}

/// Checks a reason code.
///
/// # Errors
/// [`Refusal::Missing`], [`Refusal::Invalid`].
pub fn check_reason(reason: &str) -> Result<(), Refusal> {
    text::required("reason", reason, 40)?;
    if reason.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Ok(());
    }
    Err(Refusal::Invalid {
        param: "reason".to_owned(),
        why: "use lower-case letters, digits and underscores, such as damaged or not_received".to_owned(),
    })
}

/// Refuses a currency other than the payment's.
///
/// # Errors
/// [`Refusal::WrongCurrency`].
pub fn check_currency(got: Option<Currency>, want: Currency) -> Result<(), Refusal> {
    match got {
        Some(got) if got != want => Err(Refusal::WrongCurrency { got, want }),
        _ => Ok(()),
    }
}

/// Refuses more than the actor's own ceiling.
///
/// # Errors
/// [`Refusal::ExceedsCeiling`].
pub fn check_ceiling(actor: &Actor, amount: Money) -> Result<(), Refusal> {
    match actor.ceiling_minor(amount.currency.code()) {
        _ if planted::is(Planted::CeilingForgotten) => Ok(()),
        Some(ceiling_minor) if amount.amount_minor > ceiling_minor => {
            Err(Refusal::ExceedsCeiling { amount_minor: amount.amount_minor, ceiling_minor, currency: amount.currency })
        }
        _ => Ok(()),
    }
}

/// What a refund takes, checked in the order of refusals: permission, state, money.
fn allowed(draft: &Draft<'_>, payment: &Payment, how: &HowMuch) -> Result<(i64, Vec<LineSlice>), Refusal> {
    if payment.is_top_up() {
        return balance::allowed(draft, payment, how);
    }
    let order = pays::sold(draft, &payment.pays)?;
    let actor = &draft.command().actor;
    // A named amount meets the ceiling before anything else; a computed one as soon as it is known.
    check_ceiling(actor, Money::new(how.named_minor().unwrap_or(0), payment.currency))?;
    payment.status.step(PaymentStep::RequestRefund)?;
    let (amount_minor, lines) = how_much(how, (left_minor(payment, order), payment.currency), order)?;
    check_ceiling(actor, Money::new(amount_minor, payment.currency))?;
    check_refundable(payment, order, amount_minor)?;
    terms::check_refund(payment, Money::new(amount_minor, payment.currency), draft.now())?;
    Ok((amount_minor, lines))
}

/// Refuses to go on with a refund whose capture the gateway undid meanwhile.
///
/// # Errors
/// [`Refusal::ExceedsRefundable`].
pub fn check_covered(payment: &Payment, refund: &Refund) -> Result<(), Refusal> {
    if let Some(dispute) = payment.absorbing_dispute(&refund.id).filter(|_| refund.is_absorbed()) {
        let (dispute, asked_minor, currency) = (dispute.id.clone(), refund.owed_minor(), payment.currency);
        return Err(Refusal::Disputed { dispute, asked_minor, left_minor: 0, currency });
    }
    if payment.covers_its_refunds() {
        return Ok(());
    }
    let asked_minor = payment.counted_minor(refund).saturating_sub(refund.absorbed_minor);
    let left_minor = payment.captured_minor.saturating_sub(payment.taken_minor().saturating_sub(asked_minor));
    let with_disputes_minor = left_minor.saturating_sub(payment.at_risk_minor()).max(0);
    Err(too_much(payment, asked_minor, left_minor, with_disputes_minor))
}

/// That more is asked than is left, and whether it is a dispute that leaves too little.
fn too_much(payment: &Payment, asked_minor: i64, without_disputes_minor: i64, left_minor: i64) -> Refusal {
    let currency = payment.currency;
    match payment.holding_dispute().filter(|_| asked_minor <= without_disputes_minor) {
        Some(dispute) => Refusal::Disputed { dispute: dispute.id.clone(), asked_minor, left_minor, currency },
        None => Refusal::ExceedsRefundable { asked_minor, left_minor, currency },
    }
}

/// What can still be refunded of a payment and of what it pays, minor units.
fn left_minor(payment: &Payment, order: &dyn Sold) -> i64 {
    let of_payment = payment.refundable_minor();
    order.most_back_minor().map_or(of_payment, |most| most.min(of_payment))
}

fn check_refundable(payment: &Payment, order: &dyn Sold, asked_minor: i64) -> Result<(), Refusal> {
    let left_minor = left_minor(payment, order);
    if asked_minor > left_minor || asked_minor <= 0 {
        let of_payment = payment.captured_minor.saturating_sub(payment.taken_minor());
        let without_disputes_minor = order.most_back_minor().map_or(of_payment, |most| most.min(of_payment));
        return Err(too_much(payment, asked_minor, without_disputes_minor, left_minor));
    }
    Ok(())
}

/// The amount that is asked for of what is left, and the units of lines that it is for.
pub(crate) fn how_much(
    how: &HowMuch,
    (left_minor, in_currency): (i64, Currency),
    order: &dyn Sold,
) -> Result<(i64, Vec<LineSlice>), Refusal> {
    match how {
        HowMuch::Full => Ok((left_minor, Vec::new())),
        HowMuch::Amount { amount_minor, currency } => {
            check_currency(*currency, in_currency)?;
            Ok((*amount_minor, Vec::new()))
        }
        HowMuch::Lines { lines, amount_minor } => {
            let slices = release::gross_of_units(order, lines)?;
            let worth: i64 = slices.iter().map(|s| s.gross_minor).sum();
            let slices = release::scale(order, slices, amount_minor.unwrap_or(worth))?;
            Ok((slices.iter().map(|s| s.gross_minor).sum(), slices))
        }
    }
}

/// What policies look at: of the payment that is refunded, or of all payments of an order that is refunded as a whole,
/// with what was refunded of it and what arrived, minor units.
pub(crate) fn facts(
    (payments, (refunded_minor, paid_minor)): (&[&Payment], (i64, i64)),
    since: Timestamp,
    amount: Money,
    reason: &str,
    draft: &Draft<'_>,
) -> Facts {
    let Money { amount_minor, currency } = amount;
    // Small refunds count together; what a person approved is no longer splitting.
    let refunds = || payments.iter().flat_map(|payment| payment.refunds.iter().map(move |refund| (payment, refund)));
    let unapproved: i64 = refunds()
        .filter(|(_, r)| r.status.is_active() && r.approval.is_none())
        .map(|(payment, r)| payment.counted_minor(r))
        .sum();
    let cumulative_minor = amount_minor.saturating_add(unapproved);
    let captured_minor = payments.iter().fold(0_i64, |sum, payment| sum.saturating_add(payment.captured_minor));
    let age_secs = draft.command().effective_at.as_second() - since.as_second();
    Facts {
        amount_minor,
        cumulative_minor,
        minor_per_major: currency.minor_per_major(),
        currency: currency.code(),
        reason: reason.to_owned(),
        roles: draft.command().actor.roles.iter().map(|r| r.word()).collect(),
        share_percent: share_percent(cumulative_minor, captured_minor),
        order_share_percent: share_percent(refunded_minor.saturating_add(amount_minor), paid_minor),
        age_days: age_secs.max(0) / 86_400,
        open_refunds: i64::try_from(refunds().filter(|(_, r)| r.status.is_owed()).count()).unwrap_or(i64::MAX),
    }
}

/// A part of a whole in percent, rounded up so that just above a limit is above it.
fn share_percent(part_minor: i64, whole_minor: i64) -> i64 {
    let (part, whole) = (i128::from(part_minor) * 100, i128::from(whole_minor.max(1)));
    i64::try_from((part + whole - 1) / whole).unwrap_or(i64::MAX)
}

/// Spreads an amount over captures, oldest first, never more than each has left. Where a refund gives back one capture,
/// it is the oldest that has enough left.
pub(crate) fn over_captures(payment: &Payment, amount_minor: i64) -> Vec<CapturePart> {
    let one = payment.method.terms.refund_of_one_capture;
    let enough = |capture: &&Capture| !one || capture.refundable_minor() >= amount_minor;
    let mut rest = amount_minor;
    let mut parts = Vec::new();
    for capture in payment.captures.iter().filter(enough) {
        let take = rest.min(capture.refundable_minor());
        if take > 0 {
            parts.push(CapturePart { capture: capture.id.clone(), amount_minor: take });
            rest -= take;
        }
    }
    parts
}

/// Asks for a refund of what was paid for goods that will not go out. Whether the policy lets it be asked for.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(crate) fn of_goods(
    draft: &mut Draft<'_>,
    payment: &Id,
    (amount_minor, lines): (i64, Vec<LineSlice>),
    reason: &str,
) -> Result<bool, Refusal> {
    let mine = draft.payment(payment)?;
    let of = (&[mine][..], pays::refunded_of(draft, mine)?);
    let facts = facts(of, mine.created_at, Money::new(amount_minor, mine.currency), reason, draft);
    let policy = draft.policy(&PolicyKind::RefundApproval.stream())?;
    let ruled = policy::rule_on((policy, draft.now()), PolicyKind::RefundApproval, &facts, None);
    let Ok(ruling) = ruled else { return Ok(false) };
    let parts = over_captures(mine, amount_minor);
    let asked = Asked::plain(draft.new_id(Kind::Refund), amount_minor, (reason, ""), parts, lines);
    request(draft, payment, asked, ruling).map(|_| true)
}

pub(crate) fn request(draft: &mut Draft<'_>, payment: &Id, asked: Asked, ruling: Ruling) -> Result<Answer, Refusal> {
    let refund = asked.id.clone();
    let hash = asked.hash(payment);
    let amount_minor = asked.amount_minor;
    begin(draft, payment, asked, &ruling)?;
    if draft.payment(payment)?.is_top_up() {
        balance::hold(draft, payment, &refund)?;
    }
    match ruling.outcome {
        Outcome::Allow { hold_secs } => {
            approve(draft, payment, &refund)?;
            send_after(draft, payment, &refund, hold_secs)?;
        }
        Outcome::Approve { expires_secs, .. } => {
            let currency = draft.payment(payment)?.currency.code().to_owned();
            let subject = Subject::Refund { payment: payment.clone(), refund: refund.clone(), amount_minor, currency };
            let approval = approval::ask(draft, subject, (ruling, hash), expires_secs)?;
            draft.emit(payment, Body::RefundAwaitsApproval { refund: refund.clone(), approval })?;
        }
        // A document of this kind has no routes.
        Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
            return Err(Refusal::PolicyDenied { policy: ruling.policy, rule: ruling.rule });
        }
    }
    Ok(Answer::Refund(payment.clone(), refund))
}

/// Reserves a refund; nothing of it is on the books yet.
pub(crate) fn begin(draft: &mut Draft<'_>, payment: &Id, asked: Asked, ruling: &Ruling) -> Result<(), Refusal> {
    let refund = asked.id.clone();
    draft.emit(payment, Body::RefundRequested { refund: Box::new(asked), ruling: ruling.clone() })?;
    draft.name("id", refund.as_str(), payment);
    Ok(())
}

/// Sends what is allowed, now or after a pause in which it can be taken back.
pub(crate) fn send_after(draft: &mut Draft<'_>, payment: &Id, refund: &Id, hold_secs: u32) -> Result<(), Refusal> {
    if hold_secs == 0 {
        return send(draft, payment, refund);
    }
    let alarm = Alarm::SendRefund { payment: payment.clone(), refund: refund.clone() };
    draft.timer(draft.in_secs(hold_secs), alarm);
    Ok(())
}

/// Puts a refund on the books: takes it out of the lines of what was paid, revenue and tax.
///
/// # Errors
/// [`Refusal::NotInState`]; [`Refusal::ExceedsRefundable`] when its capture was undone meanwhile;
/// [`Refusal::ExceedsQuantity`] when the units went to another refund meanwhile.
pub fn approve(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    if mine.is_top_up() {
        return balance::approve(draft, payment, refund);
    }
    let asked = mine.refund(refund).ok_or_else(|| super::fold::missing("refund", refund))?;
    if asked.moved_from.is_some() {
        return fall::go(draft, payment, refund);
    }
    check_covered(mine, asked)?;
    let order = pays::sold(draft, &mine.pays)?;
    let taken = what_it_takes(order, &asked.lines, asked.amount_minor)?;
    book(draft, payment, refund, taken)
}

/// Puts a refund on the books with what it takes out of the lines and of an overpayment.
pub(crate) fn book(
    draft: &mut Draft<'_>,
    payment: &Id,
    refund: &Id,
    (lines, overpaid_minor): (Vec<LineSlice>, i64),
) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let asked = mine.refund(refund).ok_or_else(|| super::fold::missing("refund", refund))?;
    let order = pays::sold(draft, &mine.pays)?;
    let slice = release::for_books(order, &lines)?;
    // What was kept of units that are all gone is no goods any more, and earned.
    let earned = deliver::earned(order, order.left_over_minor(&lines, 1));
    let (paid, reason, refund) = (mine.pays.clone(), asked.reason.clone(), refund.clone());
    let taken = Taken { refund: refund.clone(), lines: lines.clone(), overpaid_minor };
    let pays = paid.clone();
    draft.emit(payment, Body::RefundApproved { pays, refund, reason, slice, lines, overpaid_minor })?;
    pays::refunded(draft, &paid, taken, earned)
}

/// What a refund takes out of the lines now, with the tax that leaves now, since others may have released in
/// between; and what it takes of an overpayment, which is nobody's revenue.
pub(crate) fn what_it_takes(
    order: &dyn Sold,
    asked: &[LineSlice],
    amount_minor: i64,
) -> Result<(Vec<LineSlice>, i64), Refusal> {
    if asked.iter().any(|line| line.shipped.unsent) {
        return of_unsent(order, asked, amount_minor);
    }
    if !asked.is_empty() {
        let unit = |l: &LineSlice| LineUnits { line: l.line, quantity: l.quantity };
        let units: Vec<LineUnits> = asked.iter().map(unit).collect();
        let slices = release::gross_of_units(order, &units)?;
        let worth: i64 = slices.iter().map(|s| s.gross_minor).sum();
        if worth >= amount_minor {
            return release::scale(order, slices, amount_minor).map(|lines| (lines, 0));
        }
        // The lines lost value to refunds by amount: the units go all the same, for what they are still worth,
        // and the rest of the money that was agreed comes out of the other lines.
        let overpaid_minor = order.overpaid_minor().min(amount_minor - worth);
        let rest_minor = amount_minor - worth - overpaid_minor;
        return release::and_spread(order, &slices, rest_minor).map(|lines| (lines, overpaid_minor));
    }
    let overpaid_minor = order.overpaid_minor().min(amount_minor);
    Ok((release::spread(order, amount_minor - overpaid_minor)?, overpaid_minor))
}

/// The money of goods that will not go out; where it went to other refunds meanwhile, the rest comes out of other lines.
fn of_unsent(order: &dyn Sold, asked: &[LineSlice], amount_minor: i64) -> Result<(Vec<LineSlice>, i64), Refusal> {
    let wanted: Vec<_> = asked.iter().map(|l| (l.line, l.quantity, l.gross_minor)).collect();
    let slices = release::of_unsent(order, &wanted)?;
    let rest_minor = amount_minor - slices.iter().map(|s| s.gross_minor).sum::<i64>();
    if rest_minor == 0 {
        return Ok((slices, 0));
    }
    let overpaid_minor = order.overpaid_minor().min(rest_minor);
    release::and_spread(order, &slices, rest_minor - overpaid_minor).map(|lines| (lines, overpaid_minor))
}

/// Puts an approved refund into the outbox, or pays it where the money is here.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn send(draft: &mut Draft<'_>, payment: &Id, refund: &Id) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let asked = mine.refund(refund).ok_or_else(|| super::fold::missing("refund", refund))?;
    let retry = matches!(asked.status, RefundStatus::Failed | RefundStatus::Returned | RefundStatus::Short);
    let generation = asked.generation + u32::from(retry);
    // A retry sends what is still owed, which may be less than the whole; so does a first try of what a dispute gave in
    // part.
    let amount = Money::new(asked.due_minor(), mine.currency);
    let route = mine.method.route.clone();
    let before = if retry { asked.gateway_ref.clone() } else { String::new() };
    draft.emit(payment, Body::RefundSending { refund: refund.clone(), generation, before })?;
    match route {
        Route::Gateway { .. } => draft.send(OperationKind::Refund, payment, refund, amount),
        // A person pays it out and confirms; the refund stays visible as sending until then.
        Route::Offline { .. } => Ok(()),
        Route::Balance { ref customer } => {
            let customer = customer.clone();
            settle_whole(draft, payment, refund, "balance")?;
            draft.emit(&customer, CustomerBody::Credited { amount, refund: refund.clone() }).map(|_| ())
        }
    }
}

/// The evidence of a settlement that nobody told us of, and that must have been because it came back.
pub const IMPLIED_BY_RETURN: &str = "implied by its return";

/// A money row of a refund, as it is booked.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// How much, minor units; never more than is owed.
    pub amount_minor: i64,
    /// Row in the gateway's report, ARN or receipt.
    pub evidence: &'a str,
    /// The gateway's name for the refund; empty where there is none.
    pub gateway_ref: &'a str,
    /// The gateway's names for the row and its object.
    pub name: RowName<'a>,
}

/// Books a money row of a refund.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn settle(draft: &mut Draft<'_>, payment: &Id, refund: &Id, row: Row<'_>) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let body = Body::RefundSettled {
        refund: refund.clone(),
        amount: Money::new(row.amount_minor, mine.currency),
        route: mine.method.route.clone(),
        evidence: row.evidence.to_owned(),
        gateway_ref: row.gateway_ref.to_owned(),
        row: row.name.row.to_owned(),
        object: row.name.object.to_owned(),
        top_up: mine.is_top_up(),
    };
    draft.emit(payment, body)?;
    if row.evidence != IMPLIED_BY_RETURN {
        balance::tell(draft, payment, refund, (row.amount_minor, row.gateway_ref))?;
    }
    // People search for the number on the customer's statement.
    if !row.evidence.is_empty() && row.evidence != IMPLIED_BY_RETURN {
        draft.name("proof", row.evidence, payment);
    }
    Ok(())
}

/// Books a refund as paid in full, where nobody but us or a person can tell.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn settle_whole(draft: &mut Draft<'_>, payment: &Id, refund: &Id, evidence: &str) -> Result<(), Refusal> {
    let mine = draft.payment(payment)?;
    let asked = mine.refund(refund).ok_or_else(|| super::fold::missing("refund", refund))?;
    let amount_minor = asked.owed_minor();
    settle(draft, payment, refund, Row { amount_minor, evidence, gateway_ref: "", name: RowName::NONE })
}

/// Records a refund that happened before or outside: an imported credit, a cash refund of last week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordRefund {
    /// The payment.
    pub payment: Id,
    /// How much.
    pub how_much: HowMuch,
    /// Reason code.
    pub reason: String,
    /// Receipt, credit note or report row that proves it.
    pub evidence: String,
}

impl Workflow for RecordRefund {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.stream(&self.payment);
        if let Some(payment) = world.payment(&self.payment) {
            pays::needs(payment, needs);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        check_reason(&self.reason)?;
        text::required("evidence", &self.evidence, text::SHORT)?;
        self.how_much.check()?;
        let payment = draft.payment(&self.payment)?;
        if !matches!(payment.method.route, Route::Offline { .. }) {
            return Err(Refusal::Invalid {
                param: "payment".to_owned(),
                why: "only offline payments are refunded outside; ask the gateway for this one".to_owned(),
            });
        }
        let (amount_minor, lines) = allowed(draft, payment, &self.how_much)?;
        let parts = over_captures(payment, amount_minor);
        let ruling = Ruling::plain(RECORDED, "happened_outside", Outcome::Allow { hold_secs: 0 });
        let id = draft.new_id(Kind::Refund);
        let asked = Asked::plain(id.clone(), amount_minor, (&self.reason, ""), parts, lines);
        request(draft, &self.payment, asked, ruling)?;
        settle_whole(draft, &self.payment, &id, &self.evidence)?;
        Ok(Answer::Refund(self.payment.clone(), id))
    }
}
