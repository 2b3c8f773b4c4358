//! From a move to what is asked of the engine: ordinals become ids, draws become orders and policies.

use recoup_core::actor::Role;
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::book::{PostBook, Remark, RemarkKind};
use recoup_core::command::Act;
use recoup_core::customer::PutCustomer;
use recoup_core::event::Route;
use recoup_core::exception::ResolveException;
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::order::deliver::DeliverLines;
use recoup_core::order::place::{AddTender, PlaceOrder, Whose};
use recoup_core::order::release::LineUnits;
use recoup_core::order::stop::{CancelOrder, CompleteOrder, HoldOrder, ResumeOrder};
use recoup_core::order::{Line, LineTax, Order};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::refund::{HowMuch, RecordRefund, RequestRefund};
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::payment::release::RequestRelease;
use recoup_core::payment::{Method, Payment, Terms};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Exception, Outcome, PolicyKind, PolicyStatus, Rule, Version};
use recoup_core::world::State;
use recoup_sandbox::FaceKind;

use super::director::number;
use super::disputed;
use super::gateways;
use super::goods;
use super::invoices;
use super::moves::{Ask, Part};
use super::odd;
use super::purse;
use super::said;
use super::tenders::tender;
use super::together;
use super::watch::{Known, payments_about};
use crate::dice::Dice;

/// The rule of a policy that forbids.
const NO: &str = "no";

pub(super) fn pick(dice: &mut Dice, count: usize) -> usize {
    usize::try_from(dice.below(u64::try_from(count).unwrap_or(1))).unwrap_or(0)
}

pub(super) fn between(dice: &mut Dice, least: i64, most: i64) -> i64 {
    let span = u64::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_add(1);
    least + i64::try_from(dice.below(span)).unwrap_or(0)
}

/// The plainest order: one thing for 100.00 EUR with its tax, paid by card and captured at once.
fn plain(face: FaceKind, place: u32) -> PlaceOrder {
    let tax = LineTax { key: "tax-0".to_owned(), amount_minor: 1_597 };
    let line = Line {
        line: 1,
        sku: "sku-1".to_owned(),
        name: "a thing".to_owned(),
        quantity: 1,
        gross_minor: 10_000,
        taxes: vec![tax],
        delivered: true,
    };
    let account = gateways::accounts(face)[0];
    let terms = if face == FaceKind::Native { Terms::NONE } else { gateways::terms(account, Currency::EUR) };
    let token = gateways::token(face, "tok_ok");
    let method = Method { token, terms, ..Method::by(Route::Gateway { account: account.to_owned() }) };
    PlaceOrder {
        number: number(place),
        customer: Whose::Reference { reference: "c0".to_owned() },
        currency: Currency::EUR,
        revenue_key: "sales".to_owned(),
        lines: vec![line],
        tenders: vec![Tender { amount_minor: 10_000, method, capture_at_once: true, release_after: None }],
        language: "en".to_owned(),
        references: Vec::new(),
    }
}

/// An order that a draw decides; the plainest for 0.
#[must_use]
pub fn order(face: FaceKind, place: u32, draw: u64) -> PlaceOrder {
    if draw == 0 {
        return plain(face, place);
    }
    let mut dice = Dice::new(draw);
    let codes = gateways::currencies(face);
    let currency = codes.get(pick(&mut dice, codes.len())).and_then(|code| code.parse().ok()).unwrap_or(Currency::EUR);
    let mut lines = lines(&mut dice);
    in_steps(&mut lines, step_minor(face, currency, draw));
    let mut left: i64 = lines.iter().map(|line| line.gross_minor).sum();
    let reference = format!("c{}", dice.below(4));
    let mut tenders = Vec::new();
    for _ in 0..=dice.below(3) {
        if left > 0 {
            let amount_minor = if dice.below(2) == 0 { left } else { between(&mut dice, 1, left) };
            let amount_minor = stepped(amount_minor, step_minor(face, currency, draw)).min(left);
            left -= amount_minor;
            tenders.push(tender(&mut dice, face, Money::new(amount_minor, currency)));
        }
    }
    PlaceOrder {
        number: number(place),
        customer: if dice.below(3) == 0 { Whose::Guest } else { Whose::Reference { reference } },
        currency,
        revenue_key: "sales".to_owned(),
        lines,
        tenders,
        language: ["en", "de"][pick(&mut dice, 2)].to_owned(),
        references: Vec::new(),
    }
}

