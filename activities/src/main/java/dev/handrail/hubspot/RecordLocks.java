package dev.handrail.hubspot;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One change of a record at a time. HubSpot has no conditional write, so between a read and the write that follows
 * another change fits; not one of this process.
 */
final class RecordLocks {

    private static final int STRIPES = 1024;
    private static final int PATIENCE_SECONDS = 10;

    private final ReentrantLock[] stripes =
            IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    <T> T with(String object, String id, Supplier<T> work) {
        ReentrantLock lock = stripes[Math.floorMod((object + "/" + id).hashCode(), STRIPES)];
        try {
            if (!lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new CrmFailure(Kind.UNAVAILABLE, "The record is being changed by others all the time; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrmFailure(Kind.UNAVAILABLE, "Interrupted before anything was done", e);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
