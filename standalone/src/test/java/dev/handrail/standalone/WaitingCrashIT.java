package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.call.Role;
import dev.handrail.standalone.Crashing.Part;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kills everything with SIGKILL while 500 requests wait for a person: all go on waiting, and each is carried out once. */
class WaitingCrashIT {

    private static final int REQUESTS = 500;
    private static final int OF_A_PAGE = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private static final String POLICY = """
            version: 1
            rules:
              - name: tasks
                tools: [create_task]
                permission: requires_authorization
                reason: A person says what is to be done
            """;

    @Test
    void allThatWaitedWaitsStillAndIsCarriedOutOnceAfterEverythingWasKilled(@TempDir Path folder) throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        try (Crashing system = Crashing.start(folder, Map.of("HANDRAIL_POLICY", policy.toString()))) {
            String agent = system.key(Role.AGENT);
            String approver = system.key(Role.APPROVER);
            atOnce(IntStream.range(0, REQUESTS)
                    .<Callable<Integer>>mapToObj(number -> () -> ask(system, agent, number))
                    .toList());
            assertThat(pending(system, approver)).hasSize(REQUESTS);

            system.end(Part.WORKER);
            system.end(Part.API);
            system.end(Part.TEMPORAL);
            system.end(Part.POSTGRES);
            system.begin(Part.WORKER);
            system.begin(Part.API);
            system.awaitHealth(200, "\"worker\":\"up\"");

            List<String> waiting = pending(system, approver);
            assertThat(waiting).hasSize(REQUESTS).doesNotHaveDuplicates();
            assertThat(system.count("SELECT 'tasks', count(*) FROM office_task"))
                    .as("nothing is done before somebody said so")
                    .containsEntry("tasks", 0L);
            decide(system, approver, waiting.subList(0, REQUESTS / 2));
            Thread rest = Thread.ofVirtual()
                    .start(() -> decideUntilDone(system, approver, waiting.subList(REQUESTS / 2, REQUESTS)));
            system.awaitCalls(REQUESTS / 2 + OF_A_PAGE / 2);
            system.kill(Part.WORKER);
            rest.join();
            system.awaitCalls(REQUESTS);
            system.awaitNothingRunning();

            assertThat(system.count("SELECT status, count(*) FROM authorization_request GROUP BY status"))
                    .isEqualTo(Map.of("AUTHORIZED", (long) REQUESTS));
            assertThat(system.count("SELECT subject, count(*) FROM office_task GROUP BY subject"))
                    .hasSize(REQUESTS)
                    .allSatisfy(
                            (subject, tasks) -> assertThat(tasks).as(subject).isEqualTo(1));
            assertThat(system.count("""
                            SELECT action, count(*) FROM crm_sync_logs
                            WHERE status = 'succeeded' AND action = 'create_task' GROUP BY action""")).as("one receipt an effect").isEqualTo(Map.of("create_task", (long) REQUESTS));
        }
    }

    private static int ask(Crashing system, String agent, int number) throws IOException, InterruptedException {
        HttpResponse<String> answer = system.post(
                agent,
                "/api/tools/create_task/calls",
                "{\"arguments\":{\"subject\":\"Call number %d\"},\"reasoning\":\"They asked for it\"}"
                        .formatted(number));
        assertThat(answer.body()).contains("\"authorization_required\"");
        return answer.statusCode();
    }

    private static void atOnce(List<Callable<Integer>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }

    private static List<String> pending(Crashing system, String approver) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = JSON.readTree(system.get(approver, "/api/authorizations?status=pending&limit=200" + cursor)
                    .body());
            page.path("authorizations").forEach(one -> ids.add(one.path("id").asString()));
            cursor = page.path("next").isMissingNode()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        return ids;
    }

    /** @return whether every decision was taken */
    private static boolean decide(Crashing system, String approver, List<String> ids)
            throws IOException, InterruptedException {
        boolean all = true;
        for (int from = 0; from < ids.size(); from += OF_A_PAGE) {
            List<String> page = ids.subList(from, Math.min(ids.size(), from + OF_A_PAGE));
            HttpResponse<String> answer = system.post(
                    approver,
                    "/api/authorizations/batch",
                    JSON.writeValueAsString(Map.of("ids", page, "decision", "authorized")));
            all &= answer.statusCode() == 200 && !answer.body().contains("\"problem\"");
        }
        return all;
    }

    /** As people do: what was not taken is sent again. */
    private static void decideUntilDone(Crashing system, String approver, List<String> ids) {
        Crashing.await("all are decided", () -> {
            try {
                return decide(system, approver, ids);
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
