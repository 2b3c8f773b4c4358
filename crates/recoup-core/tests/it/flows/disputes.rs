//! Stories of disputes: the worked example of the books step by step, and where a refund and a dispute meet.

use jiff::SignedDuration;
use recoup_core::decision::Answer;
use recoup_core::effect::{Alarm, Effect, OperationKind};
use recoup_core::id::Id;
use recoup_core::ledger::Account::{self, *};
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::PlaceOrder;
use recoup_core::order::stop::CompleteOrder;
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use recoup_core::payment::dispute::evidence::{AssignDispute, RemoveEvidence};
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::dispute::{Dispute, Proof, collect};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};
use recoup_core::payment::outcome::{LostTrack, NeverArrived};
use recoup_core::payment::refund::HowMuch;
use recoup_core::payment::refund_after::{CancelRefund, CreditRefund, RetryRefund};
use recoup_core::refusal::Refusal;
use recoup_core::timer::RingTimer;

use super::dispute_asks::piece;
use super::people;
use super::shop::Shop;
use super::stage::{ACCOUNT, Stage, admin, gateway_route, order, tender};

pub const HOUR: i64 = 3_600;

/// A word of the gateway about a dispute.
pub fn word(s: &Stage, name: &str, what: What, minor: Option<i64>, row: &str) -> Fact {
    Fact {
        account: ACCOUNT.to_owned(),
        subject: name.to_owned(),
        ours: String::new(),
        what,
        amount: minor.map(|minor| Money::new(minor, Currency::EUR)),
        parent: format!("theirs-{}", s.payment),
        ordinal: row.to_owned(),
    }
}

pub fn opened(s: &Stage, name: &str, stage: DisputeStage, minor: i64) -> Fact {
    let due_at = Some(s.shop.now.checked_add(SignedDuration::from_hours(240)).expect("a date"));
    word(s, name, What::DisputeOpened { stage, reason: "fraudulent".to_owned(), due_at }, Some(minor), "")
}

pub fn closed(s: &Stage, name: &str, end: DisputeEnd, stage: Option<DisputeStage>) -> Fact {
    word(s, name, What::DisputeClosed { end, stage }, None, "")
}

pub fn withdrawn(s: &Stage, name: &str, minor: i64, row: &str) -> Fact {
    word(s, name, What::DisputeFundsWithdrawn, Some(minor), row)
}

pub fn reinstated(s: &Stage, name: &str, minor: i64, row: &str) -> Fact {
    word(s, name, What::DisputeFundsReinstated, Some(minor), row)
}

use DisputeStage::{Arbitration, Chargeback, Inquiry, PreArbitration};

impl Stage {
    /// A chargeback over an amount whose money is taken.
    fn charged_back(&mut self, minor: i64) -> Id {
        let fact = opened(self, "case", Chargeback, minor);
        self.tell_fact(fact);
        let fact = withdrawn(self, "case", minor, "w1");
        self.tell_fact(fact);
        self.dispute().id.clone()
    }

    fn lose(&mut self) {
        let fact = closed(self, "case", DisputeEnd::Lost, None);
        self.tell_fact(fact);
    }

    pub fn dispute(&self) -> &Dispute {
        &self.shop.payment(&self.payment).disputes[0]
    }

    fn stands(&self) -> (&'static str, &'static str) {
        (self.dispute().stage().word(), self.dispute().status.word())
    }

    pub fn balance(&self, account: Account, subkey: &str) -> i64 {
        self.shop.books.balance(account, subkey, Currency::EUR)
    }

    fn ring(&mut self) -> bool {
        let due = self.shop.timers.values().find(|t| matches!(t.alarm, Alarm::DisputeDue { .. })).cloned();
        let Some(timer) = due else { return false };
        self.shop.timers.remove(&timer.id);
        self.shop.now = self.shop.now.max(timer.due_at);
        self.shop.run(&people::timer(), RingTimer { alarm: timer.alarm }).expect("a timer is taken");
        true
    }

