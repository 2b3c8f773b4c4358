//! The bank of a story: the sandbox behind its adapter. What leaves is carried there by hand, and its webhooks back, so
//! that a story never waits for a clock on the wall.

use std::collections::BTreeMap;

use jiff::Timestamp;
use recoup::engine::Request;
use recoup::store::evidence::EvidenceRow;
use recoup::store::rows::Claimed;
use recoup::worker::answers;
use recoup::worker::next::{self, Next};
use recoup_core::effect::{Call, Effect, HandedIn};
use recoup_core::payment::facts::Fact;
use recoup_gateways::dispute::FileRequest;
use recoup_gateways::{
    Account, Asked, Delivery, DisputeAnswer, DisputeAsked, DisputeCall, Gateway, Known, Outcome, Reading, Reply, Step,
    Verdict,
};
use recoup_sandbox::{BankConfig, Desk, FeePlan, WebhookDelivery, WebhookEndpoint, WireReply, WireRequest};

use super::stage::TENANT;

/// The account that stories pay at.
pub const ACCOUNT: &str = "sandbox:main";

const HOST: &str = "http://bank";

/// Requests of one effect at most.
const MOST_STEPS: usize = 20;

pub struct Bank {
    pub desk: Desk,
    gateway: &'static dyn Gateway,
    account: Account,
    /// Whether its webhooks get lost.
    pub deaf: bool,
    /// Whether nobody hears what it answers.
    pub silent: bool,
    /// What was laid to disputes, as the worker finds it by its hash.
    pub evidence: Vec<EvidenceRow>,
}

impl Bank {
    /// A bank on which refunds that it has not begun fail when a dispute takes money of their payment, or go on.
    pub fn new(dispute_stops_refunds: bool) -> Self {
        let url = format!("{HOST}/hook");
        let endpoint = WebhookEndpoint { url, secret: account().webhook_secrets.concat() };
        // Each time that a dispute takes money costs 15.00 besides.
        let fees = FeePlan { dispute_minor: 1_500, ..FeePlan::default() };
        let desk = Desk::new(BankConfig {
            webhook_endpoints: vec![endpoint],
            fees,
            dispute_stops_refunds,
            ..BankConfig::default()
        });
        let gateway = recoup_gateways::of_account(ACCOUNT).expect("the sandbox is a gateway");
        Self { desk, gateway, account: account(), deaf: false, silent: false, evidence: Vec::new() }
    }

    /// Carries an effect out and says what follows, as the worker does.
    pub fn carry_out(&mut self, item: &Claimed, effect: &Effect, now: Timestamp) -> Result<Next, String> {
        if effect.operation.kind.is_of_dispute() {
            let outcome = self.answer(item, effect, now)?;
            return Ok(next::next(TENANT, effect, item.attempts, outcome));
        }
        let asked = &next::asked_first(self.gateway, effect, item.attempts, now.as_second());
        let first = match self.gateway.plan(asked, &self.account) {
            Ok(first) => first,
            Err(cannot) if asked.call == Call::Probe => {
                let request: Request = next::cannot_ask(TENANT, effect, &cannot.to_string());
                return Ok(Next::Tell(vec![request]));
            }
            Err(cannot) => return Err(cannot.to_string()),
        };
        let outcome = self.follow(asked, first, now);
        Ok(next::next(TENANT, effect, item.attempts, outcome))
    }

    fn follow(&mut self, effect: &Effect, first: Step, now: Timestamp) -> Outcome {
        let mut step = first;
        for _ in 0..MOST_STEPS {
            let Step { request, stage } = step;
            let reply = self.send(&request.into(), now);
            let asked = Asked { effect, account: &self.account, stage };
            match self.gateway.interpret(&asked, &heard(&reply)) {
                Outcome::Next(next) => step = next,
                outcome => return outcome,
            }
        }
        Outcome::unknown("its answer takes too many requests")
    }

