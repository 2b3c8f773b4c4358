//! The certificates behind the one that signs: each must be signed by the next and be allowed to sign it, and all but the
//! last, which stands for whoever handed them out, must be valid now.
//!
//! Which root ends the chain is not judged, and a certificate may stand alone. That the file is PayPal's is proved by the
//! HTTPS connection over which it was fetched (decision 18 says why that is enough); what is checked here is that it is
//! whole and that the certificate which signs is the one it was made for.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Certificates of a chain at most.
const MOST: usize = 8;

/// Checks the chain of a PEM text; a certificate that stands alone has none.
pub(super) fn check(pem: &str, at: Timestamp) -> Result<(), &'static str> {
    let chain = certificates(pem).ok_or("its certificate chain cannot be read")?;
    let Some((first, behind)) = chain.split_first() else { return Err("its certificate chain is empty") };
    let Some((last, between)) = behind.split_last() else { return Ok(()) };
    let signs = EndEntityCert::try_from(first).map_err(|_| "its certificate cannot be read")?;
    let anchor = anchor_from_trusted_cert(last).map_err(|_| "its certificate chain cannot be read")?;
    let secs = u64::try_from(at.as_second()).map_err(|_| "its certificate is not valid at this time")?;
    let now = UnixTime::since_unix_epoch(Duration::from_secs(secs));
    signs
        .verify_for_usage(ALL_VERIFICATION_ALGS, &[anchor], between, now, KeyUsage::server_auth(), None, None)
        .map(drop)
        .map_err(|_| "its certificate chain does not hold together at this time")
}

fn certificates(pem: &str) -> Option<Vec<CertificateDer<'static>>> {
    let mut found = Vec::new();
    for part in pem.split(BEGIN).skip(1) {
        let (text, _) = part.split_once(END)?;
        let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        found.push(CertificateDer::from(STANDARD.decode(text).ok()?));
        if found.len() > MOST {
            return None;
        }
    }
    Some(found)
}
