//! HMAC-SHA256 signatures over raw bytes, compared in constant time.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Whether any of the secrets signed the message with this hex signature.
#[must_use]
pub fn hmac_sha256_matches(secrets: &[String], message: &[&[u8]], hex_signature: &str) -> bool {
    let Some(signature) = from_hex(hex_signature) else { return false };
    secrets.iter().any(|secret| {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
        for part in message {
            mac.update(part);
        }
        mac.verify_slice(&signature).is_ok()
    })
}

/// A signature header such as `t=1790000000,v1=5bdc…`: when it was made, and every signature in it.
#[must_use]
pub fn stamped(header: &str) -> (&str, Vec<&str>) {
    let (mut stamp, mut signatures) = ("", Vec::new());
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", value)) => stamp = value,
            Some(("v1", value)) => signatures.push(value),
            _ => {}
        }
    }
    (stamp, signatures)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_rfc_4231_case_2_verifies() {
        let secret = ["other".to_owned(), "Jefe".to_owned()];
        let signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(hmac_sha256_matches(&secret, &[b"what do ya want ", b"for nothing?"], signature));
        assert!(!hmac_sha256_matches(&secret, &[b"what do ya want"], signature));
        assert!(!hmac_sha256_matches(&secret, &[b""], "zz"));
    }
}