    fn refuses(&mut self, act: impl Into<recoup_core::command::Act>) -> Refusal {
        self.shop.run(&admin(), act).expect_err("it is refused")
    }

    fn attention(&self) -> Vec<&str> {
        self.shop.last.attentions.iter().map(|a| a.reason.as_str()).collect()
    }

    fn sent(&self, kind: OperationKind) -> usize {
        self.shop.effects.values().filter(|effect| effect.operation.kind == kind).count()
    }
}

/// Debit balances of the accounts that have any.
fn sheet(shop: &Shop) -> Vec<(Account, i64)> {
    let mut sheet: std::collections::BTreeMap<Account, i64> = std::collections::BTreeMap::new();
    for (account, _, _, minor) in shop.books.balances() {
        *sheet.entry(account).or_default() += minor;
    }
    sheet.into_iter().filter(|(_, minor)| *minor != 0).collect()
}

/// 119.00 with 19 % tax in one delivered line, 80.00 of it captured and the rest credited.
fn example() -> Stage {
    let line = Line {
        line: 1,
        sku: "sku".to_owned(),
        name: "a lamp".to_owned(),
        quantity: 1,
        gross_minor: 11_900,
        taxes: vec![LineTax { key: "DE/standard".to_owned(), amount_minor: 1_900 }],
        delivered: true,
    };
    let placed = PlaceOrder { lines: vec![line], ..order("n-1", 11_900, vec![tender(11_900, gateway_route())]) };
    let mut shop = Shop::new(1, None);
    shop.thorough = true;
    let Ok(Answer::Order(order)) = shop.run(&admin(), placed) else { panic!("an order") };
    let payment = shop.order(&order).payments[0].clone();
    let mut s = Stage { shop, order, payment };
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Authorized { expires_at: None });
    let capture = s.capture(8_000, true);
    s.tell(&capture, What::Captured);
    let order = s.order.clone();
    s.shop.run(&admin(), CompleteOrder { order }).expect("the rest is credited");
    s
}

#[test]
fn the_worked_example_step_by_step() {
    let mut s = example();
    assert_eq!(
        sheet(&s.shop),
        [(GatewayClearing, 8_000), (TaxPayable, -1_277), (Revenue, -10_000), (RefundsAndReturns, 3_277)]
    );
    let r1 = s.refund(2_500);
    s.tell(&r1, What::RefundSettled { evidence: "arn".to_owned() });
    let r2 = s.refund(1_000);
    assert_eq!(s.balance(RefundsPayable, &r2), -1_000);
    let dispute = s.charged_back(8_000);
    let fee = word(&s, "case", What::DisputeFee, Some(1_500), "f1");
    s.tell_fact(fee);
    assert_eq!(s.balance(DisputesReceivable, dispute.as_str()), 8_000);
    assert_eq!(s.balance(DisputeFees, "sandbox"), 1_500);
    assert_eq!(s.balance(GatewayClearing, ACCOUNT), 8_000 - 2_500 - 9_500);
    s.lose();
    assert_eq!(s.balance(RefundsPayable, &r2), 0, "R2 is absorbed");
    assert_eq!(
        (s.balance(ChargebackLoss, dispute.as_str()), s.balance(DuplicateRefundLoss, dispute.as_str())),
        (3_782, 2_500)
    );
    assert_eq!(
        sheet(&s.shop),
        [
            (GatewayClearing, -4_000),
            (Revenue, -10_000),
            (RefundsAndReturns, 6_218),
            (DisputeFees, 1_500),
            (ChargebackLoss, 3_782),
            (DuplicateRefundLoss, 2_500),
        ]
    );
    let order = s.shop.order(&s.order);
    assert_eq!((order.left_minor(), order.refunded_minor, order.disputed_minor), (0, 3_500, 4_500));
    assert!(order.under_dispute.is_empty());
    // The refund is settled all the same: what it stood for was paid twice.
    s.tell(&r2, What::RefundSettled { evidence: "arn-2".to_owned() });
    assert_eq!(s.balance(RefundsPayable, &r2), 0);
    assert_eq!(s.balance(DuplicateRefundLoss, dispute.as_str()), 3_500);
    assert_eq!(s.balance(ChargebackLoss, dispute.as_str()), 3_782);
    // Won on appeal: everything is as before, and a person hears of two ends.
    let won = closed(&s, "case", DisputeEnd::Won, None);
    s.tell_fact(won);
    let back = reinstated(&s, "case", 8_000, "r1");
    s.tell_fact(back);
    assert_eq!(s.stands(), ("chargeback", "won"));
    assert_eq!(s.balance(DuplicateRefundLoss, dispute.as_str()), 0);
    assert_eq!(s.shop.order(&s.order).left_minor(), 4_500);
    assert_eq!(s.shop.payment(&s.payment).refundable_minor(), 4_500);
    assert!(s.shop.payment(&s.payment).alarms.iter().any(|alarm| alarm == "dispute_ends_differ"));
}

