package dev.handrail.simulator.salesforce.schema;

import java.util.Map;

/**
 * A value of a picklist.
 *
 * @param traits more that some picklists say, such as {@code IsConverted} of a lead's status
 */
public record Option(String value, boolean chosenAtFirst, Map<String, Object> traits) {

    public static Option of(String value) {
        return new Option(value, false, Map.of());
    }

    public Option atFirst() {
        return new Option(value, true, traits);
    }

    public Option with(Map<String, Object> itsTraits) {
        return new Option(value, chosenAtFirst, itsTraits);
    }

    public boolean is(String trait) {
        return Boolean.TRUE.equals(traits.get(trait));
    }
}
