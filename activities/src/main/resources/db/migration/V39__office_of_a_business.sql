-- Office for a business that sends people to its customers: addresses, services, tickets (appointments), invoices,
-- messages and attributes beside the contacts and leads that were there. Money is in minor units of the business's
-- currency, times are instants; the business's time zone says which day they are on.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE office_business (
    tenant text COLLATE "C" PRIMARY KEY,
    name varchar(120) NOT NULL DEFAULT 'The office',
    time_zone varchar(60) NOT NULL DEFAULT 'America/Chicago',
    currency char(3) NOT NULL DEFAULT 'USD' CHECK (currency = upper(currency)),
    tax_percent numeric(6, 3) NOT NULL DEFAULT 0 CHECK (tax_percent BETWEEN 0 AND 100),
    opens time NOT NULL DEFAULT '08:00',
    closes time NOT NULL DEFAULT '18:00',
    -- ISO: 1 is Monday
    open_days smallint[] NOT NULL DEFAULT '{1,2,3,4,5,6}' CHECK (open_days <@ '{1,2,3,4,5,6,7}'),
    last_invoice_number bigint NOT NULL DEFAULT 1000,
    CHECK (opens < closes)
);
CALL protect_tenant_table('office_business', 'SELECT, INSERT, UPDATE');

-- Somebody who called has a name and a street, and often no e-mail address.
ALTER TABLE office_contact
    ALTER COLUMN email DROP NOT NULL,
    ADD COLUMN notes varchar(32000),
    ADD COLUMN deleted_at timestamptz;
ALTER TABLE office_lead
    ALTER COLUMN email DROP NOT NULL,
    ADD COLUMN address varchar(400),
    ADD COLUMN property varchar(400),
    ADD COLUMN notes varchar(32000),
    ADD COLUMN urgency varchar(10) CHECK (urgency IN ('low', 'medium', 'high')),
    ADD COLUMN follow_up_on date,
    ADD COLUMN archived_at timestamptz;
DROP INDEX office_lead_email;
CREATE UNIQUE INDEX office_lead_email ON office_lead (tenant, email_key, converted_id) NULLS NOT DISTINCT
    WHERE removed_at IS NULL AND email_key IS NOT NULL;
CREATE INDEX office_lead_follow_up ON office_lead (tenant, follow_up_on) WHERE follow_up_on IS NOT NULL;

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

CREATE TABLE office_address (
    LIKE office_record INCLUDING ALL,
    contact_id varchar(18) COLLATE "C" NOT NULL,
    label varchar(40) NOT NULL DEFAULT 'Home',
    street varchar(200) NOT NULL,
    city varchar(100),
    state varchar(60),
    postal_code varchar(20),
    country varchar(60),
    FOREIGN KEY (tenant, contact_id) REFERENCES office_contact
);
CREATE INDEX office_address_contact ON office_address (tenant, contact_id);

CREATE TABLE office_attribute (
    LIKE office_record INCLUDING ALL,
    contact_id varchar(18) COLLATE "C" NOT NULL,
    name varchar(60) NOT NULL,
    value varchar(1000) NOT NULL,
    FOREIGN KEY (tenant, contact_id) REFERENCES office_contact
);
CREATE INDEX office_attribute_contact ON office_attribute (tenant, contact_id);

CREATE TABLE office_service (
    LIKE office_record INCLUDING ALL,
    name varchar(120) NOT NULL,
    name_key text COLLATE "C" GENERATED ALWAYS AS (office_key(name)) STORED,
    description varchar(2000),
    minutes bigint NOT NULL CHECK (minutes BETWEEN 5 AND 1440),
    price bigint NOT NULL CHECK (price BETWEEN 0 AND 100000000000),
    active boolean NOT NULL DEFAULT true
);
CREATE UNIQUE INDEX office_service_name ON office_service (tenant, name_key) WHERE removed_at IS NULL;

-- lines is [{"serviceId": text, "description": text, "quantity": number, "unitPrice": minor units}].
CREATE TABLE office_ticket (
    LIKE office_record INCLUDING ALL,
    contact_id varchar(18) COLLATE "C" NOT NULL,
    address_id varchar(18) COLLATE "C",
    technician_id varchar(18) COLLATE "C",
    status varchar(20) NOT NULL DEFAULT 'scheduled'
        CHECK (status IN ('scheduled', 'confirmed', 'in_progress', 'completed', 'cancelled')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    lines jsonb,
    total bigint NOT NULL DEFAULT 0 CHECK (total BETWEEN 0 AND 1000000000000),
    notes varchar(32000),
    cancel_reason varchar(1000),
    CHECK (starts_at < ends_at),
    FOREIGN KEY (tenant, contact_id) REFERENCES office_contact,
    FOREIGN KEY (tenant, address_id) REFERENCES office_address,
    FOREIGN KEY (tenant, technician_id) REFERENCES office_user,
    CONSTRAINT office_ticket_double_booked EXCLUDE USING gist (
        tenant WITH =, technician_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (removed_at IS NULL AND status IN ('scheduled', 'confirmed', 'in_progress'))
);
CREATE INDEX office_ticket_contact ON office_ticket (tenant, contact_id);
CREATE INDEX office_ticket_start ON office_ticket (tenant, starts_at) WHERE removed_at IS NULL;

CREATE TABLE office_invoice (
    LIKE office_record INCLUDING ALL,
    contact_id varchar(18) COLLATE "C" NOT NULL,
    ticket_id varchar(18) COLLATE "C",
    number varchar(20) NOT NULL,
    status varchar(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'sent', 'paid', 'void')),
    lines jsonb,
    currency char(3) NOT NULL,
    subtotal bigint NOT NULL CHECK (subtotal BETWEEN 0 AND 1000000000000),
    tax bigint NOT NULL CHECK (tax BETWEEN 0 AND 1000000000000),
    total bigint NOT NULL CHECK (total = subtotal + tax),
    due_on date NOT NULL,
    notes varchar(4000),
    payment_link varchar(2000),
    sent_at timestamptz,
    paid_at timestamptz,
    void_reason varchar(1000),
    FOREIGN KEY (tenant, contact_id) REFERENCES office_contact,
    FOREIGN KEY (tenant, ticket_id) REFERENCES office_ticket
);
CREATE UNIQUE INDEX office_invoice_number ON office_invoice (tenant, number) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX office_invoice_of_ticket ON office_invoice (tenant, ticket_id)
    WHERE removed_at IS NULL AND ticket_id IS NOT NULL AND status <> 'void';
CREATE INDEX office_invoice_contact ON office_invoice (tenant, contact_id);
CREATE INDEX office_invoice_due ON office_invoice (tenant, due_on) WHERE status = 'sent' AND removed_at IS NULL;

CREATE TABLE office_message (
    LIKE office_record INCLUDING ALL,
    contact_id varchar(18) COLLATE "C" NOT NULL,
    channel varchar(10) NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient varchar(254) NOT NULL,
    subject varchar(255),
    body varchar(32000) NOT NULL,
    status varchar(20) NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed')),
    sent_at timestamptz,
    FOREIGN KEY (tenant, contact_id) REFERENCES office_contact
);
CREATE INDEX office_message_contact ON office_message (tenant, contact_id);
CREATE INDEX office_message_queued ON office_message (created_at) WHERE status = 'queued';

DROP TABLE office_record;

CALL protect_tenant_table('office_address', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_attribute', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_service', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_ticket', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_invoice', 'SELECT, INSERT, UPDATE');
CALL protect_tenant_table('office_message', 'SELECT, INSERT, UPDATE');