/// In which steps the amounts of an order are thought of, minor units: mostly those of its gateway, which otherwise has
/// to be asked for nothing, because we refuse what it would.
pub(super) fn step_minor(face: FaceKind, currency: Currency, draw: u64) -> i64 {
    if draw % 8 == 7 { 1 } else { gateways::terms(gateways::accounts(face)[0], currency).step_minor }
}

/// An amount in steps, at least one.
pub(super) const fn stepped(amount_minor: i64, step_minor: i64) -> i64 {
    if step_minor <= 1 || amount_minor <= 0 {
        return amount_minor;
    }
    let whole_minor = amount_minor - amount_minor % step_minor;
    if whole_minor == 0 { step_minor } else { whole_minor }
}

fn in_steps(lines: &mut [Line], step_minor: i64) {
    for line in lines {
        let gross_minor = stepped(line.gross_minor, step_minor);
        if gross_minor != line.gross_minor {
            line.gross_minor = gross_minor;
            line.taxes.clear();
        }
    }
}

pub(super) fn lines(dice: &mut Dice) -> Vec<Line> {
    let large = if dice.below(5) == 0 { 700_000 } else { 9_000 };
    (1..=1 + u32::try_from(dice.below(3)).unwrap_or(0))
        .map(|line| {
            let gross_minor = match dice.below(12) {
                0 => 0,
                1 => 1,
                _ => between(dice, 1, large),
            };
            let mut left = gross_minor;
            let taxes = (0..dice.below(3)).map(|key| {
                let amount_minor = if dice.below(6) == 0 { left } else { between(dice, 0, left / 3) };
                left -= amount_minor;
                LineTax { key: format!("tax-{key}"), amount_minor }
            });
            let taxes = taxes.collect();
            Line {
                line,
                sku: format!("sku-{line}"),
                name: "a thing".to_owned(),
                quantity: between(dice, 1, 5),
                gross_minor,
                taxes,
                delivered: dice.below(2) == 0,
            }
        })
        .collect()
}

/// What is asked about an order; nothing when there is no such thing to ask about.
#[must_use]
pub fn about((face, known): (FaceKind, &Known), order: &Order, payment: usize, ask: Ask) -> Option<Act> {
    let order_id = order.id.clone();
    let reason = "asked for".to_owned();
    Some(match ask {
        Ask::Tender(draw) => AddTender { order: order_id, tender: more((face, known), order, draw) }.into(),
        Ask::CancelOrder => CancelOrder { order: order_id, reason }.into(),
        Ask::Complete => CompleteOrder { order: order_id }.into(),
        Ask::Hold => HoldOrder { order: order_id, reason }.into(),
        Ask::Resume => ResumeOrder { order: order_id }.into(),
        Ask::Deliver(line) => DeliverLines { order: order_id, lines: vec![line] }.into(),
        Ask::Goods(draw) => goods::ask(order, draw)?,
        Ask::Book(draw) => PostBook { remark: remark(order, draw) }.into(),
        Ask::Customer(draw) => customer(draw),
        Ask::Invoice(draw) => invoices::issue(order, known, draw)?,
        Ask::Owed(draw) => invoices::owed((face, known), order, draw)?,
        Ask::GivenUp(place, yes) => {
            let verdict = if yes { Verdict::Approve } else { Verdict::Reject };
            decide(invoices::waiting(known, order, place)?, verdict)
        }
        Ask::TopUp(draw) => purse::top_up((face, known), order, draw)?,
        Ask::Adjust(draw) => purse::adjust(order, draw)?,
        Ask::Adjusted(place, yes) => {
            let verdict = if yes { Verdict::Approve } else { Verdict::Reject };
            decide(purse::waiting(known, order, place)?, verdict)
        }
        Ask::Resolve(place) => {
            let exception = Id::trusted(known.exceptions.iter().nth(place)?);
            ResolveException { exception, resolution: "looked at it".to_owned() }.into()
        }
        Ask::Together(draw) => together::tenders((face, known), order, draw),
        Ask::RefundOrder(part, strategy) => together::refund(known, order, part, strategy),
        Ask::Odd(draw) => odd::ask((face, known), order, payments_about(known, order).nth(payment)?, draw),
        about_payment => of_payment(known, payments_about(known, order).nth(payment)?, about_payment)?,
    })
}

