-- Counts by month and card network that follow the feed: how far they have read it, and the counts as JSON. They can be
-- made again from the feed at any time.
CREATE TABLE tally (
    tenant_id TEXT COLLATE "C" NOT NULL,
    feed_no BIGINT NOT NULL,
    counts TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id)
);
