//! The closed world: what a decision looks at and was not loaded is an error, never "not there".

use recoup_core::command::{Act, Command, decide};
use recoup_core::customer::PutCustomer;
use recoup_core::id::Id;
use recoup_core::order::plan::{Plan, SetPlan};
use recoup_core::order::release::LineUnits;
use recoup_core::order::ship::PlanShipment;
use recoup_core::order::short::CancelLines;
use recoup_core::payment::refund::HowMuch;
use recoup_core::payment::refund_after::CancelRefund;
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, PolicyKind};
use recoup_core::world::World;

use super::stage::{Stage, admin, order};

#[test]
fn a_world_that_was_not_loaded_decides_nothing() {
    let s = Stage::captured(10_000);
    let document = Document { kind: PolicyKind::RefundApproval, effective_from: None, rules: Vec::new() };
    let customer = PutCustomer { reference: "c-1".to_owned(), language: "en".to_owned() };
    let lines = vec![LineUnits { line: 2, quantity: 1 }];
    let acts: [Act; 8] = [
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
    let s = Stage::captured(10_000);
    let command = command(&s, s.ask_refund(HowMuch::Full).into());
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
