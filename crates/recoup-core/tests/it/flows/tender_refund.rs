//! Refunds of an order over its tenders: how they are spread, exactly, and that one question is asked about all of them.

use recoup_core::actor::{Actor, Role};
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::approval::{ApprovalStatus, Verdict};
use recoup_core::decision::Answer;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::Currency;
use recoup_core::order::place::Whose;
use recoup_core::order::release::LineUnits;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, CreditRefund};
use recoup_core::payment::{RefundStatus, terms::Terms};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Outcome, PolicyKind, Rule};
use recoup_core::refusal::Refusal;
use recoup_core::tender::refund::RefundOrder;
use recoup_core::tender::{Allocation, Falls, Strategy};

use super::people;
use super::shop::Shop;
use super::stage::{ACCOUNT, Stage, admin, gateway_route, order, tender};
use crate::world::rng::Rng;

fn till() -> Route {
    Route::Offline { account: "till".to_owned() }
}

/// A tender whose money is here, or captured as soon as it is authorized.
pub fn at_once(amount_minor: i64, route: Route) -> Tender {
    Tender { capture_at_once: true, ..tender(amount_minor, route) }
}

/// A fact about a payment or its capture, refund or release, without an amount.
pub fn fact(reference: &str, what: What) -> Fact {
    let (account, subject) = (ACCOUNT.to_owned(), format!("theirs-{reference}"));
    let ours = reference.to_owned();
    Fact { account, subject, ours, what, amount: None, parent: String::new(), ordinal: String::new() }
}

pub fn told(shop: &mut Shop, reference: &str, what: What) {
    shop.run(&people::gateway(), fact(reference, what)).expect("a fact is taken");
}

/// Everything that was begun is authorized and captured.
pub fn all_captured(shop: &mut Shop, order: &Id) {
    for id in shop.order(order).payments.clone() {
        if shop.payment(&id).gateway_account().is_some() {
            told(shop, id.as_str(), What::Authorized { expires_at: None });
            let captures: Vec<Id> = shop.payment(&id).captures.iter().map(|c| c.id.clone()).collect();
            captures.iter().for_each(|capture| told(shop, capture.as_str(), What::Captured));
        }
    }
}

/// The customer of the stage gets a balance: a refund of a sale at the till cannot be paid out, and is credited.
pub fn with_balance(shop: &mut Shop, amount_minor: i64) -> Id {
    let sale = order(&format!("b-{amount_minor}"), amount_minor, vec![at_once(amount_minor, till())]);
    let Ok(Answer::Order(sale)) = shop.run(&admin(), sale) else { panic!("a sale") };
    let payment = shop.order(&sale).payments[0].clone();
    let ask = RequestRefund {
        payment,
        how_much: HowMuch::Full,
        reason: "damaged".to_owned(),
        note: String::new(),
        exception: None,
    };
    let Ok(Answer::Refund(_, refund)) = shop.run(&admin(), ask) else { panic!("a refund") };
    let evidence = "nobody came".to_owned();
    shop.run(&admin(), BounceRefund { refund: refund.clone(), evidence }).expect("it was not fetched");
    shop.run(&admin(), CreditRefund { refund }).expect("it failed");
    shop.order(&sale).customer.clone().expect("a customer")
}

/// An order over a card of 50.00, the balance of 20.00, another card of 30.00 and 10.00 at the till, all captured.
pub fn four() -> Stage {
    let mut s = Stage::with_tenders(100, Vec::new());
    let customer = with_balance(&mut s.shop, 2_000);
    let card = |amount| at_once(amount, gateway_route());
    let tenders = vec![card(5_000), at_once(2_000, Route::Balance { customer }), card(3_000), at_once(1_000, till())];
    let Ok(Answer::Order(placed)) = s.shop.run(&admin(), order("n-2", 11_000, tenders)) else { panic!("an order") };
    all_captured(&mut s.shop, &placed);
    s.payment = s.shop.order(&placed).payments[0].clone();
    s.order = placed;
    s
}

pub fn amount(amount_minor: i64) -> HowMuch {
    HowMuch::Amount { amount_minor, currency: None }
}

pub fn ask(order: &Id, how_much: HowMuch, strategy: Option<Strategy>) -> RefundOrder {
    let (order, reason, note) = (order.clone(), "damaged".to_owned(), String::new());
    RefundOrder { order, how_much, reason, note, strategy, exception: None }
}

pub fn run(s: &mut Stage, who: &Actor, ask: RefundOrder) -> Result<Allocation, Refusal> {
    match s.shop.run(who, ask)? {
        Answer::Allocation(order, id) => Ok(s.shop.order(&order).tenders.allocation(&id).expect("it").clone()),
        other => panic!("{other:?}"),
    }
}

