package dev.handrail.api.web;

import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Compensation;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Step;
import dev.handrail.lead.LeadOutcome.StepStatus;
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
    private final String namespace;
    private final @Nullable String temporalUi;

    LeadView(
            Catalog catalog,
            RecordLinks links,
            WorkflowClient temporal,
            @Value("${handrail.temporal-ui:}") String temporalUi) {
        this.catalog = catalog;
        this.links = links;
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
            @Nullable String authorizationId) {}

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
                outcome.authorizationId());
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
