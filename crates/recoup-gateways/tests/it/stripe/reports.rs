//! Reports: rows by the names of their columns, sums, and what cannot be read.

use recoup_gateways::Gateway;
use recoup_gateways::report::{Item, Items};
use recoup_gateways::stripe::Stripe;

use super::{PAYMENT, REFUND};
use crate::golden::{Book, items};

fn read<'a>(kind: &str, text: &'a [u8]) -> Items<'a> {
    Stripe.read_report(kind, Box::new(text)).expect("a report that is read")
}

fn csv(rows: &[&str]) -> String {
    let header = "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created_utc,created,currency,\
        gross,fee,net,reporting_category,source_id,customer_facing_amount,customer_facing_currency,charge_id,\
        payment_intent_id,refund_id,payment_metadata[recoup],refund_metadata[recoup]";
    let mut text = header.to_owned();
    for row in rows {
        text.push('\n');
        text.push_str(row);
    }
    text.push('\n');
    text
}

fn rows() -> [String; 9] {
    [
        format!(
            "po_1,,txn_1,2026-09-01 10:00:00,2026-09-01 12:00:00,eur,10.00,0.35,9.65,charge,ch_1,10.00,eur,ch_1,pi_1,,{PAYMENT},"
        ),
        format!(
            "po_1,,txn_2,2026-09-02 10:00:00,,eur,-7.00,0.00,-7.00,refund,re_1,-7.00,eur,ch_1,pi_1,re_1,{PAYMENT},{REFUND}"
        ),
        format!(
            "po_1,,txn_3,2026-09-03 10:00:00,,eur,7.00,0.00,7.00,refund_failure,re_1,,,ch_1,pi_1,re_1,{PAYMENT},{REFUND}"
        ),
        "po_1,,txn_4,2026-09-03 11:00:00,,eur,-10.00,15.00,-25.00,dispute,dp_1,,,ch_1,pi_1,,,".to_owned(),
        "po_1,,txn_5,2026-09-03 12:00:00,,eur,0.00,1.20,-1.20,fee,,,,,,,,".to_owned(),
        "po_1,,txn_6,2026-09-04 00:00:00,,eur,16.55,0.00,16.55,payout,po_1,,,,,,,".to_owned(),
        "po_2,,txn_7,2026-09-05 10:00:00,,eur,92.10,3.00,89.10,charge,ch_2,100.00,usd,ch_2,pi_2,,,".to_owned(),
        "po_2,,txn_8,2026-09-05 11:00:00,,eur,24.00,0.00,23.05,payout,po_2,,,,,,,".to_owned(),
        "po_2,,txn_9,2026-09-05 12:00:00,,eur,1.00,0.00,1.00,quantum_fee,,,,,,,,".to_owned(),
    ]
}

#[test]
fn the_payout_reconciliation_is_read_by_its_columns() {
    let rows = rows();
    let text = csv(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let mut book = Book::new("stripe/report");
    book.case("itemized", &items(read("payout_reconciliation", text.as_bytes())));
    // The same columns the other way round, and one that nobody knows.
    let turned: String = text
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let mut cells: Vec<&str> = line.split(',').rev().collect();
            cells.push(if at == 0 { "trace_id" } else { "x" });
            format!("{}\n", cells.join(","))
        })
        .collect();
    let lines = |text: &str| -> Vec<String> {
        let all: Vec<Item> = read("payout_reconciliation", text.as_bytes()).collect();
        all.into_iter().filter(|item| !matches!(item, Item::Odd { .. })).map(|item| format!("{item:?}")).collect()
    };
    assert_eq!(lines(&text), lines(&turned));
    book.case(
        "only what is needed",
        &items(read("payout_reconciliation", b"net,fee,gross,currency,reporting_category\n1.5,0,1.50,EUR,charge\n")),
    );
    book.case("a column is missing", &items(read("payout_reconciliation", b"net,gross,currency,reporting_category\n")));
    book.case("amounts that are none", &items(read("payout_reconciliation", b"net,fee,gross,currency,reporting_category\n1,0,\"1,0\",eur,charge\n1,0,1,xxq,charge\n0.001,0,0.001,eur,charge\n,,,eur,charge\n10,0,10,jpy,charge\n")));
    book.case(
        "bytes that are no text",
        &items(read("payout_reconciliation", b"net,fee,gross,currency,reporting_category\n\xff,0,1,eur,charge\n")),
    );
    book.case("empty", &items(read("payout_reconciliation", b"")));
    book.close();
    assert!(Stripe.read_report("quantum", Box::new(&b""[..])).is_none());
    for kind in Stripe.about().reports {
        assert!(Stripe.read_report(kind.name, Box::new(&b""[..])).is_some());
    }
}

