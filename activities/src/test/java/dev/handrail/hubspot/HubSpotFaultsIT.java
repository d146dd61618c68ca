package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One effect, whatever happens on the wire. */
class HubSpotFaultsIT {

    private static final int RECORDS = 1_000;
    private static final int AT_ONCE = 64;
    private static final int MOST_ATTEMPTS = 200;

    private final SimulatedPortal portal = new SimulatedPortal("acme");
    private final Scope scope = new Scope("acme", "agent:test", "call-1");

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    /** Half of all creations meet the fault, so that a retry may meet it again. */
    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "ERROR_BEFORE", "ERROR_AFTER", "ANSWER_TWICE"})
    void makesOneRecordAKey(FaultKind kind) throws Exception {
        portal.simulator
                .faults()
                .add(Fault.of(kind).on("POST", "/objects/(contacts|tasks)$").withProbability(0.5, 7));

        makeRecords(portal.crm);

        assertOneRecordAKey();
    }

    /** The write is applied at once, or only after nobody waits for it any more. */
    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"DELAY", "DELAY_AFTER"})
    void makesOneRecordAKeyWhenAnswersComeTooLate(FaultKind kind) throws Exception {
        portal.simulator
                .faults()
                .add(Fault.of(kind)
                        .on("POST", "/objects/(contacts|tasks)$")
                        .withProbability(0.5, 7)
                        .withMillis(1_500));

        makeRecords(new HubSpotConnector(
                portal.settings.withReadTimeout(Duration.ofMillis(500)), portal.tokens, QuotaListener.NONE));

        assertOneRecordAKey();
    }

    private void makeRecords(HubSpotConnector crm) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> made = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                int number = i;
                made.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return untilAnswered(crm, number);
                    } finally {
                        places.release();
                    }
                }));
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> id : made) {
                ids.add(id.get());
            }
            assertThat(ids).hasSize(RECORDS);
        }
    }

    /** Only their keys keep tasks apart; leads have an address besides. */
    private static RecordType type(int number) {
        return number % 2 == 0 ? RecordType.LEAD : RecordType.TASK;
    }

    private static Map<String, Object> fields(int number) {
        return type(number) == RecordType.LEAD
                ? Map.of("email", "lead" + number + "@example.com")
                : Map.of("subject", "Call " + number);
    }

    private String untilAnswered(HubSpotConnector crm, int number) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                Map<String, Object> fields = fields(number);
                CrmRecord made =
                        crm.create(scope, type(number), fields, "key-" + number).after();
                assertThat(made.fields()).containsAllEntriesOf(fields);
                return made.id();
            } catch (CrmFailure failure) {
                assertThat(failure.kind()).isIn(Kind.OUTCOME_UNKNOWN, Kind.UNAVAILABLE);
            }
        }
        throw new AssertionError("No answer after " + MOST_ATTEMPTS + " attempts");
    }

    /** Also those that nobody waited for any more. */
    private void awaitEveryRequest() {
        Instant latest = Instant.now().plusSeconds(10);
        while (portal.simulator.ledger().requests().stream()
                        .filter(request -> request.fault() != null)
                        .count()
                < portal.simulator.faults().report().getFirst().acted()) {
            assertThat(Instant.now()).as("all requests arrive").isBefore(latest);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void assertOneRecordAKey() {
        awaitEveryRequest();
        List<Entry.Effect> created = portal.effects().stream()
                .filter(effect -> effect.action() == Action.CREATED)
                .toList();
        assertThat(created).hasSize(RECORDS);
        assertThat(created).extracting(Entry.Effect::externalId).doesNotHaveDuplicates();
        assertThat(portal.simulator.ledger().summary().repeated()).isEmpty();
        assertThat(portal.simulator.ledger().requests())
                .as("a fault was met")
                .anyMatch(request -> request.fault() != null);
    }
}
