//! The adapter against an independent Stripe: a bank behind Stripe's protocol that can contradict it. No network.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
mod keys;

use recoup_core::effect::{Effect, OperationKind};
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::Fact;
use recoup_gateways::report::Item;
use recoup_gateways::stripe::Stripe;
use recoup_gateways::{Account, Asked, Delivery, Gateway, Known, Outcome, Reading, Reply, Request, Verdict};
use recoup_sandbox::{
    BankConfig, Desk, DisputeAsked, DisputeReason, DisputeStage, FaceKind, FeePlan, WebhookDelivery, WebhookEndpoint,
    WireReply, WireRequest,
};

use super::{CAPTURE_2, SINCE_SECS, account, effect, probe};

const SECOND_US: i64 = 1_000_000;
const DAY_US: i64 = 86_400 * SECOND_US;
const HOOK: &str = "http://shop.example/hooks";

struct World {
    desk: Desk,
    now_us: i64,
    account: Account,
    /// Facts of replies and looks.
    told: BTreeSet<String>,
    /// A key whose first request ended in a 500 that did nothing yet, which the sandbox has no fault for; until when it
    /// is given again, and how often that was.
    kept: Option<(String, i64, u32)>,
}

fn key(fact: &Fact) -> String {
    format!("{} {} {:?}", fact.key(), fact.ours, fact.amount.map(|amount| amount.amount_minor))
}

impl World {
    fn new() -> Self {
        let fees = FeePlan { capture_basis_points: 150, capture_minor: 25, dispute_minor: 1_500, ..FeePlan::default() };
        let hook = WebhookEndpoint { url: HOOK.to_owned(), secret: "whsec_recoup_one".to_owned() };
        let config = BankConfig { fees, webhook_endpoints: vec![hook], ..BankConfig::of(FaceKind::Stripe) };
        let account = Account { secret: config.secret.clone(), ..account() };
        Self { desk: Desk::new(config), now_us: SINCE_SECS * SECOND_US, account, told: BTreeSet::new(), kept: None }
    }

    fn pass(&mut self, us: i64) {
        self.now_us += us;
        self.desk.advance(self.now_us);
    }

