package dev.handrail.api.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.call.Role;
import dev.handrail.simulator.hubspot.HubSpot;
import dev.handrail.simulator.salesforce.Salesforce;
import dev.handrail.simulator.server.Crm;
import dev.handrail.simulator.server.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test has a tenant of its own, whose CRM is a simulator. */
class CrmIT {

    private static final String HEALTH = "/health/crm";
    private static final String SETUP = "/api/admin/crm/setup";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final String tenant = "crm-" + UUID.randomUUID().toString().substring(0, 8);
    private final Requests admin = api.as(tenant, "root", Role.ADMIN);
    private final List<String> properties = new ArrayList<>();
    private final List<Simulator> simulators = new ArrayList<>();

    @AfterEach
    void restore() {
        properties.forEach(System::clearProperty);
        simulators.forEach(Simulator::close);
    }

    private void set(String name, String value) {
        String property =
                "%s__%s".formatted(name, tenant.toUpperCase(Locale.ROOT).replace('-', '_'));
        System.setProperty(property, value);
        properties.add(property);
    }

    private Simulator simulator(Crm.Maker crm) {
        Simulator simulator = Simulator.start(crm);
        simulators.add(simulator);
        return simulator;
    }

    private Simulator hubSpot() {
        Simulator hubSpot = simulator(HubSpot::new);
        set("CRM_PROVIDER", "HUBSPOT");
        set("HUBSPOT_URL", hubSpot.url());
        set("HUBSPOT_ACCESS_TOKEN", hubSpot.accessToken());
        return hubSpot;
    }

    private Simulator preparedHubSpot() {
        Simulator hubSpot = hubSpot();
        assertThat(admin.post("/api/admin/crm/setup", "").status()).isEqualTo(200);
        return hubSpot;
    }

    private Simulator salesforce(String secret) {
        Simulator salesforce = simulator(Salesforce::new);
        set("CRM_PROVIDER", "SALESFORCE");
        set("SALESFORCE_LOGIN_URL", salesforce.url());
        set("SALESFORCE_CLIENT_ID", "handrail-simulator");
        set("SALESFORCE_CLIENT_SECRET", secret);
        return salesforce;
    }

