package dev.handrail.standalone;

import dev.handrail.audit.AuditLog;
import dev.handrail.authorization.Decision;
import dev.handrail.call.Role;
import dev.handrail.codec.HandrailDataConverter;
import dev.handrail.codec.Keysets;
import dev.handrail.credential.ApiKey.Holder;
import dev.handrail.credential.ApiKeys;
import dev.handrail.credential.Issued;
import dev.handrail.credential.Tenants;
import dev.handrail.tenant.TenantTransactions;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole Handrail with two tenants; those who attack it reach its API, its pages, Temporal and, at the worst, its tables. */
final class Besieged implements AutoCloseable {

    static final String TENANT = "default";
    static final String OTHER = "globex";

    /** What a task is called says how people decide about it. */
    private static final String POLICY = """
            version: 1
            rules:
              - name: two
                tools: [create_task]
                when: args.subject.startsWith("Two")
                permission: requires_authorization
                reason: Two people decide about this
                approvals: 2
              - name: finance
                tools: [create_task]
                when: args.subject.startsWith("Finance")
                permission: requires_authorization
                reason: Finance decides about this
                group: finance
                mayDelegate: true
              - name: brief
                tools: [create_task]
                when: args.subject.startsWith("Brief")
                permission: requires_authorization
                reason: Somebody decides about this within a second
                expiresAfter: 1s
              - name: one
                tools: [create_task, update_lead_status]
                permission: requires_authorization
                reason: Somebody decides about this
            """;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final LocalProcess handrail;
    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JdbcClient tables;
    private final ApiKeys keys;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient temporal;

