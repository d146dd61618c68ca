package dev.handrail.simulator.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every record of the account, with what searches know of it, its unique values and its history. */
final class ObjectStore {

    /** A property's value from some time on. */
    record Change(String value, Instant since) {}

    private record Version(CrmObject object, Instant visibleFrom) {}

    private record Row(CrmObject object, List<Version> versions, Map<String, List<Change>> history) {}

    private record PropertyValue(ObjectType type, String property, String value) {}

    private static final int LONGEST_HISTORY = 20;

    private final Properties properties;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<ObjectType, TreeMap<Long, Row>> rows = new HashMap<>();
    private final Map<PropertyValue, Long> unique = new HashMap<>();
    private final Map<PropertyValue, Long> mergedInto = new HashMap<>();

    /** By lower-case text: records that have it or once had it, so that a search need not look at all. */
    private final Map<PropertyValue, TreeSet<Long>> everWith = new HashMap<>();

    private Duration indexingDelay = Duration.ZERO;

    ObjectStore(Properties properties, Journal journal, InstantSource clock) {
        this.properties = properties;
        this.journal = journal;
        this.clock = clock;
    }

    void indexingDelay(Duration delay) {
        indexingDelay = delay;
    }

    Duration indexingDelay() {
        return indexingDelay;
    }

    Optional<CrmObject> find(ObjectType type, String id) {
        long number;
        try {
            number = Long.parseLong(id);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        Long survivor = mergedInto.get(new PropertyValue(type, "hs_object_id", id));
        return Optional.ofNullable(of(type).get(survivor == null ? number : survivor))
                .map(Row::object);
    }

    /** The living record that has the value; of a unique property only. */
    Optional<CrmObject> findBy(ObjectType type, String property, String value) {
        if (property.equals("hs_object_id")) return find(type, value).filter(object -> !object.archived());
        Long number = unique.get(new PropertyValue(type, property, value));
        return number == null ? Optional.empty() : find(type, String.valueOf(number));
    }

    /** Records with an id above the given one, by id. */
    Stream<CrmObject> after(ObjectType type, long id, boolean archived) {
        return of(type).tailMap(id, false).values().stream()
                .map(Row::object)
                .filter(object -> object.archived() == archived);
    }

    Stream<CrmObject> living(ObjectType type) {
        return after(type, -1, false);
    }

    /** The living records as a search finds them now, by id: changes of the last moments are not in it yet. */
    Stream<CrmObject> indexed(ObjectType type) {
        Instant now = clock.instant();
        return of(type).values().stream().mapMulti((row, found) -> {
            Version version = visible(row, now);
            if (version != null && !version.object.archived()) found.accept(version.object);
        });
    }

    /** Of those, the ones that may have the text in the property: all that have it, and some that once had it. */
    Set<CrmObject> indexedWith(ObjectType type, Property property, String text) {
        Instant now = clock.instant();
        var found = new LinkedHashSet<CrmObject>();
        for (Long number : everWith.getOrDefault(textOf(type, property.name(), text), new TreeSet<>())) {
            Row row = of(type).get(number);
            Version version = row == null ? null : visible(row, now);
            if (version != null && !version.object.archived()) found.add(version.object);
        }
        return found;
    }

    List<Change> history(CrmObject object, String property) {
        Row row = of(object.type()).get(object.number());
        return row == null ? List.of() : row.history.getOrDefault(property, List.of());
    }

    void put(CrmObject object) {
        Instant now = clock.instant();
        put(object, now.plus(indexingDelay), now);
    }

    /** As if it had been there for long: a search finds it at once. */
    void putIndexed(CrmObject object) {
        put(object, Instant.MIN, clock.instant());
    }

    /** Forgets it for good. */
    void purge(CrmObject object) {
        replace(object.type(), object.number(), null);
    }

    /** From now on the old id leads to the survivor. */
    void redirect(CrmObject from, CrmObject survivor) {
        var key = new PropertyValue(from.type(), "hs_object_id", from.id());
        mergedInto.put(key, survivor.number());
        journal.changed(() -> mergedInto.remove(key));
    }

    private void put(CrmObject object, Instant visibleFrom, Instant now) {
        Row before = of(object.type()).get(object.number());
        var versions = new ArrayList<Version>();
        var history = new HashMap<String, List<Change>>();
        if (before != null) {
            Version shown = visible(before, now);
            if (shown != null) versions.add(shown);
            before.versions.stream()
                    .filter(version -> version.visibleFrom.isAfter(now))
                    .forEach(versions::add);
            history.putAll(before.history);
        }
        versions.add(new Version(object, visibleFrom));
        object.properties().forEach((name, value) -> {
            if (before == null || !value.equals(before.object.value(name))) remember(object, name, value);
        });
        note(history, before == null ? Map.of() : before.object.properties(), object, now);
        replace(object.type(), object.number(), new Row(object, versions, history));
    }

    private void remember(CrmObject object, String name, String value) {
        boolean text =
                properties.find(object.type(), name).filter(Property::text).isPresent();
        if (!text) return;
        everWith.computeIfAbsent(textOf(object.type(), name, value), each -> new TreeSet<>())
                .add(object.number());
    }

    private static PropertyValue textOf(ObjectType type, String property, String text) {
        return new PropertyValue(type, property, text.toLowerCase(Locale.ROOT));
    }

    private static void note(
            Map<String, List<Change>> history, Map<String, String> before, CrmObject object, Instant now) {
        object.properties().forEach((name, value) -> {
            if (!value.equals(before.get(name))) note(history, name, value, now);
        });
        for (String name : before.keySet()) {
            if (!object.properties().containsKey(name)) note(history, name, "", now);
        }
    }

    private static void note(Map<String, List<Change>> history, String name, String value, Instant now) {
        var changes = new ArrayList<Change>();
        changes.add(new Change(value, now));
        changes.addAll(history.getOrDefault(name, List.of()));
        history.put(name, changes.size() > LONGEST_HISTORY ? changes.subList(0, LONGEST_HISTORY) : changes);
    }

    private void replace(ObjectType type, long number, @Nullable Row after) {
        Row before = swap(type, number, after);
        journal.changed(() -> swap(type, number, before));
    }

    private @Nullable Row swap(ObjectType type, long number, @Nullable Row after) {
        Row before = after == null ? of(type).remove(number) : of(type).put(number, after);
        if (before != null) uniqueValues(before.object).forEach(unique::remove);
        if (after != null) uniqueValues(after.object).forEach(value -> unique.put(value, number));
        return before;
    }

    private Stream<PropertyValue> uniqueValues(CrmObject object) {
        if (object.archived()) return Stream.empty();
        Stream<PropertyValue> further = Stream.of(
                        object.value("hs_additional_emails").split(";"))
                .filter(email -> !email.isEmpty())
                .map(email -> new PropertyValue(object.type(), "email", email));
        Stream<PropertyValue> own = object.properties().entrySet().stream()
                .filter(entry -> properties
                        .find(object.type(), entry.getKey())
                        .filter(Property::unique)
                        .isPresent())
                .map(entry -> new PropertyValue(object.type(), entry.getKey(), entry.getValue()));
        return Stream.concat(further, own);
    }

    private static @Nullable Version visible(Row row, Instant now) {
        for (Version version : row.versions.reversed()) {
            if (!version.visibleFrom.isAfter(now)) return version;
        }
        return null;
    }

    private TreeMap<Long, Row> of(ObjectType type) {
        return rows.computeIfAbsent(type, each -> new TreeMap<>());
    }
}
