-- Gateway accounts that tenants keep here. Secrets are sealed before they come here, under a key that never does.

CREATE TABLE gateway_account (
    tenant_id TEXT COLLATE "C" NOT NULL,
    -- Gateway and name, such as stripe:main.
    name TEXT COLLATE "C" NOT NULL,
    base_url TEXT NOT NULL,
    -- Settings that are no secrets, JSON by name.
    settings TEXT NOT NULL,
    -- Secrets, sealed; the tenant, the name and the address are authenticated with them.
    secrets TEXT NOT NULL,
    -- The last characters of each secret, JSON by name.
    hints TEXT NOT NULL,
    -- open, or closed to new payments.
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_us BIGINT NOT NULL,
    changed_us BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, name)
);
