package dev.handrail.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void doesNotDependOnTheOrderOfKeys() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", Map.of("y", 1, "x", 2));
        one.put("a", List.of(1, 2));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("a", List.of(1, 2));
        other.put("b", Map.of("x", 2, "y", 1));

        assertThat(Digest.of(one)).isEqualTo(Digest.of(other)).hasSize(64);
    }

    @Test
    void dependsOnTheOrderOfLists() {
        assertThat(Digest.of(List.of(1, 2))).isNotEqualTo(Digest.of(List.of(2, 1)));
    }

    @Test
    void ofARecordIsThatOfItsJson() {
        record Point(int y, int x) {}

        assertThat(Digest.of(new Point(1, 2))).isEqualTo(Digest.of(Map.of("x", 2, "y", 1)));
    }
}
