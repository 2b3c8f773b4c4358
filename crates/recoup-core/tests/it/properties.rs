//! Properties of mirrors, slices, buckets and splits over arbitrary amounts.

use proptest::prelude::*;
use recoup_core::id::Id;
use recoup_core::ledger::acts::{self, Slice, TaxPart};
use recoup_core::ledger::entitlement::{Loss, dispute_loss_split, refundable};
use recoup_core::ledger::{Books, Entry, LedgerError};
use recoup_core::money::{Bucket, Currency};

const AMOUNT: std::ops::Range<i64> = 0..1_000_000_000_000;

fn slices() -> impl Strategy<Value = Slice> {
    let taxes = prop::collection::vec((0_usize..5, AMOUNT), 0..4);
    (1_i64..1_000_000_000_000, 0_i64..=100, taxes).prop_map(|(net_minor, percent, taxes)| Slice {
        currency: Currency::EUR,
        net_minor,
        deferred_minor: (i128::from(net_minor) * i128::from(percent) / 100) as i64,
        taxes: taxes.into_iter().map(|(key, amount_minor)| TaxPart { key: format!("t{key}"), amount_minor }).collect(),
    })
}

fn balanced(entry: &Entry) -> bool {
    entry.lines.iter().map(|line| line.amount_minor).sum::<i64>() == 0
        && entry.lines.iter().all(|l| l.amount_minor != 0)
}

proptest! {
    #[test]
    fn every_entry_of_a_slice_balances_and_moves_its_gross(slice in slices()) {
        let gross = slice.gross()?;
        let entries = [
            acts::sale("o", &slice, "goods")?,
            acts::credit_note("o", &slice, "reason")?,
            acts::refund_initiated("o", "r", &slice, "reason")?,
            acts::refund_as_store_credit("o", "c", &slice, "reason")?,
            acts::refund_rest_cancelled("o", "r", &slice, "reason")?,
            acts::dispute_lost_entitled("o", "d", &slice)?,
            acts::write_off("o", &slice, acts::WriteOffTo::BadDebt)?,
            acts::early_payment_discount("o", &slice, "rule")?,
        ];
        for entry in entries {
            prop_assert!(balanced(&entry), "{:?}", entry);
            prop_assert_eq!(entry.moved_minor(Currency::EUR), gross);
        }
    }

    #[test]
    fn more_deferral_than_net_is_refused(mut slice in slices(), above in 1_i64..1000) {
        slice.deferred_minor = slice.net_minor + above;
        let refused = acts::sale("o", &slice, "goods");
        let named = matches!(refused, Err(LedgerError::DeferredAboveNet { .. }));
        prop_assert!(named);
    }

    #[test]
    fn a_mirror_undoes_and_mirrors_back(slice in slices()) {
        let entry = acts::sale("o", &slice, "goods")?;
        let mirror = entry.mirror(Id::trusted("ent_1"))?;
        prop_assert!(balanced(&mirror));
        prop_assert_eq!(&mirror.mirror(Id::trusted("ent_2"))?.lines, &entry.lines);
        let mut books = Books::new();
        books.post(Id::trusted("ent_1"), entry)?;
        books.post(Id::trusted("ent_2"), mirror.clone())?;
        prop_assert_eq!(books.balances().count(), 0);
        prop_assert!(books.must_clear().is_empty());
        prop_assert!(books.post(Id::trusted("ent_3"), mirror).is_err());
    }

    #[test]
    fn entries_survive_json(slice in slices()) {
        let entry = acts::refund_initiated("o", "r", &slice, "reason")?.with_memo("words");
        let text = serde_json::to_string(&entry).expect("entries serialize");
        prop_assert_eq!(serde_json::from_str::<Entry>(&text).expect("and come back"), entry);
    }

    #[test]
    fn a_bucket_with_cancelled_slices_still_ends_exact(
        net in 1_i64..100_000,
        percent in 0_i64..100,
        steps in prop::collection::vec((any::<bool>(), 1_i64..20_000, any::<prop::sample::Index>()), 1..60),
    ) {
        let tax = net * percent / 100;
        let mut bucket = Bucket::new(net + tax, tax);
        let mut slices: Vec<(i64, i64)> = Vec::new();
        for (cancel, amount, which) in steps {
            if cancel && !slices.is_empty() {
                let (gross, part) = slices.swap_remove(which.index(slices.len()));
                bucket.restore(gross, part);
            } else if bucket.left_minor() > 0 {
                let gross = amount.min(bucket.left_minor());
                let part = bucket.part_of(gross);
                bucket.release(gross, part);
                slices.push((gross, part));
            }
            let part_left = bucket.part_minor - bucket.released_part_minor;
            prop_assert!(bucket.left_minor() >= part_left && part_left >= 0);
        }
        let rest = bucket.left_minor();
        let part = bucket.part_of(rest);
        bucket.release(rest, part);
        prop_assert_eq!((bucket.left_minor(), bucket.released_part_minor), (0, tax));
    }

    #[test]
    fn a_loss_is_divided_completely_and_never_beyond_entitlement(
        lost in 0_i64..100_000,
        captured in 0_i64..100_000,
        done in 0_i64..100_000,
        before in 0_i64..100_000,
        pending in prop::collection::vec(0_i64..50_000, 0..5),
    ) {
        let loss = Loss {
            lost_minor: lost,
            captured_minor: captured,
            done_refunds_minor: done,
            lost_before_minor: before,
            pending_minor: &pending,
        };
        let split = dispute_loss_split(&loss);
        let absorbed: i64 = split.absorbed_minor.iter().sum();
        prop_assert_eq!(absorbed + split.entitled_minor + split.duplicate_minor, lost);
        prop_assert_eq!(absorbed, lost.min(pending.iter().sum()));
        prop_assert!(split.absorbed_minor.iter().zip(&pending).all(|(part, whole)| part <= whole));
        let active = done + pending.iter().sum::<i64>();
        prop_assert!(split.entitled_minor <= refundable(captured, active, 0, before));
        prop_assert!(split.entitled_minor >= 0 && split.duplicate_minor >= 0);
    }
}