#[test]
fn a_refund_that_is_larger_than_the_loss_is_absorbed_in_part_and_the_rest_is_retried() {
    let mut s = Stage::captured(10_000);
    let refund = s.refund(8_000);
    let fact = opened(&s, "case", Chargeback, 5_000);
    s.tell_fact(fact);
    // Its gateway kills it, and it stays owed until the dispute has ended.
    s.tell(&refund, What::RefundFailed { code: "charge_for_pending_refund_disputed".to_owned() });
    assert_eq!(s.balance(RefundsPayable, &refund), -8_000);
    let id = Id::trusted(&refund);
    let refusal = s.refuses(RetryRefund { refund: id.clone() });
    assert_eq!(refusal.code(), "disputed");
    assert!(refusal.to_string().contains(s.dispute().id.as_str()), "{refusal}");
    let fact = withdrawn(&s, "case", 5_000, "w1");
    s.tell_fact(fact);
    s.lose();
    assert_eq!(s.balance(RefundsPayable, &refund), -3_000);
    assert_eq!(s.balance(ChargebackLoss, s.dispute().id.as_str()), 0);
    let payment = s.shop.payment(&s.payment);
    let mine = payment.refund(&id).expect("a refund");
    assert_eq!((mine.owed_minor(), mine.due_minor(), payment.refundable_minor()), (8_000, 3_000, 2_000));
    assert_eq!(payment.allowed_of(mine), ["cancel", "retry"]);
    assert_eq!(s.refuses(CreditRefund { refund: id.clone() }).code(), "invalid");
    let again = s.retry(&refund);
    let effect = s.shop.effects.values().find(|e| e.operation.reference() == again).expect("it is sent");
    assert_eq!(effect.amount.amount_minor, 3_000);
    let paid = s.row(&again, What::RefundSettled { evidence: "arn".to_owned() }, 3_000, "row");
    s.tell_fact(paid);
    assert_eq!(s.balance(RefundsPayable, &refund), 0);
    assert_eq!(s.balance(DuplicateRefundLoss, s.dispute().id.as_str()), 0);
    assert_eq!(s.shop.payment(&s.payment).refunded_minor(), 3_000);
}

#[test]
fn what_a_lost_dispute_stands_for_wholly_is_not_asked_for_again() {
    let mut s = Stage::captured(10_000);
    let refund = s.refund(4_000);
    s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
    s.charged_back(10_000);
    s.lose();
    let id = Id::trusted(&refund);
    let payment = s.shop.payment(&s.payment);
    assert!(payment.allowed_of(payment.refund(&id).expect("a refund")).is_empty());
    let cancel = CancelRefund { refund: id.clone(), reason: "no".to_owned() };
    for refusal in
        [s.refuses(RetryRefund { refund: id.clone() }), s.refuses(cancel), s.refuses(CreditRefund { refund: id })]
    {
        assert_eq!(refusal.code(), "disputed", "{refusal}");
    }
    assert_eq!(
        s.balance(ChargebackLoss, s.dispute().id.as_str()),
        6_000 - 1_000 - 2_500,
        "two lines, one of them deferred"
    );
}

