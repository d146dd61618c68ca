package dev.handrail.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollingWindowTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final RollingWindow window = new RollingWindow();

    @Test
    void allowsOneMoreWhenTheOldestCallHasLeft() {
        assertThat(answered(1, 0)).isEqualTo(WINDOW);
        assertThat(answered(2, 3)).isEqualTo(Duration.ofSeconds(7));
        assertThat(answered(3, 9)).isEqualTo(Duration.ofSeconds(1));
        assertThat(answered(3, 11)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void skipsWhatTheCrmCountsNoMore() {
        answered(1, 0);
        answered(2, 1);

        assertThat(answered(1, 5)).isEqualTo(WINDOW);
    }

    @Test
    void knowsOnlyItsOwnCalls() {
        answered(50, 0);

        assertThat(answered(90, 4)).isEqualTo(Duration.ofSeconds(6));
    }

    private Duration answered(long used, long second) {
        return window.answered(used, WINDOW, Duration.ofSeconds(second).toNanos());
    }
}
