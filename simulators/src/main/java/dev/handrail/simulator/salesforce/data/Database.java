package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All records, those in the recycle bin included, with indexes and a way back to an earlier moment. */
public final class Database {

    private record Undo(
            String id, ObjectType type, @Nullable Row before) {}

    private static final class Table {
        private final Map<String, Row> rows = new LinkedHashMap<>();
        private final Map<String, Map<Object, Set<String>>> indexes = new HashMap<>();
        private @Nullable Words words;
        private long last;
    }

    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, Row> byId = new HashMap<>();
    private final List<Undo> undo = new ArrayList<>();

    String newId(ObjectType type) {
        return SalesforceId.of(type.prefix(), ++table(type).last);
    }

    public Optional<Row> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All records of the object in the order in which they were made. */
    public Collection<Row> rows(ObjectType type) {
        return Collections.unmodifiableCollection(table(type).rows.values());
    }

    /** Living records whose field has this value; texts are compared without regard to case. */
    public List<Row> living(ObjectType type, Field field, Object value) {
        return with(type, field, value).stream().filter(row -> !row.deleted()).toList();
    }

    /** As {@link #living}, with those in the recycle bin. */
    public List<Row> with(ObjectType type, Field field, Object value) {
        Object key = key(value);
        if (!field.indexed()) {
            return rows(type).stream()
                    .filter(row -> {
                        Object found = row.get(field);
                        return found != null && key.equals(key(found));
                    })
                    .toList();
        }
        Table table = table(type);
        var ids = table.indexes
                .computeIfAbsent(field.name(), name -> index(table, field))
                .getOrDefault(key, Set.of());
        return ids.stream().map(byId::get).toList();
    }

    /** Records with all of these words, each in any of their texts; all records for no words. */
    public Collection<Row> holding(ObjectType type, Collection<String> words) {
        if (words.isEmpty()) return rows(type);
        Table table = table(type);
        Words known = table.words;
        if (known == null) {
            known = new Words();
            for (Row row : table.rows.values()) known.change(row.id(), null, row);
            table.words = known;
        }
        Words index = known;
        Set<String> fewest = words.stream()
                .map(index::holding)
                .min(Comparator.comparingInt(Set::size))
                .orElseThrow();
        return fewest.stream()
                .filter(id ->
                        words.stream().allMatch(word -> index.holding(word).contains(id)))
                .map(byId::get)
                .toList();
    }

    void put(Row row) {
        undo.add(new Undo(row.id(), row.type(), byId.get(row.id())));
        store(row.id(), row.type(), row);
    }

    public int mark() {
        return undo.size();
    }

    /** Takes back every change since the mark. */
    public void backTo(int mark) {
        for (int i = undo.size() - 1; i >= mark; i--) {
            Undo step = undo.get(i);
            store(step.id, step.type, step.before);
        }
        undo.subList(mark, undo.size()).clear();
    }

    /** From here on there is no way back. */
    public void commit() {
        undo.clear();
    }

    private void store(String id, ObjectType type, @Nullable Row row) {
        Table table = table(type);
        Row before = row == null ? byId.remove(id) : byId.put(id, row);
        if (row == null) table.rows.remove(id);
        else table.rows.put(id, row);
        if (table.words != null) table.words.change(id, before, row);
        table.indexes.forEach((field, index) -> {
            Object old = before == null ? null : before.get(field);
            Object now = row == null ? null : row.get(field);
            if (old != null && (now == null || !key(old).equals(key(now)))) {
                index.getOrDefault(key(old), new LinkedHashSet<>()).remove(id);
            }
            if (now != null)
                index.computeIfAbsent(key(now), key -> new LinkedHashSet<>()).add(id);
        });
    }

    private Table table(ObjectType type) {
        return tables.computeIfAbsent(type.name(), name -> new Table());
    }

    private static Map<Object, Set<String>> index(Table table, Field field) {
        var index = new HashMap<Object, Set<String>>();
        for (Row row : table.rows.values()) {
            Object value = row.get(field);
            if (value != null)
                index.computeIfAbsent(key(value), key -> new LinkedHashSet<>()).add(row.id());
        }
        return index;
    }

    private static Object key(Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }
}
