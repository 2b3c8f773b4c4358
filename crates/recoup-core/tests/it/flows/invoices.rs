//! Invoices: what each act does to the amounts, the word and the books. The worked example of over, short and early
//! payments is here, with everything that can be taken back.

use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::customer::PutCustomer;
use recoup_core::decision::Answer;
use recoup_core::event::Route;
use recoup_core::invoice::issue::{IssueInvoice, SendInvoice};
use recoup_core::invoice::{InvoiceStatus, Terms};
use recoup_core::ledger::Account;
use recoup_core::order::release::LineUnits;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::facts::What;
use recoup_core::payment::refund::HowMuch;
use recoup_core::payment::refund_after::CancelRefund;
use recoup_core::refusal::Refusal;

use super::any_order::authorized;
use super::asks_invoices::dates;
use super::desk::{Desk, EARLY, NET, amount, card, invoice, line, lines, till};
use super::shop::Shop;
use super::stage::{ACCOUNT, admin, gateway_route, tender};

use Account::*;

#[test]
fn what_is_sent_is_owed_and_a_draft_is_not() {
    let mut shop = Shop::new(1, None);
    let asked = IssueInvoice { dates: None, ..invoice(&shop, NET, lines(), true) };
    let Ok(Answer::Invoice(id)) = shop.run(&admin(), asked) else { panic!("a draft") };
    let mut desk = Desk { shop, invoice: id };
    desk.is(InvoiceStatus::Draft, 0);
    desk.books(&[]);
    assert!(desk.shop.timers.is_empty() && desk.try_pay(till(1)).is_err());
    let dates = dates(desk.shop.now, &NET);
    desk.shop.run(&admin(), SendInvoice { invoice: desk.invoice.clone(), dates }).expect("a draft is sent");
    desk.is(InvoiceStatus::Open, 11_900);
    desk.books(&[(AccountsReceivable, 11_900), (DeferredRevenue, -5_000), (Revenue, -5_000), (TaxPayable, -1_900)]);
    let told: Vec<_> = desk.shop.last.notices.iter().map(|(_, n)| (n.template, n.subject.as_str())).collect();
    assert_eq!(told, [("invoice_issued", "Invoice I-1 over EUR 119.00")]);
    desk.deliver(2);
    desk.books(&[(AccountsReceivable, 11_900), (Revenue, -10_000), (TaxPayable, -1_900)]);
}

#[test]
fn a_draft_that_is_thrown_away_was_never_on_the_books() {
    let mut shop = Shop::new(1, None);
    let asked = IssueInvoice { dates: None, ..invoice(&shop, NET, lines(), true) };
    let Ok(Answer::Invoice(id)) = shop.run(&admin(), asked) else { panic!("a draft") };
    let mut desk = Desk { shop, invoice: id };
    desk.void().expect("nobody has it");
    desk.is(InvoiceStatus::Void, 0);
    assert!(desk.shop.books.entries().is_empty());
}

/// Example 5 of the posting table: a wire over 260.00 for 250.00.
#[test]
fn what_is_too_much_goes_to_the_balance() {
    let mut desk = Desk::with(NET, vec![line(1, 25_000, 0, true)], true);
    desk.pay(till(26_000));
    desk.is(InvoiceStatus::Paid, 0);
    desk.books(&[(CashAtBank, 26_000), (CustomerBalance, -1_000), (Revenue, -25_000)]);
    assert_eq!(desk.balance_minor(), 1_000);
    let told: Vec<_> = desk.shop.last.notices.iter().map(|(_, n)| n.subject.as_str()).collect();
    assert_eq!(told, ["EUR 10.00 have been added to your balance"]);
}

/// Example 5: 116.62 within the time of 2 % off 119.00.
#[test]
fn what_is_paid_early_is_paid_less_the_discount() {
    let mut desk = Desk::with(EARLY, vec![line(1, 11_900, 1_900, true)], true);
    desk.days_pass(9);
    desk.pay(till(11_662));
    desk.is(InvoiceStatus::Paid, 0);
    desk.books(&[(CashAtBank, 11_662), (DiscountsAndGoodwill, 200), (TaxPayable, -1_862), (Revenue, -10_000)]);
}

