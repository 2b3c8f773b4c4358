//! Calls about disputes at Stripe.

use recoup_gateways::dispute::Proof;

use super::super::rig::accept;
use super::{Cases, evidence, file, list, read, text};

const STRIPE: &str = r#"{"id":"dp_1","object":"dispute","amount":5000,"currency":"usd","status":"needs_response",
    "reason":"product_not_received","created":1790000000,"payment_intent":{"id":"pi_1","metadata":{"recoup":"pay_01jd0000000000000000000000"}},
    "payment_method_details":{"card":{"network_reason_code":"13.1"}},"evidence_details":{"due_by":1790600000,"submission_count":0}}"#;

#[test]
fn calls_and_replies() {
    let mut cases = Cases::of("stripe");
    let pieces = vec![
        text(Proof::Statement, "It arrived.\nSee the receipt & photo."),
        text(Proof::TrackingNumber, "1Z999"),
        file(Proof::Receipt, "application/pdf"),
        file(Proof::Delivery, "image/png"),
    ];
    let (staged, sent) = (evidence("dp_1", false, pieces.clone()), evidence("dp_1", true, pieces));
    cases.plan("list", &list(""));
    cases.plan("list, the next page", &list("dp_9"));
    cases.plan("read", &read("dp_1", ""));
    cases.plan("evidence: look first", &sent);
    cases.plan("accept: look first", &accept("dp_1", "dsp_1-accept"));
    cases.common("dp_1", text(Proof::Statement, "x"));
    let page = format!(
        r#"{{"object":"list","data":[{STRIPE},{},{},{}],"has_more":true}}"#,
        STRIPE.replace("needs_response", "won").replace("dp_1", "dp_2"),
        STRIPE.replace("needs_response", "settled_by_magic").replace("dp_1", "dp_3"),
        STRIPE.replace("\"usd\"", "\"xxq\"").replace("dp_1", "dp_4"),
    );
    cases.reply("a page, two of it odd", (&list(""), 0, &[]), (200, &page));
    cases.reply("no list", (&list(""), 0, &[]), (200, STRIPE));
    cases.reply("read", (&read("dp_1", ""), 0, &[]), (200, STRIPE));
    cases.reply("read, another one", (&read("dp_2", ""), 0, &[]), (200, STRIPE));
    cases.reply("it waits: the first file", (&sent, 0, &[]), (200, STRIPE));
    cases.reply("it does not wait", (&sent, 0, &[]), (200, &STRIPE.replace("needs_response", "under_review")));
    cases.reply("a status nobody knows", (&sent, 0, &[]), (200, &STRIPE.replace("needs_response", "odd")));
    let uploaded = r#"{"id":"file_1","object":"file","purpose":"dispute_evidence"}"#;
    cases.reply("one file is there", (&sent, 1, &[]), (200, uploaded));
    cases.reply("all are there: submit", (&sent, 1, &["file_0"]), (200, uploaded));
    cases.reply("all are there: stage", (&staged, 1, &["file_0"]), (200, uploaded));
    cases.reply("an upload that is no file", (&sent, 1, &[]), (200, STRIPE));
    cases.reply(
        "submitted",
        (&sent, 2, &["file_0", "file_1"]),
        (200, &STRIPE.replace("needs_response", "under_review")),
    );
    cases.reply("submitted, and it waits still", (&sent, 2, &["file_0", "file_1"]), (200, STRIPE));
    cases.reply("staged", (&staged, 2, &["file_0", "file_1"]), (200, STRIPE));
    let error = r#"{"error":{"type":"invalid_request_error","message":"This dispute is closed."}}"#;
    cases.reply("refused", (&sent, 2, &["file_0", "file_1"]), (400, error));
    let pages = r#"{"error":{"type":"invalid_request_error","code":"dispute_evidence_page_limit_exceeded","message":"Too long."}}"#;
    cases.reply("too many pages", (&sent, 2, &["file_0", "file_1"]), (400, pages));
    cases.reply("500", (&sent, 2, &["file_0", "file_1"]), (500, r#"{"error":{"type":"api_error"}}"#));
    cases.reply("500 to a look", (&sent, 0, &[]), (500, "<html>"));
    cases.reply("cut in half", (&sent, 2, &["file_0", "file_1"]), (200, &STRIPE[..90]));
    let close = accept("dp_1", "dsp_1-accept");
    cases.reply("accept: it waits", (&close, 0, &[]), (200, STRIPE));
    cases.reply("accepted", (&close, 2, &[]), (200, &STRIPE.replace("needs_response", "lost")));
    cases.reply("accepted before", (&close, 0, &[]), (200, &STRIPE.replace("needs_response", "lost")));
    cases.reply("nobody is let in", (&close, 0, &[]), (401, r#"{"error":{"type":"invalid_request_error"}}"#));
    cases.book.close();
}
