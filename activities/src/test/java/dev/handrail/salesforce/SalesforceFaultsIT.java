package dev.handrail.salesforce;

import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import dev.handrail.simulator.fault.Faults;
import dev.handrail.simulator.ledger.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One effect a key, whatever happens between Salesforce and Handrail. */
class SalesforceFaultsIT {

    private static final int LEADS = 1_000;
    private static final int AT_ONCE = 8;
    private static final int ATTEMPTS = 100;
    private static final Scope SCOPE = new Scope("faulty", "agent:test", "call-1");

    private final SimulatedOrg org = new SimulatedOrg();

    @AfterEach
    void stop() {
        org.simulator.close();
    }

    private SalesforceConnector connector(Duration timeout) {
        return new SalesforceConnector(
                tenant -> org.fixed(), new SalesforceSettings("v65.0", timeout), QuotaListener.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "CUT_BEFORE, 0, 20000",
        "CUT_AFTER, 0, 20000",
        "ERROR_BEFORE, 0, 20000",
        "ERROR_AFTER, 0, 20000",
        "ANSWER_TWICE, 0, 20000",
        "DELAY, 400, 200",
        "DELAY_AFTER, 400, 200"
    })
    void makesOneLeadAKey(FaultKind kind, long delay, long timeout) throws Exception {
        SalesforceConnector crm = connector(Duration.ofMillis(timeout));
        assertThat(crm.find(SCOPE, RecordType.LEAD, "status", "New", 1)).isEmpty();
        org.simulator
                .faults()
                .add(Fault.of(kind)
                        .on("POST", "/composite")
                        .withProbability(0.4, 7)
                        .withMillis(delay));
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            int number = i;
            calls.add(() -> createStubbornly(crm, number));
        }
        Set<String> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<String> id : threads.invokeAll(calls)) {
                ids.add(id.get());
            }
        }
        awaitLateRequests(kind);

        assertThat(ids).hasSize(LEADS);
        assertThat(org.simulator.ledger().summary().created()).containsEntry("Lead", LEADS);
        assertThat(org.simulator.ledger().summary().repeated()).isEmpty();
        assertThat(org.records("Lead").valueStream().map(lead -> lead.path("Id").asString()))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(org.simulator.faults().report())
                .first()
                .satisfies(report -> assertThat(report.acted()).isGreaterThan(LEADS / 4));
    }

    private static String createStubbornly(SalesforceConnector crm, int number) {
        String key = key();
        Map<String, Object> lead = Map.of("email", "lead" + number + "@example.com", "lastName", "Reyes");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                Change change = crm.create(SCOPE, RecordType.LEAD, lead, key);
                assertThat(change.after().field("email")).isEqualTo("lead" + number + "@example.com");
                return change.after().id();
            } catch (CrmFailure failure) {
                assertThat(failure.kind()).isIn(Kind.OUTCOME_UNKNOWN, Kind.UNAVAILABLE);
            }
        }
        throw new AssertionError("No answer in " + ATTEMPTS + " attempts");
    }

    /** Requests whose answer nobody waits for any more still reach the org. */
    private void awaitLateRequests(FaultKind kind) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (org.requests().stream().filter(asked -> asked.fault() == kind).count()
                < org.simulator.faults().report().stream()
                        .mapToInt(Faults.Report::acted)
                        .sum()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Test
    void sendsARequestOnceWhoseKeptConnectionBreaks() {
        SalesforceConnector crm = connector(Duration.ofSeconds(20));
        Ref lead = crm.create(SCOPE, RecordType.LEAD, Map.of("email", "dana@example.com"), key())
                .after()
                .ref();
        int before = org.requests().size();
        org.simulator
                .faults()
                .add(Fault.of(FaultKind.CUT_AFTER).on("POST", "/composite").times(1));

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.update(SCOPE, lead, Map.of("title", "Boss"), null))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));

        assertThat(org.requests()).hasSize(before + 1);
        assertThat(org.simulator.ledger().effects())
                .filteredOn(effect -> effect.action() == dev.handrail.simulator.ledger.Action.UPDATED)
                .extracting(Entry.Effect::id)
                .containsExactly(lead.id());
    }

    /** Without the switch Java's own client sends the request again: the one before would pass for nothing. */
    @ParameterizedTest(name = "retryPost={0} sends {1}")
    @CsvSource({"true, 2", "false, 1"})
    void knowsTheSwitchThatKeepsJavaFromSendingTwice(String retryPost, int sent) throws Exception {
        int before = org.requests().size();
        org.simulator
                .faults()
                .add(Fault.of(FaultKind.CUT_AFTER)
                        .on("POST", "/sobjects/Account")
                        .times(1));
        Process poster = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.http.retryPost=" + retryPost,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PostsOnAKeptConnection.class.getName(),
                        org.simulator.url(),
                        org.simulator.accessToken())
                .inheritIO()
                .start();

        assertThat(poster.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(poster.exitValue()).isZero();
        assertThat(org.requests().subList(before, org.requests().size()))
                .filteredOn(asked -> asked.method().equals("POST"))
                .hasSize(sent);
    }

    @Test
    void saysThatNothingWasDoneWhenTheOrgIsNotReached() {
        SalesforceConnector crm = connector(Duration.ofSeconds(20));
        crm.probe(SCOPE);
        org.simulator.close();

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.create(SCOPE, RecordType.LEAD, Map.of("email", "dana@example.com"), key()))
                .satisfies(failure -> assertThat(failure.kind()).isIn(Kind.UNAVAILABLE, Kind.OUTCOME_UNKNOWN));
    }

    @Test
    void convertsALeadOnceThoughTheAnswersAreLost() {
        SalesforceConnector crm = connector(Duration.ofSeconds(20));
        String lead = crm.create(
                        SCOPE,
                        RecordType.LEAD,
                        Map.of("email", "dana@mmm.example.com", "company", "3M", "lastName", "Reyes"),
                        key())
                .after()
                .id();
        org.simulator.faults().add(Fault.of(FaultKind.CUT_AFTER).withProbability(0.4, 3));
        String key = key();
        String contact = null;
        for (int attempt = 1; attempt <= ATTEMPTS && contact == null; attempt++) {
            try {
                contact = crm.convertLead(SCOPE, lead, null, "Renewal", key).contactId();
            } catch (CrmFailure failure) {
                assertThat(failure.kind()).isIn(Kind.OUTCOME_UNKNOWN, Kind.UNAVAILABLE);
            }
        }

        assertThat(contact).isNotNull();
        assertThat(org.records("Account")).hasSize(1);
        assertThat(org.records("Contact")).hasSize(1);
        assertThat(org.records("Opportunity")).hasSize(1);
    }
}
