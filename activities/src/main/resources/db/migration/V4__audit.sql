-- The audit. Rows are written once: the application may only read and add, and a trigger binds the owner too.
CREATE TABLE crm_sync_logs (
    tenant           text        NOT NULL,
    seq              bigint      NOT NULL,
    at               timestamptz NOT NULL,
    actor            text        NOT NULL,
    action           text        NOT NULL,
    status           text        NOT NULL,
    workflow_id      text,
    call_id          text,
    lead_id          text,
    crm              text,
    crm_record_id    text,
    arguments_digest text,
    policy_hash      text,
    -- Text, not jsonb: the hash is over these very bytes.
    params           text,
    result           text,
    sealed           bytea,
    prev_hash        bytea       NOT NULL,
    hash             bytea       NOT NULL,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX crm_sync_logs_lead ON crm_sync_logs (tenant, lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX crm_sync_logs_call ON crm_sync_logs (tenant, call_id) WHERE call_id IS NOT NULL;
-- Rows lie in the order of time, so that a summary of each range of pages finds a time, at next to no cost a row.
CREATE INDEX crm_sync_logs_at ON crm_sync_logs USING brin (at) WITH (autosummarize = on);
CALL protect_tenant_table('crm_sync_logs', 'SELECT, INSERT');

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', HINT = 'Write another row that says what happened.';
END
$$;
CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON crm_sync_logs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE crm_sync_logs ENABLE ALWAYS TRIGGER append_only;

-- The end of each tenant's chain. The only index is on tenant and pages are kept half empty, so that each update stays
-- in its page (HOT).
CREATE TABLE audit_heads (
    tenant    text   PRIMARY KEY,
    seq       bigint NOT NULL DEFAULT 0,
    prev_hash bytea  NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    hash      bytea  NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
) WITH (fillfactor = 50);
CALL protect_tenant_table('audit_heads', 'SELECT, INSERT, UPDATE');
