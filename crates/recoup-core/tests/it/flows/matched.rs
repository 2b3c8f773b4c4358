//! A person says which payment a gateway means: what is refused, and that its words find the payment from then on.

use recoup_core::actor::{Actor, ActorKind};
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{DisputeStage, Fact, What};
use recoup_core::payment::matched::MatchPayment;
use recoup_core::refusal::Refusal;

use super::stage::{ACCOUNT, Stage, admin, gateway_route, order, tender};

fn matching(payment: &Id, names: &[&str]) -> MatchPayment {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    MatchPayment { payment: payment.clone(), account: ACCOUNT.to_owned(), names, why: "the same amount".to_owned() }
}

/// A dispute that names its payment only as the gateway does.
fn dispute(payment: &str) -> Fact {
    Fact {
        account: ACCOUNT.to_owned(),
        subject: "theirs-1".to_owned(),
        ours: String::new(),
        what: What::DisputeOpened { stage: DisputeStage::Chargeback, reason: "fraud".to_owned(), due_at: None },
        amount: Some(Money::new(100, Currency::EUR)),
        parent: payment.to_owned(),
        ordinal: String::new(),
    }
}

#[test]
fn what_names_nothing_known_is_unknown_until_somebody_says_what_it_means() {
    let mut s = Stage::with(100, gateway_route());
    let teller = Actor::machine(ActorKind::Gateway, ACCOUNT);
    let untold = s.shop.run(&teller, dispute("sa_theirs"));
    assert!(matches!(untold, Err(Refusal::Unknown { .. })), "{untold:?}");
    let payment = s.payment.clone();
    s.shop.run(&admin(), matching(&payment, &["sa_theirs"])).expect("it is matched");
    let reasons: Vec<&str> = s.shop.last.attentions.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(reasons, ["matched_by_hand"], "another person looks at it");
    s.shop.run(&teller, dispute("sa_theirs")).expect("it is told");
    // The same once more says the same.
    s.shop.run(&admin(), matching(&payment, &["sa_theirs"])).expect("it is matched already");
}

#[test]
fn what_cannot_be_matched_is_refused() {
    let mut s = Stage::with(100, gateway_route());
    let placed = s.shop.run(&admin(), order("n-2", 100, vec![tender(100, gateway_route())]));
    placed.expect("a second order");
    let mine = s.payment.clone();
    s.shop.run(&admin(), matching(&mine, &["sa_theirs"])).expect("it is matched");
    let other = s.shop.payments().map(|one| one.id.clone()).find(|id| *id != mine).expect("the other payment");
    let refused = |s: &mut Stage, act: MatchPayment| s.shop.run(&admin(), act).expect_err("it is refused");
    assert!(
        matches!(refused(&mut s, matching(&other, &["sa_theirs"])), Refusal::Taken { existing, .. } if existing == mine)
    );
    assert!(matches!(refused(&mut s, matching(&other, &[])), Refusal::Invalid { .. }));
    assert!(matches!(refused(&mut s, matching(&other, &["x"; 9])), Refusal::Invalid { .. }));
    assert!(matches!(refused(&mut s, matching(&other, &[""])), Refusal::Missing { .. }));
    assert!(matches!(refused(&mut s, matching(&other, &["4242424242424242"])), Refusal::CardNumber { .. }));
    assert!(matches!(refused(&mut s, matching(&Id::trusted("pay_none"), &["x"])), Refusal::Unknown { .. }));
    let elsewhere = MatchPayment { account: "stripe:main".to_owned(), ..matching(&other, &["x"]) };
    assert!(matches!(refused(&mut s, elsewhere), Refusal::Invalid { param, .. } if param == "payment"));
    let silent = MatchPayment { why: " ".to_owned(), ..matching(&other, &["x"]) };
    assert!(matches!(refused(&mut s, silent), Refusal::Missing { .. }));
}