#[test]
fn a_discount_is_for_all_of_it_and_for_its_days() {
    for (days, paid, open) in [(11, 11_662, 238), (0, 11_661, 239), (0, 11_700, 0)] {
        let mut desk = Desk::new(EARLY);
        desk.days_pass(days);
        desk.pay(till(paid));
        let status = if open > 0 { InvoiceStatus::PartiallyPaid } else { InvoiceStatus::Paid };
        desk.is(status, open);
    }
    let mut desk = Desk::new(EARLY);
    desk.pay(till(5_000));
    desk.pay(till(6_662));
    desk.is(InvoiceStatus::Paid, 0);
}

#[test]
fn a_discount_is_of_what_is_not_credited() {
    let mut desk = Desk::new(EARLY);
    desk.credit(amount(1_900)).expect("it is open");
    desk.pay(till(9_799));
    desk.is(InvoiceStatus::PartiallyPaid, 201);
    desk.pay(till(1));
    desk.is(InvoiceStatus::Paid, 0);
    assert_eq!(desk.mine().discounted_minor(), 200);
}

#[test]
fn a_discount_is_lost_when_the_money_is_taken_back() {
    let mut desk = Desk::new(EARLY);
    let payment = desk.paid_by_card(11_662);
    desk.is(InvoiceStatus::Paid, 0);
    desk.deliver(2);
    desk.days_pass(40);
    desk.taken_back(&payment, 11_662);
    desk.is(InvoiceStatus::PastDue, 11_900);
    desk.books(&[(AccountsReceivable, 11_900), (Revenue, -10_000), (TaxPayable, -1_900)]);
    desk.paid_by_card(11_900);
    desk.is(InvoiceStatus::Paid, 0);
}

#[test]
fn parts_in_any_order_end_the_same() {
    let parts = [5_000, 3_000, 2_000, 1_900];
    for first in 0..4 {
        for second in (0..4).filter(|n| *n != first) {
            let rest = (0..4).filter(|n| *n != first && *n != second);
            let mut desk = Desk::new(NET);
            for (place, part) in [first, second].into_iter().chain(rest).enumerate() {
                assert_eq!(desk.mine().status, [InvoiceStatus::Open, InvoiceStatus::PartiallyPaid][place.min(1)]);
                if place % 2 == 0 {
                    desk.paid_by_card(parts[part])
                } else {
                    desk.pay(till(parts[part]))
                };
            }
            desk.is(InvoiceStatus::Paid, 0);
            assert_eq!(desk.mine().payments.len(), 4);
            assert!(desk.try_pay(till(1)).is_err(), "nothing is open any more");
        }
    }
}

#[test]
fn a_balance_pays_and_no_payment_under_way_is_counted_twice() {
    let mut desk = Desk::new(NET);
    desk.pay(till(12_900));
    let customer = desk.mine().customer.clone().expect("an account");
    let second = IssueInvoice { number: "I-2".to_owned(), ..invoice(&desk.shop, NET, lines(), true) };
    let Ok(Answer::Invoice(second)) = desk.shop.run(&admin(), second) else { panic!("another one") };
    desk.invoice = second;
    desk.pay(tender(1_000, Route::Balance { customer }));
    desk.is(InvoiceStatus::PartiallyPaid, 10_900);
    assert_eq!(desk.balance_minor(), 0);
    desk.pay(card(10_000));
    let refused = desk.try_pay(card(901)).expect_err("900 are left beside what is under way");
    assert!(matches!(refused, Refusal::ExceedsOpen { asked_minor: 901, left_minor: 900, .. }), "{refused:?}");
    desk.pay(card(900));
}

#[test]
fn what_is_too_much_without_an_account_stays_and_is_refunded() {
    let mut desk = Desk::with(NET, lines(), false);
    let payment = desk.pay(till(12_000));
    desk.is(InvoiceStatus::Paid, -100);
    let refund = desk.refund(&payment, amount(100)).expect("it is too much");
    desk.is(InvoiceStatus::Paid, 0);
    assert_eq!(desk.mine().refunded_minor, 0, "no line gave anything");
    desk.shop.run(&admin(), CancelRefund { refund, reason: "no".to_owned() }).expect_err("a person pays it out");
}

#[test]
fn a_refund_takes_lines_and_not_what_is_on_the_balance() {
    let mut desk = Desk::new(NET);
    let payment = desk.pay(till(12_900));
    let refused = desk.refund(&payment, amount(11_901)).expect_err("1,000 of it are on the balance");
    assert!(matches!(refused, Refusal::ExceedsRefundable { left_minor: 11_900, .. }), "{refused:?}");
    let refund = desk.refund(&payment, HowMuch::Full).expect("the lines");
    assert_eq!(desk.shop.payment(&payment).refund(&refund).expect("it").amount_minor, 11_900);
    desk.is(InvoiceStatus::Paid, 0);
    desk.books(&[
        (CashAtBank, 12_900),
        (CustomerBalance, -1_000),
        (RefundsPayable, -11_900),
        (RefundsAndReturns, 5_000),
        (Revenue, -5_000),
    ]);
}

