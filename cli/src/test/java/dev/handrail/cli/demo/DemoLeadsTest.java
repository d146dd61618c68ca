package dev.handrail.cli.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.lead.GroundedLead;
import dev.handrail.safety.SafetyGuard;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoLeadsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<DemoLead> leads = new DemoLeads("demo-").all();

    @Test
    void writesTheLeadOf3mAsItIsKept() throws Exception {
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("/demo/lead-3m.json"))) {
            assertThat(JSON.readTree(leads.getFirst().json().toString())).isEqualTo(JSON.readTree(golden));
        }
    }

    @Test
    void hasALeadForEachCompany() {
        assertThat(leads).hasSize(503);
        assertThat(leads)
                .extracting(DemoLead::leadId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Za-z0-9._:-]{1,100}"));
    }

    @Test
    void isTheSameEachTime() {
        assertThat(new DemoLeads("demo-").all()).isEqualTo(leads);
    }

    @Test
    void tellsRunsApartByIdAndCampaign() {
        DemoLead other = new DemoLeads("demo-20261120-2301-").all().getFirst();
        assertThat(other.leadId()).isEqualTo("demo-20261120-2301-MMM");
        assertThat(other.json().path("campaignId").asString()).isEqualTo("C-demo-20261120-2301");
    }

    @Test
    void variesDecisionsAndEndings() {
        Map<Expected, Long> endings = leads.stream().collect(groupingBy(DemoLead::expected, counting()));
        Map<String, Long> decisions = leads.stream()
                .collect(groupingBy(lead -> lead.json().at("/analysis/decision").asString(), counting()));
        assertThat(endings)
                .hasSize(4)
                .allSatisfy(
                        (ending, count) -> assertThat(count).as("%s", ending).isGreaterThanOrEqualTo(8));
        assertThat(endings.get(Expected.COMPLETED)).isGreaterThan(400);
        assertThat(decisions.get("ROUTE_TO_SDR")).isGreaterThan(decisions.get("NURTURE") + decisions.get("IGNORE"));
        assertThat(decisions.get("NURTURE")).isPositive();
        assertThat(decisions.get("IGNORE")).isPositive();
    }

    @Test
    void inventsPeopleOnExampleDomainsOnly() {
        assertThat(leads).allSatisfy(lead -> {
            assertThat(lead.json().path("email").asString()).matches("[a-z.]+@[a-z0-9-]+\\.example\\.com");
            assertThat(lead.json().path("phone").asString()).matches("\\+1 \\d{3} 555 01\\d{2}");
        });
    }

    @Test
    void disagreesWithTheEnrichmentOnlyWhereADowngradeIsExpected() {
        assertThat(leads).allSatisfy(lead -> {
            JsonNode industryClaim = lead.json().at("/analysis/evidence/0/value");
            boolean agrees = industryClaim.equals(lead.json().at("/enrichment/industry"));
            assertThat(agrees).isEqualTo(lead.expected() != Expected.DOWNGRADED);
        });
    }

    @Test
    void restsRejectedLeadsOnNothingButTheAi() {
        assertThat(leads)
                .filteredOn(lead -> lead.expected() == Expected.REJECTED)
                .allSatisfy(lead -> assertThat(lead.json().at("/analysis/evidence"))
                        .allSatisfy(claim ->
                                assertThat(claim.path("source").asString()).isEqualTo("AI")));
    }

    @Test
    void isStoppedByTheSafetyGuardExactlyWhereAnAttackIsExpected() {
        assertThat(leads).allSatisfy(lead -> {
            GroundedLead grounded = JSON.treeToValue(lead.json(), GroundedLead.class);
            assertThat(SafetyGuard.violations(grounded).isEmpty())
                    .as("%s", grounded)
                    .isEqualTo(lead.expected() != Expected.BLOCKED);
        });
    }
}
