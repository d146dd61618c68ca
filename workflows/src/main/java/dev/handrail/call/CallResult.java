package dev.handrail.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.tool.Undo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a tool call.
 *
 * @param crmRecordId the record that was read, created or changed
 * @param undo how this effect is undone; NONE when nothing changed
 * @param attempts attempts this took, the first included
 * @param replayed whether this is the stored result of the same call made earlier
 * @param code stable code of the reason, when refused; see {@link Refusal}
 */
public record CallResult(
        Status status,
        @Nullable String crmRecordId,
        Map<String, Object> data,
        List<String> warnings,
        Undo undo,
        int attempts,
        boolean replayed,
        @Nullable String code,
        @Nullable String message,
        @Nullable AuthorizationNeeded authorization) {

    public enum Status {
        SUCCEEDED,
        /** A rule or the CRM says no; trying again with the same arguments changes nothing. */
        REFUSED,
        AUTHORIZATION_REQUIRED,
        /** The CRM could not be reached within the attempts allowed; nothing was changed. */
        FAILED,
        /** It could not be found out whether the CRM made the change; a person must look. */
        UNKNOWN
    }

    /**
     * A request that waits for a person.
     *
     * @param expiresAt when it stops waiting; an expiry never approves
     * @param remindAt when whoever may decide is reminded; null for never
     * @param escalateAt when the second instance may decide too; null for never
     */
    public record AuthorizationNeeded(
            String id,
            String reason,
            Instant expiresAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant remindAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant escalateAt) {

        public AuthorizationNeeded(String id, String reason, Instant expiresAt) {
            this(id, reason, expiresAt, null, null);
        }
    }

    public CallResult {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        warnings = List.copyOf(warnings);
    }

    public CallResult warning(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return new CallResult(status, crmRecordId, data, all, undo, attempts, replayed, code, message, authorization);
    }

    public static CallResult succeeded(
            @Nullable String crmRecordId, Map<String, Object> data, List<String> warnings, Undo undo, int attempts) {
        return new CallResult(Status.SUCCEEDED, crmRecordId, data, warnings, undo, attempts, false, null, null, null);
    }

    public static CallResult refused(Refusal refusal, String message, int attempts) {
        return new CallResult(
                Status.REFUSED, null, Map.of(), List.of(), Undo.NONE, attempts, false, refusal.code(), message, null);
    }

    public static CallResult failed(Refusal refusal, String message, int attempts) {
        return new CallResult(
                Status.FAILED, null, Map.of(), List.of(), Undo.NONE, attempts, false, refusal.code(), message, null);
    }

    public static CallResult unknown(String message, int attempts) {
        return new CallResult(
                Status.UNKNOWN,
                null,
                Map.of(),
                List.of(),
                Undo.COMPENSATABLE,
                attempts,
                false,
                Refusal.OUTCOME_UNKNOWN.code(),
                message,
                null);
    }

    public static CallResult authorizationRequired(AuthorizationNeeded authorization, int attempts) {
        return new CallResult(
                Status.AUTHORIZATION_REQUIRED,
                null,
                Map.of(),
                List.of(),
                Undo.NONE,
                attempts,
                false,
                Refusal.AUTHORIZATION_REQUIRED.code(),
                authorization.reason(),
                authorization);
    }

    /** For a receipt that is to say that something was read, not what. */
    public CallResult withoutData() {
        return new CallResult(
                status, crmRecordId, Map.of(), warnings, undo, attempts, replayed, code, message, authorization);
    }

    public CallResult asReplay() {
        return new CallResult(status, crmRecordId, data, warnings, undo, attempts, true, code, message, authorization);
    }

    public CallResult afterAnotherAttempt() {
        return new CallResult(
                status, crmRecordId, data, warnings, undo, attempts + 1, replayed, code, message, authorization);
    }
}
