package dev.handrail.lead;

import dev.handrail.call.Digest;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The configured way from an analysis' decision to steps. Loaded whole or refused whole.
 *
 * @param first steps before those of the decision
 * @param last steps after those of the decision
 */
public record PlanTemplate(
        int version, List<Step> first, Map<GroundedLead.Decision, List<Step>> decisions, List<Step> last, String hash) {

    /** Tools that write fields of the lead or look for its account, and do nothing else before they know more. */
    private static final List<String> TRAVELLING = List.of(
            "update_lead_status",
            "set_lead_score",
            "set_intent_level",
            "sync_firmographics",
            "sync_enrichment_metadata",
            "match_account");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    /**
     * @param critical whether its final failure undoes the lead
     * @param when {@code always}, {@code high_fit} or {@code enriched}
     * @param with fixed arguments
     */
    public record Step(
            String tool,
            boolean critical,
            @Nullable Condition when,
            @Nullable Map<String, Object> with) {}

    /** When a step belongs to the plan of a lead. */
    public enum Condition {
        ALWAYS,
        HIGH_FIT,
        ENRICHED;

        boolean holdsFor(PlanRequest request) {
            return switch (this) {
                case ALWAYS -> true;
                case HIGH_FIT -> request.intent() == GroundedLead.Intent.HIGH_FIT;
                case ENRICHED -> request.enriched();
            };
        }
    }

    private record Document(
            @Nullable Integer version,
            @Nullable List<WrittenStep> first,
            @Nullable Map<GroundedLead.Decision, @Nullable List<WrittenStep>> decisions,
            @Nullable List<WrittenStep> last) {}

    /**
     * A step and the line it stands on, to name it when it is refused.
     *
     * @param problem why it is no step
     */
    @JsonDeserialize(using = WrittenStepReader.class)
    private record WrittenStep(
            int line, @Nullable Step step, @Nullable String problem) {}

    private static final class WrittenStepReader extends ValueDeserializer<WrittenStep> {
        @Override
        public WrittenStep deserialize(JsonParser parser, DeserializationContext context) {
            int line = parser.currentTokenLocation().getLineNr();
            JsonNode written = context.readTree(parser);
            try {
                return new WrittenStep(line, context.readTreeAsValue(written, Step.class), null);
            } catch (UnrecognizedPropertyException e) {
                return new WrittenStep(line, null, "a step has no " + e.getPropertyName());
            } catch (JacksonException e) {
                return new WrittenStep(line, null, e.getOriginalMessage());
            }
        }

        @Override
        public WrittenStep getNullValue(DeserializationContext context) {
            return new WrittenStep(
                    context.getParser().currentTokenLocation().getLineNr(), null, "a step names its tool");
        }
    }

    /** @throws IllegalArgumentException with every problem found and its line */
    public static PlanTemplate parse(String yaml, Catalog catalog) {
        Document document = read(yaml);
        List<String> problems = new ArrayList<>();
        if (document.version() == null || document.version() != 1) {
            problems.add("version must be 1");
        }
        List<Step> first = checked(document.first(), catalog, problems);
        Map<GroundedLead.Decision, List<Step>> decisions = new EnumMap<>(GroundedLead.Decision.class);
        for (GroundedLead.Decision decision : GroundedLead.Decision.values()) {
            List<WrittenStep> written =
                    document.decisions() == null ? null : document.decisions().get(decision);
            if (written == null) {
                problems.add("decisions has no steps for " + decision);
            }
            decisions.put(decision, checked(written, catalog, problems));
        }
        List<Step> last = checked(document.last(), catalog, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The plan is refused: " + String.join("; ", problems));
        }
        return new PlanTemplate(1, first, decisions, last, Digest.ofText(yaml));
    }

    private static Document read(String yaml) {
        try {
            Document document = YAML.readValue(yaml, Document.class);
            if (document == null) {
                throw new IllegalArgumentException("The plan is empty; it needs version, decisions and their steps");
            }
            return document;
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    "The plan cannot be read%s: %s".formatted(where, e.getOriginalMessage()), e);
        }
    }

    private static List<Step> checked(@Nullable List<WrittenStep> written, Catalog catalog, List<String> problems) {
        if (written == null) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (WrittenStep one : written) {
            Step step = one.step();
            if (step == null) {
                problems.add("line %d: %s".formatted(one.line(), one.problem()));
            } else {
                problemsOf(step, catalog)
                        .forEach(problem -> problems.add("line %d: %s".formatted(one.line(), problem)));
                steps.add(step);
            }
        }
        return steps;
    }

    /** @param overANetwork whether the CRM is, so that steps had better share their requests */
    public ActionPlan planFor(PlanRequest request, Catalog catalog, boolean overANetwork) {
        List<Step> steps = new ArrayList<>(first);
        steps.addAll(decisions.getOrDefault(request.decision(), List.of()));
        steps.addAll(last);
        return new ActionPlan(
                hash,
                steps.stream()
                        .filter(step -> step.when() == null || step.when().holdsFor(request))
                        .map(step -> planned(step, catalog.tool(step.tool())))
                        .toList(),
                true,
                overANetwork ? TRAVELLING : List.of(),
                null);
    }

    private static ActionPlan.PlannedStep planned(Step step, Tool tool) {
        return new ActionPlan.PlannedStep(
                step.tool(),
                step.critical(),
                tool.undo(),
                tool.required(),
                step.with() == null ? Map.of() : step.with());
    }

    private static List<String> problemsOf(Step step, Catalog catalog) {
        Optional<Tool> tool = Optional.ofNullable(step.tool()).flatMap(catalog::find);
        if (tool.isEmpty()) {
            return List.of("there is no tool called %s".formatted(step.tool()));
        }
        if (!LeadArguments.knows(step.tool())) {
            return List.of("%s cannot be a step of a lead; call it by itself".formatted(step.tool()));
        }
        List<String> problems = new ArrayList<>();
        Map<String, @Nullable Object> with = step.with() == null ? Map.of() : step.with();
        with.forEach((name, value) -> {
            if (tool.get().parameters().stream()
                    .noneMatch(parameter -> parameter.name().equals(name))) {
                problems.add("%s takes no argument %s".formatted(step.tool(), name));
            } else if (value == null) {
                problems.add("argument %s of %s has no value".formatted(name, step.tool()));
            }
        });
        return problems;
    }
}
