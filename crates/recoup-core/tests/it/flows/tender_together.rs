//! All tenders or none: every order in which their outcomes may be told, words that come late, and what is given back.

use recoup_core::decision::Answer;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::Currency;
use recoup_core::order::place::AddTender;
use recoup_core::order::stop::{CancelOrder, HoldOrder, ResumeOrder};
use recoup_core::payment::PaymentStatus;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::release::RequestRelease;
use recoup_core::tender::GroupStatus;
use recoup_core::tender::together::{PlaceTogether, TenderTogether};
use recoup_core::timer::RingTimer;

use super::people;
use super::routing::routed;
use super::stage::{Stage, admin, gateway_route, order, tender};
use super::tender_refund::{at_once, fact, told, with_balance};

/// An order over these tenders, all or none, and 20.00 of the customer's balance.
fn placed(cards: &[Tender]) -> Stage {
    let mut s = Stage::with_tenders(100, Vec::new());
    let customer = with_balance(&mut s.shop, 2_000);
    let mut tenders = cards.to_vec();
    tenders.insert(1, tender(2_000, Route::Balance { customer }));
    let gross = tenders.iter().map(|tender| tender.amount_minor).sum();
    let ask = PlaceTogether { order: order("n-2", gross, tenders) };
    let Ok(Answer::Order(placed)) = s.shop.run(&admin(), ask) else { panic!("an order") };
    s.payment = s.shop.order(&placed).payments[0].clone();
    s.order = placed;
    s
}

fn cards(count: usize) -> Vec<Tender> {
    (0..count).map(|n| at_once(1_000 + n as i64, gateway_route())).collect()
}

fn gateway_payments(s: &Stage) -> Vec<Id> {
    let payments = s.shop.order(&s.order).payments.iter();
    payments.filter(|id| s.shop.payment(id).gateway_account().is_some()).cloned().collect()
}

fn group(s: &Stage) -> GroupStatus {
    s.shop.order(&s.order).tenders.groups[0].status
}

fn balance(s: &Stage) -> (i64, i64) {
    let customer = s.shop.customers().next().expect("a customer");
    (customer.balance_minor(Currency::EUR), customer.tender_held_minor(Currency::EUR))
}

fn captures(s: &Stage) -> usize {
    s.shop.order(&s.order).payments.iter().map(|id| s.shop.payment(id).captures.len()).sum()
}

const DECLINED: fn() -> What = || What::Declined { code: "do_not_honor".to_owned() };
const AUTHORIZED: fn() -> What = || What::Authorized { expires_at: None };

/// Three cards and a balance: every outcome of each, in every order, with every one told twice.
#[test]
fn every_permutation_of_outcomes_takes_all_or_none() {
    let outcomes: [fn() -> What; 4] = [AUTHORIZED, DECLINED, || What::Expired, || What::Released];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for ends in 0..64_usize {
        let of = |card: usize| outcomes[(ends >> (2 * card)) & 3];
        let all = ends == 0;
        for turn in orders {
            let mut s = placed(&cards(3));
            let payments = gateway_payments(&s);
            for (told_before, card) in turn.iter().enumerate() {
                assert_eq!((captures(&s), balance(&s).0), (0, 2_000), "{turn:?} {told_before}");
                told(&mut s.shop, payments[*card].as_str(), of(*card)());
                told(&mut s.shop, payments[*card].as_str(), of(*card)());
            }
            if all {
                assert_eq!((group(&s), captures(&s), balance(&s)), (GroupStatus::Complete, 4, (0, 0)));
                continue;
            }
            assert_eq!((group(&s), captures(&s), balance(&s)), (GroupStatus::Broken, 0, (2_000, 0)));
            for (card, payment) in payments.iter().enumerate() {
                let authorized = ends >> (2 * card) & 3 == 0;
                let mine = s.shop.payment(payment);
                assert_eq!(mine.releases.len(), usize::from(authorized), "{turn:?}: {mine:?}");
                assert_eq!(mine.releasable_minor(), 0);
            }
            assert!(s.shop.timers.values().all(|t| matches!(t.alarm.word(), "release_overdue" | "ask_again")));
        }
    }
}

#[test]
fn what_is_not_known_is_waited_for() {
    for end in [AUTHORIZED, DECLINED] {
        let mut s = placed(&cards(2));
        let payments = gateway_payments(&s);
        told(&mut s.shop, payments[0].as_str(), AUTHORIZED());
        s.lose_track();
        told(&mut s.shop, payments[1].as_str(), What::ActionRequired);
        assert_eq!((group(&s), captures(&s), balance(&s)), (GroupStatus::Gathering, 0, (2_000, 2_000)));
        let ask = RequestCapture { payment: payments[0].clone(), amount_minor: None, currency: None, last: false };
        let refused = s.shop.run(&admin(), ask).expect_err("others are not authorized");
        assert!(refused.to_string().contains("gathering"), "{refused}");
        told(&mut s.shop, payments[1].as_str(), end());
        let all = end().word() == "authorized";
        assert_eq!(captures(&s), if all { 3 } else { 0 });
    }
}

