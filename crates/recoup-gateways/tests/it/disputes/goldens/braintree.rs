//! Calls about disputes at Braintree.

use recoup_gateways::dispute::Proof;

use super::super::rig::accept;
use super::{Cases, evidence, file, list, read, text};

const BRAINTREE: &str = "<dispute><id>d1</id><amount-disputed>50.00</amount-disputed><amount-won>0.00</amount-won>\
    <currency-iso-code>USD</currency-iso-code><kind>chargeback</kind><reason>product_not_received</reason>\
    <reason-code>83</reason-code><status>open</status><created-at type=\"datetime\">2026-09-21T14:13:20Z</created-at>\
    <reply-by-date type=\"date\">2026-10-01</reply-by-date><status-history type=\"array\"/><evidence type=\"array\"/>\
    <transaction><id>t1</id><order-id>pay_01jd0000000000000000000000</order-id></transaction></dispute>";

#[test]
fn calls_and_replies() {
    let mut cases = Cases::of("braintree");
    let pieces = vec![
        text(Proof::Statement, "It arrived & was <signed>."),
        text(Proof::TrackingNumber, "1Z999"),
        file(Proof::Receipt, "application/pdf"),
        file(Proof::Delivery, "image/png"),
    ];
    let (staged, sent) = (evidence("d1", false, pieces.clone()), evidence("d1", true, pieces));
    cases.plan("list", &list(""));
    cases.plan("list, the next page", &list("2"));
    cases.plan("list, a page that is none", &list("x"));
    cases.plan("read", &read("d1", ""));
    cases.plan("evidence: look first", &sent);
    cases.plan("accept: look first", &accept("d1", "dsp_1-accept"));
    cases.common("d1", text(Proof::Statement, "x"));
    let page = |rows: &str| {
        format!(
            "<disputes type=\"collection\"><current-page-number type=\"integer\">1</current-page-number>\
             <page-size type=\"integer\">50</page-size><total-items type=\"integer\">51</total-items>{rows}</disputes>"
        )
    };
    let odd = BRAINTREE.replace(">open<", ">frozen<").replace("d1", "d2");
    let kind = BRAINTREE.replace(">chargeback<", ">mediation<").replace("d1", "d3");
    cases.reply("a page, two of it odd", (&list(""), 0, &[]), (200, &page(&[BRAINTREE, &odd, &kind].concat())));
    cases.reply("the last page", (&list("2"), 0, &[]), (200, &page(BRAINTREE)));
    cases.reply("no list", (&list(""), 0, &[]), (200, BRAINTREE));
    cases.reply("read", (&read("d1", ""), 0, &[]), (200, BRAINTREE));
    cases.reply("read, won", (&read("d1", ""), 0, &[]), (200, &BRAINTREE.replace(">open<", ">won<")));
    cases.reply("read, not there", (&read("d1", ""), 0, &[]), (404, ""));
    cases.reply("it waits: the first text", (&sent, 0, &[]), (200, BRAINTREE));
    let shown = "<evidence type=\"array\"><evidence><comments>It arrived &amp; was &lt;signed&gt;.</comments><category nil=\"true\"/></evidence>\
        <evidence><category>TRACKING_NUMBER</category><comments>1Z999</comments></evidence></evidence>";
    let some = BRAINTREE.replace("<evidence type=\"array\"/>", shown);
    cases.reply("it waits, and the texts are there: the first document", (&sent, 0, &[]), (200, &some));
    let files = shown.replace(
        "</evidence></evidence>",
        "</evidence><evidence><category nil=\"true\"/><url>x</url></evidence>\
        <evidence><category>PROOF_OF_DELIVERY</category><url>y</url></evidence></evidence>",
    );
    let all = BRAINTREE.replace("<evidence type=\"array\"/>", &files);
    cases.reply("it waits, and all is there: finalize", (&sent, 0, &[]), (200, &all));
    cases.reply("all is there, and it is staged", (&staged, 0, &[]), (200, &all));
    cases.reply("it does not wait", (&sent, 0, &[]), (200, &BRAINTREE.replace(">open<", ">disputed<")));
    cases.reply("a text is there: the next", (&sent, 1, &["0", "1", "2"]), (201, "<evidence><id>e1</id></evidence>"));
    let upload = "<document-upload><id>u1</id><kind>evidence_document</kind></document-upload>";
    cases.reply("uploaded: attach", (&sent, 2, &["2", "3"]), (201, upload));
    cases.reply("attached: the next", (&sent, 3, &["2", "3"]), (201, "<evidence><id>e3</id></evidence>"));
    cases.reply("the last is attached: finalize", (&sent, 3, &["3"]), (201, "<evidence><id>e4</id></evidence>"));
    cases.reply("finalized", (&sent, 4, &[]), (200, ""));
    let error = |code: &str| {
        format!(
            "<api-error-response><errors><errors type=\"array\"/><dispute><errors type=\"array\"><error><code>{code}</code>\
             <message>No.</message></error></errors></dispute></errors><message>No.</message></api-error-response>"
        )
    };
    for code in ["95701", "95705", "95713", "84902", "99999"] {
        cases.reply(&format!("refused with {code}"), (&sent, 4, &[]), (422, &error(code)));
    }
    cases.reply("500", (&sent, 4, &[]), (500, ""));
    cases.reply("500 to an upload", (&sent, 2, &["2"]), (500, ""));
    let give_in = accept("d1", "dsp_1-accept");
    cases.reply("accept: it waits", (&give_in, 0, &[]), (200, BRAINTREE));
    cases.reply("accepted before", (&give_in, 0, &[]), (200, &BRAINTREE.replace(">open<", ">accepted<")));
    cases.reply("accepted", (&give_in, 4, &[]), (204, ""));
    cases.book.close();
}
