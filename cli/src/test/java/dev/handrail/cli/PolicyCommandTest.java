package dev.handrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.cli.FakeApi.Answer;
import dev.handrail.cli.FakeApi.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

    private static final String GOOD = """
            version: 1
            rules:
              - {name: no-tasks, tools: [create_task], permission: forbidden, reason: No}
            """;
    private static final String WRONG = """
            version: 1
            rules:
              - name: typo
                tools: [create_tasks]
                when: args.amount >
                permission: forbidden
                reason: No
            """;

    @TempDir
    private Path folder;

    @Test
    void checksWithoutARunningHandrail() throws Exception {
        Ran ran = FakeApi.run(Map.of(), "policy", "check", file(GOOD));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("would be taken: 1 rule, hash ");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void warnsOfAConditionOnAnArgumentThatOnlySomeOfTheToolsHave() throws Exception {
        String file = file("""
                version: 1
                rules:
                  - name: large
                    tools: [create_opportunity, add_note]
                    when: args.amount > 250000
                    permission: requires_authorization
                    reason: Large deals need a person
                  - name: careful
                    tools: [create_opportunity, add_note]
                    when: has(args.amount) && args.amount > 250000
                    permission: forbidden
                    reason: No
                """);

        Ran ran = FakeApi.run(Map.of(), "policy", "check", file);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Warning: " + file + ":3: rule large: args.amount is an argument of")
                                .contains("create_opportunity, but not of add_note", "always holds"),
                        line -> assertThat(line).contains("rule careful", "may never hold"));
    }

    @Test
    void namesEveryProblemOnStandardErrorWithItsLine() throws Exception {
        String file = file(WRONG);

        Ran ran = FakeApi.run(Map.of(), "policy", "check", file);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(file + ":4: rule typo: unknown tool create_tasks; nearest create_task"),
                        line -> assertThat(line).startsWith(file + ":5:24: rule typo: when: "));
    }

    @Test
    void saysThatThereIsNoSuchFileOrThatItIsNoText() throws Exception {
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, "k\u00e4se".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(FakeApi.run(Map.of(), "policy", "check", "nowhere.yaml").err())
                .contains("Cannot read nowhere.yaml");
        assertThat(FakeApi.run(Map.of(), "policy", "check", binary.toString()).err())
                .contains("is not UTF-8");
    }

    @Test
    void appliesWithANote() throws Exception {
        try (FakeApi api = new FakeApi(
                asked -> new Answer(201, "{\"version\": 3, \"by\": \"k1\", \"at\": \"2026-11-25T00:00:00Z\"}"))) {
            Ran ran = api.run("policy", "apply", file(GOOD), "--note", "calmer");

            assertThat(ran.out()).isEqualTo("Version 3 is active, by k1 since 2026-11-25T00:00:00Z.\n");
            assertThat(api.asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.body())
                            .contains("\"note\":\"calmer\"")
                            .contains("no-tasks"));
            assertThat(api.run("policy", "apply", file(GOOD)).exitCode()).isEqualTo(2);
        }
    }

    @Test
    void tellsAllThatTheApiHasAgainstAPolicyByTheNameOfTheFile() throws Exception {
        try (FakeApi api = new FakeApi(asked ->
                new Answer(422, "{\"code\": \"policy_refused\", \"detail\": \"policy.yaml:4: rule typo: …\"}"))) {
            String file = file(WRONG);

            Ran ran = api.run("policy", "apply", file, "--note", "calmer");

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).contains(file + ":4: rule typo", file + ":5:24: rule typo", "nothing was changed");
        }
    }

    @Test
    void tellsWhatOnlyTheApiHasAgainstIt() throws Exception {
        try (FakeApi api = new FakeApi(
                asked -> new Answer(403, "{\"code\": \"role_required\", \"detail\": \"Needs the role admin\"}"))) {
            Ran ran = api.run("policy", "apply", file(GOOD), "--note", "calmer");

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).isEqualTo("Needs the role admin (403 role_required)\n");
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void showsThePolicyAsAFileThatCanBeApplied() throws Exception {
        String policy =
                "{\"version\": %d, \"hash\": \"abc\", \"yaml\": \"version: 1\\n\", \"by\": \"k1\", \"at\": \"2026-11-25T00:00:00Z\", \"note\": \"two\\nlines\"}";
        try (FakeApi api = new FakeApi(asked -> new Answer(
                200,
                asked.pathAndQuery().endsWith("/0")
                        ? policy.formatted(0)
                        : "{\"active\": %s, \"versions\": [%s]}"
                                .formatted(policy.formatted(2), policy.formatted(2))))) {
            assertThat(api.run("policy", "show").out())
                    .isEqualTo("# Version 2  2026-11-25T00:00:00Z  k1  abc  two lines\nversion: 1\n");
            assertThat(api.run("policy", "show", "--version", "0").out())
                    .isEqualTo("# The installation's policy, which a tenant without one of its own has.\nversion: 1\n");
            assertThat(api.run("policy", "versions").out()).isEqualTo("2  2026-11-25T00:00:00Z  k1  abc  two lines\n");
        }
    }

    @Test
    void showsWhatASimulationFound() throws Exception {
        try (FakeApi api =
                new FakeApi(asked -> new Answer(200, asked.pathAndQuery().equals("/api/keys") ? """
                {"keys": [{"id": "k2", "name": "Claude \\u202e"}]}""" : """
                {"since": "2026-10-26T00:00:00Z", "calls": 5, "same": 2, "different": 2, "open": 1, "cutOff": true,
                 "changes": [{"rule": "no-tasks", "line": 3, "tool": "create_task", "was": "runs", "would": "forbids", "calls": 1},
                             {"rule": null, "line": null, "tool": "add_note", "was": "asks", "would": "runs", "calls": 1}],
                 "unknown": [{"rule": "tickets", "line": 9, "tool": "tag_lead", "unknown": ["record", "args.email"], "calls": 1}],
                 "examples": [{"callId": "c/1", "at": "2026-11-01T00:00:00Z", "actor": "k2", "tool": "create_task",
                               "was": "runs", "would": "forbids", "rule": "no-tasks"}]}
                """))) {
            Ran ran = api.run("policy", "simulate", file(GOOD), "--since", "30d");

            assertThat(ran.out()).isEqualTo("""
                    5 calls since 2026-10-26T00:00:00Z: 2 as they were, 2 otherwise, 1 cannot be judged from what is kept.
                    There are more; only the newest were looked at.

                    Would have been decided otherwise:
                      rule               line  tool         was   would    calls
                      no-tasks           3     create_task  runs  forbids  1
                      (the tool itself)        add_note     asks  runs     1

                    Cannot be judged:
                      rule     line  tool      unknown             calls
                      tickets  9     tag_lead  record, args.email  1

                    The newest of them:
                      at                    actor     tool         was   would    rule      callId
                      2026-11-01T00:00:00Z  Claude ⟨U+202E⟩  create_task  runs  forbids  no-tasks  c/1
                    """);
            assertThat(api.asked())
                    .first()
                    .satisfies(asked -> assertThat(asked.body()).contains("\"since\":\"30d\""));
        }
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), yaml).toString();
    }
}
