//! Imports: every kind of row becomes what it is, and the books show it.

use crate::import_support::{HEADER, Shop};
use crate::store_support::{Fixture, T, on_both};

on_both!(every_rule_of_the_example, a_european_file, credits_before_their_sale);

/// One row or two for each rule of the example, and for each reason of an exception.
const ROWS: &str = "\
1001,A1,CUP,6,2011-01-01 10:00:00,2.5,7.0,UK
1001,A2,JUG,1,2011-01-01 10:00:00,10.0,7.0,UK
1001,A3,PEN,1,2011-01-01 10:00:00,0.0,7.0,UK
1002,A1,CUP,4,2011-01-02 10:00:00,2.5,7.0,UK
C1003,A1,CUP,-5,2011-01-03 10:00:00,2.5,7.0,UK
C1003,A2,JUG,-1,2011-01-03 10:00:00,8.0,7.0,UK
C1004,A1,CUP,-9,2011-01-04 10:00:00,2.5,7.0,UK
C1004,A9,NIL,-1,2011-01-04 10:00:00,1.0,7.0,UK
C1004,A1,CUP,-1,2011-01-04 10:00:00,2.5,,UK
1005,B1,HAT,2,2011-01-05 10:00:00,3.0,8.0,UK
C1006,B1,HAT,-1,2011-01-06 10:00:00,4.0,8.0,UK
C1007,AMAZONFEE,AMAZON FEE,-1,2011-01-07 10:00:00,100.0,,UK
1008,AMAZONFEE,AMAZON FEE,1,2011-01-08 10:00:00,30.0,,UK
C1009,BANK CHARGES,Bank Charges,-1,2011-01-09 10:00:00,5.0,,UK
C1010,D,Discount,-1,2011-01-10 10:00:00,2.0,8.0,UK
1011,M,Manual,1,2011-01-11 10:00:00,7.0,8.0,UK
C1012,M,Manual,-1,2011-01-12 10:00:00,6.0,8.0,UK
A1013,B,Adjust bad debt,1,2011-01-13 10:00:00,50.0,,UK
A1014,B,Adjust bad debt,1,2011-01-14 10:00:00,-20.0,,UK
1015,B1,damaged,-3,2011-01-15 10:00:00,0.0,,UK
1016,B1,,2,2011-01-16 10:00:00,0.0,,UK
1017,B1,HAT,0,2011-01-17 10:00:00,3.0,8.0,UK
1018,P1,PADS,1,2011-01-18 10:00:00,0.001,9.0,UK
1019,P1,4242 4242 4242 4242,1,2011-01-19 10:00:00,1.0,9.0,UK
1001,A4,LID,1,2011-01-01 10:01:00,1.0,7.0,UK
";

async fn every_rule_of_the_example(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let report = shop.import(&format!("{HEADER}{ROWS}")).await;

    let of = |kind: &str, outcome: &str| {
        let mut rows = report.by_kind.iter().filter(|of| of.kind == kind && of.outcome == outcome);
        rows.next().map_or((0, 0), |of| (of.rows, of.amount_minor))
    };
    assert_eq!(of("sale", "imported"), (6, 4_200));
    assert_eq!(of("free_item", "imported"), (1, 0));
    assert_eq!(of("credit", "imported"), (2, -2_050));
    assert_eq!(of("credit", "partly"), (1, -2_250));
    assert_eq!(of("credit", "exception"), (3, -750));
    assert_eq!(of("marketplace_fee", "imported"), (2, -7_000));
    assert_eq!(of("stock_adjustment", "imported"), (2, 0));
    assert_eq!(of("unknown", "exception"), (1, 0));
    assert_eq!(of("sale", "exception"), (1, 100));
    assert_eq!(report.rows, 25);
    assert_eq!((report.made.orders, report.made.payments, report.made.refunds, report.made.entries), (4, 3, 4, 10));
    assert_eq!((report.rounded_rows, report.rounded[0].row, report.rounded[0].amount_minor), (1, 23, 0));
    assert_eq!(report.columns_not_read, ["Country"]);

    // The story in the books, minor units: sales 42.00, 33.00 of it given back.
    for (account, minor) in [
        ("1010", -6_700),
        ("1200", 3_000),
        ("2400", 0),
        ("4000", -4_900),
        ("4100", 3_900),
        ("4110", 200),
        ("6100", 7_500),
        ("6300", -3_000),
    ] {
        assert_eq!(shop.balance(account).await, minor, "account {account}");
    }

    let listed = shop.exceptions().await;
    let listed: Vec<_> = listed.iter().map(|(reason, row, minor)| (reason.as_str(), *row, *minor)).collect();
    let wanted = [
        ("partly_matched", 7, -1_000),
        ("no_matching_sale", 8, -100),
        ("no_customer", 9, -250),
        ("price_above_sale", 11, -400),
        ("no_rule", 22, 0),
        ("text_refused", 24, 100),
    ];
    assert_eq!(listed, wanted);
    orders_as_told(&shop).await;
    nothing_secret(&shop).await;
}

