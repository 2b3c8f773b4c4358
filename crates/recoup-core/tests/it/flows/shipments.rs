//! Goods that go out in parts: what is earned, what is taken for them, and what becomes of those that never go out.

use recoup_core::actor::Actor;
use recoup_core::decision::Answer;
use recoup_core::event::Body;
use recoup_core::id::Id;
use recoup_core::ledger::Account as A;
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::PlaceOrder;
use recoup_core::order::plan::{Freight, Plan, Rides, SetPlan, Step, Takes, Trigger};
use recoup_core::order::release::LineUnits;
use recoup_core::order::ship::{MoveShipment, PlanShipment, ShipShipment};
use recoup_core::order::short::CancelLines;
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::CaptureStatus;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::CancelRefund;

use super::people;
use super::stage::{ACCOUNT, Stage, admin, gateway_route, order, tender};
use crate::world::rng::Rng;

/// A line of units that are still to go out.
pub fn line(number: u32, quantity: i64, gross_minor: i64, tax_minor: i64) -> Line {
    Line {
        line: number,
        sku: format!("sku-{number}"),
        name: format!("thing {number}"),
        quantity,
        gross_minor,
        taxes: vec![LineTax { key: "DE/reduced".to_owned(), amount_minor: tax_minor }],
        delivered: false,
    }
}

pub fn step(trigger: Trigger, takes: Takes) -> Step {
    Step { trigger, takes }
}

/// Takes for each shipment what is in it.
pub fn as_it_ships() -> Plan {
    Plan { steps: vec![step(Trigger::Shipment, Takes::Shipped)], ..Plan::default() }
}

/// An order that is authorized over one card and whose goods are still to go out.
pub fn preorder(lines: Vec<Line>, currency: Currency) -> Stage {
    let gross_minor = lines.iter().map(|l| l.gross_minor).sum();
    let mut s = Stage::with_tenders(100, Vec::new());
    let placed = PlaceOrder { lines, currency, ..order("n-2", 100, vec![tender(gross_minor, gateway_route())]) };
    let Ok(Answer::Order(id)) = s.shop.run(&admin(), placed) else { panic!("it is placed") };
    s.payment = s.shop.order(&id).payments[0].clone();
    s.order = id;
    let payment = s.payment.clone();
    let expires_at = Some(recoup_core::decision::later(s.shop.now, 5 * 86_400));
    says(&mut s, &payment, &payment, What::Authorized { expires_at });
    s
}

/// The gateway tells about an operation of a payment.
pub fn says(s: &mut Stage, payment: &Id, id: &Id, what: What) {
    let mine = s.shop.payment(payment);
    let amount_minor = mine.capture(id).map(|c| c.amount_minor).or(mine.refund(id).map(|r| r.amount_minor));
    let amount = Money::new(amount_minor.unwrap_or(mine.amount_minor), mine.currency);
    let fact = Fact {
        account: ACCOUNT.to_owned(),
        subject: format!("theirs-{id}"),
        ours: id.as_str().to_owned(),
        what,
        amount: Some(amount),
        parent: String::new(),
        ordinal: String::new(),
    };
    s.shop.run(&people::gateway(), fact).expect("a fact is taken");
}

pub fn set_plan(s: &mut Stage, plan: Plan) {
    let order = s.order.clone();
    s.shop.run(&admin(), SetPlan { order, plan }).expect("a plan");
}

pub fn units(list: &[(u32, i64)]) -> Vec<LineUnits> {
    list.iter().map(|(line, quantity)| LineUnits { line: *line, quantity: *quantity }).collect()
}

/// Sets units aside and sends them out; what was asked to be captured for them.
pub fn ship(s: &mut Stage, list: &[(u32, i64)]) -> (Id, i64) {
    let planned = s.shop.run(&admin(), PlanShipment { order: s.order.clone(), lines: units(list) });
    let Ok(Answer::Shipment(_, shipment)) = planned else { panic!("{planned:?}") };
    let (carrier, tracking) = ("post".to_owned(), "RR 1".to_owned());
    s.shop.run(&admin(), ShipShipment { shipment: shipment.clone(), carrier, tracking }).expect("it goes out");
    (shipment, asked(s))
}

