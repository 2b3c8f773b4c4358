//! What becomes of a dispute at each gateway: the adapter against the sandbox's face of it.

use recoup_core::payment::facts::{DisputeEnd, DisputeStage as Stage};
use recoup_gateways::dispute::DisputeStatus;
use recoup_gateways::{DisputeAnswer, DisputeCall};
use recoup_sandbox::{DisputeStage, DisputeStatus as AtBank};

use super::rig::{DAY_US, Rig, accept, handed_over};

const ANSWER_BY_API: [&str; 5] = ["stripe", "adyen", "paypal", "braintree", "sandbox"];

/// The same with the word by which each refuses an answer once the dispute waits for none.
const OVER: [(&str, &str); 5] = [
    ("stripe", "invalid_request_error"),
    ("adyen", "dispute_service"),
    ("paypal", "ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE"),
    ("braintree", "95705"),
    ("sandbox", "not_possible"),
];
const LISTS: [&str; 5] = ["stripe", "paypal", "braintree", "mollie", "sandbox"];

fn refused(answer: &DisputeAnswer) -> &str {
    match answer {
        DisputeAnswer::Refused { code, .. } => code,
        other => panic!("{other:?}"),
    }
}

/// What a call hears that comes when the dispute does not wait any more. Adyen shows no dispute, only that no defense
/// applies.
fn is_over(name: &str, answer: &DisputeAnswer) -> bool {
    match answer {
        DisputeAnswer::NotWaiting(_) => name != "adyen",
        DisputeAnswer::Refused { code, .. } => name == "adyen" && code == "no_defense",
        _ => false,
    }
}

#[test]
fn opened_on_command_it_is_listed_and_read() {
    for name in LISTS {
        let mut rig = Rig::new(name);
        assert!(rig.list().is_empty(), "{name}");
        let dispute = rig.open(DisputeStage::Chargeback);
        let seen = rig.seen(&dispute);
        assert_eq!(seen.amount.to_string(), "50.00 USD", "{name}");
        assert_eq!((seen.name.as_str(), seen.stage), (dispute.as_str(), Some(Stage::Chargeback)), "{name}");
        assert!(!seen.payment.is_empty() && seen.opened_at.is_some(), "{name}: {seen:?}");
        let waits = if name == "mollie" { DisputeStatus::UnderReview } else { DisputeStatus::NeedsResponse };
        assert_eq!((seen.status, seen.due_at.is_some()), (waits, name != "mollie"), "{name}");
        // A span without it does not show it; that it was asked for by days may.
        let before = DisputeCall::List {
            since: jiff::Timestamp::UNIX_EPOCH,
            until: jiff::Timestamp::from_microsecond(rig.now_us - 2 * DAY_US).expect("a time"),
            cursor: String::new(),
        };
        let DisputeAnswer::Listed { disputes, .. } = rig.run(&before) else { panic!("{name}: it is a list") };
        assert!(disputes.is_empty(), "{name}");
    }
}

#[test]
fn a_list_goes_on_over_pages_until_all_were_shown() {
    for name in LISTS {
        let mut rig = Rig::new(name);
        let asks = recoup_sandbox::DisputeAsked {
            capture: rig.desk.bank().captures()[0].id.clone(),
            amount_minor: Some(1),
            reason: recoup_sandbox::DisputeReason::General,
            stage: DisputeStage::Chargeback,
            due_secs: None,
            hides_status: false,
        };
        rig.desk.at_bank(|bank| (0..270).for_each(|_| assert!(bank.open_dispute(&asks).is_ok())));
        let mut names: Vec<String> = rig.list().into_iter().map(|seen| seen.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 270, "{name}");
    }
}

#[test]
fn evidence_is_staged_then_submitted_then_decided_on_command() {
    for name in ANSWER_BY_API {
        for won in [true, false] {
            let mut rig = Rig::new(name);
            let dispute = rig.open(DisputeStage::Chargeback);
            if rig.rules().stages {
                let staged = rig.evidence(&dispute, false, "dsp_1-staged");
                assert_eq!(rig.run(&staged), DisputeAnswer::EvidenceStaged, "{name}");
                assert_eq!(rig.at_bank().status, AtBank::NeedsResponse, "{name}: nothing is answered yet");
                assert!(!rig.at_bank().evidence.is_empty(), "{name}");
            }
            let call = rig.evidence(&dispute, true, "dsp_1");
            assert_eq!(rig.run(&call), DisputeAnswer::EvidenceSubmitted, "{name}");
            assert_eq!(rig.at_bank().status, AtBank::UnderReview, "{name}");
            let again = rig.run(&call);
            assert!(is_over(name, &again), "{name}: {again:?}");
            rig.decide(won);
            if LISTS.contains(&name) {
                let end = if won { DisputeEnd::Won } else { DisputeEnd::Lost };
                assert_eq!(rig.seen(&dispute).status, DisputeStatus::Ended(end), "{name}");
            }
        }
    }
}

#[test]
fn a_dispute_that_is_accepted_is_accepted_once() {
    for name in ANSWER_BY_API {
        let mut rig = Rig::new(name);
        let dispute = rig.open(DisputeStage::Chargeback);
        assert_eq!(rig.run(&accept(&dispute, "dsp_1-accept")), DisputeAnswer::Accepted, "{name}");
        assert_eq!(rig.at_bank().status, AtBank::Accepted, "{name}");
        let again = rig.run(&accept(&dispute, "dsp_1-again"));
        match name {
            // It shows no dispute, and refuses.
            "adyen" => assert_eq!(refused(&again), "dispute_service"),
            _ => assert!(matches!(&again, DisputeAnswer::NotWaiting(seen) if seen.is_over()), "{name}: {again:?}"),
        }
        let late = rig.run(&rig.evidence(&dispute, true, "dsp_1"));
        assert!(is_over(name, &late), "{name}: {late:?}");
    }
}