/// What each tender of the order gives back of an allocation.
pub fn row(s: &Stage, allocation: &Allocation) -> Vec<i64> {
    let of = |id: &Id| allocation.parts.iter().filter(|p| p.payment == *id).map(|p| p.amount_minor).sum();
    s.shop.order(&s.order).payments.iter().map(of).collect()
}

#[test]
fn strategies_as_a_table() {
    use Strategy as S;
    for (strategy, first, then) in [
        (None, [0, 0, 3_000, 1_000], [4_500, 2_000, 0, 0]),
        (Some(S::NewestFirst), [0, 0, 3_000, 1_000], [4_500, 2_000, 0, 0]),
        (Some(S::OldestFirst), [4_000, 0, 0, 0], [1_000, 2_000, 3_000, 500]),
        (Some(S::CreditFirst), [0, 2_000, 1_000, 1_000], [4_500, 0, 2_000, 0]),
        (Some(S::CardFirst), [1_000, 0, 3_000, 0], [4_000, 2_000, 0, 500]),
        (Some(S::ProRata), [1_818, 727, 1_091, 364], [2_955, 1_182, 1_773, 590]),
        (Some(S::OriginalProportions), [1_818, 727, 1_091, 364], [2_955, 1_182, 1_773, 590]),
    ] {
        let mut s = four();
        let how = ask(&s.order, amount(4_000), strategy);
        let done = run(&mut s, &admin(), how).expect("there is enough");
        assert_eq!(row(&s, &done), first, "{strategy:?}");
        let by = if strategy.is_some() { "asked" } else { "refund_routing@0/otherwise" };
        assert_eq!(done.chosen_by, by);
        let how = ask(&s.order, amount(6_500), strategy);
        let done = run(&mut s, &admin(), how).expect("there is enough");
        assert_eq!(row(&s, &done), then, "{strategy:?}");
        let how = ask(&s.order, HowMuch::Full, strategy);
        let done = run(&mut s, &admin(), how).expect("there is some left");
        assert_eq!(done.amount_minor, 500, "{strategy:?}");
        assert!(s.shop.order(&s.order).lines.iter().all(|line| line.left_minor() == 0 && line.net_left_minor() == 0));
    }
}

/// Many small ones: by proportions of what is left or was paid, none drains the largest tender first.
#[test]
fn small_refunds_keep_the_original_proportions() {
    let mut s = Stage::with_tenders(9_000, vec![at_once(6_000, gateway_route()), at_once(3_000, gateway_route())]);
    let id = s.order.clone();
    all_captured(&mut s.shop, &id);
    for step in 1..=60 {
        let how = ask(&id, amount(100), Some(Strategy::OriginalProportions));
        run(&mut s, &admin(), how).expect("there is enough");
        let given: Vec<i64> =
            s.shop.order(&id).payments.iter().map(|p| s.shop.payment(p).refunds_active_minor()).collect();
        assert!((given[0] - 2 * given[1]).abs() <= 2, "after {step}: {given:?}");
    }
}

#[test]
fn a_policy_chooses_the_strategy_by_rule() {
    let mut s = four();
    let rule = |name: &str, when: &str, over| Rule {
        name: name.to_owned(),
        when: when.to_owned(),
        then: Outcome::Allocate { over, falls: Falls::NextTender },
    };
    let rules = vec![
        rule("goodwill", "reason == 'goodwill'", Strategy::CreditFirst),
        rule("small", "amount_minor < 1000", Strategy::OldestFirst),
    ];
    let document = Document { kind: PolicyKind::RefundRouting, effective_from: None, rules };
    s.shop.run(&admin(), ProposePolicy { document }).expect("a valid document");
    decide(&mut s, &Actor::user("cid", &[Role::Approver]), Verdict::Approve).expect("another person");
    let id = s.order.clone();
    let done = run(&mut s, &admin(), ask(&id, amount(500), None)).expect("there is enough");
    assert_eq!((row(&s, &done), done.falls), (vec![500, 0, 0, 0], Falls::NextTender));
    assert_eq!(done.chosen_by, "refund_routing@1/small");
    let goodwill = RefundOrder { reason: "goodwill".to_owned(), ..ask(&id, amount(2_500), None) };
    let done = run(&mut s, &admin(), goodwill).expect("there is enough");
    assert_eq!(row(&s, &done), [0, 2_000, 0, 500]);
    // The balance has it at once, the card when its gateway says so, the till when a person does.
    let statuses: Vec<RefundStatus> = done.parts.iter().map(|part| status(&s, &part.payment, &part.refund)).collect();
    assert_eq!(statuses, [RefundStatus::Settled, RefundStatus::Sending]);
}

