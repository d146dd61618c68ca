package dev.handrail.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * A field of Handrail's and the one of Salesforce's that holds it.
 *
 * @param name Handrail's
 * @param api Salesforce's API name
 * @param required whether it may not be emptied
 * @param standIn what Salesforce is given when it insists on a value that Handrail does not; read back as empty
 */
record Field(
        String name,
        String api,
        FieldRule rule,
        Access access,
        boolean required,
        @Nullable String standIn) {

    enum Access {
        ANY_TIME,
        ONLY_AT_CREATION,
        NEVER
    }

    static Field of(String name, String api, FieldRule rule) {
        return new Field(name, api, rule, Access.ANY_TIME, false, null);
    }

    Field asRequired() {
        return new Field(name, api, rule, access, true, standIn);
    }

    Field writable(Access when) {
        return new Field(name, api, rule, when, required, standIn);
    }

    Field standingIn(String text) {
        return new Field(name, api, rule, access, required, text);
    }

    @Nullable
    Object read(Row row) {
        Object value = row.get(api);
        return value == null || value.equals(standIn) ? null : rule.fromCrm(value);
    }
}
