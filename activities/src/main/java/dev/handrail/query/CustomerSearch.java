package dev.handrail.query;

import dev.handrail.tenant.TenantTransactions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds customers, contacts and leads, by what somebody remembers of them. Those who match every telling word are all
 * there is to show; when nobody does, those who match the most words, also misspelt ones.
 */
public final class CustomerSearch {

    private static final int MOST_SHOWN = 10;
    private static final int MOST_WORDS = 6;

    /** Whoever is called so comes before whoever only lives in a place called so, and is never among the rest. */
    private static final int MOST_FOUND = 1000;

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final Relatives relatives;

    public CustomerSearch(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.relatives = new Relatives(jdbc);
    }

    /** At most 10 {@code items}, the best first, each with why it {@code matched}. */
    public Map<String, Object> find(String tenant, String query, boolean history, ZoneId zone) {
        List<String> words = SearchWords.telling(query, MOST_WORDS).all();
        return transactions.in(tenant, () -> {
            List<Map<String, Object>> items = shown(best(words), words, zone);
            if (history) {
                addHistory(items, zone);
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("words", words);
            answer.put("items", items);
            if (items.isEmpty()) {
                answer.put("note", "Nobody is known by these words; try fewer, or a phone number or street");
            }
            return answer;
        });
    }

    private record Hit(String type, String id, int rank) {}

    private List<Hit> best(List<String> words) {
        List<Hit> all = hits(words, List.of());
        if (!all.isEmpty()) {
            return all;
        }
        Known known = known(words);
        List<String> meant = words.stream().filter(known::isMeant).toList();
        for (int size = meant.size(); size > 0; size--) {
            List<Hit> hits = new ArrayList<>();
            for (List<String> some : choose(meant, size)) {
                hits.addAll(hits(
                        some.stream().filter(known.exact()::contains).toList(),
                        some.stream().filter(known.alike()::contains).toList()));
            }
            if (!hits.isEmpty()) {
                return sorted(hits);
            }
        }
        return List.of();
    }

    private List<Hit> hits(List<String> words, List<String> alike) {
        return jdbc
                .sql("""
                        (SELECT 'contact' AS type, f.id, f.rank
                        FROM office_find('contact', string_to_array(:words, ' '), string_to_array(:alike, ' '), :found) f
                        JOIN office_contact c ON c.tenant = current_tenant() AND c.id = f.id
                        WHERE c.removed_at IS NULL AND c.deleted_at IS NULL
                        ORDER BY f.rank DESC, c.created_at DESC, f.id LIMIT :most)
                        UNION ALL
                        (SELECT 'lead', f.id, f.rank
                        FROM office_find('lead', string_to_array(:words, ' '), string_to_array(:alike, ' '), :found) f
                        JOIN office_lead l ON l.tenant = current_tenant() AND l.id = f.id
                        WHERE l.removed_at IS NULL AND l.archived_at IS NULL AND l.converted_contact_id IS NULL
                        ORDER BY f.rank DESC, l.created_at DESC, f.id LIMIT :most)
                        """)
                .param("words", String.join(" ", words))
                .param("alike", String.join(" ", alike))
                .param("found", MOST_FOUND)
                .param("most", MOST_SHOWN)
                .query((row, number) -> new Hit(row.getString("type"), row.getString("id"), row.getInt("rank")))
                .list()
                .stream()
                .sorted(Comparator.comparing(Hit::rank).reversed())
                .limit(MOST_SHOWN)
                .toList();
    }

    private static List<Hit> sorted(List<Hit> hits) {
        return hits.stream()
                .collect(Collectors.toMap(
                        Hit::id,
                        hit -> hit,
                        (one, other) -> one.rank() >= other.rank() ? one : other,
                        LinkedHashMap::new))
                .values()
                .stream()
                .sorted(Comparator.comparing(Hit::rank).reversed())
                .limit(MOST_SHOWN)
                .toList();
    }

    /** Words that some record holds, and words that some record's are like. */
    private record Known(List<String> exact, List<String> alike) {

        boolean isMeant(String word) {
            return exact.contains(word) || alike.contains(word);
        }
    }

    private Known known(List<String> words) {
        List<String> exact = words.stream().filter(word -> exists(word, "")).toList();
        List<String> alike = new SearchWords(words)
                .misspellable().stream()
                        .filter(word -> !exact.contains(word) && exists("", word))
                        .toList();
        return new Known(exact, alike);
    }

    private boolean exists(String word, String alike) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM office_find('contact', string_to_array(:word, ' '), string_to_array(:alike, ' '), 1))
                        OR EXISTS (SELECT FROM office_find('lead', string_to_array(:word, ' '), string_to_array(:alike, ' '), 1))""")
                .param("word", word)
                .param("alike", alike)
                .query(Boolean.class)
                .single();
    }

    /** All ways to choose so many of them, in their order. */
    static List<List<String>> choose(List<String> words, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<String>> ways = new ArrayList<>();
        for (int i = 0; i <= words.size() - size; i++) {
            for (List<String> rest : choose(words.subList(i + 1, words.size()), size - 1)) {
                List<String> way = new ArrayList<>(List.of(words.get(i)));
                way.addAll(rest);
                ways.add(way);
            }
        }
        return ways;
    }

    private List<Map<String, Object>> shown(List<Hit> hits, List<String> words, ZoneId zone) {
        Map<Object, Map<String, Object>> records = new LinkedHashMap<>();
        read(Shape.CONTACT, hits, zone).forEach(record -> records.put(id(record), record));
        relatives.show(
                Relation.of(
                        new Relation.Many("addresses", Shape.ADDRESS, "contact_id"),
                        new Relation.Many("attributes", Shape.ATTRIBUTE, "contact_id")),
                List.copyOf(records.values()),
                zone);
        read(Shape.LEAD, hits, zone).forEach(record -> records.put(id(record), record));
        List<Map<String, Object>> items = new ArrayList<>();
        for (Hit hit : hits) {
            Map<String, Object> record = Objects.requireNonNull(records.get(hit.id()));
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("type", hit.type());
            item.putAll(record);
            item.put("matched", new Reasons(words).of(record));
            items.add(item);
        }
        return items;
    }

    private List<Map<String, Object>> read(Shape shape, List<Hit> hits, ZoneId zone) {
        List<String> ids = hits.stream()
                .filter(hit -> hit.type().equals(shape.type()))
                .map(Hit::id)
                .toList();
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("SELECT %s FROM %s r WHERE r.tenant = current_tenant() AND r.id IN (:ids)"
                                .formatted(shape.selected(), shape.from()))
                        .param("ids", ids)
                        .query(new Rows(zone)::shown)
                        .list();
    }

    /** How often we were there, when last and next, and what it was worth in minor units. */
    private void addHistory(List<Map<String, Object>> items, ZoneId zone) {
        if (items.isEmpty()) {
            return;
        }
        Map<Object, Map<String, Object>> histories = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT contact_id AS id, count(*) AS tickets,
                            count(*) FILTER (WHERE status = 'completed') AS completed,
                            max(starts_at) FILTER (WHERE status = 'completed') AS last_visit,
                            min(starts_at) FILTER (WHERE status IN ('scheduled', 'confirmed', 'in_progress')) AS next_visit,
                            coalesce(sum(total) FILTER (WHERE status <> 'cancelled'), 0)::bigint AS worth
                        FROM office_ticket
                        WHERE tenant = current_tenant() AND removed_at IS NULL AND contact_id IN (:ids)
                        GROUP BY contact_id
                        """)
                .param("ids", items.stream().map(CustomerSearch::id).toList())
                .query(new Rows(zone)::shown)
                .list()
                .forEach(history -> histories.put(Objects.requireNonNull(history.remove("id")), history));
        for (Map<String, Object> item : items) {
            if (Shape.CONTACT.type().equals(item.get("type"))) {
                item.put("history", histories.getOrDefault(id(item), Map.of("tickets", 0, "completed", 0, "worth", 0)));
            }
        }
    }

    private static Object id(Map<String, Object> record) {
        return Objects.requireNonNull(record.get("id"));
    }
}
