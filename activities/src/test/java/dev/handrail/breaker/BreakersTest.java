package dev.handrail.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.limit.MovedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakersTest {

    private final MovedClock clock = new MovedClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Breakers breakers = new Breakers(BreakerRules.defaults(), clock, meters);

    @Test
    void opensAfterFiveFailuresInARow() {
        fail(4, Kind.UNAVAILABLE);
        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);

        fail(1, Kind.UNAVAILABLE);
        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.OPEN);
        assertThat(breakers.health("acme"))
                .isEqualTo(Map.of("crm", new BreakerHealth(BreakerState.OPEN, 5, 5, Duration.ofSeconds(30))));
    }

    @Test
    void anAnswerInBetweenStartsTheCountAnew() {
        fail(4, Kind.UNAVAILABLE);
        succeed();
        fail(4, Kind.UNAVAILABLE);

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anUnknownOutcomeIsAFailure() {
        fail(5, Kind.OUTCOME_UNKNOWN);

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNAVAILABLE", "OUTCOME_UNKNOWN"})
    void aRefusalByTheCrmIsAnAnswer(Kind kind) {
        fail(4, Kind.UNAVAILABLE);
        fail(1, kind);
        fail(4, Kind.UNAVAILABLE);

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aBugOfOursSaysNothingAboutTheCrm() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> breakers.call("acme", "crm", () -> {
                        throw new IllegalStateException("bug");
                    }))
                    .hasMessage("bug");
        }

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void refusesWithoutCallingAndSaysHowLongToWait() {
        fail(5, Kind.UNAVAILABLE);
        clock.move(Duration.ofSeconds(10));

        BreakerOpen open = catchThrowableOfType(
                BreakerOpen.class,
                () -> breakers.call("acme", "crm", () -> {
                    throw new AssertionError("called");
                }));

        assertThat(open.retryAfter()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(23));
        assertThat(open).hasMessageMatching("crm failed repeatedly and is not called now; try again in 2\\d seconds");
    }

    @Test
    void breaksForOneTenantAndConnectorOnly() {
        fail(5, Kind.UNAVAILABLE);

        assertThat(breakers.<String>call("other", "crm", () -> "answer")).isEqualTo("answer");
        assertThat(breakers.<String>call("acme", "office", () -> "answer")).isEqualTo("answer");
        assertThat(breakers.health("other")).containsOnlyKeys("crm");
    }

    @Test
    void closesWhenTheProbeIsAnswered() {
        fail(5, Kind.UNAVAILABLE);
        clock.move(Duration.ofSeconds(30));

        succeed();

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
        fail(4, Kind.UNAVAILABLE);
        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aProbeThatIsRefusedByTheCrmClosesToo() {
        fail(5, Kind.UNAVAILABLE);
        clock.move(Duration.ofSeconds(30));

        fail(1, Kind.NOT_FOUND);

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void opensAgainWhenTheProbeFails() {
        fail(5, Kind.UNAVAILABLE);
        clock.move(Duration.ofSeconds(30));

        fail(1, Kind.UNAVAILABLE);

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.OPEN);
        clock.move(Duration.ofMillis(29_999));
        assertThatThrownBy(this::succeed).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void aProbeThatSaysNothingLetsTheNextCallBeTheProbe() {
        fail(5, Kind.UNAVAILABLE);
        clock.move(Duration.ofSeconds(30));

        assertThatThrownBy(() -> breakers.call("acme", "crm", () -> {
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        succeed();

        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void letsOneProbeThroughAtATime() throws Exception {
        fail(5, Kind.UNAVAILABLE);
        clock.move(Duration.ofSeconds(30));
        CountDownLatch probing = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var probe = threads.submit(() -> breakers.call("acme", "crm", () -> {
                probing.countDown();
                return await(answer);
            }));
            assertThat(probing.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.HALF_OPEN);
            assertThat(state()).isEqualTo(1);
            BreakerOpen open = catchThrowableOfType(BreakerOpen.class, this::succeed);
            assertThat(open.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));

            answer.countDown();
            assertThat(probe.get()).isTrue();
        }
        assertThat(breakers.state("acme", "crm")).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void metersTheWorstTenantOfAConnector() {
        breakers.<String>call("other", "crm", () -> "answer");
        assertThat(state()).isZero();

        fail(5, Kind.UNAVAILABLE);

        assertThat(state()).isEqualTo(2);
    }

    @Test
    void everyRequestIsASuccessAFailureOrARejection() {
        succeed();
        fail(1, Kind.INVALID);
        fail(1, Kind.UNAUTHORIZED);
        fail(5, Kind.UNAVAILABLE);
        assertThatThrownBy(this::succeed).isInstanceOf(BreakerOpen.class);

        assertThat(count("requests")).isEqualTo(9);
        assertThat(count("successes")).isEqualTo(2);
        assertThat(count("failures")).isEqualTo(6);
        assertThat(count("rejections")).isEqualTo(1);
        assertThat(failures("unauthorized")).isEqualTo(1);
        assertThat(failures("server_error")).isEqualTo(5);
        assertThat(meters.get("mcp.circuit.breaker.latency").timer().count()).isEqualTo(8);
    }

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new HttpConnectTimeoutException("late"), "timeout"),
                Arguments.of(new RuntimeException(new SocketTimeoutException()), "timeout"),
                Arguments.of(new UnknownHostException(), "dns_failure"),
                Arguments.of(new ConnectException().initCause(new UnknownHostException()), "dns_failure"),
                Arguments.of(new ConnectException(), "connection_refused"),
                Arguments.of(new IllegalStateException(), "server_error"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void namesTheCauseOfAFailure(Throwable cause, String type) {
        assertThatThrownBy(() -> breakers.call("acme", "crm", () -> {
                    throw new CrmFailure(Kind.UNAVAILABLE, "away", cause);
                }))
                .isInstanceOf(CrmFailure.class);

        assertThat(failures(type)).isEqualTo(1);
        assertThat(count("timeouts")).isEqualTo(type.equals("timeout") ? 1 : 0);
    }

    @Test
    void knowsARefusedConnectionOfTheHttpClient() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + closed))
                    .build();
            Exception refused = catchThrowableOfType(
                    Exception.class, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
            namesTheCauseOfAFailure(refused, "connection_refused");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    void aBreakerNeedsAtLeastOneFailure(int failures) {
        assertThatThrownBy(() -> new BreakerRules(failures, Duration.ofSeconds(30)))
                .hasMessageContaining("set its failures");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT1H0.001S"})
    void aBreakerStaysOpenForASecondToAnHour(Duration openFor) {
        assertThatThrownBy(() -> new BreakerRules(5, openFor)).hasMessageContaining("set its openFor");
    }

    private void succeed() {
        breakers.<String>call("acme", "crm", () -> "answer");
    }

    private void fail(int times, Kind kind) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> breakers.call("acme", "crm", () -> {
                        throw new CrmFailure(kind, "no");
                    }))
                    .isInstanceOf(CrmFailure.class);
        }
    }

    private double state() {
        return meters.get("mcp.circuit.breaker.state")
                .tag("crm_provider", "crm")
                .gauge()
                .value();
    }

    private double count(String name) {
        return meters.get("mcp.circuit.breaker." + name).tag("breaker_name", "crm").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double failures(String type) {
        return meters.get("mcp.circuit.breaker.failures")
                .tag("error_type", type)
                .counter()
                .count();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
