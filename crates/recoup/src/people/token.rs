//! Random tokens and codes for cookies and links, their hashes, tags that only who has a key can make, and time-ordered
//! ids. Of what opens something, only a hash is stored.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::engine::request::hex_sha256;

/// 256 random bits in hex. Without random bits nothing can be signed in, and ending is safer than guessing.
#[must_use]
pub fn secret() -> String {
    let mut bytes = [0_u8; 32];
    if getrandom::fill(&mut bytes).is_err() {
        crate::end_at_once("the machine gives no random bits");
    }
    hex(&bytes)
}

/// Ten letters and digits that are told apart when read aloud: 50 bits, for a code that few tries are allowed for.
#[must_use]
pub fn short_code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let bytes = secret();
    let pairs = bytes.as_bytes().chunks(2).take(10);
    let byte = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|text| u8::from_str_radix(text, 16).ok());
    pairs.map(|pair| char::from(LETTERS[usize::from(byte(pair).unwrap_or_default() % 32)])).collect()
}

/// What is stored of a token. A plain hash is enough for 256 random bits.
#[must_use]
pub fn hash(token: &str) -> String {
    hex_sha256(token.as_bytes())
}

/// A token that says whose it is.
#[must_use]
pub fn with_tenant(tenant: &str, secret: &str) -> String {
    format!("{tenant}.{secret}")
}

/// Tenant and secret of such a token; `None` when the form is wrong, which needs no look-up.
#[must_use]
pub fn parts(token: &str) -> Option<(&str, &str)> {
    let (tenant, secret) = token.rsplit_once('.')?;
    let fits = !tenant.is_empty() && tenant.len() <= 120 && secret.len() == 64;
    (fits && secret.bytes().all(|b| b.is_ascii_hexdigit())).then_some((tenant, secret))
}

/// An id in the order of time, with a prefix. No secret.
#[must_use]
pub fn id(prefix: &str, now_us: i64) -> String {
    format!("{prefix}_{:016x}{:016x}", now_us.max(0), getrandom::u64().unwrap_or(0))
}

/// A tag over a text that only who has the key can make, hex.
#[must_use]
pub fn tag(key: &str, text: &str) -> String {
    hex(&mac(key, text).finalize().into_bytes())
}

/// Whether a tag is the one of a text; takes as long for a wrong one.
#[must_use]
pub fn tag_fits(key: &str, text: &str, tag: &str) -> bool {
    let bytes: Option<Vec<u8>> = (tag.len() == 64 && tag.is_ascii())
        .then(|| (0..32).map_while(|i| u8::from_str_radix(tag.get(2 * i..2 * i + 2)?, 16).ok()).collect());
    bytes.is_some_and(|bytes| mac(key, text).verify_slice(&bytes).is_ok())
}

fn mac(key: &str, text: &str) -> Hmac<Sha256> {
    // A key of any length will do.
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap_or_else(|_| Hmac::new(&Default::default()));
    mac.update(text.as_bytes());
    mac
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_read_back() {
        let (one, other) = (secret(), secret());
        assert_ne!(one, other);
        let token = with_tenant("shop.eu", &one);
        assert_eq!(parts(&token), Some(("shop.eu", one.as_str())));
        for bad in ["", "x", ".", "shop.", "shop.12", &format!(".{one}"), &format!("shop.{}", &one[1..])] {
            assert_eq!(parts(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_tag_fits_its_text_only() {
        let made = tag("key", "text");
        assert!(tag_fits("key", "text", &made));
        for (key, text, tag) in [("kex", "text", made.as_str()), ("key", "texu", &made), ("key", "text", &made[1..])] {
            assert!(!tag_fits(key, text, tag));
        }
        assert!(!tag_fits("key", "text", "") && !tag_fits("key", "text", &"zz".repeat(32)));
    }
}