    /// One request, with a fault of the sandbox where one is named.
    fn send(&mut self, request: &Request, fault: &str) -> (u16, Vec<(String, String)>, String) {
        let target = request.url.strip_prefix(&self.account.base_url).expect("a request to Stripe");
        let mut wire = WireRequest::new(request.method, target).with_body(request.body.clone());
        for header in &request.headers {
            wire = wire.with_header(header.name, &header.value);
        }
        if !fault.is_empty() {
            wire = wire.with_header("sandbox-fault", fault);
        }
        let key = request.headers.iter().find(|header| header.name == "idempotency-key").map(|header| &header.value);
        if let (Some(key), Some((kept, until_us, times))) = (key, &mut self.kept)
            && key.starts_with(kept.as_str())
        {
            assert!(!key.contains("-r"), "no further key: {key}");
            if self.now_us < *until_us {
                *times += 1;
                let replayed = (*times > 1).then(|| ("idempotent-replayed".to_owned(), "true".to_owned()));
                return (500, replayed.into_iter().collect(), String::new());
            }
        }
        match self.desk.handle(wire, self.now_us) {
            WireReply::Answer { status, headers, body, .. } => {
                (status, headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), body)
            }
            WireReply::Silence { .. } => (0, Vec::new(), String::new()),
        }
    }

    fn reply<R>(&mut self, request: &Request, fault: &str, read: impl FnOnce(&Self, &Reply<'_>) -> R) -> R {
        let (status, headers, body) = self.send(request, fault);
        match status {
            0 => read(self, &Reply::MaybeSent { why: "silence".to_owned() }),
            _ => read(self, &Reply::Http { status, headers: &headers, body: body.as_bytes() }),
        }
    }

    /// An effect to its end; the fault hits the last step that was planned before it.
    fn run(&mut self, effect: &Effect, fault: &str) -> Outcome {
        let mut step = Stripe.plan(effect, &self.account).expect("it can be planned");
        // The first step of these only looks, so that a fault in it would be no fault of the deed.
        let looks = effect.operation.kind == OperationKind::Release
            || (effect.operation.kind == OperationKind::Capture && !effect.last);
        loop {
            let hit = if looks && step.stage == 0 { "" } else { fault };
            let stage = step.stage;
            let outcome = self.reply(&step.request, hit, |world, reply| {
                Stripe.interpret(&Asked { effect, account: &world.account, stage }, reply)
            });
            match outcome {
                Outcome::Next(next) => step = next,
                Outcome::Facts(facts) => {
                    self.told.extend(facts.iter().map(key));
                    return Outcome::Facts(facts);
                }
                other => return other,
            }
        }
    }

    fn words(&mut self, effect: &Effect) -> Vec<String> {
        match self.run(effect, "") {
            Outcome::Facts(facts) => facts.iter().map(word).collect(),
            other => vec![format!("{other:?}")],
        }
    }

    /// Authorizes and says what Stripe calls it.
    fn authorized(&mut self, token: &str, minor: i64) -> String {
        let asked = authorize(token, minor);
        let Outcome::Facts(facts) = self.run(&asked, "") else { panic!("it is authorized") };
        assert_eq!(facts.iter().map(word).collect::<Vec<_>>(), ["authorized"]);
        facts[0].subject.clone()
    }

    fn due(&mut self) -> Vec<WebhookDelivery> {
        let due = self.desk.due(self.now_us);
        due.iter().for_each(|delivery| self.desk.acknowledge(delivery.id));
        due
    }

    /// What a delivery says, with the looks that it starts.
    fn read(&mut self, delivery: &WebhookDelivery) -> Vec<Fact> {
        let headers: Vec<(String, String)> =
            delivery.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let seen = Delivery { headers: &headers, body: delivery.body.as_bytes() };
        let at = Timestamp::from_microsecond(self.now_us).expect("a time");
        let known = Known { at, certificates: &BTreeMap::new() };
        assert_eq!(Stripe.authenticate(&seen, &self.account, &known), Verdict::Genuine, "{}", delivery.event_type);
        let mut facts = Vec::new();
        let mut readings = Stripe.read_delivery(&seen, &self.account);
        while let Some(reading) = readings.pop() {
            match reading {
                Reading::Facts(list) => facts.extend(list),
                Reading::Ignored { .. } => {}
                Reading::Look(look) => readings.extend(
                    self.reply(&look.request, "", |world, reply| Stripe.read_look(&world.account, look.stage, reply)),
                ),
                other => panic!("{}: {other:?}", delivery.event_type),
            }
        }
        facts
    }
}

fn word(fact: &Fact) -> String {
    let code = match &fact.what {
        recoup_core::payment::facts::What::Declined { code }
        | recoup_core::payment::facts::What::CaptureFailed { code }
        | recoup_core::payment::facts::What::RefundFailed { code } => format!(" {code}"),
        _ => String::new(),
    };
    format!("{}{code}", fact.what.word())
}

fn authorize(token: &str, minor: i64) -> Effect {
    Effect { token: token.to_owned(), amount: Money::new(minor, Currency::EUR), ..effect(OperationKind::Authorize) }
}

fn part(kind: OperationKind, intent: &str, minor: i64) -> Effect {
    Effect { authorization_ref: intent.to_owned(), amount: Money::new(minor, Currency::EUR), ..effect(kind) }
}

fn asked(of: &Effect) -> Effect {
    Effect { call: probe(of.operation.kind).call, last: false, probes: 1, ..of.clone() }
}

fn named(of: Effect, id: &str) -> Effect {
    let mut of = of;
    of.operation.id = recoup_core::id::Id::trusted(id);
    of
}

