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
            BTreeMap::from([("https://api.test.paypal.com/v1/notifications/certs/CERT-1".to_owned(), pem)]);
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
