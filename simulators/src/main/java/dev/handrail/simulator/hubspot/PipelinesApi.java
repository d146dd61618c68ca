package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.http.Router.Route;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines and their stages, below {@code /crm/v3/pipelines}. */
final class PipelinesApi {

    private static final String ALL = "/crm/v3/pipelines/{type}";
    private static final String ONE = ALL + "/{pipeline}";
    private static final String STAGES = ONE + "/stages";
    private static final String STAGE = STAGES + "/{stage}";

    private final Portal portal;
    private final Pipelines pipelines;

    PipelinesApi(Portal portal) {
        this.portal = portal;
        pipelines = portal.pipelines;
    }

    void addTo(Router router) {
        Route noAudit = call -> Answer.json(200, Json.results(List.of()));
        router.on("GET", ALL, call -> Answer.json(200, Json.results(pipelines.all(type(call)))))
                .on("POST", ALL, call -> Answer.json(201, pipelines.create(type(call), body(call), now())))
                .on("GET", ONE, call -> Answer.json(200, pipeline(call)))
                .on("PATCH", ONE, call -> Answer.json(200, pipelines.update(type(call), id(call), body(call), now())))
                .on("PUT", ONE, call -> Answer.json(200, pipelines.replace(type(call), id(call), body(call), now())))
                .on("DELETE", ONE, this::archive)
                .on("GET", ONE + "/audit", noAudit)
                .on("GET", STAGES, call -> Answer.json(200, Json.results(pipelines.stages(pipeline(call)))))
                .on("POST", STAGES, this::createStage)
                .on("GET", STAGE, call -> Answer.json(200, pipelines.stage(pipeline(call), stage(call))))
                .on("PATCH", STAGE, this::updateStage)
                .on("PUT", STAGE, this::updateStage)
                .on("DELETE", STAGE, this::archiveStage)
                .on("GET", STAGE + "/audit", noAudit);
    }

    private Answer archive(Call call) {
        if (asksForUse(call)) refuseUsed(call, "pipeline", id(call));
        pipelines.archive(type(call), id(call));
        return Answer.empty(204);
    }

    private Answer createStage(Call call) {
        return Answer.json(201, pipelines.createStage(type(call), pipeline(call), body(call), now()));
    }

    private Answer updateStage(Call call) {
        return Answer.json(200, pipelines.updateStage(pipeline(call), stage(call), body(call), now()));
    }

    private Answer archiveStage(Call call) {
        if (asksForUse(call)) refuseUsed(call, "dealstage", stage(call));
        pipelines.archiveStage(pipeline(call), stage(call));
        return Answer.empty(204);
    }

    private void refuseUsed(Call call, String property, String value) {
        String name = type(call).is("tickets")
                ? (property.equals("pipeline") ? "hs_pipeline" : "hs_pipeline_stage")
                : property;
        if (portal.store
                .living(type(call))
                .anyMatch(object -> object.value(name).equals(value))) {
            throw HubSpotError.invalid(value + " is still used by records, so it cannot be deleted");
        }
    }

    private static boolean asksForUse(Call call) {
        return List.of("validateReferencesBeforeDelete", "validateDealStageUsagesBeforeDelete").stream()
                .anyMatch(name ->
                        call.request().query(name).map(Boolean::parseBoolean).orElse(false));
    }

    private ObjectNode pipeline(Call call) {
        return pipelines.get(type(call), id(call));
    }

    private ObjectType type(Call call) {
        return portal.types.get(call.variable("type"));
    }

    private static String id(Call call) {
        return call.variable("pipeline");
    }

    private static String stage(Call call) {
        return call.variable("stage");
    }

    private static Body body(Call call) {
        return Body.of(call.request());
    }

    private String now() {
        return portal.now().toString();
    }
}
