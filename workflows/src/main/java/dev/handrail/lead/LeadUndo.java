package dev.handrail.lead;

import dev.handrail.call.DurableCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.lead.LeadOutcome.Step;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class LeadUndo implements LeadUndoWorkflow {

    private final LeadUndoActivities undos = Workflow.newActivityStub(
            LeadUndoActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .build());
    private @Nullable LeadOutcome outcome;

    @Override
    public LeadOutcome run(LeadUndoRequest request) {
        LeadOutcome opened = undos.open(request);
        LeadOutcome[] end = new LeadOutcome[1];
        // Detached: half an undo helps nobody, also when somebody cancels it from Temporal's UI.
        Workflow.newDetachedCancellationScope(() -> end[0] = undone(opened, request))
                .run();
        return end[0];
    }

    private LeadOutcome undone(LeadOutcome opened, LeadUndoRequest request) {
        LeadOutcome lead = opened;
        outcome = lead;
        for (int number : opened.toUndo()) {
            lead = undone(number, lead, request);
            outcome = lead;
        }
        LeadOutcome end = lead.undone();
        outcome = end;
        undos.close(request, end);
        return end;
    }

    private static LeadOutcome undone(int number, LeadOutcome lead, LeadUndoRequest request) {
        List<Step> steps = lead.steps();
        Workflow.setCurrentDetails("Undoing step %d of %d".formatted(number + 1, steps.size()));
        return lead.undone(
                number,
                DurableCall.undo(new UndoRequest(
                        request.tenant(),
                        request.actor(),
                        lead.workflowId() + "/" + number,
                        steps.get(number).tool(),
                        request.reason(),
                        true)));
    }

    @Override
    public @Nullable LeadOutcome outcome() {
        return outcome;
    }
}
