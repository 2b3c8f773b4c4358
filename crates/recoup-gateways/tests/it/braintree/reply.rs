//! Replies as outcomes.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::id::Kind;
use recoup_gateways::braintree::Braintree;
use recoup_gateways::{Asked, Gateway as _, Outcome, Reply};

use super::answer;
use super::samples::{Shown, account, declined, document, effect, errors, id, refund_of};
use crate::golden::{self, Book};

const CAPTURED: &[(&str, &str)] = &[("authorized", "20.00"), ("submitted_for_settlement", "10.50")];
const PART: &str = "<authorized-transaction-id>auth1</authorized-transaction-id>";
const PARTS: &str = "<partial-settlement-transaction-ids type=\"array\"><item>child1</item>\
    </partial-settlement-transaction-ids>";
const BANKED: &str = "<disbursement-details><disbursement-date type=\"date\">2026-11-25</disbursement-date>\
    <success type=\"boolean\">true</success><settlement-amount>10.50</settlement-amount></disbursement-details>";

fn send(kind: OperationKind) -> Effect {
    effect(Call::Send, kind)
}

fn refused_by(code: &str) -> String {
    format!("<processor-response-code>{code}</processor-response-code>")
}

#[test]
fn authorizations_are_read() {
    let mut book = Book::new("braintree/authorize");
    let sale = send(OperationKind::Authorize);
    let mut read = |title: &str, status: u16, body: &str| {
        book.case(title, &golden::outcome(&answer(&sale, 0, status, body)));
    };
    let shown = |status| Shown::sale(status, Kind::Payment);
    let expires = "<authorization-expires-at type=\"datetime\">2026-11-28T10:00:00Z</authorization-expires-at>";
    read("authorized", 201, &document(&shown("authorized").with(expires).xml()));
    let less = shown("authorized").with(&refused_by("1004")).after(&[("authorized", "7.00")]);
    read("approved for less than asked", 201, &document(&Shown { amount: "7.00", ..less }.xml()));
    read("not known yet", 201, &document(&shown("authorizing").xml()));
    read("declined", 422, &declined(&shown("processor_declined").with(&refused_by("2046"))));
    let advice = "<merchant-advice-code>03</merchant-advice-code>";
    read("declined with advice", 422, &declined(&shown("processor_declined").with(&refused_by("2046")).with(advice)));
    let network = "<network-response-code>51</network-response-code>";
    read("declined by the network's code alone", 422, &declined(&shown("processor_declined").with(network)));
    read("declined without a code", 422, &declined(&shown("processor_declined")));
    let reason = "<gateway-rejection-reason>duplicate</gateway-rejection-reason><processor-response-code>1000\
        </processor-response-code>";
    read("rejected by the gateway", 422, &declined(&shown("gateway_rejected").with(reason)));
    read("network not reachable", 422, &declined(&shown("failed").with(&refused_by("3000"))));
    read("refused as a request", 422, &errors(&["91518"]));
    read("the key is in flight", 422, &errors(&["91518", "915233"]));
    read("the key is of another request", 422, &errors(&["915232"]));
    read("the key is of a failed request", 422, &errors(&["915234"]));
    read("the server lost the key", 422, &errors(&["915235"]));
    read("keys are not switched on", 422, &errors(&["915231"]));
    read("refused without a code", 422, &errors(&[]));
    read("another transaction", 201, &document(&Shown::sale("authorized", Kind::Capture).xml()));
    read("a status nobody knows", 201, &document(&shown("levitating").xml()));
    read("a currency nobody knows", 201, &document(&shown("authorized").xml().replace("USD", "ZZZ")));
    read("an amount that is none", 201, &document(&shown("authorized").xml().replace("10.50", "10,5")));
    read("an amount too fine", 201, &document(&shown("authorized").xml().replace("10.50", "10.505")));
    read("in part", 201, &document("<transaction><id>auth1</id></transaction>"));
    read("cut", 201, &document(&shown("authorized").xml())[..200]);
    read("nothing", 201, "");
    read("another document", 200, &document("<client-token/>"));
    read("an entity of its own", 200, "<!DOCTYPE t [<!ENTITY x \"y\">]><transaction>&x;</transaction>");
    for status in [302, 400, 401, 403, 404, 408, 426, 429, 500, 502, 503, 504] {
        read(&format!("status {status}"), status, "<html>");
    }
    book.close();
}

