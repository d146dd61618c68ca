package dev.handrail.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HandrailSettingsTest {

    private static HandrailSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("handrail", HandrailSettings.class);
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new HandrailSettings(null, null, null, null, Duration.ZERO, 1000));
    }

    @Test
    void isReadFromTheConfiguration() {
        assertThat(bind(Map.of(
                        "handrail.plan", "/etc/plan.yaml",
                        "handrail.policy", "/etc/policy.yaml",
                        "handrail.keyset", "/etc/keyset.json",
                        "handrail.redis-url", "redis://redis:6379",
                        "handrail.office-latency", "120ms",
                        "handrail.crm-calls-per-minute", "5000")))
                .isEqualTo(new HandrailSettings(
                        Path.of("/etc/plan.yaml"),
                        Path.of("/etc/policy.yaml"),
                        Path.of("/etc/keyset.json"),
                        "redis://redis:6379",
                        Duration.ofMillis(120),
                        5000));
    }

    @Test
    void refusesALimitThatLetsNothingThrough() {
        assertThatThrownBy(() -> bind(Map.of("handrail.crm-calls-per-minute", "0")))
                .rootCause()
                .hasMessageContaining("HANDRAIL_CRM_CALLS_PER_MINUTE");
    }
}
