package dev.handrail.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.api.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void readsSeconds() {
        assertThat(Parameters.wait(null, LONGEST)).isZero();
        assertThat(Parameters.wait("25s", LONGEST)).isEqualTo(Duration.ofSeconds(25));
        assertThat(Parameters.wait("7", LONGEST)).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31s", "-1s", "1m", "", "s", "99999999999999", "1.5s"})
    void refusesOtherWaits(String wait) {
        assertThatThrownBy(() -> Parameters.wait(wait, LONGEST)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "ten", "", "1e2", "٣"})
    void refusesOtherLimits(String limit) {
        assertThatThrownBy(() -> Parameters.limit(limit)).isInstanceOf(ProblemException.class);
    }
}
