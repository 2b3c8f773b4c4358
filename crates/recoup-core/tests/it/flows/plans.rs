//! Capture plans: deposits, dates, authorizations that run out, new charges, and what the customer reads.

use recoup_core::actor::Actor;
use recoup_core::effect::Alarm;
use recoup_core::id::Id;
use recoup_core::ledger::Account as A;
use recoup_core::money::Currency;
use recoup_core::order::plan::{Care, Earns, Freight, Plan, SetPlan, Short, Takes, Trigger};
use recoup_core::order::short::DelayLines;
use recoup_core::order::stop::{HoldOrder, ResumeOrder};
use recoup_core::payment::facts::What;
use recoup_core::payment::{PaymentStatus, Terms};
use recoup_core::timer::RingTimer;

use super::people;
use super::shipments::{
    as_it_ships, asked, captured, line, owes, preorder, says, set_plan, ship, step, units, will_not_come,
};
use super::stage::{Stage, admin};

fn told(s: &Stage) -> Vec<(&'static str, i64)> {
    let amount = |notice: &recoup_core::notice::Notice| notice.amount.map_or(0, |a| a.amount_minor);
    s.shop.last.notices.iter().map(|(_, notice)| (notice.template, amount(notice))).collect()
}

fn attentions(s: &Stage) -> Vec<&str> {
    s.shop.last.attentions.iter().map(|a| a.reason.as_str()).collect()
}

/// Two lines of 60.00 and 40.00.
fn two() -> Stage {
    preorder(vec![line(1, 2, 6_000, 958), line(2, 1, 4_000, 639)], Currency::EUR)
}

fn nth(s: &Stage, n: usize) -> Id {
    s.shop.order(&s.order).payments[n].clone()
}

fn ring(s: &mut Stage, alarm: Alarm) {
    s.shop.run(&people::timer(), RingTimer { alarm }).expect("a timer is never refused");
}

/// Rings the timer that gives the rest of a payment back, or does what the plan wants instead.
fn runs_out(s: &mut Stage, n: usize) {
    let alarm = Alarm::ReleaseRest { payment: nth(s, n) };
    assert!(s.shop.timers.remove(&alarm.timer_id()).is_some(), "a timer waits for it");
    ring(s, alarm);
}

#[test]
fn a_deposit_now_and_the_rest_when_it_ships() {
    let mut s = two();
    let steps = vec![step(Trigger::Order, Takes::Percent { percent: 30 }), step(Trigger::Shipment, Takes::Shipped)];
    set_plan(&mut s, Plan { steps, ..Plan::default() });
    assert_eq!(asked(&s), 3_000);
    captured(&mut s);
    assert_eq!(told(&s), [("deposit_taken", 3_000)]);
    // The deposit is used up by the first goods that go out.
    let (_, taken) = ship(&mut s, &[(1, 1)]);
    assert_eq!((taken, told(&s)), (0, vec![("shipped", 0)]));
    let (_, taken) = ship(&mut s, &[(1, 1)]);
    assert_eq!((taken, told(&s)), (3_000, vec![("shipped_and_charged", 3_000)]));
    captured(&mut s);
    assert!(told(&s).is_empty(), "a deposit is what is paid before anything goes out");
    assert_eq!(ship(&mut s, &[(2, 1)]).1, 4_000);
    captured(&mut s);
    assert_eq!((owes(&s, A::DeferredRevenue), owes(&s, A::AccountsReceivable)), (0, 0));
}

#[test]
fn a_deposit_and_everything_with_the_first_shipment() {
    let mut s = two();
    let deposit = step(Trigger::Order, Takes::Deposit { amount_minor: 2_500 });
    set_plan(&mut s, Plan { steps: vec![deposit, step(Trigger::Shipment, Takes::All)], ..Plan::default() });
    assert_eq!(asked(&s), 2_500);
    assert_eq!(ship(&mut s, &[(2, 1)]).1, 7_500);
    captured(&mut s);
    assert_eq!(ship(&mut s, &[(1, 2)]).1, 0);
}

