package dev.handrail.setup;

import dev.handrail.tenant.TenantVariable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which tenants want every lead's plan approved first: {@code HANDRAIL_APPROVE_PLANS}, or with {@code __TENANT}. */
record ApprovedPlans(Function<String, @Nullable String> variables) {

    private static final String VARIABLE = "HANDRAIL_APPROVE_PLANS";

    /** Refuses at the start what is neither true nor false. */
    ApprovedPlans {
        wanted(TenantVariable.ONLY_TENANT, variables);
    }

    boolean wantedBy(String tenant) {
        return wanted(tenant, variables);
    }

    private static boolean wanted(String tenant, Function<String, @Nullable String> variables) {
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
