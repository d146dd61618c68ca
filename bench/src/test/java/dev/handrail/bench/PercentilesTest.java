package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void areTheNearestRanks() {
        List<Long> nanos = LongStream.rangeClosed(1, 100)
                .map(each -> each * 1_000_000)
                .boxed()
                .toList();

        assertThat(Percentiles.ofNanos(nanos)).isEqualTo(new Percentiles(50, 95, 99));
    }

    @Test
    void ofOneAreThatOne() {
        assertThat(Percentiles.ofNanos(List.of(2_500_000L))).isEqualTo(new Percentiles(2.5, 2.5, 2.5));
    }

    @Test
    void ofNoneAreNoNumbers() {
        assertThat(Percentiles.ofNanos(List.of()).p50()).isNaN();
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Percentiles.median(9, 1, 3, 2)).isEqualTo(2.5);
        assertThat(Percentiles.median(9, 1, 3)).isEqualTo(3);
    }
}
