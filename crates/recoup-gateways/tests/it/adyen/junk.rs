//! Bytes that nobody meant: nothing panics and nothing false becomes a fact.

use std::collections::BTreeMap;

use proptest::prelude::*;
use recoup_core::effect::OperationKind;
use recoup_gateways::adyen::Adyen;
use recoup_gateways::{Asked, Delivery, Gateway as _, Known, Outcome, Reading, Reply};

use super::given::{SINCE, account, asked, effect};
use crate::junk;

const REPLIES: &[&str] = &[
    r#"{"pspReference":"993617895204576J","resultCode":"Authorised","merchantReference":"pay_01jd0000000000000000000001","amount":{"currency":"EUR","value":1050}}"#,
    r#"{"pspReference":"993617895204576J","resultCode":"Refused","refusalReasonCode":"2","additionalData":{"merchantAdviceCode":"03 : é"}}"#,
    r#"{"paymentPspReference":"QFQTPCQ8HXSKGK82","reference":"rfd_01jd0000000000000000000001","pspReference":"993617894906488A","status":"received","amount":{"currency":"EUR","value":200}}"#,
    r#"{"status":422,"errorCode":"167","message":"any","errorType":"validation"}"#,
];

/// Genuine ones of [`given::KEY`](super::given::KEY).
const DELIVERIES: &[&str] = &[
    r#"{"live":"false","notificationItems":[{"NotificationRequestItem":{"pspReference":"QFQTPCQ8HXSKGK82","originalReference":"","merchantAccountCode":"RecoupTest","merchantReference":"pay_01jd0000000000000000000001","amount":{"currency":"EUR","value":"1000"},"eventCode":"AUTHORISATION","eventDate":"2026-11-21T10:00:00+01:00","success":"true","reason":"052095:1111:03/2030","paymentMethod":"visa","additionalData":{"hmacSignature":"Y7wMydz8qn6PhUqBhOGildcAXnLxsM6HvP0yCxfdUN8="}}}]}"#,
    r#"{"live":"false","notificationItems":[{"NotificationRequestItem":{"pspReference":"QFQTPCQ8HXSKGK82","originalReference":"","merchantAccountCode":"RecoupTest","merchantReference":"pay_01jd0000000000000000000001","amount":{"currency":"EUR","value":1000},"eventCode":"AUTHORISATION","eventDate":"2026-11-21T10:00:00+01:00","success":"true","reason":"052095:1111:03/2030","paymentMethod":"visa","additionalData":{"hmacSignature":"Y7wMydz8qn6PhUqBhOGildcAXnLxsM6HvP0yCxfdUN8="}}},{"NotificationRequestItem":{"pspReference":"BADBADBADBADBAD1","originalReference":"","merchantAccountCode":"RecoupTest","merchantReference":"pay_01jd0000000000000000000001","amount":{"currency":"EUR","value":1000},"eventCode":"AUTHORISATION","eventDate":"2026-11-21T10:00:00+01:00","success":"false","reason":"052095:1111:03/2030","paymentMethod":"visa","additionalData":{"hmacSignature":"p1hYRsCoi71S2vF5DwFfv/W3U9xbxQNLP4iNg9D+UMc="}}},{"NotificationRequestItem":{"pspReference":"QFQTPCQ8HXSKGK82","originalReference":"","merchantAccountCode":"RecoupTest","merchantReference":"pay_01jd0000000000000000000001","amount":{"currency":"EUR","value":1000},"eventCode":"EXPIRE","eventDate":"2026-11-21T10:00:00+01:00","success":"true","reason":"052095:1111:03/2030","paymentMethod":"visa","additionalData":{"hmacSignature":"N7If3Rya+Z9eYArgI83cu3KXg5qNg80jnDMuBi1ShNA="}}}]}"#,
];

const REPORTS: &[&str] = &[
    "Psp Reference,Merchant Reference,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Batch Number,ARN\nA,pay_1,2026-05-20 00:06:43,PDT,Settled,B,GBP,,5.00,1,GBP,,4.88,0.12,7,74123456789012345678901\nA,,2026-05-20 00:06:43,CEST,Settled,B,USD,,10.00,0.7534,GBP,,7.33,0.20,7,é\n,,,,MerchantPayout,\"x, y\",,,,,GBP,12.21,,,7,\n",
];

/// What the seeds say.
fn genuine() -> Vec<Reading> {
    let read = |body: &&str| Adyen.read_delivery(&Delivery { headers: &[], body: body.as_bytes() }, &account());
    DELIVERIES.iter().flat_map(read).collect()
}

proptest! {
    #[test]
    fn replies(body in junk::bytes(REPLIES), status in prop_oneof![Just(200_u16), Just(201), Just(422), any::<u16>()], probe: bool) {
        for kind in OperationKind::OF_MONEY {
            let effect = effect(kind, 1050, "EUR");
            let effect = if probe { asked(effect, 8) } else { effect };
            let reply = Reply::Http { status, headers: &[], body: &body };
            let told = Adyen.interpret(&Asked { effect: &effect, account: &account(), stage: 0 }, &reply);
            let empty = matches!(&told, Outcome::Facts(facts) if facts.is_empty());
            prop_assert!(!empty && !matches!(told, Outcome::NeverArrived));
        }
    }

    #[test]
    fn deliveries(body in junk::bytes(DELIVERIES), header in ".{0,40}") {
        let headers = [("hmacsignature".to_owned(), header)];
        for headers in [&headers[..], &[]] {
            let delivery = Delivery { headers, body: &body };
            let _ = Adyen.authenticate(&delivery, &account(), &Known { at: SINCE, certificates: &BTreeMap::new() });
            for reading in Adyen.read_delivery(&delivery, &account()) {
                // What is not signed may change, and no fact with it.
                let known = !matches!(reading, Reading::Facts(_)) || genuine().contains(&reading);
                prop_assert!(known, "nobody signed {reading:?}");
            }
        }
    }

    #[test]
    fn reports(body in junk::bytes(REPORTS)) {
        let items = Adyen.read_report("settlement_details", Box::new(&body[..])).expect("it is known");
        prop_assert!(items.count() < 1_000);
    }
}
