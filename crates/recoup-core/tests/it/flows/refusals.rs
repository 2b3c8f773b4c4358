//! Every refusal there is, brought about once, with its code and its field; and which one comes first when
//! two things are wrong.

use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::book::{PostBook, Remark, RemarkKind};
use recoup_core::command::Act;
use recoup_core::customer::PutCustomer;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::AddTender;
use recoup_core::order::release::LineUnits;
use recoup_core::order::stop::{CompleteOrder, HoldOrder, ResumeOrder};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::refund::{HowMuch, RecordRefund, RequestRefund};
use recoup_core::payment::refund_after::{CancelRefund, ConfirmRefund};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Exception, Outcome, PolicyKind, Rule};
use recoup_core::refusal::Refusal;
use recoup_core::world::State;

use super::people::account;
use super::stage::{Stage, admin, gateway_route, order, tender};

pub type Try = fn(&mut Stage) -> (Actor, Act);

/// What is tried, on which stage, and the code and field it must be refused with.
pub struct Row(pub &'static str, pub fn() -> Stage, pub Try, pub &'static str, pub Option<&'static str>);

fn amount(amount_minor: i64) -> HowMuch {
    HowMuch::Amount { amount_minor, currency: None }
}

fn lines(line: u32, quantity: i64, amount_minor: Option<i64>) -> HowMuch {
    HowMuch::Lines { lines: vec![LineUnits { line, quantity }], amount_minor }
}

fn captured() -> Stage {
    Stage::captured(10_000)
}

fn refund(s: &Stage, how: HowMuch) -> (Actor, Act) {
    (admin(), s.ask_refund(how).into())
}

fn refund_because(s: &Stage, reason: &str) -> (Actor, Act) {
    (admin(), RequestRefund { reason: reason.to_owned(), ..s.ask_refund(amount(1)) }.into())
}

fn capture(s: &Stage, amount: i64, currency: Option<Currency>) -> (Actor, Act) {
    let payment = s.payment.clone();
    (admin(), RequestCapture { payment, amount_minor: Some(amount), currency, last: false }.into())
}

fn named(reference: &str, language: &str) -> (Actor, Act) {
    (admin(), PutCustomer { reference: reference.to_owned(), language: language.to_owned() }.into())
}

fn book(amount_minor: i64) -> (Actor, Act) {
    let (subkey, source, memo) = ("b".to_owned(), "row".to_owned(), String::new());
    let amount = Money::new(amount_minor, Currency::EUR);
    let remark = Remark { kind: RemarkKind::BankFee, amount, quantity: 0, subkey, source, memo };
    (admin(), PostBook { remark }.into())
}

fn till() -> Route {
    Route::Offline { account: "till".to_owned() }
}

/// Someone whose own ceiling is 10 minor units.
pub fn limited() -> Actor {
    Actor { ceilings_minor: vec![("EUR".to_owned(), 10)], ..admin() }
}

/// An approval that the admin asked for, and someone's yes to it.
fn answer(s: &mut Stage, who: Actor, hash: Option<&str>) -> (Actor, Act) {
    s.refund(60_000);
    let approval = s.shop.approvals().next().expect("60,000 needs approval").id.clone();
    let request_hash = hash.map(str::to_owned);
    (who, DecideApproval { approval, verdict: Verdict::Approve, reason: String::new(), request_hash }.into())
}

fn rules(when: &str, then: Outcome) -> Document {
    let rules = vec![Rule { name: "r".to_owned(), when: when.to_owned(), then }];
    Document { kind: PolicyKind::RefundApproval, effective_from: None, rules }
}

/// A year later every refund is too late.
fn late() -> Stage {
    let mut s = captured();
    s.shop.advance(400 * 86_400);
    s
}

fn with_exception(s: &Stage, rule: &str) -> (Actor, Act) {
    let exception = Some(Exception { rule: rule.to_owned(), reason: "a friend".to_owned() });
    (admin(), RequestRefund { exception, ..s.ask_refund(amount(1)) }.into())
}

fn approver() -> Actor {
    Actor::user("cid", &[Role::Approver])
}

const ROWS: &[Row] = &[
    Row("no name", captured, |_| named(" ", "en"), "missing", Some("reference")),
    Row("no reason", captured, |s| refund_because(s, ""), "missing", Some("reason")),
    Row(
        "no lines",
        captured,
        |s| refund(s, HowMuch::Lines { lines: Vec::new(), amount_minor: None }),
        "missing",
        Some("lines"),
    ),
    Row("an unknown language", captured, |_| named("x", "la"), "invalid", Some("language")),
    Row("a reason with capitals", captured, |s| refund_because(s, "Broken"), "invalid", Some("reason")),
    Row(
        "a line twice",
        captured,
        |s| {
            let twice = vec![LineUnits { line: 1, quantity: 1 }, LineUnits { line: 1, quantity: 1 }];
            refund(s, HowMuch::Lines { lines: twice, amount_minor: None })
        },
        "invalid",
        Some("lines"),
    ),
    Row(
        "two lines with one number",
        captured,
        |_| {
            let mut order = order("n-2", 100, Vec::new());
            order.lines[1].line = 1;
            (admin(), order.into())
        },
        "invalid",
        Some("lines[1].line"),
    ),
    Row(
        "the balance of somebody else",
        captured,
        |s| {
            s.shop
                .run(&admin(), PutCustomer { reference: "other".to_owned(), language: "en".to_owned() })
                .expect("a customer");
            let customer = s.shop.customers().find(|c| c.reference == "other").expect("a customer").id.clone();
            (admin(), order("n-2", 100, vec![tender(100, Route::Balance { customer })]).into())
        },
        "invalid",
        Some("account"),
    ),
    Row("a remark of nothing", captured, |_| book(0), "invalid", Some("amount_minor")),
    Row(
        "a refund outside of a gateway's payment",
        captured,
        |s| {
            let (payment, evidence) = (s.payment.clone(), "receipt".to_owned());
            (admin(), RecordRefund { payment, how_much: amount(1), reason: "damaged".to_owned(), evidence }.into())
        },
        "invalid",
        Some("payment"),
    ),
    Row("a long name", captured, |_| named(&"x".repeat(121), "en"), "text_too_long", Some("reference")),
    Row("a bell", captured, |_| named("a\u{7}b", "en"), "text_not_plain", Some("reference")),
    Row("a card number", captured, |_| named("4242 4242 4242 4242", "en"), "card_number", Some("reference")),
    Row("zero", captured, |s| refund(s, amount(0)), "amount_not_positive", Some("amount_minor")),
    Row(
        "less than zero",
        || Stage::authorized(100),
        |s| capture(s, -1, None),
        "amount_not_positive",
        Some("amount_minor"),
    ),
    Row(
        "lines for less than zero",
        captured,
        |s| refund(s, lines(1, 1, Some(-1))),
        "amount_not_positive",
        Some("amount_minor"),
    ),
    Row(
        "a tender of zero",
        captured,
        |_| (admin(), order("n-2", 100, vec![tender(0, gateway_route())]).into()),
        "amount_not_positive",
        Some("tenders[0].amount_minor"),
    ),
    Row(
        "lines beyond 64 bits",
        captured,
        |_| {
            let mut order = order("n-2", 100, Vec::new());
            order.lines.iter_mut().for_each(|line| line.gross_minor = i64::MAX);
            (admin(), order.into())
        },
        "amount_overflow",
        Some("lines[0].gross_minor"),
    ),
    Row("more than any book bears", captured, |_| book(1_000_000_000_001), "amount_overflow", Some("amount_minor")),
    Row(
        "an order of more than any book bears",
        captured,
        |_| (admin(), order("n-2", 1_000_000_000_001, Vec::new()).into()),
        "amount_overflow",
        Some("lines[1].gross_minor"),
    ),
    Row("the least number there is", captured, |_| book(i64::MIN), "amount_overflow", Some("amount_minor")),
    Row(
        "tenders above the order",
        captured,
        |_| (admin(), order("n-2", 100, vec![tender(101, gateway_route())]).into()),
        "sum_mismatch",
        Some("tenders"),
    ),
    Row(
        "a tender for a paid order",
        captured,
        |s| (admin(), AddTender { order: s.order.clone(), tender: tender(1, gateway_route()) }.into()),
        "exceeds_open",
        Some("amount_minor"),
    ),
    Row(
        "more than the lines are worth",
        captured,
        |s| refund(s, lines(1, 1, Some(9_999))),
        "sum_mismatch",
        Some("amount_minor"),
    ),
    Row(
        "no such refund",
        captured,
        |_| (admin(), CancelRefund { refund: Id::trusted("rfd_x"), reason: "no".to_owned() }.into()),
        "unknown_id",
        None,
    ),
    Row(
        "an order where a payment should be",
        captured,
        |s| (admin(), RequestRefund { payment: s.order.clone(), ..s.ask_refund(HowMuch::Full) }.into()),
        "unknown_id",
        None,
    ),
    Row("no such line", captured, |s| refund(s, lines(9, 1, None)), "unknown_id", None),
    Row(
        "nobody's balance",
        captured,
        |_| {
            let customer = Id::trusted("cus_x");
            (admin(), order("n-2", 100, vec![tender(100, Route::Balance { customer })]).into())
        },
        "unknown_id",
        None,
    ),
    Row("the same order number", captured, |_| (admin(), order("n-1", 100, Vec::new()).into()), "taken", None),
    Row(
        "support approves",
        || Stage::captured(60_000),
        |s| answer(s, Actor::user("sue", &[Role::Support]), None),
        "role_missing",
        None,
    ),
    Row(
        "a capture above the key's ceiling",
        || Stage::authorized(100),
        |s| (limited(), capture(s, 11, None).1),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "a full refund above the ceiling",
        captured,
        |s| (limited(), refund(s, HowMuch::Full).1),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "tenders captured at once above the ceiling, together",
        captured,
        |_| {
            let at_once = |amount| Tender { capture_at_once: true, ..tender(amount, gateway_route()) };
            (limited(), order("n-2", 100, vec![at_once(6), at_once(5)]).into())
        },
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "cash above the ceiling",
        captured,
        |_| (limited(), order("n-2", 100, vec![tender(11, till())]).into()),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "a balance spent above the ceiling",
        captured,
        |s| {
            let customer = s.shop.order(&s.order).customer.clone().expect("a customer");
            (limited(), order("n-2", 100, vec![tender(11, Route::Balance { customer })]).into())
        },
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "one more tender above the ceiling",
        || Stage::with_tenders(100, Vec::new()),
        |s| (limited(), AddTender { order: s.order.clone(), tender: tender(11, till()) }.into()),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "an offline refund confirmed above the ceiling",
        || Stage::with(100, till()),
        |s| {
            s.capture(100, false);
            let refund = Id::trusted(&s.refund(50));
            (limited(), ConfirmRefund { refund, evidence: "receipt".to_owned() }.into())
        },
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "a currency that the ceilings do not name",
        captured,
        |s| (Actor { ceilings_minor: vec![("JPY".to_owned(), 1_000_000)], ..admin() }, refund(s, amount(1)).1),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "more tender than the order needs",
        || Stage::with_tenders(100, Vec::new()),
        |s| (admin(), AddTender { order: s.order.clone(), tender: tender(101, gateway_route()) }.into()),
        "exceeds_open",
        Some("amount_minor"),
    ),
    Row(
        "a card refund confirmed by hand",
        captured,
        |s| {
            let refund = Id::trusted(&s.refund(50));
            (admin(), ConfirmRefund { refund, evidence: "receipt".to_owned() }.into())
        },
        "not_in_state",
        None,
    ),
    Row(
        "the requester approves",
        || Stage::captured(60_000),
        |s| answer(s, Actor::user("adam", &[Role::Approver]), None),
        "self_approval",
        None,
    ),
    Row(
        "an approver answers twice",
        || Stage::captured(600_000),
        |s| {
            s.refund(500_000);
            let approval = s.shop.approvals().next().expect("it needs two").id.clone();
            let reason = String::new();
            let yes = DecideApproval { approval, verdict: Verdict::Approve, reason, request_hash: None };
            s.shop.run(&approver(), yes.clone()).expect("the first yes");
            (approver(), yes.into())
        },
        "already_answered",
        None,
    ),
    Row(
        "resume what runs",
        captured,
        |s| (admin(), ResumeOrder { order: s.order.clone() }.into()),
        "not_in_state",
        None,
    ),
    Row("capture what is captured", captured, |s| capture(s, 1, None), "not_in_state", None),
    Row("refund what is not captured", || Stage::authorized(100), |s| refund(s, amount(1)), "not_in_state", None),
    Row(
        "complete what waits for money",
        || Stage::authorized(100),
        |s| (admin(), CompleteOrder { order: s.order.clone() }.into()),
        "not_in_state",
        None,
    ),
    Row(
        "an approval of something else",
        || Stage::captured(60_000),
        |s| answer(s, approver(), Some("00")),
        "approval_stale",
        None,
    ),
    Row(
        "a capture in pounds",
        || Stage::authorized(100),
        |s| capture(s, 1, Some(Currency::GBP)),
        "wrong_currency",
        Some("currency"),
    ),
    Row(
        "a refund in pounds",
        captured,
        |s| refund(s, HowMuch::Amount { amount_minor: 1, currency: Some(Currency::GBP) }),
        "wrong_currency",
        Some("currency"),
    ),
    Row(
        "more than authorized",
        || Stage::authorized(100),
        |s| capture(s, 101, None),
        "exceeds_authorized",
        Some("amount_minor"),
    ),
    Row("more than captured", captured, |s| refund(s, amount(10_001)), "exceeds_refundable", Some("amount_minor")),
    Row("everything there is", captured, |s| refund(s, amount(i64::MAX)), "exceeds_refundable", Some("amount_minor")),
    Row("more units than sold", captured, |s| refund(s, lines(1, 3, None)), "exceeds_quantity", Some("lines")),
    Row(
        "more than the balance",
        captured,
        |s| {
            let customer = s.shop.order(&s.order).customer.clone().expect("a customer");
            (admin(), order("n-2", 100, vec![tender(100, Route::Balance { customer })]).into())
        },
        "exceeds_balance",
        Some("amount_minor"),
    ),
    Row("a refund after a year", late, |s| refund(s, amount(1)), "policy_denied", None),
    Row(
        "an exception from another rule",
        late,
        |s| with_exception(s, "large"),
        "exception_unfit",
        Some("exception.rule"),
    ),
    Row(
        "a condition about the weather",
        captured,
        |_| (admin(), ProposePolicy { document: rules("weather > 1", Outcome::Allow { hold_secs: 0 }) }.into()),
        "policy_invalid",
        Some("document"),
    ),
    Row(
        "an approval by nobody",
        captured,
        |_| {
            let then = Outcome::Approve { by: Vec::new(), persons: 1, expires_secs: 600 };
            (admin(), ProposePolicy { document: rules("true", then) }.into())
        },
        "policy_invalid",
        Some("document"),
    ),
];

/// Two things are wrong at once; the class that is checked first wins.
const FIRST: &[Row] = &[
    Row(
        "form before existence",
        captured,
        |s| (admin(), RequestRefund { payment: Id::trusted("pay_x"), ..s.ask_refund(amount(0)) }.into()),
        "amount_not_positive",
        Some("amount_minor"),
    ),
    Row(
        "existence before permission",
        captured,
        |s| (limited(), RequestRefund { payment: Id::trusted("pay_x"), ..s.ask_refund(amount(99)) }.into()),
        "unknown_id",
        None,
    ),
    Row(
        "permission before state",
        || Stage::authorized(100),
        |s| (limited(), refund(s, amount(99)).1),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "permission before money",
        captured,
        |s| (limited(), refund(s, amount(i64::MAX)).1),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "state before money",
        || Stage::authorized(100),
        |s| refund(s, HowMuch::Amount { amount_minor: 999, currency: Some(Currency::GBP) }),
        "not_in_state",
        None,
    ),
    Row(
        "currency before amount",
        captured,
        |s| refund(s, HowMuch::Amount { amount_minor: i64::MAX, currency: Some(Currency::GBP) }),
        "wrong_currency",
        Some("currency"),
    ),
    Row("money before policy", late, |s| refund(s, amount(10_001)), "exceeds_refundable", Some("amount_minor")),
    Row(
        "role before oneself",
        || Stage::captured(60_000),
        |s| answer(s, admin_as(&[Role::Support]), None),
        "role_missing",
        None,
    ),
    Row(
        "oneself before a stale hash",
        || Stage::captured(60_000),
        |s| answer(s, admin_as(&[Role::Approver]), Some("00")),
        "self_approval",
        None,
    ),
    Row(
        "form before a stale hash",
        || Stage::captured(60_000),
        |s| {
            let (who, act) = answer(s, approver(), Some("00"));
            let Act::DecideApproval(yes) = act else { panic!("it was a decision") };
            (who, DecideApproval { verdict: Verdict::Reject, ..yes }.into())
        },
        "missing",
        Some("reason"),
    ),
    Row(
        "form before a taken number",
        captured,
        |_| (admin(), order("n-1", 100, vec![tender(0, gateway_route())]).into()),
        "amount_not_positive",
        Some("tenders[0].amount_minor"),
    ),
    Row(
        "reason before the order",
        captured,
        |_| (admin(), HoldOrder { order: Id::trusted("ord_x"), reason: String::new() }.into()),
        "missing",
        Some("reason"),
    ),
];

fn admin_as(roles: &[Role]) -> Actor {
    account(ActorKind::ApiKey, "key-of-adam", "adam", roles)
}

fn try_rows(rows: &[Row]) -> Vec<&'static str> {
    for Row(name, stage, attempt, code, param) in rows {
        let mut s = stage();
        let (who, act) = attempt(&mut s);
        let before = (s.shop.streams.clone(), s.shop.books.entries().len(), s.shop.names.clone());
        let refusal = s.shop.run(&who, act).expect_err(name);
        assert_eq!((refusal.code(), refusal.param()), (*code, *param), "{name}: {refusal}");
        assert!((400..500).contains(&refusal.http_status()), "{name}");
        let after = (s.shop.streams.clone(), s.shop.books.entries().len(), s.shop.names.clone());
        assert!(before == after && s.shop.last.events.is_empty(), "{name}: a refusal changes nothing");
    }
    rows.iter().map(|row| row.3).collect()
}

