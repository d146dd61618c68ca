package dev.handrail.bench;

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
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product's requests for a person: an agent asks, an approver decides, both over HTTP. */
final class ApprovedSide implements Decided, AutoCloseable {

    /** Every task needs a person. */
    static final String POLICY = """
            version: 1
            rules:
              - name: tasks
                tools: [create_task]
                permission: requires_authorization
                reason: A person says what is to be done
            """;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final URI address;
    private final String agent;
    private final String approver;
    private final String admin;
    private final Writes writes;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
    private final AtomicLong asked = new AtomicLong();
    private final Map<String, String> waiting = new ConcurrentHashMap<>();

    private ApprovedSide(URI address, String agent, String approver, String admin, Writes writes) {
        this.address = address;
        this.agent = agent;
        this.approver = approver;
        this.admin = admin;
        this.writes = writes;
    }

    static ApprovedSide of(ProductSide product, Postgres postgres) throws SQLException {
        String jdbcUrl = postgres.jdbcUrl(Postgres.PRODUCT_DATABASE);
        return new ApprovedSide(
                product.address(),
                ProductSecrets.key(jdbcUrl, "agent"),
                ProductSecrets.key(jdbcUrl, "approver"),
                ProductSecrets.key(jdbcUrl, "admin"),
                Writes.to("office_task", jdbcUrl));
    }

    @Override
    public String name() {
        return "product";
    }

    @Override
    public String ask() throws IOException, InterruptedException {
        String subject = "Task " + asked.incrementAndGet();
        JsonNode answer = call(subject);
        String id = answer.path("queue_id").asString("");
        if (id.isEmpty()) {
            throw new IOException("A call that needs a person was answered " + answer);
        }
        waiting.put(subject, id);
        return subject;
    }

    /** Asks for one that nobody decides about; on a busy machine the answer may come before it waits. */
    void leaveWaiting() throws IOException, InterruptedException {
        JsonNode answer = call("Task " + asked.incrementAndGet());
        if (!List.of("authorization_required", "running")
                .contains(answer.path("status").asString(""))) {
            throw new IOException("A call that needs a person was answered " + answer);
        }
    }

    private JsonNode call(String subject) throws IOException, InterruptedException {
        return JSON.readTree(post(
                agent,
                "/api/tools/create_task/calls",
                "{\"arguments\":{\"subject\":\"%s\"},\"reasoning\":\"It was agreed\"}".formatted(subject)));
    }

    @Override
    public void decide(String subject) throws IOException, InterruptedException {
        post(approver, "/api/authorizations/" + waiting.remove(subject), "{\"decision\":\"authorized\"}");
    }

    @Override
    public void awaitWrite(String subject) throws SQLException {
        writes.await(subject);
    }

    private String post(String key, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException("POST %s answered %d: %s".formatted(path, response.statusCode(), response.body()));
        }
        return response.body();
    }

    /** How long the API's first page of what waits takes. */
    Percentiles apiList(int times) throws IOException, InterruptedException {
        return timed(
                times,
                () -> HttpRequest.newBuilder(address.resolve("/api/authorizations?status=pending"))
                        .header("Authorization", "Bearer " + approver));
    }

    /** How long the first page of what waits takes for somebody who signed in. */
    Percentiles pageList(int times) throws IOException, InterruptedException {
        signIn();
        return timed(
                times,
                () -> HttpRequest.newBuilder(address.resolve("/authorizations")).header("Accept", "text/html"));
    }

    private Percentiles timed(int times, java.util.function.Supplier<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            long begin = System.nanoTime();
            HttpResponse<byte[]> response = http.send(request.get().GET().build(), BodyHandlers.ofByteArray());
            nanos.add(System.nanoTime() - begin);
            if (response.statusCode() != 200) {
                throw new IOException("%s answered %d".formatted(response.uri(), response.statusCode()));
            }
        }
        return Percentiles.ofNanos(nanos.subList(times / 4, times));
    }

    private void signIn() throws IOException, InterruptedException {
        String link = JSON.readTree(post(admin, "/api/sign-in-links", "{\"name\":\"Bench\",\"roles\":[\"approver\"]}"))
                .path("path")
                .asString();
        String page = http.send(
                        HttpRequest.newBuilder(address.resolve(link))
                                .header("Accept", "text/html")
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher token = CSRF.matcher(page);
        if (!token.find()) {
            throw new IOException("The page to sign in has no token");
        }
        String form = "code=%s&_csrf=%s"
                .formatted(
                        link.substring(link.indexOf('=') + 1),
                        URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        http.send(
                HttpRequest.newBuilder(address.resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.discarding());
    }

    @Override
    public void close() throws SQLException {
        writes.close();
        http.shutdownNow();
    }
}
