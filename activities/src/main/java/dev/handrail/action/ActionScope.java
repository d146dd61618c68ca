package dev.handrail.action;

import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an action works with.
 *
 * @param key external id of a record this creates
 * @param lead what the grounded analysis says, in a lead
 * @param today in UTC
 */
public record ActionScope(
        Connector crm, Scope scope, String key, @Nullable LeadContext lead, LocalDate today) {

    /** A record that carries the call's key already was made by the call, whatever attempt of it. */
    Change create(RecordType type, Map<String, Object> fields) {
        scope.writeAhead().creating(type);
        Change change = crm.create(scope, type, fields, key);
        return change.created() ? change : new Change(true, Map.of(), change.after());
    }

    Change update(RecordType type, String id, Map<String, @Nullable Object> fields) {
        return crm.update(scope, new Ref(type, id), fields, null);
    }

    /** @throws ActionRefused naming the argument, when there is no such record */
    public CrmRecord existing(RecordType type, String id, String argument) {
        return crm.read(scope, new Ref(type, id))
                .orElseThrow(() -> new ActionRefused(
                        Refusal.NOT_FOUND,
                        "%s names no %s in the CRM; look it up and send its id"
                                .formatted(argument, type.name().toLowerCase(java.util.Locale.ROOT))));
    }
}
