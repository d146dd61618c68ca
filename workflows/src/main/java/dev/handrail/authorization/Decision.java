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
 * @param seal proves that the front took this decision from this person; null when nobody sealed it, or a workflow made it
 */
public record Decision(
        String id,
        String authorizationId,
        Verdict verdict,
        String by,
        @Nullable String notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> arguments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GrantTerms grant,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String seal) {

    private static final String EDITED = "/edited";

    public Decision(String id, String authorizationId, Verdict verdict, String by, @Nullable String notes) {
        this(id, authorizationId, verdict, by, notes, null, null, null);
    }

    public Decision(
            String id,
            String authorizationId,
            Verdict verdict,
            String by,
            @Nullable String notes,
            @Nullable Map<String, Object> arguments,
            @Nullable GrantTerms grant) {
        this(id, authorizationId, verdict, by, notes, arguments, grant, null);
    }

    public Decision withSeal(@Nullable String other) {
        return new Decision(id, authorizationId, verdict, by, notes, arguments, grant, other);
    }

    /** The same person's word on what the edited call asks for. */
    Decision onEdited(String otherAuthorizationId) {
        return new Decision(id + EDITED, otherAuthorizationId, verdict, by, notes, null, grant);
    }

    /** Whether a workflow made it of a decision that it was sent; no decision that is sent may look so. */
    public boolean madeByAWorkflow() {
        return id.endsWith(EDITED);
    }

    public enum Verdict {
        AUTHORIZED,
        DENIED
    }
}
