package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.hubspot.Associations.Associated;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Associations of one record, below {@code /crm/v4/objects}. */
final class AssociationsApi {

    private static final String ALL = "/crm/v4/objects/{from}/{id}/associations/{to}";
    private static final String ONE = ALL + "/{toId}";
    private static final int LONGEST_PAGE = 500;

    private final Portal portal;

    AssociationsApi(Portal portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("PUT", "/crm/v4/objects/{from}/{id}/associations/default/{to}/{toId}", this::addPlain)
                .on("GET", ALL, this::list)
                .on("PUT", ONE, this::add)
                .on("DELETE", ONE, this::remove);
    }

    /** As lists show an associated record. */
    static ObjectNode shown(Associated associated) {
        ObjectNode json = Json.object().put("toObjectId", associated.id());
        json.set(
                "associationTypes",
                Json.array(
                        associated.types().stream().map(AssociationType::json).toList()));
        return json;
    }

    /** Both directions of the plain association of two records. */
    static List<ObjectNode> plainBetween(Portal portal, CrmObject from, CrmObject to) {
        AssociationType there = portal.associationTypes.plain(from.type(), to.type());
        portal.associations.add(from, to, there);
        AssociationType back = portal.associationTypes.inverse(there);
        return List.of(direction(from, to, there), direction(to, from, back));
    }

    /** The labels between two records, as answers to their creation show them. */
    static ObjectNode labels(CrmObject from, CrmObject to, List<AssociationType> types) {
        ObjectNode json = Json.object()
                .put("fromObjectTypeId", from.type().id())
                .put("fromObjectId", from.id())
                .put("toObjectTypeId", to.type().id())
                .put("toObjectId", to.id());
        json.set(
                "labels",
                Json.strings(types.stream()
                        .map(AssociationType::label)
                        .filter(AssociationsApi::present)
                        .toList()));
        return json;
    }

    /** The living record, or a refusal that names it. */
    static CrmObject end(Portal portal, ObjectType type, String id) {
        return portal.objects
                .find(type, id, null)
                .orElseThrow(() -> HubSpotError.notFound(
                                type.upper() + " " + id + " was not found, so it cannot be associated")
                        .context("id", id));
    }

    private static boolean present(@Nullable String label) {
        return label != null;
    }

    private static ObjectNode direction(CrmObject from, CrmObject to, AssociationType type) {
        ObjectNode json = Json.object();
        json.withObjectProperty("from").put("id", from.id());
        json.withObjectProperty("to").put("id", to.id());
        json.set("associationSpec", type.spec());
        return json;
    }

    private Answer list(Call call) {
        Request request = call.request();
        CrmObject from = portal.objects.get(type(call, "from"), call.variable("id"), null);
        long after = ObjectsApi.after(request);
        int limit = ObjectsApi.limit(request, LONGEST_PAGE, LONGEST_PAGE);
        List<Associated> found = portal.objects.associated(from, type(call, "to")).stream()
                .filter(each -> Long.parseLong(each.id()) > after)
                .limit(limit + 1L)
                .toList();
        List<Associated> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode body = Json.results(page.stream().map(AssociationsApi::shown).toList());
        if (found.size() > limit)
            body.set("paging", ObjectsApi.paging(request, page.getLast().id()));
        return Answer.json(200, body);
    }

    private Answer addPlain(Call call) {
        var answer = new BatchAnswer();
        portal.journal
                .atomically(() -> plainBetween(portal, from(call), to(call)))
                .forEach(answer::result);
        return answer.answer(200, portal.now());
    }

    private Answer add(Call call) {
        CrmObject from = from(call);
        CrmObject to = to(call);
        JsonNode specs = Body.read(call.request());
        if (!specs.isArray() || specs.isEmpty())
            throw HubSpotError.invalidJson("A list of association types was expected");
        return portal.journal.atomically(() -> {
            var types = new ArrayList<AssociationType>();
            for (JsonNode spec : specs) {
                AssociationType type = portal.associationTypes.get(from.type(), to.type(), Body.of(spec));
                portal.associations.add(from, to, type);
                types.add(type);
            }
            return Answer.json(201, labels(from, to, types));
        });
    }

    private Answer remove(Call call) {
        portal.associations.removeAll(from(call), to(call));
        return Answer.empty(204);
    }

    private CrmObject from(Call call) {
        return end(portal, type(call, "from"), call.variable("id"));
    }

    private CrmObject to(Call call) {
        return end(portal, type(call, "to"), call.variable("toId"));
    }

    private ObjectType type(Call call, String variable) {
        return portal.types.get(call.variable(variable));
    }
}
