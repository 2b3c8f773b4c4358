//! What people and the shop ask for in a lifecycle: sensible most of the time, refused some of the time.

use recoup_core::actor::Actor;
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::approval::{ApprovalStatus, Verdict};
use recoup_core::book::{PostBook, Remark, RemarkKind};
use recoup_core::customer::PutCustomer;
use recoup_core::decision::Answer;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::order::deliver::DeliverLines;
use recoup_core::order::place::{AddTender, PlaceOrder, Whose};
use recoup_core::order::release::LineUnits;
use recoup_core::order::stop::{CancelOrder, CompleteOrder, HoldOrder, ResumeOrder};
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::refund::{HowMuch, RecordRefund, RequestRefund};
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::payment::release::RequestRelease;
use recoup_core::payment::{Method, Payment, RefundStatus};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Exception, Outcome, PolicyKind, Rule};

use super::asks_goods;
use super::dispute_asks;
use super::life::Life;
use super::lives_purse as purse;
use super::tender_asks;
use recoup_core::tender::together::PlaceTogether;

pub fn anyone(life: &mut Life) -> Actor {
    let place = life.shop.rng.below(life.people.all.len());
    life.people.all[place].clone()
}

pub fn any(life: &mut Life, list: &[Id]) -> Option<Id> {
    (!list.is_empty()).then(|| list[life.shop.rng.below(list.len())].clone())
}

pub fn customers(life: &mut Life) {
    for name in ["c1", "c2"] {
        let put = PutCustomer { reference: name.to_owned(), language: "de".to_owned() };
        let actor = anyone(life);
        if let Ok(Answer::Customer(id)) = life.run(&actor, put) {
            life.customers.push(id);
        }
    }
}

/// Asks for one thing.
pub fn one(life: &mut Life) {
    if life.shop.rng.one_in(9) {
        return purse::one(life);
    }
    match life.shop.rng.below(26) {
        23..=25 => asks_goods::one(life),
        0 if life.orders.len() < 3 => place(life),
        0 | 1 => tender(life),
        2..=4 => capture(life),
        5 if life.shop.rng.one_in(2) => on_payment(life),
        5..=9 => refund(life),
        10..=13 => after_refund(life),
        14..=17 => decide(life),
        18 => stop(life),
        19..=21 => dispute_asks::one(life),
        _ => rare(life),
    }
}

pub fn lines(life: &mut Life) -> Vec<Line> {
    let rng = &mut life.shop.rng;
    let count = rng.between(1, 4);
    let large = if rng.one_in(5) { 700_000 } else { 9_000 };
    (1..=count)
        .map(|line| {
            let gross = if rng.one_in(12) { 0 } else { rng.between(1, large) };
            let mut left = gross;
            let taxes = (0..rng.below(4))
                .map(|key| {
                    let amount_minor = if rng.one_in(6) { left } else { rng.between(0, left / 3) };
                    left -= amount_minor;
                    LineTax { key: format!("tax-{key}"), amount_minor }
                })
                .collect();
            Line {
                line: u32::try_from(line).expect("small"),
                sku: format!("sku-{line}"),
                name: "a thing".to_owned(),
                quantity: rng.between(1, 5),
                gross_minor: gross,
                taxes,
                delivered: rng.one_in(2),
            }
        })
        .collect()
}

fn route(life: &mut Life) -> Route {
    match life.shop.rng.below(8) {
        1 => Route::Offline { account: "till".to_owned() },
        2 => Route::Gateway { account: "sandbox:second".to_owned() },
        _ => Route::Gateway { account: "sandbox:main".to_owned() },
    }
}

pub fn one_tender(life: &mut Life, amount_minor: i64, owner: Option<&Id>) -> Tender {
    let mine = life.shop.customers().find(|c| owner == Some(&c.id)).map_or(0, |c| c.available_minor(life.currency));
    let (amount_minor, route) = match owner {
        Some(customer) if mine > 0 && life.shop.rng.one_in(2) => {
            (amount_minor.min(mine), Route::Balance { customer: customer.clone() })
        }
        _ => (amount_minor, route(life)),
    };
    let token = if matches!(route, Route::Gateway { .. }) { "tok" } else { "" };
    let release_after = life.shop.rng.one_in(8).then(|| recoup_core::decision::later(life.shop.now, 86_400));
    Tender {
        amount_minor,
        method: Method { token: token.to_owned(), ..Method::by(route) },
        capture_at_once: life.shop.rng.one_in(3),
        release_after,
    }
}

