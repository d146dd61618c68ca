package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.Unacceptable;
import dev.handrail.salesforce.Field.Access;
import dev.handrail.salesforce.FieldRule.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values for fields, as a record will show them; null empties the field. */
record Values(Map<Field, @Nullable Object> byField) {

    /** What Salesforce or the connector fills in when a new record leaves it out. */
    private static final Set<String> FILLED = Set.of("stage", "closeDate", "status", "priority", "ownerId");

    Values {
        byField = Collections.unmodifiableMap(new LinkedHashMap<>(byField));
    }

    /** @throws CrmFailure INVALID with all that is wrong */
    static Values toUpdate(
            SalesforceObject object, Picklists picklists, Map<String, ? extends @Nullable Object> fields) {
        List<String> violations = new ArrayList<>();
        Values values = accept(object, picklists, fields, violations);
        values.byField.forEach((field, value) -> {
            if (field.required() && value == null) {
                violations.add(field.name() + " must not be empty");
            }
        });
        refuse(violations);
        return values;
    }

    /** @throws CrmFailure INVALID with all that is wrong */
    static Values toCreate(
            SalesforceObject object, Picklists picklists, Map<String, ? extends @Nullable Object> fields) {
        List<String> violations = new ArrayList<>();
        Values values = accept(object, picklists, fields, violations);
        for (Field field : object.fields()) {
            if (field.required() && !FILLED.contains(field.name()) && isEmpty(fields.get(field.name()))) {
                violations.add(field.name() + " is missing");
            }
            if (field.access() == Access.NEVER && values.of(field) != null) {
                violations.add(field.name() + " is filled by a conversion only");
            }
        }
        refuse(violations);
        Map<Field, @Nullable Object> given = new LinkedHashMap<>(values.byField);
        given.values().removeIf(Objects::isNull);
        return new Values(given);
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    private static Values accept(
            SalesforceObject object,
            Picklists picklists,
            Map<String, ? extends @Nullable Object> fields,
            List<String> violations) {
        Map<Field, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Field field = object.field(name);
            try {
                accepted.put(field, value == null ? null : accept(object, picklists, field, value));
            } catch (Unacceptable e) {
                violations.add(name + " " + e.getMessage());
            }
        });
        return new Values(accepted);
    }

    /** A value that only this org's picklist has was read from it, and may be put back. */
    private static @Nullable Object accept(SalesforceObject object, Picklists picklists, Field field, Object value) {
        if (!(field.rule() instanceof Choice choice)) {
            return field.rule().accept(value);
        }
        if (value instanceof String text
                && !text.isEmpty()
                && !choice.names().containsKey(text)
                && picklists.values(object, field).contains(text)) {
            return text;
        }
        Object accepted = choice.accept(value);
        if (accepted != null
                && picklists.value(object, field, choice, accepted.toString()).isEmpty()) {
            throw new Unacceptable("has no such value in the org's picklist; add it in Salesforce's setup");
        }
        return accepted;
    }

    static void refuse(List<String> violations) {
        if (!violations.isEmpty()) {
            throw new CrmFailure(Kind.INVALID, String.join("; ", violations));
        }
    }

    /** Those that differ from what a record has. */
    Values differingFrom(Map<String, Object> fields) {
        Map<Field, @Nullable Object> differing = new LinkedHashMap<>(byField);
        differing
                .entrySet()
                .removeIf(entry -> Objects.equals(
                        entry.getValue(), fields.get(entry.getKey().name())));
        return new Values(differing);
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    List<Field> fields() {
        return List.copyOf(byField.keySet());
    }

    @Nullable
    Object of(Field field) {
        return byField.get(field);
    }

    @Nullable
    Object named(String name) {
        return byField.entrySet().stream()
                .filter(each -> each.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    boolean has(String name) {
        return byField.keySet().stream().anyMatch(field -> field.name().equals(name));
    }

    /** Names of the fields that point at a record. */
    List<String> references() {
        return byField.entrySet().stream()
                .filter(entry -> entry.getKey().rule() instanceof FieldRule.Reference && entry.getValue() != null)
                .map(entry -> entry.getKey().name())
                .toList();
    }
}
