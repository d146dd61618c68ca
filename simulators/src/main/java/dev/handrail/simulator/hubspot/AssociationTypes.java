package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Every way in which two records can belong together: HubSpot's own and the account's labels. */
final class AssociationTypes {

    private static final int FIRST_CUSTOM_ID = 1001;

    private final List<AssociationType> all = new ArrayList<>();
    private int nextId = FIRST_CUSTOM_ID;

    AssociationTypes(ObjectTypes types) {
        for (JsonNode pair : Catalog.associations()) addStandard(types, pair);
    }

    List<AssociationType> between(ObjectType from, ObjectType to) {
        return all.stream()
                .filter(type -> type.from().equals(from) && type.to().equals(to))
                .toList();
    }

    /** The one without a label. */
    AssociationType plain(ObjectType from, ObjectType to) {
        return only(from, to, type -> type.label() == null)
                .orElseThrow(() -> HubSpotError.invalid(
                        "No association type exists between " + from.upper() + " and " + to.upper()));
    }

    Optional<AssociationType> primary(ObjectType from, ObjectType to) {
        return only(from, to, AssociationType::primary);
    }

    AssociationType inverse(AssociationType type) {
        return find(type.to(), type.from(), type.inverse())
                .orElseThrow(() -> new IllegalStateException("No inverse of association type " + type.id()));
    }

    /** @param spec with {@code associationCategory} and {@code associationTypeId} */
    AssociationType get(ObjectType from, Body spec) {
        String category = spec.required("associationCategory");
        spec.required("associationTypeId");
        int id = spec.number("associationTypeId", 0);
        return all.stream()
                .filter(type -> type.from().equals(from)
                        && type.id() == id
                        && type.category().equals(category))
                .findFirst()
                .orElseThrow(() -> HubSpotError.invalid(
                        "Association type " + category + " " + id + " does not exist for " + from.upper()));
    }

    AssociationType get(ObjectType from, ObjectType to, Body spec) {
        AssociationType type = get(from, spec);
        if (type.to().equals(to)) return type;
        throw HubSpotError.invalid(
                "Association type " + type.id() + " does not lead from " + from.upper() + " to " + to.upper());
    }

    AssociationType get(ObjectType from, ObjectType to, int id) {
        return find(from, to, id)
                .orElseThrow(() -> HubSpotError.notFound("Association type " + id + " does not exist"));
    }

    /** By its v3 name, or by its id written as text. */
    AssociationType named(ObjectType from, ObjectType to, String name) {
        return only(
                        from,
                        to,
                        type -> type.name().equals(name)
                                || String.valueOf(type.id()).equals(name))
                .orElseThrow(() -> HubSpotError.invalid(
                        name + " is not a valid association type between " + from.upper() + " and " + to.upper()));
    }

    /** A label of the account; both directions, the first of which is answered first. */
    List<AssociationType> create(
            ObjectType from, ObjectType to, String name, @Nullable String label, @Nullable String inverseLabel) {
        int id = nextId++;
        if (from.equals(to) && inverseLabel == null) {
            var both = new AssociationType(id, AssociationType.CUSTOM, label, name, from, to, id);
            all.add(both);
            return List.of(both);
        }
        int inverse = nextId++;
        var there = new AssociationType(id, AssociationType.CUSTOM, label, name, from, to, inverse);
        var back = new AssociationType(
                inverse,
                AssociationType.CUSTOM,
                inverseLabel == null ? label : inverseLabel,
                name + "_inverse",
                to,
                from,
                id);
        all.add(there);
        all.add(back);
        return List.of(there, back);
    }

    void relabel(AssociationType type, String label, @Nullable String inverseLabel) {
        if (type.category().equals(AssociationType.STANDARD)) {
            throw HubSpotError.invalid("HubSpot's own association types cannot be changed");
        }
        replace(type, label);
        if (inverseLabel != null) replace(inverse(type), inverseLabel);
    }

    void delete(AssociationType type) {
        if (type.category().equals(AssociationType.STANDARD)) {
            throw HubSpotError.invalid("HubSpot's own association types cannot be deleted");
        }
        all.removeIf(each -> each.category().equals(AssociationType.CUSTOM)
                && (each.id() == type.id() || each.id() == type.inverse()));
    }

    private void replace(AssociationType type, String label) {
        all.replaceAll(each -> each.equals(type)
                ? new AssociationType(
                        type.id(), type.category(), label, type.name(), type.from(), type.to(), type.inverse())
                : each);
    }

    Optional<AssociationType> find(ObjectType from, ObjectType to, int id) {
        return only(from, to, type -> type.id() == id);
    }

    private Optional<AssociationType> only(ObjectType from, ObjectType to, Predicate<AssociationType> wanted) {
        return between(from, to).stream().filter(wanted).findFirst();
    }

    private void addStandard(ObjectTypes types, JsonNode pair) {
        ObjectType first = types.get(pair.path("first").asString());
        ObjectType second = types.get(pair.path("second").asString());
        int there = pair.path("firstToSecond").asInt();
        int back = pair.path("secondToFirst").asInt();
        String label = pair.has("label") ? pair.path("label").asString() : null;
        String secondLabel = pair.has("secondLabel") ? pair.path("secondLabel").asString() : label;
        all.add(standard(there, label, first, second, back));
        if (there != back) all.add(standard(back, secondLabel, second, first, there));
    }

    private static AssociationType standard(
            int id, @Nullable String label, ObjectType from, ObjectType to, int inverse) {
        String name = from.singular() + "_to_" + to.singular();
        boolean hasPrimary = to.is("companies") && canHavePrimary(from) || from.is("companies") && canHavePrimary(to);
        if (label == null && hasPrimary) name = name + "_unlabeled";
        else if (label != null && !label.equals(AssociationType.PRIMARY)) {
            name = label.equals("Child Company") ? "parent_to_child_company" : "child_to_parent_company";
        }
        return new AssociationType(id, AssociationType.STANDARD, label, name, from, to, inverse);
    }

    private static boolean canHavePrimary(ObjectType type) {
        return type.is("contacts") || type.is("deals") || type.is("tickets");
    }
}
