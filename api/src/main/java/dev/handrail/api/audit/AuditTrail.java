package dev.handrail.api.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The receipts of a tenant. */
public interface AuditTrail {

    /**
     * Which rows to list; null for all.
     *
     * @param from at this time or later
     * @param to before this time
     */
    record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String leadId,
            @Nullable String callId,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** @param next cursor of the next page; null on the last */
    record Page(List<Map<String, Object>> rows, @Nullable String next) {}

    /**
     * Newest first.
     *
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    Page list(String tenant, Filter filter, @Nullable String cursor, int limit);

    /** Writes all rows as JSON lines, oldest first, as {@code handrail audit verify} takes them. */
    void export(String tenant, OutputStream lines) throws IOException;
}
