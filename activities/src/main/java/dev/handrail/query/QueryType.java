package dev.handrail.query;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be asked for.
 *
 * @param hidden left out unless a filter or the id asks for it; empty for nothing
 * @param ofCustomer whether its records belong to a contact
 */
record QueryType(
        String name,
        Shape shape,
        Optional<Hidden> hidden,
        boolean ofCustomer,
        List<Filter> filters,
        List<Relation> includes) {

    static final String SEARCH = "search";

    /** @param filter the filter that shows what the condition says instead of hiding it */
    record Hidden(String filter, String condition) {}

    List<String> filterNames() {
        return java.util.stream.Stream.concat(filters.stream().map(Filter::name), java.util.stream.Stream.of(SEARCH))
                .toList();
    }

    List<String> includeNames() {
        return includes.stream().map(Relation::name).toList();
    }

    /** Whether a search may also mean the customer. */
    boolean searchesCustomers() {
        return ofCustomer && !shape.equals(Shape.ATTRIBUTE);
    }

    Filter filter(String asked) {
        return filters.stream()
                .filter(filter -> filter.name().equals(asked))
                .findFirst()
                .orElseThrow(() -> unknown("filter", asked, filterNames()));
    }

    Relation include(String asked) {
        return includes.stream()
                .filter(relation -> relation.name().equals(asked))
                .findFirst()
                .orElseThrow(() -> unknown("include", asked, includeNames()));
    }

    private ActionRefused unknown(String what, String asked, List<String> known) {
        return new ActionRefused(
                Refusal.INVALID_ARGUMENTS,
                known.isEmpty()
                        ? "%s have no %s; leave it out".formatted(name, what)
                        : "%s have no %s %s; there is %s"
                                .formatted(
                                        name,
                                        what,
                                        quoted(asked),
                                        known.stream().collect(Collectors.joining(", "))));
    }

    /** Only what looks like a name: anything else may be personal. */
    private static String quoted(String asked) {
        return asked.matches("[A-Za-z_]{1,40}") ? "\"" + asked + "\"" : "of that name";
    }
}
