package dev.handrail.simulator.ledger;

import dev.handrail.simulator.fault.FaultKind;
import dev.handrail.simulator.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every request and every effect, in order. Edits over the admin path are not in it. Safe for use by many threads. */
public final class Ledger {

    /**
     * Effects that met a key more than once: what must not be.
     *
     * @param count at least 2
     */
    public record Repeated(Action action, String type, String externalId, int count) {}

    /**
     * @param requests all of them, also those that were cut
     * @param effects by type and action
     * @param created how many external ids some record was created with, by type
     * @param repeated creations of the same type under the same external id
     */
    public record Summary(
            int requests,
            Map<String, Map<Action, Integer>> effects,
            Map<String, Integer> created,
            List<Repeated> repeated) {}

    private record Key(Action action, String type, String externalId) {}

    private final List<Entry> entries = new ArrayList<>();

    /** Notes a request and its effects; null effects for a request that never reached the CRM. */
    public synchronized void add(
            Instant time, Request request, int status, @Nullable FaultKind fault, @Nullable Effects effects) {
        long sequence = entries.size() + 1L;
        entries.add(new Entry.Asked(sequence, time, request.method(), request.target(), status, fault));
        if (effects == null) return;
        for (var noted : effects.noted()) {
            entries.add(new Entry.Effect(
                    entries.size() + 1L,
                    time,
                    sequence,
                    request.method(),
                    request.path(),
                    noted.action(),
                    noted.type(),
                    noted.id(),
                    noted.externalId()));
        }
    }

    public synchronized void clear() {
        entries.clear();
    }

    /** Those that come after the sequence number. */
    public synchronized List<Entry> after(long sequence) {
        return List.copyOf(entries.subList((int) Math.clamp(sequence, 0, entries.size()), entries.size()));
    }

    public List<Entry> all() {
        return after(0);
    }

    public List<Entry.Effect> effects() {
        return all().stream()
                .filter(Entry.Effect.class::isInstance)
                .map(Entry.Effect.class::cast)
                .toList();
    }

    public List<Entry.Asked> requests() {
        return all().stream()
                .filter(Entry.Asked.class::isInstance)
                .map(Entry.Asked.class::cast)
                .toList();
    }

    public Summary summary() {
        var effects = new LinkedHashMap<String, Map<Action, Integer>>();
        var keys = new LinkedHashMap<Key, Integer>();
        for (Entry.Effect effect : effects()) {
            effects.computeIfAbsent(effect.type(), type -> new LinkedHashMap<>())
                    .merge(effect.action(), 1, Integer::sum);
            if (effect.action() == Action.CREATED && effect.externalId() != null) {
                keys.merge(new Key(effect.action(), effect.type(), effect.externalId()), 1, Integer::sum);
            }
        }
        var created = new LinkedHashMap<String, Integer>();
        var repeated = new ArrayList<Repeated>();
        keys.forEach((key, count) -> {
            created.merge(key.type, 1, Integer::sum);
            if (count > 1) repeated.add(new Repeated(key.action, key.type, key.externalId, count));
        });
        return new Summary(requests().size(), effects, created, repeated);
    }
}
