//! Reports as lines.

use recoup_core::id::Kind;
use recoup_gateways::Gateway as _;
use recoup_gateways::braintree::Braintree;
use recoup_gateways::report::Item;

use super::samples::{Shown, document};
use crate::golden::{self, Book};

fn read(kind: &str, text: &str) -> Vec<Item> {
    Braintree.read_report(kind, Box::new(text.as_bytes())).expect("it knows the kind").collect()
}

fn banked(amount: &str, currency: &str) -> String {
    format!(
        "<disbursement-details><disbursement-date type=\"date\">2026-11-25</disbursement-date>\
        <settlement-amount>{amount}</settlement-amount>\
        <settlement-currency-iso-code>{currency}</settlement-currency-iso-code>\
        <success type=\"boolean\">true</success></disbursement-details>"
    )
}

fn disbursement(amount: &str) -> String {
    format!(
        "<disbursement><id>d1</id><transaction-ids type=\"array\"><item>auth1</item></transaction-ids>\
        <success type=\"boolean\">true</success><merchant-account><id>shop_us</id>\
        <currency-iso-code>USD</currency-iso-code></merchant-account><amount>{amount}</amount>\
        <disbursement-date type=\"date\">2026-11-25</disbursement-date></disbursement>"
    )
}

#[test]
fn reports_are_read_as_lines() {
    let mut book = Book::new("braintree/report");
    let mut case = |title: &str, kind: &str, text: &str| {
        book.case(title, &golden::items(read(kind, text).into_iter()));
    };
    let sale = Shown::sale("settled", Kind::Capture).with(&banked("10.50", "USD"));
    let with_fee =
        Shown { id: "auth2", ..sale.clone() }.xml().replace("<settlement-amount>10.50", "<settlement-amount>10.00");
    let refund = Shown { amount: "3.00", ..Shown::refund("settled") }.with(&banked("3.00", "USD"));
    let all = [disbursement("17.50"), sale.xml(), with_fee, refund.xml()].concat();
    case("a disbursement that fits", "disbursement", &document(&format!("<report>{all}</report>")));
    case("documents one after another", "disbursement", &all);
    case("a disbursement that does not fit", "disbursement", &[disbursement("17.49"), sale.xml()].concat());
    let failed = disbursement("1.00").replace(">true<", ">false<");
    case("a disbursement that failed", "disbursement", &failed);
    let euros = Shown::sale("settled", Kind::Capture).with(&banked("9.70", "EUR"));
    let open = Shown::sale("settled", Kind::Capture);
    let rows = [euros.xml(), open.xml(), Shown::sale("authorized", Kind::Payment).xml()].concat();
    let odd = Shown { id: "auth9", ..open.clone() }.xml().replace(">settled<", ">levitating<");
    let total = "<total-items type=\"integer\">9</total-items>";
    let page = format!("<credit-card-transactions>{total}{rows}{odd}</credit-card-transactions>");
    case("a search", "transaction_search", &document(&page));
    let record = |kind: &str, amount: &str, more: &str| {
        format!(
            "<record><card-type>Visa</card-type><count>2</count><merchant-account-id>shop_us</merchant-account-id>\
            <kind>{kind}</kind><amount-settled>{amount}</amount-settled>{more}</record>"
        )
    };
    let euro = "<currency-iso-code>EUR</currency-iso-code>";
    let rows = [
        record("sale", "20.00", ""),
        record("credit", "5.00", ""),
        record("gift", "1.00", ""),
        record("sale", "7", euro),
    ];
    let summary = format!(
        "<settlement-batch-summary><records type=\"array\">{}</records></settlement-batch-summary>",
        rows.concat()
    );
    case("a batch summary", "settlement_batch_summary/USD", &document(&summary));
    case("a batch summary in no currency", "settlement_batch_summary", &document(&summary));
    case("another file", "disbursement", "<html><body/></html>");
    case("an empty file", "disbursement", "");
    case("a refusal", "disbursement", "<api-error-response><message>no</message></api-error-response>");
    case("a file cut off", "transaction_search", &document(&page)[..900]);
    book.close();
    assert!(Braintree.read_report("payouts", Box::new(&b""[..])).is_none());
}

#[test]
fn a_long_report_is_read_piece_by_piece_and_an_endless_element_is_not() {
    let sale = Shown::sale("settled", Kind::Capture).with(&banked("10.50", "USD")).xml();
    let long = [disbursement("31500.00"), sale.repeat(3_000)].concat();
    assert!(long.len() > 1 << 20, "it is longer than one element may be");
    let items = read("disbursement", &long);
    assert_eq!(items.len(), 3_002);
    assert!(matches!(items.last(), Some(Item::Total(total)) if total.fits()));
    let endless = format!("<transaction><id>{}", "x".repeat(3 << 20));
    assert!(matches!(read("disbursement", &endless).as_slice(), [Item::Broken { .. }]));
}
