//! Deliveries that no gateway sent so, gateway by gateway: forged, replayed, dated ahead, too large. Each is refused and
//! counted, and nothing of it is stored beyond a bounded sample.

use recoup::http::{self, FaceOptions};
use recoup::node::Node;
use recoup::node::health::Refusals;
use recoup::worker::Accounts;
use recoup_sandbox::face::common::mac::base64;
use recoup_sandbox::{FaceKind, rfc3339};
use serde_json::json;

use crate::http_support::{SHOP, Shop};
use crate::signed_support::{Signed, certificates, judge, of_gateways};
use crate::store_support::{Fixture, on_both};

on_both!(what_no_gateway_sent_so_is_refused_counted_and_not_stored);

const SECOND_US: i64 = 1_000_000;

type Sealed = (Vec<(&'static str, String)>, String);

/// Something that the gateway tells, about a thing of this name.
fn text(face: FaceKind, name: &str, at_us: i64) -> String {
    match face {
        FaceKind::Adyen => {
            let item = json!({
                "eventCode": "CAPTURE", "success": "true", "pspReference": name, "originalReference": "ABCDEFGHIJKLMNOP",
                "merchantAccountCode": "Shop", "merchantReference": "x", "amount": { "value": 100, "currency": "EUR" },
            });
            json!({ "live": "false", "notificationItems": [{ "NotificationRequestItem": item }] }).to_string()
        }
        FaceKind::Braintree => {
            let at = rfc3339(at_us - at_us.rem_euclid(SECOND_US));
            let told = format!(
                "<notification><timestamp type=\"datetime\">{at}</timestamp><kind>check</kind>\
                <subject><check>{name}</check></subject></notification>"
            );
            base64(told.as_bytes())
        }
        _ => json!({ "id": name, "object": "event", "type": "check", "event_type": "check", "resource": "event" })
            .to_string(),
    }
}

/// For how long a delivery is believed, seconds; nothing where no time is signed, and what comes late says what was said.
const fn believed_secs(face: FaceKind) -> Option<i64> {
    match face {
        FaceKind::Adyen | FaceKind::Mollie => None,
        FaceKind::PayPal => Some(3 * 86_400 + 3_600),
        FaceKind::Braintree => Some(26 * 3_600),
        _ => Some(300),
    }
}

const fn secret_of_a_stranger(face: FaceKind) -> &'static str {
    match face {
        FaceKind::Adyen => "ffff456789abcdef0123456789abcdef0123456789abcdef0123456789abffff",
        FaceKind::Braintree => "public|guessed",
        _ => "guessed",
    }
}

/// What a stranger can make of a genuine delivery or without one, each by its name.
fn forged(signed: &Signed, genuine: &Sealed, now_us: i64) -> Vec<(&'static str, Sealed)> {
    let (headers, body) = genuine;
    let face = signed.face;
    let at = |secs: i64| signed.seal(&text(face, "late", now_us + secs * SECOND_US), now_us + secs * SECOND_US);
    let changed = match face {
        FaceKind::Adyen => body.replacen("100", "900", 1),
        FaceKind::Braintree => body.replacen("bt_payload=", "bt_payload=AAAA", 1),
        _ => body.replacen("check", "chess", 1),
    };
    assert_ne!(changed, *body);
    let bare = match face {
        FaceKind::Adyen => body.replacen("hmacSignature", "signature", 1),
        FaceKind::Braintree => body.replacen("bt_signature", "signature", 1),
        _ => body.clone(),
    };
    let mut all = vec![
        ("changed", (headers.clone(), changed)),
        ("signed by nobody", (Vec::new(), bare)),
        ("signed by a stranger", signed.seal_with(secret_of_a_stranger(face), &text(face, "theirs", now_us), now_us)),
        ("nothing at all", (headers.clone(), String::new())),
    ];
    if let Some(secs) = believed_secs(face) {
        all.extend([("dated ahead", at(302)), ("replayed too late", at(-secs - 2))]);
    }
    all
}

async fn what_no_gateway_sent_so_is_refused_counted_and_not_stored(fixture: Fixture) {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let mut shop = Shop::open(fixture).await;
    let sandbox = certificates().await;
    let known = of_gateways(&sandbox.base_url());
    let accounts = Accounts::new(known.iter().map(|signed| (SHOP.to_owned(), signed.account.clone())).collect());
    let node = Node::default();
    let health = node.health.clone();
    let options = FaceOptions { judge: judge(), node, ..FaceOptions::unlimited(true) };
    shop.router = http::router(shop.engine.clone(), accounts, options);
    for signed in &known {
        let (account, now_us) = (signed.account.name.as_str(), shop.engine.clock().now().as_microsecond());
        let deliver = async |(headers, body): &Sealed| {
            let mut call = shop.call("", "POST", &format!("/v1/hooks/shop/{account}"), None);
            call.headers.extend(headers.iter().cloned());
            call.body = body.clone().into_bytes();
            shop.send(call).await
        };
        let refused = || {
            let seen = health.of_tenant(SHOP, 0).into_iter().find(|(name, _)| name == account);
            seen.map(|(_, health)| health.refused).unwrap_or_default()
        };
        let genuine = signed.seal(&text(signed.face, "one", now_us), now_us);
        deliver(&genuine).await.is(200);
        let before = shop.counts().await;
        deliver(&genuine).await.is(200);
        assert_eq!(shop.counts().await, before, "{account}: what comes twice is kept once");
        assert_eq!(refused(), Refusals::default(), "{account}: nothing was wrong so far");

        let tries = forged(signed, &genuine, now_us);
        for (what, delivery) in &tries {
            let so_far = refused().count;
            deliver(delivery).await.refused(401, "not_genuine");
            assert_eq!(refused().count, so_far + 1, "{account}: {what} is counted");
        }
        let large = signed.seal(&text(signed.face, &"x".repeat(http::MOST_BODY_BYTES), now_us), now_us);
        let so_far = refused().count;
        deliver(&large).await.refused(413, "body_too_large");
        assert_eq!(refused().count, so_far + 1, "{account}: what is too large is counted");
        let so_far = refused().count;
        for _ in 0..30 {
            deliver(&tries[0].1).await.refused(401, "not_genuine");
        }
        let Refusals { count, samples, .. } = refused();
        assert_eq!((count, samples.len()), (so_far + 30, 20), "{account}: a few are kept for whoever wonders");
        assert!(samples.iter().all(|one| one.body.len() <= 300 && !one.why.is_empty()), "{account}: {samples:?}");
        assert_eq!(shop.counts().await, before, "{account}: nothing is stored");
    }
    sandbox.stop().await;
}