pub fn status(s: &Stage, payment: &Id, refund: &Id) -> RefundStatus {
    s.shop.payment(payment).refund(refund).expect("a refund").status
}

/// Somebody answers the newest open question.
pub fn decide(s: &mut Stage, who: &Actor, verdict: Verdict) -> Result<Answer, Refusal> {
    let open = s.shop.approvals().filter(|a| a.status == ApprovalStatus::Open).last();
    let approval = open.expect("a question").id.clone();
    s.shop.run(who, DecideApproval { approval, verdict, reason: "looked at it".to_owned(), request_hash: None })
}

pub fn statuses(s: &Stage) -> Vec<RefundStatus> {
    let payments = s.shop.order(&s.order).payments.iter();
    payments.flat_map(|id| &s.shop.payment(id).refunds).map(|r| r.status).collect()
}

/// Two cards of 400.00 each, captured: 600.00 of them is for an approver.
pub fn large() -> (Stage, Id) {
    let mut s = Stage::with_tenders(80_000, vec![at_once(40_000, gateway_route()), at_once(40_000, gateway_route())]);
    let id = s.order.clone();
    all_captured(&mut s.shop, &id);
    (s, id)
}

#[test]
fn one_question_is_asked_about_the_whole() {
    use RefundStatus as R;
    for (verdict, then) in [(Verdict::Approve, R::Sending), (Verdict::Reject, R::Rejected)] {
        let (mut s, id) = large();
        run(&mut s, &admin(), ask(&id, amount(60_000), None)).expect("a question");
        assert_eq!(statuses(&s), [R::AwaitingApproval; 2], "each part is below the limit, the whole is not");
        assert_eq!(s.shop.approvals().filter(|a| a.status == ApprovalStatus::Open).count(), 1);
        assert_eq!(decide(&mut s, &admin(), verdict).map_err(|r| r.code()), Err("role_missing"));
        decide(&mut s, &Actor::user("cid", &[Role::Approver]), verdict).expect("another person");
        assert_eq!(statuses(&s), [then; 2]);
        let taken = if verdict == Verdict::Approve { 60_000 } else { 0 };
        assert_eq!(s.shop.order(&id).refunded_minor, taken);
    }
}

#[test]
fn small_parts_of_one_order_count_together() {
    let (mut s, id) = large();
    run(&mut s, &admin(), ask(&id, amount(30_000), Some(Strategy::OldestFirst))).expect("allowed");
    run(&mut s, &admin(), ask(&id, amount(19_999), Some(Strategy::NewestFirst))).expect("allowed");
    run(&mut s, &admin(), ask(&id, amount(1), Some(Strategy::NewestFirst))).expect("a question");
    assert_eq!(statuses(&s).iter().filter(|s| **s == RefundStatus::AwaitingApproval).count(), 1);
}

#[test]
fn who_takes_one_part_back_takes_back_the_question() {
    for by_part in [true, false] {
        let (mut s, id) = large();
        let done = run(&mut s, &admin(), ask(&id, amount(60_000), None)).expect("a question");
        let approval = s.shop.approvals().next().expect("a question").id.clone();
        let taken = if by_part {
            let (refund, reason) = (done.parts[1].refund.clone(), "not needed".to_owned());
            s.shop.run(&admin(), CancelRefund { refund, reason })
        } else {
            s.shop.run(&admin(), WithdrawApproval { approval })
        };
        taken.expect("nobody decided yet");
        assert_eq!(statuses(&s), [RefundStatus::Canceled; 2]);
        assert!(s.shop.timers.is_empty(), "{:?}", s.shop.timers);
    }
}

#[test]
fn an_approval_is_bound_to_every_part() {
    let (mut s, id) = large();
    run(&mut s, &admin(), ask(&id, amount(60_000), None)).expect("a question");
    // The gateway takes one capture back meanwhile.
    let capture = s.shop.payment(&s.payment).captures[0].id.to_string();
    told(&mut s.shop, &capture, What::CaptureReversed);
    let refused = decide(&mut s, &Actor::user("cid", &[Role::Approver]), Verdict::Approve);
    assert_eq!(refused.map_err(|r| r.code()), Err("exceeds_refundable"));
    assert_eq!(statuses(&s), [RefundStatus::AwaitingApproval; 2], "none goes on without the other");
}

