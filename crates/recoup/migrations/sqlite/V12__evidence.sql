-- Contents of evidence in disputes. Events name them by their hash only, so that what they say of a person can be
-- forgotten without touching an event.

CREATE TABLE evidence (
    tenant_id TEXT NOT NULL,
    dispute_id TEXT NOT NULL,
    -- Hex SHA-256 of the content.
    sha256 TEXT NOT NULL,
    -- The payment that is disputed.
    payment_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Empty for words.
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    at_us INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, dispute_id, sha256)
) STRICT;
CREATE INDEX evidence_by_time ON evidence (tenant_id, at_us);
