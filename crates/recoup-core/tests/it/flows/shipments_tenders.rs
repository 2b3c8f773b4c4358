//! Goods that go out in parts and are paid by several tenders: what comes back is of the goods that came back, by
//! whichever tender it is given back, and tenders that stand or fall together are captured when all stand.

use recoup_core::decision::Answer;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::ledger::Account as A;
use recoup_core::money::Currency;
use recoup_core::order::place::{AddTender, PlaceOrder};
use recoup_core::order::plan::{Care, Plan};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::dispute::Proof;
use recoup_core::payment::dispute::collect::collected;
use recoup_core::payment::facts::What;
use recoup_core::payment::refund::HowMuch;
use recoup_core::payment::refund_after::CancelRefund;
use recoup_core::tender::Strategy;
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::tender::together::PlaceTogether;

use super::shipments::{as_it_ships, asked, line, moves, owes, set_plan, ship, units, will_not_come};
use super::stage::{Stage, admin, gateway_route, order, tender};
use super::tender_refund::{all_captured, ask, at_once, run, told, with_balance};
use crate::world::rng::Rng;

/// Three units of 35.66 that are still to go out, over these tenders.
fn placed(tenders: Vec<Tender>) -> PlaceOrder {
    PlaceOrder { lines: vec![line(1, 3, 10_698, 699)], ..order("n-2", 100, tenders) }
}

/// They are paid by two cards.
fn by_two_cards() -> Stage {
    let mut s = Stage::with_tenders(100, Vec::new());
    let cards = vec![at_once(5_000, gateway_route()), at_once(5_698, gateway_route())];
    let Ok(Answer::Order(id)) = s.shop.run(&admin(), placed(cards)) else { panic!("an order") };
    all_captured(&mut s.shop, &id);
    s.order = id;
    s
}

/// What is deferred of the order, and what was given back of revenue.
fn pools(s: &Stage) -> (i64, i64) {
    (owes(s, A::DeferredRevenue), owes(s, A::RefundsAndReturns))
}

fn one_unit() -> HowMuch {
    HowMuch::Lines { lines: units(&[(1, 1)]), amount_minor: None }
}

#[test]
fn a_unit_that_comes_back_is_given_back_by_all_tenders_as_revenue() {
    for strategy in Strategy::ALL {
        let mut s = by_two_cards();
        ship(&mut s, &[(1, 2)]);
        let before = pools(&s);
        let returned = ask(&s.order.clone(), one_unit(), Some(strategy));
        run(&mut s, &admin(), returned).expect("it is paid");
        // The third is still to be made, and stays deferred.
        assert_eq!(pools(&s), (before.0, before.1 + 3_333), "{strategy:?}");
        ship(&mut s, &[(1, 1)]);
        assert_eq!(pools(&s), (0, before.1 + 3_333), "{strategy:?}");
    }
}

#[test]
fn a_part_that_is_moved_is_of_the_same_goods() {
    let mut s = by_two_cards();
    ship(&mut s, &[(1, 2)]);
    let before = pools(&s);
    let returned = ask(&s.order.clone(), one_unit(), Some(Strategy::OldestFirst));
    let allocation = run(&mut s, &admin(), returned).expect("it is paid");
    let failed = allocation.parts[0].refund.clone();
    told(&mut s.shop, failed.as_str(), What::RefundFailed { code: "closed".to_owned() });
    let moved = MoveRefund { refund: failed, to: To::Tender { payment: None }, reason: "closed".to_owned() };
    s.shop.run(&admin(), moved).expect("the other card has room");
    assert_eq!(pools(&s), (before.0, before.1 + 3_333));
}

#[test]
fn cash_that_comes_late_is_taken_for_what_went_out() {
    let mut s = Stage::with_tenders(100, Vec::new());
    let Ok(Answer::Order(id)) = s.shop.run(&admin(), placed(Vec::new())) else { panic!("an order") };
    s.order = id;
    set_plan(&mut s, as_it_ships());
    ship(&mut s, &[(1, 2)]);
    assert_eq!(s.shop.order(&s.order).plan.as_deref().map(|planned| planned.short_minor), Some(7_132));
    let cash = tender(10_698, Route::Offline { account: "till".to_owned() });
    s.shop.run(&admin(), AddTender { order: s.order.clone(), tender: cash }).expect("it is open");
    let mine = s.shop.order(&s.order);
    assert_eq!((mine.paid_minor, mine.plan.as_deref().map(|planned| planned.short_minor)), (7_132, Some(0)));
    assert_eq!(ship(&mut s, &[(1, 1)]).1, 3_566);
}

