//! Every row of the table, and what is answered by it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::table::{TEXT, read, rows, sources};
use super::*;

const TODAY: Date = date(2026, 7, 1);

fn today(source: &str, code: &str) -> Explained {
    explain(source, code, TODAY)
}

fn fault(text: &str) -> String {
    let header = TEXT.lines().next().unwrap();
    let text: &'static str = Box::leak(format!("{header}\n{text}\n").into_boxed_str());
    match read(text) {
        Ok(rows) => format!("{} rows", rows.len()),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn every_row_maps_to_a_class_and_a_decision() {
    let all = read(TEXT).unwrap_or_else(|fault| panic!("data/declines.csv, {fault}"));
    assert_eq!(all.len(), TEXT.lines().count() - 1);
    assert_eq!(sources().map(|source| rows(source).len()).sum::<usize>(), all.len());
    for row in &all {
        let place = format!("{} {}", row.source, row.code);
        assert!(Class::named(row.class.word()).is_some() && row.otherwise != Some(row.class), "{place}");
        assert!(RetryLater::ALL.contains(&row.retry_later) && Confidence::ALL.contains(&row.confidence), "{place}");
        assert!(!(row.failover_now && row.class.ends_it()), "{place}: another gateway after {}", row.class.word());
        assert!(!(row.failover_now && row.outcome_unknown), "{place}: another gateway while nobody knows");
        assert!(row.earliest_retry_hours.is_none() || row.retry_later != RetryLater::No, "{place}: waits for nothing");
        let ends = matches!(row.class, Class::Never | Class::Revoked | Class::User | Class::NotDecline);
        assert!(!ends || row.retry_later == RetryLater::No, "{place}: {} and tried again", row.class.word());
        let dated = row.valid_from.is_none_or(|from| (2000..2100).contains(&from.year()));
        assert!(dated, "{place}: {:?}", row.valid_from);
    }
}

#[test]
fn nothing_of_what_was_collected_is_lost() {
    let counted: BTreeMap<&str, usize> = sources().map(|source| (source, rows(source).len())).collect();
    let collected = [
        ("iso8583", 81),
        ("visa", 82),
        ("mastercard_de39", 12),
        ("mastercard_mac", 21),
        ("stripe", 48),
        ("stripe_advice", 3),
        ("adyen", 43),
        ("braintree", 117),
        ("braintree_gateway_rejection", 8),
        ("braintree_settlement", 8),
        ("checkout", 190),
        ("checkout_recommendation", 3),
        ("paypal_advice", 15),
        ("paypal_response", 154),
        ("recurly", 29),
        ("nmi", 33),
        ("mollie_failure_reason", 15),
        ("mollie_status_reason", 83),
        ("ach_return", 11),
        ("sepa_dd", 4),
        ("cybersource_category", 7),
        ("npci_upi", 2),
        ("hyperswitch_standardised", 45),
        ("hyperswitch_action", 12),
    ];
    assert_eq!(collected.iter().map(|(_, count)| count).sum::<usize>(), 1_026);
    for (source, count) in collected {
        assert_eq!(counted.get(source), Some(&count), "{source}");
    }
    // The other two are words of this project.
    assert_eq!(counted.len(), collected.len() + 2);
    assert_eq!((counted["sandbox"], counted["recoup"]), (17, 6));
    let dated = sources().flat_map(rows).filter(|row| row.valid_from.is_some()).count();
    let editions: BTreeSet<&str> = sources().flat_map(rows).map(|row| row.edition).collect();
    assert_eq!((dated, editions.len()), (6, 30));
}

#[test]
fn every_row_is_found_by_its_code() {
    for row in sources().flat_map(rows) {
        let found = explain(row.source, row.code, row.valid_from.unwrap_or(date(2000, 1, 1)));
        assert_eq!(found.row, Some(row), "{} {}", row.source, row.code);
        assert!(found.is_known() && !found.what_to_do().is_empty() && !found.meaning().is_empty());
        let codes = rows(row.source).iter().filter(|other| other.valid_from == row.valid_from);
        let alike = codes.filter(|other| other.code.eq_ignore_ascii_case(row.code)).count();
        assert_eq!(alike, 1, "{} {}: upper and lower case are one code", row.source, row.code);
    }
}

#[test]
fn every_vocabulary_that_a_name_stands_for_is_there() {
    for name in names() {
        let behind = vocabularies(name);
        assert!(!behind.is_empty(), "{name}");
        assert!(behind.iter().all(|source| sources().any(|known| known == *source)), "{name}: {behind:?}");
    }
    assert!(vocabularies("moon").is_empty());
    for gateway in ["stripe", "adyen", "paypal", "braintree", "mollie", "sandbox"] {
        assert!(names().contains(&gateway) && vocabularies(gateway).contains(&"recoup"), "{gateway}");
        assert_eq!(classify(gateway, "unspecified", TODAY).class, Class::Generic, "{gateway}");
    }
}

#[test]
fn codes_of_the_five_gateways_are_classified() {
    let cases = [
        ("stripe", "insufficient_funds", Class::Funds, RetryLater::Yes, false),
        ("stripe:main", "lost_card", Class::Never, RetryLater::No, false),
        ("adyen", "9", Class::Technical, RetryLater::Yes, true),
        ("adyen", "38", Class::Authentication, RetryLater::Conditional, false),
        ("paypal", "5400", Class::Update, RetryLater::Conditional, false),
        ("paypal", "21", Class::Revoked, RetryLater::No, false),
        ("braintree", "2001", Class::Funds, RetryLater::Yes, false),
        ("braintree", "risk_threshold", Class::Risk, RetryLater::No, false),
        ("braintree", "91", Class::Technical, RetryLater::Yes, true),
        ("mollie", "stop_payment_order", Class::Revoked, RetryLater::No, false),
        ("mollie", "authentication_abandoned", Class::User, RetryLater::No, false),
        ("mollie:eu", "canceled", Class::User, RetryLater::No, false),
        ("sandbox:main", "insufficient_funds", Class::Funds, RetryLater::Yes, false),
    ];
    for (gateway, code, class, retry_later, failover_now) in cases {
        let told = classify(gateway, code, TODAY);
        assert_eq!((told.class, told.retry_later, told.failover_now), (class, retry_later, failover_now), "{code}");
    }
    assert_eq!(today("stripe", "withdrawal_count_limit_exceeded").otherwise, Some(Class::Funds));
}

#[test]
fn an_advice_decides_before_the_code() {
    let stop = today("stripe", "generic_decline/do_not_try_again");
    assert_eq!((stop.class, stop.retry_later, stop.by), (Class::Never, RetryLater::No, DecidedBy::Advice));
    assert_eq!(stop.behind.map(|row| row.code), Some("generic_decline"));
    assert!(stop.meaning().contains("the network advises: stop"), "{}", stop.meaning());
    let again = today("stripe", "do_not_honor/try_again_later");
    assert_eq!((again.class, again.failover_now), (Class::Technical, false), "the advice takes the other gateway away");
    let adyen = today("adyen", "2/03");
    assert_eq!((adyen.class, adyen.retry_later), (Class::Never, RetryLater::No));

    // An advice that nobody knows changes nothing.
    assert_eq!(today("adyen", "2/77"), Explained { advice: "77".to_owned(), ..today("adyen", "2") });
    // A code that nobody knows has the advice.
    assert_eq!(today("braintree", "2xyz/21").class, Class::Revoked);
}

#[test]
fn an_advice_to_wait_leaves_the_reason() {
    let wait = today("braintree", "2001/02");
    assert_eq!((wait.class, wait.earliest_retry_hours), (Class::Funds, Some(72)));
    assert!(wait.what_to_do().contains("after 3 days"), "{}", wait.what_to_do());
    assert_eq!(today("stripe", "insufficient_funds/try_again_later").class, Class::Funds);
    assert_eq!(today("stripe", "insufficient_funds/confirm_card_data").class, Class::Update);
}

#[test]
fn waiting_times_of_mastercard_count_beside_missing_funds_only() {
    for (advice, hours) in [("24", 1), ("25", 24), ("26", 48), ("27", 96), ("28", 144), ("29", 192), ("30", 240)] {
        for (gateway, funds) in [("braintree", "2001"), ("adyen", "12"), ("paypal", "5120"), ("mastercard", "51")] {
            let told = today(gateway, &format!("{funds}/{advice}"));
            assert_eq!((told.class, told.earliest_retry_hours), (Class::Funds, Some(hours)), "{gateway} {advice}");
        }
        let other = today("braintree", &format!("2004/{advice}"));
        assert_eq!((other.class, other.earliest_retry_hours, other.by), (Class::Update, None, DecidedBy::Code));
    }
}

#[test]
fn an_advice_that_a_gateway_ranks_last_fills_in_or_forbids() {
    assert_eq!(today("stripe", "do_not_honor/01").class, Class::Generic);
    assert_eq!(today("stripe", "do_not_honor/03").class, Class::Never);
    assert_eq!(today("stripe", "do_not_honor/21").class, Class::Revoked);
    assert_eq!(today("stripe", "brand_new/01").class, Class::Update);
}

#[test]
fn dated_rows_begin_on_their_day() {
    let on = |code: &str, day: Date| explain("visa", code, day);
    let (before, after) = (date(2021, 4, 16), date(2021, 4, 17));
    for (code, was, is) in [
        ("03", RetryLater::No, RetryLater::Conditional),
        ("62", RetryLater::No, RetryLater::Conditional),
        ("78", RetryLater::No, RetryLater::Conditional),
    ] {
        assert_eq!((on(code, before).retry_later, on(code, after).retry_later), (was, is), "{code}");
    }
    assert_eq!((on("03", before).failover_now, on("03", after).failover_now), (false, true));
    for day in [before, after] {
        assert_eq!((on("93", day).class, on("93", day).retry_later), (Class::Never, RetryLater::No));
    }
    assert!(on("93", before).meaning().contains("category 1") && on("93", after).meaning().contains("category 2"));

    let (before, after) = (date(2026, 10, 24), date(2026, 10, 25));
    assert_eq!((on("57", before).otherwise, on("57", after).otherwise), (Some(Class::Update), None));
    assert_eq!((on("83", before).class, on("83", after).class), (Class::Generic, Class::Risk));
    assert_eq!(on("83", Date::MAX).class, Class::Risk);
    assert_eq!(on("83", Date::MIN).class, Class::Generic);
}

#[test]
fn conflicts_without_a_date_are_answered_as_the_table_keeps_them() {
    assert_eq!((today("visa", "14").class, today("visa", "14").retry_later), (Class::Update, RetryLater::No));
    assert_eq!(today("visa", "6P").retry_later, RetryLater::Conditional);
    for code in ["39", "52", "53"] {
        assert_eq!((today("visa", code).class, today("visa", code).failover_now), (Class::Update, false));
    }
    // Alone they say nothing to act on: the advice does.
    for (code, class) in [("79", Class::Update), ("82", Class::Generic), ("83", Class::Risk)] {
        let alone = today("mastercard", code);
        assert_eq!((alone.class, alone.retry_later, alone.failover_now), (class, RetryLater::Conditional, false));
        assert_eq!(today("mastercard", &format!("{code}/03")).retry_later, RetryLater::No);
    }
    for code in ["05", "06"] {
        let legacy = today("mastercard_mac", code);
        assert_eq!(legacy.row.map(|row| row.confidence), Some(Confidence::Unconfirmed));
        assert_eq!(legacy.class, Class::Never);
    }
    assert_eq!((today("braintree", "2102").class, today("braintree", "2103").class), (Class::Update, Class::Limit));
    assert_eq!(today("braintree", "2103").earliest_retry_hours, Some(24));
    assert_eq!(rows("paypal_advice").len(), 15);
}

#[test]
fn ranges_come_last_and_keep_their_ends() {
    for (code, by) in [
        ("2108", DecidedBy::Code),
        ("2109", DecidedBy::Range),
        ("2500", DecidedBy::Range),
        ("2999", DecidedBy::Range),
        ("3000", DecidedBy::Code),
        ("3001", DecidedBy::Nothing),
        ("21090", DecidedBy::Nothing),
        ("250", DecidedBy::Nothing),
        ("25x0", DecidedBy::Nothing),
    ] {
        assert_eq!(today("braintree", code).by, by, "{code}");
    }
    let future = today("braintree", "2500");
    assert_eq!((future.class, future.failover_now), (Class::Generic, true));
    assert_eq!(today("braintree", "2500/03").class, Class::Never);
    assert_eq!((today("sepa_dd", "AM04").class, today("sepa_dd", "am04").by), (Class::Funds, DecidedBy::Code));
    assert_eq!((today("sepa_dd", "MD01").class, today("sepa_dd", "MD01").by), (Class::Never, DecidedBy::Range));
    assert_eq!(today("sepa_dd", "").by, DecidedBy::Nothing);
}

#[test]
fn an_unknown_code_is_soft_and_says_so() {
    for (source, code) in [("stripe", "of_rome"), ("stripe", ""), ("moon", "51"), ("manual", "x/y"), ("", "")] {
        let told = today(source, code);
        assert_eq!((told.class, told.retry_later, told.by), (Class::Generic, RetryLater::Yes, DecidedBy::Nothing));
        assert_eq!((told.failover_now, told.retries_at_most), (false, Some(UNKNOWN_RETRIES_AT_MOST)));
        assert!(!told.is_known() && told.meaning().contains("not in the table"));
        assert!(told.what_to_do().contains("2 times at most"), "{}", told.what_to_do());
    }
    // Said in words, with a slash that leads to no advice.
    assert_eq!(today("adyen", "Issuer/acquirer unavailable").class, Class::Generic);
}

#[test]
fn another_gateway_is_asked_only_when_the_first_attempt_is_dead() {
    let soft = today("stripe", "issuer_not_available");
    assert!(may_fail_over(&soft, Attempt::Dead) && !may_fail_over(&soft, Attempt::Open));
    for (source, code) in [("nmi", "420"), ("checkout", "20118"), ("paypal", "8110"), ("iso8583", "68")] {
        let told = today(source, code);
        assert!(told.outcome_unknown && !may_fail_over(&told, Attempt::Dead), "{source} {code}");
        assert!(told.what_to_do().starts_with("Ask the gateway first"), "{}", told.what_to_do());
        // Nor when a row said so by mistake.
        assert!(!may_fail_over(&Explained { failover_now: true, ..told }, Attempt::Dead), "{source} {code}");
    }
    assert!(today("iso8583", "68/02").outcome_unknown, "an advice does not settle it");
    for class in Class::ALL.iter().filter(|class| class.ends_it()) {
        assert!(!may_fail_over(&Explained { class: *class, ..soft.clone() }, Attempt::Dead), "{}", class.word());
    }
    for row in sources().flat_map(rows) {
        assert!(!may_fail_over(&explain(row.source, row.code, TODAY), Attempt::Open), "{} {}", row.source, row.code);
    }
}

#[test]
fn words_are_there_for_every_class() {
    for class in Class::ALL {
        assert_eq!(Class::named(class.word()), Some(*class));
        assert!(!class.title().is_empty() && class.action().ends_with('.'), "{}", class.word());
    }
    assert_eq!(Class::named("soft"), None);
    assert_eq!(today("mastercard", "51/24").what_to_do().matches("after 1 hour").count(), 1);
    assert_eq!(today("mastercard", "51/26").what_to_do().matches("after 48 hours").count(), 1);
}

#[test]
fn what_does_not_fit_is_refused_with_its_line() {
    let good = "visa,05,\"no reason, at all\",generic/authentication,yes,yes,4d,2026-10-25,provisional,here,doc";
    assert_eq!(fault(good), "1 rows");
    assert_eq!(fault(&format!("{good}\n{good}")), "line 3: the code is there twice");
    let wrong = [
        ("visa", "", "must not be empty"),
        ("generic/authentication", "soft", "a class that nobody knows"),
        ("generic/authentication", "generic/soft", "another class that nobody knows"),
        ("yes,yes", "maybe,yes", "retry_later"),
        ("yes,yes", "yes,maybe", "failover_now"),
        ("4d", "4", "earliest_retry"),
        ("4d", "-4d", "earliest_retry"),
        ("4d", "4000000000d", "earliest_retry"),
        ("2026-10-25", "2026-10-32", "valid_from"),
        ("2026-10-25", "soon", "valid_from"),
        ("provisional", "provisional  only_with_funds", "a flag"),
        ("provisional", "sure", "a flag"),
        (",doc", ",sure", "a confidence"),
        (",doc", "", "a field is missing"),
        (",doc", ",doc,", "a field too many"),
        ("at all\"", "at all", "a quote is not closed"),
        ("at all\"", "at all\" ", "something stands behind a quote"),
        (",here", ", here", "blanks around it"),
        (",here", ",he\"re", "a quote inside"),
    ];
    for (part, bad, says) in wrong {
        let said = fault(&good.replacen(part, bad, 1));
        assert!(said.starts_with("line 2: ") && said.contains(says), "{bad}: {said}");
    }
    assert_eq!(read("source,code").map_err(|fault| fault.line), Err(1));
    assert_eq!(read("").map_err(|fault| fault.line), Err(1));
}

proptest! {
    #[test]
    fn no_text_is_too_odd(
        source in any::<String>(),
        code in any::<String>(),
        known in any::<prop::sample::Index>(),
        day in 0_i32..80_000,
    ) {
        let on = date(1970, 1, 1).saturating_add(jiff::Span::new().days(day));
        let names = names();
        for source in [source.as_str(), names[known.index(names.len())]] {
            for code in [code.clone(), format!("51/{code}"), format!("{code}/03"), code.chars().rev().collect()] {
                let told = explain(source, &code, on);
                prop_assert!(!told.what_to_do().is_empty() && !told.meaning().is_empty());
                prop_assert!(!may_fail_over(&told, Attempt::Open));
                let _total = classify(source, &code, on);
            }
        }
    }

    #[test]
    fn digits_and_advices_of_every_name_are_answered(code in "[0-9A-Za-z*-]{0,6}(/[0-9A-Za-z_]{0,4})?") {
        for name in names() {
            let told = explain(name, &code, TODAY);
            prop_assert_eq!(told.is_known(), told.by != DecidedBy::Nothing);
            prop_assert_eq!(told.retries_at_most.is_some(), !told.is_known());
        }
    }
}
