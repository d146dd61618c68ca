package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.action.ActionScope;
import dev.handrail.action.Actions;
import dev.handrail.action.Arguments;
import dev.handrail.action.Effected;
import dev.handrail.call.LeadContext;
import dev.handrail.connector.Scope;
import dev.handrail.tool.Catalog;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a lead that is routed to a salesperson costs in calls, step by step. */
class HubSpotRoundTripsIT {

    private static final Catalog CATALOG = Catalog.crm();
    private static final Map<String, Integer> OF_A_NEW_LEAD_OF_A_KNOWN_COMPANY = Map.of(
            "log_activity", 1,
            "upsert_lead", 2,
            "set_lead_score", 2,
            "match_account", 1,
            "create_task", 1,
            "create_opportunity", 2,
            "sync_firmographics", 2);

    private final SimulatedPortal portal = new SimulatedPortal("acme");
    private final Actions actions = new Actions(CATALOG);
    private int step;

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void aLeadOfAKnownCompanyCostsElevenCalls() {
        portal.searchAtOnce();
        route("omar@example.com");

        assertThat(route("dana@example.com")).isEqualTo(OF_A_NEW_LEAD_OF_A_KNOWN_COMPANY);
    }

    @Test
    void aNewCompanyCostsThreeMore() {
        portal.searchAtOnce();

        assertThat(route("dana@example.com")).containsEntry("match_account", 4);
    }

    @Test
    void aKnownLeadCostsOneMore() {
        portal.searchAtOnce();
        route("dana@example.com");

        assertThat(route("dana@example.com")).containsEntry("upsert_lead", 3);
    }

    /** The number of calls by tool. */
    private Map<String, Integer> route(String email) {
        Map<String, Integer> calls = new LinkedHashMap<>();
        call(calls, "log_activity", Map.of("type", "analysis", "description", "A good fit"));
        String lead = id(call(
                calls,
                "upsert_lead",
                Map.of("email", email, "firstName", "Dana", "lastName", "Reyes", "title", "Buyer " + step)));
        call(calls, "set_lead_score", Map.of("leadId", lead, "score", 60 + step));
        String account = id(call(
                calls,
                "match_account",
                Map.of("domain", "mmm.example.com", "companyName", "3M", "createIfNotFound", true)));
        call(calls, "create_task", Map.of("subject", "AI Qualified Lead Review", "priority", "High", "leadId", lead));
        call(calls, "create_opportunity", Map.of("name", "3M", "leadId", lead, "accountId", account));
        call(calls, "sync_firmographics", Map.of("leadId", lead, "founded", 1902, "employees", 61_000 + step));
        return calls;
    }

    private Effected call(Map<String, Integer> calls, String tool, Map<String, Object> arguments) {
        portal.calls();
        Effected effected = actions.of(CATALOG.tool(tool))
                .perform(
                        new Arguments(arguments),
                        new ActionScope(
                                portal.crm,
                                new Scope("acme", "agent:test", "call-" + step),
                                "key-" + step++,
                                new LeadContext("L-1", "ROUTE_TO_SDR", "HIGH_FIT", 91, true, List.of()),
                                LocalDate.of(2026, 11, 20)));
        calls.put(tool, portal.calls().size());
        return effected;
    }

    private static String id(Effected effected) {
        return Objects.requireNonNull(effected.record()).id();
    }
}
