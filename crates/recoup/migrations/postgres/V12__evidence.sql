-- Contents of evidence in disputes. Events name them by their hash only, so that what they say of a person can be
-- forgotten without touching an event.

CREATE TABLE evidence (
    tenant_id TEXT COLLATE "C" NOT NULL,
    dispute_id TEXT COLLATE "C" NOT NULL,
    -- Hex SHA-256 of the content.
    sha256 TEXT COLLATE "C" NOT NULL,
    -- The payment that is disputed.
    payment_id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    -- Empty for words.
    media_type TEXT NOT NULL,
    content BYTEA NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, dispute_id, sha256)
);
CREATE INDEX evidence_by_time ON evidence (tenant_id, at_us);
