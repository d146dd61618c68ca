package dev.handrail.setup;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which tenants want every lead's plan approved first: {@code HANDRAIL_APPROVE_PLANS}, or with {@code __TENANT}. */
record ApprovedPlans(Function<String, @Nullable String> variables) {

    private static final String VARIABLE = "HANDRAIL_APPROVE_PLANS";

    boolean wantedBy(String tenant) {
        return new TenantSettings(tenant, variables)
                .get(VARIABLE, ApprovedPlans::parsed, false, "must be true or false");
    }

    private static boolean parsed(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Neither true nor false");
        };
    }
}
