-- What a node tells of itself and of its callers. None of it is money; each table forgets.

-- API requests: every write and every refusal, without bodies and without what was asked for in the query. The id grows
-- with time, so that rows are appended. A row without a method says how many before it were not kept.
CREATE TABLE request_log (
    tenant_id TEXT COLLATE "C" NOT NULL,
    request_id TEXT COLLATE "C" NOT NULL,
    at_us BIGINT NOT NULL,
    key_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    method TEXT COLLATE "C" NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    about TEXT COLLATE "C" NOT NULL,
    status BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    param TEXT COLLATE "C" NOT NULL,
    replayed BIGINT NOT NULL,
    took_us BIGINT NOT NULL,
    missing BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, request_id)
);

-- Nodes of the installation, under the empty tenant: they belong to no merchant.
CREATE TABLE node (
    tenant_id TEXT COLLATE "C" NOT NULL,
    node_id TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    work TEXT COLLATE "C" NOT NULL,
    started_us BIGINT NOT NULL,
    seen_us BIGINT NOT NULL,
    ended_us BIGINT,
    PRIMARY KEY (tenant_id, node_id)
);

-- How a node finds each gateway account that it is configured for.
CREATE TABLE gateway_health (
    tenant_id TEXT COLLATE "C" NOT NULL,
    node_id TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    health TEXT COLLATE "C" NOT NULL,
    seen_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, node_id, account)
);
