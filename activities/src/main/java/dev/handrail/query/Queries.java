package dev.handrail.query;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import dev.handrail.query.QueryType.Hidden;
import dev.handrail.tenant.TenantTransactions;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of records, a page at a time. */
public final class Queries {

    /** What a search ranks; a word that more records than this have does not tell them apart. */
    private static final int MOST_FOUND = 10_000;

    private static final int EXACT_RANK = 1000;
    private static final Set<String> CHRONOLOGICAL = Set.of("date", "from", "to");

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final DateWords dateWords;
    private final Relatives relatives;

    public Queries(TenantTransactions transactions, JdbcClient jdbc, Clock clock, DateWords dateWords) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
        this.dateWords = dateWords;
        this.relatives = new Relatives(jdbc);
    }

    /**
     * A page of {@code items}, with {@code next_cursor} when there are more. When nothing holds the words of a search,
     * what is like them, and {@code note} says so.
     *
     * @throws ActionRefused naming what there is, for an unknown filter, include or cursor
     */
    public Map<String, Object> answer(String tenant, Query query, ZoneId zone) {
        QueryType type = QueryTypes.of(query.type());
        List<Relation> includes = query.include().stream().map(type::include).toList();
        Question question = new Question(type, query, includes, zone);
        return transactions.in(tenant, () -> {
            Page page = page(question);
            if (page.items().isEmpty() && query.id() != null && query.cursor() == null) {
                throw new ActionRefused(
                        Refusal.NOT_FOUND, "id names none of these %s; look it up with search".formatted(type.name()));
            }
            relatives.show(includes, page.items(), zone);
            return page.answer(type);
        });
    }

    private record Question(QueryType type, Query query, List<Relation> includes, ZoneId zone) {

        Optional<PageCursor> after() {
            return Optional.ofNullable(query.cursor()).map(text -> PageCursor.of(text, query.withoutPage()));
        }

        Optional<SearchWords> words() {
            return Optional.ofNullable(query.search()).map(SearchWords::of);
        }

        boolean showsLines() {
            return includes.stream().anyMatch(Relation.Lines.class::isInstance);
        }

        /** Appointments of some days come in the order of the day. */
        boolean chronological() {
            return type.shape().equals(Shape.TICKET)
                    && query.search() == null
                    && query.filters().keySet().stream().anyMatch(CHRONOLOGICAL::contains);
        }
    }

    private record Page(List<Map<String, Object>> items, Optional<String> next, boolean alike) {

        Map<String, Object> answer(QueryType type) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("type", type.name());
            answer.put("items", items);
            if (alike && !items.isEmpty()) {
                answer.put("note", "Nothing holds all of these words; these are the most alike");
            }
            next.ifPresent(cursor -> answer.put("next_cursor", cursor));
            return answer;
        }
    }

    private Page page(Question question) {
        Optional<SearchWords> words = question.words();
        Optional<PageCursor> after = question.after();
        if (words.isEmpty()) {
            return read(question, "", Map.of(), after, false);
        }
        if (after.isEmpty() || after.get().rank() >= EXACT_RANK) {
            Page exact = search(question, words.get().all(), List.of(), after, false);
            if (after.isPresent()
                    || !exact.items().isEmpty()
                    || words.get().misspellable().isEmpty()) {
                return exact;
            }
        }
        return search(question, words.get().exact(), words.get().misspellable(), after, true);
    }

    private Page search(
            Question question, List<String> words, List<String> alike, Optional<PageCursor> after, boolean fuzzy) {
        String of = question.type().shape().type();
        String found = """
                SELECT id, rank FROM office_find('%s', string_to_array(:words, ' '), string_to_array(:alike, ' '), :found)
                """.formatted(of);
        if (question.type().searchesCustomers()) {
            found += """
                    UNION ALL SELECT o.id, f.rank
                    FROM office_find('contact', string_to_array(:words, ' '), string_to_array(:alike, ' '), :found) f
                    JOIN %s o ON o.tenant = current_tenant() AND o.contact_id = f.id
                    """.formatted(question.type().shape().from());
        }
        return read(
                question,
                "WITH found AS MATERIALIZED (SELECT id, max(rank) AS rank FROM (%s) AS each GROUP BY id) "
                        .formatted(found),
                Map.of("words", String.join(" ", words), "alike", String.join(" ", alike), "found", MOST_FOUND),
                after,
                fuzzy);
    }

    private Page read(
            Question question, String found, Map<String, Object> words, Optional<PageCursor> after, boolean fuzzy) {
        Shape shape = question.type().shape();
        boolean searched = !found.isEmpty();
        String at = question.chronological() ? "r.starts_at" : "r.created_at";
        String direction = question.chronological() ? "ASC" : "DESC";
        List<Condition> conditions = conditions(question);
        after.ifPresent(last -> conditions.add(new Condition(
                "(%s%s, r.id) %s (%s:lastAt, :lastId)"
                        .formatted(
                                searched ? "f.rank, " : "",
                                at,
                                question.chronological() ? ">" : "<",
                                searched ? ":lastRank, " : ""),
                Map.of("lastRank", last.rank(), "lastAt", time(last.at()), "lastId", last.id()))));
        String sql = "%sSELECT %s, %s AS page_rank, %s AS page_at FROM %s WHERE %s ORDER BY %s LIMIT :most"
                .formatted(
                        found,
                        shape.selected() + (question.showsLines() ? ", r.lines" : ""),
                        searched ? "f.rank" : "0",
                        at,
                        shape.from() + (searched ? " r JOIN found f ON f.id = r.id" : " r"),
                        conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND ")),
                        (searched ? "f.rank DESC, " : "") + "%s %s, r.id %2$s".formatted(at, direction));
        int limit = question.query().limit();
        Map<String, Object> values = new LinkedHashMap<>(words);
        conditions.forEach(condition -> values.putAll(condition.values()));
        values.put("most", limit + 1);
        Rows rows = new Rows(question.zone());
        List<PageCursor> ends = new ArrayList<>();
        List<Map<String, Object>> items = new ArrayList<>(jdbc.sql(sql)
                .params(values)
                .query((row, number) -> {
                    ends.add(new PageCursor(
                            row.getInt("page_rank"),
                            micros(row.getObject("page_at", OffsetDateTime.class)),
                            row.getString("id")));
                    return rows.shown(row, number);
                })
                .list());
        boolean more = items.size() > limit;
        if (more) {
            items.removeLast();
        }
        items.forEach(item -> {
            item.remove("pageRank");
            item.remove("pageAt");
        });
        return new Page(
                items,
                more ? Optional.of(ends.get(limit - 1).text(question.query().withoutPage())) : Optional.empty(),
                fuzzy);
    }

    private List<Condition> conditions(Question question) {
        QueryType type = question.type();
        Query query = question.query();
        Values values = new Values(question.zone(), clock.instant(), dateWords);
        List<Condition> conditions = new ArrayList<>(
                List.of(Condition.of("r.tenant = current_tenant()"), Condition.of("r.removed_at IS NULL")));
        if (query.id() != null) {
            conditions.add(new Condition("r.id = :id", Map.of("id", query.id())));
        }
        query.filters()
                .forEach((name, value) ->
                        conditions.add(type.filter(name).condition().apply(value, values)));
        type.hidden()
                .filter(hidden -> query.id() == null && !query.filters().containsKey(hidden.filter()))
                .map(Hidden::condition)
                .ifPresent(hidden -> conditions.add(Condition.of("NOT (%s)".formatted(hidden))));
        if (type.ofCustomer() && query.id() == null) {
            conditions.add(Condition.of("""
                    NOT EXISTS (SELECT FROM office_contact c WHERE c.tenant = current_tenant() AND c.id = r.contact_id
                    AND c.deleted_at IS NOT NULL)"""));
        }
        return conditions;
    }

    private static long micros(OffsetDateTime at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
    }

    private static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
