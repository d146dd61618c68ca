package dev.handrail.api.web;

import dev.handrail.api.lead.LeadUndos;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Compensation;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Step;
import dev.handrail.lead.LeadOutcome.StepStatus;
import dev.handrail.lead.PlannedAction;
import dev.handrail.outcome.LeadStore.StoredLead;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import dev.handrail.wording.Visible;
import io.temporal.client.WorkflowClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Shows a lead as the steps it takes. */
@Component
class LeadView {

    private final Catalog catalog;
    private final RecordLinks links;
    private final ActorNames actors;
    private final String namespace;
    private final @Nullable String temporalUi;

    LeadView(
            Catalog catalog,
            RecordLinks links,
            ActorNames actors,
            WorkflowClient temporal,
            @Value("${handrail.temporal-ui:}") String temporalUi) {
        this.catalog = catalog;
        this.links = links;
        this.actors = actors;
        this.namespace = temporal.getOptions().getNamespace();
        this.temporalUi = temporalUi.isBlank() ? null : temporalUi.strip().replaceAll("/+$", "");
    }

    /** @param kind the colour: {@code good}, {@code warn}, {@code bad} or {@code soft} */
    record Word(String name, String text, String kind) {}

    record Listed(
            String id,
            Word result,
            String submitted,
            String submittedExactly,
            @Nullable String reason) {

        static Listed of(StoredLead lead, Instant now) {
            List<String> reasons = lead.outcome().reasons();
            return new Listed(
                    lead.leadId(),
                    word(lead.outcome().result()),
                    Times.ago(lead.submittedAt(), now),
                    Times.exact(lead.submittedAt()),
                    reasons.isEmpty() ? null : Visible.line(reasons.getFirst(), 160));
        }
    }

    /** @param undo what became of undoing it, or how it could be */
    record StepView(
            String title,
            Word status,
            boolean critical,
            int attempts,
            @Nullable String message,
            String undo,
            @Nullable String recordId,
            @Nullable String link) {}

    record LeadPage(
            String id,
            Word result,
            List<String> reasons,
            List<StepView> steps,
            String workflowId,
            @Nullable String temporalLink,
            @Nullable String authorizationId,
            List<PlannedView> plan,
            @Nullable String undone) {}

    /** @param forGood whether it cannot be undone */
    record PlannedView(
            String does,
            boolean critical,
            boolean forGood,
            String undo,
            @Nullable String note) {}

    LeadPage of(String tenant, LeadOutcome outcome) {
        return new LeadPage(
                outcome.leadId(),
                word(outcome.result()),
                outcome.reasons().stream().map(Visible::text).toList(),
                outcome.steps().stream()
                        .map(step -> step(tenant, step, outcome.compensations()))
                        .toList(),
                outcome.workflowId(),
                temporalUi == null
                        ? null
                        : "%s/namespaces/%s/workflows/%s"
                                .formatted(temporalUi, encoded(namespace), encoded(outcome.workflowId())),
                outcome.authorizationId(),
                outcome.plan() == null
                        ? List.of()
                        : outcome.plan().steps().stream().map(LeadView::planned).toList(),
                outcome.undoing() == null
                        ? null
                        : "%s had it undone on %s: %s"
                                .formatted(
                                        actors.of(tenant).of(outcome.undoing().by()),
                                        Times.exact(outcome.undoing().at()),
                                        Visible.text(outcome.undoing().reason())));
    }

    private static PlannedView planned(PlannedAction action) {
        return new PlannedView(
                action.does(),
                action.critical(),
                action.undo() == Undo.IRREVERSIBLE,
                action.undoing(),
                action.note() == null ? null : Visible.text(action.note()));
    }

    /** @param would what the undo of the step would come to */
    record UndoView(int step, String title, Word would, String message) {}

    List<UndoView> undo(List<LeadUndos.Outlook> steps) {
        return steps.stream()
                .map(step -> new UndoView(
                        step.step(),
                        catalog.find(step.tool()).map(Tool::title).orElse(step.tool()),
                        would(step.would()),
                        Visible.text(step.message())))
                .toList();
    }

    private static Word would(String would) {
        return switch (would) {
            case "undone" -> new Word(would, "Can be undone", "good");
            case "left_for_a_person" -> new Word(would, "Left for a person", "bad");
            case "nothing_to_undo" -> new Word(would, "Nothing to undo", "soft");
            default -> new Word(would, "Not known now", "warn");
        };
    }

    private StepView step(String tenant, Step step, List<Compensation> compensations) {
        String id = step.crmRecordId();
        return new StepView(
                catalog.find(step.tool()).map(Tool::title).orElse(step.tool()),
                word(step.status()),
                step.critical(),
                step.attempts(),
                step.message() == null ? null : Visible.text(step.message()),
                undone(step, compensations).orElseGet(() -> undoable(step.undo())),
                id,
                id == null ? null : links.ofResult(tenant, step.tool(), id).orElse(null));
    }

    private static Optional<String> undone(Step step, List<Compensation> compensations) {
        return compensations.stream()
                .filter(one -> one.tool().equals(step.tool()))
                .findFirst()
                .map(one -> one.taskId() == null
                        ? Visible.text(one.message())
                        : "%s; task %s is left for a person".formatted(Visible.text(one.message()), one.taskId()));
    }

    private static String undoable(Undo undo) {
        return switch (undo) {
            case NONE -> "Nothing to undo";
            case REVERSIBLE -> "An undo brings the earlier values back";
            case COMPENSATABLE -> "An undo removes what it made";
            case IRREVERSIBLE -> "Cannot be undone";
        };
    }

    static Word word(Result result) {
        return switch (result) {
            case RUNNING -> new Word(result.name(), "Running", "soft");
            case WAITING_FOR_AUTHORIZATION -> new Word(result.name(), "Waits for a person", "warn");
            case COMPLETED -> new Word(result.name(), "Completed", "good");
            case BLOCKED -> new Word(result.name(), "Blocked", "bad");
            case RATE_LIMITED -> new Word(result.name(), "Waits for the CRM", "warn");
            case REJECTED_BY_GROUNDING -> new Word(result.name(), "No source for its claims", "bad");
            case ROLLED_BACK -> new Word(result.name(), "Taken back", "warn");
            case FAILED -> new Word(result.name(), "Failed", "bad");
            case DENIED -> new Word(result.name(), "Plan denied", "bad");
            case EXPIRED -> new Word(result.name(), "Plan not approved in time", "bad");
            case UNDOING -> new Word(result.name(), "Being undone", "warn");
            case UNDONE -> new Word(result.name(), "Undone", "warn");
            case PARTLY_UNDONE -> new Word(result.name(), "Partly undone", "bad");
        };
    }

    private static Word word(StepStatus status) {
        String text = status.name().charAt(0)
                + status.name().substring(1).replace('_', ' ').toLowerCase(Locale.ROOT);
        String kind = switch (status) {
            case SUCCEEDED -> "good";
            case FAILED, COMPENSATION_FAILED, UNKNOWN -> "bad";
            case WAITING, COMPENSATED -> "warn";
            case PENDING, RUNNING, SKIPPED -> "soft";
        };
        return new Word(status.name(), text, kind);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
