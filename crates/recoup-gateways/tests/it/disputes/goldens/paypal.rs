//! Calls about disputes at PayPal.

use recoup_gateways::dispute::Proof;

use super::super::rig::accept;
use super::{Cases, evidence, file, list, read, text};

const PAYPAL: &str = r#"{"dispute_id":"PP-D-27803","create_time":"2026-09-21T14:13:20.000Z","reason":"MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
    "external_reason_code":"13.1","status":"WAITING_FOR_SELLER_RESPONSE","dispute_amount":{"currency_code":"USD","value":"50.00"},
    "dispute_life_cycle_stage":"CHARGEBACK","seller_response_due_date":"2026-10-01T00:00:00.000Z",
    "disputed_transactions":[{"seller_transaction_id":"3BC38643YC807283D","custom":"pay_01jd0000000000000000000000"}],
    "links":[{"rel":"self","href":"x"},{"rel":"provide-evidence","href":"x"},{"rel":"accept-claim","href":"x"}]}"#;

#[test]
fn calls_and_replies() {
    let mut cases = Cases::of("paypal");
    let pieces = vec![
        text(Proof::Carrier, "fedex"),
        text(Proof::TrackingNumber, "122533485"),
        file(Proof::Delivery, "application/pdf"),
        text(Proof::RefundGiven, "0K5"),
        text(Proof::Statement, "It arrived."),
        file(Proof::Statement, "image/png"),
    ];
    let sent = evidence("PP-D-27803", true, pieces.clone());
    cases.plan("list", &list(""));
    cases.plan("list, the next page", &list("next_page_token=MTo1"));
    cases.plan("list, a page that leads elsewhere", &list("dispute_state=RESOLVED"));
    cases.plan("read", &read("PP-D-27803", ""));
    cases.plan("evidence: look first", &sent);
    cases.plan("evidence that is not the answer yet", &evidence("PP-D-27803", false, pieces));
    cases.common("PP-D-27803", text(Proof::Statement, "x"));
    let summary = r#"{"dispute_id":"PP-D-1","create_time":"2026-09-21T14:13:20.000Z","reason":"OTHER","status":"RESOLVED","dispute_amount":{"currency_code":"USD","value":"50.00"}}"#;
    let next = r#""links":[{"rel":"next","href":"https://api-m.paypal.com/v1/customer/disputes?page_size=50&next_page_token=MTo1"}]"#;
    let odd = summary.replace("RESOLVED", "FROZEN").replace("PP-D-1", "PP-D-2");
    let page = format!(r#"{{"items":[{summary},{odd}],{next}}}"#);
    cases.reply("a page of summaries, one of it odd", (&list(""), 0, &[]), (200, &page));
    cases.reply("a next page without a name", (&list(""), 0, &[]), (200, &page.replace("next_page_token", "x")));
    cases.reply("no list", (&list(""), 0, &[]), (200, summary));
    cases.reply("read", (&read("PP-D-27803", ""), 0, &[]), (200, PAYPAL));
    let over = PAYPAL.replace(
        r#""status":"WAITING_FOR_SELLER_RESPONSE""#,
        r#""status":"RESOLVED","dispute_outcome":{"outcome_code":"RESOLVED_BUYER_FAVOUR"}"#,
    );
    cases.reply("read, over", (&read("PP-D-27803", ""), 0, &[]), (200, &over));
    let outcome = over.replace("RESOLVED_BUYER_FAVOUR", "RESOLVED_BY_COIN");
    cases.reply("read, an outcome nobody knows", (&read("PP-D-27803", ""), 0, &[]), (200, &outcome));
    cases.reply("it waits", (&sent, 0, &[]), (200, PAYPAL));
    cases.reply(
        "it does not wait",
        (&sent, 0, &[]),
        (200, &PAYPAL.replace("WAITING_FOR_SELLER_RESPONSE", "UNDER_REVIEW")),
    );
    cases.reply(
        "it waits, and the link is missing",
        (&sent, 0, &[]),
        (200, &PAYPAL.replace("provide-evidence", "appeal")),
    );
    cases.reply("taken", (&sent, 1, &[]), (200, r#"{"links":[]}"#));
    let refused =
        r#"{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE"}]}"#;
    cases.reply("refused", (&sent, 1, &[]), (422, refused));
    cases.reply("500", (&sent, 1, &[]), (500, ""));
    cases.reply("422 without a word", (&sent, 1, &[]), (422, ""));
    let give_in = accept("PP-D-27803", "dsp_1-accept");
    cases.reply("accept: it waits", (&give_in, 0, &[]), (200, PAYPAL));
    cases.reply("accepted before", (&give_in, 0, &[]), (200, &over));
    cases.reply("accepted", (&give_in, 1, &[]), (200, ""));
    cases.reply("disputes are not enabled", (&give_in, 0, &[]), (403, r#"{"name":"NOT_AUTHORIZED"}"#));
    cases.book.close();
}
