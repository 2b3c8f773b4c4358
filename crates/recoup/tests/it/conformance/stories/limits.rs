//! Limits that are data of an adapter: counts, windows, and how money is said in each currency.

use recoup_core::money::Currency;

use super::money::SETTLED;
use crate::conformance::stage::{DAY, Stage};

/// As many captures as the gateway takes, and one more.
pub async fn captures_most(stage: &mut Stage<'_>) {
    let most = stage.can().terms.captures_most;
    let tries = i64::from(most.unwrap_or(12));
    let payment = stage.authorized("tok_ok", (tries + 1) * 100).await;
    for _ in 1..=tries {
        stage.capture(&payment, 100, false).await.is(201);
        stage.rest().await;
    }
    stage.until(&payment, "the captures complete", |shown| shown["captured_minor"] == tries * 100).await;
    let one_more = stage.capture(&payment, 100, true).await;
    match most {
        Some(_) => {
            one_more.refused(422, "gateway_limit");
            stage.refused_by_rule("one more than the most", "captures_most");
            stage.release(&payment).await.is(202);
            stage.until(&payment, "the rest is released", |shown| shown["released_minor"] == 100).await;
        }
        None => {
            one_more.is(201);
            stage.becomes(&payment, "captured").await;
        }
    }
    stage.passed("as many as it takes");
}

/// Currencies that are counted otherwise: none, two and three decimals, and steps of the gateway's own.
pub async fn currencies(stage: &mut Stage<'_>) {
    for (code, whole_minor) in [("JPY", 400), ("KWD", 12_340), ("HUF", 40_000), ("ISK", 400), ("USD", 1_050)] {
        let currency: Currency = code.parse().expect("a currency");
        let gateway = recoup_gateways::of_account(&stage.theatre.place.account_name()).expect("an adapter");
        let terms = recoup_gateways::terms((gateway, &stage.theatre.place.account("", "")), currency);
        let step_minor = terms.step_minor;
        if terms.currency_not_taken {
            let placed = stage.place(code, "tok_ok", whole_minor, "automatic").await.refused(422, "gateway_limit");
            assert!(placed.json["detail"].as_str().is_some_and(|detail| detail.contains(code)), "{}", placed.json);
            stage.refused_by_rule(code, "currency_not_taken");
            continue;
        }
        let payment = stage.order_in(code, "tok_ok", whole_minor, "automatic").await;
        stage
            .until(&payment, "captured or not", |shown| shown["status"] == "captured" || shown["status"] == "failed")
            .await;
        if stage.payment(&payment).await["status"] == "failed" {
            stage.refused_by_rule(code, "the gateway does not take this currency");
            continue;
        }
        let odd_minor = whole_minor / 2 + 1;
        let refund = stage.refund(&payment, odd_minor).await;
        if odd_minor % step_minor == 0 {
            refund.is(202);
            stage.refunds_become(&payment, SETTLED).await;
            stage.passed(format!("{code} to the unit"));
        } else {
            refund.refused(422, "gateway_limit");
            stage.refused_by_rule(format!("{code} between steps"), format!("step_minor {step_minor}"));
            stage.refund(&payment, whole_minor / step_minor / 2 * step_minor).await.is(202);
            stage.refunds_become(&payment, SETTLED).await;
            stage.passed(format!("{code} in steps"));
        }
    }
}

/// A refund after the gateway's window.
pub async fn refund_window(stage: &mut Stage<'_>) {
    let payment = stage.captured("tok_ok", 10_000).await;
    stage.refund(&payment, 1_000).await.is(202);
    stage.refunds_become(&payment, SETTLED).await;
    let Some(window_secs) = stage.can().terms.refund_within_secs else {
        for _ in 0..4 {
            stage.pass(90 * DAY).await;
        }
        stage.refund(&payment, 1_000).await.is(202);
        stage.refunds_become(&payment, SETTLED).await;
        return;
    };
    stage.pass(window_secs + DAY).await;
    let late = stage.refund(&payment, 1_000).await;
    // A year is also the most that the default policy allows.
    assert!(["gateway_limit", "denied_by_policy"].contains(&late.code()), "{}", late.json);
    stage.refused_by_rule("", "refund_within_secs");
}
