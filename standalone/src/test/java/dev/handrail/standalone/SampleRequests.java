package dev.handrail.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A Handrail with a lead and an opportunity, and an agent that asks for changes which need a person. */
final class SampleRequests implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String POLICY = """
            version: 1
            rules:
              - name: qualified-by-people
                tools: [update_lead_status]
                when: args.status == "Qualified"
                permission: requires_authorization
                reason: A person says which leads are qualified
                expiresAfterHours: 1
              - name: large-deals
                tools: [set_opportunity_value]
                when: args.amount > 250000.0 && args.amount < 2000000.0
                permission: requires_authorization
                reason: Opportunities over 250,000 need a person
                expiresAfter: 24h
                mayDelegate: true
              - name: huge-deals
                tools: [set_opportunity_value]
                when: args.amount >= 2000000.0
                permission: requires_authorization
                reason: Opportunities of 2,000,000 need two people
                approvals: 2
            """;

    private final LocalProcess handrail;
    private final String url;
    private final String admin;
    private final String agent;
    private final String lead;
    private final String opportunity;

    private SampleRequests(LocalProcess handrail) throws Exception {
        this.handrail = handrail;
        this.url = handrail.instance().path("url").asString();
        this.admin = Files.readString(handrail.adminKey()).strip();
        this.agent = post("/api/keys", admin, "{'roles':['agent','pipeline'],'name':'Claude'}")
                .path("key")
                .asString();
        this.lead = record(
                "upsert_lead",
                "{'email':'dana@3m.example','firstName':'Dana','lastName':'Reyes','company':'3M',"
                        + "'aiFitScore':91,'aiIntent':'HIGH_FIT'}");
        String account = record("match_account", "{'companyName':'3M','createIfNotFound':true}");
        this.opportunity = record(
                "create_opportunity",
                "{'name':'3M rollout','leadId':'%s','accountId':'%s','amount':120000}".formatted(lead, account));
        post("/api/leads", agent, Files.readString(Path.of("..", "sample-data", "grounded-lead.json")));
    }

    static SampleRequests start(Path folder) throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        return new SampleRequests(LocalProcess.start(
                        folder.resolve("home"),
                        Map.of(
                                "HANDRAIL_TEMPORAL", "in-jvm",
                                "HANDRAIL_POLICY", policy.toString(),
                                "HANDRAIL_SIGN_IN_PER_ADDRESS", "300"))
                .awaitUp());
    }

    String url() {
        return url;
    }

    String signInLink(String name) throws IOException, InterruptedException {
        return post("/api/sign-in-links", admin, "{'name':'%s'}".formatted(name))
                .path("path")
                .asString();
    }

    JsonNode qualify() throws IOException, InterruptedException {
        return call("update_lead_status", "{'leadId':'%s','status':'Qualified'}".formatted(lead));
    }

    JsonNode value(int amount) throws IOException, InterruptedException {
        return call("set_opportunity_value", "{'opportunityId':'%s','amount':%d}".formatted(opportunity, amount));
    }

    JsonNode convert() throws IOException, InterruptedException {
        return call("convert_lead", "{'leadId':'%s','opportunityName':'3M expansion'}".formatted(lead));
    }

    /** A lead that is worked on at once, and has ended. */
    void lead(String id) throws Exception {
        submit(id, false);
        awaitResult(id, "COMPLETED");
    }

    /** A lead whose plan waits for a person; the id of what it waits for. */
    String plan(String id) throws Exception {
        submit(id, true);
        return awaitResult(id, "WAITING_FOR_AUTHORIZATION")
                .path("authorizationId")
                .asString();
    }

    private void submit(String id, boolean approval) throws Exception {
        ObjectNode sample =
                (ObjectNode) JSON.readTree(Files.readString(Path.of("..", "sample-data", "grounded-lead.json")));
        sample.remove("campaignId");
        sample.put("leadId", id).put("email", id.toLowerCase(Locale.ROOT) + "@mmm.example.com");
        if (approval) {
            sample.put("approval", "plan");
        }
        post("/api/leads", agent, sample.toString());
    }

    /** The lead once it stands so. */
    JsonNode awaitResult(String id, String result) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        JsonNode lead = JSON.readTree(handrail.get("/api/leads/" + id, agent).body());
        while (!lead.path("result").asString("").equals(result)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Lead %s is not %s: %s".formatted(id, result, lead));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            lead = JSON.readTree(handrail.get("/api/leads/" + id, agent).body());
        }
        return lead;
    }

    /** Of a call once it has ended. */
    String status(JsonNode call) throws IOException, InterruptedException {
        return JSON.readTree(handrail.get("/api/calls/" + call.path("id").asString() + "?wait=10s", agent)
                        .body())
                .path("status")
                .asString();
    }

    private String record(String tool, String arguments) throws IOException, InterruptedException {
        return call(tool, arguments).at("/result/crmRecordId").asString();
    }

    private JsonNode call(String tool, String arguments) throws IOException, InterruptedException {
        return post(
                "/api/tools/%s/calls".formatted(tool),
                agent,
                "{'arguments':%s,'reasoning':'Dana agreed on the phone; the contract is on its way.'}"
                        .formatted(arguments));
    }

    private JsonNode post(String path, String key, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.startsWith("{'") ? body.replace('\'', '"') : body))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        handrail.close();
    }
}
