//! What goes wrong on the line, with and without the deed, and keys that come again.

use recoup_core::effect::Effect;
use recoup_gateways::Outcome;
use recoup_sandbox::CallFault;

use super::shop::{DAY, Shop, facts, set, words};

/// One of each operation, ready to be carried out.
fn each(shop: &mut Shop) -> Vec<Effect> {
    let settled = shop.authorized(1_000, "tok_ok");
    let whole = shop.capture(&settled, 1_000, true);
    shop.done(&whole);
    shop.pass(DAY);
    let refund = shop.refund(&settled, &settled, 400);
    let authorize = shop.authorize(2_000, "tok_ok");
    let [to_part, to_capture, to_void] = [3_000, 4_000, 5_000].map(|minor| shop.authorized(minor, "tok_ok"));
    vec![
        authorize,
        shop.capture(&to_part, 500, false),
        shop.capture(&to_capture, 4_000, true),
        shop.release(&to_void, 5_000),
        refund,
    ]
}

fn moved(shop: &Shop) -> (i64, i64, i64) {
    let all = shop.desk.oracle(None).authorizations;
    (
        i64::try_from(all.len()).expect("few"),
        all.iter().map(|one| one.released_minor).sum(),
        all.iter().map(|one| one.refunded_accepted_minor).sum(),
    )
}

#[test]
fn no_answer_and_a_500_are_asked_about_and_nothing_is_done_twice() {
    let faults =
        [CallFault::TimeoutBefore, CallFault::TimeoutAfter, CallFault::Error500Before, CallFault::Error500After];
    for fault in faults {
        let after = matches!(fault, CallFault::TimeoutAfter | CallFault::Error500After);
        let mut shop = Shop::open();
        for effect in each(&mut shop) {
            let word = effect.operation.kind.word();
            shop.fault = Some(fault);
            let outcome = shop.carry(&effect);
            assert!(matches!(outcome, Outcome::Unknown { .. }), "{word} {fault:?}: {outcome:?}");
            shop.pass(120);
            let before = moved(&shop);
            let found = shop.probe(&effect, "");
            assert_eq!(matches!(found, Outcome::NeverArrived), !after, "{word} {fault:?}: {found:?}");
            // Sent again under the same key, whatever was found.
            let told = shop.done(&effect);
            if after {
                assert_eq!(set(&facts(found)), set(&told), "{word} {fault:?}");
                assert_eq!(moved(&shop), before, "{word} {fault:?}: it was done once");
            }
            assert!(!words(&told).iter().any(|word| word.ends_with("failed")), "{word} {fault:?}: {told:?}");
            assert_eq!(set(&shop.done(&effect)), set(&told), "{word} {fault:?}: a third time changes nothing");
        }
    }
}

#[test]
fn a_refusal_is_a_refusal() {
    let mut shop = Shop::open();
    for effect in each(&mut shop) {
        shop.fault = Some(CallFault::Refuse);
        let told = shop.done(&effect);
        assert!(matches!(words(&told)[..], ["declined" | "capture_failed" | "release_failed" | "refund_failed"]));
        assert!(told[0].subject.starts_with("refused:"));
        // Its key is used up, and what became of the request is known: nothing. The adapter does not guess so.
        let again = shop.carry(&effect);
        assert!(matches!(again, Outcome::Unknown { .. }), "{again:?}");
    }
}

#[test]
fn a_request_under_way_is_waited_for() {
    let mut shop = Shop::open();
    let effect = shop.authorize(1_000, "tok_ok");
    shop.fault = Some(CallFault::TimeoutAfter);
    assert!(matches!(shop.carry(&effect), Outcome::Unknown { .. }));
    assert!(matches!(shop.carry(&effect), Outcome::Again { .. }), "the first is still running");
    shop.pass(120);
    assert_eq!(words(&shop.done(&effect)), ["authorized"]);
}

#[test]
fn a_key_with_another_request_is_not_believed_and_a_forgotten_key_is_not_needed() {
    let mut shop = Shop::open();
    let effect = shop.authorize(1_000, "tok_ok");
    let told = shop.done(&effect);
    let mut other = effect.clone();
    other.amount.amount_minor = 1_001;
    assert!(matches!(shop.carry(&other), Outcome::Unknown { .. }));
    shop.pass(31 * DAY);
    // After the key's life the worker asks first, and finds it.
    let found = facts(shop.probe(&effect, ""));
    assert_eq!(words(&found), ["authorized", "expired"]);
    assert_eq!(found[0].key(), told[0].key());
    assert_eq!(shop.desk.oracle(None).authorizations.len(), 1);
}

#[test]
fn wrong_keys_and_a_wrong_address_change_nothing() {
    let mut shop = Shop::open();
    let effect = shop.authorize(1_000, "tok_ok");
    shop.account.secret = "wrong".to_owned();
    assert!(matches!(shop.carry(&effect), Outcome::Again { after_secs: 60, .. }));
    assert_eq!(shop.desk.oracle(None).authorizations.len(), 0);
}
