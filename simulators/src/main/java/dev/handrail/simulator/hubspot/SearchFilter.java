package dev.handrail.simulator.hubspot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a search.
 *
 * @param property null for {@code associations.{type}}
 * @param associated the type of the associated records, null for a property
 * @param values of {@code IN} and {@code NOT_IN}, else one or none
 * @param high of {@code BETWEEN}, else empty
 */
record SearchFilter(
        @Nullable Property property,
        @Nullable ObjectType associated,
        Operator operator,
        List<String> values,
        String high) {

    enum Operator {
        EQ,
        NEQ,
        LT,
        LTE,
        GT,
        GTE,
        BETWEEN,
        IN,
        NOT_IN,
        HAS_PROPERTY,
        NOT_HAS_PROPERTY,
        CONTAINS_TOKEN,
        NOT_CONTAINS_TOKEN
    }

    private static final String ASSOCIATIONS = "associations.";

    static SearchFilter parse(Portal portal, ObjectType type, Body json) {
        String name = json.required("propertyName");
        Operator operator = operator(json.required("operator"));
        List<String> values = switch (operator) {
            case IN, NOT_IN -> json.list("values");
            case HAS_PROPERTY, NOT_HAS_PROPERTY -> List.of();
            default -> List.of(json.required("value"));
        };
        boolean lists = operator == Operator.IN || operator == Operator.NOT_IN;
        if (lists && values.isEmpty()) throw HubSpotError.missing("values");
        String high = operator == Operator.BETWEEN ? json.required("highValue") : "";
        if (name.startsWith(ASSOCIATIONS)) {
            ObjectType other = portal.types.get(name.substring(ASSOCIATIONS.length()));
            return new SearchFilter(null, other, operator, values, high);
        }
        Property property = portal.properties
                .find(type, name)
                .orElseThrow(() -> HubSpotError.invalid("There was a problem with the request.")
                        .detail(Json.object()
                                .put("message", "Property " + name + " does not exist for " + type.upper())
                                .put("code", "PROPERTY_DOESNT_EXIST")));
        return new SearchFilter(property, null, operator, values, high);
    }

    /** Whether it asks for one text in one property. */
    boolean namesText() {
        return operator == Operator.EQ && property != null && property.text();
    }

    Set<CrmObject> candidates(Portal portal, ObjectType type) {
        if (property == null) throw new IllegalStateException("Only a filter that names a text has candidates");
        return portal.store.indexedWith(type, property, values.getFirst());
    }

    boolean fits(CrmObject object, Portal portal) {
        if (associated != null) return fitsAssociation(object, portal, associated);
        if (property == null) return false;
        String value = object.value(property.name());
        if (value.isEmpty())
            return switch (operator) {
                case NEQ, NOT_IN, NOT_HAS_PROPERTY, NOT_CONTAINS_TOKEN -> true;
                default -> false;
            };
        String first = values.isEmpty() ? "" : values.getFirst();
        return switch (operator) {
            case EQ -> SearchValues.compare(property, value, first) == 0;
            case NEQ -> SearchValues.compare(property, value, first) != 0;
            case LT -> SearchValues.compare(property, value, first) < 0;
            case LTE -> SearchValues.compare(property, value, first) <= 0;
            case GT -> SearchValues.compare(property, value, first) > 0;
            case GTE -> SearchValues.compare(property, value, first) >= 0;
            case BETWEEN ->
                SearchValues.compare(property, value, first) >= 0 && SearchValues.compare(property, value, high) <= 0;
            case IN -> SearchValues.oneOf(property, value, values);
            case NOT_IN -> !SearchValues.oneOf(property, value, values);
            case HAS_PROPERTY -> true;
            case NOT_HAS_PROPERTY -> false;
            case CONTAINS_TOKEN -> SearchWords.contain(value, first);
            case NOT_CONTAINS_TOKEN -> !SearchWords.contain(value, first);
        };
    }

    private boolean fitsAssociation(CrmObject object, Portal portal, ObjectType to) {
        var ids = portal.objects.associated(object, to).stream()
                .map(Associations.Associated::id)
                .toList();
        return switch (operator) {
            case EQ, IN -> values.stream().anyMatch(ids::contains);
            case NEQ, NOT_IN -> values.stream().noneMatch(ids::contains);
            case HAS_PROPERTY -> !ids.isEmpty();
            case NOT_HAS_PROPERTY -> ids.isEmpty();
            default -> throw HubSpotError.invalid("Operator " + operator + " does not go with associations");
        };
    }

    private static Operator operator(String name) {
        return Arrays.stream(Operator.values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        HubSpotError.invalidJson("Cannot deserialize value of type `FilterOperator` from String \""
                                + name + "\": not one of the values accepted: " + Arrays.toString(Operator.values())));
    }
}
