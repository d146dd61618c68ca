package dev.handrail.simulator.hubspot;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One direction of a way in which two records can belong together.
 *
 * @param category {@code HUBSPOT_DEFINED} or {@code USER_DEFINED}
 * @param label null for the plain one
 * @param name in the v3 paths, such as {@code contact_to_company}
 * @param inverse id of the other direction
 */
record AssociationType(
        int id, String category, @Nullable String label, String name, ObjectType from, ObjectType to, int inverse) {

    static final String STANDARD = "HUBSPOT_DEFINED";
    static final String CUSTOM = "USER_DEFINED";
    static final String PRIMARY = "Primary";

    boolean primary() {
        return PRIMARY.equals(label) && category.equals(STANDARD);
    }

    /** As reads show it. */
    ObjectNode json() {
        return Json.object().put("category", category).put("typeId", id).put("label", label);
    }

    /** As writes name it. */
    ObjectNode spec() {
        return Json.object().put("associationCategory", category).put("associationTypeId", id);
    }
}
