//! Checkout.com, of which only the capabilities are known: its page is whole, and no money can go there.

use recoup_core::effect::{Call, OperationKind};
use recoup_core::money::Money;
use recoup_gateways::checkout::Checkout;
use recoup_gateways::money::currency;
use recoup_gateways::{Account, Asked, Delivery, Depth, Direction, Gateway, Known, Outcome, Reading, Reply, Verdict};

use crate::given;

#[test]
fn nothing_is_planned_believed_or_read() {
    let account = Account { name: "checkout:main".to_owned(), ..Account::default() };
    assert_eq!(Checkout.depth(), Depth::Capabilities);
    for kind in OperationKind::OF_MONEY {
        let ids = ["pay_1", "cap_1", "rel_1", "rfd_1"];
        let since = jiff::Timestamp::UNIX_EPOCH;
        let amount = Money::new(100, currency("EUR").expect("a currency"));
        let mut effect = given::first(&account, given::operation(kind, ids), amount, since);
        for call in [Call::Send, Call::Probe] {
            effect.call = call;
            let refused = Checkout.plan(&effect, &account).expect_err("it cannot be said");
            assert!(refused.to_string().contains("only its capabilities are known"), "{refused}");
            let asked = Asked { effect: &effect, account: &account, stage: 0 };
            let reply = Reply::Http { status: 202, headers: &[], body: b"{\"action_id\":\"act_1\"}" };
            assert!(matches!(Checkout.interpret(&asked, &reply), Outcome::Unknown { .. }));
        }
    }
    let delivery = Delivery { headers: &[], body: b"{\"type\":\"payment_captured\"}" };
    let known = Known { at: jiff::Timestamp::UNIX_EPOCH, certificates: &std::collections::BTreeMap::new() };
    assert!(matches!(Checkout.authenticate(&delivery, &account, &known), Verdict::Forged { .. }));
    assert!(matches!(Checkout.read_delivery(&delivery, &account)[..], [Reading::Unreadable { .. }]));
}

#[test]
fn it_counts_as_its_documents_say() {
    let money = &Checkout.about().money;
    let wire = |minor, code| {
        let amount = Money::new(minor, currency(code).expect("a currency"));
        money.to_wire(amount, Direction::Charge).ok()
    };
    // Whole units, three decimals of which the last is 0, and one that is counted in hundredths ending in 00.
    let whole = "BIF DJF GNF ISK JPY KMF KRW PYG RWF UGX VUV VND XAF XOF XPF";
    assert!(whole.split(' ').all(|code| wire(7, code) == Some(7)));
    for code in ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"] {
        assert_eq!([wire(1_230, code), wire(1_234, code)], [Some(1_230), None], "{code}");
    }
    assert_eq!([wire(7, "CLP"), wire(1_050, "EUR")], [Some(700), Some(1_050)]);
}
