//! Effects as exact bytes.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::money::Money;
use recoup_gateways::braintree::Braintree;
use recoup_gateways::braintree::plan;
use recoup_gateways::{Account, Gateway as _};

use super::samples::{account, effect, refund_of};
use crate::golden::{self, Book};

#[test]
fn effects_are_said_in_exact_bytes() {
    let account = account();
    let mut book = Book::new("braintree/plan");
    let mut say = |title: &str, effect: &Effect, stage: u8| {
        book.case(title, &golden::step(&plan::step(effect, &account, stage).expect("it can be said")));
    };
    let send = |kind| effect(Call::Send, kind);
    let sale = send(OperationKind::Authorize);
    say("authorize, customer present", &sale, 0);
    say("authorize, merchant-initiated", &Effect { merchant_initiated: true, ..sale }, 0);
    let capture = send(OperationKind::Capture);
    say("capture the last: look first", &capture, 0);
    say("capture the last, whole", &capture, 1);
    say("capture the last of several", &capture, 2);
    say("capture a part", &Effect { last: false, ..capture }, 0);
    let release = send(OperationKind::Release);
    say("release: look first", &release, 0);
    say("release: void", &release, 1);
    let refund = refund_of(send(OperationKind::Refund), "child1");
    say("refund: look first", &refund, 0);
    say("refund a part of a capture", &refund, 1);
    say("refund of the whole payment", &send(OperationKind::Refund), 1);
    for kind in OperationKind::OF_MONEY {
        say(&format!("probe {}, no name", kind.word()), &effect(Call::Probe, kind), 0);
        let named = Effect { own_ref: "own1".to_owned(), ..effect(Call::Probe, kind) };
        say(&format!("probe {}, named", kind.word()), &named, 0);
    }
    book.close();
}

#[test]
fn what_cannot_be_said_is_refused_with_words() {
    let effect = |call, kind| effect(call, kind);
    let sale = effect(Call::Send, OperationKind::Authorize);
    let refused = |effect: &Effect, account: &Account| {
        Braintree.plan(effect, account).expect_err("it cannot be said").to_string()
    };
    let card = Effect { token: "4111111111111111".to_owned(), ..sale.clone() };
    assert!(refused(&card, &account()).contains("card data"));
    assert!(refused(&Effect { token: "a b".to_owned(), ..sale.clone() }, &account()).contains("payment method token"));
    assert!(refused(&Effect { token: String::new(), ..sale.clone() }, &account()).contains("payment method token"));
    let capture = effect(Call::Send, OperationKind::Capture);
    let nameless = Effect { authorization_ref: String::new(), ..capture.clone() };
    assert!(refused(&nameless, &account()).contains("no name at the gateway yet"));
    let strange = Effect { authorization_ref: "../merchants".to_owned(), ..capture };
    assert!(refused(&strange, &account()).contains("signs that none has"));
    let mut two = refund_of(effect(Call::Send, OperationKind::Refund), "one");
    two.of_captures.extend(two.of_captures.clone());
    assert!(refused(&two, &account()).contains("one refund gives back one capture"));
    let unset = Account { settings: [].into(), ..account() };
    assert!(refused(&sale, &unset).contains("merchant_id is missing"));
    let mut other = account();
    other.settings.insert("merchant_accounts".to_owned(), "USD=shop_us, EUR=shop_eu".to_owned());
    let pounds = Effect { amount: Money::new(1, "GBP".parse().expect("a currency")), ..sale.clone() };
    assert!(refused(&pounds, &other).contains("names none for GBP"));
    let said = Braintree.plan(&sale, &other).expect("it can be said").request.body;
    assert!(said.contains("<merchant-account-id>shop_us</merchant-account-id>"), "{said}");
}

#[test]
fn the_key_of_a_retry_is_another_and_of_a_repeat_the_same() {
    let refund = effect(Call::Send, OperationKind::Refund);
    let mut again = refund.clone();
    again.operation.generation = 1;
    let body = |effect: &Effect| plan::step(effect, &account(), 1).expect("it can be said").request.body;
    assert_eq!(body(&refund), body(&refund.clone()));
    assert_ne!(body(&refund), body(&again));
    assert!(body(&again).contains(".1</api-request-key>") && body(&again).contains(".1</order-id>"));
}
