package dev.handrail.call;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a credential may do. */
public enum Role {
    /** Everything, including credentials; may decide only when also an approver. */
    ADMIN,
    /** Decides authorizations. */
    APPROVER,
    /** Sees everything of the tenant and cancels leads. */
    OPERATOR,
    /** Calls tools. */
    AGENT,
    /** Submits leads. */
    PIPELINE,
    /** Sees leads, calls and metrics. */
    VIEWER;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
