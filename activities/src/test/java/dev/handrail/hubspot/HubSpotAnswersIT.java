package dev.handrail.hubspot;

import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.QuotaListener.Quota;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.WriteAhead;
import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a caller is told when HubSpot, the network or the token is not as it should be. */
class HubSpotAnswersIT {

    private final SimulatedPortal portal = new SimulatedPortal("acme");
    private final Scope scope = new Scope("acme", "agent:test", "call-1");

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void saysThatItDoesNotKnowWhetherItWroteAndFindsItByKey() {
        portal.simulator
                .faults()
                .add(Fault.of(FaultKind.CUT_AFTER).on("POST", "/objects/tasks$").times(1));
        String key = key();

        assertThatThrownBy(() -> portal.crm.create(scope, RecordType.TASK, Map.of("subject", "Call"), key))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));

        CrmRecord written = portal.crm.findByKey(scope, RecordType.TASK, key).orElseThrow();
        Change again = portal.crm.create(scope, RecordType.TASK, Map.of("subject", "Call"), key);
        assertThat(again.created()).isFalse();
        assertThat(again.after()).isEqualTo(written);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"CUT_AFTER", "ERROR_AFTER"})
    void keepsTheEarlierValuesOfAChangeThatWasMadeWithoutAnAnswer(FaultKind kind) {
        CrmRecord lead = lead("dana@example.com", Map.of("title", "Buyer"));
        portal.simulator
                .faults()
                .add(Fault.of(kind).on("PATCH", "/objects/contacts/").times(1));

        Change change = portal.crm.update(scope, lead.ref(), Map.of("title", "Boss"), null);

        assertThat(change.before()).containsExactly(Map.entry("title", "Buyer"));
        assertThat(portal.crm.read(scope, lead.ref())).contains(change.after());
    }

    @Test
    void seesThatARecordIsGoneThoughHubSpotDidNotSaySo() {
        CrmRecord lead = lead("dana@example.com", Map.of());
        portal.simulator
                .faults()
                .add(Fault.of(FaultKind.CUT_AFTER)
                        .on("DELETE", "/objects/contacts/")
                        .times(1));

        portal.crm.remove(scope, lead.ref(), lead.version());

        assertThat(portal.crm.read(scope, lead.ref())).isEmpty();
    }

    @Test
    void movesAContactToAnotherCompanyAndBack() {
        CrmRecord acme = account("Acme");
        CrmRecord other = account("Other");
        CrmRecord contact = portal.crm
                .create(scope, RecordType.CONTACT, Map.of("email", "dana@example.com", "accountId", acme.id()), key())
                .after();

        Change moved = portal.crm.update(
                scope, contact.ref(), Map.of("accountId", other.id(), "title", "Boss"), contact.version());
        Change back = portal.crm.update(
                scope, contact.ref(), moved.before(), moved.after().version());

        assertThat(moved.after().fields())
                .containsEntry("accountId", other.id())
                .containsEntry("title", "Boss");
        assertThat(moved.after().version()).isNotEqualTo(contact.version());
        assertThat(back.after().fields()).isEqualTo(contact.fields());
        assertThat(portal.crm.read(scope, contact.ref())).contains(back.after());
        portal.crm.remove(scope, other.ref(), null);
    }

    @Test
    void showsAnUndoOfAStatusThatOnlyHubSpotHas() {
        CrmRecord lead = lead("dana@example.com", Map.of());
        portal.edit(lead.ref(), "status", "ATTEMPTED_TO_CONTACT");

        Change change = portal.crm.update(scope, lead.ref(), Map.of("status", "Nurture"), null);
        Change back = portal.crm.update(scope, lead.ref(), change.before(), null);

        assertThat(back.after().field("status")).isEqualTo("ATTEMPTED_TO_CONTACT");
    }

    @Test
    void associatesATaskWithTheLeadAndTheDealItIsAbout() {
        CrmRecord lead = lead("dana@example.com", Map.of());
        CrmRecord deal = portal.crm
                .create(scope, RecordType.OPPORTUNITY, Map.of("name", "Renewal", "leadId", lead.id()), key())
                .after();
        CrmRecord task = portal.crm
                .create(
                        scope,
                        RecordType.TASK,
                        Map.of("subject", "Call", "leadId", lead.id(), "relatedToId", deal.id()),
                        key())
                .after();

        assertRefused(Kind.IN_USE, () -> portal.crm.remove(scope, deal.ref(), null));
        assertRefused(Kind.IN_USE, () -> portal.crm.remove(scope, lead.ref(), null));
        portal.crm.remove(scope, task.ref(), null);
        portal.crm.remove(scope, deal.ref(), null);
        portal.crm.remove(scope, lead.ref(), null);
        assertThat(portal.crm.read(scope, lead.ref())).isEmpty();
    }

    @Test
    void keepsTheEarlierValuesAheadOfAChangeAndAnswersThoseOfTheFirstAttempt() {
        CrmRecord lead = lead("dana@example.com", Map.of("title", "Buyer"));
        List<Map<String, Object>> kept = new ArrayList<>();
        Scope ahead = new Scope("acme", "agent:test", "call-1", new WriteAhead() {
            @Override
            public void creating(RecordType type) {}

            @Override
            public Map<String, Object> changing(Ref record, Map<String, Object> before) {
                assertThat(record).isEqualTo(lead.ref());
                assertThat(portal.crm.read(scope, record).orElseThrow().field("title"))
                        .isEqualTo(kept.isEmpty() ? "Buyer" : "Boss");
                kept.add(before);
                return kept.getFirst();
            }
        });

        Change first = portal.crm.update(ahead, lead.ref(), Map.of("title", "Boss"), null);
        Change second = portal.crm.update(ahead, lead.ref(), Map.of("title", "Boss"), null);

        assertThat(kept).containsExactly(Map.of("title", "Buyer"), Map.of());
        assertThat(first.before()).isEqualTo(Map.of("title", "Buyer"));
        assertThat(second.before()).isEqualTo(first.before());
        assertThat(second.after()).isEqualTo(first.after());
    }

    @Test
    void saysThatItDoesNotKnowWhenAChangeIsNotToBeSeen() {
        CrmRecord lead = lead("dana@example.com", Map.of("title", "Buyer"));
        portal.simulator
                .faults()
                .add(Fault.of(FaultKind.CUT_BEFORE)
                        .on("PATCH", "/objects/contacts/")
                        .times(1));

        assertThatThrownBy(() -> portal.crm.update(scope, lead.ref(), Map.of("title", "Boss"), null))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
    }

    @Test
    void changesNothingWhenAReadFails() {
        portal.simulator
                .faults()
                .add(Fault.of(FaultKind.ERROR_BEFORE).on("POST", "/batch/read$").times(1));

        assertThatThrownBy(() -> portal.crm.find(scope, RecordType.LEAD, "email", "dana@example.com", 1))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void neitherAnAddressNorADomainWaitsForTheSearch() {
        portal.set("indexing", Map.of("delayMillis", 3_600_000));
        CrmRecord lead = lead("dana@example.com", Map.of());
        CrmRecord account = portal.crm
                .create(scope, RecordType.ACCOUNT, Map.of("name", "Acme", "domain", "acme.example.com"), key())
                .after();

        assertThat(portal.crm.find(scope, RecordType.LEAD, "email", "Dana@example.com", 1))
                .containsExactly(lead);
        assertThat(portal.crm.find(scope, RecordType.ACCOUNT, "domain", "ACME.example.com", 1))
                .containsExactly(account);
        assertThatThrownBy(() -> portal.crm.create(
                        scope, RecordType.ACCOUNT, Map.of("name", "Acme 2", "domain", "acme.example.com"), key()))
                .isInstanceOfSatisfying(CrmFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).containsExactly(account.id());
                });
    }

    @Test
    void takesTheDomainThatAPersonTookFromACompany() {
        CrmRecord moved = portal.crm
                .create(scope, RecordType.ACCOUNT, Map.of("name", "Acme", "domain", "acme.example.com"), key())
                .after();
        portal.edit(moved.ref(), "domain", "other.example.com");

        Change created = portal.crm.create(
                scope, RecordType.ACCOUNT, Map.of("name", "New Acme", "domain", "acme.example.com"), key());

        assertThat(created.created()).isTrue();
        assertThat(portal.crm.find(scope, RecordType.ACCOUNT, "domain", "acme.example.com", 1))
                .containsExactly(created.after());
    }

    @Test
    void refreshesARefusedTokenOnce() {
        List<String> refused = new ArrayList<>();
        AccessTokens rotated = new AccessTokens() {
            @Override
            public String current() {
                return "pat-revoked";
            }

            @Override
            public String after(String token) {
                refused.add(token);
                return portal.simulator.accessToken();
            }
        };

        new HubSpotConnector(portal.settings, rotated, QuotaListener.NONE).findByKey(scope, RecordType.LEAD, "key");

        assertThat(refused).containsExactly("pat-revoked");
        assertThat(portal.calls()).hasSize(2);
    }

    @Test
    void givesUpOnATokenThatHasNoSuccessor() {
        HubSpotConnector revoked =
                new HubSpotConnector(portal.settings, SimulatedPortal.always("pat-revoked"), QuotaListener.NONE);

        assertThatThrownBy(() -> revoked.probe(scope))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED))
                .message()
                .doesNotContain("pat-revoked");
        assertThat(portal.calls()).hasSize(1);
    }

    @Test
    void saysHowLongToWaitAndTellsWhatIsLeft() {
        ConcurrentLinkedQueue<Quota> quotas = new ConcurrentLinkedQueue<>();
        HubSpotConnector crm = new HubSpotConnector(portal.settings, portal.tokens, quotas::add);
        portal.set("quota", Map.of("perTenSeconds", 1_000, "perDay", 20_000, "searchesPerSecond", 0));

        crm.probe(scope);
        assertThat(quotas).extracting(Quota::window).containsOnly("ten-seconds", "day");
        assertThat(quotas).allSatisfy(quota -> {
            assertThat(quota.tenant()).isEqualTo("acme");
            assertThat(quota.connector()).isEqualTo("hubspot");
            assertThat(quota.remaining()).isLessThan(quota.capacity());
            assertThat(quota.resetsIn()).isPositive();
        });

        quotas.clear();
        assertRateLimited(() -> crm.searchAccounts(scope, "Acme", 1), Duration.ofSeconds(1));
        assertThat(quotas).singleElement().satisfies(quota -> {
            assertThat(quota.window()).isEqualTo("search");
            assertThat(quota.remaining()).isZero();
        });

        portal.set("quota", Map.of("perTenSeconds", 0));
        quotas.clear();
        assertRateLimited(() -> crm.create(scope, RecordType.TASK, Map.of("subject", "Call"), key()), null);
        assertThat(quotas)
                .filteredOn(quota -> quota.window().equals("ten-seconds"))
                .last()
                .extracting(Quota::remaining)
                .isEqualTo(0L);
        assertThat(portal.effects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 413, 423, 429, 477, 500, 502})
    void neverRepeatsWhatHubSpotSaysNorWhatItWasAsked(int status) {
        CrmRecord lead = lead("dana@example.com", Map.of("title", "Buyer"));
        JsonNode answer = JsonMapper.shared()
                .readTree("{\"message\": \"dana@example.com Reyes secret-token\", \"category\": \"Reyes\"}");
        portal.simulator.faults().add(Fault.of(FaultKind.ERROR_BEFORE).answering(status, answer));

        List<ThrowingCallable> calls = List.of(
                () -> portal.crm.find(scope, RecordType.LEAD, "email", "dana@example.com", 1),
                () -> portal.crm.create(scope, RecordType.LEAD, Map.of("email", "dana@example.com"), key()),
                () -> portal.crm.update(scope, lead.ref(), Map.of("lastName", "Reyes"), null),
                () -> portal.crm.remove(scope, lead.ref(), null));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call)
                        .isInstanceOf(CrmFailure.class)
                        .satisfies(failure -> assertThat(Throwables.getStackTrace(failure))
                                .doesNotContain("dana", "Reyes", "secret-token", portal.simulator.accessToken())));
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"CUT_BEFORE", "CUT_AFTER"})
    void neverRepeatsWhatItAskedWhenTheConnectionBreaks(FaultKind kind) {
        portal.simulator.faults().add(Fault.of(kind));

        assertThatThrownBy(() -> portal.crm.create(scope, RecordType.LEAD, Map.of("email", "dana@example.com"), key()))
                .isInstanceOf(CrmFailure.class)
                .satisfies(failure -> assertThat(Throwables.getStackTrace(failure))
                        .doesNotContain("dana", portal.simulator.accessToken()));
    }

    @Test
    void saysThatHubSpotCannotBeReached() {
        portal.simulator.close();

        assertThatThrownBy(() -> portal.crm.create(scope, RecordType.TASK, Map.of("subject", "Call"), key()))
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void sendsNoAddressInAPath() {
        lead("dana@example.com", Map.of());
        portal.crm.find(scope, RecordType.LEAD, "email", "dana@example.com", 1);

        assertThat(portal.simulator.ledger().requests())
                .noneMatch(request -> request.target().contains("dana"));
    }

    private static void assertRateLimited(ThrowingCallable call, Duration wait) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CrmFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
            if (wait != null) {
                assertThat(failure.retryAfter()).isEqualTo(wait);
            }
        });
    }

    private static void assertRefused(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private CrmRecord account(String name) {
        return portal.crm
                .create(scope, RecordType.ACCOUNT, Map.of("name", name), key())
                .after();
    }

    private CrmRecord lead(String email, Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("email", email);
        return portal.crm.create(scope, RecordType.LEAD, fields, key()).after();
    }
}
