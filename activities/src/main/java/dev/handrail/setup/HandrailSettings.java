package dev.handrail.setup;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code HANDRAIL_PLAN}, {@code HANDRAIL_POLICY}, {@code HANDRAIL_KEYSET}, {@code HANDRAIL_REDIS_URL},
 * {@code HANDRAIL_CRM_CALLS_PER_MINUTE} and the latency that the built-in CRM pretends to have.
 *
 * @param plan file with the plan; the shipped one when null
 * @param policy file with the policy; the shipped one when null
 * @param keyset file with the Tink keyset that encrypts Temporal payloads and audit originals; none when null
 * @param redisUrl where limits are kept; in Postgres when null
 * @param crmCallsPerMinute most tool calls of a tenant in a minute for a Salesforce or HubSpot; 1000 by seed 001
 */
@ConfigurationProperties("handrail")
public record HandrailSettings(
        @Nullable Path plan,
        @Nullable Path policy,
        @Nullable Path keyset,
        @Nullable String redisUrl,
        @DefaultValue("0ms") Duration officeLatency,
        @DefaultValue("1000") int crmCallsPerMinute) {

    public HandrailSettings {
        if (crmCallsPerMinute < 1) {
            throw new IllegalArgumentException("HANDRAIL_CRM_CALLS_PER_MINUTE must be at least 1");
        }
    }
}
