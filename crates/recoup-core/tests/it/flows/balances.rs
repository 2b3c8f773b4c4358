//! Balances: topped up, spent, refunded to the card, and what becomes of money that does not stay where it went.

use recoup_core::actor::{Actor, Role};
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::customer::{ChargeBody, TopUp};
use recoup_core::effect::Alarm;
use recoup_core::event::{Body, Route};
use recoup_core::id::Id;
use recoup_core::ledger::{Account, Act};
use recoup_core::payment::RefundStatus;
use recoup_core::payment::facts::What;
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Outcome, PolicyKind, Rule};
use recoup_core::refusal::Refusal;
use recoup_core::timer::RingTimer;

use super::people::timer;
use super::purse::{ask_top_up, card, check, customer, eur, has, owes, refund_of, spend, top_up, topped_up};
use super::stage::{ACCOUNT, Stage, admin, tender};

fn settled() -> What {
    What::RefundSettled { evidence: "arn".to_owned() }
}

fn failed() -> What {
    What::RefundFailed { code: "closed".to_owned() }
}

fn approver() -> Actor {
    Actor::user("cid", &[Role::Approver])
}

fn status(s: &Stage, refund: &str) -> RefundStatus {
    s.shop.payment(&s.payment).refund(&Id::trusted(refund)).expect("a refund").status
}

/// What is left of each charge, no more than is available: as its dialog shows it.
fn refundable(s: &Stage, payments: &[Id]) -> Vec<i64> {
    let (_, available) = has(s);
    let left = |id: &Id| recoup_core::customer::refund::refundable_minor(s.shop.payment(id), available);
    payments.iter().map(left).collect()
}

/// The acts that the last command posted.
fn posted(s: &Stage) -> Vec<Act> {
    s.shop.last.entries.iter().map(|(_, entry)| entry.act).collect()
}

/// Worked example 2 of the posting table, but for the fees, which come with their own rows.
#[test]
fn two_top_ups_an_order_and_two_refunds_step_by_step() {
    let (mut s, mut t) = topped_up(&[5_000]);
    assert_eq!((has(&s), refundable(&s, &t), posted(&s)), ((5_000, 5_000), vec![5_000], vec![Act::TopUp]));
    t.push(top_up(&mut s, 3_000));
    assert_eq!((has(&s), refundable(&s, &t)), ((8_000, 8_000), vec![5_000, 3_000]));
    let order = spend(&mut s, "n-1", 1_820).expect("the balance suffices");
    assert_eq!((has(&s).0, refundable(&s, &t)), (6_180, vec![5_000, 3_000]));
    assert_eq!(owes(&s, Account::AccountsReceivable, order.as_str()), 0);
    let one = refund_of(&mut s, &admin(), &t[0], Some(4_000)).expect("it is there");
    assert_eq!(posted(&s), [Act::BalanceRefundInitiated]);
    assert_eq!((has(&s).0, refundable(&s, &t)), (2_180, vec![1_000, 2_180]));
    assert_eq!(owes(&s, Account::RefundsPayable, &one), 4_000);
    check(&s);
    s.tell(&one, settled());
    assert_eq!(posted(&s), [Act::BalanceRefundSettled]);
    assert_eq!((has(&s).0, refundable(&s, &t)), (2_180, vec![1_000, 2_180]));
    assert_eq!(owes(&s, Account::GatewayClearing, ACCOUNT), -4_000, "8,000 less 4,000");
    let two = refund_of(&mut s, &admin(), &t[1], None).expect("as much as there is");
    assert_eq!(owes(&s, Account::RefundsPayable, &two), 2_180);
    assert_eq!((has(&s).0, refundable(&s, &t)), (0, vec![0, 0]));
    s.tell(&two, failed());
    assert_eq!(posted(&s), [Act::BalanceRefundFailed]);
    assert_eq!((has(&s).0, refundable(&s, &t)), (2_180, vec![1_000, 2_180]));
    assert_eq!(status(&s, &two), RefundStatus::Credited);
    assert!(s.shop.last.attentions.is_empty(), "nobody has to do anything: {:?}", s.shop.last.attentions);
    check(&s);
}

