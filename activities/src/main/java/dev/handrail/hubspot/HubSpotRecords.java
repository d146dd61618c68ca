package dev.handrail.hubspot;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.hubspot.Bodies.Stored;
import dev.handrail.hubspot.Kind.Reference;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How records are read, changed and removed. */
final class HubSpotRecords {

    private static final Duration FILLED_IN_WITHIN = Duration.ofSeconds(1);

    private final HubSpotClient client;
    private final Map<RecordType, Mapping> mappings;
    private final RecordLocks locks = new RecordLocks();
    private final JustRead justRead = new JustRead(InstantSource.system());

    HubSpotRecords(HubSpotClient client, Map<RecordType, Mapping> mappings) {
        this.client = client;
        this.mappings = mappings;
    }

    /** @throws CrmFailure NOT_SUPPORTED for what is only read */
    Mapping mapping(RecordType type) {
        Mapping mapping = mappings.get(type);
        if (mapping == null) {
            throw Mapping.onlyRead(type);
        }
        return mapping;
    }

    /** As it was read a moment ago in the same call, if it was. */
    Optional<CrmRecord> recalledOrRead(Scope scope, Ref ref) {
        return justRead.look(scope, mapping(ref.type()), ref).or(() -> read(scope, ref));
    }

    Optional<CrmRecord> read(Scope scope, Ref ref) {
        Mapping mapping = mapping(ref.type());
        return stored(scope, mapping, ref.id()).map(stored -> record(mapping, stored));
    }

    /** HubSpot fills in properties of its own right after a creation; a record that is no longer there was changed, too. */
    boolean changedSinceCreation(Scope scope, Ref ref) {
        return stored(scope, mapping(ref.type()), ref.id())
                .filter(stored -> stored.createdAt() != null)
                .map(stored -> Instant.parse(stored.createdAt())
                        .plus(FILLED_IN_WITHIN)
                        .isBefore(Instant.parse(stored.updatedAt())))
                .orElse(true);
    }

    /** With its primary company, where the type has one. */
    Optional<Stored> stored(Scope scope, Mapping mapping, String id) {
        return Reference.isId(id)
                ? client.read(scope, mapping, id, mapping.hasPrimaryCompany() ? List.of("companies") : List.of())
                : Optional.empty();
    }

    /** By a unique property, and with its primary company. */
    Optional<Stored> storedBy(Scope scope, Mapping mapping, String property, String value) {
        Optional<Stored> found = client.readBy(scope, mapping, property, value);
        return mapping.hasPrimaryCompany() ? found.flatMap(stored -> stored(scope, mapping, stored.id())) : found;
    }

    /** The record that stands in the way of a new one, for a change of it that may follow in the same call. */
    Optional<Stored> holder(Scope scope, Mapping mapping, String id) {
        return alone(mapping, id, () -> {
            Optional<Stored> holder = stored(scope, mapping, id);
            holder.filter(stored -> stored.id().equals(id))
                    .ifPresent(stored -> justRead.note(scope, mapping, record(mapping, stored)));
            return holder;
        });
    }

    CrmRecord record(Mapping mapping, Stored stored) {
        return record(mapping, stored, stored.company().orElse(null));
    }

