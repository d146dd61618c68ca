package dev.handrail.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HubSpotAccessTest {

    private static final String CONTACTS = "/crm/v3/objects/contacts";

    private final Account account = new Account();

    @Test
    void allowsAHundredCallsInAnyTenSeconds() {
        account.allow("{'perTenSeconds': 100}");
        for (int i = 0; i < 50; i++) account.get(CONTACTS);
        account.clock.advance(Duration.ofSeconds(6));
        for (int i = 0; i < 50; i++) account.get(CONTACTS);
        Answer refused = account.send("GET", CONTACTS, "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(body(refused).path("policyName").asString()).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(refused.headers())
                .containsEntry("Retry-After", "4")
                .containsEntry("X-HubSpot-RateLimit-Remaining", "0");
        account.clock.advance(Duration.ofSeconds(4));
        for (int i = 0; i < 50; i++) account.get(CONTACTS);
        account.call(429, "GET", CONTACTS, "");
    }

    @Test
    void countsSearchesByTheSecondAndByThemselves() {
        account.allow("{'perTenSeconds': 1, 'searchesPerSecond': 4}");
        for (int i = 0; i < 4; i++) account.search("contacts", "{}");
        Answer refused = account.send("POST", CONTACTS + "/search", "{}");
        assertThat(body(refused).path("policyName").asString()).isEqualTo("SECONDLY");
        assertThat(refused.headers()).containsEntry("Retry-After", "1").doesNotContainKey("X-HubSpot-RateLimit-Max");
        account.get(CONTACTS);
        account.clock.advance(Duration.ofSeconds(1));
        account.search("contacts", "{}");
    }

    @Test
    void startsTheDayAtMidnightOfTheAccount() {
        account.allow("{'perDay': 2, 'usedToday': 0}");
        assertThat(account.send("GET", CONTACTS, "").headers())
                .containsEntry("X-HubSpot-RateLimit-Daily", "2")
                .containsEntry("X-HubSpot-RateLimit-Daily-Remaining", "1");
        account.get(CONTACTS);
        JsonNode refused = account.call(429, "GET", CONTACTS, "");
        assertThat(refused.path("policyName").asString()).isEqualTo("DAILY");
        account.clock.advance(Duration.ofHours(16).plusMinutes(59));
        account.call(429, "GET", CONTACTS, "");
        account.clock.advance(Duration.ofMinutes(1));
        JsonNode usage =
                account.get("/account-info/v3/api-usage/daily/private-apps").at("/results/0");
        assertThat(usage.path("currentUsage").asInt()).isEqualTo(1);
        assertThat(usage.path("resetsAt").asString()).isEqualTo("2026-11-22T05:00:00Z");
    }

    @Test
    void letsAnOAuthTokenExpireAndAPrivateAppsTokenBeRevoked() {
        String first = account.token;
        account.token = issue("{'oauth': true}");
        account.get(CONTACTS);
        account.clock.advance(AccessTokens.LIFETIME.plusSeconds(7));
        JsonNode expired = account.call(401, "GET", CONTACTS, "");
        assertThat(expired.path("category").asString()).isEqualTo("EXPIRED_AUTHENTICATION");
        account.token = issue("{}");
        account.get(CONTACTS);
        assertThat(admin("DELETE", "/_admin/tokens/" + first, "").status()).isEqualTo(204);
        account.get(CONTACTS);
        account.token = first;
        JsonNode unknown = account.call(401, "GET", CONTACTS, "");
        assertThat(unknown.path("category").asString()).isEqualTo("INVALID_AUTHENTICATION");
    }

    @ParameterizedTest(name = "{0} {1} needs {2}")
    @CsvSource({
        "GET, /crm/v3/objects/contacts, crm.objects.contacts.read",
        "POST, /crm/v3/objects/contacts/search, crm.objects.contacts.read",
        "POST, /crm/v3/objects/contacts/batch/read, crm.objects.contacts.read",
        "POST, /crm/v3/objects/contacts/batch/upsert, crm.objects.contacts.write",
        "PATCH, /crm/objects/2026-03/0-3/1, crm.objects.deals.write",
        "DELETE, /crm/v3/objects/companies/1, crm.objects.companies.write",
        "POST, /crm/v3/objects/tasks, crm.objects.contacts.write",
        "GET, /crm/v3/objects/tickets, tickets",
        "PUT, /crm/v4/objects/deals/1/associations/default/contacts/2, crm.objects.deals.write",
        "POST, /crm/v3/properties/deals, crm.schemas.deals.write",
        "GET, /crm/v3/pipelines/deals, crm.schemas.deals.read",
        "GET, /crm/v3/owners, crm.objects.owners.read",
        "GET, /crm/v3/schemas, crm.schemas.custom.read"
    })
    void asksForTheScopeOfEachCall(String method, String path, String scope) {
        admin("PUT", "/_admin/scopes", "{'granted': []}");
        JsonNode error = account.call(403, method, path, method.equals("GET") ? "" : "{}");
        assertThat(error.path("category").asString()).isEqualTo("MISSING_SCOPES");
        assertThat(error.at("/errors/0/context/requiredGranularScopes/0").asString())
                .isEqualTo(scope);
    }

    @Test
    void takesJsonOnly() {
        Map<String, List<String>> text = Map.of("Content-Type", List.of("text/plain"));
        assertThat(account.send("POST", CONTACTS, "{'properties': {}}", text).status())
                .isEqualTo(415);
        JsonNode broken = account.call(400, "POST", CONTACTS, "{'properties': ");
        assertThat(broken.path("message").asString()).startsWith("Invalid input JSON");
        account.call(400, "POST", CONTACTS, "[]");
        account.call(400, "POST", CONTACTS, "{'properties': {'firstname': ['Ada']}}");
        assertThat(account.send("PUT", CONTACTS, "{}").headers()).containsEntry("Allow", "GET, POST");
        account.call(404, "GET", "/crm/v3/nothing", "");
        account.call(400, "GET", "/crm/v3/objects/widgets", "");
    }

    @ParameterizedTest
    @CsvSource({
        "401, EXPIRED_AUTHENTICATION",
        "403, MISSING_SCOPES",
        "409, CONFLICT",
        "423, LOCKED",
        "429, RATE_LIMITS",
        "477, MIGRATION_IN_PROGRESS",
        "500, INTERNAL_ERROR",
        "503, INTERNAL_ERROR"
    })
    void breaksInItsOwnForm(int status, String category) {
        Answer failure = account.hubspot.failure(status);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(body(failure).path("category").asString()).isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource({"502", "504", "524"})
    void breaksWithAPageWhereTheNetworkInFrontOfItBreaks(int status) {
        assertThat(account.hubspot.failure(status).headers()).containsEntry("Content-Type", "text/html");
    }

    @Test
    void setsHowLateTheSearchIs() {
        assertThat(admin("PUT", "/_admin/indexing", "{'delayMillis': 0}").status())
                .isEqualTo(200);
        account.create("contacts", "{'firstname': 'Ada'}");
        assertThat(account.search("contacts", "{}").path("total").asInt()).isEqualTo(1);
    }

    private String issue(String wanted) {
        return body(admin("POST", "/_admin/tokens", wanted)).path("accessToken").asString();
    }

    private Answer admin(String method, String path, String json) {
        var router = new Router();
        account.hubspot.addAdminRoutes(router);
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return router.answer(Request.of(method, path, Map.of(), body, "http://hubspot.example"))
                .orElseThrow();
    }

    private static JsonNode body(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
