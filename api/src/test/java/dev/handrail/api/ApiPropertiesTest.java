package dev.handrail.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ApiPropertiesTest {

    private static ApiProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("handrail.api", ApiProperties.class);
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ApiProperties(
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        16,
                        Duration.ofSeconds(60),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    @Test
    void isReadFromTheConfiguration() {
        ApiProperties properties = bind(Map.of(
                "handrail.api.max-body", "64KB",
                "handrail.api.answer-within", "2s",
                "handrail.api.longest-wait", "10s",
                "handrail.api.lines-at-once", "8",
                "handrail.api.line-patience", "3s",
                "handrail.api.temporal-ui-origins", "http://127.0.0.1:8233",
                "handrail.api.mcp-hosts", "crm.example.com",
                "handrail.api.mcp-origins", "https://crm.example.com"));

        assertThat(properties)
                .isEqualTo(new ApiProperties(
                        DataSize.ofKilobytes(64),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        8,
                        Duration.ofSeconds(3),
                        List.of("http://127.0.0.1:8233"),
                        List.of("crm.example.com"),
                        List.of("https://crm.example.com")));
    }

    @ParameterizedTest
    @CsvSource({
        "max-body,2MB",
        "max-body,1KB",
        "answer-within,0s",
        "answer-within,31s",
        "longest-wait,2m",
        "lines-at-once,0"
    })
    void refusesWhatCannotWork(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("handrail.api." + name, value)))
                .rootCause()
                .hasMessageContaining("handrail.api.");
    }
}
