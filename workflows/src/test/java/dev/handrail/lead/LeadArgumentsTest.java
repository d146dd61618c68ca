package dev.handrail.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.fakes.SampleLead;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadArgumentsTest {

    @ParameterizedTest(name = "website {0}, email {1}: {2}")
    @CsvSource(
            value = {
                "https://acme.example.com | dana@other.example.com | https://acme.example.com",
                "NULL | Dana@Acme.Example.com | acme.example.com",
                "NULL | NULL | NULL"
            },
            delimiter = '|',
            nullValues = "NULL")
    void matchesTheAccountByWebsiteElseByTheAddress(String website, String email, String domain) {
        SampleLead lead = new SampleLead().with("/website", website).with("/email", email);

        assertThat(arguments(lead, "match_account").get("domain")).isEqualTo(domain);
    }

    @Test
    void leavesOutWhatIsBlankOrMissing() {
        Map<String, Object> arguments =
                arguments(new SampleLead().with("/title", "  ").without("/phone"), "upsert_lead");

        assertThat(arguments).doesNotContainKeys("title", "phone").containsEntry("lastName", "Reyes");
    }

    @Test
    void letsThePlanWin() {
        Map<String, Object> arguments = new LeadArguments(
                        new SampleLead().lead(), Grounding.check(new SampleLead().lead()))
                .forTool("create_task", Map.of("description", "From the plan"), "00Q1", null);

        assertThat(arguments).containsEntry("description", "From the plan").containsEntry("leadId", "00Q1");
    }

    @Test
    void cutsALongTextWithoutTearingACharacterApart() {
        SampleLead lead = new SampleLead().with("/analysis/reasoning", "x" + "😀".repeat(20_000));

        String description = arguments(lead, "create_task").get("description").toString();

        assertThat(description).hasSizeLessThanOrEqualTo(32_000).endsWith("…");
        assertThat(new String(description.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(description);
    }

    @Test
    void fallsBackToTheCompanyOfTheLeadWhenTheClaimAboutItFell() {
        SampleLead lead = new SampleLead()
                .with("/company", "Minnesota Mining")
                .with("/analysis/evidence/0/fieldPath", "enrichment.company")
                .with("/analysis/evidence/0/value", "Acme");

        assertThat(arguments(lead, "match_account")).containsEntry("companyName", "Minnesota Mining");
    }

    private static Map<String, Object> arguments(SampleLead sample, String tool) {
        GroundedLead lead = sample.lead();
        return new LeadArguments(lead, Grounding.check(lead)).forTool(tool, Map.of(), null, null);
    }
}
