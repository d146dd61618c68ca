package dev.handrail.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ProposalTest {

    private static final Catalog CATALOG = Catalog.crm();
    private static final String DANA =
            "{'firstName':'Dana','lastName':'Reyes','company':'3M','status':'New','aiFitScore':40,'tags':['event']}";
    private static final String DEAL = "{'name':'3M rollout','stage':'Prospecting','amount':1000.0}";

    static Stream<Arguments> tools() {
        return Stream.of(
                tool("create_lead", "{'email':'dana@3m.com','firstName':'Dana','lastName':'Reyes'}", "{}")
                        .says("Create lead Dana Reyes")
                        .changes("E-mail: - > dana@3m.com", "First name: - > Dana", "Last name: - > Reyes"),
                tool("upsert_lead", "{'email':'dana@3m.com','company':'3M','aiFitScore':85}", "{}")
                        .says("Create or update lead dana@3m.com (3M)")
                        .changes("E-mail: - > dana@3m.com", "Company: - > 3M", "Fit score: - > 85"),
                tool("convert_lead", "{'leadId':'00Q1','opportunityName':'3M rollout'}", DANA)
                        .says("Convert lead Dana Reyes (3M) into a contact and an opportunity")
                        .changes("Opportunity name: - > 3M rollout"),
                tool("convert_lead", "{'leadId':'00Q1','accountId':'0011'}", "{}")
                        .says("Convert lead 00Q1 into a contact in account 0011")
                        .changes("Account: - > 0011"),
                tool("assign_owner", "{'leadId':'00Q1','ownerId':'0051'}", DANA)
                        .says("Give lead Dana Reyes (3M) to user 0051")
                        .changes("Owner: - > 0051"),
                tool("update_lead_status", "{'leadId':'00Q1','status':'Working'}", DANA)
                        .says("Set the status of lead Dana Reyes (3M) to Working")
                        .changes("Status: New > Working"),
                tool(
                                "update_lead_fields",
                                "{'leadId':'00Q1','fields':{'company':'3M','industry':'Chemicals','annualRevenue':32000000000},"
                                        + "'evidence':[]}",
                                DANA)
                        .says("Change annual revenue, company and industry of lead Dana Reyes (3M)")
                        .changes("Industry: - > Chemicals", "Annual revenue: - > 32,000,000,000"),
                tool("set_lead_score", "{'leadId':'00Q1','score':85}", DANA)
                        .says("Set the fit score of lead Dana Reyes (3M) to 85")
                        .changes("Fit score: 40 > 85"),
                tool("set_intent_level", "{'leadId':'00Q1','intent':'HIGH_FIT'}", DANA)
                        .says("Set the intent of lead Dana Reyes (3M) to high fit")
                        .changes("Intent: - > high fit"),
                tool("tag_lead", "{'leadId':'00Q1','tags':['partner']}", DANA)
                        .says("Tag lead Dana Reyes (3M) with partner")
                        .changes("Tags: event > event, partner"),
                tool("match_account", "{'companyName':'3M','createIfNotFound':true}", "{}")
                        .says("Find the account of 3M, and create it when there is none")
                        .changes("Company name: - > 3M"),
                tool("create_contact", "{'accountId':'0011','email':'dana@3m.com','lastName':'Reyes'}", "{'name':'3M'}")
                        .says("Create contact Reyes in account 3M")
                        .changes("E-mail: - > dana@3m.com", "Last name: - > Reyes"),
                tool(
                                "link_contact_to_account",
                                "{'contactId':'0031','accountId':'0012'}",
                                "{'firstName':'Dana','accountId':'0011'}")
                        .says("Move contact Dana to account 0012")
                        .changes("Account: 0011 > 0012"),
                tool(
                                "create_opportunity",
                                "{'name':'3M rollout','leadId':'00Q1','accountId':'0011','amount':250000}",
                                DANA)
                        .says("Create opportunity “3M rollout” for lead Dana Reyes (3M), worth 250,000")
                        .changes("Name: - > 3M rollout", "Account: - > 0011", "Amount: - > 250,000")
                        .atStake("250,000"),
                tool("update_opportunity_stage", "{'opportunityId':'0061','stage':'Closed Won'}", DEAL)
                        .says("Move opportunity “3M rollout” to Closed Won")
                        .changes("Stage: Prospecting > Closed Won")
                        .atStake("1,000"),
                tool("set_opportunity_value", "{'opportunityId':'0061','amount':250000.5}", DEAL)
                        .says("Set the value of opportunity “3M rollout” to 250,000.5")
                        .changes("Amount: 1,000 > 250,000.5")
                        .atStake("250,000.5"),
                tool("attach_campaign", "{'opportunityId':'0061','campaignId':'7011'}", DEAL)
                        .says("Link opportunity “3M rollout” to campaign 7011")
                        .changes("Campaign: - > 7011")
                        .atStake("1,000"),
                tool("create_task", "{'subject':'Call Dana','leadId':'00Q1'}", DANA)
                        .says("Create task “Call Dana” about lead Dana Reyes (3M)")
                        .changes("Subject: - > Call Dana"),
                tool("log_activity", "{'type':'AI Analysis','description':'Fits'}", "{}")
                        .says("Log activity “AI Analysis”")
                        .changes("Type: - > AI Analysis", "Description: - > Fits"),
                tool("add_note", "{'text':'Likes tea','relatedToId':'0011'}", "{}")
                        .says("Add a note to 0011")
                        .changes("Text: - > Likes tea", "About: - > 0011"),
                tool("create_follow_up", "{'leadId':'00Q1','type':'nurture','delayDays':14}", DANA)
                        .says("Plan a nurture follow-up with lead Dana Reyes (3M) in 14 days")
                        .changes("Type: - > nurture", "Delay days: - > 14"),
                tool("sync_firmographics", "{'leadId':'00Q1','company':'3M','founded':1902}", DANA)
                        .says("Write what is known about the company to lead Dana Reyes (3M)")
                        .changes("Founded: - > 1902"),
                tool("sync_enrichment_metadata", "{'leadId':'00Q1','source':'clearbit','confidence':0.8}", DANA)
                        .says("Note on lead Dana Reyes (3M) that clearbit enriched it")
                        .changes("Enrichment source: - > clearbit", "Enrichment confidence: - > 0.8"),
                tool("validate_existing_fields", "{'leadId':'00Q1','company':'3M'}", DANA)
                        .says("Compare lead Dana Reyes (3M) with its enrichment"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("tools")
    void saysWhatACallWouldDo(
            String name, String arguments, String before, String sentence, List<String> changes, String atStake) {
        Proposal proposal = proposal(name, arguments, before);

        assertThat(proposal.sentence()).isEqualTo(sentence);
        assertThat(proposal.changes().stream()
                        .map(change -> "%s: %s > %s"
                                .formatted(
                                        change.label(),
                                        change.before() == null ? "-" : change.before(),
                                        change.after()))
                        .toList())
                .isEqualTo(changes);
        assertThat(proposal.atStake()).isEqualTo(atStake);
    }

    @Test
    void hasWordsForEveryToolOfTheCatalog() {
        Set<String> said = tools().map(row -> (String) row.get()[0]).collect(Collectors.toCollection(TreeSet::new));

        assertThat(CATALOG.all().stream().map(Tool::name)).allMatch(said::contains);
    }

    @Test
    void saysWhetherItCanBeTakenBack() {
        assertThat(proposal("convert_lead", "{'leadId':'1'}", "{}").undoWords()).isEqualTo("Cannot be undone");
        assertThat(proposal("add_note", "{'text':'x'}", "{}").undoWords()).contains("what it makes is removed");
        assertThat(proposal("tag_lead", "{'tags':[]}", "{}").undoWords()).contains("the earlier values come back");
    }

    @Test
    void showsWhatTheCrmTakesTheNewRecordForADuplicateOf() {
        Proposal proposal = proposal(
                "create_lead",
                "{'email':'dana@3m.com'}",
                "{'candidates':[{'type':'lead','id':'00Q9','fields':{'firstName':'Dana','company':'3M'}}]}");

        assertThat(proposal.likeness()).containsExactly("lead 00Q9: Dana, 3M");
    }

    @Test
    void showsWholeWhatWouldBeWritten() {
        String text = "Call her\n" + "about it ".repeat(500) + "\u202Eand pay";

        Proposal proposal = Proposal.of(CATALOG.tool("add_note"), Map.of("text", text), Map.of());

        assertThat(proposal.changes().getFirst().after()).isEqualTo(text.replace("\u202E", "⟨U+202E⟩"));
    }

    @Test
    void writesOutWhatWouldHideInASentence() {
        assertThat(proposal("create_task", "{'subject':'pay\\u202Eevil\\u001B[2J\\nnow'}", "{}")
                        .sentence())
                .isEqualTo("Create task “pay⟨U+202E⟩evil⟨U+001B⟩[2J now”");
    }

    private static Proposal proposal(String name, String arguments, String before) {
        return Proposal.of(CATALOG.tool(name), json(arguments), json(before));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) {
        return JsonMapper.shared().readValue(text.replace('\'', '"'), Map.class);
    }

    private static Row tool(String name, String arguments, String before) {
        return new Row(name, arguments, before, "", List.of(), null);
    }

    private record Row(
            String name, String arguments, String before, String sentence, List<String> changes, String atStake)
            implements Arguments {

        Row says(String words) {
            return new Row(name, arguments, before, words, changes, atStake);
        }

        Row changes(String... all) {
            return new Row(name, arguments, before, sentence, List.of(all), atStake);
        }

        Row atStake(String amount) {
            return new Row(name, arguments, before, sentence, changes, amount);
        }

        @Override
        public Object[] get() {
            return new Object[] {name, arguments, before, sentence, changes, atStake};
        }
    }
}
