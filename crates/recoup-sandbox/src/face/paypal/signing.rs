//! Signatures of webhooks: RSA-SHA256 over `transmission id|time|webhook id|CRC-32`, with a certificate to be fetched.
//!
//! Key and certificate are test fixtures that everybody may read: they sign for the sandbox and prove nothing elsewhere.
//! The certificate is self-signed for a host name like those of PayPal's own.

use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};

use crate::clock::rfc3339;
use crate::face::Sending;
use crate::face::common::mac::{base64, from_base64};
use crate::wire::Headers;

/// The name of the certificate in its URL.
pub(super) const CERTIFICATE_ID: &str = "CERT-sandbox-no-secret";

/// The certificate, valid from 2000 to 2060.
pub(super) const TEST_CERTIFICATE: &str = include_str!("test_certificate.pem");

/// Its key as PKCS #8 in base64: a fixture for tests and no secret.
const TEST_KEY_NO_SECRET: &str = include_str!("test_key_no_secret.txt");

/// The key that signs.
pub(super) fn test_key() -> Option<RsaKeyPair> {
    let text: String = TEST_KEY_NO_SECRET.split_whitespace().collect();
    RsaKeyPair::from_pkcs8(&from_base64(&text)?).ok()
}

/// The headers of one try. The secret of an endpoint is the id of its webhook, and only the newest one signs.
pub(super) fn headers(key: Option<&RsaKeyPair>, base_url: &str, sending: &Sending<'_>) -> Headers {
    let happened_us = sending.message.at_us.unsigned_abs() % (1 << 48);
    let id = format!("{:08x}-0000-11f1-8000-{happened_us:012x}", sending.delivery);
    let time = rfc3339(sending.now_us.div_euclid(1_000_000).saturating_mul(1_000_000));
    let webhook_id = sending.secrets.first().copied().unwrap_or_default();
    let message = format!("{id}|{time}|{webhook_id}|{}", crc32(sending.message.body.as_bytes()));
    let signature = key.map(|key| signature(key, message.as_bytes())).unwrap_or_default();
    vec![
        ("paypal-transmission-id", id),
        ("paypal-transmission-time", time),
        ("paypal-transmission-sig", signature),
        ("paypal-cert-url", format!("{base_url}/v1/notifications/certs/{CERTIFICATE_ID}")),
        ("paypal-auth-algo", "SHA256withRSA".to_owned()),
    ]
}

fn signature(key: &RsaKeyPair, message: &[u8]) -> String {
    let mut signature = vec![0; key.public().modulus_len()];
    // Chance blinds the computation and does not show in the signature.
    match key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature) {
        Ok(()) => base64(&signature),
        Err(_) => String::new(),
    }
}

/// CRC-32, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _: u8| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8_u8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_what_another_implementation_computes() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        let key = test_key().unwrap();
        assert_eq!(signature(&key, b"id|2026-11-20T12:00:00Z|WH|0"), OTHERS);
    }

    const OTHERS: &str = "\
        yjdbhYZRo5nt7tEIMgroGUMRTqHrjPSz5LmZv++4eoI8e/pyD/6LzTahV6yLfCyYUqY8KwkCE4TV6zKGuhhmuxzGDJ748JHR+rn9\
        6J3aCwA85i6jibP8g+oQD/PApi02abPOCZ1Ee0z4kbDbmC1Aqs29TK39tzCPNsGaRaqbGO2O1aJNKbgkDnHnVmyp5R8gpLYb+8LH\
        1PyE7CluacUeYPfYaQhKh7mdCM+ML6bFMXIYGAa4fYEwqkqR4r02GO5Hoop/eTQj/QsAR6cKeEM0r4eD0y9r0F24pufpdDzfpSOT\
        nimyMap7w+eyGhzItwOPH+ElpGiYC63/NDMsHokqHQ==";
}
