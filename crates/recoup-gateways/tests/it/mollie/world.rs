//! The adapter in front of Mollie's face, in one process: no network, no clock but the one here.

use std::collections::{BTreeMap, BTreeSet};

use recoup_core::effect::{Call, Effect, Operation, OperationKind};
use recoup_core::id::Id;
use recoup_core::payment::facts::Fact;
use recoup_gateways::mollie::Mollie;
use recoup_gateways::report::Item;
use recoup_gateways::{Account, Asked, Delivery, Gateway, Known, Outcome, Reading, Reply, Request, Step, Verdict};
use recoup_sandbox::{
    BankConfig, CallFault, Desk, FaceKind, FeePlan, WebhookDelivery, WebhookEndpoint, WireReply, WireRequest,
};

use super::support::money;
use crate::given;

pub const SECOND_US: i64 = 1_000_000;
pub const DAY_SECS: i64 = 86_400;
const BASE: &str = "http://mollie.example";
const HOOK: &str = "http://recoup.example/hook";
const SIGNED: &str = "http://recoup.example/signed";

/// Status, headers and body of an answer.
pub type Heard = (u16, Vec<(String, String)>, String);

pub struct World {
    pub desk: Desk,
    pub account: Account,
    pub now_us: i64,
    made: u32,
}

