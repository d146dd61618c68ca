package dev.handrail.query;

import java.util.List;

/** What can be shown with a record. */
sealed interface Relation {

    String name();

    /** Those of another table that point here, the newest first. */
    record Many(String name, Shape shape, String by) implements Relation {}

    /** The one that a column points at. */
    record One(String name, Shape shape, String column) implements Relation {}

    /** The services of the record itself, at their prices. */
    record Lines(String name) implements Relation {}

    static List<Relation> of(Relation... relations) {
        return List.of(relations);
    }
}