#[test]
fn captures_are_read() {
    let mut book = Book::new("braintree/capture");
    let last = send(OperationKind::Capture);
    let part = Effect { last: false, ..last.clone() };
    let mut read = |title: &str, effect: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&answer(effect, stage, status, body)));
    };
    let held = Shown::sale("authorized", Kind::Payment);
    read("last, still whole", &last, 0, 200, &document(&held.xml()));
    let pending = Shown { status: "settlement_pending", ..held.clone() }.with(PARTS);
    read("last, after others", &last, 0, 200, &document(&pending.xml()));
    let done = Shown::sale("submitted_for_settlement", Kind::Capture).after(CAPTURED);
    read("last, done by a try before", &last, 0, 200, &document(&done.xml()));
    let by_hand = Shown { order_id: id(Kind::Payment).as_str().to_owned(), ..done.clone() };
    read("last, captured by hand", &last, 0, 200, &document(&by_hand.xml()));
    read("last, the look fails", &last, 0, 503, "");
    read("whole", &last, 1, 200, &document(&done.xml()));
    read("whole, its order id not kept", &last, 1, 200, &document(&by_hand.xml()));
    let settling = "<processor-settlement-response-code>4001</processor-settlement-response-code>";
    let undone = Shown { status: "settlement_declined", ..done.clone() }.with(settling);
    read("whole, refused at once", &last, 1, 422, &declined(&undone.clone().after(&[("authorized", "20.00")])));
    read("whole, undone later", &last, 1, 200, &document(&undone.xml()));
    read("whole, not authorized", &last, 1, 422, &errors(&["91507"]));
    read("whole, no answer", &last, 1, 504, "");
    let child = Shown { id: "child1", ..done.clone() }.with(PART);
    read("part", &part, 0, 201, &document(&child.xml()));
    read("part, not allowed for this account", &part, 0, 422, &errors(&["915102"]));
    read("last part", &last, 2, 201, &document(&child.xml()));
    let probe = Effect { own_ref: "child1".to_owned(), ..effect(Call::Probe, OperationKind::Capture) };
    read("probe, settled", &probe, 0, 200, &document(&Shown { status: "settled", ..child.clone() }.xml()));
    read("probe, voided by hand", &probe, 0, 200, &document(&Shown { status: "voided", ..child }.xml()));
    read("probe, gone", &probe, 0, 404, "");
    let of_other = PART.replace("auth1", "auth9");
    let stray = Shown { id: "child1", ..done.clone() }.with(&of_other);
    read("part, of another authorization", &part, 0, 201, &document(&stray.xml()));
    read("probe, of another authorization", &probe, 0, 200, &document(&stray.xml()));
    let another = Shown { order_id: id(Kind::Capture).as_str().replace("_01m8", "_01m9"), ..done.clone() };
    let another = Shown { id: "child1", ..another }.with(PART);
    read("probe, another capture of ours", &probe, 0, 200, &document(&another.xml()));
    book.close();
}

#[test]
fn releases_are_read() {
    let mut book = Book::new("braintree/release");
    let release = send(OperationKind::Release);
    let probe = effect(Call::Probe, OperationKind::Release);
    let mut read = |title: &str, effect: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&answer(effect, stage, status, body)));
    };
    let held = Shown::sale("authorized", Kind::Payment).after(&[("authorized", "20.00")]);
    let parts = Shown { status: "settlement_pending", ..held.clone() }.with(PARTS);
    let all = Shown { status: "submitted_for_settlement", ..held.clone() };
    let expired = Shown { status: "authorization_expired", ..held.clone() };
    let voided = Shown { status: "voided", ..held.clone() };
    for (title, shown) in [
        ("held", &held),
        ("captured in parts", &parts),
        ("captured whole", &all),
        ("ran out", &expired),
        ("voided already", &voided),
        ("voided with parts captured", &voided.clone().with(PARTS)),
        ("not known yet", &Shown { status: "authorizing", ..held.clone() }),
        ("declined", &Shown { status: "processor_declined", ..held.clone() }),
    ] {
        read(&format!("{title}: send"), &release, 0, 200, &document(&shown.xml()));
        read(&format!("{title}: probe"), &probe, 0, 200, &document(&shown.xml()));
    }
    read("void, done", &release, 1, 200, &document(&voided.xml()));
    read("void, nothing done", &release, 1, 200, &document(&held.xml()));
    read("void, too late", &release, 1, 422, &errors(&["91504"]));
    read("void, no answer", &release, 1, 500, "");
    book.close();
}

