//! What is sent for each call, byte by byte, and what each reply is taken for.

use std::fmt::Write as _;

use recoup_gateways::dispute::{Content, DisputeSeen, Piece, Proof};
use recoup_gateways::{Account, DisputeAnswer, DisputeAsked, DisputeCall, DisputeStep, Gateway, Reply};

use super::rig::{accept, account};
use super::samples::PDF;
use crate::golden::Book;

/// 2026-09-01T00:00:00Z and 2026-10-01T00:00:00Z.
const SPAN: (i64, i64) = (1_788_220_800, 1_790_812_800);

fn gateway(name: &str) -> &'static dyn Gateway {
    recoup_gateways::of_account(name).expect("a gateway")
}

/// An account with the gateway's own address, which some calls leave.
fn at_home(name: &str) -> Account {
    let base_url = match name {
        "stripe" => "https://api.stripe.com",
        "adyen" => "https://1797a841fbb37ca7-Shop-checkout-live.adyenpayments.com/checkout/v72",
        "paypal" => "https://api-m.paypal.com",
        "mollie" => "https://api.mollie.com",
        _ => "https://api.braintreegateway.com",
    };
    Account { base_url: base_url.to_owned(), session: "A21AA".to_owned(), ..account(name) }
}

fn list(cursor: &str) -> DisputeCall {
    let at = |secs| jiff::Timestamp::from_second(secs).expect("a time");
    DisputeCall::List { since: at(SPAN.0), until: at(SPAN.1), cursor: cursor.to_owned() }
}

fn read(dispute: &str, payment: &str) -> DisputeCall {
    DisputeCall::Read { dispute: dispute.to_owned(), payment: payment.to_owned() }
}

fn text(proof: Proof, text: &str) -> Piece {
    Piece { proof, content: Content::Text(text.to_owned()) }
}

fn file(proof: Proof, media_type: &str) -> Piece {
    let content = Content::File { name: "a b.pdf".to_owned(), media_type: media_type.to_owned(), bytes: PDF.to_vec() };
    Piece { proof, content }
}

fn evidence(dispute: &str, submit: bool, pieces: Vec<Piece>) -> DisputeCall {
    DisputeCall::Evidence { dispute: dispute.to_owned(), pieces, submit, key: "dsp_1".to_owned() }
}

fn step(step: &DisputeStep) -> String {
    let mut out = format!("stage {}\n{} {}\n", step.stage, step.request.method, step.request.url);
    for header in &step.request.headers {
        let value = if header.secret { "<secret>" } else { &header.value };
        let _ = writeln!(out, "{}: {value}", header.name);
    }
    if !step.request.body.is_empty() {
        let body = String::from_utf8_lossy(&step.request.body).replace('\r', "").replace('\0', "\\0");
        let _ = writeln!(out, "\n{}", body.trim_end());
    }
    if !step.carried.is_empty() {
        let _ = writeln!(out, "carries {}", step.carried.join(", "));
    }
    out
}

fn seen(one: &DisputeSeen) -> String {
    let at = |at: Option<jiff::Timestamp>| at.map_or_else(|| "-".to_owned(), |at| at.to_string());
    format!(
        "{} {:?} {:?} {} reason={} network={} payment={} reference={} due={} opened={}",
        one.name,
        one.stage,
        one.status,
        one.amount,
        one.reason,
        one.network_code,
        one.payment,
        one.reference,
        at(one.due_at),
        at(one.opened_at)
    )
}

fn answer(answer: &DisputeAnswer) -> String {
    match answer {
        DisputeAnswer::Listed { disputes, odd, next } => {
            let mut lines: Vec<String> = disputes.iter().map(seen).collect();
            lines.extend(odd.iter().map(|one| format!("odd {}: {}", one.name, one.why)));
            lines.push(if next.is_empty() { "the last page".to_owned() } else { format!("next page {next}") });
            lines.join("\n")
        }
        DisputeAnswer::Accepted => "accepted".to_owned(),
        DisputeAnswer::EvidenceStaged => "evidence staged".to_owned(),
        DisputeAnswer::EvidenceSubmitted => "evidence submitted".to_owned(),
        DisputeAnswer::NotWaiting(one) => format!("not waiting: {}", seen(one)),
        DisputeAnswer::Next(next) => format!("next, {}", step(next)),
        DisputeAnswer::Again { after_secs, why } => format!("again after {after_secs} s: {why}"),
        DisputeAnswer::Refused { code, why } => format!("refused {code}: {why}"),
        DisputeAnswer::Unknown { why } => format!("unknown: {why}"),
    }
}

