-- Changes of the team that wait for a second person: whoever manages the team asks, somebody else agrees.

CREATE TABLE team_change (
    tenant_id TEXT COLLATE "C" NOT NULL,
    change_id TEXT COLLATE "C" NOT NULL,
    -- add, roles, link, let_in
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL,
    -- The account as it was looked at; empty for one that is to be added. JSON.
    before TEXT NOT NULL,
    -- The account as it is to be. JSON.
    after TEXT NOT NULL,
    -- open, agreed, done, turned_down
    state TEXT COLLATE "C" NOT NULL,
    answered_by TEXT NOT NULL,
    answered_us BIGINT NOT NULL,
    -- Hash of the code that goes with the link; the two come from two persons. Empty without a link.
    code TEXT NOT NULL,
    PRIMARY KEY (tenant_id, change_id)
);
CREATE INDEX team_change_by_state ON team_change (tenant_id, state, change_id);

-- Hash of the code that has to be typed beside the link; nothing where none is wanted.
ALTER TABLE one_time_link ADD COLUMN code TEXT;
