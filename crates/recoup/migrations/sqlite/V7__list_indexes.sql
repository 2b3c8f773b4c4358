-- What lists look through without opening a row: currency and amount stand in the indexes that walk along time, so a
-- filter by them reads index pages only. Neither changes with the standing of a stream, so a write touches no page more.
DROP INDEX stream_by_kind;
CREATE INDEX stream_by_kind ON stream (tenant_id, kind, stream_id, currency, amount_minor);
DROP INDEX stream_by_status;
CREATE INDEX stream_by_status ON stream (tenant_id, kind, status, stream_id, currency, amount_minor);

-- Authorizations by when their rest goes back, which is shortly before they run out. Only these timers are in it.
CREATE INDEX timer_of_rests ON timer (tenant_id, due_us, stream_id) WHERE kind = 'release_rest';
