//! The second factor: six digits that change every half minute (RFC 6238), each good once.

use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Secret};

/// A new shared secret in base 32: 160 bits, as RFC 4226 recommends.
#[must_use]
pub fn secret() -> String {
    let mut bytes = [0_u8; 20];
    if getrandom::fill(&mut bytes).is_err() {
        crate::end_at_once("the machine gives no random bits");
    }
    Secret::from(bytes).to_base32()
}

/// The time step of a code that is right now, or was or will be within half a minute.
#[must_use]
pub fn step(secret: &str, code: &str, now_us: i64) -> Option<i64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).build().ok()?;
    let now_secs = u64::try_from(now_us / 1_000_000).ok()?;
    i64::try_from(totp.check(&digits, now_secs)?).ok()
}

/// The code at an instant: what the phone shows.
#[must_use]
pub fn code(secret: &str, now_us: i64) -> Option<String> {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).ok()?).build().ok()?;
    Some(totp.generate(u64::try_from(now_us / 1_000_000).ok()?).to_string())
}

/// What an app reads to take the secret over.
#[must_use]
pub fn address(secret: &str, tenant: &str, email: &str) -> String {
    let plain = |text: &str| -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    format!(
        "otpauth://totp/Recoup%20{}:{}?secret={secret}&issuer=Recoup%20{}",
        plain(tenant),
        plain(email),
        plain(tenant)
    )
}

/// The same as a picture: the path of an SVG whose side is given with it, one unit a module.
#[must_use]
pub fn picture(address: &str) -> Option<(i32, String)> {
    const MARGIN: i32 = 4;
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                path.push_str(&format!("M{},{}h1v1h-1z", x + MARGIN, y + MARGIN));
            }
        }
    }
    Some((code.size() + 2 * MARGIN, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret "12345678901234567890" with SHA-1 at 59 s gives 94287082, of which six
        // digits are the last six.
        let secret = Secret::from(*b"12345678901234567890").to_base32();
        assert_eq!(step(&secret, "287082", 59_000_000), Some(1));
        assert_eq!(step(&secret, "287 082", 89_000_000), Some(1), "half a minute late");
        assert_eq!(step(&secret, "287082", 150_000_000), None);
        assert_eq!(step(&secret, "287083", 59_000_000), None);
        assert_eq!(step(&secret, "", 59_000_000), None);
        assert_eq!(code(&secret, 59_000_000).as_deref(), Some("287082"));
    }

    #[test]
    fn the_picture_has_a_frame() {
        let (side, path) = picture(&address(&super::secret(), "shop", "ann@example.com")).expect("it fits");
        assert!(side > 30 && path.starts_with("M4,4h1v1h-1z"));
    }
}
