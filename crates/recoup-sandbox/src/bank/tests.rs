//! The bank alone, in virtual time: disputes, slow and failing captures, refunds of one capture, fees and payouts; and a
//! life of everything by chance, in which objects, log and rows must agree.

use super::*;
use crate::clock::SECOND_US;
use crate::face::FaceKind;
use crate::rng::Rng;

const DAY_US: i64 = 86_400 * SECOND_US;

fn bank(change: impl FnOnce(&mut BankConfig)) -> Bank {
    let mut config = BankConfig::of(FaceKind::Native);
    change(&mut config);
    let mut bank = Bank::new(config);
    bank.advance(0);
    bank
}

fn asked(token: &str, amount_minor: i64, capture_now: bool) -> AuthorizeAsked {
    let conduct = Conduct::of_token(token);
    AuthorizeAsked { reference: token.to_owned(), amount_minor, currency: "EUR".to_owned(), conduct, capture_now }
}

fn authorized(bank: &mut Bank, token: &str, amount_minor: i64) -> String {
    bank.authorize(asked(token, amount_minor, false)).unwrap().id.clone()
}

fn charged(bank: &mut Bank, token: &str, amount_minor: i64) -> String {
    bank.authorize(asked(token, amount_minor, true)).unwrap().id.clone()
}

fn part(amount_minor: i64) -> CaptureAsked {
    CaptureAsked { reference: "part".to_owned(), amount_minor, currency: "EUR".to_owned(), is_final: false }
}

fn back(amount_minor: i64) -> RefundAsked {
    let (reference, currency) = ("back".to_owned(), "EUR".to_owned());
    RefundAsked { reference, amount_minor, currency, despite_dispute: false }
}

fn about(capture: &str, stage: DisputeStage, amount_minor: i64) -> DisputeAsked {
    let (capture, reason) = (capture.to_owned(), DisputeReason::NotReceived);
    DisputeAsked {
        amount_minor: Some(amount_minor),
        due_secs: Some(60),
        ..DisputeAsked::whole(&capture, stage, reason)
    }
}

fn kinds(bank: &mut Bank) -> Vec<HappenedKind> {
    bank.take_happened().into_iter().map(|happened| happened.kind).collect()
}

fn balance(bank: &Bank) -> i64 {
    bank.oracle(None).balances.get("EUR").copied().unwrap_or(0)
}

#[test]
fn what_is_under_way_is_told_until_it_has_ended() {
    let mut bank = bank(|config| config.capture_completes_after_secs = 60);
    let under_way = |bank: &Bank| -> Vec<(String, i64)> {
        bank.oracle(None).under_way.into_iter().map(|one| (one.reference, one.amount_minor)).collect()
    };
    let payment = authorized(&mut bank, "tok_ok", 1000);
    assert_eq!(under_way(&bank), [], "what is held is nobody's work");
    bank.capture(&payment, part(700)).unwrap();
    assert_eq!((under_way(&bank), balance(&bank)), (vec![("part".to_owned(), 700)], 0));
    bank.advance(60 * SECOND_US);
    assert_eq!((under_way(&bank), balance(&bank)), (Vec::new(), 700));
    bank.refund(RefundOf::Payment(&payment), back(200)).unwrap();
    for (secs, left_minor) in [(0, 700), (3, 700), (86_410, 500)] {
        bank.advance((60 + secs) * SECOND_US);
        let ended = left_minor == 500;
        assert_eq!((under_way(&bank).is_empty(), balance(&bank)), (ended, left_minor), "after {secs} s");
    }
    let told = bank.oracle(None).authorizations.remove(0);
    let of = |kind| told.effects.iter().find(|effect| effect.kind == kind).expect("an effect");
    let (capture, settled) = (of(EffectKind::Capture), of(EffectKind::RefundSettled));
    assert!(capture.asked_at < capture.at, "a capture is asked for a minute before it is done: {capture:?}");
    assert!(capture.at <= settled.asked_at && settled.asked_at < settled.at, "{settled:?}");
}

