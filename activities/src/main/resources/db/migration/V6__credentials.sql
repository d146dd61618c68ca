CREATE TABLE tenant (
    name       text        PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO tenant (name) VALUES ('default');
GRANT SELECT, INSERT ON tenant TO handrail_app;

-- No row-level security: a key is looked up to find out which tenant is asking.
CREATE TABLE api_key (
    id           text        PRIMARY KEY,
    tenant       text        NOT NULL REFERENCES tenant,
    name         text        NOT NULL,
    roles        text[]      NOT NULL,
    secret_hash  bytea       NOT NULL,
    issued_by    text        NOT NULL,
    issued_at    timestamptz NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
) WITH (fillfactor = 80);
CREATE INDEX api_key_tenant ON api_key (tenant, issued_at);
GRANT SELECT, INSERT, UPDATE (revoked_at, last_used_at) ON api_key TO handrail_app;
