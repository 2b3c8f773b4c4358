//! Which gateway account a payment is tried at, and what follows when it is declined there.

use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::effect::{Call, OperationKind};
use recoup_core::event::{Body, Route};
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::order::stop::HoldOrder;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::NeverArrived;
use recoup_core::payment::{Candidate, Method, PaymentStatus, Terms, Way};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Outcome, PolicyKind, Rule};

use super::people;
use super::stage::{Stage, admin, order};

/// A tender of 100 with a token at each account, captured as soon as it is authorized.
pub fn routed(accounts: &[&str]) -> Tender {
    let candidate = |account: &&str| Candidate {
        account: (*account).to_owned(),
        token: format!("tok-{account}"),
        terms: Terms::NONE,
    };
    let candidates: Vec<Candidate> = accounts.iter().map(candidate).collect();
    let first = candidates.first().cloned().expect("an account");
    let way = Way { method: "card".to_owned(), country: "DE".to_owned(), candidates, ..Way::default() };
    let method = Method {
        token: first.token,
        way: Some(Box::new(way)),
        ..Method::by(Route::Gateway { account: first.account })
    };
    Tender { amount_minor: 100, method, capture_at_once: true, release_after: None }
}

fn stage(accounts: &[&str]) -> Stage {
    Stage::with_tenders(100, vec![routed(accounts)])
}

/// The accounts at which the order was tried, in order, with how each try stands.
fn tries(s: &Stage) -> Vec<(String, &'static str)> {
    let payments = s.shop.order(&s.order).payments.clone();
    let try_of = |id: &Id| {
        let payment = s.shop.payment(id);
        (payment.gateway_account().unwrap_or_default().to_owned(), payment.status.word())
    };
    payments.iter().map(try_of).collect()
}

fn nth(s: &Stage, n: usize) -> Id {
    s.shop.order(&s.order).payments[n].clone()
}

/// What the account of the n-th try says about it.
fn fact(s: &Stage, n: usize, what: What) -> (Actor, Fact) {
    let payment = s.shop.payment(&nth(s, n));
    let account = payment.gateway_account().expect("a gateway").to_owned();
    let fact = Fact {
        account: account.clone(),
        subject: format!("theirs-{}", payment.id),
        ours: payment.id.as_str().to_owned(),
        what,
        amount: Some(Money::new(payment.amount_minor, Currency::EUR)),
        parent: String::new(),
        ordinal: String::new(),
    };
    (Actor::machine(ActorKind::Gateway, &account), fact)
}

fn tell(s: &mut Stage, n: usize, what: What) {
    let (actor, fact) = fact(s, n, what);
    s.shop.run(&actor, fact).expect("a fact is taken");
}

fn declined(code: &str) -> What {
    What::Declined { code: code.to_owned() }
}

const AUTHORIZED: What = What::Authorized { expires_at: None };

/// Authorizations that were sent, by key and account.
fn sent(s: &Stage) -> Vec<(String, String, String)> {
    let effects = s.shop.effects.values();
    let sends = effects.filter(|e| e.call == Call::Send && e.operation.kind == OperationKind::Authorize);
    let mut keys: Vec<_> = sends.map(|e| (e.operation.reference(), e.account.clone(), e.token.clone())).collect();
    keys.sort();
    keys
}

#[test]
fn only_a_decline_that_allows_it_is_tried_elsewhere() {
    for (code, goes_on) in [
        ("issuer_unavailable", true),
        ("processing_error", true),
        ("do_not_honor", true),
        ("insufficient_funds", false),
        ("limit_exceeded", false),
        ("stolen_card", false),
        ("fraud", false),
        ("revoked", false),
        ("expired_card", false),
        ("authentication_required", false),
        ("invalid_token", false),
        ("nobody-knows-this", false),
        ("", false),
    ] {
        let mut s = stage(&["sandbox:one", "sandbox:two"]);
        tell(&mut s, 0, declined(code));
        let told: Vec<_> = s.shop.last.notices.iter().map(|(_, notice)| notice.template).collect();
        if goes_on {
            let both = [("sandbox:one".to_owned(), "failed"), ("sandbox:two".to_owned(), "pending")];
            assert_eq!(tries(&s), both, "{code}");
            assert_eq!(told, Vec::<&str>::new(), "{code}: nothing is decided yet, so nobody is told");
            let (first, second) = (s.shop.payment(&nth(&s, 0)), s.shop.payment(&nth(&s, 1)));
            assert_eq!(first.replaced_by.as_ref(), Some(&second.id), "{code}");
            assert_eq!(second.instead_of.as_ref(), Some(&first.id), "{code}");
            let keys = sent(&s);
            assert_eq!(keys.len(), 2, "{code}");
            assert_ne!(keys[0].0, keys[1].0, "{code}: each try has a key of its own");
            assert!(keys.iter().all(|(_, account, token)| *token == format!("tok-{account}")), "{code}: {keys:?}");
        } else {
            assert_eq!(tries(&s), [("sandbox:one".to_owned(), "failed")], "{code}");
            assert_eq!(told, ["payment_declined"], "{code}");
        }
    }
}

