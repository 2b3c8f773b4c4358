//! Imports: files and mappings that are wrong say where, and leave no trace.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use recoup::import::{self, ImportError};

use crate::import_support::{HEADER, Shop, example_mapping};
use crate::store_support::{Fixture, T, on_both, sqlite};

on_both!(strange_texts_become_exceptions);

const SALE: &str = "1,A,CUP,2,2011-01-01 10:00:00,1.0,7.0,UK\n";

async fn shop() -> Shop {
    Shop::new(sqlite().await).await
}

/// The error with its words, after a look that nothing was written.
async fn refused(shop: &Shop, file: (&str, &[u8]), mapping: &str) -> (&'static str, String) {
    let error = shop.try_file(file.0, file.1, mapping).await.unwrap_err();
    let store = &shop.fixture.store;
    assert!(store.stream_counts(T, None).await.unwrap().is_empty());
    assert!(store.import_runs(T, 1).await.unwrap().is_empty());
    assert!(shop.rows().await.is_empty() && shop.exceptions().await.is_empty());
    (error.code(), error.to_string())
}

#[tokio::test]
async fn files_that_are_no_table() {
    let shop = shop().await;
    let row = |text: &str| format!("{HEADER}{SALE}{text}").into_bytes();
    let mut latin = row("2,A,P\u{e4}N,2,2011-01-01 10:00:00,1.0,7.0,UK\n");
    let at = latin.iter().position(|byte| *byte == 0xc3).unwrap();
    latin.splice(at..at + 2, [0xe4]);
    let cases: Vec<(Vec<u8>, &str, &[&str])> = vec![
        (Vec::new(), "file_empty", &["no bytes"]),
        (b"  \n\n".to_vec(), "file_empty", &["no text"]),
        (HEADER.into(), "file_empty", &["a header and no rows"]),
        (row("2,A,CUP,2,2011"), "file_malformed", &["line 3", "`UnitPrice`", "5 cells", "cut off"]),
        (row("2,A,CUP,2,2011-01-01 10:00:00,1.0,7.0,UK,more\n"), "file_malformed", &["line 3", "9 cells"]),
        (row("2,A,\"CUP,2,2011-01-01 10:00:00,1.0,7.0,UK\n"), "file_malformed", &["line 3", "`3`", "quote"]),
        (latin, "file_malformed", &["line 3", "`Description`", "not UTF-8"]),
    ];
    for (bytes, code, words) in cases {
        let (got, message) = refused(&shop, ("orders.csv", &bytes), &example_mapping()).await;
        assert_eq!(got, code, "{message}");
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    }
}