#[test]
fn captured_in_parts_released_and_refunded_to_the_last_cent() {
    use OperationKind::{Capture, Refund, Release};
    let mut world = World::new();
    let intent = world.authorized("cus_A1/pm_card_visa", 1_000);
    assert_eq!(world.words(&part(Capture, &intent, 400)), ["captured"]);
    assert_eq!(world.words(&named(part(Capture, &intent, 300), CAPTURE_2)), ["captured"]);
    assert_eq!(world.words(&part(Release, &intent, 300)), ["released"]);
    let after = named(part(Capture, &intent, 1), "cap_01jd0000000000000000000009");
    assert_eq!(world.words(&after), ["capture_failed payment_intent_unexpected_state"]);
    let refund = |minor, id: &str| named(part(Refund, &intent, minor), id);
    assert_eq!(world.words(&refund(500, "rfd_01jd0000000000000000000011")), ["refund_accepted"]);
    assert_eq!(world.words(&refund(200, "rfd_01jd0000000000000000000012")), ["refund_accepted"]);
    assert_eq!(world.words(&refund(1, "rfd_01jd0000000000000000000013")), ["refund_failed charge_already_refunded"]);
    assert_eq!(world.words(&asked(&part(Release, &intent, 300))), ["released"]);
    assert_eq!(world.desk.bank().authorizations()[0].released_minor, 300);
    // A refund of more than is left is refused without a code.
    let other = world_with_capture(&mut world);
    assert_eq!(
        world.words(&named(part(Refund, &other, 701), "rfd_01jd0000000000000000000014")),
        ["refund_failed invalid_request_error"]
    );
}

/// The mark of a capture stays where the capture fails later. While it can be captured no more it is under way; once all
/// of it can be captured again, or the intent is over, it did not happen.
#[test]
fn a_capture_that_takes_its_time_and_fails_is_known_by_what_can_be_captured() {
    let mut world = World::new();
    let intent = world.authorized("cus_A1/pm_tok_capture_declined", 1_000);
    let capture = Effect { last: true, ..part(OperationKind::Capture, &intent, 1_000) };
    assert_eq!(world.words(&capture), ["taken"]);
    assert_eq!(world.words(&asked(&capture)), ["taken"]);
    world.pass(DAY_US);
    assert!(matches!(world.run(&asked(&capture), ""), Outcome::Unknown { .. }), "it was sent a moment ago");
    let late = Effect { due_at: capture.since + jiff::SignedDuration::from_hours(24), ..asked(&capture) };
    assert_eq!(world.words(&late), ["capture_failed not_captured"]);
    world.pass(8 * DAY_US);
    assert_eq!(world.words(&asked(&capture)), ["capture_failed canceled"]);
}

/// A second payment in the same world, captured whole.
fn world_with_capture(world: &mut World) -> String {
    let mut asked = authorize("cus_A1/pm_card_visa", 700);
    asked.operation.id = recoup_core::id::Id::trusted("pay_01jd0000000000000000000099");
    asked.operation.payment = asked.operation.id.clone();
    let Outcome::Facts(facts) = world.run(&asked, "") else { panic!("it is authorized") };
    let intent = facts[0].subject.clone();
    let capture = Effect { last: true, ..part(OperationKind::Capture, &intent, 700) };
    let capture = named(capture, "cap_01jd0000000000000000000099");
    assert_eq!(world.words(&capture), ["captured"]);
    intent
}

#[test]
fn events_in_any_order_say_what_is_read_back() {
    use OperationKind::{Capture, Refund, Release};
    let mut world = World::new();
    let intent = world.authorized("cus_A1/pm_card_visa", 1_000);
    let mut deliveries = world.due();
    for of in [part(Capture, &intent, 400), part(Release, &intent, 600), part(Refund, &intent, 150)] {
        world.run(&of, "");
        world.pass(SECOND_US);
        deliveries.extend(world.due());
    }
    world.pass(4 * DAY_US);
    deliveries.extend(world.due());
    for of in [part(Capture, &intent, 400), part(Release, &intent, 600), part(Refund, &intent, 150)] {
        assert!(matches!(world.run(&asked(&of), ""), Outcome::Facts(_)));
    }
    let all: BTreeSet<String> = world.told.clone();
    // Genuine only for five minutes; what is read is the same later.
    for turn in 0..deliveries.len() {
        let mut order: Vec<usize> = (0..deliveries.len()).chain(0..deliveries.len()).collect();
        order.rotate_left(turn);
        if turn % 2 == 1 {
            order.reverse();
        }
        let mut seen = BTreeSet::new();
        for at in order {
            let body = deliveries[at].body.clone();
            let read = Stripe.read_delivery(&Delivery { headers: &[], body: body.as_bytes() }, &world.account);
            for reading in read {
                if let Reading::Facts(facts) = reading {
                    seen.extend(facts.iter().map(key));
                }
            }
        }
        assert_eq!(seen, all, "turn {turn}");
    }
    let words: Vec<&str> = all.iter().filter_map(|fact| fact.split(':').nth(4)).collect();
    assert!(words.iter().any(|word| word.starts_with("refund_settled")), "{words:?}");
}

