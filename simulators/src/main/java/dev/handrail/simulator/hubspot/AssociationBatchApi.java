package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.hubspot.Associations.Associated;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Many associations at once, below {@code /crm/v4/associations}. Inputs that are refused harm no others. */
final class AssociationBatchApi {

    /** What one input does to its two records, and how the answer shows it. */
    private interface Work {
        List<ObjectNode> on(CrmObject from, CrmObject to, Body input);
    }

    private static final String BATCH = "/crm/v4/associations/{from}/{to}/batch/";

    private final Portal portal;

    AssociationBatchApi(Portal portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("POST", BATCH + "read", this::read)
                .on("POST", BATCH + "create", this::create)
                .on("POST", BATCH + "associate/default", this::createPlain)
                .on("POST", BATCH + "archive", this::archive)
                .on("POST", BATCH + "labels/archive", this::archiveLabels);
    }

    /** What reads of records without any say, in v3 and v4. */
    static HubSpotError none(ObjectType from, String id, ObjectType to) {
        return HubSpotError.notFound("No " + to.singular() + " is associated with " + from.singular() + " " + id + ".")
                .subCategory("crm.associations.NO_ASSOCIATIONS_FOUND")
                .context("fromObjectId", id)
                .context("fromObjectType", from.singular())
                .context("toObjectType", to.singular());
    }

    private Answer read(Call call) {
        ObjectType from = type(call, "from");
        ObjectType to = type(call, "to");
        var answer = new BatchAnswer();
        for (Body input : Body.of(call.request()).inputs()) {
            String id = input.required("id");
            List<Associated> found = portal.objects
                    .find(from, id, null)
                    .map(object -> portal.objects.associated(object, to))
                    .orElse(List.of());
            if (found.isEmpty()) {
                answer.error(none(from, id, to));
                continue;
            }
            ObjectNode result = Json.object();
            result.withObjectProperty("from").put("id", id);
            result.set(
                    "to", Json.array(found.stream().map(AssociationsApi::shown).toList()));
            answer.result(result);
        }
        return answer.answer(200, portal.now());
    }

    private Answer create(Call call) {
        return each(call, 201, (from, to, input) -> {
            if (input.objects("types").isEmpty()) throw HubSpotError.missing("types");
            List<AssociationType> types = types(from, to, input);
            types.forEach(type -> portal.associations.add(from, to, type));
            return List.of(AssociationsApi.labels(from, to, types));
        });
    }

    private Answer createPlain(Call call) {
        return each(call, 200, (from, to, input) -> AssociationsApi.plainBetween(portal, from, to));
    }

    private Answer archive(Call call) {
        for (Body input : Body.of(call.request()).inputs()) {
            var from =
                    portal.objects.find(type(call, "from"), input.object("from").required("id"), null);
            for (Body target : input.objects("to")) {
                var to = portal.objects.find(type(call, "to"), target.required("id"), null);
                if (from.isPresent() && to.isPresent()) portal.associations.removeAll(from.get(), to.get());
            }
        }
        return Answer.empty(204);
    }

    private Answer archiveLabels(Call call) {
        return portal.journal.atomically(() -> {
            for (Body input : Body.of(call.request()).inputs()) {
                CrmObject from = end(call, "from", input);
                CrmObject to = end(call, "to", input);
                types(from, to, input).forEach(type -> portal.associations.remove(from, to, type));
            }
            return Answer.empty(204);
        });
    }

    private Answer each(Call call, int status, Work work) {
        var answer = new BatchAnswer();
        for (Body input : Body.of(call.request()).inputs()) {
            try {
                portal.journal
                        .atomically(() -> work.on(end(call, "from", input), end(call, "to", input), input))
                        .forEach(answer::result);
            } catch (HubSpotError e) {
                answer.error(e);
            }
        }
        return answer.answer(status, portal.now());
    }

    private List<AssociationType> types(CrmObject from, CrmObject to, Body input) {
        return input.objects("types").stream()
                .map(spec -> portal.associationTypes.get(from.type(), to.type(), spec))
                .toList();
    }

    private CrmObject end(Call call, String side, Body input) {
        return AssociationsApi.end(portal, type(call, side), input.object(side).required("id"));
    }

    private ObjectType type(Call call, String side) {
        return portal.types.get(call.variable(side));
    }
}
