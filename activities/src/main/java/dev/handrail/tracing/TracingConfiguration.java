package dev.handrail.tracing;

import dev.handrail.redaction.Redaction;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.opentracing.OpenTracingClientInterceptor;
import io.temporal.opentracing.OpenTracingOptions;
import io.temporal.opentracing.OpenTracingWorkerInterceptor;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.annotation.Order;

/**
 * Carries a trace from the request that starts a workflow to the workflow's activities. Spring Boot makes the spans of
 * HTTP requests and sends all.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingSwitch.class)
@PropertySource("classpath:handrail-tracing.properties")
public class TracingConfiguration {

    /** Asked every few seconds by machines that want no trace of it. */
    private static final Set<String> NOT_TRACED = Set.of("/health", "/metrics");

    @Bean
    SpanExporters discreetSpanExporters(ObjectProvider<SpanExporter> exporters, Redaction redaction) {
        return SpanExporters.of(exporters
                .orderedStream()
                .<SpanExporter>map(exporter -> new DiscreetExporter(exporter, redaction))
                .toList());
    }

    @Bean
    SpanExportingPredicate requestsWorthATrace() {
        return span -> !NOT_TRACED.contains(span.getTags().getOrDefault("uri", ""));
    }

    @Bean
    OpenTracingOptions temporalTracing(OpenTelemetry openTelemetry) {
        return OpenTracingOptions.newBuilder()
                .setTracer(OpenTracingShim.createTracerShim(openTelemetry))
                .setIsErrorPredicate(failure -> !(failure instanceof ApplicationFailure known
                        && known.getCategory() == ApplicationErrorCategory.BENIGN))
                .build();
    }

    @Bean
    WorkflowClientInterceptor tracedClient(OpenTracingOptions temporalTracing) {
        return new OpenTracingClientInterceptor(temporalTracing);
    }

    /** Inside the span that {@link #tracedWorker} makes: Temporal puts later interceptors around earlier ones. */
    @Bean
    @Order(1)
    ToolSpans toolSpans() {
        return new ToolSpans();
    }

    @Bean
    @Order(2)
    OpenTracingWorkerInterceptor tracedWorker(OpenTracingOptions temporalTracing) {
        return new OpenTracingWorkerInterceptor(temporalTracing);
    }
}
