//! A gateway's adapter and the sandbox's face of it, with one captured payment to dispute. No network, virtual time.

use jiff::Timestamp;
use recoup_core::effect::{Effect, OperationKind};
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{Fact, What};
use recoup_gateways::dispute::{DisputeSeen, EvidenceRules, FileRequest, Piece};
use recoup_gateways::{
    Account, Asked, Delivery, DisputeAnswer, DisputeAsked, DisputeCall, DisputeStep, Gateway, Outcome, Reading, Reply,
};
use recoup_sandbox::{
    BankConfig, Desk, Dispute, DisputeAsked as Asks, DisputeReason, DisputeStage, FaceKind, FeePlan, WebhookEndpoint,
    WireReply, WireRequest,
};

use crate::given;

const HOST: &str = "http://gateway.test";
pub const DAY_US: i64 = 86_400_000_000;
/// 2026-09-21T14:13:20Z
const START_US: i64 = 1_790_000_000_000_000;
/// Adyen shows its secrets in hex.
const HOOK_SECRET: &str = "44782def547aaa06c910c43932b1eb0c71fc68d9d0c057550c48ec2acf6ba056";

pub struct Rig {
    pub gateway: &'static dyn Gateway,
    pub desk: Desk,
    pub account: Account,
    pub now_us: i64,
    /// Everything that was heard.
    pub heard: Vec<Fact>,
}

/// A gateway by its name, its face, and a token of its that is good.
fn parts(name: &str) -> (&'static dyn Gateway, FaceKind, &'static str) {
    let gateway = recoup_gateways::of_account(name).expect("a gateway");
    let (face, token) = match name {
        "stripe" => (FaceKind::Stripe, "cus_A1/pm_card_visa"),
        "adyen" => (FaceKind::Adyen, "shopper1/TOKOK"),
        "paypal" => (FaceKind::PayPal, "paypal/tok_ok"),
        "mollie" => (FaceKind::Mollie, "cst_1/mdt_ok"),
        "braintree" => (FaceKind::Braintree, "tok_ok"),
        "sandbox" => (FaceKind::Native, "tok_ok"),
        other => panic!("no face of {other}"),
    };
    (gateway, face, token)
}

pub fn account(name: &str) -> Account {
    let settings = [
        ("merchant_account", "Shop"),
        ("return_url", "https://shop.example/back"),
        ("client_id", "client"),
        ("webhook_id", HOOK_SECRET),
        ("merchant_id", "shop1"),
        ("public_key", "pub_shop"),
    ];
    Account {
        name: format!("{name}:main"),
        base_url: if name == "adyen" { format!("{HOST}/v72") } else { HOST.to_owned() },
        secret: "sandbox_secret".to_owned(),
        webhook_secrets: vec![HOOK_SECRET.to_owned()],
        settings: settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
        session: String::new(),
    }
}

impl Rig {
    /// A payment of 80.00 USD that is captured.
    pub fn new(name: &str) -> Self {
        Self::with_fees(name, FeePlan::default())
    }

    /// The same at a gateway that keeps fees.
    pub fn with_fees(name: &str, fees: FeePlan) -> Self {
        let (gateway, face, token) = parts(name);
        let hook = WebhookEndpoint { url: "http://shop.test/".to_owned(), secret: HOOK_SECRET.to_owned() };
        let config = BankConfig { webhook_endpoints: vec![hook], fees, ..BankConfig::of(face) };
        let account = Account { secret: config.secret.clone(), ..account(name) };
        let mut rig = Self { gateway, desk: Desk::new(config), account, now_us: START_US, heard: Vec::new() };
        rig.pass(0);
        let Outcome::Facts(facts) = rig.carry(&rig.effect(OperationKind::Authorize, token)) else {
            panic!("{name}: it is authorized")
        };
        let last = facts.last().expect("a fact");
        let capture = rig.effect(OperationKind::Capture, &last.subject.clone());
        assert!(matches!(rig.carry(&capture), Outcome::Facts(_)), "{name}: it is captured");
        rig.pass(2 * DAY_US);
        rig
    }

    fn effect(&self, kind: OperationKind, name: &str) -> Effect {
        let (payment, capture) = ("pay_01jd0000000000000000000000", "cap_01jd0000000000000000000001");
        let at = Timestamp::from_microsecond(self.now_us).expect("a time");
        let amount = Money::new(8_000, "USD".parse::<Currency>().expect("a currency"));
        let operation = given::operation(kind, [payment, capture, "", ""]);
        let first = given::first(&self.account, operation, amount, at);
        Effect { last: true, ..given::with(first, name, name) }
    }

    /// An effect to its end.
    fn carry(&mut self, effect: &Effect) -> Outcome {
        let mut step = self.gateway.plan(effect, &self.account).expect("it can be said");
        loop {
            let (account, gateway, stage) = (self.account.clone(), self.gateway, step.stage);
            let outcome = self.send(&step.request.into(), "", |reply| {
                gateway.interpret(&Asked { effect, account: &account, stage }, reply)
            });
            match outcome {
                Outcome::Next(next) => step = next,
                outcome => return outcome,
            }
        }
    }

