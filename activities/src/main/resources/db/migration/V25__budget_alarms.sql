-- Until when a budget's alarm is noted, so that the audit has one row for each window. Unlogged, as crm_budget is.
CREATE UNLOGGED TABLE crm_budget_alarm (
    tenant    text        NOT NULL,
    connector text        NOT NULL,
    period    text        NOT NULL,
    level     text        NOT NULL CHECK (level IN ('critical', 'exhausted')),
    until     timestamptz NOT NULL,
    PRIMARY KEY (tenant, connector, period, level)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON crm_budget_alarm TO handrail_app;
