package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /crm/v3/objects/{type}/search}: finds what is indexed by now. */
final class SearchApi {

    /** As HubSpot's guide gives them. */
    private static final int MOST_GROUPS = 5;

    private static final int MOST_FILTERS_OF_A_GROUP = 6;
    private static final int MOST_FILTERS = 18;
    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_QUERY = 3000;
    private static final int MOST_RESULTS = 10_000;

    private final Portal portal;
    private final ObjectView view;

    SearchApi(Portal portal, ObjectView view) {
        this.portal = portal;
        this.view = view;
    }

    void addTo(Router router) {
        router.on("POST", "/crm/v3/objects/{type}/search", this::search);
    }

    private Answer search(Call call) {
        ObjectType type = portal.types.get(call.variable("type"));
        Body body = Body.of(call.request());
        List<List<SearchFilter>> groups = groups(type, body);
        String query = body.text("query").orElse("");
        if (query.length() > LONGEST_QUERY) {
            throw HubSpotError.invalid("query must be at most " + LONGEST_QUERY + " characters long");
        }
        int limit = body.number("limit", 10);
        if (limit < 0 || limit > LONGEST_PAGE) {
            throw HubSpotError.invalid("limit must be between 0 and " + LONGEST_PAGE + ", inclusive");
        }
        int after = body.text("after").filter(String::isBlank).isPresent() ? 0 : body.number("after", 0);
        if (after < 0) throw HubSpotError.invalid("after is a position that an earlier page gave out, not " + after);
        if (after + limit > MOST_RESULTS) {
            throw HubSpotError.invalid("A search gives at most " + MOST_RESULTS + " results; narrow it with filters");
        }
        Stream<CrmObject> fitting = candidates(type, groups)
                .filter(object -> groups.isEmpty()
                        || groups.stream()
                                .anyMatch(group -> group.stream().allMatch(filter -> filter.fits(object, portal))))
                .filter(object -> query.isBlank() || SearchWords.begin(words(object), query));
        List<CrmObject> found =
                order(type, body).map(fitting::sorted).orElse(fitting).toList();
        List<CrmObject> page = found.stream().skip(after).limit(limit).toList();
        ObjectNode answer = Json.object().put("total", found.size());
        answer.set(
                "results",
                Json.array(page.stream()
                        .map(object -> view.read(object, body.list("properties")))
                        .toList()));
        if (limit > 0 && after + limit < found.size()) {
            answer.withObjectProperty("paging").withObjectProperty("next").put("after", String.valueOf(after + limit));
        }
        return Answer.json(200, answer);
    }

    /** By id; not all records when each group names a text that they must have. */
    private Stream<CrmObject> candidates(ObjectType type, List<List<SearchFilter>> groups) {
        boolean named = !groups.isEmpty()
                && groups.stream().allMatch(group -> group.stream().anyMatch(SearchFilter::namesText));
        if (!named) return portal.store.indexed(type);
        var found = new TreeMap<Long, CrmObject>();
        for (List<SearchFilter> group : groups) {
            SearchFilter naming =
                    group.stream().filter(SearchFilter::namesText).findFirst().orElseThrow();
            for (CrmObject each : naming.candidates(portal, type)) found.put(each.number(), each);
        }
        return found.values().stream();
    }

    private List<List<SearchFilter>> groups(ObjectType type, Body body) {
        List<List<SearchFilter>> groups = body.objects("filterGroups").stream()
                .map(group -> filters(type, group))
                .toList();
        List<SearchFilter> flat = filters(type, body);
        if (!flat.isEmpty()) groups = List.of(flat);
        long all = groups.stream().mapToLong(List::size).sum();
        boolean tooMany = groups.size() > MOST_GROUPS
                || all > MOST_FILTERS
                || groups.stream().anyMatch(group -> group.size() > MOST_FILTERS_OF_A_GROUP);
        if (!tooMany) return groups;
        throw HubSpotError.invalid("A search takes at most " + MOST_GROUPS + " filterGroups, " + MOST_FILTERS_OF_A_GROUP
                + " filters in each and " + MOST_FILTERS + " in all");
    }

    private List<SearchFilter> filters(ObjectType type, Body group) {
        return group.objects("filters").stream()
                .map(filter -> SearchFilter.parse(portal, type, filter))
                .toList();
    }

    /** One sort, as {@code name}, {@code -name} or an object; empty for the order of the ids, oldest first. */
    private Optional<Comparator<CrmObject>> order(ObjectType type, Body body) {
        JsonNode sorts = body.json().path("sorts");
        if (sorts.isEmpty()) return Optional.empty();
        if (sorts.size() > 1) throw HubSpotError.invalid("Only one sort is supported");
        JsonNode sort = sorts.path(0);
        String text = sort.isString() ? sort.asString() : Body.of(sort).required("propertyName");
        boolean descending = text.startsWith("-")
                || sort.path("direction").asString("").toUpperCase(Locale.ROOT).startsWith("DESC");
        String name = text.replaceFirst("^-", "");
        Property property = portal.properties
                .find(type, name)
                .orElseThrow(() ->
                        HubSpotError.invalid("Property " + name + " does not exist, so nothing can be sorted by it"));
        Comparator<CrmObject> order =
                (left, right) -> SearchValues.order(property, left.value(name), right.value(name));
        return Optional.of(descending ? order.reversed() : order);
    }

    private static Set<String> words(CrmObject object) {
        var words = new HashSet<String>();
        for (String property : object.type().searchable()) words.addAll(SearchWords.of(object.value(property)));
        return words;
    }
}
