//! The worked examples of the posting table, executed, with their end balances.
//!
//! The first example states its taxes rounded down; they are given as written, and a second run releases the
//! same slices through a bucket, which rounds half up and so ends one minor unit apart.

use std::collections::HashSet;

use recoup_core::id::Id;
use recoup_core::ledger::acts::{self, BankReturn, Converted, RoundingOn, Slice, TaxPart, Withdrawal, WriteOffTo};
use recoup_core::ledger::entitlement::{Loss, dispute_loss_split, refundable, topup_refundable};
use recoup_core::ledger::{Account, Act, Books, Entry, LedgerError};
use recoup_core::money::{Bucket, Currency, Money};

use Account::*;

/// Books that are told entries one after the other.
#[derive(Default)]
struct Book(Books);

impl Book {
    fn post(&mut self, entry: Result<Entry, LedgerError>) -> (Id, Entry) {
        let entry = entry.expect("an example posts legal entries");
        let id = Id::trusted(&format!("ent_{}", self.0.entries().len()));
        self.0.post(id.clone(), entry.clone()).expect("the books take it");
        (id, entry)
    }

    /// Balances by account in EUR, debit positive, without those that are zero.
    fn ends(&self, expected: &[(Account, i128)]) {
        for account in Account::ALL {
            let wanted = expected.iter().find(|(other, _)| other == account).map_or(0, |(_, minor)| *minor);
            assert_eq!(self.0.total(*account, Currency::EUR), wanted, "{account} {}", account.name());
        }
        assert!(self.0.below_zero().is_empty());
    }

    fn clear(&self) {
        assert!(self.0.must_clear().is_empty(), "{:?}", self.0.must_clear());
    }

    /// The fee tariff of the examples: 2.9 % rounded down plus 0.30.
    fn fee(&mut self, charge_minor: i64) {
        self.post(acts::gateway_fee("gate", "gate/EUR", eur(charge_minor * 29 / 1000 + 30)));
    }
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn slice(net_minor: i64, deferred_minor: i64, tax_minor: i64) -> Slice {
    let taxes = vec![TaxPart { key: "DE/standard@1".to_owned(), amount_minor: tax_minor }];
    Slice { currency: Currency::EUR, net_minor, deferred_minor, taxes }
}

fn withdrawal(minor: i64) -> Withdrawal<'static> {
    Withdrawal { dispute: "D", gateway: "gate", gateway_account: "gate/EUR", amount: eur(minor), fee_minor: 1500 }
}

/// Example 1 up to the open dispute, with the taxes of the credit note, R1 and R2.
fn disputed_order(taxes: [i64; 3]) -> Book {
    let mut book = Book::default();
    book.post(acts::sale("O", &slice(10_000, 0, 1_900), "goods"));
    book.post(acts::capture("O", "gate/EUR", eur(8_000)));
    book.fee(8_000);
    book.post(acts::credit_note("O", &slice(3_900 - taxes[0], 0, taxes[0]), "not captured"));
    book.post(acts::refund_initiated("O", "R1", &slice(2_500 - taxes[1], 0, taxes[1]), "return"));
    book.post(acts::refund_settled("R1", "gate/EUR", eur(2_500)));
    book.post(acts::refund_initiated("O", "R2", &slice(1_000 - taxes[2], 0, taxes[2]), "return"));
    book.post(acts::dispute_opened(withdrawal(8_000)));
    book
}

fn lost_order(taxes: [i64; 4]) -> Book {
    let mut book = disputed_order([taxes[0], taxes[1], taxes[2]]);
    let loss = Loss {
        lost_minor: 8_000,
        captured_minor: 8_000,
        done_refunds_minor: 2_500,
        lost_before_minor: 0,
        pending_minor: &[1_000],
    };
    let split = dispute_loss_split(&loss);
    assert_eq!((split.absorbed_minor[0], split.entitled_minor, split.duplicate_minor), (1_000, 4_500, 2_500));
    book.post(acts::dispute_lost_absorbed("D", "R2", eur(1_000)));
    book.post(acts::dispute_lost_entitled("O", "D", &slice(4_500 - taxes[3], 0, taxes[3])));
    book.post(acts::dispute_lost_duplicate("D", eur(2_500)));
    book.clear();
    book
}