#[tokio::test]
async fn files_that_are_no_gzip() {
    let shop = shop().await;
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(format!("{HEADER}{}", SALE.repeat(1_000)).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    for length in [5, packed.len() / 2, packed.len() - 4] {
        let (code, message) = refused(&shop, ("orders.csv", &packed[..length]), &example_mapping()).await;
        assert_eq!(code, "file_damaged", "{length}: {message}");
    }
    let (code, _) = refused(&shop, ("orders.csv.gz", HEADER.as_bytes()), &example_mapping()).await;
    assert_eq!(code, "file_damaged");
}

#[tokio::test]
async fn cells_that_are_not_what_the_mapping_says() {
    let shop = shop().await;
    for (cells, column, words) in [
        ("2,A,CUP,two,2011-01-01 10:00:00,1.0,7.0,UK", "Quantity", "not a number"),
        ("2,A,CUP,2.5,2011-01-01 10:00:00,1.0,7.0,UK", "Quantity", "more decimals"),
        ("2,A,CUP,2,2011-01-01 10:00:00,\"1,0\",7.0,UK", "UnitPrice", "not a number"),
        ("2,A,CUP,2,2011-01-01 10:00:00,1.0005,7.0,UK", "UnitPrice", "more decimals than the mapping allows (3)"),
        ("2,A,CUP,2,2011-01-01 10:00:00,1e3,7.0,UK", "UnitPrice", "not a number"),
        ("2,A,CUP,2,2011-01-01 10:00:00,,7.0,UK", "UnitPrice", "not a number"),
        ("2,A,CUP,999999999,2011-01-01 10:00:00,999999999999,7.0,UK", "UnitPrice", "minor units"),
        ("2,A,CUP,99999999999999999999,2011-01-01 10:00:00,1,7.0,UK", "Quantity", "is not"),
        ("2,A,CUP,2,01/13/2011 10:00,1.0,7.0,UK", "InvoiceDate", "not a time"),
        ("2,A,CUP,2,2011-02-30 10:00:00,1.0,7.0,UK", "InvoiceDate", "not a time"),
    ] {
        let csv = format!("{HEADER}{SALE}{cells}\n");
        let (code, message) = refused(&shop, ("orders.csv", csv.as_bytes()), &example_mapping()).await;
        assert_eq!(code, "cell_invalid", "{message}");
        let wanted = ["line 3", &format!("column `{column}`"), words];
        assert!(wanted.iter().all(|word| message.contains(word)), "{message}");
    }
    let csv = format!("{HEADER}2,A,CUP,4242 4242 4242 4242,2011-01-01 10:00:00,1,7.0,UK\n");
    let (_, message) = refused(&shop, ("orders.csv", csv.as_bytes()), &example_mapping()).await;
    assert!(message.contains("#### ####"), "{message}");
}

#[tokio::test]
async fn mappings_that_do_not_fit() {
    let shop = shop().await;
    let csv = format!("{HEADER}{SALE}");
    let good = example_mapping();
    for (from, to, place, words) in [
        ("currency = \"GBP\"", "currency = \"GPB\"", "line", "not an ISO 4217 currency"),
        ("sku = \"StockCode\"", "sku = \"Stockcode\"", "[columns] sku", "it has InvoiceNo, StockCode, Description"),
        ("name = \"Description\"\n", "", "line", "missing field `name`"),
        ("name = \"Description\"", "name = \"Description\"\nsize = \"Size\"", "line", "unknown field `size`"),
        ("unit_price = \"UnitPrice\"", "", "[columns]", "either `unit_price` or `amount`"),
        ("zone = \"Europe/London\"", "zone = \"Europe/Londn\"", "[time] zone", "no time zone"),
        ("kind = \"sale\"", "kind = \"sail\"", "row 14", "there are sale, free_item, credit, bank_fee"),
        (
            "column = \"CustomerID\", empty",
            "column = \"Customer\", empty",
            "row 3, condition 2",
            "no column `Customer`",
        ),
        ("equals = \"AMAZONFEE\" }", "equals = \"AMAZONFEE\", empty = true }", "row 5, condition 1", "one test"),
        ("is = \"negative\"", "is = \"minus\"", "row 2, condition 2", "negative, zero or positive"),
        ("sign_of = \"unit_price\"", "sign_of = \"price\"", "row 2, condition 1", "has no sign"),
        ("source = \"online-retail\"", "source = \"Online Retail\"", "source", "lower-case"),
        ("language = \"en\"", "language = \"fr\"", "language", "en and de"),
        ("price_decimals = 3", "price_decimals = 3\nthousands_mark = \".\"", "[numbers]", "must differ"),
        ("tender_account = \"main\"", "tender_account = \"\"", "tender_account", "missing"),
        ("[time]", "[time", "line", ""),
    ] {
        let mapping = good.replacen(from, to, 1);
        assert_ne!(mapping, good, "{from}");
        let (code, message) = refused(&shop, ("orders.csv", csv.as_bytes()), &mapping).await;
        assert_eq!(code, "mapping_invalid", "{message}");
        assert!(message.contains("mapping.toml") && message.contains(place) && message.contains(words), "{message}");
    }
    let twice = csv.replacen("Country", "StockCode", 1);
    let (_, message) = refused(&shop, ("orders.csv", twice.as_bytes()), &good).await;
    assert!(message.contains("two columns `StockCode`"), "{message}");
}

#[tokio::test]
async fn files_and_tenants_that_are_not_there() {
    let shop = shop().await;
    let (csv, mapping) = (shop.file("orders.csv", format!("{HEADER}{SALE}")), shop.file("m.toml", example_mapping()));
    let none = shop.files.path().join("none.csv");
    let import = |tenant: &'static str, file, mapping| {
        let engine = &shop.engine;
        async move { import::orders(engine, tenant, file, mapping, |_| {}).await.unwrap_err() }
    };
    assert_eq!(import(T, &none, &mapping).await.code(), "file_unreadable");
    assert_eq!(import(T, &csv, &none).await.code(), "file_unreadable");
    assert!(matches!(import("ten_none", &csv, &mapping).await, ImportError::UnknownTenant { .. }));
}

/// What may not be stored stops its own row only.
async fn strange_texts_become_exceptions(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let long = "x".repeat(201);
    let csv = format!(
        "{HEADER}{SALE}\
         1,A\u{0}B,CUP,1,2011-01-01 10:00:00,1.0,7.0,UK\n\
         1,A,{long},1,2011-01-01 10:00:00,1.0,7.0,UK\n\
         1,,CUP,1,2011-01-01 10:00:00,1.0,7.0,UK\n\
         ,A,CUP,1,2011-01-01 10:00:00,1.0,7.0,UK\n\
         1,A,CUP,1,2011-01-01 10:00:00,1.0,8.0,UK\n\
         4111 1111 1111 1111,A,CUP,1,2011-01-01 10:00:00,1.0,7.0,UK\n"
    );
    let report = shop.import(&csv).await;
    assert_eq!((report.rows, report.made.orders, report.made.exceptions), (7, 1, 6));
    let reasons: Vec<_> = report.exceptions.iter().map(|of| (&*of.reason, of.exceptions)).collect();
    assert_eq!(reasons, [("customer_differs", 1), ("text_refused", 5)]);
    assert_eq!(shop.balance("4000").await, -200);
}
