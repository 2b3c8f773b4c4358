-- The index along amounts tells the standing too, so a list of one standing in one currency opens only what it shows.
-- Every change of a standing already writes to the index of standings; this one costs a page more where it happens.
DROP INDEX stream_by_amount;
CREATE INDEX stream_by_amount ON stream (tenant_id, kind, currency, amount_minor, stream_id, status);