#[test]
fn a_charge_and_a_balance_each_say_what_is_left() {
    let (mut s, t) = topped_up(&[5_000, 3_000]);
    let asked = |s: &mut Stage, payment, minor| refund_of(s, &admin(), payment, minor).expect_err("too much");
    let refusal = asked(&mut s, &t[1], Some(3_001));
    assert!(matches!(refusal, Refusal::ExceedsCharge { asked_minor: 3_001, left_minor: 3_000, .. }), "{refusal}");
    spend(&mut s, "n-1", 6_000).expect("it is there");
    let refusal = asked(&mut s, &t[1], Some(2_500));
    assert!(matches!(refusal, Refusal::ExceedsBalance { asked_minor: 2_500, left_minor: 2_000, .. }), "{refusal}");
    spend(&mut s, "n-2", 2_000).expect("the rest");
    let refusal = asked(&mut s, &t[0], None);
    assert!(matches!(refusal, Refusal::ExceedsBalance { asked_minor: 5_000, left_minor: 0, .. }), "{refusal}");
    top_up(&mut s, 9_000);
    let whole = refund_of(&mut s, &admin(), &t[0], None).expect("all of it");
    s.tell(&whole, settled());
    let refusal = asked(&mut s, &t[0], None);
    assert!(matches!(refusal, Refusal::ExceedsCharge { asked_minor: 5_000, left_minor: 0, .. }), "{refusal}");
    check(&s);
}

/// A refund that waits holds its money: neither an order nor another refund takes it.
#[test]
fn what_waits_for_a_person_cannot_be_spent() {
    let end: [fn(&mut Stage, &str); 5] = [
        |s, refund| {
            let cancel = CancelRefund { refund: Id::trusted(refund), reason: "no".to_owned() };
            s.shop.run(&admin(), cancel).expect("it waits");
        },
        |s, _| {
            let approval = s.shop.approvals().next().expect("an approval").id.clone();
            s.shop.run(&admin(), WithdrawApproval { approval }).expect("it waits");
        },
        |s, _| {
            let approval = s.shop.approvals().next().expect("an approval").id.clone();
            let (verdict, reason) = (Verdict::Reject, "no".to_owned());
            let no = DecideApproval { approval, verdict, reason, request_hash: None };
            s.shop.run(&approver(), no).expect("it waits");
        },
        |s, _| {
            let approval = s.shop.approvals().next().expect("an approval").id.clone();
            s.shop.run(&timer(), RingTimer { alarm: Alarm::ExpireApproval { approval } }).expect("nobody decided");
        },
        |s, refund| {
            let approval = s.shop.approvals().next().expect("an approval").id.clone();
            let (verdict, reason) = (Verdict::Approve, "yes".to_owned());
            let yes = DecideApproval { approval, verdict, reason, request_hash: None };
            s.shop.run(&approver(), yes).expect("it waits");
            assert_eq!(has(s), (40_000, 40_000));
            s.tell(refund, failed());
        },
    ];
    for end in end {
        let (mut s, t) = topped_up(&[60_000, 40_000]);
        let refund = refund_of(&mut s, &admin(), &t[0], None).expect("another person is asked");
        assert_eq!((has(&s), status(&s, &refund)), ((100_000, 40_000), RefundStatus::AwaitingApproval));
        assert!(posted(&s).is_empty(), "nothing is owed yet");
        check(&s);
        assert_eq!(spend(&mut s, "n-1", 40_001).expect_err("it is held").code(), "exceeds_balance");
        let other = refund_of(&mut s, &admin(), &t[1], Some(40_001)).map_err(|r| r.code());
        assert_eq!(other, Err("exceeds_charge"));
        s.payment = t[0].clone();
        end(&mut s, &refund);
        assert_eq!(has(&s), (100_000, 100_000));
        assert_eq!(refundable(&s, &t), [60_000, 40_000]);
        check(&s);
    }
}