pub fn place(life: &mut Life) {
    let lines = lines(life);
    let gross: i64 = lines.iter().map(|l| l.gross_minor).sum();
    let owner = if life.shop.rng.one_in(4) { None } else { any(life, &life.customers.clone()) };
    let mut left = gross;
    let mut tenders = Vec::new();
    for _ in 0..life.shop.rng.between(1, 3) {
        if left > 0 {
            let amount = life.shop.rng.part_of(left);
            left -= amount;
            tenders.push(one_tender(life, amount, owner.as_ref()));
        }
    }
    let number = format!("n-{}", life.shop.rng.below(1_000_000));
    let order = PlaceOrder {
        number,
        customer: owner.map_or(Whose::Guest, |id| Whose::Account { id }),
        currency: life.currency,
        revenue_key: "sales".to_owned(),
        lines,
        tenders,
        language: "en".to_owned(),
        references: vec![("invoice".to_owned(), "i-1".to_owned())],
    };
    let actor = anyone(life);
    let _ = match life.shop.rng.one_in(3) {
        true => life.run(&actor, PlaceTogether { order }),
        false => life.run(&actor, order),
    };
}

fn tender(life: &mut Life) {
    let Some(order) = any(life, &life.orders.clone()) else { return };
    let mine = life.shop.order(&order);
    let (open, owner) = (mine.open_minor(), mine.customer.clone());
    if open > 1 && life.shop.rng.one_in(4) {
        return tender_asks::together(life, &order);
    }
    if open > 0 {
        let amount = life.shop.rng.part_of(open);
        let tender = one_tender(life, amount, owner.as_ref());
        let actor = anyone(life);
        let _ = life.run(&actor, AddTender { order, tender });
    }
}

/// A payment, mostly one of those that can do it.
fn payment(life: &mut Life, can: fn(&Payment) -> bool) -> Option<Id> {
    let able: Vec<Id> = life.shop.payments().filter(|p| can(p)).map(|p| p.id.clone()).collect();
    if able.is_empty() || life.shop.rng.one_in(8) { any(life, &life.payments.clone()) } else { any(life, &able) }
}

fn capture(life: &mut Life) {
    let Some(payment) = payment(life, |p| p.capturable_minor() > 0) else { return };
    let left = life.shop.payment(&payment).capturable_minor();
    let amount_minor = match life.shop.rng.below(4) {
        0 => None,
        _ if left > 0 => Some(life.shop.rng.between(1, left)),
        _ => Some(5),
    };
    let ask = RequestCapture { payment, amount_minor, currency: None, last: life.shop.rng.one_in(4) };
    let actor = anyone(life);
    let _ = life.run(&actor, ask);
}

fn on_payment(life: &mut Life) {
    let Some(payment) = payment(life, |p| p.capturable_minor() > 0) else { return };
    let actor = anyone(life);
    let _ = life.run(&actor, RequestRelease { payment });
}

fn how_much(life: &mut Life, payment: &Id) -> HowMuch {
    let mine = life.shop.payment(payment);
    let (left, pays, top_up) = (mine.refundable_minor(), mine.pays.clone(), mine.is_top_up());
    how_much_of(life, left, (!top_up).then_some(&pays))
}

pub fn how_much_of(life: &mut Life, left: i64, sold: Option<&Id>) -> HowMuch {
    match (life.shop.rng.below(6), sold) {
        (0, _) => HowMuch::Full,
        (1 | 2, Some(sold)) => {
            let count = life.shop.sold().find(|one| one.id() == sold).map_or(1, |one| one.lines().len());
            let first = u32::try_from(life.shop.rng.below(count) + 1).expect("small");
            let mut lines = vec![LineUnits { line: first, quantity: life.shop.rng.between(1, 3) }];
            if first > 1 && life.shop.rng.one_in(2) {
                lines.push(LineUnits { line: first - 1, quantity: 1 });
            }
            let amount_minor = life.shop.rng.one_in(3).then(|| life.shop.rng.between(1, 2_000));
            HowMuch::Lines { lines, amount_minor }
        }
        _ => {
            let most = left.max(2);
            let amount_minor = if life.shop.rng.one_in(3) { most } else { life.shop.rng.between(1, most) };
            HowMuch::Amount { amount_minor, currency: Some(life.currency) }
        }
    }
}

fn refund(life: &mut Life) {
    if life.shop.rng.one_in(4) {
        return tender_asks::refund(life);
    }
    let Some(payment) = payment(life, |p| p.refundable_minor() > 0) else { return };
    let how_much = how_much(life, &payment);
    let reason = if life.shop.rng.one_in(5) { "goodwill" } else { "damaged" }.to_owned();
    let actor = anyone(life);
    if matches!(life.shop.payment(&payment).method.route, Route::Offline { .. }) && life.shop.rng.one_in(2) {
        let _ = life.run(&actor, RecordRefund { payment, how_much, reason, evidence: "receipt".to_owned() });
        return;
    }
    let exception = life.shop.rng.one_in(4).then(|| Exception { rule: "no".to_owned(), reason: "a friend".to_owned() });
    let _ = life.run(&actor, RequestRefund { payment, how_much, reason, note: String::new(), exception });
}