fn example_1() -> Book {
    let book = lost_order([622, 399, 160, 719]);
    book.ends(&[
        (GatewayClearing, -4_262),
        (Revenue, -10_000),
        (RefundsAndReturns, 6_219),
        (GatewayFees, 262),
        (DisputeFees, 1_500),
        (ChargebackLoss, 3_781),
        (DuplicateRefundLoss, 2_500),
    ]);
    book
}

#[test]
fn example_1_partial_capture_refunds_and_a_lost_chargeback() {
    example_1();
}

#[test]
fn example_1_through_a_bucket_rounds_half_up_and_still_ends_exact() {
    let mut bucket = Bucket::new(11_900, 1_900);
    let taxes = [3_900, 2_500, 1_000, 4_500].map(|gross| {
        let tax = bucket.part_of(gross);
        bucket.release(gross, tax);
        tax
    });
    assert_eq!(taxes, [623, 399, 160, 718]);
    let book = lost_order(taxes);
    assert_eq!(book.0.total(TaxPayable, Currency::EUR), 0);
    assert_eq!(book.0.total(RefundsAndReturns, Currency::EUR), 6_218);
    assert_eq!(book.0.total(ChargebackLoss, Currency::EUR), 3_782);
}

fn example_1_variants() -> Vec<Book> {
    // Without tax relief the whole entitled part is a loss and the tax stays owed.
    let mut unrelieved = disputed_order([622, 399, 160]);
    unrelieved.post(acts::dispute_lost_absorbed("D", "R2", eur(1_000)));
    unrelieved.post(acts::dispute_lost_entitled("O", "D", &Slice::untaxed(eur(4_500))));
    unrelieved.post(acts::dispute_lost_duplicate("D", eur(2_500)));
    unrelieved.clear();
    assert_eq!(unrelieved.0.total(ChargebackLoss, Currency::EUR), 4_500);
    assert_eq!(unrelieved.0.total(TaxPayable, Currency::EUR), -719);
    // Won: the refund is still owed, and the rest is refundable again.
    let mut won = disputed_order([622, 399, 160]);
    won.post(acts::dispute_won("D", "gate/EUR", eur(8_000)));
    won.post(acts::dispute_fee_returned("gate", "gate/EUR", eur(1_500)));
    assert_eq!(won.0.must_clear().len(), 1);
    assert_eq!(refundable(8_000, 3_500, 0, 0), 4_500);
    won.post(acts::dispute_reopened(withdrawal(8_000)));
    assert_eq!(won.0.balance(DisputesReceivable, "D", Currency::EUR), 8_000);
    // Partly won on a fully captured order without refunds.
    let mut partly = Book::default();
    partly.post(acts::sale("O", &slice(10_000, 0, 1_900), "goods"));
    partly.post(acts::capture("O", "gate/EUR", eur(11_900)));
    partly.post(acts::dispute_opened(withdrawal(8_000)));
    partly.post(acts::dispute_partly_won("D", "gate/EUR", eur(3_000)));
    let tax = Bucket::new(11_900, 1_900).part_of(5_000);
    assert_eq!(tax, 798);
    partly.post(acts::dispute_lost_entitled("O", "D", &slice(5_000 - tax, 0, tax)));
    partly.clear();
    assert_eq!(partly.0.total(ChargebackLoss, Currency::EUR), 4_202);
    vec![unrelieved, won, partly, in_rows(), taken_back()]
}

/// The parts of the loss in example 1.
const PARTS: [(&str, i64); 1] = [("R2", 1_000)];

