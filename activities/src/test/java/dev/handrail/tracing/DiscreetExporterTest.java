package dev.handrail.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.redaction.Redaction;
import dev.handrail.redaction.RedactionRules;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscreetExporterTest {

    private static final String TELLING = "No contact Dana Reyes <dana.reyes@acme.com>";

    private final Kept kept = new Kept();
    private final OpenTelemetry telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(
                            new DiscreetExporter(kept, new Redaction(RedactionRules.DEFAULT))))
                    .build())
            .build();

    private record Kept(List<SpanData> spans) implements SpanExporter {

        Kept() {
            this(new ArrayList<>());
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        SpanData only() {
            assertThat(spans).hasSize(1);
            return spans.getFirst();
        }
    }

    private static String everythingIn(SpanData span) {
        return "%s %s %s %s"
                .formatted(
                        span.getAttributes(),
                        span.getStatus(),
                        span.getEvents().stream()
                                .map(event -> event.getName() + event.getAttributes())
                                .toList(),
                        span.getName());
    }

    @Test
    void masksPersonalDataInAttributes() {
        telemetry
                .getTracer("test")
                .spanBuilder("http get /api/leads/{id}")
                .setAttribute("http.url", "/api/leads/dana.reyes@acme.com")
                .setAttribute("handrail.tool", "create_task")
                .setAttribute("attempt", 2)
                .startSpan()
                .end();

        assertThat(kept.only().getAttributes().get(AttributeKey.stringKey("http.url")))
                .endsWith("***@acme.com")
                .doesNotContain("dana");
        assertThat(kept.only().getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("handrail.tool"), "create_task")
                .containsEntry(AttributeKey.longKey("attempt"), 2L);
    }

    @Test
    void saysOfAFailureOnlyItsType() {
        Span span = telemetry.getTracer("test").spanBuilder("request").startSpan();
        span.recordException(new IllegalStateException(TELLING));
        span.setStatus(StatusCode.ERROR, TELLING);
        span.end();

        assertThat(everythingIn(kept.only())).doesNotContain("Dana", "dana", "DiscreetExporterTest");
        assertThat(everythingIn(kept.only())).contains("ERROR", "java.lang.IllegalStateException");
    }

    @Test
    void saysOfAFailedActivityOnlyItsType() {
        io.opentracing.Span span = OpenTracingShim.createTracerShim(telemetry)
                .buildSpan("activity")
                .start();
        span.log(Map.of(
                "event",
                "error",
                "error.kind",
                "java.lang.IllegalStateException",
                "error.object",
                new IllegalStateException(TELLING),
                "stack",
                TELLING,
                "message",
                TELLING));
        span.finish();

        assertThat(everythingIn(kept.only())).doesNotContain("Dana", "dana", "DiscreetExporterTest");
        assertThat(everythingIn(kept.only())).contains("java.lang.IllegalStateException");
    }
}
