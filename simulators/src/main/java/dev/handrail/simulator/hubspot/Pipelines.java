package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The pipelines of deals and tickets with their stages, kept as HubSpot shows them. */
final class Pipelines {

    private static final String BEGINNING = "1970-01-01T00:00:00Z";

    private final Map<String, Map<String, ObjectNode>> byType = new LinkedHashMap<>();

    Pipelines() {
        Catalog.pipelines().forEachEntry((type, pipelines) -> {
            var some = new LinkedHashMap<String, ObjectNode>();
            for (JsonNode each : pipelines) {
                ObjectNode pipeline = dated(Json.object(), each.path("id").asString(), BEGINNING);
                pipeline.set("label", each.path("label"));
                pipeline.put("displayOrder", some.size());
                for (JsonNode brief : each.path("stages")) {
                    addStage(pipeline, brief, brief.path("id").asString(), BEGINNING);
                }
                some.put(each.path("id").asString(), pipeline);
            }
            byType.put(type, some);
        });
    }

    boolean has(ObjectType type) {
        return byType.containsKey(type.name());
    }

    List<ObjectNode> all(ObjectType type) {
        return List.copyOf(of(type).values());
    }

    Optional<ObjectNode> find(ObjectType type, String id) {
        return Optional.ofNullable(of(type).get(id));
    }

    ObjectNode get(ObjectType type, String id) {
        return find(type, id).orElseThrow(() -> HubSpotError.notFound("Pipeline " + id + " was not found"));
    }

    ObjectNode create(ObjectType type, Body wanted, String now) {
        String label = label(type, wanted, "");
        wanted.required("displayOrder");
        if (wanted.objects("stages").isEmpty()) throw HubSpotError.missing("stages");
        String id = wanted.text("pipelineId").orElseGet(Pipelines::newId);
        ObjectNode pipeline = dated(Json.object(), id, now);
        pipeline.put("label", label).put("displayOrder", wanted.number("displayOrder", 0));
        for (Body stage : wanted.objects("stages")) createStage(type, pipeline, stage, now);
        of(type).put(id, pipeline);
        return pipeline;
    }

    ObjectNode update(ObjectType type, String id, Body changes, String now) {
        ObjectNode pipeline = get(type, id);
        if (changes.text("label").isPresent()) pipeline.put("label", label(type, changes, id));
        pipeline.put(
                "displayOrder",
                changes.number("displayOrder", pipeline.path("displayOrder").asInt()));
        return pipeline.put("updatedAt", now);
    }

    ObjectNode replace(ObjectType type, String id, Body wanted, String now) {
        ObjectNode pipeline = update(type, id, wanted, now);
        if (wanted.objects("stages").isEmpty()) throw HubSpotError.missing("stages");
        pipeline.withArrayProperty("stages").removeAll();
        for (Body stage : wanted.objects("stages")) createStage(type, pipeline, stage, now);
        return pipeline;
    }

    void archive(ObjectType type, String id) {
        get(type, id);
        if (of(type).size() == 1) throw HubSpotError.invalid("The last pipeline cannot be deleted");
        of(type).remove(id);
    }

    List<ObjectNode> stages(ObjectNode pipeline) {
        var stages = new ArrayList<ObjectNode>();
        pipeline.path("stages").forEach(stage -> stages.add((ObjectNode) stage));
        return stages;
    }

    Optional<ObjectNode> findStage(ObjectNode pipeline, String id) {
        return stages(pipeline).stream()
                .filter(stage -> stage.path("id").asString().equals(id))
                .findFirst();
    }

    ObjectNode stage(ObjectNode pipeline, String id) {
        return findStage(pipeline, id)
                .orElseThrow(() -> HubSpotError.notFound("Pipeline stage " + id + " was not found"));
    }

    ObjectNode createStage(ObjectType type, ObjectNode pipeline, Body wanted, String now) {
        wanted.required("label");
        wanted.required("displayOrder");
        if (type.is("deals")
                && wanted.json().path("metadata").path("probability").isMissingNode()) {
            throw HubSpotError.invalid("A deal stage needs metadata.probability, between 0.0 and 1.0");
        }
        return addStage(pipeline, wanted.json(), wanted.text("stageId").orElseGet(Pipelines::newId), now);
    }

    ObjectNode updateStage(ObjectNode pipeline, String id, Body changes, String now) {
        ObjectNode stage = stage(pipeline, id);
        changes.text("label").ifPresent(label -> stage.put("label", label));
        stage.put(
                "displayOrder",
                changes.number("displayOrder", stage.path("displayOrder").asInt()));
        changes.json()
                .path("metadata")
                .forEachEntry(
                        (name, value) -> stage.withObjectProperty("metadata").put(name, value.asString()));
        return stage.put("updatedAt", now);
    }

    void archiveStage(ObjectNode pipeline, String id) {
        stage(pipeline, id);
        var left = stages(pipeline).stream()
                .filter(stage -> !stage.path("id").asString().equals(id))
                .toList();
        pipeline.set("stages", Json.array(left));
    }

    private static ObjectNode addStage(ObjectNode pipeline, JsonNode brief, String id, String now) {
        ObjectNode stage = dated(Json.object(), id, now);
        stage.set("label", brief.path("label"));
        stage.put(
                "displayOrder",
                brief.path("displayOrder").asInt(pipeline.path("stages").size()));
        stage.put("writePermissions", "CRM_PERMISSIONS_ENFORCEMENT");
        ObjectNode metadata = stage.withObjectProperty("metadata");
        brief.path("metadata").forEachEntry((name, value) -> metadata.put(name, value.asString()));
        if (!metadata.has("isClosed")) {
            String probability = metadata.path("probability").asString("0.5");
            metadata.put(
                    "isClosed", String.valueOf(List.of("0.0", "1.0", "0", "1").contains(probability)));
        }
        pipeline.withArrayProperty("stages").add(stage);
        return stage;
    }

    private String label(ObjectType type, Body wanted, String exceptId) {
        String label = wanted.required("label");
        boolean taken = of(type).values().stream()
                .anyMatch(each -> each.path("label").asString().equals(label)
                        && !each.path("id").asString().equals(exceptId));
        if (taken) throw HubSpotError.conflict("A pipeline with the label '" + label + "' already exists.");
        return label;
    }

    private static ObjectNode dated(ObjectNode json, String id, String now) {
        return json.put("id", id).put("archived", false).put("createdAt", now).put("updatedAt", now);
    }

    private Map<String, ObjectNode> of(ObjectType type) {
        Map<String, ObjectNode> some = byType.get(type.name());
        if (some == null) throw HubSpotError.invalid("Records of type " + type.upper() + " have no pipelines");
        return some;
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
