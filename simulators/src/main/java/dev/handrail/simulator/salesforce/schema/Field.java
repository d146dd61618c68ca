package dev.handrail.simulator.salesforce.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object.
 *
 * @param length most characters of text, 0 for other types
 * @param precision most digits of a number, 0 for other types
 * @param scale digits after the point
 * @param referenceTo names of the objects that a reference may point to
 * @param relationship name under which queries follow the reference
 * @param initial value of a new record when none is given
 * @param derivation computes the value from the record's other ones; such a field is never written
 */
public record Field(
        String name,
        String label,
        FieldType type,
        int length,
        int precision,
        int scale,
        Set<Trait> traits,
        List<Option> options,
        List<String> referenceTo,
        @Nullable String relationship,
        @Nullable Object initial,
        @Nullable Function<Map<String, Object>, @Nullable Object> derivation) {

    /** What a field is beyond its type. */
    public enum Trait {
        REQUIRED,
        UNIQUE,
        EXTERNAL_ID,
        LOOKED_UP,
        RESTRICTED,
        NAME,
        CREATE_ONLY,
        READ_ONLY,
        CASCADE,
        UNFILTERABLE
    }

    public Field {
        traits = Set.copyOf(traits);
    }

    private static Field of(String name, String label, FieldType type, int length, int precision, int scale) {
        return new Field(name, label, type, length, precision, scale, Set.of(), List.of(), List.of(), null, null, null);
    }

    static Field id() {
        return of("Id", "Record ID", FieldType.ID, 18, 0, 0).with(Trait.READ_ONLY, Trait.LOOKED_UP);
    }

    static Field text(String name, String label, int length) {
        return of(name, label, FieldType.STRING, length, 0, 0);
    }

    static Field longText(String name, String label, int length) {
        Field field = of(name, label, FieldType.TEXTAREA, length, 0, 0);
        return length > 255 ? field.with(Trait.UNFILTERABLE) : field;
    }

    static Field email(String name, String label) {
        return of(name, label, FieldType.EMAIL, 80, 0, 0).with(Trait.LOOKED_UP);
    }

    static Field phone(String name, String label) {
        return of(name, label, FieldType.PHONE, 40, 0, 0);
    }

    static Field url(String name, String label) {
        return of(name, label, FieldType.URL, 255, 0, 0);
    }

    static Field flag(String name, String label) {
        return of(name, label, FieldType.BOOLEAN, 0, 0, 0).startingWith(false);
    }

    static Field integer(String name, String label, int digits) {
        return of(name, label, FieldType.INT, 0, digits, 0);
    }

    static Field number(String name, String label, int precision, int scale) {
        return of(name, label, FieldType.DOUBLE, 0, precision, scale);
    }

    static Field currency(String name, String label) {
        return of(name, label, FieldType.CURRENCY, 0, 18, 2);
    }

    static Field percent(String name, String label) {
        return of(name, label, FieldType.PERCENT, 0, 3, 0);
    }

    static Field date(String name, String label) {
        return of(name, label, FieldType.DATE, 0, 0, 0);
    }

    static Field moment(String name, String label) {
        return of(name, label, FieldType.DATETIME, 0, 0, 0);
    }

    static Field picklist(String name, String label, Option... options) {
        Field field = of(name, label, FieldType.PICKLIST, 255, 0, 0).choosing(List.of(options));
        return List.of(options).stream()
                .filter(Option::chosenAtFirst)
                .findFirst()
                .map(option -> field.startingWith(option.value()))
                .orElse(field);
    }

    static Field picklist(String name, String label, String... values) {
        return picklist(name, label, List.of(values).stream().map(Option::of).toArray(Option[]::new));
    }

    static Field reference(String name, String label, String relationship, String... targets) {
        return new Field(
                name,
                label,
                FieldType.REFERENCE,
                18,
                0,
                0,
                Set.of(Trait.LOOKED_UP),
                List.of(),
                List.of(targets),
                relationship,
                null,
                null);
    }

    /** A field of a type that is known only at run time, as a custom one is. */
    public static Field custom(String name, String label, FieldType type, int length, int precision, int scale) {
        Field field = of(name, label, type, length, precision, scale);
        return type == FieldType.BOOLEAN ? field.startingWith(false) : field;
    }

    public Field with(Trait... more) {
        var all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(List.of(more));
        return new Field(
                name,
                label,
                type,
                length,
                precision,
                scale,
                all,
                options,
                referenceTo,
                relationship,
                initial,
                derivation);
    }

    public Field choosing(List<Option> from) {
        return new Field(
                name,
                label,
                type,
                length,
                precision,
                scale,
                traits,
                List.copyOf(from),
                referenceTo,
                relationship,
                initial,
                derivation);
    }

    public Field startingWith(Object value) {
        return new Field(
                name,
                label,
                type,
                length,
                precision,
                scale,
                traits,
                options,
                referenceTo,
                relationship,
                value,
                derivation);
    }

    Field derived(Function<Map<String, Object>, @Nullable Object> from) {
        return new Field(
                        name,
                        label,
                        type,
                        length,
                        precision,
                        scale,
                        traits,
                        options,
                        referenceTo,
                        relationship,
                        initial,
                        from)
                .with(Trait.READ_ONLY);
    }

    public Field pointingTo(List<String> targets, String name) {
        return new Field(
                        this.name,
                        label,
                        type,
                        length,
                        precision,
                        scale,
                        traits,
                        options,
                        targets,
                        name,
                        initial,
                        derivation)
                .with(Trait.LOOKED_UP);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    public boolean custom() {
        return name.endsWith("__c");
    }

    public boolean createable() {
        return !is(Trait.READ_ONLY);
    }

    public boolean updateable() {
        return createable() && !is(Trait.CREATE_ONLY);
    }

    /** Whether records are found by its value without reading all of them. */
    public boolean indexed() {
        return is(Trait.LOOKED_UP) || is(Trait.EXTERNAL_ID) || is(Trait.UNIQUE) || is(Trait.NAME);
    }

    public Optional<Option> option(String value) {
        return options.stream()
                .filter(option -> option.value().equalsIgnoreCase(value))
                .findFirst();
    }

    String key() {
        return name.toLowerCase(Locale.ROOT);
    }
}
