package dev.handrail.action;

import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action works with.
 *
 * @param key external id of a record this creates
 * @param lead what the grounded analysis says, in a lead
 * @param today in UTC
 * @param earlier what the lead's earlier steps saw and wrote
 * @param seen takes what this step sees and writes
 * @param next what the lead's next steps will need
 */
public record ActionScope(
        Connector crm,
        Scope scope,
        String key,
        @Nullable LeadContext lead,
        LocalDate today,
        Memory earlier,
        Memory seen,
        Ahead next) {

    /** Of a call by itself. */
    public ActionScope(Connector crm, Scope scope, String key, @Nullable LeadContext lead, LocalDate today) {
        this(crm, scope, key, lead, today, new Memory(), new Memory(), Ahead.NOTHING);
    }

    /** For a record that a person wants although it resembles others. */
    public ActionScope insisting() {
        return new ActionScope(crm, scope.insisting(), key, lead, today, earlier, seen, next);
    }

    /** A record that carries the call's key already was made by the call, whatever attempt of it. */
    public Change create(RecordType type, Map<String, Object> fields) {
        scope.writeAhead().creating(type);
        Change change = crm.create(scope, type, fields, key);
        seen.note(change.after());
        return change.created() ? change : new Change(true, Map.of(), asFound(change.after()));
    }

    /** A record that an attempt without an answer made: ours to undo as long as nobody has changed it since. */
    public CrmRecord asFound(CrmRecord made) {
        return !crm.joinsOurTransaction() && crm.changedSinceCreation(scope, made.ref()) ? made.notOurs() : made;
    }

    /** Asks the CRM nothing when an earlier step has just written the same. */
    public Change update(RecordType type, String id, Map<String, @Nullable Object> fields) {
        Ref ref = new Ref(type, id);
        Change change = earlier.record(ref)
                .filter(known -> known.holds(fields))
                .map(known -> new Change(false, Map.of(), known))
                .orElseGet(() -> crm.update(scope, ref, fields, null));
        seen.note(change.after());
        return change;
    }

    /** Changes the record only as it was read. */
    public Change change(CrmRecord read, Map<String, Object> fields) {
        return crm.update(scope, read.ref(), new LinkedHashMap<>(fields), read.version());
    }

    /** @param opportunityName null for none */
    Conversion convert(CrmRecord lead, @Nullable String accountId, @Nullable String opportunityName) {
        scope.writeAhead().changing(lead.ref(), Collections.singletonMap("convertedContactId", null));
        return crm.convertLead(scope, lead.id(), accountId, opportunityName, key);
    }

    /**
     * For the existence of a record; its values may be some seconds old.
     *
     * @throws ActionRefused naming the argument, when there is no such record
     */
    public CrmRecord existing(RecordType type, String id, String argument) {
        return earlier.record(new Ref(type, id)).orElseGet(() -> current(type, id, argument));
    }

    /** @throws ActionRefused naming the argument, when there is no such record */
    public CrmRecord current(RecordType type, String id, String argument) {
        return crm.read(scope, new Ref(type, id))
                .orElseThrow(() -> new ActionRefused(
                        Refusal.NOT_FOUND,
                        "%s names no %s in the CRM; look it up and send its id"
                                .formatted(argument, type.name().toLowerCase(Locale.ROOT))));
    }

    /** Takes the searches of the next steps along where that costs no further request. */
    List<CrmRecord> search(Search search) {
        List<Search> all = new ArrayList<>(List.of(search));
        if (crm.searchesTogether()) {
            all.addAll(next.searches());
        }
        List<List<CrmRecord>> answers = crm.search(scope, all);
        for (int i = 1; i < all.size(); i++) {
            seen.note(all.get(i), answers.get(i));
        }
        return answers.getFirst();
    }

    /** As an earlier step heard it, or else all at once. */
    List<List<CrmRecord>> recallOrSearch(List<Search> searches) {
        List<List<CrmRecord>> known =
                searches.stream().map(earlier::answer).flatMap(Optional::stream).toList();
        return known.size() == searches.size() ? known : crm.search(scope, searches);
    }
}
