package dev.handrail.api.web;

import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.tenant.Cursor;
import dev.handrail.tenant.TenantTransactions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Authorizations in the order people want them: what expires first on top while they wait, the newest on top after. */
@Component
class Queue {

    static final int PAGE = 20;

    private static final String ORDERED_BY_URGENCY = """
            SELECT id, seq FROM authorization_request
            WHERE tenant = :tenant AND status = 'PENDING'
              AND (:after::bigint IS NULL OR (expires_at, seq) >
                   (SELECT expires_at, seq FROM authorization_request WHERE tenant = :tenant AND seq = :after))
              %s ORDER BY expires_at, seq LIMIT :limit""";

    private static final String NEWEST_FIRST = """
            SELECT id, seq FROM authorization_request
            WHERE tenant = :tenant AND status <> 'PENDING' AND (:after::bigint IS NULL OR seq < :after)
              %s ORDER BY seq DESC LIMIT :limit""";

    private static final String MATCHING = """
            AND (:tool::text IS NULL OR tool = :tool)
            AND (:search::text IS NULL OR lower(concat_ws(' ', id, tool, reason, reasoning, requested_by, crm_record_id,
                arguments::text, before::text)) LIKE :search)""";

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final AuthorizationStore authorizations;

    Queue(TenantTransactions transactions, JdbcClient jdbc, AuthorizationStore authorizations) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.authorizations = authorizations;
    }

    /** @param search words that must stand somewhere in the request */
    record Filter(
            boolean waiting,
            @Nullable String tool,
            @Nullable String search) {}

    /** @param next cursor of the next page; null on the last */
    record Page(
            List<Authorization> authorizations, @Nullable String next) {}

    /**
     * How many wait.
     *
     * @param version changes with every change of what waits
     */
    record Pulse(long pending, String version) {}

    private record Place(String id, long seq) {}

    /** @throws IllegalArgumentException when the cursor is not one of ours */
    Page page(String tenant, Filter filter, @Nullable String cursor) {
        Long after = cursor == null ? null : Cursor.decode(cursor);
        return transactions.in(tenant, () -> {
            List<Place> found = jdbc.sql((filter.waiting() ? ORDERED_BY_URGENCY : NEWEST_FIRST).formatted(MATCHING))
                    .param("tenant", tenant)
                    .param("after", after)
                    .param("tool", filter.tool())
                    .param("search", pattern(filter.search()))
                    .param("limit", PAGE + 1)
                    .query((row, number) -> new Place(row.getString("id"), row.getLong("seq")))
                    .list();
            List<Place> page = found.size() > PAGE ? found.subList(0, PAGE) : found;
            String next = found.size() > PAGE ? Cursor.encode(page.getLast().seq()) : null;
            return new Page(
                    authorizations.find(tenant, page.stream().map(Place::id).toList()), next);
        });
    }

    Pulse pulse(String tenant) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("""
                        SELECT count(*) AS pending, concat_ws('-', count(*), max(seq), sum(xmin::text::bigint)) AS version
                        FROM authorization_request WHERE tenant = ? AND status = 'PENDING'""")
                        .param(tenant)
                        .query((row, number) -> new Pulse(row.getLong("pending"), row.getString("version")))
                        .single());
    }

    private static @Nullable String pattern(@Nullable String search) {
        return search == null ? null : "%" + search.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
