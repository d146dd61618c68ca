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

    /** Of limits for what happens at the same time, or in a minute. */
    static final Duration UNTIL_OTHERS_ARE_DONE = Duration.ofSeconds(30);

    /** @param retryAfter of RATE_LIMITED only */
    record Meaning(Kind kind, String words, @Nullable Duration retryAfter) {

        private Meaning(Kind kind, String words) {
            this(kind, words, null);
        }
    }

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{2,79}");
    private static final int SERVER_ERROR = 500;

    private static final Meaning DAY_IS_USED_UP = new Meaning(Kind.RATE_LIMITED, "", UNTIL_CALLS_ARE_ALLOWED);
    private static final Meaning TOO_MUCH_AT_ONCE = new Meaning(Kind.RATE_LIMITED, "", UNTIL_OTHERS_ARE_DONE);
    private static final Meaning TOKEN = new Meaning(Kind.UNAUTHORIZED, "Salesforce refused the token");
    private static final Meaning BUSY =
            new Meaning(Kind.UNAVAILABLE, "Salesforce could not do this now; nothing was changed");
    private static final Meaning BROKEN = new Meaning(Kind.OUTCOME_UNKNOWN, "");
    private static final Meaning GONE =
            new Meaning(Kind.NOT_FOUND, "There is no such record; it may have been removed");
    private static final Meaning SEVERAL =
            new Meaning(Kind.DUPLICATE, "Several records have this key; have an administrator merge them");
    private static final Meaning CHANGED =
            new Meaning(Kind.CHANGED_MEANWHILE, "The record has changed since it was read; read it again");
    private static final Meaning SETUP = new Meaning(
            Kind.NOT_PREPARED,
            "An object or field that Handrail needs is missing, hidden or read-only for its user; ./handrail crm setup says"
                    + " which, and this goes on when it is there");
    private static final Meaning VALUE = new Meaning(Kind.INVALID, "Salesforce refuses a value");
    private static final Meaning TRIGGER =
            new Meaning(Kind.INVALID, "A trigger or flow of the org refuses this; ask its administrator");
    private static final Meaning QUERY =
            new Meaning(Kind.INVALID, "Salesforce does not understand Handrail's query; report this");
    private static final Meaning LOCKED =
            new Meaning(Kind.INVALID, "The record is locked, as in an approval; have it unlocked in Salesforce");
    private static final Meaning SECURITY =
            new Meaning(Kind.INVALID, "A security policy of the org refuses this; ask its administrator");

    static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("INVALID_SESSION_ID", TOKEN),
            Map.entry("INVALID_AUTH_HEADER", TOKEN),
            Map.entry("SESSION_EXPIRED", TOKEN),
            Map.entry("API_DISABLED_FOR_ORG", new Meaning(Kind.UNAUTHORIZED, "The org's edition has no API")),
            Map.entry("API_CURRENTLY_DISABLED", new Meaning(Kind.UNAUTHORIZED, "Handrail's user may not use the API")),
            Map.entry("REQUEST_LIMIT_EXCEEDED", DAY_IS_USED_UP),
            Map.entry("CONCURRENT_REQUESTS_LIMIT_EXCEEDED", TOO_MUCH_AT_ONCE),
            Map.entry("EXCEEDED_SEARCH_QUERY_RATE_LIMIT", TOO_MUCH_AT_ONCE),
            Map.entry("TOO_MANY_APEX_REQUESTS", TOO_MUCH_AT_ONCE),
            Map.entry("TXN_SECURITY_METERING_ERROR", TOO_MUCH_AT_ONCE),
            Map.entry("UNABLE_TO_LOCK_ROW", BUSY),
            Map.entry("UNABLE_TO_LOCK_RECORD", BUSY),
            Map.entry("SERVER_UNAVAILABLE", BUSY),
            Map.entry("SERVICE_UNAVAILABLE", BUSY),
            Map.entry("QUERY_TIMEOUT", BUSY),
            Map.entry("REQUEST_RUNNING_TOO_LONG", BUSY),
            Map.entry("FUNCTIONALITY_TEMPORARILY_UNAVAILABLE", BUSY),
            Map.entry("INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE", BUSY),
            Map.entry("ORG_IN_MAINTENANCE", BUSY),
            Map.entry("TXN_SECURITY_RUNTIME_ERROR", BUSY),
            Map.entry("UNKNOWN_EXCEPTION", BROKEN),
            Map.entry("INTERNAL_ERROR", BROKEN),
            Map.entry("INTERNAL_SERVER_ERROR", BROKEN),
            Map.entry("NOT_FOUND", GONE),
            Map.entry("ENTITY_IS_DELETED", GONE),
            Map.entry(
                    "DUPLICATES_DETECTED",
                    new Meaning(Kind.RESEMBLES_OTHERS, "A duplicate rule of the org found records like this one")),
            Map.entry("DUPLICATE_VALUE", new Meaning(Kind.DUPLICATE, "A record with the same unique value exists")),
            Map.entry("DUPLICATE_EXTERNAL_ID", SEVERAL),
            Map.entry("MULTIPLE_RECORDS_FOUND", SEVERAL),
            Map.entry("PRECONDITION_FAILED", CHANGED),
            Map.entry("ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE", CHANGED),
            Map.entry("MODIFIED", CHANGED),
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
            Map.entry(
                    "INACTIVE_OWNER_OR_USER",
                    new Meaning(Kind.INVALID, "The owner is not active any more; choose another one")),
            Map.entry("MALFORMED_ID", VALUE),
            Map.entry("INVALID_ID_FIELD", VALUE),
            Map.entry("JSON_PARSER_ERROR", VALUE),
            Map.entry("FIELD_INTEGRITY_EXCEPTION", VALUE),
            Map.entry(
                    "FIELD_FILTER_VALIDATION_EXCEPTION",
                    new Meaning(Kind.INVALID, "A lookup filter of the org refuses a record that a field names")),
            Map.entry(
                    "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                    new Meaning(Kind.INVALID, "A validation rule of the org refuses this")),
            Map.entry("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", TRIGGER),
            Map.entry("CANNOT_EXECUTE_FLOW_TRIGGER", TRIGGER),
            Map.entry("APEX_ERROR", TRIGGER),
            Map.entry(
                    "CANNOT_UPDATE_CONVERTED_LEAD",
                    new Meaning(Kind.INVALID, "The lead is converted; change its contact instead")),
            Map.entry(
                    "INVALID_STATUS", new Meaning(Kind.INVALID, "The org has no such lead status for converted leads")),
            Map.entry("ENTITY_IS_LOCKED", LOCKED),
            Map.entry("RECORD_LOCKED", LOCKED),
            Map.entry("MALFORMED_QUERY", QUERY),
            Map.entry("MALFORMED_SEARCH", QUERY),
            Map.entry("INVALID_FIELD", SETUP),
            Map.entry("INVALID_TYPE", SETUP),
            Map.entry("INVALID_FIELD_FOR_INSERT_UPDATE", SETUP),
            Map.entry("TXN_SECURITY_NO_ACCESS", SECURITY),
            Map.entry("TXN_SECURITY_TWO_FA_REQUIRED", SECURITY),
            Map.entry("TXN_SECURITY_FAIL_CLOSE", SECURITY),
            Map.entry(
                    "INSUFFICIENT_ACCESS_OR_READONLY",
                    new Meaning(
                            Kind.INVALID,
                            "Handrail's user may not do this; see the permissions in docs/salesforce.md")),
            Map.entry(
                    "LIMIT_EXCEEDED",
                    new Meaning(Kind.INVALID, "This is more than Salesforce takes in one request; report this")),
            Map.entry(
                    "STORAGE_LIMIT_EXCEEDED",
                    new Meaning(Kind.INVALID, "The org's storage is full; its administrator must free some")));

    /** Where the code says nothing, or there is none. */
    static final Map<Integer, Meaning> STATUSES = Map.of(
            300, SEVERAL,
            304, BROKEN,
            401, TOKEN,
            404, GONE,
            412, CHANGED,
            429, TOO_MUCH_AT_ONCE);

    private ErrorTable() {}

    /**
     * @param status of the answer, or of its part
     * @param fields names to tell, in Handrail's words where it has some
     * @param writing whether the request may have changed something
     */
    static CrmFailure failure(int status, @Nullable String code, List<String> fields, boolean writing) {
        Meaning meaning = code == null ? null : MEANINGS.get(code);
        if (meaning == null) {
            meaning = STATUSES.getOrDefault(status, status >= SERVER_ERROR ? BROKEN : unlisted(code));
        }
        if (meaning.retryAfter() != null) {
            return CrmFailure.rateLimited(meaning.retryAfter());
        }
        if (meaning == BROKEN) {
            return unanswered(writing, null);
        }
        String named = fields.isEmpty() ? "" : " (" + String.join(", ", fields) + ")";
        return new CrmFailure(meaning.kind(), meaning.words() + named);
    }

    private static Meaning unlisted(@Nullable String code) {
        String named = code != null && CODE.matcher(code).matches() ? " (" + code + ")" : "";
        return new Meaning(Kind.INVALID, "Salesforce refuses this" + named);
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
