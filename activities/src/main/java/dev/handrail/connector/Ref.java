package dev.handrail.connector;

/** Points at one record of a CRM. */
public record Ref(RecordType type, String id) {}
