package dev.handrail.query;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is shown with the records of a page, in one query per relation however many there are. */
final class Relatives {

    /** Of each record; the rest is a query of its own. */
    private static final int MOST = 20;

    private final JdbcClient jdbc;

    Relatives(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void show(List<Relation> relations, List<Map<String, Object>> items, ZoneId zone) {
        if (items.isEmpty()) {
            return;
        }
        for (Relation relation : relations) {
            switch (relation) {
                case Relation.Lines lines -> lines(lines, items);
                case Relation.One one -> one(one, items, zone);
                case Relation.Many many -> many(many, items, zone);
            }
        }
    }

    private static void lines(Relation.Lines lines, List<Map<String, Object>> items) {
        for (Map<String, Object> item : items) {
            Object stored = item.remove("lines");
            item.put(lines.name(), stored == null ? List.of() : stored);
        }
    }

    private void one(Relation.One one, List<Map<String, Object>> items, ZoneId zone) {
        String field = Rows.field(one.column());
        Set<Object> ids = items.stream()
                .map(item -> item.get(field))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return;
        }
        Map<Object, Map<String, Object>> known = jdbc
                .sql("SELECT %s FROM %s r WHERE r.tenant = current_tenant() AND r.removed_at IS NULL AND r.id IN (:ids)"
                        .formatted(one.shape().selected(), one.shape().from()))
                .param("ids", ids)
                .query(new Rows(zone)::shown)
                .list()
                .stream()
                .collect(Collectors.toMap(row -> Objects.requireNonNull(row.get("id")), row -> row));
        for (Map<String, Object> item : items) {
            Map<String, Object> row = known.get(item.get(field));
            if (row != null) {
                item.put(one.name(), row);
            }
        }
    }

    private void many(Relation.Many many, List<Map<String, Object>> items, ZoneId zone) {
        Map<Object, List<Map<String, Object>>> known = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT r.* FROM (
                            SELECT %s, r.%s AS of_record,
                                row_number() OVER (PARTITION BY r.%2$s ORDER BY r.created_at DESC, r.id DESC) AS place
                            FROM %s r
                            WHERE r.tenant = current_tenant() AND r.removed_at IS NULL AND r.%2$s IN (:ids)) AS r
                        WHERE place <= %d ORDER BY of_record, place
                        """.formatted(many.shape().selected(), many.by(), many.shape().from(), MOST))
                .param("ids", items.stream().map(item -> item.get("id")).toList())
                .query(new Rows(zone)::shown)
                .list()
                .forEach(row -> {
                    row.remove("place");
                    known.computeIfAbsent(Objects.requireNonNull(row.remove("ofRecord")), id -> new ArrayList<>())
                            .add(row);
                });
        for (Map<String, Object> item : items) {
            item.put(many.name(), known.getOrDefault(item.get("id"), List.of()));
        }
    }
}