#[test]
fn a_dispute_takes_money_gives_it_back_and_takes_it_again() {
    let mut bank = bank(|_| {});
    let payment = charged(&mut bank, "tok_ok", 1000);
    kinds(&mut bank);
    let id = bank.open_dispute(&about(&payment, DisputeStage::Chargeback, 400)).unwrap().id.clone();
    assert_eq!((balance(&bank), bank.find_authorization(&payment).unwrap().disputed_minor), (600, 400));
    assert_eq!(bank.refund(RefundOf::Payment(&payment), back(1)).unwrap_err(), Refusal::Disputed);
    bank.add_evidence(&id, "a receipt").unwrap();
    bank.submit_evidence(&id).unwrap();
    let refused = bank.submit_evidence(&id).unwrap_err();
    assert_eq!(refused, Refusal::DisputeIs(DisputeStatus::UnderReview));
    bank.decide_dispute(&id, true).unwrap();
    assert_eq!(balance(&bank), 1000);
    let past = bank.escalate_dispute(&id, DisputeStage::Chargeback, None).unwrap_err();
    assert_eq!(past, Refusal::StageIsPast);
    bank.escalate_dispute(&id, DisputeStage::PreArbitration, Some(60)).unwrap();
    bank.accept_dispute(&id).unwrap();
    assert_eq!((balance(&bank), bank.find_dispute(&id).unwrap().money_rows.len()), (600, 3));
    // What was lost is not refundable a second time, unless a gateway allows it.
    let refused = bank.refund(RefundOf::Payment(&payment), back(601)).unwrap_err();
    assert_eq!(refused, Refusal::BeyondCaptured { refundable_minor: 600 });
    bank.refund(RefundOf::Payment(&payment), RefundAsked { despite_dispute: true, ..back(1000) }).unwrap();
    let expected = [
        HappenedKind::DisputeOpened,
        HappenedKind::DisputeFundsWithdrawn,
        HappenedKind::DisputeUpdated,
        HappenedKind::DisputeSubmitted,
        HappenedKind::DisputeWon,
        HappenedKind::DisputeFundsReinstated,
        HappenedKind::DisputeEscalated,
        HappenedKind::DisputeFundsWithdrawn,
        HappenedKind::DisputeAccepted,
        HappenedKind::RefundAccepted,
    ];
    assert_eq!(kinds(&mut bank), expected);
}

#[test]
fn an_inquiry_takes_nothing_until_it_is_lost_and_time_runs_out_on_answers() {
    let mut bank = bank(|config| config.dispute_stops_refunds = true);
    let payment = charged(&mut bank, "tok_ok", 1000);
    let inquiry = bank.open_dispute(&about(&payment, DisputeStage::Inquiry, 1000)).unwrap().id.clone();
    let refund = bank.refund(RefundOf::Payment(&payment), back(300)).unwrap().id.clone();
    assert_eq!(balance(&bank), 1000);
    let second = bank.open_dispute(&about(&payment, DisputeStage::Chargeback, 100)).unwrap().id.clone();
    let stopped = bank.find_refund(&refund).unwrap();
    assert_eq!((stopped.status, stopped.failure_code), (RefundStatus::Failed, Some("disputed")));
    bank.advance(60 * SECOND_US);
    assert_eq!(bank.find_dispute(&second).unwrap().status, DisputeStatus::Expired);
    assert_eq!(bank.decide_dispute(&inquiry, false).unwrap_err(), Refusal::DisputeIs(DisputeStatus::Expired));
    bank.escalate_dispute(&inquiry, DisputeStage::Chargeback, None).unwrap();
    bank.decide_dispute(&inquiry, false).unwrap();
    assert_eq!((balance(&bank), bank.disputes_of(&payment).count()), (-100, 2));
}

#[test]
fn captures_pend_fail_and_are_cancelled() {
    let mut bank = bank(|config| config.capture_pends_secs = 10);
    let [pends, fails, canceled] =
        ["tok_capture_pending", "tok_capture_declined", "tok_capture_pending"].map(|token| {
            let payment = authorized(&mut bank, token, 1000);
            bank.capture(&payment, part(1000)).unwrap().id.clone()
        });
    assert_eq!((balance(&bank), bank.find_capture(&pends).unwrap().status), (0, CaptureStatus::Pending));
    assert_eq!(bank.refund(RefundOf::Capture(&pends), back(1)).unwrap_err(), Refusal::NotCaptured);
    bank.cancel_capture(&canceled).unwrap();
    bank.advance(10 * SECOND_US);
    let statuses = [&pends, &fails, &canceled].map(|id| bank.find_capture(id).unwrap().status);
    assert_eq!(statuses, [CaptureStatus::Captured, CaptureStatus::Failed, CaptureStatus::Canceled]);
    let open = [&pends, &fails, &canceled].map(|id| {
        let payment = bank.find_capture(id).unwrap().authorization.clone();
        bank.find_authorization(&payment).unwrap().open_minor()
    });
    assert_eq!((open, balance(&bank)), ([0, 1000, 1000], 1000));
    bank.fail_capture(&pends).unwrap();
    assert_eq!((balance(&bank), bank.fail_capture(&pends).unwrap_err()), (0, Refusal::CannotFail));
    assert_eq!(
        bank.refund(RefundOf::Capture(&pends), back(1)).unwrap_err(),
        Refusal::CaptureNotDone,
        "its money is gone"
    );
}

