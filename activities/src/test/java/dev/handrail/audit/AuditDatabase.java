package dev.handrail.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.handrail.tenant.TenantTransactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A migrated database of its own, seen as the application sees it and as its superuser. */
public final class AuditDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final HikariDataSource application;
    private final JdbcTransactionManager manager;

    public AuditDatabase() {
        try {
            postgres = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        config.setConnectionInitSql("SET ROLE handrail_app");
        config.setMaximumPoolSize(16);
        application = new HikariDataSource(config);
        manager = new JdbcTransactionManager(application);
    }

    public DataSource dataSource() {
        return application;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(application);
    }

    public TenantTransactions transactions() {
        return new TenantTransactions(manager, jdbc());
    }

    public JdbcClient superuser() {
        return JdbcClient.create(postgres.getPostgresDatabase());
    }

    @Override
    public void close() {
        application.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
