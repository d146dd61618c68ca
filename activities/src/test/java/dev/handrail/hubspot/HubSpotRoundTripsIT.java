package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.action.ActionScope;
import dev.handrail.action.Actions;
import dev.handrail.action.Ahead;
import dev.handrail.action.Arguments;
import dev.handrail.action.Effected;
import dev.handrail.action.Memory;
import dev.handrail.call.LeadContext;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.tool.Catalog;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a lead that is routed to a salesperson costs in calls, step by step, as its steps share what they know. */
class HubSpotRoundTripsIT {

    private static final Catalog CATALOG = Catalog.crm();
    private static final LeadContext LEAD = new LeadContext("L-1", "ROUTE_TO_SDR", "HIGH_FIT", 91, true, List.of());
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private static final Scope SCOPE = new Scope("acme", "agent:test", "by hand");

    private final SimulatedPortal portal = new SimulatedPortal("acme");
    private final Actions actions = new Actions(CATALOG);
    private int step;
    private String account;

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void aNewLeadOfANewCompanyCostsSixCalls() {
        assertThat(route("dana@example.com"))
                .isEqualTo(Map.of(
                        "log_activity", 1,
                        "upsert_lead", 1,
                        "set_lead_score", 0,
                        "match_account", 2,
                        "create_task", 1,
                        "create_opportunity", 1,
                        "sync_firmographics", 0));
    }

    @Test
    void aKnownCompanyCostsOneLess() {
        portal.searchAtOnce();
        route("omar@example.com");

        assertThat(route("dana@example.com")).containsEntry("match_account", 1);
    }

    @Test
    void aKnownLeadCostsTwoMore() {
        route("dana@example.com");

        assertThat(route("dana@example.com"))
                .containsEntry("upsert_lead", 3)
                .containsEntry("set_lead_score", 0)
                .containsEntry("sync_firmographics", 0);
    }

    @Test
    void aConvertedLeadIsChangedAndNotRefused() {
        route("dana@example.com");
        CrmRecord lead = portal.crm
                .find(SCOPE, RecordType.LEAD, "email", "dana@example.com", 1)
                .getFirst();
        portal.crm.convertLead(SCOPE, lead.id(), null, null, "conversion");

        assertThat(route("dana@example.com")).containsEntry("upsert_lead", 3);
        assertThat(portal.crm.read(SCOPE, lead.ref()).orElseThrow().fields())
                .containsEntry("title", "Buyer 8")
                .containsEntry("convertedContactId", lead.id());
    }

    /** The search sees nothing of the first lead's company yet; it is read once, to see whose it is. */
    @Test
    void theSecondLeadOfACompanyWithinSecondsGetsTheCompanyOfTheFirst() {
        portal.set("indexing", Map.of("delayMillis", 3_600_000));
        route("omar@example.com");
        String first = account;

        assertThat(route("dana@example.com")).containsEntry("match_account", 3);
        assertThat(account).isEqualTo(first);
    }

    /** The number of calls by tool. */
    private Map<String, Integer> route(String email) {
        Map<String, Integer> calls = new LinkedHashMap<>();
        Memory memory = new Memory();
        Map<String, Object> score = Map.of("score", 60 + step);
        Map<String, Object> firmographics = Map.of("founded", 1902, "employees", 61_000 + step);
        Ahead next = ahead("set_lead_score", score).and(ahead("sync_firmographics", firmographics));
        call(calls, memory, Ahead.NOTHING, "log_activity", Map.of("type", "analysis", "description", "A good fit"));
        String lead = id(call(
                calls,
                memory,
                next,
                "upsert_lead",
                Map.of("email", email, "firstName", "Dana", "lastName", "Reyes", "title", "Buyer " + step)));
        call(calls, memory, Ahead.NOTHING, "set_lead_score", with(lead, score));
        account = id(call(
                calls,
                memory,
                Ahead.NOTHING,
                "match_account",
                Map.of("domain", "mmm.example.com", "companyName", "3M", "createIfNotFound", true)));
        call(
                calls,
                memory,
                Ahead.NOTHING,
                "create_task",
                Map.of("subject", "AI Qualified Lead Review", "priority", "High", "leadId", lead));
        call(
                calls,
                memory,
                Ahead.NOTHING,
                "create_opportunity",
                Map.of("name", "3M", "leadId", lead, "accountId", account));
        call(calls, memory, Ahead.NOTHING, "sync_firmographics", with(lead, firmographics));
        return calls;
    }

    private static Map<String, Object> with(String lead, Map<String, Object> arguments) {
        Map<String, Object> complete = new LinkedHashMap<>(arguments);
        complete.put("leadId", lead);
        return complete;
    }

    private Ahead ahead(String tool, Map<String, Object> arguments) {
        return actions.of(CATALOG.tool(tool)).ahead(new Arguments(arguments));
    }

    private Effected call(
            Map<String, Integer> calls, Memory memory, Ahead next, String tool, Map<String, Object> arguments) {
        portal.calls();
        Memory seen = new Memory();
        Scope scope = new Scope("acme", "agent:test", "call-" + step);
        Effected effected = actions.of(CATALOG.tool(tool))
                .perform(
                        new Arguments(arguments),
                        new ActionScope(portal.crm, scope, "key-" + step++, LEAD, TODAY, memory, seen, next));
        memory.add(seen);
        calls.put(tool, portal.calls().size());
        return effected;
    }

    private static String id(Effected effected) {
        return Objects.requireNonNull(effected.record()).id();
    }
}
