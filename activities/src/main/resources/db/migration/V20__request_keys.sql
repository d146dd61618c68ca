-- What each Idempotency-Key was used for; keys and requests as SHA-256.
CREATE TABLE request_key (
    tenant text NOT NULL,
    key text NOT NULL,
    request text NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, key)
);
CALL protect_tenant_table('request_key');
