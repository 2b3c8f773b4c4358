//! The settlement report.

use recoup_gateways::Gateway;
use recoup_gateways::paypal::PayPal;

use super::effects::{CAPTURE, PAYMENT, REFUND};
use crate::golden::{self, Book};

const COLUMNS: &str = r#""CH","Transaction ID","Invoice ID","PayPal Reference ID","PayPal Reference ID Type","Transaction Event Code","Transaction Initiation Date","Transaction Completion Date","Transaction Debit or Credit","Gross Transaction Amount","Gross Transaction Currency","Fee Debit or Credit","Fee Amount","Fee Currency","Custom Field""#;

fn said(text: &str) -> String {
    golden::items(PayPal.read_report("stl", Box::new(text.as_bytes())).expect("the report is read"))
}

fn row(id: &str, invoice: &str, code: &str, gross: &str, fee: &str) -> String {
    let at = "2026/11/20 00:00:30 -0800";
    format!(r#""SB","{id}","{invoice}","2GG279541U471931P","TXN","{code}",{at},{at},{gross},{fee},"{PAYMENT}""#)
}

fn day() -> String {
    let lines = [
        "\u{feff}\"RH\",2026/11/21 02:00:00 -0800,\"A\",\"EZ782\",9".to_owned(),
        "\"FH\",1".to_owned(),
        "\"SH\",2026/11/20 00:00:00 -0800,2026/11/20 23:59:59 -0800,\"EZ782\",\"\"".to_owned(),
        COLUMNS.to_owned(),
        row("C1", CAPTURE, "T0006", r#""CR",1000,"EUR""#, r#""DR",64,"EUR""#),
        row("C2", "", "T0003", r#""CR",15000,"JPY""#, r#""DR",500,"JPY""#),
        row("R1", REFUND, "T1107", r#""DR",300,"EUR""#, r#""CR",10,"EUR""#),
        row("D1", "", "T1201", r#""DR",400,"EUR""#, r#""",,"""#),
        row("D2", "", "T1202", r#""CR",400,"EUR""#, r#""",,"""#),
        row("V1", CAPTURE, "T1106", r#""DR",100,"EUR""#, r#""",0,"EUR""#),
        row("F1", "", "T0106", r#""DR",1500,"EUR""#, r#""",,"""#),
        row("W1", "", "T0400", r#""DR",5000,"EUR""#, r#""",,"""#),
        row("W2", "", "T0400", r#""CR",5000,"EUR""#, r#""",,"""#),
        r#""SF","EUR",1400,2300,10,64,"CR",0,"CR",0"#.to_owned(),
        r#""SF","JPY",15000,0,0,600,"CR",0,"CR",0"#.to_owned(),
        r#""SC",9"#.to_owned(),
        r#""RF","EUR",1400,2300,64,10"#.to_owned(),
        r#""RC",8"#.to_owned(),
        r#""FF",9"#.to_owned(),
    ];
    lines.join("\n") + "\n"
}

#[test]
fn a_day_with_its_sums() {
    let mut book = Book::new("paypal/report");
    let day = day();
    book.case("a day", &said(&day));
    let odd = [
        COLUMNS.to_owned(),
        row("X1", "", "T5501", r#""CR",1,"EUR""#, r#""",,"""#),
        row("X2", "", "T0006", r#""XX",1,"EUR""#, r#""",,"""#),
        row("X3", "", "T0006", r#""CR",1.5,"EUR""#, r#""",,"""#),
        row("X4", "", "T0006", r#""CR",150,"JPY""#, r#""",,"""#),
        row("X5", "", "T0006", r#""CR",100,"XXQ""#, r#""",,"""#),
        row("X6", "", "T0006", r#""CR",100,"EUR""#, r#""DR",5,"USD""#),
        row("X7", "", "T0006", r#""CR",99999999999999999999,"EUR""#, r#""",,"""#),
        r#""ZZ",1"#.to_owned(),
        r#""SF","EUR",x"#.to_owned(),
    ];
    book.case("rows that are odd", &said(&odd.join("\n")));
    book.case("a column missing", &said("\"CH\",\"Transaction ID\"\n"));
    book.case("another file", &said("Date,Amount\n1,2\n"));
    book.case("a row before its columns", &said("\"SH\",1\n\"SB\",\"A\"\n"));
    book.case(
        "bytes that are no text",
        &golden::items(
            PayPal.read_report("stl", Box::new(&b"\"SH\",1\n\"SB\",\"\xff\"\n\"SF\"\n"[..])).expect("it is read"),
        ),
    );
    book.close();
    assert!(said("").starts_with("broken"));
    assert!(PayPal.read_report("trr", Box::new(&b""[..])).is_none());
}

#[test]
fn columns_are_found_by_name_and_tabs_are_read() {
    let day = day();
    let tabs: String = day.lines().map(|line| line.replace(',', "\t") + "\n").collect();
    assert_eq!(said(&tabs).replace('\t', ","), said(&day));
    // Two columns change places and one is added: the rows say the same.
    let swapped: String = day
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if line.starts_with("\"CH\"") || line.starts_with("\"SB\"") {
                cells.swap(1, 5);
                cells.insert(1, "\"more\"");
            }
            cells.join(",") + "\n"
        })
        .collect();
    assert_eq!(said(&swapped), said(&day));
}
