package dev.handrail.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.PythonTool;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiIT {

    private static final int EXAMPLES_FOR_EACH_OPERATION = 25;

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests admin = api.as("fuzz", "fuzzer", Role.ADMIN, Role.APPROVER);

    @Test
    void describesEveryAddress() {
        JsonNode document = admin.get("/openapi.json").json();

        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("paths").propertyNames())
                .contains(
                        "/api/leads",
                        "/api/leads/{id}",
                        "/api/tools/{name}/calls",
                        "/api/authorizations/{id}",
                        "/api/admin/credentials/refresh",
                        "/api/policies",
                        "/api/policies/simulate",
                        "/health")
                .doesNotContain("/error");
        JsonNode lead = document.at("/components/schemas/GroundedLead");
        assertThat(lead.at("/properties/leadId/pattern").asString()).isNotEmpty();
        assertThat(lead.at("/properties/analysis/required").toString()).contains("fitScore");
        assertThat(document.at("/paths/~1api~1leads/post/requestBody/content").propertyNames())
                .contains("application/json", "application/jsonl");
        assertThat(document.toString()).doesNotContain("\"Caller\"").doesNotContain("#/components/schemas/Caller");
    }

    @Test
    void showsSwaggerUi() {
        Answer page = admin.get("/swagger-ui/index.html", "Accept", "text/html");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Swagger UI");
    }

    @Test
    void neverFailsUnderSchemathesis() throws Exception {
        PythonTool python = PythonTool.installed("schemathesis", "schemathesis==4.32.5");

        String report = python.run(
                "schemathesis",
                List.of(
                        "run",
                        api.address() + "/openapi.json",
                        "--header",
                        "Authorization: Bearer " + admin.key(),
                        "--checks",
                        "not_a_server_error",
                        "--phases",
                        "examples,coverage,fuzzing",
                        "--max-examples",
                        String.valueOf(EXAMPLES_FOR_EACH_OPERATION),
                        "--exclude-path-regex",
                        "/health",
                        "--generation-database",
                        "none",
                        "--seed",
                        "1",
                        "--request-timeout",
                        "20",
                        "--no-color"));

        assertThat(report).containsPattern("(\\d+) generated, \\1 passed");
    }
}
