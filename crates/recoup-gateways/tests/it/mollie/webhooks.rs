//! Deliveries: whether they are genuine, and what they and the looks that they start say.

use std::collections::BTreeMap;

use recoup_gateways::mollie::Mollie;
use recoup_gateways::{Delivery, Gateway, Known, Reading, Reply, Verdict};

use super::support::{PAY, PAYMENT, account, capture, chargeback, payment, refund};
use crate::golden::{self, Book};

const SIGNED: &str = r#"{"resource":"event","id":"event_vector","type":"refund.refunded","entityId":"re_vector"}"#;
// By python's hmac with the keys `old-secret`, `new-secret` and `wrong-secret`.
const OLD: &str = "ae1759cccad360a7f6343e2420c209e98d6883ed028b8607af981252d8bc4b59";
const NEW: &str = "24547f63bb084e75e3e84052e96edf7f136cf0787ec0214ee61fd9f59ca2c1fd";
const WRONG: &str = "33e1a4eca42de41b3ccdb154078466efc6258053c16a0d5a3b846f419a2494a7";

fn judged(signatures: &[&str], body: &str) -> Verdict {
    let headers: Vec<(String, String)> =
        signatures.iter().map(|value| ("x-mollie-signature".to_owned(), (*value).to_owned())).collect();
    let known = Known { at: "2026-11-20T10:00:00Z".parse().expect("a time"), certificates: &BTreeMap::new() };
    Mollie.authenticate(&Delivery { headers: &headers, body: body.as_bytes() }, &account(), &known)
}

#[test]
fn only_what_a_current_secret_signed_is_genuine() {
    let with = |hex: &str| format!("sha256={hex}");
    let genuine = |signatures: &[&str]| judged(signatures, SIGNED) == Verdict::Genuine;
    assert!(genuine(&[&with(OLD)]) && genuine(&[&with(NEW)]), "both secrets while they rotate");
    assert!(genuine(&[&with(WRONG), &with(NEW)]), "several headers");
    assert!(genuine(&[&format!("{}, {}", with(WRONG), with(OLD))]), "several in one header");
    assert!(genuine(&[&with(&OLD.to_uppercase())]) && genuine(&[OLD]));
    let forged = |signatures: &[&str], body: &str| matches!(judged(signatures, body), Verdict::Forged { .. });
    assert!(forged(&[&with(WRONG)], SIGNED));
    assert!(forged(&[&with(OLD)], &SIGNED.replace("re_vector", "re_other")), "one byte changed");
    for bad in ["", "sha256=", "sha256=zz", "sha1=ae17", "sha256=ae1759"] {
        assert!(forged(&[bad], SIGNED), "{bad}");
        assert!(forged(&[bad], "id=tr_7UhSN1zuXS"), "a wrong signature is never a classic call: {bad}");
    }
    assert!(forged(&[], SIGNED), "an event without a signature");
    assert!(forged(&[], "") && forged(&[], "id=") && forged(&[], "id=tr_1/../x"));
    assert_eq!(judged(&[], "id=tr_7UhSN1zuXS"), Verdict::Unsigned);
}

#[test]
fn no_secret_signs_nothing() {
    // HMAC under an empty key, which anybody can compute.
    let empty = "sha256=8c0a2eb55a7fdbe8b14f0e5d3e7f2a2eac2b2c8c8a2a3ad0d4b8f0a2f2a5b5d1";
    let mut account = account();
    let headers = [("x-mollie-signature".to_owned(), empty.to_owned())];
    let known = Known { at: "2026-11-20T10:00:00Z".parse().expect("a time"), certificates: &BTreeMap::new() };
    for secrets in [vec![], vec![String::new()]] {
        account.webhook_secrets = secrets;
        let delivery = Delivery { headers: &headers, body: SIGNED.as_bytes() };
        assert!(matches!(Mollie.authenticate(&delivery, &account, &known), Verdict::Forged { .. }));
    }
}

fn read(signed: bool, body: &str) -> Vec<Reading> {
    let headers = if signed { vec![("x-mollie-signature".to_owned(), "sha256=checked".to_owned())] } else { vec![] };
    Mollie.read_delivery(&Delivery { headers: &headers, body: body.as_bytes() }, &account())
}

