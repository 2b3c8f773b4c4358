//! Settlement reports of both shapes, against the bank's own rows.

use recoup_core::effect::OperationKind;
use recoup_gateways::Gateway as _;
use recoup_gateways::adyen::Adyen;
use recoup_gateways::report::{Item, Line, LineKind};
use recoup_sandbox::{BankConfig, DisputeAsked, DisputeReason, DisputeStage, FaceKind, FeePlan, WireRequest};

use super::world::{DAY_US, World, subject};

fn fetched(world: &mut World, number: usize) -> Vec<Item> {
    let target = format!("/reports/download/MerchantAccount/RecoupSeveral/settlement_detail_report_batch_{number}.csv");
    let request = WireRequest::new("GET", &target).with_header("x-api-key", "sandbox_secret");
    let reply = world.desk.handle(request, world.now_us);
    assert_eq!(reply.status(), Some(200));
    let text = reply.body().expect("a body").to_owned();
    Adyen.read_report("settlement_details", Box::new(text.as_bytes())).expect("it is known").collect()
}

fn lines(items: &[Item]) -> Vec<&Line> {
    let lines = items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(&**line),
        _ => None,
    });
    lines.collect()
}

#[test]
fn a_batch_is_what_the_bank_booked_and_sums_to_what_it_paid() {
    let fees = FeePlan {
        capture_basis_points: 290,
        capture_minor: 31,
        refund_minor: 10,
        dispute_minor: 1_500,
        dispute_reinstated_minor: -5,
        payout_minor: 25,
    };
    let mut world = World::with(BankConfig { fees, ..BankConfig::of(FaceKind::Adyen) });
    let mut refunds = Vec::new();
    for round in 1..=2 {
        for stored in ["TOKOK", "TOKREFUNDRETURNS", "TOKCAPTUREFAILS"] {
            let payment = world.captured(stored, 123_456);
            let refund = world.of(&payment, OperationKind::Refund, 45_600);
            refunds.push((subject(&world.send(&refund)), refund.operation.reference()));
        }
        let capture = world.desk.bank().captures().last().expect("a capture").id.clone();
        world.wait(20 * DAY_US);
        let asked = DisputeAsked {
            capture,
            amount_minor: Some(5_000),
            reason: DisputeReason::Fraud,
            stage: DisputeStage::Chargeback,
            due_secs: None,
            hides_status: false,
        };
        // The capture that failed cannot be disputed; the other rounds' can.
        let _ = world.desk.at_bank(|bank| bank.open_dispute(&asked).map(drop));
        world.desk.at_bank(|bank| bank.close_batch().len());
        let items = fetched(&mut world, round);
        let payout = world.desk.bank().payouts()[round - 1].clone();
        let bank = world.desk.bank();
        let rows = bank.rows_of(&payout.id);
        let read = lines(&items);
        assert_eq!(read.len(), rows.len() + 1, "every row and the payout, and none is odd");
        for (line, row) in read.iter().zip(&rows) {
            let amounts = (line.gross.amount_minor, line.fee.amount_minor, line.net.amount_minor);
            assert_eq!(amounts, (row.gross_minor, -row.fee_minor, row.net_minor), "{line:?}");
            let at = jiff::Timestamp::from_microsecond(row.at_us).expect("an instant");
            assert_eq!(line.at.expect("a time").as_second(), at.as_second());
        }
        let Some(Item::Total(total)) = items.last() else { panic!("a total") };
        assert_eq!((total.told_minor, total.fits()), (payout.net_minor, true));
        // A refund's row carries the names under which it was taken, so that it settles that one.
        for line in read.iter().filter(|line| line.kind == LineKind::Refund) {
            assert!(refunds.contains(&(line.subject.clone(), line.ours.clone())), "{line:?}");
            assert_eq!(line.arn.is_empty(), round == 2, "a damaged number is none");
        }
        assert!(read.iter().any(|line| line.kind == LineKind::Refund));
        assert!(read.iter().any(|line| line.kind == LineKind::RefundBack));
    }
}