#[test]
fn a_capture_under_way_when_time_is_up_still_lands_or_runs_out() {
    let mut bank = bank(|config| (config.authorization_lifetime_secs, config.capture_pends_secs) = (5, 10));
    let [lands, fails] = ["tok_capture_pending", "tok_capture_declined"].map(|token| {
        let payment = authorized(&mut bank, token, 1000);
        bank.capture(&payment, part(600)).unwrap();
        payment
    });
    bank.advance(DAY_US);
    let ends = [&lands, &fails].map(|id| {
        let it = bank.find_authorization(id).unwrap();
        (it.status, it.captured_minor, it.expired_minor)
    });
    assert_eq!(ends, [(AuthorizationStatus::Expired, 600, 400), (AuthorizationStatus::Expired, 0, 1000)]);
    assert_eq!(bank.oracle_of(&fails).unwrap().expired_minor, 1000);
}

#[test]
fn an_extended_authorization_runs_out_later() {
    let mut bank = bank(|_| {});
    let payment = authorized(&mut bank, "tok_expires_fast", 1000);
    bank.advance(3_000 * SECOND_US);
    bank.extend(&payment, 3_600).unwrap();
    bank.advance(3_700 * SECOND_US);
    assert_eq!(bank.find_authorization(&payment).unwrap().status, AuthorizationStatus::Authorized);
    bank.advance(DAY_US);
    assert_eq!(bank.extend(&payment, 1).unwrap_err(), Refusal::Expired);
}

#[test]
fn a_refund_of_one_capture_stays_within_it_and_can_be_cancelled() {
    let mut bank = bank(|_| {});
    let payment = authorized(&mut bank, "tok_ok", 1000);
    let first = bank.capture(&payment, part(300)).unwrap().id.clone();
    bank.capture(&payment, part(700)).unwrap();
    let refused = bank.refund(RefundOf::Capture(&first), back(301)).unwrap_err();
    assert_eq!(refused, Refusal::BeyondCaptured { refundable_minor: 300 });
    let refund = bank.refund(RefundOf::Capture(&first), back(300)).unwrap().id.clone();
    bank.cancel_refund(&refund).unwrap();
    assert_eq!(bank.cancel_refund(&refund).unwrap_err(), Refusal::NotCancelable);
    let again = bank.refund(RefundOf::Capture(&first), back(300)).unwrap().id.clone();
    bank.advance(2 * SECOND_US);
    assert_eq!(bank.cancel_refund(&again).unwrap_err(), Refusal::NotCancelable);
    bank.advance(2 * DAY_US);
    bank.fail_refund(&again).unwrap();
    assert_eq!((bank.find_refund(&again).unwrap().status, balance(&bank)), (RefundStatus::Returned, 1000));
    assert_eq!((bank.refunds_of(&first).count(), bank.refunds_of(&payment).count()), (2, 2));
}

#[test]
fn rows_of_a_payout_sum_to_it_and_a_bounced_one_is_paid_again() {
    let fees = FeePlan {
        capture_basis_points: 290,
        capture_minor: 30,
        dispute_minor: 1500,
        payout_minor: 25,
        ..FeePlan::default()
    };
    let mut bank = bank(|config| config.fees = fees);
    let payment = charged(&mut bank, "tok_ok", 10_000);
    assert_eq!(bank.oracle_of(&payment).unwrap().fees_minor, 320);
    let first = bank.close_batch()[0].clone();
    assert_eq!((first.gross_minor, first.fee_minor, first.net_minor), (10_000, 345, 9_655));
    let sum: i64 = bank.rows_of(&first.id).iter().map(|row| row.net_minor).sum();
    assert_eq!((sum, bank.rows_of(&first.id).len()), (9_655, 2));
    bank.open_dispute(&about(&payment, DisputeStage::Chargeback, 10_000)).unwrap();
    assert!(bank.close_batch().is_empty(), "the merchant would owe");
    bank.fail_payout(&first.id).unwrap();
    assert_eq!(bank.fail_payout(&first.id).unwrap_err(), Refusal::CannotFail);
    charged(&mut bank, "tok_ok", 20_000);
    // 9655 again, less 10000 and 1500 for the dispute, and 20000 less 610; less 25.
    let second = bank.close_batch()[0].clone();
    assert_eq!((second.net_minor, second.number, bank.rows_of(&second.id).len()), (17_520, 2, 4));
    assert!(bank.close_batch().is_empty());
}

