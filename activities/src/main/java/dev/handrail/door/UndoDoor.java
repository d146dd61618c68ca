package dev.handrail.door;

import dev.handrail.call.Digest;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.Connector;
import dev.handrail.connector.Connectors;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.door.CallStore.State;
import dev.handrail.door.CallStore.StoredCall;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes back the effect of a call, unless someone changed the record since: then it says so and leaves a task. Undo and
 * receipt are one transaction.
 */
public final class UndoDoor {

    private static final String CHANGED_SINCE = "Someone changed the record since; it was left as it is";

    private static final String NOTHING_CHANGED = "Nothing was changed";

    private final Catalog catalog;
    private final Connectors connectors;
    private final TenantTransactions transactions;
    private final CallStore calls;
    private final Receipts receipts;

    UndoDoor(
            Catalog catalog,
            Connectors connectors,
            TenantTransactions transactions,
            CallStore calls,
            Receipts receipts) {
        this.catalog = catalog;
        this.connectors = connectors;
        this.transactions = transactions;
        this.calls = calls;
        this.receipts = receipts;
    }

    /** @throws CrmFailure when trying again may help */
    public UndoResult undo(UndoRequest request) {
        Connector crm = connectors.of(request.tenant());
        return transactions.in(request.tenant(), () -> {
            StoredCall stored = calls.lockForUndo(request).orElseThrow();
            UndoResult earlier = stored.undoResult();
            if (earlier != null && !isTriedAgain(request, stored)) {
                return earlier;
            }
            Undone undone = undo(request, stored, crm);
            calls.undone(
                    request,
                    undone.result().status() == UndoResult.Status.LEFT_FOR_A_PERSON ? State.LEFT : State.UNDONE,
                    undone.result(),
                    undone.version());
            receipts.write(request, crm, undone.result());
            return undone.result();
        });
    }

    /** What is not known to have been made is not tried again: only a person can tell. */
    private static boolean isTriedAgain(UndoRequest request, StoredCall stored) {
        return request.triesAgain() && stored.state() == State.LEFT && stored.result() != null;
    }

    /** Whether anything is still stored of what this workflow did. */
    public boolean remembers(String tenant, String workflowId) {
        return transactions.in(tenant, () -> calls.remembers(tenant, workflowId));
    }

    /** What an undo would come to now, in words; changes nothing, and a person may be faster than the undo. */
    public UndoResult outlook(UndoRequest request) {
        Connector crm = connectors.of(request.tenant());
        return transactions.in(
                request.tenant(),
                () -> calls.find(request.tenant(), request.callId())
                        .map(stored -> outlook(request, stored, crm))
                        .orElseGet(() -> nothing(null, NOTHING_CHANGED).result()));
    }

    private UndoResult outlook(UndoRequest request, StoredCall stored, Connector crm) {
        UndoResult earlier = stored.undoResult();
        if (earlier != null && !isTriedAgain(request, stored)) {
            return earlier;
        }
        Ref record = stored.record();
        if (stored.state() == State.STARTED || record == null) {
            return stored.state() == State.STARTED
                    ? done(record, "It is not known whether the change was made; an undo looks")
                    : nothing(null, NOTHING_CHANGED).result();
        }
        Optional<UndoResult> settled = settled(request, stored, record);
        if (settled.isPresent()) {
            return settled.get();
        }
        Scope scope = new Scope(request.tenant(), request.actor(), request.callId() + "/undo");
        Optional<CrmRecord> current = crm.read(scope, record);
        if (current.isEmpty()) {
            return nothing(record, "The record is no longer there").result();
        }
        boolean changed = calls.lastKnownVersion(request.tenant(), request.callId(), record)
                .filter(known -> !known.equals(current.get().version()))
                .isPresent();
        if (changed) {
            return left(record, CHANGED_SINCE);
        }
        return done(record, stored.created() ? "What it made is removed" : "The earlier values come back");
    }

    /** What can be said of it without asking the CRM. */
    private Optional<UndoResult> settled(UndoRequest request, StoredCall stored, Ref record) {
        if (stored.result() == null || stored.result().undo() == Undo.NONE) {
            return Optional.of(nothing(record, NOTHING_CHANGED).result());
        }
        if (stored.shared()) {
            return Optional.of(nothing(record, "Kept: another call was answered with this effect")
                    .result());
        }
        boolean reversible = stored.created()
                || catalog.find(request.tool()).map(Tool::undo).orElse(Undo.IRREVERSIBLE) == Undo.REVERSIBLE;
        if (!reversible) {
            return Optional.of(left(record, "It cannot be undone"));
        }
        if (!stored.created() && stored.before().isEmpty()) {
            return Optional.of(nothing(record, NOTHING_CHANGED).result());
        }
        return stored.created() && CrmRecord.NOT_OURS.equals(stored.versionAfter())
                ? Optional.of(left(record, CHANGED_SINCE))
                : Optional.empty();
    }

    private static UndoResult left(Ref record, String message) {
        return new UndoResult(UndoResult.Status.LEFT_FOR_A_PERSON, record.id(), message, null);
    }

    /** @param version of the record after the undo; null when it was not changed */
    private record Undone(UndoResult result, @Nullable String version) {}