/// Cases of one gateway.
struct Cases {
    gateway: &'static dyn Gateway,
    account: Account,
    book: Book,
}

impl Cases {
    fn of(name: &str) -> Self {
        let book = Book::new(&format!("{name}/dispute_calls"));
        Self { gateway: gateway(name), account: at_home(name), book }
    }

    fn plan(&mut self, title: &str, call: &DisputeCall) {
        let text = match self.gateway.plan_dispute(call, &self.account) {
            Ok(planned) => step(&planned),
            Err(cannot) => cannot.to_string(),
        };
        self.book.case(title, &text);
    }

    /// What a reply to a stage means, which carried these.
    fn reply(&mut self, title: &str, (call, stage, carried): (&DisputeCall, u8, &[&str]), (status, body): (u16, &str)) {
        let carried: Vec<String> = carried.iter().map(|one| (*one).to_owned()).collect();
        let asked = DisputeAsked { call, account: &self.account, stage, carried: &carried };
        let read = self.gateway.read_dispute(&asked, &Reply::Http { status, headers: &[], body: body.as_bytes() });
        self.book.case(title, &answer(&read));
    }

    /// What the rules of every gateway refuse, and lost answers.
    fn common(&mut self, dispute: &str, good: Piece) {
        let of = |pieces: Vec<Piece>| evidence(dispute, true, pieces);
        self.plan("evidence, none", &of(Vec::new()));
        self.plan("evidence, the same twice", &of(vec![good.clone(), good.clone()]));
        self.plan(
            "evidence, an empty document",
            &of(vec![Piece {
                proof: Proof::Statement,
                content: Content::File {
                    name: String::new(),
                    media_type: "application/pdf".to_owned(),
                    bytes: Vec::new(),
                },
            }]),
        );
        self.plan("evidence, a film", &of(vec![file(Proof::Statement, "video/mp4")]));
        self.plan(
            "evidence, a document that is too large",
            &of(vec![Piece {
                proof: Proof::Statement,
                content: Content::File {
                    name: "a.pdf".to_owned(),
                    media_type: "application/pdf".to_owned(),
                    bytes: vec![b'a'; 10_000_000],
                },
            }]),
        );
        self.plan("evidence, a text that is too long", &of(vec![text(Proof::Statement, &"a".repeat(20_001))]));
        self.plan("evidence, of a kind it has no place for", &of(vec![text(Proof::DuplicateDocument, "x")]));
        self.plan("accept, a name that leads elsewhere", &accept("../payouts?x=", "dsp_1-accept"));
    }
}

const STRIPE: &str = r#"{"id":"dp_1","object":"dispute","amount":5000,"currency":"usd","status":"needs_response",
    "reason":"product_not_received","created":1790000000,"payment_intent":{"id":"pi_1","metadata":{"recoup":"pay_01jd0000000000000000000000"}},
    "payment_method_details":{"card":{"network_reason_code":"13.1"}},"evidence_details":{"due_by":1790600000,"submission_count":0}}"#;