#[test]
fn an_order_whose_deposit_was_taken_and_that_never_comes_is_credited_and_refunded() {
    let mut s = two();
    let steps = vec![step(Trigger::Order, Takes::Deposit { amount_minor: 5_000 })];
    set_plan(&mut s, Plan { steps, ..Plan::default() });
    captured(&mut s);
    will_not_come(&mut s, &[(1, 2)]);
    // 50.00 are open, so what was paid stays for the rest.
    assert_eq!((s.shop.order(&s.order).credited_minor, s.shop.payment(&s.payment).refunds.len()), (5_000, 1));
    assert_eq!(told(&s)[..2], [("goods_not_charged", 5_000), ("goods_owed", 1_000)]);
    will_not_come(&mut s, &[(2, 1)]);
    let refunds: Vec<i64> = s.shop.payment(&s.payment).refunds.iter().map(|r| r.amount_minor).collect();
    assert_eq!(refunds, [1_000, 4_000]);
    assert_eq!((owes(&s, A::DeferredRevenue), owes(&s, A::AccountsReceivable)), (0, 0));
    assert_eq!(s.shop.payment(&s.payment).releases.len(), 1);
}

#[test]
fn a_person_is_asked_where_the_plan_says_so() {
    let mut s = two();
    let steps = vec![step(Trigger::Order, Takes::All)];
    set_plan(&mut s, Plan { steps, short: Short::Ask, ..Plan::default() });
    captured(&mut s);
    will_not_come(&mut s, &[(2, 1)]);
    assert_eq!(attentions(&s), ["short_shipment"]);
    assert!(s.shop.payment(&s.payment).refunds.is_empty());
    assert_eq!(owes(&s, A::DeferredRevenue), 10_000 - 1_597, "it is owed until it is given back");
    ship(&mut s, &[(1, 2)]);
    s.shop.run(&admin(), s.ask_refund(lines(2, 1))).expect("it may be refunded");
    assert_eq!(owes(&s, A::DeferredRevenue), 0);
}

fn lines(line: u32, quantity: i64) -> recoup_core::payment::refund::HowMuch {
    recoup_core::payment::refund::HowMuch::Lines { lines: units(&[(line, quantity)]), amount_minor: None }
}

#[test]
fn a_date_takes_what_it_says_when_it_comes() {
    let mut s = two();
    let at = recoup_core::decision::later(s.shop.now, 3_600);
    let dated = step(Trigger::Date { at }, Takes::Deposit { amount_minor: 1_200 });
    let later = step(Trigger::Date { at: recoup_core::decision::later(at, 3_600) }, Takes::All);
    set_plan(&mut s, Plan { steps: vec![dated, later], ..Plan::default() });
    assert_eq!(asked(&s), 0);
    let alarm = || Alarm::TakeByPlan { order: s.order.clone() };
    let (first, again) = (alarm(), alarm());
    assert_eq!(s.shop.timers.get(&first.timer_id()).map(|t| t.due_at), Some(at));
    s.shop.advance(3_600);
    s.shop.timers.remove(&first.timer_id());
    ring(&mut s, first);
    assert_eq!(asked(&s), 1_200);
    s.shop.timers.remove(&again.timer_id());
    s.shop.advance(3_600);
    ring(&mut s, again.clone());
    assert_eq!(asked(&s), 8_800);
    ring(&mut s, again);
    assert!(s.shop.last.events.is_empty(), "there is nothing left to do");
}

#[test]
fn what_is_on_hold_is_taken_when_it_goes_on() {
    let mut s = two();
    let order = s.order.clone();
    s.shop.run(&admin(), HoldOrder { order: order.clone(), reason: "fraud?".to_owned() }).expect("it is open");
    set_plan(&mut s, Plan { steps: vec![step(Trigger::Order, Takes::All)], ..Plan::default() });
    assert_eq!(asked(&s), 0);
    s.shop.run(&admin(), ResumeOrder { order }).expect("it was stopped");
    assert_eq!(asked(&s), 10_000);
}

