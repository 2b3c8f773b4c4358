//! Settlement details reports, whole and broken.

use recoup_gateways::Gateway as _;
use recoup_gateways::adyen::Adyen;
use recoup_gateways::report::Item;

use crate::golden::{self, Book};

/// Older columns with their order changed, and newer ones.
const OLD: &str = "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,\
TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,\
Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Payment Method Variant,\
Modification Merchant Reference,Batch Number,ARN,DCC Markup (NC),Booking Date,Booking Date TimeZone";

const PAY: &str = "pay_01jd0000000000000000000001";
const CAP: &str = "cap_01jd0000000000000000000001";
const RFD: &str = "rfd_01jd0000000000000000000001";

/// Rows as `type gross-currency debit credit rate net-currency debit credit commission markup scheme interchange
/// reference batch arn dcc`, `-` where a cell is empty.
const SAMPLE: &[&str] = &[
    "Settled GBP - 5.00 1 GBP - 4.88 - 0.04 0.01 0.07 CAP 7 74123456789012345678901 -",
    "Settled USD - 10.00 0.7534 GBP - 7.33 0.20 - - - CAP 7 7.4123456789E+022 -",
    "Refunded GBP 2.00 - 1 GBP 2.10 - 0.10 - - - RFD 7 00000000000000000000000 -",
    "RefundedReversed GBP - 2.00 1 GBP - 2.00 - - - - RFD 7 - -",
    "SettledReversed GBP 5.00 - 1 GBP 5.00 - - - - - CAP 7 - -",
    "Chargeback GBP 5.00 - 1 GBP 12.50 - 7.50 - - - RFD 7 - -",
    "ChargebackReversed GBP - 5.00 1 GBP - 5.00 - - - - RFD 7 - -",
    "SecondChargeback GBP 5.00 - 1 GBP 5.00 - - - - - RFD 7 - -",
    "Settled GBP - 100.00 1 GBP - 98.50 - 0.5000 0.2500 0.2500 CAP 7 - 0.50",
    "Settled JPY - 500 1 JPY - 490 10 - - - CAP 7 - -",
    "Settled IDR - 50000 1 IDR - 49000.00 1000 - - - CAP 7 - -",
    "PaymentCost GBP - - - GBP - 0.75 - - - - - 7 - -",
    "Fee - - - - GBP 1.20 - - - - - - 7 - -",
    "DepositCorrection - - - - GBP 10.00 - - - - - - 7 - -",
    "MerchantPayout - - - - GBP 82.66 - - - - - - 7 - -",
    "MerchantPayout - - - - JPY 491 - - - - - - 7 - -",
];

/// The same, and none of them can be believed.
const ODD: &[&str] = &[
    "SomethingNew GBP - 5.00 1 GBP - 5.00 - - - - CAP 7 - -",
    "Settled GBP - 5.00 1 GBP - 4.99 - - - - CAP 7 - -",
    "Settled GBP 5.00 - 1 GBP 5.00 - - - - - CAP 7 - -",
    "Refunded GBP - 5.00 1 GBP - 5.00 - - - - RFD 7 - -",
    "Settled USD - 10.00 0.7534 GBP - 7.10 0.20 - - - CAP 7 - -",
    "Settled GBP - 5.00 1 GBP - - - - - - CAP 7 - -",
    "Settled - - - - GBP - 5.00 - - - - CAP 7 - -",
    "Settled GBP - 5.001 1 GBP - 5.00 - - - - CAP 7 - -",
    "Settled XXQ - 5.00 1 XXQ - 5.00 - - - - CAP 7 - -",
    "Settled GBP - 1E+2 1 GBP - 5.00 - - - - CAP 7 - -",
];

fn row(cells: &str) -> String {
    let cells: Vec<&str> = cells.split(' ').map(|cell| if cell == "-" { "" } else { cell }).collect();
    let [kind, amounts @ .., reference, batch, arn, dcc] = cells.as_slice() else { panic!("too few cells") };
    let reference = match *reference {
        "CAP" => CAP,
        "RFD" => RFD,
        other => other,
    };
    let (modification, payment, ours) =
        if reference.is_empty() { ("", "", "") } else { ("993617894906488A", "QFQTPCQ8HXSKGK82", PAY) };
    format!(
        "Shop,RecoupTest,{payment},{ours},visa,2026-05-20 00:06:43,PDT,{kind},{modification},{},visaclassic,\
         {reference},{batch},{arn},{dcc},,\n",
        amounts.join(",")
    )
}

fn report(rows: &[&str]) -> String {
    format!("{OLD}\n{}", rows.iter().map(|cells| row(cells)).collect::<String>())
}

fn read(text: &str) -> String {
    let items = Adyen.read_report("settlement_details", Box::new(text.as_bytes())).expect("it is known");
    golden::items(items)
}

#[test]
fn a_batch_is_read_row_by_row_and_summed() {
    let mut book = Book::new("adyen/settlement");
    book.case("a batch in two currencies", &read(&report(SAMPLE)));
    book.close();
}

#[test]
fn odd_rows_are_shown_and_not_summed() {
    let mut book = Book::new("adyen/settlement_odd");
    book.case("rows", &read(&report(ODD)));
    book.case("no report", &read("a,b\n1,2\n"));
    book.case("nothing", &read(""));
    book.case("a quote that is not closed", &read(&format!("{OLD}\n\"{}", "x".repeat(3 << 20))));
    book.close();
}

#[test]
fn columns_may_be_in_any_order_more_and_fewer() {
    let sample = report(SAMPLE);
    let rows: Vec<Vec<&str>> = sample.lines().map(|line| line.split(',').collect()).collect();
    let turned: String =
        rows.iter().map(|row| row.iter().rev().copied().collect::<Vec<_>>().join(",") + "\n").collect();
    assert_eq!(read(&turned), read(&sample).replace('\r', ""));
    let more: String = sample.lines().map(|line| format!("{line},more\n")).collect();
    assert_eq!(read(&more), read(&sample));
    // Without what is optional the same money moved.
    let optional = ["ARN", "DCC Markup (NC)", "Booking Date", "Booking Date TimeZone", "Company Account"];
    let keep: Vec<usize> = (0..rows[0].len()).filter(|at| !optional.contains(&rows[0][*at])).collect();
    let fewer: String =
        rows.iter().map(|row| keep.iter().map(|at| row[*at]).collect::<Vec<_>>().join(",") + "\n").collect();
    let items = Adyen.read_report("settlement_details", Box::new(fewer.as_bytes())).expect("it is known");
    let lines = items.filter(|item| matches!(item, Item::Line(_))).count();
    assert_eq!(lines, rows.len() - 2, "all but the row whose fee is missing now");
}

#[test]
fn another_kind_is_not_read() {
    assert!(Adyen.read_report("payments_accounting", Box::new(&b""[..])).is_none());
}