    /// Time passes; a worker logs in again in time, where that is needed.
    pub fn pass(&mut self, us: i64) {
        self.now_us += us;
        self.desk.advance(self.now_us);
        if let Some(login) = self.gateway.login(&self.account).expect("settings are there") {
            let gateway = self.gateway;
            let session = self.send(&login.into(), "", |reply| gateway.session(reply)).expect("a session");
            self.account.session = session.token;
        }
    }

    /// One request, with a fault of the sandbox where one is named.
    pub fn send<R>(&mut self, request: &FileRequest, fault: &str, read: impl FnOnce(&Reply<'_>) -> R) -> R {
        let target = request.url.strip_prefix(HOST).expect("the account's own address");
        let mut wire = WireRequest::new(request.method, target).with_body(request.body.clone());
        for header in &request.headers {
            wire = wire.with_header(header.name, &header.value);
        }
        if !fault.is_empty() {
            wire = wire.with_header("sandbox-fault", fault);
        }
        match self.desk.handle(wire, self.now_us) {
            WireReply::Answer { status, headers, body, .. } => {
                let headers: Vec<_> = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                read(&Reply::Http { status, headers: &headers, body: body.as_bytes() })
            }
            WireReply::Silence { .. } => read(&Reply::MaybeSent { why: "silence".to_owned() }),
        }
    }

    /// One step of a call.
    pub fn step(&mut self, call: &DisputeCall, step: &DisputeStep, fault: &str) -> DisputeAnswer {
        let (account, gateway) = (self.account.clone(), self.gateway);
        let asked = DisputeAsked { call, account: &account, stage: step.stage, carried: &step.carried };
        self.send(&step.request, fault, |reply| gateway.read_dispute(&asked, reply))
    }

    /// A call to its end; the fault hits one of its steps. Says how many steps there were, too.
    pub fn run_with(&mut self, call: &DisputeCall, (at, fault): (usize, &str)) -> (DisputeAnswer, usize) {
        let mut step = self.gateway.plan_dispute(call, &self.account).expect("it can be said");
        for turn in 0..40 {
            match self.step(call, &step, if turn == at { fault } else { "" }) {
                DisputeAnswer::Next(next) => step = next,
                answer => return (answer, turn + 1),
            }
        }
        panic!("it never ends");
    }

    pub fn run(&mut self, call: &DisputeCall) -> DisputeAnswer {
        self.run_with(call, (usize::MAX, "")).0
    }

    /// A call up to its last step, which is not sent yet.
    pub fn held(&mut self, call: &DisputeCall) -> DisputeStep {
        let mut step = self.gateway.plan_dispute(call, &self.account).expect("it can be said");
        for _ in 0..40 {
            if is_deed(&step) {
                return step;
            }
            match self.step(call, &step, "") {
                DisputeAnswer::Next(next) => step = next,
                answer => panic!("{answer:?}"),
            }
        }
        panic!("it never ends");
    }

    /// Opens a dispute on command; the gateway's name of it.
    pub fn open(&mut self, stage: DisputeStage) -> String {
        self.told();
        let asks = Asks {
            capture: self.desk.bank().captures()[0].id.clone(),
            amount_minor: Some(5_000),
            reason: DisputeReason::NotReceived,
            stage,
            due_secs: None,
            hides_status: false,
        };
        let opened = self.desk.at_bank(|bank| bank.open_dispute(&asks).map(drop));
        opened.expect("it is opened");
        match self.gateway.about().capabilities.disputes.list {
            true => self.list().last().expect("it is listed").name.clone(),
            false => self.told().expect("its name is told"),
        }
    }

    /// Opens a dispute of 50.00, of which nothing is heard yet; the gateway's name of it, when it is asked for.
    pub fn begin(&mut self, stage: DisputeStage, hides_status: bool) -> impl Fn(&Self) -> String + use<> {
        let capture = self.desk.bank().captures()[0].id.clone();
        let asks = Asks {
            amount_minor: Some(5_000),
            hides_status,
            ..Asks::whole(&capture, stage, DisputeReason::NotReceived)
        };
        self.desk.at_bank(|bank| bank.open_dispute(&asks).map(drop)).expect("it is opened");
        |rig: &Self| {
            let heard = rig.heard.iter().rev().find(|fact| matches!(fact.what, What::DisputeOpened { .. }));
            heard.expect("it was heard of").subject.clone()
        }
    }

    /// What the dispute tells when it is read.
    pub fn read_as_facts(&mut self) -> Vec<Fact> {
        let seen = self.list().remove(0);
        let call = DisputeCall::Read { dispute: seen.name, payment: seen.payment };
        let step = self.gateway.plan_dispute(&call, &self.account).expect("it can be read");
        let (account, gateway) = (self.account.clone(), self.gateway);
        let reading = self.send(&step.request, "", |reply| match reply {
            Reply::Http { body, .. } => gateway.facts_of_dispute(&account, body),
            other => panic!("{other:?}"),
        });
        match reading {
            Reading::Facts(facts) => facts,
            other => panic!("{other:?}"),
        }
    }

    /// The name of the last dispute of which a webhook tells.
    fn told(&mut self) -> Option<String> {
        let mut name = None;
        for webhook in self.desk.due(self.now_us) {
            self.desk.acknowledge(webhook.id);
            let headers: Vec<_> =
                webhook.headers.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
            let delivery = Delivery { headers: &headers, body: webhook.body.as_bytes() };
            for reading in self.gateway.read_delivery(&delivery, &self.account) {
                let Reading::Facts(facts) = reading else { continue };
                let opened = facts.into_iter().find(|fact| matches!(fact.what, What::DisputeOpened { .. }));
                name = opened.map(|fact| fact.subject).or(name);
            }
        }
        name
    }

    /// What the webhooks tell that are due, after every look that they start; and what nobody could read.
    pub fn hear(&mut self) -> (Vec<Fact>, Vec<String>) {
        let (mut facts, mut odd) = (Vec::new(), Vec::new());
        for webhook in self.desk.due(self.now_us) {
            self.desk.acknowledge(webhook.id);
            let headers: Vec<_> =
                webhook.headers.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
            let delivery = Delivery { headers: &headers, body: webhook.body.as_bytes() };
            let mut readings = self.gateway.read_delivery(&delivery, &self.account);
            while let Some(reading) = readings.pop() {
                match reading {
                    Reading::Facts(told) => facts.extend(told),
                    Reading::Ignored { .. } => {}
                    Reading::Unknown { what } => odd.push(what),
                    Reading::Unreadable { why } => odd.push(why),
                    Reading::Again { why, .. } => panic!("nothing went wrong: {why}"),
                    Reading::Look(step) => {
                        let (account, gateway) = (self.account.clone(), self.gateway);
                        let look = |reply: &Reply<'_>| gateway.read_look(&account, step.stage, reply);
                        readings.extend(self.send(&step.request.into(), "", look));
                    }
                }
            }
        }
        self.heard.extend(facts.iter().cloned());
        (facts, odd)
    }

    /// All disputes of the last days, newest first, over all pages.
    pub fn list(&mut self) -> Vec<DisputeSeen> {
        let at = |us: i64| Timestamp::from_microsecond(us).expect("a time");
        let (since, until) = (at(self.now_us - 60 * DAY_US), at(self.now_us + DAY_US));
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let call = DisputeCall::List { since, until, cursor };
            let DisputeAnswer::Listed { disputes, odd, next } = self.run(&call) else { panic!("it is listed") };
            assert!(odd.is_empty(), "{odd:?}");
            all.extend(disputes);
            if next.is_empty() {
                return all;
            }
            cursor = next;
        }
    }