#[test]
fn an_inquiry_leaves_refunds_possible_and_a_claim_does_not() {
    let mut s = Stage::captured(10_000);
    let fact = opened(&s, "case", Inquiry, 10_000);
    s.tell_fact(fact);
    assert_eq!(s.stands(), ("inquiry", "needs_response"));
    assert!(s.shop.order(&s.order).under_dispute.is_empty());
    s.refund(1_000);
    let fact = opened(&s, "case", Chargeback, 6_000);
    s.tell_fact(fact);
    assert_eq!(s.shop.order(&s.order).under_dispute, [s.dispute().id.clone()]);
    let payment = s.shop.payment(&s.payment);
    assert_eq!((payment.refundable_minor(), payment.disputed_minor()), (3_000, 6_000));
    let ask = s.ask_refund(HowMuch::Amount { amount_minor: 3_001, currency: None });
    assert_eq!(s.refuses(ask).code(), "disputed");
    let ask = s.ask_refund(HowMuch::Amount { amount_minor: 9_001, currency: None });
    assert_eq!(s.refuses(ask).code(), "exceeds_refundable", "not even without the dispute");
    s.refund(3_000);
    // What is refunded while it claims is of other money: the loss does not stand for it.
    let fact = withdrawn(&s, "case", 6_000, "w1");
    s.tell_fact(fact);
    s.lose();
    assert_eq!(s.shop.payment(&s.payment).absorbed_minor(), 1_000);
    assert!(s.shop.order(&s.order).under_dispute.is_empty());
}

#[test]
fn a_provisional_win_is_none_and_a_second_chargeback_takes_the_money_again() {
    let mut s = Stage::captured(10_000);
    let dispute = s.charged_back(10_000);
    let answered = word(&s, "case", What::DisputeAnswered { stage: Some(Chargeback) }, None, "");
    s.tell_fact(answered);
    let back = reinstated(&s, "case", 10_000, "r1");
    s.tell_fact(back);
    assert_eq!(s.stands(), ("chargeback", "under_review"), "funds that come back are no win");
    assert_eq!(s.shop.payment(&s.payment).refundable_minor(), 0, "it is still claimed");
    let won = closed(&s, "case", DisputeEnd::Won, Some(Chargeback));
    s.tell_fact(won);
    assert_eq!((s.stands(), s.shop.payment(&s.payment).refundable_minor()), (("chargeback", "won"), 10_000));
    let again = opened(&s, "case", PreArbitration, 10_000);
    s.tell_fact(again);
    let again = withdrawn(&s, "case", 10_000, "w2");
    s.tell_fact(again);
    assert_eq!(s.stands(), ("pre_arbitration", "needs_response"));
    assert_eq!(s.balance(DisputesReceivable, dispute.as_str()), 10_000);
    let late = opened(&s, "case", Inquiry, 10_000);
    s.tell_fact(late);
    assert_eq!(s.stands(), ("pre_arbitration", "needs_response"), "a lower stage changes nothing");
    assert_eq!(s.attention(), ["dispute_goes_back"]);
    let lost = closed(&s, "case", DisputeEnd::Lost, Some(PreArbitration));
    s.tell_fact(lost);
    assert_eq!((s.stands(), s.balance(DisputesReceivable, dispute.as_str())), (("pre_arbitration", "lost"), 0));
    assert!(!s.dispute().is_partly_lost() || s.dispute().lost_minor() == 10_000);
}

