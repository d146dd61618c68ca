package dev.handrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.cli.FakeApi.Answer;
import dev.handrail.cli.FakeApi.Asked;
import dev.handrail.cli.FakeApi.Ran;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The demo against an api that ends each lead the way its evidence and its fields deserve. */
class DemoCommandTest {

    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    @Test
    void succeedsWhenEachLeadEndsAsItShould() throws Exception {
        try (FakeApi api = new FakeApi(asked -> answer(asked, ""))) {
            Ran ran = api.run("demo");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains("503/503", "All 503 leads ended as they should", "Where to look next");
            assertThat(ran.exitCode()).isZero();
        }
    }

    @Test
    void failsWhenAnAttackGetsThrough() throws Exception {
        try (FakeApi api = new FakeApi(asked -> answer(asked, "BLOCKED"))) {
            Ran ran = api.run("demo");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out()).contains("ended otherwise than expected", "BLOCKED was expected, COMPLETED");
        }
    }

    @Test
    void failsWhenALeadIsRefused() throws Exception {
        try (FakeApi api = new FakeApi(asked -> asked.method().equals("POST")
                ? new Answer(200, "{\"line\":1,\"status\":400,\"detail\":\"leadId is too long\"}\n")
                : answer(asked, ""))) {
            Ran ran = api.run("demo");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out()).contains("demo-", "MMM: leadId is too long");
        }
    }

    @Test
    void sendsAgainWhatABusyServerPutOff() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        try (FakeApi api = new FakeApi(asked -> {
            if (asked.method().equals("POST") && busy.getAndSet(false)) {
                take(asked.body().lines().skip(1).collect(Collectors.joining("\n")), "");
                return new Answer(200, "{\"line\":1,\"status\":503,\"code\":\"away\"}\n");
            }
            return answer(asked, "");
        })) {
            assertThat(api.run("demo").exitCode()).isZero();
            assertThat(api.asked().stream()
                            .filter(asked -> asked.method().equals("POST"))
                            .map(asked -> asked.body().lines().count()))
                    .containsExactly(503L, 1L);
        }
    }

    @Test
    void saysWhatGoesOnWhenItIsInterrupted() throws Exception {
        try (FakeApi api = new FakeApi(asked -> asked.method().equals("POST")
                ? answer(asked, "")
                : new Answer(200, "{\"total\": 503, \"byResult\": {\"RUNNING\": 503}}"))) {
            ProcessBuilder demo = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Handrail.class.getName(),
                    "demo");
            demo.environment().putAll(Map.of("HANDRAIL_URL", api.url(), "HANDRAIL_TOKEN", "hr_test"));
            Process process = demo.start();
            BufferedReader out = process.inputReader();
            assertThat(out.readLine()).startsWith("Sending 503 leads");
            assertThat(out.readLine()).contains("0/503");

            process.toHandle().destroy();

            assertThat(out.lines()).contains("  stop everything            ./handrail down");
            assertThat(process.waitFor()).isNotZero();
        }
    }

    private Answer answer(Asked asked, String letThrough) {
        if (asked.method().equals("POST")) {
            return take(asked.body(), letThrough);
        }
        if (asked.pathAndQuery().startsWith("/api/leads/summary")) {
            return new Answer(200, "{\"total\": 503, \"byResult\": {\"COMPLETED\": 503}}");
        }
        return new Answer(200, "{\"leads\": [%s]}".formatted(String.join(",", outcomes)));
    }

    private Answer take(String lines, String letThrough) {
        List<String> answers = new ArrayList<>();
        lines.lines().map(Api::parse).forEach(lead -> {
            String ending = ending(lead);
            String result = ending.equals(letThrough) ? "COMPLETED" : ending;
            outcomes.add("{\"leadId\": \"%s\", \"result\": \"%s\"}"
                    .formatted(lead.path("leadId").asString(), result));
            answers.add("{\"line\":%d,\"status\":202}".formatted(answers.size() + 1));
        });
        answers.add("{\"accepted\":%d,\"refused\":0}".formatted(answers.size()));
        return new Answer(200, String.join("\n", answers));
    }

    private static String ending(JsonNode lead) {
        String names = lead.path("firstName").asString()
                + lead.path("lastName").asString()
                + lead.path("title").asString()
                + lead.path("company").asString();
        if (names.matches(".*(DROP TABLE|<script>|UNION SELECT|__proto__|eval\\().*")) {
            return "BLOCKED";
        }
        boolean fromAi = lead.at("/analysis/evidence/0/source").asString().equals("AI");
        return fromAi ? "REJECTED_BY_GROUNDING" : "COMPLETED";
    }
}
