package dev.handrail.limit;

import dev.handrail.limit.LimitStore.Taken;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AbstractProxyManagerBuilder;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.lettuce.core.RedisException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Limits as Bucket4j buckets. They refill all at once when the window ends, as the fixed windows of seed 001 do: a
 * bucket that refills drop by drop lets through nearly twice its limit in the first window.
 */
final class Buckets {

    private static final Duration KEPT_WHEN_FULL = Duration.ofSeconds(10);

    private final ProxyManager<String> buckets;

    Buckets(ProxyManager<String> buckets) {
        this.buckets = buckets;
    }

    static <B extends AbstractProxyManagerBuilder<?, ?, B>> B configured(B builder, Clock clock) {
        return builder.clientClock(meter(clock))
                .requestTimeout(Patience.MOST)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL));
    }

    Taken take(String key, Limit limit, long tokens) {
        ConsumptionProbe probe =
                asked(() -> buckets.builder().build(key, configuration(limit)).tryConsumeAndReturnRemaining(tokens));
        return new Taken(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    void giveBack(String key, Limit limit, long tokens) {
        asked(() -> {
            buckets.builder().build(key, configuration(limit)).addTokens(tokens);
            return tokens;
        });
    }

    static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (BucketExecutionException | RedisException silence) {
            throw new LimitsUnavailable(silence);
        }
    }

    private static BucketConfiguration configuration(Limit limit) {
        return BucketConfiguration.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.capacity()).refillIntervally(limit.capacity(), limit.window()))
                .build();
    }

    static TimeMeter meter(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000 + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
