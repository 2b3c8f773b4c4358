//! Signatures: vectors that another implementation computed, and the way to a certificate.

use std::collections::BTreeMap;

use recoup_gateways::paypal::PayPal;
use recoup_gateways::{Delivery, Gateway, Known, Verdict};
use serde::Deserialize;

use super::effects::{account, no_certificates};

#[derive(Deserialize)]
struct Vectors {
    certificates: BTreeMap<String, String>,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    verdict: String,
    certificate: String,
    at: jiff::Timestamp,
    webhook_id: String,
    headers: BTreeMap<String, String>,
    body: String,
}

#[test]
fn vectors_are_judged_right() {
    let told: Vectors = serde_json::from_str(include_str!("vectors.json")).expect("vectors");
    assert!(told.vectors.len() > 20);
    for vector in &told.vectors {
        let mut account = account();
        account.settings.insert("webhook_id".to_owned(), vector.webhook_id.clone());
        let pem = told.certificates.get(&vector.certificate).expect("a certificate").clone();
        let certificates =
            BTreeMap::from([("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1".to_owned(), pem)]);
        let headers: Vec<_> = vector.headers.clone().into_iter().collect();
        let delivery = Delivery { headers: &headers, body: vector.body.as_bytes() };
        let verdict = PayPal.authenticate(&delivery, &account, &Known { at: vector.at, certificates: &certificates });
        let word = match &verdict {
            Verdict::Genuine => "genuine",
            Verdict::Unsigned => "unsigned",
            Verdict::NeedsCertificate { .. } => "needs",
            Verdict::Forged { .. } => "forged",
        };
        assert_eq!(word, vector.verdict, "{}: {verdict:?}", vector.name);
        if vector.verdict == "genuine" {
            let none = no_certificates();
            let verdict = PayPal.authenticate(&delivery, &account, &Known { at: vector.at, certificates: &none });
            let url = vector.headers["paypal-cert-url"].clone();
            assert_eq!(verdict, Verdict::NeedsCertificate { url }, "{}", vector.name);
        }
    }
}

#[test]
fn a_certificate_that_is_none_is_forged() {
    let told: Vectors = serde_json::from_str(include_str!("vectors.json")).expect("vectors");
    let vector = &told.vectors[0];
    let headers: Vec<_> = vector.headers.clone().into_iter().collect();
    let delivery = Delivery { headers: &headers, body: vector.body.as_bytes() };
    for pem in ["", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "<html>"] {
        let certificates = BTreeMap::from([(vector.headers["paypal-cert-url"].clone(), pem.to_owned())]);
        let verdict = PayPal.authenticate(&delivery, &account(), &Known { at: vector.at, certificates: &certificates });
        assert!(matches!(verdict, Verdict::Forged { .. }), "{pem}");
    }
}

/// Certificates with their names in front: `leaf` is made out to `*.paypal.com` and signed by `inter`, that one by
/// `root`; `inter_short` is the same for a month; `other` has the root's name and another key. All from 2026-11-22 on,
/// for 12,000 days; nobody kept the keys.
fn made(names: &[&str]) -> String {
    let text = include_str!("../../golden/paypal/chain.pem");
    let one = |name: &&str| {
        let (_, after) = text.split_once(&format!("{name}\n")).expect("it is there");
        let (pem, _) = after.split_once("-----END CERTIFICATE-----").expect("it ends");
        format!("{pem}-----END CERTIFICATE-----\n")
    };
    names.iter().map(one).collect()
}

#[test]
fn a_chain_must_hold_together_before_its_certificate_is_kept() {
    let (soon, later) = ("2026-12-01T00:00:00Z", "2030-01-01T00:00:00Z");
    let no_chain = "its certificate chain does not hold together at this time";
    for (names, at, verdict) in [
        (&["leaf"][..], soon, Ok(())),
        (&["leaf", "inter"], soon, Ok(())),
        (&["leaf", "inter", "root"], soon, Ok(())),
        (&["leaf", "inter", "root"], later, Ok(())),
        (&["leaf", "inter_short", "root"], soon, Ok(())),
        (&["leaf", "inter_short", "root"], later, Err(no_chain)),
        (&["leaf", "root"], soon, Err(no_chain)),
        (&["leaf", "inter", "other"], soon, Err(no_chain)),
        (&["leaf", "leaf"], soon, Err(no_chain)),
        (&["leaf", "inter", "root"], "2026-11-01T00:00:00Z", Err("its certificate is not valid at this time")),
        (&["leaf", "inter", "root"], "2066-01-01T00:00:00Z", Err("its certificate is not valid at this time")),
        (&["inter", "root"], soon, Err("its certificate cannot be read")),
    ] {
        let told = PayPal.accepts_certificate(&made(names), at.parse().expect("a time"));
        assert_eq!(told, verdict.map_err(str::to_owned), "{names:?} at {at}");
    }
    for junk in ["", "<html>", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"] {
        assert!(PayPal.accepts_certificate(junk, soon.parse().expect("a time")).is_err(), "{junk}");
    }
    let page = format!("<html>{}</html>", made(&["leaf", "inter", "root"]));
    assert!(PayPal.accepts_certificate(&page, soon.parse().expect("a time")).is_err(), "a page that shows one");
    let cut = made(&["leaf", "inter"]).replace("-----END CERTIFICATE-----\n", "");
    assert!(PayPal.accepts_certificate(&cut, soon.parse().expect("a time")).is_err());
}
