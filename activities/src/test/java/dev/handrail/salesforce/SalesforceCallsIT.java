package dev.handrail.salesforce;

import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.action.ActionScope;
import dev.handrail.action.Actions;
import dev.handrail.action.Ahead;
import dev.handrail.action.Arguments;
import dev.handrail.action.Effected;
import dev.handrail.action.Memory;
import dev.handrail.call.LeadContext;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import dev.handrail.connector.WriteAhead;
import dev.handrail.tool.Catalog;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many requests, and calls of the org's daily ones, the connector needs. */
class SalesforceCallsIT {

    private static final Catalog CATALOG = Catalog.crm();
    private static final Scope SCOPE = new Scope("one", "pipeline", "call-1");
    private static final LeadContext ANALYSED =
            new LeadContext("L-1001", "ROUTE_TO_SDR", "HIGH_FIT", 91, true, List.of("industry"));

    private static final Map<RecordType, Map<String, Object>> NEW = Map.of(
            LEAD, Map.of("email", "dana@example.com", "status", "New"),
            CONTACT, Map.of("email", "dana@example.com"),
            ACCOUNT, Map.of("name", "Acme"),
            OPPORTUNITY, Map.of("name", "Renewal", "stage", "Prospecting"),
            TASK, Map.of("subject", "Call", "status", "Completed"),
            NOTE, Map.of("text", "Met at the fair"));

    private final SimulatedOrg org = new SimulatedOrg();
    private final SalesforceConnector crm =
            new SalesforceConnector(_ -> org.fixed(), SalesforceSettings.defaults(), QuotaListener.NONE);
    private final Actions actions = new Actions(CATALOG);
    private final Map<String, Integer> calls = new LinkedHashMap<>();
    private int round;

    @AfterEach
    void stop() {
        org.simulator.close();
    }

    @Test
    void aLeadOfANewCompanyCostsSixRequests() {
        lead(1, "3M", "mmm.example.com");

        assertThat(lead(2, "Acme", "acme.example.com"))
                .containsExactly(
                        Map.entry("log_activity", 1),
                        Map.entry("upsert_lead", 2),
                        Map.entry("set_lead_score", 0),
                        Map.entry("match_account", 1),
                        Map.entry("create_task", 1),
                        Map.entry("create_opportunity", 1),
                        Map.entry("sync_firmographics", 0));
    }

    @Test
    void aLeadOfAKnownCompanyCostsFive() {
        lead(1, "Acme", "acme.example.com");

        assertThat(lead(2, "Acme", "acme.example.com")).containsEntry("match_account", 0);
    }