#[test]
fn what_is_authorized_late_is_taken_then() {
    let mut s = preorder(vec![line(1, 2, 6_000, 0)], Currency::EUR);
    set_plan(&mut s, as_it_ships());
    let payment = s.payment.clone();
    says(&mut s, &payment, &payment, What::Released);
    assert_eq!(s.shop.payment(&payment).status, PaymentStatus::Released);
    let tender = super::stage::tender(6_000, super::stage::gateway_route());
    s.shop.run(&admin(), recoup_core::order::place::AddTender { order: s.order.clone(), tender }).expect("it is open");
    assert_eq!(ship(&mut s, &[(1, 1)]).1, 0);
    assert!(attentions(&s).is_empty(), "it may be authorized yet");
    let second = nth(&s, 1);
    says(&mut s, &second, &second, What::Authorized { expires_at: None });
    assert_eq!(asked(&s), 3_000);
}

#[test]
fn an_authorization_that_runs_out_is_renewed() {
    let mut s = two();
    set_plan(&mut s, Plan { care: Care::Renew, ..as_it_ships() });
    ship(&mut s, &[(1, 1)]);
    captured(&mut s);
    runs_out(&mut s, 0);
    let by = nth(&s, 1);
    let effect = s.shop.effects.values().find(|e| e.operation.payment == by).expect("it is sent");
    assert_eq!((effect.amount.amount_minor, effect.merchant_initiated, effect.token.as_str()), (7_000, true, "tok"));
    assert!(s.shop.payment(&s.payment).releases.is_empty(), "the old one stays until the new one is there");
    says(&mut s, &by, &by, What::Authorized { expires_at: None });
    assert_eq!(told(&s), [("authorization_renewed", 7_000)]);
    assert_eq!(s.shop.payment(&s.payment).releases.len(), 1);
    assert_eq!(ship(&mut s, &[(1, 1), (2, 1)]).1, 7_000);
    assert_eq!(s.shop.payment(&by).capturing_minor(), 7_000);
}

#[test]
fn a_renewal_that_is_declined_leaves_the_old_one_and_tells_a_person() {
    let mut s = two();
    set_plan(&mut s, Plan { care: Care::Renew, ..as_it_ships() });
    runs_out(&mut s, 0);
    let by = nth(&s, 1);
    says(&mut s, &by, &by, What::Declined { code: "insufficient_funds".to_owned() });
    assert_eq!(attentions(&s), ["plan_payment_declined"]);
    assert!(s.shop.payment(&s.payment).releases.is_empty());
    assert_eq!(ship(&mut s, &[(1, 1)]).1, 3_000, "the old one is still there");
    captured(&mut s);
    runs_out(&mut s, 0);
    assert_eq!(s.shop.payment(&s.payment).releases.len(), 1, "it is asked for anew once, then given back");
}

#[test]
fn goods_that_ship_after_the_authorization_ran_out_are_charged_anew() {
    let mut s = two();
    set_plan(&mut s, Plan { care: Care::Renew, ..as_it_ships() });
    let payment = s.payment.clone();
    says(&mut s, &payment, &payment, What::Expired);
    assert_eq!(ship(&mut s, &[(1, 1)]).1, 0);
    assert_eq!(told(&s), [("shipped_and_charged", 3_000)]);
    let by = nth(&s, 1);
    assert_eq!((s.shop.payment(&by).amount_minor, s.shop.payment(&by).capture_at_once), (3_000, true));
    // While it is not decided nothing else is charged for the same goods.
    ship(&mut s, &[(1, 1)]);
    assert_eq!(s.shop.payment(&nth(&s, 2)).amount_minor, 3_000);
    says(&mut s, &by, &by, What::Authorized { expires_at: None });
    assert_eq!(asked(&s), 3_000);
    captured(&mut s);
    assert_eq!(s.shop.order(&s.order).paid_minor, 3_000);
    // The customer agreed to 100.00 with this card, and to no more.
    let third = nth(&s, 2);
    says(&mut s, &third, &third, What::Declined { code: "insufficient_funds".to_owned() });
    assert_eq!(attentions(&s), ["plan_payment_declined"]);
    ship(&mut s, &[(2, 1)]);
    assert_eq!(s.shop.payment(&nth(&s, 3)).amount_minor, 7_000);
}

