package dev.handrail.action;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A CRM in a map, for the rules of the tools. */
final class FakeCrm implements Connector {

    final Map<Ref, CrmRecord> records = new LinkedHashMap<>();
    final List<Ref> takenByOthers = new ArrayList<>();
    private boolean oneRecordForAnAddress;

    CrmRecord given(RecordType type, String id, Map<String, Object> fields) {
        CrmRecord record = new CrmRecord(new Ref(type, id), "1", fields);
        records.put(record.ref(), record);
        return record;
    }

    @Override
    public String name() {
        return "fake";
    }

    /** As HubSpot: reached over a network, and lead and contact are one record. */
    void oneRecordForAnAddress() {
        oneRecordForAnAddress = true;
    }

    @Override
    public boolean joinsOurTransaction() {
        return !oneRecordForAnAddress;
    }

    @Override
    public boolean keepsAddressesUnique() {
        return oneRecordForAnAddress;
    }

    @Override
    public Optional<CrmRecord> read(Scope scope, Ref ref) {
        return Optional.ofNullable(records.get(ref));
    }

    @Override
    public Optional<CrmRecord> findByKey(Scope scope, RecordType type, String key) {
        return Optional.empty();
    }

    @Override
    public List<CrmRecord> find(Scope scope, RecordType type, String field, String value, int limit) {
        return records.values().stream()
                .filter(record -> record.ref().type() == type && !takenByOthers.contains(record.ref()))
                .filter(record ->
                        record.text(field).filter(value::equalsIgnoreCase).isPresent())
                .limit(limit)
                .toList();
    }

    @Override
    public List<CrmRecord> searchAccounts(Scope scope, String name, int limit) {
        return records.values().stream()
                .filter(record -> record.ref().type() == RecordType.ACCOUNT && !takenByOthers.contains(record.ref()))
                .toList();
    }

    @Override
    public Change create(Scope scope, RecordType type, Map<String, Object> fields, String key) {
        if (!takenByOthers.isEmpty()) {
            throw CrmFailure.duplicate(
                    "domain is taken", List.of(takenByOthers.getFirst().id()));
        }
        if (oneRecordForAnAddress) {
            List<CrmRecord> same = find(scope, type, "email", String.valueOf(fields.get("email")), 1);
            if (!same.isEmpty()) {
                throw CrmFailure.duplicate(
                        "email is taken", List.of(same.getFirst().id()));
            }
        }
        return new Change(true, Map.of(), given(type, type.name() + records.size(), fields));
    }

    @Override
    public Change update(Scope scope, Ref ref, Map<String, Object> fields, String ifVersion) {
        CrmRecord record = read(scope, ref).orElseThrow(() -> new CrmFailure(CrmFailure.Kind.NOT_FOUND, "none"));
        Map<String, Object> before = new LinkedHashMap<>();
        Map<String, Object> after = new LinkedHashMap<>(record.fields());
        fields.forEach((name, value) -> {
            before.put(name, after.get(name));
            after.put(name, value);
        });
        return new Change(false, before, given(ref.type(), ref.id(), after));
    }

    @Override
    public void remove(Scope scope, Ref ref, String ifVersion) {
        records.remove(ref);
    }

    @Override
    public Conversion convertLead(Scope scope, String leadId, String accountId, String opportunityName, String key) {
        return new Conversion(records.get(new Ref(RecordType.LEAD, leadId)), "003", "001", null);
    }

    @Override
    public Optional<String> link(Ref ref) {
        return Optional.empty();
    }

    @Override
    public void probe(Scope scope) {}
}