#[test]
fn a_tender_that_names_its_account_stays_there() {
    let mut s = Stage::with_tenders(100, vec![super::stage::tender(100, super::stage::gateway_route())]);
    tell(&mut s, 0, declined("issuer_unavailable"));
    assert_eq!(tries(&s), [("sandbox:main".to_owned(), "failed")]);
}

#[test]
fn two_more_accounts_are_tried_and_no_more() {
    let mut s = stage(&["sandbox:one", "sandbox:two", "sandbox:three", "sandbox:four"]);
    for n in 0..3 {
        tell(&mut s, n, declined("processing_error"));
    }
    let all = ["sandbox:one", "sandbox:two", "sandbox:three"].map(|account| (account.to_owned(), "failed"));
    assert_eq!(tries(&s), all);
    let told: Vec<_> = s.shop.last.notices.iter().map(|(_, notice)| notice.template).collect();
    assert_eq!(told, ["payment_declined"], "the last one is told");
}

#[test]
fn unknown_is_no_decline() {
    let mut s = stage(&["sandbox:one", "sandbox:two"]);
    s.lose_track();
    assert_eq!(tries(&s), [("sandbox:one".to_owned(), "unknown")], "it may have taken the money");
    let probe = s.shop.effects.values().last().expect("a probe").clone();
    assert_eq!((probe.call, probe.account.as_str()), (Call::Probe, "sandbox:one"));
    let never =
        NeverArrived { operation: probe.operation, amount: probe.amount, since: probe.since, asked_first: false };
    s.shop.run(&people::gateway(), never).expect("a finding");
    assert_eq!(tries(&s), [("sandbox:one".to_owned(), "pending")], "it is sent again to the same account");
    s.lose_track();
    tell(&mut s, 0, declined("issuer_unavailable"));
    let both = [("sandbox:one".to_owned(), "failed"), ("sandbox:two".to_owned(), "pending")];
    assert_eq!(tries(&s), both, "now it is known");
}

#[test]
fn the_same_decline_twice_is_one_try() {
    let mut s = stage(&["sandbox:one", "sandbox:two", "sandbox:three"]);
    tell(&mut s, 0, declined("issuer_unavailable"));
    tell(&mut s, 0, declined("issuer_unavailable"));
    assert_eq!(tries(&s).len(), 2);
}

#[test]
fn nothing_is_tried_for_an_order_that_a_person_stopped() {
    let mut s = stage(&["sandbox:one", "sandbox:two"]);
    let (order, reason) = (s.order.clone(), "an odd address".to_owned());
    s.shop.run(&admin(), HoldOrder { order, reason }).expect("it is open");
    tell(&mut s, 0, declined("issuer_unavailable"));
    assert_eq!(tries(&s), [("sandbox:one".to_owned(), "failed")]);
}

fn capture_of(s: &mut Stage, n: usize) -> Result<(), &'static str> {
    let ask = RequestCapture { payment: nth(s, n), amount_minor: None, currency: None, last: false };
    s.shop.run(&admin(), ask).map(drop).map_err(|refusal| refusal.code())
}