    @Test
    void saysThatTheBuiltInCrmIsThereAndLimitsNothing() {
        Answer health = admin.get(HEALTH);

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text())
                .isEqualTo("{\"status\":\"up\",\"provider\":\"office\",\"reachable\":true,"
                        + "\"breaker\":{\"state\":\"closed\",\"retryAfterSeconds\":0},\"budgets\":[]}");
    }

    @Test
    void saysWhatACrmStillAllowsAndWhereItsCredentialsComeFromButNeverWhatTheyAre() {
        Simulator hubSpot = preparedHubSpot();

        Answer health = admin.get(HEALTH);

        assertThat(health.status()).as(health.text()).isEqualTo(200);
        assertThat(health.field("provider")).isEqualTo("hubspot");
        assertThat(health.field("credentialsFrom")).isEqualTo("environment");
        assertThat(health.json().at("/budgets").valueStream()).anySatisfy(budget -> {
            assertThat(budget.path("period").asString()).isEqualTo("ten-seconds");
            assertThat(budget.path("capacity").asInt()).isEqualTo(100);
            assertThat(budget.path("remaining").asInt()).isBetween(1, 99);
            assertThat(budget.path("resetsAt").asString()).isNotEmpty();
            assertThat(budget.path("critical").asBoolean()).isFalse();
        });
        assertThat(health.text()).doesNotContain(hubSpot.accessToken());
        assertThat(admin.get("/metrics").text())
                .contains("mcp_crm_budget_remaining{crm_provider=\"hubspot\",period=\"ten-seconds\"} ");
    }

    @Test
    void asksTheCrmOnceHoweverOftenItIsAsked() {
        Simulator hubSpot = preparedHubSpot();
        admin.get(HEALTH);
        int asked = hubSpot.ledger().requests().size();
        for (int times = 0; times < 5; times++) {
            assertThat(admin.get(HEALTH).field("status")).isEqualTo("up");
        }

        assertThat(hubSpot.ledger().requests()).hasSize(asked);
    }

    @Test
    void saysThatTheCrmLacksWhatTheSetUpMakes() {
        hubSpot();

        Answer health = admin.get(HEALTH);

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().path("reachable").asBoolean()).isTrue();
        assertThat(health.field("problem")).isEqualTo("not_prepared");
        assertThat(health.field("detail")).contains("./handrail crm setup");
    }

    @Test
    void asksAgainAfterTheCredentialsWereRefreshed() {
        Simulator salesforce = salesforce("wrong");
        assertThat(admin.get(HEALTH).field("problem")).isEqualTo("unauthorized");
        set("SALESFORCE_CLIENT_SECRET", "handrail-simulator-secret");

        admin.post("/api/admin/credentials/refresh", "");

        assertThat(admin.get(HEALTH).field("status")).isEqualTo("up");
        assertThat(salesforce.ledger().requests()).isNotEmpty();
    }

    @Test
    void tellsOnlyAdministratorsWhatToDoAboutRefusedCredentials() {
        salesforce("wrong");

        Answer forAdmin = admin.get(HEALTH);
        Answer forViewer = api.as(tenant, "eve", Role.VIEWER).get(HEALTH);

        assertThat(forAdmin.status()).isEqualTo(503);
        assertThat(forAdmin.field("status")).isEqualTo("down");
        assertThat(forAdmin.json().path("reachable").asBoolean()).isTrue();
        assertThat(forAdmin.field("detail")).contains("check the connected app");
        assertThat(forViewer.field("problem")).isEqualTo("unauthorized");
        assertThat(forViewer.json().has("detail")).isFalse();
    }

    @Test
    void saysThatNobodyAnswers() {
        hubSpot().close();

        Answer health = admin.get(HEALTH);

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().path("reachable").asBoolean(true)).isFalse();
        assertThat(health.field("problem")).isEqualTo("unavailable");
    }

    @Test
    void makesHubSpotsPropertiesOnRequestAndOnce() {
        hubSpot();

        Answer first = admin.post(SETUP, "");
        Answer second = admin.post(SETUP, "");

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().at("/created/contacts").toString()).contains("handrail_external_id");
        assertThat(first.json().path("ready").asBoolean()).isTrue();
        assertThat(second.json().path("created").isEmpty()).isTrue();
        assertThat(receipts()).extracting(AuditRow::status).containsExactly("succeeded", "succeeded");
        assertThat(receipts().getLast().toJson()).contains("handrail_external_id", "hubspot");
    }

    @Test
    void looksThroughSalesforceAndChangesNothing() {
        Simulator salesforce = salesforce("handrail-simulator-secret");

        Answer report = admin.post(SETUP, "");

        assertThat(report.json().path("ready").asBoolean()).as(report.text()).isTrue();
        assertThat(report.json().path("created").isEmpty()).isTrue();
        assertThat(report.json().at("/present/Lead").toString()).contains("AI_Fit_Score__c");
        assertThat(salesforce.ledger().effects()).isEmpty();
    }

    @Test
    void saysWhatToDoWhenTheCrmRefusesTheCredentials() {
        salesforce("wrong");

        Answer refused = admin.post(SETUP, "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.field("code")).isEqualTo("crm_unauthorized");
        assertThat(refused.field("detail")).contains("check the connected app");
    }

    @Test
    void hasNothingToSetUpInTheBuiltInCrm() {
        assertThat(admin.post(SETUP, "").json().path("ready").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
    void setUpIsForAdministratorsOnly(Role role) {
        assertThat(api.as(tenant, "eve", role).post(SETUP, "").field("code")).isEqualTo("role_required");
    }

    private List<AuditRow> receipts() {
        return api.bean(AuditLog.class)
                .list(tenant, new AuditFilter(null, "crm_setup", null, null, null, null), null, 10)
                .rows();
    }
}