#[test]
fn every_refusal_has_its_code_and_its_field() {
    let mut codes = try_rows(ROWS);
    codes.extend(try_rows(super::refusals_balance::ROWS));
    codes.push(contradiction().code());
    codes.sort_unstable();
    codes.dedup();
    // `key_reused` is the store's: the core sees no keys.
    assert_eq!(codes.len() + 1, 28, "{codes:?}");
}

#[test]
fn what_is_checked_first_is_refused_first() {
    try_rows(FIRST);
}

/// A stored payment that contradicts itself: a refund given back to a capture that is not there.
fn contradiction() -> Refusal {
    let mut s = captured();
    let mut stream = s.shop.streams[&s.payment].as_ref().clone();
    let State::Payment(payment) = &mut stream.state else { panic!("a payment") };
    payment.captures[0].id = Id::trusted("cap_other");
    s.shop.streams.insert(s.payment.clone(), stream.into());
    s.refund_as(&admin(), 50);
    let mut stream = s.shop.streams[&s.payment].as_ref().clone();
    let State::Payment(payment) = &mut stream.state else { panic!("a payment") };
    let refund = payment.refunds[0].id.clone();
    payment.captures.clear();
    payment.refunds[0].status = recoup_core::payment::RefundStatus::AwaitingApproval;
    s.shop.streams.insert(s.payment.clone(), stream.into());
    s.shop.run(&admin(), CancelRefund { refund, reason: "no".to_owned() }).expect_err("it contradicts itself")
}
