//! Notifications: whether they are genuine, and what they say.

use std::collections::BTreeMap;

use recoup_core::id::Kind;
use recoup_gateways::braintree::Braintree;
use recoup_gateways::braintree::words;
use recoup_gateways::{Account, Delivery, Gateway as _, Known, Reading, Reply, Verdict};

use super::samples::{Shown, account, dispute, document, notification};
use crate::golden::{self, Book};

fn judged(body: &[u8], at: &str, account: &Account) -> Verdict {
    let known = Known { at: at.parse().expect("a time"), certificates: &BTreeMap::new() };
    Braintree.authenticate(&Delivery { headers: &[], body }, account, &known)
}

fn read(kind: &str, subject: &str) -> Vec<Reading> {
    let body = notification(kind, subject);
    assert_eq!(judged(&body, "2026-11-21T10:00:01Z", &account()), Verdict::Genuine);
    Braintree.read_delivery(&Delivery { headers: &[], body: &body }, &account())
}

#[test]
fn signatures_are_judged_as_another_implementation_made_them() {
    let told: serde_json::Value =
        serde_json::from_str(include_str!("../../golden/braintree/signatures.json")).expect("it is JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    for vector in told["vectors"].as_array().expect("a list") {
        let rotating = vector["rotating"].as_array().expect("a list").iter().map(text).collect();
        let account = Account { webhook_secrets: rotating, ..account() };
        let verdict = judged(text(&vector["body"]).as_bytes(), &text(&vector["at"]), &account);
        assert_eq!(verdict == Verdict::Genuine, vector["genuine"] == true, "{}: {verdict:?}", vector["name"]);
    }
    for challenge in told["challenges"].as_array().expect("a list") {
        let answer = Braintree.challenge(&text(&challenge["query"]), &account());
        assert_eq!(answer.as_deref(), challenge["answer"].as_str(), "{challenge}");
    }
}

#[test]
fn the_answer_to_a_challenge_signs_no_notification() {
    for asked in ["20f9f8ed05f77439fe955c977e4c8a53", "20f9f8ed05f77439fe95"] {
        let answer = Braintree.challenge(&format!("bt_challenge={asked}"), &account()).expect("it is answered");
        for tail in ["", "%0A", "&x=junk"] {
            let form = recoup_gateways::form::Form::new().field("bt_signature", &answer).done();
            let body = format!("{form}&bt_payload={asked}{tail}");
            let verdict = judged(body.as_bytes(), "2026-11-21T10:00:01Z", &account());
            assert!(matches!(verdict, Verdict::Forged { .. }), "{body}: {verdict:?}");
        }
    }
    // What cannot be read and is signed goes on being kept for a person.
    let unread = notification("", "");
    assert_eq!(judged(&unread, "2026-11-21T10:00:01Z", &account()), Verdict::Genuine);
}

#[test]
fn notifications_are_read() {
    let mut book = Book::new("braintree/webhook");
    let mut case = |title: &str, kind: &str, subject: &str| {
        book.case(title, &golden::readings(&read(kind, subject)));
    };
    let captured = &[("authorized", "20.00"), ("submitted_for_settlement", "10.50")];
    let sale = |status| Shown { status, ..Shown::sale("settled", Kind::Capture).after(captured) };
    case("settled", "transaction_settled", &sale("settled").xml());
    let child = sale("settled").with("<authorized-transaction-id>auth1</authorized-transaction-id>");
    case("a part settled", "transaction_settled", &Shown { id: "child1", ..child }.xml());
    case("undone", "transaction_settlement_declined", &sale("settlement_declined").xml());
    let banked = "<disbursement-details><disbursement-date type=\"date\">2026-11-25</disbursement-date>\
        <success type=\"boolean\">true</success></disbursement-details>";
    case("refund at the bank", "transaction_disbursed", &Shown::refund("settled").with(banked).xml());
    let failed = "<processor-response-code>2046</processor-response-code>";
    case("refund failed", "refund_failed", &Shown::refund("processor_declined").with(failed).xml());
    let by_hand = Shown { order_id: String::new(), ..Shown::refund("submitted_for_settlement") };
    case("refund by hand", "transaction_settled", &by_hand.xml());
    let foreign = Shown { order_id: "their-1".to_owned(), ..Shown::sale("authorized", Kind::Payment) };
    case("of somebody else", "transaction_retried", &foreign.xml());
    case("in part", "transaction_disbursed", "<transaction><id>ref1</id><amount>100</amount></transaction>");
    case("of no status we know", "transaction_settled", &sale("levitating").xml());
    let lists = |ids: usize| -> String { (0..ids).map(|n| format!("<item>t{n}</item>")).collect() };
    let disbursement = |success: &str, ids: &str| {
        format!(
            "<disbursement><id>d1</id><transaction-ids type=\"array\">{ids}</transaction-ids>\
            <success type=\"boolean\">{success}</success><amount>1.00</amount></disbursement>"
        )
    };
    case("disbursement", "disbursement", &disbursement("true", &lists(52)));
    case("disbursement of nothing", "disbursement", &disbursement("true", ""));
    case("disbursement with a bad name", "disbursement", &disbursement("true", "<item>a b</item>"));
    case("disbursement that failed", "disbursement", &disbursement("false", &lists(1)));
    case("a kind nobody knows", "transaction_levitated", &sale("settled").xml());
    case("without its subject", "transaction_settled", "");
    case("check", "check", "<check type=\"boolean\">true</check>");
    book.close();
}

