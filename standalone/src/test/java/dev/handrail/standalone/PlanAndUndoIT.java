package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.hubspot.HubSpot;
import dev.handrail.simulator.salesforce.Salesforce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Leads whose plan is approved as a whole and which are undone after their end, in a Salesforce and in a HubSpot. */
class PlanAndUndoIT {

    private static final String POLICY = """
            version: 1
            rules:
              - name: people-write
                tools: [upsert_lead, set_lead_score, create_opportunity, create_task, sync_firmographics]
                permission: requires_authorization
                reason: A person looks at it first
            """;

    private static final String UNDO = "{\"reason\": \"Wrong list\"}";

    @TempDir
    private Path folder;

    @Test
    void approvesAPlanOnceAndUndoesAllButWhatAPersonChangedInSalesforce() throws Exception {
        try (LeadsToCrm crm = LeadsToCrm.start(
                folder.resolve("home"), Salesforce::new, simulator -> withPolicy(CrmIT.salesforce(simulator)))) {
            crm.setUp();
            approvePlan(crm);
            JsonNode lead = crm.get("/api/leads/L-1");
            assertThat(lead.path("steps").valueStream())
                    .allSatisfy(
                            step -> assertThat(step.path("status").asString()).isEqualTo("SUCCEEDED"));
            String record = recordOf(lead, "upsert_lead");
            crm.admin("PATCH", "/records/Lead/" + record, "{\"Title\": \"Changed by a person\"}");

            JsonNode preview = crm.get("/api/leads/L-1/undo");
            assertThat(would(preview, "create_opportunity")).isEqualTo("undone");
            assertThat(would(preview, "upsert_lead")).isEqualTo("left_for_a_person");
            assertThat(crm.post("/api/leads/L-1/undo", UNDO).path("status").asString())
                    .isEqualTo("UNDOING");
            crm.await("the undo ends", () -> result(crm).equals("PARTLY_UNDONE"));

            JsonNode undone = crm.get("/api/leads/L-1");
            assertThat(status(undone, "create_opportunity")).isEqualTo("COMPENSATED");
            assertThat(status(undone, "upsert_lead")).isEqualTo("COMPENSATION_FAILED");
            assertThat(crm.admin("GET", "/records/Opportunity", "").toString()).doesNotContain("AI Qualified Lead\"");
            assertThat(crm.admin("GET", "/records/Lead", "").toString()).contains("Changed by a person");
            assertThat(crm.admin("GET", "/records/Task", "").toString())
                    .contains("Check by hand: upsert_lead was not undone");
            assertThat(crm.post("/api/leads/L-1/undo", UNDO).path("code").asString())
                    .isEqualTo("already_undone");
            assertThat(crm.get("/api/audit?action=lead_undo").toString())
                    .contains("started", "partly_undone", "Wrong list");
        }
    }

    @Test
    void approvesAPlanOnceAndUndoesItInHubSpot() throws Exception {
        try (LeadsToCrm crm = LeadsToCrm.start(
                folder.resolve("home"), HubSpot::new, simulator -> withPolicy(CrmIT.hubSpot(simulator)))) {
            crm.setUp();
            approvePlan(crm);
            assertThat(crm.admin("GET", "/records/contacts", "").toString()).contains("dana.reyes@mmm.example.com");

            crm.post("/api/leads/L-1/undo", UNDO);
            crm.await("the undo ends", () -> result(crm).endsWith("UNDONE"));

            JsonNode undone = crm.get("/api/leads/L-1");
            assertThat(undone.path("result").asString())
                    .as(undone.toPrettyString())
                    .isEqualTo("UNDONE");
            assertThat(crm.admin("GET", "/records/contacts", "").toString())
                    .doesNotContain("dana.reyes@mmm.example.com");
            assertThat(crm.admin("GET", "/records/deals", "").toString()).doesNotContain("AI Qualified Lead");
        }
    }

    /** Every step would have asked by itself; with the plan's approval none does. */
    private static void approvePlan(LeadsToCrm crm) throws Exception {
        crm.sendForApproval();
        crm.await("the plan waits", () -> result(crm).equals("WAITING_FOR_AUTHORIZATION"));
        JsonNode waiting = crm.get("/api/leads/L-1");
        assertThat(waiting.at("/plan/steps")
                        .valueStream()
                        .map(step -> step.path("does").asString()))
                .contains("Find the account of 3M, and create it when there is none");
        assertThat(waiting.toString()).doesNotContain("dana.reyes@mmm.example.com");

        JsonNode approved = crm.approve(waiting.path("authorizationId").asString());
        assertThat(approved.path("status").asString())
                .as(approved.toPrettyString())
                .isEqualTo("authorized");
        crm.await("the lead ends", () -> {
            assertThat(crm.get("/api/authorizations?status=pending").path("authorizations"))
                    .as("nothing is asked again")
                    .isEmpty();
            return result(crm).equals("COMPLETED");
        });
    }

    private Map<String, String> withPolicy(Map<String, String> environment) {
        try {
            Map<String, String> all = new HashMap<>(environment);
            all.put(
                    "HANDRAIL_POLICY",
                    Files.writeString(folder.resolve("policy.yaml"), POLICY).toString());
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String result(LeadsToCrm crm) throws Exception {
        return crm.get("/api/leads/L-1").path("result").asString("");
    }

    private static String status(JsonNode lead, String tool) {
        return step(lead, tool).path("status").asString();
    }

    private static String recordOf(JsonNode lead, String tool) {
        return step(lead, tool).path("crmRecordId").asString();
    }

    private static String would(JsonNode preview, String tool) {
        return step(preview, tool).path("would").asString();
    }

    private static JsonNode step(JsonNode of, String tool) {
        return of.path("steps")
                .valueStream()
                .filter(step -> Objects.equals(step.path("tool").asString(), tool))
                .findFirst()
                .orElseThrow();
    }
}
