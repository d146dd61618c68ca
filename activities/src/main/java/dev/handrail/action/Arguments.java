package dev.handrail.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arguments that passed the tool's JSON Schema; required ones are there and types are right. */
public record Arguments(Map<String, Object> values) {

    String text(String name) {
        return optionalText(name).orElseThrow();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    int integer(String name) {
        return number(name).orElseThrow().intValue();
    }

    Optional<Number> number(String name) {
        return Optional.ofNullable((Number) values.get(name));
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        return (List<String>) values.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> object(String name) {
        return (Map<String, Object>) values.getOrDefault(name, Map.of());
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> objects(String name) {
        return (List<Map<String, Object>>) values.getOrDefault(name, List.of());
    }

    /** Those of the named arguments that were given, in this order. */
    Map<String, Object> only(List<String> names) {
        Map<String, Object> given = new LinkedHashMap<>();
        names.stream().filter(values::containsKey).forEach(name -> given.put(name, values.get(name)));
        return given;
    }
}
