package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Single records below {@code /crm/v3/objects}, their lists and merges. */
final class ObjectsApi {

    private static final int LONGEST_PAGE = 100;
    private static final int LONGEST_PAGE_WITH_HISTORY = 50;

    private final Portal portal;
    private final ObjectView view;

    ObjectsApi(Portal portal, ObjectView view) {
        this.portal = portal;
        this.view = view;
    }

    void addTo(Router router) {
        router.on("GET", "/crm/v3/objects/{type}", this::list)
                .on("POST", "/crm/v3/objects/{type}", this::create)
                .on("POST", "/crm/v3/objects/{type}/merge", this::merge)
                .on("POST", "/crm/v3/objects/{type}/gdpr-delete", this::purge)
                .on("GET", "/crm/v3/objects/{type}/{id}", this::read)
                .on("PATCH", "/crm/v3/objects/{type}/{id}", this::update)
                .on("DELETE", "/crm/v3/objects/{type}/{id}", this::archive);
    }

    /** Words after commas, or in several parameters of the same name: clients send either. */
    static List<String> words(Request request, String name) {
        return request.query().getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A number between 1 and the largest. */
    static int limit(Request request, int otherwise, int largest) {
        String text = request.query("limit").orElse(String.valueOf(otherwise));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= largest) return limit;
        } catch (NumberFormatException e) {
            throw HubSpotError.invalid("limit is a number, not " + text);
        }
        throw HubSpotError.invalid("limit must be between 1 and " + largest + ", inclusive");
    }

    /** A position that an earlier page gave out; 0 for the first page. */
    static long after(Request request) {
        String text = request.query("after").filter(value -> !value.isBlank()).orElse("0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw HubSpotError.invalid("The after parameter is not valid: " + text);
        }
    }

    static ObjectNode paging(Request request, String after) {
        ObjectNode paging = Json.object();
        paging.withObjectProperty("next")
                .put("after", after)
                .put("link", request.baseUrl() + request.path() + "?after=" + after);
        return paging;
    }

    private Answer list(Call call) {
        Request request = call.request();
        ObjectType type = type(call);
        List<String> history = words(request, "propertiesWithHistory");
        int limit = limit(request, 10, history.isEmpty() ? LONGEST_PAGE : LONGEST_PAGE_WITH_HISTORY);
        List<CrmObject> found = portal.store
                .after(type, after(request), archived(request))
                .limit(limit + 1L)
                .toList();
        List<CrmObject> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode body =
                Json.results(page.stream().map(object -> shown(request, object)).toList());
        if (found.size() > limit)
            body.set("paging", paging(request, page.getLast().id()));
        return Answer.json(200, body);
    }

    private Answer create(Call call) {
        Body body = Body.of(call.request());
        var written = portal.objects.create(type(call), body.json().path("properties"), body.objects("associations"));
        return Answer.json(201, view.created(written.object()));
    }

    private Answer read(Call call) {
        Request request = call.request();
        ObjectType type = type(call);
        String id = call.variable("id");
        if (archived(request)) {
            CrmObject gone =
                    portal.store.find(type, id).filter(CrmObject::archived).orElseThrow(HubSpotError::noSuchObject);
            return Answer.json(200, shown(request, gone));
        }
        CrmObject object =
                portal.objects.find(type, id, idProperty(request)).orElseThrow(() -> absent(id, idProperty(request)));
        return Answer.json(200, shown(request, object));
    }

    private Answer update(Call call) {
        Body body = Body.of(call.request());
        String id = call.variable("id");
        String idProperty = idProperty(call.request());
        CrmObject current = portal.objects.find(type(call), id, idProperty).orElseThrow(() -> absent(id, idProperty));
        return Answer.json(
                200, view.updated(portal.objects.update(current, body.json().path("properties"))));
    }

    /** Also of what is not there. */
    private Answer archive(Call call) {
        portal.objects.find(type(call), call.variable("id"), null).ifPresent(portal.objects::archive);
        return Answer.empty(204);
    }

    private Answer merge(Call call) {
        Body body = Body.of(call.request());
        CrmObject survivor = portal.journal.atomically(() ->
                portal.objects.merge(type(call), body.required("primaryObjectId"), body.required("objectIdToMerge")));
        return Answer.json(200, view.created(survivor));
    }

    private Answer purge(Call call) {
        Body body = Body.of(call.request());
        String idProperty = body.text("idProperty").orElse("hs_object_id");
        portal.objects.find(type(call), body.required("objectId"), idProperty).ifPresent(portal.objects::purge);
        return Answer.empty(204);
    }

    private ObjectNode shown(Request request, CrmObject object) {
        ObjectNode json = view.read(object, words(request, "properties"));
        view.withHistory(object, json, words(request, "propertiesWithHistory"));
        return view.withAssociations(object, json, words(request, "associations"));
    }

    private static HubSpotError absent(String id, @Nullable String idProperty) {
        if (idProperty != null || id.matches("\\d+")) return HubSpotError.noSuchObject();
        return HubSpotError.notFound("Object not found.  objectId are usually numeric.")
                .context("id", id);
    }

    private static @Nullable String idProperty(Request request) {
        return request.query("idProperty").orElse(null);
    }

    private static boolean archived(Request request) {
        return request.query("archived").map(Boolean::parseBoolean).orElse(false);
    }

    private ObjectType type(Call call) {
        return portal.types.get(call.variable("type"));
    }
}
