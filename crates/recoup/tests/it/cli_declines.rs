//! `recoup declines`: without a database and without a server.

use std::process::{Command, Output};

use serde_json::Value;

fn recoup(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recoup")).arg("declines").args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = recoup(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(&[arguments, &["--json"]].concat())).unwrap()
}

#[test]
fn a_code_is_explained_with_its_source() {
    let said = printed(&["explain", "stripe", "insufficient_funds"]);
    for part in
        ["not enough funds", "funds (", "retry later      yes", "another gateway  no", "Stripe decline-code table"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let told = json(&["explain", "Braintree", "2001/26"]);
    assert_eq!((&told["class"], &told["earliest_retry_hours"]), (&"funds".into(), &48.into()));
    assert_eq!((&told["decided_by"], &told["vocabulary"]), (&"advice".into(), &"mastercard_mac".into()));
    assert!(told["edition"].is_string() && told["confidence"] == "doc", "{told}");
}

#[test]
fn a_code_is_explained_as_of_a_day() {
    let on = |day: &str| json(&["explain", "visa", "83", "--on", day]);
    assert_eq!(on("2026-10-24")["class"], "generic");
    assert_eq!(on("2026-10-25")["class"], "risk");
    assert_eq!(on("2026-10-25")["valid_from"], "2026-10-25");
    assert_eq!(recoup(&["explain", "visa", "83", "--on", "soon"]).status.code(), Some(2));
}

#[test]
fn what_nobody_knows_is_said() {
    let unknown = recoup(&["explain", "stripe", "of_rome"]);
    let (said, hint) = (String::from_utf8_lossy(&unknown.stdout), String::from_utf8_lossy(&unknown.stderr));
    assert!(
        unknown.status.success() && said.contains("not in the table") && said.contains("2 times at most"),
        "{said}"
    );
    assert!(hint.contains("recoup declines list stripe"), "{hint}");
    assert_eq!(json(&["explain", "stripe", "of_rome"])["retries_at_most"], 2);

    for arguments in [&["explain", "moon", "51"][..], &["list", "moon"]] {
        let refused = recoup(arguments);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1));
        assert!(said.contains("`moon`") && said.contains("stripe, adyen") && said.contains("iso8583"), "{said}");
    }
}

#[test]
fn the_table_is_listed() {
    let all = json(&["list"]);
    let sum: u64 = all.as_array().unwrap().iter().map(|one| one["codes"].as_u64().unwrap()).sum();
    assert_eq!(sum, 1_049);
    assert!(printed(&["list"]).contains("  mastercard_mac\n"));
    let stripe = json(&["list", "stripe_advice"]);
    assert_eq!(stripe.as_array().map(Vec::len), Some(3));
    assert_eq!(stripe[1]["code"], "do_not_try_again");
    assert!(stripe.as_array().unwrap().iter().all(|row| row["edition"].is_string() && row["class"].is_string()));
    assert!(printed(&["list", "braintree"]).contains("2109-2999"), "a gateway lists all its vocabularies");
}
