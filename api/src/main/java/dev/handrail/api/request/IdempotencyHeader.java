package dev.handrail.api.request;

import dev.handrail.api.problem.Problem;
import dev.handrail.call.Digest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Idempotency-Key} of a POST: the same key with another request is refused. */
public final class IdempotencyHeader {

    public static final String NAME = "Idempotency-Key";

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final RequestKeys keys;

    public IdempotencyHeader(RequestKeys keys) {
        this.keys = keys;
    }

    /** @param digest of the header's value, independent of the tenant */
    public record Key(String digest, boolean repeated) {}

    /** As {@link #claim}, where each person's keys are their own: several people answer one request. */
    public Optional<Key> claimOf(String person, String tenant, @Nullable String header, Object... request) {
        return claimed(tenant, header, header == null ? "" : Digest.of(List.of(person, header)), request);
    }

    /**
     * Empty when the request has no key.
     *
     * @param request what is asked, the operation first
     * @throws dev.handrail.api.problem.ProblemException 400 for a malformed key, 409 {@code key_reused}
     */
    public Optional<Key> claim(String tenant, @Nullable String header, Object... request) {
        return claimed(tenant, header, header == null ? "" : Digest.ofText(header), request);
    }

    private Optional<Key> claimed(String tenant, @Nullable String header, String key, Object... request) {
        if (header == null) {
            return Optional.empty();
        }
        if (!VISIBLE_ASCII.matcher(header).matches()) {
            throw Problem.badField("invalid_idempotency_key", NAME, "must be 1 to 255 visible ASCII characters")
                    .toException();
        }
        return switch (keys.claim(tenant, key, Digest.of(List.of(request)))) {
            case NEW -> Optional.of(new Key(key, false));
            case REPEATED -> Optional.of(new Key(key, true));
            case TAKEN ->
                throw Problem.conflict(
                                "key_reused",
                                "This Idempotency-Key was used for another request; use a new key for a new request")
                        .toException();
        };
    }
}
