//! Passwords: which will do, and Argon2id around them.
//!
//! Length counts, composition does not (OWASP ASVS 5.0, 6.2; NIST SP 800-63B). Hashing costs 19 MiB and some
//! milliseconds on purpose, so at most two run at once, and whoever finds sixteen waiting is told to come back.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Fewest characters.
const FEWEST: usize = 12;

/// Most characters: longer ones only cost.
const MOST: usize = 256;

/// Hashes under way.
static UNDER_WAY: Semaphore = Semaphore::const_new(2);

/// Hashes under way and waiting: whoever comes when all are taken is told so and does not wait in a line that grows.
static IN_LINE: Semaphore = Semaphore::const_new(18);

/// Too many hashes wait.
#[derive(Debug, thiserror::Error)]
#[error("too many passwords are looked at already")]
pub struct Busy;

/// A place in the line, then a turn.
async fn turn() -> Result<(SemaphorePermit<'static>, SemaphorePermit<'static>), Busy> {
    let place = IN_LINE.try_acquire().map_err(|_| Busy)?;
    let turn = UNDER_WAY.acquire().await.map_err(|_| Busy)?;
    Ok((place, turn))
}

/// A hash nobody has the password of: whoever is unknown takes as long to be refused as who is known.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether a password will do for a person.
///
/// # Errors
/// In words that say what would do.
pub fn check(password: &str, names: &[&str]) -> Result<(), String> {
    let length = password.chars().count();
    if !(FEWEST..=MOST).contains(&length) {
        return Err(format!("a password has {FEWEST} to {MOST} characters; four unlike words are a good one"));
    }
    let low = password.to_lowercase();
    let known = names.iter().flat_map(|name| name.split('@')).chain(["recoup", "password"]);
    let mut rest = low.clone();
    for name in known.filter(|name| name.len() >= 3) {
        rest = rest.replace(&name.to_lowercase(), "");
    }
    let unlike: std::collections::BTreeSet<char> = rest.chars().collect();
    let steps = |pair: (char, char)| u32::from(pair.1).wrapping_sub(u32::from(pair.0)).wrapping_add(1) <= 2;
    let run = rest.chars().zip(rest.chars().skip(1)).filter(|pair| steps(*pair)).count();
    if unlike.len() < 6 || rest.chars().count() < 8 || run * 2 > rest.chars().count() {
        return Err("this password is easy to guess; four unlike words are a good one".to_owned());
    }
    Ok(())
}

/// The hash to be stored.
///
/// # Errors
/// In words, when it cannot be computed.
pub async fn hash(password: String) -> Result<String, String> {
    let turn = turn().await.map_err(|busy| busy.to_string())?;
    let made = tokio::task::spawn_blocking(move || {
        // Whoever asked may be gone; the work is done all the same, and so is its turn taken.
        let _turn = turn;
        let hashed = argon().hash_password(password.as_bytes()).map_err(|error| error.to_string())?;
        Ok(hashed.to_string())
    });
    made.await.map_err(|error| error.to_string())?
}

/// Whether a password is the one of a hash; with an empty hash it is compared with nobody's.
///
/// # Errors
/// When too many wait already.
pub async fn fits(password: String, hash: &str) -> Result<bool, Busy> {
    let nobody = hash.is_empty();
    let hash = if nobody { NOBODY.to_owned() } else { hash.to_owned() };
    if password.len() > 4 * MOST {
        return Ok(false);
    }
    let turn = turn().await?;
    let checked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        PasswordHash::new(&hash).is_ok_and(|parsed| argon().verify_password(password.as_bytes(), &parsed).is_ok())
    });
    Ok(checked.await.unwrap_or(false) && !nobody)
}

/// 19 MiB, two passes, one lane: what OWASP's password storage cheat sheet names first (read 2026).
fn argon() -> Argon2<'static> {
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, Params::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easily_guessed_will_not_do() {
        let names = ["ann@example.com", "ann", "Ann Miller"];
        for bad in
            ["short", "aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "123456789012345", "ann@example.com1", "recouprecoup1"]
        {
            assert!(check(bad, &names).is_err(), "{bad}");
        }
        for good in ["correct horse battery", "Tr0ub4dor&3xyz", "vier völlig andere Wörter"] {
            assert_eq!(check(good, &names), Ok(()), "{good}");
        }
    }

    #[tokio::test]
    async fn a_hash_fits_its_password_only() {
        let made = hash("correct horse battery".to_owned()).await.expect("hashes");
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{made}");
        let is = async |typed: &str, hash: &str| fits(typed.to_owned(), hash).await.expect("nobody waits");
        assert!(is("correct horse battery", &made).await);
        assert!(!is("correct horse batterz", &made).await);
        assert!(!is("", "").await && !is("x", "no hash").await);
    }
}