#[test]
fn where_nothing_may_be_charged_anew_a_person_is_told() {
    let mut s = two();
    set_plan(&mut s, as_it_ships());
    let payment = s.payment.clone();
    says(&mut s, &payment, &payment, What::Expired);
    ship(&mut s, &[(1, 1)]);
    assert_eq!(attentions(&s), ["capture_short"]);
    assert_eq!(s.shop.order(&s.order).plan.as_ref().map(|p| p.short_minor), Some(3_000));
    let tender = super::stage::tender(10_000, super::stage::gateway_route());
    s.shop.run(&admin(), recoup_core::order::place::AddTender { order: s.order.clone(), tender }).expect("it is open");
    let second = nth(&s, 1);
    says(&mut s, &second, &second, What::Authorized { expires_at: None });
    assert_eq!((asked(&s), s.shop.order(&s.order).plan.as_ref().map(|p| p.short_minor)), (3_000, Some(0)));
}

#[test]
fn what_runs_out_is_captured_or_given_back_as_the_plan_says() {
    for (care, captures, releases) in [(Care::Capture, 1, 0), (Care::Release, 0, 1)] {
        let mut s = two();
        set_plan(&mut s, Plan { care, ..as_it_ships() });
        runs_out(&mut s, 0);
        let mine = s.shop.payment(&s.payment);
        assert_eq!((mine.captures.len(), mine.releases.len()), (captures, releases), "{care:?}");
        if care == Care::Capture {
            captured(&mut s);
            assert_eq!(ship(&mut s, &[(1, 2), (2, 1)]).1, 0, "it is paid");
        }
    }
}

#[test]
fn a_gateway_that_captures_once_is_charged_anew_for_the_rest() {
    let mut s = Stage::with_tenders(100, Vec::new());
    let mut card = super::stage::tender(6_000, super::stage::gateway_route());
    card.method.terms = Terms { captures_most: Some(1), ..Terms::NONE };
    let lines = vec![line(1, 2, 6_000, 0)];
    let placed = recoup_core::order::place::PlaceOrder { lines, ..super::stage::order("n-2", 100, vec![card]) };
    let Ok(recoup_core::decision::Answer::Order(id)) = s.shop.run(&admin(), placed) else { panic!("it is placed") };
    s.payment = s.shop.order(&id).payments[0].clone();
    s.order = id;
    let payment = s.payment.clone();
    says(&mut s, &payment, &payment, What::Authorized { expires_at: None });
    set_plan(&mut s, Plan { care: Care::Renew, ..as_it_ships() });
    assert_eq!(ship(&mut s, &[(1, 1)]).1, 3_000);
    captured(&mut s);
    assert_eq!(s.shop.payment(&payment).status, PaymentStatus::Captured, "the rest went back with it");
    ship(&mut s, &[(1, 1)]);
    assert_eq!(s.shop.payment(&nth(&s, 1)).amount_minor, 3_000);
}

