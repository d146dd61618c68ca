package dev.handrail.simulator.salesforce.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An object (a table) and its fields, found by name in any case. */
public final class ObjectType {

    private final String name;
    private final String label;
    private final String plural;
    private final String prefix;
    private final boolean writable;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** @param prefix first three characters of its records' ids */
    ObjectType(String name, String label, String plural, String prefix, boolean writable) {
        this.name = name;
        this.label = label;
        this.plural = plural;
        this.prefix = prefix;
        this.writable = writable;
    }

    ObjectType add(Field... more) {
        for (Field field : more) put(field);
        return this;
    }

    /** Adds the field, or takes the place of the one of that name. */
    void put(Field field) {
        fields.put(field.key(), field);
    }

    public String name() {
        return name;
    }

    public String label() {
        return label;
    }

    public String plural() {
        return plural;
    }

    public String prefix() {
        return prefix;
    }

    public boolean writable() {
        return writable;
    }

    public boolean custom() {
        return name.endsWith("__c");
    }

    public Collection<Field> fields() {
        return fields.values();
    }

    public Optional<Field> field(String anyCase) {
        return Optional.ofNullable(fields.get(anyCase.toLowerCase(Locale.ROOT)));
    }

    /** The reference that queries follow under this name. */
    public Optional<Field> relationship(String anyCase) {
        return fields.values().stream()
                .filter(field -> anyCase.equalsIgnoreCase(field.relationship()))
                .findFirst();
    }

    /** The field that names a record to people. */
    public Field nameField() {
        return fields.values().stream()
                .filter(field -> field.is(Field.Trait.NAME))
                .findFirst()
                .orElseGet(() -> fields.values().iterator().next());
    }

    public List<Field> derived() {
        return fields.values().stream()
                .filter(field -> field.derivation() != null)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
