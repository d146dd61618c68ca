package dev.handrail.limit;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Where all processes count together. Every method throws {@link LimitsUnavailable} when the store does not answer
 * within five seconds (Postgres: after the pool has given out a connection, so its own timeout counts too).
 */
public interface LimitStore extends AutoCloseable {

    /**
     * Counts in the table {@code limit_buckets}, in short transactions of its own. It must not be asked inside a
     * transaction: two connections a call can starve the pool.
     *
     * @param clock of all processes alike; how far their clocks differ is how far a window may be off
     */
    static LimitStore postgres(DataSource dataSource, Clock clock) {
        return new PostgresLimitStore(dataSource, clock);
    }

    /** @param url such as {@code redis://user:password@host:6379}; it is connected to when first asked */
    static LimitStore redis(String url, Clock clock) {
        return new RedisLimitStore(url, clock);
    }

    /** Takes all the tokens or none. */
    Taken take(String key, Limit limit, long tokens);

    /** Puts back what was taken in the same window. */
    void giveBack(String key, Limit limit, long tokens);

    /**
     * Removes the buckets that are full again, wherever that does not happen by itself. To be called about once a minute
     * by some process.
     *
     * @return how many
     */
    int removeExpired();

    @Override
    void close();

    /**
     * @param remaining tokens left for everyone
     * @param untilEnough until as many tokens as were asked for can be had; zero when taken
     * @param untilReset until the window ends
     */
    record Taken(boolean taken, long remaining, Duration untilEnough, Duration untilReset) {}
}
