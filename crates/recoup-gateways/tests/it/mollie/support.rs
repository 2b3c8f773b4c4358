//! Effects, accounts and replies for Mollie's tests.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::money::Money;
use recoup_gateways::mollie::Mollie;
use recoup_gateways::{Account, Asked, Gateway, Outcome, Reply};

use crate::given;

pub const PAYMENT: &str = "tr_7UhSN1zuXS";
pub const PAY: &str = "pay_01jd0000000000000000000001";
pub const CAP: &str = "cap_01jd0000000000000000000002";
pub const REL: &str = "rel_01jd0000000000000000000003";
pub const RFD: &str = "rfd_01jd0000000000000000000004";

/// An account with everything set.
pub fn account() -> Account {
    Account {
        name: "mollie:main".to_owned(),
        base_url: "https://api.mollie.example".to_owned(),
        secret: "test_secret".to_owned(),
        webhook_secrets: vec!["old-secret".to_owned(), "new-secret".to_owned()],
        settings: [("webhook_url".to_owned(), "https://recoup.example/v1/hooks/shop/mollie:main".to_owned())].into(),
        session: String::new(),
    }
}

/// The same with an access token in test mode.
pub fn token_account() -> Account {
    let mut account = account();
    account.settings.insert("profile_id".to_owned(), "pfl_QkEhN94Ba".to_owned());
    account.settings.insert("testmode".to_owned(), "true".to_owned());
    account
}

pub fn effect(kind: OperationKind, call: Call, amount: &str) -> Effect {
    let since = "2026-11-20T10:00:00Z".parse().expect("a time");
    let first = given::first(&account(), given::operation(kind, [PAY, CAP, REL, RFD]), money(amount), since);
    Effect { call, ..given::with(first, "cst_8wmqcHMN4U/mdt_h3gAaD5zP", PAYMENT) }
}

/// An amount such as `5.00 EUR`.
pub fn money(text: &str) -> Money {
    let (value, code) = text.split_once(' ').expect("a value and a currency");
    Money::from_decimal(value, code.parse().expect("a currency")).expect("an amount")
}

/// What a reply with this status and body means.
pub fn hears(effect: &Effect, stage: u8, status: u16, body: &str) -> Outcome {
    let date = ("date".to_owned(), "Fri, 20 Nov 2026 10:20:00 GMT".to_owned());
    let reply = Reply::Http { status, headers: &[date], body: body.as_bytes() };
    Mollie.interpret(&Asked { effect, account: &account(), stage }, &reply)
}

/// A payment; `more` are further fields with a comma before each.
pub fn payment(status: &str, more: &str) -> String {
    format!(
        r#"{{"resource":"payment","id":"{PAYMENT}","mode":"test","createdAt":"2026-11-20T10:00:01+00:00","amount":{{"value":"50.00","currency":"EUR"}},"description":"{PAY}","metadata":{{"reference":"{PAY}"}},"status":"{status}","captureMode":"manual"{more}}}"#
    )
}

pub fn capture(status: &str, more: &str) -> String {
    format!(
        r#"{{"resource":"capture","id":"cpt_4qqhO89gsT","amount":{{"value":"20.00","currency":"EUR"}},"description":"{CAP}","metadata":{{"reference":"{CAP}"}},"status":"{status}","paymentId":"{PAYMENT}"{more}}}"#
    )
}

pub fn refund(status: &str, more: &str) -> String {
    format!(
        r#"{{"resource":"refund","id":"re_4qqhO89gsT","amount":{{"value":"5.95","currency":"EUR"}},"description":"{RFD}","metadata":{{"reference":"{RFD}"}},"status":"{status}","paymentId":"{PAYMENT}"{more}}}"#
    )
}

pub fn chargeback(more: &str) -> String {
    format!(
        r#"{{"resource":"chargeback","id":"chb_n9z0tp","amount":{{"value":"20.00","currency":"EUR"}},"paymentId":"{PAYMENT}","createdAt":"2026-11-22T10:00:00+00:00"{more}}}"#
    )
}

/// A list, with where the next page begins.
pub fn list(name: &str, rows: &[String], next: Option<&str>) -> String {
    let next = next.map_or("null".to_owned(), |from| {
        format!(
            r#"{{"href":"https://elsewhere.example/v2/{name}?from={from}&limit=250","type":"application/hal+json"}}"#
        )
    });
    format!(
        r#"{{"count":{},"_embedded":{{"{name}":[{}]}},"_links":{{"previous":null,"next":{next}}}}}"#,
        rows.len(),
        rows.join(",")
    )
}

pub fn error(status: u16, detail: &str, field: &str) -> String {
    format!(
        r#"{{"status":{status},"title":"Unprocessable Entity","detail":"{detail}","field":"{field}","_links":{{}}}}"#
    )
}
