package dev.handrail.hubspot;

import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records that a call read to see why its creation was refused. What the same call does next with that record need not
 * read it again, unless somebody else of this process has changed it since.
 */
final class JustRead {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<String, Reading> readings = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
            return size() > MOST;
        }
    };

    private record Reading(String call, CrmRecord record, Instant at) {}

    JustRead(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void note(Scope scope, Mapping mapping, CrmRecord record) {
        readings.put(place(mapping, record.id()), new Reading(scope.callId(), record, clock.instant()));
    }

    /** For the call that read it and as the type it read, once to be changed. */
    synchronized Optional<CrmRecord> take(Scope scope, Mapping mapping, Ref ref) {
        Optional<CrmRecord> read = look(scope, mapping, ref);
        forget(mapping, ref.id());
        return read;
    }

    synchronized Optional<CrmRecord> look(Scope scope, Mapping mapping, Ref ref) {
        return Optional.ofNullable(readings.get(place(mapping, ref.id())))
                .filter(reading -> reading.call.equals(scope.callId()))
                .filter(reading -> reading.at.plus(LONGEST).isAfter(clock.instant()))
                .map(Reading::record)
                .filter(record -> record.ref().equals(ref));
    }

    synchronized void forget(Mapping mapping, String id) {
        readings.remove(place(mapping, id));
    }

    /** Leads and contacts are the same objects. */
    private static String place(Mapping mapping, String id) {
        return mapping.object() + "/" + id;
    }
}
