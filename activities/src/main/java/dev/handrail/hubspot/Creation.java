package dev.handrail.hubspot;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.Bodies.Association;
import dev.handrail.hubspot.Bodies.Create;
import dev.handrail.hubspot.Bodies.Stored;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record once a key. The key stands in a property that HubSpot keeps unique, so nothing has to be looked up
 * before: whoever comes second is refused, and gets the record of the first.
 */
final class Creation {

    private static final int ATTEMPTS = 3;

    private final HubSpotClient client;
    private final HubSpotRecords records;
    private final HubSpotSettings settings;

    Creation(HubSpotClient client, HubSpotRecords records, HubSpotSettings settings) {
        this.client = client;
        this.records = records;
        this.settings = settings;
    }

    Change create(Scope scope, RecordType type, Map<String, ? extends @Nullable Object> fields, String key) {
        Mapping mapping = records.mapping(type);
        Values values = Values.toCreate(mapping, fields);
        Create wanted = new Create(properties(mapping, values, key), associations(scope, mapping, values));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return made(mapping, values, client.create(scope, mapping, wanted), key);
            } catch (CrmFailure refused) {
                if (refused.kind() == Kind.NOT_FOUND) {
                    throw records.dangling(scope, values);
                }
                if (refused.kind() != Kind.DUPLICATE) {
                    throw refused;
                }
                Stored holder =
                        holder(scope, mapping, wanted, refused.existing()).orElseThrow(Creation::changedByOthers);
                if (key.equals(holder.property(Mapping.KEY))) {
                    return new Change(false, Map.of(), records.record(mapping, holder));
                }
                if (!freedDomain(scope, mapping, values, holder)) {
                    throw HubSpotErrors.duplicate(mapping, mapping.unique().orElse(Mapping.KEY), List.of(holder.id()));
                }
            }
        }
        throw changedByOthers();
    }

    private static CrmFailure changedByOthers() {
        return new CrmFailure(Kind.UNAVAILABLE, "The record is being changed by others all the time; try again");
    }

    /**
     * Who has one of the values that are unique: this key, when an earlier attempt was made without an answer. Looked
     * for by these values only where HubSpot did not name it.
     */
    private Optional<Stored> holder(Scope scope, Mapping mapping, Create wanted, List<String> named) {
        return named.stream()
                .findFirst()
                .flatMap(id -> records.holder(scope, mapping, id))
                .or(() -> having(scope, mapping, Mapping.KEY, wanted))
                .or(() -> mapping.unique().flatMap(property -> having(scope, mapping, property, wanted)));
    }

    private Optional<Stored> having(Scope scope, Mapping mapping, String property, Create wanted) {
        return Optional.ofNullable(wanted.properties().get(property))
                .flatMap(value -> records.storedBy(scope, mapping, property, value));
    }

    /** An answer to another request would be noticed by its key. */
    private Change made(Mapping mapping, Values values, Stored stored, String key) {
        if (!key.equals(stored.property(Mapping.KEY))) {
            throw HubSpotErrors.broken(true);
        }
        Object company = mapping.hasPrimaryCompany() ? values.byField().get(mapping.field("accountId")) : null;
        return new Change(true, Map.of(), records.record(mapping, stored, company == null ? null : company.toString()));
    }

    private Map<String, String> properties(Mapping mapping, Values values, String key) {
        Map<String, String> properties = new LinkedHashMap<>();
        switch (mapping.type()) {
            case LEAD -> properties.put("lifecyclestage", "lead");
            case OPPORTUNITY -> properties.put("pipeline", settings.pipeline());
            case TASK -> {
                properties.put("hs_timestamp", Instant.now().toString());
                properties.put("hs_task_type", "TODO");
            }
            case NOTE -> properties.put("hs_timestamp", Instant.now().toString());
            default -> {}
        }
        properties.putAll(values.properties());
        properties.put(Mapping.KEY, key);
        return properties;
    }

    private List<Association> associations(Scope scope, Mapping mapping, Values values) {
        Set<Association> associations = new LinkedHashSet<>();
        Map<String, Mapping> targets = records.targets(scope, values);
        values.links().forEach((field, id) -> {
            Mapping target = targets.get(field.name());
            if (target != null) {
                associations.add(
                        Association.of(String.valueOf(id), Mapping.association(mapping.object(), target.object())));
            }
        });
        return List.copyOf(associations);
    }

    /** A person may have given a company another domain; then it no longer holds the one that Handrail noted. */
    private boolean freedDomain(Scope scope, Mapping mapping, Values values, Stored holder) {
        Object wanted = mapping.type() == RecordType.ACCOUNT ? values.byField().get(mapping.field("domain")) : null;
        if (wanted == null || wanted.toString().equalsIgnoreCase(holder.property("domain"))) {
            return false;
        }
        client.update(scope, mapping, holder.id(), Map.of(Mapping.DOMAIN_KEY, ""));
        return true;
    }
}