    private Besieged(LocalProcess handrail, Home home) throws IOException {
        this.handrail = handrail;
        JsonNode instance = handrail.instance();
        this.url = instance.path("url").asString();
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(PostgresServer.url(instance.path("postgresPort").asInt()));
        owner.setUser(PostgresServer.USER);
        owner.setPassword(home.secret("postgres"));
        this.tables = JdbcClient.create(owner);
        TenantTransactions transactions = new TenantTransactions(new JdbcTransactionManager(owner), tables);
        AuditLog audit = new AuditLog(transactions, tables, values -> values, null, Clock.systemUTC());
        this.keys = new ApiKeys(tables, transactions, audit, Clock.systemUTC());
        new Tenants(tables).create(OTHER);
        this.stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(instance.path("temporalAddress").asString())
                .build());
        this.temporal = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(HandrailDataConverter.create(Keysets.load(home.secretFile("keyset.json"))))
                        .build());
    }

    static Besieged start(Path folder) throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Path home = folder.resolve("home");
        LocalProcess handrail = LocalProcess.start(
                        home,
                        Map.of(
                                "HANDRAIL_TEMPORAL", "in-jvm",
                                "HANDRAIL_POLICY", policy.toString(),
                                "HANDRAIL_SIGN_IN_PER_ADDRESS", "300"))
                .awaitUp();
        return new Besieged(handrail, new Home(home));
    }

    /** Whoever has a key. */
    record Somebody(Besieged system, String id, String key) {

        Answer get(String path) throws Exception {
            return system.send(request(path).GET());
        }

        Answer delete(String path) throws Exception {
            return system.send(request(path).DELETE());
        }

        Answer post(String path, Object body, String... headers) throws Exception {
            HttpRequest.Builder request = request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return system.send(request);
        }

        Answer decide(String authorization, String verdict) throws Exception {
            return post("/api/authorizations/" + authorization, Map.of("decision", verdict));
        }

        Answer ask(String subject) throws Exception {
            return ask(subject, "They agreed to it");
        }

        Answer ask(String subject, String reasoning) throws Exception {
            Answer answer = post(
                    "/api/tools/create_task/calls",
                    Map.of("arguments", Map.of("subject", subject), "reasoning", reasoning));
            while (answer.status() == 200 && answer.field("status").equals("running")) {
                answer = get("/api/calls/" + answer.field("id") + "?wait=10s");
            }
            return answer;
        }

        /** @return the authorization that waits */
        String waiting(String subject) throws Exception {
            return ask(subject).field("queue_id");
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(system.url + path)).header("Authorization", "Bearer " + key);
        }
    }

    record Answer(int status, String text) {

        JsonNode json() {
            return JSON.readTree(text);
        }

        String field(String name) {
            return json().path(name).asString("");
        }
    }

    /** A browser of somebody who signed in with a one-time link; it follows no redirect by itself. */
    record Visitor(Besieged system, HttpClient browser) {

        Answer get(String path) throws Exception {
            return sent(HttpRequest.newBuilder(URI.create(system.url + path)).GET());
        }

        /** Opens a page and sends a form with the token that it has. */
        Answer submit(String page, String action, String... fields) throws Exception {
            Matcher token = CSRF.matcher(get(page).text());
            return post(action + "?_csrf=" + (token.find() ? encoded(token.group(1)) : "none"), fields);
        }

        Answer post(String action, String... fields) throws Exception {
            StringBuilder form = new StringBuilder();
            for (int i = 0; i < fields.length; i += 2) {
                form.append(encoded(fields[i]))
                        .append('=')
                        .append(encoded(fields[i + 1]))
                        .append('&');
            }
            return sent(HttpRequest.newBuilder(URI.create(system.url + action))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form.toString())));
        }

        private Answer sent(HttpRequest.Builder request) throws Exception {
            HttpResponse<String> response =
                    browser.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    Somebody agent() {
        return key(TENANT, "agent", Holder.UNKNOWN, Role.AGENT);
    }

    Somebody approver() {
        return key(TENANT, "approver", Holder.UNKNOWN, Role.APPROVER);
    }

    Somebody key(String tenant, String name, Holder holder, Role... roles) {
        Issued issued = keys.issue(tenant, Set.of(roles), name, "test", null, holder);
        return new Somebody(this, issued.keyId(), issued.key());
    }

    void revokeKey(Somebody somebody) {
        keys.revoke(TENANT, somebody.id(), "test");
    }

    Visitor visitor(String tenant, String name) throws Exception {
        Somebody admin = key(tenant, "admin", Holder.UNKNOWN, Role.ADMIN);
        String link = admin.post("/api/sign-in-links", Map.of("name", name, "roles", Set.of("approver")))
                .field("path");
        Visitor visitor = new Visitor(
                this,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        .build());
        visitor.submit(link, "/sign-in", "code", link.substring(link.indexOf('=') + 1));
        return visitor;
    }

    /** The workflow that waits for this authorization, as whoever reaches Temporal can talk to it. */
    WorkflowStub workflow(String authorization) {
        return temporal.newUntypedWorkflowStub(tables.sql("SELECT workflow_id FROM authorization_request WHERE id = ?")
                .param(authorization)
                .query(String.class)
                .single());
    }

    /** The first decision that a workflow was sent, as whoever reads its history sees it. */
    Decision decisionIn(String workflowId) {
        return temporal.fetchHistory(workflowId).getEvents().stream()
                .filter(HistoryEvent::hasWorkflowExecutionUpdateAcceptedEventAttributes)
                .map(event -> event.getWorkflowExecutionUpdateAcceptedEventAttributes()
                        .getAcceptedRequest()
                        .getInput())
                .filter(update -> update.getName().equals("decide"))
                .map(update -> temporal.getOptions()
                        .getDataConverter()
                        .fromPayloads(0, Optional.of(update.getArgs()), Decision.class, Decision.class))
                .findFirst()
                .orElseThrow();
    }

    WorkflowClient temporal() {
        return temporal;
    }

    JdbcClient tables() {
        return tables;
    }

    String status(String authorization) {
        return tables.sql("SELECT status FROM authorization_request WHERE id = ?")
                .param(authorization)
                .query(String.class)
                .single();
    }

    /** What the CRM has. */
    long tasks(String subject) {
        return count("SELECT count(*) FROM office_task WHERE subject = ?", subject);
    }

    long count(String sql, Object... parameters) {
        return tables.sql(sql).params(parameters).query(Long.class).single();
    }

    String logs() throws IOException {
        return handrail.log();
    }

    @Override
    public void close() throws Exception {
        stubs.shutdownNow();
        handrail.close();
    }
}
