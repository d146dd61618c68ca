package dev.handrail.tool;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a tool is about. Those from OFFICE on need the built-in CRM; those from TICKET on are its domains, whose tools are
 * called by {@code crm_action}.
 */
public enum Category {
    LEAD_LIFECYCLE,
    FIELD_UPDATES,
    ACCOUNT_CONTACT,
    SALES_WORKFLOW,
    ACTIVITY,
    ENRICHMENT_SYNC,
    OFFICE,
    TICKET,
    CONTACT,
    INVOICE,
    LEAD,
    MESSAGE,
    SERVICE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The domain that a tool of this name would be in. */
    public static Optional<Category> domainOf(String tool) {
        return Arrays.stream(values())
                .filter(category -> category.isDomain() && tool.startsWith(category.label() + "_"))
                .findFirst();
    }

    public boolean needsTheOffice() {
        return compareTo(OFFICE) >= 0;
    }

    public boolean isDomain() {
        return compareTo(TICKET) >= 0;
    }
}
