-- Which workers take work, by their Temporal identity. Unlogged: a row is written every few seconds and counts for
-- seconds only. No row-level security, for nothing in it is a tenant's.
CREATE UNLOGGED TABLE worker_presence (
    identity   text        PRIMARY KEY,
    task_queue text        NOT NULL,
    seen       timestamptz NOT NULL
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE, DELETE ON worker_presence TO handrail_app;
