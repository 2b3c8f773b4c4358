//! A shop that uses the adapter against a face of its gateway, in process and with a time of its own.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OfCapture, Operation, OperationKind};
use recoup_core::id::{Id, IdSource, Kind};
use recoup_core::money::Money;
use recoup_core::payment::facts::Fact;
use recoup_gateways::braintree::Braintree;
use recoup_gateways::{Account, Asked, Delivery, Gateway as _, Known, Outcome, Reading, Reply, Request, Verdict};
use recoup_sandbox::{BankConfig, CallFault, Desk, FaceKind, WebhookEndpoint, WireReply, WireRequest};

use super::samples::{account, usd};

/// The first instant.
const START: Timestamp = Timestamp::constant(1_795_255_200, 0);

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;

pub struct Shop {
    pub desk: Desk,
    pub account: Account,
    pub now: Timestamp,
    ids: IdSource,
    /// What goes wrong with the next request that moves money.
    pub fault: Option<CallFault>,
}

impl Shop {
    pub fn open() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut BankConfig)) -> Self {
        let endpoint = WebhookEndpoint { url: "http://shop/".to_owned(), secret: "pub_shop|priv_shop".to_owned() };
        let mut config = BankConfig {
            secret: "priv_shop".to_owned(),
            webhook_endpoints: vec![endpoint],
            ..BankConfig::of(FaceKind::Braintree)
        };
        change(&mut config);
        let (desk, account) = (Desk::new(config), account());
        Self { desk, account, now: START, ids: IdSource::new(START, 7 << 60), fault: None }
    }

    pub fn pass(&mut self, secs: i64) {
        self.now = Timestamp::from_second(self.now.as_second() + secs).expect("a time");
        self.desk.advance(self.now.as_microsecond());
    }

    fn effect(&mut self, kind: OperationKind, minor: i64, authorization: &str) -> Effect {
        let id = self.ids.next(kind.id_kind());
        let operation = Operation { kind, payment: id.clone(), id, generation: 0 };
        let named = (self.ids.next(Kind::Effect), self.account.name.as_str());
        let plain = Effect::plain(named, (Call::Send, operation), Money::new(minor, usd()), self.now);
        Effect { authorization_ref: authorization.to_owned(), ..plain }
    }

    pub fn authorize(&mut self, minor: i64, token: &str) -> Effect {
        Effect { token: token.to_owned(), ..self.effect(OperationKind::Authorize, minor, "") }
    }

    pub fn capture(&mut self, authorization: &str, minor: i64, last: bool) -> Effect {
        Effect { last, ..self.effect(OperationKind::Capture, minor, authorization) }
    }

    pub fn release(&mut self, authorization: &str, minor: i64) -> Effect {
        self.effect(OperationKind::Release, minor, authorization)
    }

    pub fn refund(&mut self, authorization: &str, capture: &str, minor: i64) -> Effect {
        let of = OfCapture { gateway_ref: capture.to_owned(), amount_minor: minor };
        Effect { of_captures: vec![of], ..self.effect(OperationKind::Refund, minor, authorization) }
    }

    /// Carries an effect out, with all its steps.
    pub fn carry(&mut self, effect: &Effect) -> Outcome {
        let mut step = Braintree.plan(effect, &self.account).expect("it can be said");
        for _ in 0..4 {
            let reply = self.send(&step.request);
            let asked = Asked { effect, account: &self.account, stage: step.stage };
            match Braintree.interpret(&asked, &read(&reply)) {
                Outcome::Next(next) => step = next,
                outcome => return outcome,
            }
        }
        panic!("it takes too many steps")
    }

    /// What an effect led to; it must have led to something.
    pub fn done(&mut self, effect: &Effect) -> Vec<Fact> {
        match self.carry(effect) {
            Outcome::Facts(facts) => facts,
            other => panic!("{} led to {other:?}", effect.operation.kind.word()),
        }
    }

    /// Carries it out and gives the gateway's name for what was made.
    pub fn named(&mut self, effect: &Effect) -> String {
        self.done(effect).last().expect("a fact").subject.clone()
    }

    /// An authorization of so much, by the gateway's name.
    pub fn authorized(&mut self, minor: i64, token: &str) -> String {
        let effect = self.authorize(minor, token);
        self.named(&effect)
    }

    pub fn probe(&mut self, effect: &Effect, own_ref: &str) -> Outcome {
        let own_ref = own_ref.to_owned();
        self.carry(&Effect { call: Call::Probe, last: false, own_ref, ..effect.clone() })
    }

    fn send(&mut self, request: &Request) -> WireReply {
        let target = request.url.strip_prefix(&self.account.base_url).expect("it goes to the gateway");
        let mut wire = WireRequest::new(request.method, target).with_body(request.body.clone());
        for header in &request.headers {
            wire = wire.with_header(header.name, &header.value);
        }
        if request.body.contains("api-request-key")
            && let Some(fault) = self.fault.take()
        {
            wire = wire.with_fault(fault);
        }
        self.desk.handle(wire, self.now.as_microsecond())
    }

    /// The notifications that are due, judged and acknowledged, as bodies.
    pub fn deliveries(&mut self) -> Vec<(&'static str, String)> {
        let mut bodies = Vec::new();
        for sent in self.desk.due(self.now.as_microsecond()) {
            assert_eq!(self.judge(&sent.body), Verdict::Genuine);
            self.desk.acknowledge(sent.id);
            bodies.push((sent.event_type, sent.body.to_string()));
        }
        bodies
    }

    pub fn judge(&self, body: &str) -> Verdict {
        let known = Known { at: self.now, certificates: &BTreeMap::new() };
        Braintree.authenticate(&Delivery { headers: &[], body: body.as_bytes() }, &self.account, &known)
    }

    /// What a notification says, looks included.
    pub fn told(&mut self, body: &str) -> Vec<Fact> {
        let delivery = Delivery { headers: &[], body: body.as_bytes() };
        let mut facts = Vec::new();
        for reading in Braintree.read_delivery(&delivery, &self.account) {
            let readings = match reading {
                Reading::Look(step) => {
                    let reply = self.send(&step.request);
                    Braintree.read_look(&self.account, step.stage, &read(&reply))
                }
                other => vec![other],
            };
            for reading in readings {
                match reading {
                    Reading::Facts(more) => facts.extend(more),
                    Reading::Ignored { .. } => {}
                    other => panic!("{other:?}"),
                }
            }
        }
        facts
    }
}

