-- Who else was asked about a request, and what can be undone of it; its ruling says how many people decide.
ALTER TABLE authorization_request
    ADD COLUMN undo         text        NOT NULL DEFAULT 'NONE',
    ADD COLUMN escalated_at timestamptz,
    ADD COLUMN delegated_to text,
    ADD COLUMN delegated_by text,
    DROP CONSTRAINT authorization_request_status_check,
    ADD CONSTRAINT authorization_request_status_check
        CHECK (status IN ('PENDING', 'AUTHORIZED', 'DENIED', 'EDITED', 'EXPIRED', 'WITHDRAWN'));

-- One word of each person on each request.
CREATE TABLE authorization_vote (
    tenant           text        NOT NULL,
    authorization_id text        NOT NULL,
    person           text        NOT NULL,
    decision_id      text        NOT NULL,
    verdict          text        NOT NULL CHECK (verdict IN ('AUTHORIZED', 'DENIED', 'EDITED')),
    notes            text,
    at               timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, authorization_id, person),
    FOREIGN KEY (tenant, authorization_id) REFERENCES authorization_request
);
CALL protect_tenant_table('authorization_vote');

-- What a person allowed from then on.
CREATE TABLE approval_grant (
    tenant           text        NOT NULL,
    id               text        NOT NULL,
    tool             text        NOT NULL,
    actor            text        NOT NULL,
    arguments        json        NOT NULL,
    expires_at       timestamptz,
    uses             int         CHECK (uses > 0),
    used             int         NOT NULL DEFAULT 0,
    granted_by       text        NOT NULL,
    authorization_id text        NOT NULL,
    granted_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at       timestamptz,
    revoked_by       text,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, authorization_id) REFERENCES authorization_request
);
CREATE INDEX approval_grant_tool ON approval_grant (tenant, tool, actor) WHERE revoked_at IS NULL;
CALL protect_tenant_table('approval_grant');

-- Each call uses a grant once, whatever attempt of it.
CREATE TABLE approval_grant_use (
    tenant   text        NOT NULL,
    grant_id text        NOT NULL,
    call_id  text        NOT NULL,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, grant_id, call_id),
    FOREIGN KEY (tenant, grant_id) REFERENCES approval_grant
);
CALL protect_tenant_table('approval_grant_use');

-- Whose a key is, when that is said: one person may hold several. And the groups of approvers it belongs to.
ALTER TABLE api_key
    ADD COLUMN owner  text,
    ADD COLUMN groups text[] NOT NULL DEFAULT '{}';
