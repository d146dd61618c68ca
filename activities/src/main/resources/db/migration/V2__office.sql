-- Office, the built-in CRM. A record is removed by filling removed_at (recycle bin), never by DELETE, for which the
-- application has no right.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Lower case for comparisons, by Unicode's rules also where the database's locale is C (PostgreSQL 17 and later).
DO $$
BEGIN
    EXECUTE format(
        'CREATE FUNCTION office_key(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN lower(value %s)',
        CASE WHEN EXISTS (SELECT FROM pg_collation WHERE collname = 'pg_c_utf8') THEN 'COLLATE "pg_c_utf8"' ELSE '' END);
END
$$;

-- A company's name without case, punctuation, additions in parentheses and legal form: "3M Company" and "3M" are "3m".
CREATE FUNCTION office_company_key(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(
        nullif(
            btrim(regexp_replace(
                regexp_replace(
                    regexp_replace(office_key(name), '\([^)]*\)|[[:space:].,;:''"()&/\\_+-]+', ' ', 'g'),
                    '^ *the ', ''),
                '( (inc|incorporated|corp|corporation|co|company|companies|ltd|limited|llc|llp|lp|plc|ag|gmbh|sa|nv|bv|se|spa|ab|oy|kg))+ *$',
                '')),
            ''),
        office_key(name));

-- What every table has in common; the others are made LIKE it.
CREATE TEMPORARY TABLE office_record (
    tenant text COLLATE "C" NOT NULL,
    id varchar(64) COLLATE "C" NOT NULL,
    external_id varchar(64) COLLATE "C",
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text NOT NULL,
    removed_at timestamptz,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX office_record_external_id ON office_record (tenant, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE office_user (
    LIKE office_record INCLUDING ALL,
    name varchar(121) NOT NULL,
    email varchar(254) NOT NULL,
    active boolean NOT NULL
);

CREATE TABLE office_campaign (
    LIKE office_record INCLUDING ALL,
    name varchar(120) NOT NULL
);

CREATE TABLE office_account (
    LIKE office_record INCLUDING ALL,
    name varchar(255) NOT NULL,
    name_key text COLLATE "C" GENERATED ALWAYS AS (office_company_key(name)) STORED,
    domain varchar(253),
    domain_key text COLLATE "C" GENERATED ALWAYS AS (office_key(domain)) STORED,
    website varchar(255),
    industry varchar(120),
    founded integer CHECK (founded BETWEEN 1000 AND 2100),
    headquarters varchar(255),
    employees bigint CHECK (employees BETWEEN 0 AND 100000000),
    annual_revenue numeric(18, 2) CHECK (annual_revenue BETWEEN 0 AND 1e15)
);
CREATE UNIQUE INDEX office_account_domain ON office_account (tenant, domain_key)
    WHERE domain_key IS NOT NULL AND removed_at IS NULL;
CREATE INDEX office_account_name ON office_account (tenant, name_key);
CREATE INDEX office_account_name_like ON office_account USING gin (name_key gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);

CREATE TABLE office_contact (
    LIKE office_record INCLUDING ALL,
    account_id varchar(18) COLLATE "C",
    email varchar(254) NOT NULL,
    email_key text COLLATE "C" GENERATED ALWAYS AS (office_key(email)) STORED,
    first_name varchar(40),
    last_name varchar(80),
    title varchar(128),
    phone varchar(40),
    source varchar(40),
    FOREIGN KEY (tenant, account_id) REFERENCES office_account
);
CREATE UNIQUE INDEX office_contact_email ON office_contact (tenant, email_key) WHERE removed_at IS NULL;
CREATE INDEX office_contact_account ON office_contact (tenant, account_id) WHERE account_id IS NOT NULL;

CREATE TABLE office_lead (
    LIKE office_record INCLUDING ALL,
    email varchar(254) NOT NULL,
    email_key text COLLATE "C" GENERATED ALWAYS AS (office_key(email)) STORED,
    first_name varchar(40),
    last_name varchar(80),
    title varchar(128),
    phone varchar(40),
    company varchar(255),
    website varchar(255),
    source varchar(40),
    campaign_id varchar(64),
    status varchar(20) NOT NULL DEFAULT 'New'
        CHECK (status IN ('New', 'Working', 'Nurture', 'Qualified', 'Disqualified')),
    owner_id varchar(18) COLLATE "C",
    ai_fit_score integer CHECK (ai_fit_score BETWEEN 0 AND 100),
    ai_intent varchar(20) CHECK (ai_intent IN ('HIGH_FIT', 'MEDIUM_FIT', 'LOW_FIT', 'MANUAL_REVIEW')),
    tags text[],
    industry varchar(120),
    founded integer CHECK (founded BETWEEN 1000 AND 2100),
    headquarters varchar(255),
    employees bigint CHECK (employees BETWEEN 0 AND 100000000),
    annual_revenue numeric(18, 2) CHECK (annual_revenue BETWEEN 0 AND 1e15),
    enrichment_source varchar(80),
    enrichment_confidence double precision CHECK (enrichment_confidence BETWEEN 0 AND 1),
    converted_contact_id varchar(18) COLLATE "C",
    converted_account_id varchar(18) COLLATE "C",
    converted_opportunity_id varchar(18) COLLATE "C",
    conversion_key varchar(64) COLLATE "C",
    converted_id text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN converted_contact_id IS NOT NULL THEN id END) STORED,
    FOREIGN KEY (tenant, owner_id) REFERENCES office_user
) WITH (fillfactor = 85);
-- One open lead per address; converted ones, told apart by converted_id, keep theirs and are found by the same index.
CREATE UNIQUE INDEX office_lead_email ON office_lead (tenant, email_key, converted_id) NULLS NOT DISTINCT
    WHERE removed_at IS NULL;
CREATE UNIQUE INDEX office_lead_conversion ON office_lead (tenant, conversion_key) WHERE conversion_key IS NOT NULL;
CREATE INDEX office_lead_converted_account ON office_lead (tenant, converted_account_id)
    WHERE converted_account_id IS NOT NULL;
CREATE INDEX office_lead_converted_contact ON office_lead (tenant, converted_contact_id)
    WHERE converted_contact_id IS NOT NULL;
CREATE INDEX office_lead_converted_opportunity ON office_lead (tenant, converted_opportunity_id)
    WHERE converted_opportunity_id IS NOT NULL;

CREATE TABLE office_opportunity (
    LIKE office_record INCLUDING ALL,
    name varchar(120) NOT NULL,
    account_id varchar(18) COLLATE "C",
    lead_id varchar(18) COLLATE "C",
    contact_id varchar(18) COLLATE "C",
    stage varchar(40) NOT NULL DEFAULT 'Prospecting' CHECK (stage IN (
        'Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Closed Won', 'Closed Lost')),
    amount numeric(18, 2) CHECK (amount BETWEEN 0 AND 1e12),
    close_date date,
    campaign_id varchar(64),
    source varchar(40),
    ai_confidence double precision CHECK (ai_confidence BETWEEN 0 AND 1),
    FOREIGN KEY (tenant, account_id) REFERENCES office_account,
    FOREIGN KEY (tenant, lead_id) REFERENCES office_lead,
    FOREIGN KEY (tenant, contact_id) REFERENCES office_contact
) WITH (fillfactor = 85);
CREATE INDEX office_opportunity_account ON office_opportunity (tenant, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX office_opportunity_lead ON office_opportunity (tenant, lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX office_opportunity_contact ON office_opportunity (tenant, contact_id) WHERE contact_id IS NOT NULL;

ALTER TABLE office_lead
    ADD FOREIGN KEY (tenant, converted_contact_id) REFERENCES office_contact,
    ADD FOREIGN KEY (tenant, converted_account_id) REFERENCES office_account,
    ADD FOREIGN KEY (tenant, converted_opportunity_id) REFERENCES office_opportunity;

-- related_to_id names an account, contact or opportunity; the generated columns hold the foreign keys.
CREATE TEMPORARY TABLE office_activity (
    LIKE office_record INCLUDING ALL,
    lead_id varchar(18) COLLATE "C",
    related_to_id varchar(18) COLLATE "C" CHECK (left(related_to_id, 3) IN ('001', '003', '006')),
    related_account_id varchar(18) COLLATE "C"
        GENERATED ALWAYS AS (CASE WHEN left(related_to_id, 3) = '001' THEN related_to_id END) STORED,
    related_contact_id varchar(18) COLLATE "C"
        GENERATED ALWAYS AS (CASE WHEN left(related_to_id, 3) = '003' THEN related_to_id END) STORED,
    related_opportunity_id varchar(18) COLLATE "C"
        GENERATED ALWAYS AS (CASE WHEN left(related_to_id, 3) = '006' THEN related_to_id END) STORED
);
CREATE INDEX ON office_activity (tenant, lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX ON office_activity (tenant, related_to_id) WHERE related_to_id IS NOT NULL;

CREATE TABLE office_task (
    LIKE office_activity INCLUDING ALL,
    subject varchar(255) NOT NULL,
    description varchar(32000),
    status varchar(40) NOT NULL DEFAULT 'Not Started' CHECK (status IN (
        'Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred')),
    priority varchar(10) NOT NULL DEFAULT 'Normal' CHECK (priority IN ('Low', 'Normal', 'High')),
    due_date date,
    external_lead_id varchar(255),
    FOREIGN KEY (tenant, lead_id) REFERENCES office_lead,
    FOREIGN KEY (tenant, related_account_id) REFERENCES office_account,
    FOREIGN KEY (tenant, related_contact_id) REFERENCES office_contact,
    FOREIGN KEY (tenant, related_opportunity_id) REFERENCES office_opportunity
);

CREATE TABLE office_note (
    LIKE office_activity INCLUDING ALL,
    text varchar(32000) NOT NULL,
    FOREIGN KEY (tenant, lead_id) REFERENCES office_lead,
    FOREIGN KEY (tenant, related_account_id) REFERENCES office_account,
    FOREIGN KEY (tenant, related_contact_id) REFERENCES office_contact,
    FOREIGN KEY (tenant, related_opportunity_id) REFERENCES office_opportunity
);

-- One row per version of a record. changes is {"field": [before, after]}; null for the first version, whose values are
-- those of the record with the later befores put back.
CREATE TABLE office_history (
    tenant text COLLATE "C" NOT NULL,
    record_id varchar(64) COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    by text NOT NULL,
    call_id text NOT NULL,
    changes jsonb,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, record_id, version)
);

DROP TABLE office_activity;
DROP TABLE office_record;

CALL protect_tenant_table('office_user', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_campaign', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_account', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_contact', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_lead', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_opportunity', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_task', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_note', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_history', 'SELECT, INSERT');

-- Ids of live accounts with a name like this one, most alike first. Runs as the owner because row-level security keeps
-- operators that are not leakproof, such as these, from using the index; the tenant is therefore asked for here. Without
-- statistics the planner would compare every name instead, which takes a hundred times as long.
CREATE FUNCTION office_similar_accounts(name text, most integer) RETURNS TABLE (id text, likeness real)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET enable_seqscan = off
    AS $$
        WITH wanted AS MATERIALIZED (SELECT office_company_key(name) AS key),
        alike AS MATERIALIZED (
            SELECT a.* FROM wanted JOIN office_account a ON a.name_key % key OR a.name_key %> key
        ),
        candidates AS (
            SELECT * FROM alike WHERE tenant = current_tenant()
            UNION
            SELECT a.* FROM wanted JOIN office_account a ON a.tenant = current_tenant() AND a.name_key = key
        )
        SELECT c.id, greatest(similarity(name_key, key), 0.9 * word_similarity(key, name_key))::real AS likeness
        FROM candidates c CROSS JOIN wanted
        WHERE removed_at IS NULL
        ORDER BY (name_key = key) DESC, likeness DESC, created_at, c.id
        LIMIT most
    $$;

-- What a new tenant's Office starts with; does nothing the second time.
CREATE FUNCTION office_prepare(new_tenant text) RETURNS void
    LANGUAGE sql
    AS $$
        INSERT INTO office_user (tenant, updated_by, id, name, email, active)
        VALUES (new_tenant, 'office', '005Hr0000000001IAA', 'Ada Morgan', 'ada.morgan@office.example.com', true),
               (new_tenant, 'office', '005Hr0000000002IAA', 'Luis Ortega', 'luis.ortega@office.example.com', true),
               (new_tenant, 'office', '005Hr0000000003IAA', 'Mei Tanaka', 'mei.tanaka@office.example.com', true),
               (new_tenant, 'office', '005Hr0000000004IAA', 'Jonas Weber', 'jonas.weber@office.example.com', false)
        ON CONFLICT DO NOTHING;
        INSERT INTO office_campaign (tenant, updated_by, id, name)
        VALUES (new_tenant, 'office', 'C-2026-Q3', 'Third quarter 2026'),
               (new_tenant, 'office', 'C-2026-Q4', 'Fourth quarter 2026')
        ON CONFLICT DO NOTHING;
    $$;

SELECT office_prepare('default');