/// Example 1 as rows tell it: the fee and the money apart, the loss in one entry, and money that comes back to the bank.
fn in_rows() -> Book {
    let mut book = disputed_order([622, 399, 160]);
    let gate = acts::Purse::Gateway("gate/EUR");
    book.post(acts::dispute_fee_back("gate", gate, eur(1_500)));
    book.post(acts::dispute_fee("gate", gate, eur(1_500)));
    book.post(acts::dispute_reinstated(Act::DisputePartlyWon, "D", gate, eur(500)));
    book.post(acts::dispute_withdrawn(Act::DisputeReopened, "D", gate, eur(500)));
    let slice = slice(3_781, 0, 719);
    let parts =
        acts::LossParts { absorbed: &PARTS, slice: &slice, duplicate_minor: 2_500, ..acts::LossParts::of(&slice) };
    book.post(acts::dispute_lost("O", "D", parts, eur(8_000)));
    book.clear();
    assert_eq!(book.0.total(ChargebackLoss, Currency::EUR), 3_781);
    assert_eq!(book.0.total(DisputeFees, Currency::EUR), 1_500);
    book
}

/// A loss that is taken back leaves the dispute and the refund as they were.
fn taken_back() -> Book {
    let mut book = disputed_order([622, 399, 160]);
    let slice = slice(3_781, 0, 719);
    let parts =
        acts::LossParts { absorbed: &PARTS, slice: &slice, duplicate_minor: 2_500, ..acts::LossParts::of(&slice) };
    let (id, entry) = book.post(acts::dispute_lost("O", "D", parts, eur(8_000)));
    book.post(entry.mirror_as(Act::DisputeLossUndone, id));
    assert_eq!(book.0.balance(DisputesReceivable, "D", Currency::EUR), 8_000);
    assert_eq!(book.0.balance(RefundsPayable, "R2", Currency::EUR), -1_000);
    let bank = acts::Purse::Bank("main");
    book.post(acts::dispute_reinstated(Act::DisputeWon, "D", bank, eur(8_000)));
    assert_eq!(book.0.balance(CashAtBank, "main", Currency::EUR), 8_000);
    book
}

#[test]
fn example_1_without_relief_won_and_partly_won() {
    example_1_variants();
}

fn example_2() -> Book {
    let mut book = Book::default();
    let balance = |book: &Book| -book.0.balance(CustomerBalance, "C", Currency::EUR);
    for charge in [5_000, 3_000] {
        book.post(acts::top_up("C", "gate/EUR", eur(charge)));
        book.fee(charge);
    }
    let limits =
        |one: i64, two: i64, left: i64| (topup_refundable(5_000, one, left), topup_refundable(3_000, two, left));
    assert_eq!(limits(0, 0, balance(&book)), (5_000, 3_000));
    book.post(acts::sale("O", &slice(1_529, 0, 291), "goods"));
    book.post(acts::balance_tender("O", "C", eur(1_820)));
    assert_eq!(balance(&book), 6_180);
    book.post(acts::balance_refund_initiated("C", "B1", eur(4_000)));
    assert_eq!(limits(4_000, 0, balance(&book)), (1_000, 2_180));
    book.post(acts::balance_refund_settled("B1", "gate/EUR", eur(4_000)));
    book.post(acts::balance_refund_initiated("C", "B2", eur(2_180)));
    assert_eq!(limits(4_000, 2_180, balance(&book)), (0, 0));
    book.post(acts::balance_refund_failed("B2", "C", eur(2_180)));
    assert_eq!(limits(4_000, 0, balance(&book)), (1_000, 2_180));
    book.clear();
    book.ends(&[
        (GatewayClearing, 3_708),
        (CustomerBalance, -2_180),
        (Revenue, -1_529),
        (TaxPayable, -291),
        (GatewayFees, 292),
    ]);
    book
}

#[test]
fn example_2_refund_of_a_balance_top_up() {
    example_2();
}

