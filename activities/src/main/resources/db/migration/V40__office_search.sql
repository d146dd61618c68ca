-- What crm_query and find_customer look in. office_search holds one row per record with the words it can be found by:
-- a contact's also are those of its addresses and attributes, so that "elderly woman in Madison" is one look into one
-- index however many contacts and whatever else is in Madison.
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Lower case without accents and punctuation, with a space before and after every word.
CREATE FUNCTION office_words(VARIADIC texts text[]) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN regexp_replace(
        ' ' || regexp_replace(normalize(office_key(array_to_string(texts, ' ')), NFD), '[\u0300-\u036f]+', '', 'g') || ' ',
        '[[:punct:][:space:]]+', ' ', 'g');

-- The key begins with the id: an index on the tenant alone would tempt the planner to compare all of a tenant's rows.
CREATE TABLE office_search (
    id varchar(64) COLLATE "C" NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    names text NOT NULL,
    words text NOT NULL,
    PRIMARY KEY (id, tenant)
);
CREATE INDEX office_search_words ON office_search USING gin (tenant, type, words gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);
CREATE INDEX office_search_names ON office_search USING gin (tenant, type, names gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);
CALL protect_tenant_table('office_search', 'SELECT');

CREATE FUNCTION office_search_keep(of_tenant text, of_type text, of_id text, new_names text, new_words text) RETURNS void
    LANGUAGE sql
    AS $$
        INSERT INTO office_search AS known (tenant, type, id, names, words)
        VALUES (of_tenant, of_type, of_id, new_names, new_words)
        ON CONFLICT (id, tenant) DO UPDATE SET names = EXCLUDED.names, words = EXCLUDED.words
        WHERE known.names <> EXCLUDED.names OR known.words <> EXCLUDED.words
    $$;

