package dev.handrail.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Fields of a record from the arguments of an action, which are called alike. */
final class Given {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private Given() {}

    /** What was given, without the arguments that are no fields. */
    static Map<String, Object> of(Record arguments, String... except) {
        Map<String, @Nullable Object> values = JSON.convertValue(arguments, OBJECT);
        Map<String, Object> given = new LinkedHashMap<>();
        Set<String> left = Set.of(except);
        values.forEach((name, value) -> {
            if (value != null && !left.contains(name)) {
                given.put(name, Objects.requireNonNull(value));
            }
        });
        return given;
    }

    static Map<String, @Nullable Object> emptied(String field) {
        return Collections.singletonMap(field, null);
    }
}