async fn orders_as_told(shop: &Shop) {
    let orders = shop.orders().await;
    let refunded = |number: &str| -> Vec<(i64, i64)> {
        let lines = orders[number]["lines"].as_array().unwrap();
        let of = |line: &serde_json::Value, field: &str| line[field].as_i64().unwrap_or(0);
        lines.iter().map(|line| (of(line, "refunded_quantity"), of(line, "released_minor"))).collect()
    };
    // The credit of five took the latest sale first; the jug came back for less than it cost.
    assert_eq!(refunded("1001"), [(6, 1_500), (1, 800), (0, 0), (0, 0)]);
    assert_eq!(refunded("1002"), [(4, 1_000)]);
    assert_eq!(refunded("1018"), [(0, 0)]);
    assert_eq!(orders["1001"]["placed_at"], "2011-01-01T10:00:00Z");
    let found = shop.fixture.store.references(T, Some("customer"), "7").await.unwrap();
    assert_eq!(found[0].stream_id, orders["1001"]["customer"].as_str().unwrap());
}

async fn nothing_secret(shop: &Shop) {
    let query = recoup::store::views::ExceptionQuery { limit: 100, ..Default::default() };
    let exceptions = shop.fixture.store.exceptions(T, &query).await.unwrap();
    assert!(exceptions.iter().all(|e| !e.row.raw.contains("4242") && !e.row.detail.contains("4242")));
    let refused = exceptions.iter().find(|e| e.row.reason == "text_refused").unwrap();
    assert!(refused.row.raw.contains("#### ####"), "{}", refused.row.raw);
    assert!(refused.row.detail.starts_with("line 25: `Description`"), "{}", refused.row.detail);
}

const EUROPEAN: &str = r#"
source = "laden"
currency = "EUR"
tender_account = "kasse"
language = "de"
refund_reason = "rueckgabe"
csv = { delimiter = ";" }
columns = { number = "Beleg", sku = "Artikel", name = "Text", quantity = "Menge", amount = "Betrag", time = "Zeit", customer = "Kunde" }
time = { format = "%d.%m.%Y %H:%M", zone = "Europe/Berlin" }
numbers = { decimal_mark = ",", thousands_mark = "." }
tax = { key = "DE/standard@2021", rate_percent = "19" }

[[row]]
kind = "credit"
when = [{ column = "Text", matches = "gutschrift*" }]

[[row]]
kind = "sale"
when = [{ sign_of = "amount", is = "positive" }, { column = "Text", matches = "*probe*", not = true }]
"#;

/// Other marks, other names, amounts of lines, tax in them, and a summer time.
async fn a_european_file(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let csv = "\u{feff}Beleg;Artikel;Text;Menge;Betrag;Zeit;Kunde\r\n\
               R1;T1;\"Tisch; rund\";2;1.190,00;30.06.2024 12:00;K1\r\n\
               R1;T2;Gratisprobe;1;1,00;30.06.2024 12:00;K1\r\n\
               G1;T1;GUTSCHRIFT Tisch;-1;-595,00;01.07.2024 12:00;K1\r\n";
    let report = shop.try_import(csv, EUROPEAN).await.unwrap();
    assert_eq!((report.made.orders, report.made.refunds, report.currency), (1, 1, "EUR"));
    assert_eq!(shop.exceptions().await, [("no_rule".to_owned(), 2, 100)]);
    let orders = shop.orders().await;
    assert_eq!(orders["R1"]["placed_at"], "2024-06-30T10:00:00Z");
    assert_eq!(orders["R1"]["lines"][0]["sold"]["name"], "Tisch; rund");
    // 19 % of 1,000.00 is in the sale, and half of it left with the credit.
    assert_eq!((shop.balance("2200").await, shop.balance("4000").await), (-9_500, -100_000));
    assert_eq!((shop.balance("4100").await, shop.balance("1010").await), (50_000, 59_500));
}

/// The file need not be in the order of time; the matcher is.
async fn credits_before_their_sale(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let csv = format!(
        "{HEADER}\
         C2,A1,CUP,-1,2011-02-02 10:00:00,1.0,7.0,UK\n\
         C0,A1,CUP,-1,2011-01-01 10:00:00,1.0,7.0,UK\n\
         1,A1,CUP,1,2011-02-01 10:00:00,1.0,7.0,UK\n"
    );
    let report = shop.import(&csv).await;
    assert_eq!(report.made.refunds, 1);
    assert_eq!(shop.exceptions().await, [("no_matching_sale".to_owned(), 2, -100)]);
}
