package dev.handrail.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class SecurityIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests nobody = api.withKey(null);
    private final Requests admin = api.as("acme", "root", Role.ADMIN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/leads",
                "/api/capabilities",
                "/api/audit",
                "/api/keys",
                "/metrics",
                "/mcp/status",
                "/health/crm",
                "/openapi.json",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/nothing/here",
                "/error",
                "/mcp"
            })
    void asksForAKey(String path) {
        Answer refused = nobody.get(path);

        assertThat(refused.status()).as(path).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.field("code")).isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "hr_unknown_key", "hr_\u007f"})
    void refusesKeysItDoesNotKnow(String key) {
        assertThat(nobody.get("/api/leads", "X-API-Key", key.replace("\u007f", "~"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void takesTheKeyFromEitherHeader() {
        Requests viewer = api.as("acme", "eve", Role.VIEWER);

        assertThat(nobody.get("/api/leads", "X-API-Key", viewer.key()).status()).isEqualTo(200);
        assertThat(viewer.get("/api/leads").status()).isEqualTo(200);
    }

    @Test
    void saysWhichRoleIsNeeded() {
        Requests viewer = api.as("acme", "eve", Role.VIEWER);

        Answer refused = viewer.post("/api/leads", Leads.lead(Leads.newId()));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("code")).isEqualTo("role_required");
        assertThat(refused.field("detail")).contains("admin or pipeline");
        assertThat(refused.json().path("required").toString()).isEqualTo("[\"admin\",\"pipeline\"]");
    }

    @Test
    void hasARuleForEveryOperationOfTheApi() {
        Set<String> unruled = new TreeSet<>();
        api.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues()
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> {
                                    String path = pattern.replaceAll("\\{[^/]*}", "x");
                                    boolean ruled = AccessRule.ALL.stream()
                                            .anyMatch(
                                                    rule -> rule.method().name().equals(method.name())
                                                            && new org.springframework.util.AntPathMatcher()
                                                                    .match(rule.pattern(), path));
                                    if (path.startsWith("/api/") && !ruled) {
                                        unruled.add(method + " " + pattern);
                                    }
                                })));
        assertThat(unruled).containsExactly("GET /api/capabilities");
    }

    @Test
    void carriesTheCorrelationIdOfTheCaller() {
        assertThat(nobody.get("/api/leads", "X-Correlation-Id", "abc-1").field("correlationId"))
                .isEqualTo("abc-1");
        Answer traced =
                nobody.get("/api/leads", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(traced.header("X-Correlation-Id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(nobody.get("/api/leads", "X-Correlation-Id", "a b<script>").header("X-Correlation-Id"))
                .hasSize(36);
    }

    @Test
    void answersMetricsToThoseWhoMaySeeThem() {
        Requests viewer = api.as("acme", "eve", Role.VIEWER);
        Requests agent = api.as("acme", "bot", Role.AGENT);

        assertThat(viewer.get("/metrics").text()).contains("jvm_memory_used_bytes");
        assertThat(agent.get("/metrics").status()).isEqualTo(403);
    }

    @Test
    void issuesListsAndRevokesKeys() {
        Answer issued = admin.post("/api/keys", "{\"roles\":[\"agent\",\"viewer\"],\"name\":\"new bot\"}");

        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        Requests bot = api.withKey(issued.field("key"));
        assertThat(bot.get("/api/leads").status()).isEqualTo(200);
        assertThat(admin.get("/api/keys").text()).contains(issued.field("id")).doesNotContain(issued.field("key"));
        assertThat(admin.delete("/api/keys/" + issued.field("id")).status()).isEqualTo(204);
        assertThat(bot.get("/api/leads").status()).isEqualTo(401);
        assertThat(admin.delete("/api/keys/" + issued.field("id")).status()).isEqualTo(404);
    }

    @Test
    void issuesNoKeyForAnotherTenantAndNoneTwice() {
        Answer other = admin.post("/api/keys", "{\"roles\":[\"agent\"],\"name\":\"x\",\"tenant\":\"other\"}");
        Answer unknown = admin.post("/api/keys", "{\"roles\":[\"king\"],\"name\":\"x\"}");
        String key = Leads.newId();
        admin.post("/api/keys", "{\"roles\":[\"agent\"],\"name\":\"x\"}", "Idempotency-Key", key);
        Answer again = admin.post("/api/keys", "{\"roles\":[\"agent\"],\"name\":\"x\"}", "Idempotency-Key", key);

        assertThat(other.field("code")).isEqualTo("other_tenant");
        assertThat(unknown.field("field")).isEqualTo("roles[0]");
        assertThat(unknown.field("detail")).contains("admin, approver");
        assertThat(again.field("code")).as(again.text()).isEqualTo("key_issued");
    }

    @Test
    void showsAndExportsReceiptsToOperators() {
        Requests operator = api.as("audited", "olga", Role.OPERATOR);

        Answer receipts = operator.get("/api/audit?action=credential_issued");
        assertThat(receipts.json().path("rows").size()).as(receipts.text()).isEqualTo(1);
        assertThat(receipts.json().at("/rows/0/tenant").asString()).isEqualTo("audited");
        assertThat(receipts.json().at("/rows/0/at").asString()).endsWith("Z");
        assertThat(receipts.json().at("/rows/0").has("leadId")).isFalse();
        assertThat(operator.get("/api/audit?action=upsert_lead")
                        .json()
                        .path("rows")
                        .size())
                .isZero();
        assertThat(operator.get("/api/audit?from=yesterday").field("field")).isEqualTo("from");
        assertThat(operator.get("/api/audit?cursor=zzz").field("field")).isEqualTo("cursor");
        assertThat(operator.get("/api/audit/export").lines())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.path("action").asString()).isEqualTo("credential_issued"));
    }

    @Test
    void decodesPayloadsForTheTemporalUiOnly() {
        Requests operator = api.as("acme", "olga", Role.OPERATOR);
        String payloads = "{\"payloads\":[{\"metadata\":{\"encoding\":\"anNvbi9wbGFpbg==\"},\"data\":\"InQi\"}]}";

        Answer decoded = operator.post("/api/codec/decode", payloads, "Origin", "http://ui.test");
        Answer preflight = nobody.send(
                "OPTIONS",
                "/api/codec/decode",
                null,
                "Origin",
                "http://ui.test",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,x-namespace");

        assertThat(decoded.json().at("/payloads/0/data").asString())
                .as(decoded.text())
                .isEqualTo("InQi");
        assertThat(decoded.header("Access-Control-Allow-Origin")).isEqualTo("http://ui.test");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(operator.post("/api/codec/decode", payloads, "Origin", "http://evil.test")
                        .status())
                .isEqualTo(403);
        assertThat(operator.post("/api/codec/decode", "[1]").field("code")).isEqualTo("invalid_payloads");
    }
}
