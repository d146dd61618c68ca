package dev.handrail.salesforce;

import java.time.Duration;

/**
 * How the connector calls an org.
 *
 * @param apiVersion such as {@code v65.0}
 * @param timeout for connecting and, again, for the answer; the REST library has one figure for both
 */
public record SalesforceSettings(String apiVersion, Duration timeout) {

    public SalesforceSettings {
        if (!apiVersion.matches("v\\d{2}\\.0")) {
            throw new IllegalArgumentException("The API version is written like v65.0");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The time-out must be longer than nothing");
        }
    }

    /** Version 65 and 20 seconds, less than the 30 that a tool call may take. */
    public static SalesforceSettings defaults() {
        return new SalesforceSettings("v65.0", Duration.ofSeconds(20));
    }
}
