package dev.handrail.api;

import com.zaxxer.hikari.HikariDataSource;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKeys;
import dev.handrail.credential.Tenants;
import dev.handrail.domain.DomainHandler;
import dev.handrail.setup.HandrailConfiguration;
import dev.handrail.temporal.SearchAttributes;
import dev.handrail.temporal.TaskQueue;
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
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

/** The front on a free port, with a real Postgres, Temporal in the JVM, and workflows that need no CRM. */
public final class ApiUnderTest implements AutoCloseable {

    private static ApiUnderTest shared;

    public static final DataConverter CONVERTER =
            DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(new Jackson3JsonPayloadConverter());

    private final ConfigurableApplicationContext context;
    private final Map<String, String> keys = new ConcurrentHashMap<>();

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
        worker.registerWorkflowImplementationTypes(
                TestWorkflows.Lead.class, TestWorkflows.EndlessUndo.class, TestWorkflows.Call.class);
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
                .properties("handrail.sign-in.per-address=5000", "handrail.sign-in.in-all=5000")
                .initializers(beans(database, temporal))
                .run(all));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import({HandrailConfiguration.class, ApiConfiguration.class})
    static class FrontAlone {}

    private static ApplicationContextInitializer<GenericApplicationContext> beans(
            DataSource database, WorkflowClient temporal) {
        return context -> {
            context.registerBean("database", DataSource.class, () -> database);
            context.registerBean("pets", DomainHandler.class, PetHandler::new);
            context.registerBean("workflows", WorkflowClient.class, () -> temporal);
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

    /** With a key as it is, or none when it is null. */
    public Requests withKey(String key) {
        return new Requests(address(), key);
    }

    /** Somebody of a tenant; the same words are the same person. */
    public Requests as(String tenant, String name, Role... roles) {
        return withKey(keys.computeIfAbsent(
                "%s/%s/%s".formatted(tenant, name, EnumSet.copyOf(List.of(roles))), asked -> {
                    bean(Tenants.class).create(tenant);
                    return bean(ApiKeys.class)
                            .issue(tenant, Set.of(roles), name, "test", null)
                            .key();
                }));
    }

    @Override
    public void close() {
        context.close();
    }
}
