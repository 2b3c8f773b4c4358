//! The closed world: what a decision looks at and was not loaded is an error, never "not there".

use recoup_core::command::{Act, Command, decide};
use recoup_core::customer::{PutCustomer, TopUp};
use recoup_core::id::Id;
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::money::Currency;
use recoup_core::order::plan::{Plan, SetPlan};
use recoup_core::order::release::LineUnits;
use recoup_core::order::ship::PlanShipment;
use recoup_core::order::short::CancelLines;
use recoup_core::payment::refund::HowMuch;
use recoup_core::payment::refund_after::CancelRefund;
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, PolicyKind};
use recoup_core::world::World;

use super::desk::{Desk, NET, till};
use super::purse::topped_up;
use super::stage::{Stage, admin, gateway_route, order, tender};

/// Every single thing that paying an invoice looks at is missed when it is not there.
#[test]
fn an_invoice_that_lacks_one_thing_is_not_paid() {
    let mut desk = Desk::new(NET);
    let first = desk.pay(till(900));
    let invoice = desk.invoice.clone();
    let customer = desk.mine().customer.clone().expect("an account");
    let act = PayInvoice { invoice: invoice.clone(), tender: till(12_000) }.into();
    let now = desk.shop.now;
    let command = Command { tenant: "t".to_owned(), actor: admin(), now, effective_at: now, entropy: 1, act };
    let all = [&invoice, &first, &customer];
    let with = |lacking: Option<&Id>| {
        let mut world = World::default();
        for id in all.iter().filter(|id| Some(**id) != lacking) {
            world.put((*id).clone(), desk.shop.streams.get(*id).cloned());
        }
        decide(&command, &world).map(drop).map_err(|refusal| refusal.code())
    };
    assert_eq!(with(None), Ok(()));
    for id in all {
        assert_eq!(with(Some(id)), Err("inconsistent"), "{id}");
    }
}

#[test]
fn a_world_that_was_not_loaded_decides_nothing() {
    let s = Stage::captured(10_000);
    let document = Document { kind: PolicyKind::RefundApproval, effective_from: None, rules: Vec::new() };
    let customer = PutCustomer { reference: "c-1".to_owned(), language: "en".to_owned() };
    let top_up = TopUp { customer: Id::trusted("cus_x"), currency: Currency::EUR, tender: tender(10, gateway_route()) };
    let lines = vec![LineUnits { line: 2, quantity: 1 }];
    let acts: [Act; 9] = [
        top_up.into(),
        PlanShipment { order: s.order.clone(), lines: lines.clone() }.into(),
        CancelLines { order: s.order.clone(), lines, reason: "no".to_owned() }.into(),
        SetPlan { order: s.order.clone(), plan: Plan::default() }.into(),
        s.ask_refund(HowMuch::Full).into(),
        customer.into(),
        order("n-2", 100, Vec::new()).into(),
        ProposePolicy { document }.into(),
        CancelRefund { refund: Id::trusted("rfd_x"), reason: "no".to_owned() }.into(),
    ];
    for act in acts {
        let refusal = decide(&command(&s, act), &World::default()).expect_err("nothing is loaded");
        assert_eq!(refusal.code(), "inconsistent", "{refusal}");
    }
}

fn command(s: &Stage, act: Act) -> Command {
    Command { tenant: "t".to_owned(), actor: admin(), now: s.shop.now, effective_at: s.shop.now, entropy: 1, act }
}

/// Every single thing that a refund looks at is missed when it is not there.
#[test]
fn a_world_that_lacks_one_thing_decides_nothing() {
    // A refund of an order, and one of a balance, whose customer stands where the order does.
    for s in [Stage::captured(10_000), topped_up(&[10_000]).0] {
        lacks(&s);
    }
}

fn lacks(s: &Stage) {
    let command = command(s, s.ask_refund(HowMuch::Full).into());
    let policy = PolicyKind::RefundApproval.stream();
    let all = [&s.payment, &s.order, &policy];
    let with = |lacking: Option<&Id>| {
        let mut world = World::default();
        for id in all.iter().filter(|id| Some(**id) != lacking) {
            world.put((*id).clone(), s.shop.streams.get(*id).cloned());
        }
        decide(&command, &world).map(drop).map_err(|refusal| refusal.code())
    };
    assert_eq!(with(None), Ok(()));
    for id in all {
        assert_eq!(with(Some(id)), Err("inconsistent"), "{id}");
    }
}