    @Test
    void aLeadThatIsKnownCostsNoMore() {
        lead(1, "Acme", "acme.example.com");

        assertThat(lead(1, "Acme", "acme.example.com").values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isLessThanOrEqualTo(6);
    }

    private Map<String, Integer> lead(int number, String company, String domain) {
        calls.clear();
        Memory memory = new Memory();
        Map<String, Object> score = Map.of("score", 80 + round);
        Map<String, Object> account = Map.of("companyName", company, "domain", domain, "createIfNotFound", true);
        Map<String, Object> firmographics = Map.of("industry", "Industrials", "employees", 61_500 + round);
        Ahead next = ahead("set_lead_score", score)
                .and(ahead("match_account", account))
                .and(ahead("sync_firmographics", firmographics));
        step("log_activity", Map.of("type", "ANALYSIS", "description", "Large conglomerate"), memory, Ahead.NOTHING);
        Map<String, Object> person = Map.of(
                "email",
                "dana" + number + "@" + domain,
                "firstName",
                "Dana",
                "lastName",
                "Reyes",
                "company",
                company,
                "aiIntent",
                "HIGH_FIT");
        String lead = step("upsert_lead", person, memory, next);
        step("set_lead_score", with("leadId", lead, score), memory, Ahead.NOTHING);
        String matched = step("match_account", account, memory, Ahead.NOTHING);
        step(
                "create_task",
                with("leadId", lead, Map.of("subject", "Review", "priority", "High")),
                memory,
                Ahead.NOTHING);
        step(
                "create_opportunity",
                Map.of("name", "3M", "accountId", matched, "leadId", lead, "amount", 125_000),
                memory,
                Ahead.NOTHING);
        step("sync_firmographics", with("leadId", lead, firmographics), memory, Ahead.NOTHING);
        round++;
        return calls;
    }

    private Ahead ahead(String tool, Map<String, Object> arguments) {
        return actions.of(CATALOG.tool(tool)).ahead(new Arguments(arguments));
    }

    private static Map<String, Object> with(String name, Object value, Map<String, Object> arguments) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    private String step(String tool, Map<String, Object> arguments, Memory memory, Ahead next) {
        int before = org.requests().size();
        Memory seen = new Memory();
        Scope scope = new Scope("one", "pipeline", tool + round, new WriteAhead() {
            @Override
            public void creating(RecordType type) {}

            @Override
            public Map<String, Object> changing(Ref record, Map<String, Object> earlier) {
                return earlier;
            }
        });
        Effected effected = actions.of(CATALOG.tool(tool))
                .perform(
                        new Arguments(arguments),
                        new ActionScope(
                                crm,
                                scope,
                                tool + "-" + round,
                                ANALYSED,
                                LocalDate.of(2026, 11, 20),
                                memory,
                                seen,
                                next));
        memory.add(seen);
        calls.put(tool, org.requests().size() - before);
        return Objects.requireNonNull(effected.record()).id();
    }

    @Test
    void spendsOneCallOnEachCreation() {
        for (Map.Entry<RecordType, Map<String, Object>> each : NEW.entrySet()) {
            assertThat(requests(() -> crm.create(SCOPE, each.getKey(), each.getValue(), key())))
                    .as("%s, perhaps with a look at its picklists".formatted(each.getKey()))
                    .isBetween(1, 2);
            Map<String, Object> another = new HashMap<>(each.getValue());
            another.computeIfPresent("email", (_, _) -> "omar@example.com");
            assertThat(requests(() -> crm.create(SCOPE, each.getKey(), another, key())))
                    .as(each.getKey().name())
                    .isEqualTo(1);
        }
    }

    @Test
    void spendsOneRequestOnSearchesAndACallOnEachWhenAccountsLikeANameAreAmongThem() {
        Search lead = new Search.ByField(LEAD, "email", "dana@example.com", 2);
        Search account = new Search.ByField(ACCOUNT, "domain", "example.com", 2);
        Search alike = new Search.AccountsLike("Acme", 5);

        assertThat(spent(() -> crm.search(SCOPE, List.of(lead, account, alike))))
                .isEqualTo(new Spent(1, 3));
        assertThat(spent(() -> crm.search(SCOPE, List.of(lead, account)))).isEqualTo(new Spent(1, 1));
        assertThat(spent(() -> crm.search(SCOPE, List.of()))).isEqualTo(new Spent(0, 0));
    }

    @Test
    void spendsTwoCallsOnAChangeThatIsNotedBeforeItIsMade() {
        CrmRecord lead = crm.create(SCOPE, LEAD, Map.of("email", "dana@example.com"), key())
                .after();
        Scope noted = new Scope("one", "pipeline", "call-1", new WriteAhead() {
            @Override
            public void creating(RecordType type) {}

            @Override
            public Map<String, Object> changing(Ref record, Map<String, Object> before) {
                return before;
            }
        });

        assertThat(requests(() -> crm.update(noted, lead.ref(), Map.of("title", "Buyer"), null)))
                .as("changed")
                .isEqualTo(2);
        assertThat(requests(() -> crm.update(noted, lead.ref(), Map.of("title", "Buyer"), null)))
                .as("as it was already")
                .isEqualTo(1);
        assertThat(requests(() -> crm.update(SCOPE, lead.ref(), Map.of("title", "Boss"), null)))
                .as("noted by nobody")
                .isEqualTo(1);
    }

    @Test
    void spendsOneCallOnEachLook() {
        String key = key();
        CrmRecord lead = crm.create(SCOPE, LEAD, Map.of("email", "dana@example.com"), key)
                .after();

        assertThat(requests(() -> crm.read(SCOPE, lead.ref()))).isEqualTo(1);
        assertThat(requests(() -> crm.findByKey(SCOPE, LEAD, key))).isEqualTo(1);
        assertThat(requests(() -> crm.find(SCOPE, LEAD, "email", "dana@example.com", 2)))
                .isEqualTo(1);
        assertThat(requests(() -> crm.searchAccounts(SCOPE, "Acme", 5))).isEqualTo(1);
        assertThat(requests(() -> crm.remove(SCOPE, lead.ref(), lead.version())))
                .as("looks what hangs on it, and removes it")
                .isEqualTo(2);
    }

    @Test
    void spendsEightCallsOnAConversionThatMakesEverythingAndOneOnOneThatIsDone() {
        String key = key();
        CrmRecord lead = crm.create(SCOPE, LEAD, Map.of("email", "dana@example.com", "company", "3M"), key())
                .after();
        crm.create(SCOPE, OPPORTUNITY, NEW.getOrDefault(OPPORTUNITY, Map.of()), key());

        assertThat(spent(() -> crm.convertLead(SCOPE, lead.id(), null, "3M Q4", key)))
                .isEqualTo(new Spent(8, 8));
        assertThat(spent(() -> crm.convertLead(SCOPE, lead.id(), null, "3M Q4", key)))
                .as("done already")
                .isEqualTo(new Spent(1, 1));
    }

    /** @param calls of the org's daily ones */
    private record Spent(int requests, int calls) {}

    private Spent spent(Runnable work) {
        int before = callsOfTheDay();
        int requests = requests(work);
        return new Spent(requests, callsOfTheDay() - before);
    }

    private int requests(Runnable work) {
        int before = org.requests().size();
        work.run();
        return org.requests().size() - before;
    }

    private int callsOfTheDay() {
        return org.admin("GET", "/quota", Map.of()).path("used").asInt();
    }
}
