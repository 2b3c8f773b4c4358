//! Balances changed by hand: small gifts at once, everything else by two persons.

use recoup_core::actor::{Actor, Role};
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::approval::{ApprovalStatus, Verdict};
use recoup_core::customer::adjust::Direction::{Credit, Debit};
use recoup_core::decision::Answer;
use recoup_core::effect::Alarm;
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::timer::RingTimer;

use super::people::timer;
use super::purse::{change, check, customer, has, owes, spend, topped_up};
use super::stage::Stage;

fn agent() -> Actor {
    Actor::user("ann", &[Role::Support])
}

fn billing() -> Actor {
    Actor::user("bob", &[Role::BillingAdmin])
}

fn asked(s: &mut Stage, act: recoup_core::customer::AdjustBalance) -> Id {
    match s.shop.run(&agent(), act) {
        Ok(Answer::Approval(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn decide(s: &mut Stage, who: &Actor, approval: &Id, verdict: Verdict) -> Result<(), &'static str> {
    let (approval, reason) = (approval.clone(), "looked at it".to_owned());
    let act = DecideApproval { approval, verdict, reason, request_hash: None };
    s.shop.run(who, act).map(drop).map_err(|refusal| refusal.code())
}

#[test]
fn an_agent_gives_fifty_at_once_and_a_cent_more_takes_another_person() {
    let (mut s, _) = topped_up(&[1_000]);
    let small = change(&s, Credit, 5_000);
    let answer = s.shop.run(&agent(), small).expect("small");
    assert_eq!(answer, Answer::Customer(s.order.clone()));
    assert_eq!((has(&s), owes(&s, Account::DiscountsAndGoodwill, "goodwill")), ((6_000, 6_000), -5_000));
    let large = change(&s, Credit, 5_001);
    let approval = asked(&mut s, large);
    assert_eq!(has(&s), (6_000, 6_000));
    assert_eq!(decide(&mut s, &agent(), &approval, Verdict::Approve), Err("role_missing"));
    assert_eq!(decide(&mut s, &billing(), &approval, Verdict::Approve), Ok(()));
    assert_eq!(has(&s), (11_001, 11_001));
    assert!(customer(&s).adjustments.is_empty());
    check(&s);
}

#[test]
fn whoever_asked_does_not_agree() {
    let (mut s, _) = topped_up(&[1_000]);
    let both = Actor::user("bob", &[Role::BillingAdmin, Role::Approver]);
    let take = change(&s, Debit, 10);
    let Ok(Answer::Approval(approval)) = s.shop.run(&both, take) else { panic!("it waits") };
    assert_eq!(decide(&mut s, &both, &approval, Verdict::Approve), Err("self_approval"));
}

/// What is to be taken away is held until somebody decides, so that it is still there then.
#[test]
fn a_debit_waits_with_its_money_held() {
    let end: [fn(&mut Stage, &Id); 4] = [
        |s, id| decide(s, &billing(), id, Verdict::Approve).expect("another person"),
        |s, id| decide(s, &billing(), id, Verdict::Reject).expect("another person"),
        |s, id| drop(s.shop.run(&agent(), WithdrawApproval { approval: id.clone() }).expect("who asked")),
        |s, id| {
            let alarm = Alarm::ExpireApproval { approval: id.clone() };
            s.shop.run(&timer(), RingTimer { alarm }).expect("nobody decided");
        },
    ];
    for (place, end) in end.into_iter().enumerate() {
        let (mut s, _) = topped_up(&[1_000]);
        let take = change(&s, Debit, 600);
        let approval = asked(&mut s, take);
        assert_eq!(has(&s), (1_000, 400));
        assert_eq!(spend(&mut s, "n-1", 401).expect_err("it is held").code(), "exceeds_balance");
        let more = change(&s, Debit, 401);
        assert_eq!(s.shop.run(&agent(), more).expect_err("it is held").code(), "exceeds_balance");
        check(&s);
        end(&mut s, &approval);
        let left = if place == 0 { 400 } else { 1_000 };
        assert_eq!(has(&s), (left, left));
        assert!(s.shop.approvals().all(|a| a.status != ApprovalStatus::Open));
        check(&s);
    }
}