#[test]
fn declines_tell_why() {
    for (token, merchant, code) in [
        ("pm_card_chargeDeclined", false, "declined generic_decline/try_again_later"),
        ("cus_A1/pm_card_chargeDeclinedLostCard", true, "declined lost_card/do_not_try_again"),
        ("pm_card_chargeDeclinedIncorrectCvc", false, "declined incorrect_cvc/confirm_card_data"),
        ("cus_A1/pm_card_authenticationRequired", true, "declined authentication_required"),
        ("pm_card_nobodyKnows", false, "declined resource_missing"),
    ] {
        let mut world = World::new();
        let of = Effect { merchant_initiated: merchant, ..authorize(token, 500) };
        assert_eq!(world.words(&of), [code], "{token}");
        for delivery in world.due() {
            let said: Vec<String> = world.read(&delivery).iter().map(word).collect();
            assert!(said.iter().all(|word| word == code), "{token}: {said:?}");
        }
    }
    let mut world = World::new();
    assert_eq!(world.words(&authorize("pm_card_authenticationRequired", 500)), ["action_required"]);
}

#[test]
fn an_answer_that_is_lost_is_found_and_money_moves_once() {
    use OperationKind::{AcceptDispute, Authorize, Capture, Refund, Release, SubmitEvidence};
    for kind in [Authorize, Capture, Release, Refund] {
        for (fault, happened) in
            [("timeout_before", false), ("timeout_after", true), ("error_500_before", false), ("error_500_after", true)]
        {
            let mut world = World::new();
            let of = match kind {
                Authorize => authorize("cus_A1/pm_card_visa", 1_000),
                _ => {
                    let intent = world.authorized("cus_A1/pm_card_visa", 1_000);
                    if kind == Refund {
                        let first = Effect { last: true, ..part(Capture, &intent, 1_000) };
                        assert_eq!(world.words(&first), ["captured"]);
                    }
                    part(kind, &intent, 400)
                }
            };
            assert!(matches!(world.run(&of, fault), Outcome::Unknown { .. }), "{kind:?} {fault}");
            world.pass(100 * SECOND_US);
            match (world.run(&asked(&of), ""), happened) {
                (Outcome::Facts(_), true) => {}
                (Outcome::NeverArrived, false) => {
                    assert!(matches!(world.run(&of, ""), Outcome::Facts(_)), "{kind:?} {fault}");
                }
                (other, _) => panic!("{kind:?} {fault}: {other:?}"),
            }
            let bank = world.desk.bank();
            let counts =
                [bank.authorizations().len(), bank.captures().len(), bank.releases().len(), bank.refunds().len()];
            let expected = match kind {
                Authorize => [1, 0, 0, 0],
                Capture => [1, 1, 0, 0],
                Release => [1, 0, 1, 0],
                Refund => [1, 1, 0, 1],
                SubmitEvidence | AcceptDispute => unreachable!("no call of a payment"),
            };
            assert_eq!(counts, expected, "{kind:?} {fault}");
        }
    }
}

#[test]
fn one_capture_only_where_several_are_not_allowed() {
    let mut world = World::new();
    let intent = world.authorized("pm_card_credit_disableEnterpriseCardFeatures", 1_000);
    let first = part(OperationKind::Capture, &intent, 400);
    assert_eq!(world.words(&first), ["capture_failed multicapture_unavailable"]);
    assert_eq!(world.desk.bank().captures().len(), 0);
    assert_eq!(world.words(&Effect { last: true, ..first }), ["captured"]);
    assert_eq!(world.desk.bank().authorizations()[0].released_minor, 600);
    let whole = world_with_capture(&mut world);
    assert!(!whole.is_empty());
}