pub fn lines(line: u32, quantity: i64, amount_minor: Option<i64>) -> HowMuch {
    HowMuch::Lines { lines: vec![LineUnits { line, quantity }], amount_minor }
}

#[test]
fn lines_are_taken_once_for_the_whole() {
    let mut s = four();
    let id = s.order.clone();
    // One of two units of line 1, worth 27.50, by two tenders.
    let done =
        run(&mut s, &admin(), ask(&id, lines(1, 1, None), Some(Strategy::CreditFirst))).expect("there is enough");
    assert_eq!((done.amount_minor, row(&s, &done)), (2_750, vec![0, 2_000, 0, 750]));
    let line = s.shop.order(&id).line(1).expect("line 1").clone();
    assert_eq!((line.refunded_quantity, line.released_minor), (1, 2_750));
    let again = run(&mut s, &admin(), ask(&id, lines(1, 2, None), None));
    assert_eq!(again.map_err(|r| r.code()), Err("exceeds_quantity"));
    run(&mut s, &admin(), ask(&id, lines(1, 1, None), None)).expect("the other unit");
    let line = s.shop.order(&id).line(1).expect("line 1").clone();
    assert_eq!((line.refunded_quantity, line.left_minor(), line.net_left_minor()), (2, 0, 0));
}

#[test]
fn refusals_of_the_whole() {
    let limited = Actor { ceilings_minor: vec![("EUR".to_owned(), 3_000)], ..admin() };
    let rows: &[(&str, Actor, HowMuch, &str)] = &[
        ("more than all tenders have", admin(), amount(11_001), "exceeds_refundable"),
        ("nothing", admin(), amount(0), "amount_not_positive"),
        ("each part below the ceiling, the whole above", limited.clone(), amount(3_001), "exceeds_ceiling"),
        ("the whole of it above the ceiling", limited, HowMuch::Full, "exceeds_ceiling"),
        ("other money", admin(), HowMuch::Amount { amount_minor: 1, currency: Some(Currency::JPY) }, "wrong_currency"),
        ("no such line", admin(), lines(9, 1, None), "unknown_id"),
        ("more than the units are worth", admin(), lines(1, 1, Some(2_751)), "sum_mismatch"),
    ];
    for (words, who, how_much, code) in rows {
        let mut s = four();
        let id = s.order.clone();
        let refused = run(&mut s, who, ask(&id, how_much.clone(), None));
        assert_eq!(refused.map_err(|r| r.code()), Err(*code), "{words}");
    }
    let mut s = Stage::authorized(100);
    let id = s.order.clone();
    let refused = run(&mut s, &admin(), ask(&id, HowMuch::Full, None));
    assert_eq!(refused.map_err(|r| r.code()), Err("not_in_state"), "nothing was captured");
    let refused = run(&mut s, &admin(), ask(&Id::trusted("ord_x"), HowMuch::Full, None));
    assert_eq!(refused.map_err(|r| r.code()), Err("unknown_id"));
}

/// Two cards, the first under terms of its gateway.
fn with_terms(terms: Terms) -> (Stage, Id) {
    let mut bound = at_once(5_000, gateway_route());
    bound.method.terms = terms;
    let mut s = Stage::with_tenders(10_000, vec![bound, at_once(5_000, gateway_route())]);
    let id = s.order.clone();
    all_captured(&mut s.shop, &id);
    (s, id)
}

#[test]
fn a_tender_takes_back_what_its_gateway_can() {
    let oldest = Some(Strategy::OldestFirst);
    // Tens only: the other one takes the odd units.
    let (mut s, id) = with_terms(Terms { step_minor: 10, ..Terms::NONE });
    let done = run(&mut s, &admin(), ask(&id, amount(1_234), oldest)).expect("there is enough");
    assert_eq!(row(&s, &done), [1_230, 4]);
    let done = run(&mut s, &admin(), ask(&id, amount(3_333), Some(Strategy::ProRata))).expect("there is enough");
    assert!(row(&s, &done)[0] % 10 == 0 && row(&s, &done).iter().sum::<i64>() == 3_333);
    // Too late for the first: the other one takes it, and what is more than that nobody does.
    let (mut s, id) = with_terms(Terms { refund_within_secs: Some(86_400), ..Terms::NONE });
    s.shop.advance(2 * 86_400);
    let done = run(&mut s, &admin(), ask(&id, amount(4_000), oldest)).expect("there is enough");
    assert_eq!(row(&s, &done), [0, 4_000]);
    let refused = run(&mut s, &admin(), ask(&id, HowMuch::Full, oldest));
    assert!(matches!(refused, Err(Refusal::GatewayLimit { limit: "refund_window", .. })), "{refused:?}");
    // One refund at most.
    let (mut s, id) = with_terms(Terms { refunds_most: Some(1), ..Terms::NONE });
    for want in [[100, 0], [0, 100]] {
        let done = run(&mut s, &admin(), ask(&id, amount(100), oldest)).expect("there is enough");
        assert_eq!(row(&s, &done), want);
    }
}

