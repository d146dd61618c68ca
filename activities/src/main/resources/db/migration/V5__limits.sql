-- What is left of each rate limit, shared by all processes; the state is Bucket4j's. Unlogged: a row lives for one
-- window, and after a crash of the database every window starts anew, which costs a CRM at most one more window of
-- calls. In return a call writes no WAL for its limits but a commit record that nobody waits for.
-- Keys start with the tenant; no row-level security, for a key is only ever built by the application.
CREATE UNLOGGED TABLE limit_buckets (
    key text PRIMARY KEY,
    state bytea,
    expires_at bigint,
    explicit_lock bigint
) WITH (fillfactor = 70);
COMMENT ON COLUMN limit_buckets.expires_at IS
    'Milliseconds since 1970; the bucket is full again. Not indexed, so that updates stay in their page (HOT)';
COMMENT ON COLUMN limit_buckets.explicit_lock IS 'Key of the advisory lock that guards the row';
GRANT SELECT, INSERT, UPDATE, DELETE ON limit_buckets TO handrail_app;
