-- Tries are counted where they are made, so that nobody outside stands in the way of whoever is inside.

-- Wrong codes of the second factor in a row within a session; nothing for none.
ALTER TABLE session ADD COLUMN wrong_codes INTEGER;
-- Wrong codes typed beside a link; nothing for none.
ALTER TABLE one_time_link ADD COLUMN wrong_codes INTEGER;

-- What was done about somebody, and who was given a link.
CREATE INDEX access_by_about ON access_event (tenant_id, about, access_id);
CREATE INDEX access_by_kind ON access_event (tenant_id, kind, access_id);
