package dev.handrail.tracing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Tracing is on when there is somewhere to send traces to. Otherwise nothing of it is loaded: by default Spring Boot would
 * make spans and throw them away.
 */
final class TracingSwitch implements Condition, AutoConfigurationImportFilter, EnvironmentAware {

    /** Spring Boot fills it from {@code OTEL_EXPORTER_OTLP_ENDPOINT} and {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}. */
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    /** Filled from {@code OTEL_SDK_DISABLED} and {@code OTEL_TRACES_EXPORTER}; the last is Spring Boot's own. */
    private static final List<String> ENABLED = List.of(
            "management.opentelemetry.enabled",
            "management.tracing.export.otlp.enabled",
            "management.tracing.export.enabled");

    private static final List<String> TRACING = List.of(
            "org.springframework.boot.opentelemetry.autoconfigure.",
            "org.springframework.boot.micrometer.tracing.autoconfigure.",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.");

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = isOn(environment);
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isOn(context.getEnvironment());
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[autoConfigurations.length];
        for (int i = 0; i < wanted.length; i++) {
            String name = autoConfigurations[i];
            wanted[i] = on || name == null || TRACING.stream().noneMatch(name::startsWith);
        }
        return wanted;
    }

    private static boolean isOn(Environment environment) {
        return !environment.getProperty(ENDPOINT, "").isBlank()
                && ENABLED.stream().allMatch(name -> environment.getProperty(name, Boolean.class, true));
    }
}