#[test]
fn late_goods_are_kept_for_as_long_as_the_plan_says() {
    let mut s = two();
    set_plan(&mut s, Plan { keep_days: Some(2), ..as_it_ships() });
    let (order, reason) = (s.order.clone(), "the ship is stuck".to_owned());
    let late = DelayLines { order: order.clone(), lines: units(&[(1, 1)]), until: None, reason };
    s.shop.run(&admin(), late.clone()).expect("it is open");
    assert_eq!(told(&s), [("goods_late", 0)]);
    let alarm = Alarm::EndLate { order };
    assert!(s.shop.timers.remove(&alarm.timer_id()).is_some());
    s.shop.advance(2 * 86_400);
    ring(&mut s, alarm.clone());
    assert_eq!(told(&s), [("goods_not_charged", 3_000)]);
    assert_eq!(s.shop.order(&s.order).credited_minor, 3_000);
    ring(&mut s, alarm);
    assert!(s.shop.last.events.is_empty());
}

/// Someone whose own ceiling is 10 minor units.
fn limited() -> Actor {
    Actor { ceilings_minor: vec![("EUR".to_owned(), 10)], ..admin() }
}

#[test]
fn what_a_plan_must_not_say() {
    let tried = |who: &Actor, plan: Plan| {
        let mut s = two();
        let order = s.order.clone();
        s.shop.run(who, SetPlan { order, plan }).map(drop).map_err(|r| (r.code(), r.param().map(str::to_owned)))
    };
    let with = |takes| Plan { steps: vec![step(Trigger::Order, takes)], ..Plan::default() };
    let refused = |code, param: &str| Err((code, Some(param.to_owned())));
    let none = Takes::Deposit { amount_minor: 0 };
    assert_eq!(tried(&admin(), with(none)), refused("amount_not_positive", "steps[0].amount_minor"));
    assert_eq!(tried(&admin(), with(Takes::Percent { percent: 101 })), refused("invalid", "steps[0].percent"));
    let many = Plan { steps: vec![step(Trigger::Order, Takes::All); 11], ..Plan::default() };
    assert_eq!(tried(&admin(), many), refused("invalid", "steps"));
    assert_eq!(tried(&admin(), Plan { keep_days: Some(0), ..Plan::default() }), refused("invalid", "keep_days"));
    let freight = |lines| Plan { freight: Freight { lines, ..Freight::default() }, ..Plan::default() };
    assert_eq!(tried(&admin(), freight(vec![2, 2])), refused("invalid", "freight.lines"));
    assert_eq!(tried(&admin(), freight(vec![9])), Err(("unknown_id", None)));
    assert_eq!(tried(&limited(), with(Takes::All)), refused("exceeds_ceiling", "amount_minor"));
    assert_eq!(tried(&limited(), as_it_ships()), Ok(()));
    let mut s = two();
    set_plan(&mut s, as_it_ships());
    ship(&mut s, &[(1, 1)]);
    let changed = SetPlan { order: s.order.clone(), plan: freight(vec![2]) };
    assert_eq!(s.shop.run(&admin(), changed).map_err(|r| r.code()), Err("invalid"));
    s = two();
    s.cancel_order();
    let late = SetPlan { order: s.order.clone(), plan: as_it_ships() };
    assert_eq!(s.shop.run(&admin(), late).map_err(|r| r.code()), Err("not_in_state"));
}

#[test]
fn a_plan_that_earns_on_arrival() {
    let mut s = two();
    let steps = vec![step(Trigger::Delivery, Takes::Shipped)];
    set_plan(&mut s, Plan { steps, earns: Earns::Delivered, ..Plan::default() });
    let before = owes(&s, A::Revenue);
    let (first, taken) = ship(&mut s, &[(1, 2)]);
    assert_eq!((taken, owes(&s, A::Revenue) - before), (0, 0));
    super::shipments::moves(&mut s, &first, "deliver");
    assert_eq!((asked(&s), owes(&s, A::Revenue) - before), (6_000, 6_000 - 958));
    let (second, _) = ship(&mut s, &[(2, 1)]);
    super::shipments::moves(&mut s, &second, "deliver");
    captured(&mut s);
    assert_eq!((owes(&s, A::DeferredRevenue), s.shop.order(&s.order).open_minor()), (0, 0));
}