-- Waits for whoever adds an address to the same contact just now, and then sees it.
CREATE FUNCTION office_search_keep_contact(of_tenant text, contact text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM office_search WHERE id = contact AND tenant = of_tenant FOR UPDATE;
    PERFORM office_search_keep(
            c.tenant, 'contact', c.id,
            office_words(first_name, last_name),
            office_words(
                first_name, last_name, email, phone, regexp_replace(phone, '[^0-9]+', '', 'g'), title, source, c.notes,
                (SELECT string_agg(concat_ws(' ', street, city, state, postal_code, country), ' ')
                 FROM office_address a
                 WHERE a.tenant = c.tenant AND a.contact_id = c.id AND a.removed_at IS NULL),
                (SELECT string_agg(concat_ws(' ', name, value), ' ')
                 FROM office_attribute a
                 WHERE a.tenant = c.tenant AND a.contact_id = c.id AND a.removed_at IS NULL)))
        FROM office_contact c WHERE c.tenant = of_tenant AND c.id = contact;
END
$$;

CREATE FUNCTION office_search_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
    AS $$
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'office_contact' THEN
            PERFORM office_search_keep_contact(NEW.tenant, NEW.id);
        WHEN 'office_address' THEN
            PERFORM office_search_keep_contact(NEW.tenant, NEW.contact_id);
        WHEN 'office_attribute' THEN
            PERFORM office_search_keep_contact(NEW.tenant, NEW.contact_id);
            PERFORM office_search_keep(
                NEW.tenant, 'attribute', NEW.id, office_words(NEW.name), office_words(NEW.name, NEW.value));
        WHEN 'office_lead' THEN
            PERFORM office_search_keep(
                NEW.tenant, 'lead', NEW.id,
                office_words(NEW.first_name, NEW.last_name, NEW.company),
                office_words(
                    NEW.first_name, NEW.last_name, NEW.company, NEW.email, NEW.phone,
                    regexp_replace(NEW.phone, '[^0-9]+', '', 'g'), NEW.title, NEW.source, NEW.address, NEW.property,
                    NEW.notes));
        WHEN 'office_service' THEN
            PERFORM office_search_keep(
                NEW.tenant, 'service', NEW.id, office_words(NEW.name), office_words(NEW.name, NEW.description));
        WHEN 'office_ticket' THEN
            PERFORM office_search_keep(
                NEW.tenant, 'ticket', NEW.id, '',
                office_words(NEW.notes, NEW.cancel_reason, jsonb_path_query_array(NEW.lines, '$[*].description')::text));
        WHEN 'office_invoice' THEN
            PERFORM office_search_keep(
                NEW.tenant, 'invoice', NEW.id, office_words(NEW.number),
                office_words(NEW.number, NEW.notes, jsonb_path_query_array(NEW.lines, '$[*].description')::text));
        WHEN 'office_message' THEN
            PERFORM office_search_keep(
                NEW.tenant, 'message', NEW.id, '', office_words(NEW.recipient, NEW.subject, NEW.body));
    END CASE;
    RETURN NULL;
END
$$;

CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF first_name, last_name, email, phone, title, source, notes
    ON office_contact FOR EACH ROW EXECUTE FUNCTION office_search_changed();
CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF street, city, state, postal_code, country, removed_at
    ON office_address FOR EACH ROW EXECUTE FUNCTION office_search_changed();
CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF name, value, removed_at
    ON office_attribute FOR EACH ROW EXECUTE FUNCTION office_search_changed();
CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF
    first_name, last_name, company, email, phone, title, source, address, property, notes
    ON office_lead FOR EACH ROW EXECUTE FUNCTION office_search_changed();
CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF name, description
    ON office_service FOR EACH ROW EXECUTE FUNCTION office_search_changed();
CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF notes, cancel_reason, lines
    ON office_ticket FOR EACH ROW EXECUTE FUNCTION office_search_changed();
CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF number, notes, lines
    ON office_invoice FOR EACH ROW EXECUTE FUNCTION office_search_changed();
CREATE TRIGGER office_search AFTER INSERT OR UPDATE OF recipient, subject, body
    ON office_message FOR EACH ROW EXECUTE FUNCTION office_search_changed();

-- The records that are there already.
UPDATE office_contact SET notes = notes;
UPDATE office_lead SET notes = notes;
UPDATE office_attribute SET name = name;
UPDATE office_service SET name = name;
UPDATE office_ticket SET notes = notes;
UPDATE office_invoice SET notes = notes;
UPDATE office_message SET body = body;

-- A condition for words that begin with this one but for a letter that is wrong, missing, one too many or swapped with
-- the one before it. In a long text that is far cheaper than to compare it by likeness: at a million contacts,
-- milliseconds instead of seconds.
CREATE FUNCTION office_misspelt(word text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN (
        SELECT string_agg(DISTINCT format('words LIKE %L', '% ' || meant || '%'), ' OR ')
        FROM generate_series(2, length(word)) AS i, LATERAL (VALUES
            (left(word, i - 1) || '_' || substr(word, i + 1)),
            (left(word, i - 1) || '_' || substr(word, i)),
            (left(word, i - 1) || CASE WHEN i < length(word) THEN substr(word, i + 1) ELSE substr(word, i) END),
            (left(word, i - 2) || substr(word, i, 1) || substr(word, i - 1, 1) || substr(word, i + 1))) AS each (meant));

-- The SQL that finds records by words of letters and digits: those that hold all of "words" and something like each of
-- "alike". The rank is 1000 and more when every word is there, and the more the more of them are in the name. Whoever is
-- called so is looked up apart, so that the limit never hides them behind those who live in a city of that name.
CREATE FUNCTION office_search_sql(of_type text, words text[], alike text[], most integer) RETURNS text
    LANGUAGE sql STABLE
    AS $$
        SELECT format(
            'WITH kept AS MATERIALIZED (SELECT id, names, words FROM office_search WHERE tenant = %5$L AND type = %6$L AND %7$s LIMIT %8$s),'
                || ' called AS MATERIALIZED (SELECT id, names, words FROM office_search WHERE tenant = %5$L AND type = %6$L AND %9$s LIMIT %8$s)'
                || ' SELECT id::text, CASE WHEN %1$s THEN 1000 + (%2$s) * 250 / %3$s'
                || ' ELSE least(999, 1000 * (%4$s) / %3$s)::integer END'
                || ' FROM (TABLE called UNION TABLE kept) AS found',
            string_agg(holds, ' AND ' ORDER BY place),
            string_agg(format(
                'CASE WHEN names LIKE %L THEN 4 WHEN names LIKE %L THEN 3 WHEN names LIKE %L THEN 2 ELSE 1 END',
                '% ' || word || ' %', '% ' || word || '%', '%' || word || '%'), ' + ' ORDER BY place),
            count(*),
            string_agg(format(
                'CASE WHEN %s THEN 0.6 ELSE greatest(word_similarity(%L, names), 0.4) END', holds, word), ' + ' ORDER BY place),
            current_tenant(),
            of_type,
            string_agg(
                CASE WHEN fuzzy THEN format('(names %%> %L OR %s OR %s)', word, holds, office_misspelt(word)) ELSE holds END,
                ' AND ' ORDER BY place),
            most,
            string_agg(
                format(CASE WHEN fuzzy THEN 'names %%> %2$L' ELSE 'names LIKE %1$L' END, '% ' || word || '%', word),
                ' AND ' ORDER BY place))
        FROM (
            SELECT word, place, place > cardinality(words) AS fuzzy,
                -- one or two letters are in no index unless a word begins with them
                format('words LIKE %L', CASE WHEN length(word) < 3 THEN '% ' ELSE '%' END || word || '%') AS holds
            FROM unnest(words || alike) WITH ORDINALITY AS each (word, place)
        ) AS wanted
    $$;

-- Loads the module, so that its settings are known.
SELECT similarity('a', 'b');

-- Ids and ranks, at most so many. Runs as the owner because row-level security keeps operators that are not leakproof,
-- such as these, from using the index; the tenant is therefore asked for in the SQL it runs.
CREATE FUNCTION office_find(of_type text, words text[], alike text[], most integer)
    RETURNS TABLE (id text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET enable_seqscan = off
    SET max_parallel_workers_per_gather = 0
    SET pg_trgm.word_similarity_threshold = 0.4
    AS $$
BEGIN
    -- two letters swapped leave all but four of a word's trigrams; less alike than that is another word
    PERFORM set_config(
        'pg_trgm.word_similarity_threshold',
        (SELECT greatest(0.4, least(0.6, min((length(word) - 3.0) / (length(word) + 1)) - 0.02))::text
         FROM unnest(alike) AS word),
        true) WHERE cardinality(alike) > 0;
    RETURN QUERY EXECUTE office_search_sql(of_type, words, alike, most);
END
$$;

-- The newest first, a page at a time. Those of contacts and leads do not begin with the tenant: on a table without
-- statistics the planner would rather walk them than look an address up, which every lead does.
CREATE INDEX office_contact_created ON office_contact (created_at, id, tenant);
CREATE INDEX office_lead_created ON office_lead (created_at, id, tenant);
CREATE INDEX office_ticket_created ON office_ticket (tenant, created_at, id);
CREATE INDEX office_invoice_created ON office_invoice (tenant, created_at, id);
CREATE INDEX office_message_created ON office_message (tenant, created_at, id);
CREATE INDEX office_attribute_created ON office_attribute (tenant, created_at, id);

ALTER TABLE office_address
    ADD COLUMN city_key text COLLATE "C" GENERATED ALWAYS AS (office_key(city)) STORED,
    ADD COLUMN state_key text COLLATE "C" GENERATED ALWAYS AS (office_key(state)) STORED;
CREATE INDEX office_address_city ON office_address (tenant, city_key);
CREATE INDEX office_address_state ON office_address (tenant, state_key);
