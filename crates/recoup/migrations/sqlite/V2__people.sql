-- People who sign in: who they are, their sessions, one-time links, what they wrote, and what was done about access.
-- Secrets are hashes; the second factor is the one secret that must be kept to be checked.

-- Persons of a merchant. The person is the name that approvals compare, also behind API keys.
CREATE TABLE person (
    tenant_id TEXT NOT NULL,
    person TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    second_factor TEXT NOT NULL,
    -- The last time step that was used, so that a code counts once.
    factor_step INTEGER NOT NULL,
    grants TEXT NOT NULL,
    failures INTEGER NOT NULL,
    failed_us INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    disabled_us INTEGER,
    PRIMARY KEY (tenant_id, person)
) STRICT;
CREATE UNIQUE INDEX person_email ON person (tenant_id, email);
CREATE INDEX person_by_email ON person (email);

-- Browsers that are signed in. The id is a hash of what the cookie holds.
CREATE TABLE session (
    tenant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    person TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    seen_us INTEGER NOT NULL,
    -- When the second factor was last shown; 0 for never.
    proved_us INTEGER NOT NULL,
    ended_us INTEGER,
    PRIMARY KEY (tenant_id, session_id)
) STRICT;
CREATE INDEX session_by_person ON session (tenant_id, person, session_id);

-- Links that work once: to set up an account, or to set it up again.
CREATE TABLE one_time_link (
    tenant_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    person TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    expires_us INTEGER NOT NULL,
    used_us INTEGER,
    PRIMARY KEY (tenant_id, link_id)
) STRICT;

-- What staff wrote on a timeline; append-only.
CREATE TABLE remark (
    tenant_id TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    remark_id TEXT NOT NULL,
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_type TEXT NOT NULL,
    file BLOB NOT NULL,
    at_us INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, stream_id, remark_id)
) STRICT;

-- What was done about access: sign-ins, keys, roles; append-only.
CREATE TABLE access_event (
    tenant_id TEXT NOT NULL,
    access_id TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (tenant_id, access_id)
) STRICT;

-- Lists that a person wants to see again.
CREATE TABLE saved_view (
    tenant_id TEXT NOT NULL,
    person TEXT NOT NULL,
    page TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (tenant_id, person, page, name)
) STRICT;

-- Keys of our own: what customer links are signed with.
CREATE TABLE own_secret (
    tenant_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, name)
) STRICT;
