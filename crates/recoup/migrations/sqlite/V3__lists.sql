-- What lists need that the spine alone does not give.

-- Things that stand where few stand, or that need a person: found without looking through everything. The usual way of
-- a refund leads past none of them, so it writes nothing here.
CREATE TABLE flag (
    tenant_id TEXT NOT NULL,
    flag TEXT NOT NULL,
    id TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    since_us INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, flag, id)
) STRICT, WITHOUT ROWID;

-- Lists by amount, in one currency. What a stream is worth stays, so only new ones are written here.
CREATE INDEX stream_by_amount ON stream (tenant_id, kind, currency, amount_minor, stream_id);
