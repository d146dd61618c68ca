package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What each of Salesforce's error codes means for the caller. Its messages quote values and go nowhere. */
final class ErrorTable {

    /** Salesforce counts 24 rolling hours and does not say when it allows the next call. */
    static final Duration UNTIL_CALLS_ARE_ALLOWED = Duration.ofMinutes(15);

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{2,79}");
    private static final int SERVER_ERROR = 500;

    private static final String SETUP = "An object or field that Handrail needs is missing, hidden or read-only for"
            + " its user; compare the setup with docs/salesforce.md";
    private static final String RULE = "A rule of Salesforce refuses this";
    private static final String VALUE = "Salesforce refuses a value";
    private static final String BUSY = "Salesforce could not do this now; nothing was changed";

    private record Meaning(Kind kind, String words) {}

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("INVALID_SESSION_ID", new Meaning(Kind.UNAUTHORIZED, "Salesforce refused the token")),
            Map.entry("INVALID_AUTH_HEADER", new Meaning(Kind.UNAUTHORIZED, "Salesforce refused the token")),
            Map.entry("API_DISABLED_FOR_ORG", new Meaning(Kind.UNAUTHORIZED, "The org's edition has no API")),
            Map.entry("API_CURRENTLY_DISABLED", new Meaning(Kind.UNAUTHORIZED, "Handrail's user may not use the API")),
            Map.entry("REQUEST_LIMIT_EXCEEDED", new Meaning(Kind.RATE_LIMITED, "")),
            Map.entry("UNABLE_TO_LOCK_ROW", new Meaning(Kind.UNAVAILABLE, BUSY)),
            Map.entry("SERVER_UNAVAILABLE", new Meaning(Kind.UNAVAILABLE, BUSY)),
            Map.entry("QUERY_TIMEOUT", new Meaning(Kind.UNAVAILABLE, BUSY)),
            Map.entry("REQUEST_RUNNING_TOO_LONG", new Meaning(Kind.UNAVAILABLE, BUSY)),
            Map.entry("NOT_FOUND", new Meaning(Kind.NOT_FOUND, "There is no such record; it may have been removed")),
            Map.entry(
                    "ENTITY_IS_DELETED",
                    new Meaning(Kind.NOT_FOUND, "There is no such record; it may have been removed")),
            Map.entry(
                    "DUPLICATES_DETECTED",
                    new Meaning(Kind.DUPLICATE, "A duplicate rule of the org found records like this one")),
            Map.entry("DUPLICATE_VALUE", new Meaning(Kind.DUPLICATE, "A record with the same unique value exists")),
            Map.entry("DUPLICATE_EXTERNAL_ID", new Meaning(Kind.DUPLICATE, "Several records have this key")),
            Map.entry(
                    "PRECONDITION_FAILED",
                    new Meaning(Kind.CHANGED_MEANWHILE, "The record has changed since it was read; read it again")),
            Map.entry("DELETE_FAILED", new Meaning(Kind.IN_USE, "Other records depend on it; remove those first")),
            Map.entry("REQUIRED_FIELD_MISSING", new Meaning(Kind.INVALID, "Salesforce needs more fields")),
            Map.entry("STRING_TOO_LONG", new Meaning(Kind.INVALID, "A text is longer than Salesforce's field")),
            Map.entry(
                    "NUMBER_OUTSIDE_VALID_RANGE",
                    new Meaning(Kind.INVALID, "A number does not fit Salesforce's field")),
            Map.entry("INVALID_EMAIL_ADDRESS", new Meaning(Kind.INVALID, "Salesforce takes no such e-mail address")),
            Map.entry(
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    new Meaning(Kind.INVALID, "The org's picklist has no such value")),
            Map.entry(
                    "INVALID_CROSS_REFERENCE_KEY",
                    new Meaning(Kind.INVALID, "A field names a record that does not exist or was removed")),
            Map.entry(
                    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
                    new Meaning(Kind.INVALID, "A field names a record that Handrail's user may not see")),
            Map.entry("MALFORMED_ID", new Meaning(Kind.INVALID, VALUE)),
            Map.entry("JSON_PARSER_ERROR", new Meaning(Kind.INVALID, VALUE)),
            Map.entry("FIELD_INTEGRITY_EXCEPTION", new Meaning(Kind.INVALID, VALUE)),
            Map.entry("FIELD_FILTER_VALIDATION_EXCEPTION", new Meaning(Kind.INVALID, RULE)),
            Map.entry(
                    "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                    new Meaning(Kind.INVALID, "A validation rule of the org refuses this")),
            Map.entry(
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                    new Meaning(Kind.INVALID, "A trigger or flow of the org refuses this")),
            Map.entry(
                    "CANNOT_EXECUTE_FLOW_TRIGGER",
                    new Meaning(Kind.INVALID, "A trigger or flow of the org refuses this")),
            Map.entry(
                    "CANNOT_UPDATE_CONVERTED_LEAD",
                    new Meaning(Kind.INVALID, "The lead is converted; change its contact instead")),
            Map.entry(
                    "INVALID_STATUS", new Meaning(Kind.INVALID, "The org has no such lead status for converted leads")),
            Map.entry("INVALID_FIELD", new Meaning(Kind.INVALID, SETUP)),
            Map.entry("INVALID_TYPE", new Meaning(Kind.INVALID, SETUP)),
            Map.entry("INVALID_FIELD_FOR_INSERT_UPDATE", new Meaning(Kind.INVALID, SETUP)),
            Map.entry(
                    "INSUFFICIENT_ACCESS_OR_READONLY",
                    new Meaning(
                            Kind.INVALID,
                            "Handrail's user may not do this; see the permissions in docs/salesforce.md")),
            Map.entry("STORAGE_LIMIT_EXCEEDED", new Meaning(Kind.INVALID, "The org's storage is full")));

    private ErrorTable() {}

    /**
     * @param status of the answer, or of its part
     * @param fields names to tell, in Handrail's words where it has some
     * @param writing whether the request may have changed something
     */
    static CrmFailure failure(int status, @Nullable String code, List<String> fields, boolean writing) {
        Meaning meaning = code == null ? null : MEANINGS.get(code);
        if (meaning == null) {
            return unlisted(status, code, writing);
        }
        if (meaning.kind() == Kind.RATE_LIMITED) {
            return CrmFailure.rateLimited(UNTIL_CALLS_ARE_ALLOWED);
        }
        String named = fields.isEmpty() ? "" : " (" + String.join(", ", fields) + ")";
        return new CrmFailure(meaning.kind(), meaning.words() + named);
    }

    private static CrmFailure unlisted(int status, @Nullable String code, boolean writing) {
        if (status >= SERVER_ERROR) {
            return unanswered(writing, null);
        }
        String named = code != null && CODE.matcher(code).matches() ? " (" + code + ")" : "";
        return new CrmFailure(Kind.INVALID, "Salesforce refuses this" + named);
    }

    /** No answer, or one that does not tell. */
    static CrmFailure unanswered(boolean writing, @Nullable Throwable cause) {
        Kind kind = writing ? Kind.OUTCOME_UNKNOWN : Kind.UNAVAILABLE;
        String message = writing
                ? "Salesforce did not say whether it made the change"
                : "Salesforce did not answer as it should";
        return cause == null ? new CrmFailure(kind, message) : new CrmFailure(kind, message, cause);
    }
}
