package dev.handrail.tool;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

public enum Category {
    LEAD_LIFECYCLE,
    FIELD_UPDATES,
    ACCOUNT_CONTACT,
    SALES_WORKFLOW,
    ACTIVITY,
    ENRICHMENT_SYNC;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