fn example_3() -> Book {
    let mut book = Book::default();
    book.post(acts::sale("O", &slice(9_999, 9_999, 699), "goods"));
    book.post(acts::capture("O", "gate/EUR", eur(10_698)));
    book.fee(10_698);
    book.post(acts::fulfilment("O", "O", Money::new(6_666, Currency::EUR)));
    book.post(acts::cost_of_sale("sku", eur(3_000)));
    let tax = Bucket::new(10_698, 699).part_of(3_566);
    assert_eq!(tax, 233);
    book.post(acts::refund_initiated("O", "R", &slice(3_333, 3_333, 233), "never shipped"));
    book.post(acts::refund_settled("R", "gate/EUR", eur(3_566)));
    book.clear();
    book.ends(&[
        (GatewayClearing, 10_698 - 340 - 3_566),
        (Inventory, -3_000),
        (Revenue, -6_666),
        (TaxPayable, -466),
        (CostOfGoodsSold, 3_000),
        (GatewayFees, 340),
    ]);
    book
}

#[test]
fn example_3_pre_order_short_shipment() {
    example_3();
}

#[test]
fn example_3_captured_on_shipment_and_credited() {
    let mut book = Book::default();
    book.post(acts::sale("O", &slice(9_999, 9_999, 699), "goods"));
    book.post(acts::capture("O", "gate/EUR", eur(7_132)));
    book.post(acts::fulfilment("O", "O", Money::new(6_666, Currency::EUR)));
    book.post(acts::credit_note("O", &slice(3_333, 3_333, 233), "never shipped"));
    book.clear();
    book.ends(&[(GatewayClearing, 7_132), (Revenue, -6_666), (TaxPayable, -466)]);
}

#[test]
fn example_3_refund_cancelled_after_delivery() {
    let mut book = Book::default();
    book.post(acts::sale("O", &slice(9_999, 9_999, 699), "goods"));
    book.post(acts::capture("O", "gate/EUR", eur(10_698)));
    let (id, refund) = book.post(acts::refund_initiated("O", "R", &slice(3_333, 3_333, 233), "short"));
    book.post(acts::fulfilment("O", "O", Money::new(6_666, Currency::EUR)));
    book.post(acts::refund_cancelled(&refund, id));
    book.post(acts::fulfilment("O", "O", Money::new(3_333, Currency::EUR)));
    book.clear();
    book.ends(&[(GatewayClearing, 10_698), (Revenue, -9_999), (TaxPayable, -699)]);
}

fn example_4() -> Book {
    let mut book = Book::default();
    book.post(acts::sale("O", &slice(10_000, 0, 1_900), "goods"));
    book.post(acts::capture("O", "gate/EUR", eur(11_900)));
    let mut bucket = Bucket::new(11_900, 1_900);
    let pay = |book: &mut Book, refund: &str, gross: i64, bucket: &mut Bucket| {
        let tax = bucket.part_of(gross);
        bucket.release(gross, tax);
        book.post(acts::refund_initiated("O", refund, &slice(gross - tax, 0, tax), "return"));
        book.post(acts::refund_settled(refund, "gate/EUR", eur(gross)));
        tax
    };
    assert_eq!(pay(&mut book, "R1", 5_950, &mut bucket), 950);
    let rest = bucket.part_minor - bucket.released_part_minor;
    assert_eq!(rest, 950);
    book.post(acts::tax_reversed_paid("R2", Currency::EUR, &slice(0, 0, rest).taxes));
    bucket.release(rest, rest);
    book.post(acts::refund_settled("R2", "gate/EUR", eur(rest)));
    assert_eq!(pay(&mut book, "R3", 2_500, &mut bucket), 0);
    assert_eq!(pay(&mut book, "R4", 2_500, &mut bucket), 0);
    book.clear();
    book.ends(&[(Revenue, -10_000), (RefundsAndReturns, 10_000)]);
    book
}

#[test]
fn example_4_tax_only_reversal_between_refunds() {
    example_4();
}

