package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void comparesSixteenAtOnceInThreePairsUnlessToldOtherwise() {
        assertThat(Settings.parse(List.of()))
                .isEqualTo(new Settings(
                        16,
                        Duration.ofSeconds(20),
                        3,
                        Duration.ofSeconds(25),
                        7,
                        false,
                        false,
                        null,
                        Duration.ofMillis(120),
                        false,
                        false));
    }

    @Test
    void takesEveryOption() {
        String line = "--at-once 8 --seconds 10 --pairs 5 --warm-up 0 --activities 3 --bare-only --start-up"
                + " --crm hubspot --latency 50 --quota --gate";

        assertThat(Settings.parse(List.of(line.split(" "))))
                .isEqualTo(new Settings(
                        8,
                        Duration.ofSeconds(10),
                        5,
                        Duration.ZERO,
                        3,
                        true,
                        true,
                        "hubspot",
                        Duration.ofMillis(50),
                        true,
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--at-once",
                "--at-once many",
                "--at-once 0",
                "--seconds 4",
                "--pairs 21",
                "--crm pipedrive",
                "--quota --crm salesforce",
                "--fast"
            })
    void refusesWhatItCannotMeasure(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse(List.of(line.split(" "))))
                .withMessageContaining(line.split(" ")[0]);
    }
}
