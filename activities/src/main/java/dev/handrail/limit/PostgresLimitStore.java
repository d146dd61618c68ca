package dev.handrail.limit;

import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLadvisoryLockBasedProxyManager;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

final class PostgresLimitStore implements LimitStore {

    private static final int AT_ONCE = 1000;

    private final PostgreSQLadvisoryLockBasedProxyManager<String> table;
    private final Buckets buckets;

    PostgresLimitStore(DataSource dataSource, Clock clock) {
        table = Buckets.configured(
                        Bucket4jPostgreSQL.advisoryLockBasedBuilder(dataSource)
                                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                                .table("limit_buckets")
                                .idColumn("key"),
                        clock)
                .build();
        buckets = new Buckets(new OneTripBuckets(table, Buckets.meter(clock)));
    }

    @Override
    public Taken take(String key, Limit limit, long tokens) {
        requireNoTransaction();
        return buckets.take(key, limit, tokens);
    }

    @Override
    public void giveBack(String key, Limit limit, long tokens) {
        requireNoTransaction();
        buckets.giveBack(key, limit, tokens);
    }

    @Override
    public int removeExpired() {
        int all = 0;
        int removed;
        do {
            removed = Buckets.asked(() -> table.removeExpired(AT_ONCE));
            all += removed;
        } while (removed == AT_ONCE);
        return all;
    }

    /** The data source belongs to the caller. */
    @Override
    public void close() {}

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Take limits before the transaction begins, not inside it");
        }
    }
}
