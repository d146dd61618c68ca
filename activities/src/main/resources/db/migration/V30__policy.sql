-- The policies of each tenant; the newest is the active one. A tenant without any has the installation's.
CREATE TABLE policy_version (
    tenant  text        NOT NULL,
    version bigint      NOT NULL CHECK (version > 0),
    hash    text        NOT NULL,
    yaml    text        NOT NULL,
    by      text        NOT NULL,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    note    text        NOT NULL,
    PRIMARY KEY (tenant, version)
);
CALL protect_tenant_table('policy_version', 'SELECT, INSERT');
CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE policy_version ENABLE ALWAYS TRIGGER append_only;

-- For conditions over history: an actor's calls within the hour, a record's changes of the day.
CREATE INDEX crm_sync_logs_actor ON crm_sync_logs (tenant, actor, at) WHERE call_id IS NOT NULL;
CREATE INDEX tool_call_changes ON tool_call (tenant, record_id, at) WHERE version_after IS NOT NULL;

ALTER TABLE authorization_request ADD COLUMN ruling json;
COMMENT ON COLUMN authorization_request.ruling IS
    'What the policy said: rule and line, approvals, group, reminder, escalation, delegation, version';
