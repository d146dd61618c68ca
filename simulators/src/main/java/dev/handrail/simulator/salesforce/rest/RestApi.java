package dev.handrail.simulator.salesforce.rest;

import static dev.handrail.simulator.salesforce.rest.RecordRoutes.visited;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Unit;
import dev.handrail.simulator.salesforce.data.Writes;
import dev.handrail.simulator.salesforce.query.Queries;
import dev.handrail.simulator.salesforce.query.Searches;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** Everything below {@code /services/data}. Versions are not told apart, except where clients see it. */
public final class RestApi {

    private static final Pattern VERSIONED = Pattern.compile("/services/data/v\\d{2}\\.\\d(/.*)?");

    private final Router router = new Router();

    /**
     * @param limits the content of the limits resource
     * @param counting called for each part of a batch but the first, for which the request itself counts; refuses the
     *     part when the org may make no more calls
     */
    public RestApi(
            Org org,
            Writes writes,
            Queries queries,
            Searches searches,
            Supplier<Map<String, Object>> limits,
            Runnable counting) {
        router.on("GET", "/services/data/{version}/limits", visited(visit -> Answer.json(200, limits.get())));
        new QueryRoutes(queries, searches).addTo(router);
        new CompositeRoutes(this, counting).addTo(router);
        new CollectionRoutes(org, writes).addTo(router);
        new TreeRoutes(org, writes).addTo(router);
        new SchemaRoutes(org).addTo(router);
        new RecordRoutes(org, writes).addTo(router);
    }

    /** The list of versions, which needs nobody to be signed in. */
    public static Answer versions() {
        return SchemaRoutes.versions();
    }

    /** Answers a request of somebody who is signed in; a refusal leaves no trace in the records. */
    public Answer answer(Request request, Unit unit) {
        boolean tunneled =
                request.method().equals("POST") && request.query("_HttpMethod").isPresent();
        Request meant =
                tunneled ? request.withMethod(request.query("_HttpMethod").orElseThrow()) : request;
        return part(meant, unit);
    }

    /** A whole request or one within another. */
    Answer part(Request request, Unit unit) {
        boolean insisting = request.header("Sforce-Duplicate-Rule-Header")
                .filter(header -> header.replace(" ", "").contains("allowSave=true"))
                .isPresent();
        var own = new Unit(
                unit.database(), unit.effects(), unit.now(), unit.userId(), insisting || unit.allowDuplicates());
        Unit.Mark mark = unit.mark();
        try {
            return ScopedValue.where(Visit.UNIT, own).call(() -> routed(request));
        } catch (Refusal e) {
            unit.backTo(mark);
            return Errors.answer(e);
        } catch (JacksonException e) {
            unit.backTo(mark);
            return Errors.answer(Refusal.of("JSON_PARSER_ERROR", String.valueOf(e.getOriginalMessage())));
        } catch (RuntimeException e) {
            unit.backTo(mark);
            throw e;
        }
    }

    private Answer routed(Request request) {
        if (!VERSIONED.matcher(request.path()).matches()) throw Refusal.notFound();
        return router.answer(request).orElseThrow(() -> nowhere(request));
    }

    private Refusal nowhere(Request request) {
        List<String> methods = router.methodsAt(request.path());
        return methods.isEmpty()
                ? Refusal.notFound()
                : Refusal.of(
                        405,
                        "METHOD_NOT_ALLOWED",
                        "HTTP Method '" + request.method() + "' not allowed. Allowed are " + String.join(",", methods));
    }
}
