package dev.handrail.authorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision on an authorization.
 *
 * @param id identifies the decision, so that sending it twice counts once
 * @param by the person, from the credential
 * @param arguments to call the tool with instead of those that were asked about; null to leave them. Everything is checked
 *     anew for them, and earlier votes fall
 * @param grant what is allowed from now on, too; null for this call only
 */
public record Decision(
        String id,
        String authorizationId,
        Verdict verdict,
        String by,
        @Nullable String notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> arguments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GrantTerms grant) {

    public Decision(String id, String authorizationId, Verdict verdict, String by, @Nullable String notes) {
        this(id, authorizationId, verdict, by, notes, null, null);
    }

    /** The same person's word on what the edited call asks for. */
    Decision onEdited(String otherAuthorizationId) {
        return new Decision(id + "/edited", otherAuthorizationId, verdict, by, notes, null, grant);
    }

    public enum Verdict {
        AUTHORIZED,
        DENIED
    }
}