#[test]
fn a_refund_that_is_taken_back_earns_what_was_delivered_meanwhile() {
    let mut desk = Desk::new(NET);
    let payment = desk.paid_by_card(11_900);
    let refund =
        desk.refund(&payment, HowMuch::Lines { lines: vec![LineUnits { line: 2, quantity: 2 }], amount_minor: None });
    let refund = refund.expect("two units");
    desk.tell(&payment, &refund, What::RefundFailed { code: "closed".to_owned() }, 5_950);
    desk.deliver(2);
    desk.shop.run(&admin(), CancelRefund { refund, reason: "delivered".to_owned() }).expect("it failed");
    desk.is(InvoiceStatus::Paid, 0);
    desk.books(&[(GatewayClearing, 11_900), (Revenue, -10_000), (TaxPayable, -1_900)]);
}

#[test]
fn a_payment_that_is_taken_back_opens_it_again() {
    let mut desk = Desk::new(NET);
    let (one, two) = (desk.paid_by_card(5_000), desk.paid_by_card(6_900));
    desk.is(InvoiceStatus::Paid, 0);
    desk.taken_back(&two, 900);
    desk.is(InvoiceStatus::PartiallyPaid, 900);
    desk.taken_back(&one, 5_000);
    desk.is(InvoiceStatus::PartiallyPaid, 5_900);
    desk.taken_back(&two, 6_000);
    desk.is(InvoiceStatus::Open, 11_900);
    desk.days_pass(31);
    desk.is(InvoiceStatus::PastDue, 11_900);
    let three = desk.paid_by_card(11_900);
    desk.is(InvoiceStatus::Paid, 0);
    desk.taken_back(&three, 11_900);
    desk.is(InvoiceStatus::PastDue, 11_900);
}

#[test]
fn what_was_too_much_comes_back_from_the_balance_as_far_as_it_is_there() {
    for (spent, balance, open) in [(0, 0, 11_900), (700, 0, 12_600)] {
        let mut desk = Desk::new(NET);
        let payment = desk.pay(card(11_900));
        desk.tell(&payment, &payment, authorized(), 11_900);
        let capture = desk.shop.payment(&payment).captures[0].id.clone();
        desk.tell(&payment, &capture, What::Captured, 12_900);
        assert_eq!(desk.balance_minor(), 1_000);
        if spent > 0 {
            let first = desk.invoice.clone();
            let second = IssueInvoice { number: "I-2".to_owned(), ..invoice(&desk.shop, NET, lines(), true) };
            let Ok(Answer::Invoice(second)) = desk.shop.run(&admin(), second) else { panic!("another one") };
            desk.invoice = second;
            let customer = desk.mine().customer.clone().expect("an account");
            desk.pay(tender(spent, Route::Balance { customer }));
            desk.invoice = first;
        }
        desk.taken_back(&payment, 12_900);
        desk.is(InvoiceStatus::Open, open);
        assert_eq!(desk.balance_minor(), balance);
        let told = desk.shop.last.attentions.iter().any(|a| a.reason == "overpayment_spent");
        assert_eq!(told, spent > 0);
    }
}

#[test]
fn its_day_is_past_after_its_grace() {
    let mut desk = Desk::new(Terms { grace_days: 3, ..NET });
    desk.days_pass(31);
    desk.is(InvoiceStatus::Open, 11_900);
    desk.days_pass(3);
    desk.is(InvoiceStatus::PastDue, 11_900);
    let told: Vec<_> = desk.shop.last.notices.iter().map(|(_, n)| (n.audience.word(), n.template)).collect();
    assert_eq!(told, [("customer", "invoice_past_due"), ("staff", "invoice_past_due")]);
    desk.pay(till(900));
    desk.is(InvoiceStatus::PastDue, 11_000);
    desk.credit(amount(1_000)).expect("it is open");
    desk.is(InvoiceStatus::PastDue, 10_000);
    desk.pay(till(10_000));
    desk.is(InvoiceStatus::Paid, 0);
}

