-- What a node tells of itself and of its callers. None of it is money; each table forgets.

-- API requests: every write and every refusal, without bodies and without what was asked for in the query. The id grows
-- with time, so that rows are appended. A row without a method says how many before it were not kept.
CREATE TABLE request_log (
    tenant_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    person TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    about TEXT NOT NULL,
    status INTEGER NOT NULL,
    code TEXT NOT NULL,
    param TEXT NOT NULL,
    replayed INTEGER NOT NULL,
    took_us INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, request_id)
) STRICT, WITHOUT ROWID;

-- Nodes of the installation, under the empty tenant: they belong to no merchant.
CREATE TABLE node (
    tenant_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    version TEXT NOT NULL,
    work TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    seen_us INTEGER NOT NULL,
    ended_us INTEGER,
    PRIMARY KEY (tenant_id, node_id)
) STRICT, WITHOUT ROWID;

-- How a node finds each gateway account that it is configured for.
CREATE TABLE gateway_health (
    tenant_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    account TEXT NOT NULL,
    health TEXT NOT NULL,
    seen_us INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, node_id, account)
) STRICT;