fn receipt(net: i64, tax: i64, wire: i64) -> Book {
    let mut book = Book::default();
    book.post(acts::sale("I", &slice(net, 0, tax), "services"));
    book.post(acts::offline_receipt("L", "bank", eur(wire)));
    book.post(acts::receipt_matched("L", "I", eur(wire.min(net + tax))));
    book
}

/// The first case without a bank line, as a till or a gateway books it.
fn too_much_at_once() -> Book {
    let mut book = Book::default();
    book.post(acts::sale("I", &slice(25_000, 0, 0), "services"));
    book.post(acts::offline_capture("I", "bank", eur(26_000)));
    book.post(acts::overpayment_credited("I", "C", eur(1_000)));
    book.clear();
    book.ends(&[(CashAtBank, 26_000), (CustomerBalance, -1_000), (Revenue, -25_000)]);
    book
}

fn example_5() -> Vec<Book> {
    let mut over = receipt(25_000, 0, 26_000);
    over.post(acts::receipt_overpaid("L", "C", eur(1_000)));
    over.clear();
    over.ends(&[(CashAtBank, 26_000), (CustomerBalance, -1_000), (Revenue, -25_000)]);
    let mut short = receipt(25_000, 0, 24_997);
    short.post(acts::receipt_short("I", "tolerance", eur(3)));
    short.clear();
    short.ends(&[(CashAtBank, 24_997), (Rounding, 3), (Revenue, -25_000)]);
    let mut early = receipt(10_000, 1_900, 11_662);
    early.post(acts::early_payment_discount("I", &slice(200, 0, 38), "2% early"));
    early.clear();
    early.ends(&[(CashAtBank, 11_662), (DiscountsAndGoodwill, 200), (TaxPayable, -1_862), (Revenue, -10_000)]);
    let mut exchange = Book::default();
    let usd: Currency = "USD".parse().expect("a currency");
    let (from_account, to_account) = ("gate/EUR", "gate/USD");
    let (charged, settled) = (eur(10_000), Money::new(10_850, usd));
    exchange.post(acts::conversion(Converted { from_account, charged, to_account, settled }));
    exchange.post(acts::rate_difference(Money::new(150, usd)));
    // 100.00 EUR at the booked rate of 1.10 and the dollars cancel out.
    let dollars = exchange.0.balance(ExchangeExposure, "USD", usd);
    assert_eq!(exchange.0.balance(ExchangeExposure, "EUR", Currency::EUR) * 110 / 100 + dollars, 0);
    assert_eq!(exchange.0.balance(ExchangeGainOrLoss, "USD", usd), 150);
    assert_eq!(exchange.0.balance(GatewayClearing, "gate/USD", usd), 10_850);
    exchange.post(acts::rate_difference(Money::new(-150, usd)));
    assert_eq!(exchange.0.total(ExchangeGainOrLoss, usd), 0);
    vec![over, too_much_at_once(), short, early, exchange]
}

#[test]
fn example_5_over_short_discount_and_currency() {
    example_5();
}

/// What only files bring, and the rows no worked example shows.
fn other_rows() -> Book {
    let mut book = Book::default();
    book.post(acts::opening_balance(CashAtBank, "bank", eur(10_000)));
    book.post(acts::opening_balance(StoreCredit, "card", eur(-2_000)));
    book.post(acts::bank_fee("bank", "bank", eur(150)));
    book.post(acts::marketplace_fee("market", "bank", eur(250)));
    book.post(acts::discount_granted("fair", "bank", eur(300)));
    let (id, charge) = book.post(acts::manual_charge("services", "bank", eur(1_000)));
    book.post(acts::correction(&charge, id));
    book.post(acts::manual_charge("services", "bank", eur(1_100)));
    book.post(acts::manual_credit("services", "bank", eur(100)));
    book.post(acts::bad_debt_adjustment("O", eur(70)));
    book.post(acts::bad_debt_adjustment("O", eur(-70)));
    let counted = book.post(acts::stock_adjustment("sku", -3, eur(0))).1;
    assert!(counted.lines.is_empty() && counted.memo == "sku: -3 pieces");
    book.post(acts::stock_adjustment("sku", 2, eur(-40)));
    book.post(acts::rounding_difference(RoundingOn::Order("P"), "cash", eur(2)));
    book.post(acts::rounding_difference(RoundingOn::Order("P"), "cash", eur(-2)));
    book.clear();
    book.ends(&[
        (CashAtBank, 10_000 - 150 - 250 - 300 + 1_100 - 100),
        (Inventory, 40),
        (StoreCredit, -2_000),
        (OpeningEquity, -8_000),
        (Revenue, -1_100),
        (RefundsAndReturns, 100),
        (DiscountsAndGoodwill, 300),
        (InventoryWriteOff, -40),
        (GatewayFees, 400),
    ]);
    book
}

