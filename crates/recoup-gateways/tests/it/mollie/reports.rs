//! Settlement data: rows, sums and what is odd.

use recoup_gateways::Gateway;
use recoup_gateways::mollie::Mollie;
use recoup_gateways::report::{Item, LineKind};

use crate::golden::{self, Book};

const SETTLEMENT: &str = r#"{"resource":"settlement","id":"stl_jDk30akdN","reference":"1234567.2611.01","createdAt":"2026-11-30T09:00:00+00:00","settledAt":"2026-11-30T09:30:00+00:00","status":"paidout","amount":{"currency":"EUR","value":"39.75"},
"periods":{"2026":{"11":{"revenue":[
 {"description":"Cards","method":"creditcard","count":2,"amountNet":{"currency":"EUR","value":"86.1000"},"amountVat":null,"amountGross":{"currency":"EUR","value":"86.1000"}},
 {"description":"Refunds","method":"refund","count":2,"amountNet":{"currency":"EUR","value":"-43.2000"},"amountVat":null,"amountGross":{"currency":"EUR","value":"-43.2000"}}],
"costs":[
 {"description":"Cards","method":"creditcard","count":2,"amountNet":{"currency":"EUR","value":"2.1000"},"amountVat":{"currency":"EUR","value":"0.4410"},"amountGross":{"currency":"EUR","value":"2.5410"}},
 {"description":"Refunds","method":"refund","count":2,"amountNet":{"currency":"EUR","value":"0.5000"},"amountVat":{"currency":"EUR","value":"0.1050"},"amountGross":{"currency":"EUR","value":"0.6050"}}],
"invoiceId":"inv_1"}}}}"#;

const CAPTURES: &str = r#"{"count":2,"_embedded":{"captures":[
 {"resource":"capture","id":"cpt_1","amount":{"currency":"EUR","value":"50.00"},"settlementAmount":{"currency":"EUR","value":"50.00"},"metadata":"{\"reference\":\"cap_01jd0000000000000000000002\"}","status":"succeeded","paymentId":"tr_1","settlementId":"stl_jDk30akdN","createdAt":"2026-11-29T08:00:00+00:00"},
 {"resource":"capture","id":"cpt_2","amount":{"currency":"USD","value":"40.00"},"settlementAmount":{"currency":"EUR","value":"36.10"},"metadata":null,"status":"succeeded","paymentId":"tr_2","createdAt":"2026-11-29T08:00:00+00:00"}]},"_links":{}}"#;

const REFUNDS: &str = r#"{"count":2,"_embedded":{"refunds":[
 {"resource":"refund","id":"re_1","amount":{"currency":"EUR","value":"40.00"},"settlementAmount":{"currency":"EUR","value":"-40.00"},"description":"rfd_01jd0000000000000000000004","status":"refunded","paymentId":"tr_1","settlementId":"stl_jDk30akdN","createdAt":"2026-11-29T08:00:00+00:00","externalReference":{"type":"acquirer-reference","id":"74123456789012345678901"}},
 {"resource":"refund","id":"re_2","amount":{"currency":"EUR","value":"3.20"},"status":"refunded","paymentId":"tr_1","createdAt":"2026-11-29T08:00:00+00:00"}]},"_links":{}}"#;

const BALANCE: &str = r#"{"count":3,"_embedded":{"balance_transactions":[
 {"resource":"balance-transaction","id":"baltr_1","type":"capture","resultAmount":{"currency":"EUR","value":"49.71"},"initialAmount":{"currency":"EUR","value":"50.00"},"deductions":{"currency":"EUR","value":"-0.29"},"createdAt":"2026-11-29T08:00:00+00:00","context":{"paymentId":"tr_1","captureId":"cpt_1"}},
 {"resource":"balance-transaction","id":"baltr_2","type":"returned-refund","resultAmount":{"currency":"EUR","value":"5.95"},"initialAmount":{"currency":"EUR","value":"5.95"},"createdAt":"2026-11-29T08:00:00+00:00","context":{"returned-refund":{"paymentId":"tr_1","refundId":"re_1"}}},
 {"resource":"balance-transaction","id":"baltr_3","type":"outgoing-transfer","resultAmount":{"currency":"EUR","value":"-55.66"},"initialAmount":{"currency":"EUR","value":"-55.66"},"deductions":null,"createdAt":"2026-11-30T08:00:00+00:00","context":{"settlementId":"stl_1","transferId":"trf_1"}}]}}"#;

