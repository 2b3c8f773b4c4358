-- The spine: every table, tenant first in every key. Times are microseconds since 1970, UTC; amounts are minor units.
-- The other tree has the same tables and columns under the same numbers; a test holds them together.

-- One consistency boundary each: its version and its state. Room is left on each page, so that a row that changes
-- stays on its page and no index is written.
CREATE TABLE stream (
    tenant_id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    base_version BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    parent_id TEXT COLLATE "C" NOT NULL,
    state TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    updated_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, stream_id)
) WITH (fillfactor = 50);
CREATE INDEX stream_by_kind ON stream (tenant_id, kind, stream_id);
CREATE INDEX stream_by_status ON stream (tenant_id, kind, status, stream_id);
CREATE INDEX stream_by_parent ON stream (tenant_id, parent_id, stream_id) WHERE parent_id <> '';

-- What was decided; append-only.
CREATE TABLE event (
    tenant_id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    effective_us BIGINT NOT NULL,
    booked_us BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant_id, stream_id, seq)
);

-- Heads of journal entries; append-only. An entry has the id of its event under its own prefix, so the entries of
-- a stream are found through its events; an index by stream would cost a page in the middle for every entry.
-- An entry is mirrored once at most.
CREATE TABLE entry (
    tenant_id TEXT COLLATE "C" NOT NULL,
    entry_id TEXT COLLATE "C" NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    act TEXT NOT NULL,
    effective_us BIGINT NOT NULL,
    booked_us BIGINT NOT NULL,
    reverses_entry_id TEXT COLLATE "C",
    memo TEXT NOT NULL,
    PRIMARY KEY (tenant_id, entry_id)
);
CREATE UNIQUE INDEX entry_reversed_once ON entry (tenant_id, reverses_entry_id) WHERE reverses_entry_id IS NOT NULL;

-- Debits and credits. The index carries all a balance needs, so that balances never touch the table.
CREATE TABLE line (
    tenant_id TEXT COLLATE "C" NOT NULL,
    entry_id TEXT COLLATE "C" NOT NULL,
    line_no BIGINT NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    subkey TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    amount_minor BIGINT NOT NULL,
    effective_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, entry_id, line_no)
);
CREATE INDEX line_by_account ON line (tenant_id, account, subkey, currency, effective_us, amount_minor);

-- Remembered answers: a duplicate is an answer.
CREATE TABLE idempotency (
    tenant_id TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, key)
);

-- Effects on their way out. The due index does not start with the tenant: it serves the peek over all.
CREATE TABLE outbox (
    tenant_id TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_us BIGINT NOT NULL,
    lease_until_us BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    note TEXT NOT NULL,
    -- What the gateway said, while the engine refuses it: told again instead of asking again.
    outcome TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_due ON outbox (due_us, lease_until_us);

-- Raw deliveries, stored before anything else happens and kept when done.
CREATE TABLE inbox (
    tenant_id TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    headers TEXT NOT NULL,
    payload BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    due_us BIGINT NOT NULL,
    lease_until_us BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    note TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX inbox_due ON inbox (due_us, lease_until_us) WHERE state = 'waiting';
CREATE INDEX inbox_by_state ON inbox (tenant_id, state, id);

-- What is to happen later.
CREATE TABLE timer (
    tenant_id TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_us BIGINT NOT NULL,
    lease_until_us BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    note TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX timer_due ON timer (due_us, lease_until_us);

-- Finds a stream by any identifier. The value leads, so that one index finds it with and without its kind.
CREATE TABLE reference (
    tenant_id TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, value, kind, stream_id)
);
-- The ids of operations stand in the state of their stream anyway.
CREATE INDEX reference_by_stream ON reference (tenant_id, stream_id) WHERE kind <> 'id';

-- Words for people, frozen when written. Found through the event that they are about.
CREATE TABLE notice (
    tenant_id TEXT COLLATE "C" NOT NULL,
    notice_id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    audience TEXT NOT NULL,
    language TEXT NOT NULL,
    template TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, event_id, notice_id)
);

-- What could not be understood or matched, until a person resolves it.
CREATE TABLE exception (
    tenant_id TEXT COLLATE "C" NOT NULL,
    exception_id TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    row_no BIGINT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    raw TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    resolved_us BIGINT,
    resolved_by TEXT NOT NULL,
    resolution TEXT NOT NULL,
    PRIMARY KEY (tenant_id, exception_id)
);
CREATE INDEX exception_by_state ON exception (tenant_id, state, exception_id);
CREATE INDEX exception_by_source ON exception (tenant_id, source, exception_id);

-- Gateway exchanges as they went over the wire, redacted.
CREATE TABLE exchange (
    tenant_id TEXT COLLATE "C" NOT NULL,
    exchange_id TEXT COLLATE "C" NOT NULL,
    stream_id TEXT COLLATE "C" NOT NULL,
    target TEXT NOT NULL,
    request TEXT NOT NULL,
    request_body TEXT NOT NULL,
    status BIGINT NOT NULL,
    reply_body TEXT NOT NULL,
    reading TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    took_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, exchange_id)
);
CREATE INDEX exchange_by_stream ON exchange (tenant_id, stream_id, exchange_id);

-- Merchants.
CREATE TABLE tenant (
    tenant_id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- API keys. The key id is unique over all tenants and looked up before the tenant is known.
CREATE TABLE api_key (
    tenant_id TEXT COLLATE "C" NOT NULL,
    key_id TEXT COLLATE "C" NOT NULL,
    secret_hash TEXT NOT NULL,
    last4 TEXT NOT NULL,
    label TEXT NOT NULL,
    person TEXT NOT NULL,
    grants TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    expires_us BIGINT,
    revoked_us BIGINT,
    PRIMARY KEY (tenant_id, key_id)
);
CREATE INDEX api_key_by_id ON api_key (key_id);

-- The events of one tenant in one commit. The sealer numbers batches, and with them the feed and the audit chain.
CREATE TABLE batch (
    tenant_id TEXT COLLATE "C" NOT NULL,
    batch_id TEXT COLLATE "C" NOT NULL,
    events TEXT NOT NULL,
    event_count BIGINT NOT NULL,
    digest TEXT NOT NULL,
    first_no BIGINT,
    chain TEXT,
    sealed_us BIGINT,
    PRIMARY KEY (tenant_id, batch_id)
);
CREATE INDEX batch_unsealed ON batch (tenant_id, batch_id) WHERE first_no IS NULL;
CREATE UNIQUE INDEX batch_by_no ON batch (tenant_id, first_no) WHERE first_no IS NOT NULL;

-- Who seals a tenant; the epoch refuses a sealer that slept.
CREATE TABLE seal_lease (
    tenant_id TEXT COLLATE "C" NOT NULL,
    holder TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    until_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- The lever of demo and test time; one row at most.
CREATE TABLE clock (
    id BIGINT NOT NULL,
    offset_us BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- Imports and how far they came.
CREATE TABLE import_run (
    tenant_id TEXT COLLATE "C" NOT NULL,
    import_id TEXT COLLATE "C" NOT NULL,
    source TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    mapping_sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    rows_total BIGINT NOT NULL,
    rows_done BIGINT NOT NULL,
    totals TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    updated_us BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, import_id)
);

-- What became of each row of an import.
CREATE TABLE import_row (
    tenant_id TEXT COLLATE "C" NOT NULL,
    import_id TEXT COLLATE "C" NOT NULL,
    row_no BIGINT NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, import_id, row_no)
);
