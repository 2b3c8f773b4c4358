//! Whether a delivery is PayPal's: RSA-SHA256 over `transmission id|transmission time|webhook id|CRC-32 of the body`,
//! with a certificate that the delivery names by its URL.
//!
//! Everything that is read from a delivery is in its body, which the checksum covers. A CRC can be forged for a given
//! value, but whoever does needs a signature over that value first, and PayPal signs only what it sends.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::certificate::Certificate;
use super::chain;
use crate::{Account, Delivery, Known, Verdict};

/// Who signs.
const DOMAIN: &str = "paypal.com";

/// Where certificates are, and by which path.
const HOSTS: [&str; 2] = ["https://api.paypal.com", "https://api.sandbox.paypal.com"];
const PATH: &str = "/v1/notifications/certs/";

/// Bytes of a certificate's name in its address at most.
const MOST_NAME: usize = 100;

/// Seconds that a transmission may be old: PayPal tries for three days (unconfirmed, 2026-11), and whether a later try
/// has a time of its own is not documented. Facts count once, so an old delivery repeats nothing.
const OLDEST_SECS: i64 = 3 * 86_400 + 3_600;

/// Seconds that it may be ahead of us.
pub(super) const EARLIEST_SECS: i64 = 300;

pub(super) fn authenticate(delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Verdict {
    match judge(delivery, account, known) {
        Ok(verdict) => verdict,
        Err(why) => Verdict::forged(why),
    }
}

fn judge(delivery: &Delivery<'_>, account: &Account, known: &Known<'_>) -> Result<Verdict, &'static str> {
    let header = |name| delivery.header(name).filter(|value| !value.is_empty());
    let id = header("paypal-transmission-id").ok_or("it has no transmission id")?;
    let time = header("paypal-transmission-time").ok_or("it has no transmission time")?;
    let signature = header("paypal-transmission-sig").ok_or("it has no signature")?;
    let url = header("paypal-cert-url").ok_or("it does not name its certificate")?;
    if !header("paypal-auth-algo").is_some_and(|algorithm| algorithm.eq_ignore_ascii_case("SHA256withRSA")) {
        return Err("it is not signed by SHA256withRSA");
    }
    let sent: Timestamp = time.parse().map_err(|_| "its transmission time cannot be read")?;
    let age_secs = known.at.as_second().saturating_sub(sent.as_second());
    if !(-EARLIEST_SECS..=OLDEST_SECS).contains(&age_secs) {
        return Err("it is older than three days or younger than five minutes from now");
    }
    if webhook_ids(account).next().is_none() {
        return Err("the account has no `webhook_id`");
    }
    if !is_trusted(url, &account.base_url) {
        return Err("its certificate is not at PayPal");
    }
    let Some(pem) = known.certificates.get(url) else {
        return Ok(Verdict::NeedsCertificate { url: url.to_owned() });
    };
    let certificate = certificate(pem, known.at)?;
    let signature = STANDARD.decode(signature.trim()).map_err(|_| "its signature is not base64")?;
    let crc = crc32(delivery.body);
    let signed =
        |webhook_id: &str| certificate.signed(format!("{id}|{time}|{webhook_id}|{crc}").as_bytes(), &signature);
    if webhook_ids(account).any(signed) {
        Ok(Verdict::Genuine)
    } else {
        Err("its signature does not match the webhook")
    }
}

/// The webhooks of an account by their ids; several while they are replaced.
pub(super) fn webhook_ids(account: &Account) -> impl Iterator<Item = &str> {
    account.setting("webhook_id").unwrap_or_default().split(',').map(str::trim).filter(|id| !id.is_empty())
}

/// The certificate of a chain that signs, which must be PayPal's and valid now.
pub(super) fn certificate(pem: &str, at: Timestamp) -> Result<Certificate, &'static str> {
    let certificate = Certificate::of_pem(pem).ok_or("its certificate cannot be read")?;
    if !certificate.is_of(DOMAIN) {
        return Err("its certificate is not PayPal's");
    }
    if !certificate.is_valid_at(at) {
        return Err("its certificate is not valid at this time");
    }
    chain::check(pem, at)?;
    Ok(certificate)
}

/// Whether a certificate may be fetched there: from PayPal's API, live or sandbox, or from where the account's is; by
/// the one path that certificates have. Any other page there could show a text that somebody else wrote.
fn is_trusted(url: &str, base_url: &str) -> bool {
    let at = |host: &str| url.strip_prefix(host).and_then(|rest| rest.strip_prefix(PATH));
    let own = (!base_url.is_empty()).then_some(base_url);
    let name = HOSTS.into_iter().chain(own).find_map(at).unwrap_or_default();
    (1..=MOST_NAME).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// CRC-32 as in zip and PNG.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        let at = usize::from(crc.to_le_bytes()[0] ^ byte);
        (crc >> 8) ^ TABLE[at]
    })
}

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let (mut at, mut value) = (0, 0_u32);
    while at < 256 {
        let (mut crc, mut bit) = (value, 0);
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[at] = crc;
        at += 1;
        value += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_crc_32_is_right() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn certificates_come_from_paypal_or_from_the_accounts_own_address() {
        let own = "http://127.0.0.1:9";
        for url in [
            "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270",
            "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42",
            "http://127.0.0.1:9/v1/notifications/certs/CERT-1",
        ] {
            assert!(is_trusted(url, own), "{url}");
        }
        for host in [
            "http://api.paypal.com",
            "https://www.paypal.com",
            "https://paypal.com",
            "https://api.paypal.com.evil.example",
            "https://evilpaypal.com",
            "https://evil.example/api.paypal.com",
            "https://api.paypal.com@evil.example",
            "https://evil.example\\.paypal.com",
            "https://evil.example#.paypal.com",
            "https://evil.example?.paypal.com",
            "https://api.paypal.com:8443",
            "http://127.0.0.1:99",
            "http://127.0.0.1:9.evil.example",
            "file://",
            "",
        ] {
            let url = format!("{host}/v1/notifications/certs/CERT-1");
            assert!(!is_trusted(&url, own), "{url}");
        }
        let long = "x".repeat(MOST_NAME + 1);
        for path in [
            "",
            "/",
            "/CERT-1",
            "/v1/notifications/certs/",
            "/v1/notifications/certs/../../x",
            "/v1/notifications/certs/CERT-1?x=1",
            "/v1/notifications/certs/CERT-1#x",
            "/v1/notifications/certs/CERT-1/x",
            "/v1/notifications/certs/%2e",
            "//v1/notifications/certs/CERT-1",
            "/v1/oauth2/v1/notifications/certs/CERT-1",
            &format!("/v1/notifications/certs/{long}"),
        ] {
            for host in ["https://api.paypal.com", own] {
                assert!(!is_trusted(&format!("{host}{path}"), own), "{host}{path}");
            }
        }
        assert!(
            !is_trusted("/v1/notifications/certs/CERT-1", ""),
            "an account without an address trusts none of its own"
        );
    }
}