/// Any tenders, captures and refunds in currencies with 0, 2 and 3 decimals: parts sum exactly, no tender gives more than
/// it has, and what is refunded in full leaves nothing of any line or tax.
#[test]
fn any_refunds_of_any_tenders_are_exact() {
    for seed in 0..400 {
        let mut rng = Rng::new(seed);
        let mut shop = Shop::new(seed, None);
        let currency = [Currency::JPY, Currency::EUR, Currency::KWD][rng.below(3)];
        let gross = rng.between(20, 40_000);
        let count = rng.between(1, 5);
        let mut left = gross;
        let mut tenders = Vec::new();
        for n in 1..=count {
            let part = if n == count { left } else { rng.between(1, left - (count - n)) };
            left -= part;
            tenders.push(at_once(part, if rng.one_in(4) { till() } else { gateway_route() }));
        }
        let mut placed = order("n-1", gross, tenders);
        (placed.currency, placed.customer) = (currency, Whose::Guest);
        let Ok(Answer::Order(id)) = shop.run(&admin(), placed) else { panic!("an order") };
        all_captured(&mut shop, &id);
        let mut s = Stage { payment: shop.order(&id).payments[0].clone(), order: id.clone(), shop };
        for _ in 0..30 {
            one_refund(&mut s, &mut rng);
        }
        approve_all(&mut s);
        // What waits for units that others took meanwhile is never approved.
        while s.shop.approvals().any(|a| a.status == ApprovalStatus::Open) {
            decide(&mut s, &Actor::user("fay", &[Role::Approver]), Verdict::Reject).expect("a no");
        }
        let _ = run(&mut s, &admin(), ask(&id, HowMuch::Full, None));
        approve_all(&mut s);
        let order = s.shop.order(&id);
        assert_eq!(order.refunded_minor, gross, "seed {seed}");
        assert!(order.lines.iter().all(|line| line.left_minor() == 0 && line.net_left_minor() == 0), "seed {seed}");
        assert_eq!(s.shop.books.total(Account::TaxPayable, currency), 0, "seed {seed}");
        assert_eq!(s.shop.books.total(Account::DeferredRevenue, currency), 0, "seed {seed}");
    }
}

fn one_refund(s: &mut Stage, rng: &mut Rng) {
    let payments = s.shop.order(&s.order).payments.clone();
    let before: Vec<i64> = payments.iter().map(|id| s.shop.payment(id).refundable_minor()).collect();
    let left: i64 = before.iter().sum();
    if left == 0 {
        return;
    }
    let how = match rng.below(3) {
        0 => lines(u32::try_from(rng.between(1, 2)).expect("small"), 1, None),
        _ => amount(rng.between(1, left.min(4_000))),
    };
    let strategy = Strategy::ALL[rng.below(Strategy::ALL.len())];
    let id = s.order.clone();
    match run(s, &admin(), ask(&id, how, Some(strategy))) {
        Ok(done) => {
            let row = row(s, &done);
            assert_eq!(row.iter().sum::<i64>(), done.amount_minor);
            assert!(row.iter().zip(&before).all(|(part, most)| part <= most), "{row:?} of {before:?}");
            assert!(done.parts.iter().all(|part| part.amount_minor > 0));
            let order = s.shop.order(&id);
            assert!(order.lines.iter().all(|line| line.left_minor() >= 0 && line.net_left_minor() >= 0), "{order:?}");
        }
        Err(refused) => assert!(matches!(refused.code(), "exceeds_quantity" | "exceeds_refundable"), "{refused}"),
    }
    if rng.one_in(3) {
        approve_all(s);
    }
}

fn approve_all(s: &mut Stage) {
    for person in [Actor::user("cid", &[Role::Approver]), Actor::user("dora", &[Role::Approver, Role::Finance])] {
        let open: Vec<Id> =
            s.shop.approvals().filter(|a| a.status == ApprovalStatus::Open).map(|a| a.id.clone()).collect();
        for approval in open {
            let reason = String::new();
            let _ =
                s.shop.run(&person, DecideApproval { approval, verdict: Verdict::Approve, reason, request_hash: None });
        }
    }
}
