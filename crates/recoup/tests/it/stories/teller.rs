//! Tells a story: does what a sentence says and checks what it expects.
//!
//! The outbox is carried to the sandbox's bank and its webhooks back in by hand, step by step, so that a
//! story never waits for a clock on the wall.

use std::collections::BTreeMap;

use recoup::engine::request::Answered;
use recoup::engine::{Engine, Reply, Request, recall};
use recoup::store::rows::{Claimed, Done, Queue, Then};
use recoup::store::views::Claim;
use recoup::worker::next::{self, Next};
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::command::Act;
use recoup_core::decision::Answer;
use recoup_core::effect::{Alarm, Effect};
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::{AddTender, PlaceOrder, Whose};
use recoup_core::order::release::LineUnits;
use recoup_core::order::stop::{CancelOrder, CompleteOrder};
use recoup_core::order::{Line, LineTax, Order};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::{CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::payment::release::RequestRelease;
use recoup_core::payment::{Method, Payment};
use recoup_core::policy::Exception;
use recoup_core::timer::RingTimer;
use recoup_core::world::State;
use recoup_gateways::{Account, Asked, Delivery, Known, Reading, Reply as WireReply, Step, Verdict as Genuine};
use recoup_sandbox::{BankConfig, Desk, WebhookEndpoint, WireReply as Said, WireRequest};

use super::script::Words;

const TENANT: &str = "story";
const ACCOUNT: &str = "sandbox:main";

type Told = Result<(), String>;

pub struct Teller {
    engine: Engine,
    bank: Desk,
    account: Account,
    orders: BTreeMap<String, Id>,
    things: BTreeMap<String, Id>,
    currency: Currency,
    refused: Option<String>,
    /// Whether the bank's webhooks get lost.
    deaf: bool,
}

impl Teller {
    pub fn new(engine: Engine) -> Self {
        let endpoint = WebhookEndpoint { url: "http://127.0.0.1/hook".to_owned(), secret: "whsec".to_owned() };
        let config = BankConfig { webhook_endpoints: vec![endpoint], ..BankConfig::default() };
        let account = Account {
            name: ACCOUNT.to_owned(),
            base_url: "http://bank".to_owned(),
            secret: config.secret.clone(),
            webhook_secrets: vec!["whsec".to_owned()],
            ..Account::default()
        };
        Self {
            engine,
            bank: Desk::new(config),
            account,
            orders: BTreeMap::new(),
            things: BTreeMap::new(),
            currency: Currency::EUR,
            refused: None,
            deaf: false,
        }
    }

    pub async fn tell(&mut self, line: &str) -> Told {
        let mut words = Words::of(line);
        let verb = words.next()?;
        if verb == "refused" {
            let code = words.next()?;
            return match self.refused.take() {
                Some(got) if got == code => Ok(()),
                Some(got) => Err(format!("it was refused with {got}")),
                None => Err("it was not refused".to_owned()),
            };
        }
        if let Some(code) = &self.refused {
            return Err(format!("the sentence before was refused with {code}"));
        }
        match verb {
            "settle" => self.settle().await,
            "deaf" => {
                self.deaf = true;
                Ok(())
            }
            "clock" => self.clock(words.next()?),
            "expect" => self.expect(&mut words).await,
            "books" => self.books(&mut words).await,
            "bank" => self.bank_says(&mut words).await,
            "notices" => self.notices(&mut words).await,
            _ => {
                let (actor, act, name) = self.act(verb, &mut words).await?;
                self.submit(actor, act, name).await
            }
        }
    }

    /// Everything comes to rest, the books balance, and nothing is left open that should not be.
    pub async fn the_end(&mut self) -> Told {
        if let Some(code) = &self.refused {
            return Err(format!("the last sentence was refused with {code}"));
        }
        self.settle().await?;
        let mut sums = BTreeMap::<String, i64>::new();
        for row in self.engine.store().trial_balance(TENANT, None).await.map_err(|e| e.to_string())? {
            *sums.entry(row.currency).or_default() += row.debit_minor - row.credit_minor;
        }
        if sums.values().any(|sum| *sum != 0) { Err(format!("the books do not balance: {sums:?}")) } else { Ok(()) }
    }

    async fn submit(&mut self, actor: Actor, act: Act, name: Option<String>) -> Told {
        match self.engine.submit(Request::new(TENANT, actor, act)).await {
            Reply::Done(Answered { about: Some(about), .. }) => {
                let id = match about {
                    Answer::Order(id) | Answer::Payment(id) | Answer::Approval(id) => id,
                    Answer::Capture(_, id) | Answer::Release(_, id) | Answer::Refund(_, id) => id,
                    other => return Err(format!("an odd answer: {other:?}")),
                };
                if let Some(name) = name {
                    if id.as_str().starts_with("ord_") {
                        self.orders.insert(name, id);
                    } else {
                        self.things.insert(name, id);
                    }
                }
                Ok(())
            }
            Reply::Done(_) => Err("the answer was a replay".to_owned()),
            Reply::Refused(refusal) => {
                println!("    refused: {refusal}");
                self.refused = Some(refusal.code().to_owned());
                Ok(())
            }
            Reply::LeaseLost => Err("a lease was lost".to_owned()),
            Reply::Changed => Err("something else was reviewed".to_owned()),
            Reply::Failed(error) => Err(error.to_string()),
        }
    }

    async fn act(&mut self, verb: &str, words: &mut Words<'_>) -> Result<(Actor, Act, Option<String>), String> {
        let shop = Actor::machine(ActorKind::System, "shop");
        Ok(match verb {
            "order" => {
                let (number, act) = self.place(words)?;
                (shop, act.into(), Some(number))
            }
            "pay" => (shop, self.pay(words)?.into(), None),
            "capture" => {
                let name = words.next()?.to_owned();
                words.expect("of")?;
                let payment = self.payment(words.next()?).await?.id;
                let amount_minor = Some(self.amount(words.next()?)?);
                (by(words)?, RequestCapture { payment, amount_minor, currency: None, last: false }.into(), Some(name))
            }
            "release" => {
                words.expect("of")?;
                let payment = self.payment(words.next()?).await?.id;
                (by(words)?, RequestRelease { payment }.into(), None)
            }
            "refund" => self.refund(words).await?,
            "approve" | "reject" => {
                let verdict = if verb == "approve" { Verdict::Approve } else { Verdict::Reject };
                let refund = self.thing(words.next()?)?;
                let approval = self.refund_state(&refund).await?.1.approval.ok_or("it needs no approval")?;
                let actor = by(words)?;
                let reason = if words.skip("because") { words.rest().to_owned() } else { String::new() };
                (actor, DecideApproval { approval, verdict, reason, request_hash: None }.into(), None)
            }
            "retry" => (self.then_by(words)?, RetryRefund { refund: self.last_thing(words)? }.into(), None),
            "credit" => (self.then_by(words)?, CreditRefund { refund: self.last_thing(words)? }.into(), None),
            "confirm" => {
                let refund = self.thing(words.next()?)?;
                let actor = by(words)?;
                words.expect("receipt")?;
                (actor, ConfirmRefund { refund, evidence: words.next()?.to_owned() }.into(), None)
            }
            "cancel-refund" => {
                let refund = self.thing(words.next()?)?;
                let actor = by(words)?;
                words.expect("because")?;
                (actor, CancelRefund { refund, reason: words.rest().to_owned() }.into(), None)
            }
            "cancel" => {
                let order = self.order_id(words.next()?)?;
                let actor = by(words)?;
                words.expect("because")?;
                (actor, CancelOrder { order, reason: words.rest().to_owned() }.into(), None)
            }
            "complete" => {
                let order = self.order_id(words.next()?)?;
                (by(words)?, CompleteOrder { order }.into(), None)
            }
            other => return Err(format!("`{other}` begins no sentence")),
        })
    }

    /// `retry r1 by …`: peeks at the person behind the thing.
    fn then_by(&self, words: &Words<'_>) -> Result<Actor, String> {
        let mut ahead = Words::of(words.rest());
        ahead.next()?;
        by(&mut ahead)
    }

    fn last_thing(&self, words: &mut Words<'_>) -> Result<Id, String> {
        self.thing(words.next()?)
    }

    fn place(&mut self, words: &mut Words<'_>) -> Result<(String, PlaceOrder), String> {
        let number = words.next()?.to_owned();
        self.currency = words.next()?.parse().map_err(|e: recoup_core::money::MoneyError| e.to_string())?;
        words.expect("by")?;
        let customer = words.next()?.trim_end_matches(':').to_owned();
        let mut lines = Vec::new();
        for (no, text) in (1..).zip(words.rest().split(';')) {
            let mut words = Words::of(text);
            let sku = words.next()?.to_owned();
            let quantity = words.next()?.parse().map_err(|_| "a quantity is a whole number".to_owned())?;
            let gross_minor = self.amount(words.next()?)?;
            let mut taxes = Vec::new();
            if words.skip("tax") {
                taxes.push(LineTax { key: "DE/standard@2021".to_owned(), amount_minor: self.amount(words.next()?)? });
            }
            lines.push(Line { line: no, name: sku.clone(), sku, quantity, gross_minor, taxes, delivered: true });
        }
        let act = PlaceOrder {
            number: number.clone(),
            customer: Whose::Reference { reference: customer },
            currency: self.currency,
            revenue_key: "sales".to_owned(),
            lines,
            tenders: Vec::new(),
            language: "en".to_owned(),
            references: Vec::new(),
        };
        Ok((number, act))
    }

    fn pay(&self, words: &mut Words<'_>) -> Result<AddTender, String> {
        let order = self.order_id(words.next()?)?;
        let (route, token) = match words.next()? {
            "sandbox" => (Route::Gateway { account: ACCOUNT.to_owned() }, words.next()?.to_owned()),
            "offline" => (Route::Offline { account: words.next()?.to_owned() }, String::new()),
            other => return Err(format!("nobody pays by `{other}`")),
        };
        let amount_minor = self.amount(words.next()?)?;
        let capture_at_once = words.skip("at") && words.skip("once");
        let method = Method { token, ..Method::by(route) };
        Ok(AddTender { order, tender: Tender { amount_minor, method, capture_at_once, release_after: None } })
    }

    async fn refund(&self, words: &mut Words<'_>) -> Result<(Actor, Act, Option<String>), String> {
        let name = words.next()?.to_owned();
        words.expect("of")?;
        let payment = self.payment(words.next()?).await?.id;
        let how_much = match words.next()? {
            "lines" => {
                let unit = |text: &str| {
                    let (line, quantity) = text.split_once('x')?;
                    Some(LineUnits { line: line.parse().ok()?, quantity: quantity.parse().ok()? })
                };
                let lines: Option<Vec<_>> = words.next()?.split(',').map(unit).collect();
                HowMuch::Lines { lines: lines.ok_or("write lines as 1x2,3x1")?, amount_minor: None }
            }
            "full" => HowMuch::Full,
            amount => HowMuch::Amount { amount_minor: self.amount(amount)?, currency: Some(self.currency) },
        };
        let actor = by(words)?;
        words.expect("because")?;
        let reason = words.next()?.to_owned();
        let exception = if words.skip("exception") {
            Some(Exception { rule: words.next()?.to_owned(), reason: words.rest().to_owned() })
        } else {
            None
        };
        Ok((actor, RequestRefund { payment, how_much, reason, note: String::new(), exception }.into(), Some(name)))
    }

    fn amount(&self, text: &str) -> Result<i64, String> {
        Money::from_decimal(text, self.currency).map(|m| m.amount_minor).map_err(|e| e.to_string())
    }

    fn order_id(&self, number: &str) -> Result<Id, String> {
        self.orders.get(number).cloned().ok_or_else(|| format!("there is no order {number}"))
    }

    fn thing(&self, name: &str) -> Result<Id, String> {
        self.things.get(name).cloned().ok_or_else(|| format!("there is no `{name}`"))
    }

    async fn state(&self, id: &str) -> Result<State, String> {
        let row = self.engine.store().stream(TENANT, id).await.map_err(|e| e.to_string())?;
        let row = row.ok_or_else(|| format!("there is no stream {id}"))?;
        recall::stream(&row).map(|(_, stream)| stream.state).map_err(|e| e.to_string())
    }

    async fn order(&self, number: &str) -> Result<Order, String> {
        match self.state(self.order_id(number)?.as_str()).await? {
            State::Order(order) => Ok(order),
            _ => Err("not an order".to_owned()),
        }
    }

    /// `1001` is the order's only payment, `1001/2` its second.
    async fn payment(&self, name: &str) -> Result<Payment, String> {
        let (number, place) = name.split_once('/').unwrap_or((name, "1"));
        let order = self.order(number).await?;
        let place: usize = place.parse().map_err(|_| "a place is a number".to_owned())?;
        let id = order.payments.get(place - 1).ok_or("the order has no such payment")?;
        match self.state(id.as_str()).await? {
            State::Payment(payment) => Ok(payment),
            _ => Err("not a payment".to_owned()),
        }
    }

    async fn refund_state(&self, refund: &Id) -> Result<(Payment, recoup_core::payment::Refund), String> {
        let found = self.engine.store().references(TENANT, Some("id"), refund.as_str()).await;
        let owner = found.map_err(|e| e.to_string())?.into_iter().next().ok_or("a refund without an owner")?;
        match self.state(&owner.stream_id).await? {
            State::Payment(payment) => {
                let refund = payment.refund(refund).cloned().ok_or("the payment has no such refund")?;
                Ok((payment, refund))
            }
            _ => Err("not a payment".to_owned()),
        }
    }

    fn clock(&mut self, by: &str) -> Told {
        let units = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)];
        let secs: Option<i64> =
            units.iter().find_map(|(unit, secs)| by.strip_suffix(unit)?.parse::<i64>().ok().map(|n| n * secs));
        let clock = self.engine.clock();
        clock.set_offset_us(clock.offset_us() + secs.ok_or("write a time span as 7d or 12h")? * 1_000_000);
        Ok(())
    }

    async fn expect(&self, words: &mut Words<'_>) -> Told {
        let (what, name) = (words.next()?, words.next()?);
        let status = match what {
            "payment" => self.payment(name).await?.status.word(),
            "order" => self.order(name).await?.status.word(),
            "refund" => self.refund_state(&self.thing(name)?).await?.1.status.word(),
            other => return Err(format!("nothing is expected of a `{other}`")),
        };
        let wanted = words.next()?;
        if status == wanted { Ok(()) } else { Err(format!("{what} {name} is {status}, not {wanted}")) }
    }

    /// `books 1200 0.00, 1110 450.00`: account totals, debit positive.
    async fn books(&mut self, words: &mut Words<'_>) -> Told {
        let mut ahead = Words::of(words.rest());
        if let Ok(currency) = ahead.next()?.parse() {
            self.currency = currency;
            words.next()?;
        }
        let rows = self.engine.store().trial_balance(TENANT, None).await.map_err(|e| e.to_string())?;
        for pair in words.rest().split(',') {
            let mut words = Words::of(pair);
            let (account, wanted) = (words.next()?, self.amount(words.next()?)?);
            let got: i64 = rows
                .iter()
                .filter(|row| row.account == account && row.currency == self.currency.code())
                .map(|row| row.debit_minor - row.credit_minor)
                .sum();
            if got != wanted {
                let (got, wanted) = (Money::new(got, self.currency), Money::new(wanted, self.currency));
                return Err(format!("account {account} holds {got}, not {wanted}"));
            }
        }
        Ok(())
    }

    /// `bank 1001 captured 450.00 released 66.00`: what the bank says really moved.
    async fn bank_says(&self, words: &mut Words<'_>) -> Told {
        let payment = self.payment(words.next()?).await?;
        let truth = self.bank.oracle_of(&payment.gateway_ref).ok_or("the bank knows no such authorization")?;
        while !words.is_empty() {
            let (what, wanted) = (words.next()?, self.amount(words.next()?)?);
            let got = match what {
                "captured" => truth.captured_minor,
                "released" => truth.released_minor,
                "refunded" => truth.refunded_settled_minor - truth.refund_returned_minor,
                other => return Err(format!("the bank says nothing of `{other}`")),
            };
            if got != wanted {
                return Err(format!("the bank says {what} {}", Money::new(got, self.currency)));
            }
        }
        Ok(())
    }

    async fn notices(&self, words: &mut Words<'_>) -> Told {
        let payment = self.payment(words.next()?).await?;
        let audience = words.next()?;
        let rows = self.engine.store().notices(TENANT, payment.id.as_str()).await.map_err(|e| e.to_string())?;
        let got: Vec<&str> = rows.iter().filter(|n| n.audience == audience).map(|n| n.template.as_str()).collect();
        let wanted: Vec<&str> = words.rest().split_whitespace().collect();
        if got == wanted { Ok(()) } else { Err(format!("the notices are {got:?}")) }
    }

    /// Carries everything that is due out and in until nothing moves any more.
    async fn settle(&mut self) -> Told {
        for _ in 0..200 {
            let mut moved = 0;
            for item in self.claim(Queue::Timer).await? {
                let alarm: Alarm = serde_json::from_slice(&item.payload).map_err(|e| e.to_string())?;
                let actor = Actor::machine(ActorKind::Timer, &item.kind);
                self.tell_engine(Request::new(TENANT, actor, RingTimer { alarm }), &item, Queue::Timer).await?;
                moved += 1;
            }
            for item in self.claim(Queue::Outbox).await? {
                self.carry_out(&item).await?;
                moved += 1;
            }
            moved += self.deliver().await?;
            if moved == 0 && !self.soon().await? {
                return Ok(());
            }
        }
        Err("it never comes to rest".to_owned())
    }

    /// Probes and retries wait some seconds; a story does not.
    async fn soon(&self) -> Result<bool, String> {
        let now_us = self.engine.clock().now().as_microsecond();
        let due = self.engine.store().next_due(Queue::Outbox).await.map_err(|e| e.to_string())?;
        match due {
            Some(due_us) if due_us - now_us < 60_000_000 => {
                let clock = self.engine.clock();
                clock.set_offset_us(clock.offset_us() + (due_us - now_us).max(0) + 1);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    async fn claim(&self, queue: Queue) -> Result<Vec<Claimed>, String> {
        let now_us = self.engine.clock().now().as_microsecond();
        let claim = Claim { queue, now_us, wall_us: now_us, lease_us: 60_000_000, limit: 100, only: None };
        self.engine.store().claim(claim).await.map_err(|e| e.to_string())
    }

    async fn tell_engine(&self, request: Request, item: &Claimed, queue: Queue) -> Told {
        let done = Done { queue, id: item.id.clone(), epoch: item.epoch, then: Then::Finished };
        match self.engine.submit(request.finishing(done)).await {
            Reply::Done(_) => Ok(()),
            other => Err(format!("{} was not taken: {other:?}", item.kind)),
        }
    }

    async fn carry_out(&mut self, item: &Claimed) -> Told {
        let effect: Effect = serde_json::from_slice(&item.payload).map_err(|e| e.to_string())?;
        let gateway = recoup_gateways::of_account(&effect.account).ok_or("no such gateway")?;
        let Step { request: wire, stage } = gateway.plan(&effect, &self.account).map_err(|e| e.to_string())?;
        let target = wire.url.trim_start_matches("http://bank").to_owned();
        let mut request = WireRequest::new(wire.method, &target).with_body(wire.body.clone());
        for header in &wire.headers {
            request = match header.name {
                "authorization" => request.with_secret(header.value.trim_start_matches("Bearer ")),
                "idempotency-key" => request.with_key(&header.value),
                _ => request,
            };
        }
        let now = self.engine.clock().now();
        let asked = Asked { effect: &effect, account: &self.account, stage };
        let outcome = match self.bank.handle(request, now.as_microsecond()) {
            Said::Answer { status, body, .. } => {
                gateway.interpret(&asked, &WireReply::Http { status, headers: &[], body: body.as_bytes() })
            }
            Said::Silence { .. } => gateway.interpret(&asked, &WireReply::MaybeSent { why: "silence".to_owned() }),
        };
        match next::next(TENANT, &effect, item.attempts, outcome) {
            Next::Tell(mut requests) => {
                let last = requests.pop().ok_or("the bank said nothing")?;
                for request in requests {
                    if !matches!(self.engine.submit(request).await, Reply::Done(_)) {
                        return Err("a fact was not taken".to_owned());
                    }
                }
                self.tell_engine(last, item, Queue::Outbox).await
            }
            Next::Later { why, .. } => Err(format!("the bank wants us later: {why}")),
        }
    }

    /// The bank's webhooks, verified and read by the adapter.
    async fn deliver(&mut self) -> Result<usize, String> {
        let now = self.engine.clock().now();
        self.bank.advance(now.as_microsecond());
        let due = self.bank.due(now.as_microsecond());
        let count = due.len();
        let gateway = recoup_gateways::of_account(ACCOUNT).ok_or("no such gateway")?;
        for delivery in due {
            if self.deaf {
                self.bank.acknowledge(delivery.id);
                continue;
            }
            let headers: Vec<(String, String)> =
                delivery.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            let seen = Delivery { headers: &headers, body: delivery.body.as_bytes() };
            let known = Known { at: now, certificates: &BTreeMap::new() };
            if gateway.authenticate(&seen, &self.account, &known) != Genuine::Genuine {
                return Err("a webhook is not genuine".to_owned());
            }
            for reading in gateway.read_delivery(&seen, &self.account) {
                let Reading::Facts(facts) = reading else {
                    return Err(format!("a webhook cannot be read: {}", delivery.body));
                };
                for fact in facts {
                    match self.engine.submit(next::fact_request(TENANT, fact)).await {
                        Reply::Done(_) => {}
                        other => return Err(format!("a webhook's fact was not taken: {other:?}")),
                    }
                }
            }
            self.bank.acknowledge(delivery.id);
        }
        Ok(count)
    }
}

/// `by ann(support)`: a person with roles.
fn by(words: &mut Words<'_>) -> Result<Actor, String> {
    words.expect("by")?;
    let text = words.next()?;
    let (person, roles) = text.split_once('(').ok_or("write a person as ann(support)")?;
    let role = |word: &str| Role::from_word(word).ok_or_else(|| format!("`{word}` is no role"));
    let roles: Result<Vec<Role>, String> = roles.trim_end_matches(')').split(',').map(role).collect();
    Ok(Actor::user(person, &roles?))
}
