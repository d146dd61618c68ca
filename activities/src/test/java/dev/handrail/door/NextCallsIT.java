package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.CallResult;
import dev.handrail.call.NextCall;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.limit.LimitRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What steps of a lead save each other on the way to a CRM over a network, and what that must not change. */
class NextCallsIT extends DoorScenario {

    private static final Map<String, Object> FIRMOGRAPHICS = Map.of("industry", "Industrials", "employees", 61_500);

    private final DistantOffice distant = new DistantOffice(office);

    @Override
    Connector crm() {
        return distant;
    }

    @Test
    void aLaterWriteOfTheLeadTravelsWithTheFirst() {
        String id = upsert().crmRecordId();
        int before = distant.requests();

        CallResult synced = run(call("lead/2", "sync_firmographics", withLead(id), "two", false));

        assertThat(synced.status()).isEqualTo(CallResult.Status.SUCCEEDED);
        assertThat(distant.requests()).as("asked again").isEqualTo(before);
        assertThat(lead(id).fields()).containsAllEntriesOf(FIRMOGRAPHICS);
        assertThat(receipts()).containsExactly("upsert_lead succeeded", "sync_firmographics succeeded");
    }

    @Test
    void whatPolicyKeepsForAPersonDoesNotTravel() {
        door = doorWith("""
                version: 1
                rules:
                  - {name: firmographics, tools: [sync_firmographics], when: "true", permission: requires_authorization, reason: Ask}
                """, LimitRules.defaults());

        String id = upsert().crmRecordId();

        assertThat(lead(id).fields()).doesNotContainKeys("industry", "employees");
        assertThat(run(call("lead/2", "sync_firmographics", withLead(id), "two", false))
                        .status())
                .isEqualTo(CallResult.Status.AUTHORIZATION_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has(lead.status) && lead.status == 'Qualified'",
                "has(record.status) && record.status == 'Qualified'",
                "history.changes_today > 100"
            })
    void whatAConditionCannotKnowYetDoesNotTravel(String condition) {
        door = doorWith("""
                version: 1
                rules:
                  - {name: qualified, tools: [sync_firmographics], when: "%s", permission: forbidden, reason: No}
                """.formatted(condition), LimitRules.defaults());

        String id = upsert().crmRecordId();

        assertThat(lead(id).fields()).doesNotContainKeys("industry", "employees");
        assertThat(run(call("lead/2", "sync_firmographics", withLead(id), "two", false))
                        .status())
                .isEqualTo(CallResult.Status.SUCCEEDED);
    }

    @Test
    void whatTheDoorWouldRefuseDoesNotTravel() {
        String id = run(first(List.of(
                        new NextCall("sync_firmographics", Map.of("industry", "<script>alert(1)</script>")),
                        new NextCall("sync_firmographics", Map.of("employees", "many")))))
                .crmRecordId();

        assertThat(lead(id).fields()).doesNotContainKeys("industry", "employees");
    }

    @Test
    void theUndoOfTheFirstTakesBackWhatTravelled() {
        String id = run(call("older/0", "upsert_lead", DANA, "older", false)).crmRecordId();
        ToolCall upsert = first(List.of(new NextCall("sync_firmographics", FIRMOGRAPHICS)));
        run(upsert);
        ToolCall sync = call("lead/2", "sync_firmographics", withLead(id), "two", false);
        run(sync);

        assertThat(undo(sync).message()).isEqualTo("Nothing was changed");
        undo(upsert);

        assertThat(lead(id).fields()).doesNotContainKeys("industry", "employees");
    }

    @Test
    void anotherLeadRemembersNothingOfIt() {
        String id = upsert().crmRecordId();
        office.update(
                new Scope(tenant, "a person", "by hand"),
                new Ref(RecordType.LEAD, id),
                Map.of("industry", "Mining"),
                null);

        run(call("other/2", "sync_firmographics", withLead(id), "other", false));

        assertThat(lead(id).fields()).containsEntry("industry", "Industrials");
    }

    @Test
    void anAccountThatWasJustMadeIsNotLookedUpAgain() {
        String account = run(call(
                        "lead/3",
                        "match_account",
                        Map.of("companyName", "3M", "domain", "mmm.example.com", "createIfNotFound", true),
                        "three",
                        false))
                .crmRecordId();
        int before = distant.requests();

        run(call(
                "lead/4",
                "create_contact",
                Map.of("accountId", account, "lastName", "Reyes", "email", "d@mmm.example.com"),
                "four",
                false));

        assertThat(distant.requests()).as("its creation alone").isEqualTo(before + 1);
    }

    private CallResult upsert() {
        return run(first(List.of(new NextCall("sync_firmographics", FIRMOGRAPHICS))));
    }

    private ToolCall first(List<NextCall> next) {
        ToolCall call = call("lead/1", "upsert_lead", DANA, "one", false);
        return new ToolCall(
                call.id(),
                call.tenant(),
                call.actor(),
                call.tool(),
                call.arguments(),
                call.key(),
                false,
                call.subject(),
                null,
                call.reasoning(),
                null,
                next);
    }

    private static Map<String, Object> withLead(String id) {
        return Map.of("leadId", id, "industry", "Industrials", "employees", 61_500);
    }
}