    CrmRecord record(Mapping mapping, Stored stored, @Nullable String company) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : mapping.fields()) {
            String property = field.property();
            String text = property == null ? "" : stored.property(property);
            Object value = property == null
                    ? company
                    : text.isEmpty() ? null : field.kind().read(text);
            if (value != null) {
                fields.put(field.name(), value);
            }
        }
        return versioned(new Ref(mapping.type(), stored.id()), stored.updatedAt(), fields);
    }

    /**
     * The time of the last change alone is not enough: it does not move with the primary company, and two changes can
     * fall into one of its milliseconds.
     */
    private static CrmRecord versioned(Ref ref, String updatedAt, Map<String, Object> fields) {
        return new CrmRecord(ref, updatedAt + "/" + Integer.toHexString(fields.hashCode()), fields);
    }

    <T> T alone(Mapping mapping, String id, Supplier<T> work) {
        return locks.with(mapping.object(), id, work);
    }

    Change update(Scope scope, Ref ref, Map<String, ? extends @Nullable Object> fields, @Nullable String ifVersion) {
        Mapping mapping = mapping(ref.type());
        Values values = Values.toUpdate(mapping, fields);
        return alone(
                mapping,
                ref.id(),
                () -> update(scope, mapping, current(scope, mapping, ref, ifVersion), values, Map.of()));
    }

    /** @param further properties that no field shows */
    Change update(Scope scope, Mapping mapping, CrmRecord current, Values values, Map<String, String> further) {
        Values differing = values.differingFrom(current.fields());
        Map<String, Mapping> targets = targets(scope, differing);
        Map<String, @Nullable Object> earlier = new LinkedHashMap<>();
        differing.byField().keySet().forEach(field -> earlier.put(field.name(), current.field(field.name())));
        Map<String, Object> before = scope.writeAhead().changing(current.ref(), earlier);
        if (differing.isEmpty() && further.isEmpty()) {
            return new Change(false, before, current);
        }
        Map<String, String> properties = differing.properties();
        properties.putAll(further);
        associate(scope, mapping, current, differing, targets);
        CrmRecord after = properties.isEmpty() ? current : patched(scope, mapping, current, differing, properties);
        differing.links().keySet().forEach(field -> dissociate(scope, mapping, current, field));
        return new Change(false, before, withLinks(mapping, after, differing));
    }

    void remove(Scope scope, Ref ref, @Nullable String ifVersion) {
        Mapping mapping = mapping(ref.type());
        alone(mapping, ref.id(), () -> {
            Stored stored = Optional.of(ref.id())
                    .filter(Reference::isId)
                    .flatMap(id -> client.read(scope, mapping, id, associationsOf(mapping)))
                    .orElseThrow(() -> HubSpotErrors.notFound(mapping));
            requireVersion(mapping, record(mapping, stored), ifVersion);
            List<String> users = mapping.dependents().stream()
                    .filter(type -> !stored.associated(type).isEmpty())
                    .toList();
            if (!users.isEmpty()) {
                throw new CrmFailure(
                        Kind.IN_USE,
                        "Other records depend on it (" + String.join(", ", users) + "); remove those first");
            }
            archive(scope, mapping, stored.id());
            return true;
        });
    }

    private void archive(Scope scope, Mapping mapping, String id) {
        try {
            client.archive(scope, mapping, id);
        } catch (CrmFailure failure) {
            if (!isWorthALook(failure) || isThereAfterAll(scope, mapping, id)) {
                throw failure;
            }
        }
    }

    private boolean isThereAfterAll(Scope scope, Mapping mapping, String id) {
        try {
            return client.read(scope, mapping, id, List.of()).isPresent();
        } catch (CrmFailure stillNoAnswer) {
            return true;
        }
    }

    /** After a time-out there is no time left to look. */
    private static boolean isWorthALook(CrmFailure failure) {
        return failure.kind() == Kind.OUTCOME_UNKNOWN && !(failure.getCause() instanceof HttpTimeoutException);
    }

    private CrmRecord current(Scope scope, Mapping mapping, Ref ref, @Nullable String ifVersion) {
        CrmRecord current = justRead.take(scope, mapping, ref)
                .filter(_ -> ifVersion == null)
                .or(() -> read(scope, ref))
                .orElseThrow(() -> HubSpotErrors.notFound(mapping));
        requireVersion(mapping, current, ifVersion);
        return current;
    }

    /** Where each of these records is, by its id. */
    Map<String, Mapping> targets(Scope scope, Values values) {
        Map<String, Mapping> targets = new LinkedHashMap<>();
        values.links().forEach((field, id) -> {
            if (id != null) {
                targets.put(field.name(), target(scope, field, id.toString()));
            }
        });
        return targets;
    }

    /** Names the fields whose record is not there; for when HubSpot refused one of them. */
    CrmFailure dangling(Scope scope, Values values) {
        String fields = values.links().entrySet().stream()
                .filter(link -> link.getValue() != null
                        && link.getKey().links().stream()
                                .noneMatch(type -> exists(scope, type, String.valueOf(link.getValue()))))
                .map(link -> link.getKey().name() + " names a record that does not exist or was removed")
                .collect(Collectors.joining("; "));
        return new CrmFailure(
                Kind.INVALID, fields.isEmpty() ? "A record it belongs to was removed meanwhile; try again" : fields);
    }

    private Mapping target(Scope scope, Field field, String id) {
        List<RecordType> types = field.links();
        return types.stream()
                .filter(type -> types.size() == 1 || exists(scope, type, id))
                .findFirst()
                .map(this::mapping)
                .orElseThrow(() -> new CrmFailure(
                        Kind.INVALID, field.name() + " names a record that does not exist or was removed"));
    }

    private boolean exists(Scope scope, RecordType type, String id) {
        return client.read(scope, mapping(type), id, List.of()).isPresent();
    }

    private static List<String> associationsOf(Mapping mapping) {
        List<String> types = new ArrayList<>(mapping.dependents());
        if (mapping.hasPrimaryCompany()) {
            types.add("companies");
        }
        return types;
    }

    private static void requireVersion(Mapping mapping, CrmRecord current, @Nullable String ifVersion) {
        if (ifVersion != null && !ifVersion.equals(current.version())) {
            throw new CrmFailure(
                    Kind.CHANGED_MEANWHILE,
                    "The %s has changed since it was read; read it again".formatted(mapping.label()));
        }
    }

    /** The record after the write. What was written without an answer is looked up, while the earlier values are known. */
    private CrmRecord patched(
            Scope scope, Mapping mapping, CrmRecord current, Values differing, Map<String, String> properties) {
        Stored answer;
        justRead.forget(mapping, current.id());
        try {
            answer = client.update(scope, mapping, current.id(), properties);
        } catch (CrmFailure failure) {
            if (!isWorthALook(failure)) {
                throw failure;
            }
            return written(scope, mapping, current, properties).orElseThrow(() -> failure);
        }
        if (!answer.id().equals(current.id())) {
            throw HubSpotErrors.broken(true);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(current.fields());
        differing.byField().forEach((field, value) -> {
            String property = field.property();
            String text = property == null ? "" : answer.property(property);
            if (property != null) {
                fields.put(field.name(), text.isEmpty() ? value : field.kind().read(text));
            }
        });
        return merged(current, answer.updatedAt(), fields);
    }

    private Optional<CrmRecord> written(
            Scope scope, Mapping mapping, CrmRecord current, Map<String, String> properties) {
        try {
            return stored(scope, mapping, current.id())
                    .filter(stored -> properties.entrySet().stream()
                            .allMatch(entry -> same(entry.getValue(), stored.property(entry.getKey()))))
                    .map(stored -> record(mapping, stored));
        } catch (CrmFailure stillNoAnswer) {
            return Optional.empty();
        }
    }

    /** HubSpot writes a moment with its milliseconds. */
    private static boolean same(String written, String stored) {
        return written.equals(stored) || written.replace("Z", ".000Z").equals(stored);
    }

    /** Before the properties: an attempt that breaks off in between is noticed by what they still say. */
    private void associate(
            Scope scope, Mapping mapping, CrmRecord current, Values differing, Map<String, Mapping> targets) {
        differing.links().forEach((field, id) -> {
            Mapping target = targets.get(field.name());
            if (target == null) {
                return;
            }
            try {
                client.associate(scope, mapping, current.id(), target, String.valueOf(id));
            } catch (CrmFailure failure) {
                throw failure.kind() == Kind.NOT_FOUND
                        ? new CrmFailure(
                                Kind.INVALID, field.name() + " names a record that does not exist or was removed")
                        : failure;
            }
        });
    }

    /** From the record that the field named before, unless another field names it too. */
    private void dissociate(Scope scope, Mapping mapping, CrmRecord current, Field field) {
        Object old = current.field(field.name());
        boolean needed = mapping.fields().stream()
                .anyMatch(other ->
                        other != field && !other.links().isEmpty() && Objects.equals(old, current.field(other.name())));
        if (old == null || needed) {
            return;
        }
        List<RecordType> types = field.links();
        types.stream()
                .filter(type -> types.size() == 1 || exists(scope, type, old.toString()))
                .findFirst()
                .ifPresent(type -> client.dissociate(scope, mapping, current.id(), mapping(type), old.toString()));
    }

    /** The primary company is no property, so no answer shows it. */
    private static CrmRecord withLinks(Mapping mapping, CrmRecord record, Values differing) {
        Field company = mapping.hasPrimaryCompany() ? mapping.field("accountId") : null;
        if (company == null || !differing.byField().containsKey(company)) {
            return record;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(record.fields());
        Object id = differing.byField().get(company);
        fields.put(company.name(), id);
        return merged(record, record.version().split("/")[0], fields);
    }

    private static CrmRecord merged(CrmRecord record, String updatedAt, Map<String, @Nullable Object> fields) {
        Map<String, Object> present = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return versioned(record.ref(), updatedAt, present);
    }
}