#[test]
fn disputes_are_read() {
    let mut book = Book::new("braintree/dispute");
    let mut case = |title: &str, kind: &str, subject: &str| {
        book.case(title, &golden::readings(&read(kind, subject)));
    };
    let step = |status: &str, day: &str| {
        let day = if day.is_empty() { String::new() } else { format!("<disbursement-date>{day}</disbursement-date>") };
        format!("<status-history><status>{status}</status>{day}</status-history>")
    };
    let (open, taken) = (step("open", ""), step("open", "2026-11-22"));
    case("opened", "dispute_opened", &dispute("chargeback", "open", &open, ""));
    case("opened, money taken", "dispute_opened", &dispute("chargeback", "open", &taken, ""));
    case("asked about", "dispute_opened", &dispute("retrieval", "open", &open, ""));
    case("before arbitration", "dispute_opened", &dispute("pre_arbitration", "open", &taken, ""));
    case("answered", "dispute_disputed", &dispute("chargeback", "disputed", &taken, ""));
    case("looked at", "dispute_under_review", &dispute("chargeback", "under_review", &taken, ""));
    let won = [taken.clone(), step("won", "2026-12-20")].concat();
    let back = "<amount-won>9.50</amount-won>";
    case("won, money back", "dispute_won", &dispute("chargeback", "won", &won, back));
    case("won, money not back yet", "dispute_won", &dispute("chargeback", "won", &taken, back));
    case("lost", "dispute_lost", &dispute("chargeback", "lost", &taken, ""));
    case("accepted", "dispute_accepted", &dispute("chargeback", "accepted", &taken, ""));
    case("accepted by rule", "dispute_auto_accepted", &dispute("chargeback", "auto_accepted", &taken, ""));
    case("nobody answered", "dispute_expired", &dispute("chargeback", "expired", &taken, ""));
    case("of no kind we know", "dispute_opened", &dispute("quarrel", "open", &open, ""));
    case("of no status we know", "dispute_opened", &dispute("chargeback", "asleep", &open, ""));
    case("without a currency", "dispute_opened", "<dispute><id>d</id><amount>1.00</amount></dispute>");
    book.close();
}

#[test]
fn every_kind_the_gateway_knows_is_known_here_and_says_something() {
    for (kind, _) in words::KINDS {
        let readings = read(kind, "");
        assert!(!readings.is_empty() && !matches!(readings[0], Reading::Unknown { .. }), "{kind}");
    }
}

#[test]
fn a_look_is_read_like_a_notification() {
    let mut book = Book::new("braintree/look");
    let mut case = |title: &str, stage: u8, status: u16, body: &str| {
        let reply = Reply::Http { status, headers: &[], body: body.as_bytes() };
        book.case(title, &golden::readings(&Braintree.read_look(&account(), stage, &reply)));
    };
    let refund = Shown::refund("settled");
    case("one", 0, 200, &document(&refund.xml()));
    case("one in part", 0, 200, &document("<transaction><id>ref1</id></transaction>"));
    let page = |rows: &str| document(&format!("<credit-card-transactions>{rows}</credit-card-transactions>"));
    let odd = refund.xml().replace("settled", "levitating");
    let sale = Shown::sale("settled", Kind::Capture).xml();
    case("a page, one of it odd", 1, 200, &page(&[sale, odd, refund.xml()].concat()));
    case("an empty page", 1, 200, &page(""));
    case("the wrong document", 1, 200, &document(&refund.xml()));
    case("no document", 0, 200, "<html>");
    for status in [401, 404, 429, 500] {
        case(&format!("status {status}"), 0, status, "");
    }
    book.close();
}
