package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Definitions of properties and their groups, below {@code /crm/v3/properties}. */
final class PropertiesApi {

    private static final String ALL = "/crm/v3/properties/{type}";
    private static final String ONE = ALL + "/{name}";
    private static final String GROUPS = ALL + "/groups";
    private static final String GROUP = GROUPS + "/{name}";

    private final Portal portal;

    PropertiesApi(Portal portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("GET", GROUPS, call -> Answer.json(200, Json.results(portal.properties.groups(type(call)))))
                .on(
                        "POST",
                        GROUPS,
                        call -> Answer.json(201, portal.properties.createGroup(type(call), Body.of(call.request()))))
                .on("GET", GROUP, call -> Answer.json(200, portal.properties.group(type(call), call.variable("name"))))
                .on(
                        "PATCH",
                        GROUP,
                        call -> Answer.json(
                                200,
                                portal.properties.updateGroup(
                                        type(call), call.variable("name"), Body.of(call.request()))))
                .on("DELETE", GROUP, call -> {
                    portal.properties.archiveGroup(type(call), call.variable("name"));
                    return Answer.empty(204);
                })
                .on("POST", ALL + "/batch/create", this::createSome)
                .on("POST", ALL + "/batch/read", this::readSome)
                .on("POST", ALL + "/batch/archive", this::archiveSome)
                .on("GET", ALL, this::list)
                .on("POST", ALL, call -> Answer.json(201, create(call, Body.of(call.request()))))
                .on(
                        "GET",
                        ONE,
                        call -> Answer.json(
                                200,
                                portal.properties
                                        .get(type(call), call.variable("name"), archived(call))
                                        .json()))
                .on(
                        "PATCH",
                        ONE,
                        call -> Answer.json(
                                200,
                                portal.properties
                                        .update(type(call), call.variable("name"), Body.of(call.request()), now())
                                        .json()))
                .on("DELETE", ONE, call -> {
                    portal.properties.archive(type(call), call.variable("name"), now());
                    return Answer.empty(204);
                });
    }

    private Answer list(Call call) {
        return Answer.json(
                200,
                Json.results(portal.properties.all(type(call), archived(call)).stream()
                        .map(Property::json)
                        .toList()));
    }

    private ObjectNode create(Call call, Body wanted) {
        return portal.properties.create(type(call), wanted, now()).json();
    }

    /** Those that can be created are; the others are reported beside them. */
    private Answer createSome(Call call) {
        var answer = new BatchAnswer();
        for (Body input : Body.of(call.request()).inputs()) {
            try {
                answer.result(create(call, input));
            } catch (HubSpotError e) {
                answer.error(e.context("name", input.text("name").orElse("")));
            }
        }
        return answer.answer(201, portal.now());
    }

    private Answer readSome(Call call) {
        Body body = Body.of(call.request());
        var answer = new BatchAnswer();
        for (Body input : body.inputs()) {
            try {
                answer.result(portal.properties
                        .get(type(call), input.required("name"), body.flag("archived"))
                        .json());
            } catch (HubSpotError e) {
                answer.error(e.context("name", input.text("name").orElse("")));
            }
        }
        return answer.answer(200, portal.now());
    }

    private Answer archiveSome(Call call) {
        for (Body input : Body.of(call.request()).inputs()) {
            String name = input.required("name");
            if (portal.properties.find(type(call), name).isPresent())
                portal.properties.archive(type(call), name, now());
        }
        return Answer.empty(204);
    }

    private static boolean archived(Call call) {
        Optional<String> archived = call.request().query("archived");
        return archived.map(Boolean::parseBoolean).orElse(false);
    }

    private String now() {
        return portal.now().toString();
    }

    private ObjectType type(Call call) {
        return portal.types.get(call.variable("type"));
    }
}