fn of_payment(known: &Known, mine: &Payment, ask: Ask) -> Option<Act> {
    let evidence = "a slip".to_owned();
    let refund = |place: usize| mine.refunds.get(place).map(|refund| refund.id.clone());
    Some(match ask {
        Ask::Capture(part, last) => {
            let amount_minor = part_of(mine, part, mine.authorized_minor);
            RequestCapture { payment: mine.id.clone(), amount_minor, currency: None, last }.into()
        }
        Ask::Release => RequestRelease { payment: mine.id.clone() }.into(),
        Ask::Refund(part) => request(known, mine, how_much(mine, part)),
        Ask::RefundLine(line, quantity) => {
            request(known, mine, HowMuch::Lines { lines: vec![LineUnits { line, quantity }], amount_minor: None })
        }
        Ask::Record(part) => {
            let (payment, how_much) = (mine.id.clone(), how_much(mine, part));
            RecordRefund { payment, how_much, reason: "damaged".to_owned(), evidence }.into()
        }
        Ask::Approve(place) => decide(mine.refunds.get(place)?.approval.clone()?, Verdict::Approve),
        Ask::Reject(place) => decide(mine.refunds.get(place)?.approval.clone()?, Verdict::Reject),
        Ask::Say(place, done) => said::say(mine, place, done),
        Ask::Dispute(draw) => disputed::ask(mine, draw)?,
        Ask::Agree(place) => decide(said::claimed(mine, place)?, Verdict::Approve),
        Ask::Deny(place) => decide(said::claimed(mine, place)?, Verdict::Reject),
        Ask::Withdraw(place) => WithdrawApproval { approval: mine.refunds.get(place)?.approval.clone()? }.into(),
        Ask::Cancel(place) => CancelRefund { refund: refund(place)?, reason: "asked for".to_owned() }.into(),
        Ask::Retry(place) => RetryRefund { refund: refund(place)? }.into(),
        Ask::Credit(place) => CreditRefund { refund: refund(place)? }.into(),
        Ask::Elsewhere(place, to_balance) => together::elsewhere(mine, place, to_balance)?,
        Ask::Confirm(place) => ConfirmRefund { refund: refund(place)?, evidence }.into(),
        Ask::Bounce(place) => BounceRefund { refund: refund(place)?, evidence }.into(),
        _ => return None,
    })
}

/// An entry of the general book, in the currency of an order.
fn remark(order: &Order, draw: u64) -> Remark {
    let mut dice = Dice::new(draw);
    let kind = RemarkKind::ALL[pick(&mut dice, RemarkKind::ALL.len())];
    let amount_minor = between(&mut dice, -50, 50) * between(&mut dice, 0, 20);
    Remark {
        kind,
        amount: Money::new(amount_minor, order.currency),
        quantity: between(&mut dice, -3, 3),
        subkey: "somewhere".to_owned(),
        source: "by hand".to_owned(),
        memo: String::new(),
    }
}

fn customer(draw: u64) -> Act {
    let mut dice = Dice::new(draw);
    let language = ["en", "de", "xx"][pick(&mut dice, 3)].to_owned();
    PutCustomer { reference: format!("c{}", dice.below(6)), language }.into()
}

/// A part of an amount of a payment, mostly in the steps of its gateway: what lies between them is refused.
fn part_of(payment: &Payment, part: Part, whole_minor: i64) -> Option<i64> {
    let amount_minor = part.of(whole_minor)?;
    let step_minor = payment.method.terms.step_minor;
    let in_steps = matches!(part, Part::Percent(percent) if percent % 8 != 7);
    Some(if in_steps { stepped(amount_minor, step_minor) } else { amount_minor })
}

fn how_much(payment: &Payment, part: Part) -> HowMuch {
    match part_of(payment, part, payment.captured_minor) {
        None => HowMuch::Full,
        Some(amount_minor) => HowMuch::Amount { amount_minor, currency: None },
    }
}

