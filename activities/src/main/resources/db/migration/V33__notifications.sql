-- Where a tenant's people and programs are told. "address" and the secrets are sealed with the keyset.
CREATE TABLE notification_channel (
    tenant          text        NOT NULL REFERENCES tenant,
    name            text        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('EMAIL', 'SLACK', 'WEBHOOK')),
    address         text,
    recipients      text[]      NOT NULL,
    people          boolean     NOT NULL,
    groups          text[]      NOT NULL,
    events          text[]      NOT NULL,
    secret          text,
    previous_secret text,
    previous_until  timestamptz,
    changed_by      text        NOT NULL,
    changed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, name)
);
CALL protect_tenant_table('notification_channel');

-- The outbox: a message to one recipient, written in the transaction of what it tells. Its id is the same on every attempt.
CREATE TABLE notification_delivery (
    seq          bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    tenant       text        NOT NULL REFERENCES tenant,
    id           uuid        NOT NULL DEFAULT gen_random_uuid(),
    channel      text        NOT NULL,
    recipient    text        NOT NULL,
    event        text        NOT NULL,
    about        text        NOT NULL,
    message      json        NOT NULL,
    state        text        NOT NULL DEFAULT 'DUE' CHECK (state IN ('DUE', 'DELIVERED', 'DIGESTED', 'DEAD')),
    held         boolean     NOT NULL,
    due_at       timestamptz NOT NULL,
    attempts     int         NOT NULL DEFAULT 0,
    problem      text,
    digest       uuid,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX notification_told ON notification_delivery (tenant, channel, recipient, event, about);
CREATE INDEX notification_recent ON notification_delivery (tenant, channel, recipient, created_at);
CREATE INDEX notification_digest ON notification_delivery (tenant, digest) WHERE digest IS NOT NULL;
CALL protect_tenant_table('notification_delivery');
COMMENT ON COLUMN notification_delivery.recipient IS 'An e-mail address; empty for a Slack channel or a webhook';
COMMENT ON COLUMN notification_delivery.about IS 'Id of the authorization or call';
COMMENT ON COLUMN notification_delivery.held IS 'Whether it waits for others, to go out with them as one digest';
COMMENT ON COLUMN notification_delivery.digest IS 'The delivery that carries it';

-- When which delivery is tried next. No row-level security: a worker looks for those of all tenants, and there are only
-- ids in it.
CREATE TABLE notification_due (
    tenant   text        NOT NULL,
    delivery uuid        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (tenant, delivery)
);
CREATE INDEX notification_due_next ON notification_due (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON notification_due TO handrail_app;

-- Who wants to hear of a call, by the name of a webhook.
CREATE TABLE call_callback (
    tenant     text        NOT NULL,
    call_id    text        NOT NULL,
    channel    text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, call_id, channel)
);
CALL protect_tenant_table('call_callback');
