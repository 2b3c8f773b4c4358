//! A bank with Adyen's face, an account at it, and what was told so far.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::id::Id;
use recoup_core::payment::facts::Fact;
use recoup_gateways::adyen::Adyen;
use recoup_gateways::{Account, Asked, Delivery, Gateway as _, Known, Outcome, Reading, Reply, Verdict};
use recoup_sandbox::{BankConfig, CallFault, Desk, FaceKind, WebhookEndpoint, WireReply, WireRequest};

use crate::adyen::given::{self, KEY};

pub const SECOND_US: i64 = 1_000_000;
pub const DAY_US: i64 = 86_400 * SECOND_US;
const HOOK: &str = "http://recoup/";

pub struct World {
    pub desk: Desk,
    pub account: Account,
    pub now_us: i64,
    numbers: u32,
}

impl World {
    /// A bank of which the merchant account has several captures switched on.
    pub fn new() -> Self {
        Self::with(BankConfig::of(FaceKind::Adyen))
    }

    pub fn with(config: BankConfig) -> Self {
        let endpoint = WebhookEndpoint { url: HOOK.to_owned(), secret: KEY.to_owned() };
        let desk = Desk::new(BankConfig { webhook_endpoints: vec![endpoint], ..config });
        let mut account = given::account();
        account.base_url = "http://gateway/v72".to_owned();
        account.secret = "sandbox_secret".to_owned();
        account.settings.insert("merchant_account".to_owned(), "RecoupSeveral".to_owned());
        account.settings.insert("several_captures".to_owned(), "yes".to_owned());
        Self { desk, account, now_us: given::SINCE.as_microsecond(), numbers: 0 }
    }

    /// An effect with an id of its own, wanted now.
    pub fn effect(&mut self, kind: OperationKind, minor: i64, code: &str) -> Effect {
        self.numbers += 1;
        let mut effect = given::effect(kind, minor, code);
        let prefix = effect.operation.id.as_str().split('_').next().expect("a prefix").to_owned();
        effect.operation.id = Id::trusted(&format!("{prefix}_01jd00000000000000{:08}", self.numbers));
        let now = Timestamp::from_microsecond(self.now_us).expect("an instant");
        Effect { since: now, due_at: now, last: false, ..effect }
    }

    /// The request of an effect, as it goes over the wire.
    pub fn request(&self, effect: &Effect) -> WireRequest {
        let step = Adyen.plan(effect, &self.account).expect("it can be said");
        let target = step.request.url.strip_prefix("http://gateway").expect("its address");
        let plain = WireRequest::new(step.request.method, target).with_body(step.request.body);
        step.request.headers.iter().fold(plain, |request, header| request.with_header(header.name, &header.value))
    }

    /// Sends an effect, and says what the answer means.
    pub fn send(&mut self, effect: &Effect) -> Outcome {
        let request = self.request(effect);
        self.sent(effect, request)
    }

    /// The same, and something goes wrong.
    pub fn spoilt(&mut self, effect: &Effect, fault: CallFault) -> Outcome {
        let request = self.request(effect).with_fault(fault);
        self.sent(effect, request)
    }

    fn sent(&mut self, effect: &Effect, request: WireRequest) -> Outcome {
        let told = self.desk.handle(request, self.now_us);
        self.meaning(effect, &told)
    }

    pub fn meaning(&self, effect: &Effect, told: &WireReply) -> Outcome {
        let asked = Asked { effect, account: &self.account, stage: 0 };
        match told {
            WireReply::Silence { .. } => Adyen.interpret(&asked, &Reply::MaybeSent { why: "timed out".to_owned() }),
            WireReply::Answer { status, headers, body, .. } => {
                let headers: Vec<(String, String)> =
                    headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
                Adyen.interpret(&asked, &Reply::Http { status: *status, headers: &headers, body: body.as_bytes() })
            }
        }
    }

    /// Asks what became of an effect, a while later.
    pub fn ask(&mut self, effect: &Effect) -> Outcome {
        self.now_us += 60 * SECOND_US;
        let due_at = Timestamp::from_microsecond(self.now_us).expect("an instant");
        self.send(&Effect { call: Call::Probe, due_at, ..effect.clone() })
    }

    /// Authorizes an amount on a stored method, and says the payment's name.
    pub fn authorized(&mut self, stored: &str, minor: i64, code: &str) -> String {
        let effect =
            Effect { token: format!("shopper/{stored}"), ..self.effect(OperationKind::Authorize, minor, code) };
        subject(&self.send(&effect))
    }

    /// An effect of a payment.
    pub fn of(&mut self, payment: &str, kind: OperationKind, minor: i64) -> Effect {
        Effect { authorization_ref: payment.to_owned(), ..self.effect(kind, minor, "EUR") }
    }

    /// Captures all of a payment and waits for it.
    pub fn captured(&mut self, stored: &str, minor: i64) -> String {
        let payment = self.authorized(stored, minor, "EUR");
        let capture = self.of(&payment, OperationKind::Capture, minor);
        self.send(&capture);
        self.wait(DAY_US / 24);
        payment
    }

    /// Lets time pass, and gives every delivery that came.
    pub fn deliveries(&mut self, for_us: i64) -> Vec<String> {
        self.now_us += for_us;
        let mut bodies = Vec::new();
        for delivery in self.desk.due(self.now_us) {
            self.desk.acknowledge(delivery.id);
            bodies.push(delivery.body.to_string());
        }
        bodies
    }

    /// What a delivery says, which must be genuine.
    pub fn read(&self, body: &str) -> Vec<Reading> {
        let delivery = Delivery { headers: &[], body: body.as_bytes() };
        assert_eq!(self.judged(body), Verdict::Genuine);
        Adyen.read_delivery(&delivery, &self.account)
    }

    pub fn judged(&self, body: &str) -> Verdict {
        let delivery = Delivery { headers: &[], body: body.as_bytes() };
        let known = Known { at: given::SINCE, certificates: &BTreeMap::new() };
        Adyen.authenticate(&delivery, &self.account, &known)
    }

    /// Lets time pass, and gives the facts that were told.
    pub fn wait(&mut self, for_us: i64) -> Vec<Fact> {
        let bodies = self.deliveries(for_us);
        bodies.iter().flat_map(|body| self.facts(body)).collect()
    }

    pub fn facts(&self, body: &str) -> Vec<Fact> {
        let facts = self.read(body).into_iter().map(|reading| match reading {
            Reading::Facts(facts) => facts,
            _ => Vec::new(),
        });
        facts.flatten().collect()
    }
}

/// The name of what one fact is about.
pub fn subject(outcome: &Outcome) -> String {
    let Outcome::Facts(facts) = outcome else { panic!("{outcome:?}") };
    facts.first().expect("a fact").subject.clone()
}

/// The words of facts with their amounts.
pub fn words(facts: &[Fact]) -> Vec<String> {
    let amount = |fact: &Fact| fact.amount.map_or(0, |amount| amount.amount_minor);
    facts.iter().map(|fact| format!("{} {}", fact.what.word(), amount(fact))).collect()
}

/// The same of an outcome.
pub fn told(outcome: &Outcome) -> Vec<String> {
    let Outcome::Facts(facts) = outcome else { panic!("{outcome:?}") };
    words(facts)
}

/// Facts as the set that the engine keeps.
pub fn set(facts: impl IntoIterator<Item = Fact>) -> BTreeSet<String> {
    let content = |fact: &Fact| fact.amount.map_or_else(String::new, |amount| amount.to_string());
    facts.into_iter().map(|fact| format!("{} {}", fact.key(), content(&fact))).collect()
}
