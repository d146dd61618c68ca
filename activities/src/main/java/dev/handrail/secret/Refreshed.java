package dev.handrail.secret;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What became of one provider's credentials when they were read again. Never holds one.
 *
 * @param source {@code aws}, {@code environment} or {@code file}
 * @param version id of the secret's version in AWS Secrets Manager; null for other sources
 * @param detail what to do about it when they were not read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refreshed(
        String provider,
        String source,
        Status status,
        @Nullable String version,
        @Nullable String detail) {

    public enum Status {
        @JsonProperty("read")
        READ,
        /** The source does not answer; the last that were read are used, for a time. */
        @JsonProperty("last_known")
        LAST_KNOWN,
        /** The source does not answer, and nothing may be used instead. */
        @JsonProperty("unavailable")
        UNAVAILABLE,
        /** The source has something that may not be used. */
        @JsonProperty("refused")
        REFUSED
    }
}
