-- One row a tool call that got as far as its effect; the effect key makes two attempts one effect.
CREATE TABLE tool_call (
    tenant         text        NOT NULL,
    call_id        text        COLLATE "C" NOT NULL,
    effect_key     text        NOT NULL,
    tool           text        NOT NULL,
    arguments_hash text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('DONE', 'UNDONE', 'LEFT')),
    shared         boolean     NOT NULL DEFAULT false,
    result         json,
    record_type    text,
    record_id      text,
    created        boolean     NOT NULL DEFAULT false,
    before         json,
    version_after  text,
    undo_result    json,
    at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, call_id)
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX tool_call_effect ON tool_call (tenant, effect_key) WHERE state = 'DONE';
CALL protect_tenant_table('tool_call');

COMMENT ON COLUMN tool_call.call_id IS 'Workflow id, a slash, the step: the calls of a workflow are neighbours in the key';
COMMENT ON COLUMN tool_call.shared IS 'Another call got this stored result, so undoing it would take that call''s effect away too';
COMMENT ON COLUMN tool_call.state IS 'LEFT: the undo was refused and left for a person';

CREATE TABLE lead (
    tenant       text        NOT NULL,
    lead_id      text        NOT NULL,
    seq          bigint      GENERATED ALWAYS AS IDENTITY,
    digest       text        NOT NULL,
    workflow_id  text        NOT NULL,
    status       text        NOT NULL,
    result       text        NOT NULL,
    outcome      json,
    submitted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz,
    PRIMARY KEY (tenant, lead_id)
) WITH (fillfactor = 60);
CREATE INDEX lead_newest ON lead (tenant, seq DESC);
CALL protect_tenant_table('lead');

CREATE TABLE authorization_request (
    tenant         text        NOT NULL,
    id             text        NOT NULL,
    seq            bigint      GENERATED ALWAYS AS IDENTITY,
    status         text        NOT NULL CHECK (status IN ('PENDING', 'AUTHORIZED', 'DENIED', 'EXPIRED', 'WITHDRAWN')),
    workflow_id    text        NOT NULL,
    call_id        text        NOT NULL,
    tool           text        NOT NULL,
    arguments      json        NOT NULL,
    arguments_hash text        NOT NULL,
    policy_hash    text        NOT NULL,
    reason         text        NOT NULL,
    reasoning      text,
    requested_by   text        NOT NULL,
    crm_record_id  text,
    record_version text,
    before         json        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at     timestamptz NOT NULL,
    decision_id    text,
    decided_by     text,
    decided_at     timestamptz,
    notes          text,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX authorization_request_oldest ON authorization_request (tenant, status, seq);
CALL protect_tenant_table('authorization_request');

-- Signs the codes by which an approver decides from Temporal's UI. Two random UUIDs: 244 random bits.
CREATE TABLE signing_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    secret   text NOT NULL
);
INSERT INTO signing_key (secret) VALUES (gen_random_uuid()::text || gen_random_uuid()::text);
GRANT SELECT ON signing_key TO handrail_app;
