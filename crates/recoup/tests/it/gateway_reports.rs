//! `recoup gateway report`: what it prints, and whether it fails.

use std::process::{Command, Output};

use serde_json::Value;

const FITS: &str = "reporting_category,currency,gross,fee,net,automatic_payout_id,balance_transaction_id
charge,eur,10.00,0.30,9.70,po_1,txn_1
refund,eur,-4.00,0.00,-4.00,po_1,txn_2
payout,eur,-5.70,0.00,-5.70,po_1,txn_3
";

fn read(text: &str, more: &[&str]) -> Output {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let words = ["gateway", "report", "--gateway", "stripe", "--kind", "payout_reconciliation"];
    Command::new(env!("CARGO_BIN_EXE_recoup")).args(words).args(more).arg(file.path()).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn sums_and_what_does_not_fit_are_said() {
    let fits = read(FITS, &[]);
    let text = said(&fits);
    assert!(fits.status.success() && text.contains("fits          payout po_1: 5.70 EUR"), "{text}");
    assert!(text.contains("charge") && text.contains("MB of memory"), "{text}");

    let lies = read(&FITS.replace("-5.70,0.00,-5.70", "-5.71,0.00,-5.71"), &[]);
    let text = said(&lies);
    assert!(!lies.status.success(), "{text}");
    assert!(text.contains("it tells 5.71 EUR, its rows sum to 5.70 EUR; 0.01 EUR apart"), "{text}");

    let odd = read(&FITS.replace("refund,", "moonshot,"), &["--json"]);
    assert!(!odd.status.success());
    let json: Value = serde_json::from_slice(&odd.stdout).unwrap();
    assert_eq!((&json["verdict"], &json["odd"]["shown"][0]["row"]), (&"does_not_fit".into(), &3.into()), "{json}");

    let kind = Command::new(env!("CARGO_BIN_EXE_recoup"))
        .args(["gateway", "report", "--gateway", "stripe", "--kind", "x", "/dev/null"])
        .output()
        .unwrap();
    assert!(!kind.status.success() && said(&kind).contains("payout_reconciliation"), "{}", said(&kind));
}