#[test]
fn refunds_that_do_not_arrive() {
    for (token, words) in [
        ("pm_tok_refund_fails", ["refund_accepted", "refund_failed expired_or_canceled_card"].as_slice()),
        ("pm_card_refundFail", ["refund_accepted", "refund_completed", "refund_settled", "refund_returned"].as_slice()),
    ] {
        let mut world = World::new();
        let intent = world.authorized(token, 1_000);
        let last = Effect { last: true, ..part(OperationKind::Capture, &intent, 1_000) };
        assert_eq!(world.words(&last), ["captured"]);
        let refund = part(OperationKind::Refund, &intent, 300);
        world.run(&refund, "");
        let mut told = BTreeSet::new();
        for _ in 0..6 {
            world.pass(DAY_US);
            for delivery in world.due() {
                told.extend(world.read(&delivery).iter().map(word).filter(|word| word.starts_with("refund")));
            }
        }
        assert_eq!(told, words.iter().map(|word| (*word).to_owned()).collect(), "{token}");
        let back = world.words(&asked(&refund));
        assert_eq!(back.last().map(String::as_str), words.last().copied(), "{token}");
    }
}

#[test]
fn a_capture_that_fails_late_is_reversed() {
    let mut world = World::new();
    let intent = world.authorized("pm_tok_capture_fails", 1_000);
    let last = Effect { last: true, ..part(OperationKind::Capture, &intent, 1_000) };
    assert_eq!(world.words(&last), ["captured"]);
    world.due();
    world.pass(2 * DAY_US);
    let mut told = Vec::new();
    for delivery in world.due() {
        told.extend(world.read(&delivery).iter().map(word));
    }
    assert_eq!(told, ["authorized", "captured", "capture_reversed"]);
    assert_eq!(world.words(&asked(&last)), ["captured", "capture_reversed"]);
}

#[test]
fn authorizations_run_out_and_are_given_back() {
    let mut world = World::new();
    let intent = world.authorized("pm_tok_expires_fast", 1_000);
    world.pass(2 * 3_600 * SECOND_US);
    let mut told = BTreeSet::new();
    for delivery in world.due() {
        let late = delivery.event_type != "payment_intent.created";
        told.extend(world.read(&delivery).iter().filter(|_| late).map(word));
    }
    assert_eq!(told, ["authorized", "expired"].map(str::to_owned).into());
    assert_eq!(world.words(&part(OperationKind::Release, &intent, 1_000)), ["released"]);
    let look = Effect { authorization_ref: intent, ..asked(&authorize("pm_tok_expires_fast", 1_000)) };
    assert!(world.words(&look).contains(&"authorized".to_owned()));
}

#[test]
fn disputes_won_and_lost() {
    for won in [true, false] {
        let mut world = World::new();
        let intent = world.authorized("pm_card_visa", 1_000);
        let last = Effect { last: true, ..part(OperationKind::Capture, &intent, 1_000) };
        world.run(&last, "");
        world.due();
        let capture = world.desk.bank().captures()[0].id.clone();
        let (reason, stage) = (DisputeReason::Fraud, DisputeStage::Chargeback);
        let open = DisputeAsked::whole(&capture, stage, reason);
        let id = world.desk.at_bank(|bank| bank.open_dispute(&open).map(|dispute| dispute.id.clone())).expect("opened");
        let refund = part(OperationKind::Refund, &intent, 1);
        assert_eq!(world.words(&refund), ["refund_failed charge_disputed"]);
        world.desk.at_bank(|bank| bank.decide_dispute(&id, won).map(drop)).expect("decided");
        let mut told = BTreeSet::new();
        for delivery in world.due() {
            let facts = world.read(&delivery);
            assert!(facts.iter().all(|fact| fact.parent == intent && fact.ours.is_empty()), "{facts:?}");
            told.extend(facts.iter().map(word));
        }
        let mut expected = vec!["dispute_closed", "dispute_fee", "dispute_funds_withdrawn", "dispute_opened"];
        expected.extend(won.then_some("dispute_funds_reinstated"));
        assert_eq!(told, expected.into_iter().map(str::to_owned).collect());
    }
}

