package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.server.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Everything that one account holds. A reset makes a new one. */
final class Portal {

    static final int ID = 48_000_001;

    /** The real search trails by seconds as well; HubSpot names no figure. */
    static final Duration INDEXING_DELAY = Duration.ofSeconds(2);

    private static final long FIRST_OBJECT_ID = 40_100_000_001L;

    final SimulatorClock clock;
    final Journal journal = new Journal();
    final ObjectTypes types = new ObjectTypes();
    final Properties properties = new Properties();
    final Pipelines pipelines = new Pipelines();
    final Owners owners = new Owners();
    final ObjectStore store;
    final AssociationTypes associationTypes = new AssociationTypes(types);
    final Associations associations = new Associations(associationTypes, journal);
    final AccessTokens tokens;
    final Limits limits;
    final Objects objects;
    private long nextId = FIRST_OBJECT_ID;

    Portal(SimulatorClock clock) {
        this.clock = clock;
        store = new ObjectStore(properties, journal, this::now);
        store.indexingDelay(INDEXING_DELAY);
        types.all().forEach(properties::add);
        tokens = new AccessTokens(this::now);
        limits = new Limits(this::now);
        objects = new Objects(this);
    }

    /** To the millisecond, as HubSpot tells it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    String nextId() {
        return String.valueOf(nextId++);
    }
}
