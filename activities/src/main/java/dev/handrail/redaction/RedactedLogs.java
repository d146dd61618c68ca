package dev.handrail.redaction;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** Redacts personal data in whatever is logged as JSON, messages of libraries and stack traces included. */
public final class RedactedLogs implements StructuredLoggingJsonMembersCustomizer<Object> {

    private final Redaction redaction = new Redaction(RedactionRules.DEFAULT);

    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor(ValueProcessor.of(String.class, redaction::redactText));
    }
}