/// What the last commit asked to be captured.
pub fn asked(s: &Stage) -> i64 {
    let asked = |body: &Body| match body {
        Body::CaptureRequested { amount_minor, .. } => *amount_minor,
        _ => 0,
    };
    s.shop.last.events.iter().map(|event| asked(&event.body)).sum()
}

pub fn moves(s: &mut Stage, shipment: &Id, step: &str) {
    let (shipment, step, reason) = (shipment.clone(), step.to_owned(), "the carrier says so".to_owned());
    s.shop.run(&admin(), MoveShipment { shipment, step, reason }).expect("a step of its table");
}

pub fn will_not_come(s: &mut Stage, list: &[(u32, i64)]) {
    let (order, lines, reason) = (s.order.clone(), units(list), "not made any more".to_owned());
    s.shop.run(&admin(), CancelLines { order, lines, reason }).expect("they are free");
}

/// Every capture that is under way is told to be done.
pub fn captured(s: &mut Stage) {
    for payment in s.shop.order(&s.order).payments.clone() {
        let open: Vec<Id> =
            s.shop.payment(&payment).captures.iter().filter(|c| c.status.is_open()).map(|c| c.id.clone()).collect();
        for capture in open {
            says(s, &payment, &capture, What::Captured);
        }
    }
}

/// Balance of an account for the order, in its normal direction.
pub fn owes(s: &Stage, account: A) -> i64 {
    let mine = |key: &str| key == s.order.as_str() || !matches!(account, A::DeferredRevenue | A::AccountsReceivable);
    let sums = s.shop.books.balances().filter(|(a, key, ..)| *a == account && mine(key)).map(|(.., minor)| minor);
    account.natural_minor(sums.sum())
}

/// 1110, 1200, 2100, 2200, 2400, 4000 and 4100.
pub fn books(s: &Stage) -> [i64; 7] {
    [
        owes(s, A::GatewayClearing),
        owes(s, A::AccountsReceivable),
        owes(s, A::DeferredRevenue),
        owes(s, A::TaxPayable),
        owes(s, A::RefundsPayable),
        owes(s, A::Revenue),
        owes(s, A::RefundsAndReturns),
    ]
}

fn three() -> Stage {
    // The stage's own order of 1.00 is cancelled, so that the books are those of the example.
    let mut s = preorder(vec![line(1, 3, 10_698, 699)], Currency::EUR);
    let other = s.shop.orders().find(|o| o.id != s.order).expect("the stage's own").id.clone();
    let cancel = recoup_core::order::stop::CancelOrder { order: other, reason: "not wanted".to_owned() };
    s.shop.run(&admin(), cancel).expect("nothing was paid");
    s
}

/// What the stage's own order left: 42 earned and given back, in 4000 and 4100.
const BEFORE: i64 = 42;

fn by_three(s: &Stage) -> [i64; 7] {
    let mut books = books(s);
    books[5] -= BEFORE;
    books[6] -= BEFORE;
    books
}

#[test]
fn example_3_captured_at_once() {
    let mut s = three();
    assert_eq!(by_three(&s), [0, 10_698, 9_999, 699, 0, 0, 0]);
    set_plan(&mut s, Plan { steps: vec![step(Trigger::Order, Takes::All)], ..Plan::default() });
    assert_eq!(asked(&s), 10_698);
    captured(&mut s);
    assert_eq!(by_three(&s), [10_698, 0, 9_999, 699, 0, 0, 0]);
    assert_eq!(ship(&mut s, &[(1, 2)]).1, 0, "it is paid");
    assert_eq!(by_three(&s), [10_698, 0, 3_333, 699, 0, 6_666, 0]);
    will_not_come(&mut s, &[(1, 1)]);
    assert_eq!(by_three(&s), [10_698, 0, 0, 466, 3_566, 6_666, 0]);
    let refund = s.shop.payment(&s.payment).refunds[0].id.clone();
    let payment = s.payment.clone();
    says(&mut s, &payment, &refund, What::RefundSettled { evidence: "row".to_owned() });
    assert_eq!(by_three(&s), [7_132, 0, 0, 466, 0, 6_666, 0]);
}

