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

    private static final int LEADS = 1_000;
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
    void makesOneContactOfEachLead(FaultKind kind) throws Exception {
        portal.simulator
                .faults()
                .add(Fault.of(kind).on("POST", "/objects/contacts$").withProbability(0.5, 7));

        makeLeads(portal.crm);

        assertOneContactEach();
    }

    /** The write is applied at once, or only after nobody waits for it any more. */
    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"DELAY", "DELAY_AFTER"})
    void makesOneContactOfEachLeadWhenAnswersComeTooLate(FaultKind kind) throws Exception {
        portal.simulator
                .faults()
                .add(Fault.of(kind)
                        .on("POST", "/objects/contacts$")
                        .withProbability(0.5, 7)
                        .withMillis(1_500));

        makeLeads(new HubSpotConnector(
                portal.settings.withReadTimeout(Duration.ofMillis(500)), portal.tokens, QuotaListener.NONE));

        assertOneContactEach();
    }

    private void makeLeads(HubSpotConnector crm) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> made = new ArrayList<>();
            for (int i = 0; i < LEADS; i++) {
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
            assertThat(ids).hasSize(LEADS);
        }
    }

    private String untilAnswered(HubSpotConnector crm, int number) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                CrmRecord lead = crm.create(
                                scope,
                                RecordType.LEAD,
                                Map.of("email", "lead" + number + "@example.com", "lastName", "L" + number),
                                "key-" + number)
                        .after();
                assertThat(lead.field("lastName")).isEqualTo("L" + number);
                return lead.id();
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

    private void assertOneContactEach() {
        awaitEveryRequest();
        List<Entry.Effect> created = portal.effects().stream()
                .filter(effect -> effect.action() == Action.CREATED)
                .toList();
        assertThat(created).hasSize(LEADS);
        assertThat(created).extracting(Entry.Effect::externalId).doesNotHaveDuplicates();
        assertThat(portal.simulator.ledger().summary().repeated()).isEmpty();
        assertThat(portal.simulator.ledger().requests())
                .as("a fault was met")
                .anyMatch(request -> request.fault() != null);
    }
}