/// A reply as the adapter gets it.
fn read(reply: &WireReply) -> Reply<'_> {
    match reply {
        WireReply::Answer { status, body, .. } => Reply::Http { status: *status, headers: &[], body: body.as_bytes() },
        WireReply::Silence { .. } => Reply::MaybeSent { why: "silence".to_owned() },
    }
}

/// Facts as a set: key, content and whose they are.
pub fn set(facts: &[Fact]) -> BTreeSet<String> {
    facts.iter().map(|fact| serde_json::to_string(fact).expect("a fact is JSON")).collect()
}

/// Their words, in order.
pub fn words(facts: &[Fact]) -> Vec<&'static str> {
    facts.iter().map(|fact| fact.what.word()).collect()
}

/// The facts of an outcome.
pub fn facts(outcome: Outcome) -> Vec<Fact> {
    match outcome {
        Outcome::Facts(facts) => facts,
        other => panic!("{other:?}"),
    }
}

/// The id of an effect's operation.
pub fn reference(effect: &Effect) -> &Id {
    &effect.operation.id
}

impl Shop {
    /// A disbursement's report, as its notification and a search for its transactions make it, with what was paid out.
    pub fn report_of(&mut self, body: &str) -> (String, i64) {
        use base64::Engine as _;
        let payload = recoup_gateways::form::fields(body).into_iter().find(|(name, _)| name == "bt_payload");
        let payload: String = payload.expect("a payload").1.split('\n').collect();
        let bytes = base64::engine::general_purpose::STANDARD.decode(payload).expect("base64");
        let told = String::from_utf8(bytes).expect("text");
        let delivery = Delivery { headers: &[], body: body.as_bytes() };
        let mut file = told;
        for reading in Braintree.read_delivery(&delivery, &self.account) {
            let Reading::Look(step) = reading else { panic!("{reading:?}") };
            let reply = self.send(&step.request);
            file.push_str(reply.body().expect("an answer"));
        }
        let paid = self.desk.bank().payouts().last().expect("a payout").net_minor;
        (file, paid)
    }
}
