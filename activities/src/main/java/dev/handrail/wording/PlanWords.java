package dev.handrail.wording;

import dev.handrail.lead.PlannedAction;
import dev.handrail.tool.LeadPlan;
import dev.handrail.tool.Undo;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A plan as the arguments of its request say it. */
final class PlanWords {

    private static final JsonMapper JSON = JsonMapper.shared();

    private PlanWords() {}

    static Proposal of(Map<String, Object> arguments) {
        List<Proposal.Step> steps =
                List.of(JSON.convertValue(arguments.getOrDefault("steps", List.of()), PlannedAction[].class)).stream()
                        .map(PlanWords::step)
                        .toList();
        return new Proposal(
                "Carry out the plan of lead %s: %d steps"
                        .formatted(Visible.line(String.valueOf(arguments.get("leadId")), 100), steps.size()),
                List.of(),
                List.of(),
                null,
                steps.stream().anyMatch(Proposal.Step::forGood) ? Undo.IRREVERSIBLE : LeadPlan.TOOL.undo(),
                steps);
    }

    private static Proposal.Step step(PlannedAction action) {
        return new Proposal.Step(
                action.step(),
                action.does(),
                action.critical(),
                action.undoing(),
                action.undo() == Undo.IRREVERSIBLE,
                action.note() == null ? null : Visible.text(action.note()));
    }
}
