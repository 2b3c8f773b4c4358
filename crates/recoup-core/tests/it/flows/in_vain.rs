//! What is sent in vain: later each time, counted, and after the eighth time open for persons to say.

use recoup_core::effect::{Alarm, Call, Effect, OperationKind};
use recoup_core::id::Id;
use recoup_core::payment::RefundStatus;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::NeverArrived;
use recoup_core::payment::said::Said;
use recoup_core::timer::RingTimer;

use super::people::{gateway, timer};
use super::said::{say, settle};
use super::stage::Stage;

/// The one effect of a refund that waits, and its whole seconds until then, rounded up: the shop's clock moves a
/// little with each command.
fn waiting(s: &Stage) -> (Effect, i128) {
    let mut all = s.shop.effects.values().filter(|effect| effect.operation.kind == OperationKind::Refund);
    let effect = all.next().expect("an effect").clone();
    assert_eq!(all.next(), None, "one effect at a time");
    let secs = (effect.due_at.duration_since(s.shop.now).as_millis() + 999) / 1_000;
    (effect, secs)
}

/// Its time has come, and the gateway has no such operation. What was sent is lost track of and asked after first,
/// unless it is asked after before it goes out at all.
fn never_arrives(s: &mut Stage, asked_first: bool) {
    let (effect, _) = waiting(s);
    s.shop.now = s.shop.now.max(effect.due_at);
    let asked_first = asked_first && effect.call == Call::Send;
    if effect.call == Call::Send && !asked_first {
        s.lose_track();
    }
    s.shop.effects.retain(|_, effect| effect.operation.kind != OperationKind::Refund);
    let Effect { operation, amount, since, .. } = effect;
    s.shop.run(&gateway(), NeverArrived { operation, amount, since, asked_first }).expect("it is taken");
}

fn attentions(s: &Stage) -> Vec<&str> {
    s.shop.last.attentions.iter().map(|told| told.reason.as_str()).collect()
}

fn status(s: &Stage) -> RefundStatus {
    s.shop.payment(&s.payment).refunds[0].status
}

#[test]
fn what_never_arrives_is_sent_later_each_time_and_a_person_is_told_at_the_eighth() {
    for asked_first in [false, true] {
        let mut s = Stage::captured(100);
        let refund = s.refund(60);
        let mut before_secs = -1;
        for count in 1..=14 {
            never_arrives(&mut s, asked_first);
            assert_eq!(attentions(&s), if count == 8 { &["never_arrives"][..] } else { &[] }, "{count}");
            let (effect, after_secs) = waiting(&s);
            assert!(after_secs > before_secs || after_secs == 3_600, "{count}: after {after_secs} seconds");
            before_secs = after_secs;
            if count >= 8 {
                // In the pause nothing is on its way; it is looked for once more before it goes out.
                assert_eq!((effect.call, status(&s)), (Call::Probe, RefundStatus::Unknown), "{count}");
                never_arrives(&mut s, asked_first);
                let (effect, now_secs) = waiting(&s);
                assert_eq!((effect.call, now_secs, attentions(&s)), (Call::Send, 0, Vec::new()), "{count}");
            }
            assert_eq!(status(&s), RefundStatus::Sending, "{count}");
        }
        // A retry by a person is another try.
        s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
        s.shop.effects.clear();
        s.retry(&refund);
        never_arrives(&mut s, false);
        assert_eq!(waiting(&s).1, 1);
    }
}

#[test]
fn what_is_asked_about_before_it_goes_out_goes_out_at_once_the_first_time_only() {
    let mut s = Stage::captured(100);
    s.refund(60);
    let pauses: Vec<i128> = (0..4)
        .map(|_| {
            never_arrives(&mut s, true);
            waiting(&s).1
        })
        .collect();
    assert_eq!(pauses, [0, 2, 4, 8]);
}

#[test]
fn persons_may_say_that_what_never_arrives_is_not_done() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    for _ in 1..=7 {
        never_arrives(&mut s, false);
        assert_eq!(say(&mut s, &refund, Said::NotDone).map_err(|r| r.code()), Err("not_in_state"));
    }
    never_arrives(&mut s, false);
    settle(&mut s, &refund, Said::NotDone);
    assert_eq!(status(&s), RefundStatus::Failed);
    // The look that was under way finds nothing, and nothing is sent any more.
    never_arrives(&mut s, false);
    let mine = |effect: &&Effect| effect.operation.id == Id::trusted(&refund);
    assert_eq!(s.shop.effects.values().find(mine), None);
}

#[test]
fn a_look_is_as_old_as_the_sending_and_not_as_the_operation() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundAccepted);
    s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
    s.shop.advance(8 * 86_400);
    s.retry(&refund);
    let sent = s.shop.effects.values().last().expect("it is sent").clone();
    let again = Fact { subject: "theirs-again".to_owned(), ..s.on(&sent.operation.reference(), What::RefundAccepted) };
    s.tell_fact(again);
    s.shop.effects.clear();
    let alarm = Alarm::AskAgain { payment: s.payment.clone(), id: Id::trusted(&refund), asked: 0 };
    let set = s.shop.timers.remove(&alarm.timer_id()).expect("it is asked after");
    s.shop.now = set.due_at;
    s.shop.run(&timer(), RingTimer { alarm: set.alarm }).expect("it rings");
    let look = s.shop.effects.values().next().expect("a look");
    assert_eq!((look.call, look.since), (Call::Probe, sent.since), "eight days after it was made, and just sent");
}
