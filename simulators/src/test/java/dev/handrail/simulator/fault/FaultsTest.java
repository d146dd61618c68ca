package dev.handrail.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.simulator.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void actsOnlyOnRequestsThatFit() {
        faults.add(Fault.of(FaultKind.CUT_AFTER).on("POST", "/sobjects/Lead(\\?|$)"));

        assertThat(meets("GET", "/sobjects/Lead")).isFalse();
        assertThat(meets("POST", "/sobjects/Lead/describe")).isFalse();
        assertThat(meets("POST", "/sobjects/Lead")).isTrue();
        assertThat(meets("POST", "/sobjects/Lead?_HttpMethod=PATCH")).isTrue();
    }

    @Test
    void looksIntoTheBodyWhenToldTo() {
        faults.add(new Fault(FaultKind.ERROR_AFTER, null, null, "\"k-1\"", 0, null, null, 0, null, null, null, 0));

        assertThat(faults.meet(request("POST", "/x", "{\"key\":\"k-2\"}"))).isEmpty();
        assertThat(faults.meet(request("POST", "/x", "{\"key\":\"k-1\"}"))).isPresent();
    }

    @Test
    void letsTheFirstOnesPassAndStopsAfterItsTimes() {
        faults.add(Fault.of(FaultKind.CUT_BEFORE).after(2).times(1));

        assertThat(IntStream.range(0, 5).mapToObj(i -> meets("GET", "/")))
                .containsExactly(false, false, true, false, false);
        assertThat(faults.report()).singleElement().satisfies(report -> {
            assertThat(report.fitted()).isEqualTo(5);
            assertThat(report.acted()).isEqualTo(1);
        });
    }

    @Test
    void choosesTheSameOnesAgainWithTheSameSeed() {
        var first = drawn(7);
        assertThat(first).contains(true, false).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
    }

    private static List<Boolean> drawn(long seed) {
        var some = new Faults();
        some.add(Fault.of(FaultKind.DELAY).withProbability(0.3, seed));
        return IntStream.range(0, 50)
                .mapToObj(i -> some.meet(request("GET", "/", "")).isPresent())
                .toList();
    }

    @Test
    void goesOnToTheNextRuleWhenOneHasNothingLeftToDo() {
        faults.add(Fault.of(FaultKind.CUT_BEFORE).times(1));
        faults.add(Fault.of(FaultKind.DELAY));

        assertThat(faults.meet(request("GET", "/", "")).orElseThrow().kind()).isEqualTo(FaultKind.CUT_BEFORE);
        assertThat(faults.meet(request("GET", "/", "")).orElseThrow().kind()).isEqualTo(FaultKind.DELAY);
    }

    @Test
    void refusesRulesThatCouldNeverAct() {
        assertThatThrownBy(() -> Fault.of(FaultKind.DELAY).on("GET", "(")).isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> Fault.of(FaultKind.DELAY).withProbability(1.5, 0))
                .hasMessageContaining("between 0 and 1");
    }

    private boolean meets(String method, String target) {
        return faults.meet(request(method, target, "")).isPresent();
    }

    private static Request request(String method, String target, String body) {
        return Request.of(method, target, Map.of(), body.getBytes(StandardCharsets.UTF_8), "http://127.0.0.1");
    }
}
