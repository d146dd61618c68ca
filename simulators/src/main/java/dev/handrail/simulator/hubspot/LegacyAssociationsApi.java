package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.hubspot.Associations.Associated;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Associations by name, such as {@code contact_to_company}, at their v3 paths. */
final class LegacyAssociationsApi {

    private static final String OF_ONE = "/crm/v3/objects/{from}/{id}/associations/{to}";
    private static final String BETWEEN = OF_ONE + "/{toId}/{name}";
    private static final String BATCH = "/crm/v3/associations/{from}/{to}/batch/";

    private final Portal portal;
    private final ObjectView view;

    LegacyAssociationsApi(Portal portal, ObjectView view) {
        this.portal = portal;
        this.view = view;
    }

    void addTo(Router router) {
        router.on("GET", OF_ONE, this::list)
                .on("PUT", BETWEEN, this::add)
                .on("DELETE", BETWEEN, this::remove)
                .on("POST", BATCH + "read", this::read)
                .on("POST", BATCH + "create", this::create)
                .on("POST", BATCH + "archive", this::archive);
    }

    private Answer list(Call call) {
        CrmObject from = portal.objects.get(type(call, "from"), call.variable("id"), null);
        return Answer.json(200, Json.results(named(from, type(call, "to"))));
    }

    private Answer add(Call call) {
        CrmObject from = AssociationsApi.end(portal, type(call, "from"), call.variable("id"));
        CrmObject to = AssociationsApi.end(portal, type(call, "to"), call.variable("toId"));
        portal.associations.add(from, to, portal.associationTypes.named(from.type(), to.type(), call.variable("name")));
        ObjectNode json = view.read(from, List.of());
        return Answer.json(
                200, view.withAssociations(from, json, List.of(to.type().name())));
    }

    private Answer remove(Call call) {
        CrmObject from = AssociationsApi.end(portal, type(call, "from"), call.variable("id"));
        CrmObject to = AssociationsApi.end(portal, type(call, "to"), call.variable("toId"));
        portal.associations.remove(
                from, to, portal.associationTypes.named(from.type(), to.type(), call.variable("name")));
        return Answer.empty(204);
    }

    private Answer read(Call call) {
        ObjectType from = type(call, "from");
        ObjectType to = type(call, "to");
        var answer = new BatchAnswer();
        for (Body input : Body.of(call.request()).inputs()) {
            String id = input.required("id");
            List<ObjectNode> found = portal.objects
                    .find(from, id, null)
                    .map(object -> named(object, to))
                    .orElse(List.of());
            if (found.isEmpty()) {
                answer.error(AssociationBatchApi.none(from, id, to));
                continue;
            }
            ObjectNode result = Json.object();
            result.withObjectProperty("from").put("id", id);
            ArrayNode ends = result.withArrayProperty("to");
            found.forEach(ends::add);
            answer.result(result);
        }
        return answer.answer(200, portal.now());
    }

    private Answer create(Call call) {
        var answer = new BatchAnswer();
        for (Body input : Body.of(call.request()).inputs()) {
            try {
                CrmObject from = end(call, "from", input);
                CrmObject to = end(call, "to", input);
                AssociationType type = portal.associationTypes.named(from.type(), to.type(), input.required("type"));
                portal.associations.add(from, to, type);
                ObjectNode result = Json.object().put("type", type.name());
                result.withObjectProperty("from").put("id", from.id());
                result.withObjectProperty("to").put("id", to.id());
                answer.result(result);
            } catch (HubSpotError e) {
                answer.error(e);
            }
        }
        return answer.answer(201, portal.now());
    }

    private Answer archive(Call call) {
        for (Body input : Body.of(call.request()).inputs()) {
            CrmObject from = end(call, "from", input);
            CrmObject to = end(call, "to", input);
            portal.associations.remove(
                    from, to, portal.associationTypes.named(from.type(), to.type(), input.required("type")));
        }
        return Answer.empty(204);
    }

    private List<ObjectNode> named(CrmObject from, ObjectType to) {
        var all = new ArrayList<ObjectNode>();
        for (Associated each : portal.objects.associated(from, to)) {
            for (AssociationType type : each.types()) {
                all.add(Json.object().put("id", each.id()).put("type", type.name()));
            }
        }
        return all;
    }

    private CrmObject end(Call call, String side, Body input) {
        return AssociationsApi.end(portal, type(call, side), input.object(side).required("id"));
    }

    private ObjectType type(Call call, String side) {
        return portal.types.get(call.variable(side));
    }
}