#[test]
fn what_is_given_up_is_a_loss_with_or_without_its_tax() {
    for (relief, bad_debt, tax) in [(true, 2_101, -1_102), (false, 2_899, -1_900)] {
        let mut desk = Desk::new(NET);
        desk.pay(till(6_900));
        desk.days_pass(40);
        let ask = desk.ask_write_off(relief);
        desk.shop.run(&admin(), ask).expect("something is open");
        assert!(desk.shop.last.notices.iter().any(|(_, n)| n.template == "write_off_asked"));
        desk.is(InvoiceStatus::PastDue, 5_000);
        let approval = desk.mine().write_off_asked.clone().expect("it waits");
        let mine = DecideApproval { approval, verdict: Verdict::Approve, reason: String::new(), request_hash: None };
        assert_eq!(desk.shop.run(&admin(), mine), Err(Refusal::SelfApproval));
        desk.decide(Verdict::Approve).expect("another person");
        desk.is(InvoiceStatus::Uncollectible, 0);
        // Half of the net is deferred: it is released, and no loss.
        desk.books(&[
            (CashAtBank, 6_900),
            (DeferredRevenue, -2_899),
            (Revenue, -5_000),
            (BadDebt, bad_debt),
            (TaxPayable, tax),
        ]);
    }
}

#[test]
fn a_no_or_no_answer_changes_nothing() {
    let mut desk = Desk::new(NET);
    let ask = desk.ask_write_off(true);
    desk.shop.run(&admin(), ask.clone()).expect("something is open");
    assert_eq!(desk.shop.run(&admin(), ask.clone()).map_err(|r| r.code()), Err("not_in_state"), "it waits already");
    desk.decide(Verdict::Reject).expect("a no");
    assert_eq!(desk.mine().write_off_asked, None);
    desk.shop.run(&admin(), ask.clone()).expect("it may be asked again");
    desk.days_pass(8);
    assert_eq!(desk.mine().write_off_asked, None, "nobody answered in a week");
    desk.shop.run(&admin(), ask).expect("it may be asked again");
    desk.pay(till(1_900));
    assert_eq!(desk.decide(Verdict::Approve), Err(Refusal::ApprovalStale), "less is open now");
    desk.decide(Verdict::Reject).expect("a no is no to that too");
    desk.is(InvoiceStatus::PartiallyPaid, 10_000);
}

#[test]
fn less_than_a_major_unit_is_given_up_alone() {
    let mut desk = Desk::new(NET);
    desk.pay(till(11_897));
    let ask = desk.ask_write_off(true);
    desk.shop.run(&admin(), ask).expect("three cents");
    desk.is(InvoiceStatus::Uncollectible, 0);
}

#[test]
fn what_was_given_up_is_recovered_when_money_comes() {
    for relief in [true, false] {
        let mut desk = Desk::new(NET);
        desk.days_pass(40);
        desk.give_up(relief);
        desk.deliver(2);
        desk.pay(till(5_000));
        desk.is(InvoiceStatus::PastDue, 6_900);
        desk.books(&[(CashAtBank, 5_000), (AccountsReceivable, 6_900), (Revenue, -10_000), (TaxPayable, -1_900)]);
        desk.give_up(relief);
        desk.is(InvoiceStatus::Uncollectible, 0);
        desk.pay(till(6_900));
        desk.is(InvoiceStatus::Paid, 0);
        desk.books(&[(CashAtBank, 11_900), (Revenue, -10_000), (TaxPayable, -1_900)]);
    }
}

#[test]
fn money_taken_back_after_it_was_given_up_is_given_up_as_well_or_recovered() {
    let mut desk = Desk::new(NET);
    let payment = desk.paid_by_card(5_000);
    desk.give_up(true);
    desk.taken_back(&payment, 5_000);
    desk.is(InvoiceStatus::Uncollectible, 5_000);
    desk.give_up(true);
    desk.is(InvoiceStatus::Uncollectible, 0);
    desk.books(&[(BadDebt, 5_000), (Revenue, -5_000)]);
    desk.pay(till(11_900));
    desk.is(InvoiceStatus::Paid, 0);
    desk.books(&[(CashAtBank, 11_900), (DeferredRevenue, -5_000), (Revenue, -5_000), (TaxPayable, -1_900)]);
}

