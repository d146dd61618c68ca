package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Actions;
import dev.handrail.action.Ahead;
import dev.handrail.action.Arguments;
import dev.handrail.action.Effected;
import dev.handrail.action.Memory;
import dev.handrail.breaker.BreakerOpen;
import dev.handrail.breaker.Breakers;
import dev.handrail.budget.Budgets;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.Digest;
import dev.handrail.call.NextCall;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.connector.Connectors;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.WriteAhead;
import dev.handrail.door.ArgumentCheck.Violation;
import dev.handrail.limit.LimitVerdict;
import dev.handrail.limit.Limits;
import dev.handrail.limit.LimitsUnavailable;
import dev.handrail.metrics.ToolMetrics;
import dev.handrail.safety.SafetyGuard;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The one door. A call passes, in this order: the tool's schema, the safety guard, the limits, the breaker, its
 * idempotency key, the policy, the write and the receipt; from the key on in one transaction, or, when the CRM is reached
 * over a network, by {@link NetworkedEffect}.
 */
public final class ToolDoor {

    private final Catalog catalog;
    private final Actions actions;
    private final Connectors connectors;
    private final ArgumentCheck argumentCheck;
    private final Limits limits;
    private final Budgets budgets;
    private final Breakers breakers;
    private final TenantTransactions transactions;
    private final Permit permit;
    private final CallStore calls;
    private final Replay replay;
    private final Receipts receipts;
    private final NetworkedEffect networked;
    private final ToolMetrics metrics;
    private final Clock clock;

