package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What HubSpot itself does with checked values: stages that must exist, values that follow from others, defaults. */
final class ObjectRules {

    static final List<String> LIFECYCLE = List.of(
            "subscriber",
            "lead",
            "marketingqualifiedlead",
            "salesqualifiedlead",
            "opportunity",
            "customer",
            "evangelist",
            "other");

    private record StageNames(String pipeline, String stage, String defaultPipeline) {}

    private static final Map<String, StageNames> STAGES = Map.of(
            "deals", new StageNames("pipeline", "dealstage", "default"),
            "tickets", new StageNames("hs_pipeline", "hs_pipeline_stage", "0"));

    private final Pipelines pipelines;
    private final ObjectStore store;

    ObjectRules(Pipelines pipelines, ObjectStore store) {
        this.pipelines = pipelines;
        this.store = store;
    }

    /** The values that a new record gets. */
    Map<String, String> forCreate(ObjectType type, Map<String, String> wanted, String now) {
        var values = new LinkedHashMap<>(wanted);
        values.values().removeIf(String::isEmpty);
        requirePresent(type, values);
        if (type.is("contacts") || type.is("companies")) values.putIfAbsent("lifecyclestage", "lead");
        StageNames names = STAGES.get(type.name());
        if (names != null) values.putIfAbsent(names.pipeline, names.defaultPipeline);
        derive(type, values, null, now);
        return values;
    }

    /** What changes on the record: some of the wanted values, and what follows from them. */
    Map<String, String> forUpdate(CrmObject current, Map<String, String> wanted, String now) {
        var values = new LinkedHashMap<>(wanted);
        String stage = values.getOrDefault("lifecyclestage", "");
        String before = current.value("lifecyclestage");
        boolean backwards = LIFECYCLE.contains(stage)
                && LIFECYCLE.contains(before)
                && LIFECYCLE.indexOf(stage) < LIFECYCLE.indexOf(before);
        if (backwards) values.remove("lifecyclestage");
        derive(current.type(), values, current, now);
        values.entrySet().removeIf(value -> value.getValue().equals(current.value(value.getKey())));
        return values;
    }

    /** @param self id of the record that may have the values; null for a new one */
    void requireUnique(ObjectType type, Map<String, String> values, Properties properties, @Nullable String self) {
        values.forEach((name, value) -> {
            if (value.isEmpty()
                    || properties.find(type, name).filter(Property::unique).isEmpty()) return;
            Optional<CrmObject> owner =
                    store.findBy(type, name, value).filter(other -> !other.id().equals(self));
            if (owner.isEmpty()) return;
            if (type.is("contacts") && name.equals("email")) {
                throw HubSpotError.conflict(
                        "Contact already exists. Existing ID: " + owner.get().id());
            }
            String message = "Cannot set PropertyValueCoordinates{portalId=" + Portal.ID + ", objectTypeId=" + type.id()
                    + ", propertyName=" + name + ", value=" + value + "} on " + (self == null ? "new record" : self)
                    + ". " + owner.get().id() + " already has that value.";
            throw ValueProblem.refusal(List.of(new ValueProblem(name, "CONFLICTING_UNIQUE_VALUE", message)));
        });
    }

    private static void requirePresent(ObjectType type, Map<String, String> values) {
        var missing = new ArrayList<>(type.required());
        missing.removeAll(values.keySet());
        boolean noneOfSome =
                !type.requiredOneOf().isEmpty() && type.requiredOneOf().stream().noneMatch(values::containsKey);
        if (noneOfSome) missing.addAll(type.requiredOneOf());
        if (missing.isEmpty()) return;
        throw HubSpotError.invalid("Error creating " + type.upper() + ". Some required properties were not set.")
                .context("properties", missing);
    }

    private void derive(ObjectType type, Map<String, String> values, @Nullable CrmObject current, String now) {
        if (type.is("contacts")) deriveContact(values, current);
        StageNames names = STAGES.get(type.name());
        if (names != null && (values.containsKey(names.pipeline) || values.containsKey(names.stage))) {
            ObjectNode stage = requireStage(type, names, values, current);
            if (stage != null && type.is("deals")) deriveDeal(stage, values, current, now);
        }
        if (type.is("tasks") && values.containsKey("hs_task_status")) {
            values.put("hs_task_completion_date", values.get("hs_task_status").equals("COMPLETED") ? now : "");
        }
        Stream.of("hs_note_body", "hs_task_body", "hs_call_body").forEach(body -> {
            if (values.containsKey(body) && !values.get(body).isEmpty()) {
                values.put("hs_body_preview", values.get(body).replaceAll("<[^>]*>", ""));
            }
        });
        if (values.containsKey("hubspot_owner_id")) {
            values.put(
                    "hubspot_owner_assigneddate", values.get("hubspot_owner_id").isEmpty() ? "" : now);
        }
    }

    private static void deriveContact(Map<String, String> values, @Nullable CrmObject current) {
        String email = after("email", values, current);
        if (values.containsKey("email")) {
            values.put("hs_email_domain", email.substring(email.indexOf('@') + 1));
        }
        if (Stream.of("email", "firstname", "lastname").anyMatch(values::containsKey)) {
            String name = (after("firstname", values, current) + " " + after("lastname", values, current)).strip();
            values.put("hs_full_name_or_email", name.isEmpty() ? email : name);
        }
    }

    private static void deriveDeal(
            ObjectNode stage, Map<String, String> values, @Nullable CrmObject current, String now) {
        String probability = stage.path("metadata").path("probability").asString("0");
        boolean closed = stage.path("metadata").path("isClosed").asString("").equals("true");
        boolean won = closed
                && ValueFormats.number(probability)
                        .filter(each -> each.signum() > 0)
                        .isPresent();
        values.put("hs_deal_stage_probability", probability);
        values.put("hs_is_closed", String.valueOf(closed));
        values.put("hs_is_closed_won", String.valueOf(won));
        if (closed && after("closedate", values, current).isEmpty()) values.put("closedate", now);
    }

    private @Nullable ObjectNode requireStage(
            ObjectType type, StageNames names, Map<String, String> values, @Nullable CrmObject current) {
        String pipelineId = after(names.pipeline, values, current);
        String stageId = after(names.stage, values, current);
        ObjectNode pipeline = pipelines.find(type, pipelineId).orElse(null);
        if (pipeline == null) {
            List<String> known = pipelines.all(type).stream()
                    .map(each -> each.path("id").asString())
                    .toList();
            throw ValueProblem.refusal(List.of(ValueProblem.notAnOption(names.pipeline, pipelineId, known)));
        }
        if (stageId.isEmpty()) return null;
        return pipelines.findStage(pipeline, stageId).orElseThrow(() -> {
            List<String> known = pipelines.stages(pipeline).stream()
                    .map(each -> each.path("id").asString())
                    .toList();
            return ValueProblem.refusal(List.of(ValueProblem.notAnOption(names.stage, stageId, known)));
        });
    }

    private static String after(String name, Map<String, String> values, @Nullable CrmObject current) {
        return values.getOrDefault(name, current == null ? "" : current.value(name));
    }
}
