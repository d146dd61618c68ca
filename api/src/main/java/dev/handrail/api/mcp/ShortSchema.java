package dev.handrail.api.mcp;

import dev.handrail.tool.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema as a model reads it in every conversation: without what only the check of the arguments needs. */
final class ShortSchema {

    private ShortSchema() {}

    static Map<String, Object> of(Map<?, ?> schema) {
        Map<String, Object> shorter = new LinkedHashMap<>();
        schema.forEach((name, value) -> {
            if (!isLeftOut(String.valueOf(name), value)) {
                shorter.put(String.valueOf(name), inner(value));
            }
        });
        return shorter;
    }

    private static boolean isLeftOut(String name, Object value) {
        return name.equals("minLength") && value instanceof Number
                || name.equals("minItems") && value instanceof Number
                || name.equals("maxLength") && value instanceof Number
                || name.equals("pattern") && Parameter.RECORD_ID.equals(value);
    }

    private static Object inner(Object value) {
        return switch (value) {
            case Map<?, ?> nested -> of(nested);
            case List<?> list -> list.stream().map(ShortSchema::inner).toList();
            default -> value;
        };
    }
}
