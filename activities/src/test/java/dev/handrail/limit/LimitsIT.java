package dev.handrail.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LimitsIT extends LimitsContract {

    private static EmbeddedPostgres postgres;
    private static HikariDataSource pool;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        pool = pool(postgres.getPostgresDatabase());
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        pool.close();
        postgres.close();
    }

    private static HikariDataSource pool(DataSource database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setConnectionInitSql("SET ROLE handrail_app");
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    @Override
    LimitStore open(Clock clock) {
        return LimitStore.postgres(pool, clock);
    }

    @Test
    void aLeadCostsTheBuiltInCrmNoTransactionOfItsOwn() {
        AtomicInteger transactions = new AtomicInteger();
        DataSource counting = new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                transactions.incrementAndGet();
                return super.getConnection();
            }
        };
        Limits limits = new Limits(
                LimitRules.defaults(), LimitStore.postgres(counting, clock), clock, new SimpleMeterRegistry());
        limits.take(tenant, "office", "lead-0", "account-0", 1);
        transactions.set(0);

        IntStream.range(0, 7).forEach(step -> limits.take(tenant, "office", "lead-1", "account-1", 1));

        assertThat(transactions).hasValue(0);
    }

    @Test
    void removesBucketsThatAreFullAgainAndOnlyThose() {
        Limits limits = process(LimitRules.defaults());
        take(limits, "lead-1", null);
        JdbcClient.create(pool).sql("UPDATE limit_buckets SET expires_at = 0").update();
        take(process(LimitRules.defaults()), "lead-2", null);

        assertThat(limits.removeExpired()).isPositive();

        assertThat(buckets()).isEqualTo(2);
        assertThat(limits.removeExpired()).isZero();
    }

    private long buckets() {
        return JdbcClient.create(pool)
                .sql("SELECT count(*) FROM limit_buckets WHERE key LIKE ?")
                .param(tenant + "/%")
                .query(Long.class)
                .single();
    }

    @Test
    void refusesToBeAskedInsideATransaction() {
        Limits limits = process(LimitRules.defaults());
        var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> take(limits, "lead-1", null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before the transaction");
    }

    @Test
    void allowsNothingWhileTheDatabaseIsAway() throws Exception {
        EmbeddedPostgres own = EmbeddedPostgres.builder().start();
        try (own) {
            Flyway.configure().dataSource(own.getPostgresDatabase()).load().migrate();
        }
        try (HikariDataSource dead = new HikariDataSource()) {
            dead.setDataSource(own.getPostgresDatabase());
            dead.setInitializationFailTimeout(-1);
            dead.setConnectionTimeout(Duration.ofMillis(300).toMillis());
            Limits limits = new Limits(
                    LimitRules.defaults(), LimitStore.postgres(dead, clock), clock, new SimpleMeterRegistry());

            assertThatThrownBy(() -> take(limits, "lead-1", null)).isInstanceOf(LimitsUnavailable.class);
        }
    }
}
