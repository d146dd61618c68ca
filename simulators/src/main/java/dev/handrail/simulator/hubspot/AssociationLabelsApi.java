package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;

/** The ways in which records of two types can belong together, below {@code /crm/v4/associations}. */
final class AssociationLabelsApi {

    private static final String LABELS = "/crm/v4/associations/{from}/{to}/labels";

    private final Portal portal;

    AssociationLabelsApi(Portal portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("GET", LABELS, this::list)
                .on("POST", LABELS, this::create)
                .on("PUT", LABELS, this::update)
                .on("DELETE", LABELS + "/{id}", this::delete)
                .on("GET", "/crm/v3/associations/{from}/{to}/types", this::names);
    }

    private Answer list(Call call) {
        return Answer.json(
                200,
                Json.results(portal.associationTypes.between(from(call), to(call)).stream()
                        .map(AssociationType::json)
                        .toList()));
    }

    private Answer names(Call call) {
        return Answer.json(
                200,
                Json.results(portal.associationTypes.between(from(call), to(call)).stream()
                        .map(type -> Json.object()
                                .put("id", String.valueOf(type.id()))
                                .put("name", type.name()))
                        .toList()));
    }

    private Answer create(Call call) {
        Body body = Body.of(call.request());
        var created = portal.associationTypes.create(
                from(call),
                to(call),
                body.required("name"),
                body.required("label"),
                body.text("inverseLabel").orElse(null));
        return Answer.json(
                200, Json.results(created.stream().map(AssociationType::json).toList()));
    }

    private Answer update(Call call) {
        Body body = Body.of(call.request());
        body.required("associationTypeId");
        AssociationType type = portal.associationTypes.get(from(call), to(call), body.number("associationTypeId", 0));
        portal.associationTypes.relabel(
                type, body.required("label"), body.text("inverseLabel").orElse(null));
        return Answer.empty(204);
    }

    private Answer delete(Call call) {
        String id = call.variable("id");
        if (!id.matches("\\d{1,9}")) throw HubSpotError.invalid("An association type's id is a number, not " + id);
        portal.associationTypes.delete(portal.associationTypes.get(from(call), to(call), Integer.parseInt(id)));
        return Answer.empty(204);
    }

    private ObjectType from(Call call) {
        return portal.types.get(call.variable("from"));
    }

    private ObjectType to(Call call) {
        return portal.types.get(call.variable("to"));
    }
}