/// What is authorized after the group broke goes back at once, and is never captured.
#[test]
fn late_words_after_the_group_broke() {
    let mut s = placed(&cards(3));
    let payments = gateway_payments(&s);
    told(&mut s.shop, payments[0].as_str(), DECLINED());
    assert_eq!((group(&s), balance(&s)), (GroupStatus::Broken, (2_000, 0)));
    told(&mut s.shop, payments[1].as_str(), AUTHORIZED());
    // Also what was declined first.
    told(&mut s.shop, payments[0].as_str(), AUTHORIZED());
    for payment in &payments[..2] {
        assert_eq!(s.shop.payment(payment).releases.len(), 1, "{payment}");
        let ask = RequestCapture { payment: payment.clone(), amount_minor: None, currency: None, last: false };
        assert_eq!(s.shop.run(&admin(), ask).map_err(|r| r.code()), Err("not_in_state"));
    }
    told(&mut s.shop, payments[2].as_str(), DECLINED());
    assert_eq!(captures(&s), 0);
}

#[test]
fn after_a_group_broke_the_order_takes_other_tenders_at_once() {
    let mut s = placed(&cards(2));
    let payments = gateway_payments(&s);
    told(&mut s.shop, payments[0].as_str(), AUTHORIZED());
    told(&mut s.shop, payments[1].as_str(), DECLINED());
    // The release is still on its way.
    assert!(s.shop.payment(&payments[0]).releases[0].status.is_open());
    let id = s.order.clone();
    let more = vec![tender(3_000, gateway_route()), tender(1_001, gateway_route())];
    s.shop.run(&admin(), TenderTogether { order: id.clone(), tenders: more }).expect("all of it is open again");
    let one = AddTender { order: id.clone(), tender: tender(1, gateway_route()) };
    assert_eq!(s.shop.run(&admin(), one).map_err(|r| r.code()), Err("exceeds_open"));
    let newest = s.shop.order(&id).payments[3..].to_vec();
    newest.iter().for_each(|payment| told(&mut s.shop, payment.as_str(), AUTHORIZED()));
    let groups: Vec<GroupStatus> = s.shop.order(&id).tenders.groups.iter().map(|group| group.status).collect();
    assert_eq!(groups, [GroupStatus::Broken, GroupStatus::Complete]);
    // They are captured when they are asked for, not at once.
    assert_eq!(captures(&s), 0);
    let ask = RequestCapture { payment: newest[0].clone(), amount_minor: None, currency: None, last: false };
    s.shop.run(&admin(), ask).expect("all stand");
}

#[test]
fn one_that_is_given_back_or_runs_out_breaks_its_group() {
    for how in ["released", "ran out", "less"] {
        let mut s = placed(&cards(2));
        let payments = gateway_payments(&s);
        if how == "less" {
            let mut fact = fact(payments[0].as_str(), AUTHORIZED());
            fact.amount = Some(recoup_core::money::Money::new(999, Currency::EUR));
            s.shop.run(&people::gateway(), fact).expect("a fact is taken");
        } else {
            let soon = recoup_core::decision::later(s.shop.now, 3_600);
            told(&mut s.shop, payments[0].as_str(), What::Authorized { expires_at: Some(soon) });
        }
        match how {
            "released" => drop(s.shop.run(&admin(), RequestRelease { payment: payments[0].clone() })),
            "ran out" => {
                let alarm = recoup_core::effect::Alarm::ReleaseRest { payment: payments[0].clone() };
                let timer = s.shop.timers.remove(&alarm.timer_id()).expect("a timer");
                s.shop.run(&people::timer(), RingTimer { alarm: timer.alarm }).expect("it rings");
            }
            _ => {}
        }
        assert_eq!((group(&s), balance(&s)), (GroupStatus::Broken, (2_000, 0)), "{how}");
        assert_eq!(s.shop.payment(&payments[0]).releases.len(), 1, "{how}");
    }
}

#[test]
fn a_held_order_captures_all_when_it_goes_on() {
    let mut s = placed(&cards(2));
    let (id, payments) = (s.order.clone(), gateway_payments(&s));
    told(&mut s.shop, payments[0].as_str(), AUTHORIZED());
    s.shop.run(&admin(), HoldOrder { order: id.clone(), reason: "a question".to_owned() }).expect("it is open");
    s.shop.run(&admin(), ResumeOrder { order: id.clone() }).expect("it is held");
    assert_eq!(captures(&s), 0, "the other one is not authorized");
    s.shop.run(&admin(), HoldOrder { order: id.clone(), reason: "a question".to_owned() }).expect("it is open");
    told(&mut s.shop, payments[1].as_str(), AUTHORIZED());
    assert_eq!((group(&s), captures(&s), balance(&s)), (GroupStatus::Complete, 0, (2_000, 2_000)));
    s.shop.run(&admin(), ResumeOrder { order: id }).expect("it is held");
    assert_eq!((captures(&s), balance(&s)), (3, (0, 0)));
}

