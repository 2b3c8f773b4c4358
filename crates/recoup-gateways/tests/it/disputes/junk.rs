//! No bytes make a call about disputes panic, and none that nobody meant become a done deed.

use proptest::prelude::*;
use recoup_gateways::{DisputeAnswer, DisputeAsked, DisputeCall, Reply};

use super::rig::{accept, account};
use super::samples;
use crate::junk;

const SEEDS: &[&str] = &[
    r#"{"object":"list","data":[{"id":"D1","object":"dispute","amount":5000,"currency":"usd","status":"needs_response","created":1790000000,"evidence_details":{"due_by":1790600000}}],"has_more":true}"#,
    r#"{"id":"D1","object":"dispute","amount":5000,"currency":"usd","status":"under_review"}"#,
    r#"{"id":"file_1","object":"file","purpose":"dispute_evidence"}"#,
    r#"{"defenseReasons":[{"defenseReasonCode":"SupplyDefenseMaterial","defenseDocumentTypes":[{"available":false,"defenseDocumentTypeCode":"DefenseMaterial","requirementLevel":"Required"}]}],"disputeServiceResult":{"success":true}}"#,
    r#"{"items":[{"dispute_id":"D1","status":"RESOLVED","dispute_outcome":{"outcome_code":"RESOLVED_WITH_PAYOUT"},"dispute_amount":{"currency_code":"USD","value":"50.00"}}],"links":[{"rel":"next","href":"https://x/?next_page_token=9"}]}"#,
    r#"{"dispute_id":"D1","status":"WAITING_FOR_SELLER_RESPONSE","dispute_amount":{"currency_code":"USD","value":"50.00"},"links":[{"rel":"provide-evidence","href":"x"}]}"#,
    r#"{"_embedded":{"chargebacks":[{"id":"chb_1","amount":{"currency":"EUR","value":"50.00"},"createdAt":"2026-09-21T10:00:00+00:00"}]},"_links":{"next":{"href":"https://x/?from=chb_2"}}}"#,
    r#"<disputes type="collection"><page-size>50</page-size><total-items>99</total-items><dispute><id>D1</id><kind>chargeback</kind><status>open</status><amount-disputed>50.00</amount-disputed><currency-iso-code>USD</currency-iso-code></dispute></disputes>"#,
    r#"<dispute><id>D1</id><kind>chargeback</kind><status>open</status><amount-disputed>50.00</amount-disputed><currency-iso-code>USD</currency-iso-code><evidence type="array"><evidence><category>GENERAL</category><comments>x</comments></evidence></evidence></dispute>"#,
    r#"<api-error-response><errors><dispute><errors type="array"><error><code>95701</code></error></errors></dispute></errors></api-error-response>"#,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in junk::bytes(SEEDS), status in 100..600_u16, stage in 0..7_u8, carried in proptest::collection::vec("[0-9a-z]{0,9}", 0..3)) {
        for gateway in recoup_gateways::whole() {
            let account = account(gateway.about().name);
            let pieces = gateway.evidence_rules().map(samples::pieces).unwrap_or_default();
            let calls = [
                DisputeCall::List { since: jiff::Timestamp::UNIX_EPOCH, until: jiff::Timestamp::UNIX_EPOCH, cursor: "7".to_owned() },
                DisputeCall::Read { dispute: "D1".to_owned(), payment: "tr_1".to_owned() },
                DisputeCall::Evidence { dispute: "D1".to_owned(), pieces, submit: true, key: "key".to_owned() },
                accept("D1", "key"),
            ];
            for call in &calls {
                let asked = DisputeAsked { call, account: &account, stage, carried: &carried };
                let _ = gateway.read_dispute(&asked, &Reply::Http { status: 200, headers: &[], body: &bytes });
                let answer = gateway.read_dispute(&asked, &Reply::Http { status, headers: &[], body: &bytes });
                let done = matches!(
                    answer,
                    DisputeAnswer::Accepted | DisputeAnswer::EvidenceStaged | DisputeAnswer::EvidenceSubmitted
                );
                prop_assert!(!done || ((200..300).contains(&status) && call.is_deed()), "{}: {answer:?}", gateway.about().name);
                for lost in [Reply::NotSent { why: String::new() }, Reply::MaybeSent { why: String::new() }] {
                    let answer = gateway.read_dispute(&asked, &lost);
                    let open = matches!(answer, DisputeAnswer::Again { .. } | DisputeAnswer::Unknown { .. });
                    prop_assert!(open, "{}: {answer:?}", gateway.about().name);
                }
            }
        }
    }
}
