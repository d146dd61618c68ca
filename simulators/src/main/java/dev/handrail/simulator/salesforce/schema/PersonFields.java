package dev.handrail.simulator.salesforce.schema;

import dev.handrail.simulator.salesforce.schema.Field.Trait;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names and addresses, whose parts are written and whose whole is read. */
final class PersonFields {

    private PersonFields() {}

    static Field[] name() {
        return new Field[] {
            Field.picklist("Salutation", "Salutation", "Mr.", "Ms.", "Mrs.", "Dr.", "Prof."),
            Field.text("FirstName", "First Name", 40),
            Field.text("LastName", "Last Name", 80).with(Trait.REQUIRED),
            Field.text("Name", "Full Name", 121).derived(PersonFields::fullName).with(Trait.NAME, Trait.LOOKED_UP)
        };
    }

    private static @Nullable Object fullName(Map<String, Object> values) {
        String name = Stream.of(values.get("FirstName"), values.get("LastName"))
                .filter(part -> part != null)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    /** @param prefix such as {@code Billing}, or nothing */
    static Field[] address(String prefix) {
        String label = prefix.isEmpty() ? "" : prefix + " ";
        return new Field[] {
            Field.longText(prefix + "Street", label + "Street", 255),
            Field.text(prefix + "City", label + "City", 40),
            Field.text(prefix + "State", label + "State/Province", 80),
            Field.text(prefix + "PostalCode", label + "Zip/Postal Code", 20),
            Field.text(prefix + "Country", label + "Country", 80),
            Field.custom(prefix + "Address", label + "Address", FieldType.ADDRESS, 0, 0, 0)
                    .derived(values -> whole(prefix, values))
        };
    }

    private static @Nullable Object whole(String prefix, Map<String, Object> values) {
        var parts = new LinkedHashMap<String, @Nullable Object>();
        for (String part : new String[] {"Street", "City", "State", "PostalCode", "Country"}) {
            parts.put(part.substring(0, 1).toLowerCase(Locale.ROOT) + part.substring(1), values.get(prefix + part));
        }
        return parts.values().stream().allMatch(value -> value == null) ? null : parts;
    }
}
