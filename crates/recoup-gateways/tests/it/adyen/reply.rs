//! Replies and what they mean.

use recoup_core::effect::{Effect, OperationKind};
use recoup_gateways::adyen::Adyen;
use recoup_gateways::{Asked, Gateway as _, Reply};

use super::given::{account, asked, effect};
use crate::golden::{self, Book};

/// Status, a header or none, body.
type Told<'a> = (u16, &'a str, &'a str);

fn meaning(effect: &Effect, (status, header, body): Told<'_>) -> String {
    let headers: Vec<(String, String)> =
        header.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect();
    let reply = Reply::Http { status, headers: &headers, body: body.as_bytes() };
    golden::outcome(&Adyen.interpret(&Asked { effect, account: &account(), stage: 0 }, &reply))
}

#[test]
fn a_payment_is_answered_at_once() {
    let mut book = Book::new("adyen/reply_payment");
    let effect = effect(OperationKind::Authorize, 1050, "EUR");
    let bodies = [
        r#"{"pspReference":"993617895204576J","resultCode":"Authorised","merchantReference":"pay_01jd0000000000000000000001","amount":{"currency":"EUR","value":1050}}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Authorised"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Authorised","merchantReference":"pay_01jd0000000000000000000002"}"#,
        r#"{"resultCode":"Authorised"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"PartiallyAuthorised","amount":{"currency":"EUR","value":600}}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"PartiallyAuthorised"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Refused","refusalReason":"Not enough balance","refusalReasonCode":"12"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Refused","refusalReasonCode":"2","additionalData":{"merchantAdviceCode":"03 : Do not try again"}}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Refused","refusalReason":"Expired Card"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Refused","refusalReason":"A new reason"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Refused","refusalReasonCode":"0"}"#,
        r#"{"resultCode":"Refused","refusalReasonCode":"46"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Error","refusalReason":"Acquirer Error","refusalReasonCode":"4"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Cancelled"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Pending"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Received"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"RedirectShopper","action":{"type":"redirect"}}"#,
        r#"{"resultCode":"IdentifyShopper","action":{"type":"threeDS2"}}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"AuthenticationFinished"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"SomethingNew"}"#,
        r#"{"pspReference":"993617895204576J","resultCode":"Authorised","amount":{"currency":"XXQ","value":1}}"#,
        r#"{"pspReference":"99361789520"#,
        "",
    ];
    for body in bodies {
        book.case(&format!("200 {body}"), &meaning(&effect, (200, "", body)));
    }
    book.close();
}

#[test]
fn what_follows_is_only_received() {
    let mut book = Book::new("adyen/reply_received");
    let received = |reference: &str| {
        format!(
            r#"{{"merchantAccount":"RecoupTest","paymentPspReference":"QFQTPCQ8HXSKGK82","reference":"{reference}","pspReference":"993617894906488A","status":"received","amount":{{"currency":"EUR","value":200}}}}"#
        )
    };
    for kind in [OperationKind::Capture, OperationKind::Release, OperationKind::Refund] {
        let effect = effect(kind, 200, "EUR");
        book.case(kind.word(), &meaning(&effect, (201, "", &received(&effect.operation.reference()))));
    }
    let refund = effect(OperationKind::Refund, 200, "EUR");
    let body = received("rfd_01jd0000000000000000000001");
    for (title, body) in [
        ("another reference", received("rfd_01jd0000000000000000000002")),
        ("another payment", body.replace("QFQTPCQ8HXSKGK82", "QFQTPCQ8HXSKGK83")),
        ("another word", body.replace("received", "refused")),
        ("no name", body.replace("993617894906488A", "")),
    ] {
        book.case(title, &meaning(&refund, (201, "", &body)));
    }
    book.case("asked again under the key", &meaning(&asked(refund, 8), (201, "", &body)));
    book.close();
}

#[test]
fn errors_are_refusals_only_where_nothing_was_done() {
    let mut book = Book::new("adyen/reply_error");
    let error = |code: &str, kind: &str| {
        format!(r#"{{"status":422,"errorCode":"{code}","message":"any words","errorType":"{kind}"}}"#)
    };
    let refund = effect(OperationKind::Refund, 200, "EUR");
    for kind in OperationKind::OF_MONEY {
        let told = meaning(&effect(kind, 200, "EUR"), (422, "", &error("167", "validation")));
        book.case(&format!("422 of {}", kind.word()), &told);
    }
    book.case("422 when asked again", &meaning(&asked(refund.clone(), 8), (422, "", &error("167", "validation"))));
    let cases: &[(&str, Told<'_>)] = &[
        ("422, unknown error", (422, "", &error("0", "validation"))),
        ("409, already processed or in progress", (409, "", &error("704", "validation"))),
        ("422, the same", (422, "", &error("704", "validation"))),
        ("409 that passes", (409, "transient-error: true", &error("704", "validation"))),
        ("422, settings", (422, "", &error("901", "configuration"))),
        ("422, not allowed", (422, "", &error("10", "validation"))),
        ("422 of another type", (422, "", &error("167", "something new"))),
        ("422 without words", (422, "", "<html>")),
        ("401", (401, "", &error("000", "security"))),
        ("403", (403, "", "")),
        ("404", (404, "", "")),
        ("429", (429, "", "")),
        ("500", (500, "", &error("702", "internal"))),
        ("500 with a validation", (500, "", &error("702", "validation"))),
        ("500 that passes", (500, "transient-error: true", "")),
        ("500 that does not", (500, "transient-error: false", "")),
        ("503", (503, "", "busy")),
        ("302", (302, "", "")),
    ];
    for (title, told) in cases {
        book.case(title, &meaning(&refund, *told));
    }
    let asked = Asked { effect: &refund, account: &account(), stage: 0 };
    let lost = [Reply::NotSent { why: "no route".to_owned() }, Reply::MaybeSent { why: "timed out".to_owned() }];
    for reply in lost {
        book.case(&format!("{reply:?}"), &golden::outcome(&Adyen.interpret(&asked, &reply)));
    }
    book.close();
}
