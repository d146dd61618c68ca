package dev.handrail.door;

import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.connector.Connectors;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.Scope;
import dev.handrail.lead.PlanProposal;
import dev.handrail.lead.PlannedAction;
import dev.handrail.lead.ProposedPlan;
import dev.handrail.policy.Actors;
import dev.handrail.policy.History;
import dev.handrail.policy.Policies;
import dev.handrail.policy.Policy;
import dev.handrail.policy.Ruling;
import dev.handrail.redaction.Redaction;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.LeadPlan;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import dev.handrail.wording.Proposal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens one request for all steps of a lead. What it allows is checked step by step, in the {@link Permit}. */
public final class PlanDoor {

    private final Catalog catalog;
    private final Connectors connectors;
    private final TenantTransactions transactions;
    private final Policies policies;
    private final Actors actors;
    private final History history;
    private final AuthorizationStore authorizations;
    private final AuditLog audit;
    private final Redaction redaction;
    private final Clock clock;

    PlanDoor(
            Catalog catalog,
            Connectors connectors,
            TenantTransactions transactions,
            Policies policies,
            Actors actors,
            History history,
            AuthorizationStore authorizations,
            AuditLog audit,
            Redaction redaction,
            Clock clock) {
        this.catalog = catalog;
        this.connectors = connectors;
        this.transactions = transactions;
        this.policies = policies;
        this.actors = actors;
        this.history = history;
        this.authorizations = authorizations;
        this.audit = audit;
        this.redaction = redaction;
        this.clock = clock;
    }

    /** @throws dev.handrail.connector.CrmFailure when the CRM cannot be asked whom the lead is about; trying again may help */
    public ProposedPlan propose(PlanProposal proposal) {
        String tenant = proposal.tenant();
        Optional<CrmRecord> known = transactions.in(tenant, () -> knownLead(proposal));
        return policies.during(tenant, () -> transactions.in(tenant, () -> ask(proposal, known)));
    }

    /** The record that the plan will change, when it does not create one. */
    private Optional<CrmRecord> knownLead(PlanProposal proposal) {
        Connector crm = connectors.of(proposal.tenant());
        Scope scope = new Scope(proposal.tenant(), proposal.actor(), ApprovedPlan.callId(proposal.workflowId()));
        return proposal.steps().stream()
                .map(step -> step.call().trimmed())
                .filter(ApprovedPlan::changesTheLeadOfItsAddress)
                .findFirst()
                .flatMap(call -> ApprovedPlan.leadOf(call, crm, scope));
    }

    private ProposedPlan ask(PlanProposal proposal, Optional<CrmRecord> known) {
        Policy policy = policies.of(proposal.tenant());
        Map<String, Object> person = known.map(CrmRecord::fields).orElseGet(() -> personOf(proposal));
        Instant now = clock.instant();
        List<PlannedAction> actions = new ArrayList<>();
        List<Ruling> asking = new ArrayList<>();
        for (PlanProposal.Step step : proposal.steps()) {
            ToolCall call = step.call().trimmed();
            Tool tool = catalog.tool(call.tool());
            // The records are not there yet: what is not known counts as if a rule were meant.
            Ruling ruling = policy.rulingOn(tool, new CallFacts(call, null, actors, history, now));
            if (ruling.permission() == Permission.REQUIRES_AUTHORIZATION) {
                asking.add(ruling);
            }
            boolean creates = known.isEmpty() && ApprovedPlan.changesTheLeadOfItsAddress(call);
            actions.add(action(step, call, tool, ruling, person, creates ? Undo.COMPENSATABLE : tool.undo()));
        }
        ApprovedPlan plan = ApprovedPlan.of(proposal, actions);
        String id =
                plan.id(catalog, policy.hash(), known.map(CrmRecord::version).orElse(null));
        Authorization request = request(id, proposal, plan, known, PlanTerms.strictest(asking, policy), now);
        boolean first = authorizations.find(proposal.tenant(), id).isEmpty();
        Authorization asked = authorizations.ask(request);
        if (first) {
            audit.append(receipt(asked));
        }
        return new ProposedPlan(
                new AuthorizationNeeded(
                        asked.id(), asked.reason(), asked.expiresAt(), asked.remindAt(), asked.escalateAt()),
                actions.stream().map(this::redacted).toList());
    }

    private PlannedAction action(
            PlanProposal.Step step, ToolCall call, Tool tool, Ruling ruling, Map<String, Object> person, Undo undo) {
        Map<String, Object> before = call.arguments().containsKey("leadId") ? person : Map.of();
        return new PlannedAction(
                step.number(),
                tool.name(),
                Proposal.of(tool, call.arguments(), before).sentence(),
                call.arguments(),
                step.critical(),
                undo,
                Proposal.undoWords(undo),
                switch (ruling.permission()) {
                    case UNRESTRICTED, SOFT_LIMIT -> null;
                    case REQUIRES_AUTHORIZATION -> ruling.reason();
                    case FORBIDDEN -> "Forbidden, also after an approval: " + ruling.reason();
                });
    }

    private PlannedAction redacted(PlannedAction action) {
        return new PlannedAction(
                action.step(),
                action.tool(),
                redaction.redactText(action.does()),
                redaction.redact(action.arguments()),
                action.critical(),
                action.undo(),
                action.undoing(),
                action.note() == null ? null : redaction.redactText(action.note()));
    }

    /** Whom the step that makes the lead's record describes. */
    private static Map<String, Object> personOf(PlanProposal proposal) {
        return proposal.steps().stream()
                .map(PlanProposal.Step::call)
                .filter(call -> call.arguments().containsKey("email")
                        && !call.arguments().containsKey("accountId"))
                .findFirst()
                .map(ToolCall::arguments)
                .orElse(Map.of());
    }

    private static Authorization request(
            String id,
            PlanProposal proposal,
            ApprovedPlan plan,
            Optional<CrmRecord> known,
            Ruling ruling,
            Instant now) {
        boolean forGood = plan.steps().stream().anyMatch(step -> step.undo() == Undo.IRREVERSIBLE);
        return new Authorization(
                id,
                proposal.tenant(),
                Authorization.Status.PENDING,
                proposal.workflowId(),
                ApprovedPlan.callId(proposal.workflowId()),
                LeadPlan.TOOL.name(),
                plan.asArguments(),
                plan.digest(),
                ruling.reason(),
                reasoning(proposal),
                proposal.actor(),
                known.map(CrmRecord::id).orElse(null),
                known.map(CrmRecord::version).orElse(null),
                known.map(CrmRecord::fields).orElse(Map.of()),
                now,
                now.plus(ruling.terms().expiresAfter()),
                null,
                null,
                null,
                ruling,
                forGood ? Undo.IRREVERSIBLE : LeadPlan.TOOL.undo(),
                null,
                null,
                List.of());
    }

    private static @org.jspecify.annotations.Nullable String reasoning(PlanProposal proposal) {
        return proposal.steps().isEmpty()
                ? null
                : proposal.steps().getFirst().call().reasoning();
    }

    private static AuditEntry receipt(Authorization asked) {
        return AuditEntry.of(asked.tenant(), asked.requestedBy(), asked.tool(), "authorization_required")
                .inWorkflow(asked.workflowId())
                .forCall(asked.callId())
                .forLead(String.valueOf(asked.arguments().get("leadId")))
                .underPolicy(asked.ruling().policyHash())
                .saying(Map.of("authorizationId", asked.id(), "digest", asked.argumentsDigest()), Map.of());
    }
}