#[test]
fn what_went_out_proves_itself_to_a_bank() {
    let mut s = by_two_cards();
    let (first, _) = ship(&mut s, &[(1, 2)]);
    moves(&mut s, &first, "deliver");
    ship(&mut s, &[(1, 1)]);
    let mine = s.shop.order(&s.order);
    let all = collected(s.shop.payment(&mine.payments[0]), Some(mine));
    let said = |proof| all.iter().find(|found| found.proof == proof).map(|found| found.words.as_str()).expect("it");
    assert_eq!((said(Proof::Carrier), said(Proof::TrackingNumber)), ("post", "RR 1\nRR 1"));
    assert_eq!(said(Proof::ShippingDate).lines().count(), 2);
    assert!(said(Proof::Delivery).starts_with("2 x thing 1 (sku-1) delivered 20"), "{}", said(Proof::Delivery));
}

#[test]
fn what_never_comes_goes_back_over_all_tenders_as_one() {
    let mut s = by_two_cards();
    ship(&mut s, &[(1, 1)]);
    will_not_come(&mut s, &[(1, 2)]);
    let mine = s.shop.order(&s.order);
    let parts: Vec<i64> = mine.tenders.allocations[0].parts.iter().map(|part| part.amount_minor).collect();
    // Newest first: one question about the whole, and a refund of each card.
    assert_eq!((parts, mine.tenders.allocations.len()), (vec![1_434, 5_698], 1));
    assert_eq!((mine.refunded_minor, owes(&s, A::DeferredRevenue)), (7_132, 0));
    assert_eq!((mine.lines[0].goods.waiting, mine.lines[0].refunded_quantity), (0, 2));
}

/// Returned and given up units, over two cards, taken back now and then: what is gone leaves nothing deferred.
#[test]
fn any_refunds_over_tenders_leave_nothing_deferred() {
    super::stage::THOROUGH.set(false);
    let mut rng = Rng::new(23);
    for round in 0..300 {
        let mut s = by_two_cards();
        let mut refunds: Vec<Id> = Vec::new();
        for _ in 0..8 {
            let free = s.shop.order(&s.order).free_units(1);
            match rng.below(4) {
                0 | 1 if free > 0 => drop(ship(&mut s, &[(1, rng.between(1, free))])),
                2 if !refunds.is_empty() => {
                    let refund = refunds.swap_remove(rng.below(refunds.len()));
                    told(&mut s.shop, refund.as_str(), What::RefundFailed { code: "closed".to_owned() });
                    s.shop.run(&admin(), CancelRefund { refund, reason: "not wanted".to_owned() }).expect("it failed");
                }
                _ => {
                    let part = HowMuch::Amount { amount_minor: rng.between(1, 900), currency: None };
                    let how_much = if rng.one_in(2) { one_unit() } else { part };
                    let back = ask(&s.order.clone(), how_much, Some(Strategy::ALL[rng.below(Strategy::ALL.len())]));
                    if let Ok(allocation) = run(&mut s, &admin(), back) {
                        refunds.extend(allocation.parts.into_iter().map(|part| part.refund));
                    }
                }
            }
            let mine = s.shop.order(&s.order);
            assert_eq!(owes(&s, A::DeferredRevenue), mine.deferred_minor(), "round {round}");
        }
        let free = s.shop.order(&s.order).free_units(1);
        if free > 0 {
            ship(&mut s, &[(1, free)]);
        }
        assert_eq!(owes(&s, A::DeferredRevenue), 0, "round {round}");
    }
}

#[test]
fn a_plan_waits_for_tenders_that_stand_together() {
    let mut s = Stage::with_tenders(100, Vec::new());
    let customer = with_balance(&mut s.shop, 2_000);
    let card = |amount| tender(amount, gateway_route());
    let tenders = vec![card(3_000), tender(2_000, Route::Balance { customer: customer.clone() }), card(5_698)];
    let Ok(Answer::Order(id)) = s.shop.run(&admin(), PlaceTogether { order: placed(tenders) }) else { panic!() };
    s.order = id;
    set_plan(&mut s, Plan { care: Care::Renew, ..as_it_ships() });
    let payments = s.shop.order(&s.order).payments.clone();
    told(&mut s.shop, payments[0].as_str(), What::Authorized { expires_at: None });
    assert_eq!(ship(&mut s, &[(1, 2)]).1, 0, "one of them may still fall");
    let planned = s.shop.order(&s.order).plan.as_deref().expect("a plan");
    assert_eq!((planned.short_minor, planned.follow_ups.len()), (0, 0), "it is waited for");
    told(&mut s.shop, payments[2].as_str(), What::Authorized { expires_at: None });
    // The balance first, then the oldest card, then the other one.
    assert_eq!(asked(&s), 7_132);
    let taken = payments.iter().map(|id| s.shop.payment(id).captures.iter().map(|c| c.amount_minor).sum::<i64>());
    assert_eq!(taken.collect::<Vec<_>>(), [3_000, 2_000, 2_132]);
    let mine = s.shop.customers().find(|c| c.id == customer).expect("the customer");
    assert_eq!((mine.balance_minor(Currency::EUR), mine.tender_held_minor(Currency::EUR)), (0, 0));
}
