//! As much of an X.509 certificate as a webhook's signature takes: whose it is, when it is valid, and its RSA key.
//!
//! Who may hand out the certificate is decided by where it was fetched from, by HTTPS; the chain behind it is looked at
//! in `chain`. This reads a few fields of DER, and refuses what it does not expect.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

/// Tags of DER.
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
const DNS_NAME: u8 = 0x82;

/// `commonName`, `subjectAltName` and `rsaEncryption`.
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const ALTERNATIVE_NAMES: &[u8] = &[0x55, 0x1d, 0x11];
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// What we read of a certificate.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Certificate {
    common_names: Vec<String>,
    alternative_names: Vec<String>,
    not_before: Timestamp,
    not_after: Timestamp,
    /// `RSAPublicKey`.
    key: Vec<u8>,
}

impl Certificate {
    /// The first certificate of a PEM text: the one that signs. The text begins with it: a page that only shows a
    /// certificate is none.
    pub(super) fn of_pem(pem: &str) -> Option<Self> {
        let after = pem.trim_start().strip_prefix("-----BEGIN CERTIFICATE-----")?;
        let (text, _) = after.split_once("-----END CERTIFICATE-----")?;
        let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        Self::of_der(&STANDARD.decode(text).ok()?)
    }

    fn of_der(der: &[u8]) -> Option<Self> {
        let whole = Der(der).only(SEQUENCE)?;
        let mut body = Der(Der(whole).next_of(SEQUENCE)?);
        if body.peek() == Some(VERSION) {
            body.any()?;
        }
        body.next_of(INTEGER)?;
        body.next_of(SEQUENCE)?;
        body.next_of(SEQUENCE)?;
        let mut validity = Der(body.next_of(SEQUENCE)?);
        let (not_before, not_after) = (time(&mut validity)?, time(&mut validity)?);
        let common_names = common_names(body.next_of(SEQUENCE)?)?;
        let key = rsa_key(body.next_of(SEQUENCE)?)?;
        let mut alternative_names = Vec::new();
        while let Some((tag, content)) = body.any() {
            if tag == EXTENSIONS {
                alternative_names = alternatives(content)?;
            }
        }
        Some(Self { common_names, alternative_names, not_before, not_after, key })
    }

    /// Whether it was made out to a host of this domain. Alternative names count alone where there are any.
    pub(super) fn is_of(&self, domain: &str) -> bool {
        let names = if self.alternative_names.is_empty() { &self.common_names } else { &self.alternative_names };
        names.iter().any(|name| is_within(name, domain))
    }

    /// Whether it was valid then.
    pub(super) fn is_valid_at(&self, at: Timestamp) -> bool {
        self.not_before <= at && at <= self.not_after
    }

    /// Whether its key made this signature (RSA PKCS#1 v1.5 with SHA-256).
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.key).verify(message, signature).is_ok()
    }
}

/// Whether a host is a domain or lies within it.
fn is_within(host: &str, domain: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == domain || host.strip_suffix(domain).is_some_and(|before| before.len() > 1 && before.ends_with('.'))
}

fn time(fields: &mut Der<'_>) -> Option<Timestamp> {
    let (tag, text) = fields.any()?;
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let digits = match tag {
        // Two digits of a year; from 50 on they are of the last century (RFC 5280).
        UTC_TIME if text.len() == 12 => {
            let century = if text.get(..2)? < "50" { "20" } else { "19" };
            format!("{century}{text}")
        }
        GENERALIZED_TIME if text.len() == 14 => text.to_owned(),
        _ => return None,
    };
    let part = |from: usize, to: usize| digits.get(from..to);
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z").parse().ok()
}

fn common_names(subject: &[u8]) -> Option<Vec<String>> {
    let (mut names, mut sets) = (Vec::new(), Der(subject));
    while !sets.0.is_empty() {
        let mut pairs = Der(sets.next_of(SET)?);
        while !pairs.0.is_empty() {
            let mut pair = Der(pairs.next_of(SEQUENCE)?);
            let oid = pair.next_of(OID)?;
            let (_, value) = pair.any()?;
            if oid == COMMON_NAME {
                names.push(std::str::from_utf8(value).ok()?.to_owned());
            }
        }
    }
    Some(names)
}

fn rsa_key(info: &[u8]) -> Option<Vec<u8>> {
    let mut info = Der(info);
    let algorithm = info.next_of(SEQUENCE)?;
    if Der(algorithm).next_of(OID)? != RSA {
        return None;
    }
    let (unused_bits, key) = info.next_of(BIT_STRING)?.split_first()?;
    (*unused_bits == 0).then(|| key.to_vec())
}

fn alternatives(extensions: &[u8]) -> Option<Vec<String>> {
    let (mut names, mut list) = (Vec::new(), Der(Der(extensions).only(SEQUENCE)?));
    while !list.0.is_empty() {
        let mut extension = Der(list.next_of(SEQUENCE)?);
        if extension.next_of(OID)? != ALTERNATIVE_NAMES {
            continue;
        }
        let mut value = extension.any()?;
        if value.0 != OCTET_STRING {
            // Whether it is critical.
            value = extension.any()?;
        }
        let mut general = Der(Der(value.1).only(SEQUENCE)?);
        while let Some((tag, name)) = general.any() {
            if tag == DNS_NAME {
                names.push(std::str::from_utf8(name).ok()?.to_owned());
            }
        }
    }
    Some(names)
}

/// Values one behind the other.
struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The next value with its tag.
    fn any(&mut self) -> Option<(u8, &'a [u8])> {
        let (tag, rest) = self.0.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, rest) = match *first {
            short @ 0..=0x7f => (usize::from(short), rest),
            long @ 0x81..=0x83 => {
                let (bytes, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
                (bytes.iter().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte)), rest)
            }
            // No length, or one that no certificate has.
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((*tag, content))
    }

    fn next_of(&mut self, wanted: u8) -> Option<&'a [u8]> {
        self.any().filter(|(tag, _)| *tag == wanted).map(|(_, content)| content)
    }

    /// The one value there is.
    fn only(mut self, wanted: u8) -> Option<&'a [u8]> {
        let content = self.next_of(wanted)?;
        self.0.is_empty().then_some(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_within_a_domain_by_whole_labels() {
        for host in ["paypal.com", "api.paypal.com", "*.paypal.com", "API.PayPal.com"] {
            assert!(is_within(host, "paypal.com"), "{host}");
        }
        for host in ["evilpaypal.com", "paypal.com.evil.example", ".paypal.com", "paypal.co", ""] {
            assert!(!is_within(host, "paypal.com"), "{host}");
        }
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        for bytes in [&[0x30][..], &[0x30, 0x80, 0, 0], &[0x30, 0x84, 0, 0, 0, 1, 0], &[0x30, 5, 1], &[0x30, 0x82, 1]] {
            assert!(Der(bytes).any().is_none(), "{bytes:?}");
        }
        assert_eq!(Certificate::of_pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"), None);
    }
}
