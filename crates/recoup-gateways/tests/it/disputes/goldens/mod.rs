//! What is sent for each call, byte by byte, and what each reply is taken for.

mod adyen;
mod braintree;
mod mollie;
mod paypal;
mod stripe;

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
