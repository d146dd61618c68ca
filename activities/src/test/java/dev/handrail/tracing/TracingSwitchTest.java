package dev.handrail.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.redaction.Redaction;
import dev.handrail.redaction.RedactionRules;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class TracingSwitchTest {

    private static final Map<String, Object> NONE = Map.of();
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static AnnotationConfigApplicationContext context(Map<String, Object> settings) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", settings));
        context.registerBean(Redaction.class, () -> new Redaction(RedactionRules.DEFAULT));
        context.registerBean(OpenTelemetry.class, OpenTelemetry::noop);
        context.register(TracingConfiguration.class);
        context.refresh();
        return context;
    }

    private static boolean[] loaded(Map<String, Object> settings) {
        try (AnnotationConfigApplicationContext context = context(settings)) {
            TracingSwitch filter = new TracingSwitch();
            filter.setEnvironment(context.getEnvironment());
            String[] names = {
                OpenTelemetrySdkAutoConfiguration.class.getName(),
                OpenTelemetryTracingAutoConfiguration.class.getName(),
                MicrometerTracingAutoConfiguration.class.getName(),
                WebProperties.class.getName()
            };
            return filter.match(names, new NoMetadata());
        }
    }

    @Test
    void nothingOfTracingIsLoadedByDefault() {
        assertThat(loaded(NONE)).containsExactly(false, false, false, true);
        try (AnnotationConfigApplicationContext context = context(NONE)) {
            assertThat(context.getBeansOfType(WorkerInterceptor.class)).isEmpty();
            assertThat(context.getBeansOfType(WorkflowClientInterceptor.class)).isEmpty();
            assertThat(context.getEnvironment().getProperty("management.tracing.sampling.probability"))
                    .isNull();
        }
    }

    @Test
    void anEndpointTurnsItOn() {
        Map<String, Object> settings = Map.of(ENDPOINT, "http://127.0.0.1:4318/v1/traces");

        assertThat(loaded(settings)).containsExactly(true, true, true, true);
        try (AnnotationConfigApplicationContext context = context(settings)) {
            assertThat(context.getBeansOfType(WorkerInterceptor.class)).hasSize(2);
            assertThat(context.getBeansOfType(WorkflowClientInterceptor.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.opentelemetry.enabled",
                "management.tracing.export.otlp.enabled",
                "management.tracing.export.enabled"
            })
    void canBeTurnedOffWithTheEndpointInPlace(String setting) {
        assertThat(loaded(Map.of(ENDPOINT, "http://127.0.0.1:4318/v1/traces", setting, "false")))
                .containsExactly(false, false, false, true);
    }

    private record NoMetadata() implements AutoConfigurationMetadata {

        @Override
        public boolean wasProcessed(String className) {
            return false;
        }

        @Override
        public Integer getInteger(String className, String key) {
            return null;
        }

        @Override
        public Integer getInteger(String className, String key, Integer defaultValue) {
            return defaultValue;
        }

        @Override
        public java.util.Set<String> getSet(String className, String key) {
            return null;
        }

        @Override
        public java.util.Set<String> getSet(String className, String key, java.util.Set<String> defaultValue) {
            return defaultValue;
        }

        @Override
        public String get(String className, String key) {
            return null;
        }

        @Override
        public String get(String className, String key, String defaultValue) {
            return defaultValue;
        }
    }
}