#[test]
fn events_are_genuine_while_a_secret_is_rolled() {
    let mut world = World::new();
    world.authorized("pm_card_visa", 1_000);
    world.desk.put_webhook_endpoint(&WebhookEndpoint { url: HOOK.to_owned(), secret: "whsec_new".to_owned() });
    let both = world.due();
    assert!(!both.is_empty());
    for delivery in &both {
        world.read(delivery);
    }
    world.account.webhook_secrets = vec!["whsec_new".to_owned()];
    for delivery in &both {
        world.read(delivery);
    }
    world.account.webhook_secrets = vec!["whsec_other".to_owned()];
    let headers = [("stripe-signature".to_owned(), both[0].header("stripe-signature").expect("signed").to_owned())];
    let at = Timestamp::from_microsecond(world.now_us).expect("a time");
    let known = Known { at, certificates: &BTreeMap::new() };
    let seen = Delivery { headers: &headers, body: both[0].body.as_bytes() };
    assert!(matches!(Stripe.authenticate(&seen, &world.account, &known), Verdict::Forged { .. }));
}

#[test]
fn the_files_of_a_payout_sum_up() {
    let mut world = World::new();
    let intent = world.authorized("pm_card_visa", 10_000);
    let last = Effect { last: true, ..part(OperationKind::Capture, &intent, 10_000) };
    world.run(&last, "");
    world.run(&part(OperationKind::Refund, &intent, 2_500), "");
    world.pass(4 * DAY_US);
    world.desk.at_bank(|bank| assert_eq!(bank.close_batch().len(), 1));
    let get = |world: &mut World, method: &str, target: &str, body: &str| {
        let request = WireRequest::new(method, target).with_secret(&world.account.secret).with_body(body);
        let reply = world.desk.handle(request, world.now_us);
        assert_eq!(reply.status(), Some(200), "{reply:?}");
        reply.body().unwrap_or_default().to_owned()
    };
    let columns = [
        "reporting_category",
        "net",
        "fee",
        "gross",
        "currency",
        "automatic_payout_id",
        "source_id",
        "balance_transaction_id",
        "payment_intent_id",
        "refund_id",
        "payment_metadata[recoup]",
        "refund_metadata[recoup]",
    ];
    let columns: String = columns.iter().map(|column| format!("&parameters%5Bcolumns%5D%5B%5D={column}")).collect();
    let body = format!("report_type=payout_reconciliation.itemized.5{columns}");
    let run: serde_json::Value =
        serde_json::from_str(&get(&mut world, "POST", "/v1/reporting/report_runs", &body)).expect("JSON");
    let url = run["result"]["url"].as_str().expect("an address");
    let path = &url[url.find("/v1/").expect("a path")..];
    let csv = get(&mut world, "GET", path, "");
    let payouts: serde_json::Value = serde_json::from_str(&get(&mut world, "GET", "/v1/payouts", "")).expect("JSON");
    let payout = payouts["data"][0]["id"].as_str().expect("a payout").to_owned();
    let json =
        get(&mut world, "GET", &format!("/v1/balance_transactions?payout={payout}&expand%5B%5D=data.source"), "");
    for (kind, text) in [("payout_reconciliation", csv), ("payout_transactions", json)] {
        let items: Vec<Item> = Stripe.read_report(kind, Box::new(text.as_bytes())).expect("a report").collect();
        let (mut lines, mut ours) = (0, BTreeSet::new());
        for item in &items {
            match item {
                Item::Line(line) => {
                    lines += 1;
                    ours.insert(line.ours.clone());
                }
                Item::Total(total) => assert!(total.fits() && total.told_minor == 10_000 - 175 - 2_500, "{total:?}"),
                other => panic!("{kind}: {other:?}"),
            }
        }
        assert_eq!((lines, items.len()), (3, 4), "{kind}: {items:?}");
        assert!(ours.contains(super::PAYMENT) && ours.contains(super::REFUND), "{kind}: {ours:?}");
    }
}