/// A refund, now and then for a reason that a policy may forbid, and then with that rule set aside. Where one forbids it,
/// any refund of a payment may be so; elsewhere only a late one, which is refused for the rule that is not there.
fn request(known: &Known, payment: &Payment, how_much: HowMuch) -> Act {
    let begin = if forbids(known) { payment.id.as_str().bytes().next_back().map_or(0, usize::from) } else { 0 };
    let nth = (begin + payment.refunds.len()) % 5;
    let reason = if nth >= 3 { "goodwill" } else { "damaged" }.to_owned();
    let exception = (nth == 4).then(|| Exception { rule: NO.to_owned(), reason: "a friend".to_owned() });
    RequestRefund { payment: payment.id.clone(), how_much, reason, note: String::new(), exception }.into()
}

/// Whether a policy is in force that forbids something.
fn forbids(known: &Known) -> bool {
    let state = known.states.get(PolicyKind::RefundApproval.stream().as_str());
    let Some(State::Policy(policy)) = state else { return false };
    let active = |version: &&Version| version.status == PolicyStatus::Active;
    policy.versions.iter().filter(active).any(|version| version.document.rules.iter().any(|rule| rule.name == NO))
}

fn decide(approval: Id, verdict: Verdict) -> Act {
    DecideApproval { approval, verdict, reason: "looked at it".to_owned(), request_hash: None }.into()
}

/// One more tender, from the customer's balance where there is one.
pub(super) fn more((face, known): (FaceKind, &Known), order: &Order, draw: u64) -> Tender {
    let mut dice = Dice::new(draw);
    let open_minor = order.open_minor().max(1);
    let amount_minor = if dice.below(2) == 0 { open_minor } else { between(&mut dice, 1, open_minor) };
    let amount_minor = stepped(amount_minor, step_minor(face, order.currency, draw)).min(open_minor);
    let tender = tender(&mut dice, face, Money::new(amount_minor, order.currency));
    let customer = order.customer.as_ref().and_then(|id| match known.states.get(id.as_str()) {
        Some(State::Customer(customer)) => Some(customer),
        _ => None,
    });
    match customer {
        Some(customer) if customer.available_minor(order.currency) > 0 && dice.below(4) > 0 => Tender {
            amount_minor: amount_minor.min(customer.available_minor(order.currency)),
            method: Method::by(Route::Balance { customer: customer.id.clone() }),
            ..tender
        },
        _ => tender,
    }
}

/// A policy that a draw decides: a no that lets exceptions through, one or two persons, a pause.
#[must_use]
pub fn propose(draw: u64) -> Act {
    if draw % 8 == 3 {
        return together::propose(draw);
    }
    let mut dice = Dice::new(draw);
    let rule = |name: &str, when: &str, then| Rule { name: name.to_owned(), when: when.to_owned(), then };
    let by = vec![Role::Approver, Role::Finance];
    let persons = 1 + u8::try_from(dice.below(2)).unwrap_or(0);
    let exception_by = vec![if persons == 2 { Role::Finance } else { Role::BillingAdmin }];
    let rules = vec![
        rule(NO, "reason == 'goodwill' && amount_minor > 500", Outcome::Deny { exception_by }),
        rule("ask", "cumulative_minor > 3000", Outcome::Approve { by, persons, expires_secs: 7_200 }),
        rule("pause", "cumulative_minor > 200", Outcome::Allow { hold_secs: 600 }),
    ];
    ProposePolicy { document: Document { kind: PolicyKind::RefundApproval, effective_from: None, rules } }.into()
}

/// A word about the youngest proposed policy; nothing when none is proposed.
#[must_use]
pub fn decide_policy(known: &Known, yes: bool) -> Option<Act> {
    let proposed = [PolicyKind::RefundApproval, PolicyKind::RefundRouting].into_iter().find_map(|kind| {
        let Some(State::Policy(policy)) = known.states.get(kind.stream().as_str()) else { return None };
        policy.versions.iter().rev().find(|version| version.status == PolicyStatus::Proposed)
    })?;
    Some(decide(proposed.approval.clone()?, if yes { Verdict::Approve } else { Verdict::Reject }))
}