#[test]
fn refunds_are_read() {
    let mut book = Book::new("braintree/refund");
    let refund = refund_of(send(OperationKind::Refund), "auth1");
    let mut read = |title: &str, effect: &Effect, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&answer(effect, stage, status, body)));
    };
    for status in [
        "settled",
        "settling",
        "settlement_confirmed",
        "submitted_for_settlement",
        "settlement_pending",
        "settlement_declined",
        "voided",
        "authorized",
    ] {
        let shown = Shown::sale("settled", Kind::Capture).after(CAPTURED);
        read(&format!("capture {status}"), &refund, 0, 200, &document(&Shown { status, ..shown }.xml()));
    }
    read("too early", &refund, 1, 422, &errors(&["91506"]));
    read("more than there is", &refund, 1, 422, &errors(&["91521"]));
    read("accepted", &refund, 1, 201, &document(&Shown::refund("submitted_for_settlement").xml()));
    let refused = Shown::refund("processor_declined").with(&refused_by("2001"));
    read("declined", &refund, 1, 422, &declined(&refused));
    let probe = Effect { own_ref: "ref1".to_owned(), ..effect(Call::Probe, OperationKind::Refund) };
    let mut probed = |title: &str, shown: &Shown| read(title, &probe, 0, 200, &document(&shown.xml()));
    probed("settling", &Shown::refund("settling"));
    probed("settled", &Shown::refund("settled"));
    probed("settled and at the bank", &Shown::refund("settled").with(BANKED));
    let arn = "<acquirer-reference-number>74537605259</acquirer-reference-number>";
    probed("settled, with its trace", &Shown::refund("settled").with(BANKED).with(arn));
    let failed = BANKED.replace(">true<", ">false<");
    probed("settled, the bank refused", &Shown::refund("settled").with(&failed));
    let declined = "<processor-settlement-response-code>4019</processor-settlement-response-code>";
    probed("undone later", &Shown::refund("settlement_declined").with(declined));
    probed("voided by hand", &Shown::refund("voided"));
    const AFTER: &[(&str, &str)] = &[("submitted_for_settlement", "10.50"), ("settled", "10.50")];
    probed("refused after it was settled", &Shown::refund("processor_declined").after(AFTER));
    probed("come back from the bank", &Shown::refund("processor_declined").with(BANKED).after(AFTER));
    let of_other = Shown { more: Shown::refund("settled").more.replace("auth1", "auth9"), ..Shown::refund("settled") };
    read("of another capture", &refund, 1, 201, &document(&of_other.xml()));
    read("unasked for", &refund, 1, 201, &document(&Shown::refund("settled").xml().replace("_01m8", "_01m9")));
    book.close();
}

#[test]
fn searches_lead_to_what_they_found() {
    let mut book = Book::new("braintree/search");
    let probe = effect(Call::Probe, OperationKind::Refund);
    let mut read = |title: &str, stage: u8, status: u16, body: &str| {
        book.case(title, &golden::outcome(&answer(&probe, stage, status, body)));
    };
    let ids = |items: &str| {
        let size = "<page-size type=\"integer\">50</page-size>";
        document(&format!("<search-results>{size}<ids type=\"array\">{items}</ids></search-results>"))
    };
    read("nothing", 0, 200, &ids(""));
    read("two", 0, 200, &ids("<item>auth1</item><item>ref1</item>"));
    read("empty names", 0, 200, &ids("<item/>"));
    read("names that are none", 0, 200, &ids("<item>a/b</item>"));
    read("too many", 0, 200, &ids(&"<item>a</item>".repeat(51)));
    read("without a list", 0, 200, &document("<search-results><page-size>50</page-size></search-results>"));
    read("down", 0, 200, &document("<something-else/>"));
    read("refused", 0, 422, &errors(&["97201"]));
    let page = |shown: &[&Shown]| {
        let rows: String = shown.iter().map(|one| one.xml()).collect();
        document(&format!("<credit-card-transactions type=\"collection\">{rows}</credit-card-transactions>"))
    };
    let refund = Shown::refund("submitted_for_settlement");
    let sale = Shown { order_id: refund.order_id.clone(), ..Shown::sale("settled", Kind::Capture) };
    read("ours among others", 1, 200, &page(&[&sale, &refund]));
    let refused = Shown { id: "ref0", status: "processor_declined", ..refund.clone() };
    read("one that lives and one that does not", 1, 200, &page(&[&refused, &refund]));
    read("one that does not", 1, 200, &page(&[&refused]));
    read("two that live", 1, 200, &page(&[&refund, &Shown { id: "ref2", ..refund.clone() }]));
    let of_other = Shown { more: refund.more.replace("auth1", "auth9"), ..refund.clone() };
    read("one of another payment under our reference", 1, 200, &page(&[&of_other]));
    read("none of ours", 1, 200, &page(&[&sale]));
    read("none at all", 1, 200, &page(&[]));
    book.close();
}

#[test]
fn what_was_not_sent_is_sent_again_and_what_may_have_been_is_asked_about() {
    let account = account();
    let meant = |effect: &Effect, stage: u8, reply: &Reply<'_>| {
        Braintree.interpret(&Asked { effect, account: &account, stage }, reply)
    };
    let not_sent = Reply::NotSent { why: "no route".to_owned() };
    let maybe = Reply::MaybeSent { why: "timed out".to_owned() };
    for kind in OperationKind::OF_MONEY {
        let (send, probe) = (send(kind), effect(Call::Probe, kind));
        assert!(matches!(meant(&send, 0, &not_sent), Outcome::Again { after_secs: 1, .. }));
        assert!(matches!(meant(&probe, 0, &maybe), Outcome::Unknown { .. }));
        // A look before the request moves nothing; the request itself may have.
        let looks = kind != OperationKind::Authorize;
        assert_eq!(matches!(meant(&send, 0, &maybe), Outcome::Again { .. }), looks);
        assert!(matches!(meant(&send, u8::from(looks), &maybe), Outcome::Unknown { .. }));
        assert!(matches!(meant(&send, 9, &maybe), Outcome::Unknown { .. }));
    }
}