#[test]
fn two_disputes_on_one_payment_share_what_the_buyer_was_entitled_to() {
    let mut s = Stage::captured(10_000);
    let r = s.refund(2_000);
    s.tell(&r, What::RefundSettled { evidence: "arn".to_owned() });
    for name in ["b", "a"] {
        for fact in [opened(&s, name, Chargeback, 6_000), withdrawn(&s, name, 6_000, "w")] {
            s.tell_fact(fact);
        }
        let lost = closed(&s, name, DisputeEnd::Lost, None);
        s.tell_fact(lost);
    }
    let payment = s.shop.payment(&s.payment);
    let twice = |name: &str| s.balance(DuplicateRefundLoss, payment.dispute_called(name).expect("one").id.as_str());
    assert_eq!((twice("a"), twice("b")), (0, 4_000), "by their names, not by who came first");
    assert_eq!(s.shop.order(&s.order).left_minor(), 0);
    assert!(payment.alarms.is_empty(), "{:?}", payment.alarms);
}

#[test]
fn more_than_was_captured_and_another_currency_are_alarms_and_nothing_is_dropped() {
    let mut s = Stage::captured(10_000);
    let dispute = s.charged_back(12_000);
    assert!(s.shop.payment(&s.payment).alarms.iter().filter(|a| *a == "dispute_exceeds_payment").count() == 2);
    s.lose();
    assert_eq!(s.balance(DuplicateRefundLoss, dispute.as_str()), 2_000);
    let mut foreign = withdrawn(&s, "case", 500, "w9");
    foreign.amount = Some(Money::new(500, Currency::JPY));
    s.tell_fact(foreign);
    assert_eq!(s.attention(), ["currency_differs"]);
    assert_eq!(s.dispute().held_minor(), 12_000);
    let unnamed = word(&s, "case", What::DisputeFundsWithdrawn, None, "w10");
    s.tell_fact(unnamed);
    assert_eq!(s.attention(), ["amount_missing"]);
    let otherwise = withdrawn(&s, "case", 11_000, "w1");
    s.tell_fact(otherwise);
    assert_eq!(s.attention(), ["told_differently"]);
}

fn loses_its_reply(s: &mut Stage, effect: &Effect) {
    // Its reply is lost: the same call is made again, and no question asked.
    for probes in 0..9 {
        let lost = LostTrack {
            operation: effect.operation.clone(),
            amount: effect.amount,
            since: effect.since,
            probes,
            why: "timeout".to_owned(),
            cannot_ask: false,
        };
        s.shop.effects.clear();
        s.shop.run(&people::gateway(), lost).expect("we lost track");
        assert_eq!(s.sent(OperationKind::SubmitEvidence), 1);
        assert_eq!(s.attention().len(), usize::from(probes == 7));
        let again = s.shop.effects.values().next().expect("sent again");
        assert_eq!((again.word(), &again.answer), ("submit_evidence", &effect.answer));
    }
    let never = NeverArrived {
        operation: effect.operation.clone(),
        amount: effect.amount,
        since: effect.since,
        asked_first: false,
    };
    s.shop.run(&people::gateway(), never).expect("it says nothing");
}