#[test]
fn a_claim_beyond_the_lines_is_given_up_without_them() {
    let mut desk = Desk::new(NET);
    let payment = desk.paid_by_card(11_900);
    let refund = desk.refund(&payment, amount(11_900)).expect("all of it");
    desk.tell(&payment, &refund, What::RefundSettled { evidence: "row".to_owned() }, 11_900);
    desk.taken_back(&payment, 11_900);
    desk.is(InvoiceStatus::Open, 11_900);
    assert_eq!(desk.credit(amount(100)).map_err(|r| r.code()), Err("not_in_state"), "that would give it away");
    assert_eq!(desk.void().map_err(|r| r.code()), Err("not_in_state"));
    desk.give_up(true);
    desk.is(InvoiceStatus::Uncollectible, 0);
    desk.books(&[(GatewayClearing, -11_900), (Revenue, -5_000), (RefundsAndReturns, 5_000), (BadDebt, 11_900)]);
}

#[test]
fn a_credit_note_takes_what_is_open() {
    let mut desk = Desk::new(NET);
    desk.credit(HowMuch::Lines { lines: vec![LineUnits { line: 1, quantity: 1 }], amount_minor: None })
        .expect("one unit");
    desk.is(InvoiceStatus::Open, 8_925);
    desk.books(&[
        (AccountsReceivable, 8_925),
        (DeferredRevenue, -5_000),
        (Revenue, -5_000),
        (RefundsAndReturns, 2_500),
        (TaxPayable, -1_425),
    ]);
    assert_eq!(desk.credit(HowMuch::Full).map_err(|r| r.code()), Err("not_in_state"), "all of it is a void");
    desk.pay(card(8_000));
    let refused = desk.credit(amount(926)).expect_err("8,000 are under way");
    assert!(matches!(refused, Refusal::ExceedsOpen { left_minor: 925, .. }), "{refused:?}");
    desk.credit(HowMuch::Full).expect("what nobody is about to pay");
    desk.is(InvoiceStatus::Open, 8_000);
    let payment = desk.mine().payments[0].clone();
    desk.tell(&payment, &payment, What::Declined { code: "no".to_owned() }, 8_000);
    desk.pay(till(7_000));
    desk.credit(HowMuch::Full).expect("the rest");
    desk.is(InvoiceStatus::Paid, 0);
}

#[test]
fn a_void_gives_back_what_is_held() {
    let mut desk = Desk::new(NET);
    let held = desk.pay(Tender { capture_at_once: false, ..card(11_900) });
    assert_eq!(desk.void().map_err(|r| r.code()), Err("not_in_state"), "the gateway may not have it yet");
    desk.tell(&held, &held, authorized(), 11_900);
    desk.void().expect("nothing was paid");
    desk.is(InvoiceStatus::Void, 0);
    desk.books(&[(Revenue, -5_000), (RefundsAndReturns, 5_000)]);
    assert_eq!(desk.shop.payment(&held).releases.len(), 1);
    assert!(!desk.shop.timers.values().any(|t| t.alarm.word() == "invoice_due"));
    desk.days_pass(40);
    desk.is(InvoiceStatus::Void, 0);
    let stray = desk.shop.payment(&held).releases[0].id.clone();
    desk.tell(&held, &stray, What::ReleaseFailed { code: "captured".to_owned() }, 11_900);
    desk.is(InvoiceStatus::Void, 0);
}

