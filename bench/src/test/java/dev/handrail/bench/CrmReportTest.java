package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrmReportTest {

    @Test
    void theShareIsOfWhatTheAnswersOfTheCrmAloneWouldAllow() {
        CrmReport.Row row = row(4, Double.POSITIVE_INFINITY);

        assertThat(row.possible()).isCloseTo(5.556, within(0.001));
        assertThat(row.share()).isCloseTo(0.9, within(0.001));
    }

    @Test
    void whatTheCrmAllowsIsTheMostThatIsPossible() {
        assertThat(row(4, 9).possible()).isCloseTo(1.5, within(0.001));
        assertThat(row(1, 9).possible()).isCloseTo(1.389, within(0.001));
    }

    private static CrmReport.Row row(int atOnce, double callsASecond) {
        return new CrmReport.Row(
                atOnce, 6, List.of(phase(4.0), phase(5.0), phase(9.0)), Duration.ofMillis(120), callsASecond);
    }

    private static Phase phase(double rate) {
        Percentiles none = Percentiles.ofNanos(List.of());
        return new Phase("product", 4, rate, 1, 0, 0, Map.of(), 0, 0, 0, none, none, 0, 0, List.of());
    }
}
