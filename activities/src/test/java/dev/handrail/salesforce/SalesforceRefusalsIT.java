package dev.handrail.salesforce;

import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.Search;
import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Salesforce refuses, and what the caller is told of it. */
class SalesforceRefusalsIT {

    private static final Scope SCOPE = new Scope("one", "agent:test", "call-1");
    private static final String SECRETIVE = "dana.reyes@example.com said 00DHr0!token";

    private final SimulatedOrg org = new SimulatedOrg();
    private final List<QuotaListener.Quota> quotas = new CopyOnWriteArrayList<>();
    private final SalesforceConnector crm =
            new SalesforceConnector(_ -> org.fixed(), SalesforceSettings.defaults(), quotas::add);

    @AfterEach
    void stop() {
        org.simulator.close();
    }

    private CrmFailure refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(CrmFailure.class, call);
    }

    private CrmRecord lead(String email) {
        return crm.create(SCOPE, LEAD, Map.of("email", email, "lastName", "Reyes"), key())
                .after();
    }

    @ParameterizedTest(name = "{0} {1} is {2} of a read and {3} of a write")
    @CsvSource({
        "400, MALFORMED_QUERY, INVALID, INVALID",
        "400, SOMETHING_NEW, INVALID, INVALID",
        "400, DUPLICATE_VALUE, DUPLICATE, DUPLICATE",
        "400, UNABLE_TO_LOCK_ROW, UNAVAILABLE, UNAVAILABLE",
        "400, STORAGE_LIMIT_EXCEEDED, INVALID, INVALID",
        "403, REQUEST_LIMIT_EXCEEDED, RATE_LIMITED, RATE_LIMITED",
        "403, API_DISABLED_FOR_ORG, UNAUTHORIZED, UNAUTHORIZED",
        "403, INSUFFICIENT_ACCESS_OR_READONLY, INVALID, INVALID",
        "404, NOT_FOUND, NOT_FOUND, NOT_FOUND",
        "412, PRECONDITION_FAILED, CHANGED_MEANWHILE, CHANGED_MEANWHILE",
        "500, UNKNOWN_EXCEPTION, UNAVAILABLE, OUTCOME_UNKNOWN",
        "502, '', UNAVAILABLE, OUTCOME_UNKNOWN",
        "503, SERVER_UNAVAILABLE, UNAVAILABLE, UNAVAILABLE"
    })
    void mapsEachErrorToWhatTheCallerCanDo(int status, String code, Kind reading, Kind writing) {
        Ref lead = lead("omar@example.com").ref();
        JsonNode said = JsonMapper.shared()
                .valueToTree(List.of(Map.of("errorCode", code, "message", SECRETIVE, "fields", List.of("Status"))));
        org.simulator.faults().add(Fault.of(FaultKind.ERROR_BEFORE).answering(status, said));

        CrmFailure read = refused(() -> crm.read(SCOPE, lead));
        CrmFailure write = refused(() -> crm.create(
                SCOPE, TASK, Map.of("subject", "Call dana.reyes@example.com", "status", "Completed"), key()));

        assertThat(read.kind()).isEqualTo(reading);
        assertThat(write.kind()).isIn(writing, reading);
        for (CrmFailure failure : List.of(read, write)) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertThat(String.valueOf(each.getMessage())).doesNotContain("dana", "token", "omar", "00DHr0");
            }
        }
    }

    @Test
    void keepsTheWordsOfAValidationRuleToItself() {
        org.admin(
                "POST",
                "/validation-rules",
                Map.of(
                        "object",
                        "Lead",
                        "name",
                        "NoBosses",
                        "refuseWhen",
                        "Title = 'Boss'",
                        "message",
                        SECRETIVE,
                        "field",
                        "Title"));
        CrmRecord lead = lead("omar@example.com");

        CrmFailure failure = refused(() -> crm.update(SCOPE, lead.ref(), Map.of("title", "Boss"), null));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(failure).hasMessageContaining("validation rule").hasMessageContaining("title");
        assertThat(failure).hasMessageNotContaining("dana");
        assertThat(crm.read(SCOPE, lead.ref())).contains(lead);
    }

    @Test
    void tellsWhatTheOrgStillAllowsAndWhenItAllowsNoMore() {
        crm.probe(SCOPE);
        assertThat(quotas).last().satisfies(quota -> {
            assertThat(quota.window()).isEqualTo("day");
            assertThat(quota.capacity()).isEqualTo(15_000);
            assertThat(quota.remaining()).isBetween(14_900L, 15_000L);
        });
        org.admin("PUT", "/quota", Map.of("used", 15_000));

        CrmFailure failure = refused(() -> lead("dana@example.com"));

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfter()).isPositive();
        assertThat(quotas).last().extracting(QuotaListener.Quota::remaining).isEqualTo(0L);
    }

    @Test
    void doesNotTakeTooMuchAtOnceForADayThatIsUsedUp() {
        crm.probe(SCOPE);
        JsonNode said = JsonMapper.shared()
                .valueToTree(List.of(Map.of(
                        "errorCode",
                        "REQUEST_LIMIT_EXCEEDED",
                        "message",
                        "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")));
        org.simulator.faults().add(Fault.of(FaultKind.ERROR_BEFORE).answering(403, said));

        CrmFailure failure = refused(() -> lead("dana@example.com"));

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfter()).isLessThan(Duration.ofMinutes(1));
        assertThat(quotas).extracting(QuotaListener.Quota::remaining).doesNotContain(0L);
    }

    @Test
    void asksForTheLimitsOnceAMinute() {
        for (int i = 0; i < 20; i++) {
            crm.find(SCOPE, LEAD, "email", "dana@example.com", 1);
        }
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (quotas.isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.yield();
        }

        assertThat(quotas).hasSize(1);
        assertThat(org.requests())
                .filteredOn(asked -> asked.target().endsWith("/limits"))
                .hasSize(1);
    }

    @Test
    void readsPicklistsAgainAfterARefusalThatNamesAField() {
        CrmRecord lead = lead("dana@example.com");
        Map<String, Object> restricted =
                Map.of("name", "Status", "type", "picklist", "restricted", true, "values", List.of("New", "Busy"));
        org.admin("POST", "/objects/Lead/fields", restricted);

        CrmFailure stale = refused(() -> crm.update(SCOPE, lead.ref(), Map.of("status", "Working"), null));
        CrmFailure fresh = refused(() -> crm.update(SCOPE, lead.ref(), Map.of("status", "Working"), null));

        assertThat(stale.kind()).isEqualTo(Kind.INVALID);
        assertThat(stale).hasMessageContaining("status");
        assertThat(fresh).hasMessageContaining("picklist").hasMessageContaining("status");
        assertThat(crm.update(SCOPE, lead.ref(), Map.of("status", "Busy"), null)
                        .after()
                        .field("status"))
                .isEqualTo("Busy");
    }

    @Test
    void asksNothingForAnIdWhoseChecksumIsWrong() {
        CrmRecord lead = lead("dana@example.com");
        long before = requestsForRecords();
        String wrong = lead.id().substring(0, 15) + (lead.id().endsWith("AAA") ? "AAB" : "AAA");

        assertThat(crm.read(SCOPE, new Ref(LEAD, wrong))).isEmpty();
        assertThat(crm.read(SCOPE, new Ref(ACCOUNT, lead.id()))).isEmpty();
        assertThat(refused(() -> crm.update(SCOPE, new Ref(LEAD, wrong), Map.of("title", "Boss"), null))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(requestsForRecords()).isEqualTo(before);
        assertThat(crm.read(SCOPE, new Ref(LEAD, lead.id().substring(0, 15)))).contains(lead);
    }

    private long requestsForRecords() {
        return org.requests().stream()
                .filter(asked -> !asked.target().endsWith("/limits"))
                .count();
    }

    @Test
    void findsEachNaughtyCompanyAndNothingElse() {
        String[] naughty = JsonMapper.shared()
                .readValue(Path.of("..", "workflows", "src", "test", "resources", "blns.json"), String[].class);
        int number = 0;
        for (String text : naughty) {
            String kept = text.strip();
            if (kept.isEmpty() || kept.length() > 255) {
                continue;
            }
            CrmRecord lead = crm.create(
                            SCOPE, LEAD, Map.of("email", "naughty" + number++ + "@example.com", "company", text), key())
                    .after();
            assertThat(crm.find(SCOPE, LEAD, "company", text, 10))
                    .contains(lead)
                    .allSatisfy(found ->
                            assertThat(found.text("company").orElse("")).isEqualToIgnoringCase(kept));
            assertThat(crm.searchAccounts(SCOPE, text, 10)).isEmpty();
        }
        assertThat(number).isGreaterThan(400);
    }

    @Test
    void keepsTextThatLooksLikeAReferenceToAnotherPart() {
        String text = "@{guard.records[0].Id} and @{first";
        CrmRecord task =
                crm.create(SCOPE, TASK, Map.of("subject", text), "key-1").after();
        CrmRecord changed = crm.update(SCOPE, task.ref(), Map.of("description", text), task.version())
                .after();

        assertThat(changed.fields()).containsEntry("subject", text).containsEntry("description", text);
        assertThat(crm.create(SCOPE, TASK, Map.of("subject", text), "key-1").created())
                .isFalse();
        assertThat(org.records("Task")).hasSize(1);
    }

    @Test
    void showsNobodyInTheAddressesOfItsRequests() {
        CrmRecord lead = lead("dana.reyes@example.com");
        crm.find(SCOPE, LEAD, "email", "dana.reyes@example.com", 1);
        crm.searchAccounts(SCOPE, "Reyes Brothers", 1);
        crm.search(
                SCOPE,
                List.of(
                        new Search.ByField(LEAD, "email", "dana.reyes@example.com", 1),
                        new Search.AccountsLike("Reyes Brothers", 1)));
        crm.update(SCOPE, lead.ref(), Map.of("phone", "+1 651 555 0134"), null);

        assertThat(org.requests())
                .allSatisfy(asked -> assertThat(asked.target()).doesNotContainIgnoringCase("reyes", "555"));
    }
}
