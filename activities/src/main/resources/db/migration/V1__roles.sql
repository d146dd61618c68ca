-- The application works as handrail_app (SET ROLE on every connection): it owns nothing, so that row-level security
-- and the missing UPDATE and DELETE on crm_sync_logs bind it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_app') THEN
        CREATE ROLE handrail_app NOLOGIN;
    END IF;
    EXECUTE format('GRANT handrail_app TO %I', current_user);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO handrail_app', current_schema());
END
$$;

CREATE FUNCTION current_tenant() RETURNS text
    LANGUAGE sql STABLE
    AS $$ SELECT current_setting('handrail.tenant', true) $$;

-- Gives a table what every tenant's table has: row-level security by its column "tenant" and rights for the application.
CREATE PROCEDURE protect_tenant_table(name regclass, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_tenant ON %s USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant())', name);
    EXECUTE format('GRANT %s ON %s TO handrail_app', rights, name);
END
$$;
