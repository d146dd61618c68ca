package dev.handrail.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LeadsIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests pipeline = api.as("acme", "feed", Role.PIPELINE);
    private final Requests other = api.as("other", "feed", Role.PIPELINE);

    @Test
    void takesALeadInAndTellsHowItStands() {
        String id = "wait-" + Leads.newId();

        Answer accepted = pipeline.post("/api/leads", Leads.lead(id));

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/api/leads/" + id);
        assertThat(accepted.field("leadId")).isEqualTo(id);
        assertThat(accepted.field("tenant")).isEqualTo("acme");
        assertThat(accepted.field("status")).isEqualTo("PENDING");
        assertThat(accepted.field("result")).isEqualTo("RUNNING");
        Answer standing = eventually("ENRICHED", id);
        assertThat(standing.status()).as(standing.text()).isEqualTo(200);
        assertThat(standing.field("status")).isEqualTo("ENRICHED");
        assertThat(standing.field("workflowId")).isEqualTo(accepted.field("workflowId"));
    }

    /** A worker that is only starting answers late; until then the store does. */
    private Answer eventually(String status, String id) {
        Instant end = Instant.now().plusSeconds(30);
        Answer standing = pipeline.get("/api/leads/" + id);
        while (!standing.field("status").equals(status) && Instant.now().isBefore(end)) {
            standing = pipeline.get("/api/leads/" + id);
        }
        return standing;
    }

    @Test
    void takesTheSameLeadTwiceAsOne() {
        String id = Leads.newId();

        Answer first = pipeline.post("/api/leads", Leads.lead(id));
        Answer second = pipeline.post("/api/leads", Leads.lead(id));

        assertThat(second.status()).as(second.text()).isEqualTo(202);
        assertThat(second.field("workflowId")).isEqualTo(first.field("workflowId"));
    }

    @Test
    void refusesTheSameIdWithOtherContent() {
        String id = Leads.newId();
        pipeline.post("/api/leads", Leads.lead(id));

        Answer refused = pipeline.post("/api/leads", Leads.lead(id, "someone.else@mmm.example.com"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.field("code")).isEqualTo("lead_id_reused");
    }

    @Test
    void keepsTenantsApart() {
        String id = "wait-" + Leads.newId();
        pipeline.post("/api/leads", Leads.lead(id));

        assertThat(other.get("/api/leads/" + id).status()).isEqualTo(404);
        assertThat(other.post("/api/leads/" + id + "/cancel", "").status()).isEqualTo(404);
        assertThat(other.post("/api/leads", Leads.lead(id, "x@y.example")).status())
                .isEqualTo(202);
    }

    @Test
    void cancelsALead() {
        String id = "wait-" + Leads.newId();
        pipeline.post("/api/leads", Leads.lead(id));

        Answer cancelled = pipeline.send("POST", "/api/leads/" + id + "/cancel", null);

        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(202);
    }

    @Test
    void listsAndCountsLeads() {
        Requests tenant = api.as("lists", "feed", Role.PIPELINE);
        String prefix = Leads.newId();
        for (int i = 0; i < 3; i++) {
            tenant.post("/api/leads", Leads.lead(prefix + "-" + i));
        }

        Answer page = tenant.get("/api/leads?limit=2&status=running");
        Answer rest = tenant.get("/api/leads?limit=2&status=RUNNING&cursor=" + page.field("next"));

        assertThat(page.json().path("leads").size()).as(page.text()).isEqualTo(2);
        assertThat(page.json().at("/leads/0/leadId").asString()).isEqualTo(prefix + "-2");
        assertThat(page.json().at("/leads/0/submittedAt").asString()).isNotEmpty();
        assertThat(rest.json().path("leads").size()).as(rest.text()).isEqualTo(1);
        assertThat(rest.json().has("next")).isFalse();
        Answer summary = tenant.get("/api/leads/summary?prefix=" + prefix);
        assertThat(summary.json().path("total").asInt()).as(summary.text()).isEqualTo(3);
        assertThat(summary.json().at("/byResult/RUNNING").asInt()).isEqualTo(3);
    }

    @Test
    void refusesFiltersItDoesNotKnow() {
        assertThat(pipeline.get("/api/leads?cursor=abc").field("field")).isEqualTo("cursor");
        assertThat(pipeline.get("/api/leads?limit=0").field("field")).isEqualTo("limit");
        Answer status = pipeline.get("/api/leads?status=DONE");
        assertThat(status.status()).isEqualTo(400);
        assertThat(status.field("detail")).contains("SYNCED_TO_CRM");
    }

    @Test
    void takesManyLeadsAndReportsTheWrongOnesByLine() {
        String prefix = Leads.newId();
        byte[] body = String.join(
                        "\n",
                        Leads.lead(prefix + "-1"),
                        "{not json",
                        "",
                        Leads.lead(prefix + "-1", "other@mmm.example.com"),
                        Leads.lead(prefix + "-2").replace("ROUTE_TO_SDR", "CALL_NOW"),
                        "{\"leadId\":\"" + "x".repeat(1_100_000) + "\"}",
                        Leads.lead(prefix + "-3"))
                .getBytes(StandardCharsets.UTF_8);

        Answer answer = pipeline.post("/api/leads", body, "Content-Type", "application/jsonl");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/jsonl");
        String summary = answer.lines().stream()
                .map(line -> line.path("line").asInt() + ":"
                        + line.path("status").asInt() + ":" + line.path("code").asString(""))
                .collect(Collectors.joining(" "));
        assertThat(summary).contains(" 2:400:invalid_json ", " 5:400:invalid_body 6:413:too_large 7:202:");
        assertThat(List.of(
                        answer.lines().get(0).path("status").asInt(),
                        answer.lines().get(2).path("status").asInt()))
                .as("one of two lines with the same id and other content")
                .containsExactlyInAnyOrder(202, 409);
        JsonNode last = answer.lines().getLast();
        assertThat(last.path("accepted").asInt() + last.path("refused").asInt()).isEqualTo(6);
        assertThat(answer.lines().get(3).path("field").asString()).isEqualTo("analysis.decision");
    }
}