impl World {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut BankConfig)) -> Self {
        let mut config = BankConfig::of(FaceKind::Mollie);
        config.webhook_endpoints = vec![WebhookEndpoint { url: SIGNED.to_owned(), secret: "first".to_owned() }];
        config.fees = FeePlan { capture_basis_points: 180, capture_minor: 25, refund_minor: 25, ..FeePlan::default() };
        change(&mut config);
        let account = Account {
            name: "mollie:main".to_owned(),
            base_url: BASE.to_owned(),
            secret: config.secret.clone(),
            webhook_secrets: vec!["first".to_owned()],
            settings: [("webhook_url".to_owned(), HOOK.to_owned())].into(),
            session: String::new(),
        };
        // 2026-11-20T10:00:00Z
        Self { desk: Desk::new(config), account, now_us: 1_795_168_800 * SECOND_US, made: 0 }
    }

    pub fn pass(&mut self, secs: i64) {
        self.now_us += secs * SECOND_US;
        self.desk.advance(self.now_us);
    }

    /// A new operation on a payment; for an authorization `payment` is the mandate.
    pub fn effect(&mut self, kind: OperationKind, payment: &str, amount: &str) -> Effect {
        self.made += 1;
        let id = Id::trusted(&format!("{}01jd{:022}", kind.id_kind().prefix(), self.made));
        let operation = Operation { kind, payment: id.clone(), id, generation: 0 };
        let at = jiff::Timestamp::from_microsecond(self.now_us).expect("a time");
        let first = given::first(&self.account, operation, money(amount), at);
        Effect { merchant_initiated: true, ..given::with(first, &format!("cst_1/{payment}"), payment) }
    }

    /// One request over the wire, with a fault if there is one.
    pub fn over(&mut self, request: &Request, fault: Option<CallFault>) -> Option<Heard> {
        let target = request.url.strip_prefix(BASE).expect("the account's own address");
        let mut wire = WireRequest::new(request.method, target).with_body(request.body.clone());
        for header in &request.headers {
            wire = wire.with_header(header.name, &header.value);
        }
        if let Some(fault) = fault {
            wire = wire.with_fault(fault);
        }
        match self.desk.handle(wire, self.now_us) {
            WireReply::Silence { .. } => None,
            WireReply::Answer { status, headers, body, .. } => {
                let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                Some((status, headers, body))
            }
        }
    }

    /// Carries an effect out to its end; a fault hits its first request.
    pub fn carry_with(&mut self, effect: &Effect, fault: Option<CallFault>) -> Outcome {
        let mut step: Step = Mollie.plan(effect, &self.account).expect("it can be planned");
        let mut fault = fault;
        for _ in 0..30 {
            let heard = self.over(&step.request, fault.take());
            let reply = match &heard {
                Some((status, headers, body)) => Reply::Http { status: *status, headers, body: body.as_bytes() },
                None => Reply::MaybeSent { why: "silence".to_owned() },
            };
            match Mollie.interpret(&Asked { effect, account: &self.account, stage: step.stage }, &reply) {
                Outcome::Next(next) => step = next,
                outcome => return outcome,
            }
        }
        panic!("it never ends");
    }

    pub fn carry(&mut self, effect: &Effect) -> Outcome {
        self.carry_with(effect, None)
    }

    /// The facts of an effect that goes well.
    pub fn facts(&mut self, effect: &Effect) -> Vec<Fact> {
        match self.carry(effect) {
            Outcome::Facts(facts) => facts,
            other => panic!("{other:?}"),
        }
    }

    /// Words of the facts of an effect.
    pub fn words(&mut self, effect: &Effect) -> Vec<&'static str> {
        self.facts(effect).iter().map(|fact| fact.what.word()).collect()
    }

    /// An authorization on a mandate: its effect and the payment's name.
    pub fn authorized(&mut self, mandate: &str, amount: &str) -> (Effect, String) {
        let effect = self.effect(OperationKind::Authorize, mandate, amount);
        let facts = self.facts(&effect);
        assert_eq!(facts.iter().map(|fact| fact.what.word()).collect::<Vec<_>>(), ["authorized"]);
        (effect, facts[0].subject.clone())
    }

    /// An authorization that is captured whole, and what became of it known.
    pub fn captured(&mut self, mandate: &str, amount: &str) -> String {
        let (_, payment) = self.authorized(mandate, amount);
        let capture = self.effect(OperationKind::Capture, &payment, amount);
        assert_eq!(self.words(&capture), ["taken"]);
        self.pass(60);
        payment
    }

    pub fn probe(effect: &Effect) -> Effect {
        Effect { call: Call::Probe, ..effect.clone() }
    }

    /// Every delivery that is due, received.
    pub fn deliveries(&mut self) -> Vec<WebhookDelivery> {
        let due = self.desk.due(self.now_us);
        due.iter().for_each(|delivery| self.desk.acknowledge(delivery.id));
        due
    }

    pub fn judge(&self, delivery: &WebhookDelivery, body: &[u8]) -> Verdict {
        let headers = headers(delivery);
        let at = jiff::Timestamp::from_microsecond(self.now_us).expect("a time");
        let known = Known { at, certificates: &BTreeMap::new() };
        Mollie.authenticate(&Delivery { headers: &headers, body }, &self.account, &known)
    }

    /// What a delivery says, with the looks that it starts carried out.
    pub fn hear(&mut self, delivery: &WebhookDelivery) -> Vec<Fact> {
        assert!(!matches!(self.judge(delivery, delivery.body.as_bytes()), Verdict::Forged { .. }), "{delivery:?}");
        let headers = headers(delivery);
        let read = Mollie.read_delivery(&Delivery { headers: &headers, body: delivery.body.as_bytes() }, &self.account);
        read.into_iter().flat_map(|reading| self.settle(reading)).collect()
    }

    fn settle(&mut self, reading: Reading) -> Vec<Fact> {
        match reading {
            Reading::Facts(facts) => facts,
            Reading::Ignored { .. } => Vec::new(),
            Reading::Look(step) => self.look(&step),
            other => panic!("{other:?}"),
        }
    }

    fn look(&mut self, step: &Step) -> Vec<Fact> {
        let (status, headers, body) = self.over(&step.request, None).expect("an answer");
        let reply = Reply::Http { status, headers: &headers, body: body.as_bytes() };
        let read = Mollie.read_look(&self.account, step.stage, &reply);
        read.into_iter().flat_map(|reading| self.settle(reading)).collect()
    }

    /// Everything that reading the payment back says.
    pub fn read_back(&mut self, payment: &str) -> BTreeSet<String> {
        let body = format!("id={payment}");
        let read = Mollie.read_delivery(&Delivery { headers: &[], body: body.as_bytes() }, &self.account);
        keys(&read.into_iter().flat_map(|reading| self.settle(reading)).collect::<Vec<_>>())
    }

    /// A report whose pages are fetched from these paths.
    pub fn report(&mut self, kind: &str, paths: &[String]) -> Vec<Item> {
        let mut file = String::new();
        for path in paths {
            let wire = WireRequest::new("GET", path).with_secret(&self.account.secret);
            file.push_str(self.desk.handle(wire, self.now_us).body().expect("an answer"));
            file.push('\n');
        }
        let input = Box::new(file.as_bytes());
        Mollie.read_report(kind, input).expect("a kind of report").collect()
    }
}

fn headers(delivery: &WebhookDelivery) -> Vec<(String, String)> {
    delivery.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// Facts as the engine tells them apart, with their amounts and references.
pub fn keys(facts: &[Fact]) -> BTreeSet<String> {
    let one = |fact: &Fact| format!("{} {} {:?}", fact.key(), fact.ours, fact.amount.map(|amount| amount.to_string()));
    facts.iter().map(one).collect()
}
