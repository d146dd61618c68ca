package dev.handrail.salesforce;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of an answer, by Salesforce's names. */
record Row(Map<String, Object> values) {

    static final Row EMPTY = new Row(Map.of());

    @SuppressWarnings("unchecked")
    static Row of(@Nullable Object json) {
        return json instanceof Map<?, ?> map ? new Row((Map<String, Object>) map) : EMPTY;
    }

    static List<Row> all(@Nullable Object json) {
        return json instanceof List<?> list ? list.stream().map(Row::of).toList() : List.of();
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    Row row(String name) {
        return of(values.get(name));
    }

    List<Row> rows(String name) {
        return all(values.get(name));
    }

    String id() {
        return text("Id").orElse("");
    }
}
