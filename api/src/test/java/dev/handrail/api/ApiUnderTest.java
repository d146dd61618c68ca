package dev.handrail.api;

import com.zaxxer.hikari.HikariDataSource;
import dev.handrail.api.audit.AuditTrail;
import dev.handrail.api.tool.ToolReader;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.CallResult;
import dev.handrail.outcome.LeadStore;
import dev.handrail.presence.WorkerPresence;
import dev.handrail.secret.CredentialRefresh;
import dev.handrail.secret.Credentials;
import dev.handrail.secret.CrmCredentials;
import dev.handrail.secret.Refreshed;
import dev.handrail.temporal.SearchAttributes;
import dev.handrail.temporal.TaskQueue;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The front on a free port, with a real Postgres, Temporal in the JVM, and workflows that need no CRM. */
public final class ApiUnderTest implements AutoCloseable {

    private static ApiUnderTest shared;

    public static final DataConverter CONVERTER =
            DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(new Jackson3JsonPayloadConverter());

    private final ConfigurableApplicationContext context;

    private ApiUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** One for all tests of the JVM; each uses ids of its own. */
    public static synchronized ApiUnderTest shared() {
        if (shared == null) {
            shared = start(postgres(), temporal());
            startWorker(shared);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    private static TestWorkflowEnvironment environment;

    private static WorkflowClient temporal() {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .registerSearchAttribute(SearchAttributes.TENANT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(SearchAttributes.LEAD.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(CONVERTER)
                        .build())
                .build());
        return environment.getWorkflowClient();
    }

    private static void startWorker(ApiUnderTest api) {
        Worker worker = environment.newWorker(TaskQueue.NAME);
        worker.registerWorkflowImplementationTypes(TestWorkflows.Lead.class, TestWorkflows.Call.class);
        worker.registerActivitiesImplementations(new TestWorkflows.Authorizing(api.bean(AuthorizationStore.class)));
        environment.start();
    }

    /** A database with the schema, used as the application uses it. */
    public static DataSource postgres() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            migrate(postgres);
            return pool(postgres.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void migrate(EmbeddedPostgres postgres) {
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
    }

    public static DataSource pool(int port) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port));
        pool.setUsername("postgres");
        pool.setConnectionInitSql("SET ROLE handrail_app");
        pool.setConnectionTimeout(2_500);
        pool.setInitializationFailTimeout(-1);
        pool.setMaximumPoolSize(8);
        return pool;
    }

    public static ApiUnderTest start(DataSource database, WorkflowClient temporal, String... properties) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "--server.port=0",
                                "--spring.main.banner-mode=off",
                                "--logging.structured.format.console=",
                                "--logging.level.root=warn",
                                "--handrail.api.temporal-ui-origins=http://ui.test",
                                "--handrail.api.answer-within=2s",
                                "--handrail.api.line-patience=1s"),
                        java.util.stream.Stream.of(properties))
                .toArray(String[]::new);
        return new ApiUnderTest(new SpringApplicationBuilder(FrontAlone.class)
                .initializers(beans(database, temporal))
                .run(all));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import(ApiConfiguration.class)
    static class FrontAlone {}

    private static ApplicationContextInitializer<GenericApplicationContext> beans(
            DataSource database, WorkflowClient temporal) {
        return context -> {
            JdbcClient jdbc = JdbcClient.create(database);
            TenantTransactions transactions = new TenantTransactions(new JdbcTransactionManager(database), jdbc);
            InMemoryCredentials credentials = new InMemoryCredentials();
            context.registerBean("database", DataSource.class, () -> database);
            context.registerBean("workflows", WorkflowClient.class, () -> temporal);
            context.registerBean("catalog", Catalog.class, Catalog::crm);
            context.registerBean("transactions", TenantTransactions.class, () -> transactions);
            context.registerBean("workerPresence", WorkerPresence.class, () -> new WorkerPresence(jdbc));
            context.registerBean("leadStore", LeadStore.class, () -> new LeadStore(transactions, jdbc));
            context.registerBean(
                    "authorizationStore",
                    AuthorizationStore.class,
                    () -> new AuthorizationStore(
                            transactions,
                            jdbc,
                            (tenant, person) -> person.equals("rookie")
                                    ? Optional.of("You are not an approver yet; ask an administrator")
                                    : Optional.empty()));
            context.registerBean(
                    "toolReader",
                    ToolReader.class,
                    () -> call -> CallResult.succeeded(null, Map.of("valid", true), List.of(), Undo.NONE, 1));
            context.registerBean("credentials", InMemoryCredentials.class, () -> credentials);
            context.registerBean("audit", AuditTrail.class, OneReceipt::new);
            AuditLog receipts = new AuditLog(transactions, jdbc, UnaryOperator.identity(), null, Clock.systemUTC());
            context.registerBean("receipts", AuditLog.class, () -> receipts);
            context.registerBean(
                    "credentialRefresh",
                    CredentialRefresh.class,
                    () -> new CredentialRefresh(new TwoSources(), receipts));
        };
    }

    public String address() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public Requests as(String key) {
        return new Requests(address(), key);
    }

    @Override
    public void close() {
        context.close();
    }

    /** HubSpot's credentials from AWS, Salesforce's from a file that others may read. */
    private static final class TwoSources implements CrmCredentials {

        @Override
        public Credentials of(String tenant, String provider) {
            return Credentials.of(Map.of("accessToken", "pat-" + tenant + "-shown-to-nobody"));
        }

        @Override
        public Credentials after(String tenant, String provider, Credentials refused) {
            return of(tenant, provider);
        }

        @Override
        public List<Refreshed> refresh(String tenant) {
            return List.of(
                    new Refreshed("salesforce", "file", Refreshed.Status.REFUSED, null, "chmod 600 credentials.json"),
                    new Refreshed("hubspot", "aws", Refreshed.Status.READ, "version-2", null));
        }
    }

    private static final class OneReceipt implements AuditTrail {

        @Override
        public Page list(String tenant, Filter filter, String cursor, int limit) {
            if (cursor != null) {
                throw new IllegalArgumentException("Not a cursor of ours");
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("tenant", tenant);
            row.put("action", "upsert_lead");
            row.put("at", Instant.EPOCH.toString());
            return new Page(filter.actor() == null ? List.of(row) : List.of(), null);
        }

        @Override
        public void export(String tenant, OutputStream lines) throws IOException {
            lines.write("{\"tenant\":\"%s\"}\n".formatted(tenant).getBytes(StandardCharsets.UTF_8));
        }
    }
}
