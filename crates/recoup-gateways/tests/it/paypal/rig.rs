//! The adapter and the sandbox's face of PayPal, joined in one process and in virtual time. The two were written from the
//! protocol and not from each other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OfCapture, OperationKind};
use recoup_core::payment::facts::Fact;
use recoup_gateways::paypal::PayPal;
use recoup_gateways::{Account, Asked, Delivery, Gateway, Known, Outcome, Reading, Reply, Request, Verdict};
use recoup_sandbox::{BankConfig, CallFault, Desk, FaceKind, WebhookEndpoint, WireReply, WireRequest};

use super::effects::{account, effect, money, since};

const BASE: &str = "http://paypal.test";
const WEBHOOK_ID: &str = "8PT597110X687430L";
pub const HOUR_US: i64 = 3_600_000_000;

pub struct Rig {
    pub desk: Desk,
    pub account: Account,
    pub now_us: i64,
    certificates: BTreeMap<String, String>,
}

impl Rig {
    pub fn new(change: impl FnOnce(&mut BankConfig)) -> Self {
        let mut config = BankConfig::of(FaceKind::PayPal);
        let endpoint = WebhookEndpoint { url: "http://recoup.test/".to_owned(), secret: WEBHOOK_ID.to_owned() };
        config.webhook_endpoints = vec![endpoint];
        change(&mut config);
        let secret = config.secret.clone();
        let account = Account { base_url: BASE.to_owned(), secret, session: String::new(), ..account() };
        let (desk, now_us) = (Desk::new(config), since().as_microsecond());
        let mut rig = Self { desk, account, now_us, certificates: BTreeMap::new() };
        rig.log_in();
        rig
    }

    pub fn log_in(&mut self) {
        let login = PayPal.login(&self.account).expect("settings are there").expect("it logs in");
        let session = self.ask(&login, None, |reply| PayPal.session(reply)).expect("a session");
        self.account.session = session.token;
    }

    /// Time passes; a worker logs in again in time.
    pub fn pass(&mut self, us: i64) {
        self.now_us += us;
        self.desk.advance(self.now_us);
        self.log_in();
    }

