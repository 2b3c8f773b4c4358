//! How long a browser is believed, and what its forms carry.
//!
//! A session ends half an hour after it was last used and twelve hours after it began, whatever happens (OWASP ASVS
//! 5.0, 7.3.1 and 7.3.2 ask for both limits and leave the numbers to the application).

use super::{MINUTE_US, token};
use crate::store::person_rows::SessionRow;

/// How long an idle session lives.
const IDLE_US: i64 = 30 * MINUTE_US;

/// How long any session lives.
const WHOLE_US: i64 = 12 * 60 * MINUTE_US;

/// How long the second factor counts for what others depend on: approving, keys, the team.
const PROVED_US: i64 = 5 * MINUTE_US;

/// How long a one-time link works.
pub const LINK_US: i64 = 48 * 60 * MINUTE_US;

/// A session that begins now with the second factor just shown, and what its cookie holds. `now_us` is the machine's time,
/// microseconds since 1970, UTC; what the browser calls itself is left empty.
#[must_use]
pub fn fresh(tenant: &str, person: &str, now_us: i64) -> (SessionRow, String) {
    let secret = token::secret();
    let row = SessionRow {
        tenant: tenant.to_owned(),
        session_id: token::hash(&secret),
        person: person.to_owned(),
        agent: String::new(),
        created_us: now_us,
        seen_us: now_us,
        proved_us: now_us,
        ended_us: None,
        wrong_codes: 0,
    };
    (row, token::with_tenant(tenant, &secret))
}

/// Whether a session is still good.
#[must_use]
pub const fn lives(row: &SessionRow, now_us: i64) -> bool {
    row.ended_us.is_none()
        && now_us < row.seen_us.saturating_add(IDLE_US)
        && now_us < row.created_us.saturating_add(WHOLE_US)
}

/// Whether its use should be written down: once a minute is enough.
#[must_use]
pub const fn is_to_be_touched(row: &SessionRow, now_us: i64) -> bool {
    now_us >= row.seen_us.saturating_add(MINUTE_US)
}

/// Whether the second factor was shown lately enough for what others depend on.
#[must_use]
pub const fn proved(row: &SessionRow, now_us: i64) -> bool {
    row.proved_us > 0 && now_us < row.proved_us.saturating_add(PROVED_US)
}

/// What each form of a session carries, so that no other site can send one.
#[must_use]
pub fn form_token(cookie: &str) -> String {
    token::tag(cookie, "form")
}

/// Whether a form carries the token of its session.
#[must_use]
pub fn form_fits(cookie: &str, sent: &str) -> bool {
    token::tag_fits(cookie, "form", sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_opens_its_session() {
        let (row, cookie) = fresh("t", "ann", 7);
        let (tenant, secret) = token::parts(&cookie).expect("a cookie of ours");
        assert_eq!((tenant, token::hash(secret)), ("t", row.session_id.clone()));
        assert!(lives(&row, 7) && proved(&row, 7));
    }

    #[test]
    fn sessions_end_when_idle_and_in_any_case() {
        let (mut row, _) = fresh("t", "ann", 0);
        assert!(lives(&row, IDLE_US - 1) && !lives(&row, IDLE_US));
        row.seen_us = WHOLE_US - 1;
        assert!(lives(&row, WHOLE_US - 1) && !lives(&row, WHOLE_US));
        row.ended_us = Some(1);
        assert!(!lives(&row, 2));
        assert!(!proved(&row, 0));
        row.proved_us = 1;
        assert!(proved(&row, PROVED_US) && !proved(&row, PROVED_US + 1));
    }
}