    /// Answers a dispute.
    fn answer(&mut self, item: &Claimed, effect: &Effect, now: Timestamp) -> Result<Outcome, String> {
        let kept = |named: &HandedIn| self.evidence.iter().find(|row| row.sha256 == named.sha256).cloned();
        let mut call = answers::call_of(effect, kept).map_err(|cannot| format!("{cannot:?}"))?;
        if let (DisputeCall::Evidence { pieces, .. }, Some(rules)) = (&mut call, self.gateway.evidence_rules()) {
            *pieces = answers::fitted(rules, std::mem::take(pieces));
        }
        let mut step = self.gateway.plan_dispute(&call, &self.account).map_err(|cannot| cannot.to_string())?;
        for _ in 0..MOST_STEPS {
            let reply = self.send(&step.request, now);
            let account = &self.account;
            let asked = DisputeAsked { call: &call, account, stage: step.stage, carried: &step.carried };
            match self.gateway.read_dispute(&asked, &heard(&reply)) {
                DisputeAnswer::Next(next) => step = next,
                answer => return Ok(answers::outcome(effect, item.attempts, answer)),
            }
        }
        Err("an answer to a dispute takes too many requests".to_owned())
    }

    /// Sends a request; nothing comes back where nobody hears the bank.
    fn send(&mut self, wire: &FileRequest, now: Timestamp) -> Option<(u16, String)> {
        let mut request = WireRequest::new(wire.method, wire.url.trim_start_matches(HOST)).with_body(wire.body.clone());
        for header in &wire.headers {
            request = request.with_header(header.name, &header.value);
        }
        match self.desk.handle(request, now.as_microsecond()) {
            WireReply::Answer { status, body, .. } if !self.silent => Some((status, body)),
            _ => None,
        }
    }

    /// The webhooks that are due. Those that get lost are over for the bank.
    pub fn posts(&mut self, now: Timestamp) -> Vec<WebhookDelivery> {
        self.desk.advance(now.as_microsecond());
        let due = self.desk.due(now.as_microsecond());
        if self.deaf {
            due.iter().for_each(|delivery| self.desk.acknowledge(delivery.id));
            return Vec::new();
        }
        due
    }

    /// What a webhook tells, once it is found genuine.
    pub fn read(&self, delivery: &WebhookDelivery, now: Timestamp) -> Result<Vec<Fact>, String> {
        let headers = headers(delivery);
        let seen = Delivery { headers: &headers, body: delivery.body.as_bytes() };
        let known = Known { at: now, certificates: &BTreeMap::new() };
        if self.gateway.authenticate(&seen, &self.account, &known) != Verdict::Genuine {
            return Err("a webhook is not genuine".to_owned());
        }
        self.facts(&seen)
    }

    /// What a delivery tells that was found genuine.
    pub fn facts(&self, delivery: &Delivery<'_>) -> Result<Vec<Fact>, String> {
        let mut all = Vec::new();
        for reading in self.gateway.read_delivery(delivery, &self.account) {
            match reading {
                Reading::Facts(facts) => all.extend(facts),
                Reading::Ignored { .. } => {}
                other => return Err(format!("a webhook cannot be read: {other:?}")),
            }
        }
        Ok(all)
    }
}

fn heard(reply: &Option<(u16, String)>) -> Reply<'_> {
    match reply {
        Some((status, body)) => Reply::Http { status: *status, headers: &[], body: body.as_bytes() },
        None => Reply::MaybeSent { why: "silence".to_owned() },
    }
}

/// The headers of a webhook, as they arrive.
pub fn headers(delivery: &WebhookDelivery) -> Vec<(String, String)> {
    delivery.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// What a merchant needs to know to use the bank.
pub fn account() -> Account {
    Account {
        name: ACCOUNT.to_owned(),
        base_url: HOST.to_owned(),
        secret: BankConfig::default().secret,
        webhook_secrets: vec!["whsec".to_owned()],
        ..Account::default()
    }
}
