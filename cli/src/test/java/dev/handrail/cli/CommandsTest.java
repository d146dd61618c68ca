package dev.handrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.audit.AuditChain;
import dev.handrail.audit.AuditRow;
import dev.handrail.audit.Checkpoint;
import dev.handrail.cli.FakeApi.Answer;
import dev.handrail.cli.FakeApi.Asked;
import dev.handrail.cli.FakeApi.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    void saysThatItIsStillStartingWhileThereIsNoKey(@TempDir Path home) throws Exception {
        try (FakeApi api = new FakeApi(asked -> new Answer(asked.pathAndQuery().equals("/health") ? 503 : 401, ""))) {
            Files.writeString(home.resolve("instance.json"), "{\"url\": \"%s\"}".formatted(api.url()));

            Ran ran = FakeApi.run(Map.of("HANDRAIL_HOME", home.toString()), "leads");

            assertThat(ran.err())
                    .contains("still starting", "./handrail status")
                    .doesNotContain("accept");
            assertThat(ran.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void printsALinkIntoThePagesAndNothingElse() throws Exception {
        try (FakeApi api = answering(201, "{\"path\": \"/sign-in?code=c0de\"}")) {
            Ran ran = api.run("sign-in", "--role", "approver", "--name", "ann");

            assertThat(ran.out().strip()).matches("http://127\\.0\\.0\\.1:\\d+/sign-in\\?code=c0de");
            assertThat(api.asked().getFirst().body()).isEqualTo("{\"name\":\"ann\",\"roles\":[\"approver\"]}");
            api.run("sign-in");
            assertThat(api.asked().getLast().body()).isEqualTo("{\"name\":\"administrator\"}");
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
    void undoesALeadOnlyWithAReason() throws Exception {
        try (FakeApi api = answering(202, "{}")) {
            assertThat(api.run("leads", "L-1", "--undo").err()).contains("Say which lead and why");
            assertThat(api.asked()).isEmpty();

            Ran ran = api.run("leads", "L-1", "--undo", "--reason", "Sent twice");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).contains("Lead L-1 is being undone");
            assertThat(api.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.pathAndQuery()).isEqualTo("/api/leads/L-1/undo");
                assertThat(asked.body()).isEqualTo("{\"reason\":\"Sent twice\"}");
            });
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
        assertThat(ran.out()).contains("NOT intact", "line 1", "proves nothing about any row");
    }

    @Test
    void namesTheRowThatDiffersFromTheCheckpoint(@TempDir Path folder) throws Exception {
        Path export = Files.writeString(folder.resolve("audit.jsonl"), row(1, START) + "\n" + row(2, hash(1)) + "\n");
        String file = export.toString();

        assertThat(FakeApi.run(Map.of(), "audit", "verify", file).out()).contains("is intact: 2 rows.");
        assertThat(FakeApi.run(Map.of(), "audit", "verify", file, "--checkpoint", "2:" + hash(2))
                        .exitCode())
                .isZero();
        Ran ran = FakeApi.run(Map.of(), "audit", "verify", file, "--checkpoint", "2:" + START);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .contains("NOT intact: row 2 (line 2) has another hash than the checkpoint", "nothing about any row");
        Ran cut = FakeApi.run(Map.of(), "audit", "verify", file, "--checkpoint", "3:" + START);
        assertThat(cut.out()).contains("row 3 is missing", "as it was written: 2 rows.");
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
                "sign-in",
                "audit",
                "policy",
                "crm",
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

    @Test
    void showsHowTheCrmIsAlsoWhenItIsDown() throws Exception {
        try (FakeApi api = answering(503, """
                {"status": "down", "provider": "hubspot", "reachable": true, "problem": "unauthorized",
                 "detail": "Put a token", "credentialsFrom": "environment",
                 "breaker": {"state": "half_open", "retryAfterSeconds": 0},
                 "budgets": [{"period": "day", "capacity": 1000, "remaining": 50,
                              "resetsAt": "2026-11-25T00:00:00Z", "critical": true}]}""")) {
            Ran ran = api.run("crm", "status");

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out().lines())
                    .containsExactly(
                            "hubspot: down",
                            "  problem       unauthorized",
                            "  to do         Put a token",
                            "  credentials   environment",
                            "  breaker       half open",
                            "  day           50 of 1000 calls left, all again at 2026-11-25T00:00:00Z   CRITICAL");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(api.asked()).extracting(Asked::pathAndQuery).containsExactly("/health/crm");
        }
    }

    @Test
    void saysWhatTheSetUpMade() throws Exception {
        try (FakeApi api = answering(200, """
                {"provider": "hubspot", "ready": true, "created": {"contacts": ["handrail_tags", "handrail_source"]},
                 "present": {}, "missing": {}, "unfit": [], "missingScopes": [], "next": "Send the first lead"}""")) {
            Ran ran = api.run("crm", "setup");

            assertThat(ran.out().lines())
                    .containsExactly(
                            "hubspot is ready.",
                            "  made          contacts: handrail_tags, handrail_source",
                            "Send the first lead");
            assertThat(ran.exitCode()).isZero();
            assertThat(api.asked()).containsExactly(new Asked("POST", "/api/admin/crm/setup", "Bearer hr_test", "{}"));
        }
    }

    @Test
    void isNotReadyWhenAPersonHasToMakeSomething() throws Exception {
        try (FakeApi api = answering(200, """
                {"provider": "salesforce", "ready": false, "created": {}, "present": {},
                 "missing": {"Lead": ["Tags__c"]}, "unfit": ["Account.Domain__c"], "missingScopes": ["crm.x.read"],
                 "next": "Ask an administrator"}""")) {
            Ran ran = api.run("crm", "setup");

            assertThat(ran.out())
                    .contains("not ready yet", "Lead: Tags__c", "Account.Domain__c", "crm.x.read", "Ask an admin");
            assertThat(ran.exitCode()).isEqualTo(1);
        }
    }

    private static final String START = Checkpoint.START.hash();

    private static String row(long seq, String previous) {
        AuditRow row = content();
        return row.linked(seq, previous, AuditChain.link(previous, seq, AuditChain.contentHash(row)))
                .toJson();
    }

    private static String hash(long seq) {
        return AuditRow.fromJson(row(seq, seq == 1 ? START : hash(seq - 1))).hash();
    }

    private static AuditRow content() {
        return new AuditRow(
                "default",
                0,
                Instant.parse("2026-11-20T21:33:00.000001Z"),
                "person",
                "create_task",
                "SUCCEEDED",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{}",
                null,
                null,
                START,
                "");
    }

    private static FakeApi answering(int status, String body) throws Exception {
        Function<Asked, Answer> same = asked -> new Answer(status, body);
        return new FakeApi(same);
    }
}