#[test]
fn a_gateway_that_authorizes_what_it_declined_is_told_of_and_takes_nothing() {
    let mut s = stage(&["sandbox:one", "sandbox:two", "sandbox:three"]);
    tell(&mut s, 0, declined("issuer_unavailable"));
    tell(&mut s, 0, AUTHORIZED);
    let first = nth(&s, 0);
    assert_eq!(s.shop.payment(&first).alarms, ["authorized_after_decline"]);
    assert!(s.shop.last.attentions.iter().any(|told| told.reason == "authorized_after_decline"));
    assert_eq!(capture_of(&mut s, 0), Err("not_in_state"), "the second try may still take the money");
    tell(&mut s, 1, declined("issuer_unavailable"));
    let both = [("sandbox:one".to_owned(), "authorized"), ("sandbox:two".to_owned(), "failed")];
    assert_eq!(tries(&s), both, "no third one: the first holds the money");
    assert_eq!(capture_of(&mut s, 0), Ok(()), "nothing else can pay for the order any more");
}

#[test]
fn two_authorizations_pay_once() {
    let mut s = stage(&["sandbox:one", "sandbox:two"]);
    tell(&mut s, 0, declined("issuer_unavailable"));
    tell(&mut s, 1, AUTHORIZED);
    tell(&mut s, 0, AUTHORIZED);
    let second = s.shop.payment(&nth(&s, 1)).captures[0].clone();
    assert_eq!(second.amount_minor, 100, "the second was captured as the tender asked");
    assert!(s.shop.payment(&nth(&s, 0)).captures.is_empty());
    assert_eq!(capture_of(&mut s, 0), Err("not_in_state"));
    let (actor, mut captured) = fact(&s, 1, What::Captured);
    captured.ours = second.id.as_str().to_owned();
    s.shop.run(&actor, captured).expect("a fact is taken");
    assert_eq!(s.shop.order(&s.order).paid_minor, 100);
    assert_eq!(capture_of(&mut s, 0), Err("not_in_state"));
    let first = s.shop.payment(&nth(&s, 0));
    assert_eq!((first.status, first.captured_minor), (PaymentStatus::Authorized, 0));
}

#[test]
fn a_later_try_takes_nothing_once_an_earlier_one_has() {
    let mut s = stage(&["sandbox:one", "sandbox:two"]);
    tell(&mut s, 0, declined("issuer_unavailable"));
    tell(&mut s, 0, AUTHORIZED);
    tell(&mut s, 1, declined("issuer_unavailable"));
    let before = s.shop.streams[&s.order].version;
    assert_eq!(capture_of(&mut s, 0), Ok(()), "nothing else can pay for the order");
    // Two that are captured at one moment see each other idle: one order has one next event.
    assert_eq!(s.shop.streams[&s.order].version, before + 1);
    tell(&mut s, 1, AUTHORIZED);
    assert_eq!(capture_of(&mut s, 1), Err("not_in_state"), "the first is being captured");
    let (actor, mut captured) = fact(&s, 0, What::Captured);
    captured.ours = s.shop.payment(&nth(&s, 0)).captures[0].id.as_str().to_owned();
    s.shop.run(&actor, captured).expect("a fact is taken");
    assert_eq!(capture_of(&mut s, 1), Err("not_in_state"), "the first was captured");
    assert_eq!(s.shop.order(&s.order).paid_minor, 100);
}

fn policy(s: &mut Stage, rules: &[(&str, &str, &[&str])]) {
    let rule = |(name, when, to): &(&str, &str, &[&str])| Rule {
        name: (*name).to_owned(),
        when: (*when).to_owned(),
        then: Outcome::Route { to: to.iter().map(|account| (*account).to_owned()).collect() },
    };
    let rules = rules.iter().map(rule).collect();
    let document = Document { kind: PolicyKind::Routing, effective_from: None, rules };
    s.shop.run(&admin(), ProposePolicy { document }).expect("a proposal");
    let approval = s.shop.approvals().next().expect("an approval").id.clone();
    let yes = DecideApproval { approval, verdict: Verdict::Approve, reason: String::new(), request_hash: None };
    s.shop.run(&Actor::user("dora", &[Role::Finance]), yes).expect("a second person agrees");
}

