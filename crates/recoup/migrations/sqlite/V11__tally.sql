-- Counts by month and card network that follow the feed: how far they have read it, and the counts as JSON. They can be
-- made again from the feed at any time.
CREATE TABLE tally (
    tenant_id TEXT NOT NULL,
    feed_no INTEGER NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;
