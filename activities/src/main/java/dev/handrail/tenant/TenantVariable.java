package dev.handrail.tenant;

import java.util.Locale;

/** How environment variables that concern one tenant are called. */
public final class TenantVariable {

    /** The tenant of an installation with one tenant: what is configured without a tenant's name is for it. */
    public static final String ONLY_TENANT = "default";

    private static final String SEPARATOR = "__";

    private TenantVariable() {}

    /** {@code NAME} for the tenant {@code default}, {@code NAME__ACME_EAST} for {@code acme-east}. */
    public static String name(String name, String tenant) {
        return tenant.equals(ONLY_TENANT) ? name : name + SEPARATOR + suffix(tenant);
    }

    private static String suffix(String tenant) {
        return tenant.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
