//! What makes no sense: requests that a form, a person in a hurry or a broken program sends, each of which has to be
//! refused by its name and change nothing.

use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::book::{PostBook, Remark, RemarkKind};
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::{Currency, MOST_MINOR, Money};
use recoup_core::order::Order;
use recoup_core::order::place::AddTender;
use recoup_core::order::release::LineUnits;
use recoup_core::order::stop::{CancelOrder, HoldOrder};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::{Method, Payment};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Exception, Outcome, PolicyKind, Rule};

use recoup_sandbox::FaceKind;

use super::asks;
use super::watch::Known;
use crate::dice::Dice;

/// Kinds of nonsense.
const KINDS: u64 = 15;

/// Something to be refused, about an order and one of its payments.
#[must_use]
pub fn ask((face, known): (FaceKind, &Known), order: &Order, payment: &Payment, draw: u64) -> Act {
    let mut dice = Dice::new(draw);
    let whole = || RequestRefund {
        payment: payment.id.clone(),
        how_much: HowMuch::Full,
        reason: "damaged".to_owned(),
        note: String::new(),
        exception: None,
    };
    let hold = |reason: &str| HoldOrder { order: order.id.clone(), reason: reason.to_owned() };
    let capture = |amount_minor, currency| RequestCapture {
        payment: payment.id.clone(),
        amount_minor: Some(amount_minor),
        currency,
        last: false,
    };
    match dice.below(KINDS) {
        0 => hold("").into(),
        1 => hold(&"long ".repeat(5_000)).into(),
        2 => hold("rings the \u{7}").into(),
        3 => CancelOrder { order: order.id.clone(), reason: "paid with 4111 1111 1111 1111".to_owned() }.into(),
        4 => {
            let amount = Money::new(MOST_MINOR + 1, order.currency);
            let kind = RemarkKind::ManualCharge;
            let (subkey, source, memo) = ("somewhere".to_owned(), "by hand".to_owned(), String::new());
            PostBook { remark: Remark { kind, amount, quantity: 0, subkey, source, memo } }.into()
        }
        5 => capture(0, None).into(),
        6 => {
            let other = if order.currency == Currency::EUR { Currency::JPY } else { Currency::EUR };
            capture(1, Some(other)).into()
        }
        7 => {
            let mut again = asks::order(face, 0, draw);
            again.number.clone_from(&order.number);
            again.into()
        }
        8 => {
            let mut short = asks::order(face, 0, 0);
            short.number = format!("odd-{draw}");
            short.tenders.iter_mut().for_each(|tender| tender.amount_minor += 1);
            short.into()
        }
        9 => AddTender { order: order.id.clone(), tender: more_than_the_balance(order) }.into(),
        10 => {
            let lines = vec![LineUnits { line: 1, quantity: 1_000_000 }];
            RequestRefund { how_much: HowMuch::Lines { lines, amount_minor: None }, ..whole() }.into()
        }
        11 => {
            let when = "amount_minor >".to_owned();
            let rule = Rule { name: "broken".to_owned(), when, then: Outcome::Allow { hold_secs: 0 } };
            let document = Document { kind: PolicyKind::RefundApproval, effective_from: None, rules: vec![rule] };
            ProposePolicy { document }.into()
        }
        12 => {
            let exception = Exception { rule: "nobody wrote this rule".to_owned(), reason: "a friend".to_owned() };
            RequestRefund { exception: Some(exception), ..whole() }.into()
        }
        13 => match payment.refunds.iter().rev().find_map(|refund| refund.approval.clone()) {
            Some(approval) => DecideApproval {
                approval,
                verdict: Verdict::Approve,
                reason: "looked at another one".to_owned(),
                request_hash: Some("0".repeat(64)),
            }
            .into(),
            None => RequestRefund { reason: "goodwill".to_owned(), ..whole() }.into(),
        },
        _ => RequestRefund { payment: somewhere_else(known, draw), ..whole() }.into(),
    }
}

/// More from the balance than there is, where the order still needs it.
fn more_than_the_balance(order: &Order) -> Tender {
    let route = match &order.customer {
        Some(customer) => Route::Balance { customer: customer.clone() },
        None => Route::Balance { customer: Id::trusted("cus_nobody") },
    };
    Tender {
        amount_minor: order.open_minor().max(1),
        method: Method::by(route),
        capture_at_once: true,
        release_after: None,
    }
}

/// The id of a payment that this shop does not have.
fn somewhere_else(known: &Known, draw: u64) -> Id {
    let id = format!("pay_{draw:026x}");
    debug_assert!(!known.states.contains_key(&id));
    Id::trusted(&id)
}
