//! Signatures that another implementation computed, right and wrong ones.

use std::collections::BTreeMap;

use recoup_gateways::adyen::Adyen;
use recoup_gateways::{Account, Delivery, Gateway as _, Known, Reading, Verdict};
use serde::Deserialize;

use super::given::{SINCE, account};

/// A delivery and whether it is genuine.
#[derive(Deserialize)]
struct Vector {
    name: String,
    secrets: Vec<String>,
    headers: BTreeMap<String, String>,
    body: String,
    verdict: String,
}

#[test]
fn every_vector_is_judged_right() {
    let vectors: Vec<Vector> =
        serde_json::from_str(include_str!("../../golden/adyen/signatures.json")).expect("vectors");
    assert!(vectors.len() > 30);
    for vector in vectors {
        let headers: Vec<(String, String)> = vector.headers.into_iter().collect();
        let delivery = Delivery { headers: &headers, body: vector.body.as_bytes() };
        let account = Account { webhook_secrets: vector.secrets, ..account() };
        let verdict = Adyen.authenticate(&delivery, &account, &Known { at: SINCE, certificates: &BTreeMap::new() });
        let word = match verdict {
            Verdict::Genuine => "genuine",
            Verdict::Unsigned => "unsigned",
            Verdict::Forged { .. } => "forged",
            Verdict::NeedsCertificate { .. } => "needs a certificate",
        };
        assert_eq!(word, vector.verdict, "{}", vector.name);
        // Whoever reads without asking first gets no fact from a forgery either.
        if word == "forged" {
            for reading in Adyen.read_delivery(&delivery, &account) {
                assert!(matches!(reading, Reading::Unreadable { .. }), "{}: {reading:?}", vector.name);
            }
        }
    }
}

#[test]
fn what_a_stranger_wrote_is_not_repeated() {
    for body in [
        r#"{"notificationItems":"4242 4242 4242 4242"}"#,
        r#"{"notificationItems":{"4242 4242 4242 4242":1}}"#,
        r#""4242 4242 4242 4242""#,
        r#"{"notificationItems":["4242 4242 4242 4242"]}"#,
    ] {
        let delivery = Delivery { headers: &[], body: body.as_bytes() };
        let verdict = Adyen.authenticate(&delivery, &account(), &Known { at: SINCE, certificates: &BTreeMap::new() });
        assert!(matches!(&verdict, Verdict::Forged { why } if !why.contains("4242")), "{body}: {verdict:?}");
        for reading in Adyen.read_delivery(&delivery, &account()) {
            assert!(matches!(&reading, Reading::Unreadable { why } if !why.contains("4242")), "{body}: {reading:?}");
        }
    }
}