    ToolDoor(
            Catalog catalog,
            Actions actions,
            Connectors connectors,
            ArgumentCheck argumentCheck,
            Limits limits,
            Budgets budgets,
            Breakers breakers,
            TenantTransactions transactions,
            Permit permit,
            CallStore calls,
            Receipts receipts,
            ToolMetrics metrics,
            Clock clock) {
        this.catalog = catalog;
        this.actions = actions;
        this.connectors = connectors;
        this.argumentCheck = argumentCheck;
        this.limits = limits;
        this.budgets = budgets;
        this.breakers = breakers;
        this.transactions = transactions;
        this.permit = permit;
        this.calls = calls;
        this.replay = new Replay(calls, receipts);
        this.receipts = receipts;
        this.networked = new NetworkedEffect(actions, transactions, permit, calls, replay, receipts);
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Runs a call; tools that only read run here directly, the others inside their workflow's activity.
     *
     * @param attempt which attempt this is, from 1
     * @throws RetryLaterException when trying again later may help; nothing was changed then
     */
    public CallResult pass(ToolCall asked, int attempt) {
        ToolCall call = asked.trimmed();
        Optional<Tool> tool = catalog.find(call.tool());
        if (tool.isEmpty()) {
            return CallResult.refused(
                    Refusal.UNKNOWN_TOOL,
                    "There is no tool called so; the nearest are %s".formatted(catalog.nearest(call.tool())),
                    attempt);
        }
        Connector crm = connectors.of(call.tenant());
        long started = System.nanoTime();
        try {
            CallResult result = permit.underOnePolicy(call, () -> result(tool.get(), call, attempt, crm));
            metrics.finished(call.tool(), crm.name(), result.status(), Duration.ofNanos(System.nanoTime() - started));
            return result;
        } catch (RetryLaterException later) {
            metrics.postponed(call.tool(), crm.name(), later.kind());
            throw later;
        }
    }

    /** Whether an attempt of the call was sent over a network and never answered. */
    boolean isUnanswered(ToolCall call) {
        return transactions.in(call.tenant(), () -> calls.isStarted(call));
    }

    private CallResult result(Tool tool, ToolCall call, int attempt, Connector crm) {
        try {
            refuseBadArguments(tool, call.arguments());
            refuseWhatItsCrmLacks(tool, crm);
            takeFromLimits(tool, call, crm);
            return breakers.call(
                    call.tenant(),
                    crm.name(),
                    () -> crm.joinsOurTransaction()
                            ? transactions.in(call.tenant(), () -> effectOrRefusal(tool, call, attempt, crm))
                            : networkedEffect(tool, call, attempt, crm));
        } catch (ActionRefused refused) {
            return refused(call, crm, CallResult.refused(refused.refusal(), reason(refused), attempt));
        } catch (CrmFailure failure) {
            return refused(call, crm, CallResult.refused(refusalFor(failure), reason(failure), attempt));
        } catch (BreakerOpen open) {
            throw new RetryLaterException(
                    RetryLater.BREAKER_OPEN,
                    "The CRM failed several times in a row; it is tried again shortly",
                    open.retryAfter(),
                    open);
        } catch (DataAccessException | TransactionException | LimitsUnavailable e) {
            throw new RetryLaterException(RetryLater.UNAVAILABLE, "The database did not answer", null, e);
        }
    }

    /** A rule says no before anything is written, so the refusal's receipt can go into the same transaction. */
    private CallResult effectOrRefusal(Tool tool, ToolCall call, int attempt, Connector crm) {
        try {
            return effect(tool, call, attempt, crm);
        } catch (ActionRefused refused) {
            CallResult result = CallResult.refused(refused.refusal(), reason(refused), attempt);
            receipts.write(call, crm, result);
            return result;
        }
    }

    private void refuseBadArguments(Tool tool, Map<String, Object> arguments) {
        List<Violation> violations = argumentCheck.violations(tool, arguments);
        if (!violations.isEmpty()) {
            throw new ActionRefused(
                    Refusal.INVALID_ARGUMENTS,
                    String.join(
                            "; ", violations.stream().map(Violation::message).toList()));
        }
        List<String> attacks = SafetyGuard.violations(arguments);
        if (!attacks.isEmpty()) {
            throw new ActionRefused(Refusal.BLOCKED, String.join("; ", attacks));
        }
    }

    private static void refuseWhatItsCrmLacks(Tool tool, Connector crm) {
        if (tool.category().needsTheOffice() && !crm.keepsTheOffice()) {
            throw new ActionRefused(
                    Refusal.NOT_SUPPORTED,
                    "%s keeps no tickets, services and invoices; the office's actions need the built-in CRM (CRM_PROVIDER=OFFICE)"
                            .formatted(crm.name()));
        }
    }

    /** The CRM's budget first: a call that has to wait for it uses up none of our limits. */
    private void takeFromLimits(Tool tool, ToolCall call, Connector crm) {
        if (!crm.joinsOurTransaction()) {
            budgets.waitBefore(call.tenant(), crm.name(), call.authorizationId() != null)
                    .ifPresent(wait -> {
                        throw new RetryLaterException(
                                RetryLater.RATE_LIMITED, "The CRM allows no more calls for now", wait, null);
                    });
        }
        Object account = call.arguments().get("accountId");
        LimitVerdict verdict = limits.take(
                call.tenant(), crm.name(), call.subject(), account == null ? null : account.toString(), tool.cost());
        if (!verdict.allowed()) {
            throw new RetryLaterException(verdict);
        }
    }

    private CallResult effect(Tool tool, ToolCall call, int attempt, Connector crm) {
        String effectKey = call.effectKey(tool.effect());
        boolean changes = !tool.readOnly() && !tool.isErrand();
        if (changes) {
            Optional<CallResult> stored = replay.of(call, effectKey, crm);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        ActionScope scope = scope(call, effectKey, crm, WriteAhead.NONE, new Memory(), Ahead.NOTHING);
        Optional<AuthorizationNeeded> needed = permit.check(tool, call, scope);
        if (needed.isPresent()) {
            CallResult asks = CallResult.authorizationRequired(needed.get(), attempt);
            receipts.write(call, crm, asks);
            return asks;
        }
        Effected effected = perform(tool, call, scope);
        CallResult result = resultOf(tool, effected, attempt);
        if (changes && !calls.insert(call, effectKey, effected, result)) {
            throw Replay.inProgress();
        }
        shareWhatWasFound(calls, tool, call, effected);
        receipts.write(call, crm, isMostlyCustomers(tool) ? result.withoutData() : result);
        return result;
    }

    /** What the office reads, and what an errand plans to write, would lay its customers into the audit. */
    private static boolean isMostlyCustomers(Tool tool) {
        return tool.category().needsTheOffice() && (tool.readOnly() || tool.isErrand());
    }

    /** An account that another lead's call created is now this one's too. */
    static void shareWhatWasFound(CallStore calls, Tool tool, ToolCall call, Effected effected) {
        Ref found = effected.record();
        if (!tool.readOnly() && found != null && effected.changed().isEmpty()) {
            calls.markShared(call.tenant(), found);
        }
    }

    private CallResult networkedEffect(Tool tool, ToolCall call, int attempt, Connector crm) {
        String effectKey = call.effectKey(tool.effect());
        if (tool.readOnly()) {
            return networked.read(tool, call, attempt, networkedScope(call, effectKey, crm, WriteAhead.NONE));
        }
        Claim claim = networked.claim(call, effectKey, crm);
        return networked.write(tool, call, claim, attempt, networkedScope(call, effectKey, crm, claim));
    }

    private ActionScope networkedScope(ToolCall call, String effectKey, Connector crm, WriteAhead ahead) {
        return scope(call, effectKey, crm, ahead, networked.memoryOf(call), nextOf(call));
    }

    /** What the next calls need, of those that would pass the door as they are. */
    private Ahead nextOf(ToolCall call) {
        return call.next().stream().map(next -> ahead(next, call)).reduce(Ahead.NOTHING, Ahead::and);
    }

    private Ahead ahead(NextCall next, ToolCall call) {
        Tool tool = catalog.tool(next.tool());
        try {
            refuseBadArguments(tool, withItsLead(tool, next.arguments()));
            return permit.leavesFree(tool, call.asking(next))
                    ? actions.of(tool).ahead(new Arguments(next.arguments()))
                    : Ahead.NOTHING;
        } catch (ActionRefused refusedThen) {
            return Ahead.NOTHING;
        }
    }

    /** The lead's id is not known yet. */
    private static Map<String, Object> withItsLead(Tool tool, Map<String, Object> arguments) {
        Map<String, Object> complete = new LinkedHashMap<>(arguments);
        if (tool.required().contains("leadId")) {
            complete.put("leadId", "next");
        }
        return complete;
    }

    private ActionScope scope(
            ToolCall call, String effectKey, Connector crm, WriteAhead ahead, Memory earlier, Ahead next) {
        return new ActionScope(
                crm,
                new Scope(call.tenant(), call.actor(), call.id(), ahead),
                recordKey(effectKey, call.id()),
                call.lead(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                earlier,
                new Memory(),
                next);
    }

    /** The external id of a record that the call creates. */
    static String recordKey(String effectKey, String callId) {
        return Digest.of(List.of(effectKey, callId));
    }

    static CallResult resultOf(Tool tool, Effected effected, int attempt) {
        return CallResult.succeeded(
                effected.record() == null ? null : effected.record().id(),
                effected.data(),
                effected.warnings(),
                undoOf(tool, effected),
                attempt);
    }

    private Effected perform(Tool tool, ToolCall call, ActionScope scope) {
        return actions.of(tool).perform(new Arguments(call.arguments()), scope);
    }

    /** An update that created, or a match that found nothing to create, is undone as what it was. */
    private static Undo undoOf(Tool tool, Effected effected) {
        return effected.changed()
                .map(change -> change.created() ? Undo.COMPENSATABLE : tool.undo())
                .orElse(Undo.NONE);
    }

    private CallResult refused(ToolCall call, Connector crm, CallResult refused) {
        transactions.run(call.tenant(), () -> receipts.write(call, crm, refused));
        return refused;
    }

    private static Refusal refusalFor(CrmFailure failure) {
        return switch (failure.kind()) {
            case NOT_FOUND -> Refusal.NOT_FOUND;
            case DUPLICATE, RESEMBLES_OTHERS -> Refusal.ALREADY_EXISTS;
            case CHANGED_MEANWHILE -> Refusal.CHANGED_MEANWHILE;
            case NOT_SUPPORTED -> Refusal.NOT_SUPPORTED;
            case INVALID, IN_USE -> Refusal.CRM_REFUSED;
            case RATE_LIMITED ->
                throw new RetryLaterException(RetryLater.RATE_LIMITED, reason(failure), failure.retryAfter(), failure);
            case UNAVAILABLE, OUTCOME_UNKNOWN, UNAUTHORIZED, NOT_PREPARED ->
                throw new RetryLaterException(RetryLater.UNAVAILABLE, reason(failure), null, failure);
        };
    }

    private static String reason(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
