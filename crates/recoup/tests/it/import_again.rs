//! Imports: twice is once, a killed one goes on, and what others hold is left alone.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::import_support::{HEADER, Shop, example_mapping, many_rows};
use crate::store_support::{Fixture, on_both};

on_both!(
    a_second_import_adds_nothing,
    a_killed_import_goes_on,
    a_longer_file_adds_what_is_new,
    a_number_that_is_taken,
    a_changed_file_is_not_imported_over
);

async fn a_second_import_adds_nothing(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let csv = many_rows(300);
    let first = shop.import(&csv).await;
    assert!(first.made.orders == 300 && first.made.refunds > 0 && first.made.exceptions > 0);
    let picture = shop.picture().await;

    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(csv.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    // Compressed under another name it is the same file.
    for (name, bytes) in [("orders.csv", csv.as_bytes()), ("again.bin", &packed)] {
        let second = shop.try_file(name, bytes, &example_mapping()).await.unwrap();
        assert_eq!(second.made, Default::default());
        assert_eq!((&second.import, &second.by_kind), (&first.import, &first.by_kind));
        assert_eq!(second.exceptions, first.exceptions);
        assert_eq!(shop.picture().await, picture);
    }
}

/// Stopped at several places and run again: the books of one that was never stopped.
async fn a_killed_import_goes_on(fixture: Fixture) {
    let csv = many_rows(700);
    let whole = Shop::new(crate::store_support::sqlite().await).await;
    let report = whole.import(&csv).await;
    let mut shop = Shop::new(fixture).await;
    for answers in [2, 150, 400, 650] {
        shop.import_until(&csv, answers).await;
        shop = shop.restart().await;
    }
    let last = shop.import(&csv).await;
    assert!(last.made.orders < report.made.orders);
    assert_eq!(last.by_kind, report.by_kind);
    let (picture, wanted) = (shop.picture().await, whole.picture().await);
    for part in ["balances", "counts", "rows", "exceptions", "entries", "orders"] {
        assert_eq!(picture[part], wanted[part], "{part}");
    }
}

async fn a_longer_file_adds_what_is_new(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let short =
        format!("{HEADER}1,A,CUP,2,2011-01-01 10:00:00,1.0,7.0,UK\nC9,D,Discount,-1,2011-01-01 10:00:00,1.0,,UK\n");
    shop.import(&short).await;
    // The same rows, now further down.
    let long = format!(
        "{HEADER}0,A,CUP,1,2010-12-31 10:00:00,1.0,7.0,UK\n{}C2,A,CUP,-1,2011-01-02 10:00:00,1.0,7.0,UK\n",
        short.strip_prefix(HEADER).unwrap()
    );
    let report = shop.import(&long).await;
    assert_eq!((report.made.orders, report.made.refunds, report.made.entries), (1, 1, 0));
    let outcomes: Vec<_> = report.by_kind.iter().map(|of| (&*of.kind, &*of.outcome, of.rows)).collect();
    assert_eq!(
        outcomes,
        [("credit", "imported", 1), ("discount", "known", 1), ("sale", "imported", 1), ("sale", "known", 1)]
    );
    // The credit went to the sale of the first file.
    assert_eq!(shop.orders().await["1"]["refunded_minor"], 100);
    assert_eq!(shop.balance("4110").await, 100);
}

async fn a_number_that_is_taken(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let sale = format!("{HEADER}1,A,CUP,2,2011-01-01 10:00:00,1.0,7.0,UK\n");
    let other = example_mapping().replace("source = \"online-retail\"", "source = \"till\"");
    shop.try_import(&sale, &other).await.unwrap();
    let picture = shop.picture().await;
    let csv = format!("{sale}1,B,JUG,1,2011-01-01 10:00:00,3.0,7.0,UK\nC2,A,CUP,-1,2011-01-02 10:00:00,1.0,7.0,UK\n");
    for made in [3, 0] {
        let report = shop.import(&csv).await;
        assert_eq!((report.made.orders, report.made.refunds, report.made.exceptions), (0, 0, made));
        let reasons: Vec<_> =
            report.exceptions.iter().map(|of| (&*of.reason, of.exceptions, of.amount_minor)).collect();
        assert_eq!(reasons, [("order_not_imported", 1, -100), ("order_number_taken", 2, 500)]);
    }
    let after = shop.picture().await;
    assert_eq!((&after["balances"], &after["orders"]), (&picture["balances"], &picture["orders"]));
}

async fn a_changed_file_is_not_imported_over(fixture: Fixture) {
    let shop = Shop::new(fixture).await;
    let csv = format!(
        "{HEADER}1,A,CUP,2,2011-01-01 10:00:00,1.0,7.0,UK\n\
         C2,A,CUP,-1,2011-01-02 10:00:00,1.0,7.0,UK\nC9,D,Discount,-1,2011-01-01 10:00:00,1.0,,UK\n"
    );
    shop.import(&csv).await;
    let picture = shop.picture().await;
    let report = shop.import(&csv.replace(",1.0,", ",1.5,")).await;
    let reasons: Vec<_> = report.exceptions.iter().map(|of| (&*of.reason, of.exceptions)).collect();
    assert_eq!(reasons, [("imported_differently", 3)]);
    assert_eq!(report.by_kind.iter().map(|of| of.rows).sum::<i64>(), 3);
    let after = shop.picture().await;
    assert_eq!((&after["balances"], &after["orders"]), (&picture["balances"], &picture["orders"]));
}
