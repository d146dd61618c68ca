package dev.handrail.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.handrail.office.OfficeSetup;
import dev.handrail.tenant.TenantTransactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * One migrated Postgres for all tests of the JVM, which stops with it. Tests keep apart by working for tenants of their
 * own: {@link #newTenant()}.
 */
public final class Database {

    private static final int CONNECTIONS = 16;

    private static final class Shared {
        private static final Database INSTANCE = new Database();
    }

    private final DataSource owner;
    private final DataSource application;
    private final PlatformTransactionManager transactionManager;
    private final JdbcClient jdbc;
    private final TenantTransactions tenants;

    private Database() {
        this.owner = start().getPostgresDatabase();
        Flyway.configure().dataSource(owner).load().migrate();
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(owner);
        pool.setConnectionInitSql("SET ROLE handrail_app");
        pool.setMaximumPoolSize(CONNECTIONS);
        this.application = new HikariDataSource(pool);
        this.transactionManager = new JdbcTransactionManager(application);
        this.jdbc = JdbcClient.create(application);
        this.tenants = new TenantTransactions(transactionManager, jdbc);
    }

    public static Database shared() {
        return Shared.INSTANCE;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sees every tenant's rows. */
    public DataSource owner() {
        return owner;
    }

    /** Works as {@code handrail_app}, held by row-level security. */
    public DataSource application() {
        return application;
    }

    public PlatformTransactionManager transactionManager() {
        return transactionManager;
    }

    /** On {@link #application()}. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** On {@link #owner()}. */
    public JdbcClient ownerJdbc() {
        return JdbcClient.create(owner);
    }

    public TenantTransactions tenants() {
        return tenants;
    }

    /** A tenant nobody else works for, whose Office has its first users and campaigns. */
    public String newTenant() {
        String tenant = "tenant-" + UUID.randomUUID();
        new OfficeSetup(tenants, jdbc).prepare(tenant);
        return tenant;
    }
}