#[test]
fn evidence_is_collected_added_removed_and_handed_in_once() {
    let mut s = Stage::captured(10_000);
    let dispute = s.charged_back(10_000);
    s.shop.run(&admin(), AssignDispute { dispute: dispute.clone(), owner: "ann".to_owned() }).expect("an owner");
    let (payment, order) = (s.shop.payment(&s.payment), s.shop.order(&s.order));
    let before = collect::completeness(payment, Some(order), s.dispute());
    assert_eq!((before.percent, before.refunded), (60, false), "{:?}", before.wanted);
    s.shop.run(&admin(), piece(&dispute, Proof::CustomerIp)).expect("a piece");
    assert_eq!(s.refuses(piece(&dispute, Proof::CustomerIp)).param(), Some("proof"));
    s.shop.run(&admin(), piece(&dispute, Proof::Receipt)).expect("a piece");
    s.shop.run(&admin(), RemoveEvidence { dispute: dispute.clone(), no: 2 }).expect("it is taken away");
    let after = collect::completeness(s.shop.payment(&s.payment), Some(s.shop.order(&s.order)), s.dispute());
    assert_eq!(after.percent, 80);
    s.shop.run(&admin(), SubmitEvidence { dispute: dispute.clone() }).expect("it is handed in");
    let effect =
        s.shop.effects.values().find(|e| e.operation.kind == OperationKind::SubmitEvidence).expect("sent").clone();
    assert_eq!(
        (effect.own_ref.as_str(), effect.authorization_ref.as_str()),
        ("case", &*format!("theirs-{}", s.payment))
    );
    let answer = effect.answer.clone().expect("an answer");
    let proofs: Vec<Proof> = answer.pieces.iter().map(|piece| piece.proof).collect();
    assert_eq!(proofs, [Proof::CustomerIp, Proof::Receipt, Proof::ProductDescription, Proof::Delivery]);
    assert!(answer.pieces[1].words.contains("n-1") && answer.pieces[0].words.is_empty());
    assert_eq!(s.refuses(SubmitEvidence { dispute: dispute.clone() }).code(), "already_submitted");
    assert_eq!(s.refuses(RemoveEvidence { dispute: dispute.clone(), no: 1 }).code(), "not_in_state");
    assert_eq!(
        s.refuses(AcceptDispute { dispute: dispute.clone(), reason: "no".to_owned() }).code(),
        "already_submitted"
    );
    loses_its_reply(&mut s, &effect);
    let ours = effect.operation.reference();
    let refused = Fact {
        ours: ours.clone(),
        ..word(&s, "case", What::DisputeAnswerRefused { code: "too_large".to_owned() }, None, "")
    };
    s.tell_fact(refused);
    assert_eq!((s.stands(), s.attention()), (("chargeback", "needs_response"), vec!["dispute_answer_refused"]));
    s.shop.run(&admin(), SubmitEvidence { dispute: dispute.clone() }).expect("a second try under another key");
    let second = s.dispute().answers[1].generation;
    let taken = Fact {
        ours: format!("{dispute}.{second}"),
        ..word(&s, "case", What::DisputeAnswered { stage: None }, None, "")
    };
    s.tell_fact(taken);
    assert_eq!(s.stands(), ("chargeback", "under_review"));
    assert!(s.shop.timers.values().all(|timer| !matches!(timer.alarm, Alarm::DisputeDue { .. })));
    // Giving in is still possible, and ends it.
    s.shop
        .run(&admin(), AcceptDispute { dispute: dispute.clone(), reason: "it is theirs".to_owned() })
        .expect("we give in");
    let third = s.dispute().answers[2].generation;
    let end = What::DisputeClosed { end: DisputeEnd::Accepted, stage: None };
    let gone = Fact { ours: format!("{dispute}.{third}"), ..word(&s, "case", end, None, "") };
    s.tell_fact(gone);
    assert_eq!((s.stands(), s.dispute().lost_minor()), (("chargeback", "accepted"), 10_000));
}

#[test]
fn an_answer_that_was_refused_may_be_taken_after_all() {
    let mut s = Stage::captured(10_000);
    let dispute = s.charged_back(10_000);
    s.shop.run(&admin(), piece(&dispute, Proof::Receipt)).expect("a piece");
    s.shop.run(&admin(), SubmitEvidence { dispute: dispute.clone() }).expect("it is handed in");
    let ours = s.shop.effects.values().find(|e| e.operation.id == dispute).expect("sent").operation.reference();
    let said = |s: &Stage, what| Fact { ours: ours.clone(), ..word(s, "case", what, None, "") };
    let no = said(&s, What::DisputeAnswerRefused { code: "no".to_owned() });
    s.tell_fact(no);
    assert_eq!(s.stands(), ("chargeback", "needs_response"));
    let yes = said(&s, What::DisputeAnswered { stage: None });
    s.tell_fact(yes);
    assert_eq!(s.stands(), ("chargeback", "under_review"));
    assert_eq!(s.dispute().answers[0].status.word(), "taken");
}

