-- Under which rule and for which group a grant was given: it stands in for no other rule's people.
ALTER TABLE approval_grant
    ADD COLUMN rule           text,
    ADD COLUMN approver_group text;
