//! Rows of people who sign in: persons, sessions, links, remarks, what was done about access.

/// A person of a merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Tenant.
    pub tenant: String,
    /// The name that approvals compare.
    pub person: String,
    /// Where the person signs in, in lower case.
    pub email: String,
    /// As colleagues read it.
    pub name: String,
    /// Argon2id in PHC form, empty until it was chosen.
    pub password: String,
    /// The shared secret of the second factor in base 32, empty until it was set up.
    pub second_factor: String,
    /// The last time step that was used.
    pub factor_step: i64,
    /// Roles, scopes and ceilings, JSON.
    pub grants: String,
    /// Sign-ins that failed since the last that did not.
    pub failures: i64,
    /// When the last of them failed.
    pub failed_us: i64,
    /// When the person was added.
    pub created_us: i64,
    /// When the person was shut out.
    pub disabled_us: Option<i64>,
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Tenant.
    pub tenant: String,
    /// Hex SHA-256 of what the cookie holds.
    pub session_id: String,
    /// Who.
    pub person: String,
    /// What the browser calls itself.
    pub agent: String,
    /// When it began.
    pub created_us: i64,
    /// When it was last used, to the minute.
    pub seen_us: i64,
    /// When the second factor was last shown; 0 for never.
    pub proved_us: i64,
    /// When it was ended.
    pub ended_us: Option<i64>,
    /// Wrong codes of the second factor in a row.
    pub wrong_codes: i64,
}

/// A link that works once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// Tenant.
    pub tenant: String,
    /// Hex SHA-256 of what the link holds.
    pub link_id: String,
    /// Whose account it sets up.
    pub person: String,
    /// When it was made.
    pub created_us: i64,
    /// When it stops working.
    pub expires_us: i64,
    /// When it was used.
    pub used_us: Option<i64>,
    /// Hex SHA-256 of the code that has to be typed beside it; empty where none is wanted.
    pub code: String,
}

/// A change of the team that a second person has to agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamChangeRow {
    /// Tenant.
    pub tenant: String,
    /// `tch_…`, in the order of time.
    pub change_id: String,
    /// `add`, `roles`, `link` or `let_in`.
    pub kind: String,
    /// Whose account it is about.
    pub person: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_us: i64,
    /// Until when it can be agreed to, and then for how long its link can be made.
    pub expires_us: i64,
    /// The account as it was looked at, JSON; empty for one that is to be added.
    pub before: String,
    /// The account as it is to be, JSON.
    pub after: String,
    /// `open`, `turned_down`, `agreed`; then `done` or `stale`; and `used` once its link has set the account up.
    pub state: String,
    /// Who answered; empty before.
    pub answered_by: String,
    /// When; 0 before.
    pub answered_us: i64,
    /// Hex SHA-256 of the code that goes with the link; empty without a link.
    pub code: String,
}

/// A sign-in that is under way at a provider of identities, or waits for the second factor after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// Tenant.
    pub tenant: String,
    /// Hex SHA-256 of what the cookie holds.
    pub attempt_id: String,
    /// Name of the provider.
    pub provider: String,
    /// What the provider's token must repeat.
    pub nonce: String,
    /// What proves that the code was asked for by us (PKCE).
    pub verifier: String,
    /// Where to go afterwards.
    pub next: String,
    /// Who it is, once the provider has told; empty before.
    pub person: String,
    /// Hex SHA-256 of issuer and subject, once the provider has told; empty before.
    pub subject_hash: String,
    /// When it stops working.
    pub expires_us: i64,
    /// When it was used.
    pub used_us: Option<i64>,
}

/// What staff wrote on a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkRow {
    /// The stream it is about.
    pub stream_id: String,
    /// `rmk_…`, made of the key of its form, so that a form that is sent twice writes once.
    pub remark_id: String,
    /// Who wrote it.
    pub person: String,
    /// Plain text.
    pub body: String,
    /// Name of the file, empty without one.
    pub file_name: String,
    /// Its media type.
    pub file_type: String,
    /// When it was written.
    pub at_us: i64,
}

/// A file on a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its name.
    pub file_name: String,
    /// Its media type.
    pub file_type: String,
    /// What is in it.
    pub file: Vec<u8>,
}

/// Something that was done about access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// `acc_…`, in the order of time.
    pub access_id: String,
    /// When.
    pub at_us: i64,
    /// Who did it; empty where nobody is known.
    pub person: String,
    /// Such as `signed_in` or `key_revoked`.
    pub kind: String,
    /// Whom or what it is about.
    pub about: String,
    /// More about it, in words.
    pub detail: String,
}

/// A list that a person wants to see again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedViewRow {
    /// Path of the list.
    pub page: String,
    /// What the person calls it.
    pub name: String,
    /// Its query, without the question mark.
    pub query: String,
}