#[test]
fn the_clock_asks_reminds_and_hands_in_what_is_there() {
    let mut s = Stage::captured(10_000);
    let dispute = s.charged_back(10_000);
    let due = s.dispute().due_at().expect("a due date");
    let before = |s: &Stage| (due.as_second() - s.shop.now.as_second()) / HOUR;
    assert!(s.ring());
    assert_eq!((before(&s), s.attention()), (72, vec!["dispute_due"]));
    assert!(s.ring());
    assert_eq!(before(&s), 24);
    assert_eq!(s.shop.last.notices[0].1.template, "dispute_due_soon");
    assert!(s.ring());
    assert_eq!((before(&s), s.sent(OperationKind::SubmitEvidence)), (6, 1));
    assert!(s.dispute().answers[0].by_itself);
    assert_eq!(s.shop.last.notices[0].1.template, "dispute_answered_by_itself");
    assert!(!s.ring(), "an answer is on its way to {dispute}");
    // What the gateway would not take is not handed in again: a person corrects it, or hears that nobody did.
    let ours = s.shop.effects.values().next().expect("an answer").operation.reference();
    let what = What::DisputeAnswerRefused { code: "not_waiting".to_owned() };
    let refused = Fact { ours, ..word(&s, "case", what, None, "") };
    s.tell_fact(refused);
    s.shop.effects.clear();
    for left in [6, 0] {
        assert!(s.ring());
        assert_eq!((before(&s), s.sent(OperationKind::SubmitEvidence)), (left, 0));
    }
    assert_eq!(s.attention(), ["dispute_unanswered"]);
    // A later stage has a clock of its own; nobody can hand in anything where no gateway is.
    let next = opened(&s, "case", Arbitration, 10_000);
    s.tell_fact(next);
    assert!(s.ring());
}

#[test]
fn a_person_records_what_no_gateway_tells() {
    let mut s = Stage::with(10_000, recoup_core::event::Route::Offline { account: "bank".to_owned() });
    s.capture(10_000, true);
    let payment = s.payment.clone();
    let record = |what: What, minor: Option<i64>, row: &str| RecordDispute {
        payment: payment.clone(),
        reference: "letter-7".to_owned(),
        what,
        amount: minor.map(|minor| Money::new(minor, Currency::EUR)),
        row: row.to_owned(),
        evidence: "the bank's letter of Monday".to_owned(),
    };
    let due_at = s.shop.now.checked_add(SignedDuration::from_hours(100)).ok();
    let what = What::DisputeOpened { stage: Chargeback, reason: "not_received".to_owned(), due_at };
    s.shop.run(&admin(), record(what, Some(10_000), "")).expect("it is recorded");
    s.shop.run(&admin(), record(What::DisputeFundsWithdrawn, Some(10_000), "stmt-3")).expect("it is recorded");
    let again = s.shop.run(&admin(), record(What::DisputeFundsWithdrawn, Some(10_000), "stmt-3"));
    assert!(matches!(again, Ok(Answer::NoChange(_))), "{again:?}");
    assert_eq!(s.balance(CashAtBank, "bank"), 0);
    let dispute = s.dispute().id.clone();
    assert_eq!(s.dispute().recorded, ["the bank's letter of Monday"]);
    // No gateway takes evidence: a person sends it, and says so here. Nothing goes out by itself.
    assert!(s.ring() && s.ring() && s.ring());
    assert_eq!(s.attention(), ["dispute_due"]);
    assert!(s.ring() && !s.ring());
    assert_eq!(s.attention(), ["dispute_unanswered"]);
    s.shop.run(&admin(), SubmitEvidence { dispute: dispute.clone() }).expect("by hand");
    assert_eq!((s.stands(), s.shop.effects.len()), (("chargeback", "under_review"), 0));
    let won = What::DisputeClosed { end: DisputeEnd::Won, stage: None };
    s.shop.run(&admin(), record(won, None, "")).expect("it is recorded");
    s.shop.run(&admin(), record(What::DisputeFundsReinstated, Some(10_000), "stmt-9")).expect("it is recorded");
    assert_eq!((s.stands(), s.balance(CashAtBank, "bank")), (("chargeback", "won"), 10_000));
}
