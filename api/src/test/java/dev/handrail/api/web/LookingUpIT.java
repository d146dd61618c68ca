package dev.handrail.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that show leads, receipts and what waits. */
class LookingUpIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final String tenant =
            "looks-" + Leads.newId().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    private final Requests pipeline = api.as(tenant, "Importer", Role.PIPELINE);
    private final Browser olga = Browser.signedIn(api, tenant, "Olga", Role.OPERATOR);

    @ParameterizedTest
    @ValueSource(strings = {"/", "/authorizations", "/authorizations?status=history", "/leads", "/audit"})
    void showsEachPageToAnOperator(String path) {
        Answer page = olga.get(path);

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("Olga", "Sign out").doesNotContain("style=\"", "<script>", "onclick");
    }

    @Test
    void findsALeadByIdAndShowsHowItStands() {
        String id = Leads.newId();
        pipeline.post("/api/leads", Leads.lead(id));

        assertThat(olga.get("/leads").text()).contains(id);
        assertThat(olga.get("/leads?q=" + id).text()).contains(id);
        assertThat(olga.get("/leads?q=nobody").text()).contains("No lead matches");
        assertThat(olga.get("/leads?result=FAILED").text()).doesNotContain(id);
        assertThat(olga.get("/leads/" + id).text()).contains("Lead", id, "Steps", "Workflow");
        assertThat(olga.get("/leads/nobody").status()).isEqualTo(404);
        assertThat(olga.get("/leads?result=LOST").status()).isEqualTo(400);
    }

    @Test
    void cancelsALeadForAnOperatorOnly() {
        String id = "wait-" + Leads.newId();
        pipeline.post("/api/leads", Leads.lead(id));
        Browser viewer = Browser.signedIn(api, tenant, "Vic", Role.VIEWER);

        assertThat(viewer.get("/leads/" + id).text()).doesNotContain("Cancel this lead");
        assertThat(viewer.submit("/", "/leads/" + id + "/cancel").status()).isEqualTo(403);
        Answer cancelled = olga.submit("/leads/" + id, "/leads/" + id + "/cancel");
        assertThat(cancelled.header("Location")).endsWith("/leads/" + id);
        assertThat(olga.get("/leads/" + id).text()).contains("It is being cancelled");
    }

    @Test
    void showsProvesAndExportsTheReceipts() {
        String page = olga.get("/audit?action=signed_in").text();
        Answer checked = olga.submit("/audit", "/audit/check");

        assertThat(page).contains("signed_in", "Olga").doesNotContain("credential_issued");
        assertThat(checked.header("Location")).endsWith("/audit");
        assertThat(olga.get("/audit").text()).contains("receipts are as they were written");
        assertThat(olga.get("/audit/export").text()).contains("\"action\":\"signed_in\"");
        assertThat(olga.get("/audit?action=nothing").text()).contains("No receipt matches");
    }

    @Test
    void saysWhatWaitsAndWhetherAllIsWell() {
        String home = olga.get("/").text();

        assertThat(home)
                .contains("Waiting for a decision", "Leads that failed", "CRM", "office", "Answers", "receipts");
    }

    @Test
    void leavesOutWhatAViewerMayNotOpen() {
        Browser viewer = Browser.signedIn(api, tenant, "Vic", Role.VIEWER);

        assertThat(viewer.get("/").text())
                .contains("/leads")
                .doesNotContain("href=\"/audit\"", "href=\"/authorizations\"");
    }

    @Test
    void answersAMistakeWithAPage() {
        Answer page = olga.get("/leads?colour=red");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("That did not work");
    }
}
