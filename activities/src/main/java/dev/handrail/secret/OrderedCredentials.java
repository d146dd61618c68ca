package dev.handrail.secret;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one source after the other, and bridges the time that one of them is away with what it said last. */
final class OrderedCredentials implements CrmCredentials {

    /** How long after a source last confirmed them credentials are used while it does not answer. */
    static final Duration LAST_KNOWN_FOR = Duration.ofHours(1);

    /** How often a CRM's refusals make us ask for the newest. */
    static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(OrderedCredentials.class);

    private final List<CredentialSource> sources;
    private final Clock clock;
    private final Map<Key, Memory> memories = new ConcurrentHashMap<>();

    OrderedCredentials(List<CredentialSource> sources, Clock clock) {
        this.sources = List.copyOf(sources);
        this.clock = clock;
    }

    private record Key(String tenant, String provider) {}

    private record Found(Reading reading, CredentialSource source, boolean lastKnown) {}

    private static final class Memory {
        private final ReentrantLock asking = new ReentrantLock();
        private Instant asked = Instant.EPOCH;
        private volatile @Nullable Found last;
        private volatile boolean away;
    }

    @Override
    public Credentials of(String tenant, String provider) {
        return find(new Key(tenant, provider))
                .map(found -> found.reading().credentials())
                .orElseThrow(() -> none(tenant, provider));
    }

    @Override
    public Credentials after(String tenant, String provider, Credentials refused) {
        Key key = new Key(tenant, provider);
        Memory memory = memory(key);
        memory.asking.lock();
        try {
            Credentials known = of(tenant, provider);
            Instant now = clock.instant();
            if (!known.equals(refused) || memory.asked.plus(ASK_AGAIN_AFTER).isAfter(now)) {
                return known;
            }
            memory.asked = now;
            forget(key);
            return of(tenant, provider);
        } finally {
            memory.asking.unlock();
        }
    }

    @Override
    public List<Refreshed> refresh(String tenant) {
        List<Refreshed> refreshed = new ArrayList<>();
        for (String provider : PROVIDERS) {
            Key key = new Key(tenant, provider);
            forget(key);
            outcome(key).ifPresent(refreshed::add);
        }
        return List.copyOf(refreshed);
    }

    @Override
    public Optional<Refreshed> standing(String tenant, String provider) {
        return outcome(new Key(tenant, provider));
    }

    private Optional<Refreshed> outcome(Key key) {
        for (CredentialSource source : sources) {
            try {
                Optional<Found> found = find(key, source);
                if (found.isPresent()) {
                    Refreshed.Status status =
                            found.get().lastKnown() ? Refreshed.Status.LAST_KNOWN : Refreshed.Status.READ;
                    return Optional.of(new Refreshed(
                            key.provider(),
                            source.name(),
                            status,
                            found.get().reading().version(),
                            null));
                }
            } catch (CrmFailure e) {
                Refreshed.Status status =
                        e.kind() == Kind.UNAVAILABLE ? Refreshed.Status.UNAVAILABLE : Refreshed.Status.REFUSED;
                return Optional.of(new Refreshed(key.provider(), source.name(), status, null, e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private Optional<Found> find(Key key) {
        return sources.stream().flatMap(source -> find(key, source).stream()).findFirst();
    }

    private Optional<Found> find(Key key, CredentialSource source) {
        Memory memory = memory(key);
        try {
            Optional<Reading> reading = source.read(key.tenant(), key.provider());
            reading.filter(this::isTooOld).ifPresent(old -> {
                throw new SourceAway(
                        "The source %s has not confirmed them since %s".formatted(source.name(), old.confirmedAt()));
            });
            Optional<Found> found = reading.map(read -> new Found(complete(read, key), source, false));
            found.ifPresent(fresh -> {
                memory.last = fresh;
                memory.away = false;
            });
            return found;
        } catch (SourceAway e) {
            return Optional.of(lastKnown(key, source, e));
        }
    }

    private Found lastKnown(Key key, CredentialSource source, SourceAway why) {
        Memory memory = memory(key);
        Found last = memory.last;
        if (last == null || last.source() != source || isTooOld(last.reading())) {
            throw new CrmFailure(
                    Kind.UNAVAILABLE,
                    "The credentials of tenant %s for %s cannot be read now. %s"
                            .formatted(key.tenant(), key.provider(), why.getMessage()));
        }
        if (!memory.away) {
            memory.away = true;
            log.warn(
                    "The credentials of tenant {} for {} cannot be read; the last known ones are used until {}. {}",
                    key.tenant(),
                    key.provider(),
                    last.reading().confirmedAt().plus(LAST_KNOWN_FOR),
                    why.getMessage());
        }
        return new Found(last.reading(), source, true);
    }

    private Reading complete(Reading reading, Key key) {
        Credentials all = reading.credentials();
        for (CredentialSource source : sources) {
            all = all.or(source.addresses(key.tenant(), key.provider()));
        }
        return reading.with(all);
    }

    private boolean isTooOld(Reading reading) {
        return reading.confirmedAt().plus(LAST_KNOWN_FOR).isBefore(clock.instant());
    }

    private void forget(Key key) {
        sources.forEach(source -> source.forget(key.tenant(), key.provider()));
    }

    private Memory memory(Key key) {
        return memories.computeIfAbsent(key, unused -> new Memory());
    }

    private static CrmFailure none(String tenant, String provider) {
        return new CrmFailure(
                Kind.UNAUTHORIZED,
                "There are no credentials of tenant %s for %s; store them in AWS Secrets Manager, the environment or %s"
                        .formatted(tenant, provider, FileSource.SETTING));
    }
}