#[test]
fn rows_of_files_and_opening_balances() {
    other_rows();
}

#[test]
fn a_write_off_against_the_allowance_and_a_bank_return() {
    let mut book = Book::default();
    book.post(acts::sale("O", &slice(1_000, 0, 190), "goods"));
    book.post(acts::capture("O", "gate/EUR", eur(1_190)));
    let (order, gateway, gateway_account) = ("O", "gate", "gate/EUR");
    book.post(acts::bank_return(BankReturn { order, gateway, gateway_account, amount: eur(1_190), fee_minor: 500 }));
    book.post(acts::write_off("O", &slice(1_000, 0, 190), WriteOffTo::Allowance));
    book.clear();
    book.ends(&[(GatewayClearing, -500), (DoubtfulAllowance, 1_000), (Revenue, -1_000), (GatewayFees, 500)]);
}

/// Goods that went out, came back unopened and went out again.
fn sent_again() -> Book {
    let mut book = Book::default();
    book.post(acts::sale("O", &slice(9_999, 9_999, 699), "goods"));
    book.post(acts::fulfilment("O", "goods", eur(6_666)));
    book.post(acts::fulfilment_undone("O", "goods", eur(3_333)));
    assert_eq!(book.0.total(DeferredRevenue, Currency::EUR), -6_666);
    book.post(acts::fulfilment("O", "goods", eur(6_666)));
    book.post(acts::capture("O", "gate/EUR", eur(10_698)));
    book.clear();
    book.ends(&[(GatewayClearing, 10_698), (Revenue, -9_999), (TaxPayable, -699)]);
    book
}

#[test]
fn what_comes_back_unopened_is_owed_again() {
    sent_again();
}

/// A top-up that the gateway took back when most of it was spent, and balances changed by hand.
fn balances_undone() -> Book {
    let mut book = Book::default();
    book.post(acts::top_up("C", "gate/EUR", eur(5_000)));
    book.post(acts::top_up_offline("C", "till", eur(500)));
    book.post(acts::balance_refund_initiated("C", "B1", eur(4_000)));
    book.post(acts::top_up_reversed("C", "T1", "gate/EUR", (eur(5_000), 1_500)));
    book.post(acts::balance_refund_failed("B1", "C", eur(4_000)));
    book.post(acts::top_up_loss_recovered("C", "T1", eur(3_500)));
    book.post(acts::balance_credited("C", "goodwill", eur(700)));
    book.post(acts::balance_debited("C", "mistake", eur(200)));
    book.clear();
    book.ends(&[(CashAtBank, 500), (CustomerBalance, -1_000), (DiscountsAndGoodwill, 500)]);
    book
}

#[test]
fn a_top_up_undone_and_changes_by_hand() {
    balances_undone();
}

/// Every act the examples post.
pub fn acts_seen() -> HashSet<Act> {
    let mut books =
        vec![example_1(), example_2(), example_3(), example_4(), other_rows(), balances_undone(), sent_again()];
    books.extend(example_1_variants());
    books.extend(example_5());
    books.iter().flat_map(|book| book.0.entries()).map(|(_, entry)| entry.act).collect()
}
