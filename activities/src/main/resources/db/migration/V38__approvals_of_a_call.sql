-- A retry whose first attempt got no answer looks for what people have approved of it.
CREATE INDEX authorization_request_call ON authorization_request (tenant, call_id) WHERE status = 'AUTHORIZED';

CREATE INDEX authorization_request_same ON authorization_request (tenant, requested_by, arguments_hash)
    WHERE status = 'PENDING';
