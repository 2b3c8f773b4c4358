-- People who sign in: who they are, their sessions, one-time links, what they wrote, and what was done about access.
-- Secrets are hashes; the second factor is the one secret that must be kept to be checked.

-- Persons of a merchant. The person is the name that approvals compare, also behind API keys.
CREATE TABLE person (
    tenant_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    second_factor TEXT NOT NULL,
    -- The last time step that was used, so that a code counts once.
    factor_step BIGINT NOT NULL,
    grants TEXT NOT NULL,
    failures BIGINT NOT NULL,
    failed_us BIGINT NOT NULL,
    created_us BIGINT NOT NULL,
    disabled_us BIGINT,
    PRIMARY KEY (tenant_id, person)
);
CREATE UNIQUE INDEX person_email ON person (tenant_id, email);
CREATE INDEX person_by_email ON person (email);

-- Browsers that are signed in. The id is a hash of what the cookie holds.
CREATE TABLE session (
    tenant_id TEXT COLLATE "C" NOT NULL,
    session_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    agent TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    seen_us BIGINT NOT NULL,
    -- When the second factor was last shown; 0 for never.
    proved_us BIGINT NOT NULL,
    ended_us BIGINT,
    PRIMARY KEY (tenant_id, session_id)
);
CREATE INDEX session_by_person ON session (tenant_id, person, session_id);

-- Links that work once: to set up an account, or to set it up again.
CREATE TABLE one_time_link (
    tenant_id TEXT COLLATE "C" NOT NULL,
    link_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    created_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL,
    used_us BIGINT,
    PRIMARY KEY (tenant_id, link_id)
);

-- What staff wrote on a timeline; append-only.
CREATE TABLE remark (
    tenant_id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    remark_id TEXT COLLATE "C" NOT NULL,
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_type TEXT NOT NULL,
    file BYTEA NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, stream_id, remark_id)
);

-- What was done about access: sign-ins, keys, roles; append-only.
CREATE TABLE access_event (
    tenant_id TEXT COLLATE "C" NOT NULL,
    access_id TEXT COLLATE "C" NOT NULL,
    at_us BIGINT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (tenant_id, access_id)
);

-- Lists that a person wants to see again.
CREATE TABLE saved_view (
    tenant_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    page TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (tenant_id, person, page, name)
);

-- Keys of our own: what customer links are signed with.
CREATE TABLE own_secret (
    tenant_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, name)
);
