-- Whoever signed in to the web pages, as the last sign-in said, so that a worker can tell who may decide.
CREATE TABLE person (
    tenant       text        NOT NULL REFERENCES tenant,
    id           text        NOT NULL,
    name         text        NOT NULL,
    email        text,
    roles        text[]      NOT NULL,
    groups       text[]      NOT NULL,
    signed_in_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
);
CALL protect_tenant_table('person');

-- No row-level security: a code is looked up to find out whose it is.
CREATE TABLE sign_in_link (
    code_hash  bytea       PRIMARY KEY,
    tenant     text        NOT NULL REFERENCES tenant,
    name       text        NOT NULL,
    roles      text[]      NOT NULL,
    issued_by  text        NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX sign_in_link_expiry ON sign_in_link (expires_at);
GRANT SELECT, INSERT, DELETE, UPDATE (used_at) ON sign_in_link TO handrail_app;

-- The tables of Spring Session. A session holds ids only; who the person is and may do is read from "person".
CREATE TABLE spring_session (
    primary_id            char(36) PRIMARY KEY,
    session_id            char(36) NOT NULL UNIQUE,
    creation_time         bigint   NOT NULL,
    last_access_time      bigint   NOT NULL,
    max_inactive_interval int      NOT NULL,
    expiry_time           bigint   NOT NULL,
    principal_name        text
);
CREATE INDEX spring_session_expiry ON spring_session (expiry_time);
CREATE TABLE spring_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES spring_session ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON spring_session, spring_session_attributes TO handrail_app;

CREATE INDEX authorization_request_urgent ON authorization_request (tenant, status, expires_at, seq);
