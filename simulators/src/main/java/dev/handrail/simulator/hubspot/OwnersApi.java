package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /crm/v3/owners}. */
final class OwnersApi {

    private final Portal portal;

    OwnersApi(Portal portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("GET", "/crm/v3/owners", this::list).on("GET", "/crm/v3/owners/{id}", this::read);
    }

    private Answer list(Call call) {
        Request request = call.request();
        String email = request.query("email").orElse("");
        long after = ObjectsApi.after(request);
        int limit = ObjectsApi.limit(request, 100, 500);
        List<ObjectNode> found = portal.owners.all(archived(request)).stream()
                .filter(owner ->
                        email.isEmpty() || owner.path("email").asString().equalsIgnoreCase(email))
                .filter(owner -> owner.path("id").asLong() > after)
                .limit(limit + 1L)
                .toList();
        List<ObjectNode> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode body = Json.results(page);
        if (found.size() > limit) {
            body.set(
                    "paging",
                    ObjectsApi.paging(request, page.getLast().path("id").asString()));
        }
        return Answer.json(200, body);
    }

    private Answer read(Call call) {
        Request request = call.request();
        String member = request.query("idProperty").orElse("id");
        return portal.owners
                .find(member, call.variable("id"))
                .filter(owner -> owner.path("archived").asBoolean() == archived(request))
                .map(owner -> Answer.json(200, owner))
                .orElseThrow(() -> HubSpotError.notFound("Owner " + call.variable("id") + " was not found"));
    }

    private static boolean archived(Request request) {
        return request.query("archived").map(Boolean::parseBoolean).orElse(false);
    }
}
