package dev.handrail.simulator.salesforce.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query, not yet held against the schema.
 *
 * @param text the whole query, for complaints
 * @param counting whether it is {@code SELECT COUNT()}
 * @param alias other name of the object within the query, empty for none
 * @param limit most records, -1 for all
 */
record Soql(
        String text,
        List<Item> items,
        boolean counting,
        String from,
        int fromPosition,
        String alias,
        @Nullable Condition where,
        List<Order> orders,
        int limit,
        int offset,
        boolean allRows) {

    sealed interface Item {}

    record Path(String path, int position) implements Item {}

    record Children(Soql query) implements Item {}

    /** {@code FIELDS(ALL)}, {@code FIELDS(STANDARD)} or {@code FIELDS(CUSTOM)}. */
    record Fields(String which) implements Item {}

    record Order(String path, int position, boolean descending, boolean nullsLast) {}
}
