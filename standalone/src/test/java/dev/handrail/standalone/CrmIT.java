package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.hubspot.HubSpot;
import dev.handrail.simulator.ledger.Entry;
import dev.handrail.simulator.salesforce.Salesforce;
import dev.handrail.simulator.server.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Leads all the way into a Salesforce and a HubSpot. */
class CrmIT {

    private static final String NO_LIMITS =
            "{\"perTenSeconds\": 1000000, \"perDay\": 1000000, \"searchesPerSecond\": 1000000}";

    @TempDir
    private Path folder;

    @Test
    void bringsALeadIntoSalesforce() throws Exception {
        try (LeadsToCrm crm = LeadsToCrm.start(folder.resolve("home"), Salesforce::new, CrmIT::salesforce)) {
            assertThat(crm.setUp().path("ready").asBoolean()).isTrue();

            crm.send(1);
            crm.await("the lead ends", () -> crm.completed() == 1);

            assertThat(crm.get("/api/leads/L-1").path("steps").valueStream())
                    .allSatisfy(
                            step -> assertThat(step.path("status").asString()).isEqualTo("SUCCEEDED"));
            JsonNode lead = crm.admin("GET", "/records/Lead", "");
            assertThat(lead.toString()).contains("dana.reyes@company1.example.com", "\"AI_Fit_Score__c\":91");
            assertThat(crm.admin("GET", "/records/Opportunity", "").toString()).contains("Company 1");
            assertExactlyOnce(crm);
            JsonNode health = crm.get("/health/crm");
            assertThat(health.path("provider").asString()).isEqualTo("salesforce");
            assertThat(health.at("/budgets/0/period").asString()).isEqualTo("day");
            assertThat(crm.metrics()).contains("mcp_crm_budget_remaining{crm_provider=\"salesforce\",period=\"day\"");
        }
    }

    @Test
    void bringsALeadIntoHubSpot() throws Exception {
        try (LeadsToCrm crm = LeadsToCrm.start(folder.resolve("home"), HubSpot::new, CrmIT::hubSpot)) {
            assertThat(crm.setUp().at("/created/contacts").toString()).contains("handrail_external_id");

            crm.send(1);
            crm.await("the lead ends", () -> crm.completed() == 1);

            assertThat(crm.get("/api/leads/L-1").path("steps").valueStream())
                    .allSatisfy(
                            step -> assertThat(step.path("status").asString()).isEqualTo("SUCCEEDED"));
            assertThat(crm.admin("GET", "/records/contacts", "").toString())
                    .contains("dana.reyes@company1.example.com", "\"handrail_ai_fit_score\":\"91\"");
            assertThat(crm.admin("GET", "/records/deals", "").toString()).contains("Company 1");
            assertExactlyOnce(crm);
            assertThat(crm.get("/health/crm").path("provider").asString()).isEqualTo("hubspot");
        }
    }

    @Test
    void losesNoLeadWhenHubSpotsTokenIsReplacedUnderLoad() throws Exception {
        Path file = folder.resolve("credentials.json");
        try (LeadsToCrm crm = LeadsToCrm.start(folder.resolve("home"), HubSpot::new, simulator -> {
            write(file, hubSpotCredentials(simulator.accessToken()));
            return Map.of(
                    "CRM_PROVIDER", "HUBSPOT",
                    "HUBSPOT_URL", simulator.url(),
                    "HANDRAIL_CREDENTIALS_FILE", file.toString());
        })) {
            crm.admin("PUT", "/quota", NO_LIMITS);
            crm.setUp();
            crm.send(60);

            String token = crm.simulator.accessToken();
            for (int done : new int[] {5, 20, 35}) {
                crm.await(done + " leads end", () -> crm.completed() >= done);
                String old = token;
                token = crm.admin("POST", "/tokens", "{}").path("accessToken").asString();
                write(file, hubSpotCredentials(token));
                crm.admin("DELETE", "/tokens/" + old, "");
                assertThat(crm.completed()).as("leads are under way").isLessThan(60);
            }

            crm.await("all leads end", () -> crm.completed() == 60);
            assertExactlyOnce(crm);
        }
    }

