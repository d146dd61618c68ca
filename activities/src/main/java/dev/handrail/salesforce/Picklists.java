package dev.handrail.salesforce;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Values of the org's picklists, read once an object and again after an error that names one of its fields. */
final class Picklists {

    private final SalesforceApi api;
    private final Map<String, Map<String, List<String>>> byObject = new ConcurrentHashMap<>();

    Picklists(SalesforceApi api) {
        this.api = api;
    }

    /** What Salesforce calls this; empty when the org has no such value. */
    Optional<String> value(SalesforceObject object, Field field, FieldRule.Choice choice, String accepted) {
        List<String> present = values(object, field);
        List<String> candidates = choice.names().getOrDefault(accepted, List.of(accepted));
        return candidates.stream().filter(present::contains).findFirst();
    }

    List<String> values(SalesforceObject object, Field field) {
        return byObject.computeIfAbsent(object.name(), this::describe).getOrDefault(field.api(), List.of());
    }

    void forget(SalesforceObject object) {
        byObject.remove(object.name());
    }

    private Map<String, List<String>> describe(String object) {
        return api.describe(object).rows("fields").stream()
                .collect(Collectors.toMap(
                        field -> field.text("name").orElse(""),
                        field -> field.rows("picklistValues").stream()
                                .filter(value -> value.is("active"))
                                .map(value -> value.text("value").orElse(""))
                                .toList()));
    }
}
