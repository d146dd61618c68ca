package dev.handrail.door;

import dev.handrail.action.ActionScope;
import dev.handrail.call.LeadContext;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.policy.Actors;
import dev.handrail.policy.Facts;
import dev.handrail.policy.History;
import dev.handrail.policy.RecordArguments;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What conditions read about a call that is at the door. Each record is read once. */
final class CallFacts implements Facts {

    private final ToolCall call;
    private final @Nullable ActionScope scope;
    private final Actors actors;
    private final History history;
    private final Instant now;
    private @Nullable Optional<CrmRecord> ofItsAddress;
    private final Map<RecordType, Optional<CrmRecord>> records = new EnumMap<>(RecordType.class);

    /** @param scope null for a call that is made later, whose record cannot be known yet */
    CallFacts(ToolCall call, @Nullable ActionScope scope, Actors actors, History history, Instant now) {
        this.call = call;
        this.scope = scope;
        this.actors = actors;
        this.history = history;
        this.now = now;
    }

    @Override
    public Map<String, Object> arguments() {
        return call.arguments();
    }

    @Override
    public Optional<Map<String, Object>> actor() {
        return Optional.of(Actors.facts(actors, call.tenant(), call.actor()));
    }

    /**
     * The record that the call is about; empty when no argument names one and there is no lead of its address that it would change.
     *
     * @throws dev.handrail.action.ActionRefused when one does and there is none
     */
    Optional<CrmRecord> target(ActionScope from) {
        return RecordArguments.subject(call.arguments())
                .map(type -> recordOf(type, from))
                .orElseGet(() -> ofItsAddress(from));
    }

    private Optional<CrmRecord> ofItsAddress(ActionScope from) {
        Optional<CrmRecord> known = ofItsAddress;
        if (known == null) {
            known = ApprovedPlan.changesTheLeadOfItsAddress(call)
                    ? ApprovedPlan.leadOf(call, from.crm(), from.scope())
                    : Optional.empty();
            ofItsAddress = known;
        }
        return known;
    }

    @Override
    public Optional<Map<String, Object>> record() {
        return Optional.ofNullable(scope).map(from -> fields(target(from), from));
    }

    @Override
    public Optional<Map<String, Object>> record(String type) {
        return Optional.ofNullable(scope)
                .map(from -> fields(
                        Arrays.stream(RecordType.values())
                                .filter(candidate ->
                                        RecordArguments.label(candidate).equals(type))
                                .findFirst()
                                .flatMap(known -> recordOf(known, from)),
                        from));
    }

    /** Empty when no argument names one of this type; each is read once. */
    Optional<CrmRecord> recordOf(RecordType type, ActionScope from) {
        Optional<CrmRecord> known = records.get(type);
        if (known == null) {
            known = Target.of(type, call.arguments(), from);
            records.put(type, known);
        }
        return known;
    }

    private static Map<String, Object> fields(Optional<CrmRecord> record, ActionScope from) {
        Map<String, Object> fields = new LinkedHashMap<>();
        record.ifPresent(found -> {
            fields.putAll(found.fields());
            fields.putAll(from.crm().facts(from.scope(), found.ref()));
            fields.put("id", found.id());
            fields.put("type", RecordArguments.label(found.ref().type()));
        });
        return fields;
    }

    @Override
    public Optional<Map<String, Object>> history() {
        return scope == null
                ? Optional.empty()
                : Optional.of(history.at(
                        now,
                        call.tenant(),
                        call.actor(),
                        call.id(),
                        RecordArguments.subjectId(call.arguments()).orElse(null)));
    }

    @Override
    public Optional<Map<String, Object>> analysis() {
        LeadContext lead = call.lead();
        return Optional.of(
                lead == null
                        ? Map.of()
                        : Map.of(
                                "intent", lead.intent(),
                                "fitScore", (long) lead.fitScore(),
                                "decision", lead.decision()));
    }
}