fn items(kind: &str, text: &str) -> Vec<Item> {
    let text = text.to_owned().leak().as_bytes();
    Mollie.read_report(kind, Box::new(text)).expect("it is a kind of report").collect()
}

#[test]
fn settlement_data_is_read_as_the_golden_file_says() {
    let mut book = Book::new("mollie/reports");
    let mut case = |title: &str, kind: &str, text: &str| {
        book.case(title, &golden::items(items(kind, text).into_iter()));
    };
    let whole = format!("{SETTLEMENT}\n{CAPTURES}\n{REFUNDS}\n");
    case("settlement with its lists", "settlement", &whole);
    case("the settlement alone", "settlement", SETTLEMENT);
    case("an amount that does not fit", "settlement", &SETTLEMENT.replace("39.75", "40.75"));
    case("a row too few", "settlement", &format!("{SETTLEMENT}{}", REFUNDS.replace("40.00", "39.00")));
    let payments = r#"{"_embedded":{"payments":[
        {"id":"tr_1","amount":{"currency":"EUR","value":"1.00"},"status":"paid","settlementId":"stl_1","paidAt":"2026-11-29T08:00:00+00:00"},
        {"id":"tr_2","amount":{"currency":"EUR","value":"1.00"},"status":"paid","captureMode":"manual","settlementId":"stl_1"},
        {"id":"tr_3","amount":{"currency":"XXQ","value":"1.00"},"status":"paid"}],
        "chargebacks":[{"id":"chb_1","amount":{"currency":"EUR","value":"1.00"},"settlementAmount":{"currency":"EUR","value":"-1.00"},"paymentId":"tr_1"}],
        "gifts":[{}]}}"#;
    case("rows of every list, and odd ones", "settlement", payments);
    case(
        "not open yet",
        "settlement",
        r#"{"resource":"settlement","id":"open","status":"open","amount":{"currency":"EUR","value":"0.00"},"periods":[]}"#,
    );
    case("junk between", "settlement", "{} nonsense [] {\"resource\":\"settlement\"} {");
    case("balance", "balance", BALANCE);
    let wrong = BALANCE.replace("49.71", "49.72").replace("returned-refund", "gift").replace("-55.66", "1e3");
    case("balance, with odd rows", "balance", &wrong);
    book.close();
    assert!(Mollie.read_report("csv", Box::new(&b""[..])).is_none());
}

#[test]
fn rows_payout_and_rounding_sum_to_nothing() {
    let mut sum = 0_i64;
    for item in items("settlement", &format!("{SETTLEMENT}{CAPTURES}{REFUNDS}")) {
        match item {
            Item::Line(line) => {
                assert!(line.converted || line.gross.checked_add(line.fee) == Ok(line.net), "{line:?}");
                assert_eq!(line.payout, "stl_jDk30akdN");
                sum += line.net.amount_minor;
            }
            Item::Total(total) => assert!(total.fits(), "{total:?}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(sum, 0);
}

#[test]
fn every_type_of_balance_transaction_is_known() {
    // The public document's list, 2026-08.
    let types = "application-fee balance-charge-fee balance-correction balance-reserve balance-reserve-return \
        balance-topup canceled-transfer capture cash-collateral-issuance cash-collateral-release chargeback \
        chargeback-compensation chargeback-reversal failed-payment failed-platform-split-payment \
        failed-split-payment-compensation fee-prepayment held-rolling-reserve incoming-transfer invoice-compensation \
        invoice-rounding-compensation loan movement outgoing-custom-amount-transfer outgoing-transfer payment \
        payment-fee pending-rolling-reserve platform-payment-chargeback platform-payment-refund refund \
        refund-compensation released-rolling-reserve repayment returned-platform-payment-refund returned-refund \
        returned-refund-compensation returned-transfer reversed-chargeback-compensation \
        reversed-platform-payment-chargeback rolling-reserve-hold rolling-reserve-release split-payment \
        split-transaction to-be-released-rolling-reserve topup";
    assert_eq!(types.split_whitespace().count(), 46);
    for kind in types.split_whitespace() {
        let row = format!(
            r#"{{"resource":"balance-transaction","id":"baltr_1","type":"{kind}","resultAmount":{{"currency":"EUR","value":"-0.25"}},"initialAmount":{{"currency":"EUR","value":"-0.25"}}}}"#
        );
        match items("balance", &row).as_slice() {
            [Item::Line(line)] => {
                assert_eq!(line.net, super::support::money("-0.25 EUR"));
                assert_eq!(line.kind == LineKind::Fee, line.fee == line.net, "{kind}");
            }
            other => panic!("{kind}: {other:?}"),
        }
    }
}
