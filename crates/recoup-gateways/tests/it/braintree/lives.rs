//! Lives by chance under faults: what the facts sum to is what really moved, and nothing is done twice.

use std::collections::BTreeMap;

use proptest::prelude::*;
use recoup_core::effect::Effect;
use recoup_core::payment::facts::{Fact, What};
use recoup_gateways::Outcome;
use recoup_sandbox::{FaultPlan, FaultRates};

use super::shop::{DAY, HOUR, Shop};

/// Carries an effect out as a worker does: asks where it does not know, and sends again what never arrived.
fn settle(shop: &mut Shop, effect: &Effect) -> Vec<Fact> {
    let mut asks = false;
    for _ in 0..200 {
        let outcome = if asks { shop.probe(effect, "") } else { shop.carry(effect) };
        match outcome {
            Outcome::Facts(facts) => return facts,
            Outcome::NeverArrived => asks = false,
            Outcome::Unknown { .. } => asks = true,
            Outcome::Again { after_secs, .. } => shop.pass(i64::from(after_secs)),
            Outcome::Next(_) => unreachable!("it was followed"),
        }
        shop.pass(61);
    }
    panic!("it never ended")
}

fn unlucky(seed: u64) -> Shop {
    let rates = FaultRates {
        timeout_before_ppm: 120_000,
        timeout_after_ppm: 120_000,
        error_500_before_ppm: 120_000,
        error_500_after_ppm: 120_000,
        ..FaultRates::default()
    };
    Shop::with(|config| {
        config.seed = seed;
        config.faults = FaultPlan { rates, reads: true, ..FaultPlan::default() };
    })
}

fn sum(facts: &BTreeMap<String, Fact>, of: impl Fn(&What) -> bool) -> i64 {
    let amount = |fact: &Fact| fact.amount.map_or(0, |amount| amount.amount_minor);
    facts.values().filter(|fact| of(&fact.what)).map(amount).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn facts_sum_to_what_moved(seed: u64, parts in proptest::collection::vec(1_i64..400, 0..4), ends in 0_u8..3) {
        let mut shop = unlucky(seed);
        let mut known = BTreeMap::new();
        let mut learn = |facts: Vec<Fact>| {
            let name = facts.last().map(|fact| fact.subject.clone()).unwrap_or_default();
            known.extend(facts.into_iter().map(|fact| (fact.key(), fact)));
            name
        };
        let effect = shop.authorize(2_000, "tok_ok");
        let authorization = learn(settle(&mut shop, &effect));
        let mut captures = Vec::new();
        for minor in &parts {
            let effect = shop.capture(&authorization, *minor, false);
            captures.push((learn(settle(&mut shop, &effect)), *minor));
        }
        let left_minor = 2_000 - parts.iter().sum::<i64>();
        match ends {
            0 => {
                let effect = shop.release(&authorization, left_minor);
                learn(settle(&mut shop, &effect));
            }
            1 => {
                let effect = shop.capture(&authorization, left_minor - 1, true);
                captures.push((learn(settle(&mut shop, &effect)), left_minor - 1));
            }
            _ => {}
        }
        shop.pass(DAY + HOUR);
        for (name, minor) in &captures {
            let effect = shop.refund(&authorization, name, *minor / 2 + 1);
            learn(settle(&mut shop, &effect));
        }
        let all = shop.desk.oracle(None).authorizations;
        prop_assert_eq!(all.len(), 1, "it was authorized once");
        let truth = &all[0];
        prop_assert_eq!(truth.captured_minor, sum(&known, |what| matches!(what, What::Captured)));
        prop_assert_eq!(truth.refunded_accepted_minor, sum(&known, |what| matches!(what, What::RefundAccepted)));
        let released = sum(&known, |what| matches!(what, What::Released));
        prop_assert_eq!(truth.released_minor, released + i64::from(ends == 1));
        prop_assert!(!known.values().any(|fact| fact.what.word().ends_with("failed")), "{:?}", known);
    }
}
