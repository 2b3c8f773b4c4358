-- Signing in with a provider of identities: whom it means by a subject, and sign-ins that are under way there.

-- Whom a provider means. The subject is kept as a hash over issuer and subject; one of an issuer for each person.
CREATE TABLE oidc_subject (
    tenant_id TEXT COLLATE "C" NOT NULL,
    subject_hash TEXT COLLATE "C" NOT NULL,
    issuer TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    bound_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, subject_hash)
);
CREATE UNIQUE INDEX oidc_subject_person ON oidc_subject (tenant_id, person, issuer);

-- Sign-ins under way. The id is a hash of what the cookie holds; each counts once. Rows that ran out are deleted.
CREATE TABLE oidc_attempt (
    tenant_id TEXT COLLATE "C" NOT NULL,
    attempt_id TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next_path TEXT NOT NULL,
    -- Who it is and by which subject, once the provider has told; empty before.
    person TEXT COLLATE "C" NOT NULL,
    subject_hash TEXT COLLATE "C" NOT NULL,
    expires_us BIGINT NOT NULL,
    used_us BIGINT,
    PRIMARY KEY (tenant_id, attempt_id)
);
CREATE INDEX oidc_attempt_by_end ON oidc_attempt (tenant_id, expires_us);
