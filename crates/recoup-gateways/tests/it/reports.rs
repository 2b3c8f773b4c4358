//! Reports of every kind, made in small doses: whole ones are read and fit, lying ones and ones that are cut off are said.

use recoup_gateways::summary::{Summary, Verdict, amount};

#[path = "../../examples/reports/made.rs"]
mod made;

use made::Made;

const ROWS: u64 = 12_000;

fn written(made: &Made, rows: u64, lie: bool) -> Vec<u8> {
    let mut text = Vec::new();
    (made.write)(&mut text, rows, lie).expect("memory takes it");
    text
}

fn read(made: &Made, text: &[u8]) -> Summary {
    let gateway = recoup_gateways::of_account(made.gateway).expect("a gateway");
    Summary::of(gateway.read_report(made.kind, Box::new(text)).expect("a kind of report"))
}

#[test]
fn every_kind_of_report_is_among_them() {
    let kinds = recoup_gateways::ALL
        .iter()
        .flat_map(|gateway| gateway.about().reports.iter().map(|kind| (gateway.about().name, kind.name)));
    for (gateway, kind) in kinds {
        let found = made::ALL.iter().any(|made| made.gateway == gateway && made.kind.split('/').next() == Some(kind));
        assert!(found, "{gateway} {kind}");
    }
}

#[test]
fn a_whole_report_is_read_to_its_last_row_and_fits() {
    for made in made::ALL {
        let name = format!("{} {}", made.gateway, made.kind);
        let summary = read(made, &written(made, ROWS, false));
        let wanted = if made.tells { Verdict::Fits } else { Verdict::TellsNoSum };
        assert_eq!(summary.verdict(), wanted, "{name}: {:?} {:?}", summary.odd.first(), summary.totals.first());
        // A settlement has a row for its costs and one for its payout beside, a disbursement one for itself.
        assert!((ROWS..=ROWS + 2).contains(&summary.rows()), "{name}: {} rows", summary.rows());
        assert_eq!(summary.told > 0, made.tells, "{name}");
    }
}

#[test]
fn a_report_that_lies_by_one_unit_or_ends_early_is_said() {
    for made in made::ALL {
        let name = format!("{} {}", made.gateway, made.kind);
        let lying = read(made, &written(made, ROWS, true));
        let wanted = if made.tells { Verdict::DoesNotFit } else { Verdict::Odd };
        assert_eq!(lying.verdict(), wanted, "{name}");
        for total in lying.totals.iter().filter(|total| !total.fits()) {
            assert_eq!((total.told_minor - total.summed_minor).abs(), 1, "{name}: {}", total.what);
        }
        let whole = written(made, ROWS, false);
        for share in 1..10 {
            let cut = whole.len() / 10 * share + 7;
            let verdict = read(made, &whole[..cut]).verdict();
            assert!(!verdict.is_good(), "{name}: cut at {cut} of {} it is {}", whole.len(), verdict.word());
        }
    }
}

#[test]
fn sums_are_said_in_major_units_with_all_their_digits() {
    let said = |minor, code: &str| amount(minor, code.parse().expect("a currency"));
    assert_eq!(said(-1_230, "EUR"), "-12.30 EUR");
    assert_eq!(said(7, "KWD"), "0.007 KWD");
    assert_eq!(said(-5, "JPY"), "-5 JPY");
    assert_eq!(said(i128::from(i64::MAX) * 3, "EUR"), "276701161105643274.21 EUR");
}