#[test]
fn an_order_that_is_called_off_frees_the_balance() {
    let mut s = placed(&cards(1));
    let payments = gateway_payments(&s);
    told(&mut s.shop, payments[0].as_str(), What::ActionRequired);
    assert_eq!(balance(&s), (2_000, 2_000));
    // What is held is not there for anything else.
    let customer = s.shop.customers().next().expect("a customer").id.clone();
    let other = order("n-3", 1, vec![tender(1, Route::Balance { customer })]);
    assert_eq!(s.shop.run(&admin(), other).map_err(|r| r.code()), Err("exceeds_balance"));
    let (order, reason) = (s.order.clone(), "not wanted".to_owned());
    s.shop.run(&admin(), CancelOrder { order, reason }).expect("nothing was captured");
    assert_eq!(balance(&s), (2_000, 0));
    told(&mut s.shop, payments[0].as_str(), AUTHORIZED());
    assert_eq!((captures(&s), s.shop.payment(&payments[0]).releases.len()), (0, 1));
}

#[test]
fn one_that_is_tried_elsewhere_stays_in_its_group() {
    for end in [AUTHORIZED, DECLINED] {
        let routed = routed(&["sandbox:main", "sandbox:second"]);
        let mut s = placed(&[routed, at_once(1_000, gateway_route())]);
        let payments = gateway_payments(&s);
        told(&mut s.shop, payments[1].as_str(), AUTHORIZED());
        told(&mut s.shop, payments[0].as_str(), What::Declined { code: "processing_error".to_owned() });
        let next = gateway_payments(&s)[2].clone();
        assert_eq!((group(&s), captures(&s)), (GroupStatus::Gathering, 0));
        // Authorized after all: a person decides about it, and it counts for nothing here.
        told(&mut s.shop, payments[0].as_str(), AUTHORIZED());
        assert_eq!((group(&s), captures(&s)), (GroupStatus::Gathering, 0));
        let fact = Fact { account: "sandbox:second".to_owned(), ..fact(next.as_str(), end()) };
        s.shop.run(&people::gateway(), fact).expect("a fact is taken");
        if end().word() == "authorized" {
            assert_eq!((group(&s), captures(&s), balance(&s)), (GroupStatus::Complete, 3, (0, 0)));
            assert!(s.shop.payment(&payments[0]).captures.is_empty());
        } else {
            assert_eq!((group(&s), captures(&s), balance(&s)), (GroupStatus::Broken, 0, (2_000, 0)));
            assert!(payments.iter().all(|payment| s.shop.payment(payment).releases.len() == 1));
        }
    }
}

/// Cash is in the drawer already: a person hands it back.
#[test]
fn cash_of_a_broken_group_is_handed_back_by_a_person() {
    let till = Route::Offline { account: "till".to_owned() };
    let mut s = placed(&[at_once(1_000, gateway_route()), at_once(500, till)]);
    let payment = gateway_payments(&s)[0].clone();
    told(&mut s.shop, payment.as_str(), DECLINED());
    assert_eq!(s.shop.last.attentions.len(), 1);
    let told = &s.shop.last.attentions[0];
    assert_eq!((told.reason.as_str(), told.amount.map(|a| a.amount_minor)), ("tender_to_hand_back", Some(500)));
    let offline = s.shop.payments().find(|p| p.is_offline() && p.pays == s.order).expect("it");
    assert_eq!(offline.status, PaymentStatus::Released);
}

#[test]
fn money_that_is_here_needs_nobody_to_wait_for() {
    let mut s = Stage::with_tenders(100, Vec::new());
    let customer = with_balance(&mut s.shop, 2_000);
    let tenders =
        vec![tender(2_000, Route::Balance { customer }), at_once(1, Route::Offline { account: "till".to_owned() })];
    let ask = PlaceTogether { order: order("n-2", 2_001, tenders) };
    let Ok(Answer::Order(placed)) = s.shop.run(&admin(), ask) else { panic!("an order") };
    assert_eq!(s.shop.order(&placed).open_minor(), 0);
    assert_eq!(balance(&s), (0, 0));
    let none = PlaceTogether { order: order("n-3", 100, Vec::new()) };
    assert_eq!(s.shop.run(&admin(), none).map_err(|r| r.code()), Err("missing"));
}
