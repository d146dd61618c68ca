-- What a lead that runs waits for, so that lists can say it: the CRM's or our own limit until then, or a person.
ALTER TABLE lead ADD COLUMN waits_until timestamptz;
CREATE INDEX authorization_request_waiting ON authorization_request (tenant, workflow_id) WHERE status = 'PENDING';
