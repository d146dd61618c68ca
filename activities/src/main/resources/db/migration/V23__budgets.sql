-- What each CRM said last that it still allows, shared by all processes. Unlogged: after a crash of the database the next
-- answers say it again. Holds counts only; no row-level security, as with limit_buckets.
CREATE UNLOGGED TABLE crm_budget (
    tenant      text        NOT NULL,
    connector   text        NOT NULL,
    period      text        NOT NULL,
    capacity    bigint      NOT NULL,
    remaining   bigint      NOT NULL,
    resets_at   timestamptz NOT NULL,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, connector, period)
) WITH (fillfactor = 50);
COMMENT ON COLUMN crm_budget.period IS 'The CRM''s name for what it limits: ten-seconds, search, day';
GRANT SELECT, INSERT, UPDATE, DELETE ON crm_budget TO handrail_app;