#[test]
fn a_refund_in_its_pause_is_taken_back_and_mirrored() {
    let (mut s, t) = topped_up(&[5_000]);
    let then = Outcome::Allow { hold_secs: 600 };
    let rules = vec![Rule { name: "pause".to_owned(), when: "true".to_owned(), then }];
    let document = Document { kind: PolicyKind::RefundApproval, effective_from: None, rules };
    s.shop.run(&admin(), ProposePolicy { document }).expect("a policy");
    let approval = s.shop.approvals().next().expect("an approval").id.clone();
    let (verdict, reason) = (Verdict::Approve, String::new());
    s.shop.run(&approver(), DecideApproval { approval, verdict, reason, request_hash: None }).expect("it is active");
    let refund = refund_of(&mut s, &admin(), &t[0], Some(2_000)).expect("it is there");
    assert_eq!((has(&s), status(&s, &refund)), ((3_000, 3_000), RefundStatus::Approved));
    let cancel = CancelRefund { refund: Id::trusted(&refund), reason: "no".to_owned() };
    s.shop.run(&admin(), cancel).expect("it was not sent");
    assert_eq!((has(&s), posted(&s)), ((5_000, 5_000), vec![Act::RefundCancelled]));
    check(&s);
}

#[test]
fn the_world_is_told_which_card_got_its_money_back() {
    let (mut s, t) = topped_up(&[5_000]);
    let refund = refund_of(&mut s, &admin(), &t[0], Some(2_000)).expect("it is there");
    s.tell(&refund, What::RefundAccepted);
    s.tell(&refund, settled());
    let told: Vec<&ChargeBody> = s.shop.last.events.iter().filter_map(|event| charge(&event.body)).collect();
    let [ChargeBody::Refunded { amount, customer, brand, last4, payment, payment_ref, refund: of, refund_ref, at }] =
        told.as_slice()
    else {
        panic!("{told:?}")
    };
    assert_eq!((*amount, customer, payment, of.as_str()), (eur(2_000), &s.order, &t[0], refund.as_str()));
    assert_eq!((brand.as_str(), last4.as_str()), ("visa", "4242"));
    assert_eq!((payment_ref.as_str(), refund_ref), (format!("theirs-{}", t[0]).as_str(), &format!("theirs-{refund}")));
    assert_eq!(*at, s.shop.last.events[0].effective_at);
    // Told again it is no news.
    s.tell(&refund, settled());
    assert!(s.shop.last.events.is_empty());
}

fn charge(body: &Body) -> Option<&ChargeBody> {
    if let Body::Charge(charge) = body { Some(charge) } else { None }
}

#[test]
fn cash_that_was_paid_in_is_handed_out_and_comes_back_to_the_balance() {
    let (mut s, _) = topped_up(&[]);
    let till = Route::Offline { account: "till".to_owned() };
    let mut paid_in = tender(5_000, till);
    paid_in.capture_at_once = true;
    let asked = ask_top_up(&s, paid_in);
    s.shop.run(&admin(), asked).expect("cash is there at once");
    assert_eq!(owes(&s, Account::CashAtBank, "till"), -5_000);
    let payment = s.shop.payments().next().expect("the top-up").id.clone();
    let refund = refund_of(&mut s, &admin(), &payment, Some(2_000)).expect("it is there");
    let confirm = ConfirmRefund { refund: Id::trusted(&refund), evidence: "receipt".to_owned() };
    s.shop.run(&admin(), confirm).expect("it was paid");
    assert_eq!((has(&s).0, owes(&s, Account::CashAtBank, "till")), (3_000, -3_000));
    let bounce = BounceRefund { refund: Id::trusted(&refund), evidence: "letter".to_owned() };
    s.shop.run(&admin(), bounce).expect("it came back");
    assert_eq!((has(&s).0, status(&s, &refund)), (5_000, RefundStatus::Credited));
    check(&s);
}

/// What the gateway takes back of a top-up the balance gives; what is spent by then is a loss in the open.
#[test]
fn a_top_up_that_is_taken_back_is_never_more_than_the_balance() {
    for (spent, lost) in [(0, 0), (1_000, 1_000), (5_000, 5_000)] {
        let (mut s, t) = topped_up(&[5_000]);
        if spent > 0 {
            spend(&mut s, "n-1", spent).expect("it is there");
        }
        let capture = s.first_capture();
        s.tell(&capture, What::CaptureReversed);
        assert_eq!((has(&s).0, posted(&s)), (0, vec![Act::TopUpReversed]));
        assert_eq!(customer(&s).lost_minor(&t[0]), lost);
        let told = s.shop.last.attentions.iter().any(|a| a.reason == "top_up_spent" && a.amount == Some(eur(lost)));
        assert_eq!(told, lost > 0);
        assert_eq!(s.shop.payment(&t[0]).alarms.contains(&"top_up_spent".to_owned()), lost > 0);
        check(&s);
    }
}

