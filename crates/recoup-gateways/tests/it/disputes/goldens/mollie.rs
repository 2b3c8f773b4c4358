//! Calls about disputes at Mollie.

use recoup_gateways::dispute::Proof;

use super::super::rig::accept;
use super::{Cases, evidence, list, read, text};

const MOLLIE: &str = r#"{"resource":"chargeback","id":"chb_1","amount":{"value":"50.00","currency":"EUR"},
    "createdAt":"2026-09-21T14:13:20+00:00","paymentId":"tr_1","reason":{"code":"AC01","description":"Account identifier incorrect"}}"#;

#[test]
fn calls_and_replies() {
    let mut cases = Cases::of("mollie");
    cases.plan("list", &list(""));
    cases.plan("list, the next page", &list("chb_9"));
    cases.plan("list, a page that leads elsewhere", &list("tr_9&x=1"));
    cases.plan("read", &read("chb_1", "tr_1"));
    cases.plan("read, of no payment", &read("chb_1", ""));
    cases.plan("evidence", &evidence("chb_1", true, vec![text(Proof::Statement, "x")]));
    cases.plan("accept", &accept("chb_1", "dsp_1-accept"));
    let page = |rows: &str, next: &str| {
        format!(r#"{{"count":1,"_embedded":{{"chargebacks":[{rows}]}},"_links":{{"next":{next}}}}}"#)
    };
    let next = r#"{"href":"https://api.mollie.com/v2/chargebacks?from=chb_9&limit=250"}"#;
    let back = MOLLIE
        .replace(r#""paymentId""#, r#""reversedAt":"2026-09-23T10:00:00+00:00","paymentId""#)
        .replace("chb_1", "chb_2");
    let odd = MOLLIE.replace("EUR", "XXQ").replace("chb_1", "chb_3");
    let old = MOLLIE.replace("2026-09", "2026-08").replace("chb_1", "chb_4");
    let new = MOLLIE.replace("2026-09", "2026-10").replace("chb_1", "chb_5");
    cases.reply(
        "a page, one of it odd",
        (&list(""), 0, &[]),
        (200, &page(&[&new, MOLLIE, &back, &odd].join(","), next)),
    );
    cases.reply("a page that is old enough", (&list(""), 0, &[]), (200, &page(&[MOLLIE, &old].join(","), next)));
    cases.reply("the last page", (&list(""), 0, &[]), (200, &page("", "null")));
    cases.reply("a next page without a name", (&list(""), 0, &[]), (200, &page("", r#"{"href":"https://x/"}"#)));
    cases.reply("no list", (&list(""), 0, &[]), (200, MOLLIE));
    cases.reply("read", (&read("chb_1", "tr_1"), 0, &[]), (200, MOLLIE));
    cases.reply("read, another one", (&read("chb_2", "tr_1"), 0, &[]), (200, MOLLIE));
    cases.reply("read, not there", (&read("chb_2", "tr_1"), 0, &[]), (404, "{}"));
    cases.reply("503", (&list(""), 0, &[]), (503, ""));
    cases.book.close();
}