#[test]
fn example_3_captured_on_shipment() {
    let mut s = three();
    set_plan(&mut s, as_it_ships());
    assert_eq!(asked(&s), 0);
    assert_eq!(ship(&mut s, &[(1, 2)]).1, 7_132);
    captured(&mut s);
    assert_eq!(by_three(&s), [7_132, 3_566, 3_333, 699, 0, 6_666, 0]);
    will_not_come(&mut s, &[(1, 1)]);
    assert_eq!(by_three(&s), [7_132, 0, 0, 466, 0, 6_666, 0]);
    let mine = s.shop.payment(&s.payment);
    assert_eq!((mine.releases.len(), mine.releases[0].amount_minor), (1, 3_566), "the rest goes back");
    assert!(mine.refunds.is_empty());
}

fn returns(s: &mut Stage, quantity: i64) -> Id {
    let how_much = HowMuch::Lines { lines: units(&[(1, quantity)]), amount_minor: None };
    let ask = RequestRefund { reason: "returned".to_owned(), ..s.ask_refund(how_much) };
    match s.shop.run(&admin(), ask) {
        Ok(Answer::Refund(_, id)) => id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_trap_of_example_3() {
    let mut s = three();
    set_plan(&mut s, as_it_ships());
    ship(&mut s, &[(1, 2)]);
    captured(&mut s);
    returns(&mut s, 1);
    // The unit that came back was earned; the one on backorder is still owed.
    assert_eq!(by_three(&s), [7_132, 3_566, 3_333, 466, 3_566, 6_666, 3_333]);
    assert_eq!(ship(&mut s, &[(1, 1)]).1, 3_566);
    captured(&mut s);
    assert_eq!(by_three(&s), [10_698, 0, 0, 466, 3_566, 9_999, 3_333]);
}

#[test]
fn a_refund_that_is_taken_back_after_the_rest_went_out() {
    let mut s = three();
    set_plan(&mut s, Plan { steps: vec![step(Trigger::Order, Takes::All)], ..Plan::default() });
    captured(&mut s);
    let refund = returns(&mut s, 1);
    assert_eq!(by_three(&s), [10_698, 0, 6_666, 466, 3_566, 0, 0]);
    ship(&mut s, &[(1, 2)]);
    assert_eq!(by_three(&s), [10_698, 0, 0, 466, 3_566, 6_666, 0]);
    let payment = s.payment.clone();
    says(&mut s, &payment, &refund, What::RefundFailed { code: "closed".to_owned() });
    s.shop.run(&admin(), CancelRefund { refund, reason: "sent after all".to_owned() }).expect("it failed");
    // Nobody sent the third unit: it is owed again, and earned when it goes out.
    assert_eq!(by_three(&s), [10_698, 0, 3_333, 699, 0, 6_666, 0]);
    ship(&mut s, &[(1, 1)]);
    assert_eq!(by_three(&s), [10_698, 0, 0, 699, 0, 9_999, 0]);
}

#[test]
fn what_is_lost_is_owed_again() {
    for (step, earns) in
        [("lose", Default::default()), ("return_to_sender", recoup_core::order::plan::Earns::Delivered)]
    {
        let on_arrival = earns == recoup_core::order::plan::Earns::Delivered;
        let mut s = three();
        set_plan(&mut s, Plan { earns, ..as_it_ships() });
        let (shipment, taken) = ship(&mut s, &[(1, 2)]);
        assert_eq!(taken, 7_132);
        captured(&mut s);
        let earned = if on_arrival { 0 } else { 6_666 };
        assert_eq!(by_three(&s), [7_132, 3_566, 9_999 - earned, 699, 0, earned, 0]);
        moves(&mut s, &shipment, step);
        assert_eq!(by_three(&s), [7_132, 3_566, 9_999, 699, 0, 0, 0], "{step}");
        let (again, taken) = ship(&mut s, &[(1, 2)]);
        assert_eq!(taken, 0, "it is paid already");
        let (rest, taken) = ship(&mut s, &[(1, 1)]);
        assert_eq!(taken, 3_566);
        captured(&mut s);
        moves(&mut s, &again, "deliver");
        moves(&mut s, &rest, "deliver");
        assert_eq!(by_three(&s), [10_698, 0, 0, 699, 0, 9_999, 0], "{step}");
    }
}

#[test]
fn charges_ride_along() {
    // Four units of 10.00 and postage of 5.99: whole with the first, or by value with the last taking the rest.
    for (rides, want) in [(Rides::First, [1_599, 1_000, 2_000]), (Rides::ProRata, [1_150, 1_150, 2_299])] {
        let mut s = preorder(vec![line(1, 4, 4_000, 262), line(2, 1, 599, 39)], Currency::EUR);
        set_plan(&mut s, Plan { freight: Freight { lines: vec![2], rides }, ..as_it_ships() });
        let taken = [(1, 1), (1, 1), (1, 2)].map(|part| ship(&mut s, &[part]).1);
        assert_eq!(taken, want, "{rides:?}");
        captured(&mut s);
        assert_eq!((owes(&s, A::DeferredRevenue), owes(&s, A::AccountsReceivable)), (0, 0), "{rides:?}");
    }
}

#[test]
fn charges_fall_away_with_goods_that_never_go_out() {
    for (rides, credited) in [(Rides::First, 3_000), (Rides::ProRata, 3_000 + 449)] {
        let mut s = preorder(vec![line(1, 4, 4_000, 262), line(2, 1, 599, 39)], Currency::EUR);
        set_plan(&mut s, Plan { freight: Freight { lines: vec![2], rides }, ..as_it_ships() });
        ship(&mut s, &[(1, 1)]);
        captured(&mut s);
        will_not_come(&mut s, &[(1, 3)]);
        captured(&mut s);
        assert_eq!(s.shop.order(&s.order).credited_minor, credited, "{rides:?}");
        assert_eq!((owes(&s, A::DeferredRevenue), owes(&s, A::AccountsReceivable)), (0, 0), "{rides:?}");
    }
}

/// Random lines, odd amounts, random shipments and units that never come: what is captured for each shipment is what is
/// in it, and the last one takes exactly the rest.
#[test]
fn parts_add_up_in_every_currency() {
    super::stage::THOROUGH.set(false);
    let mut rng = Rng::new(77);
    for round in 0..600 {
        let currency = [Currency::JPY, Currency::EUR, Currency::KWD][round % 3];
        let count = rng.between(1, 4);
        let lines: Vec<Line> = (1..=count)
            .map(|number| {
                let gross_minor = rng.between(1, 5_000);
                let tax_minor = rng.between(0, gross_minor / 3);
                line(u32::try_from(number).expect("small"), rng.between(1, 7), gross_minor, tax_minor)
            })
            .collect();
        let gross_minor: i64 = lines.iter().map(|l| l.gross_minor).sum();
        let freight = Freight {
            lines: if count > 1 && rng.one_in(2) { vec![1] } else { Vec::new() },
            rides: if rng.one_in(2) { Rides::First } else { Rides::ProRata },
        };
        let mut s = preorder(lines, currency);
        set_plan(&mut s, Plan { freight: freight.clone(), ..as_it_ships() });
        let (mut shipped_minor, mut rounds) = (0, 0);
        while !s.shop.order(&s.order).ships_no_more() {
            rounds += 1;
            assert!(rounds < 200, "it ends");
            let mine = s.shop.order(&s.order);
            let all: Vec<(u32, i64)> = mine.lines.iter().map(|l| (l.sold.line, mine.free_units(l.sold.line))).collect();
            let goods: Vec<(u32, i64)> =
                all.into_iter().filter(|(l, n)| *n > 0 && !freight.lines.contains(l)).collect();
            let (number, most) = goods[rng.below(goods.len())];
            let part = (number, rng.between(1, most));
            if rng.one_in(4) {
                will_not_come(&mut s, &[part]);
                shipped_minor += asked(&s);
                captured(&mut s);
                continue;
            }
            let (shipment, taken_minor) = ship(&mut s, &[part]);
            let mine = s.shop.order(&s.order);
            let worth_minor: i64 =
                mine.shipment(&shipment).map_or(0, |s| s.parts.iter().map(recoup_core::order::Part::gross_minor).sum());
            if !mine.ships_no_more() {
                assert_eq!(taken_minor, worth_minor, "round {round}: what is in it");
            }
            shipped_minor += taken_minor;
            captured(&mut s);
        }
        let mine = s.shop.order(&s.order);
        assert_eq!(shipped_minor + mine.credited_minor, gross_minor, "round {round}");
        assert_eq!((mine.open_minor(), mine.paid_minor), (0, shipped_minor), "round {round}");
        let parts: i64 = mine.shipments.iter().flat_map(|s| &s.parts).map(recoup_core::order::Part::gross_minor).sum();
        assert_eq!(parts, shipped_minor, "round {round}: what went out");
        assert_eq!((owes(&s, A::DeferredRevenue), owes(&s, A::AccountsReceivable)), (0, 0), "round {round}");
        let payment = s.shop.payment(&s.payment);
        assert!(payment.captures.iter().all(|c| c.status == CaptureStatus::Completed));
        assert_eq!(payment.releasable_minor(), 0, "round {round}: nothing stays held");
    }
}

#[test]
fn tables_are_kept() {
    let mut s = three();
    let tried = |s: &mut Stage, shipment: &Id, step: &str, reason: &str| {
        let (shipment, step, reason) = (shipment.clone(), step.to_owned(), reason.to_owned());
        s.shop.run(&admin(), MoveShipment { shipment, step, reason }).map(drop).map_err(|refusal| refusal.code())
    };
    let (shipment, _) = ship(&mut s, &[(1, 2)]);
    assert_eq!(tried(&mut s, &shipment, "pack", ""), Err("not_in_state"));
    assert_eq!(tried(&mut s, &shipment, "ship", ""), Err("invalid"));
    assert_eq!(tried(&mut s, &shipment, "lose", ""), Err("missing"));
    assert_eq!(tried(&mut s, &shipment, "cancel", "no"), Err("not_in_state"));
    assert_eq!(tried(&mut s, &shipment, "deliver", ""), Ok(()));
    let aside = |s: &mut Stage, who: &Actor, list: &[(u32, i64)]| {
        let ask = PlanShipment { order: s.order.clone(), lines: units(list) };
        s.shop.run(who, ask).map_err(|refusal| refusal.code())
    };
    assert_eq!(aside(&mut s, &admin(), &[(1, 2)]), Err("exceeds_quantity"));
    assert_eq!(aside(&mut s, &admin(), &[(7, 1)]), Err("unknown_id"));
    assert_eq!(aside(&mut s, &admin(), &[(1, 0)]), Err("invalid"));
    assert_eq!(aside(&mut s, &admin(), &[]), Err("missing"));
    let Ok(Answer::Shipment(_, second)) = aside(&mut s, &admin(), &[(1, 1)]) else { panic!("one is free") };
    assert_eq!(aside(&mut s, &admin(), &[(1, 1)]), Err("exceeds_quantity"), "it is set aside");
    assert_eq!(tried(&mut s, &second, "pack", ""), Ok(()));
    assert_eq!(tried(&mut s, &second, "cancel", "no"), Ok(()));
    will_not_come(&mut s, &[(1, 1)]);
    assert_eq!(aside(&mut s, &admin(), &[(1, 1)]), Err("exceeds_quantity"), "it never comes");
}