#[test]
fn stripe() {
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

#[test]
fn adyen() {
    let mut cases = Cases::of("adyen");
    let pieces = vec![file(Proof::Statement, "application/pdf"), file(Proof::Receipt, "image/jpeg")];
    let (staged, sent) =
        (evidence("DZ4DPSHB4WD2WN82", false, pieces.clone()), evidence("DZ4DPSHB4WD2WN82", true, pieces));
    cases.plan("list", &list(""));
    cases.plan("read", &read("DZ4DPSHB4WD2WN82", ""));
    cases.plan("evidence: which defenses apply", &sent);
    cases.plan("evidence, as text", &evidence("DZ4DPSHB4WD2WN82", true, vec![text(Proof::Statement, "x")]));
    cases.plan("accept", &accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"));
    cases.plan("accept, without a key", &accept("DZ4DPSHB4WD2WN82", ""));
    cases.common("DZ4DPSHB4WD2WN82", file(Proof::Statement, "application/pdf"));
    let reasons = |list: &str| format!(r#"{{"defenseReasons":[{list}],"disputeServiceResult":{{"success":true}}}}"#);
    let kind = |code: &str, level: &str| {
        format!(r#"{{"available":false,"defenseDocumentTypeCode":"{code}","requirementLevel":"{level}"}}"#)
    };
    let reason = |code: &str, kinds: &[String]| {
        format!(r#"{{"defenseReasonCode":"{code}","defenseDocumentTypes":[{}],"satisfied":false}}"#, kinds.join(","))
    };
    let invoice = kind("TIDorInvoice", "Optional");
    let returned = reason("GoodsNotReturned", &[invoice.clone(), kind("GoodsNotReturned", "Required")]);
    let material = reason("SupplyDefenseMaterial", &[invoice, kind("DefenseMaterial", "Required")]);
    cases.reply("defenses", (&sent, 0, &[]), (200, &reasons(&format!("{returned},{material}"))));
    cases.reply("none that fits", (&sent, 0, &[]), (200, &reasons(&returned)));
    cases.reply("none", (&sent, 0, &[]), (200, &reasons("")));
    let done = r#"{"disputeServiceResult":{"success":true}}"#;
    cases.reply("the documents are there: defend", (&sent, 1, &["SupplyDefenseMaterial"]), (200, done));
    cases.reply("the documents are there, staged", (&staged, 1, &["SupplyDefenseMaterial"]), (200, done));
    cases.reply("defended", (&sent, 2, &["SupplyDefenseMaterial"]), (200, done));
    let failed = r#"{"disputeServiceResult":{"success":false,"errorMessage":"the dispute is UnderReview"}}"#;
    cases.reply("not defended", (&sent, 2, &["SupplyDefenseMaterial"]), (200, failed));
    cases.reply("nothing said", (&sent, 2, &["SupplyDefenseMaterial"]), (200, "{}"));
    cases.reply("500", (&sent, 2, &["SupplyDefenseMaterial"]), (500, r#"{"status":500,"errorCode":"903"}"#));
    let invalid = r#"{"status":422,"errorCode":"901","message":"Invalid Merchant Account","errorType":"security"}"#;
    cases.reply("a setting", (&sent, 2, &["SupplyDefenseMaterial"]), (422, invalid));
    let wrong = r#"{"status":422,"errorCode":"130","message":"Required field is missing","errorType":"validation"}"#;
    cases.reply("a wrong request", (&sent, 2, &["SupplyDefenseMaterial"]), (422, wrong));
    cases.reply("accepted", (&accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"), 0, &[]), (200, done));
    cases.reply("not accepted", (&accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"), 0, &[]), (200, failed));
    cases.reply("no role", (&accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"), 0, &[]), (403, ""));
    cases.book.close();
}

const PAYPAL: &str = r#"{"dispute_id":"PP-D-27803","create_time":"2026-09-21T14:13:20.000Z","reason":"MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
    "external_reason_code":"13.1","status":"WAITING_FOR_SELLER_RESPONSE","dispute_amount":{"currency_code":"USD","value":"50.00"},
    "dispute_life_cycle_stage":"CHARGEBACK","seller_response_due_date":"2026-10-01T00:00:00.000Z",
    "disputed_transactions":[{"seller_transaction_id":"3BC38643YC807283D","custom":"pay_01jd0000000000000000000000"}],
    "links":[{"rel":"self","href":"x"},{"rel":"provide-evidence","href":"x"},{"rel":"accept-claim","href":"x"}]}"#;

#[test]
fn paypal() {
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

const MOLLIE: &str = r#"{"resource":"chargeback","id":"chb_1","amount":{"value":"50.00","currency":"EUR"},
    "createdAt":"2026-09-21T14:13:20+00:00","paymentId":"tr_1","reason":{"code":"AC01","description":"Account identifier incorrect"}}"#;

#[test]
fn mollie() {
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

const BRAINTREE: &str = "<dispute><id>d1</id><amount-disputed>50.00</amount-disputed><amount-won>0.00</amount-won>\
    <currency-iso-code>USD</currency-iso-code><kind>chargeback</kind><reason>product_not_received</reason>\
    <reason-code>83</reason-code><status>open</status><created-at type=\"datetime\">2026-09-21T14:13:20Z</created-at>\
    <reply-by-date type=\"date\">2026-10-01</reply-by-date><status-history type=\"array\"/><evidence type=\"array\"/>\
    <transaction><id>t1</id><order-id>pay_01jd0000000000000000000000</order-id></transaction></dispute>";

#[test]
fn braintree() {
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