    fn ask<R>(&mut self, request: &Request, fault: Option<CallFault>, read: impl FnOnce(&Reply<'_>) -> R) -> R {
        let target = request.url.strip_prefix(BASE).expect("it is asked where the account is");
        let mut wire = WireRequest::new(request.method, target).with_header("host", "paypal.test");
        for header in &request.headers {
            wire = wire.with_header(header.name, &header.value);
        }
        wire = wire.with_body(request.body.as_bytes());
        if let Some(fault) = fault {
            wire = wire.with_fault(fault);
        }
        match self.desk.handle(wire, self.now_us) {
            WireReply::Answer { status, headers, body, .. } => {
                let headers: Vec<_> = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                read(&Reply::Http { status, headers: &headers, body: body.as_bytes() })
            }
            WireReply::Silence { .. } => read(&Reply::MaybeSent { why: "the line went dead".to_owned() }),
        }
    }

    /// Carries an effect out to its end; the fault hits its first request.
    pub fn run_with(&mut self, effect: &Effect, fault: Option<CallFault>) -> Outcome {
        let mut step = PayPal.plan(effect, &self.account).expect("it can be said");
        for turn in 0..12 {
            let account = self.account.clone();
            let stage = step.stage;
            let fault = fault.filter(|_| turn == 0);
            let outcome = self.ask(&step.request, fault, |reply| {
                PayPal.interpret(&Asked { effect, account: &account, stage }, reply)
            });
            match outcome {
                Outcome::Next(next) => step = next,
                outcome => return outcome,
            }
        }
        panic!("it never ends");
    }

    pub fn run(&mut self, effect: &Effect) -> Outcome {
        self.run_with(effect, None)
    }

    pub fn facts(&mut self, effect: &Effect) -> Vec<Fact> {
        match self.run(effect) {
            Outcome::Facts(facts) => facts,
            other => panic!("{other:?}"),
        }
    }

    /// Authorizes ten euros on a token of the sandbox's and says the name of the authorization.
    pub fn authorized(&mut self, token: &str) -> String {
        let facts = self.facts(&authorize(token));
        assert_eq!(words(&facts), ["authorized"], "{facts:?}");
        facts[0].subject.clone()
    }

    /// Every webhook that is due, judged and read.
    pub fn told(&mut self) -> Vec<Fact> {
        let due = self.desk.due(self.now_us);
        let mut facts = Vec::new();
        for webhook in due {
            self.desk.acknowledge(webhook.id);
            let headers: Vec<_> =
                webhook.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            let delivery = Delivery { headers: &headers, body: webhook.body.as_bytes() };
            assert_eq!(self.judge(&delivery), Verdict::Genuine, "{}", webhook.body);
            for cut in [0, 1, webhook.body.len() / 2] {
                let cut = Delivery { headers: &headers, body: &webhook.body.as_bytes()[..cut] };
                assert!(matches!(self.judge(&cut), Verdict::Forged { .. }), "a body that was cut");
            }
            for reading in PayPal.read_delivery(&delivery, &self.account) {
                match reading {
                    Reading::Facts(told) => facts.extend(told),
                    Reading::Ignored { .. } => {}
                    other => panic!("{other:?}: {}", webhook.body),
                }
            }
        }
        facts
    }

    /// Judges a delivery, and fetches the certificate that it takes.
    pub fn judge(&mut self, delivery: &Delivery<'_>) -> Verdict {
        let at = Timestamp::from_microsecond(self.now_us).expect("a time");
        let verdict = PayPal.authenticate(delivery, &self.account, &Known { at, certificates: &self.certificates });
        let Verdict::NeedsCertificate { url } = verdict else { return verdict };
        let request = Request { method: "GET", url: url.clone(), headers: Vec::new(), body: String::new() };
        let pem = self.ask(&request, None, |reply| match reply {
            Reply::Http { status: 200, body, .. } => String::from_utf8_lossy(body).into_owned(),
            other => panic!("{other:?}"),
        });
        self.certificates.insert(url, pem);
        PayPal.authenticate(delivery, &self.account, &Known { at, certificates: &self.certificates })
    }
}

pub fn authorize(token: &str) -> Effect {
    Effect { token: format!("card/{token}"), ..effect(OperationKind::Authorize) }
}

/// A capture under a number of its own.
pub fn capture(authorization: &str, nth: u32, amount_minor: i64, last: bool) -> Effect {
    let mut capture = effect(OperationKind::Capture);
    capture.operation.generation = nth;
    Effect { authorization_ref: authorization.to_owned(), amount: money(amount_minor, "EUR"), last, ..capture }
}

/// A refund of a capture under a number of its own.
pub fn refund(authorization: &str, captured: &str, nth: u32, amount_minor: i64) -> Effect {
    let mut refund = effect(OperationKind::Refund);
    refund.operation.generation = nth;
    let part = OfCapture { gateway_ref: captured.to_owned(), amount_minor };
    let amount = money(amount_minor, "EUR");
    Effect { authorization_ref: authorization.to_owned(), amount, of_captures: vec![part], ..refund }
}

pub fn release(authorization: &str) -> Effect {
    Effect { authorization_ref: authorization.to_owned(), ..effect(OperationKind::Release) }
}

/// The question what became of an effect, with the name that the gateway gave it or without.
pub fn ask(effect: &Effect, own_ref: &str) -> Effect {
    Effect { call: Call::Probe, own_ref: own_ref.to_owned(), ..effect.clone() }
}

pub fn words(facts: &[Fact]) -> Vec<&'static str> {
    facts.iter().map(|fact| fact.what.word()).collect()
}

/// Facts as a set: order and repetition say nothing.
pub fn set(facts: &[Fact]) -> BTreeSet<String> {
    facts.iter().map(|fact| serde_json::to_string(fact).expect("a fact is JSON")).collect()
}