    @Test
    void losesNoLeadWhenSalesforcesSecretIsReplacedUnderLoad() throws Exception {
        Path file = folder.resolve("credentials.json");
        try (LeadsToCrm crm = LeadsToCrm.start(folder.resolve("home"), Salesforce::new, simulator -> {
            write(file, salesforceCredentials(simulator, "handrail-simulator-secret"));
            return Map.of("CRM_PROVIDER", "SALESFORCE", "HANDRAIL_CREDENTIALS_FILE", file.toString());
        })) {
            crm.send(60);
            for (int done : new int[] {5, 20, 35}) {
                crm.await(done + " leads end", () -> crm.completed() >= done);
                String secret = "secret-" + done;
                crm.admin("PUT", "/connected-apps/handrail-simulator", "{\"clientSecret\": \"%s\"}".formatted(secret));
                write(file, salesforceCredentials(crm.simulator, secret));
                crm.admin("POST", "/sessions/invalidate", "{}");
                assertThat(crm.completed()).as("leads are under way").isLessThan(60);
            }

            crm.await("all leads end", () -> crm.completed() == 60);
            assertExactlyOnce(crm);
        }
    }

    /** HubSpot refuses for ten seconds at a time, here for one. */
    @Test
    void losesNoLeadInAStormOfRefusals() throws Exception {
        try (LeadsToCrm crm = LeadsToCrm.start(folder.resolve("home"), HubSpot::new, CrmIT::hubSpot)) {
            crm.admin("PUT", "/quota", NO_LIMITS);
            crm.setUp();
            crm.admin(
                    "POST",
                    "/faults",
                    "{\"kind\": \"error_before\", \"path\": \"/crm/v3/objects\", \"after\": 12, \"status\": 429,"
                            + " \"answer\": {\"errorType\": \"RATE_LIMIT\", \"policyName\": \"TEN_SECONDLY_ROLLING\"},"
                            + " \"headers\": {\"Retry-After\": \"1\"}}");
            crm.send(20);

            crm.await("40 calls are refused", () -> refusals(crm) >= 40);
            assertThat(crm.completed()).isLessThan(20);
            crm.await("a lead says until when it waits for the CRM", () -> {
                JsonNode lead = crm.get("/api/leads/L-1");
                return lead.path("result").asString().equals("RATE_LIMITED")
                        && lead.at("/reasons/0").asString().matches(".*: Waits until .*: The CRM allows no more .*");
            });
            assertThat(crm.get("/api/audit?action=crm_budget").toString()).contains("exhausted", "critical");
            crm.admin("DELETE", "/faults", "");

            crm.await("all leads end", () -> crm.completed() == 20);
            assertExactlyOnce(crm);
        }
    }

    private static long refusals(LeadsToCrm crm) {
        return crm.simulator.ledger().requests().stream()
                .filter(request -> request.fault() != null)
                .count();
    }

    private static void assertExactlyOnce(LeadsToCrm crm) {
        assertThat(crm.simulator.ledger().summary().repeated()).isEmpty();
        assertThat(crm.simulator.ledger().effects())
                .extracting(Entry.Effect::externalId)
                .isNotEmpty();
    }

    static Map<String, String> salesforce(Simulator simulator) {
        return Map.of(
                "CRM_PROVIDER", "SALESFORCE",
                "SALESFORCE_LOGIN_URL", simulator.url(),
                "SALESFORCE_CLIENT_ID", "handrail-simulator",
                "SALESFORCE_CLIENT_SECRET", "handrail-simulator-secret");
    }

    static Map<String, String> hubSpot(Simulator simulator) {
        return Map.of(
                "CRM_PROVIDER", "HUBSPOT",
                "HUBSPOT_URL", simulator.url(),
                "HUBSPOT_ACCESS_TOKEN", simulator.accessToken());
    }

    private static String hubSpotCredentials(String token) {
        return "{\"default\": {\"hubspot\": {\"accessToken\": \"%s\"}}}".formatted(token);
    }

    private static String salesforceCredentials(Simulator simulator, String secret) {
        return """
                {"default": {"salesforce": {"loginUrl": "%s", "clientId": "handrail-simulator", "clientSecret": "%s"}}}""".formatted(simulator.url(), secret);
    }

    private static void write(Path file, String text) {
        try {
            Path draft = file.resolveSibling("draft.json");
            Files.writeString(draft, text);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