fn page(rows: &[&str], more: bool) -> String {
    format!(r#"{{"object":"list","data":[{}],"has_more":{more},"url":"/v1/balance_transactions"}}"#, rows.join(", "))
}

#[test]
fn the_transactions_of_a_payout_are_read_object_by_object() {
    let payout = r#"{"id":"txn_6","object":"balance_transaction","amount":-265,"fee":0,"net":-265,"currency":"eur","created":1790000000,"reporting_category":"payout","source":"po_1","type":"payout"}"#;
    let charge = format!(
        r#"{{"id":"txn_1","object":"balance_transaction","amount":1000,"fee":35,"net":965,"currency":"eur","created":1790000000,"reporting_category":"charge","type":"charge","description":"a \"}}],\" in it","source":{{"id":"ch_1","object":"charge","payment_intent":"pi_1","metadata":{{"recoup":"{PAYMENT}"}}}}}}"#
    );
    let refund = r#"{"id":"txn_2","object":"balance_transaction","amount":-700,"fee":0,"net":-700,"currency":"eur","created":1790000001,"reporting_category":"refund","type":"refund","source":"re_1"}"#;
    let odd = r#"{"id":"txn_3","amount":1,"fee":1,"net":1,"currency":"eur","reporting_category":"charge"}"#;
    let mut book = Book::new("stripe/transactions");
    let mut case = |title: &str, text: &str| book.case(title, &items(read("payout_transactions", text.as_bytes())));
    case("one page", &page(&[payout, &charge, refund], false));
    case("two pages", &format!("{}\n{}\n", page(&[payout], true), page(&[&charge, refund], false)));
    case("its row of the payout does not fit", &page(&[&payout.replace("265", "266"), &charge, refund], false));
    case("no payout in it", &page(&[&charge], false));
    case("no objects in it", &page(&[], false));
    case("more pages than there are", &page(&[&charge], true));
    case("odd rows", &page(&[odd, r#"{"reporting_category":"quantum"}"#, r#"{"a":}"#], false));
    case("cut in half", &page(&[&charge, refund], false)[..300]);
    case("not a list", r#"{"object":"charge","id":"ch_1"}"#);
    case("a list without a page", "[{\"id\":1}]");
    case("no JSON", "net,gross\n1,2\n");
    case("an object without an end", &format!(r#"{{"data":[{{"a":"{}"#, "x".repeat(2 << 20)));
    book.close();
}

#[test]
fn a_long_report_needs_no_more_memory_than_a_short_one() {
    let row = "po_1,,txn_1,2026-09-01 10:00:00,,eur,10.00,0.35,9.65,charge,ch_1,,,ch_1,pi_1,,,\n";
    let text = format!("{}{}po_1,,t,,,eur,-965000.00,0,-965000.00,payout,po_1,,,,,,,\n", csv(&[]), row.repeat(100_000));
    let (mut lines, mut totals) = (0, Vec::new());
    for item in read("payout_reconciliation", text.as_bytes()) {
        match item {
            Item::Line(_) => lines += 1,
            Item::Total(total) => totals.push(total),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((lines, totals.len()), (100_001, 1));
    assert!(totals[0].fits(), "{totals:?}");
}

#[test]
fn an_export_of_balance_transactions_is_read_by_their_type_and_held_against_their_payouts() {
    let header = "id,amount,created,currency,fee,net,source,status,type,payout_id";
    let rows = [
        "txn_1,2000,2026-11-01 10:00:00,usd,59,1941,ch_1,available,charge,po_1",
        "txn_2,-500,2026-11-02 10:00:00,usd,0,-500,re_1,available,payment_refund,po_1",
        "txn_3,-1441,2026-11-03 10:00:00,usd,0,-1441,po_1,available,payout,",
        "txn_4,-15,2026-11-03 10:00:00,usd,0,-15,,available,adjustment,",
        "txn_5,100,2026-11-03 10:00:00,usd,0,99,ch_2,available,charge,",
        "txn_6,1.5,2026-11-03 10:00:00,usd,0,99,ch_2,available,charge,",
        "txn_7,1",
    ];
    let text = format!("{header}\n{}", rows.join("\n"));
    let said: Vec<String> = read("balance_transactions", text.as_bytes())
        .map(|item| match item {
            Item::Line(line) => format!("{} {} {} {}", line.kind.word(), line.net, line.payout, line.subject),
            Item::Odd { number, why, .. } => format!("{number} {why}"),
            Item::Total(total) => format!("{} {} fits {}", total.what, total.told_minor, total.fits()),
            Item::Broken { why } => why,
        })
        .collect();
    let wanted = [
        "charge 19.41 USD po_1 ch_1",
        "refund -5.00 USD po_1 re_1",
        "payout -14.41 USD po_1 po_1",
        "5 `adjustment` does not say what moved",
        "6 its net 0.99 USD is not its gross 1.00 USD with its fee 0.00 USD",
        "7 its amount is not a whole number",
        "8 it has 2 of 10 cells; is the file whole?",
        "payout po_1 1441 fits true",
    ];
    assert_eq!(said, wanted);
}