    /// How a dispute stands by the gateway.
    pub fn seen(&mut self, dispute: &str) -> DisputeSeen {
        let payment = self.list().iter().find(|one| one.name == dispute).expect("it is listed").payment.clone();
        let call = DisputeCall::Read { dispute: dispute.to_owned(), payment };
        match self.run(&call) {
            DisputeAnswer::Listed { mut disputes, .. } if disputes.len() == 1 => disputes.remove(0),
            other => panic!("{other:?}"),
        }
    }

    /// How the dispute stands at the bank.
    pub fn at_bank(&self) -> &Dispute {
        &self.desk.bank().disputes()[0]
    }

    /// The bank decides on command.
    pub fn decide(&mut self, won: bool) {
        let id = self.at_bank().id.clone();
        self.desk.at_bank(|bank| bank.decide_dispute(&id, won).map(drop)).expect("it is decided");
    }

    pub fn rules(&self) -> &'static EvidenceRules {
        self.gateway.evidence_rules().expect("it takes evidence")
    }

    /// Evidence of every kind that the gateway takes and that fits together.
    pub fn evidence(&self, dispute: &str, submit: bool, key: &str) -> DisputeCall {
        let pieces = super::samples::pieces(self.rules());
        DisputeCall::Evidence { dispute: dispute.to_owned(), pieces, submit, key: key.to_owned() }
    }
}

/// Whether a step is the one that counts.
pub fn is_deed(step: &DisputeStep) -> bool {
    let (url, body) = (step.request.url.as_str(), String::from_utf8_lossy(&step.request.body));
    ["/close", "/finalize", "/accept", "/defendDispute", "/acceptDispute", "/accept-claim", "/provide-evidence"]
        .iter()
        .any(|end| url.ends_with(end))
        || (step.request.method == "POST" && url.contains("/v1/disputes/") && body.ends_with("submit=true"))
        || (url.contains("/v1/disputes/") && url.ends_with("/evidence") && body.contains(r#""submit":true"#))
}

pub fn accept(dispute: &str, key: &str) -> DisputeCall {
    DisputeCall::Accept { dispute: dispute.to_owned(), key: key.to_owned() }
}

/// How many pieces the bank has been given for these: some faces hand over all in one.
pub fn handed_over(name: &str, pieces: &[Piece]) -> usize {
    if matches!(name, "stripe" | "paypal") { 1 } else { pieces.len() }
}