#[test]
fn evidence_after_the_due_date_is_not_sent_and_would_be_refused() {
    for (name, code) in OVER {
        let mut rig = Rig::new(name);
        let dispute = rig.open(DisputeStage::Chargeback);
        let call = rig.evidence(&dispute, true, "dsp_1");
        // Looked in time, sent too late.
        let held = rig.held(&call);
        rig.pass(40 * DAY_US);
        assert_eq!(rig.at_bank().status, AtBank::Expired, "{name}");
        let late = rig.run(&call);
        assert!(is_over(name, &late), "{name}: {late:?}");
        let mut held = held;
        renew(&rig, &mut held);
        assert_eq!(refused(&rig.step(&call, &held, "")), code, "{name}");
        assert_eq!(rig.at_bank().status, AtBank::Expired, "{name}: nothing was answered");
    }
}

/// A session may have ended while a step was held.
fn renew(rig: &Rig, held: &mut recoup_gateways::DisputeStep) {
    if !rig.account.session.is_empty() {
        for header in held.request.headers.iter_mut().filter(|header| header.name == "authorization") {
            header.value = format!("Bearer {}", rig.account.session);
        }
    }
}

#[test]
fn two_who_answer_at_once_are_one_answer() {
    for (name, code) in OVER {
        let mut rig = Rig::new(name);
        let dispute = rig.open(DisputeStage::Chargeback);
        let (first, second) = (rig.evidence(&dispute, true, "dsp_1"), rig.evidence(&dispute, true, "dsp_2"));
        let (one, other) = (rig.held(&first), rig.held(&second));
        assert_eq!(rig.step(&first, &one, ""), DisputeAnswer::EvidenceSubmitted, "{name}");
        assert_eq!(refused(&rig.step(&second, &other, "")), code, "{name}");
    }
}

#[test]
fn whatever_answer_is_lost_evidence_is_there_once() {
    let faults = ["timeout_before", "timeout_after", "error_500_before", "error_500_after"];
    for name in ANSWER_BY_API {
        let mut cases = 0;
        for fault in faults {
            for at in 0.. {
                let mut rig = Rig::new(name);
                let dispute = rig.open(DisputeStage::Chargeback);
                let call = rig.evidence(&dispute, true, "dsp_1");
                let DisputeCall::Evidence { pieces, .. } = &call else { panic!("evidence") };
                let handed = handed_over(name, pieces);
                let (mut answer, steps) = rig.run_with(&call, (at, fault));
                if at >= steps {
                    break;
                }
                cases += 1;
                for _ in 0..3 {
                    if matches!(answer, DisputeAnswer::Unknown { .. } | DisputeAnswer::Again { .. }) {
                        // The first request may still be under way.
                        rig.pass(60_000_000);
                        answer = rig.run(&call);
                    }
                }
                let done = answer == DisputeAnswer::EvidenceSubmitted || is_over(name, &answer);
                assert!(done, "{name} {fault} at {at}: {answer:?}");
                let there = rig.at_bank();
                assert_eq!(there.status, AtBank::UnderReview, "{name} {fault} at {at}");
                assert_eq!(there.evidence.len(), handed, "{name} {fault} at {at}: {:?}", there.evidence);
            }
        }
        assert!(cases >= 8, "{name}: {cases}");
    }
}

#[test]
fn whatever_answer_is_lost_it_is_accepted_once() {
    for name in ANSWER_BY_API {
        for fault in ["timeout_before", "timeout_after", "error_500_before", "error_500_after"] {
            for at in 0..2 {
                let mut rig = Rig::new(name);
                let dispute = rig.open(DisputeStage::Chargeback);
                let call = accept(&dispute, "dsp_1-accept");
                let (mut answer, _) = rig.run_with(&call, (at, fault));
                for _ in 0..3 {
                    if matches!(answer, DisputeAnswer::Unknown { .. } | DisputeAnswer::Again { .. }) {
                        // The first request may still be under way.
                        rig.pass(60_000_000);
                        answer = rig.run(&call);
                    }
                }
                let over = matches!(&answer, DisputeAnswer::NotWaiting(seen) if seen.is_over());
                assert!(over || answer == DisputeAnswer::Accepted, "{name} {fault} at {at}: {answer:?}");
                assert_eq!(rig.at_bank().status, AtBank::Accepted, "{name} {fault} at {at}");
                assert_eq!(rig.at_bank().money_rows.len(), 1, "{name}: the money went once");
            }
        }
    }
}

#[test]
fn what_a_gateway_says_that_it_can_is_what_can_be_planned() {
    for gateway in recoup_gateways::whole() {
        let (name, can) = (gateway.about().name, gateway.about().capabilities.disputes);
        let account = super::rig::account(name);
        let planned = |call: &DisputeCall| gateway.plan_dispute(call, &account).is_ok();
        let list = DisputeCall::List {
            since: jiff::Timestamp::UNIX_EPOCH,
            until: jiff::Timestamp::UNIX_EPOCH,
            cursor: String::new(),
        };
        assert_eq!(planned(&list), can.list, "{name}");
        assert_eq!(planned(&accept("D1", "key")), can.accept, "{name}");
        assert_eq!(gateway.evidence_rules().is_some(), can.evidence, "{name}");
        let pieces = gateway.evidence_rules().map(super::samples::pieces).unwrap_or_default();
        let call = DisputeCall::Evidence { dispute: "D1".to_owned(), pieces, submit: true, key: "key".to_owned() };
        assert_eq!(planned(&call), can.evidence, "{name}");
        let nameless = DisputeCall::Accept { dispute: String::new(), key: "key".to_owned() };
        assert!(!planned(&nameless), "{name}");
    }
}
