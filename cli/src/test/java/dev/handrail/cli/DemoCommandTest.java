package dev.handrail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.handrail.cli.FakeApi.Answer;
import dev.handrail.cli.FakeApi.Asked;
import dev.handrail.cli.FakeApi.Ran;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void writesNoLeadIntoARealCrmUnlessItIsToldTo() throws Exception {
        try (FakeApi api = new FakeApi(asked -> asked.pathAndQuery().equals("/health/crm")
                ? new Answer(200, "{\"provider\": \"hubspot\"}")
                : answer(asked, ""))) {
            Ran refused = api.run("demo");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("--crm hubspot", "--into-my-crm");
            assertThat(api.asked()).allMatch(asked -> asked.method().equals("GET"));
            assertThat(api.run("demo", "--into-my-crm").exitCode()).isZero();
        }
    }

    @Test
    void liftsTheLimitsOfASimulatedCrmAndSetsItUpFirst(@TempDir Path folder) throws Exception {
        try (FakeApi api = new FakeApi(asked -> switch (asked.pathAndQuery()) {
            case "/health/crm" -> new Answer(200, "{\"provider\": \"hubspot\"}");
            case "/_admin/quota" -> new Answer(200, "{}");
            case "/api/admin/crm/setup" ->
                new Answer(200, "{\"ready\": true, \"created\": {\"deals\": [\"a\", \"b\"]}}");
            default -> answer(asked, "");
        })) {
            Path said = Files.writeString(
                    folder.resolve("simulator.json"), "{\"adminUrl\": \"%s/_admin\"}".formatted(api.url()));
            Map<String, String> environment = Map.of(
                    "HANDRAIL_URL",
                    api.url(),
                    "HANDRAIL_TOKEN",
                    "hr_test",
                    "HANDRAIL_SIMULATOR",
                    said.toString(),
                    "HANDRAIL_COMMAND",
                    "HANDRAIL_HOME=there ./handrail");

            Ran ran = FakeApi.run(environment, "demo", "--crm", "hubspot");

            assertThat(ran.out())
                    .contains(
                            "--real-limits keeps its limits (100 calls in ten seconds",
                            "2 fields were made",
                            "All 503 leads ended as they should",
                            "HANDRAIL_HOME=there ./handrail crm status");
            assertThat(ran.exitCode()).isZero();
            assertThat(api.asked())
                    .filteredOn(asked -> !asked.method().equals("GET"))
                    .extracting(Asked::method, Asked::pathAndQuery)
                    .startsWith(tuple("PUT", "/_admin/quota"), tuple("POST", "/api/admin/crm/setup"));
            api.asked().clear();

            FakeApi.run(environment, "demo", "--crm", "hubspot", "--real-limits");

            assertThat(api.asked()).noneMatch(asked -> asked.method().equals("PUT"));
        }
    }

    @Test
    void doesNotTakeAnotherHandrailForTheOneOfTheDemo(@TempDir Path folder) throws Exception {
        try (FakeApi api = new FakeApi(asked -> new Answer(200, "{\"provider\": \"office\"}"))) {
            Path said = Files.writeString(folder.resolve("simulator.json"), "{\"adminUrl\": \"http://127.0.0.1:1\"}");

            Ran ran = FakeApi.run(
                    Map.of("HANDRAIL_URL", api.url(), "HANDRAIL_SIMULATOR", said.toString()),
                    "demo",
                    "--crm",
                    "hubspot");

            assertThat(ran.err()).contains("works with office instead of hubspot");
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
