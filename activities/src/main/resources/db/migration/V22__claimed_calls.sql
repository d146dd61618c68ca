-- A call to a CRM over a network is claimed before it is sent: whoever comes later knows that it may have been made.
ALTER TABLE tool_call DROP CONSTRAINT tool_call_state_check;
ALTER TABLE tool_call ADD CONSTRAINT tool_call_state_check CHECK (state IN ('STARTED', 'DONE', 'UNDONE', 'LEFT'));
DROP INDEX tool_call_effect;
CREATE UNIQUE INDEX tool_call_effect ON tool_call (tenant, effect_key) WHERE state IN ('STARTED', 'DONE');

COMMENT ON COLUMN tool_call.state IS
    'STARTED: sent to a CRM over a network, and no answer yet. LEFT: the undo was refused and left for a person';
COMMENT ON COLUMN tool_call.before IS 'The values it replaced; noted before the write where that goes over a network';
