package dev.handrail.door;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A CRM over a network that is not asked: whoever needs an answer that is not remembered gets {@link NotRemembered}. */
record Unasked(Connector crm) implements Connector {

    @Override
    public String name() {
        return crm.name();
    }

    @Override
    public boolean joinsOurTransaction() {
        return false;
    }

    @Override
    public Optional<String> link(Ref ref) {
        return crm.link(ref);
    }

    @Override
    public Optional<CrmRecord> read(Scope scope, Ref ref) {
        throw new NotRemembered();
    }

    @Override
    public Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key) {
        throw new NotRemembered();
    }

    @Override
    public List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit) {
        throw new NotRemembered();
    }

    @Override
    public List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
        throw new NotRemembered();
    }

    @Override
    public List<List<CrmRecord>> search(Scope scope, List<Search> searches) {
        throw new NotRemembered();
    }

    @Override
    public Change create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
        throw new NotRemembered();
    }

    @Override
    public Change update(Scope scope, Ref ref, Map<String, @Nullable Object> fields, @Nullable String ifVersion) {
        throw new NotRemembered();
    }

    @Override
    public void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
        throw new NotRemembered();
    }

    @Override
    public Conversion convertLead(
            Scope scope, String leadId, @Nullable String accountId, @Nullable String opportunityName, String key) {
        throw new NotRemembered();
    }

    @Override
    public void probe(Scope scope) {
        throw new NotRemembered();
    }
}