fn event(kind: &str, entity: &str) -> String {
    format!(r#"{{"resource":"event","id":"event_1","type":"{kind}","entityId":"x","_embedded":{{"entity":{entity}}}}}"#)
}

#[test]
fn deliveries_say_what_the_golden_file_says() {
    let mut book = Book::new("mollie/webhooks");
    let mut case = |title: &str, signed: bool, body: &str| {
        book.case(title, &golden::readings(&read(signed, body)));
    };
    case("classic", false, "id=tr_7UhSN1zuXS");
    case("classic with a field more", false, "testmode=1&id=tr_7UhSN1zuXS");
    case("classic of an order", false, "id=ord_pbjz8x");
    case("classic of something unknown", false, "id=xx_1");
    case("classic, not a form", false, "{}");
    let held = r#","authorizedAt":"2026-11-20T10:00:02+00:00","captureBefore":"2026-11-27T10:00:02+00:00""#;
    case("payment authorized", true, &event("payment.authorized", &payment("authorized", held)));
    case("payment expired", true, &event("payment.expired", &payment("expired", held)));
    case("payment canceled before it was authorized", true, &event("payment.canceled", &payment("canceled", "")));
    case("payment of another", true, &event("payment.paid", &payment("paid", "").replace(PAY, "Order 1")));
    case("capture succeeded", true, &event("capture.succeeded", &capture("succeeded", "")));
    case("capture made elsewhere", true, &event("capture.succeeded", &capture("succeeded", "").replace("cap_", "x_")));
    case("refund queued", true, &event("refund.queued", &refund("queued", "")));
    case("refund made elsewhere", true, &event("refund.refunded", &refund("refunded", "").replace("rfd_", "x_")));
    case("the object alone", true, &refund("processing", ""));
    case("chargeback received", true, &event("chargeback.received", &chargeback("")));
    case("ids alone", true, r#"{"resource":"event","type":"payment.paid","entityId":"tr_7UhSN1zuXS"}"#);
    let link = r#"{"resource":"event","type":"refund.failed","entityId":"re_1","_links":{"entity":{"href":"/v2/payments/tr_7UhSN1zuXS/refunds/re_1"}}}"#;
    case("ids alone, of a refund", true, link);
    case("ids alone, of nothing we can find", true, SIGNED);
    let row = r#"{"resource":"balance-transaction","id":"baltr_1","type":"returned-refund","resultAmount":{"currency":"EUR","value":"5.95"},"initialAmount":{"currency":"EUR","value":"5.95"},"context":{"paymentId":"tr_7UhSN1zuXS","refundId":"re_4qqhO89gsT"}}"#;
    case("a refund came back", true, &event("balance-transaction.created", row));
    let undone = row.replace("returned-refund", "failed-payment").replace("5.95", "-20.00");
    case("a row without its capture", true, &event("balance-transaction.created", &undone));
    let undone = undone.replace("refundId\":\"re_4qqhO89gsT", "captureId\":\"cpt_4qqhO89gsT");
    case("a capture was undone", true, &event("balance-transaction.created", &undone));
    case("a row of a refund", true, &event("balance-transaction.created", &row.replace("returned-refund", "refund")));
    case("a row nobody knows", true, &event("balance-transaction.created", &row.replace("returned-refund", "gift")));
    case("payout", true, &event("payout.completed", "{}"));
    case("an event nobody knows", true, &event("payment.teleported", &payment("paid", "")));
    case("a status nobody knows", true, &event("refund.queued", &refund("lost", "")));
    case("cut off", true, &event("refund.queued", &refund("queued", ""))[..80]);
    book.close();
}

#[test]
fn looks_tell_everything_that_the_payment_shows() {
    let mut book = Book::new("mollie/looks");
    let mut case = |title: &str, reply: &Reply<'_>| {
        book.case(title, &golden::readings(&Mollie.read_look(&account(), 0, reply)));
    };
    let http = |status, body: &'static str| Reply::Http { status, headers: &[], body: body.as_bytes() };
    let dispute = chargeback(r#","reason":{"code":"AC01","description":"x"},"reversedAt":"2026-12-01T10:00:00+00:00""#);
    let whole = payment(
        "paid",
        &format!(
            r#","authorizedAt":"2026-11-20T10:00:02+00:00","amountCaptured":{{"value":"20.00","currency":"EUR"}},"_embedded":{{"captures":[{}],"refunds":[{},{}],"chargebacks":[{dispute}]}}"#,
            capture("succeeded", ""),
            refund("failed", ""),
            refund("refunded", "").replace("re_4qqhO89gsT", "re_elsewhere").replace("rfd_", "x_"),
        ),
    );
    let whole: &'static str = whole.leak();
    case("everything", &http(200, whole));
    let parts = |more: &str| {
        let [done, failed] = [capture("succeeded", ""), capture("failed", more).replace("20.00", "30.00")];
        payment("paid", &format!(r#","_embedded":{{"captures":[{done},{failed}]}}"#)).leak()
    };
    case("a part was undone, and nothing was given back", &http(200, parts(r#","settlementId":"stl_jDk30akdN""#)));
    case("a part failed, and the rest was given back", &http(200, parts("")));
    let automatic = payment("paid", "").replace("manual", "automatic").leak();
    case("captured by itself", &http(200, automatic));
    case("of another", &http(200, payment("paid", "").replace(PAY, "Order 1").leak()));
    case("gone", &http(404, r#"{"status":404,"title":"Not Found","detail":"No payment exists"}"#));
    case("busy", &http(429, ""));
    case("broken", &http(502, "<html>"));
    case("not let in", &http(401, ""));
    case("cut off", &http(200, "{\"id\":"));
    case("not sent", &Reply::NotSent { why: "no route".to_owned() });
    book.close();
    assert!(whole.contains(PAYMENT));
}
