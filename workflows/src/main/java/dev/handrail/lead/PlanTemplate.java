package dev.handrail.lead;

import dev.handrail.call.Digest;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The configured way from an analysis' decision to steps. Loaded whole or refused whole.
 *
 * @param first steps before those of the decision
 * @param last steps after those of the decision
 */
public record PlanTemplate(
        int version, List<Step> first, Map<GroundedLead.Decision, List<Step>> decisions, List<Step> last, String hash) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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
            int version,
            @Nullable List<Step> first,
            @Nullable Map<GroundedLead.Decision, List<Step>> decisions,
            @Nullable List<Step> last) {}

    /** @throws IllegalArgumentException with every problem found, and the line where the YAML itself is wrong */
    public static PlanTemplate parse(String yaml, Catalog catalog) {
        Document document;
        try {
            document = YAML.readValue(yaml, Document.class);
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    "The plan cannot be read%s: %s".formatted(where, e.getOriginalMessage()), e);
        }
        PlanTemplate template = new PlanTemplate(
                document.version(),
                Optional.ofNullable(document.first()).orElse(List.of()),
                Optional.ofNullable(document.decisions()).orElse(Map.of()),
                Optional.ofNullable(document.last()).orElse(List.of()),
                Digest.ofText(yaml));
        List<String> problems = template.problems(catalog);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The plan is refused: " + String.join("; ", problems));
        }
        return template;
    }

    public ActionPlan planFor(PlanRequest request, Catalog catalog) {
        List<Step> steps = new ArrayList<>(first);
        steps.addAll(decisions.getOrDefault(request.decision(), List.of()));
        steps.addAll(last);
        return new ActionPlan(
                hash,
                steps.stream()
                        .filter(step -> step.when() == null || step.when().holdsFor(request))
                        .map(step -> planned(step, catalog.tool(step.tool())))
                        .toList());
    }

    private static ActionPlan.PlannedStep planned(Step step, Tool tool) {
        return new ActionPlan.PlannedStep(
                step.tool(),
                step.critical(),
                tool.undo(),
                tool.required(),
                step.with() == null ? Map.of() : step.with());
    }

    private List<String> problems(Catalog catalog) {
        List<String> problems = new ArrayList<>();
        if (version != 1) {
            problems.add("version must be 1");
        }
        for (GroundedLead.Decision decision : GroundedLead.Decision.values()) {
            if (!decisions.containsKey(decision)) {
                problems.add("decisions has no steps for " + decision);
            }
        }
        List<Step> all = new ArrayList<>(first);
        decisions.values().forEach(all::addAll);
        all.addAll(last);
        for (Step step : all) {
            Optional<Tool> tool = catalog.find(step.tool());
            if (tool.isEmpty()) {
                problems.add("there is no tool called %s".formatted(step.tool()));
            } else if (!LeadArguments.knows(step.tool())) {
                problems.add("%s cannot be a step of a lead; call it by itself".formatted(step.tool()));
            } else if (step.with() != null) {
                step.with().keySet().stream()
                        .filter(name -> tool.get().parameters().stream()
                                .noneMatch(parameter -> parameter.name().equals(name)))
                        .forEach(name -> problems.add("%s takes no argument %s".formatted(step.tool(), name)));
            }
        }
        return problems;
    }
}
