-- Finds the call that created a record, for a later call that is answered with it.
CREATE INDEX tool_call_created ON tool_call (tenant, record_id) WHERE created;