/// Steps that few random lives take: what moves late on an invoice that is over.
#[test]
fn money_that_moves_late_is_taken_wherever_the_invoice_stands() {
    let mut reached = recoup_core::reached::Reached::new();
    // More arrived than it is worth, and less than that is taken back.
    let mut desk = Desk::with(NET, lines(), false);
    let payment = desk.pay(card(11_900));
    desk.tell(&payment, &payment, authorized(), 11_900);
    let capture = desk.shop.payment(&payment).captures[0].id.clone();
    desk.tell(&payment, &capture, What::Captured, 12_000);
    desk.taken_back(&payment, 50);
    desk.is(InvoiceStatus::Paid, -50);
    reached.extend(desk.shop.reached.clone());
    // A refund is taken back after the money was.
    let mut desk = Desk::new(NET);
    let payment = desk.paid_by_card(11_900);
    let refund = desk.refund(&payment, amount(500)).expect("some of it");
    desk.tell(&payment, &refund, What::RefundFailed { code: "closed".to_owned() }, 500);
    desk.taken_back(&payment, 11_900);
    desk.shop.run(&admin(), CancelRefund { refund, reason: "gone".to_owned() }).expect("it failed");
    desk.is(InvoiceStatus::Open, 11_900);
    reached.extend(desk.shop.reached.clone());
    // Given up, and more of it has to be.
    let mut desk = Desk::new(NET);
    let payment = desk.paid_by_card(5_000);
    desk.give_up(true);
    desk.taken_back(&payment, 5_000);
    desk.give_up(true);
    reached.extend(desk.shop.reached.clone());
    // Given up, and what was to be refunded of it is kept.
    let mut desk = Desk::new(NET);
    let payment = desk.paid_by_card(5_000);
    let refund = desk.refund(&payment, amount(500)).expect("some of it");
    desk.tell(&payment, &refund, What::RefundFailed { code: "closed".to_owned() }, 500);
    desk.give_up(true);
    desk.shop.run(&admin(), CancelRefund { refund, reason: "kept".to_owned() }).expect("it failed");
    reached.extend(desk.shop.reached.clone());
    // Called off, and captured all the same.
    let mut desk = Desk::with(NET, lines(), false);
    let payment = desk.pay(card(11_900));
    desk.tell(&payment, &payment, authorized(), 11_900);
    let capture = desk.shop.payment(&payment).captures[0].id.clone();
    desk.tell(&payment, &capture, What::CaptureFailed { code: "no".to_owned() }, 11_900);
    desk.void().expect("nothing was paid");
    desk.tell(&payment, &capture, What::Captured, 11_900);
    desk.is(InvoiceStatus::Void, -11_900);
    desk.refund(&payment, amount(900)).expect("it is too much");
    desk.is(InvoiceStatus::Void, -11_000);
    desk.taken_back(&payment, 11_900);
    desk.is(InvoiceStatus::Void, 900);
    reached.extend(desk.shop.reached.clone());
    let late = super::lives::NOT_LIVED.iter().filter(|(.., why)| *why == super::lives::STORY);
    let missed: Vec<_> = late.filter(|(w, f, s, _)| !reached.keys().any(|t| (t.0, t.1, t.2) == (*w, *f, *s))).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_declined_payment_is_tried_at_the_next_account() {
    use recoup_core::payment::{Candidate, Method, Terms as Binds, Way};
    let mut desk = Desk::new(NET);
    let at = |account: &str| Candidate { account: account.to_owned(), token: "tok".to_owned(), terms: Binds::NONE };
    let way = Way { candidates: vec![at(ACCOUNT), at("sandbox:second")], ..Way::default() };
    let method = Method { token: "tok".to_owned(), way: Some(Box::new(way)), ..Method::by(gateway_route()) };
    let first = desk.pay(Tender { amount_minor: 5_000, method, capture_at_once: true, release_after: None });
    desk.tell(&first, &first, What::Declined { code: "issuer_unavailable".to_owned() }, 5_000);
    let payments = desk.mine().payments.clone();
    assert_eq!(payments.len(), 2, "the next account is tried");
    assert_eq!(desk.shop.payment(&payments[1]).gateway_account(), Some("sandbox:second"));
}

#[test]
fn days_that_do_not_follow_and_names_that_are_taken_are_refused() {
    let mut desk = Desk::new(NET);
    let good = IssueInvoice { number: "I-2".to_owned(), ..invoice(&desk.shop, NET, lines(), true) };
    let days = good.dates.expect("it is sent");
    let mut tries = vec![
        (IssueInvoice { number: "I-1".to_owned(), ..good.clone() }, "taken"),
        (IssueInvoice { zone: String::new(), ..good.clone() }, "missing"),
        (IssueInvoice { lines: vec![line(1, 0, 0, true)], ..good.clone() }, "amount_not_positive"),
        (IssueInvoice { terms: EARLY, ..good.clone() }, "invalid"),
        (IssueInvoice { terms: Terms { grace_days: 1, ..NET }, ..good.clone() }, "invalid"),
        (IssueInvoice { references: vec![("invoice_number".to_owned(), "x".to_owned())], ..good.clone() }, "invalid"),
    ];
    let mut late = days;
    late.due.ends_at = late.due.ends_at.checked_add(jiff::SignedDuration::from_hours(14)).expect("in range");
    tries.push((IssueInvoice { dates: Some(late), ..good.clone() }, "invalid"));
    for (ask, code) in tries {
        assert_eq!(desk.shop.run(&admin(), ask).map_err(|r| r.code()), Err(code));
    }
    desk.shop.run(&admin(), good).expect("a good one");
    let put = PutCustomer { reference: "customer-1".to_owned(), language: "en".to_owned() };
    desk.shop.run(&admin(), put).expect("the account it began");
}