    private Undone undo(UndoRequest request, StoredCall stored, Connector crm) {
        if (stored.state() == State.STARTED) {
            return undoUnanswered(request, stored, crm);
        }
        Ref record = stored.record();
        if (record == null) {
            return nothing(null, NOTHING_CHANGED);
        }
        Scope scope = new Scope(request.tenant(), request.actor(), request.callId() + "/undo");
        Optional<UndoResult> settled = settled(request, stored, record);
        if (settled.isPresent()) {
            return settled.get().status() == UndoResult.Status.LEFT_FOR_A_PERSON
                    ? left(request, record, settled.get().message(), crm, scope)
                    : new Undone(settled.get(), null);
        }
        String known = calls.lastKnownVersion(request.tenant(), request.callId(), record)
                .orElse(null);
        try {
            if (stored.created()) {
                crm.remove(scope, record, known);
                return new Undone(done(record, "Removed"), null);
            }
            Map<String, @Nullable Object> before = new LinkedHashMap<>(stored.before());
            String version = crm.update(scope, record, before, known).after().version();
            return new Undone(done(record, "Earlier values restored"), version);
        } catch (CrmFailure failure) {
            return switch (failure.kind()) {
                case CHANGED_MEANWHILE ->
                    restoredBefore(stored, crm, scope)
                            .map(version -> new Undone(done(record, "Earlier values restored"), version))
                            .orElseGet(() -> left(request, record, CHANGED_SINCE, crm, scope));
                case IN_USE -> left(request, record, "Other records depend on it; it was left as it is", crm, scope);
                case NOT_FOUND -> nothing(record, "The record is no longer there");
                case DUPLICATE, RESEMBLES_OTHERS, INVALID, NOT_SUPPORTED ->
                    left(request, record, "The CRM refused the earlier values", crm, scope);
                case UNAVAILABLE, OUTCOME_UNKNOWN, RATE_LIMITED, UNAUTHORIZED, NOT_PREPARED -> throw failure;
            };
        }
    }

    /** A call that was sent over a network and never answered: what it made is found by its key. */
    private static Undone undoUnanswered(UndoRequest request, StoredCall stored, Connector crm) {
        Scope scope = new Scope(request.tenant(), request.actor(), request.callId() + "/undo");
        RecordType type = stored.recordType();
        Ref record = stored.record();
        if (type == null) {
            return nothing(null, "Nothing was sent");
        }
        if (record == null) {
            return crm.findByKey(scope, type, ToolDoor.recordKey(stored.effectKey(), stored.callId()))
                    .map(CrmRecord::ref)
                    .flatMap(ref -> crm.read(scope, ref))
                    .map(made -> undoUnansweredCreation(request, made, crm, scope))
                    .orElseGet(() -> nothing(null, "Nothing was made"));
        }
        return crm.read(scope, record)
                .map(current -> current.holds(stored.before())
                        ? nothing(record, "Nothing was changed")
                        : left(request, record, "It is not known whether the change was made", crm, scope))
                .orElseGet(() -> nothing(record, "The record is no longer there"));
    }

    private static Undone undoUnansweredCreation(UndoRequest request, CrmRecord made, Connector crm, Scope scope) {
        if (crm.changedSinceCreation(scope, made.ref())) {
            return left(request, made.ref(), CHANGED_SINCE, crm, scope);
        }
        crm.remove(scope, made.ref(), made.version());
        return new Undone(done(made.ref(), "Removed"), null);
    }

    /** Whether an undo that got no answer over a network was made; the version then. */
    private static Optional<String> restoredBefore(StoredCall stored, Connector crm, Scope scope) {
        Ref record = stored.record();
        return crm.joinsOurTransaction() || stored.created() || record == null
                ? Optional.empty()
                : crm.read(scope, record)
                        .filter(current -> current.holds(stored.before()))
                        .map(CrmRecord::version);
    }

    private static Undone nothing(@Nullable Ref record, String message) {
        return new Undone(
                new UndoResult(UndoResult.Status.NOTHING_TO_UNDO, record == null ? null : record.id(), message, null),
                null);
    }

    private static UndoResult done(@Nullable Ref record, String message) {
        return new UndoResult(UndoResult.Status.UNDONE, record == null ? null : record.id(), message, null);
    }

    private static Undone left(UndoRequest request, Ref record, String message, Connector crm, Scope scope) {
        String taskId = crm.create(
                        scope,
                        RecordType.TASK,
                        task(request, record, message),
                        Digest.of(Map.of("undo", request.callId())))
                .after()
                .id();
        return new Undone(new UndoResult(UndoResult.Status.LEFT_FOR_A_PERSON, record.id(), message, taskId), null);
    }

    private static Map<String, Object> task(UndoRequest request, Ref record, String message) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("subject", "Check by hand: %s was not undone".formatted(request.tool()));
        task.put("description", "%s.\nRecord: %s\nCall: %s".formatted(message, record.id(), request.callId()));
        task.put("status", "Not Started");
        task.put("priority", "High");
        Optional.of(record).filter(ref -> ref.type() == RecordType.LEAD).ifPresent(ref -> task.put("leadId", ref.id()));
        return task;
    }
}
