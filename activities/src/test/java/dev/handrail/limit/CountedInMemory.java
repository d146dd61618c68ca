package dev.handrail.limit;

import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Bucket4j's buckets in a map, with the questions it was asked. */
final class CountedInMemory implements LimitStore {

    private final Buckets buckets;
    private final Queue<String> questions = new ConcurrentLinkedQueue<>();
    private volatile String silentFor = "nothing";
    private volatile Pause beforeAnswer = () -> {};

    interface Pause {

        void pause() throws InterruptedException;
    }

    CountedInMemory(Clock clock) {
        buckets = new Buckets(new InMemory(clock));
    }

    long questions(String part) {
        return questions.stream().filter(key -> key.contains(part)).count();
    }

    void silentFor(String part) {
        silentFor = part;
    }

    void beforeAnswer(Pause pause) {
        beforeAnswer = pause;
    }

    @Override
    public Taken take(String key, Limit limit, long tokens) {
        questions.add(key);
        try {
            beforeAnswer.pause();
        } catch (InterruptedException stopped) {
            throw new LimitsUnavailable(stopped);
        }
        if (key.contains(silentFor)) {
            throw new LimitsUnavailable(new BucketExecutionException("away"));
        }
        return buckets.take(key, limit, tokens);
    }

    @Override
    public void giveBack(String key, Limit limit, long tokens) {
        buckets.giveBack(key, limit, tokens);
    }

    @Override
    public int removeExpired() {
        return 0;
    }

    @Override
    public void close() {}

    private static final class InMemory extends AbstractCompareAndSwapBasedProxyManager<String> {

        private final Map<String, byte[]> states = new ConcurrentHashMap<>();

        InMemory(Clock clock) {
            super(ClientSideConfig.getDefault().withClientClock(Buckets.meter(clock)));
        }

        @Override
        protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
            return new CompareAndSwapOperation() {
                @Override
                public Optional<byte[]> getStateData(Optional<Long> timeout) {
                    return Optional.ofNullable(states.get(key));
                }

                @Override
                public boolean compareAndSwap(
                        byte @Nullable [] before, byte[] after, RemoteBucketState state, Optional<Long> timeout) {
                    return after == states.compute(key, (ignored, now) -> Arrays.equals(now, before) ? after : now);
                }
            };
        }

        @Override
        protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected CompletableFuture<Void> removeAsync(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeProxy(String key) {
            states.remove(key);
        }

        @Override
        public boolean isAsyncModeSupported() {
            return false;
        }
    }
}
