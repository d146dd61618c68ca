package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.standalone.TraceCollector.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The api and the worker as programs of their own that send their traces to a collector. */
class TracesIT {

    @Test
    void oneTraceRunsFromTheRequestOverEachToolCallToTheEndOfTheLead(@TempDir Path folder) throws Exception {
        try (TraceCollector collector = TraceCollector.start();
                Crashing system = Crashing.start(
                        folder,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(),
                                "OTEL_BSP_SCHEDULE_DELAY", "100",
                                "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_WEB", "debug",
                                "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_JDBC_CORE", "debug"))) {
            assertThat(system.send(CrashIT.lead(7))).isEqualTo(202);
            Crashing.await(
                    "the workflow's span arrives",
                    () -> named(collector, "RunWorkflow:lead").findAny().isPresent()
                            && named(collector, "http post /api/leads")
                                    .findAny()
                                    .isPresent());

            Received request =
                    named(collector, "http post /api/leads").findAny().orElseThrow();
            List<Received> trace = collector.spans().stream()
                    .filter(span -> span.trace().equals(request.trace()))
                    .toList();
            assertThat(request.service()).isEqualTo("handrail-api");
            assertThat(request.parent()).isEmpty();
            assertThat(trace)
                    .as("each span but the request's has its parent in the trace")
                    .filteredOn(span -> !span.equals(request))
                    .allSatisfy(
                            span -> assertThat(trace).extracting(Received::id).contains(span.parent()));
            assertThat(trace)
                    .filteredOn(span -> span.name().equals("RunActivity:call_tool"))
                    .allSatisfy(span -> assertThat(span.service()).isEqualTo("handrail-worker"))
                    .allSatisfy(span -> assertThat(span.attributes()).containsEntry("handrail.result", "SUCCEEDED"))
                    .extracting(span -> span.attributes().get("handrail.tool"))
                    .containsExactlyInAnyOrder(
                            "log_activity",
                            "upsert_lead",
                            "set_lead_score",
                            "match_account",
                            "create_task",
                            "create_opportunity",
                            "sync_firmographics");
            assertThat(trace).extracting(Received::name).contains("RunActivity:plan_lead", "RunActivity:conclude_lead");
            assertThat(collector.spans())
                    .as("no person and no health check is traced")
                    .allSatisfy(span -> assertThat(span.span().toString())
                            .doesNotContainIgnoringCase("Dana", "Reyes", "person7", "/health"));
            assertLogged(system, "api", request.trace());
            assertLogged(system, "worker", request.trace());
        }
    }

    private static Stream<Received> named(TraceCollector collector, String name) {
        return collector.spans().stream().filter(span -> span.name().equals(name));
    }

    private static void assertLogged(Crashing system, String program, String trace) throws IOException {
        try (Stream<String> lines = system.log(program)) {
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("{")
                            .contains("\"traceId\":\"%s\"".formatted(trace), "\"spanId\":\""));
        }
    }
}