/// A refund of it that did not leave makes the loss good, whichever is told first.
#[test]
fn a_refund_that_fails_and_a_top_up_that_is_undone_end_alike() {
    for first in ["failed", "undone", "canceled", "undone, canceled"] {
        let (mut s, t) = topped_up(&[60_000]);
        let waits = first.contains("canceled");
        let refund = refund_of(&mut s, &admin(), &t[0], Some(if waits { 60_000 } else { 4_000 })).expect("it is there");
        let capture = s.first_capture();
        let mut steps = vec![failed(), What::CaptureReversed];
        if first.starts_with("undone") {
            steps.reverse();
        }
        for what in steps {
            match what {
                What::RefundFailed { .. } if waits => {
                    let cancel = CancelRefund { refund: Id::trusted(&refund), reason: "no".to_owned() };
                    s.shop.run(&admin(), cancel).expect("it waits");
                }
                What::RefundFailed { .. } => s.tell(&refund, failed()),
                _ => s.tell(&capture, What::CaptureReversed),
            }
            check(&s);
        }
        assert_eq!((has(&s), customer(&s).lost_minor(&t[0])), ((0, 0), 0), "{first}");
        assert_eq!(owes(&s, Account::GatewayClearing, ACCOUNT), 0, "{first}");
    }
}

/// What was credited and is paid out after all is taken back from the balance; what is spent by then is a loss.
#[test]
fn a_refund_that_came_back_in_part_and_is_paid_again_is_given_once() {
    for (spent, beyond) in [(0, 0), (4_900, 1_900)] {
        let (mut s, t) = topped_up(&[6_000]);
        let refund = refund_of(&mut s, &admin(), &t[0], Some(3_000)).expect("it is there");
        for (what, minor, row) in [(settled(), 3_000, "a"), (What::RefundReturned, 2_000, "x")] {
            let fact = s.row(&refund, what, minor, row);
            s.tell_fact(fact);
        }
        assert_eq!((has(&s).0, status(&s, &refund)), (5_000, RefundStatus::Credited));
        if spent > 0 {
            spend(&mut s, "n-1", spent).expect("it is there");
        }
        let again = s.row(&refund, settled(), 2_000, "b");
        s.tell_fact(again);
        assert_eq!(s.shop.payment(&t[0]).beyond_minor, beyond);
        assert_eq!(has(&s).0, 5_000 - spent - (2_000 - beyond));
        check(&s);
    }
}

#[test]
fn every_order_of_refunds_and_spending_keeps_the_laws() {
    let (mut rng, mut refused) = (crate::world::rng::Rng::new(3), 0);
    for round in 0..300 {
        let (mut s, t) = topped_up(&[5_000, 3_000]);
        super::stage::THOROUGH.set(round == 0);
        let mut under_way: Vec<(Id, String)> = Vec::new();
        for step in 0..12 {
            let minor = rng.between(1, 4_500);
            match rng.below(6) {
                0 | 1 => refused += u32::from(spend(&mut s, &format!("n-{step}"), minor).is_err()),
                2 | 3 => {
                    let payment = t[rng.below(2)].clone();
                    match refund_of(&mut s, &admin(), &payment, (!rng.one_in(3)).then_some(minor)) {
                        Ok(refund) => under_way.push((payment, refund)),
                        Err(_) => refused += 1,
                    }
                }
                _ if under_way.is_empty() => {}
                kind => {
                    let (payment, refund) = under_way[rng.below(under_way.len())].clone();
                    s.payment = payment;
                    s.tell(&refund, if kind == 4 { failed() } else { settled() });
                }
            }
            check(&s);
        }
    }
    assert!(refused > 100, "{refused} were refused");
}

#[test]
fn a_top_up_that_is_declined_goes_another_way_or_nowhere() {
    let (mut s, t) = topped_up(&[1_000]);
    let again: TopUp = ask_top_up(&s, card(2_000));
    s.shop.run(&admin(), again).expect("it is asked for");
    s.payment = s.shop.payments().find(|p| p.id != t[0]).expect("the second").id.clone();
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Declined { code: "do_not_honor".to_owned() });
    assert_eq!(has(&s), (1_000, 1_000));
    let found = &s.shop.names[&("payments_of".to_owned(), s.order.as_str().to_owned())];
    assert_eq!(found.len(), 2);
}
