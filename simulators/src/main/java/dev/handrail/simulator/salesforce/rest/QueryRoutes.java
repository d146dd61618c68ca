package dev.handrail.simulator.salesforce.rest;

import static dev.handrail.simulator.salesforce.rest.RecordRoutes.visited;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.salesforce.query.Queries;
import dev.handrail.simulator.salesforce.query.Searches;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queries and searches. */
final class QueryRoutes {

    private static final int PAGE = 2000;
    private static final int SMALLEST_PAGE = 200;
    private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d{1,6})");

    private final Queries queries;
    private final Searches searches;

    QueryRoutes(Queries queries, Searches searches) {
        this.queries = queries;
        this.searches = searches;
    }

    void addTo(Router router) {
        String data = "/services/data/{version}";
        router.on("GET", data + "/query", visited(visit -> query(visit, false)))
                .on("GET", data + "/queryAll", visited(visit -> query(visit, true)))
                .on("GET", data + "/query/{locator}", visited(this::more))
                .on("GET", data + "/queryAll/{locator}", visited(this::more))
                .on("GET", data + "/search", visited(this::search))
                .on("GET", data + "/parameterizedSearch", visited(this::parameterized))
                .on("POST", data + "/parameterizedSearch", visited(this::parameterized));
    }

    private Answer query(Visit visit, boolean deleted) {
        if (visit.request().query("explain").isPresent()) {
            return Answer.json(200, queries.explain(visit.required("explain")));
        }
        return Answer.json(200, queries.run(visit.required("q"), visit.version(), deleted, pageSize(visit)));
    }

    private Answer more(Visit visit) {
        return Answer.json(200, queries.more(visit.variable("locator"), visit.version(), pageSize(visit)));
    }

    private static int pageSize(Visit visit) {
        Matcher matcher = BATCH_SIZE.matcher(
                visit.request().header("Sforce-Query-Options").orElse(""));
        return matcher.find() ? Math.clamp(Integer.parseInt(matcher.group(1)), SMALLEST_PAGE, PAGE) : PAGE;
    }

    private Answer search(Visit visit) {
        return Answer.json(200, searches.sosl(visit.required("q"), visit.version()));
    }

    private Answer parameterized(Visit visit) {
        var wanted = visit.request().method().equals("POST")
                ? visit.object()
                : Searches.fromQuery(visit.request().query());
        return Answer.json(200, searches.parameterized(wanted, visit.version()));
    }
}
