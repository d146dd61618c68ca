package dev.handrail.api.lead;

import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.call.RetryLater;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Step;
import dev.handrail.lead.LeadOutcome.StepStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Why a step makes no progress: it is tried again later, which its workflow does not see but Temporal knows. */
@Component
class Waiting {

    private static final Logger log = LoggerFactory.getLogger(Waiting.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Temporal temporal;

    Waiting(Temporal temporal) {
        this.temporal = temporal;
    }

    private record Postponed(ApplicationFailure why, Instant until) {

        String words() {
            return "Waits until %s: %s".formatted(until, why.getOriginalMessage());
        }

        boolean isLimited() {
            return why.getType().equals(RetryLater.RATE_LIMITED.name());
        }
    }

    /** The outcome, with what its running step waits for. */
    LeadOutcome explain(LeadOutcome outcome) {
        return outcome.result() == Result.RUNNING
                ? postponed(outcome.workflowId())
                        .map(postponed -> explained(outcome, postponed))
                        .orElse(outcome)
                : outcome;
    }

    private static LeadOutcome explained(LeadOutcome outcome, Postponed postponed) {
        List<Step> steps = new ArrayList<>(outcome.steps());
        List<String> reasons = new ArrayList<>(outcome.reasons());
        steps.replaceAll(step -> {
            if (step.status() != StepStatus.RUNNING) {
                return step;
            }
            reasons.add("%s: %s".formatted(step.tool(), postponed.words()));
            return new Step(
                    step.tool(),
                    step.status(),
                    step.crmRecordId(),
                    step.critical(),
                    step.undo(),
                    step.attempts(),
                    postponed.words());
        });
        return outcome.with(postponed.isLimited() ? Result.RATE_LIMITED : outcome.result(), reasons, steps);
    }

    /** Without the reason an answer is still an answer, so nothing fails here. */
    private Optional<Postponed> postponed(String workflowId) {
        try {
            return temporal
                    .within(
                            PATIENCE,
                            () -> temporal.client()
                                    .newUntypedWorkflowStub(workflowId)
                                    .describe()
                                    .getRawDescription()
                                    .getPendingActivitiesList())
                    .stream()
                    .filter(PendingActivityInfo::hasLastFailure)
                    .flatMap(activity -> postponed(activity).stream())
                    .findFirst();
        } catch (ProblemException | WorkflowException | StatusRuntimeException e) {
            log.debug("Temporal does not say what {} waits for", workflowId, e);
            return Optional.empty();
        }
    }

    private Optional<Postponed> postponed(PendingActivityInfo activity) {
        Instant until =
                Instant.ofEpochSecond(activity.getNextAttemptScheduleTime().getSeconds());
        RuntimeException failure =
                temporal.client().getOptions().getDataConverter().failureToException(activity.getLastFailure());
        return failure instanceof ApplicationFailure why ? Optional.of(new Postponed(why, until)) : Optional.empty();
    }
}
