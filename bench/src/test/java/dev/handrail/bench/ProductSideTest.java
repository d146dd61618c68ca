package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProductSideTest {

    private final JsonMapper json = new JsonMapper();

    @Test
    void sendsALeadOfAPersonAndACompanyOfItsOwn() throws IOException {
        JsonNode lead = json.readTree(ProductSide.lead(ProductSide.template(), "B-7", 7));

        assertThat(lead.path("leadId").asString()).isEqualTo("B-7");
        assertThat(lead.path("email").asString()).isEqualTo("dana.reyes@c7.example.com");
        assertThat(lead.path("website").asString()).isEqualTo("https://c7.example.com");
        assertThat(lead.path("company").asString())
                .isNotBlank()
                .isEqualTo(lead.at("/enrichment/company").asString());
    }

    @Test
    void namesNoTwoCompaniesAlike() {
        Set<String> names =
                LongStream.range(0, 20_000).mapToObj(CompanyNames::number).collect(Collectors.toSet());

        assertThat(names).hasSize(20_000);
        assertThat(CompanyNames.number(7)).isEqualTo(CompanyNames.number(7));
    }

    @Test
    void countsALeadWhoseSevenStepsAllSucceeded() {
        assertThat(ProductSide.isSynced(outcome("SYNCED_TO_CRM", "COMPLETED", 7, "SUCCEEDED")))
                .isTrue();
    }

    @Test
    void countsNoOtherLead() {
        assertThat(ProductSide.isSynced(outcome("SYNCED_TO_CRM", "COMPLETED", 6, "SUCCEEDED")))
                .isFalse();
        assertThat(ProductSide.isSynced(outcome("SYNCED_TO_CRM", "COMPLETED", 7, "SKIPPED")))
                .isFalse();
        assertThat(ProductSide.isSynced(outcome("SYNCED_TO_CRM", "RUNNING", 7, "SUCCEEDED")))
                .isFalse();
        assertThat(ProductSide.isSynced(outcome("PENDING", "FAILED", 7, "SUCCEEDED")))
                .isFalse();
        assertThat(ProductSide.isSynced(json.createObjectNode())).isFalse();
    }

    private JsonNode outcome(String status, String result, int steps, String step) {
        var outcome = json.createObjectNode().put("status", status).put("result", result);
        var all = outcome.putArray("steps");
        for (int i = 0; i < steps; i++) {
            all.addObject().put("status", step);
        }
        return outcome;
    }
}