/// Where a tender goes first, where it could go next, and the rule that said so; or the refusal.
fn goes(s: &mut Stage, number: &str, accounts: &[&str]) -> Result<(String, Vec<String>, String), String> {
    let placed = s.shop.run(&admin(), order(number, 100, vec![routed(accounts)]));
    placed.map_err(|refusal| refusal.to_string())?;
    let started = s.shop.last.events.iter().find_map(|event| match &event.body {
        Body::PaymentStarted { payment } => Some(payment.method.clone()),
        _ => None,
    });
    let method = started.expect("a payment");
    let (Route::Gateway { account }, Some(way)) = (method.route, method.way) else { panic!("a gateway") };
    let chosen = way.chosen.expect("a rule");
    let next = way.candidates.into_iter().map(|candidate| candidate.account).collect();
    Ok((account, next, format!("{}/{}", chosen.policy, chosen.rule)))
}

#[test]
fn the_policy_chooses_among_the_accounts_that_have_a_token() {
    let mut s = Stage::placed();
    let all = ["sandbox:one", "sandbox:two", "sandbox:three"];
    let said = |account: &str, next: &[&str], rule: &str| {
        Ok((account.to_owned(), next.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>(), rule.to_owned()))
    };
    assert_eq!(
        goes(&mut s, "a", &all),
        said("sandbox:one", &["sandbox:two", "sandbox:three"], "routing@0/otherwise"),
        "without a policy the tender's own order counts"
    );
    policy(
        &mut s,
        &[
            ("dollars", "currency == 'USD'", &["sandbox:one"]),
            ("large", "amount_major >= 100", &["sandbox:two"]),
            (
                "german-cards",
                "method == 'card' && country == 'DE' && !merchant_initiated",
                &["sandbox:three", "sandbox:one"],
            ),
        ],
    );
    assert_eq!(goes(&mut s, "b", &all), said("sandbox:three", &["sandbox:one"], "routing@1/german-cards"));
    assert_eq!(
        goes(&mut s, "c", &["sandbox:one", "sandbox:two"]),
        said("sandbox:one", &[], "routing@1/german-cards"),
        "an account without a token is never tried"
    );
    let refused = goes(&mut s, "d", &["sandbox:two"]).expect_err("no token fits");
    assert!(refused.contains("german-cards") && refused.contains("sandbox:three, sandbox:one"), "{refused}");
}

#[test]
fn a_policy_of_another_kind_is_refused() {
    let mut s = Stage::placed();
    let route = |to: &[&str]| Outcome::Route { to: to.iter().map(|account| (*account).to_owned()).collect() };
    for (kind, when, then, says) in [
        (PolicyKind::Routing, "true", Outcome::Allow { hold_secs: 0 }, "route"),
        (PolicyKind::RefundApproval, "true", route(&["sandbox:one"]), "only the policy `routing`"),
        (PolicyKind::Routing, "age_days > 3", route(&["sandbox:one"]), "no variable `age_days`"),
        (PolicyKind::RefundApproval, "country == 'DE'", Outcome::Allow { hold_secs: 0 }, "no variable `country`"),
        (PolicyKind::Routing, "true", route(&[]), "1 to 5"),
        (PolicyKind::Routing, "true", route(&["sandbox:one", "sandbox:one"]), "twice"),
        (PolicyKind::Routing, "true", route(&["sandbox"]), "gateway and name"),
    ] {
        let rules = vec![Rule { name: "r".to_owned(), when: when.to_owned(), then }];
        let document = Document { kind, effective_from: None, rules };
        let refused = s.shop.run(&admin(), ProposePolicy { document }).expect_err(says);
        assert_eq!(refused.code(), "policy_invalid", "{says}");
        assert!(refused.to_string().contains(says), "{refused}");
    }
}

#[test]
fn what_a_tender_hands_in_is_checked() {
    let mut s = Stage::placed();
    let with = |change: &dyn Fn(&mut Way)| {
        let mut tender = routed(&["sandbox:one", "sandbox:two"]);
        change(tender.method.way.as_deref_mut().expect("a way"));
        tender
    };
    for (number, tender, param) in [
        ("1", with(&|way| way.country = "de".to_owned()), "tenders[0].country"),
        ("2", with(&|way| way.candidates.clear()), "tenders[0].tokens"),
        ("3", with(&|way| way.candidates[1].account = "sandbox:one".to_owned()), "tenders[0].tokens[1].account"),
        ("4", with(&|way| way.candidates[1].token.clear()), "tenders[0].tokens[1].token"),
    ] {
        let refused = s.shop.run(&admin(), order(number, 100, vec![tender])).expect_err(param);
        assert_eq!(refused.param(), Some(param), "{refused}");
    }
}
