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

/// Cells of a row that matter, in the order of the columns from `Type` on.
struct Cells<'a> {
    kind: &'a str,
    gross: [&'a str; 4],
    net: [&'a str; 3],
    fees: [&'a str; 4],
    rest: [&'a str; 4],
}

fn row(cells: &Cells<'_>) -> String {
    let Cells { kind, gross, net, fees, rest: [reference, batch, arn, dcc] } = cells;
    let modification = if reference.is_empty() { "" } else { "993617894906488A" };
    let payment = if reference.is_empty() { "," } else { "QFQTPCQ8HXSKGK82," };
    let ours = if reference.is_empty() { "" } else { PAY };
    format!(
        "Shop,RecoupTest,{payment}{ours},visa,2026-05-20 00:06:43,PDT,{kind},{modification},{},{},{},visaclassic,\
         {reference},{batch},{arn},{dcc},,\n",
        gross.join(","),
        net.join(","),
        fees.join(",")
    )
}

fn sample() -> String {
    let rows = [
        Cells {
            kind: "Settled",
            gross: ["GBP", "", "5.00", "1"],
            net: ["GBP", "", "4.88"],
            fees: ["", "0.04", "0.01", "0.07"],
            rest: [CAP, "7", "74123456789012345678901", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["USD", "", "10.00", "0.7534"],
            net: ["GBP", "", "7.33"],
            fees: ["0.20", "", "", ""],
            rest: [CAP, "7", "7.4123456789E+022", ""],
        },
        Cells {
            kind: "Refunded",
            gross: ["GBP", "2.00", "", "1"],
            net: ["GBP", "2.10", ""],
            fees: ["0.10", "", "", ""],
            rest: [RFD, "7", "00000000000000000000000", ""],
        },
        Cells {
            kind: "RefundedReversed",
            gross: ["GBP", "", "2.00", "1"],
            net: ["GBP", "", "2.00"],
            fees: ["", "", "", ""],
            rest: [RFD, "7", "", ""],
        },
        Cells {
            kind: "SettledReversed",
            gross: ["GBP", "5.00", "", "1"],
            net: ["GBP", "5.00", ""],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Chargeback",
            gross: ["GBP", "5.00", "", "1"],
            net: ["GBP", "12.50", ""],
            fees: ["7.50", "", "", ""],
            rest: [RFD, "7", "", ""],
        },
        Cells {
            kind: "ChargebackReversed",
            gross: ["GBP", "", "5.00", "1"],
            net: ["GBP", "", "5.00"],
            fees: ["", "", "", ""],
            rest: [RFD, "7", "", ""],
        },
        Cells {
            kind: "SecondChargeback",
            gross: ["GBP", "5.00", "", "1"],
            net: ["GBP", "5.00", ""],
            fees: ["", "", "", ""],
            rest: [RFD, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["GBP", "", "100.00", "1"],
            net: ["GBP", "", "98.50"],
            fees: ["", "0.5000", "0.2500", "0.2500"],
            rest: [CAP, "7", "", "0.50"],
        },
        Cells {
            kind: "Settled",
            gross: ["JPY", "", "500", "1"],
            net: ["JPY", "", "490"],
            fees: ["10", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["IDR", "", "50000", "1"],
            net: ["IDR", "", "49000.00"],
            fees: ["1000", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "PaymentCost",
            gross: ["GBP", "", "", ""],
            net: ["GBP", "", "0.75"],
            fees: ["", "", "", ""],
            rest: ["", "7", "", ""],
        },
        Cells {
            kind: "Fee",
            gross: ["", "", "", ""],
            net: ["GBP", "1.20", ""],
            fees: ["", "", "", ""],
            rest: ["", "7", "", ""],
        },
        Cells {
            kind: "DepositCorrection",
            gross: ["", "", "", ""],
            net: ["GBP", "10.00", ""],
            fees: ["", "", "", ""],
            rest: ["", "7", "", ""],
        },
        Cells {
            kind: "MerchantPayout",
            gross: ["", "", "", ""],
            net: ["GBP", "82.66", ""],
            fees: ["", "", "", ""],
            rest: ["", "7", "", ""],
        },
        Cells {
            kind: "MerchantPayout",
            gross: ["", "", "", ""],
            net: ["JPY", "491", ""],
            fees: ["", "", "", ""],
            rest: ["", "7", "", ""],
        },
    ];
    format!("{OLD}\n{}", rows.iter().map(row).collect::<String>())
}

fn read(text: &str) -> String {
    let items = Adyen.read_report("settlement_details", Box::new(text.as_bytes())).expect("it is known");
    golden::items(items)
}

#[test]
fn a_batch_is_read_row_by_row_and_summed() {
    let mut book = Book::new("adyen/settlement");
    book.case("a batch in two currencies", &read(&sample()));
    book.close();
}

#[test]
fn odd_rows_are_shown_and_not_summed() {
    let odd = [
        Cells {
            kind: "SomethingNew",
            gross: ["GBP", "", "5.00", "1"],
            net: ["GBP", "", "5.00"],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["GBP", "", "5.00", "1"],
            net: ["GBP", "", "4.99"],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["GBP", "5.00", "", "1"],
            net: ["GBP", "5.00", ""],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Refunded",
            gross: ["GBP", "", "5.00", "1"],
            net: ["GBP", "", "5.00"],
            fees: ["", "", "", ""],
            rest: [RFD, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["USD", "", "10.00", "0.7534"],
            net: ["GBP", "", "7.10"],
            fees: ["0.20", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["GBP", "", "5.00", "1"],
            net: ["GBP", "", ""],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["", "", "", ""],
            net: ["GBP", "", "5.00"],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["GBP", "", "5.001", "1"],
            net: ["GBP", "", "5.00"],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["XXQ", "", "5.00", "1"],
            net: ["XXQ", "", "5.00"],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
        Cells {
            kind: "Settled",
            gross: ["GBP", "", "1E+2", "1"],
            net: ["GBP", "", "5.00"],
            fees: ["", "", "", ""],
            rest: [CAP, "7", "", ""],
        },
    ];
    let mut book = Book::new("adyen/settlement_odd");
    book.case("rows", &read(&format!("{OLD}\n{}", odd.iter().map(row).collect::<String>())));
    book.case("no report", &read("a,b\n1,2\n"));
    book.case("nothing", &read(""));
    book.case("a quote that is not closed", &read(&format!("{OLD}\n\"{}", "x".repeat(3 << 20))));
    book.close();
}

#[test]
fn columns_may_be_in_any_order_more_and_fewer() {
    let sample = sample();
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
