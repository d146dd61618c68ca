package dev.handrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.cli.FakeApi.Answer;
import dev.handrail.cli.FakeApi.Asked;
import dev.handrail.cli.FakeApi.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @Test
    void printsNothingButTheKey() throws Exception {
        try (FakeApi api = answering(201, "{\"id\": \"k1\", \"key\": \"hr_k1_secret\"}")) {
            Ran ran = api.run("token", "--role", "approver,viewer", "--name", "dana");
            assertThat(ran.out()).isEqualTo("hr_k1_secret\n");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.exitCode()).isZero();
            assertThat(api.asked())
                    .containsExactly(new Asked(
                            "POST",
                            "/api/keys",
                            "Bearer hr_test",
                            "{\"roles\":[\"approver\",\"viewer\"],\"name\":\"dana\"}"));
        }
    }

    @Test
    void tellsWhatTheApiSaysAgainstIt() throws Exception {
        try (FakeApi api = answering(403, "{\"code\": \"forbidden\", \"detail\": \"Needs the role admin\"}")) {
            Ran ran = api.run("token", "--role", "agent");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).isEqualTo("Needs the role admin (403 forbidden)\n");
        }
    }

    @Test
    void saysHowToGetAKeyWhenItsOwnIsNotAccepted() throws Exception {
        try (FakeApi api = answering(401, "")) {
            assertThat(api.run("leads").err()).contains("HANDRAIL_TOKEN");
        }
    }

    @Test
    void refusesAnUnknownOptionBeforeItAsksAnybody() throws Exception {
        try (FakeApi api = answering(200, "{}")) {
            assertThat(api.run("leads", "--sort", "name").exitCode()).isEqualTo(2);
            assertThat(api.asked()).isEmpty();
        }
    }

    @Test
    void listsLeadsPageByPageUpToTheLimit() throws Exception {
        try (FakeApi api = new FakeApi(
                asked -> new Answer(
                        200,
                        asked.pathAndQuery().contains("cursor=")
                                ? "{\"leads\": [{\"leadId\": \"L-2\", \"status\": \"MCP_BLOCKED\", \"result\": \"BLOCKED\"}]}"
                                : "{\"leads\": [{\"leadId\": \"L-1\", \"status\": \"MCP_BLOCKED\", \"result\": \"BLOCKED\"}], \"next\": \"c+1\"}"))) {
            Ran ran = api.run("leads", "--status", "BLOCKED", "--limit", "2");
            assertThat(ran.out().lines()).hasSize(2).last().asString().startsWith("L-2 ");
            assertThat(api.asked())
                    .extracting(Asked::pathAndQuery)
                    .containsExactly(
                            "/api/leads?status=BLOCKED&limit=2", "/api/leads?status=BLOCKED&cursor=c%2B1&limit=1");
        }
    }

    @Test
    void findsTheInstanceOfItsHome(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("instance.json"), "{\"url\": \"http://127.0.0.1:1\"}");
        Ran ran = FakeApi.run(Map.of("HANDRAIL_HOME", home.toString()), "status");
        assertThat(ran.out()).contains("http://127.0.0.1:1/mcp");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void saysHowToStartWhenNothingRuns(@TempDir Path home) {
        Ran ran = FakeApi.run(Map.of("HANDRAIL_HOME", home.toString()), "leads");
        assertThat(ran.err()).contains("./handrail up");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void isUpOnlyWhenALeadWouldBeTaken() throws Exception {
        try (FakeApi up = answering(200, "{}");
                FakeApi away = answering(503, "{}")) {
            assertThat(up.run("status").exitCode()).isZero();
            assertThat(away.run("status").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void acceptsAnEmptyAuditAndNoOtherText(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));
        Path other = Files.writeString(folder.resolve("other.jsonl"), "{\"not\": \"a row\"}\n");
        assertThat(FakeApi.run(Map.of(), "audit", "verify", empty.toString()).exitCode())
                .isZero();
        Ran ran = FakeApi.run(Map.of(), "audit", "verify", other.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("NOT intact", "line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "handrail",
                "demo",
                "up",
                "down",
                "status",
                "leads",
                "token",
                "audit",
                "install-temporal",
                "test",
                "bench",
                "api",
                "worker"
            })
    void explainsEachCommandWithAnExample(String command) {
        Ran ran = FakeApi.run(Map.of(), command, "--help");
        assertThat(ran.out()).contains("./handrail " + (command.equals("handrail") ? "demo" : command));
        assertThat(ran.exitCode()).isZero();
    }

    private static FakeApi answering(int status, String body) throws Exception {
        Function<Asked, Answer> same = asked -> new Answer(status, body);
        return new FakeApi(same);
    }
}
