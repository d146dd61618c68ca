package dev.handrail.tracing;

import dev.handrail.redaction.Redaction;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps people out of traces: of a failure only its type leaves, and personal data in attributes is masked. */
final class DiscreetExporter implements SpanExporter {

    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");

    private final SpanExporter next;
    private final Redaction redaction;

    DiscreetExporter(SpanExporter next, Redaction redaction) {
        this.next = next;
        this.redaction = redaction;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<SpanData> discreet = new ArrayList<>(spans.size());
        spans.forEach(span -> discreet.add(new Discreet(span, redacted(span.getAttributes()))));
        return next.export(discreet);
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    @Override
    public String toString() {
        return "DiscreetExporter[%s]".formatted(next);
    }

    @SuppressWarnings("unchecked") // the key says which type its value has
    private Attributes redacted(Attributes attributes) {
        AttributesBuilder redacted = attributes.toBuilder();
        attributes.forEach((key, value) -> {
            if (key.getType() == AttributeType.STRING) {
                redacted.put((AttributeKey<String>) key, redaction.redactText((String) value));
            }
        });
        return redacted.build();
    }

    private static final class Discreet extends DelegatingSpanData {

        private final Attributes attributes;

        Discreet(SpanData span, Attributes attributes) {
            super(span);
            this.attributes = attributes;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }

        @Override
        public List<EventData> getEvents() {
            return super.getEvents().stream().map(Discreet::withoutText).toList();
        }

        private static EventData withoutText(EventData event) {
            @Nullable String type = event.getAttributes().get(EXCEPTION_TYPE);
            return EventData.create(
                    event.getEpochNanos(),
                    event.getName(),
                    type == null ? Attributes.empty() : Attributes.of(EXCEPTION_TYPE, type));
        }
    }
}