/// Something by chance to something that exists.
fn do_something(bank: &mut Bank, rng: &mut Rng) {
    const TOKENS: [&str; 8] = [
        "tok_ok",
        "tok_action",
        "tok_capture_pending",
        "tok_capture_declined",
        "tok_capture_fails",
        "tok_refund_fails",
        "tok_refund_returns",
        "tok_dispute_fraud",
    ];
    fn pick<T>(rng: &mut Rng, all: &[T], id: impl Fn(&T) -> &String) -> String {
        let recent = &all[all.len().saturating_sub(20)..];
        let at = rng.below(u32::try_from(recent.len()).unwrap()) as usize;
        recent.get(at).map(|it| id(it).clone()).unwrap_or_default()
    }
    let amount_minor = i64::from(rng.below(60));
    let payment = pick(rng, bank.authorizations(), |it| &it.id);
    let capture = pick(rng, bank.captures(), |it| &it.id);
    let refund = pick(rng, bank.refunds(), |it| &it.id);
    let dispute = pick(rng, bank.disputes(), |it| &it.id);
    let despite_dispute = rng.below(2) == 0;
    // Whatever is refused is refused; only the books must agree afterwards.
    let _ = match rng.below(16) {
        0..=2 => {
            let token = TOKENS[rng.below(8) as usize];
            bank.authorize(asked(token, amount_minor * 5, rng.below(2) == 0)).map(drop)
        }
        3..=4 => bank.capture(&payment, CaptureAsked { is_final: rng.below(9) == 0, ..part(amount_minor) }).map(drop),
        5 => bank.complete_action(&payment).map(drop),
        6 => bank.fail_action(&payment, Decline::AuthenticationRequired).map(drop),
        7 => bank.refund(RefundOf::Payment(&payment), RefundAsked { despite_dispute, ..back(amount_minor) }).map(drop),
        8 => bank.refund(RefundOf::Capture(&capture), RefundAsked { despite_dispute, ..back(amount_minor) }).map(drop),
        9 => bank.cancel_refund(&refund).map(drop),
        10 => bank.fail_refund(&refund).map(drop),
        11 => bank.fail_capture(&capture).map(drop),
        12 => bank.open_dispute(&about(&capture, DisputeStage::Inquiry, amount_minor)).map(drop),
        13 => bank.decide_dispute(&dispute, rng.below(2) == 0).map(drop),
        14 => bank.escalate_dispute(&dispute, DisputeStage::Arbitration, None).map(drop),
        _ => bank.release(&payment, ReleaseAsked { reference: "rest".to_owned(), amount_minor: None }).map(drop),
    };
}

/// Objects, log and rows were written by different code, so they check each other.
fn assert_agree(bank: &Bank) {
    for it in bank.authorizations() {
        let truth = bank.oracle_of(&it.id).unwrap();
        assert_eq!(truth.captured_minor, it.captured_minor);
        assert_eq!(truth.capture_failed_minor, it.capture_failed_minor);
        assert_eq!(truth.dispute_withdrawn_minor - truth.dispute_reinstated_minor, it.disputed_minor);
        let ended = truth.refund_failed_minor + truth.refund_returned_minor + truth.refund_canceled_minor;
        assert_eq!(truth.refunded_accepted_minor - ended, it.refunded_minor);
        assert!(it.refunded_minor <= truth.captured_minor - truth.capture_failed_minor);
        let used = truth.captured_minor + truth.released_minor + truth.expired_minor + it.capturing_minor;
        assert_eq!(truth.authorized_minor - used, it.open_minor(), "{it:?}");
    }
    let moved: i64 =
        bank.rows().iter().filter(|row| row.kind != RowKind::PayoutFailed).map(|row| row.gross_minor).sum();
    assert_eq!(balance(bank), moved);
    for payout in bank.payouts() {
        let rows = bank.rows_of(&payout.id);
        let sums = rows.iter().fold((0, 0), |sums, row| (sums.0 + row.gross_minor, sums.1 + row.fee_minor));
        assert_eq!((payout.gross_minor, payout.fee_minor, payout.net_minor), (sums.0, sums.1, sums.0 - sums.1));
        assert!(payout.net_minor > 0);
    }
}

#[test]
fn objects_log_and_rows_agree_through_random_lives() {
    for seed in 0..4 {
        let fees = FeePlan { capture_basis_points: 150, payout_minor: 1, dispute_minor: 3, ..FeePlan::default() };
        let mut bank = bank(|config| (config.seed, config.fees) = (seed, fees));
        let (mut rng, mut now_us) = (Rng::new(seed, 9), 0);
        for step in 0..4_000 {
            now_us += i64::from(rng.below(4_000)) * SECOND_US;
            bank.advance(now_us);
            do_something(&mut bank, &mut rng);
            if step % 50 == 0 {
                bank.close_batch();
                assert_agree(&bank);
            }
        }
        assert!(bank.payouts().len() > 5 && bank.disputes().len() > 50, "little happened");
    }
}
