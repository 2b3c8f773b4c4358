//! Disputes of what is no order: money that was paid into a balance, and money that paid an invoice.

use recoup_core::event::Body;
use recoup_core::invoice::InvoiceStatus;
use recoup_core::ledger::Account::{self, *};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact};
use recoup_core::refusal::Refusal;

use super::desk::Desk;
use super::disputes::{closed, opened, reinstated, withdrawn};
use super::people::gateway;
use super::purse::{check, has, owes, refund_of, spend, topped_up};
use super::stage::{Stage, admin};

use DisputeStage::{Chargeback, PreArbitration};

fn tell(s: &mut Stage, facts: Vec<Fact>) {
    facts.into_iter().for_each(|fact| s.tell_fact(fact));
}

/// A dispute of all that was paid in, lost.
fn lost(s: &mut Stage, minor: i64) -> String {
    let begins = vec![opened(s, "case", Chargeback, minor), withdrawn(s, "case", minor, "w1")];
    tell(s, begins);
    let end = closed(s, "case", DisputeEnd::Lost, Some(Chargeback));
    tell(s, vec![end]);
    s.dispute().id.as_str().to_owned()
}

#[test]
fn a_balance_gives_what_it_has_for_a_top_up_that_the_bank_took() {
    for (spent, gives) in [(0, 10_000), (3_000, 7_000), (10_000, 0)] {
        let (mut s, _) = topped_up(&[10_000]);
        if spent > 0 {
            spend(&mut s, "1", spent).expect("it is there");
        }
        let dispute = lost(&mut s, 10_000);
        assert_eq!(has(&s), (0, 0), "{spent} spent");
        let books = |s: &Stage, account| s.balance(account, &dispute);
        let all = [DisputesReceivable, ChargebackLoss, DuplicateRefundLoss].map(|account| books(&s, account));
        assert_eq!(all, [0, 10_000 - gives, 0]);
        let payment = s.payment.clone();
        let refused = refund_of(&mut s, &admin(), &payment, Some(1)).expect_err("it is gone");
        assert!(matches!(refused, Refusal::Disputed { .. } | Refusal::ExceedsCharge { .. }), "{refused:?}");
        // Won on appeal: the balance has again what it gave.
        let again = vec![
            opened(&s, "case", PreArbitration, 10_000),
            reinstated(&s, "case", 10_000, "r1"),
            closed(&s, "case", DisputeEnd::Won, Some(PreArbitration)),
        ];
        tell(&mut s, again);
        assert_eq!(has(&s), (gives, gives));
        assert_eq!([DisputesReceivable, ChargebackLoss].map(|account| books(&s, account)), [0, 0]);
        assert_eq!(owes(&s, CustomerBalance, s.order.as_str()), gives);
        check(&s);
    }
}

#[test]
fn an_invoice_is_marked_gives_its_lines_and_has_them_again() {
    let mut desk = Desk::new(super::desk::NET);
    let payment = desk.paid_by_card(11_900);
    desk.is(InvoiceStatus::Paid, 0);
    let books = |desk: &Desk, account: Account, subkey: &str| {
        desk.shop.books.balance(account, subkey, recoup_core::money::Currency::EUR)
    };
    let stage = |desk: &mut Desk, facts: &dyn Fn(&Stage) -> Vec<Fact>| {
        let shop = std::mem::replace(&mut desk.shop, super::shop::Shop::new(9, None));
        let s = Stage { shop, order: desk.invoice.clone(), payment: payment.clone() };
        let facts = facts(&s);
        desk.shop = s.shop;
        for fact in facts {
            desk.shop.run(&gateway(), fact).expect("it is told");
        }
    };
    stage(&mut desk, &|s| vec![opened(s, "case", Chargeback, 11_900), withdrawn(s, "case", 11_900, "w1")]);
    let dispute = desk.shop.payment(&payment).disputes[0].id.clone();
    assert_eq!(desk.mine().disputes, std::slice::from_ref(&dispute));
    stage(&mut desk, &|s| vec![closed(s, "case", DisputeEnd::Lost, Some(Chargeback))]);
    assert!(
        desk.mine().disputes.is_empty(),
        "{:?}",
        desk.shop.last.events.iter().map(|e| e.body.word()).collect::<Vec<_>>()
    );
    assert!(desk.shop.last.events.iter().any(|event| matches!(event.body, Body::Invoice(_))));
    desk.is(InvoiceStatus::Paid, 0);
    assert_eq!((desk.mine().disputed_minor, desk.mine().refunded_minor), (11_900, 0));
    // The line that was delivered is a loss of 50.00; the other was deferred.
    assert_eq!(books(&desk, ChargebackLoss, dispute.as_str()), 5_000);
    assert_eq!(books(&desk, DeferredRevenue, desk.invoice.as_str()), 0);
    assert_eq!(books(&desk, TaxPayable, "DE/standard@1"), 0);
    assert_eq!(books(&desk, DuplicateRefundLoss, dispute.as_str()), 0);
    stage(&mut desk, &|s| {
        let again = opened(s, "case", PreArbitration, 11_900);
        vec![again, reinstated(s, "case", 11_900, "r1"), closed(s, "case", DisputeEnd::Won, Some(PreArbitration))]
    });
    assert_eq!(desk.mine().disputed_minor, 0);
    assert_eq!(books(&desk, ChargebackLoss, dispute.as_str()), 0);
    assert_eq!(books(&desk, DeferredRevenue, desk.invoice.as_str()), -5_000);
    assert_eq!(books(&desk, TaxPayable, "DE/standard@1"), -1_900);
    desk.is(InvoiceStatus::Paid, 0);
}
