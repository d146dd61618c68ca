package dev.handrail.action;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.tool.Catalog;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {

    private static final Catalog CATALOG = Catalog.crm();

    private final FakeCrm crm = new FakeCrm();
    private final Actions actions = new Actions(CATALOG);

    private Effected call(String tool, Map<String, Object> arguments) {
        return call(tool, arguments, null);
    }

    private Effected call(String tool, Map<String, Object> arguments, LeadContext lead) {
        return actions.of(CATALOG.tool(tool))
                .perform(
                        new Arguments(arguments),
                        new ActionScope(
                                crm, new Scope("default", "agent", "call/0"), "key", lead, LocalDate.of(2026, 11, 20)));
    }

    private CrmRecord record(Effected effected) {
        return crm.records.get(effected.record());
    }

    private static LeadContext analysed(String intent, int score, boolean grounded) {
        return new LeadContext("L-1", "ROUTE_TO_SDR", intent, score, grounded, List.of("industry"));
    }

    @Test
    void aCustomerIsNotDisqualified() {
        crm.given(LEAD, "7", Map.of("email", "dana@example.com", "convertedContactId", "7", "status", "Qualified"));
        crm.oneRecordForAnAddress();

        Effected upserted =
                call("upsert_lead", Map.of("email", "dana@example.com", "title", "CFO", "status", "Disqualified"));

        assertThat(record(upserted).fields())
                .containsEntry("status", "Qualified")
                .containsEntry("title", "CFO");
        assertThat(upserted.warnings()).containsExactly("status was left alone: this lead has been converted");
    }

    @Test
    void createsAnOpportunityForAHighFitLead() {
        crm.given(LEAD, "00Q1", Map.of("aiIntent", "HIGH_FIT", "aiFitScore", 91));
        crm.given(ACCOUNT, "0011", Map.of("name", "3M"));

        CrmRecord opportunity =
                record(call("create_opportunity", Map.of("name", "3M", "leadId", "00Q1", "accountId", "0011")));

        assertThat(opportunity.fields())
                .containsEntry("stage", "Prospecting")
                .containsEntry("closeDate", "2027-02-20")
                .containsEntry("aiConfidence", 0.91);
    }

    @ParameterizedTest(name = "intent {0} with score {1}, grounded {2}")
    @CsvSource({"MEDIUM_FIT, 99, true", "HIGH_FIT, 74, true", "HIGH_FIT, 99, false"})
    void refusesAnOpportunityForALeadThatIsNotQualified(String intent, int score, boolean grounded) {
        crm.given(LEAD, "00Q1", Map.of());
        crm.given(ACCOUNT, "0011", Map.of("name", "3M"));

        assertRefused(
                () -> call(
                        "create_opportunity",
                        Map.of("name", "3M", "leadId", "00Q1", "accountId", "0011"),
                        analysed(intent, score, grounded)),
                Refusal.RULE_VIOLATED);
    }

    @Test
    void anAgentCannotClaimTheFitThatTheRecordDoesNotHave() {
        crm.given(LEAD, "00Q1", Map.of("aiIntent", "LOW_FIT", "aiFitScore", 20));
        crm.given(ACCOUNT, "0011", Map.of("name", "3M"));

        assertRefused(
                () -> call("create_opportunity", Map.of("name", "3M", "leadId", "00Q1", "accountId", "0011")),
                Refusal.RULE_VIOLATED);
    }

    @Test
    void refusesAnOpportunityOnAnAccountThatIsNotThere() {
        crm.given(LEAD, "00Q1", Map.of("aiIntent", "HIGH_FIT", "aiFitScore", 91));

        assertRefused(
                () -> call("create_opportunity", Map.of("name", "3M", "leadId", "00Q1", "accountId", "0019")),
                Refusal.NOT_FOUND);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "Prospecting, Qualification, true",
        "Prospecting, Closed Won, false",
        "Value Proposition, Closed Won, true",
        "Needs Analysis, Closed Lost, true",
        "Closed Won, Prospecting, false",
        "Closed Lost, Qualification, false",
        "Qualification, Qualification, true"
    })
    void movesAnOpportunityOnlyToAStageThatMayFollow(String from, String to, boolean allowed) {
        crm.given(OPPORTUNITY, "0061", Map.of("stage", from));
        Map<String, Object> arguments = Map.of("opportunityId", "0061", "stage", to);

        if (allowed) {
            assertThat(record(call("update_opportunity_stage", arguments)).field("stage"))
                    .isEqualTo(to);
        } else {
            assertRefused(() -> call("update_opportunity_stage", arguments), Refusal.RULE_VIOLATED);
        }
    }

    @Test
    void writesOnlyFieldsWithEvidenceOfTheSameValue() {
        crm.given(LEAD, "00Q1", Map.of());
        Map<String, Object> evidence = Map.of(
                "claimType", "FIRMOGRAPHIC",
                "source", "ENRICHMENT",
                "fieldPath", "enrichment.founded",
                "value", 1902);

        Effected effected = call(
                "update_lead_fields",
                Map.of(
                        "leadId", "00Q1",
                        "fields", Map.of("founded", 1902, "industry", "Steel"),
                        "evidence", List.of(evidence)));

        assertThat(record(effected).fields()).containsEntry("founded", 1902).doesNotContainKey("industry");
        assertThat(effected.warnings()).singleElement().asString().contains("industry");
    }

    @Test
    void refusesAnUpdateWithoutAnyEvidence() {
        crm.given(LEAD, "00Q1", Map.of());

        assertRefused(
                () -> call("update_lead_fields", Map.of("leadId", "00Q1", "fields", Map.of("founded", 1902))),
                Refusal.NOT_GROUNDED);
    }

    @Test
    void addsTagsToThoseThereAre() {
        crm.given(LEAD, "00Q1", Map.of("tags", List.of("event")));

        Effected effected = call("tag_lead", Map.of("leadId", "00Q1", "tags", List.of("nurture", "event")));

        assertThat(record(effected).field("tags")).isEqualTo(List.of("event", "nurture"));
    }

    @Test
    void assignsOnlyToActiveUsers() {
        crm.given(LEAD, "00Q1", Map.of());
        crm.given(USER, "0051", Map.of("active", false));

        assertRefused(() -> call("assign_owner", Map.of("leadId", "00Q1", "ownerId", "0051")), Refusal.RULE_VIOLATED);
        assertRefused(() -> call("assign_owner", Map.of("leadId", "00Q1", "ownerId", "0059")), Refusal.NOT_FOUND);
    }

    @Test
    void attachesOnlyCampaignsThatExist() {
        crm.given(OPPORTUNITY, "0061", Map.of("stage", "Prospecting"));
        crm.given(CAMPAIGN, "C-2026-Q4", Map.of("name", "Autumn"));

        call("attach_campaign", Map.of("opportunityId", "0061", "campaignId", "C-2026-Q4"));

        assertRefused(
                () -> call("attach_campaign", Map.of("opportunityId", "0061", "campaignId", "C-1999")),
                Refusal.NOT_FOUND);
    }

    @Test
    void matchesAnAccountByDomainBeforeName() {
        crm.given(ACCOUNT, "0011", Map.of("name", "Something else", "domain", "mmm.example.com"));
        crm.given(ACCOUNT, "0012", Map.of("name", "3M"));

        Effected effected =
                call("match_account", Map.of("domain", "https://www.MMM.example.com/about", "companyName", "3M"));

        assertThat(effected.record()).isEqualTo(new Ref(ACCOUNT, "0011"));
        assertThat(effected.data()).containsEntry("confidence", 1.0);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "3M, 3M Company, true",
        "Alphabet Inc. (Class A), Alphabet, true",
        "AT&T, AT and T Inc, true",
        "Société Générale, Societe Generale SA, true",
        "Apple, Applied Materials, false",
        "General Electric, General Motors, false",
        "Delta Air Lines, Delta Dental, false",
        "Ford Motor, Fortinet, false"
    })
    void knowsACompanyByItsName(String asked, String known, boolean same) {
        crm.given(ACCOUNT, "0011", Map.of("name", known));

        Effected effected = call("match_account", Map.of("companyName", asked));

        assertThat(effected.data()).containsEntry("matched", same);
    }

    @Test
    void offersThreeCandidatesWhenNotSure() {
        for (String name : List.of("Delta Dental", "Delta Faucet", "Delta Galil", "Delta Apparel")) {
            crm.given(ACCOUNT, "001" + name.charAt(6), Map.of("name", name));
        }

        Effected effected = call("match_account", Map.of("companyName", "Delta Air Lines"));

        assertThat(effected.record()).isNull();
        assertThat((List<?>) effected.data().get("candidates")).hasSize(3);
    }

    @Test
    void doesNotMatchPeopleByTheirMailProvider() {
        crm.given(ACCOUNT, "0011", Map.of("name", "Someone", "domain", "gmail.com"));

        assertRefused(() -> call("match_account", Map.of("domain", "gmail.com")), Refusal.RULE_VIOLATED);
    }

    @Test
    void takesTheAccountThatAnotherLeadCreatedMeanwhile() {
        CrmRecord account = crm.given(ACCOUNT, "0011", Map.of("name", "3M", "domain", "mmm.example.com"));
        crm.takenByOthers.add(account.ref());

        Effected effected = call(
                "match_account", Map.of("domain", "mmm.example.com", "companyName", "3M", "createIfNotFound", true));

        assertThat(effected.record()).isEqualTo(account.ref());
        assertThat(effected.changed()).isEmpty();
    }

    @Test
    void datesTasksFromToday() {
        crm.given(LEAD, "00Q1", Map.of());

        assertThat(record(call("create_task", Map.of("subject", "Call"))).field("dueDate"))
                .isEqualTo("2026-11-21");
        assertThat(record(call("create_follow_up", Map.of("leadId", "00Q1", "type", "nurture", "delayDays", 14)))
                        .field("dueDate"))
                .isEqualTo("2026-12-04");
    }

    @Test
    void tellsWhereTheCrmAndTheEnrichmentDiffer() {
        crm.given(LEAD, "00Q1", Map.of("industry", "Steel", "founded", 1902));

        Effected effected = call(
                "validate_existing_fields",
                Map.of("leadId", "00Q1", "industry", "Chemicals", "founded", 1902, "employees", 10));

        assertThat(effected.data()).containsEntry("agrees", false).containsEntry("missingInCrm", List.of("employees"));
        assertThat(effected.changed()).isEmpty();
    }

    private static void assertRefused(Runnable call, Refusal refusal) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ActionRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