fn after_refund(life: &mut Life) {
    let all = life.shop.payments().flat_map(|p| &p.refunds);
    let waits = |s| {
        use RefundStatus as R;
        matches!(s, R::Failed | R::Returned | R::Short | R::Approved)
    };
    let ready: Vec<Id> = all.filter(|r| waits(r.status)).map(|r| r.id.clone()).collect();
    let list = if ready.is_empty() || life.shop.rng.one_in(3) { life.refunds.clone() } else { ready };
    let Some(refund) = any(life, &list) else { return };
    let status = life.shop.payments().find_map(|p| p.refund(&refund).map(|r| r.status)).expect("a refund");
    let actor = anyone(life);
    let choice = life.shop.rng.below(6);
    if matches!(status, RefundStatus::Failed | RefundStatus::Returned) && life.shop.rng.one_in(3) {
        return tender_asks::go_elsewhere(life, refund);
    }
    let _ = match (status, choice) {
        (RefundStatus::Failed | RefundStatus::Returned | RefundStatus::Short, 0 | 1) => {
            life.run(&actor, RetryRefund { refund })
        }
        (RefundStatus::Failed | RefundStatus::Returned | RefundStatus::Short, 2..=4) => {
            life.run(&actor, CreditRefund { refund })
        }
        (RefundStatus::Sending | RefundStatus::Settled, 5) => {
            life.run(&actor, BounceRefund { refund, evidence: "letter".to_owned() })
        }
        (RefundStatus::Sending, _) => life.run(&actor, ConfirmRefund { refund, evidence: "receipt".to_owned() }),
        (_, 0 | 1) => life.run(&actor, RetryRefund { refund }),
        (_, 2) => life.run(&actor, CreditRefund { refund }),
        _ => life.run(&actor, CancelRefund { refund, reason: "not needed".to_owned() }),
    };
}

fn decide(life: &mut Life) {
    let open: Vec<Id> =
        life.shop.approvals().filter(|a| a.status == ApprovalStatus::Open).map(|a| a.id.clone()).collect();
    let Some(approval) = any(life, &open) else { return };
    let actor = anyone(life);
    if life.shop.rng.one_in(10) {
        let _ = life.run(&actor, WithdrawApproval { approval });
        return;
    }
    let verdict = if life.shop.rng.one_in(5) { Verdict::Reject } else { Verdict::Approve };
    let reason = "looked at it".to_owned();
    let _ = life.run(&actor, DecideApproval { approval, verdict, reason, request_hash: None });
}

fn stop(life: &mut Life) {
    let Some(order) = any(life, &life.orders.clone()) else { return };
    let actor = anyone(life);
    let reason = "asked".to_owned();
    let _ = match life.shop.rng.below(8) {
        0 => life.run(&actor, CancelOrder { order, reason }),
        6 | 7 => {
            let line = u32::try_from(life.shop.rng.between(1, 4)).expect("small");
            life.run(&actor, DeliverLines { order, lines: vec![line] })
        }
        1 | 2 => life.run(&actor, CompleteOrder { order }),
        3 => life.run(&actor, HoldOrder { order, reason }),
        _ => life.run(&actor, ResumeOrder { order }),
    };
}

fn rare(life: &mut Life) {
    let actor = anyone(life);
    if life.shop.rng.one_in(2) {
        let amount = Money::new(life.shop.rng.between(-900, 900), life.currency);
        let kind = [RemarkKind::BankFee, RemarkKind::Discount, RemarkKind::StockAdjustment][life.shop.rng.below(3)];
        let quantity = life.shop.rng.between(-3, 3);
        let remark =
            Remark { kind, amount, quantity, subkey: "key".to_owned(), source: "row".to_owned(), memo: String::new() };
        let _ = life.run(&actor, PostBook { remark });
        return;
    }
    let document = if life.shop.rng.one_in(3) { tender_asks::routing(life) } else { policy(life) };
    let _ = life.run(&actor, ProposePolicy { document });
}

/// A policy with a pause, a second person, two persons, and a no that lets exceptions through.
fn policy(life: &mut Life) -> Document {
    use recoup_core::actor::Role;
    let rule = |name: &str, when: &str, then| Rule { name: name.to_owned(), when: when.to_owned(), then };
    let by = vec![Role::Approver, Role::Finance];
    let persons = if life.shop.rng.one_in(2) { 2 } else { 1 };
    // With two persons an exception shares a role with the rule below it, with one it does not.
    let granted_by = vec![if persons == 2 { Role::Finance } else { Role::BillingAdmin }];
    let rules = vec![
        rule("no", "reason == 'goodwill' && amount_minor > 500", Outcome::Deny { exception_by: granted_by }),
        rule("ask", "cumulative_minor > 3000", Outcome::Approve { by, persons, expires_secs: 7_200 }),
        rule("pause", "cumulative_minor > 200", Outcome::Allow { hold_secs: 600 }),
    ];
    Document { kind: PolicyKind::RefundApproval, effective_from: None, rules }
}
